//! The search: all alignments inside a band, summed (forward and backward) or maximised (Viterbi).
//!
//! A cell (i, j) stands for "i source and j target segments are done". It is reached in one of three
//! states: by a bead with both sides, by a source segment without counterpart, or by a target
//! segment without counterpart. Gaps come in runs, so what the next step costs depends on the state.
//! A run of gaps has one order only, source before target: the other would count the same alignment
//! twice.

use std::ops::Range;

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
/// Terms this much smaller than the largest do not show in a sum of doubles that anybody reads.
const NEGLIGIBLE: f64 = 30.0;

/// A row that no cell was put into yet.
const UNTOUCHED: Range<usize> = Range {
    start: usize::MAX,
    end: 0,
};

/// The cells that are looked at: for each number of source segments a range of numbers of target
/// segments. Ranges never step back and always touch the next one, so that a path exists.
#[derive(Clone, Debug)]
pub(super) struct Band {
    rows: Vec<Range<usize>>,
    offsets: Vec<usize>,
}

impl Band {
    /// Makes a band of `radius` cells to both sides of the path through `points`, which are corners
    /// (source, target) in ascending order from (0, 0) to the two lengths.
    pub(super) fn around(points: &[(usize, usize)], radius: usize) -> Self {
        let &(sources, targets) = points.last().unwrap_or(&(0, 0));
        let mut rows = vec![UNTOUCHED; sources + 1];
        let mut widen = |i: usize, from: usize, to: usize| {
            rows[i].start = rows[i].start.min(from);
            rows[i].end = rows[i].end.max(to + 1);
        };
        widen(0, 0, 0);
        for pair in points.windows(2) {
            let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
            for i in i0..=i1 {
                let (from, to) = if i1 == i0 {
                    (j0, j1)
                } else {
                    // The stretch of the line that lies within half a row of i.
                    let at = |twice: usize| j0 + (j1 - j0) * twice / (2 * (i1 - i0));
                    let twice = 2 * (i - i0);
                    (
                        at(twice.saturating_sub(1)),
                        at((twice + 1).min(2 * (i1 - i0))),
                    )
                };
                widen(i, from, to);
            }
        }
        for row in &mut rows {
            *row = row.start.saturating_sub(radius)..(row.end + radius).min(targets + 1);
        }
        Self::from_rows(rows)
    }

    /// Makes a band along the diagonal.
    pub(super) fn diagonal(sources: usize, targets: usize, radius: usize) -> Self {
        Self::around(&[(0, 0), (sources, targets)], radius)
    }

    fn from_rows(mut rows: Vec<Range<usize>>) -> Self {
        for i in 1..rows.len() {
            rows[i].start = rows[i].start.max(rows[i - 1].start);
            rows[i].end = rows[i].end.max(rows[i - 1].end);
            // A step of the path goes at most from the end of one row to the start of the next.
            let reach = rows[i - 1].end - 1;
            rows[i].start = rows[i].start.min(reach);
        }
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        let mut cells = 0;
        for row in &rows {
            offsets.push(cells);
            cells += row.len();
        }
        offsets.push(cells);
        Band { rows, offsets }
    }

    /// Returns the number of cells.
    pub(super) fn cells(&self) -> usize {
        self.offsets[self.rows.len()]
    }

    /// Returns the number of source segments.
    pub(super) fn sources(&self) -> usize {
        self.rows.len() - 1
    }

    /// Returns the numbers of target segments looked at for `i` source segments.
    pub(super) fn row(&self, i: usize) -> Range<usize> {
        self.rows[i].clone()
    }

    /// Returns the number of the first cell of row `i`; that of the row past the last is the total.
    pub(super) fn offset(&self, i: usize) -> usize {
        self.offsets[i]
    }

    fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let row = &self.rows[i];
        row.contains(&j).then(|| self.offsets[i] + j - row.start)
    }

    /// Returns the same cells seen from the other side: a band whose rows are target segments.
    pub(super) fn transposed(&self) -> Self {
        let targets = self.rows[self.sources()].end - 1;
        let mut rows = vec![UNTOUCHED; targets + 1];
        for (i, row) in self.rows.iter().enumerate() {
            for j in row.clone() {
                rows[j].start = rows[j].start.min(i);
                rows[j].end = i + 1;
            }
        }
        Self::from_rows(rows)
    }
}

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

/// Adds numbers that are kept as logarithms.
fn log_sum(terms: [f64; STATES]) -> f64 {
    let most = terms[0].max(terms[1]).max(terms[2]);
    if most == IMPOSSIBLE {
        return IMPOSSIBLE;
    }
    let sum: f64 = terms
        .iter()
        .map(|term| term - most)
        .filter(|&difference| difference > -NEGLIGIBLE)
        .map(f64::exp)
        .sum();
    most + sum.ln()
}

/// Adds many logarithms in one pass, without knowing the largest beforehand.
struct LogSum {
    most: f64,
    sum: f64,
}

impl LogSum {
    const EMPTY: LogSum = LogSum {
        most: IMPOSSIBLE,
        sum: 0.0,
    };

    fn add(&mut self, term: f64) {
        if term <= self.most {
            if term > self.most - NEGLIGIBLE {
                self.sum += (term - self.most).exp();
            }
        } else {
            self.sum = if self.most > term - NEGLIGIBLE {
                1.0 + self.sum * (self.most - term).exp()
            } else {
                1.0
            };
            self.most = term;
        }
    }

    fn total(&self) -> f64 {
        if self.most == IMPOSSIBLE {
            IMPOSSIBLE
        } else {
            self.most + self.sum.ln()
        }
    }
}

/// Sums over all alignments in the band; keeps beads of at least `threshold` probability.
pub(super) fn posteriors(band: &Band, scores: &Scores, threshold: f64) -> Posteriors {
    let forward = forward(band, scores);
    let backward = backward(band, scores);
    let last = band.cells() - 1;
    let total = log_sum(forward[last]);
    let mut result = Posteriors {
        source_gaps: vec![0.0; scores.source_gaps.len()],
        target_gaps: vec![0.0; scores.target_gaps.len()],
        ..Posteriors::default()
    };
    let Posteriors {
        beads,
        source_gaps,
        target_gaps,
        steps,
    } = &mut result;
    let tr = &scores.transitions;
    let leave = leaving(&forward, tr);
    let least = threshold.ln();
    for i in 0..=band.sources() {
        for j in band.row(i) {
            let here = band.offset(i) + j - band.row(i).start;
            let after = backward[here];
            let matched = after[MATCH] - total;
            for (column, shape) in scores.shapes.iter().enumerate() {
                if matched == IMPOSSIBLE || shape.sources > i || shape.targets > j {
                    continue;
                }
                let (i0, j0) = (i - shape.sources, j - shape.targets);
                let Some(from) = band.cell(i0, j0) else {
                    continue;
                };
                let score = f64::from(scores.beads[here * scores.shapes.len() + column]);
                let log = leave[from] + score + matched;
                if log < least {
                    continue;
                }
                let weight = log.exp();
                for (state, &before) in forward[from].iter().enumerate() {
                    steps[state][MATCH] += weight * (before + tr[state][MATCH] - leave[from]).exp();
                }
                let (source, target) = (i0..i, j0..j);
                beads.push(Weighted {
                    source,
                    target,
                    shape: column,
                    weight,
                });
            }
            if i > 0
                && let Some(from) = band.cell(i - 1, j)
            {
                let rest = scores.source_gaps[i - 1] + after[SOURCE_GAP] - total;
                for state in 0..STATES {
                    let weight = (forward[from][state] + tr[state][SOURCE_GAP] + rest).exp();
                    steps[state][SOURCE_GAP] += weight;
                    source_gaps[i - 1] += weight;
                }
            }
            if j > 0
                && let Some(from) = band.cell(i, j - 1)
            {
                let rest = scores.target_gaps[j - 1] + after[TARGET_GAP] - total;
                for state in 0..STATES {
                    let weight = (forward[from][state] + tr[state][TARGET_GAP] + rest).exp();
                    steps[state][TARGET_GAP] += weight;
                    target_gaps[j - 1] += weight;
                }
            }
        }
    }
    result
}

