//! Every unit of the memories that holds a phrase, on either side, and how many of them each document
//! has.

use std::collections::BTreeMap;

use serde::Serialize;

use super::bilingual::languages_once;
use super::error::Result;
use super::{Desk, MemoryOptions};
use crate::memory::{Occurrence, Phrase};
use crate::text::Lang;

/// Where a phrase is looked for, and how.
#[derive(Clone, Debug)]
pub struct ConcordanceOptions {
    /// The memories.
    pub memories: MemoryOptions,
    /// Takes the phrase for a regular expression.
    pub regex: bool,
    /// Finds whole words alone.
    pub whole_word: bool,
    /// Looks in texts of this language alone.
    pub lang: Option<Lang>,
    /// Most units that are returned; all are counted.
    pub limit: usize,
}

impl Default for ConcordanceOptions {
    fn default() -> Self {
        ConcordanceOptions {
            memories: MemoryOptions::default(),
            regex: false,
            whole_word: false,
            lang: None,
            limit: 20,
        }
    }
}

/// The units that hold a phrase.
#[derive(Clone, Debug, Serialize)]
pub struct Concordance {
    /// The phrase.
    pub query: String,
    /// The units, the newest first, as many as were asked for.
    pub units: Vec<ConcordanceUnit>,
    /// How many there are.
    pub total: usize,
    /// The documents that they come from, those with the most first.
    pub documents: Vec<DocumentCount>,
}

/// A unit that holds a phrase.
#[derive(Clone, Debug, Serialize)]
pub struct ConcordanceUnit {
    /// The name of the memory.
    pub memory: String,
    /// The number of the unit in it.
    pub unit: u64,
    /// The file that it came from.
    pub file: String,
    /// The document that it was made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Its texts.
    pub texts: Vec<ConcordanceText>,
}

/// A text of a unit.
#[derive(Clone, Debug, Serialize)]
pub struct ConcordanceText {
    /// The code of its language.
    pub lang: String,
    /// The text.
    pub text: String,
    /// Where the phrase is in it, in bytes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<(usize, usize)>,
}

/// How many units of a document hold the phrase.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentCount {
    /// The document.
    pub document: String,
    /// How many units.
    pub units: usize,
}

impl Desk<'_> {
    /// Finds the units that hold a phrase.
    ///
    /// # Errors
    ///
    /// When the phrase is empty or no regular expression, or a memory cannot be used.
    pub fn concordance(&self, phrase: &str, options: ConcordanceOptions) -> Result<Concordance> {
        let query = phrase.to_owned();
        let phrase = if options.regex {
            Phrase::pattern(phrase, options.whole_word)?
        } else {
            Phrase::new(phrase, options.whole_word)?
        };
        let mut memories = self.memories(options.memories)?;
        let langs = if let Some(lang) = options.lang {
            vec![lang]
        } else {
            let mut langs = languages_once(&memories.known()?, None);
            langs.sort_by(|a, b| a.primary().cmp(b.primary()));
            langs
        };
        let mut units = Vec::new();
        let mut total = 0;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        memories.concordance(&phrase, &langs, &mut |memory, found| {
            total += 1;
            let document = found.record.document.as_ref().unwrap_or(&found.record.file);
            *counts.entry(document.clone()).or_default() += 1;
            if units.len() < options.limit {
                units.push(unit(memory, found));
            }
        })?;
        let mut documents: Vec<DocumentCount> = (counts.into_iter())
            .map(|(document, units)| DocumentCount { document, units })
            .collect();
        documents.sort_by_key(|row| std::cmp::Reverse(row.units));
        Ok(Concordance {
            query,
            units,
            total,
            documents,
        })
    }
}

fn unit(memory: &str, found: Occurrence) -> ConcordanceUnit {
    let places = |place: usize| {
        let spans = found.places.iter().find(|(own, _)| *own == place);
        let spans = spans.map(|(_, spans)| spans.as_slice()).unwrap_or_default();
        spans.iter().map(|span| (span.start, span.end)).collect()
    };
    let texts = found.record.unit.variants.iter().enumerate();
    let texts = texts.map(|(place, variant)| ConcordanceText {
        lang: variant.lang.to_string(),
        text: variant.seg.plain_text().into_owned(),
        places: places(place),
    });
    ConcordanceUnit {
        memory: memory.to_owned(),
        unit: found.record.id,
        texts: texts.collect(),
        file: found.record.file,
        document: found.record.document,
    }
}
