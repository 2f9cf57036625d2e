//! `chancery check`: everything a CI run needs. What was typed and what the project says become
//! scopes, one for each project that an input belongs to; each is looked at by itself, and what is
//! found is mended, shown and counted together.

mod changed;
mod files;
mod finding;
mod globs;
mod look;
mod mend;
mod output;
mod read;
mod scope;
mod settings;
mod store;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use self::look::{Looked, RolledUp};
use self::output::Target;
use self::scope::Scope;
use self::store::Store;
use super::session::Session;
use super::severity::Least;
use super::{Outcome, count};
use crate::desk::project::FailOn;
use crate::report::{Finding, Severity};
use crate::text::Lang;

/// Checks translations: terms of the glossary, numbers and dates, the writing.
///
/// Without a path the whole project is checked: its glossaries, every bilingual file in it (TMX,
/// XLIFF, PO, JSON lines, tables whose first row names languages) and the documents that chancery.toml
/// names in pairs. What .gitignore leaves out is left out here too. Nothing is sent anywhere.
///
/// Exit codes: 0 nothing found, 1 something was found, 2 the check could not be made.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery check
  chancery check treaties.tmx --target-lang km
  chancery check --only T,N001 --format short
  chancery check --diff                    what --fix would change
  chancery check --write-baseline          live with what is there, tell what is new
  chancery check --format github --output sarif=report.sarif
  chancery check --changed-since origin/main
  chancery explain T001")]
#[allow(clippy::struct_excessive_bools)] // Flags are what they are.
pub(super) struct CheckArgs {
    /// Files and folders [default: the project that the current folder belongs to]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Glossary file or folder; may be given several times [default: as chancery.toml says, else
    /// glossaries/ of the project, else the built-in one]
    #[arg(short, long, value_name = "PATH")]
    glossary: Vec<PathBuf>,
    /// Source language [default: as the file or the project says]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Target language [default: as the project says, else every other one in the file]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Write to a file too, as sarif=report.sarif; may be given several times
    #[arg(long, value_name = "FORMAT=FILE")]
    output: Vec<Target>,
    /// The least bad findings to show
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    severity: Least,
    /// The least bad findings that make the run fail [default: as chancery.toml says, else warning]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<Fail>,
    /// Check these rules alone: codes, or beginnings of codes such as Q
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = upper)]
    only: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = upper)]
    skip: Vec<String>,
    /// Mend what can be mended without asking, in the files themselves
    #[arg(long)]
    fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
    /// File of findings that are known and not told
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what is found to the baseline, so that it is known from now on
    #[arg(long, conflicts_with_all = ["fix", "diff", "changed_since"])]
    write_baseline: bool,
    /// Tell only of lines that were changed since a revision of git, such as origin/main
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Print the settings that hold, and check nothing
    #[arg(long)]
    show_config: bool,
    /// Print the files that would be checked, and check nothing
    #[arg(long, conflicts_with = "show_config")]
    files: bool,
}

/// Codes of rules are in capitals, however they were typed.
#[allow(clippy::unnecessary_wraps)] // The shape is clap's.
fn upper(code: &str) -> Result<String, std::convert::Infallible> {
    Ok(code.to_ascii_uppercase())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One line for each finding
    Short,
    /// One JSON object a line, the counts at the end
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A code quality report of GitLab
    Gitlab,
    #[value(help = "A test report in the XML of JUnit")]
    Junit,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Fail {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Nothing that is found
    Never,
}

impl From<Fail> for FailOn {
    fn from(fail: Fail) -> Self {
        match fail {
            Fail::Error => FailOn::Error,
            Fail::Warning => FailOn::Warning,
            Fail::Never => FailOn::Never,
        }
    }
}

/// What was found in all scopes.
#[derive(Default)]
struct Run {
    findings: Vec<Finding>,
    roll_ups: Vec<RolledUp>,
    has_baseline: bool,
    fails: bool,
}

pub(super) fn run(args: &CheckArgs, session: &Session) -> anyhow::Result<Outcome> {
    let scopes = scope::scopes(args, &session.desk()?)?;
    if args.show_config || args.files {
        return show(args, &scopes, session);
    }
    if args.diff {
        let differ = mend::diff(&scopes, session)?;
        return Ok(if differ {
            Outcome::Findings
        } else {
            Outcome::Clean
        });
    }
    if args.fix {
        mend::fix(&scopes, session)?;
    }
    let mut run = Run::default();
    for scope in &scopes {
        let looked = look::look(scope, &Store::default(), session)?;
        if args.write_baseline {
            scope.write_baseline(&looked.findings, session)?;
        } else {
            if scope.is_whole && looked.gone > 0 {
                let gone = count(looked.gone, "known finding");
                session.note(&format!(
                    "the baseline has {gone} that nothing has any more; --write-baseline drops what is gone"
                ));
            }
            run.add(scope, looked, args.severity.into());
        }
    }
    if args.write_baseline {
        return Ok(Outcome::Clean);
    }
    output::write(args, &run, session)?;
    Ok(if run.fails {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

impl Run {
    fn add(&mut self, scope: &Scope, looked: Looked, shown: Severity) {
        let least = match scope.fail_on {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Never => None,
        };
        self.fails |= least.is_some_and(|least| {
            let mut told = looked.findings.iter().filter(|one| one.hidden.is_none());
            // What is not shown fails nothing: nobody would know why.
            told.any(|one| one.severity >= least.max(shown))
        });
        self.findings.extend(looked.findings);
        self.roll_ups.extend(looked.roll_ups);
        self.has_baseline |= scope.baseline.is_some();
    }
}

/// Prints settings or files in place of checking.
fn show(args: &CheckArgs, scopes: &[Scope], session: &Session) -> anyhow::Result<Outcome> {
    let mut lists = Vec::new();
    for scope in scopes {
        lists.push(if args.show_config {
            scope.settings.show(scope)
        } else {
            read::file_names(scope)?
        });
    }
    super::output::to_stdout(session, |out| Ok(write!(out, "{}", lists.concat())?))?;
    Ok(Outcome::Clean)
}
