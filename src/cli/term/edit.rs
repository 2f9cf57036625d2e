//! `chancery term fmt`, `add` and `admit`: glossary files edited in place.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::super::session::Session;
use super::super::{Outcome, count, output};
use crate::glossary::edit::{self, NewConcept, NewTerm};
use crate::glossary::{Glossary, layout};
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
    let glossary = editable(args.path.as_ref(), session)?;
    let (mut changed, mut refused) = (Vec::new(), false);
    for file in &glossary.files {
        match layout::format(file.text()) {
            Ok(tidy) if tidy == file.text() => {}
            Ok(tidy) => {
                if !args.check {
                    output::to_file(file.path().as_ref(), |out| {
                        Ok(out.write_all(tidy.as_bytes())?)
                    })?;
                }
                changed.push(file.path());
            }
            Err(error) => {
                session.error(&anyhow::Error::new(error).context(file.path().to_owned()));
                refused = true;
            }
        }
    }
    output::to_stdout(session, |out| {
        for path in &changed {
            writeln!(out, "{path}")?;
        }
        Ok(())
    })?;
    let verb = if args.check {
        "would change"
    } else {
        "changed"
    };
    session.note(&format!("{} {verb}", count(changed.len(), "file")));
    Ok(match (refused, args.check && !changed.is_empty()) {
        (true, _) => Outcome::Partial,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    })
}

pub(super) fn add(args: &AddArgs, session: &Session) -> anyhow::Result<Outcome> {
    let glossary = editable(args.glossary.as_ref(), session)?;
    if args.terms.len() % 2 == 1 {
        bail!("languages and terms come in twos: en \"…\" km \"…\"");
    }
    let terms = args
        .terms
        .chunks(2)
        .map(|pair| Ok(NewTerm::new(pair[0].parse()?, &pair[1])?))
        .collect::<anyhow::Result<Vec<NewTerm>>>()?;
    let file = file_for(&glossary, args.kind)?;
    let concept = NewConcept {
        id: args.id.clone(),
        kind: args.kind,
        terms,
        ..NewConcept::default()
    };
    let text = edit::add(&glossary, file, &concept)?;
    write(&glossary, file, &text, session)
}

pub(super) fn admit(args: &AdmitArgs, session: &Session) -> anyhow::Result<Outcome> {
    let glossary = editable(args.glossary.as_ref(), session)?;
    let term = NewTerm {
        status: args.status,
        form: args.form,
        instead: args.instead.clone(),
        ..NewTerm::new(args.lang.clone(), &args.term)?
    };
    let (file, text) = edit::admit(&glossary, &args.id, &term)?;
    write(&glossary, file, &text, session)
}

/// Reads a glossary that can be written to.
fn editable(path: Option<&PathBuf>, session: &Session) -> anyhow::Result<Glossary> {
    if path.is_none() && !session.desk()?.has_glossary()? {
        bail!("there is no folder glossaries/ here; give a file or folder");
    }
    super::glossary(path.map(PathBuf::as_path), session)
}

/// Chooses the file for a concept: the only one, or the one with most concepts of the kind.
fn file_for(glossary: &Glossary, kind: Option<Kind>) -> anyhow::Result<usize> {
    if glossary.files.len() == 1 {
        return Ok(0);
    }
    let concepts = |file: usize| {
        let of_kind = glossary
            .concepts
            .iter()
            .filter(|concept| concept.file == file && concept.kind == kind);
        of_kind.count()
    };
    let best = (0..glossary.files.len())
        .rev()
        .max_by_key(|&file| concepts(file));
    match best.filter(|&file| kind.is_some() && concepts(file) > 0) {
        Some(file) => Ok(file),
        None => bail!(
            "which file? give it with --glossary FILE, or a kind that one of the files has with --kind"
        ),
    }
}

fn write(
    glossary: &Glossary,
    file: usize,
    text: &str,
    session: &Session,
) -> anyhow::Result<Outcome> {
    let path = glossary.files[file].path();
    output::to_file(path.as_ref(), |out| Ok(out.write_all(text.as_bytes())?))?;
    session.note(&format!("{path}: written"));
    Ok(Outcome::Clean)
}
