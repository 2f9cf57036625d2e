//! The first look at a long document pair: which cells are worth summing at all.
//!
//! Small beads only, lengths in classes, two single-precision numbers for each cell. What comes out is not an alignment but a band: every cell through which some way leads that
//! is hardly worse than the best (a max-marginal). The band is as wide as the doubt, and follows gaps
//! of any length. Rows are kept at every K-th place only and worked out again between them, so that
//! memory grows with the square root of the number of rows.

use std::borrow::Cow;
use std::ops::Range;

use super::super::bead::Shape;
use super::Band;

/// Classes of lengths.
pub(in crate::align) const CLASSES: usize = 128;
/// Cells more columns than this from the best way are not looked at, however good they seem.
const FARTHEST: usize = 100;
/// The beads that are tried.
const SHAPES: [Shape; 3] = [
    Shape {
        sources: 1,
        targets: 1,
    },
    Shape {
        sources: 1,
        targets: 2,
    },
    Shape {
        sources: 2,
        targets: 1,
    },
];

/// What is known of a document pair before the first pass, in a few numbers for each line.
pub(in crate::align) struct Outline<'a> {
    /// Worth of each of [`SHAPES`] by class of the source lengths and class of the target lengths.
    pub(in crate::align) worth: [Vec<f32>; 3],
    /// Class of the length of each source line, and of each two lines, by the last.
    pub(in crate::align) source: [Vec<u8>; 2],
    /// The same for target lines.
    pub(in crate::align) target: [Vec<u8>; 2],
    /// For each source line the target lines that words speak for, ascending, and how much.
    pub(in crate::align) hits: Cow<'a, [Vec<(u32, f32)>]>,
    /// Worth of leaving the first line of a run alone, and each line after it.
    pub(in crate::align) gap: [f32; 2],
}

impl Outline<'_> {
    /// Returns the same seen from the end.
    fn reversed(&self) -> Self {
        let targets = self.target[0].len() as u32;
        let turn = |classes: &[Vec<u8>; 2]| {
            let ones = classes[0].iter().rev().copied().collect();
            // Two lines are numbered by the later one, which is now the other.
            let twos = classes[1].iter().skip(1).rev().copied();
            [ones, std::iter::once(0).chain(twos).collect()]
        };
        let turn_hits = |hits: &Vec<(u32, f32)>| {
            let turned = hits.iter().rev();
            turned.map(|&(j, worth)| (targets - 1 - j, worth)).collect()
        };
        Outline {
            worth: self.worth.clone(),
            source: turn(&self.source),
            target: turn(&self.target),
            hits: self.hits.iter().rev().map(turn_hits).collect(),
            gap: self.gap,
        }
    }

    /// Returns what the best way inside the `corridor` is worth.
    pub(in crate::align) fn best(&self, corridor: &Band) -> f32 {
        let mut search = Search::new(self, corridor, 0, <[Row; 2]>::default());
        (0..=corridor.sources()).for_each(|i| search.advance(i));
        search.rows[0].best.last().copied().unwrap_or(0.0)
    }

    /// Returns for each number of source lines the range of cells inside the `corridor` through which
    /// ways lead that are at most `doubt` worse than the best.
    pub(in crate::align) fn cells(&self, corridor: &Band, doubt: f32) -> Vec<Range<usize>> {
        let sources = corridor.sources();
        let targets = self.target[0].len();
        let step = (sources as f64).sqrt() as usize + 2;
        let mut kept: Vec<[Row; 2]> = Vec::new();
        let mut search = Search::new(self, corridor, 0, <[Row; 2]>::default());
        for i in 0..=sources {
            if i % step == 0 {
                kept.push(search.rows.clone());
            }
            search.advance(i);
        }
        let best = search.rows[0].best.last().copied().unwrap_or(0.0);
        let slack = 0.05 + best.abs() * 1e-5;

        let (back, turned) = (self.reversed(), corridor.reversed());
        let mut backward = Search::new(&back, &turned, 0, <[Row; 2]>::default());
        let mut cells = vec![0..0; sources + 1];
        let mut path = vec![0; sources + 1];
        for (block, rows) in kept.into_iter().enumerate().rev() {
            let first = block * step;
            let last = (first + step - 1).min(sources);
            let mut search = Search::new(self, corridor, first, rows);
            let forward: Vec<Row> = (first..=last)
                .map(|i| {
                    search.advance(i);
                    search.rows[0].clone()
                })
                .collect();
            for i in (first..=last).rev() {
                backward.advance(sources - i);
                let ways = || {
                    let (there, back) = (&forward[i - first], &backward.rows[0]);
                    let gaps = there.gap.iter().zip(back.gap.iter().rev());
                    // A run of gaps that goes on is begun once only.
                    let gaps = gaps.map(|(a, b)| a + b - self.gap[0] + self.gap[1]);
                    let ways = there.best.iter().zip(back.best.iter().rev());
                    ways.map(|(a, b)| a + b).zip(gaps).map(|(a, b)| a.max(b))
                };
                let start = corridor.row(i).start;
                let within = |least: f32| {
                    let first = ways().position(|way| way >= least)?;
                    let last = ways().rposition(|way| way >= least)?;
                    Some(start + first..start + last + 1)
                };
                cells[i] = within(best - doubt).unwrap_or(0..0);
                path[i] = within(best - slack).map_or(cells[i].start, |range| range.start);
            }
        }
        for i in 0..=sources {
            // The way itself, with the gap that may follow.
            let next = path.get(i + 1).copied().unwrap_or(targets).max(path[i]);
            let near = path[i].saturating_sub(FARTHEST)..next + FARTHEST + 1;
            let (start, end) = (cells[i].start.max(near.start), cells[i].end.min(near.end));
            cells[i] = start.min(path[i])..end.max(next + 1).min(targets + 1);
        }
        cells
    }
}

