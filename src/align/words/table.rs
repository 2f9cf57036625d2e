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
    pub(super) free: Vec<f32>,
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

    /// Returns what a word is worth with so much support: a part of its weight needs none.
    pub(in crate::align) fn factor(&self, word: u32, support: f32) -> f32 {
        let free = self.free[word as usize];
        free + (1.0 - free) * support
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
            *support = self.factor(*word, scale * (base + sum)).ln();
        }
        found
    }

    /// Scores lines of the other side against windows of given lines.
    ///
    /// For a window that starts at line `i`, and `scored[i]` the lines to look at (ranges that never
    /// step back), entry `[i][v * len + k]` is the log support of line `scored[i].start + k` in view
    /// `v`. A view is a window: the weight of each of its lines, from the first. Views that reach past
    /// the end hold 0.
    pub(in crate::align) fn score(
        &self,
        given: &Side,
        other: &Side,
        scored: &[Range<usize>],
        views: &[Vec<f32>],
    ) -> Vec<Vec<f32>> {
        /// Windows that one thread scores one after the other.
        const RUN: usize = 64;
        let text = Text::new(other, &self.free);
        let starts: Vec<usize> = (0..given.len()).step_by(RUN).collect();
        let run = |sums: &mut Vec<f32>, first: usize| {
            let last = (first + RUN).min(given.len());
            self.score_run(first..last, given, &text, scored, views, sums)
        };
        let scratch = || vec![0.0_f32; self.free.len()];
        let runs: Vec<Vec<Vec<f32>>> = starts.into_par_iter().map_init(scratch, run).collect();
        runs.into_iter().flatten().collect()
    }

    /// Scores the windows that start in `run`. `sums` holds zeros, before and after.
    fn score_run(
        &self,
        run: Range<usize>,
        given: &Side,
        text: &Text,
        scored: &[Range<usize>],
        views: &[Vec<f32>],
        sums: &mut [f32],
    ) -> Vec<Vec<f32>> {
        let most = views.iter().map(Vec::len).max().unwrap_or(1);
        // What each of the next lines adds for each token: a ring.
        let mut added: Vec<Added> = vec![Added::default(); most];
        let mut next = run.start;
        let mut result = Vec::with_capacity(run.len());
        for start in run {
            while next < (start + most).min(given.len()) {
                let first = (next + 1).saturating_sub(most);
                let lines = scored[first].start..scored[next].end;
                self.add_up(
                    given.line(next),
                    text.places(&lines),
                    text,
                    sums,
                    &mut added[next % most],
                );
                next += 1;
            }
            let lines = scored[start].clone();
            let mut scores = vec![0.0; views.len() * lines.len()];
            for (group, views) in views.chunks(LANES).enumerate() {
                let window = Window::new(start, views, &added, given.len());
                for (k, line) in lines.clone().enumerate() {
                    let support = window.support(&added, text, line);
                    for (v, view) in views.iter().enumerate() {
                        if start + view.len() <= given.len() {
                            scores[(group * LANES + v) * lines.len() + k] = support[v];
                        }
                    }
                }
            }
            result.push(scores);
        }
        result
    }

    /// Works out what the words of a given line add for each of the tokens at `places`.
    fn add_up(
        &self,
        line: &[u32],
        places: Range<usize>,
        text: &Text,
        sums: &mut [f32],
        added: &mut Added,
    ) {
        added.base = 0.0;
        added.count = line.len() as f32;
        for &e in line {
            added.base += self.base[e as usize];
            for entry in self.row(e) {
                sums[entry.word as usize] += entry.value;
            }
        }
        added.first = places.start;
        added.sums.clear();
        let tokens = text.tokens[places].iter();
        added.sums.extend(tokens.map(|&f| sums[f as usize]));
        for &e in line {
            for entry in self.row(e) {
                sums[entry.word as usize] = 0.0;
            }
        }
    }
}

/// Lines of more tokens than this are scored by their distinct words.
const LONG: usize = 512;

/// The tokens of the scored side, one after the other; of a long line, its distinct words.
struct Text {
    tokens: Vec<u32>,
    /// For each line that is long how often each of its words stands there, else nothing.
    counts: Vec<Vec<f32>>,
    /// For each token the share of its weight that needs no support.
    free: Vec<f32>,
    /// Where each line starts, and where the last one ends.
    starts: Vec<usize>,
}

