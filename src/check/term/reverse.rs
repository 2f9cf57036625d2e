//! Terms of the translation that nothing in the source asks for: something may have been added, or
//! the glossary lacks what the source calls it. Asked of names alone: phrases, titles and notions come
//! and go with the style, and of places and persons one language has the name where another has an
//! adjective or a pronoun.

use super::{Hits, Terms};
use crate::check::unit::{Fault, Side};
use crate::glossary::find::{Entry, Hit};
use crate::model::concept::Kind;
use crate::report::Hint;
use crate::report::rule::Rule;
use crate::text::script::clusters;

/// A term of fewer clusters is found inside other words too often.
const SURE_CLUSTERS: usize = 5;

impl Terms<'_> {
    /// Looks for terms of the translation whose concept is not in the source.
    pub(super) fn reverse(&self, hits: &Hits<'_>, faults: &mut Vec<Fault>) {
        let unasked: Vec<&Hit> = {
            let asked = |hit: &Hit| {
                hit.entries
                    .iter()
                    .any(|entry| hits.is_in_source(entry.concept))
            };
            let sure = |hit: &Hit| {
                clusters(hits.target_text(hit))
                    .nth(SURE_CLUSTERS - 1)
                    .is_some()
            };
            let meant = |hit: &Hit| hit.entries.iter().all(|entry| self.is_reversible(entry));
            let unasked = hits
                .target
                .iter()
                .filter(|hit| !asked(hit) && meant(hit) && sure(hit));
            unasked.filter(|hit| !hits.is_nested(hit)).collect()
        };
        if unasked.is_empty() {
            return;
        }
        // The source once more, with what is inside longer terms.
        let nested = self.finders.0.find_all(hits.pair.source.text);
        for hit in unasked {
            let asked = |entry: &Entry| {
                let mut entries = nested.iter().flat_map(|hit| &hit.entries);
                entries.any(|other| other.concept == entry.concept)
            };
            let at = hit.entries[0].concept;
            if hit.entries.iter().any(asked) {
                continue;
            }
            if let Some(fault) = faults
                .iter_mut()
                .find(|fault| fault.rule == Rule::UnaskedTerm && fault.concept == Some(at))
            {
                fault.target.push(hit.span);
                continue;
            }
            let concept = self.concept(at);
            let id = &concept.id.value;
            let message = format!(
                "\"{}\" [{id}] has no term in the source",
                hits.target_text(hit)
            );
            let mut fault = Fault::new(Rule::UnaskedTerm, Side::Target, message).at(hit.span);
            fault.concept = Some(at);
            fault.hint = Some(Hint::from("the source may say it in other words"));
            faults.push(fault);
        }
    }

    /// Tells whether a term stands for a concept that has a term in the source language too.
    fn is_reversible(&self, entry: &Entry) -> bool {
        let concept = self.concept(entry.concept);
        let is_name = matches!(
            concept.kind,
            None | Some(Kind::Body | Kind::Agreement | Kind::Meeting | Kind::Event)
        );
        is_name
            && self.term(entry).is_good()
            && !concept.is_draft()
            && concept
                .terms_in(&self.source)
                .any(crate::model::concept::Term::is_good)
    }
}
