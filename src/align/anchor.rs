//! Where the first pass looks: everywhere in a short document pair, and in a long one where lengths
//! and telling words lead.
//!
//! Words that stand in a single line of either side and speak for each other are anchors; the longest
//! ascending chain of them (patience sorting) cuts a very long pair into boxes. An anchor counts only
//! where its neighbours in the chain agree with it, and the boxes overlap widely, so one false friend
//! cannot bend the path. Inside the boxes a coarse search finds the band. Without anchors the box is
//! the whole pair, and the coarse search takes time as the product of the lengths.

use std::borrow::Cow;
use std::ops::Range;

use super::corpus::{Document, Side};
use super::lattice::{Band, CLASSES, Outline};
use super::length::LengthModel;
use super::words::{Table, starts};

/// Pairs of no more cells than this are summed whole.
const SMALL: usize = 40_000;
/// Pairs of no more cells than this are not cut by anchors.
const WHOLE: usize = 4_000_000;
/// How much worse than the best a way may be, as a logarithm, to be looked at.
const DOUBT: f32 = 15.0;
/// Words in more lines than this tell nothing about where a line belongs.
const OFTEN: usize = 64;
/// The least and the most that one word says of two lines, and the most that all say.
const LEAST: f32 = 0.3;
const WORD: f32 = 3.0;
const WORDS: f32 = 8.0;
/// The least that an anchor says.
const ANCHOR: f32 = 1.5;
/// Lines around the boxes between anchors.
const MARGIN: usize = 100;
/// Worth of leaving the first line of a run alone, and each line after it.
const GAP: [f32; 2] = [-4.0, -1.0];
/// Log probabilities of 1-1, 1-2 and 2-1.
const SHAPES: [f64; 3] = [-0.3, -2.7, -2.7];
/// What lines pay that no word speaks for, where all words are known.
const SILENT: f64 = 2.0;

/// A document pair as the coarse search sees it, but for the lengths.
pub(super) struct Sketch<'a> {
    document: &'a Document,
    corridor: Band,
    hits: Vec<Vec<(u32, f32)>>,
    coverage: f64,
}

impl<'a> Sketch<'a> {
    /// Looks for telling words. `coverage` is the share of words known.
    pub(super) fn new(document: &'a Document, table: &Table, coverage: f64) -> Self {
        let (sources, targets) = (document.source.len(), document.target.len());
        let words = Words::new(document, table);
        let corridor = if sources * targets <= WHOLE {
            Band::full(sources, targets)
        } else {
            corridor(&chain(words.anchors), sources, targets)
        };
        Sketch {
            document,
            corridor,
            hits: words.hits,
            coverage,
        }
    }

    /// Returns the number of lines on the shorter side.
    pub(super) fn lines(&self) -> usize {
        self.document.source.len().min(self.document.target.len())
    }

    /// Returns what the best way is worth if the lengths are as this model says.
    pub(super) fn worth(&self, length: &LengthModel) -> f64 {
        f64::from(self.outline(length).best(&self.corridor))
    }

    /// Finds the cells that the first pass has to look at.
    pub(super) fn band(&self, length: &LengthModel) -> Band {
        let (sources, targets) = (self.document.source.len(), self.document.target.len());
        if sources * targets <= SMALL {
            return Band::full(sources, targets);
        }
        let cells = self.outline(length).cells(&self.corridor, DOUBT);
        Band::around(&cells, targets, 4)
    }

    fn outline(&self, length: &LengthModel) -> Outline<'_> {
        let silent = SILENT * self.coverage;
        let worth = [(0, 1), (1, 2), (2, 1)]
            .map(|(shape, lines)| worth(length, lines, SHAPES[shape] - silent));
        Outline {
            worth,
            source: classes(&self.document.source),
            target: classes(&self.document.target),
            hits: Cow::Borrowed(&self.hits),
            gap: GAP,
        }
    }
}

/// Returns the class of a length: eight to an octave.
fn class(length: f64) -> u8 {
    (8.0 * (1.0 + length).log2()).min((CLASSES - 1) as f64) as u8
}

/// Returns the classes of the lines of a side, and of each two lines, by the last.
fn classes(side: &Side) -> [Vec<u8>; 2] {
    let ones = side.lengths.iter().map(|&length| class(length));
    let twos = (side.lengths.windows(2)).map(|pair| class(pair[0] + pair[1]));
    [ones.collect(), std::iter::once(0).chain(twos).collect()]
}

/// Works out what lengths say of beads of `lines` target lines, by class on both sides.
fn worth(length: &LengthModel, lines: usize, shape: f64) -> Vec<f32> {
    let middle = |class: usize| ((class as f64 + 0.5) / 8.0).exp2() - 1.0;
    let mut table = Vec::with_capacity(CLASSES * CLASSES);
    let chances: Vec<f64> = (0..CLASSES)
        .map(|class| {
            // The density of so many lines that together are so long.
            let mut parts = vec![0.0; lines];
            parts[0] = middle(class);
            length.background(&parts, lines)[lines - 1]
        })
        .collect();
    for source in 0..CLASSES {
        for (target, &chance) in chances.iter().enumerate() {
            let score = length.score(middle(source), middle(target), chance);
            table.push((score + shape) as f32);
        }
    }
    table
}

