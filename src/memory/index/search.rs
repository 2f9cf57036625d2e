//! Finding the segments that are like another.

use super::{AMONG, Index, Keyed, LISTED, pairs, prefix, ranked, section, shared, sort};
use crate::memory::fuzzy::{self, Pattern};
use crate::memory::sealed::{self, Damaged};

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

/// What one look-up leaves for the next to use again.
#[derive(Debug, Default)]
pub(in crate::memory) struct Scratch {
    /// How many of the lists that were walked through have each segment; 0 between look-ups.
    counts: Vec<u8>,
    /// The segments with a count.
    counted: Vec<u32>,
    tokens: Vec<u32>,
}

impl Scratch {
    /// Counts a segment; returns how often that was done.
    #[inline]
    fn count(&mut self, segment: u32) -> usize {
        let Some(count) = self.counts.get_mut(segment as usize) else {
            return 0;
        };
        if *count == 0 {
            self.counted.push(segment);
        }
        *count = count.saturating_add(1);
        usize::from(*count)
    }

    fn clear(&mut self) {
        for segment in self.counted.drain(..) {
            self.counts[segment as usize] = 0;
        }
    }
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
        for pair in &mut found {
            let bucket = (*pair & self.buckets) as usize;
            let frequency = self
                .sealed
                .bytes(section::FREQUENCIES, bucket..bucket + 1)?;
            *pair = ranked(*pair, frequency[0]);
        }
        sort(&mut found);
        Ok(Some(Wanted {
            pattern: Pattern::new(&tokens),
            len,
            unknown: len + 1 - found.len(),
            pairs: found,
        }))
    }

    /// Calls `visit` with every segment that reaches a threshold, in percent from 1, and with its
    /// score; `visit` returns the threshold from there on, which never falls.
    pub(in crate::memory) fn search<E: From<Damaged>>(
        &self,
        wanted: &Wanted,
        threshold: u8,
        scratch: &mut Scratch,
        visit: &mut dyn FnMut(u32, u8) -> Result<u8, E>,
    ) -> Result<(), E> {
        if threshold < LISTED {
            return self.search_all(wanted, threshold, scratch, visit);
        }
        if scratch.counts.len() < self.segments as usize {
            scratch.counts = vec![0; self.segments as usize];
        }
        let result = self.search_lists(wanted, threshold, scratch, visit);
        scratch.clear();
        result
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
        scratch: &mut Scratch,
        visit: &mut dyn FnMut(u32, u8) -> Result<u8, E>,
    ) -> Result<(), E> {
        let mut bounds = self.bounds(wanted, threshold)?;
        let among = shared(wanted.len, threshold).clamp(1, AMONG);
        let most = |threshold: u8| {
            let prefix = prefix(wanted.len, shared(wanted.len, threshold), among);
            prefix.saturating_sub(wanted.unknown)
        };
        let mut lists = most(threshold);
        for (place, &pair) in wanted.pairs.iter().enumerate() {
            if place >= lists {
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
                // Compared once, when it has been met often enough.
                if scratch.count(segment) != among {
                    continue;
                }
                let tokens = &mut scratch.tokens;
                if self.compare(wanted, segment, &mut bounds, &mut length, tokens, visit)? {
                    lists = most(bounds.least);
                }
            }
        }
        Ok(())
    }

    fn search_all<E: From<Damaged>>(
        &self,
        wanted: &Wanted,
        threshold: u8,
        scratch: &mut Scratch,
        visit: &mut dyn FnMut(u32, u8) -> Result<u8, E>,
    ) -> Result<(), E> {
        let mut bounds = self.bounds(wanted, threshold)?;
        let mut length = Length::default();
        let mut segment = bounds.first;
        while segment < bounds.end {
            let tokens = &mut scratch.tokens;
            if self.compare(wanted, segment, &mut bounds, &mut length, tokens, visit)? {
                segment = segment.max(bounds.first.saturating_sub(1));
            }
            segment += 1;
        }
        Ok(())
    }

    /// Compares a segment, if its signature lets it be alike; tells whether more is asked for since.
    #[inline]
    fn compare<E: From<Damaged>>(
        &self,
        wanted: &Wanted,
        segment: u32,
        bounds: &mut Bounds,
        length: &mut Length,
        tokens: &mut Vec<u32>,
        visit: &mut dyn FnMut(u32, u8) -> Result<u8, E>,
    ) -> Result<bool, E> {
        length.reach(self, wanted, segment, bounds.least)?;
        if wanted.pattern.least_edits(self.signature(segment)?) > length.edits {
            return Ok(false);
        }
        self.tokens(segment, tokens)?;
        let Some(score) = wanted.pattern.score(tokens, bounds.least) else {
            return Ok(false);
        };
        let least = visit(segment, score)?;
        if least <= bounds.least {
            return Ok(false);
        }
        *bounds = self.bounds(wanted, least)?;
        *length = Length::default();
        Ok(true)
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
        let low = sealed::partition_point(fuzzy::LONGEST + 1, |len| {
            Ok(index.sealed.u32(section::LENGTHS, len)? <= segment)
        })?;
        self.end = index.sealed.u32(section::LENGTHS, low)?;
        self.edits = fuzzy::most_edits(wanted.len.max(low - 1), least);
        Ok(())
    }
}
