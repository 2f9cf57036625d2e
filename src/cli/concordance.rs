//! `chancery concordance`: every unit that holds a phrase, on either side.

use std::io::Write;

use anstyle::Style;
use clap::Args;

use super::format::{Format, formats, json, json_lines};
use super::memories::MemoriesArgs;
use super::session::Session;
use super::{Outcome, count, output};
use crate::desk::concordance::{Concordance, ConcordanceOptions};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Finds every unit that holds a phrase, in the source or the translation.
///
/// The phrase is found however it was typed: capitals, invisible characters, kinds of spaces and quotes,
/// the digits of other scripts and the order of Khmer signs make no difference. The newest units come
/// first; below them is counted how many units of each document have the phrase.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery concordance \"mutual legal assistance\"
  chancery concordance \"No\\. \\d+\" --regex --memory ministry.db
  chancery concordance visa --whole-word --in en --where after=2024")]
pub(super) struct ConcordanceArgs {
    /// The phrase
    text: String,
    /// Take the phrase for a regular expression; digits in texts count as European ones
    #[arg(short = 'e', long)]
    regex: bool,
    /// Find whole words alone; in scripts without spaces, whole characters with their signs
    #[arg(short, long)]
    whole_word: bool,
    /// Look in texts of this language alone [default: in all]
    #[arg(long = "in", value_name = "TAG")]
    lang: Option<crate::text::Lang>,
    #[command(flatten)]
    memories: MemoriesArgs,
    /// Most units that are shown; all are counted
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "For reading"),
    (Format::Json, "One JSON document"),
    (Format::Jsonl, "One JSON object a line for each unit"),
];

pub(super) fn run(args: &ConcordanceArgs, session: &Session) -> anyhow::Result<Outcome> {
    let options = ConcordanceOptions {
        memories: (&args.memories).into(),
        regex: args.regex,
        whole_word: args.whole_word,
        lang: args.lang.clone(),
        limit: args.limit,
    };
    let report = session.desk()?.concordance(&args.text, options)?;
    output::to_stdout(session, |out| match args.format {
        Format::Json => json(out, &report),
        Format::Jsonl => json_lines(out, &report.units),
        _ => human(out, &report),
    })?;
    session.note(&format!(
        "{} in {}",
        count(report.total, "unit"),
        count(report.documents.len(), "document")
    ));
    Ok(Outcome::Clean)
}

fn human(out: &mut dyn Write, report: &Concordance) -> anyhow::Result<()> {
    for row in &report.units {
        let document = row.document.as_ref().unwrap_or(&row.file);
        writeln!(out, "{DIM}{}, {document}{DIM:#}", row.memory)?;
        for text in &row.texts {
            write!(out, "  {}  ", text.lang)?;
            let mut at = 0;
            for &(start, end) in &text.places {
                write!(
                    out,
                    "{}{BOLD}{}{BOLD:#}",
                    &text.text[at..start],
                    &text.text[start..end]
                )?;
                at = end;
            }
            writeln!(out, "{}", &text.text[at..])?;
        }
    }
    if report.total > report.units.len() {
        let more = report.total - report.units.len();
        writeln!(out, "and {}; see --limit", count(more, "more unit"))?;
    }
    if report.documents.len() > 1 {
        writeln!(out)?;
        for row in report.documents.iter().take(20) {
            writeln!(out, "{:>6}  {}", row.units, row.document)?;
        }
        if report.documents.len() > 20 {
            writeln!(
                out,
                "        and {}",
                count(report.documents.len() - 20, "more document")
            )?;
        }
    }
    Ok(())
}
