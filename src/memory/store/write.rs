//! Changes: units put in and taken out, as a whole or not at all.

use std::borrow::Cow;
use std::fmt;

use rayon::prelude::*;
use rusqlite::{
    CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior, params,
};
use rustc_hash::FxHashMap;

use super::read::{TextRest, UnitRest};
use super::{Store, StoreError, Tag, know, languages, set_journal_now};
use crate::memory::hash::hash_after;
use crate::model::{Seg, TranslationUnit};

/// What came of units that were put in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// How many are new.
    pub added: usize,
    /// How many were there already.
    pub known: usize,
    /// How many have nothing in them.
    pub empty: usize,
    /// How many were taken out, because they are no longer where they came from.
    pub removed: usize,
}

impl std::ops::AddAssign for Added {
    fn add_assign(&mut self, other: Added) {
        self.added += other.added;
        self.known += other.known;
        self.empty += other.empty;
        self.removed += other.removed;
    }
}

impl fmt::Display for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.added == 1 { "unit" } else { "units" };
        write!(f, "{} {noun} added", self.added)?;
        for (number, what) in [
            (self.known, "known"),
            (self.removed, "removed"),
            (self.empty, "empty"),
        ] {
            if number > 0 {
                write!(f, ", {number} {what}")?;
            }
        }
        Ok(())
    }
}

/// A unit as it goes into the tables.
struct Row<'a> {
    document: Option<&'a str>,
    confidence: Option<f64>,
    rest: Option<String>,
    hash: i64,
    texts: Vec<Text<'a>>,
}

struct Text<'a> {
    tag: &'a str,
    base: &'a str,
    /// Number of the language, once it is known.
    language: usize,
    content: Cow<'a, str>,
    rest: Option<String>,
}

impl Text<'_> {
    /// Returns what equal units have the same of.
    fn parts(&self) -> [Option<&str>; 3] {
        [Some(self.tag), Some(&self.content), self.rest.as_deref()]
    }
}

/// A change of a memory. Nothing of it is seen by others before it is finished, and nothing is left
/// of it when it is dropped.
#[derive(Debug)]
pub struct Change<'a> {
    connection: &'a Connection,
    /// Whether what is written goes through the write-ahead log, as it does but for the first change.
    has_log: bool,
    transaction: Transaction<'a>,
    path: std::path::PathBuf,
    kept: &'a mut Vec<Option<Tag>>,
    languages: Vec<Option<Tag>>,
    numbers: FxHashMap<String, usize>,
    tally: Tally,
}

/// What a change has done so far.
#[derive(Debug)]
struct Tally {
    /// How many texts of each language, by number, there are more or less.
    texts: Vec<i64>,
    /// The row of the next text.
    next: i64,
    is_empty: bool,
    fresh: Option<Fresh>,
}

/// What stands for the indexes of the database in the first change, in which there are none: they
/// are made at its end, which is much sooner done than adding to them row by row.
#[derive(Debug, Default)]
struct Fresh {
    /// How the indexes are made.
    indexes: Vec<String>,
    /// Units by their hash.
    units: FxHashMap<i64, i64>,
}

impl Fresh {
    /// Takes the indexes away.
    fn begin(transaction: &Transaction<'_>) -> rusqlite::Result<Fresh> {
        let sql = "SELECT name, sql FROM sqlite_schema \
                   WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid";
        let mut select = transaction.prepare(sql)?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
        let mut fresh = Fresh::default();
        for (name, sql) in rows {
            transaction.execute_batch(&format!("DROP INDEX {name}"))?;
            fresh.indexes.push(sql);
        }
        Ok(fresh)
    }

    fn end(self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        for index in &self.indexes {
            transaction.execute_batch(index)?;
        }
        Ok(())
    }
}

