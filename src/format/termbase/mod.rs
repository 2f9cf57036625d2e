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
