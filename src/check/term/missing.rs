//! Terms of the source whose rendering the translation lacks, and names that were to stay as they are.

use std::cell::Cell;
use std::fmt::Write;

use super::meant::Meant;
use super::rank::Other;
use super::{Asked, Hits, Said, Terms};
use crate::check::unit::{Fault, Side};
use crate::glossary::find::{Entry, Hit};
use crate::model::concept::{Count, Status, Term, TermType};
use crate::report::rule::{Rule, Rules};
use crate::report::{Hint, Severity};
use crate::text::Span;
use crate::text::script::{Script, script_of};
use crate::text::stem::Stems;

/// What became of a concept of the source.
enum Fate {
    /// The translation has it, or nothing can be asked of it.
    Kept,
    /// It is there in letters near those of the glossary.
    Near(usize, Span),
    /// It is not there.
    Missing,
    /// It is there as a piece of another title only.
    Within(Other),
    /// It is there less often than in the source.
    Fewer(usize, usize),
}

impl Terms<'_> {
    /// Looks for the renderings of all terms of the source.
    pub(super) fn missing(&self, hits: &Hits<'_>, rules: Rules, said: &mut Said) {
        let mut done: Vec<usize> = Vec::new();
        for hit in &hits.source {
            let Some((at, meant)) = self.asks_for(hits, hit) else {
                self.unchanged(hits, hit, rules, &mut said.faults);
                continue;
            };
            if done.contains(&at) {
                continue;
            }
            let fate = match meant {
                Meant::Hardly if !self.titles[at] => continue,
                _ => self.fate(hits, hit, at),
            };
            // Another rank in the translation speaks for a title in the source.
            if meant == Meant::Hardly && !matches!(fate, Fate::Within(_)) {
                continue;
            }
            done.push(at);
            let kept = matches!(fate, Fate::Kept | Fate::Near(..));
            let span = hit.span;
            said.asked.push(Asked {
                concept: at,
                span,
                kept,
            });
            match fate {
                Fate::Near(concept, span) if rules.has(Rule::OddSpelling) => {
                    said.faults.extend(self.near_spelling(hits, concept, span));
                }
                _ if !kept && rules.has(Rule::MissingTerm) => {
                    let mut fault = self.missing_term(hits, hit, at, &fate);
                    if meant < Meant::Surely {
                        fault.severity = Severity::Warning;
                    }
                    said.faults.push(fault);
                }
                _ => {}
            }
        }
    }

    /// Returns the concept that a term of the source asks for in the translation, and how surely: the
    /// first of its homonyms that something speaks for, else the first. None if one of them has no term there, for then nobody
    /// knows what to expect.
    fn asks_for(&self, hits: &Hits<'_>, hit: &Hit) -> Option<(usize, Meant)> {
        let known = |entry: &Entry| self.known[entry.concept].expected.is_some();
        if !hit.entries.iter().all(known) {
            return None;
        }
        let asked = hit.entries.iter().filter(|entry| {
            self.known[entry.concept].enforced && self.term(entry).status != Status::Draft
        });
        let meant = asked.map(|entry| (entry.concept, self.meant(hits, hit, entry)));
        let mut meant = meant.filter(|(_, meant)| *meant > Meant::No).peekable();
        let first = meant.peek().copied();
        meant.find(|(_, meant)| *meant > Meant::Hardly).or(first)
    }

    /// Tells whether something speaks for a term of the source.
    pub(super) fn is_asked_for(&self, hits: &Hits<'_>, hit: &Hit) -> bool {
        let asked = self.asks_for(hits, hit);
        asked.is_some_and(|(_, meant)| meant > Meant::Hardly)
    }

    fn fate(&self, hits: &Hits<'_>, hit: &Hit, at: usize) -> Fate {
        let within = Cell::new(None);
        let counts = |found: &Hit, concept: usize| {
            let other = self.other_rank(hits, hit, found.span, concept);
            within.set(within.get().or(other));
            other.is_none()
        };
        let has = |concept: usize| {
            let found = hits.in_target(concept);
            let mut good = found.filter(|(_, entry)| !self.term(entry).is_bad());
            good.any(|(found, _)| counts(found, concept))
        };
        let of_homonym = |entry: &Entry| {
            // What may stay as it is need not be translated.
            let stays = !self.concept(entry.concept).translate || is_code(hits.source_text(hit));
            has(entry.concept)
                || stays && self.is_kept(hits, hit, entry.concept)
                || self.is_short_alone(entry) && hits.has_any(self.term(entry))
                || within.get().is_none() && self.is_inflected(hits, entry.concept)
                || self.has_form(hits, hit, entry.concept)
                || self.is_joined(hits, hit, entry.concept)
        };
        if !hit.entries.iter().any(of_homonym) {
            if let Some(other) = within.get() {
                return Fate::Within(other);
            }
            let near = |entry: &Entry| {
                let mut terms = self
                    .concept(entry.concept)
                    .terms_in(&self.target)
                    .filter(|term| !term.is_bad());
                let span = terms.find_map(|term| hits.find_near(term))?;
                Some(Fate::Near(entry.concept, span))
            };
            return hit.entries.iter().find_map(near).unwrap_or(Fate::Missing);
        }
        if self.concept(at).count == Count::Equal && hit.entries.len() == 1 {
            let of_source = hits
                .source
                .iter()
                .filter(|other| other.entries.iter().any(|entry| entry.concept == at));
            let source = of_source.count();
            let found = hits.in_target(at).filter(|(found, _)| counts(found, at));
            let target = apart(found.map(|(found, _)| found.span));
            if target < source {
                return Fate::Fewer(source, target);
            }
        }
        Fate::Kept
    }

    /// Tells whether a term is an abbreviation, of which the language of the translation has none.
    fn is_short_alone(&self, entry: &Entry) -> bool {
        let is_short = |term: &Term| term.form == Some(TermType::Abbreviation);
        let mut terms = self.concept(entry.concept).terms_in(&self.target);
        is_short(self.term(entry)) && !terms.any(is_short)
    }

    /// Tells whether the translation has a term of a concept with an ending: in a script that has
    /// spaces between words most languages have some, and no glossary lists them all.
    fn is_inflected(&self, hits: &Hits<'_>, at: usize) -> bool {
        let target: &str = hits.pair.target.text;
        let mut small = None;
        let mut good = self
            .concept(at)
            .terms_in(&self.target)
            .filter(|term| term.is_good());
        good.any(|term| {
            let mut spellings = term.spellings().map(|spelling| spelling.value.as_str());
            let latin = |one: &str| {
                one.chars()
                    .all(|c| c.is_ascii() || matches!(script_of(c), None | Some(Script::Latin)))
            };
            spellings.any(|one| {
                latin(one) && {
                    let small = small.get_or_insert_with(|| target.to_lowercase());
                    has_inflected(small, &one.to_lowercase())
                }
            })
        })
    }

    /// Tells whether the translation has a term of a concept in another form, each word of it with an
    /// ending of its own: a place that is no term of another concept, nor another rank.
    fn has_form(&self, hits: &Hits<'_>, hit: &Hit, at: usize) -> bool {
        let Some(text) = hits.stems() else {
            return false;
        };
        let is_own = |span: Span| {
            let of_other = |other: &Hit| {
                other.span == span && other.entries.iter().all(|entry| entry.concept != at)
            };
            !hits.target.iter().any(of_other) && self.other_rank(hits, hit, span, at).is_none()
        };
        let terms = self.concept(at).terms_in(&self.target);
        let spellings = terms
            .filter(|term| term.is_good())
            .flat_map(Term::spellings);
        let mut stems = spellings.filter_map(|one| Stems::new(&one.value, &self.target));
        stems.any(|term| text.find(&term).any(is_own))
    }

    /// Checks the first of the concepts of a hit that are to stay as they are.
    fn unchanged(&self, hits: &Hits<'_>, hit: &Hit, rules: Rules, faults: &mut Vec<Fault>) {
        let mut names = hit.entries.iter().map(|entry| entry.concept);
        let stays = |at: &usize| {
            let concept = self.concept(*at);
            !concept.translate && !concept.is_draft()
        };
        let Some(at) = names
            .clone()
            .find(stays)
            .filter(|_| rules.has(Rule::ChangedName))
        else {
            return;
        };
        let kept = |at: usize| hits.in_target(at).next().is_some() || self.is_kept(hits, hit, at);
        let told = faults.iter().any(|fault| fault.concept == Some(at));
        // Of another meaning without a term nobody knows what to expect.
        if told || names.any(|at| kept(at) || self.concept(at).translate) {
            return;
        }
        let id = &self.concept(at).id.value;
        let written = hits.source_text(hit);
        let message = format!("\"{written}\" [{id}] does not stay as it is");
        let mut fault = Fault::new(Rule::ChangedName, Side::Target, message);
        fault.concept = Some(at);
        fault.source.push(hit.span);
        fault.hint = Some(format!("write \"{written}\" in the translation too").into());
        if let Some(term) = self.concept(at).terms_in(&self.source).next() {
            fault
                .related
                .push((self.place(at, term), "is not translated".to_owned()));
        }
        faults.push(fault);
    }

    /// Tells whether the translation has a spelling of a concept as it is written in the source.
    fn is_kept(&self, hits: &Hits<'_>, hit: &Hit, at: usize) -> bool {
        let mut terms = self.concept(at).terms_in(&self.source);
        let target = hits.pair.target.text;
        target.contains(hits.source_text(hit)) || terms.any(|term| hits.has_any(term))
    }

    fn missing_term(&self, hits: &Hits<'_>, hit: &Hit, at: usize, fate: &Fate) -> Fault {
        let id = &self.concept(at).id.value;
        let written = hits.source_text(hit);
        let message = match fate {
            Fate::Fewer(source, target) => format!(
                "\"{written}\" [{id}] is {source} times in the source, {target} times in the translation"
            ),
            Fate::Within(other) => {
                let found = &hits.pair.target.text[other.span.range()];
                let what = match other.concept {
                    Some(other) => format!("[{}]", self.concept(other).id.value),
                    None => "another rank".to_owned(),
                };
                let asked = self.with_rank(hits, hit);
                format!("\"{asked}\" [{id}] is \"{found}\" in the translation, which is {what}")
            }
            _ => format!("the translation has no term for \"{written}\" [{id}]"),
        };
        let mut fault = Fault::new(Rule::MissingTerm, Side::Target, message);
        if let Fate::Within(other) = fate {
            fault.target.push(other.span);
        }
        fault.concept = Some(at);
        let of_concept = |other: &&Hit| other.entries.iter().any(|entry| entry.concept == at);
        fault.source = hits
            .source
            .iter()
            .filter(of_concept)
            .map(|hit| hit.span)
            .collect();
        let meanings = hit.entries.iter().filter_map(|entry| {
            let term = self.expected(entry.concept)?;
            Some((entry.concept, term))
        });
        let mut expected = String::new();
        for (concept, term) in meanings {
            let separator = if expected.is_empty() { "" } else { " or " };
            let _ = write!(expected, "{separator}\"{}\"", term.text.value);
            fault.related.push((
                self.place(concept, term),
                format!("the term of {}", self.concept(concept).id.value),
            ));
        }
        fault.hint = Some(Hint::from(format!("expected {expected}")));
        fault
    }
}

/// Tells whether a text has a term at the head of a word, with no more than a short ending.
fn has_inflected(text: &str, term: &str) -> bool {
    /// The longest ending, in letters.
    const ENDING: usize = 3;
    /// A shorter term is the head of too many words.
    const LEAST: usize = 4;
    term.chars().nth(LEAST - 1).is_some()
        && text.match_indices(term).any(|(at, _)| {
            let inside = text[..at]
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric);
            let mut after = text[at + term.len()..].chars();
            !inside
                && (after
                    .by_ref()
                    .take(ENDING + 1)
                    .take_while(|c| c.is_alphabetic())
                    .count()
                    <= ENDING)
        })
}

/// Tells whether a name is like a code, as `COVID-19` is: many languages keep those as they are.
fn is_code(written: &str) -> bool {
    written.contains(|c: char| c.is_ascii_digit())
        && written.contains(|c: char| c.is_ascii_uppercase())
        && !written.contains(' ')
}

/// Counts the spans that do not overlap.
fn apart(spans: impl Iterator<Item = Span>) -> usize {
    let (mut count, mut end) = (0, 0);
    for span in spans {
        if span.start >= end {
            count += 1;
            end = span.end;
        }
    }
    count
}
