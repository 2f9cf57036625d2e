//! Finding the segments that are like another.

use rustc_hash::FxHashSet;

use super::{Index, Keyed, LISTED, pairs, prefix, section};
use crate::memory::fuzzy::{self, Pattern};
use crate::memory::sealed::Damaged;

/// A segment made ready to be looked for in an index.
#[derive(Debug)]
pub(in crate::memory) struct Wanted {
    pattern: Pattern,
    len: usize,
    /// Its pairs that occur in the index, the rarest first.
    pairs: Vec<u64>,
    /// How many do not occur.
    unknown: usize,
}

/// What the segments of a length are to reach.
#[derive(Clone, Copy)]
struct Bounds {
    least: u8,
    /// Segments of a fitting length.
    first: u32,
    end: u32,
}

impl Index {
    /// Makes a text ready; `None` for one that is like nothing but itself.
    pub(in crate::memory) fn wanted(&self, keyed: &Keyed) -> Result<Option<Wanted>, Damaged> {
        let len = keyed.tokens.len();
        if !(1..=fuzzy::LONGEST).contains(&len) {
            return Ok(None);
        }
        let tokens: Vec<Option<u32>> = (keyed.tokens.iter())
            .map(|&token| self.word(token))
            .collect::<Result<_, _>>()?;
        let mut found = Vec::new();
        pairs(tokens.iter().copied(), &mut found);
        let mut ranked = Vec::with_capacity(found.len());
        for pair in found {
            let bucket = (pair & self.buckets) as usize;
            let frequency = self
                .sealed
                .bytes(section::FREQUENCIES, bucket..bucket + 1)?;
            ranked.push((frequency.first().copied(), pair));
        }
        ranked.sort_unstable();
        Ok(Some(Wanted {
            pattern: Pattern::new(&tokens),
            len,
            unknown: len + 1 - ranked.len(),
            pairs: ranked.into_iter().map(|(_, pair)| pair).collect(),
        }))
    }

    /// Calls `visit` with every segment that reaches a threshold, in percent from 1, and with its
    /// score; `visit` returns the threshold from there on, which never falls.
    pub(in crate::memory) fn search<E: From<Damaged>>(
        &self,
        wanted: &Wanted,
        threshold: u8,
        visit: &mut dyn FnMut(u32, u8) -> Result<u8, E>,
    ) -> Result<(), E> {
        if threshold >= LISTED {
            self.search_lists(wanted, threshold, visit)
        } else {
            self.search_all(wanted, threshold, visit)
        }
    }

    fn bounds(&self, wanted: &Wanted, least: u8) -> Result<Bounds, Damaged> {
        let lengths = wanted.pattern.lengths(least);
        let (first, last) = (*lengths.start(), (*lengths.end()).min(fuzzy::LONGEST));
        let start = |len: usize| self.sealed.u32(section::LENGTHS, len);
        let (first, end) = if first > last {
            (0, 0)
        } else {
            (start(first)?, start(last + 1)?)
        };
        if first > end || end > self.segments {
            return Err(Damaged);
        }
        Ok(Bounds { least, first, end })
    }

    fn search_lists<E: From<Damaged>>(
        &self,
        wanted: &Wanted,
        threshold: u8,
        visit: &mut dyn FnMut(u32, u8) -> Result<u8, E>,
    ) -> Result<(), E> {
        let mut bounds = self.bounds(wanted, threshold)?;
        let mut most = prefix(wanted.len, threshold).saturating_sub(wanted.unknown);
        let mut seen = FxHashSet::default();
        let mut tokens = Vec::new();
        for (place, &pair) in wanted.pairs.iter().enumerate() {
            if place >= most {
                break;
            }
            let bucket = (pair & self.buckets) as usize;
            let list = self.sealed.range(section::LIST_STARTS, bucket)?;
            let list = self
                .sealed
                .bytes(section::LISTS, list.start * 4..list.end * 4)?;
            let (list, _) = list.as_chunks::<4>();
            let first = list.partition_point(|segment| u32::from_le_bytes(*segment) < bounds.first);
            let mut length = Length::default();
            for segment in &list[first..] {
                let segment = u32::from_le_bytes(*segment);
                if segment >= bounds.end {
                    break;
                }
                length.reach(self, wanted, segment, bounds.least)?;
                if wanted.pattern.least_edits(self.signature(segment)?) > length.edits
                    || !seen.insert(segment)
                {
                    continue;
                }
                let least = self.compare(wanted, segment, bounds.least, &mut tokens, visit)?;
                if least > bounds.least {
                    bounds = self.bounds(wanted, least)?;
                    most = prefix(wanted.len, least).saturating_sub(wanted.unknown);
                    length = Length::default();
                }
            }
        }
        Ok(())
    }

    fn search_all<E: From<Damaged>>(
        &self,
        wanted: &Wanted,
        threshold: u8,
        visit: &mut dyn FnMut(u32, u8) -> Result<u8, E>,
    ) -> Result<(), E> {
        let mut bounds = self.bounds(wanted, threshold)?;
        let mut tokens = Vec::new();
        let mut length = Length::default();
        let mut segment = bounds.first;
        while segment < bounds.end {
            length.reach(self, wanted, segment, bounds.least)?;
            if wanted.pattern.least_edits(self.signature(segment)?) <= length.edits {
                let least = self.compare(wanted, segment, bounds.least, &mut tokens, visit)?;
                if least > bounds.least {
                    bounds = self.bounds(wanted, least)?;
                    length = Length::default();
                    segment = segment.max(bounds.first.saturating_sub(1));
                }
            }
            segment += 1;
        }
        Ok(())
    }

    /// Compares a segment; returns the threshold from there on.
    fn compare<E: From<Damaged>>(
        &self,
        wanted: &Wanted,
        segment: u32,
        least: u8,
        tokens: &mut Vec<u32>,
        visit: &mut dyn FnMut(u32, u8) -> Result<u8, E>,
    ) -> Result<u8, E> {
        self.tokens(segment, tokens)?;
        match wanted.pattern.score(tokens, least) {
            Some(score) => Ok(visit(segment, score)?.max(least)),
            None => Ok(least),
        }
    }
}

/// How many edits the segments up to `end` may be away; those walked through become longer.
#[derive(Default)]
struct Length {
    end: u32,
    edits: usize,
}

impl Length {
    #[inline]
    fn reach(
        &mut self,
        index: &Index,
        wanted: &Wanted,
        segment: u32,
        least: u8,
    ) -> Result<(), Damaged> {
        if segment < self.end {
            return Ok(());
        }
        // The number of the first length that starts after the segment.
        let (mut low, mut high) = (0, fuzzy::LONGEST + 1);
        while low < high {
            let middle = usize::midpoint(low, high);
            if index.sealed.u32(section::LENGTHS, middle)? <= segment {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.end = index.sealed.u32(section::LENGTHS, low)?;
        self.edits = fuzzy::most_edits(wanted.len.max(low - 1), least);
        Ok(())
    }
}
