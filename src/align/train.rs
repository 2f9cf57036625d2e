//! The passes: align with what is known, learn from all alignments by their probability, align
//! again. Soft counts matter: learning from the single best path repeats its own mistakes.

use rayon::prelude::*;

use super::anchor::Sketch;
use super::bead::{Alignment, Bead};
use super::corpus::{Corpus, Document};
use super::explain::Explainer;
use super::kinship::Kinship;
use super::lattice::{self, Band, Posteriors};
use super::model::Model;
use super::options::{Options, Step};
use super::words::Table;

/// Alignments made; what is learnt between two of them is used in the next.
const PASSES: usize = 5;
/// Beads below this probability teach nothing.
const THRESHOLD: f64 = 0.011;
/// Cells below this probability are not looked at in the next pass, unless they are near others:
/// this many segments away, after the first pass and later.
const VISIBLE: f64 = 1e-4;
const FIRST_RADIUS: usize = 20;
const RADIUS: usize = 8;

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
        let passed = courses.iter_mut();
        let passed = passed.map(|course| (course.document, &mut course.posteriors));
        model.learn(passed.collect(), pass);
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
