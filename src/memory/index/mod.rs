//! The segments of one language made ready for look-ups: a file that is read where it lies, and can
//! be made again from the memory at any time. Holds numbers only; texts stay in the memory.
//!
//! Segments are sorted by how many tokens they have, so that those of a fitting length are one range.
//! Each has a [`Signature`], by which nearly all that are not alike are told without a look at their
//! tokens. Most are not even looked at: two segments that are alike share pairs of neighbouring
//! tokens, and so also some of their rarest pairs; lists under the rare pairs of each segment are all
//! that has to be walked through (the prefix filter of R. Bayardo and others, Scaling up all pairs
//! similarity search, WWW 2007). Nothing that reaches the threshold is lost by that.

mod build;
mod search;

use super::fuzzy::{self, Signature};
use super::hash::{hash, hash_after};
use super::map::Bytes;
use super::sealed::{Damaged, Head, Kept, Sealed};
use crate::segment::Reading;

pub(super) use build::Builder;
pub use build::TooLarge;
pub(super) use search::Scratch;

/// Kind and version of the file. It changes with everything that changes what is in it: the layout,
/// the hash, the keys and the tokens.
const KIND: u64 = 0x0001_0005;

/// The lists serve thresholds from this one on, in percent; below it all signatures are walked
/// through, for lists would hold nearly every pair.
const LISTED: u8 = 70;

/// The sections of the file.
mod section {
    /// Where each length starts: the first segment with 0, 1, 2 … tokens; `u32`.
    pub(super) const LENGTHS: usize = 0;
    /// Hash of the key of each segment; `u64`.
    pub(super) const KEYS: usize = 1;
    /// Segments by the hash of their key, plus one, 0 where there is none; `u32`.
    pub(super) const SLOTS: usize = 2;
    /// Signatures; 16 bytes each.
    pub(super) const SIGNATURES: usize = 3;
    /// Where the tokens of each segment start; `u32`.
    pub(super) const TOKEN_STARTS: usize = 4;
    /// Tokens, the most frequent being 0, seven bits to a byte.
    pub(super) const TOKENS: usize = 5;
    /// Where the rows of each segment start; `u32`.
    pub(super) const ROW_STARTS: usize = 6;
    /// Rows of the memory, ascending; `u32`.
    pub(super) const ROWS: usize = 7;
    /// Tokens by hash: the hash and the number plus one, 0 where there is none; 12 bytes.
    pub(super) const WORDS: usize = 8;
    /// How frequent the pairs of a bucket are, on a scale; `u8`.
    pub(super) const FREQUENCIES: usize = 9;
    /// Where the list of each bucket starts; `u32`.
    pub(super) const LIST_STARTS: usize = 10;
    /// Segments, ascending in each list; `u32`.
    pub(super) const LISTS: usize = 11;
    /// How many there are.
    pub(super) const COUNT: usize = 12;
}

/// A text as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keyed {
    /// Hash of its match key.
    pub(super) key: u64,
    /// Hashes of its tokens.
    pub(super) tokens: Vec<u64>,
}

impl Keyed {
    /// Takes the key and the tokens of a text.
    pub(super) fn new(reading: &Reading<'_>) -> Self {
        Keyed {
            key: hash(reading.key().as_bytes()),
            tokens: (reading.tokens())
                .map(|token| hash(token.text.as_bytes()))
                .collect(),
        }
    }
}

/// An index.
#[derive(Debug)]
pub(super) struct Index {
    sealed: Sealed,
    segments: u32,
    /// The number of buckets, a power of two, less one.
    buckets: u64,
    slots: u64,
    words: u64,
}

impl Kept for Index {
    fn new(bytes: Bytes) -> Result<Self, Damaged> {
        let sealed = Sealed::open(bytes, section::COUNT)?;
        let segments = (sealed.len(section::KEYS) / 8) as u32;
        let power = |len: usize| {
            let slots = len as u64;
            slots.is_power_of_two().then(|| slots - 1).ok_or(Damaged)
        };
        let is = |number: usize, len: usize| sealed.len(number) == len;
        let count = segments as usize;
        let whole = sealed.head().kind == KIND
            && is(section::KEYS, count * 8)
            && is(section::SIGNATURES, count * 16)
            && is(section::LENGTHS, (fuzzy::LONGEST + 2) * 4)
            && is(section::TOKEN_STARTS, (count + 1) * 4)
            && is(section::ROW_STARTS, (count + 1) * 4)
            && is(
                section::LIST_STARTS,
                (sealed.len(section::FREQUENCIES) + 1) * 4,
            );
        if !whole {
            return Err(Damaged);
        }
        Ok(Index {
            segments,
            buckets: power(sealed.len(section::FREQUENCIES))?,
            slots: power(sealed.len(section::SLOTS) / 4)?,
            words: power(sealed.len(section::WORDS) / 12)?,
            sealed,
        })
    }

    fn head(&self) -> &Head {
        self.sealed.head()
    }
}

impl Index {
    /// Returns the segments with a key, of which only the hash is compared.
    pub(super) fn same(&self, key: u64) -> Result<Vec<u32>, Damaged> {
        let mut found = Vec::new();
        let mut slot = key & self.slots;
        for _ in 0..=self.slots {
            let Some(segment) = self
                .sealed
                .u32(section::SLOTS, slot as usize)?
                .checked_sub(1)
            else {
                break;
            };
            if self.key(segment)? == key {
                found.push(segment);
            }
            slot = (slot + 1) & self.slots;
        }
        Ok(found)
    }

