//! Which cells are looked at: a band around what is known of the path.

use std::ops::Range;

/// A row that no cell was put into yet.
const UNTOUCHED: Range<usize> = Range {
    start: usize::MAX,
    end: 0,
};

/// The cells that are looked at: for each number of source segments a range of numbers of target
/// segments. Ranges never step back and always touch the next one, so that a path exists.
#[derive(Clone, Debug)]
pub(in crate::align) struct Band {
    rows: Vec<Range<usize>>,
    offsets: Vec<usize>,
}

impl Band {
    /// Makes a band of `radius` cells to both sides of the path through `points`, which are corners
    /// (source, target) in ascending order from (0, 0) to the two lengths.
    pub(in crate::align) fn around(points: &[(usize, usize)], radius: usize) -> Self {
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
    pub(in crate::align) fn diagonal(sources: usize, targets: usize, radius: usize) -> Self {
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
    pub(in crate::align) fn cells(&self) -> usize {
        self.offsets[self.rows.len()]
    }

    /// Returns the number of source segments.
    pub(in crate::align) fn sources(&self) -> usize {
        self.rows.len() - 1
    }

    /// Returns the numbers of target segments looked at for `i` source segments.
    pub(in crate::align) fn row(&self, i: usize) -> Range<usize> {
        self.rows[i].clone()
    }

    /// Returns the number of the first cell of row `i`; that of the row past the last is the total.
    pub(in crate::align) fn offset(&self, i: usize) -> usize {
        self.offsets[i]
    }

    pub(super) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let row = &self.rows[i];
        row.contains(&j).then(|| self.offsets[i] + j - row.start)
    }

    /// Returns the same cells seen from the other side: a band whose rows are target segments.
    pub(in crate::align) fn transposed(&self) -> Self {
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
