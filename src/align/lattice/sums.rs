//! Sums over all alignments in a band, forward and backward, and what follows from them: how probable each
//! bead is.

use super::{
    Band, IMPOSSIBLE, MATCH, Posteriors, SOURCE_GAP, STATES, Scores, TARGET_GAP, Transitions,
    Weighted,
};

/// Terms this much smaller than the largest do not show in a sum of doubles that anybody reads.
const NEGLIGIBLE: f64 = 30.0;

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
pub(in crate::align) fn posteriors(band: &Band, scores: &Scores, threshold: f64) -> Posteriors {
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
