//! `chancery segment`: the segments of a document, as aligning sees them; why it is cut so; how much
//! there is of it; and the rules themselves, for other tools.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use serde::Serialize;

use super::format::{Format, formats, json_lines};
use super::reading::ReadingArgs;
use super::session::Session;
use super::{Outcome, decisions, output, volume};
use crate::desk::language::Expected;
use crate::desk::{Reading, Side};
use crate::model::Part;
use crate::segment::{Segment, srx};
use crate::text::Lang;

/// Prints the segments of a document with their places: line or paragraph, page, cell, footnote.
///
/// With --explain, shows which rule decided at each place; with --count, how many segments, words,
/// clusters and characters there are; with --export-srx, writes the rules for use in CAT tools.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery segment note-verbale.km.txt
  chancery segment note-verbale.km.txt --explain
  chancery segment --count *.km.txt *.en.txt
  chancery segment --export-srx -o chancery.srx")]
pub(super) struct SegmentArgs {
    /// The document; with --count any number of them
    #[arg(required_unless_present = "export_srx", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Language of the document, such as km [default: from the file name or the script]
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Show every place where a sentence may end, and the rule that decided
    #[arg(long, conflicts_with = "segmented")]
    explain: bool,
    /// Count segments, words, clusters and characters, file by file and in each language
    ///
    /// Words of Khmer, Lao and Burmese are found with a dictionary, those of Thai with a small neural
    /// network; they are estimates. Clusters are what a reader takes for one letter. White space is
    /// not counted.
    #[arg(long, conflicts_with = "explain")]
    count: bool,
    /// Write the built-in rules as an SRX 2.0 file, so that a CAT tool cuts as chancery does
    #[arg(long, conflicts_with_all = ["files", "lang", "explain", "count", "segmented", "clauses", "srx", "format"])]
    export_srx: bool,
    /// Write to a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

const FORMATS: &[(Format, &str)] = &[
    (
        Format::Human,
        "For reading: line number and text, or a table",
    ),
    (Format::Json, "One JSON object; for --count"),
    (
        Format::Jsonl,
        "One JSON object a line: {\"line\":3,\"text\":\"…\"}; of formats without lines \"paragraph\", and \"place\"",
    ),
];

#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    #[serde(skip_serializing_if = "String::is_empty")]
    place: String,
    text: &'a str,
}

pub(super) fn run(args: &SegmentArgs, session: &Session) -> anyhow::Result<Outcome> {
    if let Some(path) = &args.output {
        let inputs = args.files.iter().map(PathBuf::as_path);
        session
            .desk()?
            .keep_apart(path, inputs.chain(args.reading.srx()))?;
    }
    let emit = |write: &dyn Fn(&mut dyn Write) -> anyhow::Result<()>| match &args.output {
        Some(path) => output::to_file(path, write),
        None => output::to_stdout(session, write),
    };
    if args.export_srx {
        emit(&|out| Ok(out.write_all(srx::export().as_bytes())?))?;
        return Ok(Outcome::Clean);
    }
    let reading = Reading::from(&args.reading);
    let read = |path: &Path| {
        let expected = Expected {
            side: Side::Only,
            given: args.lang.as_ref(),
            configured: None,
        };
        reading.open(path, &expected, session)
    };
    if args.count {
        let mut rows = Vec::new();
        for path in &args.files {
            let input = reading.cut(path, read(path)?)?;
            rows.push(volume::Row::of(&input));
        }
        emit(&|out| volume::write(out, &rows, args.format))?;
        return Ok(Outcome::Clean);
    }
    let [path] = &args.files[..] else {
        bail!("give one document; only --count takes several");
    };
    if args.format == Format::Json {
        bail!("--format json is for --count; here it is jsonl");
    }
    let opened = read(path)?;
    if args.explain {
        let cutting = reading.cutting(&opened.lang)?;
        let options = cutting.options();
        emit(&|out| match args.format {
            Format::Human => decisions::human(out, &opened, &options),
            _ => decisions::jsonl(out, &opened, &options),
        })?;
        return Ok(Outcome::Clean);
    }
    let input = reading.cut(path, opened)?;
    session.detail(|| {
        let (name, count) = (input.lang.name(), input.segments.len());
        format!("{}: {name}, {count} segments", path.display())
    });
    emit(&|out| list(out, &input.segments, args.format))?;
    Ok(Outcome::Clean)
}

/// Writes segments with their line or paragraph numbers, and where these are.
fn list(out: &mut dyn Write, segments: &[Segment], format: Format) -> anyhow::Result<()> {
    let last = segments.last().map_or(0, |segment| segment.lines.last);
    let width = last.to_string().len();
    let places = segments.iter().map(|segment| segment.place.to_string());
    let room = places.map(|place| place.len()).max().unwrap_or(0);
    for segment in segments {
        let (number, text) = (segment.lines.first, segment.text.as_str());
        let place = segment.place.to_string();
        if format != Format::Human {
            let is_line = segment.place.part == Part::Line;
            let row = Row {
                line: is_line.then_some(number),
                paragraph: (!is_line).then_some(number),
                place,
                text,
            };
            json_lines(out, [row])?;
        } else if room == 0 {
            writeln!(out, "{number:>width$}  {text}")?;
        } else {
            writeln!(out, "{number:>width$}  {place:room$}  {text}")?;
        }
    }
    Ok(())
}
