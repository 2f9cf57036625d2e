//! The search: all alignments inside a band, summed (forward and backward) or maximised (Viterbi).
//!
//! A cell (i, j) stands for "i source and j target segments are done". It is reached in one of three
//! states: by a bead with both sides, by a source segment without counterpart, or by a target
//! segment without counterpart. Gaps come in runs, so what the next step costs depends on the state.
//! A run of gaps has one order only, source before target: the other would count the same alignment
//! twice.

mod band;
mod coarse;
mod path;
mod sums;

use std::ops::Range;

use rayon::prelude::*;

pub(super) use self::band::Band;
pub(super) use self::coarse::{CLASSES, Outline};
pub(super) use self::path::best_path;
pub(super) use self::sums::posteriors;
use super::bead::{Bead, Shape};

/// How a cell was reached.
pub(super) const MATCH: usize = 0;
/// By a source segment without counterpart.
pub(super) const SOURCE_GAP: usize = 1;
/// By a target segment without counterpart.
pub(super) const TARGET_GAP: usize = 2;
const STATES: usize = 3;

/// Probabilities of the next state, by state before.
pub(super) type Transitions = [[f64; STATES]; STATES];

/// What the largest number of a row is scaled to: far from both ends of what a double holds.
const TOP: f64 = 1e90;
/// The largest logarithm of a factor, and the largest of a bead of one source segment: four of these
/// in one bead are within the limit.
const MOST: f64 = 85.0;
const SINGLE: f64 = 18.0;

/// What the beads inside a band are worth, as factors.
///
/// What matters is only how alignments compare, and each of them holds every segment once. So every
/// factor is divided by a measure of each segment it holds, chosen such that going on with a run of
/// gaps costs nothing: however long a gap is, its end is not too small for a double. And a bead that
/// is too small for a float is far worse than leaving its segments alone.
pub(super) struct Scores {
    /// The shapes with both sides.
    shapes: Vec<Shape>,
    /// For each row and shape the beads that end in the cells of the row.
    beads: Vec<f32>,
    /// For each source segment what leaving it alone is worth.
    source_gaps: Vec<f64>,
    /// The same for target segments.
    target_gaps: Vec<f64>,
    /// What the step from one state to the next is worth.
    transitions: Transitions,
}

impl Scores {
    /// Takes logarithms: of `beads`, by row of the band, then shape, then cell, and of gaps. The
    /// `transitions` are probabilities.
    pub(super) fn new(
        band: &Band,
        shapes: Vec<Shape>,
        mut beads: Vec<f32>,
        gaps: [Vec<f64>; 2],
        transitions: Transitions,
    ) -> Self {
        let stay = |state: usize| transitions[state][state].max(f64::MIN_POSITIVE).ln();
        let [source_gaps, target_gaps] = gaps;
        let target_measure: Vec<f64> = target_gaps
            .iter()
            .map(|gap| gap + stay(TARGET_GAP))
            .collect();
        let target_sums = sums(target_measure.iter());
        let mut rows = band.split(&mut beads, shapes.len());
        // A segment with a bead of overwhelming worth is measured by that.
        let excess = |i: usize, row: &[f32]| {
            let most = (shapes.iter().zip(row.chunks_exact(band.row(i).len())))
                .filter(|(shape, _)| shape.sources == 1)
                .flat_map(|(_, plane)| plane)
                .fold(f32::NEG_INFINITY, |most, &worth| most.max(worth));
            (f64::from(most) - source_gaps[i - 1] - SINGLE).max(0.0)
        };
        let source_measure: Vec<f64> = (source_gaps.par_iter().enumerate())
            .map(|(i, gap)| gap + stay(SOURCE_GAP) + excess(i + 1, rows[i + 1]))
            .collect();
        let source_sums = sums(source_measure.iter());
        rows.par_iter_mut().enumerate().for_each(|(i, row)| {
            for (shape, plane) in shapes.iter().zip(row.chunks_exact_mut(band.row(i).len())) {
                if shape.sources > i {
                    plane.fill(0.0);
                    continue;
                }
                let source = source_sums[i] - source_sums[i - shape.sources];
                for (j, worth) in band.row(i).zip(plane) {
                    *worth = if shape.targets > j {
                        0.0
                    } else {
                        let target = target_sums[j] - target_sums[j - shape.targets];
                        (f64::from(*worth) - source - target).min(MOST).exp() as f32
                    };
                }
            }
        });
        let net = |gaps: &[f64], measure: &[f64]| {
            let pairs = gaps.iter().zip(measure);
            pairs.map(|(gap, measure)| (gap - measure).exp()).collect()
        };
        Scores {
            source_gaps: net(&source_gaps, &source_measure),
            target_gaps: net(&target_gaps, &target_measure),
            shapes,
            beads,
            transitions,
        }
    }

