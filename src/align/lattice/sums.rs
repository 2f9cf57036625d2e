//! Sums over all alignments in a band, forward and backward, and what follows from them: how
//! probable each bead is, and which cells are worth looking at again.
//!
//! Numbers are kept as they are, not as logarithms: each row is scaled so that its largest is
//! [`TOP`], and the logarithm of the scale is kept beside it (Rabiner 1989, section V.A).

use super::{
    Band, MATCH, Posteriors, SOURCE_GAP, STATES, Scores, TARGET_GAP, TOP, Transitions, Weighted,
};

/// Rows of sums, by cell of the band.
struct Forward {
    sums: Vec<[f64; STATES]>,
    /// For each cell the sum of what leads from it into a bead with both sides.
    leave: Vec<f64>,
    /// For each row the logarithm of what its sums were multiplied with.
    scales: Vec<f64>,
}

/// A row of backward sums.
#[derive(Clone, Default)]
struct Row {
    sums: Vec<[f64; STATES]>,
    matched: Vec<f64>,
    scale: f64,
}

/// Adds up the ways from a cell into a state.
fn into(cell: &[f64; STATES], tr: &Transitions, to: usize) -> f64 {
    cell[0] * tr[0][to] + cell[1] * tr[1][to] + cell[2] * tr[2][to]
}

/// Scales a row and returns the logarithm of the factor.
fn scale(row: &mut [[f64; STATES]]) -> f64 {
    let most = row.iter().flatten().fold(0.0, |most: f64, &x| most.max(x));
    if most <= 0.0 {
        return 0.0;
    }
    let factor = TOP / most;
    row.iter_mut().flatten().for_each(|x| *x *= factor);
    factor.ln()
}

/// Sums over all alignments in the band; keeps beads of at least `threshold` probability, and the
/// cells of at least `visible` probability.
pub(in crate::align) fn posteriors(
    band: &Band,
    scores: &Scores,
    threshold: f64,
    visible: f64,
) -> Posteriors {
    let forward = forward(band, scores);
    let end: f64 = forward.sums[band.cells() - 1].iter().sum();
    let total = end.ln() - forward.scales[band.sources()];
    let mut result = Posteriors {
        source_gaps: vec![0.0; scores.source_gaps.len()],
        target_gaps: vec![0.0; scores.target_gaps.len()],
        seen: vec![0..0; band.sources() + 1],
        ..Posteriors::default()
    };
    let most = scores.shapes.iter().map(|shape| shape.sources).max();
    let mut rows = vec![Row::default(); most.unwrap_or(1) + 1];
    for i in (0..=band.sources()).rev() {
        backward_row(band, scores, i, &mut rows);
        let sweep = Sweep {
            band,
            scores,
            forward: &forward,
            total,
        };
        let row = &rows[i % rows.len()];
        sweep.beads(i, row, threshold, &mut result);
        sweep.gaps(i, row, &mut result);
        sweep.cells(i, row, visible, &mut result);
    }
    result.beads.reverse();
    result
}

