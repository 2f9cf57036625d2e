//! What weighted beads teach about pairs of words: the expected counts of one step of training.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::corpus::Document;
use super::super::lattice::Weighted;
use super::{NULL, Pair};

/// Beads with more word pairs than this teach nothing worth their price.
const MOST_PAIRS: usize = 1 << 20;

/// The word pairs inside weighted beads, each distinct pair numbered once.
pub(super) struct Lessons<'a> {
    pub(super) pairs: Vec<Pair>,
    beads: Vec<Lesson<'a>>,
}

struct Lesson<'a> {
    document: &'a Document,
    bead: &'a Weighted,
    /// For each source token, for each target token: the number of the pair.
    slots: Vec<u32>,
}

impl<'a> Lessons<'a> {
    pub(super) fn new(documents: &[&'a Document], beads: &'a [Vec<Weighted>]) -> Self {
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
