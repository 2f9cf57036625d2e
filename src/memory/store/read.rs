//! What is read of a memory: units, the texts of a language, and what there is of everything.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError};
use crate::model::{History, LangCode, Note, Property, Seg, TranslationUnit, Variant};
use crate::text::Lang;

/// What a unit says of itself and has no column.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct UnitRest {
    #[serde(skip_serializing_if = "Option::is_none")]
    tuid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    srclang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Property>,
}

impl UnitRest {
    pub(super) fn of(unit: &TranslationUnit) -> Self {
        UnitRest {
            tuid: unit.tuid.clone(),
            srclang: unit.srclang.as_ref().map(|code| code.as_str().to_owned()),
            used: unit.history.usage_count.clone(),
            last_used: unit.history.last_usage_date.clone(),
            others: unit.history.others.clone(),
            notes: unit.notes.clone(),
            properties: unit.properties.clone(),
        }
    }

    pub(super) fn to_json(&self) -> Option<String> {
        json(self)
    }
}

/// What a variant says of itself and has no column.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TextRest {
    /// The code of the language, where it is not the tag that it stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<History>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Property>,
    /// The text with its codes, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    seg: Option<Seg>,
}

impl TextRest {
    pub(super) fn of(variant: &Variant, tag: &str) -> Self {
        let code = variant.lang.as_str();
        TextRest {
            code: (code != tag).then(|| code.to_owned()),
            history: (variant.history != History::default()).then(|| variant.history.clone()),
            notes: variant.notes.clone(),
            properties: variant.properties.clone(),
            seg: matches!(variant.seg, Seg::Coded(_)).then(|| variant.seg.clone()),
        }
    }

    pub(super) fn to_json(&self) -> Option<String> {
        json(self)
    }
}

/// Writes what there is to be written, and nothing where all is as usual.
fn json<T: Serialize + Default + PartialEq>(value: &T) -> Option<String> {
    // Strings and lists of strings: nothing in them can fail to be written.
    (*value != T::default()).then(|| serde_json::to_string(value).unwrap_or_default())
}

/// A unit with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its number in the memory.
    pub id: u64,
    /// The file that it came from.
    pub file: String,
    /// The document that it was made of, where that is known.
    pub document: Option<String>,
    /// The unit.
    pub unit: TranslationUnit,
}

/// A text with its translation, as a look-up needs them.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Number of the unit.
    pub unit: u64,
    /// The text.
    pub source: String,
    /// Its language.
    pub source_lang: Lang,
    /// The translation.
    pub target: String,
    /// Its language.
    pub target_lang: Lang,
    /// Whether one of the two has inline codes.
    pub has_codes: bool,
    /// How sure it is that the texts belong together, from 0 to 1, where an alignment said it.
    pub confidence: Option<f64>,
}

/// A language of a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageRow {
    /// Its tag.
    pub tag: String,
    /// The tag without region and script.
    pub base: String,
    /// How many texts there are.
    pub texts: u64,
}

/// Where units came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Its name.
    pub name: String,
    /// How many units of it there are.
    pub units: u64,
    /// Size and time of the last change, in nanoseconds, of a file that is kept in step.
    pub seen: Option<(u64, i64)>,
}

impl Store {
    /// Returns the languages, the first met first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be read.
    pub fn languages(&self) -> Result<Vec<LanguageRow>, StoreError> {
        self.rows("SELECT tag, base, texts FROM language ORDER BY id", |row| {
            Ok(LanguageRow {
                tag: row.get(0)?,
                base: row.get(1)?,
                texts: row.get(2)?,
            })
        })
    }

    /// Returns the files, in the order of their names.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be read.
    pub fn files(&self) -> Result<Vec<FileRow>, StoreError> {
        self.rows(
            "SELECT name, units, size, modified FROM file ORDER BY name",
            |row| {
                let (size, modified): (Option<u64>, Option<i64>) = (row.get(2)?, row.get(3)?);
                Ok(FileRow {
                    name: row.get(0)?,
                    units: row.get(1)?,
                    seen: size.zip(modified),
                })
            },
        )
    }

