//! The length model: long segments have long translations. Follows Gale & Church (1993), with the
//! ratio and the variance estimated from the documents at hand instead of taken as constants, and a
//! score that is bounded below, so that one free translation cannot bend the path.

use std::ops::Range;

use crate::text::Lang;

/// What is known of the ratio of lengths before a document is read: a language pair has its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LengthPrior {
    /// Target characters for each source character.
    pub ratio: f64,
    /// Variance of the target length for each character.
    pub variance: f64,
}

impl LengthPrior {
    /// Returns what is known of the lengths of these two languages, if anything is.
    pub fn between(source: &Lang, target: &Lang) -> Option<Self> {
        let (from, to) = (source.usual_length()?, target.usual_length()?);
        let ratio = to.ratio / from.ratio;
        let variance = (from.variance? * ratio + to.variance?).max(1.0);
        (source.primary() != target.primary()).then_some(LengthPrior { ratio, variance })
    }
}

/// Documents count as much as this many segments of the prior.
const PRIOR_WEIGHT: f64 = 20.0;
/// First guesses of the ratio that differ by more than this factor are compared.
const DOUBTFUL: f64 = 1.15;
/// Weight of the flat part of the mixture: bounds the score below.
const FLAT: f64 = 0.002;

/// Target lengths given source lengths: normal, with the variance growing with the length; and, for
/// comparison, target lengths by themselves: gamma.
#[derive(Clone, Debug)]
pub(super) struct LengthModel {
    ratio: f64,
    variance: f64,
    shape: f64,
    scale: f64,
    prior: Option<LengthPrior>,
    /// What the ratio may be instead, if one side has much that the other lacks.
    others: Vec<f64>,
}

/// The lengths of one document pair, in characters that are no white space.
pub(super) struct Lengths<'a> {
    pub(super) source: &'a [f64],
    pub(super) target: &'a [f64],
}

/// What 1-1 beads tell of the lengths.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LengthCounts {
    weight: f64,
    source: f64,
    target: f64,
    squares: f64,
}

impl LengthCounts {
    pub(super) fn add(&mut self, model: &LengthModel, source: f64, target: f64, weight: f64) {
        let expected = model.ratio * source;
        self.weight += weight;
        self.source += weight * source;
        self.target += weight * target;
        self.squares +=
            weight * (target - expected).powi(2) / f64::midpoint(expected, target).max(1.0);
    }

    /// Adds the counts of others, so many times; nothing falls below 0.
    pub(super) fn merge(&mut self, other: &LengthCounts, times: f64) {
        let add = |sum: &mut f64, count: f64| *sum = (*sum + times * count).max(0.0);
        add(&mut self.weight, other.weight);
        add(&mut self.source, other.source);
        add(&mut self.target, other.target);
        add(&mut self.squares, other.squares);
    }
}

