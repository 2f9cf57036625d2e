//! The passes: align with what is known, learn from all alignments by their probability, align
//! again. Soft counts matter: learning from the single best path repeats its own mistakes.

use rayon::prelude::*;

use super::anchor::Sketch;
use super::bead::{Alignment, Bead, Shape};
use super::corpus::{Corpus, Document};
use super::explain::Explainer;
use super::habits::{Habits, Shown};
use super::kinship::Kinship;
use super::lattice::{self, Band, Posteriors};
use super::length::{LengthModel, Lengths};
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
/// What another ratio of lengths has to gain with each line of the shorter side to be taken for the better one.
const CLEARLY: f64 = 0.3;

/// All that is learnt.
pub(super) struct Model {
    pub(super) shapes: Vec<Shape>,
    pub(super) views: Views,
    /// What each pair of documents is like.
    pub(super) habits: Vec<Habits>,
    pub(super) words: WordModel,
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
    let sketches: Vec<Sketch> = (corpus.documents.par_iter())
        .map(|document| Sketch::new(document, &table, model.words.coverage()))
        .collect();
    model.guess_lengths(&corpus.documents, &sketches);
    let mut courses: Vec<Course> = (corpus.documents.par_iter().zip(&sketches))
        .map(|(document, sketch)| Course {
            document,
            band: sketch.band(&model.habits[document.pair].length),
            posteriors: Posteriors::default(),
            path: Vec::new(),
        })
        .collect();
    drop((sketches, table));
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
        let pairs = corpus.documents.chunk_by(|a, b| a.pair == b.pair);
        let habits = pairs.map(|parts| {
            let lengths = parts.iter().map(|document| Lengths {
                source: &document.source.lengths,
                target: &document.target.lengths,
            });
            Habits::new(&shapes, LengthModel::new(lengths, options.length_prior))
        });
        Model {
            habits: habits.collect(),
            views: Views::new(&shapes),
            words: WordModel::new(corpus, options.lexicon),
            shapes,
        }
    }

    /// Chooses for each pair among the first guesses of the ratio of the lengths the one that fits best.
    fn guess_lengths(&mut self, documents: &[Document], sketches: &[Sketch]) {
        let pair = |(document, _): &(&Document, &Sketch)| document.pair;
        let all: Vec<(&Document, &Sketch)> = documents.iter().zip(sketches).collect();
        for (habits, parts) in (self.habits.iter_mut()).zip(all.chunk_by(|a, b| pair(a) == pair(b)))
        {
            let worth = |length: &LengthModel| -> f64 {
                let worths: Vec<f64> = parts.par_iter().map(|(_, s)| s.worth(length)).collect();
                worths.iter().sum()
            };
            let others: Vec<LengthModel> = habits.length.others().collect();
            if others.is_empty() {
                continue;
            }
            let lines: usize = parts.iter().map(|(_, sketch)| sketch.lines()).sum();
            let mut best = worth(&habits.length) + CLEARLY * lines as f64;
            for other in others {
                let worth = worth(&other);
                if worth > best {
                    (best, habits.length) = (worth, other);
                }
            }
        }
    }

    /// Takes in what a pass has shown.
    fn learn(&mut self, courses: &mut [Course], pass: usize) {
        let mut shown: Vec<Shown> = Vec::with_capacity(self.habits.len());
        shown.resize_with(self.habits.len(), || Shown::new(self.shapes.len()));
        let mut all = Shown::new(self.shapes.len());
        for course in courses.iter() {
            let pair = course.document.pair;
            shown[pair].add(&self.habits[pair], course.document, &course.posteriors);
        }
        for shown in &shown {
            all.merge(shown, 1.0);
        }
        let documents: Vec<&Document> = courses.iter().map(|course| course.document).collect();
        let parts = documents.chunk_by(|a, b| a.pair == b.pair);
        for ((habits, shown), parts) in self.habits.iter_mut().zip(&shown).zip(parts) {
            let mean_source = mean_source_length(parts);
            habits.learn(&shown.among(&all), &self.shapes, mean_source, pass);
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
