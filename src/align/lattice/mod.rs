//! The search: all alignments inside a band, summed (forward and backward) or maximised (Viterbi).
//!
//! A cell (i, j) stands for "i source and j target segments are done". It is reached in one of three
//! states: by a bead with both sides, by a source segment without counterpart, or by a target
//! segment without counterpart. Gaps come in runs, so what the next step costs depends on the state.
//! A run of gaps has one order only, source before target: the other would count the same alignment
//! twice.

mod band;
mod path;
mod sums;

use std::ops::Range;

pub(super) use self::band::Band;
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

/// Log probabilities of the next state, by state before.
pub(super) type Transitions = [[f64; STATES]; STATES];

const IMPOSSIBLE: f64 = f64::NEG_INFINITY;

/// What the beads inside a band are worth, as logarithms.
pub(super) struct Scores {
    /// The shapes with both sides, in the order of the columns of `beads`.
    pub(super) shapes: Vec<Shape>,
    /// For each cell and shape the worth of the bead that ends there.
    pub(super) beads: Vec<f32>,
    /// For each source segment what leaving it alone is worth.
    pub(super) source_gaps: Vec<f64>,
    /// The same for target segments.
    pub(super) target_gaps: Vec<f64>,
    /// What the step from one state to the next is worth.
    pub(super) transitions: Transitions,
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
        Scores {
            beads: (0..band.cells() * shapes.len()).map(bead).collect(),
            shapes,
            source_gaps: vec![0.0; sources],
            target_gaps: vec![0.0; targets],
            transitions: [
                [0.9_f64.ln(), 0.05_f64.ln(), 0.05_f64.ln()],
                [0.6_f64.ln(), 0.3_f64.ln(), 0.1_f64.ln()],
                [0.6_f64.ln(), IMPOSSIBLE, 0.4_f64.ln()],
            ],
        }
    }

    proptest! {
        #[test]
        fn bands_hold_a_path(
            sources in 0_usize..40,
            targets in 0_usize..40,
            radius in 0_usize..5,
        ) {
            let band = Band::diagonal(sources, targets, radius);
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
            let band = Band::diagonal(sources, targets, 12);
            let scores = scores(&band, sources, targets, |i| ((i * 7 + seed) % 13) as f32 - 6.0);
            let posteriors = posteriors(&band, &scores, 1e-12);
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
        let band = Band::diagonal(10, 25, 3);
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
