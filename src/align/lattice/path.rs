//! The best alignment in a band (Viterbi). Scaled row by row like the sums.

use super::super::bead::{Bead, Shape};
use super::{Band, MATCH, SOURCE_GAP, STATES, Scores, TARGET_GAP, TOP, Transitions};

/// How the best way to a cell goes on from it into each state: the state before, and how it came
/// into the cell by a bead: the column of the shape.
#[derive(Clone, Copy, Default)]
struct Trace {
    before: [u8; STATES],
    shape: u8,
}

/// Returns the best way from a cell into a state. The first of equals wins.
fn into(cell: &[f64; STATES], tr: &Transitions, to: usize) -> (f64, u8) {
    (1..STATES).fold((cell[0] * tr[0][to], 0_u8), |most, state| {
        let way = cell[state] * tr[state][to];
        if way > most.0 {
            (way, state as u8)
        } else {
            most
        }
    })
}

/// Finds the best alignment in the band. Confidences are left at 1.
pub(in crate::align) fn best_path(band: &Band, scores: &Scores) -> Vec<Bead> {
    let tr = &scores.transitions;
    let mut traces = vec![Trace::default(); band.cells()];
    // What leads from each cell into a bead.
    let mut leave = vec![0.0; band.cells()];
    let mut scales: Vec<f64> = Vec::with_capacity(band.sources() + 1);
    let (mut row, mut last) = (Vec::new(), Vec::new());
    for i in 0..=band.sources() {
        std::mem::swap(&mut row, &mut last);
        row.clear();
        row.resize(band.row(i).len(), [0.0; STATES]);
        let before = scales.last().copied().unwrap_or(0.0);
        let offset = band.offset(i);
        for (column, shape) in scores.shapes.iter().enumerate() {
            let Some(overlap) = band.overlap(i, *shape) else {
                continue;
            };
            let ratio = (before - scales[i - shape.sources]).exp();
            let factors = &scores.plane(band, i, column)[overlap.here.clone()];
            let cells = (row[overlap.here.clone()].iter_mut())
                .zip(&mut traces[offset + overlap.here.start..]);
            for ((cell, trace), (from, factor)) in
                cells.zip(leave[overlap.before].iter().zip(factors))
            {
                let value = from * f64::from(*factor) * ratio;
                if value > cell[MATCH] {
                    cell[MATCH] = value;
                    trace.shape = column as u8;
                }
            }
        }
        if i == 0 {
            row[0][MATCH] = 1.0;
        } else {
            let straight = band.straight(i);
            let from = straight.before.start - band.offset(i - 1);
            for (cell, from) in row[straight.here].iter_mut().zip(&last[from..]) {
                cell[SOURCE_GAP] = into(from, tr, SOURCE_GAP).0 * scores.source_gaps[i - 1];
            }
        }
        let first = band.row(i).start;
        for k in 1..row.len() {
            let gap = scores.target_gaps[first + k - 1];
            row[k][TARGET_GAP] = into(&row[k - 1], tr, TARGET_GAP).0 * gap;
        }
        let most = row.iter().flatten().fold(0.0, |most: f64, &x| most.max(x));
        let factor = if most > 0.0 { TOP / most } else { 1.0 };
        row.iter_mut().flatten().for_each(|x| *x *= factor);
        scales.push(before + factor.ln());
        for (k, cell) in row.iter().enumerate() {
            for to in 0..STATES {
                let (way, before) = into(cell, tr, to);
                traces[offset + k].before[to] = before;
                if to == MATCH {
                    leave[offset + k] = way;
                }
            }
        }
    }
    trace_back(band, &scores.shapes, row[row.len() - 1], &traces)
}

fn trace_back(band: &Band, shapes: &[Shape], end: [f64; STATES], traces: &[Trace]) -> Vec<Bead> {
    let (mut i, mut j) = (band.sources(), band.row(band.sources()).end - 1);
    let mut state = (1..STATES).fold(0, |most, s| if end[s] > end[most] { s } else { most });
    let mut beads = Vec::new();
    while (i, j) != (0, 0) {
        let shape = band
            .cell(i, j)
            .map(|here| shapes[traces[here].shape as usize]);
        let (sources, targets) = match (state, shape) {
            (MATCH, Some(shape)) if shape.sources <= i && shape.targets <= j => {
                (shape.sources, shape.targets)
            }
            // Where rounding has left no way at all, what is left stands alone.
            (TARGET_GAP | MATCH, _) if j > 0 => (0, 1),
            _ if i > 0 => (1, 0),
            _ => (0, 1),
        };
        let (source, target) = (i - sources..i, j - targets..j);
        (i, j) = (source.start, target.start);
        beads.push(Bead {
            source,
            target,
            confidence: 1.0,
        });
        let before = band.cell(i, j).map(|before| traces[before].before[state]);
        state = before.map_or(SOURCE_GAP, usize::from);
    }
    beads.reverse();
    beads
}
