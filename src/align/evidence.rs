//! Evidence from the borders of segments: how they end and start, repeated lines, and paragraph
//! marks. What an ending means is learnt from the posteriors, not told: that a colon goes on and a
//! question mark answers a question mark shows in every document by itself.

use std::ops::Range;

use super::bead::Shape;
use super::corpus::{Document, Edge, Side};
use super::lattice::Posteriors;
use super::length::Sums;
use super::speech;
use crate::model::Gap;

/// Weight of the evidence from endings and starts.
const WEIGHT: f64 = 0.5;
/// Weight of the evidence from the share of speech.
const SPEECH: f64 = 0.5;
/// Pseudo-counts at "says nothing".
const PSEUDO: f64 = 10.0;
/// What a repeated line gains by standing alone.
const REPEATED: f64 = 4.0;
/// What a bead pays for holding a blank line, or a line end.
const CROSS_BLANK: f64 = 3.0;
const CROSS_LINE: f64 = 1.0;
/// What a bead gains where both sides stand at the border of a paragraph, or pays where one does.
const BOTH: f64 = 0.5;

/// Expected counts of classes at borders.
#[derive(Clone)]
pub(super) struct Counts {
    /// By side: classes of ends inside beads, and at the ends of beads.
    ends: [[Vec<f64>; 2]; 2],
    /// The same for the starts of the segments after.
    starts: [[Vec<f64>; 2]; 2],
    /// Classes over all lines, by side.
    all_ends: [Vec<f64>; 2],
    all_starts: [Vec<f64>; 2],
    /// Joint classes of the last segments of beads with both sides, and of the first.
    last: Vec<f64>,
    first: Vec<f64>,
    /// Joint classes of the share of speech in beads.
    speech: Vec<f64>,
}

const INSIDE: usize = 0;
const BETWEEN: usize = 1;

impl Counts {
    pub(super) fn new() -> Self {
        let ends = || vec![0.0; Edge::ENDS];
        let starts = || vec![0.0; Edge::STARTS];
        Counts {
            ends: [[ends(), ends()], [ends(), ends()]],
            starts: [[starts(), starts()], [starts(), starts()]],
            all_ends: [ends(), ends()],
            all_starts: [starts(), starts()],
            last: vec![0.0; Edge::ENDS * Edge::ENDS],
            first: vec![0.0; Edge::STARTS * Edge::STARTS],
            speech: vec![0.0; speech::CLASSES * speech::CLASSES],
        }
    }

    /// Adds the counts of others, so many times; nothing falls below 0.
    pub(super) fn merge(&mut self, other: &Counts, times: f64) {
        let add = |sums: &mut [f64], counts: &[f64]| {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum = (*sum + times * count).max(0.0);
            }
        };
        for side in 0..2 {
            for place in [INSIDE, BETWEEN] {
                add(&mut self.ends[side][place], &other.ends[side][place]);
                add(&mut self.starts[side][place], &other.starts[side][place]);
            }
            add(&mut self.all_ends[side], &other.all_ends[side]);
            add(&mut self.all_starts[side], &other.all_starts[side]);
        }
        add(&mut self.last, &other.last);
        add(&mut self.first, &other.first);
        add(&mut self.speech, &other.speech);
    }

    pub(super) fn add(&mut self, document: &Document, posteriors: &Posteriors) {
        let sides = [&document.source, &document.target];
        // The mass of "a bead ends after this line"; the rest of the line's mass is inside beads.
        let mut ended = [
            posteriors.source_gaps.clone(),
            posteriors.target_gaps.clone(),
        ];
        let mut mass = ended.clone();
        for bead in &posteriors.beads {
            for (side, window) in [&bead.source, &bead.target].into_iter().enumerate() {
                ended[side][window.end - 1] += bead.weight;
                window
                    .clone()
                    .for_each(|line| mass[side][line] += bead.weight);
            }
            let edge = |line: usize, side: usize| sides[side].edges[line];
            let (s, t) = (edge(bead.source.end - 1, 0), edge(bead.target.end - 1, 1));
            self.last[s.end * Edge::ENDS + t.end] += bead.weight;
            let (s, t) = (edge(bead.source.start, 0), edge(bead.target.start, 1));
            self.first[s.start * Edge::STARTS + t.start] += bead.weight;
            let class = |side: usize, window: &Range<usize>| {
                let sum = |of: &[f64]| of[window.clone()].iter().sum::<f64>();
                speech::class(sum(&sides[side].quoted), sum(&sides[side].lengths))
            };
            let (s, t) = (class(0, &bead.source), class(1, &bead.target));
            self.speech[s * speech::CLASSES + t] += bead.weight;
        }
        for (side, lines) in sides.into_iter().enumerate() {
            for line in 0..lines.len() {
                let edge = lines.edges[line];
                self.all_ends[side][edge.end] += 1.0;
                self.all_starts[side][edge.start] += 1.0;
                let Some(next) = lines.edges.get(line + 1) else {
                    continue;
                };
                let between = ended[side][line];
                let inside = (mass[side][line] - between).max(0.0);
                for (place, weight) in [(INSIDE, inside), (BETWEEN, between)] {
                    self.ends[side][place][edge.end] += weight;
                    self.starts[side][place][next.start] += weight;
                }
            }
        }
    }
}

