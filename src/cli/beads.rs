//! Alignments written out: side by side for reading, as a table, as JSON lines.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use clap::ValueEnum;

use super::format::{json_lines, tsv_row};
use super::side_by_side;
use crate::desk::Aligned;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Side by side, for reading
    Human,
    /// A table with a header row of language tags
    Tsv,
    /// One JSON object a line for each bead
    Jsonl,
    /// A translation memory, TMX 1.4b
    Tmx,
    /// A page to review and correct the alignment in a browser
    Html,
}

/// File endings and the formats that they stand for.
const ENDINGS: &[(&str, Format)] = &[
    ("tmx", Format::Tmx),
    ("tsv", Format::Tsv),
    ("jsonl", Format::Jsonl),
    ("html", Format::Html),
    ("txt", Format::Human),
];

impl Format {
    /// Returns the ending of files in this format.
    pub(super) fn ending(self) -> &'static str {
        ENDINGS
            .iter()
            .find(|row| row.1 == self)
            .map_or("txt", |row| row.0)
    }

    /// Chooses the format by the ending of a file.
    pub(super) fn of(path: &Path) -> anyhow::Result<Self> {
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        if let Some((_, format)) = ENDINGS.iter().find(|row| row.0 == ending) {
            return Ok(*format);
        }
        let nearest = ENDINGS
            .iter()
            .map(|row| (strsim::jaro_winkler(&ending, row.0), row.0))
            .filter(|&(similarity, _)| similarity > 0.7)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let hint = match nearest {
            Some((_, ending)) => format!("did you mean .{ending}?"),
            None => "use .tmx, .tsv, .jsonl, .html or .txt, or say --format".to_owned(),
        };
        bail!(
            "{}: the ending of the name chooses the format; {hint}",
            path.display()
        )
    }
}

/// Writes alignments side by side, for a terminal.
pub(super) fn write_human(out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
    let columns = terminal_size::terminal_size().map_or(80, |(columns, _)| columns.0.into());
    for (index, one) in aligned.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        if let Some(name) = &one.name {
            writeln!(out, "{}", name.display())?;
        }
        side_by_side::write(out, one, columns)?;
    }
    Ok(())
}

/// Writes a table with a header row of language tags.
pub(super) fn write_tsv(
    out: &mut dyn Write,
    first: &Aligned,
    aligned: &[Aligned],
) -> anyhow::Result<()> {
    let (source, target) = (&first.source.lang, &first.target.lang);
    tsv_row(
        out,
        ["bead", source.as_str(), target.as_str(), "confidence"],
    )?;
    for one in aligned {
        for (index, bead) in one.alignment.beads.iter().enumerate() {
            let [source, target] = one.texts(bead);
            let (number, confidence) = (index + 1, bead.confidence);
            tsv_row(
                out,
                [
                    number.to_string(),
                    source,
                    target,
                    format!("{confidence:.4}"),
                ],
            )?;
        }
    }
    Ok(())
}

/// Writes beads as JSON, one a line.
pub(super) fn write_jsonl(out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
    json_lines(out, aligned.iter().flat_map(Aligned::rows))
}
