//! Scores alignments against gold alignments, by the definition of the Text+Berg evaluation.
//!
//! Strict: a bead counts when gold has exactly it. Lax: a bead counts when some segment pair inside
//! it is linked in gold. Precision is over all beads of the alignment, unaligned segments included;
//! recall over the gold beads with both sides. (Volk et al. 2010; Sennrich & Volk 2010; the same
//! counting as in the evaluation scripts of Vecalign and Bertalign, duplicates counted once.)

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Add;

use super::bead::{Alignment, Shape};

/// A bead by the numbers of its segments, which in gold data need not be neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct GoldBead {
    /// Source segments, counted from 0.
    pub source: Vec<usize>,
    /// Target segments, counted from 0.
    pub target: Vec<usize>,
}

impl GoldBead {
    fn is_aligned(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }

    fn shape(&self) -> Shape {
        Shape {
            sources: self.source.len(),
            targets: self.target.len(),
        }
    }
}

/// A line of a gold file that is no bead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: not a gold bead; expected \"[0]:[0, 1]\", or \"0<TAB>0,1\" in a table")]
pub struct GoldError {
    /// Line, counted from 1.
    pub line: usize,
}

/// Reads a gold file: one bead a line, `[source numbers]:[target numbers]`, counted from 0, empty
/// brackets for a side without counterpart; what follows a second colon is left out.
///
/// # Errors
///
/// [`GoldError`] at the first line that is neither empty nor a bead.
pub fn read_gold(text: &str) -> Result<Vec<GoldBead>, GoldError> {
    let inner = |side: &str| -> Option<Vec<usize>> {
        numbers(side.trim().strip_prefix('[')?.strip_suffix(']')?)
    };
    read_beads(text, |line| {
        let mut sides = line.split(':');
        let (source, target) = (inner(sides.next()?)?, inner(sides.next()?)?);
        Some(GoldBead { source, target })
    })
}

/// Reads a table of gold beads: `source numbers TAB target numbers` a line, counted from 0 and set off
/// by commas; nothing for a side without counterpart; lines that start with `#` are left out.
///
/// # Errors
///
/// [`GoldError`] at the first line that is no bead.
pub fn read_gold_table(text: &str) -> Result<Vec<GoldBead>, GoldError> {
    read_beads(text, |line| {
        if line.starts_with('#') {
            return Some(GoldBead::default());
        }
        let (source, target) = line.split_once('\t')?;
        Some(GoldBead {
            source: numbers(source)?,
            target: numbers(target)?,
        })
    })
}

/// Reads a bead from every line that is not blank; a bead with nothing on either side is none.
fn read_beads(
    text: &str,
    bead: impl Fn(&str) -> Option<GoldBead>,
) -> Result<Vec<GoldBead>, GoldError> {
    let mut beads = Vec::new();
    for (index, line) in text.lines().enumerate() {
        // A lone tab is a bead of two empty sides.
        if line.trim_matches([' ', '\r']).is_empty() {
            continue;
        }
        let bead = bead(line).ok_or(GoldError { line: index + 1 })?;
        if bead != GoldBead::default() {
            beads.push(bead);
        }
    }
    Ok(beads)
}

/// Reads numbers set off by commas.
fn numbers(text: &str) -> Option<Vec<usize>> {
    let parts = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(|part| part.parse().ok()).collect()
}

/// How many were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right.
    pub right: usize,
    /// Looked at.
    pub all: usize,
}

impl Tally {
    fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    /// Returns the share that was right, 0 where nothing was looked at.
    pub fn share(self) -> f64 {
        if self.all == 0 {
            0.0
        } else {
            self.right as f64 / self.all as f64
        }
    }
}

impl Add for Tally {
    type Output = Tally;

    fn add(self, other: Tally) -> Tally {
        Tally {
            right: self.right + other.right,
            all: self.all + other.all,
        }
    }
}

/// Precision and recall in one of the two senses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Beads of the alignment that gold has.
    pub precision: Tally,
    /// Gold beads that the alignment has.
    pub recall: Tally,
}

