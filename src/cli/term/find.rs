//! `chancery term find`: the concepts in a text and what they are called in other languages.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::super::session::{self, Session};
use super::super::{Outcome, output};
use crate::desk::language::Expected;
use crate::desk::{self, Side};
use crate::glossary::Glossary;
use crate::glossary::find::{Finder, Hit};
use crate::model::concept::{Concept, Term};
use crate::text::source::SourceText;
use crate::text::{Lang, Span};

/// Finds the terms of a glossary in a text and shows their translations.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term find \"The ASEAN Secretariat issued a joint statement.\"
  chancery term find -f statement.en.txt --target-lang km --format jsonl")]
pub(super) struct FindArgs {
    /// The text
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    text: Option<String>,
    /// Look in this file instead
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Glossary file or folder [default: glossaries/ of the project, else the built-in one]
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
    /// Language of the text [default: from the file name or the script, else that of the glossary]
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    /// Languages to show [default: those that the glossary requires]
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    target_lang: Vec<Lang>,
    /// Show terms inside longer ones too, and every homonym
    #[arg(long)]
    nested: bool,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Place, term, and translations below it
    Human,
    /// One JSON object for each place
    Jsonl,
}

#[derive(Serialize)]
struct Row<'a> {
    line: usize,
    column: usize,
    text: &'a str,
    concepts: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    draft: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    homonym: Option<&'a str>,
    term: Shown<'a>,
    translations: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    lang: &'a str,
    term: &'a str,
    status: &'static str,
}

impl<'a> From<&'a Term> for Shown<'a> {
    fn from(term: &'a Term) -> Self {
        Shown {
            lang: term.lang.as_str(),
            term: &term.text.value,
            status: term.status.as_str(),
        }
    }
}

pub(super) fn run(args: &FindArgs, session: &Session) -> anyhow::Result<Outcome> {
    let glossary = super::glossary(args.glossary.as_deref(), session)?;
    for problem in &glossary.problems {
        session.warn(&format!("{}: {}", problem.place, problem.message));
    }
    let (text, path) = match &args.file {
        Some(path) => (desk::Contents::read(path)?.into_text(), path.clone()),
        None => (args.text.clone().unwrap_or_default(), PathBuf::new()),
    };
    let source = glossary.source();
    let lang = Expected {
        side: Side::Only,
        given: args.lang.as_ref(),
        configured: Some(&source),
    };
    let lang = lang.of_text(&path, &text, None).or_else(|error| {
        if path.as_os_str().is_empty() {
            Ok(source)
        } else {
            Err(error)
        }
    })?;
    let wanted = targets(args, &glossary, &lang)?;
    let finder = Finder::new(&glossary, &lang)?;
    let source = SourceText::new(path.to_string_lossy(), text);
    output::to_stdout(session, |out| {
        for part in paragraphs(source.text()) {
            let text = source.slice(part);
            let hits = if args.nested {
                finder.find_all(text)
            } else {
                finder.find(text)
            };
            for hit in hits {
                let row = row(&glossary, &source, part, &hit, &wanted);
                match args.format {
                    Format::Human => human(out, &row)?,
                    Format::Jsonl => {
                        serde_json::to_writer(&mut *out, &row)?;
                        writeln!(out)?;
                    }
                }
            }
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}

/// Decides which languages are shown; none stands for all.
fn targets(args: &FindArgs, glossary: &Glossary, lang: &Lang) -> anyhow::Result<Vec<Lang>> {
    if !args.target_lang.is_empty() {
        return Ok(args.target_lang.clone());
    }
    let other = |target: &Lang| target.primary() != lang.primary();
    if let Some(target) = session::project()?.languages.target
        && other(&target.0)
    {
        return Ok(vec![target.0]);
    }
    let required = glossary
        .heads
        .iter()
        .position(|head| !head.require.is_empty())
        .unwrap_or(0);
    Ok(glossary
        .required(required)
        .iter()
        .filter(|lang| other(lang))
        .cloned()
        .collect())
}

/// Cuts a text at its empty lines.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() {
            open = false;
        } else if let (true, Some(last)) = (open, paragraphs.last_mut()) {
            last.end = end;
        } else {
            paragraphs.push(Span::new(at, end));
            open = true;
        }
        at = end;
    }
    paragraphs
}

fn row<'a>(
    glossary: &'a Glossary,
    source: &'a SourceText,
    part: Span,
    hit: &Hit,
    wanted: &[Lang],
) -> Row<'a> {
    let span = Span::new(part.start + hit.span.start, part.start + hit.span.end);
    let place = source.position(span.start);
    let several = hit.entries.len() > 1;
    let concepts = hit.entries.iter().map(|entry| {
        let concept: &Concept = &glossary.concepts[entry.concept];
        let term = &concept.terms[entry.term];
        let shown = |other: &&Term| {
            let target = wanted
                .iter()
                .any(|lang| lang.primary() == other.lang.primary());
            other.lang.primary() != term.lang.primary() && (wanted.is_empty() || target)
        };
        Found {
            id: &concept.id.value,
            draft: concept.is_draft(),
            homonym: concept.homonym.as_deref().filter(|_| several),
            term: term.into(),
            translations: concept
                .terms
                .iter()
                .filter(shown)
                .map(Shown::from)
                .collect(),
        }
    });
    Row {
        line: place.line,
        column: place.column,
        text: source.slice(span),
        concepts: concepts.collect(),
    }
}

fn human(out: &mut dyn std::io::Write, row: &Row<'_>) -> anyhow::Result<()> {
    let text: Vec<&str> = row.text.split_whitespace().collect();
    for found in &row.concepts {
        let draft = if found.draft { ", draft" } else { "" };
        writeln!(
            out,
            "{}:{}  {}  [{}{draft}]",
            row.line,
            row.column,
            text.join(" "),
            found.id
        )?;
        if let "deprecated" | "forbidden" | "superseded" = found.term.status {
            writeln!(out, "    {} is {}", found.term.term, found.term.status)?;
        }
        if let Some(homonym) = found.homonym {
            writeln!(out, "    {homonym}")?;
        }
        translations(out, &found.translations)?;
    }
    Ok(())
}

/// Writes the translations of a concept: by language the one to write, the others, those not to.
fn translations(out: &mut dyn std::io::Write, shown: &[Shown<'_>]) -> anyhow::Result<()> {
    for of_lang in shown.chunk_by(|a, b| a.lang == b.lang) {
        let with = |statuses: &[&str]| -> Vec<&str> {
            let chosen = of_lang.iter().filter(|one| statuses.contains(&one.status));
            chosen.map(|one| one.term).collect()
        };
        let lang = of_lang.first().map_or("", |one| one.lang);
        writeln!(out, "    {lang}  {}", with(&["preferred"]).join("; "))?;
        let indent = " ".repeat(lang.len() + 6);
        for (label, statuses) in [
            ("also", &["admitted"][..]),
            ("once", &["superseded"]),
            ("draft", &["draft"]),
            ("not", &["deprecated", "forbidden"]),
        ] {
            let terms = with(statuses);
            if !terms.is_empty() {
                writeln!(out, "{indent}{label}: {}", terms.join("; "))?;
            }
        }
    }
    Ok(())
}