/// The best ways to the cells of a row, and the best of those that end in a gap.
#[derive(Clone, Default)]
struct Row {
    best: Vec<f32>,
    gap: Vec<f32>,
}

/// The best ways to the cells of one row after the other.
struct Search<'a> {
    outline: &'a Outline<'a>,
    corridor: &'a Band,
    /// The last row, and the one before.
    rows: [Row; 2],
    /// What words say of the last source line, by target line, and of the one before.
    hits: [Vec<f32>; 2],
}

impl<'a> Search<'a> {
    /// Begins before row `next`, with the two rows before it.
    fn new(outline: &'a Outline, corridor: &'a Band, next: usize, rows: [Row; 2]) -> Self {
        let none = || vec![0.0; outline.target[0].len()];
        let mut search = Search {
            outline,
            corridor,
            rows,
            hits: [none(), none()],
        };
        if next > 1 {
            search.spread(next - 2);
        }
        search
    }

    /// Writes down what words say of a source line.
    fn spread(&mut self, line: usize) {
        for &(j, worth) in &self.outline.hits[line] {
            self.hits[0][j as usize] = worth;
        }
    }

    /// Works out row `i` from the two before it.
    fn advance(&mut self, i: usize) {
        const IMPOSSIBLE: f32 = f32::NEG_INFINITY;
        let Outline {
            worth,
            source,
            target,
            hits,
            gap,
        } = self.outline;
        let corridor = self.corridor;
        let far = std::mem::take(&mut self.rows[1]);
        if i > 0 {
            self.hits.swap(0, 1);
            if i > 2 {
                for &(j, _) in &hits[i - 3] {
                    self.hits[0][j as usize] = 0.0;
                }
            }
            self.spread(i - 1);
        }
        let mut row = vec![IMPOSSIBLE; corridor.row(i).len()];
        let start = corridor.row(i).start;
        for (shape, worth) in SHAPES.iter().zip(worth.iter()) {
            let Some(overlap) = corridor.overlap(i, *shape) else {
                continue;
            };
            let before = i - shape.sources;
            let above = if shape.sources == 1 {
                &self.rows[0]
            } else {
                &far
            };
            let offset = corridor.offset(before);
            let above = &above.best[overlap.before.start - offset..overlap.before.end - offset];
            let class = source[shape.sources - 1][i - 1] as usize;
            let Some(worth) = worth[class * CLASSES..].first_chunk::<CLASSES>() else {
                continue;
            };
            // The cell after j lines ends with line j - 1.
            let lines = start + overlap.here.start - 1..start + overlap.here.end - 1;
            let classes = &target[shape.targets - 1][lines.clone()];
            let said = &self.hits[0][lines.clone()];
            let also = match (shape.sources, shape.targets) {
                (1, 2) => Some(&self.hits[0][lines.start - 1..lines.end - 1]),
                (2, 1) => Some(&self.hits[1][lines]),
                _ => None,
            };
            let cells = row[overlap.here]
                .iter_mut()
                .zip(above)
                .zip(classes)
                .zip(said);
            let value = |above: f32, class: u8, said: f32| {
                above + worth[usize::from(class) % CLASSES] + said
            };
            if let Some(also) = also {
                for ((((cell, &above), &class), &said), &also) in cells.zip(also) {
                    *cell = cell.max(value(above, class, said + also));
                }
            } else {
                for (((cell, &above), &class), &said) in cells {
                    *cell = cell.max(value(above, class, said));
                }
            }
        }
        let mut gaps = vec![IMPOSSIBLE; row.len()];
        let [begin, go_on] = *gap;
        if i == 0 {
            row[0] = 0.0;
        } else {
            let straight = corridor.straight(i);
            let offset = corridor.offset(i - 1);
            let above = straight.before.start - offset..straight.before.end - offset;
            let best = &self.rows[0].best[above.clone()];
            let from = best.iter().zip(&self.rows[0].gap[above]);
            for (cell, (best, gap)) in gaps[straight.here].iter_mut().zip(from) {
                *cell = (best + begin).max(gap + go_on);
            }
        }
        let (mut best_before, mut gap_before) = (IMPOSSIBLE, IMPOSSIBLE);
        for (cell, gap) in row.iter_mut().zip(&mut gaps) {
            *gap = gap.max(best_before + begin).max(gap_before + go_on);
            *cell = cell.max(*gap);
            (best_before, gap_before) = (*cell, *gap);
        }
        let row = Row {
            best: row,
            gap: gaps,
        };
        self.rows[1] = std::mem::replace(&mut self.rows[0], row);
    }
}
