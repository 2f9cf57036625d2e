//! Building an index: everything is counted first and written then, in time linear in the number of
//! tokens but for the sorting of the pairs of each segment. Gives the same bytes for the same rows.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{AMONG, KIND, Keyed, LISTED, pairs, prefix, ranked, section, shared, sort};
use crate::memory::fuzzy::{self, Signature};
use crate::memory::sealed::Head;

/// More rows or tokens than an index can number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are more units in the memory than an index can hold; split it in two")]
pub struct TooLarge;

/// Segments on their way into an index.
#[derive(Debug, Default)]
pub(in crate::memory) struct Builder {
    words: FxHashMap<u64, u32>,
    hashes: Vec<u64>,
    counts: Vec<u32>,
    /// Hash of the key of each segment, and where its tokens end in `tokens`.
    segments: Vec<(u64, usize)>,
    tokens: Vec<u32>,
    by_key: FxHashMap<u64, u32>,
    /// Segment and row.
    rows: Vec<(u32, u32)>,
    scratch: Vec<u32>,
}

impl Builder {
    /// Takes a text by the number of its row; rows come ascending.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] when the number has no room.
    pub(in crate::memory) fn add(&mut self, row: u64, keyed: &Keyed) -> Result<(), TooLarge> {
        let row = u32::try_from(row).map_err(|_| TooLarge)?;
        self.scratch.clear();
        for &hash in &keyed.tokens {
            let next = self.hashes.len() as u32;
            let word = *self.words.entry(hash).or_insert(next);
            if word == next {
                self.hashes.push(hash);
                self.counts.push(0);
            }
            self.scratch.push(word);
        }
        let next = self.segments.len() as u32;
        let mut segment = *self.by_key.entry(keyed.key).or_insert(next);
        if segment != next && self.tokens_of(segment) != self.scratch {
            // Two keys with one hash stay apart.
            segment = next;
        }
        if segment == next {
            for &word in &self.scratch {
                self.counts[word as usize] += 1;
            }
            self.tokens.extend_from_slice(&self.scratch);
            self.segments.push((keyed.key, self.tokens.len()));
        }
        self.rows.push((segment, row));
        Ok(())
    }

    /// Returns how many rows were taken.
    pub(in crate::memory) fn rows(&self) -> usize {
        self.rows.len()
    }

    fn tokens_of(&self, segment: u32) -> &[u32] {
        let segment = segment as usize;
        let start = segment
            .checked_sub(1)
            .map_or(0, |before| self.segments[before].1);
        &self.tokens[start..self.segments[segment].1]
    }

    /// Returns the sections of the index, and its head without the place in the memory.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] when there is more than numbers of 32 bits can count.
    pub(in crate::memory) fn finish(mut self) -> Result<(Head, Vec<Vec<u8>>), TooLarge> {
        let limit = u32::MAX as usize / 4;
        if self.tokens.len() > limit || self.rows.len() > limit {
            return Err(TooLarge);
        }
        self.by_key = FxHashMap::default();
        self.words = FxHashMap::default();
        let mut sections = vec![Vec::new(); section::COUNT];
        self.number_words(&mut sections);
        let order = self.order(&mut sections);
        self.write_segments(&order, &mut sections);
        self.write_lists(&order, &mut sections);
        let head = Head {
            kind: KIND,
            rows: self.rows.len() as u64,
            ..Head::default()
        };
        Ok((head, sections))
    }

    /// Gives the most frequent tokens the smallest numbers, and writes the table of tokens.
    fn number_words(&mut self, sections: &mut [Vec<u8>]) {
        let mut order: Vec<u32> = (0..self.hashes.len() as u32).collect();
        let rank = |&word: &u32| {
            (
                Reverse(self.counts[word as usize]),
                self.hashes[word as usize],
            )
        };
        order.sort_unstable_by_key(rank);
        let slots = (2 * order.len()).next_power_of_two();
        let mut table = vec![(0_u64, 0_u32); slots];
        let mut numbers = vec![0_u32; order.len()];
        for (number, &word) in order.iter().enumerate() {
            let hash = self.hashes[word as usize];
            numbers[word as usize] = number as u32;
            let mut slot = hash as usize & (slots - 1);
            while table[slot].1 != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            table[slot] = (hash, number as u32 + 1);
        }
        for (hash, number) in table {
            sections[section::WORDS].extend_from_slice(&hash.to_le_bytes());
            sections[section::WORDS].extend_from_slice(&number.to_le_bytes());
        }
        for word in &mut self.tokens {
            *word = numbers[*word as usize];
        }
    }

    /// Sorts the segments by length; those that are compared with nothing come first. Returns the
    /// old numbers in the new order.
    fn order(&self, sections: &mut [Vec<u8>]) -> Vec<u32> {
        let len = |segment: u32| match self.tokens_of(segment).len() {
            len @ 1..=fuzzy::LONGEST => len,
            _ => 0,
        };
        let mut order: Vec<u32> = (0..self.segments.len() as u32).collect();
        order.sort_by_cached_key(|&segment| len(segment));
        let mut starts = vec![0_u32; fuzzy::LONGEST + 2];
        for &segment in &order {
            starts[len(segment) + 1] += 1;
        }
        let mut sum = 0;
        for start in starts {
            sum += start;
            sections[section::LENGTHS].extend_from_slice(&sum.to_le_bytes());
        }
        order
    }

