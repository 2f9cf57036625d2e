//! What the beads of a band are worth: shape, lengths, words and borders together.

use std::ops::Range;

use rayon::prelude::*;

use super::corpus::{Document, Side};
use super::evidence::Borders;
use super::lattice::{Band, Scores};
use super::length::Sums;
use super::model::Model;
use super::views::Views;
use super::words::Table;

/// Weight of the words against lengths and borders.
const WORDS: f64 = 0.85;
/// What is added to it where the lexicon has all words of a short document, and how short: from longer
/// ones more can be learnt than the lexicon knows.
const COVERED_WORDS: f64 = 0.4;
const SHORT: f64 = 40.0;
/// Longer segments, counted in tokens, do not weigh more: their tokens are not independent.
const TOKENS: f64 = 25.0;

impl Model {
    /// Works out what every bead in the band is worth.
    pub(super) fn scores(
        &self,
        document: &Document,
        band: &Band,
        tables: Option<&[Table; 2]>,
    ) -> Scores {
        let (source, target) = (&document.source, &document.target);
        let most = self.views.most;
        let words = tables.map(|tables| WordScores::new(document, band, tables, self));
        let habits = &self.habits[document.pair];
        let borders = Borders::new(document, habits.evidence.as_ref());
        let background = habits.length.background(&target.lengths, most);
        let (source_sums, target_sums) = (Sums::new(&source.lengths), Sums::new(&target.lengths));
        let columns = self.shapes.len();
        let mut beads = vec![f32::NEG_INFINITY; band.cells() * columns];
        let log_weights: Vec<f64> = habits.shape_weights.iter().map(|w| w.ln()).collect();
        let rows = band.split(&mut beads, columns);
        rows.into_par_iter().enumerate().for_each(|(i, row)| {
            let planes = row.chunks_exact_mut(band.row(i).len());
            for (column, (&shape, plane)) in self.shapes.iter().zip(planes).enumerate() {
                let Some(i0) = i.checked_sub(shape.sources) else {
                    continue;
                };
                let before = band.row(i0);
                for (j, worth) in band.row(i).zip(plane) {
                    let Some(j0) = j.checked_sub(shape.targets) else {
                        continue;
                    };
                    if !before.contains(&j0) {
                        continue;
                    }
                    let chance = background[j0 * most + shape.targets - 1];
                    let length =
                        habits
                            .length
                            .score(source_sums.of(i0..i), target_sums.of(j0..j), chance);
                    let words = words.as_ref().map_or(0.0, |words| words.bead(i0..i, j0..j));
                    let worth_here =
                        log_weights[column] + length + words + borders.bead(i, j, shape);
                    *worth = worth_here as f32;
                }
            }
        });
        let gaps = [borders.gaps(0), borders.gaps(1)];
        Scores::new(band, self.shapes.clone(), beads, gaps, habits.steps)
    }
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
    weights: WordWeights,
    views: &'a Views,
}

/// Weights of the two directions in which words are scored: target words given source words, and the
/// reverse.
pub(super) struct WordWeights(pub(super) [f64; 2]);

impl WordWeights {
    pub(super) fn new(document: &Document, model: &Model) -> Self {
        let lines = document.source.len().max(document.target.len());
        let short = (SHORT / lines.max(1) as f64).min(1.0);
        let weight = WORDS + COVERED_WORDS * short * model.words.coverage();
        // The two directions share the weight; long lines of tokens must not drown the lengths.
        let of = |scored: &Side| 0.5 * weight * (TOKENS / scored.mean_tokens().max(1.0)).min(1.0);
        WordWeights([of(&document.target), of(&document.source)])
    }
}

impl<'a> WordScores<'a> {
    fn new(document: &Document, band: &Band, tables: &[Table; 2], model: &'a Model) -> Self {
        let (source, target) = (&document.source, &document.target);
        let views = &model.views;
        let targets = reach(band, views.most, target.len());
        let sources = reach(&band.transposed(), views.most, source.len());
        WordScores {
            forth: tables[0].score(source, target, &targets, &views.list),
            back: tables[1].score(target, source, &sources, &views.list),
            targets,
            sources,
            weights: WordWeights::new(document, model),
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
        let WordWeights([to_target, to_source]) = self.weights;
        to_target * forth + to_source * back
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