/// What words tell of where lines belong.
struct Words {
    /// For each source line the target lines that words speak for, ascending, and how much.
    hits: Vec<Vec<(u32, f32)>>,
    /// Lines that have words for each other which nothing else speaks for.
    anchors: Vec<(usize, usize)>,
}

impl Words {
    fn new(document: &Document, table: &Table) -> Self {
        let (source, target) = (&document.source, &document.target);
        let places = Places::new(target, table.words());
        let mut sums = vec![0.0; table.words()];
        // For each word the last source line that speaks for it strongly, and how many do.
        let mut speakers = vec![(0_usize, 0_u32); table.words()];
        let mut hits = Vec::with_capacity(source.len());
        let mut said = vec![0.0_f32; target.len()];
        for line in 0..source.len() {
            let mut lines: Vec<u32> = Vec::new();
            for (word, support) in table.supported(source.line(line), &mut sums) {
                let places = places.of(word);
                if support < LEAST || places.len() > OFTEN {
                    continue;
                }
                if support > ANCHOR {
                    let speaker = &mut speakers[word as usize];
                    *speaker = (line, speaker.1 + 1);
                }
                for &j in places {
                    if said[j as usize] == 0.0 {
                        lines.push(j);
                    }
                    said[j as usize] += support.min(WORD);
                }
            }
            lines.sort_unstable();
            let hit = |j: u32| (j, std::mem::take(&mut said[j as usize]).min(WORDS));
            hits.push(lines.into_iter().map(hit).collect());
        }
        let anchors = speakers
            .iter()
            .enumerate()
            .filter_map(
                |(word, &(line, count))| match (count, places.of(word as u32)) {
                    (1, &[place]) => Some((line, place as usize)),
                    _ => None,
                },
            );
        let anchors = anchors.collect();
        Words { hits, anchors }
    }
}

/// The lines that each word stands in.
struct Places {
    starts: Vec<u32>,
    lines: Vec<u32>,
}

impl Places {
    fn new(side: &Side, words: usize) -> Self {
        let mut pairs: Vec<(u32, u32)> = (0..side.len())
            .flat_map(|line| side.line(line).iter().map(move |&word| (word, line as u32)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let starts = starts(pairs.iter().map(|&(word, _)| word), words);
        let lines = pairs.into_iter().map(|(_, line)| line).collect();
        Places { starts, lines }
    }

    fn of(&self, word: u32) -> &[u32] {
        let word = word as usize;
        &self.lines[self.starts[word] as usize..self.starts[word + 1] as usize]
    }
}

/// Returns the longest chain of anchors that ascends on both sides, without those that the others
/// near them contradict.
fn chain(mut anchors: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    /// Neighbours asked on each side, and how far away they may be.
    const ASKED: usize = 3;
    const NEAR: usize = 200;
    // Of anchors in one source line the chain can hold only one.
    anchors.sort_unstable_by_key(|&(i, j)| (i, std::cmp::Reverse(j)));
    // The anchor that each length of chain ends in at best, and the one before each anchor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; anchors.len()];
    for (k, &(_, j)) in anchors.iter().enumerate() {
        let length = ends.partition_point(|&end| anchors[end].1 < j);
        before[k] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(k);
        } else {
            ends[length] = k;
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(k) = next {
        chain.push(anchors[k]);
        next = before[k];
    }
    chain.reverse();
    let agrees = |k: usize| {
        let (i, j) = chain[k];
        let asked = k.saturating_sub(ASKED)..(k + ASKED + 1).min(chain.len());
        let agreeing = chain[asked].iter().filter(|&&(i1, j1)| {
            let (across, down) = (i.abs_diff(i1), j.abs_diff(j1));
            (i1, j1) != (i, j)
                && across.max(down) <= NEAR
                && across.abs_diff(down) <= 10 + across / 2
        });
        agreeing.count() >= 2
    };
    (0..chain.len())
        .filter(|&k| agrees(k))
        .map(|k| chain[k])
        .collect()
}

/// Returns the boxes between anchors, with a margin.
fn corridor(anchors: &[(usize, usize)], sources: usize, targets: usize) -> Band {
    let mut cells: Vec<Range<usize>> = Vec::with_capacity(sources + 1);
    let mut from = 0;
    for &(i, j) in anchors.iter().chain([&(sources, targets)]) {
        while cells.len() < i {
            cells.push(from..j + 1);
        }
        from = j;
    }
    cells.push(from..targets + 1);
    Band::around(&cells, targets, MARGIN)
}
