//! `chancery term fmt`, `add` and `admit`: glossary files edited in place.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::super::session::Session;
use super::super::{Outcome, count, output};
use crate::glossary::edit::{NewConcept, NewTerm};
use crate::model::concept::{Kind, Status, TermType};
use crate::text::Lang;

/// Writes glossary files in canonical layout.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery term fmt --check")]
pub(super) struct FmtArgs {
    /// Glossary file or folder [default: glossaries/ of the project]
    path: Option<PathBuf>,
    /// Change nothing; name the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
}

/// Adds a concept to a glossary.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery term add asean-foundation en \"ASEAN Foundation\" id \"Yayasan ASEAN\" --kind body")]
pub(super) struct AddArgs {
    /// The id: small letters and digits, words joined by hyphens
    id: String,
    /// Languages and terms in twos; the first term of a language is the preferred one
    #[arg(required = true, num_args = 2.., value_names = ["TAG", "TERM"])]
    terms: Vec<String>,
    /// What sort of thing it is
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<Kind>,
    /// Glossary file, or folder where --kind tells the file [default: glossaries/ of the project]
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
}

/// Adds a term to a concept, after those that it has in the language.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term admit asean-secretariat fr \"Secrétariat de l’ASEAN\"
  chancery term admit mfaic en MoFA --type abbreviation --status deprecated --use MFAIC")]
pub(super) struct AdmitArgs {
    /// The concept
    id: String,
    /// The language
    lang: Lang,
    /// The term
    term: String,
    /// Its status [default: admitted, or preferred if it is the first]
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<Status>,
    /// Its form
    #[arg(long = "type", value_name = "TYPE", value_parser = form)]
    form: Option<TermType>,
    /// What to write instead of it
    #[arg(long = "use", value_name = "TERM")]
    instead: Option<String>,
    /// Glossary file or folder [default: glossaries/ of the project]
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
}

fn word<T: Copy>(given: &str, words: &[(&str, T)]) -> Result<T, String> {
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let found = words.iter().find(|(word, _)| *word == given);
    found
        .map(|&(_, value)| value)
        .ok_or_else(|| format!("known are {}", known.join(", ")))
}

fn kind(given: &str) -> Result<Kind, String> {
    word(given, Kind::ALL)
}

fn status(given: &str) -> Result<Status, String> {
    word(given, Status::ALL)
}

fn form(given: &str) -> Result<TermType, String> {
    word(given, TermType::ALL)
}

pub(super) fn fmt(args: &FmtArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    let formatted = desk.format_glossary(args.path.as_deref(), args.check)?;
    output::to_stdout(session, |out| {
        for path in &formatted.changed {
            writeln!(out, "{path}")?;
        }
        Ok(())
    })?;
    let verb = if args.check {
        "would change"
    } else {
        "changed"
    };
    session.note(&format!(
        "{} {verb}",
        count(formatted.changed.len(), "file")
    ));
    Ok(if formatted.is_partial {
        Outcome::Partial
    } else if args.check && !formatted.changed.is_empty() {
        Outcome::Findings
    } else {
        Outcome::Clean
    })
}

pub(super) fn add(args: &AddArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (pairs, []) = args.terms.as_chunks() else {
        bail!("languages and terms come in twos: en \"…\" km \"…\"");
    };
    let terms = pairs.iter();
    let concept = NewConcept {
        id: args.id.clone(),
        kind: args.kind,
        terms: terms
            .map(|[lang, term]| Ok(NewTerm::new(lang.parse()?, term)?))
            .collect::<anyhow::Result<_>>()?,
        ..NewConcept::default()
    };
    let desk = session.desk()?;
    let path = desk.add_concept(args.glossary.as_deref(), &concept)?;
    session.note(&format!("{path}: written"));
    Ok(Outcome::Clean)
}

pub(super) fn admit(args: &AdmitArgs, session: &Session) -> anyhow::Result<Outcome> {
    let term = NewTerm {
        status: args.status,
        form: args.form,
        instead: args.instead.clone(),
        ..NewTerm::new(args.lang.clone(), &args.term)?
    };
    let desk = session.desk()?;
    let path = desk.admit_term(args.glossary.as_deref(), &args.id, &term)?;
    session.note(&format!("{path}: written"));
    Ok(Outcome::Clean)
}