fn forward(band: &Band, scores: &Scores) -> Forward {
    let tr = &scores.transitions;
    let mut sums = vec![[0.0; STATES]; band.cells()];
    let mut leave = vec![0.0; band.cells()];
    let mut scales: Vec<f64> = Vec::with_capacity(band.sources() + 1);
    let mut matched = Vec::new();
    for i in 0..=band.sources() {
        let before = scales.last().copied().unwrap_or(0.0);
        matched.clear();
        matched.resize(band.row(i).len(), 0.0);
        for (column, shape) in scores.shapes.iter().enumerate() {
            let Some(overlap) = band.overlap(i, *shape) else {
                continue;
            };
            let ratio = (before - scales[i - shape.sources]).exp();
            let factors = &scores.plane(band, i, column)[overlap.here.clone()];
            let from = &leave[overlap.before];
            for ((sum, from), factor) in matched[overlap.here].iter_mut().zip(from).zip(factors) {
                *sum += from * f64::from(*factor) * ratio;
            }
        }
        let (done, rest) = sums.split_at_mut(band.offset(i));
        let row = &mut rest[..band.row(i).len()];
        if i == 0 {
            row[0][MATCH] = 1.0;
        } else {
            let gap = scores.source_gaps[i - 1];
            let straight = band.straight(i);
            for (cell, from) in row[straight.here].iter_mut().zip(&done[straight.before]) {
                cell[SOURCE_GAP] = into(from, tr, SOURCE_GAP) * gap;
            }
            for (cell, matched) in row.iter_mut().zip(&matched) {
                cell[MATCH] = *matched;
            }
        }
        let first = band.row(i).start;
        for k in 1..row.len() {
            let gap = scores.target_gaps[first + k - 1];
            row[k][TARGET_GAP] = into(&row[k - 1], tr, TARGET_GAP) * gap;
        }
        scales.push(before + scale(row));
        let leaving = leave[band.offset(i)..].iter_mut();
        for (leave, cell) in leaving.zip(row) {
            *leave = into(cell, tr, MATCH);
        }
    }
    Forward {
        sums,
        leave,
        scales,
    }
}

/// Fills row `i` of the ring `rows`, which holds the rows after it.
fn backward_row(band: &Band, scores: &Scores, i: usize, rows: &mut [Row]) {
    let tr = &scores.transitions;
    let places = rows.len();
    let mut row = std::mem::take(&mut rows[i % places]);
    let (first, len) = (band.row(i).start, band.row(i).len());
    let last = i == band.sources();
    let after = if last {
        0.0
    } else {
        rows[(i + 1) % places].scale
    };
    row.matched.clear();
    row.matched.resize(len, 0.0);
    for (column, shape) in scores.shapes.iter().enumerate() {
        let to = i + shape.sources;
        if to > band.sources() {
            continue;
        }
        let Some(overlap) = band.overlap(to, *shape) else {
            continue;
        };
        let next = &rows[to % places];
        let ratio = (after - next.scale).exp();
        let factors = &scores.plane(band, to, column)[overlap.here.clone()];
        let from = overlap.before.start - band.offset(i)..overlap.before.end - band.offset(i);
        let sums = row.matched[from].iter_mut();
        for ((sum, cell), factor) in sums.zip(&next.sums[overlap.here]).zip(factors) {
            *sum += cell[MATCH] * f64::from(*factor) * ratio;
        }
    }
    let next = (!last).then(|| (&rows[(i + 1) % places].sums, band.row(i + 1)));
    row.sums.clear();
    row.sums.resize(len, [1.0; STATES]);
    for k in (0..len).rev() {
        if last && k + 1 == len {
            continue;
        }
        let j = first + k;
        let source = match &next {
            Some((sums, columns)) if columns.contains(&j) => {
                scores.source_gaps[i] * sums[j - columns.start][SOURCE_GAP]
            }
            _ => 0.0,
        };
        let target =
            (row.sums.get(k + 1)).map_or(0.0, |cell| scores.target_gaps[j] * cell[TARGET_GAP]);
        let matched = row.matched[k];
        row.sums[k] = std::array::from_fn(|state| {
            tr[state][MATCH] * matched
                + tr[state][SOURCE_GAP] * source
                + tr[state][TARGET_GAP] * target
        });
    }
    row.scale = after + scale(&mut row.sums);
    rows[i % places] = row;
}

/// What the rows of backward sums are met with.
struct Sweep<'a> {
    band: &'a Band,
    scores: &'a Scores,
    forward: &'a Forward,
    total: f64,
}

