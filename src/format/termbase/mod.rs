//! Concepts in the forms that other programs read: TBX, spreadsheets, OmegaT glossaries. All of them
//! hold less than a glossary does; every writer counts what it had to leave out.

pub mod omegat;
pub mod table;
pub mod tbx;

use std::collections::BTreeMap;

use crate::model::concept::{Concept, Status, Term};

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