    /// Returns the numbers of all units, or of those after one, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be read.
    pub fn unit_ids(&self) -> Result<Vec<u64>, StoreError> {
        self.rows("SELECT id FROM unit ORDER BY id", |row| row.get(0))
    }

    pub(super) fn rows<T>(
        &self,
        sql: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        self.reading(|| {
            let mut select = self.connection.prepare_cached(sql)?;
            select.query_map([], read)?.collect()
        })
    }

    /// Calls `take` with the rows of the texts in a language, varieties of it included, that come
    /// after a row and are not after another, in order.
    pub(in crate::memory) fn for_each_text(
        &self,
        base: &str,
        (after, last): (u64, u64),
        take: &mut dyn FnMut(u64, &str),
    ) -> Result<(), StoreError> {
        self.reading(|| {
            let wanted: Vec<bool> = (self.languages.iter())
                .map(|tag| tag.as_ref().and_then(|tag| tag.lang.as_ref()))
                .map(|lang| lang.is_some_and(|lang| lang.primary() == base))
                .collect();
            let sql = "SELECT id, language, text FROM text WHERE id > ?1 AND id <= ?2 \
                       ORDER BY id";
            let mut select = self.connection.prepare_cached(sql)?;
            let mut rows = select.query([after, last])?;
            while let Some(row) = rows.next()? {
                let language: usize = row.get(1)?;
                if wanted.get(language.wrapping_sub(1)) == Some(&true) {
                    take(row.get(0)?, row.get_ref(2)?.as_str()?);
                }
            }
            Ok(())
        })
    }

    /// Returns a text with its translation, if the row is there and has one: that in the exact
    /// language, else that without a region, else that of another region.
    pub(in crate::memory) fn pair(
        &self,
        row: u64,
        target: &Lang,
    ) -> Result<Option<Pair>, StoreError> {
        self.reading(|| {
            let sql = "SELECT s.unit, s.language, s.text, s.rest, t.language, t.text, t.rest, confidence \
                       FROM text AS s JOIN unit ON unit.id = s.unit \
                       JOIN text AS t ON t.id >= s.unit AND t.id < s.unit + texts \
                       WHERE s.id = ?1 AND t.id <> s.id ORDER BY t.id";
            let mut select = self.connection.prepare_cached(sql)?;
            let mut rows = select.query([row])?;
            let mut best: Option<(u8, Pair)> = None;
            while let Some(row) = rows.next()? {
                let lang = |place: usize| -> rusqlite::Result<Option<&Lang>> {
                    let number: usize = row.get(place)?;
                    let tag = self.languages.get(number.wrapping_sub(1));
                    Ok(tag
                        .and_then(Option::as_ref)
                        .and_then(|tag| tag.lang.as_ref()))
                };
                let (Some(source_lang), Some(lang)) = (lang(1)?, lang(4)?) else {
                    continue;
                };
                let Some(rank) = rank(lang, target) else {
                    continue;
                };
                let text = row.get_ref(5)?.as_str()?;
                if best.as_ref().is_some_and(|(lowest, _)| *lowest <= rank)
                    || text.trim().is_empty()
                {
                    continue;
                }
                let codes = |place: usize| -> rusqlite::Result<bool> {
                    let rest = row.get_ref(place)?.as_str_or_null()?;
                    Ok(rest.is_some_and(|rest| rest.contains("\"seg\":")))
                };
                let pair = Pair {
                    unit: row.get(0)?,
                    source: row.get(2)?,
                    source_lang: source_lang.clone(),
                    target: text.to_owned(),
                    target_lang: lang.clone(),
                    has_codes: codes(3)? || codes(6)?,
                    confidence: row.get(7)?,
                };
                best = Some((rank, pair));
            }
            Ok(best.map(|(_, pair)| pair))
        })
    }

    /// Returns the unit of a row, if it is there.
    pub(in crate::memory) fn unit_of(&self, row: u64) -> Result<Option<u64>, StoreError> {
        self.reading(|| {
            let sql = "SELECT unit FROM text WHERE id = ?1";
            let mut select = self.connection.prepare_cached(sql)?;
            select.query_row([row], |row| row.get(0)).optional()
        })
    }