/// For each cell the sum of what leads from it into a bead with both sides.
fn leaving(forward: &[[f64; STATES]], tr: &Transitions) -> Vec<f64> {
    let into = |cell: &[f64; STATES]| {
        log_sum([
            cell[0] + tr[0][MATCH],
            cell[1] + tr[1][MATCH],
            cell[2] + tr[2][MATCH],
        ])
    };
    forward.iter().map(into).collect()
}

fn forward(band: &Band, scores: &Scores) -> Vec<[f64; STATES]> {
    let tr = &scores.transitions;
    let shapes = &scores.shapes;
    let mut sums = vec![[IMPOSSIBLE; STATES]; band.cells()];
    let mut leave = vec![IMPOSSIBLE; band.cells()];
    for i in 0..=band.sources() {
        for j in band.row(i) {
            let here = band.offset(i) + j - band.row(i).start;
            if (i, j) == (0, 0) {
                sums[here][MATCH] = 0.0;
            } else {
                let mut matched = LogSum::EMPTY;
                for (column, shape) in shapes.iter().enumerate() {
                    if shape.sources > i || shape.targets > j {
                        continue;
                    }
                    if let Some(from) = band.cell(i - shape.sources, j - shape.targets) {
                        let score = f64::from(scores.beads[here * shapes.len() + column]);
                        matched.add(leave[from] + score);
                    }
                }
                sums[here][MATCH] = matched.total();
                if i > 0
                    && let Some(from) = band.cell(i - 1, j)
                {
                    sums[here][SOURCE_GAP] =
                        into_gap(sums[from], tr, SOURCE_GAP) + scores.source_gaps[i - 1];
                }
                if j > 0
                    && let Some(from) = band.cell(i, j - 1)
                {
                    sums[here][TARGET_GAP] =
                        into_gap(sums[from], tr, TARGET_GAP) + scores.target_gaps[j - 1];
                }
            }
            leave[here] = into_gap(sums[here], tr, MATCH);
        }
    }
    sums
}

fn into_gap(cell: [f64; STATES], tr: &Transitions, to: usize) -> f64 {
    log_sum([
        cell[0] + tr[0][to],
        cell[1] + tr[1][to],
        cell[2] + tr[2][to],
    ])
}

fn backward(band: &Band, scores: &Scores) -> Vec<[f64; STATES]> {
    let tr = &scores.transitions;
    let shapes = &scores.shapes;
    let mut sums = vec![[IMPOSSIBLE; STATES]; band.cells()];
    let last = (band.sources(), band.row(band.sources()).end - 1);
    for i in (0..=band.sources()).rev() {
        for j in band.row(i).rev() {
            let here = band.offset(i) + j - band.row(i).start;
            if (i, j) == last {
                sums[here] = [0.0; STATES];
                continue;
            }
            let mut matched = LogSum::EMPTY;
            for (column, shape) in shapes.iter().enumerate() {
                let (i1, j1) = (i + shape.sources, j + shape.targets);
                if i1 > last.0 {
                    continue;
                }
                if let Some(to) = band.cell(i1, j1) {
                    let score = f64::from(scores.beads[to * shapes.len() + column]);
                    matched.add(score + sums[to][MATCH]);
                }
            }
            let matched = matched.total();
            let source = (i < last.0).then(|| band.cell(i + 1, j)).flatten();
            let source = source.map_or(IMPOSSIBLE, |to| {
                scores.source_gaps[i] + sums[to][SOURCE_GAP]
            });
            let target = band.cell(i, j + 1);
            let target = target.map_or(IMPOSSIBLE, |to| {
                scores.target_gaps[j] + sums[to][TARGET_GAP]
            });
            for state in 0..STATES {
                sums[here][state] = log_sum([
                    tr[state][MATCH] + matched,
                    tr[state][SOURCE_GAP] + source,
                    tr[state][TARGET_GAP] + target,
                ]);
            }
        }
    }
    sums
}

