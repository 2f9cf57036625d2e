//! `chancery check`: everything a CI run needs. What was typed becomes options; what is found is shown,
//! written and summed up in the forms that were asked for.

mod config;
mod output;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use similar::TextDiff;

use self::output::Target;
use super::session::Session;
use super::severity::Least;
use super::{Outcome, count, words};
use crate::desk::Desk;
use crate::desk::check::{CheckOptions, Scope};
use crate::desk::project::FailOn;
use crate::text::Lang;

/// Checks translations: terms of the glossary, numbers and dates, the writing.
///
/// Without a path the whole project is checked: its glossaries, every bilingual file in it (TMX,
/// XLIFF, PO, JSON lines, tables whose first row names languages) and the documents that chancery.toml
/// names in pairs. What .gitignore leaves out is left out here too. Nothing is sent anywhere.
///
/// Exit codes: 0 nothing found, 1 something was found, 2 the check could not be made as a whole.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery check
  chancery check treaties.tmx --target-lang km
  chancery check --only T,N001 --format short
  chancery check --diff                    what --fix would change
  chancery check --write-baseline          live with what is there, report what is new
  chancery check --format github --output sarif=report.sarif
  chancery check --output html=findings.html    a page for a reviewer
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
    /// Fix what can be fixed without asking, in the files themselves
    #[arg(long)]
    fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
    /// File of findings that are known and not reported
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what is found to the baseline, so that it is known from now on
    #[arg(long, conflicts_with_all = ["fix", "diff", "changed_since"])]
    write_baseline: bool,
    /// Report only lines that were changed since a revision of git, such as origin/main
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
    /// A page for whoever reviews the translations
    Html,
}

impl Format {
    /// Tells whether it is read where only the repository is known, not the folder that the check ran in.
    fn is_read_elsewhere(self) -> bool {
        !matches!(self, Format::Human | Format::Short | Format::Json)
    }
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

impl From<&CheckArgs> for CheckOptions {
    fn from(args: &CheckArgs) -> Self {
        CheckOptions {
            paths: args.paths.clone(),
            glossaries: args.glossary.clone(),
            source_lang: args.source_lang.clone(),
            target_lang: args.target_lang.clone(),
            only: args.only.clone(),
            skip: args.skip.clone(),
            baseline: args.baseline.clone(),
            is_new_baseline: args.write_baseline,
            changed_since: args.changed_since.clone(),
            fail_on: args.fail_on.map(FailOn::from),
            wording: Some(|error| words::error(&error.into())),
        }
    }
}

pub(super) fn run(args: &CheckArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    let scopes = desk.scopes(&args.into())?;
    if args.show_config || args.files {
        let text = if args.show_config {
            scopes
                .iter()
                .map(|scope| config::text(&scope.config()))
                .collect()
        } else {
            let names = desk.checked_files(&scopes)?.into_iter();
            names.map(|name| name + "\n").collect::<String>()
        };
        super::output::to_stdout(session, |out| Ok(write!(out, "{text}")?))?;
        return Ok(Outcome::Clean);
    }
    let outputs = args.output.iter().map(Target::path);
    desk.keep_check_apart(&scopes, outputs)?;
    if args.diff {
        return diff(&desk, &scopes, session);
    }
    if args.fix {
        let files = count(desk.fix(&scopes)?, "file");
        session.note(&format!("{files} fixed"));
    }
    if args.write_baseline {
        desk.write_baselines(&scopes)?;
        return Ok(Outcome::Clean);
    }
    let checked = desk.check(&scopes, args.severity.into())?;
    let from_repository = |findings: &mut [_]| desk.from_repository(&scopes, findings);
    output::write(args, &checked, from_repository, session)?;
    Ok(found(checked.fails))
}

fn found(any: bool) -> Outcome {
    if any {
        Outcome::Findings
    } else {
        Outcome::Clean
    }
}

/// Prints what would be fixed, as a unified difference.
fn diff(desk: &Desk<'_>, scopes: &[Scope], session: &Session) -> anyhow::Result<Outcome> {
    let files = desk.fixed_files(scopes)?;
    super::output::to_stdout(session, |out| {
        for file in &files {
            let texts = [&file.before, &file.after].map(|bytes| String::from_utf8_lossy(bytes));
            let diff = TextDiff::from_lines(&*texts[0], &*texts[1]);
            let (old, new) = (format!("a/{}", file.path), format!("b/{}", file.path));
            write!(out, "{}", diff.unified_diff().header(&old, &new))?;
        }
        Ok(())
    })?;
    Ok(found(!files.is_empty()))
}