    /// Returns the hash of the key of a segment.
    pub(super) fn key(&self, segment: u32) -> Result<u64, Damaged> {
        self.sealed.u64(section::KEYS, segment as usize)
    }

    /// Returns the rows of a segment, ascending.
    pub(super) fn rows(&self, segment: u32) -> Result<Vec<u64>, Damaged> {
        let range = self.sealed.range(section::ROW_STARTS, segment as usize)?;
        range
            .map(|place| self.sealed.u32(section::ROWS, place).map(u64::from))
            .collect()
    }

    /// Returns the number of a token.
    fn word(&self, token: u64) -> Result<Option<u32>, Damaged> {
        let mut slot = token & self.words;
        for _ in 0..=self.words {
            let start = slot as usize * 12;
            let entry = self.sealed.bytes(section::WORDS, start..start + 12)?;
            let (own, number) = entry.split_at(8);
            let number = u32::from_le_bytes(number.try_into().map_err(|_| Damaged)?);
            let Some(number) = number.checked_sub(1) else {
                break;
            };
            if own == token.to_le_bytes() {
                return Ok(Some(number));
            }
            slot = (slot + 1) & self.words;
        }
        Ok(None)
    }

    fn signature(&self, segment: u32) -> Result<Signature, Damaged> {
        let start = segment as usize * 16;
        let bytes = self.sealed.bytes(section::SIGNATURES, start..start + 16)?;
        Ok(Signature::from_bytes(
            bytes.try_into().map_err(|_| Damaged)?,
        ))
    }

    /// Reads the tokens of a segment.
    fn tokens(&self, segment: u32, tokens: &mut Vec<u32>) -> Result<(), Damaged> {
        tokens.clear();
        let range = self.sealed.range(section::TOKEN_STARTS, segment as usize)?;
        let (mut token, mut shift) = (0_u32, 0_u32);
        for &byte in self.sealed.bytes(section::TOKENS, range)? {
            token |= u32::from(byte & 0x7F).checked_shl(shift).ok_or(Damaged)?;
            shift += 7;
            if byte & 0x80 == 0 {
                tokens.push(token);
                (token, shift) = (0, 0);
            }
        }
        Ok(())
    }
}

/// The bits of the hash of a pair; those above are for its frequency while pairs are sorted.
const PAIR: u64 = u64::MAX >> 8;

/// The pairs of neighbouring tokens of a segment, its ends being neighbours too, as hashes.
fn pairs(tokens: impl Iterator<Item = Option<u32>>, pairs: &mut Vec<u64>) {
    // A token that occurs nowhere else is in no pair that does.
    const END: u64 = 0;
    pairs.clear();
    let mut before = Some(END);
    for token in tokens
        .map(|token| token.map(|token| u64::from(token) + 1))
        .chain([Some(END)])
    {
        pairs.extend(before.zip(token).map(|(a, b)| mixed(a, b) & PAIR));
        before = token;
    }
}

#[inline]
fn mixed(a: u64, b: u64) -> u64 {
    hash_after(a, &b.to_le_bytes())
}

/// Puts a frequency where the sorting finds it first.
fn ranked(pair: u64, frequency: u8) -> u64 {
    u64::from(frequency) << PAIR.count_ones() | pair
}

/// Sorts ranked pairs, the rarest first, and leaves each once without its rank: the second of two
/// equal pairs gets a hash of its own.
fn sort(pairs: &mut [u64]) {
    pairs.sort_unstable();
    let (mut last, mut again) = (None, 0);
    for pair in pairs {
        again = if last == Some(*pair) { again + 1 } else { 0 };
        last = Some(*pair);
        *pair = match again {
            0 => *pair & PAIR,
            again => mixed(*pair, again) & PAIR,
        };
    }
}

/// How many of the rarest pairs of two segments that are alike are the same, where they share so many.
/// The more, the fewer segments have to be looked at, and the longer the lists.
const AMONG: usize = 3;

/// Returns how many pairs a segment shares at least with any that reaches a threshold.
///
/// Of `n + 1` pairs an edit takes two at most, so that segments of which the longer has `L` tokens
/// share `L + 1 - 2k` after `k` edits. How long the other one is, is not known, and the number does not
/// grow steadily with its length: the least of all lengths counts.
fn shared(len: usize, threshold: u8) -> usize {
    let longest = (len * 100 / usize::from(threshold.max(1))).min(fuzzy::LONGEST.max(len));
    let shared =
        |longest: usize| (longest + 1).saturating_sub(2 * fuzzy::most_edits(longest, threshold));
    (len..=longest).map(shared).min().unwrap_or(0)
}

/// Returns how many of the rarest pairs of a segment count, if `among` of them are to be the same in any
/// that shares `shared` pairs: what is not shared may all be rarer (J. Wang and others, Can we beat the
/// prefix filtering, SIGMOD 2012).
fn prefix(len: usize, shared: usize, among: usize) -> usize {
    (len + 1 + among).saturating_sub(shared).min(len + 1)
}

#[cfg(test)]
mod tests;
