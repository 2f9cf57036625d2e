//! Looks back at an alignment with the words that were learnt: whether the two texts are translations
//! of each other at all, and whether a passage that was left alone on one side stands elsewhere on the
//! other. Only tells; the alignment stays as it is.

use rustc_hash::FxHashMap;

use super::bead::{Alignment, Bead, Moved};
use super::corpus::{Document, Side};
use super::words::Table;

/// More lonely segments than this on a side are not compared.
const MOST: usize = 300;
/// A passage has moved if its words support each other at least this much as well as those of
/// the beads do.
const ALIKE: f64 = 0.6;
/// And at least this much, as a mean logarithm of odds.
const LEAST: f64 = 0.3;
/// How far away, in beads, the words are looked at that support each other by chance only.
const APART: usize = 7;

/// What was learnt of words, up to the last pass.
pub(super) struct Kinship {
    pub(super) tables: [Table; 2],
    /// Share of the words that the lexicon has.
    pub(super) coverage: f64,
}

/// A segment: its side of a part, and the line there.
#[derive(Clone, Copy)]
struct Place<'a> {
    side: &'a Side,
    line: usize,
}

impl Place<'_> {
    fn tokens(&self) -> &[u32] {
        self.side.line(self.line)
    }
}

impl Kinship {
    /// Looks at all document pairs; `parts` are the alignments of the documents, in order.
    pub(super) fn look_back(
        &self,
        documents: &[Document],
        parts: &[Alignment],
        alignments: &mut [Alignment],
    ) {
        let parts: Vec<Part> = documents.iter().zip(parts).collect();
        // Every pair has a part, and the parts of a pair stand together.
        let pairs = parts.chunk_by(|a, b| a.0.pair == b.0.pair);
        for (own, alignment) in pairs.zip(alignments) {
            let beads: Vec<(Place, Place)> = own.iter().copied().flat_map(simple).collect();
            alignment.unrelated = self.is_unrelated(own, &beads);
            alignment.moved = self.moved(own, &beads);
        }
    }

    /// Tells whether two texts do not look like translations. What is measured is how much better the
    /// words of beads support each other than by chance, times how sure the beads are, times the share
    /// of segments in them. Where little is known of the words, or there are few segments, less is
    /// asked for.
    ///
    /// Measured on pairs of documents of ten sets: translations reach .4 and more where much is known
    /// and .1 else; unrelated texts stay under .26 and .03.
    fn is_unrelated(&self, parts: &[Part], beads: &[(Place, Place)]) -> bool {
        const ENOUGH: usize = 30;
        const KNOWN: f64 = 0.3;
        const UNKNOWN: f64 = 0.07;
        /// With fewer segments on a side nothing can be said.
        const LEAST_SEGMENTS: usize = 4;
        let (mut sources, mut targets) = (0, 0);
        let (mut inside, mut sure, mut aligned) = (0, 0.0, 0.0_f64);
        for (document, alignment) in parts {
            sources += document.source.len();
            targets += document.target.len();
            for bead in alignment.beads.iter().filter(|bead| bead.is_aligned()) {
                inside += bead.source.len() + bead.target.len();
                sure += bead.confidence;
                aligned += 1.0;
            }
        }
        if sources.min(targets) < LEAST_SEGMENTS {
            return false;
        }
        let share = inside as f64 / (sources + targets) as f64;
        let known = self.coverage >= 0.4 || beads.len() >= ENOUGH;
        let kinship = self.of(beads) * share * sure / aligned.max(1.0);
        kinship < if known { KNOWN } else { UNKNOWN }
    }

    /// Returns how much better the words of beads support each other than those of segments that have
    /// nothing to do with each other.
    fn of(&self, beads: &[(Place, Place)]) -> f64 {
        if beads.len() < 2 {
            return 0.0;
        }
        let apart = APART.min(beads.len() / 2).max(1);
        let other = |index: usize| beads[(index + apart) % beads.len()].1;
        let better = |(index, &(source, target)): (usize, &(Place, Place))| {
            self.support(source, target) - self.support(source, other(index))
        };
        beads.iter().enumerate().map(better).sum::<f64>() / beads.len() as f64
    }