/// Where the best way to a cell and state came from: the column of the shape, and the state before.
#[derive(Clone, Copy, Default)]
struct Step {
    shape: u8,
    before: u8,
}

/// Finds the best alignment in the band. Confidences are left at 1.
pub(super) fn best_path(band: &Band, scores: &Scores) -> Vec<Bead> {
    let tr = &scores.transitions;
    let shapes = &scores.shapes;
    let mut best = vec![[IMPOSSIBLE; STATES]; band.cells()];
    let mut steps = vec![[Step::default(); STATES]; band.cells()];
    let into = |cell: [f64; STATES], to: usize| {
        let terms = [
            cell[0] + tr[0][to],
            cell[1] + tr[1][to],
            cell[2] + tr[2][to],
        ];
        // The first of equals wins, so that the result does not depend on rounding of ties.
        (1..STATES).fold((terms[0], 0_u8), |most, state| {
            if terms[state] > most.0 {
                (terms[state], state as u8)
            } else {
                most
            }
        })
    };
    for i in 0..=band.sources() {
        for j in band.row(i) {
            let here = band.offset(i) + j - band.row(i).start;
            if (i, j) == (0, 0) {
                best[here][MATCH] = 0.0;
                continue;
            }
            for (column, shape) in shapes.iter().enumerate() {
                if shape.sources > i || shape.targets > j {
                    continue;
                }
                let Some(from) = band.cell(i - shape.sources, j - shape.targets) else {
                    continue;
                };
                let (way, before) = into(best[from], MATCH);
                let value = way + f64::from(scores.beads[here * shapes.len() + column]);
                if value > best[here][MATCH] {
                    best[here][MATCH] = value;
                    steps[here][MATCH] = Step {
                        shape: column as u8,
                        before,
                    };
                }
            }
            if i > 0
                && let Some(from) = band.cell(i - 1, j)
            {
                let (way, before) = into(best[from], SOURCE_GAP);
                best[here][SOURCE_GAP] = way + scores.source_gaps[i - 1];
                steps[here][SOURCE_GAP].before = before;
            }
            if j > 0
                && let Some(from) = band.cell(i, j - 1)
            {
                let (way, before) = into(best[from], TARGET_GAP);
                best[here][TARGET_GAP] = way + scores.target_gaps[j - 1];
                steps[here][TARGET_GAP].before = before;
            }
        }
    }
    trace_back(band, shapes, &best, &steps)
}

fn trace_back(
    band: &Band,
    shapes: &[Shape],
    best: &[[f64; STATES]],
    steps: &[[Step; STATES]],
) -> Vec<Bead> {
    let (mut i, mut j) = (band.sources(), band.row(band.sources()).end - 1);
    let end = best[band.cells() - 1];
    let mut state = (1..STATES).fold(0, |most, s| if end[s] > end[most] { s } else { most });
    let mut beads = Vec::new();
    while let Some(here) = band.cell(i, j).filter(|_| (i, j) != (0, 0)) {
        let step = steps[here][state];
        let (sources, targets) = match state {
            MATCH => (
                shapes[step.shape as usize].sources,
                shapes[step.shape as usize].targets,
            ),
            SOURCE_GAP => (1, 0),
            _ => (0, 1),
        };
        let (source, target) = (i - sources..i, j - targets..j);
        (i, j) = (source.start, target.start);
        beads.push(Bead {
            source,
            target,
            confidence: 1.0,
        });
        state = step.before as usize;
    }
    beads.reverse();
    beads
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
            let alignment = super::super::Alignment { beads };
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
