//! `chancery memory list` and `stats`: what is in a memory.

use std::path::PathBuf;

use clap::Args;

use super::super::format::{Format, formats, json, json_lines};
use super::super::session::Session;
use super::super::{Outcome, output};
use super::FORMATS;

/// Lists the files and documents that the units of a memory came from.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery memory list --memory ministry.db --format json")]
pub(in crate::cli) struct ListArgs {
    /// Memory to read [default: that of the project]
    #[arg(short, long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

/// Counts what is in a memory: units, and texts by language.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery memory stats --memory ministry.db")]
pub(in crate::cli) struct StatsArgs {
    /// Memory to read [default: that of the project]
    #[arg(short, long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

pub(super) fn list(args: &ListArgs, session: &Session) -> anyhow::Result<Outcome> {
    let files = session.desk()?.memory_files(args.memory.as_deref())?;
    output::to_stdout(session, |out| match args.format {
        Format::Json => json(out, &files),
        Format::Jsonl => json_lines(out, &files),
        _ => {
            writeln!(out, "   units  file")?;
            for row in &files {
                let synced = if row.synced { "  (in step)" } else { "" };
                writeln!(out, "{:>8}  {}{synced}", row.units, row.file)?;
            }
            Ok(())
        }
    })?;
    Ok(Outcome::Clean)
}

pub(super) fn stats(args: &StatsArgs, session: &Session) -> anyhow::Result<Outcome> {
    let stats = session.desk()?.memory_stats(args.memory.as_deref())?;
    output::to_stdout(session, |out| match args.format {
        Format::Json => json(out, &stats),
        Format::Jsonl => json_lines(out, [&stats]),
        _ => {
            writeln!(out, "{:>8}  units", stats.units)?;
            writeln!(out, "{:>8}  files", stats.files)?;
            for row in &stats.languages {
                writeln!(out, "{:>8}  texts in {}", row.texts, row.lang)?;
            }
            Ok(())
        }
    })?;
    Ok(Outcome::Clean)
}
