//! `chancery memory`: what is done to memories as a whole.

mod change;
mod export;
mod import;
mod show;
mod sync;

use clap::{Args, Subcommand};

use super::Outcome;
use super::format::Format;
use super::session::Session;

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

/// Forms of lists and counts.
const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "For reading"),
    (Format::Json, "One JSON document"),
    (Format::Jsonl, "One JSON object a line"),
];
