//! What weighted beads teach about pairs of words: the expected counts of one step of training.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::corpus::Document;
use super::super::lattice::Weighted;
use super::{NULL, Pair};

/// Beads with more word pairs than this teach nothing worth their price.
const MOST_PAIRS: usize = 1 << 20;

/// The word pairs inside weighted beads, each distinct pair numbered once, in their order.
pub(super) struct Lessons<'a> {
    pub(super) pairs: Vec<Pair>,
    beads: Vec<Lesson<'a>>,
    /// The numbers of the pairs, by source token, then target token: see [`Partners`].
    slots: Vec<u32>,
}

struct Lesson<'a> {
    document: &'a Document,
    partners: Arc<Partners>,
    bead: &'a Weighted,
}

/// Which target lines each source line meets in beads.
///
/// The slots of a source token are those of all target tokens in the lines that its line meets. So
/// beads that share two lines share their slots, and in each bead the slots of a source token are
/// neighbours.
struct Partners {
    lines: Vec<Line>,
}

/// What a source line meets.
#[derive(Default)]
struct Line {
    /// The target lines, ascending, and where their slots begin, from the first of each source token.
    partners: Vec<(usize, usize)>,
    /// Slots of a source token.
    width: usize,
    /// The first slot of the first source token.
    start: usize,
}

impl Partners {
    fn new(document: &Document, beads: &[&Weighted], slots: &mut usize) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        lines.resize_with(document.source.len(), Line::default);
        for bead in beads {
            for line in bead.source.clone() {
                let targets = bead.target.clone().map(|target| (target, 0));
                lines[line].partners.extend(targets);
            }
        }
        for (i, line) in lines.iter_mut().enumerate() {
            line.partners.sort_unstable();
            line.partners.dedup();
            for (target, offset) in &mut line.partners {
                *offset = line.width;
                line.width += document.target.line(*target).len();
            }
            line.start = *slots;
            *slots += line.width * document.source.line(i).len();
        }
        Partners { lines }
    }

    /// Returns for each source token of a bead where its slots begin.
    fn rows(&self, document: &Document, bead: &Weighted) -> impl Iterator<Item = usize> {
        let target = bead.target.start;
        bead.source.clone().flat_map(move |i| {
            let line = &self.lines[i];
            let place = line.partners.partition_point(|&(other, _)| other < target);
            let offset = line.partners.get(place).map_or(0, |&(_, offset)| offset);
            (0..document.source.line(i).len()).map(move |q| line.start + q * line.width + offset)
        })
    }
}

/// A source token: its word, its document and line, and where its slots begin.
#[derive(Clone, Copy)]
struct Token {
    word: u32,
    document: u32,
    line: u32,
    slot: usize,
}

impl<'a> Lessons<'a> {
    pub(super) fn new(documents: &[&'a Document], beads: &'a [Vec<Weighted>]) -> Self {
        let (mut lessons, mut tokens) = (Vec::new(), Vec::new());
        let mut slots = 0;
        let mut met = Vec::with_capacity(documents.len());
        for (number, (&document, beads)) in documents.iter().zip(beads).enumerate() {
            let pairs = |bead: &Weighted| {
                let sources = document.source.tokens(bead.source.clone()).count();
                sources * document.target.tokens(bead.target.clone()).count()
            };
            let beads: Vec<&Weighted> = (beads.iter())
                .filter(|bead| (1..=MOST_PAIRS).contains(&pairs(bead)))
                .collect();
            let partners = Arc::new(Partners::new(document, &beads, &mut slots));
            for (i, line) in partners.lines.iter().enumerate() {
                let words = document.source.line(i).iter().enumerate();
                tokens.extend(words.filter(|_| line.width > 0).map(|(q, &word)| Token {
                    word,
                    document: number as u32,
                    line: i as u32,
                    slot: line.start + q * line.width,
                }));
            }
            lessons.extend(beads.into_iter().map(|bead| Lesson {
                document,
                partners: Arc::clone(&partners),
                bead,
            }));
            met.push(partners);
        }
        tokens.sort_by_key(|token| token.word);
        let mut lessons = Lessons {
            pairs: Vec::new(),
            beads: lessons,
            slots: vec![0; slots],
        };
        lessons.number(documents, &met, &tokens);
        lessons
    }

    /// Numbers the distinct pairs, one source word after the other.
    fn number(&mut self, documents: &[&Document], met: &[Arc<Partners>], tokens: &[Token]) {
        let words = |document: &Document| {
            let lines = 0..document.target.len();
            document.target.tokens(lines).max().map_or(0, |f| f + 1)
        };
        let words = documents.iter().map(|document| words(document)).max();
        let mut ranks = vec![u32::MAX; words.unwrap_or(0) as usize];
        let mut found: Vec<u32> = Vec::new();
        for tokens in tokens.chunk_by(|a, b| a.word == b.word) {
            let others = |token: Token| {
                let document = documents[token.document as usize];
                let line = &met[token.document as usize].lines[token.line as usize];
                let lines = line.partners.iter();
                lines.flat_map(move |&(target, _)| document.target.line(target).iter().copied())
            };
            for f in tokens.iter().flat_map(|&token| others(token)) {
                if ranks[f as usize] == u32::MAX {
                    ranks[f as usize] = 0;
                    found.push(f);
                }
            }
            found.sort_unstable();
            for &f in &found {
                ranks[f as usize] = self.pairs.len() as u32;
                self.pairs.push((tokens[0].word, f));
            }
            for &token in tokens {
                for (slot, f) in self.slots[token.slot..].iter_mut().zip(others(token)) {
                    *slot = ranks[f as usize];
                }
            }
            for f in found.drain(..) {
                ranks[f as usize] = u32::MAX;
            }
        }
    }

    /// Returns the expected count of each pair: both directions have to want it.
    pub(super) fn expect(&self, t: &[[f32; 2]]) -> Vec<f32> {
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
                    lesson.expect(&self.slots, t, &mut counts, &mut work);
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
    fn expect(&self, slots: &[u32], t: &[[f32; 2]], counts: &mut [f32], work: &mut Work) {
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
        let rows = || self.partners.rows(self.document, self.bead);
        for (start, [x, exp_x]) in rows().zip(source_places) {
            let slots = &slots[start..start + targets];
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
        for (start, row) in rows().zip(work.both.chunks_exact(targets)) {
            let slots = &slots[start..start + targets];
            for ((&slot, &[forth, back]), &column) in slots.iter().zip(row).zip(&work.columns) {
                counts[slot as usize] += weight * forth / column * back;
            }
        }
    }
}
