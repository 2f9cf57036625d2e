//! Which words translate which: learnt from the documents themselves, without a dictionary.
//!
//! The counts are those of IBM model 1 (Brown et al. 1993), trained in both directions at once and
//! kept only where the two directions agree (Liang, Taskar & Klein 2006), weighted by how probable
//! each bead is. What looks alike in both texts (numbers, names, punctuation) starts with credit.
//! Knows nothing of glossaries or memories: what they tell has to come as word pairs.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::{Corpus, Document};
use super::lattice::Weighted;
use crate::segment::word::{Kind, Vocabulary};

/// Probability mass that a word is translated by nothing.
const NULL: f32 = 0.01;
/// Taken off every count for scoring: a pair seen once proves nothing.
const DISCOUNT: f32 = 0.6;
/// Strength of the background distribution in scores.
const BACKGROUND: f32 = 2.0;
/// Beads with more word pairs than this teach nothing worth their price.
const MOST_PAIRS: usize = 1 << 20;
/// Share of a word's weight that needs no support from the other side, before anything is known.
const FREE: f32 = 0.6;

/// Joint counts of word pairs, one table for both directions.
pub(super) struct Lexicon {
    sides: [Words; 2],
    /// Pairs with credit for looking alike, sorted.
    credit: Vec<(Pair, f32)>,
    /// Learnt counts, sorted by pair.
    counts: Vec<(Pair, f32)>,
    rounds: usize,
}

/// A source word and a target word.
type Pair = (u32, u32);

/// What is known of the words of one side.
struct Words {
    /// Share of each word in all tokens.
    share: Vec<f32>,
    /// Sum of the credit of each word.
    credit: Vec<f32>,
    /// Sum of the learnt counts of each word.
    total: Vec<f32>,
    /// Share of each word's weight that needs no support from the other side.
    free: Vec<f32>,
}

impl Words {
    fn new(vocabulary: &Vocabulary) -> Self {
        let tokens = vocabulary
            .counts()
            .iter()
            .map(|&count| count as f32)
            .sum::<f32>()
            .max(1.0);
        let len = vocabulary.len();
        Words {
            share: vocabulary
                .counts()
                .iter()
                .map(|&count| count as f32 / tokens)
                .collect(),
            credit: vec![0.0; len],
            total: vec![0.0; len],
            free: vec![FREE; len],
        }
    }
}

