//! Scores of lines against windows of the other side, many at a time.

use std::ops::Range;

use rayon::prelude::*;

use super::super::corpus::Side;

/// Translation probabilities relative to chance, ready for scoring: of the words of one side given
/// the words of the other.
pub(in crate::align) struct Table {
    pub(super) rows: Vec<u32>,
    pub(super) entries: Vec<Entry>,
    pub(in crate::align) base: Vec<f32>,
    pub(in crate::align) free: Vec<f32>,
}

pub(in crate::align) struct Entry {
    pub(in crate::align) word: u32,
    /// What the pair adds to the base of the given word.
    pub(in crate::align) value: f32,
    /// The same, as far as it counts as proof of the pair itself.
    pub(in crate::align) proof: f32,
}

impl Table {
    pub(in crate::align) fn row(&self, word: u32) -> &[Entry] {
        let word = word as usize;
        &self.entries[self.rows[word] as usize..self.rows[word + 1] as usize]
    }

    /// Returns the number of words of the other side.
    pub(in crate::align) fn words(&self) -> usize {
        self.free.len()
    }

    /// Collects the words of the other side that a line speaks for, and their log support. `sums`
    /// holds a 0 for each word of the other side, before and after.
    pub(in crate::align) fn supported(&self, line: &[u32], sums: &mut [f32]) -> Vec<(u32, f32)> {
        let mut base = 0.0;
        let mut found = Vec::new();
        for &e in line {
            base += self.base[e as usize];
            for entry in self.row(e) {
                let sum = &mut sums[entry.word as usize];
                if *sum == 0.0 {
                    found.push((entry.word, 0.0));
                }
                *sum += entry.value;
            }
        }
        let scale = 1.0 / f32::max(line.len() as f32, 1.0);
        for (word, support) in &mut found {
            let sum = std::mem::take(&mut sums[*word as usize]);
            let free = self.free[*word as usize];
            *support = (free + (1.0 - free) * scale * (base + sum)).ln();
        }
        found
    }

    /// Scores lines of the other side against windows of given lines.
    ///
    /// For a window that starts at line `i`, and `scored[i]` the lines to look at, entry
    /// `[i][v * len + k]` is the log support of line `scored[i].start + k` in view `v`. A view is a
    /// window: the weight of each of its lines, from the first. Views that reach past the end hold 0.
    pub(in crate::align) fn score(
        &self,
        given: &Side,
        other: &Side,
        scored: &[Range<usize>],
        views: &[Vec<f32>],
    ) -> Vec<Vec<f32>> {
        let scratch = || vec![0.0_f32; self.free.len()];
        (0..given.len())
            .into_par_iter()
            .map_init(scratch, |sums, start| {
                let lines = scored[start].clone();
                let mut scores = Vec::with_capacity(views.len() * lines.len());
                for view in views {
                    if start + view.len() > given.len() {
                        scores.resize(scores.len() + lines.len(), 0.0);
                        continue;
                    }
                    let (mut base, mut count) = (0.0, 0.0);
                    for (line, &weight) in (start..).zip(view) {
                        for &e in given.line(line) {
                            base += weight * self.base[e as usize];
                            count += weight;
                            for entry in self.row(e) {
                                sums[entry.word as usize] += weight * entry.value;
                            }
                        }
                    }
                    let scale = 1.0 / f32::max(count, 1e-3);
                    let support = |j| self.support(other.line(j), sums, base, scale);
                    scores.extend(lines.clone().map(support));
                    for line in start..start + view.len() {
                        for &e in given.line(line) {
                            for entry in self.row(e) {
                                sums[entry.word as usize] = 0.0;
                            }
                        }
                    }
                }
                scores
            })
            .collect()
    }

    /// Sums the log support of the words of a line. Multiplies the factors and takes few logarithms.
    fn support(&self, line: &[u32], sums: &[f32], base: f32, scale: f32) -> f32 {
        let (mut log, mut product) = (0.0_f64, 1.0_f64);
        for &f in line {
            let f = f as usize;
            let free = self.free[f];
            product *= f64::from(free + (1.0 - free) * scale * (base + sums[f]));
            if !(1e-200..=1e200).contains(&product) {
                log += product.ln();
                product = 1.0;
            }
        }
        (log + product.ln()) as f32
    }
}
