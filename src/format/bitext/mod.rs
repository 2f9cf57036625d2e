//! Any bilingual file as a stream of units, in and out: the one door for what imports, checks,
//! converts and exports. The ending of the name says the format unless the caller does. A unit that is
//! wrong costs that unit and comes out as a problem with its place; what is no such file at all is
//! refused when it is opened. Guesses no languages: formats that do not name theirs need them from the
//! caller. Makes no files: where units are written to is the caller's.

pub(super) mod kinds;
pub(super) mod reading;
mod variants;
pub(super) mod writing;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

pub use self::kinds::{Format, Status};
use self::reading::Source;
pub use self::reading::{Cause, OpenError, Options, Outcome, Problem, Unread};
use self::variants::Split;
pub use self::writing::{Sink, Written};
use super::origin::{Form, Origin};
use super::{jsonl, moses, open, po, table, tmx, xliff};
use crate::model::{LangCode, TranslationUnit};
use crate::text::{Lang, decode};

/// The reader of TMX, with its problems as those of any format.
struct Tmx(tmx::Reader<open::Bytes>);

impl Iterator for Tmx {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        Some(self.0.next()?.map_err(Problem::from))
    }
}

impl Source for Tmx {
    fn origins(&self) -> Vec<Origin> {
        let ranges = self.0.segs();
        let form = Form::Xml;
        ranges.map(|range| Origin { range, form }).collect()
    }
}

type Outcomes = Box<dyn Source>;

/// The units of a file, as an iterator.
pub struct Units {
    format: Format,
    renamed: Vec<(String, LangCode)>,
    srclang: Option<LangCode>,
    outcomes: Outcomes,
    /// The unit at hand, where it has several texts in a language.
    split: Option<Split>,
    /// Which of its variants the unit that was handed over last has.
    chosen: Option<Vec<usize>>,
}

impl Units {
    /// Returns the format of the file.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns the source language that the file names for all its units.
    pub fn srclang(&self) -> Option<&LangCode> {
        self.srclang.as_ref()
    }

    /// Returns where the texts of the unit that was read last stand in the file as text, without a
    /// byte order mark: one for each of its variants, or none at all where the format has no such
    /// places.
    pub fn origins(&self) -> Vec<Origin> {
        let all = self.outcomes.origins();
        match &self.chosen {
            Some(chosen) => chosen
                .iter()
                .filter_map(|&at| all.get(at).cloned())
                .collect(),
            None => all,
        }
    }

    /// Hands over the units that can be read, one by one; returns what is wrong with the others.
    ///
    /// # Errors
    ///
    /// What `take` reports, which ends the reading.
    pub fn each<E>(
        self,
        mut take: impl FnMut(TranslationUnit) -> Result<(), E>,
    ) -> Result<Unread, E> {
        let mut unread = Unread::default();
        for outcome in self {
            match outcome {
                Ok(unit) => take(unit)?,
                Err(problem) => unread.add(problem),
            }
        }
        Ok(unread)
    }

    /// Does the same with many units at a time, which are read while those before them are taken.
    ///
    /// # Errors
    ///
    /// As [`Units::each`].
    pub fn batches<E>(
        mut self,
        mut take: impl FnMut(&[TranslationUnit]) -> Result<(), E>,
    ) -> Result<Unread, E> {
        const BATCH: usize = 1 << 10;
        std::thread::scope(|scope| {
            let (sender, batches) = mpsc::sync_channel::<Vec<Outcome>>(4);
            scope.spawn(move || {
                loop {
                    let batch: Vec<_> = self.by_ref().take(BATCH).collect();
                    if batch.is_empty() || sender.send(batch).is_err() {
                        return;
                    }
                }
            });
            let mut unread = Unread::default();
            for batch in batches {
                let mut units = Vec::with_capacity(batch.len());
                for outcome in batch {
                    match outcome {
                        Ok(unit) => units.push(unit),
                        Err(problem) => unread.add(problem),
                    }
                }
                take(&units)?;
            }
            Ok(unread)
        })
    }
}

impl Iterator for Units {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if let Some((unit, chosen)) = self.split.as_mut().and_then(Split::next) {
            self.chosen = Some(chosen);
            return Some(Ok(unit));
        }
        (self.split, self.chosen) = (None, None);
        let mut outcome = self.outcomes.next()?;
        if let Ok(unit) = &mut outcome
            && !self.renamed.is_empty()
        {
            let variants = unit.variants.iter_mut().map(|variant| &mut variant.lang);
            for code in variants.chain(&mut unit.srclang) {
                rename(&self.renamed, code);
            }
        }
        let unit = match outcome {
            Ok(unit) => unit,
            problem => return Some(problem),
        };
        match Split::new(unit, self.srclang.as_ref()) {
            Ok(split) => {
                self.split = Some(split);
                self.next()
            }
            Err(unit) => Some(Ok(*unit)),
        }
    }
}

/// Opens a file of any of the formats.
///
/// # Errors
///
/// [`OpenError`] when it cannot be read, is not of its format, or names no languages.
pub fn open(path: &Path, options: &Options) -> Result<Units, OpenError> {
    let format = options.format.or_else(|| Format::of(path));
    format.ok_or(OpenError::Format)?;
    read(open::bytes(path)?, path, options)
}

