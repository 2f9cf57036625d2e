//! Terms that must not be written: in the translation, in the source, and after their time.

use super::{Hits, Terms};
use crate::check::unit::{Fault, Side};
use crate::glossary::find::{Entry, Hit};
use crate::model::concept::{Date, Status};
use crate::report::rule::Rule;

impl Terms<'_> {
    /// Looks for deprecated and forbidden terms in the translation.
    pub(super) fn forbidden(&self, hits: &Hits<'_>, faults: &mut Vec<Fault>) {
        for hit in &hits.target {
            let is_bad = |entry: &&Entry| self.term(entry).is_bad();
            let Some(entry) = hit.entries.iter().find(is_bad) else {
                continue;
            };
            let wrong = |entry: &&Entry| {
                !self.concept(entry.concept).is_draft()
                    && self.term(entry).is_bad()
                    && self.is_wrong_here(hits, hit, entry)
            };
            let known = faults.iter_mut().find(|fault| {
                fault.rule == Rule::ForbiddenTerm && fault.concept == Some(entry.concept)
            });
            if let Some(fault) = known {
                let apart = fault
                    .target
                    .last()
                    .is_none_or(|last| last.end <= hit.span.start);
                if apart && wrong(&entry) {
                    fault.target.push(hit.span);
                }
            } else if let Some(entry) = hit.entries.iter().find(wrong) {
                faults.push(self.forbidden_term(hits, hit, entry));
            }
        }
    }

    /// Tells whether a bad term is meant as the term of its concept, and is no part or namesake of a
    /// good one. What is forbidden is wrong in whatever text; what is deprecated may be an ordinary
    /// word where the source does not speak of the concept.
    fn is_wrong_here(&self, hits: &Hits<'_>, hit: &Hit, bad: &Entry) -> bool {
        let good = |entry: &Entry| {
            entry.concept != bad.concept
                && !self.term(entry).is_bad()
                && !self.concept(entry.concept).is_draft()
        };
        let covers =
            |other: &&Hit| other.span.start <= hit.span.start && hit.span.end <= other.span.end;
        for other in hits.target.iter().filter(covers) {
            let longer = other.span != hit.span;
            // As a part of a good term, be it of this concept, it is not the bad one.
            if longer && other.entries.iter().any(|entry| !self.term(entry).is_bad()) {
                return false;
            }
            // Another concept has it by right: only if the source speaks of this one alone is it wrong.
            let owners = || other.entries.iter().filter(|entry| good(entry));
            if owners().any(|entry| hits.is_in_source(entry.concept))
                || owners().next().is_some() && !hits.is_in_source(bad.concept)
            {
                return false;
            }
        }
        self.term(bad).status == Status::Forbidden || hits.is_in_source(bad.concept)
    }

    fn forbidden_term(&self, hits: &Hits<'_>, hit: &Hit, entry: &Entry) -> Fault {
        let (concept, term) = (self.concept(entry.concept), self.term(entry));
        let written = hits.target_text(hit);
        let (id, status) = (&concept.id.value, term.status);
        let message = format!("\"{written}\" is {status} for [{id}]");
        let mut fault = Fault::new(Rule::ForbiddenTerm, Side::Target, message);
        fault.concept = Some(entry.concept);
        fault.target.push(hit.span);
        let of_concept =
            |other: &&Hit| other.entries.iter().any(|one| one.concept == entry.concept);
        fault.source = hits
            .source
            .iter()
            .filter(of_concept)
            .map(|hit| hit.span)
            .collect();
        let expected = self.expected(entry.concept).map(|term| &term.text.value);
        if let Some(instead) = term.instead.as_ref().map(|one| &one.value).or(expected) {
            fault.hint = Some(format!("write \"{instead}\"").into());
        }
        fault
            .related
            .push((self.place(entry.concept, term), format!("is {status}")));
        fault
    }

    /// Looks for deprecated and forbidden terms in the source.
    pub(super) fn old_in_source(&self, hits: &Hits<'_>, faults: &mut Vec<Fault>) {
        for hit in &hits.source {
            // If any meaning of the word is good, that may be the one.
            let Some(entry) = hit.entries.first() else {
                continue;
            };
            let bad = |entry: &Entry| {
                self.term(entry).is_bad() && !self.concept(entry.concept).is_draft()
            };
            if !hit.entries.iter().all(bad) {
                continue;
            }
            let told = faults.iter().any(|fault| {
                fault.rule == Rule::OldSourceTerm && fault.concept == Some(entry.concept)
            });
            if told {
                continue;
            }
            let (concept, term) = (self.concept(entry.concept), self.term(entry));
            let (id, status) = (&concept.id.value, term.status);
            let message = format!(
                "\"{}\" of the source is {status} for [{id}]",
                hits.source_text(hit)
            );
            let mut fault = Fault::new(Rule::OldSourceTerm, Side::Source, message).at(hit.span);
            fault.concept = Some(entry.concept);
            let expected = concept.preferred(&self.source).map(|term| &term.text.value);
            if let Some(instead) = term.instead.as_ref().map(|one| &one.value).or(expected) {
                fault.hint = Some(format!("the term is \"{instead}\"").into());
            }
            fault
                .related
                .push((self.place(entry.concept, term), format!("is {status}")));
            faults.push(fault);
        }
    }

    /// Looks for concepts that were not valid yet, or no longer, on the date of the document.
    pub(super) fn expired(&self, hits: &Hits<'_>, date: Date, faults: &mut Vec<Fault>) {
        for hit in &hits.source {
            // Homonyms may be valid where this one is not.
            let [entry] = *hit.entries else { continue };
            let concept = self.concept(entry.concept);
            let ended = concept.until.as_ref().filter(|until| until.value < date);
            let begun = concept.since.as_ref().filter(|since| date < since.value);
            let (found, when) = match (ended, begun) {
                (Some(until), _) => (until, "ended on"),
                (None, Some(since)) => (since, "began on"),
                (None, None) => continue,
            };
            let told = faults
                .iter()
                .any(|fault| fault.rule == Rule::Expired && fault.concept == Some(entry.concept));
            let successor = concept.replaced.as_ref().map(|id| &id.value);
            // A text that names the successor too speaks of the past on purpose.
            let of_successor = |at: usize| Some(&self.concept(at).id.value) == successor;
            let mut named = hits
                .source
                .iter()
                .flat_map(|hit| &hit.entries)
                .map(|entry| entry.concept);
            if told || concept.is_draft() || successor.is_some() && named.any(of_successor) {
                continue;
            }
            let id = &concept.id.value;
            let message = format!(
                "\"{}\" [{id}] {when} {}, the document is of {date}",
                hits.source_text(hit),
                found.value
            );
            let mut fault = Fault::new(Rule::Expired, Side::Source, message).at(hit.span);
            fault.concept = Some(entry.concept);
            let in_target = hits
                .in_target(entry.concept)
                .filter(|(hit, _)| !hits.is_nested(hit));
            fault.target = in_target.map(|(hit, _)| hit.span).collect();
            fault.target.dedup();
            fault.hint = successor.map(|successor| format!("[{successor}] took its place").into());
            let file = &self.glossary.files[concept.file];
            fault.related.push((
                crate::report::Place::new(file, found.span),
                format!("{when} that day"),
            ));
            faults.push(fault);
        }
    }
}