impl Lexicon {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut sides = [&corpus.source_words, &corpus.target_words].map(Words::new);
        let credit = alike(&corpus.source_words, &corpus.target_words);
        for &((e, f), value) in &credit {
            sides[0].credit[e as usize] += value;
            sides[1].credit[f as usize] += value;
        }
        Lexicon {
            sides,
            credit,
            counts: Vec::new(),
            rounds: 0,
        }
    }

    /// Learns from weighted beads: `beads[d]` are those of document `d`.
    pub(super) fn learn(&mut self, documents: &[&Document], beads: &[Vec<Weighted>]) {
        let lessons = Lessons::new(documents, beads);
        let mut counts = merge(&lessons.pairs, &self.counts);
        let credit = merge(&lessons.pairs, &self.credit);
        let inner = if self.rounds == 0 { 4 } else { 3 };
        for step in 0..inner {
            let untrained = self.rounds == 0 && step == 0;
            let t = self.translations(&lessons.pairs, &counts, &credit, untrained);
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
        untrained: bool,
    ) -> Vec<[f32; 2]> {
        let [source, target] = &self.sides;
        let probability = |count: f32, credit: f32, from: (&Words, u32), to: (&Words, u32)| {
            let (words, word) = (from.0, from.1 as usize);
            let share = to.0.share[to.1 as usize];
            if untrained {
                share + 0.2 * credit / words.credit[word].max(1.0)
            } else {
                (count + NULL * share + 0.5 * credit)
                    / (words.total[word] + NULL + 0.5 * words.credit[word])
            }
        };
        pairs
            .iter()
            .zip(counts.iter().zip(credit))
            .map(|(&(e, f), (&count, &credit))| {
                [
                    probability(count, credit, (source, e), (target, f)),
                    probability(count, credit, (target, f), (source, e)),
                ]
            })
            .collect()
    }

    /// Returns the table that scores target words given source words (`direction` 0) or the reverse
    /// (1).
    pub(super) fn table(&self, direction: usize) -> Table {
        let (given, scored) = (&self.sides[direction], &self.sides[1 - direction]);
        let weight: Vec<f32> = (given.total.iter().zip(&given.credit))
            .map(|(total, credit)| total + credit + BACKGROUND)
            .collect();
        let base: Vec<f32> = weight.iter().map(|weight| BACKGROUND / weight).collect();
        let turn = |(e, f): Pair| if direction == 0 { (e, f) } else { (f, e) };
        let mut entries: Vec<(Pair, Entry)> = union(&self.counts, &self.credit)
            .filter(|&(_, count, credit)| count > DISCOUNT || credit > 0.0)
            .map(|(pair, count, credit)| {
                let (e, f) = turn(pair);
                let share = scored.share[f as usize].max(f32::MIN_POSITIVE);
                let value = ((count - DISCOUNT).max(0.0) + credit) / weight[e as usize] / share;
                // A pair seen once must not be its own proof.
                let proof = if count <= 1.0 {
                    value.min(1.0 - base[e as usize])
                } else {
                    value
                };
                (
                    (e, f),
                    Entry {
                        word: f,
                        value,
                        proof,
                    },
                )
            })
            .collect();
        entries.sort_unstable_by_key(|&(pair, _)| pair);
        let mut rows = vec![0_u32; base.len() + 1];
        for ((e, _), _) in &entries {
            rows[*e as usize + 1] += 1;
        }
        for e in 0..base.len() {
            rows[e + 1] += rows[e];
        }
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
            let free = &mut self.sides[1 - direction].free;
            for ((free, supported), seen) in free.iter_mut().zip(supported).zip(seen) {
                *free = (1.0 - (supported + 3.0 * (1.0 - FREE)) / (seen + 3.0)).clamp(0.2, 0.9);
            }
        }
    }
}

/// Translation probabilities relative to chance, ready for scoring: of the words of one side given
/// the words of the other.
pub(super) struct Table {
    rows: Vec<u32>,
    entries: Vec<Entry>,
    base: Vec<f32>,
    free: Vec<f32>,
}

struct Entry {
    word: u32,
    /// What the pair adds to the base of the given word.
    value: f32,
    /// The same, as far as it counts as proof of the pair itself.
    proof: f32,
}

impl Table {
    fn row(&self, word: u32) -> &[Entry] {
        let word = word as usize;
        &self.entries[self.rows[word] as usize..self.rows[word + 1] as usize]
    }

    /// Scores lines of the other side against windows of given lines.
    ///
    /// For window start `i` and `scored[i]` the lines to look at, entry `[i][a * len + k]` is the
    /// log support of line `scored[i].start + k` in the window of `a + 1` lines from `i`.
    pub(super) fn score(
        &self,
        given: &super::corpus::Side,
        other: &super::corpus::Side,
        scored: &[std::ops::Range<usize>],
        most: usize,
    ) -> Vec<Vec<f32>> {
        let scratch = || vec![0.0_f32; self.free.len()];
        (0..given.len())
            .into_par_iter()
            .map_init(scratch, |sums, start| {
                let end = (start + most).min(given.len());
                let lines = scored[start].clone();
                let mut scores = Vec::with_capacity((end - start) * lines.len());
                let (mut base, mut count) = (0.0, 0.0);
                for line in start..end {
                    for &e in given.line(line) {
                        base += self.base[e as usize];
                        count += 1.0;
                        for entry in self.row(e) {
                            sums[entry.word as usize] += entry.value;
                        }
                    }
                    let scale = 1.0 / f32::max(count, 1.0);
                    scores.extend(
                        lines
                            .clone()
                            .map(|j| self.support(other.line(j), sums, base, scale)),
                    );
                }
                for line in start..end {
                    for &e in given.line(line) {
                        for entry in self.row(e) {
                            sums[entry.word as usize] = 0.0;
                        }
                    }
                }
                scores
            })
            .collect()
    }