impl Sweep<'_> {
    /// Returns the square root of what turns forward times backward into a probability. Applied to
    /// both sides of the product, so that nothing overflows on the way.
    fn share(&self, from: usize, row: &Row) -> f64 {
        let log = -self.forward.scales[from] - row.scale - self.total;
        (0.5 * log).min(600.0).exp()
    }

    /// Collects the beads with both sides that end in row `i`.
    fn beads(&self, i: usize, row: &Row, threshold: f64, result: &mut Posteriors) {
        let Sweep {
            band,
            scores,
            forward,
            ..
        } = self;
        let tr = &scores.transitions;
        let from = result.beads.len();
        for (column, &shape) in scores.shapes.iter().enumerate() {
            let Some(overlap) = band.overlap(i, shape) else {
                continue;
            };
            let share = self.share(i - shape.sources, row);
            let factors = &scores.plane(band, i, column)[overlap.here.clone()];
            let after = &row.sums[overlap.here.clone()];
            for (k, (before, (factor, after))) in
                (overlap.before).zip(factors.iter().zip(after)).enumerate()
            {
                let leave = forward.leave[before];
                let weight = (leave * share) * f64::from(*factor) * (after[MATCH] * share);
                if weight < threshold || weight.is_nan() {
                    continue;
                }
                for (state, sum) in forward.sums[before].iter().enumerate() {
                    result.steps[state][MATCH] += weight * sum * tr[state][MATCH] / leave;
                }
                let j = band.row(i).start + overlap.here.start + k;
                result.beads.push(Weighted {
                    source: i - shape.sources..i,
                    target: j - shape.targets..j,
                    shape: column,
                    weight,
                });
            }
        }
        // The whole list is turned round at the end.
        result.beads[from..]
            .sort_unstable_by_key(|bead| std::cmp::Reverse((bead.target.end, bead.shape)));
    }

    /// Adds the steps into the cells of row `i` that leave a segment alone.
    fn gaps(&self, i: usize, row: &Row, result: &mut Posteriors) {
        let Sweep {
            band,
            scores,
            forward,
            ..
        } = self;
        let tr = &scores.transitions;
        if i > 0 {
            let share = self.share(i - 1, row);
            let straight = band.straight(i);
            for (from, after) in
                (forward.sums[straight.before].iter()).zip(&row.sums[straight.here])
            {
                let rest = after[SOURCE_GAP] * share * scores.source_gaps[i - 1];
                for (state, sum) in from.iter().enumerate() {
                    let weight = sum * share * tr[state][SOURCE_GAP] * rest;
                    result.steps[state][SOURCE_GAP] += weight;
                    result.source_gaps[i - 1] += weight;
                }
            }
        }
        let share = self.share(i, row);
        let sums = &forward.sums[band.offset(i)..band.offset(i + 1)];
        for (k, (from, after)) in sums.iter().zip(&row.sums[1..]).enumerate() {
            let j = band.row(i).start + k;
            let rest = after[TARGET_GAP] * share * scores.target_gaps[j];
            for (state, sum) in from.iter().enumerate() {
                let weight = sum * share * tr[state][TARGET_GAP] * rest;
                result.steps[state][TARGET_GAP] += weight;
                result.target_gaps[j] += weight;
            }
        }
    }

    /// Notes which cells of row `i` alignments of some probability go through.
    fn cells(&self, i: usize, row: &Row, visible: f64, result: &mut Posteriors) {
        let band = self.band;
        let share = self.share(i, row);
        let sums = &self.forward.sums[band.offset(i)..band.offset(i + 1)];
        let shown = |(from, after): (&[f64; STATES], &[f64; STATES])| {
            let ways = from.iter().zip(after);
            ways.map(|(from, after)| from * share * (after * share))
                .sum::<f64>()
                >= visible
        };
        let mut cells = sums.iter().zip(&row.sums).map(shown);
        if let Some(first) = cells.position(|shown| shown) {
            let last = (sums.iter().zip(&row.sums))
                .rposition(shown)
                .unwrap_or(first);
            let start = band.row(i).start;
            result.seen[i] = start + first..start + last + 1;
        }
    }
}