impl LengthModel {
    /// Makes the first guess from the totals of the documents.
    pub(super) fn new<'a>(
        documents: impl Iterator<Item = Lengths<'a>>,
        prior: Option<LengthPrior>,
    ) -> Self {
        let (mut source_lengths, mut target_lengths) = <(Moments, Moments)>::default();
        for lengths in documents {
            lengths.source.iter().for_each(|&n| source_lengths.add(n));
            lengths.target.iter().for_each(|&n| target_lengths.add(n));
        }
        let (sources, targets) = (source_lengths.sum, target_lengths.sum);
        let mut ratio = targets.max(1.0) / sources.max(1.0);
        if let Some(prior) = prior {
            let weight = PRIOR_WEIGHT * source_lengths.mean().max(1.0);
            ratio = (targets + weight * prior.ratio) / (sources + weight);
        }
        let lines = target_lengths.mean().max(1.0) / source_lengths.mean().max(1.0);
        let mut others: Vec<f64> = prior.map(|prior| prior.ratio).into_iter().collect();
        others.push(lines);
        others.retain(|other| !(1.0 / DOUBTFUL..=DOUBTFUL).contains(&(other / ratio)));
        let (mean, variance) = (target_lengths.mean().max(1.0), target_lengths.variance());
        // Lines that are all of one length must not make every length a surprise.
        let scale = (variance / mean).max(6.0);
        LengthModel {
            ratio,
            variance: prior.map_or(4.0, |prior| prior.variance),
            shape: mean / scale,
            scale,
            prior,
            others,
        }
    }

    /// Returns the other first guesses, where the totals of the two sides may mislead: with the ratio
    /// of the mean segments, and with that of the prior.
    pub(super) fn others(&self) -> impl Iterator<Item = Self> {
        self.others.iter().map(|&ratio| LengthModel {
            ratio,
            others: Vec::new(),
            ..self.clone()
        })
    }

    /// Takes in what the 1-1 beads tell; `mean_source` is the mean length of a source segment.
    pub(super) fn update(&mut self, counts: &LengthCounts, mean_source: f64) {
        if counts.weight < 1.0 {
            return;
        }
        let (mut sources, mut targets) = (counts.source, counts.target);
        let (mut squares, mut weight) = (counts.squares, counts.weight);
        if let Some(prior) = self.prior {
            sources += PRIOR_WEIGHT * mean_source;
            targets += PRIOR_WEIGHT * mean_source * prior.ratio;
            squares += PRIOR_WEIGHT * prior.variance;
            weight += PRIOR_WEIGHT;
        }
        self.ratio = targets.max(1.0) / sources.max(1.0);
        self.variance = (squares / weight).clamp(1.0, 60.0);
    }

    /// Returns for each window of up to `most` targets its log density regardless of the source:
    /// index `start * most + (count - 1)`; windows past the end hold 0.
    pub(super) fn background(&self, targets: &[f64], most: usize) -> Vec<f64> {
        let norms: Vec<f64> = (1..=most)
            .map(|count| libm::lgamma(count as f64 * self.shape))
            .collect();
        let mut table = vec![0.0; targets.len() * most];
        for start in 0..targets.len() {
            let mut length = 0.0;
            for (count, &target) in targets[start..].iter().take(most).enumerate() {
                length += target;
                let shape = (count + 1) as f64 * self.shape;
                let y = length.max(1.0);
                table[start * most + count] = (shape - 1.0) * y.ln()
                    - y / self.scale
                    - norms[count]
                    - shape * self.scale.ln();
            }
        }
        table
    }

    /// Returns the log likelihood ratio of a bead with these lengths against chance.
    pub(super) fn score(&self, source: f64, target: f64, background: f64) -> f64 {
        let expected = self.ratio * source;
        let variance = self.variance * f64::midpoint(expected, target) + 4.0;
        let density = -0.5
            * ((target - expected).powi(2) / variance + (std::f64::consts::TAU * variance).ln());
        let ratio = (density - background).min(60.0);
        ((1.0 - FLAT) * ratio.exp() + FLAT).ln()
    }
}

/// Sums windows of lengths quickly.
pub(super) struct Sums(Vec<f64>);

impl Sums {
    pub(super) fn new(lengths: &[f64]) -> Self {
        let mut sums = Vec::with_capacity(lengths.len() + 1);
        sums.push(0.0);
        for length in lengths {
            sums.push(sums[sums.len() - 1] + length);
        }
        Sums(sums)
    }

    pub(super) fn of(&self, window: Range<usize>) -> f64 {
        self.0[window.end] - self.0[window.start]
    }
}

#[derive(Default)]
struct Moments {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    fn mean(&self) -> f64 {
        self.sum / self.count.max(1.0)
    }

    fn variance(&self) -> f64 {
        (self.squares / self.count.max(1.0) - self.mean().powi(2)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fitting_length_scores_above_chance_and_nothing_falls_without_end() {
        let source = [40.0, 120.0, 80.0, 60.0];
        let target = [44.0, 140.0, 90.0, 66.0];
        let model = LengthModel::new(
            std::iter::once(Lengths {
                source: &source,
                target: &target,
            }),
            None,
        );
        let background = model.background(&target, 2);
        assert!(model.score(120.0, 140.0, background[2]) > 0.0);
        let worst = model.score(1.0, 1e6, model.background(&[1e6], 1)[0]);
        assert!(worst >= FLAT.ln() - 1e-9 && worst.is_finite());
    }
}
