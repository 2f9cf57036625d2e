//! `chancery segment`: the segments of a document, as aligning sees them.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::input::{self, Input, Opened, Reading};
use super::session::Session;
use super::{Outcome, explain, output};
use crate::segment::Segment;
use crate::text::Lang;

/// Prints the segments of a document with their line numbers.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery segment note-verbale.km.txt
  chancery segment note-verbale.km.txt --explain")]
pub(super) struct SegmentArgs {
    /// The document
    file: PathBuf,
    /// Language of the document, such as km [default: from the file name or the script]
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    #[command(flatten)]
    reading: Reading,
    /// Show every place where a sentence may end, and the rule that decided
    #[arg(long, conflicts_with = "segmented")]
    explain: bool,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Line number and text
    Human,
    /// One JSON object a line: {"line":3,"text":"…"}
    Jsonl,
}

#[derive(Serialize)]
struct Row<'a> {
    line: usize,
    text: &'a str,
}

pub(super) fn run(args: &SegmentArgs, session: &Session) -> anyhow::Result<Outcome> {
    let decide = |text: &str| input::language_of(&args.file, text, args.lang.as_ref(), "--lang");
    if args.explain {
        let opened = Opened::read(&args.file, &args.reading, decide)?;
        let cutting = args.reading.cutting(&opened.lang)?;
        let options = cutting.options();
        output::to_stdout(session, |out| match args.format {
            Format::Human => explain::human(out, &opened, &options),
            Format::Jsonl => explain::jsonl(out, &opened, &options),
        })?;
        return Ok(Outcome::Clean);
    }
    let input = Input::read(&args.file, &args.reading, decide)?;
    session.detail(|| {
        let name = input.lang.name();
        format!(
            "{}: {name}, {} segments",
            args.file.display(),
            input.segments.len()
        )
    });
    output::to_stdout(session, |out| list(out, &input.segments, args.format))?;
    Ok(Outcome::Clean)
}

/// Writes segments with their line numbers.
fn list(out: &mut dyn Write, segments: &[Segment], format: Format) -> anyhow::Result<()> {
    let last = segments.last().map_or(0, |segment| segment.lines.last);
    let width = last.to_string().len();
    for segment in segments {
        let (line, text) = (segment.lines.first, segment.text.as_str());
        match format {
            Format::Human => writeln!(out, "{line:>width$}  {text}")?,
            Format::Jsonl => {
                serde_json::to_writer(&mut *out, &Row { line, text })?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}
