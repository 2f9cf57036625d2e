//! `chancery memory clean` and `delete`: units that nobody wants are listed, and taken out.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::super::format::{Format, formats};
use super::super::session::Session;
use super::super::{Outcome, count, output};
use super::FORMATS;
use crate::desk::Desk;
use crate::desk::memories::Selection;
use crate::format::bitext::{self, Output};
use crate::memory::Access;
use crate::memory::store::{Condition, Defect, Filter, Record};
use crate::model::TranslationUnit;
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
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
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
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

pub(super) fn clean(args: &CleanArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    let only: Vec<Defect> = args.only.iter().map(|only| only.defect()).collect();
    let found = desk.defective_units(args.memory.as_deref(), &only, access(args.apply))?;
    finish(found, &desk, (args.apply, args.format), session)
}

pub(super) fn delete(args: &DeleteArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    let filter = Filter(args.conditions.clone());
    let found = desk.units_where(args.memory.as_deref(), &filter, access(args.apply))?;
    finish(found, &desk, (args.apply, args.format), session)
}

fn access(apply: bool) -> Access {
    if apply { Access::Write } else { Access::Read }
}

/// Lists units and takes them out, if that is wanted.
fn finish(
    found: Selection,
    desk: &Desk<'_>,
    (apply, format): (bool, Format),
    session: &Session,
) -> anyhow::Result<Outcome> {
    output::to_stdout(session, |out| {
        for (why, record) in &found.units {
            match format {
                Format::Human => human(out, why.map_or("", Defect::as_str), record)?,
                _ => write_unit(out, &record.unit)?,
            }
        }
        Ok(())
    })?;
    let (path, units) = (found.path.clone(), found.units.len());
    let (place, counted) = (path.display(), count(units, "unit"));
    if apply {
        desk.remove_units(found)?;
        session.note(&format!("{place}: {counted} removed"));
        return Ok(Outcome::Clean);
    }
    if units == 0 {
        session.note(&format!("{place}: {counted} found"));
        return Ok(Outcome::Clean);
    }
    session.note(&format!(
        "{place}: {counted} found; take them out with --apply"
    ));
    Ok(Outcome::Findings)
}

/// Writes a unit as a line of JSON.
fn write_unit(out: &mut dyn Write, unit: &TranslationUnit) -> anyhow::Result<()> {
    let mut sink = bitext::create(vec![out], Output::Jsonl)?;
    sink.write(unit)?;
    sink.finish()?;
    Ok(())
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
