//! `chancery term import`: termbases of other programs as glossary files.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::super::session::Session;
use super::super::{Outcome, count, output};
use crate::format::termbase::tbx::{self, Entry};
use crate::glossary::edit::{Ids, NewConcept, NewTerm};
use crate::glossary::layout;
use crate::text::Lang;

/// Makes a glossary file of a termbase (TBX version 2 or 3).
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery term import termbase.tbx -o glossaries/termbase.toml")]
pub(super) struct ImportArgs {
    /// The termbase
    file: PathBuf,
    /// The glossary file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub(super) fn run(args: &ImportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let place = || args.file.display().to_string();
    let bytes = std::fs::read(&args.file).with_context(place)?;
    let (entries, losses) = tbx::read(&bytes).with_context(place)?;
    let mut ids = Ids::default();
    let (mut concepts, mut unknown) = (Vec::new(), BTreeSet::new());
    for entry in entries {
        let (concept, wrong) = concept(entry, &mut ids);
        unknown.extend(wrong);
        concepts.extend(concept);
    }
    let blocks: Vec<String> = concepts.iter().map(NewConcept::written).collect();
    let text = format!("[glossary]\nschema = 1\n\n{}", blocks.join("\n"));
    let text = layout::format(&text).with_context(place)?;
    output::to_file(&args.output, |out| Ok(out.write_all(text.as_bytes())?))?;
    for wrong in &unknown {
        session.warn(&format!("{}: terms left out: {wrong}", place()));
    }
    let losses: Vec<String> = losses
        .iter()
        .map(|(what, number)| format!("{what} ({number})"))
        .collect();
    if !losses.is_empty() {
        session.note(&format!("left out: {}", losses.join(", ")));
    }
    let path = args.output.display();
    session.note(&format!(
        "{path}: {}; see chancery term lint",
        count(concepts.len(), "concept")
    ));
    Ok(if unknown.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Partial
    })
}

/// Makes a concept of an entry, if it has a term; with it, why terms were left out.
fn concept(entry: Entry, ids: &mut Ids) -> (Option<NewConcept>, Vec<String>) {
    let (mut terms, mut wrong) = (Vec::new(), Vec::new());
    let mut preferred: Vec<Lang> = Vec::new();
    for term in entry.terms {
        let made = match term.lang {
            Ok(lang) => NewTerm::new(lang, &term.text).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match made {
            Ok(mut made) => {
                made.form = term.form;
                // Preferred and admitted follow from the order; a second preferred one is admitted.
                made.status = term.status.filter(|status| !status.is_by_order());
                let first = term
                    .status
                    .is_some_and(|status| status == crate::model::concept::Status::Preferred)
                    && !preferred.contains(&made.lang);
                if first {
                    preferred.push(made.lang.clone());
                    terms.insert(0, made);
                } else {
                    terms.push(made);
                }
            }
            Err(error) => wrong.push(error),
        }
    }
    let Some(first) = terms.first() else {
        return (None, wrong);
    };
    let names = [entry.id.as_deref().unwrap_or_default(), &first.text];
    let concept = NewConcept {
        id: ids.take(&names),
        comments: Vec::new(),
        kind: None,
        draft: false,
        subject: entry.subject,
        definition: entry.definition,
        note: (!entry.notes.is_empty()).then(|| entry.notes.join("; ")),
        terms,
    };
    (Some(concept), wrong)
}
