//! `chancery memory import`: bilingual files go into a memory.

use std::path::PathBuf;

use clap::Args;

use super::super::session::Session;
use super::super::words::not_read;
use super::super::{Outcome, convert};
use crate::format::bitext;
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
    let imported = (session.desk()?).import(&args.files, args.memory.as_deref(), &options)?;
    let (memory, added) = (imported.memory.display(), imported.added);
    let unread = not_read(imported.unread);
    session.note(&format!("{memory}: {added}{unread}"));
    Ok(Outcome::complete(imported.unread == 0))
}
