//! Which words translate which: learnt from the documents themselves, without a dictionary.
//!
//! The counts are those of IBM model 1 (Brown et al. 1993), trained in both directions at once and
//! kept only where the two directions agree (Liang, Taskar & Klein 2006), weighted by how probable
//! each bead is. What looks alike in both texts (numbers, names, punctuation) starts with credit.
//! Knows nothing of glossaries or memories: what they tell has to come as word pairs.

mod known;
mod lessons;
mod table;

use self::known::{Known, alike, known_pairs};
use self::lessons::Lessons;
use self::table::Entry;
pub(super) use self::table::Table;
use super::corpus::{Corpus, Document};
use super::lattice::Weighted;
use super::lexicon::Lexicon;
use crate::segment::word::Vocabulary;

/// Probability mass that a word is translated by nothing.
const NULL: f32 = 0.01;
/// Taken off every count for scoring: a pair seen once proves nothing.
const DISCOUNT: f32 = 0.6;
/// Strength of the background distribution in scores.
const BACKGROUND: f32 = 2.5;
/// Share of a word's weight that needs no support from the other side, before anything is known.
const FREE: f32 = 0.6;
/// Strength of that first guess, in occurrences.
const FREE_PSEUDO: f32 = 3.0;
/// What the lexicon says of a word counts as much as this many occurrences.
const TRUST: f32 = 20.0;
/// The lexicon's word frequencies count as much as this many tokens.
const LEXICON_TOKENS: f32 = 10_000.0;

/// What is known of how words translate: learnt counts, one table for both directions, beside the
/// lexicon and what looks alike.
pub(super) struct WordModel {
    sides: [Words; 2],
    /// Pairs with credit for looking alike, sorted.
    credit: Vec<(Pair, f32)>,
    /// Pairs of the lexicon, sorted: weight in either direction.
    lexicon: Vec<(Pair, [f32; 2])>,
    /// Learnt counts, sorted by pair.
    counts: Vec<(Pair, f32)>,
    rounds: usize,
    coverage: f64,
}

/// A source word and a target word.
type Pair = (u32, u32);

/// What is known of the words of one side.
struct Words {
    /// Share of each word in all tokens.
    share: Vec<f32>,
    /// Sum of the credit of each word.
    credit: Vec<f32>,
    /// Weight that the lexicon has for each word: [`TRUST`] or nothing.
    trust: Vec<f32>,
    /// The part of the trust that goes to no word in particular.
    rest: Vec<f32>,
    /// Sum of the learnt counts of each word.
    total: Vec<f32>,
    /// Share of each word's weight that needs no support from the other side: before anything is
    /// learnt, and now.
    first_free: Vec<f32>,
    free: Vec<f32>,
}

impl Words {
    fn new(vocabulary: &Vocabulary, known: &Known) -> Self {
        // The lexicon knows better than a short text how frequent a word is.
        let weight = |(&count, share): (&u32, &f32)| count as f32 + LEXICON_TOKENS * share;
        let weights: Vec<f32> = vocabulary
            .counts()
            .iter()
            .zip(&known.share)
            .map(weight)
            .collect();
        let sum = weights.iter().sum::<f32>().max(1.0);
        let len = vocabulary.len();
        let trust = (known.number.iter()).map(|number| if number.is_some() { TRUST } else { 0.0 });
        let trust: Vec<f32> = trust.collect();
        Words {
            share: weights.iter().map(|weight| weight / sum).collect(),
            credit: vec![0.0; len],
            rest: trust.clone(),
            trust,
            total: vec![0.0; len],
            first_free: vec![FREE; len],
            free: vec![FREE; len],
        }
    }
}

impl WordModel {
    pub(super) fn new(corpus: &Corpus, lexicon: Option<&Lexicon>) -> Self {
        let vocabularies = [&corpus.source_words, &corpus.target_words];
        let known = [0, 1].map(|side| Known::new(vocabularies[side], lexicon, side));
        let mut sides = [0, 1].map(|side| Words::new(vocabularies[side], &known[side]));
        let credit = alike(&corpus.source_words, &corpus.target_words);
        for &((e, f), value) in &credit {
            sides[0].credit[e as usize] += value;
            sides[1].credit[f as usize] += value;
        }
        let pairs = lexicon.map_or_else(Vec::new, |lexicon| known_pairs(lexicon, &known));
        for &((e, f), [forth, back]) in &pairs {
            sides[0].rest[e as usize] -= forth;
            sides[1].rest[f as usize] -= back;
        }
        for side in &mut sides {
            for (word, &trust) in side.trust.iter().enumerate() {
                side.rest[word] = side.rest[word].max(0.0);
                if trust > 0.0 {
                    side.first_free[word] = (side.rest[word] / trust).clamp(0.1, 0.9);
                }
            }
            side.free.clone_from(&side.first_free);
        }
        let coverage = f64::midpoint(known[0].coverage, known[1].coverage);
        WordModel {
            sides,
            credit,
            lexicon: pairs,
            counts: Vec::new(),
            rounds: 0,
            coverage,
        }
    }

