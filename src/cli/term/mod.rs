//! `chancery term`: glossaries looked into, checked and edited.

mod audit;
mod edit;
mod exchange;
mod extract;
mod find;
mod lint;

use clap::{Args, Subcommand};

use super::Outcome;
use super::session::Session;

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
    Export(exchange::ExportArgs),
    Import(exchange::ImportArgs),
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
        TermCommand::Export(args) => exchange::export(args, session),
        TermCommand::Import(args) => exchange::import(args, session),
    }
}
