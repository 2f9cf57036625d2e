//! What became of each concept in all documents. One line on a term that translators never write says
//! more than a finding in each of its units; and what they write instead is worth a hint in each.
//!
//! Which texts are looked at for that hangs on the texts alone, not on the order of documents.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Terms;
use crate::check::pair::digest;
use crate::check::unit::Unit;
use crate::glossary::audit::{Row, drop_listed};
use crate::glossary::rendering::{Bitext, Occurrence, Pair, Query, Rendering};
use crate::report::Hint;
use crate::text::Span;
use crate::text::script::{clusters, is_unspaced};

/// What became of a concept; the pairs are units, counted through all documents.
pub type RollUp = Row;

/// Fewer units tell nothing of what translators write.
const LEAST: usize = 3;
/// The most units that are looked at for one concept: that tells a habit from chance.
const OF_CONCEPT: usize = 30;
/// How many units are looked at for all concepts together, whatever the number of units; and of how
/// many units one more. To weigh what may be a rendering takes far longer than to check a unit.
const LOOKED_AT: usize = 90;
const SHARE: usize = 40;
/// The most units without one of them that are looked at beside.
const BESIDE: usize = 200;
/// The most units that a row names.
const NAMED: usize = 5;

/// A concept that the translation of a unit must have.
pub(in crate::check) struct Asked {
    pub(super) concept: usize,
    /// Where it is in the source.
    pub(super) span: Span,
    /// Whether the translation has it.
    pub(super) kept: bool,
}

/// What is counted of a concept.
#[derive(Default)]
pub(in crate::check) struct Tally {
    hits: usize,
    unwanted: usize,
    missed: Vec<(usize, Span)>,
}

impl Tally {
    /// Counts what the terms of units say, given in order.
    pub(in crate::check) fn all<'a>(
        units: impl Iterator<Item = (&'a [Asked], &'a [usize])>,
    ) -> BTreeMap<usize, Tally> {
        let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
        for (unit, (asked, unwanted)) in units.enumerate() {
            for one in asked {
                let tally = tallies.entry(one.concept).or_default();
                tally.hits += 1;
                tally.unwanted += usize::from(unwanted.contains(&one.concept));
                if !one.kept {
                    tally.missed.push((unit, one.span));
                }
            }
        }
        tallies
    }
}

impl Terms<'_> {
    /// Puts together what became of the concepts, those that are missing most often first.
    pub(in crate::check) fn roll_up(
        &self,
        tallies: &BTreeMap<usize, Tally>,
        units: &[&Unit],
    ) -> Vec<RollUp> {
        let mut instead = self.instead(tallies, units);
        let rows = tallies.iter().map(|(&concept, tally)| Row {
            concept,
            hits: tally.hits,
            matched: tally.hits - tally.missed.len(),
            unwanted: tally.unwanted,
            instead: instead.remove(&concept).unwrap_or_default(),
            missed: tally
                .missed
                .iter()
                .take(NAMED)
                .map(|(unit, _)| *unit)
                .collect(),
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.sort_by_key(|row| {
            (
                Reverse(row.missing() + row.unwanted),
                Reverse(row.hits),
                row.concept,
            )
        });
        rows
    }

    /// Returns what translations have where the term of a concept is missing.
    fn instead(
        &self,
        tallies: &BTreeMap<usize, Tally>,
        units: &[&Unit],
    ) -> BTreeMap<usize, Vec<Rendering>> {
        let often = tallies
            .iter()
            .filter(|(_, tally)| tally.missed.len() >= LEAST);
        let mut often: Vec<(usize, &Tally)> =
            often.map(|(concept, tally)| (*concept, tally)).collect();
        often.sort_by_key(|(concept, tally)| (Reverse(tally.missed.len()), *concept));
        // Those that are missing most often, as far as it goes.
        let mut left = LOOKED_AT + units.len() / SHARE;
        often.retain(|(_, tally)| {
            let enough = left > 0;
            left = left.saturating_sub(tally.missed.len().min(OF_CONCEPT));
            enough
        });
        if often.is_empty() {
            return BTreeMap::new();
        }
        let mut sample = Sample::new(units);
        let places: Vec<Vec<(usize, Span)>> = often
            .iter()
            .map(|(_, tally)| sample.some(&tally.missed))
            .collect();
        let of_concepts: BTreeSet<usize> = places.iter().flatten().map(|(unit, _)| *unit).collect();
        let chosen = sample.in_order(&of_concepts);
        let pairs: Vec<Pair> = chosen.iter().map(|&unit| pair(units[unit])).collect();
        let numbers: BTreeMap<usize, usize> = chosen
            .iter()
            .enumerate()
            .map(|(at, &unit)| (unit, at))
            .collect();
        let queries: Vec<Query> = places
            .iter()
            .map(|places| {
                let places = places.iter().map(|(unit, span)| Occurrence {
                    pair: numbers[unit],
                    span: *span,
                });
                let mut places: Vec<Occurrence> = places.collect();
                places.sort_by_key(|place| place.pair);
                Query {
                    places,
                    short: None,
                }
            })
            .collect();
        let renderings = Bitext::new(&pairs).renderings(&queries);
        let mut instead = BTreeMap::new();
        for ((concept, _), mut renderings) in often.into_iter().zip(renderings) {
            drop_listed(&mut renderings, self.concept(concept), &self.target);
            renderings.retain(|one| is_whole(&one.text, &pairs));
            instead.insert(concept, renderings);
        }
        instead
    }

    /// Returns what a translator may mean by what is written in place of a term, and how sure that is.
    pub(in crate::check) fn likely(&self, row: &RollUp, target: &str) -> Option<Hint> {
        let likely = row.admit()?;
        let Rendering {
            text, support, of, ..
        } = likely;
        let here = if target.contains(text.as_str()) {
            "likely here"
        } else {
            "elsewhere mostly"
        };
        let (concept, term) = (self.concept(row.concept), self.expected(row.concept)?);
        let hint = Hint::from(format!(
            "expected \"{}\"; {here} \"{text}\" ({support} of {of})",
            term.text.value
        ));
        Some(hint.admit(&concept.id.value, &self.target, text))
    }
}

/// Tells whether a piece of translations is whole words. In a script without spaces between words it is
/// none if one and the same letter stands before it wherever it is, or behind it: that belongs to it.
fn is_whole(text: &str, pairs: &[Pair]) -> bool {
    let mut sides: [BTreeSet<Option<char>>; 2] = Default::default();
    for pair in pairs {
        for (at, text) in pair.target.match_indices(text) {
            let beside = [
                pair.target[..at].chars().next_back(),
                pair.target[at + text.len()..].chars().next(),
            ];
            for (side, c) in sides.iter_mut().zip(beside) {
                side.insert(c.filter(|c| c.is_alphanumeric() || is_unspaced(*c)));
            }
        }
    }
    let edges = [text.chars().next(), text.chars().next_back()];
    edges
        .into_iter()
        .zip(&sides)
        .all(|(edge, beside)| match edge {
            Some(c) if is_unspaced(c) => beside.len() != 1 || beside.contains(&None),
            _ => beside.contains(&None),
        })
        && clusters_are_whole(text, &sides[1])
}

/// Tells whether no sign that stands behind a piece belongs to its last letter.
fn clusters_are_whole(text: &str, behind: &BTreeSet<Option<char>>) -> bool {
    behind.iter().flatten().all(|&c| {
        let with = format!("{text}{c}");
        clusters(&with)
            .last()
            .is_some_and(|last| last.start == text.len())
    })
}

fn pair(unit: &Unit) -> Pair {
    Pair {
        source: unit.source.plain_text().into_owned(),
        target: unit.target.plain_text().into_owned(),
    }
}

/// Chooses units by their texts.
struct Sample<'a> {
    units: &'a [&'a Unit],
    digests: BTreeMap<usize, (u64, u64)>,
}