impl Store {
    /// Starts a change; waits for others that are changing the memory.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory is locked for too long or cannot be written.
    pub fn change(&mut self) -> Result<Change<'_>, StoreError> {
        let path = self.path.clone().unwrap_or_default();
        if !self.is_writable {
            return Err(StoreError::ReadOnly(path));
        }
        let fault = |error| StoreError::of(&path, error);
        let has_log = !self.without_log().map_err(fault)?;
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(fault)?;
        transaction
            .execute_batch("PRAGMA cache_size = -65536")
            .map_err(fault)?;
        let is_new = is_new(&transaction).map_err(fault)?;
        let last = "SELECT coalesce((SELECT last FROM change ORDER BY id DESC LIMIT 1), 0)";
        let last: i64 = transaction
            .query_row(last, [], |row| row.get(0))
            .map_err(fault)?;
        let fresh = is_new.then(|| Fresh::begin(&transaction));
        let fresh = fresh.transpose().map_err(fault)?;
        // Another process may have brought some since.
        let languages = languages(&transaction).map_err(fault)?;
        let numbers = (languages.iter().enumerate())
            .filter_map(|(place, tag)| Some((tag.as_ref()?.tag.clone(), place + 1)))
            .collect();
        Ok(Change {
            connection: &self.connection,
            has_log,
            transaction,
            kept: &mut self.languages,
            tally: Tally {
                texts: vec![0; languages.len() + 1],
                next: last + 1,
                is_empty: true,
                fresh,
            },
            languages,
            numbers,
            path,
        })
    }

    /// Does without a write-ahead log where there is nothing yet to read beside the change: all that
    /// is written would be written twice. What is broken off is rolled back by a journal. Tells
    /// whether that could be, that is, whether nobody else has the memory open.
    fn without_log(&self) -> rusqlite::Result<bool> {
        if self.path.is_none() || !is_new(&self.connection)? {
            return Ok(false);
        }
        set_journal_now(&self.connection, "DELETE")
    }
}

fn is_new(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM unit)", [], |row| {
        row.get(0)
    })
}