impl Score {
    /// Returns the harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision.share(), self.recall.share());
        if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        }
    }
}

impl Add for Score {
    type Output = Score;

    fn add(self, other: Score) -> Score {
        Score {
            precision: self.precision + other.precision,
            recall: self.recall + other.recall,
        }
    }
}

/// Scores of one document, or of several added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Beads that are the same.
    pub strict: Score,
    /// Beads that overlap.
    pub lax: Score,
    /// Strict scores by the shape of the bead, gaps included.
    pub by_shape: BTreeMap<Shape, Score>,
    /// Gold beads, gaps included.
    pub gold_beads: usize,
}

impl Add for Scores {
    type Output = Scores;

    fn add(mut self, other: Scores) -> Scores {
        for (shape, score) in other.by_shape {
            let sum = self.by_shape.entry(shape).or_default();
            *sum = *sum + score;
        }
        Scores {
            strict: self.strict + other.strict,
            lax: self.lax + other.lax,
            gold_beads: self.gold_beads + other.gold_beads,
            ..self
        }
    }
}

/// Scores an alignment against gold.
pub fn score(alignment: &Alignment, gold: &[GoldBead]) -> Scores {
    let found: BTreeSet<GoldBead> = alignment
        .beads
        .iter()
        .map(|bead| GoldBead {
            source: bead.source.clone().collect(),
            target: bead.target.clone().collect(),
        })
        .collect();
    let gold: BTreeSet<GoldBead> = gold
        .iter()
        .filter(|bead| !(bead.source.is_empty() && bead.target.is_empty()))
        .cloned()
        .collect();
    let aligned = |beads: &BTreeSet<GoldBead>| -> BTreeSet<GoldBead> {
        beads
            .iter()
            .filter(|bead| bead.is_aligned())
            .cloned()
            .collect()
    };
    let mut scores = Scores {
        gold_beads: gold.len(),
        ..Scores::default()
    };
    let links = links(&gold);
    for bead in &found {
        let strict = gold.contains(bead);
        scores.strict.precision.count(strict);
        scores.lax.precision.count(strict || linked(bead, &links));
        scores
            .by_shape
            .entry(bead.shape())
            .or_default()
            .precision
            .count(strict);
    }
    let found_links = self::links(&aligned(&found));
    for bead in &gold {
        let strict = found.contains(bead);
        scores
            .by_shape
            .entry(bead.shape())
            .or_default()
            .recall
            .count(strict);
        if bead.is_aligned() {
            scores.strict.recall.count(strict);
            scores
                .lax
                .recall
                .count(strict || linked(bead, &found_links));
        }
    }
    scores
}

/// All pairs of segments that some bead links.
fn links(beads: &BTreeSet<GoldBead>) -> BTreeSet<(usize, usize)> {
    let pairs = |bead: &GoldBead| {
        let target = bead.target.clone();
        let pairs = bead.source.clone().into_iter();
        pairs.flat_map(move |s| target.clone().into_iter().map(move |t| (s, t)))
    };
    beads.iter().flat_map(pairs).collect()
}

fn linked(bead: &GoldBead, links: &BTreeSet<(usize, usize)>) -> bool {
    bead.source
        .iter()
        .any(|&s| bead.target.iter().any(|&t| links.contains(&(s, t))))
}

/// How far confidences can be believed: for each tenth of the scale, and for .99 and more apart, the
/// number of beads, the sum of their confidences, and how many are right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// From the least confident: 0 to .1, … .9 to .99, .99 to 1.
    pub bands: [Band; 11],
}

/// A part of the scale of confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Band {
    /// Beads in it.
    pub beads: usize,
    /// Sum of their confidences.
    pub confidence: f64,
    /// Those that gold has exactly so; a segment without counterpart is right wherever gold leaves
    /// it alone.
    pub right: usize,
}

