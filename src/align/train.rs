//! The passes: align with what is known, learn from all alignments by their probability, align
//! again. Soft counts matter: learning from the single best path repeats its own mistakes.

use std::ops::Range;

use rayon::prelude::*;

use super::bead::{Alignment, Bead, Shape};
use super::corpus::{Corpus, Document};
use super::evidence::{Borders, Counts, Evidence};
use super::lattice::{self, Band, Posteriors, Scores, Transitions};
use super::length::{LengthCounts, LengthModel, Lengths, Sums};
use super::words::{Table, WordModel};
use super::{Options, Step};

/// Alignments made; what is learnt between two of them is used in the next.
const PASSES: usize = 5;
/// Beads below this probability teach nothing.
const THRESHOLD: f64 = 0.011;
/// Weight of the words against lengths and borders.
const WORDS: f64 = 0.85;
/// What is added to it where the lexicon has all words.
const COVERED_WORDS: f64 = 0.4;
/// Longer segments, counted in tokens, do not weigh more: their tokens are not independent.
const TOKENS: f64 = 25.0;
/// Weight of a line one line higher or lower, in beads of several lines on both sides.
const OTHER_HEIGHT: f32 = 0.3;
/// Strength of the first guess of the shapes, in beads.
const SHAPE_PSEUDO: f64 = 300.0;
/// Strength of the first guess of the gaps, in steps.
const STEP_PSEUDO: f64 = 30.0;
/// First guess of the steps between beads with both sides, source gaps and target gaps.
const STEPS: Transitions = [[0.94, 0.03, 0.03], [0.57, 0.40, 0.03], [0.60, 0.0, 0.40]];

/// All that is learnt.
struct Model {
    shapes: Vec<Shape>,
    shape_weights: Vec<f64>,
    views: Views,
    steps: Transitions,
    length: LengthModel,
    words: WordModel,
    evidence: Option<Evidence>,
}

/// One document pair on its way through the passes.
struct Course<'a> {
    document: &'a Document,
    band: Band,
    posteriors: Posteriors,
    path: Vec<Bead>,
}

/// Aligns all documents of the corpus with one shared model.
pub(super) fn align(
    corpus: &Corpus,
    options: &Options<'_>,
    progress: &dyn Fn(Step),
) -> Vec<Alignment> {
    let mut model = Model::new(corpus, options);
    let mut courses: Vec<Course> = corpus
        .documents
        .iter()
        .map(|document| Course {
            document,
            band: first_band(document),
            posteriors: Posteriors::default(),
            path: Vec::new(),
        })
        .collect();
    for pass in 0..PASSES {
        progress(Step {
            pass,
            passes: PASSES,
        });
        let last = pass + 1 == PASSES;
        // Without a lexicon nothing is known of words at first.
        let known = pass > 0 || model.words.coverage() > 0.0;
        let tables = known.then(|| [model.words.table(0), model.words.table(1)]);
        courses.par_iter_mut().for_each(|course| {
            let scores = model.scores(course, tables.as_ref());
            course.posteriors =
                lattice::posteriors(&course.band, &scores, if last { 1e-6 } else { THRESHOLD });
            if pass >= 1 {
                course.path = lattice::best_path(&course.band, &scores);
            }
        });
        if last {
            break;
        }
        model.learn(&mut courses, pass);
        // The path is settled after the second pass: what is far from it costs time only.
        let radius = match pass {
            0 => continue,
            1 => 60,
            _ => 40,
        };
        for course in &mut courses {
            if course
                .document
                .source
                .len()
                .max(course.document.target.len())
                > 60
            {
                course.band = Band::around(&corners(&course.path), radius);
            }
        }
    }
    courses.into_iter().map(Course::finish).collect()
}

fn first_band(document: &Document) -> Band {
    let (sources, targets) = (document.source.len(), document.target.len());
    let radius = (sources.max(targets) * 12 / 100).max(150);
    Band::diagonal(sources, targets, radius)
}

fn corners(path: &[Bead]) -> Vec<(usize, usize)> {
    let ends = path.iter().map(|bead| (bead.source.end, bead.target.end));
    std::iter::once((0, 0)).chain(ends).collect()
}

