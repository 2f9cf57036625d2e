//! `chancery term lint`: what is wrong with a glossary.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::super::session::{self, Session};
use super::super::severity::Least;
use super::super::{Outcome, count, output, words};
use super::bitext::Texts;
use crate::glossary::audit::{self, audit};
use crate::glossary::lint::lint;
use crate::glossary::{Glossary, load};
use crate::report::rule::Rule;
use crate::report::{self, Finding, Fix, Human, Json, Render, Severity};
use crate::text::Lang;
use crate::text::source::SourceText;

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
    /// Mend what can be mended without asking
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
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object a line, the counts at the end
    Json,
}

/// One mended finding may show another; this many times are enough for what any file has.
const ROUNDS: usize = 8;

pub(super) fn run(args: &LintArgs, session: &Session) -> anyhow::Result<Outcome> {
    let least = Severity::from(args.severity);
    let mut glossary = super::glossary(args.path.as_deref(), session)?;
    let today = session::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut findings = lint(&glossary, Some(today));
    if args.fix {
        if args.path.is_none() && !session.desk()?.has_glossary()? {
            bail!("the built-in glossary cannot be mended; give a path");
        }
        let before = glossary.files.clone();
        for _ in 0..ROUNDS {
            let Some(mended) = mend(&glossary, &findings) else {
                break;
            };
            glossary = mended;
            findings = lint(&glossary, Some(today));
        }
        write(&before, &glossary, session)?;
    }
    if !args.bitext.is_empty() {
        let texts = Texts::of(&args.bitext, args.target_lang.as_ref());
        let read = texts.read(&glossary, session)?;
        let bitext = read.bitext(&glossary);
        let (source, target) = (&read.source, &read.target);
        let audited = audit(&glossary, &bitext, (source, target))?;
        findings.extend(audit::findings(
            &glossary, &bitext, &audited, source, target,
        ));
        Finding::sort(&mut findings);
    }
    findings.retain(|finding| finding.severity >= least);
    output::to_stdout(session, |out| {
        match args.format {
            Format::Human => Human::default().render(&findings, &words::remedy, out)?,
            Format::Json => Json.render(&findings, &words::remedy, out)?,
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

/// Returns the glossary with all fixes made, if there are any.
fn mend(glossary: &Glossary, findings: &[Finding]) -> Option<Glossary> {
    let mut changed = false;
    let files = glossary.files.iter().map(|file| {
        let here = findings
            .iter()
            .filter(|finding| finding.place.path == file.path());
        // The layout comes last: it writes the whole file.
        let (layout, others): (Vec<&Finding>, Vec<&Finding>) =
            here.partition(|finding| finding.rule == Rule::NotCanonical);
        let fixes = |findings: &[&Finding]| -> Vec<Fix> {
            findings
                .iter()
                .filter_map(|finding| finding.fix.clone())
                .collect()
        };
        let mut chosen = fixes(&others);
        if chosen.is_empty() {
            chosen = fixes(&layout);
        }
        changed |= !chosen.is_empty();
        SourceText::new(file.path(), report::apply(file.text(), &chosen))
    });
    let files: Vec<SourceText> = files.collect();
    changed.then(|| load(files))
}

fn write(before: &[SourceText], glossary: &Glossary, session: &Session) -> anyhow::Result<()> {
    let mut written = 0;
    for (old, new) in before.iter().zip(&glossary.files) {
        if old.text() != new.text() {
            output::to_file(new.path().as_ref(), |out| {
                Ok(out.write_all(new.text().as_bytes())?)
            })?;
            written += 1;
        }
    }
    session.note(&format!("{} mended", count(written, "file")));
    Ok(())
}