impl Text {
    fn new(side: &Side, free: &[f32]) -> Self {
        let mut tokens = Vec::new();
        let mut starts = vec![0];
        let mut counts = vec![Vec::new(); side.len()];
        for (line, counts) in counts.iter_mut().enumerate() {
            let words = side.line(line);
            if words.len() > LONG {
                let mut sorted = words.to_vec();
                sorted.sort_unstable();
                for same in sorted.chunk_by(|a, b| a == b) {
                    tokens.push(same[0]);
                    counts.push(same.len() as f32);
                }
            } else {
                tokens.extend_from_slice(words);
            }
            starts.push(tokens.len());
        }
        Text {
            counts,
            free: tokens.iter().map(|&f| free[f as usize]).collect(),
            tokens,
            starts,
        }
    }

    fn places(&self, lines: &Range<usize>) -> Range<usize> {
        let end = self.starts[lines.end.max(lines.start)];
        self.starts[lines.start]..end
    }
}

/// What a given line adds to the support of the tokens from `first` on.
#[derive(Clone, Default)]
struct Added {
    base: f32,
    /// Words of the line.
    count: f32,
    first: usize,
    sums: Vec<f32>,
}

/// Views that are worked out side by side.
const LANES: usize = 8;
type Lanes = [f32; LANES];
/// What one token may count at most.
const LARGEST: f32 = 1e9;

/// Some views of one window.
struct Window {
    /// For each line of the longest view where it stands in the ring, and its weights.
    lines: Vec<(usize, Lanes)>,
    base: Lanes,
}

impl Window {
    fn new(start: usize, views: &[Vec<f32>], added: &[Added], given: usize) -> Self {
        let most = views.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines: Vec<(usize, Lanes)> = (start..(start + most).min(given))
            .map(|line| (line % added.len(), [0.0; LANES]))
            .collect();
        let mut base = [0.0; LANES];
        for (v, view) in views.iter().enumerate() {
            let weighted = || lines.iter().map(|&(place, _)| &added[place]).zip(view);
            let count: f32 = weighted().map(|(line, weight)| weight * line.count).sum();
            let sum: f32 = weighted().map(|(line, weight)| weight * line.base).sum();
            let scale = 1.0 / count.max(1e-3);
            base[v] = sum * scale;
            for ((_, weights), weight) in lines.iter_mut().zip(view) {
                weights[v] = weight * scale;
            }
        }
        Window { lines, base }
    }

    /// Sums the log support of the tokens of a line in each view. Multiplies the factors and takes
    /// one logarithm: the exponents of the products are counted apart.
    fn support(&self, added: &[Added], text: &Text, line: usize) -> Lanes {
        /// Factors multiplied before the exponent is taken out: so many of [`LARGEST`] fit.
        const RUN: usize = 4;
        const EXPONENT: u32 = 0xFF << 23;
        const ONE: u32 = 127 << 23;
        let mut product = [1.0_f32; LANES];
        let mut exponents = [0_u32; LANES];
        let places = text.starts[line]..text.starts[line + 1];
        if !text.counts[line].is_empty() {
            let mut log = [0.0; LANES];
            for (place, count) in places.zip(&text.counts[line]) {
                let factors = self.factors(added, text, place);
                for v in 0..LANES {
                    log[v] += count * factors[v].ln();
                }
            }
            return log;
        }
        let mut runs = 0;
        for run in places.clone().step_by(RUN) {
            for place in run..(run + RUN).min(places.end) {
                let factors = self.factors(added, text, place);
                for v in 0..LANES {
                    product[v] *= factors[v];
                }
            }
            for v in 0..LANES {
                let bits = product[v].to_bits();
                exponents[v] += (bits & EXPONENT) >> 23;
                product[v] = f32::from_bits((bits & !EXPONENT) | ONE);
            }
            runs += 1;
        }
        std::array::from_fn(|v| {
            let exponent = f64::from(exponents[v]) - f64::from(127 * runs);
            (exponent * std::f64::consts::LN_2) as f32 + product[v].ln()
        })
    }

    /// Returns the support of the token at a place in each view.
    #[inline]
    fn factors(&self, added: &[Added], text: &Text, place: usize) -> Lanes {
        let mut support = self.base;
        for (ring, weights) in &self.lines {
            let line = &added[*ring];
            let sum = line.sums[place - line.first];
            for v in 0..LANES {
                support[v] += sum * weights[v];
            }
        }
        let free = text.free[place];
        support.map(|support| (free + (1.0 - free) * support).min(LARGEST))
    }
}
