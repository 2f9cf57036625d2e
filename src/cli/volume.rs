//! How much text documents hold, as a table or as JSON.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use super::format::{Format, json, json_lines};
use crate::desk::SegmentedDocument;
use crate::segment::count::{Counter, Counts};

/// The counts of a file, or of all files in a language.
#[derive(Serialize)]
pub(super) struct Row {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    lang: String,
    segments: usize,
    words: usize,
    clusters: usize,
    characters: usize,
}

#[derive(Serialize)]
struct Report<'a> {
    files: &'a [Row],
    languages: Vec<Row>,
}

impl Row {
    /// Counts a document.
    pub(super) fn of(input: &SegmentedDocument) -> Row {
        let counts = Counter::new(&input.lang).count(&input.segments);
        let file = input.path.display().to_string();
        Row::new(Some(file), input.lang.to_string(), counts)
    }

    fn new(file: Option<String>, lang: String, counts: Counts) -> Row {
        Row {
            file,
            lang,
            segments: counts.segments,
            words: counts.words,
            clusters: counts.clusters,
            characters: counts.characters,
        }
    }

    fn counts(&self) -> Counts {
        Counts {
            segments: self.segments,
            words: self.words,
            clusters: self.clusters,
            characters: self.characters,
        }
    }
}

/// Adds the files up, language by language.
fn languages(rows: &[Row]) -> Vec<Row> {
    let mut sums: BTreeMap<&str, Counts> = BTreeMap::new();
    for row in rows {
        *sums.entry(&row.lang).or_default() += row.counts();
    }
    sums.into_iter()
        .map(|(lang, counts)| Row::new(None, lang.to_owned(), counts))
        .collect()
}

/// Writes the counts of files, and their sums where there are several.
pub(super) fn write(out: &mut dyn Write, rows: &[Row], format: Format) -> anyhow::Result<()> {
    match format {
        Format::Human => table(out, rows),
        Format::Json => {
            let report = Report {
                files: rows,
                languages: languages(rows),
            };
            json(out, &report)
        }
        _ => json_lines(out, rows),
    }
}

fn table(out: &mut dyn Write, rows: &[Row]) -> anyhow::Result<()> {
    writeln!(out, "segments   words  clusters  characters  lang  file")?;
    let sums = if rows.len() > 1 {
        languages(rows)
    } else {
        Vec::new()
    };
    for row in rows.iter().chain(&sums) {
        writeln!(
            out,
            "{:>8}  {:>6}  {:>8}  {:>10}  {:<4}  {}",
            row.segments,
            row.words,
            row.clusters,
            row.characters,
            row.lang,
            row.file.as_deref().unwrap_or("(all)")
        )?;
    }
    Ok(())
}
