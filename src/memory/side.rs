//! A memory with its indexes: which there are, whether they are to be believed, and when they are made
//! again. An index that cannot be written is kept in main memory.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::index::{self, Builder, Index, Keyed, Scratch};
use super::map::{self, Bytes};
use super::sealed::{self, Damaged, Head};
use super::store::{Access, Store, StoreError};
use crate::segment::Reading;
use crate::text::Lang;

/// Rows without an index that are worth a file.
const MANY: usize = 1000;

/// Rows that are folded and cut at a time.
const BATCH: usize = 1 << 11;

/// A memory that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The database fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index is damaged, and damaged again after it was made anew.
    #[error(transparent)]
    Damaged(#[from] sealed::Damaged),
    /// There is more than an index can hold.
    #[error(transparent)]
    TooLarge(#[from] index::TooLarge),
}

/// Something about an index that its user may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It was not what was written.
    Damaged(PathBuf),
    /// It belonged to another memory, or to a state of this one that is no more.
    Foreign(PathBuf),
    /// It was made.
    Made {
        /// The file.
        path: PathBuf,
        /// How many texts are in it.
        rows: usize,
    },
    /// It could not be written, and is made again every time.
    NotWritten {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

impl Notice {
    /// Tells whether something is not as it should be.
    pub fn is_warning(&self) -> bool {
        !matches!(self, Notice::Made { .. })
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Damaged(path) => write!(
                f,
                "{}: is damaged or of another version, and is made again from the memory",
                path.display()
            ),
            Notice::Foreign(path) => write!(
                f,
                "{}: belongs to another memory or to an older state of it, and is made again",
                path.display()
            ),
            Notice::Made { path, rows } => {
                write!(f, "{}: index of {rows} texts made", path.display())
            }
            Notice::NotWritten { path, why } => write!(
                f,
                "{}: cannot be written ({why}); without an index every start takes longer",
                path.display()
            ),
        }
    }
}

/// A memory, ready for look-ups.
#[derive(Debug)]
pub struct Memory {
    store: Store,
    /// The indexes of a language without region and script, by that: one of the most rows and one
    /// of those that came later.
    sides: BTreeMap<String, Vec<Index>>,
    notices: Vec<Notice>,
    pub(super) scratch: Scratch,
}

impl Memory {
    /// Makes a memory of a database.
    pub fn new(store: Store) -> Self {
        Memory {
            store,
            sides: BTreeMap::new(),
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
    pub fn notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    pub(super) fn notice(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// Brings the indexes to the state of the database: those that there are files of, and those of
    /// the languages named.
    ///
    /// # Errors
    ///
    /// [`MemoryError`] when the database cannot be read or is too large.
    pub fn refresh(&mut self, langs: &[Lang]) -> Result<(), MemoryError> {
        self.sides.clear();
        let mut bases: Vec<String> = langs.iter().map(|lang| lang.primary().to_owned()).collect();
        for language in self.store.languages()? {
            if self
                .file(&language.base, "index")
                .is_some_and(|path| path.exists())
            {
                bases.push(language.base);
            }
        }
        bases.sort_unstable();
        bases.dedup();
        for base in bases {
            self.open_side(&base, 0)?;
        }
        Ok(())
    }

    /// Opens the indexes of a language, if they are not open yet.
    pub(super) fn side(&mut self, lang: &Lang) -> Result<(), MemoryError> {
        let base = lang.primary();
        if !self.sides.contains_key(base) {
            self.open_side(base, MANY)?;
        }
        Ok(())
    }

    /// Returns the indexes of a language that are open.
    pub(super) fn opened(&self, lang: &Lang) -> &[Index] {
        self.sides.get(lang.primary()).map_or(&[], Vec::as_slice)
    }

    /// Throws the indexes of a language away, after one was found to be damaged.
    pub(super) fn discard(&mut self, lang: &Lang) -> Result<(), MemoryError> {
        let base = lang.primary();
        self.sides.remove(base);
        if let Some(path) = self.file(base, "index") {
            self.notices.push(Notice::Damaged(path));
        }
        self.make(base, MANY)
    }

    /// Returns the name of a file beside the memory.
    pub(super) fn file(&self, base: &str, kind: &str) -> Option<PathBuf> {
        let mut name = self.store.path()?.as_os_str().to_owned();
        // Codes that are no language may have anything in them.
        let is_plain = base.bytes().all(|byte| byte.is_ascii_alphanumeric());
        name.push(format!(".{}.{kind}", if is_plain { base } else { "other" }));
        Some(name.into())
    }

    /// Opens the indexes of a language; what they lack is added, and written where it is more than
    /// `most` rows.
    fn open_side(&mut self, base: &str, most: usize) -> Result<(), MemoryError> {
        let (stamp, last) = self.store.stamp()?;
        let mut parts = Vec::new();
        if let Some(whole) = self.read(base, "index", 0)? {
            let after = whole.head().last;
            parts.push(whole);
            parts.extend(self.read(base, "recent", after)?);
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
            self.sides.insert(base.to_owned(), parts);
            return Ok(());
        }
        if parts.is_empty() || is_thin {
            return self.make(base, most);
        }
        let (builder, new) = self.build(base, (covered, last))?;
        let whole = &parts[0];
        let (start, recent) = (whole.head().last, rows - whole.head().rows + new as u64);
        if new > most && recent * 8 > whole.head().rows {
            return self.make(base, most);
        }
        if new > most && parts.len() > 1 {
            // One file holds all that is not in the large one.
            parts.truncate(1);
            let (builder, rows) = self.build(base, (start, last))?;
            parts.push(self.finish((base, "recent"), builder, (stamp, start, last), rows)?);
        } else if new > most {
            parts.push(self.finish((base, "recent"), builder, (stamp, start, last), new)?);
        } else if new > 0 {
            parts.push(in_memory(builder)?);
        }
        self.sides.insert(base.to_owned(), parts);
        Ok(())
    }

    /// Makes the index of a language from all rows.
    fn make(&mut self, base: &str, most: usize) -> Result<(), MemoryError> {
        let (stamp, last) = self.store.stamp()?;
        let (builder, rows) = self.build(base, (0, last))?;
        let part = if rows > most {
            let part = self.finish((base, "index"), builder, (stamp, 0, last), rows)?;
            if let Some(recent) = self.file(base, "recent") {
                // What is left of it would be refused for starting elsewhere.
                let _ = map::remove(&recent);
            }
            part
        } else {
            in_memory(builder)?
        };
        self.sides.insert(base.to_owned(), vec![part]);
        Ok(())
    }

    /// Reads an index that starts after a row, if there is one that belongs to the memory.
    fn read(&mut self, base: &str, kind: &str, after: u64) -> Result<Option<Index>, MemoryError> {
        let Some(path) = self.file(base, kind) else {
            return Ok(None);
        };
        let notice = match Index::open(&path) {
            None => return Ok(None),
            Some(Err(Damaged)) => Notice::Damaged(path),
            Some(Ok(index)) => {
                let head = index.head();
                if !self.store.has_been(head.stamp, head.last)? {
                    Notice::Foreign(path)
                } else if head.after == after {
                    return Ok(Some(index));
                } else {
                    return Ok(None);
                }
            }
        };
        self.notices.push(notice);
        Ok(None)
    }

    /// Reads the rows after one up to another; returns how many they are, too.
    fn build(&self, base: &str, range: (u64, u64)) -> Result<(Builder, usize), MemoryError> {
        let mut builder = Builder::default();
        let mut batch: Vec<(u64, String)> = Vec::new();
        let mut rows = 0;
        let mut outcome = Ok(());
        let mut take = |batch: &mut Vec<(u64, String)>| {
            rows += batch.len();
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
        self.store.texts(base, range, &mut |row, text| {
            batch.push((row, text.to_owned()));
            if batch.len() == BATCH {
                take(&mut batch);
            }
        })?;
        take(&mut batch);
        outcome?;
        Ok((builder, rows))
    }

    /// Writes an index, or keeps it in main memory where that cannot be.
    fn finish(
        &mut self,
        (base, kind): (&str, &str),
        builder: Builder,
        (stamp, after, last): (u128, u64, u64),
        rows: usize,
    ) -> Result<Index, MemoryError> {
        let (head, sections) = builder.finish()?;
        let head = Head {
            stamp,
            after,
            last,
            ..head
        };
        let path = self.file(base, kind).filter(|_| self.store.is_writable());
        if let Some(path) = path {
            let written = index::write(&path, &head, &sections);
            match written.and_then(|()| map::open(&path)) {
                Ok(bytes) => {
                    self.notices.push(Notice::Made { path, rows });
                    drop(sections);
                    return Ok(Index::new(bytes)?);
                }
                Err(error) => {
                    let why = error.to_string();
                    self.notices.push(Notice::NotWritten { path, why });
                }
            }
        } else if let Some(path) = self.file(base, kind).filter(|_| rows > MANY) {
            let why = "the memory is read-only".to_owned();
            self.notices.push(Notice::NotWritten { path, why });
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
