//! `chancery term audit`: a glossary held against translations.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::super::session::Session;
use super::super::{Outcome, count, output};
use super::bitext::{Read, Texts};
use crate::glossary::Glossary;
use crate::glossary::audit::{Audit, Row, audit};

/// Holds a glossary against translations: which terms do translators write, and what instead?
///
/// For each concept in the source texts it is shown in how many of them the translation has a term of
/// the glossary, and what is there where it has none. What would put most texts right comes first. A
/// rendering in half of those texts, and three at least, is a habit: admit it, or tell the translators.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term audit treaties.tmx
  chancery term audit --segmented a.en.txt a.km.txt --format tsv > audit.tsv")]
pub(super) struct AuditArgs {
    #[command(flatten)]
    texts: Texts,
    /// Glossary file or folder [default: glossaries/ of the project, else the built-in one]
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
    /// Show concepts that are matched everywhere too
    #[arg(long)]
    all: bool,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object a line
    Json,
    /// One concept a line, for spreadsheets
    Tsv,
}

#[derive(Serialize)]
struct Shown<'a> {
    concept: &'a str,
    term: &'a str,
    expected: &'a str,
    draft: bool,
    hits: usize,
    matched: usize,
    unwanted: usize,
    instead: Vec<Instead<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    admit: Option<&'a str>,
}

#[derive(Serialize)]
struct Instead<'a> {
    text: &'a str,
    support: usize,
    of: usize,
    elsewhere: usize,
}

pub(super) fn run(args: &AuditArgs, session: &Session) -> anyhow::Result<Outcome> {
    let glossary = super::glossary(args.glossary.as_deref(), session)?;
    for problem in &glossary.problems {
        session.warn(&format!("{}: {}", problem.place, problem.message));
    }
    let read = args.texts.read(&glossary, session)?;
    let bitext = read.bitext(&glossary);
    let audit = audit(&glossary, &bitext, (&read.source, &read.target))?;
    let wrong = |row: &Row| row.missing() + row.unwanted > 0;
    let rows: Vec<&Row> = audit
        .rows
        .iter()
        .filter(|row| args.all || wrong(row))
        .collect();
    output::to_stdout(session, |out| {
        if let Format::Tsv = args.format {
            writeln!(
                out,
                "concept\t{}\t{}\tdraft\thits\tmatched\tunwanted\tinstead\tsupport\tof\telsewhere\tadmit",
                read.source, read.target
            )?;
        }
        for row in rows {
            let shown = shown(&glossary, row, &read);
            match args.format {
                Format::Human => human(out, &shown, &read)?,
                Format::Json => {
                    serde_json::to_writer(&mut *out, &shown)?;
                    writeln!(out)?;
                }
                Format::Tsv => tsv(out, &shown)?,
            }
        }
        Ok(())
    })?;
    session.note(&summary(&audit, &read));
    Ok(if !read.whole {
        Outcome::Partial
    } else if audit.rows.iter().any(wrong) {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

fn summary(audit: &Audit, read: &Read) -> String {
    let sum = |of: fn(&Row) -> usize| -> usize { audit.rows.iter().map(of).sum() };
    format!(
        "{} in {}: {} of {} matched; {} in none",
        count(audit.rows.len(), "concept"),
        count(read.pairs.len(), "pair") + " of texts",
        sum(|row| row.matched),
        count(sum(|row| row.hits), "hit"),
        count(audit.absent.len(), "concept"),
    )
}

fn shown<'a>(glossary: &'a Glossary, row: &'a Row, read: &'a Read) -> Shown<'a> {
    /// Renderings that are shown.
    const MOST: usize = 3;
    let concept = &glossary.concepts[row.concept];
    let first = |lang| {
        let term = concept.preferred(lang).or(concept.terms_in(lang).next());
        term.map_or("", |term| term.text.value.as_str())
    };
    let instead = row.instead.iter().take(MOST).map(|one| Instead {
        text: &one.text,
        support: one.support,
        of: one.of,
        elsewhere: one.elsewhere,
    });
    Shown {
        concept: &concept.id.value,
        term: first(&read.source),
        expected: first(&read.target),
        draft: concept.is_draft(),
        hits: row.hits,
        matched: row.matched,
        unwanted: row.unwanted,
        instead: instead.collect(),
        admit: row.admit().map(|one| one.text.as_str()),
    }
}

fn human(out: &mut dyn Write, row: &Shown<'_>, read: &Read) -> anyhow::Result<()> {
    let draft = if row.draft { ", draft" } else { "" };
    writeln!(
        out,
        "{} [{}{draft}]: {} of {} matched",
        row.term, row.concept, row.matched, row.hits
    )?;
    if !row.expected.is_empty() {
        writeln!(out, "    expected: {}", row.expected)?;
    }
    if row.unwanted > 0 {
        writeln!(out, "    a term not to be used: in {}", row.unwanted)?;
    }
    for (number, one) in row.instead.iter().enumerate() {
        let label = if number == 0 {
            "instead: "
        } else {
            "     or: "
        };
        let text: Vec<&str> = one.text.split_whitespace().collect();
        let elsewhere = match one.elsewhere {
            0 => String::new(),
            more => format!(", elsewhere {more}"),
        };
        writeln!(
            out,
            "    {label}{} ({} of {}{elsewhere})",
            text.join(" "),
            one.support,
            one.of
        )?;
    }
    if let Some(admit) = row.admit {
        writeln!(
            out,
            "    admit?    chancery term admit {} {} \"{admit}\"",
            row.concept, read.target
        )?;
    }
    Ok(())
}

fn tsv(out: &mut dyn Write, row: &Shown<'_>) -> anyhow::Result<()> {
    let best = row.instead.first();
    let number =
        |of: fn(&Instead<'_>) -> usize| best.map_or(String::new(), |best| of(best).to_string());
    let cells = [
        row.concept.to_owned(),
        row.term.to_owned(),
        row.expected.to_owned(),
        if row.draft { "draft" } else { "" }.to_owned(),
        row.hits.to_string(),
        row.matched.to_string(),
        row.unwanted.to_string(),
        best.map_or("", |best| best.text).to_owned(),
        number(|best| best.support),
        number(|best| best.of),
        number(|best| best.elsewhere),
        if row.admit.is_some() { "yes" } else { "" }.to_owned(),
    ];
    let cells = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " "));
    Ok(writeln!(out, "{}", cells.join("\t"))?)
}
