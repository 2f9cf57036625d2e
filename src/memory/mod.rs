//! Translations that are there already, found again by their source: the same segment, and segments
//! that are like it. A memory is built once from pairs of texts and then only asked; it lies in main
//! memory, and every look-up walks past all sources of a fitting length. Cuts by token as
//! [`word`](crate::segment::word) does, so that scripts without spaces need no dictionary. Judges no
//! translation, and returns texts as they were given, byte for byte.

pub mod fuzzy;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use self::fuzzy::{Pattern, Signature};
use crate::segment::word::Vocabulary;
use crate::text::fold::{Level, Options, fold};

/// Score of a segment that differs in nothing but what tokens do not show, such as capitals.
const NEAR: u8 = 99;

/// A segment with its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The text.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// Where it comes from: a number that means something to whoever asks.
    pub origin: usize,
}

/// A unit whose source is like the segment that was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// How like, in percent. 100 where the match keys are the same ([`Level::Match`], capitals
    /// kept), and nowhere else.
    pub score: u8,
    /// The unit.
    pub unit: &'a Unit,
    /// Its number in the memory.
    number: usize,
}

/// Units with the same match key of the source.
#[derive(Debug)]
struct Source {
    tokens: Box<[u32]>,
    /// Numbers of the units, the newest first, no two with the same target.
    units: Vec<usize>,
}

/// A memory for look-ups in one direction.
#[derive(Debug, Default)]
pub struct Memory {
    units: Vec<Unit>,
    vocabulary: Vocabulary,
    sources: Vec<Source>,
    /// Numbers of the sources by match key.
    keys: FxHashMap<Box<str>, usize>,
    /// Numbers of the sources by how many tokens they have, with the signatures, which are all that
    /// is looked at of most.
    lengths: BTreeMap<usize, Vec<(Signature, usize)>>,
}

impl Memory {
    /// Makes a memory of units, the oldest first. Of units with the same source and target only the
    /// newest is found.
    pub fn new(units: Vec<Unit>) -> Self {
        let mut memory = Memory::default();
        let mut seen: FxHashSet<(usize, &str)> = FxHashSet::default();
        for (number, unit) in units.iter().enumerate().rev() {
            let source = memory.source(&unit.source);
            if seen.insert((source, &unit.target)) {
                memory.sources[source].units.push(number);
            }
        }
        drop(seen);
        memory.units = units;
        memory
    }

    /// Returns the number of units that can be found.
    pub fn len(&self) -> usize {
        self.sources.iter().map(|source| source.units.len()).sum()
    }

    /// Tells whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Returns the number of a source, which is new where its key is.
    fn source(&mut self, text: &str) -> usize {
        let key = key(text);
        if let Some(&number) = self.keys.get(key.as_ref()) {
            return number;
        }
        let number = self.sources.len();
        let mut tokens = Vec::new();
        self.vocabulary.tokens(text, None, &mut tokens);
        if (1..=fuzzy::LONGEST).contains(&tokens.len()) {
            let signature = tokens.iter().copied().collect();
            let alike = self.lengths.entry(tokens.len()).or_default();
            alike.push((signature, number));
        }
        self.sources.push(Source {
            tokens: tokens.into(),
            units: Vec::new(),
        });
        self.keys.insert(key.into(), number);
        number
    }

    /// Finds at most `most` units that are like a text by at least `threshold` percent: the most
    /// alike first, and of those the newest first.
    ///
    /// ```
    /// use chancery::memory::{Memory, Unit};
    ///
    /// let unit = |source: &str, target: &str| Unit {
    ///     source: source.to_owned(),
    ///     target: target.to_owned(),
    ///     origin: 0,
    /// };
    /// let memory = Memory::new(vec![unit("Visas are free.", "Les visas sont gratuits.")]);
    /// let found = memory.look_up("Visas are not free.", 70, 3);
    /// assert_eq!((found[0].score, found.len()), (80, 1));
    /// ```
    pub fn look_up(&self, text: &str, threshold: u8, most: usize) -> Vec<Found<'_>> {
        let mut best = Best {
            memory: self,
            found: Vec::new(),
            threshold: threshold.max(1),
            most,
        };
        let same = self.keys.get(key(text).as_ref()).copied();
        if let Some(same) = same {
            best.offer(same, 100);
        }
        if best.least() > NEAR {
            return best.found;
        }
        let mut tokens = Vec::new();
        self.vocabulary.find_tokens(text, None, &mut tokens);
        if tokens.is_empty() || tokens.len() > fuzzy::LONGEST {
            return best.found;
        }
        let pattern = Pattern::new(&tokens);
        for (&len, sources) in self.lengths.range(pattern.lengths(best.least())) {
            for &(signature, number) in sources {
                let least = best.least();
                if Some(number) == same || !pattern.may_reach(least, len, signature) {
                    continue;
                }
                if let Some(score) = pattern.score(&self.sources[number].tokens, least) {
                    best.offer(number, score.min(NEAR));
                }
            }
        }
        best.found
    }
}

