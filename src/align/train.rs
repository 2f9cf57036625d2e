//! The passes: align with what is known, learn from all alignments by their probability, align
//! again. Soft counts matter: learning from the single best path repeats its own mistakes.

use rayon::prelude::*;

use super::anchor;
use super::bead::{Alignment, Bead, Shape};
use super::corpus::{Corpus, Document};
use super::evidence::{Counts, Evidence};
use super::explain::Explainer;
use super::kinship::Kinship;
use super::lattice::{self, Band, Posteriors, Transitions};
use super::length::{LengthCounts, LengthModel, Lengths};
use super::score::Views;
use super::words::{Table, WordModel};
use super::{Options, Step};

/// Alignments made; what is learnt between two of them is used in the next.
const PASSES: usize = 5;
/// Beads below this probability teach nothing.
const THRESHOLD: f64 = 0.011;
/// Cells below this probability are not looked at in the next pass, unless they are near others:
/// this many segments away, after the first pass and later.
const VISIBLE: f64 = 1e-4;
const FIRST_RADIUS: usize = 20;
const RADIUS: usize = 8;
/// Strength of the first guess of the shapes, in beads.
const SHAPE_PSEUDO: f64 = 300.0;
/// Strength of the first guess of the gaps, in steps.
const STEP_PSEUDO: f64 = 30.0;
/// First guess of the steps between beads with both sides, source gaps and target gaps.
const STEPS: Transitions = [[0.94, 0.03, 0.03], [0.57, 0.40, 0.03], [0.60, 0.0, 0.40]];

/// All that is learnt.
pub(super) struct Model {
    pub(super) shapes: Vec<Shape>,
    pub(super) shape_weights: Vec<f64>,
    pub(super) views: Views,
    pub(super) steps: Transitions,
    pub(super) length: LengthModel,
    pub(super) words: WordModel,
    pub(super) evidence: Option<Evidence>,
}

/// One document pair on its way through the passes.
struct Course<'a> {
    document: &'a Document,
    band: Band,
    posteriors: Posteriors,
    path: Vec<Bead>,
}

/// Aligns all documents of the corpus with one shared model, and returns what is needed to look back on them.
pub(super) fn align(
    corpus: &Corpus,
    options: &Options<'_>,
    progress: &dyn Fn(Step),
) -> (Vec<Alignment>, Option<Kinship>) {
    let mut model = Model::new(corpus, options);
    let table = model.words.table(0);
    let mut courses: Vec<Course> = corpus
        .documents
        .par_iter()
        .map(|document| Course {
            document,
            band: anchor::first_band(document, &model.length, &table, model.words.coverage()),
            posteriors: Posteriors::default(),
            path: Vec::new(),
        })
        .collect();
    let mut tables: Option<[Table; 2]> = None;
    for pass in 0..PASSES {
        progress(Step {
            pass,
            passes: PASSES,
        });
        let last = pass + 1 == PASSES;
        // Without a lexicon nothing is known of words at first.
        let known = pass > 0 || model.words.coverage() > 0.0;
        tables = known.then(|| [model.words.table(0), model.words.table(1)]);
        courses.par_iter_mut().for_each(|course| {
            let scores = model.scores(course.document, &course.band, tables.as_ref());
            let threshold = if last { 1e-6 } else { THRESHOLD };
            course.posteriors = lattice::posteriors(&course.band, &scores, threshold, VISIBLE);
            if last {
                course.path = lattice::best_path(&course.band, &scores);
            }
        });
        if last {
            break;
        }
        model.learn(&mut courses, pass);
        let radius = if pass == 0 { FIRST_RADIUS } else { RADIUS };
        courses.par_iter_mut().for_each(|course| {
            let targets = course.document.target.len();
            course.band = Band::around(&course.posteriors.seen, targets, radius);
        });
    }
    let explainer = tables.as_ref().filter(|_| options.explain);
    let explainer = explainer.map(|tables| Explainer {
        corpus,
        model: &model,
        tables,
    });
    let finish = |course: Course<'_>| course.finish(explainer.as_ref());
    let alignments = courses.into_iter().map(finish).collect();
    let coverage = model.words.coverage();
    let kinship = tables.map(|tables| Kinship { tables, coverage });
    (alignments, kinship)
}

impl Course<'_> {
    fn finish(self, explainer: Option<&Explainer<'_>>) -> Alignment {
        let mut beads = self.path;
        for bead in &mut beads {
            bead.confidence = self.posteriors.of(bead).clamp(0.0, 1.0);
        }
        let reasons = explainer.map(|explainer| explainer.reasons(self.document, &beads));
        Alignment {
            beads,
            reasons: reasons.unwrap_or_default(),
            ..Alignment::default()
        }
    }
}

impl Model {
    fn new(corpus: &Corpus, options: &Options<'_>) -> Self {
        let shapes = shapes(options.max_bead);
        let lengths = corpus.documents.iter().map(|document| Lengths {
            source: &document.source.lengths,
            target: &document.target.lengths,
        });
        Model {
            shape_weights: first_weights(&shapes),
            views: Views::new(&shapes),
            shapes,
            steps: STEPS,
            length: LengthModel::new(lengths, options.length_prior),
            words: WordModel::new(corpus, options.lexicon),
            evidence: None,
        }
    }

    /// Takes in what a pass has shown.
    fn learn(&mut self, courses: &mut [Course], pass: usize) {
        let documents: Vec<&Document> = courses.iter().map(|course| course.document).collect();
        let mut lengths = LengthCounts::default();
        let mut shapes = vec![0.0; self.shapes.len()];
        let mut steps = Transitions::default();
        let mut borders = Counts::new();
        for course in courses.iter() {
            let (source, target) = (&course.document.source, &course.document.target);
            let mut here = LengthCounts::default();
            for bead in &course.posteriors.beads {
                shapes[bead.shape] += bead.weight;
                if bead.source.len() == 1 && bead.target.len() == 1 {
                    let (x, y) = (
                        source.lengths[bead.source.start],
                        target.lengths[bead.target.start],
                    );
                    here.add(&self.length, x, y, bead.weight);
                }
            }
            lengths.merge(&here);
            for (sum, row) in steps.iter_mut().zip(&course.posteriors.steps) {
                sum.iter_mut().zip(row).for_each(|(sum, step)| *sum += step);
            }
            borders.add(course.document, &course.posteriors);
        }
        self.length.update(&lengths, mean_source_length(&documents));
        self.shape_weights = weights(&self.shapes, &shapes);
        if pass >= 1 {
            self.steps = step_weights(&steps);
            self.evidence = Some(Evidence::learn(&borders));
        }
        let beads: Vec<_> = courses
            .iter_mut()
            .map(|course| std::mem::take(&mut course.posteriors.beads))
            .collect();
        self.words.learn(&documents, &beads);
        self.words.weigh(&documents, &beads);
    }
}

fn mean_source_length(documents: &[&Document]) -> f64 {
    let lengths = documents
        .iter()
        .flat_map(|document| &document.source.lengths);
    let (sum, count) = lengths.fold((0.0, 0.0), |(sum, count), length| {
        (sum + length, count + 1.0)
    });
    sum / f64::max(count, 1.0)
}

/// Lists the shapes with both sides: up to `most` on a side, and six segments in all unless one side
/// is a single segment.
fn shapes(most: usize) -> Vec<Shape> {
    let sides = (1..=most).flat_map(|sources| (1..=most).map(move |targets| (sources, targets)));
    sides
        .filter(|&(sources, targets)| sources + targets <= 6 || sources.min(targets) == 1)
        .map(|(sources, targets)| Shape { sources, targets })
        .collect()
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