impl Course<'_> {
    fn finish(self) -> Alignment {
        let mut beads = self.path;
        for bead in &mut beads {
            bead.confidence = self.posteriors.of(bead).clamp(0.0, 1.0);
        }
        Alignment { beads }
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

    /// Works out what every bead in the band is worth.
    fn scores(&self, course: &Course, tables: Option<&[Table; 2]>) -> Scores {
        let Course { document, band, .. } = course;
        let (source, target) = (&document.source, &document.target);
        let most = self.views.most;
        let weight = WORDS + COVERED_WORDS * self.words.coverage();
        let words =
            tables.map(|tables| WordScores::new(document, band, tables, &self.views, weight));
        let borders = Borders::new(document, self.evidence.as_ref());
        let background = self.length.background(&target.lengths, most);
        let (source_sums, target_sums) = (Sums::new(&source.lengths), Sums::new(&target.lengths));
        let columns = self.shapes.len();
        let mut beads = vec![f32::NEG_INFINITY; band.cells() * columns];
        let log_weights: Vec<f64> = self.shape_weights.iter().map(|w| w.ln()).collect();
        let rows = split_rows(&mut beads, band, columns);
        rows.into_par_iter().enumerate().for_each(|(i, row)| {
            for (j, cell) in band.row(i).zip(row.chunks_exact_mut(columns)) {
                for (column, &shape) in self.shapes.iter().enumerate() {
                    if shape.sources > i || shape.targets > j {
                        continue;
                    }
                    let (i0, j0) = (i - shape.sources, j - shape.targets);
                    if !band.row(i0).contains(&j0) {
                        continue;
                    }
                    let chance = background[j0 * most + shape.targets - 1];
                    let length =
                        self.length
                            .score(source_sums.of(i0..i), target_sums.of(j0..j), chance);
                    let words = words.as_ref().map_or(0.0, |words| words.bead(i0..i, j0..j));
                    let worth = log_weights[column] + length + words + borders.bead(i, j, shape);
                    cell[column] = worth as f32;
                }
            }
        });
        Scores {
            shapes: self.shapes.clone(),
            beads,
            source_gaps: borders.gaps(0),
            target_gaps: borders.gaps(1),
            transitions: self.steps.map(|row| row.map(f64::ln)),
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

/// Cuts the scores into the rows of the band.
fn split_rows<'a>(mut scores: &'a mut [f32], band: &Band, columns: usize) -> Vec<&'a mut [f32]> {
    let mut rows = Vec::with_capacity(band.sources() + 1);
    for i in 0..=band.sources() {
        let (row, rest) = std::mem::take(&mut scores).split_at_mut(band.row(i).len() * columns);
        rows.push(row);
        scores = rest;
    }
    rows
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

/// Support of the words in both directions, for every window and line in the band.
struct WordScores<'a> {
    /// By source window: target lines.
    forth: Vec<Vec<f32>>,
    /// By target window: source lines.
    back: Vec<Vec<f32>>,
    /// The lines that stand in each row of `forth` and `back`.
    targets: Vec<Range<usize>>,
    sources: Vec<Range<usize>>,
    /// Weights of the directions.
    weights: [f64; 2],
    views: &'a Views,
}

impl<'a> WordScores<'a> {
    fn new(
        document: &Document,
        band: &Band,
        tables: &[Table; 2],
        views: &'a Views,
        weight: f64,
    ) -> Self {
        let (source, target) = (&document.source, &document.target);
        let targets = reach(band, views.most, target.len());
        let sources = reach(&band.transposed(), views.most, source.len());
        // The two directions share the weight; long lines of tokens must not drown the lengths.
        let weight = |tokens: f64| 0.5 * weight * (TOKENS / tokens.max(1.0)).min(1.0);
        WordScores {
            forth: tables[0].score(source, target, &targets, &views.list),
            back: tables[1].score(target, source, &sources, &views.list),
            targets,
            sources,
            weights: [weight(target.mean_tokens()), weight(source.mean_tokens())],
            views,
        }
    }

    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        let sum = |scores: &[f32], lines: &Range<usize>, given: usize, scored: &Range<usize>| {
            let line = |(k, j): (usize, usize)| {
                let view = self.views.of(given, scored.len(), k);
                f64::from(scores[view * lines.len() + j - lines.start])
            };
            scored.clone().enumerate().map(line).sum::<f64>()
        };
        let (i, j) = (source.start, target.start);
        let forth = sum(&self.forth[i], &self.targets[i], source.len(), &target);
        let back = sum(&self.back[j], &self.sources[j], target.len(), &source);
        self.weights[0] * forth + self.weights[1] * back
    }
}

/// How the lines of a bead look at the lines of its other side. In beads of several lines on both
/// sides a line draws more from the lines at its own height: translators who move a clause across a
/// sentence end leave the rest where it was.
struct Views {
    most: usize,
    /// Weights of the lines of each view. The first `most` are whole windows, equal weights.
    list: Vec<Vec<f32>>,
    /// Where the views of beads with several lines on both sides begin: by given and scored lines.
    several: Vec<Option<usize>>,
}

impl Views {
    fn new(shapes: &[Shape]) -> Self {
        let most = shapes
            .iter()
            .map(|s| s.sources.max(s.targets))
            .max()
            .unwrap_or(1);
        let mut list: Vec<Vec<f32>> = (1..=most).map(|lines| vec![1.0; lines]).collect();
        let mut several = vec![None; (most + 1) * (most + 1)];
        for shape in shapes
            .iter()
            .filter(|s| (2..=3).contains(&s.sources) && (2..=3).contains(&s.targets))
        {
            let (given, scored) = (shape.sources, shape.targets);
            several[given * (most + 1) + scored] = Some(list.len());
            for k in 0..scored {
                let height = (k as f32 + 0.5) * given as f32 / scored as f32;
                let weight = |line: usize| OTHER_HEIGHT.powf((line as f32 + 0.5 - height).abs());
                list.push((0..given).map(weight).collect());
            }
        }
        Views {
            most,
            list,
            several,
        }
    }

    /// Returns the view that line `k` of the `scored` lines has of `given` lines.
    fn of(&self, given: usize, scored: usize, k: usize) -> usize {
        self.several[given * (self.most + 1) + scored].map_or(given - 1, |first| first + k)
    }
}

/// For each line the lines of the other side that beads starting at it can hold.
fn reach(band: &Band, most: usize, others: usize) -> Vec<Range<usize>> {
    (0..band.sources())
        .map(|i| {
            let last = (i + most).min(band.sources());
            band.row(i).start..(band.row(last).end - 1).min(others)
        })
        .collect()
}
