//! Which cells are looked at: a band around what is known of the path.

use std::ops::Range;

use super::super::bead::Shape;

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

/// Cells of a row, from its start, and as many cells that steps lead from, by number in the band.
pub(super) struct Overlap {
    pub(super) here: Range<usize>,
    pub(super) before: Range<usize>,
}

impl Band {
    /// Makes a band of all cells that are at most `radius` rows and `radius` columns away from the
    /// `cells` of any row: one range for each number of source segments, which may be empty. The
    /// first and the last cell of the lattice belong to every band.
    pub(in crate::align) fn around(cells: &[Range<usize>], targets: usize, radius: usize) -> Self {
        let sources = cells.len() - 1;
        let mut rows = vec![UNTOUCHED; cells.len()];
        let mut widen = |i: usize, from: usize, to: usize| {
            rows[i].start = rows[i].start.min(from);
            rows[i].end = rows[i].end.max(to);
        };
        widen(0, 0, 1);
        widen(sources, targets, targets + 1);
        for (i, row) in cells.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            let (from, to) = (row.start.saturating_sub(radius), row.end + radius);
            for i in i.saturating_sub(radius)..=(i + radius).min(sources) {
                widen(i, from, to.min(targets + 1));
            }
        }
        Self::from_rows(rows)
    }

    /// Makes a band of all cells.
    pub(in crate::align) fn full(sources: usize, targets: usize) -> Self {
        Self::from_rows(vec![0..targets + 1; sources + 1])
    }

    /// Takes the ranges, and what lies between them where they do not touch.
    fn from_rows(mut rows: Vec<Range<usize>>) -> Self {
        for i in (1..rows.len()).rev() {
            rows[i - 1].start = rows[i - 1].start.min(rows[i].start);
        }
        for i in 1..rows.len() {
            rows[i].end = rows[i].end.max(rows[i - 1].end);
            // A step of the path goes at most from the end of one row to the start of the next.
            rows[i].start = rows[i].start.min(rows[i - 1].end - 1);
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

    /// Returns the cells of row `i`, at least 1, that have a neighbour in the row before.
    pub(super) fn straight(&self, i: usize) -> Overlap {
        let shape = Shape {
            sources: 1,
            targets: 0,
        };
        self.overlap(i, shape).unwrap_or(Overlap {
            here: 0..0,
            before: 0..0,
        })
    }

    /// Cuts what is kept for each cell, `columns` at a time, into the rows of the band.
    pub(in crate::align) fn split<'a, T>(
        &self,
        mut cells: &'a mut [T],
        columns: usize,
    ) -> Vec<&'a mut [T]> {
        let mut rows = Vec::with_capacity(self.rows.len());
        for range in &self.rows {
            let (row, rest) = std::mem::take(&mut cells).split_at_mut(range.len() * columns);
            rows.push(row);
            cells = rest;
        }
        rows
    }

    /// Returns which cells of row `i` beads of a shape end in, and where these begin.
    pub(super) fn overlap(&self, i: usize, shape: Shape) -> Option<Overlap> {
        let before = i.checked_sub(shape.sources)?;
        let (row, from) = (&self.rows[i], &self.rows[before]);
        let start = row.start.max(from.start + shape.targets);
        let end = row.end.min(from.end + shape.targets);
        if start >= end {
            return None;
        }
        let first = self.offsets[before] + start - shape.targets - from.start;
        Some(Overlap {
            here: start - row.start..end - row.start,
            before: first..first + end - start,
        })
    }

    /// Returns the same cells seen from the end.
    pub(super) fn reversed(&self) -> Self {
        let columns = self.rows[self.sources()].end;
        let turn = |row: &Range<usize>| columns - row.end..columns - row.start;
        Self::from_rows(self.rows.iter().rev().map(turn).collect())
    }

    /// Returns the same cells seen from the other side: a band whose rows are target segments.
    pub(in crate::align) fn transposed(&self) -> Self {
        let targets = self.rows[self.sources()].end - 1;
        let mut rows = Vec::with_capacity(targets + 1);
        // Rows never step back, so each column is a range of rows too.
        let (mut first, mut end) = (0, 0);
        for j in 0..=targets {
            while self.rows[first].end <= j {
                first += 1;
            }
            while end < self.rows.len() && self.rows[end].start <= j {
                end += 1;
            }
            rows.push(first..end);
        }
        Self::from_rows(rows)
    }
}
