//! Learning a lexicon from sentence pairs: IBM model 1 with a null word, in both directions; a pair
//! is kept by how much it tells (count times log likelihood ratio), a fixed number in all.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Lexicon, STEMMING, Side, Stemming, WordPair, form};
use crate::segment::word::{self, Kind};
use crate::text::Lang;

/// How a lexicon is learnt.
#[derive(Clone, Copy, Debug)]
pub struct Training {
    /// The most pairs to keep.
    pub pairs: usize,
    /// Words seen less often than this are left out.
    pub least: u32,
}

impl Default for Training {
    fn default() -> Self {
        Training {
            pairs: 10_000,
            least: 2,
        }
    }
}

const ITERATIONS: usize = 6;
/// Sentences with more tokens than this teach little for their price.
const LONGEST: usize = 200;

/// Takes sentence pairs and makes a lexicon of them.
pub struct Trainer {
    langs: [Lang; 2],
    stemming: [Option<&'static Stemming>; 2],
    numbers: [FxHashMap<Box<str>, u32>; 2],
    counts: [Vec<u32>; 2],
    sentences: Vec<[Vec<u32>; 2]>,
}

impl Trainer {
    /// Begins a lexicon for two languages.
    pub fn new(source: Lang, target: Lang) -> Self {
        let stemming = |lang: &Lang| STEMMING.iter().find(|row| row.primary == lang.primary());
        Trainer {
            stemming: [stemming(&source), stemming(&target)],
            langs: [source, target],
            numbers: Default::default(),
            counts: Default::default(),
            sentences: Vec::new(),
        }
    }

    /// Takes a text and its translation.
    pub fn add(&mut self, source: &str, target: &str) {
        let sentence = [self.words(0, source), self.words(1, target)];
        if sentence
            .iter()
            .all(|words| (1..=LONGEST).contains(&words.len()))
        {
            self.sentences.push(sentence);
        }
    }

    /// Returns the number of pairs that can be learnt from.
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Tells whether there is nothing to learn from.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    fn words(&mut self, side: usize, text: &str) -> Vec<u32> {
        let (numbers, counts) = (&mut self.numbers[side], &mut self.counts[side]);
        let stemming = self.stemming[side];
        let mut words = Vec::new();
        word::dictionary_tokens(text, &mut |token, kind| {
            // Numbers and marks are told without a lexicon.
            if kind != Kind::Word {
                return;
            }
            let token = form(stemming, token);
            let next = counts.len() as u32;
            let number = *numbers.entry((*token).into()).or_insert(next);
            if number == next {
                counts.push(0);
            }
            counts[number as usize] += 1;
            words.push(number);
        });
        words
    }

