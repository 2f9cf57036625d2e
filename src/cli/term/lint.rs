//! `chancery term lint`: what is wrong with a glossary.

use std::path::PathBuf;

use clap::Args;

use super::super::format::{Format, formats};
use super::super::session::Session;
use super::super::severity::Least;
use super::super::{Outcome, count, output, words};
use crate::desk::TextOptions;
use crate::desk::terms::LintOptions;
use crate::report::{Human, Json, Render, Severity};
use crate::text::Lang;

/// Checks a glossary.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term lint
  chancery term lint glossaries/diplomatic/titles.toml --fix
  chancery term lint glossaries --bitext memory.tmx --target-lang km
  chancery explain G013")]
pub(super) struct LintArgs {
    /// Glossary file or folder [default: glossaries/ of the project, else the built-in one]
    path: Option<PathBuf>,
    /// Fix what can be fixed without asking
    #[arg(long)]
    fix: bool,
    /// Check against aligned texts too (G006, G033, G034): memories, tables, translated jobs
    #[arg(long, value_name = "FILE", num_args = 1..)]
    bitext: Vec<PathBuf>,
    /// Target language of these texts [default: the only other one, or that of the project]
    #[arg(long, value_name = "TAG", requires = "bitext")]
    target_lang: Option<Lang>,
    /// The least bad findings to show
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    severity: Least,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "For people"),
    (
        Format::Json,
        "One JSON object a line, the counts at the end",
    ),
];

pub(super) fn run(args: &LintArgs, session: &Session) -> anyhow::Result<Outcome> {
    let linted = session.desk()?.lint_glossary(&LintOptions {
        glossary: args.path.clone(),
        fix: args.fix,
        texts: TextOptions {
            files: args.bitext.clone(),
            target_lang: args.target_lang.clone(),
            ..TextOptions::default()
        },
    })?;
    if args.fix {
        session.note(&format!("{} fixed", count(linted.fixed, "file")));
    }
    let (least, mut findings) = (Severity::from(args.severity), linted.findings);
    findings.retain(|finding| finding.severity >= least);
    output::to_stdout(session, |out| {
        match args.format {
            Format::Json => Json.render(&findings, &words::remedy, out)?,
            _ => Human::default().render(&findings, &words::remedy, out)?,
        }
        Ok(())
    })?;
    let wrong = findings
        .iter()
        .any(|finding| finding.severity > Severity::Info);
    Ok(if wrong {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}
