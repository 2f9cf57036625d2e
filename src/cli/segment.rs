//! `chancery segment`: the segments of a document, as aligning sees them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::input::{self, Input, Reading};
use super::session::Session;
use super::{Outcome, output};
use crate::text::Lang;

/// Prints the segments of a document with their line numbers.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery segment note-verbale.km.txt")]
pub(super) struct SegmentArgs {
    /// The document
    file: PathBuf,
    /// Language of the document, such as km [default: from the file name or the script]
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    #[command(flatten)]
    reading: Reading,
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
    let input = Input::read(&args.file, &args.reading, |text| {
        input::language_of(&args.file, text, args.lang.as_ref(), "--lang")
    })?;
    session.detail(|| {
        let name = input.lang.name();
        format!(
            "{}: {name}, {} segments",
            args.file.display(),
            input.segments.len()
        )
    });
    output::to_stdout(session, |out| {
        let last = input
            .segments
            .last()
            .map_or(0, |segment| segment.lines.last);
        let width = last.to_string().len();
        for segment in &input.segments {
            let (line, text) = (segment.lines.first, segment.text.as_str());
            match args.format {
                Format::Human => writeln!(out, "{line:>width$}  {text}")?,
                Format::Jsonl => {
                    serde_json::to_writer(&mut *out, &Row { line, text })?;
                    writeln!(out)?;
                }
            }
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}
