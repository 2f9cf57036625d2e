//! A bilingual lexicon that was learnt beforehand: which words translate which in general. A press
//! release has twenty sentences and cannot teach one; what a few thousand public sentence pairs have
//! taught makes up for that. It is evidence with a limited weight, never a rule: what the documents
//! themselves show counts beside it.

mod builtin;
mod file;
mod train;

use std::borrow::Cow;
use std::collections::BTreeMap;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use crate::segment::word::WordList;
use crate::text::Lang;

pub use self::builtin::builtin;
pub use self::file::{FileError, VERSION};
pub use self::train::{Trainer, Training};

/// Word pairs of two languages with the counts they were seen with.
#[derive(Clone, Debug)]
pub struct Lexicon {
    sides: [Side; 2],
    /// Sorted by source word, then target word.
    pairs: Vec<WordPair>,
}

/// A source word, a target word, and how often one was taken for the translation of the other.
#[derive(Clone, Copy, Debug, PartialEq)]
struct WordPair {
    source: u32,
    target: u32,
    count: f32,
}

#[derive(Clone, Debug)]
struct Side {
    lang: Lang,
    /// Folded, in the form that [`form`] gives, sorted.
    words: Vec<Box<str>>,
    /// How often each was seen.
    counts: Vec<f32>,
    /// Tokens seen in all, others included.
    total: f32,
    numbers: FxHashMap<Box<str>, u32>,
    stemmer: Option<&'static Stemming>,
}

/// Which languages have their words brought to stems.
struct Stemming {
    primary: &'static str,
    algorithm: Algorithm,
}

static STEMMING: &[Stemming] = &[Stemming {
    primary: "en",
    algorithm: Algorithm::English,
}];

impl std::fmt::Debug for Stemming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.primary)
    }
}

/// A translation of a word, as [`Lexicon::translations`] lists them.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation<'a> {
    /// The word of the other language.
    pub word: &'a str,
    /// Probability of this word given the one that was asked for.
    pub probability: f32,
}

impl Side {
    fn new(lang: Lang, words: Vec<(Box<str>, f32)>, total: f32) -> Self {
        let numbers = (0..)
            .zip(&words)
            .map(|(number, (word, _))| (word.clone(), number))
            .collect();
        let stemmer = STEMMING.iter().find(|row| row.primary == lang.primary());
        let (words, counts) = words.into_iter().unzip();
        Side {
            lang,
            words,
            counts,
            total,
            numbers,
            stemmer,
        }
    }

    fn with(&self, other: &Side) -> Self {
        let mut words: BTreeMap<Box<str>, f32> = [self, other]
            .into_iter()
            .flat_map(|side| side.words.iter().cloned())
            .map(|word| (word, 0.0))
            .collect();
        for side in [self, other] {
            for (word, count) in side.words.iter().zip(&side.counts) {
                *words.entry(word.clone()).or_default() += count;
            }
        }
        let words = words.into_iter().collect();
        Side::new(self.lang.clone(), words, self.total + other.total)
    }

    /// Returns the number of a word as it stands in a text, folded.
    fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(&*form(self.stemmer, word)).copied()
    }
}

/// Returns the form in which a folded word stands in the lexicon: its stem where the language has
/// endings that are known here.
fn form<'a>(stemming: Option<&Stemming>, word: &'a str) -> Cow<'a, str> {
    match stemming {
        Some(stemming) if word.is_ascii() && word.len() > 2 => Stemmer::new(stemming.algorithm)
            .stem(word)
            .into_owned()
            .into(),
        _ => word.into(),
    }
}

impl Lexicon {
    /// Returns the two languages.
    pub fn langs(&self) -> (&Lang, &Lang) {
        (&self.sides[0].lang, &self.sides[1].lang)
    }

    /// Returns the numbers of words of the two languages, and of pairs.
    pub fn size(&self) -> (usize, usize, usize) {
        (
            self.sides[0].words.len(),
            self.sides[1].words.len(),
            self.pairs.len(),
        )
    }

    /// Returns the same lexicon with source and target exchanged.
    #[must_use]
    pub fn flipped(self) -> Self {
        let [source, target] = self.sides;
        let mut pairs: Vec<WordPair> = self
            .pairs
            .into_iter()
            .map(|pair| WordPair {
                source: pair.target,
                target: pair.source,
                ..pair
            })
            .collect();
        pairs.sort_unstable_by_key(|pair| (pair.source, pair.target));
        Lexicon {
            sides: [target, source],
            pairs,
        }
    }

    /// Returns a lexicon with the counts of both; the languages are those of this one.
    #[must_use]
    pub fn with(&self, other: &Lexicon) -> Self {
        let merged = [0, 1].map(|side| self.sides[side].with(&other.sides[side]));
        let place = |from: &Lexicon, side: usize, word: u32| {
            merged[side].numbers[&from.sides[side].words[word as usize]]
        };
        let mut pairs: Vec<WordPair> = [self, other]
            .into_iter()
            .flat_map(|from| from.pairs.iter().map(move |pair| (from, pair)))
            .map(|(from, pair)| WordPair {
                source: place(from, 0, pair.source),
                target: place(from, 1, pair.target),
                count: pair.count,
            })
            .collect();
        pairs.sort_by_key(|pair| (pair.source, pair.target));
        pairs.dedup_by(|pair, kept| {
            let same = (pair.source, pair.target) == (kept.source, kept.target);
            if same {
                kept.count += pair.count;
            }
            same
        });
        Lexicon {
            sides: merged,
            pairs,
        }
    }

    /// Returns the words of a side that consist of several clusters, to be found in running text.
    pub(super) fn word_list(&self, side: usize) -> WordList {
        self.sides[side].words.iter().map(|word| &**word).collect()
    }

    /// Returns the number of a folded word of a side.
    pub(super) fn find(&self, side: usize, word: &str) -> Option<u32> {
        self.sides[side].find(word)
    }

    /// Returns the share of a word in all text of its side that was seen.
    pub(super) fn share(&self, side: usize, word: u32) -> f32 {
        self.sides[side].counts[word as usize] / self.sides[side].total.max(1.0)
    }

    /// Goes through all pairs: source word, target word, and the probabilities of the target word
    /// given the source word and the reverse.
    pub(super) fn probabilities(&self) -> impl Iterator<Item = (u32, u32, [f32; 2])> + '_ {
        // What was seen once or so says little.
        const DISCOUNT: f32 = 0.5;
        self.pairs.iter().map(
            |&WordPair {
                 source,
                 target,
                 count,
             }| {
                let seen = [
                    self.sides[0].counts[source as usize],
                    self.sides[1].counts[target as usize],
                ];
                let given =
                    |count: f32, seen: f32| ((count - DISCOUNT) / seen.max(1.0)).clamp(0.0, 1.0);
                (source, target, seen.map(|seen| given(count, seen)))
            },
        )
    }

    /// Lists the translations of a word of the source language, most probable first.
    pub fn translations(&self, word: &str) -> Vec<Translation<'_>> {
        let folded = crate::segment::word::key(word);
        let Some(number) = self.find(0, &folded) else {
            return Vec::new();
        };
        let mut found: Vec<Translation> = self
            .probabilities()
            .filter(|&(source, ..)| source == number)
            .map(|(_, target, [probability, _])| Translation {
                word: &self.sides[1].words[target as usize],
                probability,
            })
            .collect();
        found.sort_by(|a, b| {
            b.probability
                .total_cmp(&a.probability)
                .then(a.word.cmp(b.word))
        });
        found
    }
}