/// Does the same for bytes that are there already; the path tells the format, and where the partner
/// of a file of Moses is.
///
/// # Errors
///
/// As [`open()`].
pub fn read(bytes: open::Bytes, path: &Path, options: &Options) -> Result<Units, OpenError> {
    let format = options.format.or_else(|| Format::of(path));
    let format = format.ok_or(OpenError::Format)?;
    let encoding = options.encoding.as_deref();
    let mut srclang = options.source.as_ref().map(LangCode::from);
    let outcomes: Outcomes = match format {
        Format::Tmx => {
            let reader = tmx::Reader::new(converted(bytes, encoding)?)?;
            let named = reader.header().srclang.clone();
            srclang = srclang.or(named.filter(|code| !code.is_all()));
            Box::new(Tmx(reader))
        }
        Format::Tsv | Format::Csv => {
            let text = open::text_of(bytes, encoding)?;
            Box::new(table::Reader::new(text, options)?)
        }
        Format::Jsonl => Box::new(jsonl::Reader::new(open::text_of(bytes, encoding)?)),
        Format::Po => {
            let reader = po::Reader::new(open::text_of(bytes, encoding)?, options)?;
            srclang = srclang.or(Some(reader.source().into()));
            Box::new(reader)
        }
        Format::Moses => {
            let (source, target) = moses::languages(path, options)?;
            let other = moses::partner(path, &target);
            srclang = Some((&source).into());
            let texts = (
                open::text_of(bytes, encoding)?,
                open::text(&other, encoding)?,
            );
            Box::new(moses::Reader::new(texts, source, target))
        }
        Format::Xliff => {
            let mut bytes = converted(bytes, encoding)?;
            let mut whole = Vec::new();
            io::Read::read_to_end(&mut bytes, &mut whole)?;
            let job = xliff::Job::read_units(whole)?;
            srclang = srclang.or(job.source_language().map(LangCode::new));
            Box::new(xliff::Units::new(job, options))
        }
    };
    let renamed: Vec<_> = (options.renamed.iter())
        .map(|(code, lang)| (code.clone(), LangCode::from(lang)))
        .collect();
    if let Some(code) = &mut srclang {
        rename(&renamed, code);
    }
    Ok(Units {
        format,
        renamed,
        srclang,
        outcomes,
        split: None,
        chosen: None,
    })
}

/// Converts XML that is not UTF-8 from the encoding that was named, whatever the file says itself.
fn converted(mut bytes: open::Bytes, label: Option<&str>) -> io::Result<open::Bytes> {
    let Some(label) = label else {
        return Ok(bytes);
    };
    let mut whole = Vec::new();
    io::Read::read_to_end(&mut bytes, &mut whole)?;
    if std::str::from_utf8(&whole).is_err() {
        let decoded = decode::decode(whole, Some(label));
        let decoded = decoded.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        // The mark counts for more than the declaration.
        whole = format!("\u{FEFF}{}", decoded.text).into_bytes();
    }
    Ok(Box::new(io::Cursor::new(whole)))
}

/// Puts the language that is meant in the place of a code.
fn rename(renamed: &[(String, LangCode)], code: &mut LangCode) {
    let found = (renamed.iter()).find(|(old, _)| old.eq_ignore_ascii_case(code.as_str()));
    if let Some((_, meant)) = found {
        *code = meant.clone();
    }
}

/// How units are to be written: the format, with what it needs to be told.
#[derive(Clone, Debug)]
pub enum Output {
    /// TMX.
    Tmx(Box<tmx::Settings>),
    /// A table.
    Table(table::Settings),
    /// JSON lines, in all languages.
    Jsonl,
    /// Two files of lines, in the source and the target language.
    Moses([Lang; 2]),
}

impl Output {
    /// Returns the files that are written: the one that is named, or one for each language, named
    /// like it.
    pub fn paths(&self, path: &Path) -> Vec<PathBuf> {
        let named = |lang: &Lang| PathBuf::from(format!("{}.{lang}", path.display()));
        match self {
            Output::Moses(langs) => langs.iter().map(named).collect(),
            _ => vec![path.to_owned()],
        }
    }
}

/// Begins a bilingual file, the twin of [`open()`]; `outs` are the files that [`Output::paths`] names.
///
/// # Errors
///
/// What the output reports; as [`io::ErrorKind::InvalidInput`] when there are fewer files than the
/// format has.
pub fn create<'a>(outs: Vec<&'a mut dyn Write>, output: Output) -> io::Result<Box<dyn Sink + 'a>> {
    let mut outs = outs.into_iter();
    let mut out = || outs.next().ok_or(io::ErrorKind::InvalidInput);
    Ok(match output {
        Output::Tmx(settings) => Box::new(tmx::Writer::new(out()?, *settings)?),
        Output::Table(settings) => Box::new(table::Writer::new(out()?, settings)?),
        Output::Jsonl => Box::new(jsonl::Writer::new(out()?)),
        Output::Moses(langs) => Box::new(moses::Writer::new(out()?, out()?, langs)),
    })
}

impl<W: Write> Sink for tmx::Writer<W> {
    fn write(&mut self, unit: &TranslationUnit) -> io::Result<()> {
        tmx::Writer::write(self, unit)
    }

    fn finish(self: Box<Self>) -> io::Result<Written> {
        let summary = tmx::Writer::finish(*self)?;
        Ok(Written {
            units: summary.written,
            losses: summary.losses(),
        })
    }
}
