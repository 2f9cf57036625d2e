//! Rules that compare concepts with one another. Every spelling is looked up by its key, so that the
//! time is linear in their number.

use rustc_hash::FxHashMap;

use super::Lint;
use crate::glossary::find::Finder;
use crate::glossary::key::key_text;
use crate::model::concept::{Concept, Status, Term};
use crate::report::Fix;
use crate::report::rule::Rule;
use crate::text::script::is_unspaced;
use crate::text::{Found, Span};

/// A spelling that was seen.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) concept: usize,
    term: &'a Term,
    spelling: &'a Found<String>,
}

/// The group of each key of a primary language.
pub(super) type Places<'a> = FxHashMap<(&'a str, String), usize>;

impl<'a> Lint<'a> {
    pub(super) fn across(&mut self) {
        // By primary language and key, in the order of the glossary.
        let mut places = Places::default();
        let mut groups: Vec<Vec<Seen<'a>>> = Vec::new();
        let glossary = self.glossary;
        for (concept, entry) in glossary.concepts.iter().enumerate() {
            for term in &entry.terms {
                for spelling in term.spellings() {
                    let key = (term.lang.primary(), key_text(&spelling.value));
                    let at = *places.entry(key).or_insert_with(|| {
                        groups.push(Vec::new());
                        groups.len() - 1
                    });
                    groups[at].push(Seen {
                        concept,
                        term,
                        spelling,
                    });
                }
            }
        }
        self.contexts(&places, &groups);
        for group in groups.iter().filter(|group| group.len() > 1) {
            self.wanted_and_unwanted(group);
            self.homonyms(group);
            self.twins(group);
            self.conflated(group);
        }
        self.parts();
        self.hidden_parts();
    }