/// What each class of border is worth, as logarithms.
pub(super) struct Evidence {
    ends: [[Vec<f64>; 2]; 2],
    starts: [[Vec<f64>; 2]; 2],
    last: Vec<f64>,
    first: Vec<f64>,
    speech: Vec<f64>,
}

impl Evidence {
    pub(super) fn learn(counts: &Counts) -> Self {
        let lifts = |places: &[[Vec<f64>; 2]; 2], all: &[Vec<f64>; 2]| {
            [0, 1].map(|side| [0, 1].map(|place| lift(&places[side][place], &all[side])))
        };
        Evidence {
            ends: lifts(&counts.ends, &counts.all_ends),
            starts: lifts(&counts.starts, &counts.all_starts),
            last: association(&counts.last, Edge::ENDS),
            first: association(&counts.first, Edge::STARTS),
            speech: association(&counts.speech, speech::CLASSES),
        }
    }

    fn border(&self, side: usize, lines: &Side, line: usize, place: usize) -> f64 {
        let next = lines.edges.get(line + 1);
        self.ends[side][place][lines.edges[line].end]
            + next.map_or(0.0, |next| self.starts[side][place][next.start])
    }
}

/// Returns the logarithm of how much more frequent each class is here than everywhere.
fn lift(here: &[f64], everywhere: &[f64]) -> Vec<f64> {
    let (sum, all) = (
        here.iter().sum::<f64>(),
        everywhere.iter().sum::<f64>().max(1.0),
    );
    here.iter()
        .zip(everywhere)
        .map(|(&count, &total)| {
            let share = total / all;
            let expected = (count + PSEUDO * share) / (sum + PSEUDO);
            if share > 0.0 {
                (expected / share).ln()
            } else {
                0.0
            }
        })
        .collect()
}

/// Returns the pointwise mutual information of a square table, smoothed towards independence.
fn association(joint: &[f64], classes: usize) -> Vec<f64> {
    let sum = joint.iter().sum::<f64>();
    if sum <= 0.0 {
        return vec![0.0; joint.len()];
    }
    let rows: Vec<f64> = joint
        .chunks(classes)
        .map(|row| row.iter().sum::<f64>() / sum)
        .collect();
    let columns: Vec<f64> = (0..classes)
        .map(|c| joint.iter().skip(c).step_by(classes).sum::<f64>() / sum)
        .collect();
    let information = |index: usize| {
        let independent = rows[index / classes] * columns[index % classes];
        let share = (joint[index] + PSEUDO * independent) / (sum + PSEUDO);
        if independent > 0.0 {
            (share / independent).ln()
        } else {
            0.0
        }
    };
    (0..joint.len()).map(information).collect()
}

