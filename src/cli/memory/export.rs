//! `chancery memory export`: the units of a memory become a file.

use std::path::PathBuf;

use clap::Args;

use super::super::memory_form::MemoryForm;
use super::super::session::Session;
use super::super::{Outcome, words};
use crate::desk::Advice;
use crate::desk::convert::{WriteOptions, written_format};
use crate::desk::memories::ExportOptions;
use crate::memory::store::{Condition, Filter};
use crate::text::Lang;

/// Writes the units of a memory to a file; its ending (.tmx, .tsv, .csv, .jsonl) chooses the format.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery memory export ministry.tmx --memory ministry.db --for trados
  chancery memory export treaties.tmx --where 'document=Treaty*' --where after=2020")]
pub(in crate::cli) struct ExportArgs {
    /// File to write
    output: PathBuf,
    /// Memory to read [default: that of the project]
    #[arg(short, long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Write units of which this is true, such as document=Treaty*; may be given several times
    #[arg(long = "where", value_name = "KEY=VALUE")]
    conditions: Vec<Condition>,
    /// Language to translate from [default: the one with the most texts]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Language to translate into [default: all]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    #[command(flatten)]
    form: MemoryForm,
}

pub(super) fn run(args: &ExportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let format = written_format(&args.output, Advice::ChooseEnding)?;
    args.form.check(format)?;
    let options = ExportOptions {
        filter: Filter(args.conditions.clone()),
        source: args.source_lang.clone(),
        target: args.target_lang.clone(),
        writing: WriteOptions {
            format: Some(format),
            form: (&args.form).into(),
            codes: true,
            ..WriteOptions::default()
        },
    };
    let written = (session.desk()?).export(args.memory.as_deref(), &args.output, options)?;
    session.note(&words::written(&args.output, &written));
    Ok(Outcome::Clean)
}
