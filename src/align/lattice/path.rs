//! The best alignment in a band (Viterbi).

use super::super::bead::{Bead, Shape};
use super::{Band, IMPOSSIBLE, MATCH, SOURCE_GAP, STATES, Scores, TARGET_GAP};

/// Where the best way to a cell and state came from: the column of the shape, and the state before.
#[derive(Clone, Copy, Default)]
struct Step {
    shape: u8,
    before: u8,
}

/// Finds the best alignment in the band. Confidences are left at 1.
pub(in crate::align) fn best_path(band: &Band, scores: &Scores) -> Vec<Bead> {
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
