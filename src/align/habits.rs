//! What one translation is like: how often segments are joined or left out, how long the target is,
//! how borders go together. Translators differ, so this is learnt for each pair of documents; a short
//! one learns from the others that are aligned at the same time, too.

use super::bead::Shape;
use super::corpus::Document;
use super::evidence::{Counts, Evidence};
use super::lattice::{Posteriors, Transitions};
use super::length::{LengthCounts, LengthModel};

/// A pair of documents with fewer beads than this learns from the others too, as much as it lacks.
const OTHERS: f64 = 50.0;
/// Strength of the first guess of the shapes, in beads.
const SHAPE_PSEUDO: f64 = 300.0;
/// Strength of the first guess of the gaps, in steps.
const STEP_PSEUDO: f64 = 30.0;
/// First guess of the steps between beads with both sides, source gaps and target gaps.
const STEPS: Transitions = [[0.94, 0.03, 0.03], [0.57, 0.40, 0.03], [0.60, 0.0, 0.40]];

/// What is known of one pair of documents.
pub(super) struct Habits {
    pub(super) shape_weights: Vec<f64>,
    pub(super) steps: Transitions,
    pub(super) length: LengthModel,
    pub(super) evidence: Option<Evidence>,
}

impl Habits {
    pub(super) fn new(shapes: &[Shape], length: LengthModel) -> Self {
        Habits {
            shape_weights: first_weights(shapes),
            steps: STEPS,
            length,
            evidence: None,
        }
    }

    /// Takes in what a pass has shown; `mean_source` is the mean length of a source segment.
    pub(super) fn learn(&mut self, shown: &Shown, shapes: &[Shape], mean_source: f64, pass: usize) {
        self.length.update(&shown.lengths, mean_source);
        self.shape_weights = weights(shapes, &shown.shapes);
        // After the first pass, gaps and borders are still too wrong to learn from.
        if pass >= 1 {
            self.steps = step_weights(&shown.steps);
            self.evidence = Some(Evidence::learn(&shown.borders));
        }
    }
}

/// What a pass has shown of a pair of documents, as expected counts.
#[derive(Clone)]
pub(super) struct Shown {
    lengths: LengthCounts,
    shapes: Vec<f64>,
    steps: Transitions,
    borders: Counts,
}

impl Shown {
    pub(super) fn new(shapes: usize) -> Self {
        Shown {
            lengths: LengthCounts::default(),
            shapes: vec![0.0; shapes],
            steps: Transitions::default(),
            borders: Counts::new(),
        }
    }

    /// Counts what the alignments of a document, or a part of one, show.
    pub(super) fn add(&mut self, habits: &Habits, document: &Document, posteriors: &Posteriors) {
        let (source, target) = (&document.source, &document.target);
        for bead in &posteriors.beads {
            self.shapes[bead.shape] += bead.weight;
            if bead.source.len() == 1 && bead.target.len() == 1 {
                let x = source.lengths[bead.source.start];
                let y = target.lengths[bead.target.start];
                self.lengths.add(&habits.length, x, y, bead.weight);
            }
        }
        for (sum, row) in self.steps.iter_mut().zip(&posteriors.steps) {
            sum.iter_mut().zip(row).for_each(|(sum, step)| *sum += step);
        }
        self.borders.add(document, posteriors);
    }

    /// Adds what others show, so many times. Taking away what was added leaves nothing below 0.
    pub(super) fn merge(&mut self, other: &Shown, times: f64) {
        self.lengths.merge(&other.lengths, times);
        self.borders.merge(&other.borders, times);
        let steps = self.steps.iter_mut().zip(&other.steps);
        let steps = steps.flat_map(|(to, from)| to.iter_mut().zip(from));
        let shapes = self.shapes.iter_mut().zip(&other.shapes);
        for (sum, count) in steps.chain(shapes) {
            *sum = (*sum + times * count).max(0.0);
        }
    }

    /// Adds what all the pairs together show but this one, where this one has few beads to learn from.
    #[must_use]
    pub(super) fn among(&self, all: &Shown) -> Shown {
        let missing = OTHERS - self.shapes.iter().sum::<f64>();
        let mut shown = self.clone();
        if missing > 0.0 {
            let mut others = all.clone();
            others.merge(self, -1.0);
            let beads: f64 = others.shapes.iter().sum();
            shown.merge(&others, (missing / beads.max(1.0)).min(1.0));
        }
        shown
    }
}

/// Returns how frequent each shape is in translations made by people, before looking: four times
/// rarer with each segment more.
fn first_weights(shapes: &[Shape]) -> Vec<f64> {
    let rarer = |times: usize| 0.25_f64.powf(times as f64);
    let weight = |shape: &Shape| match (shape.sources, shape.targets) {
        (1, 1) => 0.78,
        (1, more) | (more, 1) => 0.07 * rarer(more - 2),
        (a, b) => 0.01 * rarer(a + b - 4),
    };
    let weights: Vec<f64> = shapes.iter().map(weight).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

fn weights(shapes: &[Shape], counts: &[f64]) -> Vec<f64> {
    let sum: f64 = counts.iter().sum();
    (counts.iter().zip(first_weights(shapes)))
        .map(|(count, first)| (count + SHAPE_PSEUDO * first) / (sum + SHAPE_PSEUDO))
        .collect()
}

fn step_weights(counts: &Transitions) -> Transitions {
    let mut weights = STEPS;
    for (row, counts) in weights.iter_mut().zip(counts) {
        let sum: f64 = counts.iter().sum();
        for (weight, count) in row.iter_mut().zip(counts) {
            // What was impossible stays so.
            let allowed = if *weight > 0.0 { *count } else { 0.0 };
            *weight = (allowed + STEP_PSEUDO * *weight) / (sum + STEP_PSEUDO);
        }
    }
    weights
}
