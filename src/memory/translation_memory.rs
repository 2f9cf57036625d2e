//! A memory with its indexes: which there are, whether they are to be believed, and when they are made
//! again. An index that cannot be written is kept in main memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::index::{Builder, Index, Keyed, Scratch};
use super::map::{self, Bytes};
use super::sealed::{self, Damaged, Head, Kept};
use super::store::{Access, Store, StoreError};
use super::trouble::{IndexNotice, MemoryError};
use crate::segment::Reading;
use crate::text::Lang;

/// Rows without an index that are worth a file.
const MANY: usize = 1000;

/// Rows that are folded and cut at a time.
const BATCH: usize = 1 << 11;

/// A memory, ready for look-ups.
#[derive(Debug)]
pub struct Memory {
    store: Store,
    /// The indexes of a language without region and script, by that: one of the most rows and one
    /// of those that came later.
    indexes: BTreeMap<String, Vec<Index>>,
    notices: Vec<IndexNotice>,
    pub(super) scratch: Scratch,
}

impl Memory {
    /// Makes a memory of a database.
    pub fn new(store: Store) -> Self {
        Memory {
            store,
            indexes: BTreeMap::new(),
            notices: Vec::new(),
            scratch: Scratch::default(),
        }
    }

    /// Opens a memory.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when there is none, it is none, is of a later version, or cannot be opened.
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        Store::open(path, access).map(Memory::new)
    }

    /// Returns the database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Returns the database to change it. What changes is seen by look-ups after
    /// [`Memory::refresh`].
    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Returns what happened to indexes since this was asked last.
    pub fn take_notices(&mut self) -> Vec<IndexNotice> {
        std::mem::take(&mut self.notices)
    }

    pub(super) fn add_notice(&mut self, notice: IndexNotice) {
        self.notices.push(notice);
    }

    /// Brings the indexes to the state of the database: those that there are files of, and those of
    /// the languages named.
    ///
    /// # Errors
    ///
    /// [`MemoryError`] when the database cannot be read or is too large.
    pub fn refresh(&mut self, langs: &[Lang]) -> Result<(), MemoryError> {
        self.indexes.clear();
        let mut bases: Vec<String> = langs.iter().map(|lang| lang.primary().to_owned()).collect();
        for language in self.store.languages()? {
            if self
                .path_beside(&language.base, "index")
                .is_some_and(|path| path.exists())
            {
                bases.push(language.base);
            }
        }
        bases.sort_unstable();
        bases.dedup();
        for base in bases {
            self.load_indexes(&base, 0)?;
        }
        Ok(())
    }

    /// Opens the indexes of a language, if they are not open yet.
    pub(super) fn open_indexes(&mut self, lang: &Lang) -> Result<(), MemoryError> {
        let base = lang.primary();
        if !self.indexes.contains_key(base) {
            self.load_indexes(base, MANY)?;
        }
        Ok(())
    }

    /// Returns the indexes of a language that are open.
    pub(super) fn indexes(&self, lang: &Lang) -> &[Index] {
        self.indexes.get(lang.primary()).map_or(&[], Vec::as_slice)
    }

    /// Throws the indexes of a language away, after one was found to be damaged.
    pub(super) fn remake_index(&mut self, lang: &Lang) -> Result<(), MemoryError> {
        let base = lang.primary();
        self.indexes.remove(base);
        if let Some(path) = self.path_beside(base, "index") {
            self.notices.push(IndexNotice::Damaged(path));
        }
        self.make_index(base, MANY)
    }

    /// Returns the name of a file beside the memory.
    pub(super) fn path_beside(&self, base: &str, kind: &str) -> Option<PathBuf> {
        let mut name = self.store.path()?.as_os_str().to_owned();
        // Codes that are no language may have anything in them.
        let is_plain = base.bytes().all(|byte| byte.is_ascii_alphanumeric());
        name.push(format!(".{}.{kind}", if is_plain { base } else { "other" }));
        Some(name.into())
    }

    /// Opens the indexes of a language; what they lack is added, and written where it is more than
    /// `most` rows.
    fn load_indexes(&mut self, base: &str, most: usize) -> Result<(), MemoryError> {
        let (stamp, last) = self.store.stamp()?;
        let mut parts = Vec::new();
        if let Some(whole) = self.open_beside::<Index>(base, "index", 0)? {
            let after = whole.head().last;
            parts.push(whole);
            parts.extend(self.open_beside(base, "recent", after)?);
        }
        let covered = parts.last().map_or(0, |part| part.head().last);
        let rows: u64 = parts.iter().map(|part| part.head().rows).sum();
        let alive = self.store.languages()?;
        let alive: u64 = (alive.iter().filter(|row| row.base == base))
            .map(|row| row.texts)
            .sum();
        // Most of what there is was deleted, or never was in an index.
        let is_thin = rows > alive + alive / 4 + MANY as u64;
        if covered > 0 && covered >= last && !is_thin {
            self.indexes.insert(base.to_owned(), parts);
            return Ok(());
        }
        if parts.is_empty() || is_thin {
            return self.make_index(base, most);
        }
        let builder = self.index_rows(base, (covered, last))?;
        let new = builder.rows();
        let whole = &parts[0];
        let (start, recent) = (whole.head().last, rows - whole.head().rows + new as u64);
        if new > most && recent * 8 > whole.head().rows {
            return self.make_index(base, most);
        }
        if new > most && parts.len() > 1 {
            // One file holds all that is not in the large one.
            parts.truncate(1);
            let builder = self.index_rows(base, (start, last))?;
            parts.push(self.write_index((base, "recent"), builder, (stamp, start, last))?);
        } else if new > most {
            parts.push(self.write_index((base, "recent"), builder, (stamp, start, last))?);
        } else if new > 0 {
            parts.push(in_memory(builder)?);
        }
        self.indexes.insert(base.to_owned(), parts);
        Ok(())
    }

    /// Makes the index of a language from all rows.
    fn make_index(&mut self, base: &str, most: usize) -> Result<(), MemoryError> {
        let (stamp, last) = self.store.stamp()?;
        let builder = self.index_rows(base, (0, last))?;
        let part = if builder.rows() > most {
            let part = self.write_index((base, "index"), builder, (stamp, 0, last))?;
            if let Some(recent) = self.path_beside(base, "recent") {
                // What is left of it would be refused for starting elsewhere.
                let _ = map::remove(&recent);
            }
            part
        } else {
            in_memory(builder)?
        };
        self.indexes.insert(base.to_owned(), vec![part]);
        Ok(())
    }

    /// Opens a file beside the memory that holds rows from one on, if there is one that belongs to it.
    pub(super) fn open_beside<T: Kept>(
        &mut self,
        base: &str,
        kind: &str,
        after: u64,
    ) -> Result<Option<T>, MemoryError> {
        let Some(path) = self.path_beside(base, kind) else {
            return Ok(None);
        };
        let Ok(bytes) = map::open(&path) else {
            return Ok(None);
        };
        let notice = match T::new(bytes) {
            Err(Damaged) => IndexNotice::Damaged(path),
            Ok(kept) => {
                let head = kept.head();
                if self.store.has_been(head.stamp, head.last)? {
                    return Ok((head.after == after).then_some(kept));
                }
                IndexNotice::Foreign(path)
            }
        };
        self.notices.push(notice);
        Ok(None)
    }

    /// Writes a file beside the memory and opens it; `None` where it cannot be written.
    pub(super) fn write_beside<T: Kept>(
        &mut self,
        base: &str,
        kind: &str,
        head: &Head,
        sections: &[Vec<u8>],
    ) -> Result<Option<T>, MemoryError> {
        let writable = self.store.is_writable();
        let Some(path) = self.path_beside(base, kind).filter(|_| writable) else {
            return Ok(None);
        };
        let written = map::write(&path, |out| sealed::write(out, head, sections));
        match written.and_then(|()| map::open(&path)) {
            Ok(bytes) => {
                let rows = head.rows as usize;
                self.notices.push(IndexNotice::Made { path, rows });
                Ok(Some(T::new(bytes)?))
            }
            Err(error) => {
                let why = error.to_string();
                self.notices.push(IndexNotice::NotWritten { path, why });
                Ok(None)
            }
        }
    }

    /// Reads the rows after one up to another.
    fn index_rows(&self, base: &str, range: (u64, u64)) -> Result<Builder, MemoryError> {
        let mut builder = Builder::default();
        let mut batch: Vec<(u64, String)> = Vec::new();
        let mut outcome = Ok(());
        let mut take = |batch: &mut Vec<(u64, String)>| {
            let keyed: Vec<(u64, Keyed)> = batch
                .par_drain(..)
                .map(|(row, text)| (row, Keyed::new(&Reading::new(&text))))
                .collect();
            for (row, keyed) in keyed {
                if outcome.is_ok() {
                    outcome = builder.add(row, &keyed);
                }
            }
        };
        self.store.for_each_text(base, range, &mut |row, text| {
            batch.push((row, text.to_owned()));
            if batch.len() == BATCH {
                take(&mut batch);
            }
        })?;
        take(&mut batch);
        outcome?;
        Ok(builder)
    }

    /// Writes an index, or keeps it in main memory where that cannot be.
    fn write_index(
        &mut self,
        (base, kind): (&str, &str),
        builder: Builder,
        (stamp, after, last): (u128, u64, u64),
    ) -> Result<Index, MemoryError> {
        let (head, sections) = builder.finish()?;
        let head = Head {
            stamp,
            after,
            last,
            ..head
        };
        if let Some(index) = self.write_beside(base, kind, &head, &sections)? {
            return Ok(index);
        }
        if !self.store.is_writable()
            && head.rows > MANY as u64
            && let Some(path) = self.path_beside(base, kind)
        {
            let why = "the memory is read-only".to_owned();
            self.notices.push(IndexNotice::NotWritten { path, why });
        }
        owned(&head, &sections)
    }
}

fn in_memory(builder: Builder) -> Result<Index, MemoryError> {
    let (head, sections) = builder.finish()?;
    owned(&head, &sections)
}

fn owned(head: &Head, sections: &[Vec<u8>]) -> Result<Index, MemoryError> {
    let mut bytes = Vec::new();
    // Writing to main memory does not fail.
    if sealed::write(&mut bytes, head, sections).is_err() {
        return Err(Damaged.into());
    }
    Ok(Index::new(Bytes::Owned(bytes))?)
}
