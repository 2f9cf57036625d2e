//! One way to print what commands return: for reading, as a table for spreadsheets, as JSON. What is
//! printed as JSON is the value that the desk returned, so that every door says the same.

use std::io::Write;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::Serialize;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// For reading.
    Human,
    /// A table with tabs between the cells.
    Tsv,
    /// A table with commas between the cells.
    Csv,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A glossary file.
    Toml,
}

const NAMES: [(Format, &str); 6] = [
    (Format::Human, "human"),
    (Format::Tsv, "tsv"),
    (Format::Csv, "csv"),
    (Format::Json, "json"),
    (Format::Jsonl, "jsonl"),
    (Format::Toml, "toml"),
];

/// Reads the name of one of the formats that a command has, each with what it is there.
pub(super) fn formats(
    known: &'static [(Format, &'static str)],
) -> impl TypedValueParser<Value = Format> {
    let values = known.iter().flat_map(|(format, help)| {
        let named = NAMES.iter().filter(|row| row.0 == *format);
        named.map(|row| PossibleValue::new(row.1).help(*help))
    });
    PossibleValuesParser::new(values).map(|name| {
        let found = NAMES.iter().find(|row| row.1 == name);
        found.map_or(Format::Human, |row| row.0)
    })
}

/// Reads one of several words, each with what it means and what is said of it.
pub(super) fn choices<T: Copy + Send + Sync + 'static>(
    known: &'static [(&'static str, T, &'static str)],
) -> impl TypedValueParser<Value = T> {
    let values = known.iter();
    let values = values.map(|row| PossibleValue::new(row.0).help(row.2));
    PossibleValuesParser::new(values).try_map(|name| {
        let found = known.iter().find(|row| row.0 == name);
        found.map(|row| row.1).ok_or("not known")
    })
}

/// Writes a value as a JSON document, indented.
pub(super) fn json(out: &mut dyn Write, value: &impl Serialize) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(writeln!(out)?)
}

/// Writes values as JSON, one a line.
pub(super) fn json_lines<T: Serialize>(
    out: &mut dyn Write,
    values: impl IntoIterator<Item = T>,
) -> anyhow::Result<()> {
    for value in values {
        serde_json::to_writer(&mut *out, &value)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes a row of a table with tabs.
pub(super) fn tsv_row<S: AsRef<str>>(
    out: &mut dyn Write,
    cells: impl IntoIterator<Item = S>,
) -> anyhow::Result<()> {
    // A tab or line end inside a text would make another column or row.
    let cells = cells.into_iter();
    let cells: Vec<String> = cells
        .map(|cell| cell.as_ref().replace(['\t', '\n', '\r'], " "))
        .collect();
    Ok(writeln!(out, "{}", cells.join("\t"))?)
}