    /// Finds lonely segments that support each other about as well as beads do.
    fn moved(&self, parts: &[Part], beads: &[(Place, Place)]) -> Vec<Moved> {
        let mut usual: Vec<f64> = (beads.iter())
            .map(|&(source, target)| self.support(source, target))
            .collect();
        usual.sort_by(f64::total_cmp);
        let Some(&usual) = usual.get(usual.len() / 2) else {
            return Vec::new();
        };
        let least = (ALIKE * usual).max(LEAST);
        let sources = lonely(parts, 0);
        let targets = lonely(parts, 1);
        if sources.len().max(targets.len()) > MOST {
            return Vec::new();
        }
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        for (i, source) in sources.iter().enumerate() {
            // What stands alone in the same place was looked at and left alone.
            for (j, target) in targets.iter().enumerate() {
                let elsewhere = target.behind != source.behind;
                let support = self.support(source.place, target.place);
                if elsewhere && support >= least {
                    found.push((support, i, j));
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut taken = [vec![false; sources.len()], vec![false; targets.len()]];
        let mut pairs = Vec::new();
        for (_, i, j) in found {
            if !taken[0][i] && !taken[1][j] {
                (taken[0][i], taken[1][j]) = (true, true);
                pairs.push((sources[i].number, targets[j].number));
            }
        }
        pairs.sort_unstable();
        runs(&pairs)
    }

    /// Returns the mean logarithm of the support of the words of two segments, in both directions.
    fn support(&self, source: Place<'_>, target: Place<'_>) -> f64 {
        let one = |table: &Table, given: &[u32], scored: &[u32]| {
            let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
            let mut base = 0.0;
            for &e in given {
                base += table.base[e as usize];
                for entry in table.row(e) {
                    *sums.entry(entry.word).or_default() += entry.proof;
                }
            }
            let scale = 1.0 / given.len().max(1) as f32;
            let support = |&f: &u32| {
                let sum = sums.get(&f).copied().unwrap_or_default();
                f64::from(table.factor(f, scale * (base + sum))).ln()
            };
            scored.iter().map(support).sum::<f64>() / scored.len().max(1) as f64
        };
        f64::midpoint(
            one(&self.tables[0], source.tokens(), target.tokens()),
            one(&self.tables[1], target.tokens(), source.tokens()),
        )
    }
}

/// A part of a document pair and its alignment.
type Part<'a> = (&'a Document, &'a Alignment);

/// Lists the beads of one segment on each side.
fn simple((document, alignment): Part<'_>) -> impl Iterator<Item = (Place<'_>, Place<'_>)> {
    let one = |bead: &&Bead| bead.source.len() == 1 && bead.target.len() == 1;
    alignment.beads.iter().filter(one).map(|bead| {
        let source = Place {
            side: &document.source,
            line: bead.source.start,
        };
        let target = Place {
            side: &document.target,
            line: bead.target.start,
        };
        (source, target)
    })
}

/// A segment that stands alone.
struct Lonely<'a> {
    place: Place<'a>,
    /// Its number in the whole document.
    number: usize,
    /// How many beads with both sides come before it.
    behind: usize,
}

/// Lists the segments of a side that stand alone and do not come again and again.
fn lonely<'a>(parts: &[Part<'a>], side: usize) -> Vec<Lonely<'a>> {
    let mut found = Vec::new();
    let mut behind = 0;
    for (document, alignment) in parts {
        let (lines, start) = if side == 0 {
            (&document.source, document.start.0)
        } else {
            (&document.target, document.start.1)
        };
        for bead in &alignment.beads {
            if bead.is_aligned() {
                behind += 1;
                continue;
            }
            let range = if side == 0 {
                &bead.source
            } else {
                &bead.target
            };
            for line in range.clone().filter(|&line| !lines.repeated[line]) {
                found.push(Lonely {
                    place: Place { side: lines, line },
                    number: start + line,
                    behind,
                });
            }
        }
    }
    found
}

/// Puts pairs of segments that follow each other together.
fn runs(pairs: &[(usize, usize)]) -> Vec<Moved> {
    let mut runs: Vec<Moved> = Vec::new();
    for &(i, j) in pairs {
        match runs.last_mut() {
            Some(run) if run.source.end == i && run.target.end == j => {
                (run.source.end, run.target.end) = (i + 1, j + 1);
            }
            _ => runs.push(Moved {
                source: i..i + 1,
                target: j..j + 1,
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_move_together() {
        let moved = runs(&[(1, 8), (2, 9), (4, 0)]);
        assert_eq!(moved.len(), 2);
        assert_eq!((&moved[0].source, &moved[0].target), (&(1..3), &(8..10)));
    }
}
