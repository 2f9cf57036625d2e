//! Rules on terms of a glossary.

use std::collections::BTreeSet;

use super::pair::Pair;
use super::rule::{MISSING_TERM, Rules};
use super::unit::{Fault, Side};
use crate::glossary::Glossary;
use crate::glossary::find::{Finder, Hit, TooLarge};
use crate::model::concept::{Concept, Term};
use crate::report::Place;
use crate::text::Lang;

/// The terms of a glossary in two languages.
pub(super) struct Terms<'g> {
    glossary: &'g Glossary,
    target: Lang,
    finders: (Finder, Finder),
}

impl<'g> Terms<'g> {
    pub(super) fn new(
        glossary: &'g Glossary,
        source: &Lang,
        target: &Lang,
    ) -> Result<Self, TooLarge> {
        Ok(Terms {
            glossary,
            target: target.clone(),
            finders: (
                Finder::new(glossary, source)?,
                Finder::new(glossary, target)?,
            ),
        })
    }

    /// Checks the terms of a unit with texts on both sides.
    pub(super) fn check(&self, pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
        if !rules.has(&MISSING_TERM) {
            return;
        }
        let source = self.finders.0.find(&pair.source.text);
        let target = self.finders.1.find_all(&pair.target.text);
        let present: BTreeSet<usize> = target
            .iter()
            .flat_map(|hit| &hit.entries)
            .map(|entry| entry.concept)
            .collect();
        let mut told = BTreeSet::new();
        for hit in &source {
            let Some(concept) = self.missing(hit, &present) else {
                continue;
            };
            if told.insert(concept) {
                faults.push(self.missing_term(pair, hit, concept));
            }
        }
    }

    /// Returns the concept that a hit asks for and the translation has not.
    fn missing(&self, hit: &Hit, present: &BTreeSet<usize>) -> Option<usize> {
        let mut concepts = hit.entries.iter().map(|entry| entry.concept);
        if concepts.clone().any(|concept| present.contains(&concept)) {
            return None;
        }
        concepts.find(|&at| {
            let concept = &self.glossary.concepts[at];
            concept.translate && !concept.is_draft() && self.expected(concept).is_some()
        })
    }

    /// Returns the term to write for a concept.
    fn expected<'a>(&'a self, concept: &'a Concept) -> Option<&'a Term> {
        let mut good = concept.terms_in(&self.target).filter(|term| term.is_good());
        concept.preferred(&self.target).or_else(|| good.next())
    }

    fn missing_term(&self, pair: &Pair<'_>, hit: &Hit, at: usize) -> Fault {
        let concept = &self.glossary.concepts[at];
        let written = &pair.source.text[hit.span.range()];
        let id = &concept.id.value;
        let message = format!("no term for \"{written}\" [{id}] in the translation");
        let mut fault = Fault::new(&MISSING_TERM, Side::Target, message);
        fault.concept = Some(at);
        fault.source.push(hit.span);
        if let Some(term) = self.expected(concept) {
            let expected = &term.text.value;
            fault.hint = Some(format!(
                "write \"{expected}\"; to allow what is written: chancery term admit {id} {} TEXT",
                self.target
            ));
            let place = Place::new(&self.glossary.files[concept.file], term.text.span);
            fault.related.push((place, "the term".to_owned()));
        }
        fault
    }
}
