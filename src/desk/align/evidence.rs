//! What helps an alignment beside the documents themselves: a lexicon, the terms of a glossary, the
//! units of memories, and walls. Terms and units become numbers on the segments that hold them, and
//! word pairs; the aligner knows neither glossaries nor memories.

use std::path::PathBuf;

use regex_automata::meta::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::align::Lexicon;
use crate::align::lexicon::{Trainer, Training};
use crate::desk::{Desk, LexiconChoice, Notice, Result};
use crate::glossary::find::Finder;
use crate::segment::{Segment, word};
use crate::text::{Lang, number};

/// The newest units of memories from which words are learnt; more teach little and cost time.
const TAUGHT: usize = 10_000;
/// More places than this on one side are not compared one by one.
const MOST_WALLS: usize = 5_000;

/// What is known of documents beforehand.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The lexicon.
    pub lexicon: LexiconChoice,
    /// Glossary file or folder whose terms help to find what belongs together.
    pub glossary: Option<PathBuf>,
    /// Files with translations made before, which help likewise.
    pub memories: Vec<PathBuf>,
}

/// Whether the glossary of the project, or else the built-in one, helps where none is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Unnamed {
    /// It does.
    Helps,
    /// It does not.
    DoesNot,
}

/// All of it, read.
#[derive(Default)]
pub struct Known {
    /// The lexicon.
    pub lexicon: Option<Lexicon>,
    /// Finders of terms for both sides, and the names of the concepts.
    terms: Option<([Finder; 2], Vec<String>)>,
    /// For each side the units by the key of their text.
    units: [FxHashMap<Box<str>, Vec<u32>>; 2],
}

impl Evidence {
    /// Reads what is to help with documents in two languages.
    ///
    /// # Errors
    ///
    /// When something that was named cannot be read.
    pub fn open(
        &self,
        source: &Lang,
        target: &Lang,
        unnamed: Unnamed,
        desk: &Desk<'_>,
    ) -> Result<Known> {
        let mut known = Known {
            lexicon: self.lexicon.open(source, target)?,
            ..Known::default()
        };
        let unnamed = unnamed == Unnamed::Helps
            && (self.lexicon != LexiconChoice::None || desk.has_glossary()?);
        if self.glossary.is_some() || unnamed {
            let glossary = desk.glossary(self.glossary.as_deref())?;
            let finders = [
                Finder::new(&glossary, source)?,
                Finder::new(&glossary, target)?,
            ];
            let concepts = glossary.concepts.into_iter();
            known.terms = Some((finders, concepts.map(|concept| concept.id.value).collect()));
        }
        if !self.memories.is_empty() {
            self.read_memories(&mut known, source, target, desk)?;
        }
        Ok(known)
    }

    fn read_memories(
        &self,
        known: &mut Known,
        source: &Lang,
        target: &Lang,
        desk: &Desk<'_>,
    ) -> Result<()> {
        let mut texts = Vec::new();
        for path in &self.memories {
            desk.texts(path, source, target, |from, to| {
                texts.push([from.to_owned(), to.to_owned()]);
            })?;
        }
        let first = known.terms.as_ref().map_or(0, |terms| terms.1.len());
        for (number, unit) in (first as u32..).zip(&texts) {
            for (keys, text) in known.units.iter_mut().zip(unit) {
                keys.entry(word::key(text).into()).or_default().push(number);
            }
        }
        let mut trainer = Trainer::new(source.clone(), target.clone());
        let newest = &texts[texts.len().saturating_sub(TAUGHT)..];
        for [from, to] in newest {
            trainer.add(from, to);
        }
        let units = newest.len();
        desk.remark(Notice::Learnt { units });
        if !trainer.is_empty() {
            let learnt = trainer.finish(Training::default());
            known.lexicon = Some(match known.lexicon.take() {
                Some(lexicon) => lexicon.with(&learnt),
                None => learnt,
            });
        }
        Ok(())
    }
}

impl Known {
    /// Says what a number stands for.
    pub fn label(&self, name: usize) -> &str {
        let concepts = self.terms.as_ref().map(|terms| &terms.1);
        concepts
            .and_then(|concepts| concepts.get(name))
            .map_or("(a unit of the memory)", String::as_str)
    }

