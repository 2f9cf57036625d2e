//! Which words translate which: learnt from the documents themselves, without a dictionary.
//!
//! The counts are those of IBM model 1 (Brown et al. 1993), trained in both directions at once and
//! kept only where the two directions agree (Liang, Taskar & Klein 2006), weighted by how probable
//! each bead is. What looks alike in both texts (numbers, names, punctuation) starts with credit.
//! Knows nothing of glossaries or memories: what they tell has to come as word pairs.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::{Corpus, Document, Side};
use super::lattice::Weighted;
use super::lexicon::Lexicon;
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
        Words {
            share: weights.iter().map(|weight| weight / sum).collect(),
            credit: vec![0.0; len],
            trust: known
                .number
                .iter()
                .map(|n| if n.is_some() { TRUST } else { 0.0 })
                .collect(),
            rest: known
                .number
                .iter()
                .map(|n| if n.is_some() { TRUST } else { 0.0 })
                .collect(),
            total: vec![0.0; len],
            first_free: vec![FREE; len],
            free: vec![FREE; len],
        }
    }
}

/// The words of a vocabulary in the lexicon.
struct Known {
    number: Vec<Option<u32>>,
    /// Share of each word in all text, as far as the lexicon tells.
    share: Vec<f32>,
    /// Share of each form among the forms of the same lexicon word in the documents.
    part: Vec<f32>,
    /// For each lexicon word its forms in the documents.
    forms: FxHashMap<u32, Vec<u32>>,
    /// Share of the words in running text that the lexicon has.
    coverage: f64,
}

impl Known {
    fn new(vocabulary: &Vocabulary, lexicon: Option<&Lexicon>, side: usize) -> Self {
        let words = 0..vocabulary.len() as u32;
        let find = |word: u32| {
            let wanted = vocabulary.kind(word) == Kind::Word;
            lexicon
                .filter(|_| wanted)
                .and_then(|l| l.find(side, vocabulary.word(word)))
        };
        let number: Vec<Option<u32>> = words.clone().map(find).collect();
        let mut forms: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let (mut known, mut all) = (0.0, 0.0);
        for word in words {
            let count = f64::from(vocabulary.counts()[word as usize]);
            if vocabulary.kind(word) == Kind::Word {
                all += count;
            }
            if let Some(number) = number[word as usize] {
                forms.entry(number).or_default().push(word);
                known += count;
            }
        }
        let (mut share, mut part) = (vec![0.0; number.len()], vec![0.0; number.len()]);
        for (word, number) in number.iter().enumerate() {
            let (Some(number), Some(lexicon)) = (number, lexicon) else {
                continue;
            };
            let count = |word: usize| vocabulary.counts()[word] as f32;
            let sum: f32 = forms[number].iter().map(|&form| count(form as usize)).sum();
            part[word] = count(word) / sum.max(1.0);
            share[word] = lexicon.share(side, *number) * part[word];
        }
        Known {
            number,
            share,
            part,
            forms,
            coverage: known / f64::max(all, 1.0),
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
            let words = &mut self.sides[1 - direction];
            for (word, free) in words.free.iter_mut().enumerate() {
                let first = words.first_free[word];
                let support = supported[word] + FREE_PSEUDO * (1.0 - first);
                *free = (1.0 - support / (seen[word] + FREE_PSEUDO)).clamp(0.2_f32.min(first), 0.9);
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
    /// For a window that starts at line `i`, and `scored[i]` the lines to look at, entry
    /// `[i][v * len + k]` is the log support of line `scored[i].start + k` in view `v`. A view is a
    /// window: the weight of each of its lines, from the first. Views that reach past the end hold 0.
    pub(super) fn score(
        &self,
        given: &Side,
        other: &Side,
        scored: &[Range<usize>],
        views: &[Vec<f32>],
    ) -> Vec<Vec<f32>> {
        let scratch = || vec![0.0_f32; self.free.len()];
        (0..given.len())
            .into_par_iter()
            .map_init(scratch, |sums, start| {
                let lines = scored[start].clone();
                let mut scores = Vec::with_capacity(views.len() * lines.len());
                for view in views {
                    if start + view.len() > given.len() {
                        scores.resize(scores.len() + lines.len(), 0.0);
                        continue;
                    }
                    let (mut base, mut count) = (0.0, 0.0);
                    for (line, &weight) in (start..).zip(view) {
                        for &e in given.line(line) {
                            base += weight * self.base[e as usize];
                            count += weight;
                            for entry in self.row(e) {
                                sums[entry.word as usize] += weight * entry.value;
                            }
                        }
                    }
                    let scale = 1.0 / f32::max(count, 1e-3);
                    let support = |j| self.support(other.line(j), sums, base, scale);
                    scores.extend(lines.clone().map(support));
                    for line in start..start + view.len() {
                        for &e in given.line(line) {
                            for entry in self.row(e) {
                                sums[entry.word as usize] = 0.0;
                            }
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

/// Finds the pairs of the lexicon among the words of the documents. What a lexicon word has is
/// shared among its forms, so that "region" and "regions" count as one.
fn known_pairs(lexicon: &Lexicon, known: &[Known; 2]) -> Vec<(Pair, [f32; 2])> {
    /// Translations less probable than this are noise.
    const LEAST: f32 = 0.004;
    let mut pairs = Vec::new();
    for (source, target, [forth, back]) in lexicon.probabilities() {
        let forms = |side: usize, word: u32| known[side].forms.get(&word);
        let (Some(sources), Some(targets)) = (forms(0, source), forms(1, target)) else {
            continue;
        };
        let given = |probability: f32| {
            if probability > LEAST {
                TRUST * probability
            } else {
                0.0
            }
        };
        for &e in sources {
            for &f in targets {
                let forth = given(forth) * known[1].part[f as usize];
                let back = given(back) * known[0].part[e as usize];
                pairs.push(((e, f), [forth, back]));
            }
        }
    }
    pairs.sort_unstable_by_key(|&(pair, _)| pair);
    pairs
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