impl Change<'_> {
    fn fault(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }

    /// Puts units in that are not in the memory yet.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn add(&mut self, file: &str, units: &[TranslationUnit]) -> Result<Added, StoreError> {
        let mut add = || self.put_in(self.file_id(file)?.0, units, None);
        add().map_err(|error| StoreError::of(&self.path, error))
    }

    /// Puts units in that are not there: in the memory, or in the file whose old units are given.
    fn put_in(
        &mut self,
        file: i64,
        units: &[TranslationUnit],
        mut old: Option<&mut OldUnits>,
    ) -> rusqlite::Result<Added> {
        let mut rows: Vec<Row> = units.par_iter().map(row_of).collect();
        self.number_languages(&mut rows)?;
        let mut tables = Tables::new(&self.transaction)?;
        let mut result = Added::default();
        for (unit, row) in units.iter().zip(&rows) {
            if row.texts.is_empty() {
                result.empty += 1;
                continue;
            }
            let is_known = match &mut old {
                Some(old) => tables.keep(old, row)?,
                None => tables.has(&self.tally, row)?,
            };
            if is_known {
                result.known += 1;
                continue;
            }
            let id = tables.insert(&mut self.tally, file, unit, row)?;
            if let Some(old) = &mut old {
                old.entry(row.hash).or_default().push((id, true));
            }
            result.added += 1;
        }
        drop(tables);
        self.count_units(file, result.added)?;
        Ok(result)
    }

    /// Starts to bring the units of a file to a new state; those that [`Change::keep_units`] is not given
    /// are gone after [`Change::end_file`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn begin_file(&mut self, file: &str) -> Result<FileUnits, StoreError> {
        let begin = || -> rusqlite::Result<FileUnits> {
            let (file, is_new) = self.file_id(file)?;
            let mut old = OldUnits::default();
            if is_new {
                return Ok(FileUnits { file, old });
            }
            let sql = "SELECT hash, id FROM unit WHERE file = ?1 ORDER BY id";
            let mut select = self.transaction.prepare_cached(sql)?;
            let rows = select.query_map([file], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for row in rows {
                let (hash, id): (i64, i64) = row?;
                old.entry(hash).or_default().push((id, false));
            }
            Ok(FileUnits { file, old })
        };
        begin().map_err(|error| self.fault(error))
    }

    /// Puts units of the file in that were not in it, and keeps those that were.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn keep_units(
        &mut self,
        replaced: &mut FileUnits,
        units: &[TranslationUnit],
    ) -> Result<Added, StoreError> {
        let result = self.put_in(replaced.file, units, Some(&mut replaced.old));
        result.map_err(|error| self.fault(error))
    }

    /// Takes out the units of the file that are no longer in it; returns how many.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn end_file(&mut self, replaced: FileUnits) -> Result<usize, StoreError> {
        let old = replaced.old.into_values().flatten();
        let mut gone: Vec<u64> = old
            .filter(|(_, kept)| !kept)
            .map(|(id, _)| id.cast_unsigned())
            .collect();
        gone.sort_unstable();
        self.remove(&gone)?;
        Ok(gone.len())
    }

    /// Takes units out.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn remove(&mut self, units: &[u64]) -> Result<(), StoreError> {
        let mut remove = || -> rusqlite::Result<()> {
            if !units.is_empty()
                && let Some(fresh) = self.tally.fresh.take()
            {
                fresh.end(&self.transaction)?;
            }
            for &unit in units {
                let sql = "DELETE FROM unit WHERE id = ?1 RETURNING file, texts";
                let mut delete = self.transaction.prepare_cached(sql)?;
                let gone = delete.query_row([unit], |row| Ok((row.get(0)?, row.get(1)?)));
                let gone: Option<(i64, u64)> = gone.optional()?;
                let Some((file, count)) = gone else {
                    continue;
                };
                let sql = "DELETE FROM text WHERE id >= ?1 AND id < ?1 + ?2 RETURNING language";
                let mut texts = self.transaction.prepare_cached(sql)?;
                let languages = texts.query_map([unit, count], |row| row.get::<_, usize>(0))?;
                for language in languages {
                    if let Some(texts) = self.tally.texts.get_mut(language?) {
                        *texts -= 1;
                    }
                }
                let sql = "UPDATE file SET units = units - 1 WHERE id = ?1";
                self.transaction.prepare_cached(sql)?.execute([file])?;
                self.tally.is_empty = false;
            }
            Ok(())
        };
        remove().map_err(|error| StoreError::of(&self.path, error))
    }

    /// Forgets a file of which no units are left.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn forget_file(&mut self, file: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM file WHERE name = ?1 AND units = 0";
        let done = self.transaction.execute(sql, [file]);
        done.map(drop).map_err(|error| self.fault(error))
    }

    /// Notes the size of a file that is kept in step, and when it was changed, in nanoseconds.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn mark_seen(&mut self, file: &str, size: u64, modified: i64) -> Result<(), StoreError> {
        let sql = "UPDATE file SET size = ?2, modified = ?3 WHERE name = ?1";
        let done = self.transaction.execute(sql, params![file, size, modified]);
        done.map(drop).map_err(|error| self.fault(error))
    }

    /// Finishes the change: when this returns, it is on the disk. Tells whether there was any.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails; nothing was changed then.
    pub fn finish(self) -> Result<bool, StoreError> {
        let is_empty = self.tally.is_empty;
        let commit = || -> rusqlite::Result<()> {
            let (transaction, tally) = (self.transaction, self.tally);
            if let Some(fresh) = tally.fresh {
                fresh.end(&transaction)?;
            }
            for (language, count) in tally
                .texts
                .iter()
                .enumerate()
                .filter(|(_, count)| **count != 0)
            {
                let sql = "UPDATE language SET texts = texts + ?2 WHERE id = ?1";
                transaction.execute(sql, params![language, count])?;
            }
            if !tally.is_empty {
                let sql = "INSERT INTO change (stamp, last) VALUES (randomblob(16), ?1)";
                transaction.execute(sql, [tally.next - 1])?;
            }
            let connection: &Connection = &transaction;
            connection.execute_batch("PRAGMA cache_size = -8192")?;
            transaction.commit()
        };
        commit().map_err(|error| StoreError::of(&self.path, error))?;
        if !self.has_log {
            // Whoever opens the memory next tries again where somebody reads it just now.
            let _ = set_journal_now(self.connection, "WAL");
        }
        *self.kept = self.languages;
        Ok(!is_empty)
    }

    /// Returns the number of a file, and whether it had none before.
    fn file_id(&self, name: &str) -> rusqlite::Result<(i64, bool)> {
        let mut insert = (self.transaction)
            .prepare_cached("INSERT INTO file (name) VALUES (?1) ON CONFLICT DO NOTHING")?;
        let is_new = insert.execute([name])? > 0;
        let mut select = self
            .transaction
            .prepare_cached("SELECT id FROM file WHERE name = ?1")?;
        Ok((select.query_row([name], |row| row.get(0))?, is_new))
    }

    /// Finds the numbers of the languages, which are new where they have none.
    fn number_languages(&mut self, rows: &mut [Row<'_>]) -> rusqlite::Result<()> {
        for text in rows.iter_mut().flat_map(|row| &mut row.texts) {
            if let Some(&number) = self.numbers.get(text.tag) {
                text.language = number;
                continue;
            }
            let number = self.languages.len() + 1;
            let sql = "INSERT INTO language (id, tag, base) VALUES (?1, ?2, ?3)";
            self.transaction
                .execute(sql, params![number, text.tag, text.base])?;
            self.numbers.insert(text.tag.to_owned(), number);
            know(&mut self.languages, number, text.tag.to_owned());
            self.tally.texts.resize(number + 1, 0);
            text.language = number;
        }
        Ok(())
    }

    fn count_units(&self, file: i64, added: usize) -> rusqlite::Result<()> {
        let sql = "UPDATE file SET units = units + ?2 WHERE id = ?1";
        self.transaction
            .prepare_cached(sql)?
            .execute(params![file, added])?;
        Ok(())
    }
}