    /// Returns the numbers of what is named in the segments of the two sides, as far as it is named on
    /// both.
    pub(in crate::desk) fn names(
        &self,
        source: &[Segment],
        target: &[Segment],
    ) -> [Vec<Vec<u32>>; 2] {
        if self.terms.is_none() && self.units[0].is_empty() {
            return Default::default();
        }
        let mut names = [self.side(0, source), self.side(1, target)];
        let sets: [FxHashSet<u32>; 2] = [0, 1].map(|side: usize| {
            let all = names[side].iter().flatten();
            all.copied().collect()
        });
        for list in names.iter_mut().flatten() {
            list.retain(|name| sets[0].contains(name) && sets[1].contains(name));
        }
        names
    }

    fn side(&self, side: usize, segments: &[Segment]) -> Vec<Vec<u32>> {
        let named = |segment: &Segment| {
            let mut names = Vec::new();
            if let Some((finders, _)) = &self.terms {
                let hits = finders[side].find(&segment.text);
                let concepts = hits.iter().flat_map(|hit| &hit.entries);
                names.extend(concepts.map(|entry| entry.concept as u32));
            }
            if !self.units[side].is_empty() {
                let units = self.units[side].get(word::key(&segment.text).as_str());
                names.extend(units.into_iter().flatten());
            }
            names.sort_unstable();
            names.dedup();
            names
        };
        segments.iter().map(named).collect()
    }
}

/// Finds the segments, as (source, target), that begin with a match of the pattern on both sides.
///
/// Where the pattern stands as often in one text as in the other, its places are paired in order;
/// else those with the same number, and a remark is made.
pub(super) fn walls(
    pattern: &Regex,
    source: &[Segment],
    target: &[Segment],
    desk: &Desk<'_>,
) -> Vec<(usize, usize)> {
    let places = |segments: &[Segment]| -> Vec<usize> {
        let fits = |&line: &usize| pattern.is_match(&segments[line].text);
        (0..segments.len()).filter(fits).take(MOST_WALLS).collect()
    };
    let (sources, targets) = (places(source), places(target));
    if sources.len() == targets.len() {
        return sources.into_iter().zip(targets).collect();
    }
    let value = |segment: &Segment| {
        let found = number::numbers(&segment.text);
        found.first().and_then(|found| found.value.value.whole())
    };
    let values = |segments: &[Segment], places: &[usize]| -> Vec<Option<u64>> {
        places.iter().map(|&line| value(&segments[line])).collect()
    };
    let same = common(&values(source, &sources), &values(target, &targets));
    desk.remark(Notice::Walls {
        source: sources.len(),
        target: targets.len(),
        used: same.len(),
    });
    same.into_iter()
        .map(|(i, j)| (sources[i], targets[j]))
        .collect()
}

/// Finds the longest common subsequence of two lists, as pairs of places; what has no value fits
/// nothing.
fn common(left: &[Option<u64>], right: &[Option<u64>]) -> Vec<(usize, usize)> {
    // Without a value, each stands for itself.
    let alone = |side: u8, values: &[Option<u64>]| -> Vec<std::result::Result<u64, (u8, usize)>> {
        let values = values.iter().enumerate();
        values.map(|(at, value)| value.ok_or((side, at))).collect()
    };
    let ops = capture_diff_slices(Algorithm::Lcs, &alone(0, left), &alone(1, right));
    let same = ops.into_iter().filter_map(|op| match op {
        DiffOp::Equal {
            old_index,
            new_index,
            len,
        } => Some((0..len).map(move |at| (old_index + at, new_index + at))),
        _ => None,
    });
    same.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walls_with_the_same_number_are_paired() {
        let list = |values: &[u64]| -> Vec<Option<u64>> {
            values.iter().map(|&value| Some(value)).collect()
        };
        assert_eq!(
            common(&list(&[1, 2, 3, 4]), &list(&[1, 3, 4])),
            [(0, 0), (2, 1), (3, 2)]
        );
        assert!(common(&[None], &[None]).is_empty());
    }
}