impl<'a> Sample<'a> {
    fn new(units: &'a [&'a Unit]) -> Self {
        Sample {
            units,
            digests: BTreeMap::new(),
        }
    }

    fn digest(&mut self, unit: usize) -> (u64, u64) {
        let of = |unit: &Unit| {
            (
                digest(&unit.source.plain_text()),
                digest(&unit.target.plain_text()),
            )
        };
        *self
            .digests
            .entry(unit)
            .or_insert_with(|| of(self.units[unit]))
    }

    /// Returns some of the places of a concept.
    fn some(&mut self, places: &[(usize, Span)]) -> Vec<(usize, Span)> {
        let mut places = places.to_vec();
        places.sort_by_cached_key(|(unit, span)| (self.digest(*unit), *span));
        places.truncate(OF_CONCEPT);
        places
    }

    /// Returns units, and some others beside, in an order of their own.
    fn in_order(&mut self, units: &BTreeSet<usize>) -> Vec<usize> {
        let others = (0..self.units.len()).filter(|unit| !units.contains(unit));
        // Of many others a share is looked at, which their texts decide on.
        let share = (self.units.len() / BESIDE).max(1) as u64;
        let others =
            others.filter(|&unit| share == 1 || cheap(self.units[unit]).is_multiple_of(share));
        let mut chosen: Vec<usize> = others.chain(units.iter().copied()).collect();
        chosen.sort_by_cached_key(|unit| self.digest(*unit));
        chosen
    }
}

/// Returns a number that hangs on the lengths of the texts of a unit.
fn cheap(unit: &Unit) -> u64 {
    let (source, target) = (unit.source.plain_text(), unit.target.plain_text());
    (source.len() as u64 * 31 + target.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_proposed() {
        let of = |texts: &[&str], piece: &str| {
            let pairs = texts.iter().map(|text| Pair {
                source: String::new(),
                target: (*text).to_owned(),
            });
            is_whole(piece, &pairs.collect::<Vec<Pair>>())
        };
        // The first syllables of "leader", and the word.
        let texts = ["ក្នុងអ្នកដឹកនាំបាន", "នៃអ្នកដឹកនាំ", "ជាអ្នកដឹកនាំប្រទេស"];
        assert!(!of(&texts, "អ្នកដឹ"));
        assert!(!of(&texts, "អ្នកដ"));
        assert!(!of(&texts, "ដឹកនាំ"));
        assert!(of(&texts, "អ្នកដឹកនាំ"));
        assert!(of(&["អ្នកដឹកនាំ"], "អ្នកដឹកនាំ"));
        assert!(of(&["le bureau bleu", "Bureau"], "bureau"));
        assert!(!of(&["les bureaux", "bureaux"], "bureau"));
    }
}
