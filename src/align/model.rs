//! All that is learnt while documents are aligned, and how it is learnt from what a pass has shown.

use rayon::prelude::*;

use super::anchor::Sketch;
use super::bead::Shape;
use super::corpus::{Corpus, Document};
use super::habits::{Habits, Shown};
use super::lattice::Posteriors;
use super::length::{LengthModel, Lengths};
use super::options::Options;
use super::views::Views;
use super::words::WordModel;

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

impl Model {
    pub(super) fn new(corpus: &Corpus, options: &Options<'_>) -> Self {
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
    pub(super) fn guess_lengths(&mut self, documents: &[Document], sketches: &[Sketch]) {
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

    /// Takes in what a pass has shown: the posteriors of each document, whose beads are used up.
    pub(super) fn learn(&mut self, mut passed: Vec<(&Document, &mut Posteriors)>, pass: usize) {
        let mut shown: Vec<Shown> = Vec::with_capacity(self.habits.len());
        shown.resize_with(self.habits.len(), || Shown::new(self.shapes.len()));
        let mut all = Shown::new(self.shapes.len());
        for (document, posteriors) in &passed {
            let pair = document.pair;
            shown[pair].add(&self.habits[pair], document, posteriors);
        }
        for shown in &shown {
            all.merge(shown, 1.0);
        }
        let documents: Vec<&Document> = passed.iter().map(|(document, _)| *document).collect();
        let parts = documents.chunk_by(|a, b| a.pair == b.pair);
        for ((habits, shown), parts) in self.habits.iter_mut().zip(&shown).zip(parts) {
            let mean_source = mean_source_length(parts);
            habits.learn(&shown.among(&all), &self.shapes, mean_source, pass);
        }
        let beads: Vec<_> = (passed.iter_mut())
            .map(|(_, posteriors)| std::mem::take(&mut posteriors.beads))
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
    let shapes = (1..=most).flat_map(|sources| (1..=most).map(move |n| Shape::new(sources, n)));
    shapes
        .filter(|shape| shape.sources + shape.targets <= 6 || shape.sources.min(shape.targets) == 1)
        .collect()
}
