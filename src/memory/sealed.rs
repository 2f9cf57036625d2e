//! The frame of the files beside a memory: a head that says what the file belongs to, sections of
//! plain bytes, and a checksum for every 4096 of them. A file can be large, so that only its head is
//! read when it is opened; every block is checked when it is first used, and nothing of it is
//! believed before. What a file says is still only numbers: whoever reads them checks each against
//! its bounds.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::hash::hash;
use super::map::Bytes;

/// Bytes under one checksum; sections start at a multiple of it.
const BLOCK: usize = 4096;

const MAGIC: [u8; 8] = *b"CHANCERY";

/// A file that is not what was written: its bytes were changed, or it is of another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file is damaged")]
pub struct Damaged;

/// What a file belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Kind and version of what is in it.
    pub(super) kind: u64,
    /// The state of the memory that it was made of.
    pub(super) stamp: u128,
    /// The rows in it are those after this one ...
    pub(super) after: u64,
    /// ... up to and with this one.
    pub(super) last: u64,
    /// How many rows are in it.
    pub(super) rows: u64,
}

impl Head {
    fn words(&self) -> [u64; 6] {
        let [low, high] = [self.stamp as u64, (self.stamp >> 64) as u64];
        [self.kind, low, high, self.after, self.last, self.rows]
    }
}

/// What is read from a file of sections.
pub(super) trait Kept: Sized {
    /// Takes the bytes of a file.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when they are of another kind or version, or were changed. What is in the sections
    /// is checked when it is used.
    fn new(bytes: Bytes) -> Result<Self, Damaged>;

    /// Returns what the file belongs to.
    fn head(&self) -> &Head;
}

/// Writes a head and sections.
///
/// # Errors
///
/// What the output reports.
pub(super) fn write(out: &mut dyn Write, head: &Head, sections: &[Vec<u8>]) -> io::Result<()> {
    let mut sums = Vec::new();
    for block in sections.iter().flat_map(|section| section.chunks(BLOCK)) {
        sums.extend_from_slice(&(hash(block) as u32).to_le_bytes());
    }
    let mut first = Vec::with_capacity(BLOCK);
    first.extend_from_slice(&MAGIC);
    let lens = sections.iter().map(|section| section.len() as u64);
    let words = (head.words().into_iter())
        .chain([sections.len() as u64])
        .chain(lens)
        .chain([hash(&sums)]);
    for word in words {
        first.extend_from_slice(&word.to_le_bytes());
    }
    let sum = hash(&first);
    first.extend_from_slice(&sum.to_le_bytes());
    let mut place = |bytes: &[u8]| {
        out.write_all(bytes)?;
        out.write_all(&[0; BLOCK][..bytes.len().next_multiple_of(BLOCK) - bytes.len()])
    };
    place(&first)?;
    for section in sections {
        place(section)?;
    }
    place(&sums)
}

/// A file of sections.
#[derive(Debug)]
pub(super) struct Sealed {
    bytes: Bytes,
    head: Head,
    sections: Vec<Range<usize>>,
    /// Where the checksums start.
    sums: usize,
    /// A bit for each block that was found good.
    checked: Vec<AtomicU64>,
}

impl Sealed {
    /// Reads the head of a file with so many sections.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when it is not whole, not such a file, or its head or checksums were changed.
    pub(super) fn open(bytes: Bytes, count: usize) -> Result<Sealed, Damaged> {
        let word = |place: usize| -> Result<u64, Damaged> {
            let start = MAGIC.len() + 8 * place;
            let word = bytes.get(start..start + 8).ok_or(Damaged)?;
            Ok(u64::from_le_bytes(word.try_into().map_err(|_| Damaged)?))
        };
        let end = MAGIC.len() + 8 * (8 + count);
        let first = bytes.get(..end).ok_or(Damaged)?;
        if !first.starts_with(&MAGIC) || word(6)? != count as u64 || word(8 + count)? != hash(first)
        {
            return Err(Damaged);
        }
        let mut at = BLOCK;
        let mut sections = Vec::with_capacity(count);
        let mut blocks = 0;
        for section in 0..count {
            let len = usize::try_from(word(7 + section)?).map_err(|_| Damaged)?;
            let end = at
                .checked_add(len)
                .filter(|&end| end <= bytes.len())
                .ok_or(Damaged)?;
            sections.push(at..end);
            at = end.next_multiple_of(BLOCK);
            blocks += len.div_ceil(BLOCK);
        }
        let sums = bytes.get(at..at + 4 * blocks).ok_or(Damaged)?;
        let end = (at + sums.len()).next_multiple_of(BLOCK);
        if hash(sums) != word(7 + count)? || bytes.len() != end {
            return Err(Damaged);
        }
        let head = Head {
            kind: word(0)?,
            stamp: u128::from(word(1)?) | u128::from(word(2)?) << 64,
            after: word(3)?,
            last: word(4)?,
            rows: word(5)?,
        };
        Ok(Sealed {
            head,
            sections,
            sums: at,
            checked: (0..blocks.div_ceil(64))
                .map(|_| AtomicU64::new(0))
                .collect(),
            bytes,
        })
    }

    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// Returns the length of a section in bytes.
    pub(super) fn len(&self, section: usize) -> usize {
        self.sections.get(section).map_or(0, Range::len)
    }