    /// Sums the log support of the words of a line. Multiplies the factors and takes few logarithms.
    fn support(&self, line: &[u32], sums: &[f32], base: f32, scale: f32) -> f32 {
        let (mut log, mut product) = (0.0_f64, 1.0_f64);
        for &f in line {
            let f = f as usize;
            let free = self.free[f];
            product *= f64::from(free + (1.0 - free) * scale * (base + sums[f]));
            if !(1e-200..=1e200).contains(&product) {
                log += product.ln();
                product = 1.0;
            }
        }
        (log + product.ln()) as f32
    }
}

/// The word pairs inside weighted beads, each distinct pair numbered once.
struct Lessons<'a> {
    pairs: Vec<Pair>,
    beads: Vec<Lesson<'a>>,
}

struct Lesson<'a> {
    document: &'a Document,
    bead: &'a Weighted,
    /// For each source token, for each target token: the number of the pair.
    slots: Vec<u32>,
}

impl<'a> Lessons<'a> {
    fn new(documents: &[&'a Document], beads: &'a [Vec<Weighted>]) -> Self {
        let mut numbers: FxHashMap<Pair, u32> = FxHashMap::default();
        let mut lessons = Vec::new();
        for (&document, beads) in documents.iter().zip(beads) {
            for bead in beads {
                let sources = document.source.tokens(bead.source.clone());
                let targets = document.target.tokens(bead.target.clone());
                let size = sources.clone().count() * targets.clone().count();
                if size > MOST_PAIRS {
                    continue;
                }
                let mut slots = Vec::with_capacity(size);
                for e in sources {
                    for f in targets.clone() {
                        let next = numbers.len() as u32;
                        slots.push(*numbers.entry((e, f)).or_insert(next));
                    }
                }
                lessons.push(Lesson {
                    document,
                    bead,
                    slots,
                });
            }
        }
        // Numbers follow the sorted pairs, so that tables can be merged by walking along.
        let mut order: Vec<(Pair, u32)> = numbers.drain().collect();
        order.sort_unstable();
        let mut rank = vec![0_u32; order.len()];
        for (place, &(_, number)) in order.iter().enumerate() {
            rank[number as usize] = place as u32;
        }
        lessons.par_iter_mut().for_each(|lesson| {
            for slot in &mut lesson.slots {
                *slot = rank[*slot as usize];
            }
        });
        Lessons {
            pairs: order.into_iter().map(|(pair, _)| pair).collect(),
            beads: lessons,
        }
    }

    /// Returns the expected count of each pair: both directions have to want it.
    fn expect(&self, t: &[[f32; 2]]) -> Vec<f32> {
        // A fixed number of parts, whatever the number of cores: the same sums, the same bytes.
        const PARTS: usize = 2;
        let size = self.beads.len().div_ceil(PARTS).max(1);
        let parts: Vec<Vec<f32>> = self
            .beads
            .par_chunks(size)
            .map(|lessons| {
                let mut counts = vec![0.0; self.pairs.len()];
                let mut work = Work::default();
                for lesson in lessons {
                    lesson.expect(t, &mut counts, &mut work);
                }
                counts
            })
            .collect();
        parts
            .into_iter()
            .reduce(|mut sum, part| {
                sum.iter_mut()
                    .zip(part)
                    .for_each(|(sum, count)| *sum += count);
                sum
            })
            .unwrap_or_default()
    }
}

/// Buffers that one lesson after another uses.
#[derive(Default)]
struct Work {
    both: Vec<[f32; 2]>,
    columns: Vec<f32>,
}

impl Lesson<'_> {
    fn expect(&self, t: &[[f32; 2]], counts: &mut [f32], work: &mut Work) {
        let sources = self
            .document
            .source
            .tokens(self.bead.source.clone())
            .count();
        let targets = self
            .document
            .target
            .tokens(self.bead.target.clone())
            .count();
        if sources == 0 || targets == 0 {
            return;
        }
        // exp(-|x - y|) is the product of two exponentials, one for each place.
        let places = |count: usize| -> Vec<[f32; 2]> {
            (0..count)
                .map(|k| (k as f32 + 0.5) / count as f32)
                .map(|place| [place, place.exp()])
                .collect()
        };
        let (source_places, target_places) = (places(sources), places(targets));
        work.both.clear();
        work.columns.clear();
        work.columns.resize(targets, NULL);
        for (q, [x, exp_x]) in source_places.into_iter().enumerate() {
            let slots = &self.slots[q * targets..(q + 1) * targets];
            let from = work.both.len();
            let mut row = NULL;
            for ((&slot, &[y, exp_y]), column) in
                slots.iter().zip(&target_places).zip(&mut work.columns)
            {
                let nearness = if x < y { exp_x / exp_y } else { exp_y / exp_x };
                let [forth, back] = t[slot as usize];
                let (forth, back) = (forth * nearness, back * nearness);
                *column += forth;
                row += back;
                work.both.push([forth, back]);
            }
            for pair in &mut work.both[from..] {
                pair[1] /= row;
            }
        }
        let weight = self.bead.weight as f32;
        for (q, slots) in self.slots.chunks_exact(targets).enumerate() {
            let row = &work.both[q * targets..(q + 1) * targets];
            for ((&slot, &[forth, back]), &column) in slots.iter().zip(row).zip(&work.columns) {
                counts[slot as usize] += weight * forth / column * back;
            }
        }
    }
}

