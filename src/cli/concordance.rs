//! `chancery concordance`: every unit that holds a phrase, on either side.

use std::collections::BTreeMap;
use std::io::Write;

use anstyle::Style;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::memories::{Choice, Memories};
use super::session::Session;
use super::{Outcome, count, output};
use crate::memory::{Occurrence, Phrase};
use crate::text::Span;

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
    choice: Choice,
    /// Most units that are shown; all are counted
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Human,
    /// One JSON document
    Json,
    /// One JSON object a line for each unit
    Jsonl,
}

#[derive(Serialize)]
struct Report<'a> {
    query: &'a str,
    units: Vec<Row>,
    total: usize,
    documents: Vec<Document>,
}

#[derive(Serialize)]
struct Row {
    memory: String,
    unit: u64,
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    texts: Vec<Text>,
}

#[derive(Serialize)]
struct Text {
    lang: String,
    #[serde(rename = "text")]
    content: String,
    /// Where the phrase is, in bytes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<(usize, usize)>,
}

#[derive(Serialize)]
struct Document {
    document: String,
    units: usize,
}

pub(super) fn run(args: &ConcordanceArgs, session: &Session) -> anyhow::Result<Outcome> {
    let phrase = if args.regex {
        Phrase::pattern(&args.text, args.whole_word)?
    } else {
        Phrase::new(&args.text, args.whole_word)?
    };
    let mut memories = Memories::open(&args.choice, session)?;
    let langs = if let Some(lang) = &args.lang {
        vec![lang.clone()]
    } else {
        let mut langs = memories.known()?;
        langs.sort_by(|a, b| a.primary().cmp(b.primary()));
        langs.dedup_by(|a, b| a.primary() == b.primary());
        langs
    };
    let mut units = Vec::new();
    let mut total = 0;
    let mut documents: BTreeMap<String, usize> = BTreeMap::new();
    memories.concordance(&phrase, &langs, session, &mut |memory, found| {
        total += 1;
        let document = found.record.document.as_ref().unwrap_or(&found.record.file);
        *documents.entry(document.clone()).or_default() += 1;
        if units.len() < args.limit {
            units.push(row(memory, found));
        }
    })?;
    let mut documents: Vec<Document> = (documents.into_iter())
        .map(|(document, units)| Document { document, units })
        .collect();
    documents.sort_by_key(|row| std::cmp::Reverse(row.units));
    let report = Report {
        query: &args.text,
        units,
        total,
        documents,
    };
    output::to_stdout(session, |out| match args.format {
        Format::Human => human(out, &report),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &report)?;
            Ok(writeln!(out)?)
        }
        Format::Jsonl => {
            for row in &report.units {
                serde_json::to_writer(&mut *out, row)?;
                writeln!(out)?;
            }
            Ok(())
        }
    })?;
    session.note(&format!(
        "{} in {}",
        count(total, "unit"),
        count(report.documents.len(), "document")
    ));
    Ok(Outcome::Clean)
}

fn row(memory: &str, found: Occurrence) -> Row {
    let places = |place: usize| -> Vec<(usize, usize)> {
        let spans = found.places.iter().find(|(own, _)| *own == place);
        let spans = spans.map(|(_, spans)| spans.as_slice()).unwrap_or_default();
        spans
            .iter()
            .map(|span: &Span| (span.start, span.end))
            .collect()
    };
    let texts = found.record.unit.variants.iter().enumerate();
    let texts = texts.map(|(place, variant)| Text {
        lang: variant.lang.to_string(),
        content: variant.seg.plain_text().into_owned(),
        places: places(place),
    });
    Row {
        memory: memory.to_owned(),
        unit: found.record.id,
        texts: texts.collect(),
        file: found.record.file,
        document: found.record.document,
    }
}

fn human(out: &mut dyn Write, report: &Report<'_>) -> anyhow::Result<()> {
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
                    &text.content[at..start],
                    &text.content[start..end]
                )?;
                at = end;
            }
            writeln!(out, "{}", &text.content[at..])?;
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