    /// Returns the share of the words in the documents that the lexicon has.
    pub(super) fn coverage(&self) -> f64 {
        self.coverage
    }

    /// Strength of the background distribution in scores: less where the lexicon knows more.
    fn background(&self) -> f32 {
        BACKGROUND - self.coverage as f32
    }

    /// Learns from weighted beads: `beads[d]` are those of document `d`.
    pub(super) fn learn(&mut self, documents: &[&Document], beads: &[Vec<Weighted>]) {
        let lessons = Lessons::new(documents, beads);
        let mut counts = merge(&lessons.pairs, &self.counts);
        let credit = merge(&lessons.pairs, &self.credit);
        let lexicon = merge(&lessons.pairs, &self.lexicon);
        let inner = if self.rounds == 0 { 4 } else { 3 };
        for step in 0..inner {
            let untrained = self.rounds == 0 && step == 0;
            let t = self.translations(&lessons.pairs, &counts, &credit, &lexicon, untrained);
            counts = lessons.expect(&t);
            for side in &mut self.sides {
                side.total.fill(0.0);
            }
            for (&(e, f), &count) in lessons.pairs.iter().zip(&counts) {
                self.sides[0].total[e as usize] += count;
                self.sides[1].total[f as usize] += count;
            }
        }
        self.counts = lessons
            .pairs
            .iter()
            .copied()
            .zip(counts)
            .filter(|c| c.1 > 1e-4)
            .collect();
        self.rounds += 1;
    }

    /// Returns for each pair the probabilities of the target word given the source word and the
    /// reverse.
    fn translations(
        &self,
        pairs: &[Pair],
        counts: &[f32],
        credit: &[f32],
        lexicon: &[[f32; 2]],
        untrained: bool,
    ) -> Vec<[f32; 2]> {
        let probability = |direction: usize, slot: usize| {
            let (e, f) = pairs[slot];
            let (from, to) = if direction == 0 { (e, f) } else { (f, e) };
            let (words, word) = (&self.sides[direction], from as usize);
            let share = self.sides[1 - direction].share[to as usize];
            let (trust, known) = (words.trust[word], lexicon[slot][direction]);
            if untrained && trust == 0.0 {
                return share + 0.2 * credit[slot] / words.credit[word].max(1.0);
            }
            (counts[slot] + NULL * share + 0.5 * credit[slot] + known + words.rest[word] * share)
                / (words.total[word] + NULL + 0.5 * words.credit[word] + trust)
        };
        (0..pairs.len())
            .map(|slot| [probability(0, slot), probability(1, slot)])
            .collect()
    }

    /// Returns the table that scores target words given source words (`direction` 0) or the reverse
    /// (1).
    pub(super) fn table(&self, direction: usize) -> Table {
        let (given, scored) = (&self.sides[direction], &self.sides[1 - direction]);
        let background = self.background();
        let weight: Vec<f32> = (given.total.iter().zip(&given.credit).zip(&given.trust))
            .map(|((total, credit), trust)| total + credit + trust + background)
            .collect();
        let base: Vec<f32> = given
            .rest
            .iter()
            .zip(&weight)
            .map(|(rest, weight)| (background + rest) / weight)
            .collect();
        let turn = |(e, f): Pair| if direction == 0 { (e, f) } else { (f, e) };
        let learnt = union(&self.counts, &self.credit);
        let learnt: Vec<(Pair, (f32, f32))> = learnt
            .map(|(pair, count, credit)| (pair, (count, credit)))
            .collect();
        let mut entries: Vec<(Pair, Entry)> = union(&learnt, &self.lexicon)
            .filter(|&(_, (count, credit), known)| {
                count > DISCOUNT || credit > 0.0 || known[direction] > 0.0
            })
            .map(|(pair, (count, credit), known)| {
                let (e, f) = turn(pair);
                let scale =
                    1.0 / (weight[e as usize] * scored.share[f as usize].max(f32::MIN_POSITIVE));
                let known = known[direction] * scale;
                let seen = ((count - DISCOUNT).max(0.0) + credit) * scale;
                // A pair seen once must not be its own proof.
                let proof = if count <= 1.0 {
                    seen.min(1.0 - base[e as usize]).max(0.0)
                } else {
                    seen
                };
                (
                    (e, f),
                    Entry {
                        word: f,
                        value: seen + known,
                        proof: proof + known,
                    },
                )
            })
            .collect();
        entries.sort_unstable_by_key(|&(pair, _)| pair);
        let rows = starts(entries.iter().map(|((e, _), _)| *e), base.len());
        let entries = entries.into_iter().map(|(_, entry)| entry).collect();
        Table {
            rows,
            entries,
            base,
            free: scored.free.clone(),
        }
    }

