//! `chancery memory clean` and `delete`: units that nobody wants are listed, and taken out.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::super::session::Session;
use super::super::{Outcome, count, memories, output};
use super::{Format, export};
use crate::memory::store::{Condition, Defect, Filter, Record};
use crate::memory::{Access, Memory};
use crate::text::width;

/// Lists units that do harm: exact duplicates, empty ones, copies of the source, swapped languages.
///
/// Nothing is changed before you have seen it: with --apply, what is listed is taken out. Of duplicates
/// the newest unit stays.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery memory clean --memory ministry.db
  chancery memory clean --memory ministry.db --only duplicate --apply")]
pub(in crate::cli) struct CleanArgs {
    /// Memory to clean [default: that of the project]
    #[arg(short, long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Look for this alone; may be given several times
    #[arg(long, value_name = "FAULT")]
    only: Vec<Only>,
    /// Take out what is listed
    #[arg(long)]
    apply: bool,
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// A later unit has the same texts
    Duplicate,
    /// A text is empty, or there is only one
    Empty,
    /// The translation is the source
    Untranslated,
    /// Each text is in the language of the other
    Swapped,
}

impl Only {
    fn defect(self) -> Defect {
        match self {
            Only::Duplicate => Defect::Duplicate,
            Only::Empty => Defect::Empty,
            Only::Untranslated => Defect::Untranslated,
            Only::Swapped => Defect::Swapped,
        }
    }
}

/// Lists the units of which something is true, and with --apply takes them out.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery memory delete --where 'document=Draft*' --memory ministry.db
  chancery memory delete --where creator=MT --where before=2020 --memory ministry.db --apply")]
pub(in crate::cli) struct DeleteArgs {
    /// Memory to change [default: that of the project]
    #[arg(short, long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// What must be true: document=, file=, creator=, changer=, after=, before=, lang=, text=, or a
    /// property, with * for anything; several must all be true
    #[arg(long = "where", value_name = "KEY=VALUE", required = true)]
    conditions: Vec<Condition>,
    /// Take out what is listed
    #[arg(long)]
    apply: bool,
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

pub(super) fn clean(args: &CleanArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (path, mut memory) = super::existing(args.memory.as_deref(), access(args.apply), session)?;
    let mut defective = memory.store().defective_units()?;
    defective.retain(|one| {
        args.only.is_empty() || args.only.iter().any(|only| only.defect() == one.defect)
    });
    let rows: Vec<(&str, &Record)> = (defective.iter())
        .map(|one| (one.defect.as_str(), &one.record))
        .collect();
    finish(
        &rows,
        &mut memory,
        &path,
        (args.apply, args.format),
        session,
    )
}

pub(super) fn delete(args: &DeleteArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (path, mut memory) = super::existing(args.memory.as_deref(), access(args.apply), session)?;
    let filter = Filter(args.conditions.clone());
    let mut records = Vec::new();
    for id in memory.store().unit_ids()? {
        records.extend(
            memory
                .store()
                .record(id)?
                .filter(|record| filter.accepts(record)),
        );
    }
    let rows: Vec<(&str, &Record)> = records.iter().map(|record| ("", record)).collect();
    finish(
        &rows,
        &mut memory,
        &path,
        (args.apply, args.format),
        session,
    )
}

fn access(apply: bool) -> Access {
    if apply { Access::Write } else { Access::Read }
}

/// Lists units and takes them out, if that is wanted.
fn finish(
    rows: &[(&str, &Record)],
    memory: &mut Memory,
    path: &std::path::Path,
    (apply, format): (bool, Format),
    session: &Session,
) -> anyhow::Result<Outcome> {
    output::to_stdout(session, |out| {
        for (why, record) in rows {
            match format {
                Format::Human => human(out, why, record)?,
                Format::Json | Format::Jsonl => export::write_unit(out, &record.unit)?,
            }
        }
        Ok(())
    })?;
    let units = count(rows.len(), "unit");
    if !apply {
        let hint = if rows.is_empty() {
            ""
        } else {
            "; take them out with --apply"
        };
        session.note(&format!("{}: {units} found{hint}", path.display()));
        return Ok(if rows.is_empty() {
            Outcome::Clean
        } else {
            Outcome::Findings
        });
    }
    let ids: Vec<u64> = rows.iter().map(|(_, record)| record.id).collect();
    let mut change = memory.store_mut().change()?;
    change.remove(&ids)?;
    change.finish()?;
    memory.refresh(&[])?;
    memories::say(memory, session);
    session.note(&format!("{}: {units} removed", path.display()));
    Ok(Outcome::Clean)
}

fn human(out: &mut dyn Write, why: &str, record: &Record) -> anyhow::Result<()> {
    const COLUMNS: usize = 72;
    let document = record.document.as_deref().unwrap_or(&record.file);
    writeln!(out, "{}  {document}  {why}", record.id)?;
    for variant in &record.unit.variants {
        let text = variant.seg.plain_text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = width::truncate(&text, COLUMNS);
        let rest = if shown.len() < text.len() {
            "\u{2026}"
        } else {
            ""
        };
        writeln!(out, "    {}  {shown}{rest}", variant.lang)?;
    }
    Ok(())
}