    fn write_segments(&mut self, order: &[u32], sections: &mut [Vec<u8>]) {
        let mut numbers = vec![0_u32; order.len()];
        let slots = (2 * order.len()).next_power_of_two();
        let mut table = vec![0_u32; slots];
        push(&mut sections[section::TOKEN_STARTS], 0);
        for (number, &segment) in order.iter().enumerate() {
            numbers[segment as usize] = number as u32;
            let key = self.segments[segment as usize].0;
            let mut slot = key as usize & (slots - 1);
            while table[slot] != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            table[slot] = number as u32 + 1;
            sections[section::KEYS].extend_from_slice(&key.to_le_bytes());
            let tokens = self.compared(segment);
            let signature: Signature = tokens.iter().copied().collect();
            sections[section::SIGNATURES].extend_from_slice(&signature.to_bytes());
            for &token in tokens {
                push_short(&mut sections[section::TOKENS], token);
            }
            let end = sections[section::TOKENS].len();
            push(&mut sections[section::TOKEN_STARTS], end);
        }
        for segment in table {
            sections[section::SLOTS].extend_from_slice(&segment.to_le_bytes());
        }
        for (segment, _) in &mut self.rows {
            *segment = numbers[*segment as usize];
        }
        self.rows.sort_unstable();
        let mut rows = self.rows.iter().peekable();
        for segment in 0..order.len() as u32 {
            let done = sections[section::ROWS].len() / 4;
            push(&mut sections[section::ROW_STARTS], done);
            while let Some((_, row)) = rows.next_if(|row| row.0 == segment) {
                sections[section::ROWS].extend_from_slice(&row.to_le_bytes());
            }
        }
        push(&mut sections[section::ROW_STARTS], self.rows.len());
    }

    /// Returns the tokens of a segment, none where there are more than are compared.
    fn compared(&self, segment: u32) -> &[u32] {
        let tokens = self.tokens_of(segment);
        if tokens.len() > fuzzy::LONGEST {
            &[]
        } else {
            tokens
        }
    }

    fn write_lists(&self, order: &[u32], sections: &mut [Vec<u8>]) {
        let count = (self.tokens.len() / 12).next_power_of_two().max(1 << 8);
        let mask = count as u64 - 1;
        let of = |segment: u32, found: &mut Vec<u64>| {
            pairs(self.compared(segment).iter().copied().map(Some), found);
        };
        let counts: Vec<AtomicU32> = (0..count).map(|_| AtomicU32::new(0)).collect();
        order.par_iter().for_each_init(Vec::new, |found, &segment| {
            of(segment, found);
            for pair in found {
                counts[(*pair & mask) as usize].fetch_add(1, Ordering::Relaxed);
            }
        });
        let frequencies: Vec<u8> = (counts.iter())
            .map(|count| scale(count.load(Ordering::Relaxed)))
            .collect();
        drop(counts);
        // In pieces of many segments, so that neither threads nor memory are many.
        let listed: Vec<Vec<(u32, u32)>> = (order.par_chunks(1 << 14).enumerate())
            .map(|(piece, order)| {
                let (mut found, mut listed) = (Vec::new(), Vec::new());
                for (place, &segment) in order.iter().enumerate() {
                    let len = self.compared(segment).len();
                    if len == 0 {
                        continue;
                    }
                    of(segment, &mut found);
                    for pair in &mut found {
                        *pair = ranked(*pair, frequencies[(*pair & mask) as usize]);
                    }
                    sort(&mut found);
                    let number = (piece << 14 | place) as u32;
                    let rare = found.iter().take(prefix(len, shared(len, LISTED), AMONG));
                    listed.extend(rare.map(|pair| ((pair & mask) as u32, number)));
                }
                listed
            })
            .collect();
        let mut starts = vec![0_u32; count + 1];
        for (bucket, _) in listed.iter().flatten() {
            starts[*bucket as usize + 1] += 1;
        }
        for bucket in 0..count {
            starts[bucket + 1] += starts[bucket];
        }
        let mut lists = vec![0_u32; starts[count] as usize];
        let mut next = starts.clone();
        for (bucket, segment) in listed.into_iter().flatten() {
            let place = &mut next[bucket as usize];
            lists[*place as usize] = segment;
            *place += 1;
        }
        drop(next);
        sections[section::FREQUENCIES] = frequencies;
        sections[section::LIST_STARTS] = bytes(&starts);
        drop(starts);
        sections[section::LISTS] = bytes(&lists);
    }
}

fn bytes(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn push(section: &mut Vec<u8>, number: usize) {
    section.extend_from_slice(&(number as u32).to_le_bytes());
}

fn push_short(section: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        section.push(number as u8 | 0x80);
        number >>= 7;
    }
    section.push(number as u8);
}

/// Brings a count to a scale with eight steps for each doubling.
fn scale(count: u32) -> u8 {
    let Some(log) = count.checked_ilog2() else {
        return 0;
    };
    let step = (u64::from(count) << 3 >> log) & 7;
    (1 + log * 8 + step as u32).min(255) as u8
}
