//! `chancery init`: a folder becomes a project, with settings that explain themselves. What is there
//! already stays as it is.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::session::Session;
use super::{Outcome, output};
use crate::desk::project;
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

const SETTINGS: &str = r#"# Settings of this project for chancery. What is typed on the command line wins over them.
# Lines that begin with # are comments: take the # away to switch something on.
# `chancery check --show-config` prints what holds, `chancery explain` lists all rules.

[languages]
source = "SOURCE"
target = "TARGET"

[check]
# The least bad findings that make `chancery check` fail: "error", "warning" or "never".
fail-on = "warning"
# Glossary files and folders.
glossaries = ["glossaries"]
# Files that are left out, beside those that .gitignore names.
# exclude = ["archive", "**/*.draft.tmx"]
# Findings that are known: write the file with `chancery check --write-baseline`.
# baseline = "chancery-baseline.json"
# A file of its own for [[ignore]] tables, where there are many.
# ignore-file = "chancery-ignore.toml"

# How grave findings are, by code or beginning of codes: "off", "info", "warning" or "error".
# [check.rules]
# T010 = "warning"
# N = "error"

# Other settings for some files, or for the concepts of some glossaries.
# [[check.override]]
# paths = ["tmx/press/**"]
# rules = { Q = "info" }
# date = 2026-01-31            # of the documents: decides which titles are still valid

# Documents and their translations, aligned when they are checked.
# [[check.pair]]
# source = "documents/note.SOURCE.txt"
# target = "documents/note.TARGET.txt"
# date = 2026-01-31

# Findings that are right as they are. A reason has to be given.
# [[ignore]]
# rule = "T001"
# concept = "asean-secretariat"
# path = "tmx/press/**"
# segment = "The text of the segment."
# reason = "the speaker's own words"
# until = 2026-12-31
"#;

const GLOSSARY: &str = r#"# Terms of this project. Add one from the command line,
#   chancery term add united-nations SOURCE "United Nations" TARGET "…"
# or write it here:
#
# [concept.united-nations]
# SOURCE = "United Nations"
# TARGET = "…"

[glossary]
source = "SOURCE"
"#;

const MEMORIES: &str =
    "Translation memories (TMX) of this project. `chancery check` checks every one of them.\n";

pub(super) fn run(args: &InitArgs, session: &Session) -> anyhow::Result<Outcome> {
    let folder = &args.folder;
    let settings = folder.join(project::FILE_NAME);
    if settings.exists() {
        bail!("{}: there is a project already", settings.display());
    }
    if args.source_lang.primary() == args.target_lang.primary() {
        bail!("source and target are both {}", args.source_lang);
    }
    let fill = |text: &str| {
        text.replace("SOURCE", args.source_lang.as_str())
            .replace("TARGET", args.target_lang.as_str())
    };
    write(
        &folder.join(project::GLOSSARIES),
        "terms.toml",
        &fill(GLOSSARY),
        session,
    )?;
    write(&folder.join(project::TMX), "README.md", MEMORIES, session)?;
    write(folder, project::FILE_NAME, &fill(SETTINGS), session)?;
    session
        .note("next: put memories into tmx/ and terms into glossaries/, and run `chancery check`");
    Ok(Outcome::Clean)
}

/// Writes a file into a folder that is made where it is missing. In a folder that holds something
/// already nothing is written, but for the settings.
fn write(folder: &Path, name: &str, text: &str, session: &Session) -> anyhow::Result<()> {
    let path = folder.join(name);
    let is_used = |folder: &Path| {
        let entries = std::fs::read_dir(folder).ok();
        entries.is_some_and(|mut entries| entries.next().is_some())
    };
    if name != project::FILE_NAME && is_used(folder) {
        session.note(&format!("{}: left as it is", folder.display()));
        return Ok(());
    }
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    output::to_file(&path, |out| Ok(out.write_all(text.as_bytes())?))?;
    session.note(&format!("{}: written", path.display()));
    Ok(())
}
