//! What a document as a whole says of its terms: whether they are rendered in one way, and whether
//! abbreviations are explained where they come first.

use std::collections::BTreeMap;

use super::{Hits, OfDocument, OfUnit, Terms};
use crate::check::unit::{Fault, Side};
use crate::glossary::find::{Entry, Hit};
use crate::model::concept::{Kind, Term, TermType};
use crate::report::rule::{Rule, Rules};
use crate::text::Span;

/// Something that a unit says of a concept.
#[derive(Clone, Debug)]
pub(in crate::check) enum Mention {
    /// A term of the source has one rendering, and no other.
    Rendered(Rendered),
    /// The translation has an abbreviation, or the full form of something that has one.
    Short(Short),
}

/// A term and its rendering.
#[derive(Clone, Debug)]
pub(in crate::check) struct Rendered {
    /// The term of the source.
    source: Entry,
    /// The place of the rendering among the terms of the concept.
    target: usize,
    spans: (Span, Span),
}

/// How far something that has an abbreviation is spelled out.
#[derive(Clone, Debug)]
pub(in crate::check) struct Short {
    concept: usize,
    /// The place of the abbreviation, if the translation has it.
    place: Option<Span>,
    /// Whether the full form is there.
    full: bool,
    /// Whether the one stands in brackets behind the other, here and in the source.
    defined: bool,
    asked: bool,
}

