//! `chancery init`: a folder becomes a project, with settings that explain themselves. What is there
//! already stays as it is.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::session::Session;
use crate::text::Lang;

/// Makes a project: chancery.toml with comments, glossaries/ and tmx/.
///
/// Nothing that is there already is changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery init
  chancery init treaties --source-lang en --target-lang km
  chancery check                           what the project is for")]
pub(super) struct InitArgs {
    /// Folder of the project
    #[arg(default_value = ".", value_name = "FOLDER")]
    folder: PathBuf,
    /// Language of source documents
    #[arg(long, value_name = "TAG", default_value = "en")]
    source_lang: Lang,
    /// Language of target documents
    #[arg(long, value_name = "TAG", default_value = "km")]
    target_lang: Lang,
}

pub(super) fn run(args: &InitArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    desk.make_project(&args.folder, &args.source_lang, &args.target_lang)?;
    session
        .note("next: put memories into tmx/ and terms into glossaries/, and run `chancery check`");
    Ok(Outcome::Clean)
}
