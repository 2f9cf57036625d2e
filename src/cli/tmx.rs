//! `chancery tmx`: which tools will import a memory, and a memory that they will.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, Subcommand};

use super::format::{Format, formats, json_lines};
use super::memory_form::MemoryForm;
use super::session::Session;
use super::{Outcome, convert, count, output, words};
use crate::desk::tmx_report::{TmxReport, check_tmx};
use crate::format::tmx::Tool;
use crate::format::tmx::check::{Import, Report};
use crate::model::LangCode;
use crate::text::Lang;

/// Checks translation memories, and repairs them.
#[derive(Debug, Args)]
pub(super) struct TmxArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(CheckArgs),
    Fix(FixArgs),
}

/// Says what a TMX file holds, and for each tool whether it will import it and if not why.
///
/// An import that reports success and imports nothing is the usual trouble with TMX. This tells
/// beforehand, one line for each tool, with what to do about it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery tmx check treaties.tmx
  chancery tmx check *.tmx --for omegat

Exit code: 1 when a tool named with --for would refuse a file, else 0; 2 when a file is not TMX.")]
struct CheckArgs {
    /// Files to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Look at this tool alone; may be given several times: trados, memoq, omegat, phrase, xtm,
    /// smartcat, smartling, matecat, modernmt, weblate, pontoon, tolgee, poedit, lokalize, okapi or
    /// toolkit
    #[arg(long = "for", value_name = "TOOL")]
    tools: Vec<Tool>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

/// Writes a TMX file anew, so that tools import it.
///
/// Keeps every unit that can be read, and repairs what is safe to repair: the form of the file, its
/// header, codes like `en_US`, control characters, white space at the ends of texts, empty texts,
/// properties that hide their units from OmegaT. What is left out or changed is reported.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery tmx fix broken.tmx -o good.tmx
  chancery tmx fix treaties.tmx -o treaties.trados.tmx --for trados")]
struct FixArgs {
    /// File to repair; it stays as it is
    input: PathBuf,
    /// File to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    form: MemoryForm,
    /// Take a wrong language code for what it means, as kh=km; may be given several times
    #[arg(long, value_name = "CODE=TAG", value_parser = convert::renaming)]
    rename_lang: Vec<(String, Lang)>,
    /// Leave inline codes out (TMX level 1)
    #[arg(long)]
    without_codes: bool,
}

const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "A line for each tool"),
    (
        Format::Json,
        "One JSON object for each file, on a line of its own",
    ),
];

pub(super) fn run(args: &TmxArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Check(args) => check_files(args, session),
        Command::Fix(args) => fix(args, session),
    }
}

fn fix(args: &FixArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    desk.keep_apart(&args.output, [&args.input])?;
    let written = desk.fix_tmx(
        &args.input,
        &args.output,
        &(&args.form).into(),
        !args.without_codes,
        &args.rename_lang,
    )?;
    let (output, units) = (args.output.display(), count(written.units, "unit"));
    session.note(&format!("{output}: {units} written"));
    if written.units == 0 {
        bail!("{}: no unit in it could be saved", args.input.display());
    }
    Ok(Outcome::complete(written.unread == 0))
}

fn check_files(args: &CheckArgs, session: &Session) -> anyhow::Result<Outcome> {
    let tools: Vec<Tool> = if args.tools.is_empty() {
        Tool::all().collect()
    } else {
        args.tools.clone()
    };
    let mut outcome = Outcome::Clean;
    output::to_stdout(session, |out| {
        for (index, path) in args.files.iter().enumerate() {
            let report = match check_tmx(path) {
                Ok(report) => report,
                Err(error) => {
                    session.error(&error.into());
                    outcome = Outcome::Partial;
                    continue;
                }
            };
            match args.format {
                Format::Human => {
                    if index > 0 {
                        writeln!(out)?;
                    }
                    human(out, path, &report, &tools)?;
                }
                _ => json_lines(out, [TmxReport::new(path, &report, &tools, words::fix)])?,
            }
            let refused = |tool: &Tool| matches!(report.import(*tool), Import::Refused(_));
            if outcome == Outcome::Clean && args.tools.iter().any(refused) {
                outcome = Outcome::Findings;
            }
        }
        Ok(())
    })?;
    Ok(outcome)
}

fn human(out: &mut dyn Write, path: &Path, report: &Report, tools: &[Tool]) -> anyhow::Result<()> {
    let content = &report.content;
    let version = match content.header.version.as_str() {
        "" => "no version".to_owned(),
        version => format!("version {version}"),
    };
    let (units, encoding) = (count(content.totals.units, "unit"), report.encoding);
    writeln!(
        out,
        "{}: TMX {version}, {encoding}, {units}",
        path.display()
    )?;
    let mut line = |name: &str, value: String| {
        if value.is_empty() {
            return Ok(());
        }
        writeln!(out, "  {name:<9} {value}")
    };
    let srclang = (content.header.srclang.as_ref()).map_or("none".to_owned(), ToString::to_string);
    line("source", srclang)?;
    let pairs = content.pairs.iter();
    let pairs: Vec<String> = pairs
        .take(12)
        .map(|((from, to), number)| format!("{from} to {to} {number}"))
        .collect();
    line("pairs", pairs.join(", "))?;
    let made: Vec<&str> = content.tools.keys().take(6).map(String::as_str).collect();
    line("made by", made.join(", "))?;
    if let Some((first, last)) = &content.dates {
        line("dates", format!("{} to {}", day(first), day(last)))?;
    }
    if content.inline_codes > 0 {
        line(
            "codes",
            format!(
                "{} in {}",
                content.inline_codes,
                count(content.coded_units, "unit")
            ),
        )?;
    }
    let wrong = (content.codes.keys()).filter_map(|code| LangCode::new(code).lang().err().cloned());
    for error in wrong.take(5) {
        line("code", error.to_string())?;
    }
    for (name, fault) in [
        ("form", &report.strict.ill_formed),
        ("validity", &report.strict.invalid),
    ] {
        if let Some(fault) = fault {
            line(name, format!("line {}: {}", fault.line, fault.what))?;
        }
    }
    for problem in report.problems.iter().take(10) {
        line("unread", problem.to_string())?;
    }
    if content.totals.problems > 10 {
        line(
            "unread",
            format!("and {} more", content.totals.problems - 10),
        )?;
    }
    verdicts(out, report, tools)
}

/// Writes a line for each tool, and those that import everything on one.
fn verdicts(out: &mut dyn Write, report: &Report, tools: &[Tool]) -> anyhow::Result<()> {
    let mut whole = Vec::new();
    for &tool in tools {
        let name = tool.title();
        match report.import(tool) {
            Import::Whole => whole.push(name),
            Import::Partly(reasons) => {
                for reason in reasons {
                    let fix = words::fix(&reason.fix);
                    writeln!(out, "  partly    {name}: {}; {fix}", reason.what)?;
                }
            }
            Import::Refused(reason) => {
                let fix = words::fix(&reason.fix);
                writeln!(out, "  refused   {name}: {}; {fix}", reason.what)?;
            }
        }
    }
    if !whole.is_empty() {
        writeln!(out, "  imported  {}", whole.join(", "))?;
    }
    Ok(())
}

/// Writes the day of a date, `20260102T030405Z`, as people write it.
fn day(date: &str) -> String {
    match (date.get(..4), date.get(4..6), date.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => date.to_owned(),
    }
}
