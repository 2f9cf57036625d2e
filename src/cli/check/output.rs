//! What was found, in the forms that were asked for: one on standard output, others in files.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::Context;
use clap::ValueEnum;

use super::{CheckArgs, Format};
use crate::cli::session::Session;
use crate::cli::{output, words};
use crate::desk::check::{Checked, RolledUp};
use crate::report::{
    Finding, Github, Gitlab, Html, Human, Json, Junit, Render, Sarif, Severity, Short, github,
};

/// Concepts that are summed up for people.
const SUMMED_UP: usize = 10;

/// A form of output and the file that it goes to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    format: Format,
    path: PathBuf,
}

impl Target {
    /// Returns the file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) = text
            .split_once('=')
            .filter(|(_, path)| !path.is_empty())
            .ok_or("give a form and a file, as sarif=report.sarif")?;
        Ok(Target {
            format: Format::from_str(format, true)
                .map_err(|_| format!("\"{format}\" is no form of output; see --format"))?,
            path: PathBuf::from(path),
        })
    }
}

/// Writes what was found everywhere it is wanted.
pub(super) fn write(
    args: &CheckArgs,
    checked: &Checked,
    from_repository: impl Fn(&mut [Finding]),
    session: &Session,
) -> anyhow::Result<()> {
    let least = Severity::from(args.severity);
    let shown = checked.findings.iter().filter(|one| one.severity >= least);
    let shown: Vec<Finding> = shown.cloned().collect();
    let formats = || {
        let of_files = args.output.iter().map(|target| target.format);
        of_files.chain([args.format])
    };
    let mut elsewhere = Vec::new();
    if formats().any(Format::is_read_elsewhere) {
        elsewhere.clone_from(&shown);
        from_repository(&mut elsewhere);
    }
    let findings = |format: Format| -> &[Finding] {
        if format.is_read_elsewhere() {
            &elsewhere
        } else {
            &shown
        }
    };
    for target in &args.output {
        output::to_file(&target.path, |out| {
            // Files have no colours.
            let mut plain = anstream::StripStream::new(Vec::new());
            render(target.format, findings(target.format), checked, &mut plain)?;
            Ok(out.write_all(&plain.into_inner())?)
        })?;
    }
    let own = findings(args.format);
    output::to_stdout(session, |out| render(args.format, own, checked, out))?;
    if formats().any(|format| format == Format::Github) {
        summarise(&elsewhere)?;
    }
    Ok(())
}

fn render(
    format: Format,
    findings: &[Finding],
    checked: &Checked,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match format {
        Format::Human => {
            Human::default().render(findings, &words::remedy, out)?;
            roll_ups(findings, checked, out)?;
        }
        Format::Short => Short.render(findings, &words::remedy, out)?,
        Format::Json => Json.render(findings, &words::remedy, out)?,
        Format::Github => Github.render(findings, &words::remedy, out)?,
        Format::Gitlab => Gitlab.render(findings, &words::remedy, out)?,
        Format::Html => Html.render(findings, &words::remedy, out)?,
        Format::Junit => Junit.render(findings, &words::remedy, out)?,
        Format::Sarif => Sarif {
            version: env!("CARGO_PKG_VERSION"),
            has_baseline: checked.has_baseline,
        }
        .render(findings, &words::remedy, out)?,
    }
    Ok(())
}

/// Sums up the concepts that are reported and that translations mostly do without.
fn roll_ups(findings: &[Finding], checked: &Checked, out: &mut dyn Write) -> anyhow::Result<()> {
    let reported: BTreeSet<&str> = findings
        .iter()
        .filter(|finding| finding.hidden.is_none() && !finding.excerpts.is_empty())
        .filter_map(|finding| finding.concept.as_deref())
        .collect();
    let rows = checked.roll_ups.iter();
    let rows: Vec<&RolledUp> = rows
        .filter(|row| reported.contains(row.concept.as_str()))
        .collect();
    if !rows.is_empty() {
        writeln!(out, "\nTerms that translations mostly do without:")?;
    }
    for row in rows.iter().take(SUMMED_UP) {
        writeln!(out, "  {}", words::rolled_up(row))?;
    }
    if rows.len() > SUMMED_UP {
        let left = rows.len() - SUMMED_UP;
        writeln!(out, "  and {left} more; `chancery term audit` shows all")?;
    }
    Ok(())
}

/// Adds to the summary of the step of GitHub Actions that this runs in.
fn summarise(findings: &[Finding]) -> anyhow::Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let path = PathBuf::from(path);
    let file = std::fs::File::options()
        .append(true)
        .create(true)
        .open(&path);
    let written = file.and_then(|mut file| file.write_all(github::summary(findings).as_bytes()));
    written.with_context(|| format!("GITHUB_STEP_SUMMARY: {}", path.display()))
}