/// The statements that every unit needs.
struct Tables<'a> {
    same: CachedStatement<'a>,
    texts: CachedStatement<'a>,
    unit: CachedStatement<'a>,
    text: CachedStatement<'a>,
}

impl<'a> Tables<'a> {
    fn new(transaction: &'a Transaction<'_>) -> rusqlite::Result<Self> {
        Ok(Tables {
            same: transaction.prepare_cached("SELECT id FROM unit WHERE hash = ?1")?,
            texts: transaction.prepare_cached(
                "SELECT language, text, text.rest FROM unit \
                 JOIN text ON text.id >= unit.id AND text.id < unit.id + unit.texts \
                 WHERE unit.id = ?1 ORDER BY text.id",
            )?,
            unit: transaction.prepare_cached(
                "INSERT INTO unit \
                 (id, file, document, created, creator, changed, changer, confidence, rest, texts, \
                  hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?,
            text: transaction.prepare_cached(
                "INSERT INTO text (id, unit, language, text, rest) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?,
        })
    }

    /// Tells whether there is a unit that is the same in everything.
    fn has(&mut self, tally: &Tally, row: &Row<'_>) -> rusqlite::Result<bool> {
        let ids: Vec<i64> = if let Some(fresh) = &tally.fresh {
            fresh.units.get(&row.hash).copied().into_iter().collect()
        } else {
            let ids = self.same.query_map([row.hash], |row| row.get(0))?;
            ids.collect::<Result<_, _>>()?
        };
        for id in ids {
            if self.is_same(id, row)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells whether one of a file's old units is the same in everything, and keeps that.
    fn keep(&mut self, old: &mut OldUnits, row: &Row<'_>) -> rusqlite::Result<bool> {
        for (id, is_kept) in old.get_mut(&row.hash).into_iter().flatten() {
            if self.is_same(*id, row)? {
                *is_kept = true;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells whether a unit with the same hash is the same in everything. Dates and names are in the
    /// hash; what a person wrote is compared.
    fn is_same(&mut self, id: i64, row: &Row<'_>) -> rusqlite::Result<bool> {
        let mut kept = self.texts.query([id])?;
        for text in &row.texts {
            let Some(kept) = kept.next()? else {
                return Ok(false);
            };
            let same = kept.get::<_, usize>(0)? == text.language
                && kept.get_ref(1)?.as_str()? == text.content
                && kept.get_ref(2)?.as_str_or_null()? == text.rest.as_deref();
            if !same {
                return Ok(false);
            }
        }
        Ok(kept.next()?.is_none())
    }

    fn insert(
        &mut self,
        tally: &mut Tally,
        file: i64,
        unit: &TranslationUnit,
        row: &Row<'_>,
    ) -> rusqlite::Result<i64> {
        let history = &unit.history;
        let id = tally.next;
        self.unit.execute(params![
            id,
            file,
            row.document,
            history.creation_date,
            history.creation_id,
            history.change_date,
            history.change_id,
            row.confidence,
            row.rest,
            row.texts.len(),
            row.hash,
        ])?;
        for text in &row.texts {
            tally.texts[text.language] += 1;
            (self.text).execute(params![
                tally.next,
                id,
                text.language,
                text.content,
                text.rest
            ])?;
            tally.next += 1;
        }
        tally.is_empty = false;
        if let Some(fresh) = &mut tally.fresh {
            fresh.units.entry(row.hash).or_insert(id);
        }
        Ok(id)
    }
}

/// The units of a file before it is brought to a new state.
#[derive(Debug)]
pub struct FileUnits {
    file: i64,
    old: OldUnits,
}

/// Units by their hash, each with whether it is still there.
type OldUnits = FxHashMap<i64, Vec<(i64, bool)>>;

/// Makes the rows of a unit.
fn row_of(unit: &TranslationUnit) -> Row<'_> {
    let rest = UnitRest::of(unit).to_json();
    let texts = unit.variants.iter().map(|variant| {
        let content = match &variant.seg {
            Seg::Plain(text) => Cow::Borrowed(text.as_str()),
            Seg::Coded(_) => variant.seg.plain_text(),
        };
        let code = variant.lang.as_str();
        let (tag, base) = match variant.lang.lang() {
            Ok(lang) => (lang.as_str(), lang.primary()),
            Err(_) => (code, code),
        };
        Text {
            tag,
            base,
            language: 0,
            rest: TextRest::of(variant, tag).to_json(),
            content,
        }
    });
    let texts: Vec<Text> = texts.collect();
    let property = |kind: &str| {
        let mut all = unit.properties.iter();
        all.find(|property| property.kind == kind)
            .map(|property| property.text.as_str())
    };
    let confidence = property("x-confidence").and_then(|text| text.parse().ok());
    let history = &unit.history;
    let own = [
        &history.creation_date,
        &history.creation_id,
        &history.change_date,
        &history.change_id,
        &rest,
    ];
    let own = own.into_iter().map(Option::as_deref);
    let hash = hash_of_unit(own.chain(texts.iter().flat_map(Text::parts)));
    Row {
        document: property("x-document"),
        confidence: confidence.filter(|value: &f64| value.is_finite()),
        rest,
        hash,
        texts,
    }
}

/// Returns the hash by which equal units are found, of what has a column of its own and of its texts.
fn hash_of_unit<'a>(parts: impl Iterator<Item = Option<&'a str>>) -> i64 {
    // No text has this byte.
    let bytes = |part: Option<&'a str>| part.map_or(&[0xFF][..], str::as_bytes);
    parts
        .fold(0, |before, part| hash_after(before, bytes(part)))
        .cast_signed()
}

/// Computes the hashes of all units again, for those of schema 1 were others.
pub(super) fn hash_again(connection: &Connection) -> rusqlite::Result<()> {
    let sql = "SELECT id, created, creator, changed, changer, rest FROM unit";
    let mut units = connection.prepare(sql)?;
    let mut texts = connection.prepare(
        "SELECT language.tag, text.text, text.rest FROM unit \
         JOIN text ON text.id >= unit.id AND text.id < unit.id + unit.texts \
         JOIN language ON language.id = text.language \
         WHERE unit.id = ?1 ORDER BY text.id",
    )?;
    let mut update = connection.prepare("UPDATE unit SET hash = ?2 WHERE id = ?1")?;
    let mut units = units.query([])?;
    while let Some(unit) = units.next()? {
        let id: i64 = unit.get(0)?;
        let mut parts: Vec<Option<String>> = (1..6)
            .map(|column| unit.get(column))
            .collect::<Result<_, _>>()?;
        let mut rows = texts.query([id])?;
        while let Some(text) = rows.next()? {
            parts.extend([text.get(0)?, text.get(1)?, text.get(2)?]);
        }
        update.execute([id, hash_of_unit(parts.iter().map(Option::as_deref))])?;
    }
    Ok(())
}
