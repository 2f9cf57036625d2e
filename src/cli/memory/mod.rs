//! `chancery memory`: what is done to memories as a whole.

mod change;
mod export;
mod import;
pub(super) mod into;
mod show;
pub(super) mod sync;

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, Subcommand, ValueEnum};

use super::session::Session;
use super::{Outcome, memories};
use crate::memory::{Access, Memory};

/// Imports, exports, cleans and counts translation memories.
///
/// A memory is one file, an SQLite database; the files beside it that end in .index and .recent make
/// look-ups fast and can be deleted at any time. A project's memory is .chancery/memory.db, and the TMX
/// files in its folder tmx/ are kept in step with it.
#[derive(Debug, Args)]
pub(super) struct MemoryArgs {
    #[command(subcommand)]
    command: MemoryCommand,
}

#[derive(Debug, Subcommand)]
enum MemoryCommand {
    Import(import::ImportArgs),
    Export(export::ExportArgs),
    List(show::ListArgs),
    Stats(show::StatsArgs),
    Clean(change::CleanArgs),
    Delete(change::DeleteArgs),
    Sync(sync::SyncArgs),
}

pub(super) fn run(args: &MemoryArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.command {
        MemoryCommand::Import(args) => import::run(args, session),
        MemoryCommand::Export(args) => export::run(args, session),
        MemoryCommand::List(args) => show::list(args, session),
        MemoryCommand::Stats(args) => show::stats(args, session),
        MemoryCommand::Clean(args) => change::clean(args, session),
        MemoryCommand::Delete(args) => change::delete(args, session),
        MemoryCommand::Sync(args) => sync::run(args, session),
    }
}

/// A form of lists and counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Human,
    /// One JSON document
    Json,
    /// One JSON object a line
    Jsonl,
}

/// Opens the memory that is named, else that of the project.
fn existing(
    named: Option<&Path>,
    access: Access,
    session: &Session,
) -> anyhow::Result<(PathBuf, Memory)> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => match memories::project_place(session)? {
            Some(place) => place.memory,
            None => bail!("there is no project here; name a memory with --memory"),
        },
    };
    // What is not there is not to be made.
    if access == Access::Write {
        drop(Memory::open(&path, Access::Read)?);
    }
    let memory = Memory::open(&path, access)?;
    Ok((path, memory))
}