    /// Learns how far each word can be trusted to be translated: one that always finds support costs
    /// much where it finds none.
    pub(super) fn weigh(&mut self, documents: &[&Document], beads: &[Vec<Weighted>]) {
        for direction in 0..2 {
            let table = self.table(direction);
            let words = table.free.len();
            let (mut supported, mut seen) = (vec![0.0_f32; words], vec![0.0_f32; words]);
            let mut sums = vec![0.0_f32; words];
            for (&document, beads) in documents.iter().zip(beads) {
                let sides = [&document.source, &document.target];
                for bead in beads {
                    let windows = [bead.source.clone(), bead.target.clone()];
                    let given = sides[direction].tokens(windows[direction].clone());
                    let scored = sides[1 - direction].tokens(windows[1 - direction].clone());
                    let count = given.clone().count().max(1) as f32;
                    let mut base = 0.0;
                    for e in given.clone() {
                        base += table.base[e as usize];
                        for entry in table.row(e) {
                            sums[entry.word as usize] += entry.proof;
                        }
                    }
                    for f in scored {
                        let f = f as usize;
                        let free = table.free[f];
                        let support = (1.0 - free) * (base + sums[f]) / count;
                        seen[f] += bead.weight as f32;
                        supported[f] += bead.weight as f32 * support / (free + support);
                    }
                    for e in given {
                        for entry in table.row(e) {
                            sums[entry.word as usize] = 0.0;
                        }
                    }
                }
            }
            let words = &mut self.sides[1 - direction];
            for (word, free) in words.free.iter_mut().enumerate() {
                let first = words.first_free[word];
                let support = supported[word] + FREE_PSEUDO * (1.0 - first);
                *free = (1.0 - support / (seen[word] + FREE_PSEUDO)).clamp(0.2_f32.min(first), 0.9);
            }
        }
    }
}

/// Returns where the run of each of so many words starts among words in order, and where the last ends.
pub(super) fn starts(sorted: impl Iterator<Item = u32>, words: usize) -> Vec<u32> {
    let mut starts = vec![0; words + 1];
    for word in sorted {
        starts[word as usize + 1] += 1;
    }
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    starts
}

/// Looks up `table` (sorted) for each of `pairs` (sorted): the default where it has none.
fn merge<T: Copy + Default>(pairs: &[Pair], table: &[(Pair, T)]) -> Vec<T> {
    let mut rest = table.iter().peekable();
    pairs
        .iter()
        .map(|pair| {
            while rest.next_if(|(other, _)| other < pair).is_some() {}
            rest.peek()
                .filter(|(other, _)| other == pair)
                .map_or_else(T::default, |&&(_, value)| value)
        })
        .collect()
}

/// Walks along two sorted tables: every pair of either with the value of each.
fn union<'a, A: Copy + Default, B: Copy + Default>(
    left: &'a [(Pair, A)],
    right: &'a [(Pair, B)],
) -> impl Iterator<Item = (Pair, A, B)> + 'a {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    std::iter::from_fn(move || {
        let pair = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) => a.0.min(b.0),
            (Some(a), None) => a.0,
            (None, Some(b)) => b.0,
            (None, None) => return None,
        };
        let a = left
            .next_if(|(other, _)| *other == pair)
            .map_or_else(A::default, |&(_, a)| a);
        let b = right
            .next_if(|(other, _)| *other == pair)
            .map_or_else(B::default, |&(_, b)| b);
        Some((pair, a, b))
    })
}