impl Terms<'_> {
    /// Returns what the rules on documents will ask for.
    pub(super) fn mentions(&self, hits: &Hits<'_>, rules: Rules) -> Vec<Mention> {
        let mut mentions = Vec::new();
        if rules.has(Rule::InconsistentTerm) {
            mentions.extend(self.rendered(hits).into_iter().map(Mention::Rendered));
        }
        if rules.has(Rule::FirstMention) || rules.has(Rule::EarlyAbbreviation) {
            mentions.extend(self.short(hits).into_iter().map(Mention::Short));
        }
        mentions
    }

    fn rendered(&self, hits: &Hits<'_>) -> Vec<Rendered> {
        let mut found: Vec<Rendered> = Vec::new();
        for hit in &hits.source {
            // What has several meanings has several renderings.
            let [source] = *hit.entries else { continue };
            let named = |other: &Rendered| other.source.concept == source.concept;
            if !self.is_name(&source) {
                continue;
            }
            let several = self
                .concept(source.concept)
                .terms_in(&self.target)
                .nth(1)
                .is_some();
            if !several || !self.is_asked_for(hits, hit) || found.iter().any(named) {
                continue;
            }
            let mut renderings = hits.in_target(source.concept).filter(|(hit, entry)| {
                hit.entries.len() == 1 && self.term(entry).is_good() && !hits.is_nested(hit)
            });
            let Some((first, entry)) = renderings.next() else {
                continue;
            };
            if renderings.all(|(_, other)| other.term == entry.term) {
                found.push(Rendered {
                    source,
                    target: entry.term,
                    spans: (hit.span, first.span),
                });
            }
        }
        found
    }

    /// Tells whether a term is of the sort that has one rendering in a document: a name or a term of
    /// art, not a phrase or a notion that style varies.
    fn is_name(&self, entry: &Entry) -> bool {
        match self.concept(entry.concept).kind {
            Some(Kind::Phrase | Kind::Date) => false,
            Some(Kind::Title | Kind::Concept) => {
                self.term(entry).text.value.contains(char::is_uppercase)
            }
            _ => true,
        }
    }

    fn short(&self, hits: &Hits<'_>) -> Vec<Short> {
        let mut concepts: Vec<usize> = Vec::new();
        let entries = hits
            .source
            .iter()
            .chain(&hits.target)
            .flat_map(|hit| &hit.entries);
        for entry in entries {
            if self.known[entry.concept].abbreviated && !concepts.contains(&entry.concept) {
                concepts.push(entry.concept);
            }
        }
        concepts
            .into_iter()
            .filter_map(|at| self.short_of(hits, at))
            .collect()
    }

    fn short_of(&self, hits: &Hits<'_>, concept: usize) -> Option<Short> {
        let target: &str = hits.pair.target.text;
        let is_short = |entry: &Entry| self.term(entry).form == Some(TermType::Abbreviation);
        let found = || {
            hits.in_target(concept)
                .filter(|(_, entry)| !self.term(entry).is_bad())
        };
        let full: Vec<&Hit> = found()
            .filter(|(_, entry)| !is_short(entry))
            .map(|(hit, _)| hit)
            .collect();
        let own = found()
            .find(|(_, entry)| is_short(entry))
            .map(|(hit, _)| hit.span);
        // Many languages keep the abbreviation of the source.
        let foreign = || {
            let terms = self.concept(concept).terms_in(&self.source);
            let short =
                terms.filter(|term| term.form == Some(TermType::Abbreviation) && term.is_good());
            short
                .into_iter()
                .find_map(|term| find_word(target, &term.text.value))
        };
        let short = own.or_else(foreign).filter(|short| {
            full.iter()
                .all(|full| short.end <= full.span.start || full.span.end <= short.start)
        });
        if short.is_none() && full.is_empty() {
            return None;
        }
        let brackets =
            |text: &str, short: Span| text[..short.start].trim_end().ends_with(['(', '\u{FF08}']);
        let source = hits.source.iter().find(|hit| {
            hit.entries
                .iter()
                .any(|entry| entry.concept == concept && is_short(entry))
        });
        let defined = short.is_some_and(|short| !full.is_empty() && brackets(target, short));
        let asked = source.is_some_and(|hit| brackets(hits.pair.source.text, hit.span));
        Some(Short {
            concept,
            place: short,
            full: !full.is_empty(),
            defined,
            asked,
        })
    }

    /// Returns the faults about renderings of a document, by unit.
    fn inconsistent(&self, mentions: &[OfUnit<Mention>], faults: &mut OfDocument) {
        let mut by_term: BTreeMap<Entry, Vec<(usize, &Rendered)>> = BTreeMap::new();
        for (unit, mention) in mentions {
            if let Mention::Rendered(rendered) = mention {
                by_term
                    .entry(rendered.source)
                    .or_default()
                    .push((*unit, rendered));
            }
        }
        for (source, mentions) in by_term {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for (_, rendered) in &mentions {
                *counts.entry(rendered.target).or_default() += 1;
            }
            // The one that comes most often; of several the one that the glossary has first.
            let usual = counts.iter().rev().max_by_key(|(_, count)| **count);
            let Some((&usual, &times)) = usual else {
                continue;
            };
            for (unit, rendered) in mentions {
                if rendered.target != usual && self.differs(source.concept, usual, rendered.target)
                {
                    faults.push((unit, self.inconsistent_term(rendered, usual, times)));
                }
            }
        }
    }

    /// Tells whether two terms of a concept are renderings of one form: not an abbreviation beside a
    /// full form, not one shorter than the other by a word, and none with a note on when to write it.
    fn differs(&self, concept: usize, one: usize, other: usize) -> bool {
        let terms = &self.concept(concept).terms;
        let (one, other) = (&terms[one], &terms[other]);
        let within = |one: &Term, other: &Term| other.text.value.contains(&one.text.value);
        one.form == other.form
            && one.note.is_none()
            && other.note.is_none()
            && !within(one, other)
            && !within(other, one)
    }

    fn inconsistent_term(&self, rendered: &Rendered, usual: usize, times: usize) -> Fault {
        let concept = self.concept(rendered.source.concept);
        let usual = &concept.terms[usual];
        let here = &concept.terms[rendered.target];
        let message = format!(
            "\"{}\" [{}] is rendered by \"{}\" here and by \"{}\" {times} times in the same document",
            concept.terms[rendered.source.term].text.value,
            concept.id.value,
            here.text.value,
            usual.text.value
        );
        let mut fault =
            Fault::new(Rule::InconsistentTerm, Side::Target, message).at(rendered.spans.1);
        fault.source.push(rendered.spans.0);
        fault.concept = Some(rendered.source.concept);
        fault.hint = Some(format!("write \"{}\" throughout", usual.text.value).into());
        let place = self.place(rendered.source.concept, usual);
        fault.related.push((place, "the usual term".to_owned()));
        fault
    }

    /// Returns the faults about abbreviations of a document, by unit.
    fn abbreviations(&self, mentions: &[OfUnit<Mention>], rules: Rules, faults: &mut OfDocument) {
        let mut by_concept: BTreeMap<usize, Vec<(usize, &Short)>> = BTreeMap::new();
        for (unit, mention) in mentions {
            if let Mention::Short(short) = mention {
                by_concept
                    .entry(short.concept)
                    .or_default()
                    .push((*unit, short));
            }
        }
        for (concept, mentions) in by_concept {
            let full = mentions.iter().position(|(_, short)| short.full);
            let first = mentions.iter().position(|(_, short)| short.place.is_some());
            let defined = mentions.iter().position(|(_, short)| short.defined);
            let is_early = first.is_some_and(|first| full.is_none_or(|full| first < full));
            let expand = self.known[concept].expand && rules.has(Rule::FirstMention);
            if let Some(first) = first.filter(|_| is_early) {
                let (unit, short) = mentions[first];
                if defined.is_some() && rules.has(Rule::EarlyAbbreviation) {
                    faults.push((
                        unit,
                        self.abbreviation(
                            Rule::EarlyAbbreviation,
                            short,
                            "comes before it is explained",
                        ),
                    ));
                } else if expand {
                    faults.push((
                        unit,
                        self.abbreviation(
                            Rule::FirstMention,
                            short,
                            "is not written out where it comes first",
                        ),
                    ));
                }
            }
            // That a definition is repeated where the source repeats it is no fault.
            let again = mentions.iter().filter(|(_, short)| short.defined).skip(1);
            for &(unit, short) in again.filter(|(_, short)| expand && !short.asked) {
                faults.push((
                    unit,
                    self.abbreviation(Rule::FirstMention, short, "is explained once more"),
                ));
            }
        }
    }

    fn abbreviation(&self, rule: Rule, short: &Short, what: &str) -> Fault {
        let concept = self.concept(short.concept);
        let message = format!("the abbreviation of [{}] {what}", concept.id.value);
        let mut fault = Fault::new(rule, Side::Target, message);
        fault.target.extend(short.place);
        fault.concept = Some(short.concept);
        if let Some(full) = self.expected(short.concept) {
            fault.hint = Some(format!("the full form is \"{}\"", full.text.value).into());
            fault
                .related
                .push((self.place(short.concept, full), "the full form".to_owned()));
        }
        fault
    }
}

/// Checks what the units of a document, each with its number, say together.
pub(in crate::check) fn check_document(
    terms: &Terms<'_>,
    mentions: &[OfUnit<Mention>],
    rules: Rules,
) -> OfDocument {
    let mut faults = Vec::new();
    terms.inconsistent(mentions, &mut faults);
    terms.abbreviations(mentions, rules, &mut faults);
    faults
}

/// Finds a word that no letter or digit of its script touches.
fn find_word(text: &str, word: &str) -> Option<Span> {
    let beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let found = text.match_indices(word).find(|(at, word)| {
        !beside(text[..*at].chars().next_back()) && !beside(text[at + word.len()..].chars().next())
    });
    found.map(|(at, word)| Span::new(at, at + word.len()))
}