    fn wanted_and_unwanted(&mut self, group: &[Seen<'_>]) {
        let Some(good) = group.iter().find(|seen| seen.term.is_good()) else {
            return;
        };
        for bad in group.iter().filter(|seen| seen.term.is_bad()) {
            // Another spelling in capitals may well be the bad one.
            if bad.spelling.value.to_lowercase() != bad.spelling.value
                && bad.spelling.value != good.spelling.value
            {
                continue;
            }
            let message = format!(
                "\"{}\" is {} here and {} elsewhere",
                bad.spelling.value, bad.term.status, good.term.status
            );
            self.pair(Rule::WantedAndUnwanted, bad, good, message);
        }
    }

    fn pair(&mut self, rule: Rule, seen: &Seen<'_>, other: &Seen<'_>, message: String) {
        let place = self.place(other.concept, other.spelling.span);
        let id = &self.glossary.concepts[other.concept].id.value;
        let why = format!("in `{id}`");
        let finding = self.report(rule, seen.concept, seen.spelling.span, message);
        finding.related.push((place, why));
    }

    fn homonyms(&mut self, group: &[Seen<'_>]) {
        if group[0].term.lang.primary() != self.source.primary() {
            return;
        }
        let mut good = group.iter().filter(|seen| !seen.term.is_bad());
        let Some(first) = good.next() else {
            return;
        };
        let mut last = first.concept;
        for seen in good {
            if seen.concept == first.concept || seen.concept == last {
                continue;
            }
            last = seen.concept;
            let silent = |concept: usize| self.glossary.concepts[concept].homonym.is_none();
            if !silent(seen.concept) && !silent(first.concept) {
                continue;
            }
            let text = &seen.spelling.value;
            if seen.spelling.value == first.spelling.value {
                self.pair(
                    Rule::SharedSourceTerm,
                    seen,
                    first,
                    format!("\"{text}\" is in two concepts"),
                );
            } else {
                let message = format!(
                    "\"{text}\" and \"{}\" differ only in writing",
                    first.spelling.value
                );
                self.pair(Rule::TermsDifferInCapitals, seen, first, message);
            }
        }
    }

    fn twins(&mut self, group: &[Seen<'_>]) {
        let first = &group[0];
        if first.term.lang.primary() != "km" {
            return;
        }
        let bare = |text: &str| -> String { text.chars().filter(|&c| is_unspaced(c)).collect() };
        let expected = bare(&first.spelling.value);
        for seen in group[1..]
            .iter()
            .filter(|seen| seen.concept != first.concept)
        {
            if bare(&seen.spelling.value) != expected {
                let message = format!("\"{}\" is typed in two ways", seen.spelling.value);
                self.pair(Rule::KhmerTypedTwoWays, seen, first, message);
            }
        }
    }

    fn conflated(&mut self, group: &[Seen<'_>]) {
        if group[0].term.lang.primary() == self.source.primary() {
            return;
        }
        let mut preferred = group.iter().filter(|seen| {
            seen.term.status == Status::Preferred && seen.spelling.span == seen.term.text.span
        });
        let Some(first) = preferred.next() else {
            return;
        };
        for seen in preferred.filter(|seen| seen.concept != first.concept) {
            let (one, other) = (
                &self.glossary.concepts[seen.concept],
                &self.glossary.concepts[first.concept],
            );
            let names = |a: &Concept, b: &Concept| {
                a.related
                    .iter()
                    .chain(&a.replaced)
                    .any(|id| id.value == b.id.value)
            };
            let told = names(one, other)
                || names(other, one)
                || (one.homonym.is_some() && other.homonym.is_some());
            if !told {
                let message = format!(
                    "`{}` and `{}` have the same {} term \"{}\"",
                    other.id.value, one.id.value, seen.term.lang, seen.spelling.value
                );
                self.pair(Rule::SharedTranslation, seen, first, message);
            }
        }
    }

    /// Checks that what is said to be a part is one, in every language that has both.
    fn parts(&mut self) {
        let glossary = self.glossary;
        for (index, concept) in glossary.concepts.iter().enumerate() {
            for part in &concept.parts {
                let Some(&of) = self.ids.get(part.value.as_str()) else {
                    continue;
                };
                for term in concept
                    .terms
                    .iter()
                    .filter(|term| term.status == Status::Preferred)
                {
                    if !has_part(term, &glossary.concepts[of]) {
                        let message = format!(
                            "\"{}\" has no {} term of `{}` in it",
                            term.text.value, term.lang, part.value
                        );
                        self.report(
                            Rule::PartTranslatedOtherwise,
                            index,
                            term.text.span,
                            message,
                        );
                    }
                }
            }
        }
    }

    /// Looks for parts that nobody named.
    fn hidden_parts(&mut self) {
        let glossary = self.glossary;
        let Ok(finder) = Finder::new(glossary, &self.source) else {
            return;
        };
        for (index, concept) in glossary.concepts.iter().enumerate() {
            let Some(source) = concept.preferred(&self.source) else {
                continue;
            };
            for hit in finder.find_all(&source.text.value) {
                let entries = hit.entries.iter().map(|entry| entry.concept);
                let of: Vec<usize> = entries.filter(|&of| of != index).collect();
                let named = |of: &usize| {
                    concept
                        .parts
                        .iter()
                        .any(|part| part.value == glossary.concepts[*of].id.value)
                };
                if of.is_empty() || hit.entries.len() > of.len() || of.iter().any(named) {
                    continue;
                }
                for term in concept
                    .terms
                    .iter()
                    .filter(|term| term.status == Status::Preferred)
                {
                    if term.lang != source.lang
                        && !of.iter().any(|&of| has_part(term, &glossary.concepts[of]))
                    {
                        let id = &glossary.concepts[of[0]].id.value;
                        let message = format!(
                            "\"{}\" has no {} term of `{id}` in it",
                            term.text.value, term.lang
                        );
                        self.report(
                            Rule::PartPerhapsTranslatedOtherwise,
                            index,
                            term.text.span,
                            message,
                        );
                    }
                }
            }
        }
    }

    /// Returns the edit that takes a spelling out of its list.
    pub(super) fn without(&self, concept: usize, spelling: &Found<String>) -> Option<Fix> {
        let text = self.glossary.files[self.glossary.concepts[concept].file].text();
        let Span { start, end } = spelling.span;
        let after = text.get(end..)?;
        let before = text.get(..start)?;
        if let Some(rest) = after.trim_start().strip_prefix(',') {
            let end = text.len() - rest.trim_start_matches(' ').len();
            return Some(Fix::replace(Span::new(start, end), ""));
        }
        let closes = after.trim_start().starts_with(']');
        let list = before.trim_end();
        if closes && let Some(list) = list.strip_suffix(',') {
            return Some(Fix::replace(Span::new(list.len(), end), ""));
        }
        (closes && list.ends_with('[')).then(|| Fix::replace(spelling.span, ""))
    }
}

/// Tells whether a term has one of the terms of a concept in it; true if there is none to look for.
fn has_part(term: &Term, part: &Concept) -> bool {
    let key = key_text(&term.text.value);
    let mut spellings = part
        .terms_in(&term.lang)
        .filter(|term| term.is_good())
        .flat_map(Term::spellings)
        .peekable();
    spellings.peek().is_none() || spellings.any(|spelling| key.contains(&key_text(&spelling.value)))
}