    /// Returns the factors of the beads of one shape (by column) that end in the cells of a row.
    fn plane(&self, band: &Band, i: usize, column: usize) -> &[f32] {
        let len = band.row(i).len();
        let from = band.offset(i) * self.shapes.len() + column * len;
        &self.beads[from..from + len]
    }
}

/// Sums up to each place.
fn sums<'a>(numbers: impl Iterator<Item = &'a f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let rest = numbers.map(|number| {
        sum += number;
        sum
    });
    std::iter::once(0.0).chain(rest).collect()
}

/// A bead with its posterior probability.
#[derive(Clone, Debug)]
pub(super) struct Weighted {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    pub(super) shape: usize,
    pub(super) weight: f64,
}

/// What forward and backward together tell.
#[derive(Debug, Default)]
pub(super) struct Posteriors {
    /// Beads with both sides whose probability is at least the threshold that was asked for.
    pub(super) beads: Vec<Weighted>,
    /// Probability that a source segment stands alone.
    pub(super) source_gaps: Vec<f64>,
    /// Probability that a target segment stands alone.
    pub(super) target_gaps: Vec<f64>,
    /// Expected number of steps from state to state.
    pub(super) steps: Transitions,
    /// For each number of source segments the cells that alignments of some probability go through.
    pub(super) seen: Vec<Range<usize>>,
}

impl Posteriors {
    /// Returns the probability of a bead of the best path.
    pub(super) fn of(&self, bead: &Bead) -> f64 {
        if bead.target.is_empty() {
            return self.source_gaps[bead.source.start];
        }
        if bead.source.is_empty() {
            return self.target_gaps[bead.target.start];
        }
        // `beads` are sorted by where they end.
        let end = (bead.source.end, bead.target.end);
        let from = self
            .beads
            .partition_point(|w| (w.source.end, w.target.end) < end);
        self.beads[from..]
            .iter()
            .take_while(|w| (w.source.end, w.target.end) == end)
            .find(|w| w.source == bead.source && w.target == bead.target)
            .map_or(0.0, |w| w.weight)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scores(band: &Band, sources: usize, targets: usize, bead: impl Fn(usize) -> f32) -> Scores {
        let shapes = [(1, 1), (1, 2), (2, 1)];
        let shapes = shapes
            .map(|(sources, targets)| Shape { sources, targets })
            .to_vec();
        let transitions = [[0.9, 0.05, 0.05], [0.6, 0.3, 0.1], [0.6, 0.0, 0.4]];
        let beads = (0..band.cells() * shapes.len()).map(bead).collect();
        let gaps = [vec![0.0; sources], vec![0.0; targets]];
        Scores::new(band, shapes, beads, gaps, transitions)
    }

    fn diagonal(sources: usize, targets: usize, radius: usize) -> Band {
        let at = |i: usize| targets * i / sources.max(1);
        let cells: Vec<_> = (0..=sources).map(|i| at(i)..at(i) + 1).collect();
        Band::around(&cells, targets, radius)
    }

    proptest! {
        #[test]
        fn bands_hold_a_path(
            sources in 0_usize..40,
            targets in 0_usize..40,
            radius in 0_usize..5,
        ) {
            let band = diagonal(sources, targets, radius);
            prop_assert!(band.row(0).contains(&0));
            prop_assert_eq!(band.row(sources).end, targets + 1);
            let scores = scores(&band, sources, targets, |_| -1.0);
            let beads = best_path(&band, &scores);
            let alignment = super::super::Alignment {
                beads,
                ..Default::default()
            };
            prop_assert!(alignment.is_complete(sources, targets));
        }

        #[test]
        fn every_segment_is_somewhere(
            sources in 1_usize..12,
            targets in 1_usize..12,
            seed in 0_usize..1000,
        ) {
            let band = diagonal(sources, targets, 12);
            let scores = scores(&band, sources, targets, |i| ((i * 7 + seed) % 13) as f32 - 6.0);
            let posteriors = posteriors(&band, &scores, 1e-12, 1e-3);
            for i in 0..sources {
                let inside: f64 = posteriors
                    .beads
                    .iter()
                    .filter(|bead| bead.source.contains(&i))
                    .map(|bead| bead.weight)
                    .sum();
                prop_assert!((inside + posteriors.source_gaps[i] - 1.0).abs() < 1e-6);
            }
            let steps: f64 = posteriors.steps.iter().flatten().sum();
            let beads: f64 = posteriors.beads.iter().map(|bead| bead.weight).sum();
            let gaps: f64 = posteriors.source_gaps.iter().sum::<f64>()
                + posteriors.target_gaps.iter().sum::<f64>();
            prop_assert!((steps - beads - gaps).abs() < 1e-6);
        }
    }

    #[test]
    fn a_transposed_band_has_the_same_cells() {
        let band = diagonal(10, 25, 3);
        let other = band.transposed();
        for i in 0..=10 {
            for j in 0..=25 {
                if band.cell(i, j).is_some() {
                    assert!(other.cell(j, i).is_some(), "{i} {j}");
                }
            }
        }
    }
}