    /// Learns the lexicon.
    pub fn finish(mut self, training: Training) -> Lexicon {
        for (side, counts) in self.counts.iter().enumerate() {
            for sentence in &mut self.sentences {
                sentence[side].retain(|&word| counts[word as usize] >= training.least);
            }
        }
        let mut slots: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for [source, target] in &self.sentences {
            for &e in source {
                for &f in target {
                    let next = slots.len() as u32;
                    slots.entry((e, f)).or_insert(next);
                }
            }
        }
        let mut pairs = vec![(0, 0); slots.len()];
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each pair goes to the place of its number"
        )]
        for (&pair, &slot) in &slots {
            pairs[slot as usize] = pair;
        }
        let (forth, back) = rayon::join(
            || self.model(&slots, &pairs, 0),
            || self.model(&slots, &pairs, 1),
        );
        let counts = forth
            .iter()
            .zip(&back)
            .map(|(forth, back)| f32::midpoint(*forth, *back));
        self.lexicon(&pairs, counts, training)
    }

    /// Trains one direction and returns the expected count of each pair.
    fn model(
        &self,
        slots: &FxHashMap<(u32, u32), u32>,
        pairs: &[(u32, u32)],
        given: usize,
    ) -> Vec<f32> {
        let given_of = |pair: (u32, u32)| (if given == 0 { pair.0 } else { pair.1 }) as usize;
        let sizes = self.counts[given].len();
        let scored = self.counts[1 - given].len().max(1) as f32;
        let mut counts = vec![0.0_f32; pairs.len()];
        let mut t = vec![1.0 / scored; pairs.len()];
        let mut null = vec![1.0 / scored; self.counts[1 - given].len()];
        for _ in 0..ITERATIONS {
            counts.fill(0.0);
            let mut null_counts = vec![0.0_f32; null.len()];
            for sentence in &self.sentences {
                for &f in &sentence[1 - given] {
                    let slot = |e: u32| slots[&if given == 0 { (e, f) } else { (f, e) }] as usize;
                    let mut sum = null[f as usize];
                    for &e in &sentence[given] {
                        sum += t[slot(e)];
                    }
                    null_counts[f as usize] += null[f as usize] / sum;
                    for &e in &sentence[given] {
                        counts[slot(e)] += t[slot(e)] / sum;
                    }
                }
            }
            let mut totals = vec![0.5_f32; sizes];
            for (&pair, &count) in pairs.iter().zip(&counts) {
                totals[given_of(pair)] += count;
            }
            t.par_iter_mut()
                .zip(pairs)
                .zip(&counts)
                .for_each(|((t, &pair), &count)| {
                    *t = count / totals[given_of(pair)];
                });
            let total = null_counts.iter().sum::<f32>() + 0.5;
            null = null_counts.into_iter().map(|count| count / total).collect();
        }
        counts
    }

    /// Keeps the pairs that tell most.
    fn lexicon(
        self,
        pairs: &[(u32, u32)],
        counts: impl Iterator<Item = f32>,
        training: Training,
    ) -> Lexicon {
        let sentences = self.sentences.len().max(1) as f32;
        let seen = |side: usize, word: u32| self.counts[side][word as usize] as f32;
        let worth = |&((e, f), count): &((u32, u32), f32)| {
            count * (count * sentences / (seen(0, e) * seen(1, f))).ln()
        };
        let mut kept: Vec<((u32, u32), f32)> = pairs
            .iter()
            .copied()
            .zip(counts)
            .filter(|&(_, count)| count > 0.75)
            .collect();
        kept.retain(|pair| worth(pair) > 0.0);
        // Ties are settled by the numbers, which follow the text.
        kept.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.0.cmp(&b.0)));
        kept.truncate(training.pairs);
        let words = |side: usize| {
            let number = |pair: &(u32, u32)| if side == 0 { pair.0 } else { pair.1 };
            let mut wanted = vec![false; self.counts[side].len()];
            for (pair, _) in &kept {
                wanted[number(pair) as usize] = true;
            }
            let mut words: Vec<(&str, u32)> = self.numbers[side]
                .iter()
                .filter(|&(_, &number)| wanted[number as usize])
                .map(|(word, &number)| (&**word, number))
                .collect();
            words.sort_unstable();
            words
        };
        let (source, target) = (words(0), words(1));
        let place = |words: &[(&str, u32)]| -> FxHashMap<u32, u32> {
            (0..)
                .zip(words)
                .map(|(place, &(_, number))| (number, place))
                .collect()
        };
        let (source_place, target_place) = (place(&source), place(&target));
        let mut entries: Vec<WordPair> = kept
            .iter()
            .map(|&((e, f), count)| WordPair {
                source: source_place[&e],
                target: target_place[&f],
                count,
            })
            .collect();
        entries.sort_unstable_by_key(|pair| (pair.source, pair.target));
        let side = |side: usize, words: &[(&str, u32)]| {
            let words = words
                .iter()
                .map(|&(word, number)| (word.into(), seen(side, number)));
            let total = self.counts[side].iter().sum::<u32>() as f32;
            Side::new(self.langs[side].clone(), words.collect(), total)
        };
        Lexicon {
            sides: [side(0, &source), side(1, &target)],
            pairs: entries,
        }
    }
}
