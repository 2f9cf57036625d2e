//! What helps an alignment beside the documents themselves: a lexicon, the terms of a glossary, the
//! units of memories, and walls. Terms and units become numbers on the segments that hold them, and
//! word pairs; the aligner knows neither glossaries nor memories.

use std::path::{Path, PathBuf};

use clap::Args;
use regex_automata::meta::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::Choice;
use super::session::Session;
use super::{convert, count, term};
use crate::align::Lexicon;
use crate::align::lexicon::{Trainer, Training};
use crate::glossary::find::Finder;
use crate::segment::{Segment, word};
use crate::text::{Lang, number};

/// The newest units of memories from which words are learnt; more teach little and cost time.
const TAUGHT: usize = 10_000;
/// More places than this on one side are not compared one by one.
const MOST_WALLS: usize = 5_000;

/// What is known of documents beforehand.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Evidence {
    #[command(flatten)]
    lexicon: Choice,
    /// Glossary file or folder whose terms help to find what belongs together
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
    /// Translations made before (TMX and what else `convert` reads) that help likewise
    #[arg(long = "memory", value_name = "FILE", num_args = 1..)]
    memories: Vec<PathBuf>,
}

/// Whether the glossary of the project, or else the built-in one, helps where none is named.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unnamed {
    Helps,
    DoesNot,
}

/// All of it, read.
#[derive(Default)]
pub(super) struct Known {
    pub(super) lexicon: Option<Lexicon>,
    /// Finders of terms for both sides, and the names of the concepts.
    terms: Option<([Finder; 2], Vec<String>)>,
    /// For each side the units by the key of their text.
    units: [FxHashMap<Box<str>, Vec<u32>>; 2],
}

impl Evidence {
    /// Returns the glossary that was named.
    pub(super) fn glossary(&self) -> Option<&Path> {
        self.glossary.as_deref()
    }

    /// Reads what is to help with documents in two languages.
    pub(super) fn open(
        &self,
        source: &Lang,
        target: &Lang,
        unnamed: Unnamed,
        session: &Session,
    ) -> anyhow::Result<Known> {
        let mut known = Known {
            lexicon: self.lexicon.lexicon(source, target)?,
            terms: None,
            units: Default::default(),
        };
        let unnamed = unnamed == Unnamed::Helps
            && (!self.lexicon.no_builtin || session.desk()?.has_glossary()?);
        if self.glossary.is_some() || unnamed {
            let glossary = term::glossary(self.glossary.as_deref(), session)?;
            let finders = [
                Finder::new(&glossary, source)?,
                Finder::new(&glossary, target)?,
            ];
            let concepts = glossary.concepts.into_iter();
            known.terms = Some((finders, concepts.map(|concept| concept.id.value).collect()));
        }
        if !self.memories.is_empty() {
            self.read_memories(&mut known, source, target, session)?;
        }
        Ok(known)
    }

    fn read_memories(
        &self,
        known: &mut Known,
        source: &Lang,
        target: &Lang,
        session: &Session,
    ) -> anyhow::Result<()> {
        let mut texts = Vec::new();
        for path in &self.memories {
            convert::texts(path, source, target, session, &mut |from, to| {
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
        session.detail(|| {
            format!(
                "memories: {} to learn words from",
                count(newest.len(), "unit")
            )
        });
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
    pub(super) fn label(&self, name: usize) -> &str {
        let concepts = self.terms.as_ref().map(|terms| &terms.1);
        concepts
            .and_then(|concepts| concepts.get(name))
            .map_or("(a unit of the memory)", String::as_str)
    }

    /// Returns the numbers of what is named in the segments of the two sides, as far as it is named on
    /// both.
    pub(super) fn names(&self, source: &[Segment], target: &[Segment]) -> [Vec<Vec<u32>>; 2] {
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
/// else those with the same number, and the user is told.
pub(super) fn walls(
    pattern: &Regex,
    source: &[Segment],
    target: &[Segment],
    session: &Session,
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
    session.warn(&format!(
        "--wall: found {} in the source and {} in the target; {}",
        times(sources.len()),
        times(targets.len()),
        match same.len() {
            0 => "none is used".to_owned(),
            used => format!("used where the numbers are the same, {}", times(used)),
        },
    ));
    same.into_iter()
        .map(|(i, j)| (sources[i], targets[j]))
        .collect()
}

fn times(count: usize) -> String {
    match count {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

/// Finds the longest common subsequence of two lists, as pairs of places; what has no value fits
/// nothing.
fn common(left: &[Option<u64>], right: &[Option<u64>]) -> Vec<(usize, usize)> {
    let columns = right.len() + 1;
    let mut longest = vec![0_u16; (left.len() + 1) * columns];
    let fits = |i: usize, j: usize| left[i].is_some() && left[i] == right[j];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            longest[i * columns + j] = if fits(i, j) {
                longest[(i + 1) * columns + j + 1] + 1
            } else {
                longest[(i + 1) * columns + j].max(longest[i * columns + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < left.len() && j < right.len() {
        if fits(i, j) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * columns + j] >= longest[i * columns + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
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