/// Looks up `table` (sorted) for each of `pairs` (sorted): 0 where it has none.
fn merge(pairs: &[Pair], table: &[(Pair, f32)]) -> Vec<f32> {
    let mut rest = table.iter().peekable();
    pairs
        .iter()
        .map(|pair| {
            while rest.next_if(|(other, _)| other < pair).is_some() {}
            rest.peek()
                .filter(|(other, _)| other == pair)
                .map_or(0.0, |&&(_, value)| value)
        })
        .collect()
}

/// Walks along two sorted tables: every pair of either with the value of each.
fn union<'a>(
    left: &'a [(Pair, f32)],
    right: &'a [(Pair, f32)],
) -> impl Iterator<Item = (Pair, f32, f32)> + 'a {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    std::iter::from_fn(move || {
        let pair = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) => a.0.min(b.0),
            (Some(a), None) => a.0,
            (None, Some(b)) => b.0,
            (None, None) => return None,
        };
        let value = |next: Option<&(Pair, f32)>| next.map_or(0.0, |&(_, value)| value);
        let count = value(left.next_if(|(other, _)| *other == pair));
        let credit = value(right.next_if(|(other, _)| *other == pair));
        Some((pair, count, credit))
    })
}

/// Finds the pairs that look alike: the same number, punctuation mark or word of three letters or
/// more, and, with half the credit, rare words that begin with the same four letters.
fn alike(source: &Vocabulary, target: &Vocabulary) -> Vec<(Pair, f32)> {
    /// Words that begin alike by chance are common among frequent words.
    const RARE: u32 = 25;
    /// More than this many words with one beginning are a family, not a pair.
    const FAMILY: usize = 20;
    const PREFIX: usize = 4;
    let beginning = |word: &str| {
        word.char_indices()
            .nth(PREFIX)
            .map(|(end, _)| word[..end].to_owned())
    };
    let rare = |words: &Vocabulary, id: u32| {
        words.kind(id) == Kind::Word && words.counts()[id as usize] <= RARE
    };
    let mut families: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for f in 0..target.len() as u32 {
        if rare(target, f)
            && let Some(beginning) = beginning(target.word(f))
        {
            families.entry(beginning).or_default().push(f);
        }
    }
    let mut pairs = Vec::new();
    for e in 0..source.len() as u32 {
        let word = source.word(e);
        let telling = source.kind(e) != Kind::Word || word.chars().nth(2).is_some();
        let same = target.find(word).filter(|_| telling);
        pairs.extend(same.map(|f| ((e, f), 1.0)));
        if !rare(source, e) {
            continue;
        }
        let family = beginning(word).and_then(|beginning| families.get(&beginning));
        if let Some(family) = family.filter(|family| family.len() <= FAMILY) {
            let others = family.iter().filter(|&&f| Some(f) != same);
            pairs.extend(others.map(|&f| ((e, f), 0.5)));
        }
    }
    pairs.sort_unstable_by_key(|&(pair, _)| pair);
    pairs
}
