//! What only all documents together can tell: the same text translated in several ways, and several
//! texts translated in one. Which of several is told hangs on how often each comes, and on the texts
//! themselves, not on the order of the documents.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::pair::Pair;
use super::unit::{Fault, Side, Unit};
use crate::report::rule::{Rule, Rules};

/// What stands for the texts of a unit: equal if they are, but for spaces, signs and capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prints {
    source: u64,
    target: u64,
    /// Whether the texts are long enough to be compared, and no plural forms, of which several are
    /// right.
    told: bool,
}

impl Prints {
    pub(super) fn of(pair: &Pair<'_>) -> Prints {
        let (source, target) = (print(pair.source.text), print(pair.target.text));
        Prints {
            source: source.0,
            target: target.0,
            told: pair.unit.plural.is_none() && pair.is_whole() && source.1.min(target.1) >= LEAST,
        }
    }
}

/// A text of fewer letters is a word that is translated by what stands around it.
const LEAST: usize = 9;

/// Returns a number that stands for a text without what is not compared, and how many letters it has.
fn print(text: &str) -> (u64, usize) {
    const FACTOR: u64 = 0x517C_C1B7_2722_0A95;
    let (mut sum, mut count) = (0_u64, 0);
    for c in text.chars() {
        if !(c.is_ascii_alphanumeric() || c as u32 > 0x7F && is_compared(c)) {
            continue;
        }
        count += 1;
        let c = u64::from(c.to_ascii_lowercase() as u32);
        sum = (sum.rotate_left(5) ^ c).wrapping_mul(FACTOR);
    }
    (sum ^ sum >> 31, count)
}

fn is_compared(c: char) -> bool {
    !matches!(c, '\u{A0}' | '\u{AB}' | '\u{BB}' | '\u{17D4}'..='\u{17D6}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3003}' | '\u{FEFF}' | '\u{FF01}'..='\u{FF0F}')
}

/// Checks all units, each with its prints; calls for every fault with the place of its unit.
pub(super) fn check(
    prints: &[Prints],
    units: &[&Unit],
    rules: Rules,
    mut fault: impl FnMut(usize, Fault),
) {
    if rules.has(Rule::SeveralTranslations) {
        differing(
            prints,
            |one| (one.source, one.target),
            |at, usual, times| {
                let other = units[usual].target.plain_text();
                let message = format!(
                    "the same source is translated otherwise {}: \"{}\"",
                    often(times),
                    other.trim()
                );
                fault(
                    at,
                    Fault::new(Rule::SeveralTranslations, Side::Target, message),
                );
            },
        );
    }
    if rules.has(Rule::SeveralSources) {
        differing(
            prints,
            |one| (one.target, one.source),
            |at, usual, times| {
                let other = units[usual].source.plain_text();
                let message = format!(
                    "another source has the same translation {}: \"{}\"",
                    often(times),
                    other.trim()
                );
                fault(at, Fault::new(Rule::SeveralSources, Side::Target, message));
            },
        );
    }
}

fn often(times: usize) -> String {
    match times {
        1 => "elsewhere".to_owned(),
        times => format!("{times} times elsewhere"),
    }
}

/// Looks for units that are equal in the first print and differ in the second: calls for those that
/// have not what comes most often, with a unit that has it and how often it comes.
fn differing(
    prints: &[Prints],
    of: impl Fn(&Prints) -> (u64, u64),
    mut found: impl FnMut(usize, usize, usize),
) {
    let mut first: FxHashMap<u64, u64> = FxHashMap::default();
    // Keys of more than one text; nearly all have one.
    let mut several: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for one in prints.iter().filter(|one| one.told) {
        let (key, other) = of(one);
        if *first.entry(key).or_insert(other) != other {
            several.entry(key).or_default();
        }
    }
    if several.is_empty() {
        return;
    }
    for (at, one) in prints.iter().enumerate().filter(|(_, one)| one.told) {
        if let Some(units) = several.get_mut(&of(one).0) {
            units.push(at);
        }
    }
    for units in several.values() {
        let mut counts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
        for &at in units {
            counts.entry(of(&prints[at]).1).or_insert((0, at)).0 += 1;
        }
        let usual = counts
            .iter()
            .max_by_key(|(print, (times, _))| (*times, **print));
        let Some((&usual, &(times, example))) = usual else {
            continue;
        };
        for &at in units.iter().filter(|&&at| of(&prints[at]).1 != usual) {
            found(at, example, times);
        }
    }
}