    /// Returns some bytes of a section.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when there are no such bytes, or they were changed.
    #[inline]
    pub(super) fn bytes(&self, section: usize, range: Range<usize>) -> Result<&[u8], Damaged> {
        let place = self.sections.get(section).ok_or(Damaged)?;
        if range.start > range.end || range.end > place.len() {
            return Err(Damaged);
        }
        if range.start == range.end {
            return Ok(&[]);
        }
        for block in range.start / BLOCK..=(range.end - 1) / BLOCK {
            self.check(place, block)?;
        }
        Ok(&self.bytes[place.start + range.start..place.start + range.end])
    }

    /// Returns a whole section, checked on all processors.
    ///
    /// # Errors
    ///
    /// [`Damaged`] when it was changed.
    pub(super) fn all(&self, section: usize) -> Result<&[u8], Damaged> {
        let len = self.len(section);
        (0..len.div_ceil(BLOCK))
            .into_par_iter()
            .with_min_len(256)
            .try_for_each(|block| {
                let start = block * BLOCK;
                self.bytes(section, start..len.min(start + BLOCK)).map(drop)
            })?;
        self.bytes(section, 0..len)
    }

    #[inline]
    fn check(&self, place: &Range<usize>, block: usize) -> Result<(), Damaged> {
        // Sections before this one take whole blocks each, and the head takes one.
        let number = place.start / BLOCK - 1 + block;
        let bit = 1_u64 << (number % 64);
        match self.checked.get(number / 64) {
            Some(word) if word.load(Ordering::Relaxed) & bit != 0 => Ok(()),
            Some(word) => {
                self.check_now(place, number, block)?;
                word.fetch_or(bit, Ordering::Relaxed);
                Ok(())
            }
            None => Err(Damaged),
        }
    }

    #[cold]
    fn check_now(&self, place: &Range<usize>, number: usize, block: usize) -> Result<(), Damaged> {
        let start = place.start + block * BLOCK;
        let end = place.end.min(start + BLOCK);
        let sum = self.sums + 4 * number;
        let sum = self.bytes.get(sum..sum + 4).ok_or(Damaged)?;
        let bytes = self.bytes.get(start..end).ok_or(Damaged)?;
        if sum == (hash(bytes) as u32).to_le_bytes() {
            Ok(())
        } else {
            Err(Damaged)
        }
    }

    /// Returns a number of a section of `u32`.
    #[inline]
    pub(super) fn u32(&self, section: usize, place: usize) -> Result<u32, Damaged> {
        let start = place.checked_mul(4).ok_or(Damaged)?;
        let bytes = self.bytes(section, start..start + 4)?;
        Ok(u32::from_le_bytes(bytes.try_into().map_err(|_| Damaged)?))
    }

    /// Returns a number of a section of `u64`.
    #[inline]
    pub(super) fn u64(&self, section: usize, place: usize) -> Result<u64, Damaged> {
        let start = place.checked_mul(8).ok_or(Damaged)?;
        let bytes = self.bytes(section, start..start + 8)?;
        Ok(u64::from_le_bytes(bytes.try_into().map_err(|_| Damaged)?))
    }

    /// Returns where a list of a section starts and ends, by a section of `u32` with their places.
    #[inline]
    pub(super) fn range(&self, section: usize, place: usize) -> Result<Range<usize>, Damaged> {
        Ok(self.u32(section, place)? as usize..self.u32(section, place + 1)? as usize)
    }
}

/// Returns the first of so many places from which on something no longer holds.
pub(super) fn partition_point(
    places: usize,
    holds: impl Fn(usize) -> Result<bool, Damaged>,
) -> Result<usize, Damaged> {
    let (mut low, mut high) = (0, places);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}
