//! Concepts in the forms that other programs read: TBX, spreadsheets, OmegaT glossaries. All of them
//! hold less than a glossary does; every writer counts what it had to leave out.

pub mod omegat;
pub mod table;
pub mod tbx;

use std::collections::BTreeMap;

use crate::model::concept::{Concept, Kind, Status, Term, TermType};
use crate::text::Lang;
use crate::text::lang::LangError;

/// What a form could not hold, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<String, usize>);

impl Losses {
    fn add(&mut self, what: &str, count: usize) {
        if count == 0 {
            return;
        }
        match self.0.get_mut(what) {
            Some(sum) => *sum += count,
            None => {
                self.0.insert(what.to_owned(), count);
            }
        }
    }

    /// Returns each thing that was left out with its number, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(what, &count)| (what.as_str(), count))
    }

    /// Tells whether nothing was left out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A concept of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its id in the file.
    pub id: Option<String>,
    /// What sort of thing it is.
    pub kind: Option<Kind>,
    /// Fields that it belongs to.
    pub subject: Vec<String>,
    /// What it means.
    pub definition: Option<String>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Whether it is said that the term stays as it is.
    pub untranslated: bool,
    /// Its terms in the order of the file.
    pub terms: Vec<EntryTerm>,
}

/// A term of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryTerm {
    /// Its language, or why the code stands for none.
    pub lang: Result<Lang, LangError>,
    /// The term.
    pub text: String,
    /// Its status.
    pub status: Option<Status>,
    /// Its form.
    pub form: Option<TermType>,
}

/// The words that programs and people have for what is to be done with a term, in small letters and
/// without spaces, hyphens and the endings of TBX.
const STATUSES: [(Status, &[&str]); 6] = [
    (
        Status::Preferred,
        &["preferred", "standardized", "standardised", "recommended"],
    ),
    (
        Status::Admitted,
        &[
            "admitted",
            "allowed",
            "permitted",
            "legal",
            "regulated",
            "approved",
            "finalized",
            "valid",
            "active",
            "validated",
        ],
    ),
    (
        Status::Deprecated,
        &["deprecated", "notrecommended", "avoid", "discouraged"],
    ),
    (
        Status::Forbidden,
        &[
            "forbidden",
            "rejected",
            "donotuse",
            "banned",
            "prohibited",
            "notallowed",
            "notapproved",
            "disapproved",
            "invalid",
            "wrong",
            "blacklisted",
            "unwanted",
        ],
    ),
    (
        Status::Superseded,
        &["superseded", "obsolete", "old", "retired"],
    ),
    (
        Status::Draft,
        &[
            "draft",
            "new",
            "proposed",
            "provisional",
            "provisionallyprocessed",
            "unprocessed",
            "pending",
            "waiting",
            "suggested",
            "candidate",
            "underreview",
            "notreviewed",
        ],
    ),
];

/// Returns the status that a word stands for.
fn status(word: &str) -> Option<Status> {
    let word = word.trim().to_lowercase();
    let word = word.trim_end_matches("-admn-sts");
    let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let word = word.strip_suffix("term").unwrap_or(&word);
    let row = STATUSES.iter().find(|row| row.1.contains(&word));
    row.map(|row| row.0)
}

/// Returns the status that a word stands for, and counts one that is not known: such a term may be
/// one not to be used, so that nobody is asked to write it.
fn status_or_draft(word: &str, losses: &mut Losses) -> Status {
    status(word).unwrap_or_else(|| {
        losses.add("statuses of an unknown kind", 1);
        Status::Draft
    })
}

fn is_no(word: &str) -> bool {
    ["no", "n", "false", "0"].contains(&word.to_lowercase().as_str())
}

/// Which concepts and terms are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Whether drafts are.
    pub drafts: bool,
}

impl Choice {
    fn has(self, concept: &Concept) -> bool {
        self.drafts || !concept.is_draft()
    }

    fn has_term(self, term: &Term) -> bool {
        self.drafts || term.status != Status::Draft
    }

    /// Returns the concepts that are written, and counts the others.
    fn chosen<'a>(self, concepts: &'a [Concept], losses: &mut Losses) -> Vec<&'a Concept> {
        let chosen: Vec<&Concept> = concepts
            .iter()
            .filter(|concept| self.has(concept))
            .collect();
        losses.add("draft concepts", concepts.len() - chosen.len());
        chosen
    }
}

#[cfg(test)]
mod tests;
