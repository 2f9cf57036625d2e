//! Alignments written out: side by side for reading, as a table, as JSON lines, as a memory.

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::ValueEnum;
use serde::Serialize;

use super::format::tsv_row;
use super::memory_form::MemoryForm;
use super::session::{self, Session};
use super::{count, page, side_by_side, units};
use crate::align::{Alignment, Bead};
use crate::desk::SegmentedDocument as Input;
use crate::format::tmx;
use crate::segment::Segment;

/// Two documents and their alignment.
pub(super) struct Aligned {
    /// The name of the pair where there are several.
    pub(super) name: Option<PathBuf>,
    pub(super) source: Input,
    pub(super) target: Input,
    pub(super) alignment: Alignment,
}

impl Aligned {
    /// Returns why one of the texts is not to be trusted, if there is a reason.
    pub(super) fn caution(&self) -> Option<&str> {
        let first = self.source.caution.as_deref();
        first.or(self.target.caution.as_deref())
    }
}

/// How memories and review pages of beads are to be.
pub(super) struct Memory<'a> {
    /// Beads with less confidence stay out.
    pub(super) min_confidence: f64,
    pub(super) form: &'a MemoryForm,
    /// Whether units know the segments around them.
    pub(super) context: bool,
    /// From this confidence on a bead needs no look, where that was said.
    pub(super) sure: Option<f64>,
    /// The glossary whose terms the page looks for, where that was said.
    pub(super) glossary: Option<&'a Path>,
}

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

    /// Writes alignments in this format.
    pub(super) fn write(
        self,
        out: &mut dyn Write,
        aligned: &[Aligned],
        memory: &Memory,
        session: &Session,
    ) -> anyhow::Result<()> {
        match self {
            Format::Human => write_human(out, aligned),
            Format::Tsv => write_tsv(out, aligned),
            Format::Jsonl => write_jsonl(out, aligned),
            Format::Tmx => write_tmx(out, aligned, memory, session),
            Format::Html => Ok(page::review(aligned, memory, session)?.write_page(out)?),
        }
    }
}

fn write_human(out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
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

fn write_tsv(out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
    let Some(first) = aligned.first() else {
        return Ok(());
    };
    writeln!(
        out,
        "bead\t{}\t{}\tconfidence",
        first.source.lang, first.target.lang
    )?;
    for one in aligned {
        for (index, bead) in one.alignment.beads.iter().enumerate() {
            let source = &one.source.segments[bead.source.clone()];
            let target = &one.target.segments[bead.target.clone()];
            let (number, confidence) = (index + 1, bead.confidence);
            let source = units::joined(source, &one.source.lang);
            let target = units::joined(target, &one.target.lang);
            let (number, confidence) = (number.to_string(), format!("{confidence:.4}"));
            tsv_row(out, [number, source, target, confidence])?;
        }
    }
    Ok(())
}

/// A bead in JSON.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<Cow<'a, str>>,
    bead: usize,
    source: Vec<&'a str>,
    target: Vec<&'a str>,
    source_lines: Vec<usize>,
    target_lines: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caution: Option<&'a str>,
    confidence: f64,
}

impl<'a> Row<'a> {
    fn new(one: &'a Aligned, index: usize, bead: &Bead) -> Self {
        let source = &one.source.segments[bead.source.clone()];
        let target = &one.target.segments[bead.target.clone()];
        let texts = |segments: &'a [Segment]| {
            segments
                .iter()
                .map(|segment| segment.text.as_str())
                .collect()
        };
        let lines = |segments: &[Segment]| match segments {
            [] => Vec::new(),
            [first, ..] => {
                vec![first.lines.first, segments[segments.len() - 1].lines.last]
            }
        };
        Row {
            document: one.name.as_ref().map(|name| name.to_string_lossy()),
            bead: index + 1,
            source: texts(source),
            target: texts(target),
            source_lines: lines(source),
            target_lines: lines(target),
            source_place: units::place(source),
            target_place: units::place(target),
            caution: one.caution(),
            confidence: (bead.confidence * 1e4).round() / 1e4,
        }
    }
}

fn write_jsonl(out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
    for one in aligned {
        for (index, bead) in one.alignment.beads.iter().enumerate() {
            serde_json::to_writer(&mut *out, &Row::new(one, index, bead))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn write_tmx(
    out: &mut dyn Write,
    aligned: &[Aligned],
    memory: &Memory,
    session: &Session,
) -> anyhow::Result<()> {
    let Some(first) = aligned.first() else {
        return Ok(());
    };
    let date = session::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let settings = (memory.form).settings(&first.source.lang, Some(&first.target.lang))?;
    let min_confidence = memory.min_confidence;
    let mut writer = tmx::Writer::new(out, settings)?;
    let mut weak = 0;
    for one in aligned {
        for bead in one.alignment.beads.iter().filter(|bead| bead.is_aligned()) {
            if bead.confidence < min_confidence {
                weak += 1;
            } else {
                writer.write(&units::unit(one, bead, &date, memory.context))?;
            }
        }
    }
    let summary = writer.finish()?;
    if weak > 0 {
        let beads = count(weak, "bead");
        session.note(&format!(
            "left out {beads} with confidence below {min_confidence}"
        ));
    }
    for loss in summary.losses() {
        session.warn(&loss.to_string());
    }
    Ok(())
}
