//! `chancery memory import`: bilingual files go into a memory.

use std::path::PathBuf;

use clap::Args;

use super::super::session::Session;
use super::super::{Outcome, convert, count, memories};
use crate::format::bitext;
use crate::memory::store::Added;
use crate::memory::{Access, Memory};
use crate::model::LangCode;
use crate::text::Lang;

/// Puts the units of files into a memory; those that are in it already are not added again.
///
/// Reads TMX, tables, JSON lines, XLIFF and PO. All files go in, or none when the import is broken
/// off. The memory is made when there is none.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery memory import treaties.tmx notes.tmx --memory ministry.db
  chancery memory import old-job.sdlxliff --least approved")]
pub(in crate::cli) struct ImportArgs {
    /// Files to read
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Memory to put them into [default: that of the project]
    #[arg(short, long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Language to translate from, for formats that do not say it
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Language to translate into, for formats that do not say it
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    /// Take a wrong language code for what it means, as kh=km; may be given several times
    #[arg(long, value_name = "CODE=TAG", value_parser = convert::renaming)]
    rename_lang: Vec<(String, Lang)>,
    /// Take translations that have come at least so far, where the file says it
    #[arg(long, value_name = "STATE", default_value = "translated")]
    least: convert::Least,
}

pub(super) fn run(args: &ImportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let options = bitext::Options {
        source: args.source_lang.clone(),
        target: args.target_lang.clone(),
        renamed: args.rename_lang.clone(),
        least: args.least.into(),
        ..bitext::Options::default()
    };
    // A file that cannot be opened at all is told before anything is made.
    let mut langs = Vec::new();
    for path in &args.files {
        let units = convert::open(path, &options)?;
        langs.extend(units.srclang().and_then(|code| code.lang().ok()).cloned());
    }
    let path = memories::to_change(args.memory.as_deref(), session)?;
    let mut memory = Memory::open(&path, Access::Write)?;
    let progress = session.progress();
    let mut problems = 0;
    let mut sum = Added::default();
    let mut change = memory.store_mut().change()?;
    for file in &args.files {
        let name = file.to_string_lossy();
        problems += memories::read(file, &options, session, &mut |units| {
            sum += change.add(&name, units)?;
            langs.extend(units.iter().take(1).filter_map(source));
            progress.show(&format!(
                "{}: {} units",
                path.display(),
                sum.added + sum.known
            ));
            Ok(())
        })?;
    }
    change.finish()?;
    progress.show("making the index");
    memory.refresh(&langs)?;
    drop(progress);
    memories::say(&mut memory, session);
    session.note(&format!(
        "{}: {}{}",
        path.display(),
        said(sum),
        unread(problems)
    ));
    Ok(if problems > 0 {
        Outcome::Partial
    } else {
        Outcome::Clean
    })
}

/// Returns the language that a unit was translated from.
fn source(unit: &crate::model::TranslationUnit) -> Option<Lang> {
    let first = unit.variants.first().map(|variant| &variant.lang);
    let code: &LangCode = unit.srclang.as_ref().or(first)?;
    code.lang().ok().cloned()
}

/// Says what became of units.
pub(in crate::cli) fn said(added: Added) -> String {
    let mut said = vec![format!("{} added", count(added.added, "unit"))];
    for (number, what) in [
        (added.known, "known"),
        (added.removed, "removed"),
        (added.empty, "empty"),
    ] {
        if number > 0 {
            said.push(format!("{number} {what}"));
        }
    }
    said.join(", ")
}

/// Says how many could not be read.
fn unread(problems: usize) -> String {
    match problems {
        0 => String::new(),
        _ => format!(", {problems} not read"),
    }
}
