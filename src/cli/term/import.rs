//! `chancery term import`: termbases of other programs as glossary files.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::super::session::Session;
use super::super::{Outcome, count, output};
use crate::desk;
use crate::format::termbase::table::{self, Form};
use crate::format::termbase::{Entry, Losses, tbx};
use crate::glossary::edit::{Ids, NewConcept, NewTerm};
use crate::glossary::layout;
use crate::text::Lang;

/// Makes a glossary file of a termbase: TBX version 2 or 3, or a table (CSV, TSV).
///
/// The heading of a table says what its columns are: languages by their code or name (en, km-KH,
/// Khmer), id, kind, subject, definition, note. Pairs without heading, as other
/// programs have them, need --source-lang and --target-lang. Several terms in a cell are parted by |. What a glossary
/// has no place for is left out and told.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term import termbase.tbx -o glossaries/termbase.toml
  chancery term import memoq.csv -o glossaries/memoq.toml
  chancery term import deepl.tsv --source-lang en --target-lang km -o glossaries/deepl.toml")]
pub(super) struct ImportArgs {
    /// The termbase
    file: PathBuf,
    /// The glossary file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Form of the termbase [default: by its ending, .csv, .tsv, .tab, .txt and .utf8 being tables]
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    /// Source language of a table of pairs without heading
    #[arg(long, value_name = "TAG", requires = "target_lang")]
    source_lang: Option<Lang>,
    /// Target language of a table of pairs without heading
    #[arg(long, value_name = "TAG", requires = "source_lang")]
    target_lang: Option<Lang>,
    /// Encoding of a table that is neither UTF-8 nor UTF-16, for example windows-1252
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// TBX version 2 or 3
    Tbx,
    /// Cells parted by tabs, semicolons or commas
    Table,
}

pub(super) fn run(args: &ImportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let place = || args.file.display().to_string();
    let (entries, losses) = read(args)?;
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

/// Reads the entries of a termbase, and what was left out of them.
fn read(args: &ImportArgs) -> anyhow::Result<(Vec<Entry>, Losses)> {
    let place = || args.file.display().to_string();
    let ending = args.file.extension().and_then(|ending| ending.to_str());
    let table = match args.from {
        Some(from) => from == From::Table,
        None => ending.is_some_and(|ending| {
            let ending = ending.to_lowercase();
            ["csv", "tsv", "tab", "txt", "utf8"].contains(&ending.as_str())
        }),
    };
    if !table {
        let bytes = std::fs::read(&args.file).with_context(place)?;
        return tbx::read(&bytes).with_context(place);
    }
    let text = desk::read_text(&args.file, args.encoding.as_deref())?;
    let langs = args.source_lang.clone().zip(args.target_lang.clone());
    let form = Form {
        langs,
        ..Form::default()
    };
    table::read(&text, &form).with_context(place)
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
        kind: entry.kind,
        draft: false,
        subject: entry.subject,
        definition: entry.definition,
        note: (!entry.notes.is_empty()).then(|| entry.notes.join("; ")),
        terms,
    };
    (Some(concept), wrong)
}