/// What the borders of the segments of one document pair are worth, ready for look-up.
pub(super) struct Borders<'a> {
    document: &'a Document,
    evidence: Option<&'a Evidence>,
    /// By side: worth of a bead ending after each line, and what it pays for going on.
    out: [Vec<f64>; 2],
    /// By side: worth of a bead going on after each line, summed up to that line.
    inside: [Vec<f64>; 2],
    /// By side: characters in speech, and all, up to each line.
    speech: [[Sums; 2]; 2],
    /// Whether both sides have paragraphs to compare.
    marked: bool,
}

impl<'a> Borders<'a> {
    pub(super) fn new(document: &'a Document, evidence: Option<&'a Evidence>) -> Self {
        let sides = [&document.source, &document.target];
        let worth = |side: usize, place: usize, line: usize| {
            evidence.map_or(0.0, |e| WEIGHT * e.border(side, sides[side], line, place))
        };
        let crossing = |side: usize, line: usize| match sides[side].gaps.get(line + 1) {
            Some(Gap::Blank) => CROSS_BLANK,
            Some(Gap::Line) => CROSS_LINE,
            Some(Gap::None) | None => 0.0,
        };
        let out = [0, 1].map(|side| {
            (0..sides[side].len())
                .map(|line| worth(side, BETWEEN, line))
                .collect()
        });
        let inside = [0, 1].map(|side| {
            let mut sum = 0.0;
            let mut sums = vec![0.0];
            for line in 0..sides[side].len() {
                sum += worth(side, INSIDE, line) - crossing(side, line);
                sums.push(sum);
            }
            sums
        });
        let marked = sides
            .iter()
            .all(|side| side.gaps.iter().any(|&gap| gap != Gap::None));
        Borders {
            document,
            evidence,
            out,
            inside,
            speech: sides.map(|side| [&side.quoted, &side.lengths].map(|of| Sums::new(of))),
            marked,
        }
    }

    /// Returns what the borders say of the bead of this shape that ends before (i, j).
    pub(super) fn bead(&self, i: usize, j: usize, shape: Shape) -> f64 {
        let (i0, j0) = (i - shape.sources, j - shape.targets);
        let [source, target] = &self.inside;
        let mut worth = self.out[0][i - 1] + self.out[1][j - 1];
        worth += source[i - 1] - source[i0] + target[j - 1] - target[j0];
        let (from, to) = (&self.document.source, &self.document.target);
        if let Some(evidence) = self.evidence {
            let last = from.edges[i - 1].end * Edge::ENDS + to.edges[j - 1].end;
            let first = from.edges[i0].start * Edge::STARTS + to.edges[j0].start;
            worth += WEIGHT * (evidence.last[last] + evidence.first[first]);
            let class = |side: usize, window: Range<usize>| {
                let [quoted, all] = &self.speech[side];
                speech::class(quoted.of(window.clone()), all.of(window))
            };
            let (s, t) = (class(0, i0..i), class(1, j0..j));
            worth += SPEECH * evidence.speech[s * speech::CLASSES + t];
        }
        if self.marked {
            let at = |side: &Side, line: usize| match line {
                // Every text starts and ends with a border.
                0 => Gap::Blank,
                _ => side.gaps.get(line).copied().unwrap_or(Gap::Blank),
            };
            worth += agreement(at(from, i0), at(to, j0)) + agreement(at(from, i), at(to, j));
        }
        worth
    }

    /// Returns what leaving each segment of a side alone is worth.
    pub(super) fn gaps(&self, side: usize) -> Vec<f64> {
        let lines = if side == 0 {
            &self.document.source
        } else {
            &self.document.target
        };
        (self.out[side].iter().zip(&lines.repeated))
            .map(|(out, &repeated)| out + if repeated { REPEATED } else { 0.0 })
            .collect()
    }
}

/// Returns what the marks at a border of a bead, one on each side, are worth.
fn agreement(source: Gap, target: Gap) -> f64 {
    match (source, target) {
        (Gap::Line | Gap::Blank, Gap::Line | Gap::Blank) => BOTH,
        (Gap::Blank, Gap::None) | (Gap::None, Gap::Blank) => -BOTH,
        _ => 0.0,
    }
}
