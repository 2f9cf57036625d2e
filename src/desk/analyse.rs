//! How much of documents the memories know, as translators count it: by bands of scores, with
//! repetitions, and with what earlier segments will have brought into the memory by then.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::Serialize;

use super::error::Result;
use super::language::Expected;
use super::lookup::Asked;
use super::{Desk, Memories, MemoryOptions, Progress, Reading, SegmentedDocument, Side};
use crate::memory::{Kind, Memory, Penalties, Query, Store};
use crate::model::TranslationUnit;
use crate::segment;
use crate::segment::count::{Counter, Counts};
use crate::text::Lang;

/// How documents are analysed.
#[derive(Clone, Debug, Default)]
pub struct AnalyseOptions {
    /// The memories.
    pub memories: MemoryOptions,
    /// How the documents are read and cut.
    pub reading: Reading,
    /// Counts segments that are like earlier ones of the documents.
    pub internal: bool,
}

/// What the memories know of documents.
#[derive(Clone, Debug, Serialize)]
pub struct Analysis {
    /// The language of the documents.
    pub source_lang: String,
    /// The language of translations.
    pub target_lang: String,
    /// The documents.
    pub files: Vec<AnalysedFile>,
    /// All of them together.
    pub total: Vec<Band>,
}

/// What the memories know of a document.
#[derive(Clone, Debug, Serialize)]
pub struct AnalysedFile {
    /// The document.
    pub file: String,
    /// Its bands, from the least work to the most.
    pub bands: Vec<Band>,
}

/// What there is of a band.
#[derive(Clone, Debug, Serialize)]
pub struct Band {
    /// Its name, such as `95-99`.
    #[serde(rename = "band")]
    pub name: &'static str,
    /// Segments.
    pub segments: usize,
    /// Words.
    pub words: usize,
    /// Characters.
    pub characters: usize,
}

/// The bands, from the least work to the most.
const BANDS: [&str; 8] = [
    "101",
    "repetitions",
    "100",
    "95-99",
    "85-94",
    "75-84",
    "50-74",
    "none",
];

const REPETITIONS: usize = 1;

/// Below this nothing is worth a look.
const THRESHOLD: u8 = 50;

/// Returns the band of a score.
fn band(score: u8) -> usize {
    match score {
        101.. => 0,
        100 => 2,
        95..=99 => 3,
        85..=94 => 4,
        75..=84 => 5,
        THRESHOLD..=74 => 6,
        _ => 7,
    }
}

type BandCounts = [Counts; BANDS.len()];

impl Desk<'_> {
    /// Counts segments, words and characters of documents by how well the memories know them.
    ///
    /// # Errors
    ///
    /// When a document or a memory cannot be read, or the languages stay open.
    pub fn analyse(&self, files: &[PathBuf], options: AnalyseOptions) -> Result<Analysis> {
        let given = options.memories.source.clone();
        let memories = self.memories(options.memories)?;
        let mut inputs = Vec::new();
        for path in files {
            let expected = Expected {
                side: Side::Source,
                given: given.as_ref(),
                configured: self.language(Side::Source)?,
            };
            inputs.push((options.reading).segments(path, &expected, self.observer())?);
        }
        let first = inputs.first().map(|input| &input.lang);
        let (source, target) = memories.languages(first, "")?;
        let mut known = Known {
            memories,
            langs: (&source, &target),
            keys: HashSet::new(),
            own: (options.internal)
                .then(|| memory_of_segments(&inputs, &source, &target))
                .transpose()?,
            done: 0,
        };
        let mut files = Vec::new();
        let mut total = BandCounts::default();
        for input in &inputs {
            let counts = self.analyse_document(input, &mut known)?;
            for (sum, own) in total.iter_mut().zip(counts) {
                *sum += own;
            }
            files.push(AnalysedFile {
                file: input.path.display().to_string(),
                bands: bands(&counts),
            });
        }
        Ok(Analysis {
            source_lang: source.to_string(),
            target_lang: target.to_string(),
            files,
            total: bands(&total),
        })
    }

    fn analyse_document(
        &self,
        input: &SegmentedDocument,
        known: &mut Known<'_>,
    ) -> Result<BandCounts> {
        let document = input.path.display().to_string();
        let counter = Counter::new(&input.lang);
        let mut counts = BandCounts::default();
        let texts: Vec<&str> = input.segments.iter().map(|one| one.text.as_str()).collect();
        for (place, segment) in input.segments.iter().enumerate() {
            self.observer().progress(&Progress::LookingUp {
                document: &document,
                segment: place + 1,
            });
            let band = known.band(&Asked::nth(&texts, place))?;
            counts[band] += counter.count(std::slice::from_ref(segment));
        }
        Ok(counts)
    }
}

/// What is known before a segment.
struct Known<'a> {
    memories: Memories<'a>,
    langs: (&'a Lang, &'a Lang),
    /// Match keys that were met.
    keys: HashSet<String>,
    /// All segments, in order; the number of a unit is that of its segment, from 1.
    own: Option<Memory>,
    done: u64,
}

impl Known<'_> {
    /// Returns the band of a segment, and takes it for known from there on.
    fn band(&mut self, asked: &Asked<'_>) -> Result<usize> {
        let reading = segment::Reading::new(asked.text);
        self.done += 1;
        let query = Query {
            threshold: THRESHOLD,
            most: 1,
            ..asked.query(&reading, self.langs)
        };
        let found = self.memories.look_up(&query)?;
        let is_repeated = !self.keys.insert(reading.key().to_owned());
        let best = found.first().map(|(_, found)| (found.kind, found.score));
        if let Some((Kind::Context, score)) = best {
            return Ok(band(score));
        }
        if is_repeated {
            return Ok(REPETITIONS);
        }
        let mut score = best.map_or(0, |(_, score)| score);
        if let Some(memory) = &mut self.own {
            let query = Query {
                earlier_than: Some(self.done),
                penalties: Penalties::none(),
                before: None,
                after: None,
                ..query
            };
            let found = memory.look_up(&query)?;
            score = score.max(found.first().map_or(0, |found| found.score));
        }
        Ok(band(score))
    }
}

/// Makes a memory of all segments, as if each were translated.
fn memory_of_segments(
    inputs: &[SegmentedDocument],
    source: &Lang,
    target: &Lang,
) -> Result<Memory> {
    let mut store = Store::temporary()?;
    let mut change = store.change()?;
    let mut number = 0_usize;
    for input in inputs {
        let units: Vec<TranslationUnit> = (input.segments.iter())
            .map(|segment| {
                number += 1;
                let target = (target, number.to_string());
                TranslationUnit::pair((source, segment.text.clone()), target)
            })
            .collect();
        change.add("documents", &units)?;
    }
    change.finish()?;
    Ok(Memory::new(store))
}

fn bands(counts: &BandCounts) -> Vec<Band> {
    let rows = BANDS.iter().zip(counts);
    rows.map(|(name, counts)| Band {
        name,
        segments: counts.segments,
        words: counts.words,
        characters: counts.characters,
    })
    .collect()
}