impl Calibration {
    /// Counts the beads of an alignment.
    pub fn add(&mut self, alignment: &Alignment, gold: &[GoldBead]) {
        let exact: BTreeSet<(&[usize], &[usize])> = gold
            .iter()
            .map(|bead| (bead.source.as_slice(), bead.target.as_slice()))
            .collect();
        let alone = |of: fn(&GoldBead) -> (&[usize], bool)| -> BTreeSet<usize> {
            let sides = gold.iter().map(of).filter(|side| side.1);
            sides.flat_map(|side| side.0.iter().copied()).collect()
        };
        let sources = alone(|bead| (&bead.source, bead.target.is_empty()));
        let targets = alone(|bead| (&bead.target, bead.source.is_empty()));
        for bead in &alignment.beads {
            let (source, target): (Vec<usize>, Vec<usize>) =
                (bead.source.clone().collect(), bead.target.clone().collect());
            let right = if target.is_empty() {
                source.iter().all(|line| sources.contains(line))
            } else if source.is_empty() {
                target.iter().all(|line| targets.contains(line))
            } else {
                exact.contains(&(source.as_slice(), target.as_slice()))
            };
            let band = if bead.confidence >= 0.99 {
                10
            } else {
                (bead.confidence * 10.0) as usize
            };
            let band = &mut self.bands[band];
            band.beads += 1;
            band.confidence += bead.confidence;
            band.right += usize::from(right);
        }
    }

    /// Returns the expected calibration error: the mean distance of confidence and share of right
    /// beads over the bands, weighted by their beads (Naeini et al. 2015).
    pub fn error(&self) -> f64 {
        let beads: usize = self.bands.iter().map(|band| band.beads).sum();
        let distance = |band: &Band| (band.confidence - band.right as f64).abs();
        self.bands.iter().map(distance).sum::<f64>() / beads.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::Bead;
    use super::*;

    fn alignment(beads: &[(std::ops::Range<usize>, std::ops::Range<usize>)]) -> Alignment {
        let bead = |(source, target): &(_, _)| Bead {
            source: std::ops::Range::clone(source),
            target: std::ops::Range::clone(target),
            confidence: 1.0,
        };
        Alignment {
            beads: beads.iter().map(bead).collect(),
            ..Alignment::default()
        }
    }

    #[test]
    fn reads_gold() {
        let gold = read_gold("[0]:[0, 1]:0.5\n\n[]:[2]\n").unwrap();
        assert_eq!(gold[0].target, [0, 1]);
        assert_eq!(gold[1].source, [0_usize; 0]);
        assert_eq!(read_gold("[0]:[0]\n[x]:[1]").unwrap_err().line, 2);
    }

    #[test]
    fn counts_as_the_definition_says() {
        let gold = read_gold("[0]:[0]\n[1, 2]:[1]\n[]:[2]\n[3]:[3]\n").unwrap();
        let found = alignment(&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..3), (3..4, 3..4)]);
        let scores = score(&found, &gold);
        assert_eq!(scores.strict.precision, Tally { right: 2, all: 4 });
        // 1-1 of (1, 1) overlaps the gold 2-1; (2, 2) links nothing that gold links.
        assert_eq!(scores.lax.precision, Tally { right: 3, all: 4 });
        assert_eq!(scores.strict.recall, Tally { right: 2, all: 3 });
        assert_eq!(scores.lax.recall, Tally { right: 3, all: 3 });
        assert_eq!(scores.gold_beads, 4);
        let gap = scores.by_shape[&Shape {
            sources: 0,
            targets: 1,
        }];
        assert_eq!(gap.recall, Tally { right: 0, all: 1 });
    }

    #[test]
    fn perfect_is_one() {
        let gold = read_gold("[0]:[0]\n[1]:[]\n[2]:[1, 2]\n").unwrap();
        let found = alignment(&[(0..1, 0..1), (1..2, 1..1), (2..3, 1..3)]);
        let scores = score(&found, &gold);
        assert!((scores.strict.f1() - 1.0).abs() < 1e-12);
        assert!((scores.lax.f1() - 1.0).abs() < 1e-12);
    }
}
