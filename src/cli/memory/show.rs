//! `chancery memory list` and `stats`: what is in a memory.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::super::session::Session;
use super::super::{Outcome, output};
use super::Format;
use crate::memory::Access;

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
    #[arg(long, value_name = "FORMAT", default_value = "human")]
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
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Serialize)]
struct File {
    #[serde(rename = "file")]
    name: String,
    units: u64,
    synced: bool,
}

#[derive(Serialize)]
struct Stats {
    memory: String,
    units: u64,
    files: usize,
    bytes: u64,
    languages: Vec<Language>,
}

#[derive(Serialize)]
struct Language {
    lang: String,
    texts: u64,
}

pub(super) fn list(args: &ListArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (_, memory) = super::existing(args.memory.as_deref(), Access::Read, session)?;
    let files: Vec<File> = (memory.store().files()?.into_iter())
        .map(|row| File {
            name: row.name,
            units: row.units,
            synced: row.seen.is_some(),
        })
        .collect();
    output::to_stdout(session, |out| {
        match args.format {
            Format::Human => {
                writeln!(out, "   units  file")?;
                for row in &files {
                    let synced = if row.synced { "  (in step)" } else { "" };
                    writeln!(out, "{:>8}  {}{synced}", row.units, row.name)?;
                }
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &files)?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                for row in &files {
                    serde_json::to_writer(&mut *out, row)?;
                    writeln!(out)?;
                }
            }
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}

pub(super) fn stats(args: &StatsArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (path, memory) = super::existing(args.memory.as_deref(), Access::Read, session)?;
    let files = memory.store().files()?;
    let languages = memory.store().languages()?;
    let stats = Stats {
        memory: path.display().to_string(),
        units: files.iter().map(|row| row.units).sum(),
        files: files.len(),
        bytes: std::fs::metadata(&path).map_or(0, |metadata| metadata.len()),
        languages: (languages.into_iter())
            .filter(|row| row.texts > 0)
            .map(|row| Language {
                lang: row.tag,
                texts: row.texts,
            })
            .collect(),
    };
    output::to_stdout(session, |out| {
        match args.format {
            Format::Human => {
                writeln!(out, "{:>8}  units", stats.units)?;
                writeln!(out, "{:>8}  files", stats.files)?;
                for row in &stats.languages {
                    writeln!(out, "{:>8}  texts in {}", row.texts, row.lang)?;
                }
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &stats)?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                serde_json::to_writer(&mut *out, &stats)?;
                writeln!(out)?;
            }
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}