    /// Returns the units before and after one that came from the same file and document.
    pub(in crate::memory) fn neighbours(
        &self,
        record: &Record,
    ) -> Result<[Option<Record>; 2], StoreError> {
        let near = |row: Option<u64>| -> Result<Option<Record>, StoreError> {
            let Some(row) = row else { return Ok(None) };
            let Some(id) = self.unit_of(row)? else {
                return Ok(None);
            };
            let near = self.record(id)?;
            Ok(near.filter(|near| near.file == record.file && near.document == record.document))
        };
        let texts = record.unit.variants.len() as u64;
        Ok([
            near(record.id.checked_sub(1))?,
            near(record.id.checked_add(texts))?,
        ])
    }

    /// Returns a unit by its number, if it is there.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be read.
    pub fn record(&self, id: u64) -> Result<Option<Record>, StoreError> {
        let Some((mut record, rest)) = self.reading(|| self.read_head(id))? else {
            return Ok(None);
        };
        if let Some(rest) = rest {
            let rest: UnitRest = self.parsed_json(id, &rest)?;
            let unit = &mut record.unit;
            unit.tuid = rest.tuid;
            unit.srclang = rest.srclang.map(|code| LangCode::new(&code));
            unit.history.usage_count = rest.used;
            unit.history.last_usage_date = rest.last_used;
            unit.history.others = rest.others;
            unit.notes = rest.notes;
            unit.properties = rest.properties;
        }
        for (tag, text, rest) in self.reading(|| self.read_variants(id))? {
            let rest: TextRest = match rest {
                Some(rest) => self.parsed_json(id, &rest)?,
                None => TextRest::default(),
            };
            record.unit.variants.push(Variant {
                lang: LangCode::new(rest.code.as_deref().unwrap_or(&tag)),
                history: rest.history.unwrap_or_default(),
                notes: rest.notes,
                properties: rest.properties,
                seg: rest.seg.unwrap_or(Seg::Plain(text)),
            });
        }
        Ok(Some(record))
    }

    fn parsed_json<'a, T: Deserialize<'a>>(
        &self,
        unit: u64,
        json: &'a str,
    ) -> Result<T, StoreError> {
        serde_json::from_str(json).map_err(|error| StoreError::Unit {
            path: self.path.clone().unwrap_or_default(),
            unit,
            error,
        })
    }

    fn read_head(&self, id: u64) -> rusqlite::Result<Option<(Record, Option<String>)>> {
        let sql = "SELECT file.name, document, created, creator, changed, changer, rest \
                   FROM unit JOIN file ON file.id = unit.file WHERE unit.id = ?1";
        let mut select = self.connection.prepare_cached(sql)?;
        select
            .query_row([id], |row| {
                let unit = TranslationUnit {
                    history: History {
                        creation_date: row.get(2)?,
                        creation_id: row.get(3)?,
                        change_date: row.get(4)?,
                        change_id: row.get(5)?,
                        ..History::default()
                    },
                    ..TranslationUnit::default()
                };
                let record = Record {
                    id,
                    file: row.get(0)?,
                    document: row.get(1)?,
                    unit,
                };
                Ok((record, row.get(6)?))
            })
            .optional()
    }

    fn read_variants(&self, id: u64) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
        let sql = "SELECT language.tag, text.text, text.rest FROM unit \
                   JOIN text ON text.id >= unit.id AND text.id < unit.id + unit.texts \
                   JOIN language ON language.id = text.language \
                   WHERE unit.id = ?1 ORDER BY text.id";
        let mut select = self.connection.prepare_cached(sql)?;
        let rows = select.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.collect()
    }
}

/// Returns how near a language is to the one that is wanted, the nearest being 0.
fn rank(lang: &Lang, wanted: &Lang) -> Option<u8> {
    if lang == wanted {
        Some(0)
    } else if lang.primary() != wanted.primary() {
        None
    } else {
        Some(1 + u8::from(lang.region().is_some()))
    }
}
