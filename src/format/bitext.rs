//! Any bilingual file as a stream of units: the one door for what imports, checks and converts. The
//! ending of the name says the format unless the caller does. A unit that is wrong costs that unit
//! and comes out as a problem with its place; what is no such file at all is refused when it is
//! opened. Guesses no languages: formats that do not name theirs need them from the caller.

use std::fmt;
use std::io;
use std::path::Path;

use super::loss::Loss;
use super::origin::{Form, Origin};
use super::{jsonl, moses, open, po, table, tmx, xliff};
use crate::model::{LangCode, TranslationUnit};
use crate::text::Lang;

/// A format that holds texts with their translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TMX, also compressed.
    Tmx,
    /// A table with tabs between the cells.
    Tsv,
    /// A table with commas or semicolons between the cells.
    Csv,
    /// One JSON object a line for each unit.
    Jsonl,
    /// XLIFF 1.2 and 2, with what Trados, memoQ and Phrase make of it.
    Xliff,
    /// Messages of gettext.
    Po,
    /// Two files of lines, one for each language.
    Moses,
}

/// Endings of file names and what they stand for.
const ENDINGS: &[(&str, Format)] = &[
    (".tmx", Format::Tmx),
    (".tmx.gz", Format::Tmx),
    (".tsv", Format::Tsv),
    (".tab", Format::Tsv),
    (".csv", Format::Csv),
    (".jsonl", Format::Jsonl),
    (".xlf", Format::Xliff),
    (".xliff", Format::Xliff),
    (".sdlxliff", Format::Xliff),
    (".mqxliff", Format::Xliff),
    (".mxliff", Format::Xliff),
    (".po", Format::Po),
    (".pot", Format::Po),
];

impl Format {
    /// Tells the format by the ending of a name.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let row = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        row.map(|row| row.1)
    }
}

/// How far a translation has come, as the files of tools say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is there, but marked as new, fuzzy, rejected or made by a machine.
    Draft,
    /// It was made or confirmed by a translator, or the file does not say.
    #[default]
    Translated,
    /// It was approved, signed off or is final.
    Approved,
}

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format, where the ending of the name does not tell.
    pub format: Option<Format>,
    /// The source language, for formats that do not name it.
    pub source: Option<Lang>,
    /// The target language, for formats that do not name it.
    pub target: Option<Lang>,
    /// Codes that stand for another language than they say, such as `kh` for Khmer, and the language.
    pub renamed: Vec<(String, Lang)>,
    /// Encoding of files of text that are neither UTF-8 nor UTF-16.
    pub encoding: Option<String>,
    /// What stands between the cells of a table, where it is neither tab, comma nor semicolon.
    pub delimiter: Option<u8>,
    /// Whether quotes in a table are characters like any other.
    pub plain_quotes: bool,
    /// The least that a translation must have come to, in formats that say it.
    pub least: Status,
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be read, or its bytes are no text.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The ending of its name says nothing.
    #[error(
        "the ending of the name chooses the format; use .tmx, .tsv, .csv, .jsonl, .xlf or .po, or say --from"
    )]
    Format,
    /// It is not TMX.
    #[error(transparent)]
    Tmx(#[from] tmx::OpenError),
    /// It is not XLIFF that can be read.
    #[error(transparent)]
    Xliff(#[from] xliff::Error),
    /// A table has no header row that names languages.
    #[error("{0}")]
    Table(String),
    /// A language is not named in the file and was not given.
    #[error("{what}; give {flag}")]
    Language {
        /// What is missing.
        what: String,
        /// The option that tells it.
        flag: &'static str,
    },
}

/// A unit that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its line, from 1.
    pub line: usize,
    /// Number of the unit in the file and its identifier, where known.
    pub unit: Option<String>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(unit) = &self.unit {
            write!(f, ", {unit}")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for Problem {}

impl Problem {
    pub(super) fn at(line: usize, what: impl Into<String>) -> Self {
        Problem {
            line,
            unit: None,
            what: what.into(),
        }
    }
}

impl From<tmx::Problem> for Problem {
    fn from(problem: tmx::Problem) -> Self {
        let tmx::Problem {
            line,
            unit,
            tuid,
            cause,
        } = problem;
        let tuid = tuid.map_or_else(String::new, |tuid| {
            format!(" (tuid \"{}\")", tuid.escape_debug())
        });
        Problem {
            line,
            unit: unit.map(|unit| format!("unit {unit}{tuid}")),
            what: cause.to_string(),
        }
    }
}

/// What is read of a file, unit by unit.
pub type Outcome = Result<TranslationUnit, Problem>;

/// A reader of one of the formats.
pub(super) trait Source: Iterator<Item = Outcome> + Send {
    /// Returns where the texts of the unit that was read last stand in the file, one for each of its
    /// variants; none where they have no place in one file.
    fn origins(&self) -> Vec<Origin>;
}

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
        self.outcomes.origins()
    }
}

impl Iterator for Units {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        let mut outcome = self.outcomes.next()?;
        if let Ok(unit) = &mut outcome
            && !self.renamed.is_empty()
        {
            let variants = unit.variants.iter_mut().map(|variant| &mut variant.lang);
            for code in variants.chain(&mut unit.srclang) {
                rename(&self.renamed, code);
            }
        }
        Some(outcome)
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
            let reader = tmx::Reader::new(bytes)?;
            let named = reader.header().srclang.clone();
            srclang = srclang.or(named.filter(|code| !code.is_all()));
            Box::new(Tmx(reader))
        }
        Format::Tsv | Format::Csv => {
            let delimiter = options
                .delimiter
                .or((format == Format::Tsv).then_some(b'\t'));
            let text = open::text_of(bytes, encoding)?;
            Box::new(table::Reader::new(text, delimiter, options)?)
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
            let mut bytes = bytes;
            let mut whole = Vec::new();
            io::Read::read_to_end(&mut bytes, &mut whole)?;
            let job = xliff::Job::read(whole)?;
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
    })
}

/// Puts the language that is meant in the place of a code.
fn rename(renamed: &[(String, LangCode)], code: &mut LangCode) {
    let found = (renamed.iter()).find(|(old, _)| old.eq_ignore_ascii_case(code.as_str()));
    if let Some((_, meant)) = found {
        *code = meant.clone();
    }
}

/// What became of the units that were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many were written.
    pub units: usize,
    /// What the format could not carry.
    pub losses: Vec<Loss>,
}

/// Takes units and writes them in one of the formats.
pub trait Sink {
    /// Writes a unit, or counts why it cannot be written.
    ///
    /// # Errors
    ///
    /// What the output reports.
    fn write(&mut self, unit: &TranslationUnit) -> io::Result<()>;

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// What the output reports.
    fn finish(self: Box<Self>) -> io::Result<Written>;
}

impl<W: io::Write> Sink for tmx::Writer<W> {
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
