//! `chancery term audit`: a glossary held against translations.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::super::format::{Format, formats, json_lines, tsv_row};
use super::super::session::Session;
use super::super::texts::TextArgs;
use super::super::{Outcome, count, output};
use crate::desk::terms::{AuditOptions, AuditRow, Audited};
use crate::glossary::rendering::Rendering;
use crate::text::Lang;

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
    texts: TextArgs,
    /// Glossary file or folder [default: glossaries/ of the project, else the built-in one]
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
    /// Show concepts that are matched everywhere too
    #[arg(long)]
    all: bool,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "For people"),
    (Format::Json, "One JSON object a line"),
    (Format::Tsv, "One concept a line, for spreadsheets"),
];

pub(super) fn run(args: &AuditArgs, session: &Session) -> anyhow::Result<Outcome> {
    let audited = session.desk()?.audit_terms(&AuditOptions {
        glossary: args.glossary.clone(),
        texts: args.texts.options()?,
        all: args.all,
    })?;
    output::to_stdout(session, |out| match args.format {
        Format::Json => json_lines(out, &audited.rows),
        Format::Tsv => tsv(out, &audited),
        _ => {
            let mut rows = audited.rows.iter();
            rows.try_for_each(|row| human(out, row, &audited.target))
        }
    })?;
    session.note(&format!(
        "{} in {}: {} of {} matched; {} in none",
        count(audited.concepts, "concept"),
        count(audited.pairs, "pair") + " of texts",
        audited.matched,
        count(audited.hits, "hit"),
        count(audited.absent, "concept"),
    ));
    Ok(if !audited.is_whole {
        Outcome::Partial
    } else if audited.is_wrong {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

fn human(out: &mut dyn Write, row: &AuditRow, target: &Lang) -> anyhow::Result<()> {
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
    if let Some(admit) = &row.admit {
        writeln!(
            out,
            "    admit?    chancery term admit {} {target} \"{admit}\"",
            row.concept
        )?;
    }
    Ok(())
}

fn tsv(out: &mut dyn Write, audited: &Audited) -> anyhow::Result<()> {
    let (source, target) = (&audited.source, &audited.target);
    writeln!(
        out,
        "concept\t{source}\t{target}\tdraft\thits\tmatched\tunwanted\tinstead\tsupport\tof\telsewhere\tadmit"
    )?;
    for row in &audited.rows {
        let best = row.instead.first();
        let number =
            |of: fn(&Rendering) -> usize| best.map_or(String::new(), |best| of(best).to_string());
        let cells = [
            row.concept.clone(),
            row.term.clone(),
            row.expected.clone(),
            if row.draft { "draft" } else { "" }.to_owned(),
            row.hits.to_string(),
            row.matched.to_string(),
            row.unwanted.to_string(),
            best.map_or(String::new(), |best| best.text.clone()),
            number(|best| best.support),
            number(|best| best.of),
            number(|best| best.elsewhere),
            if row.admit.is_some() { "yes" } else { "" }.to_owned(),
        ];
        tsv_row(out, cells)?;
    }
    Ok(())
}
