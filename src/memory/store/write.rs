//! Changes: units put in and taken out, as a whole or not at all.

use rayon::prelude::*;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::read::{TextRest, UnitRest};
use super::{Store, StoreError, Tag, know};
use crate::memory::hash::hash;
use crate::memory::index;
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

/// A unit as it goes into the tables.
struct Row {
    document: Option<String>,
    confidence: Option<f64>,
    rest: Option<String>,
    hash: i64,
    texts: Vec<Text>,
}

struct Text {
    tag: String,
    base: String,
    key: i64,
    content: String,
    rest: Option<String>,
}

/// A change of a memory. Nothing of it is seen by others before it is finished, and nothing is left
/// of it when it is dropped.
#[derive(Debug)]
pub struct Change<'a> {
    transaction: Transaction<'a>,
    path: std::path::PathBuf,
    kept: &'a mut Vec<Option<Tag>>,
    languages: Vec<Option<Tag>>,
    numbers: FxHashMap<String, usize>,
    /// How many texts of each language, by number, there are more or less.
    texts: Vec<i64>,
    is_empty: bool,
    /// Hashes of all units, where there were none before the change.
    hashes: Option<FxHashSet<i64>>,
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
        // Another process may have brought languages since.
        self.read_languages()?;
        let fault = |error| StoreError::of(&path, error);
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(fault)?;
        transaction
            .execute_batch("PRAGMA cache_size = -65536")
            .map_err(fault)?;
        let is_new: bool = transaction
            .query_row("SELECT NOT EXISTS (SELECT 1 FROM unit)", [], |row| {
                row.get(0)
            })
            .map_err(fault)?;
        let languages = self.languages.clone();
        let numbers = (languages.iter().enumerate())
            .filter_map(|(place, tag)| Some((tag.as_ref()?.tag.clone(), place + 1)))
            .collect();
        Ok(Change {
            transaction,
            kept: &mut self.languages,
            texts: vec![0; languages.len() + 1],
            languages,
            numbers,
            is_empty: true,
            hashes: is_new.then(FxHashSet::default),
            path,
        })
    }
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
        let rows: Vec<Row> = units.par_iter().map(row).collect();
        let result = self.try_add(file, units, &rows);
        result.map_err(|error| self.fault(error))
    }

    fn try_add(
        &mut self,
        file: &str,
        units: &[TranslationUnit],
        rows: &[Row],
    ) -> rusqlite::Result<Added> {
        let file = self.file(file)?;
        let mut result = Added::default();
        for (unit, row) in units.iter().zip(rows) {
            if row.texts.is_empty() {
                result.empty += 1;
            } else if self.find(row, None)?.is_some() {
                result.known += 1;
            } else {
                self.insert(file, unit, row)?;
                result.added += 1;
            }
        }
        self.count(file, result.added)?;
        Ok(result)
    }

    /// Starts to bring the units of a file to a new state; those that [`Change::keep`] is not given
    /// are gone after [`Change::end`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn begin(&mut self, file: &str) -> Result<Replaced, StoreError> {
        let begin = || -> rusqlite::Result<Replaced> {
            let file = self.file(file)?;
            let sql = "SELECT hash, id FROM unit WHERE file = ?1 ORDER BY id";
            let mut select = self.transaction.prepare_cached(sql)?;
            let rows = select.query_map([file], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut old = FxHashMap::<i64, Vec<(i64, bool)>>::default();
            for row in rows {
                let (hash, id): (i64, i64) = row?;
                old.entry(hash).or_default().push((id, false));
            }
            Ok(Replaced { file, old })
        };
        begin().map_err(|error| self.fault(error))
    }

    /// Puts units of the file in that were not in it, and keeps those that were.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn keep(
        &mut self,
        replaced: &mut Replaced,
        units: &[TranslationUnit],
    ) -> Result<Added, StoreError> {
        let rows: Vec<Row> = units.par_iter().map(row).collect();
        let result = self.try_keep(replaced, units, &rows);
        result.map_err(|error| self.fault(error))
    }

    fn try_keep(
        &mut self,
        replaced: &mut Replaced,
        units: &[TranslationUnit],
        rows: &[Row],
    ) -> rusqlite::Result<Added> {
        let mut result = Added::default();
        for (unit, row) in units.iter().zip(rows) {
            if row.texts.is_empty() {
                result.empty += 1;
                continue;
            }
            let alike = replaced.old.entry(row.hash).or_default();
            let mut found = None;
            for (place, (id, _)) in alike.iter().enumerate() {
                if self.find(row, Some(*id))?.is_some() {
                    found = Some(place);
                    break;
                }
            }
            if let Some(place) = found {
                alike[place].1 = true;
                result.known += 1;
            } else {
                let id = self.insert(replaced.file, unit, row)?;
                alike.push((id, true));
                result.added += 1;
            }
        }
        self.count(replaced.file, result.added)?;
        Ok(result)
    }

    /// Takes out the units of the file that are no longer in it; returns how many.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn end(&mut self, replaced: Replaced) -> Result<usize, StoreError> {
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
            for &unit in units {
                let mut texts = self
                    .transaction
                    .prepare_cached("DELETE FROM text WHERE unit = ?1 RETURNING language")?;
                let languages = texts.query_map([unit], |row| row.get::<_, usize>(0))?;
                for language in languages {
                    if let Some(texts) = self.texts.get_mut(language?) {
                        *texts -= 1;
                    }
                }
                let sql = "DELETE FROM unit WHERE id = ?1 RETURNING file";
                let mut delete = self.transaction.prepare_cached(sql)?;
                let file: Option<i64> = delete.query_row([unit], |row| row.get(0)).optional()?;
                let sql = "UPDATE file SET units = units - 1 WHERE id = ?1";
                self.transaction.prepare_cached(sql)?.execute([file])?;
                self.is_empty = false;
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
    pub fn forget(&mut self, file: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM file WHERE name = ?1 AND units = 0";
        let done = self.transaction.execute(sql, [file]);
        done.map(drop).map_err(|error| self.fault(error))
    }

    /// Notes the size of a file that is kept in step, and when it was changed, in nanoseconds.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the disk or the database fails.
    pub fn seen(&mut self, file: &str, size: u64, modified: i64) -> Result<(), StoreError> {
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
        let commit = || -> rusqlite::Result<()> {
            let transaction = self.transaction;
            for (language, count) in self
                .texts
                .iter()
                .enumerate()
                .filter(|(_, count)| **count != 0)
            {
                let sql = "UPDATE language SET texts = texts + ?2 WHERE id = ?1";
                transaction.execute(sql, params![language, count])?;
            }
            if !self.is_empty {
                let last = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'text'), 0)";
                let sql = format!("INSERT INTO change (stamp, last) SELECT randomblob(16), {last}");
                transaction.execute(&sql, [])?;
            }
            let connection: &rusqlite::Connection = &transaction;
            connection.execute_batch("PRAGMA cache_size = -8192")?;
            transaction.commit()
        };
        commit().map_err(|error| StoreError::of(&self.path, error))?;
        *self.kept = self.languages;
        Ok(!self.is_empty)
    }

    /// Returns the number of a file, which is new where it has none.
    fn file(&self, name: &str) -> rusqlite::Result<i64> {
        let mut insert = (self.transaction)
            .prepare_cached("INSERT INTO file (name) VALUES (?1) ON CONFLICT DO NOTHING")?;
        insert.execute([name])?;
        let mut select = self
            .transaction
            .prepare_cached("SELECT id FROM file WHERE name = ?1")?;
        select.query_row([name], |row| row.get(0))
    }

    /// Returns the number of a language, which is new where it has none.
    fn language(&mut self, text: &Text) -> rusqlite::Result<usize> {
        if let Some(&number) = self.numbers.get(&text.tag) {
            return Ok(number);
        }
        let number = self.languages.len() + 1;
        let sql = "INSERT INTO language (id, tag, base) VALUES (?1, ?2, ?3)";
        self.transaction
            .execute(sql, params![number, text.tag, text.base])?;
        self.numbers.insert(text.tag.clone(), number);
        know(&mut self.languages, number, text.tag.clone());
        self.texts.resize(number + 1, 0);
        Ok(number)
    }

    /// Finds a unit that is the same in everything, or tells whether `only` is.
    fn find(&self, row: &Row, only: Option<i64>) -> rusqlite::Result<Option<i64>> {
        let is_fresh = (self.hashes.as_ref()).is_some_and(|hashes| !hashes.contains(&row.hash));
        if is_fresh {
            return Ok(None);
        }
        let ids: Vec<i64> = if let Some(only) = only {
            vec![only]
        } else {
            let sql = "SELECT id FROM unit WHERE hash = ?1";
            let mut select = self.transaction.prepare_cached(sql)?;
            select
                .query_map([row.hash], |row| row.get(0))?
                .collect::<Result<_, _>>()?
        };
        for id in ids {
            if self.is_same(id, row)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    fn is_same(&self, id: i64, row: &Row) -> rusqlite::Result<bool> {
        // Dates and names are in the hash; what a person wrote is compared.
        let sql = "SELECT language.tag, text.text, text.rest FROM text \
                   JOIN language ON language.id = text.language WHERE unit = ?1 ORDER BY text.id";
        let mut select = self.transaction.prepare_cached(sql)?;
        let mut rows = select.query([id])?;
        for text in &row.texts {
            let Some(kept) = rows.next()? else {
                return Ok(false);
            };
            let same = kept.get_ref(0)?.as_str()? == text.tag
                && kept.get_ref(1)?.as_str()? == text.content
                && kept.get_ref(2)?.as_str_or_null()? == text.rest.as_deref();
            if !same {
                return Ok(false);
            }
        }
        Ok(rows.next()?.is_none())
    }

    fn insert(&mut self, file: i64, unit: &TranslationUnit, row: &Row) -> rusqlite::Result<i64> {
        let history = &unit.history;
        let id = {
            let mut insert = self.transaction.prepare_cached(
                "INSERT INTO unit \
                 (file, document, created, creator, changed, changer, confidence, rest, hash) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            insert.insert(params![
                file,
                row.document,
                history.creation_date,
                history.creation_id,
                history.change_date,
                history.change_id,
                row.confidence,
                row.rest,
                row.hash,
            ])?
        };
        for text in &row.texts {
            let language = self.language(text)?;
            self.texts[language] += 1;
            let mut insert = self.transaction.prepare_cached(
                "INSERT INTO text (unit, language, key, text, rest) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            insert.execute(params![id, language, text.key, text.content, text.rest])?;
        }
        self.is_empty = false;
        if let Some(hashes) = &mut self.hashes {
            hashes.insert(row.hash);
        }
        Ok(id)
    }

    fn count(&self, file: i64, added: usize) -> rusqlite::Result<()> {
        let sql = "UPDATE file SET units = units + ?2 WHERE id = ?1";
        self.transaction
            .prepare_cached(sql)?
            .execute(params![file, added])?;
        Ok(())
    }
}

/// The units of a file before it is brought to a new state.
#[derive(Debug)]
pub struct Replaced {
    file: i64,
    /// By hash, with whether each is still there.
    old: FxHashMap<i64, Vec<(i64, bool)>>,
}

/// Makes the rows of a unit.
fn row(unit: &TranslationUnit) -> Row {
    let rest = UnitRest::of(unit).to_json();
    let texts = unit.variants.iter().map(|variant| {
        let lang = variant.lang.lang();
        let text = match &variant.seg {
            Seg::Plain(text) => text.clone(),
            Seg::Coded(_) => variant.seg.plain_text().into_owned(),
        };
        let code = variant.lang.as_str();
        let (tag, base) = match lang {
            Ok(lang) => (lang.as_str(), lang.primary()),
            Err(_) => (code, code),
        };
        Text {
            tag: tag.to_owned(),
            base: base.to_owned(),
            key: hash(index::key(&text).as_bytes()).cast_signed(),
            rest: TextRest::of(variant, tag).to_json(),
            content: text,
        }
    });
    let texts: Vec<Text> = texts.collect();
    let property = |kind: &str| {
        let found = unit
            .properties
            .iter()
            .find(|property| property.kind == kind);
        found.map(|property| property.text.clone())
    };
    let confidence = property("x-confidence").and_then(|text| text.parse().ok());
    let mut whole = Vec::new();
    let mut part = |text: Option<&str>| {
        whole.extend_from_slice(text.unwrap_or("\0").as_bytes());
        whole.push(0xFF);
    };
    let history = &unit.history;
    for value in [
        &history.creation_date,
        &history.creation_id,
        &history.change_date,
        &history.change_id,
        &rest,
    ] {
        part(value.as_deref());
    }
    for text in &texts {
        part(Some(&text.tag));
        part(Some(&text.content));
        part(text.rest.as_deref());
    }
    Row {
        document: property("x-document"),
        confidence: confidence.filter(|value: &f64| value.is_finite()),
        rest,
        hash: hash(&whole).cast_signed(),
        texts,
    }
}
