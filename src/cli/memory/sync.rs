//! `chancery memory sync`: the memory of a project gets what is in the project's folder of TMX files,
//! and loses what is no longer there.

use clap::Args;

use super::super::session::Session;
use super::super::{Outcome, count};

/// Brings the project's memory in step with the TMX files in its folder tmx/.
///
/// Changed files are read again, and units of files that are gone are taken out. Look-ups do the same
/// by themselves.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery memory sync")]
pub(in crate::cli) struct SyncArgs {
    /// Read all files again, also those that seem unchanged
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &SyncArgs, session: &Session) -> anyhow::Result<Outcome> {
    let synced = session.desk()?.sync(args.all)?;
    let (memory, files) = (synced.memory.display(), count(synced.files, "file"));
    session.note(&format!("{memory}: {files}, {}", synced.added));
    Ok(Outcome::complete(synced.unread == 0))
}