/// Returns what is the same in texts that are the same.
fn key(text: &str) -> std::borrow::Cow<'_, str> {
    fold(text, Level::Match, Options::default()).key
}

/// The best units so far, in order.
struct Best<'a> {
    memory: &'a Memory,
    found: Vec<Found<'a>>,
    threshold: u8,
    most: usize,
}

impl Best<'_> {
    /// Returns the least score that is still of use.
    fn least(&self) -> u8 {
        match self.found.last() {
            _ if self.most == 0 => u8::MAX,
            Some(last) if self.found.len() == self.most => last.score,
            _ => self.threshold,
        }
    }

    /// Takes the units of a source that are good enough.
    fn offer(&mut self, source: usize, score: u8) {
        if score < self.least() {
            return;
        }
        for &number in &self.memory.sources[source].units {
            let rank = |found: &Found| Reverse((found.score, found.number));
            let own = Found {
                score,
                unit: &self.memory.units[number],
                number,
            };
            let place = self.found.partition_point(|found| rank(found) < rank(&own));
            if place >= self.most {
                return;
            }
            self.found.insert(place, own);
            self.found.truncate(self.most);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::segment::word;

    fn memory(pairs: &[(&str, &str)]) -> Memory {
        let units = pairs.iter().enumerate();
        Memory::new(
            units
                .map(|(origin, (source, target))| Unit {
                    source: (*source).to_owned(),
                    target: (*target).to_owned(),
                    origin,
                })
                .collect(),
        )
    }

    fn found(memory: &Memory, text: &str, threshold: u8, most: usize) -> Vec<(u8, usize)> {
        let found = memory.look_up(text, threshold, most);
        let rows = found.iter().map(|found| (found.score, found.unit.origin));
        rows.collect()
    }

    #[test]
    fn what_is_seen_is_compared_and_habits_are_not() {
        let memory = memory(&[("The “note” of  5 May.", "x")]);
        for (text, score) in [
            ("The “note” of  5 May.", 100),
            ("The \"note\" of\u{A0}\u{17E5} May.", 100),
            ("THE \"NOTE\" of 5 May.", 99),
            ("The \"note\" of 6 May.", 87),
            ("The \"note\" of 5 May", 87),
        ] {
            assert_eq!(found(&memory, text, 50, 1), [(score, 0)], "{text}");
        }
        assert_eq!(found(&memory, "Nothing of the kind", 50, 1), []);
    }

    #[test]
    fn amounts_written_in_two_ways_are_not_the_same() {
        let memory = memory(&[("1.000 riel", "x")]);
        assert_eq!(found(&memory, "1,000 riel", 70, 1), [(99, 0)]);
    }

    #[test]
    fn khmer_is_compared_by_clusters() {
        // "Kingdom of Cambodia" in ten clusters and with break hints; then the last cluster gone.
        let words = [
            "\u{1796}\u{17D2}\u{179A}\u{17C7}",
            "\u{179A}\u{17B6}\u{1787}\u{17B6}\u{178E}\u{17B6}\u{1785}\u{1780}\u{17D2}\u{179A}",
            "\u{1780}\u{1798}\u{17D2}\u{1796}\u{17BB}\u{1787}\u{17B6}",
        ];
        let whole = words.concat();
        let memory = memory(&[(&whole, "Kingdom of Cambodia")]);
        assert_eq!(found(&memory, &words.join("\u{200B}"), 100, 1), [(100, 0)]);
        let clusters = crate::text::script::clusters(&whole).count();
        let shorter = whole.trim_end_matches("\u{1787}\u{17B6}");
        let score = ((clusters - 1) * 100 / clusters) as u8;
        assert_eq!(found(&memory, shorter, 70, 1), [(score, 0)]);
    }

    #[test]
    fn the_newest_comes_first_and_no_pair_twice() {
        let memory = memory(&[
            ("Good day.", "A"),
            ("Good day.", "B"),
            ("Good day!", "C"),
            (" Good  day.", "A"),
        ]);
        assert_eq!(memory.len(), 3);
        let all = [(100, 3), (100, 1), (66, 2)];
        assert_eq!(found(&memory, "Good day.", 50, 9), all);
        for most in 0..3 {
            assert_eq!(found(&memory, "Good day.", 50, most), all[..most]);
        }
    }

    #[test]
    fn texts_without_tokens_are_found_when_they_are_the_same() {
        let memory = memory(&[("\u{7}", "x"), ("", "y")]);
        assert_eq!(found(&memory, "\u{7}", 70, 3).len(), 1);
        assert_eq!(found(&memory, "a", 1, 3), []);
        let long = "a ".repeat(fuzzy::LONGEST + 1);
        let memory = super::tests::memory(&[(&long, "x")]);
        assert_eq!(found(&memory, &long, 70, 3), [(100, 0)]);
        assert_eq!(found(&memory, &format!("{long} b"), 70, 3), []);
    }

    /// Scores two texts by the definition, with nothing left out.
    fn plain_score(a: &str, b: &str) -> u8 {
        if key(a) == key(b) {
            return 100;
        }
        let tokens = |text: &str| {
            let mut vocabulary = word::Vocabulary::default();
            let mut numbers = Vec::new();
            vocabulary.tokens(text, None, &mut numbers);
            let words = numbers.iter().map(|&number| vocabulary.word(number).into());
            words.collect::<Vec<Box<str>>>()
        };
        let (a, b) = (tokens(a), tokens(b));
        if a.is_empty() || b.is_empty() {
            return 0;
        }
        let longest = a.len().max(b.len());
        fuzzy::percent(strsim::generic_levenshtein(&a, &b), longest).min(NEAR)
    }

    fn text() -> impl Strategy<Value = String> {
        const WORDS: &[&str] = &[
            "the",
            "The",
            "note",
            "visa",
            "5",
            "\u{17E5}",
            "1,000",
            "1.000",
            ".",
            ",",
            "\u{201C}",
            "\"",
            "\u{1780}\u{17B6}",
            "\u{1798}\u{17D2}\u{1796}\u{17BB}",
            "\u{17D4}",
        ];
        let word = (
            prop::sample::select(WORDS),
            prop::sample::select(&["", " ", " ", " ", "\u{200B}"][..]),
        );
        vec(word, 0..9).prop_map(|words| words.into_iter().flat_map(|(a, b)| [a, b]).collect())
    }

    proptest! {
        #[test]
        fn nothing_above_the_threshold_is_lost(
            sources in vec((text(), 0..3_u8), 0..40),
            wanted in text(),
            threshold in 1..=100_u8,
            most in 0..6_usize,
        ) {
            let units: Vec<Unit> = (sources.iter().enumerate())
                .map(|(origin, (source, target))| Unit {
                    source: source.clone(),
                    target: target.to_string(),
                    origin,
                })
                .collect();
            let newest = |unit: &&Unit| {
                let same = |later: &Unit| {
                    key(&later.source) == key(&unit.source) && later.target == unit.target
                };
                !units[unit.origin + 1..].iter().any(same)
            };
            let mut expected: Vec<(u8, usize)> = (units.iter().filter(newest))
                .map(|unit| (plain_score(&wanted, &unit.source), unit.origin))
                .filter(|(score, _)| *score >= threshold)
                .collect();
            expected.sort_by_key(|row| Reverse(*row));
            expected.truncate(most);
            let memory = Memory::new(units.clone());
            prop_assert_eq!(found(&memory, &wanted, threshold, most), expected);
        }
    }
}
