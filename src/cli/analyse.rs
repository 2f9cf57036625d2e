//! `chancery analyse`: how much of a text the memories know, as translators count it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::format::{Format, formats, json};
use super::memories::MemoriesArgs;
use super::reading::ReadingArgs;
use super::session::Session;
use super::{Outcome, output};
use crate::desk::analyse::{AnalyseOptions, Analysis, Band};

/// Counts segments, words and characters by how well the memories know them.
///
/// 101 is the same text between the same neighbours, a repetition the same text as an earlier segment
/// of the files; the other bands are scores as lookup gives them. Words of scripts without spaces are
/// counted by dictionaries.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery analyse draft.en.txt
  chancery analyse speeches/*.en.txt --memory ministry.db --internal --format csv")]
pub(super) struct AnalyseArgs {
    /// Documents to translate
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    memories: MemoriesArgs,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Count segments that are like earlier ones of the files, as they will be in the memory by then
    #[arg(long)]
    internal: bool,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "A table for reading"),
    (Format::Csv, "A table with commas"),
    (Format::Json, "One JSON document"),
];

pub(super) fn run(args: &AnalyseArgs, session: &Session) -> anyhow::Result<Outcome> {
    let options = AnalyseOptions {
        memories: (&args.memories).into(),
        reading: (&args.reading).into(),
        internal: args.internal,
    };
    let report = session.desk()?.analyse(&args.files, options)?;
    output::to_stdout(session, |out| match args.format {
        Format::Csv => csv(out, &report),
        Format::Json => json(out, &report),
        _ => human(out, &report),
    })?;
    Ok(Outcome::Clean)
}

fn human(out: &mut dyn Write, report: &Analysis) -> anyhow::Result<()> {
    let several = report.files.len() > 1;
    for file in &report.files {
        if several {
            writeln!(out, "{}", file.file)?;
            table(out, &file.bands)?;
            writeln!(out)?;
        }
    }
    if several {
        writeln!(out, "(all)")?;
    }
    table(out, &report.total)
}

fn table(out: &mut dyn Write, bands: &[Band]) -> anyhow::Result<()> {
    writeln!(out, "band         segments    words  characters      %")?;
    let sum = |of: fn(&Band) -> usize| bands.iter().map(of).sum::<usize>();
    let (segments, words, characters) = (
        sum(|band| band.segments),
        sum(|band| band.words),
        sum(|band| band.characters),
    );
    let part = |own: usize| own as f64 * 100.0 / words.max(1) as f64;
    for band in bands {
        writeln!(
            out,
            "{:<11}  {:>8}  {:>7}  {:>10}  {:>5.1}",
            band.name,
            band.segments,
            band.words,
            band.characters,
            part(band.words)
        )?;
    }
    writeln!(
        out,
        "{:<11}  {segments:>8}  {words:>7}  {characters:>10}  100.0",
        "all"
    )?;
    Ok(())
}

fn csv(out: &mut dyn Write, report: &Analysis) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["file", "band", "segments", "words", "characters"])?;
    let total = ("(all)", &report.total);
    let files = report
        .files
        .iter()
        .map(|file| (file.file.as_str(), &file.bands));
    for (file, bands) in files.chain([total]) {
        for band in bands {
            let [segments, words, characters] =
                [band.segments, band.words, band.characters].map(|count| count.to_string());
            writer.write_record([file, band.name, &segments, &words, &characters])?;
        }
    }
    writer.flush()?;
    Ok(())
}
