//! `chancery term`: glossaries looked into, checked and edited.

mod audit;
mod bitext;
mod edit;
mod export;
mod extract;
mod find;
mod import;
mod lint;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::Outcome;
use super::session::Session;
use crate::desk::project;
use crate::glossary::{Glossary, builtin, builtin_for, load, open};

/// Looks into, checks and edits glossaries.
#[derive(Debug, Args)]
pub(super) struct TermArgs {
    #[command(subcommand)]
    command: TermCommand,
}

#[derive(Debug, Subcommand)]
enum TermCommand {
    Find(find::FindArgs),
    Lint(lint::LintArgs),
    Fmt(edit::FmtArgs),
    Add(edit::AddArgs),
    Admit(edit::AdmitArgs),
    Extract(extract::ExtractArgs),
    Audit(audit::AuditArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
}

pub(super) fn run(args: &TermArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.command {
        TermCommand::Find(args) => find::run(args, session),
        TermCommand::Lint(args) => lint::run(args, session),
        TermCommand::Fmt(args) => edit::fmt(args, session),
        TermCommand::Add(args) => edit::add(args, session),
        TermCommand::Admit(args) => edit::admit(args, session),
        TermCommand::Audit(args) => audit::run(args, session),
        TermCommand::Extract(args) => extract::run(args, session),
        TermCommand::Export(args) => export::run(args, session),
        TermCommand::Import(args) => import::run(args, session),
    }
}

/// The name of the folder that a project keeps its glossaries in.
pub(super) const FOLDER: &str = "glossaries";

/// Returns the folder of glossaries of the project that the current folder belongs to.
pub(super) fn of_project() -> anyhow::Result<Option<PathBuf>> {
    let current = std::env::current_dir()?;
    for folder in current.ancestors() {
        let glossaries = folder.join(FOLDER);
        if glossaries.is_dir() {
            let here = folder == current;
            return Ok(Some(if here {
                PathBuf::from(FOLDER)
            } else {
                glossaries
            }));
        }
        // The root of a project is not left.
        if folder.join(project::FILE_NAME).exists() || folder.join(".git").exists() {
            break;
        }
    }
    Ok(None)
}

/// Reads a glossary: the one that is given, else that of the project, else the one that is built in.
pub(super) fn glossary(path: Option<&Path>, session: &Session) -> anyhow::Result<Glossary> {
    glossary_or(path, session, builtin)
}

/// Does the same for one text: of what is built in, only what may be in the text is read.
pub(super) fn glossary_for(
    text: &str,
    path: Option<&Path>,
    session: &Session,
) -> anyhow::Result<Glossary> {
    glossary_or(path, session, || builtin_for(text))
}

fn glossary_or(
    path: Option<&Path>,
    session: &Session,
    built_in: impl FnOnce() -> Glossary,
) -> anyhow::Result<Glossary> {
    let path = match path {
        Some(path) => Some(path.to_owned()),
        None => of_project()?,
    };
    let Some(path) = path else {
        session.detail(|| "no glossary in this project: the built-in one is used".to_owned());
        return Ok(built_in());
    };
    let (files, findings) = open::open(&path)?;
    let mut glossary = load(files);
    glossary.problems.splice(0..0, findings);
    Ok(glossary)
}
