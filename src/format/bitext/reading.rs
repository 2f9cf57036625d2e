//! What is read of bilingual files, below the readers that make it: how a file is to be read, why it
//! cannot be, and what is wrong with a unit. Opens nothing itself.

use std::fmt;
use std::io;

use super::kinds::{Format, Status};
use crate::format::hint::Hint;
use crate::format::origin::Origin;
use crate::format::{tmx, xliff};
use crate::model::TranslationUnit;
use crate::text::Lang;
use crate::text::decode::DecodeError;

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
    /// It is not there.
    #[error("there is no such file")]
    Missing,
    /// It cannot be read, or its bytes are no text.
    #[error(transparent)]
    Io(io::Error),
    /// The ending of its name says nothing.
    #[error("the ending of the name chooses the format; use .tmx, .tsv, .csv, .jsonl, .xlf or .po")]
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
    #[error("{what}")]
    Language {
        /// What is missing.
        what: String,
        /// Which of the two it is.
        hint: Hint,
    },
}

impl OpenError {
    /// Returns what would help.
    pub fn hint(&self) -> Option<Hint> {
        match self {
            OpenError::Format => Some(Hint::Format),
            OpenError::Language { hint, .. } => Some(*hint),
            OpenError::Io(error) => {
                let decoding = error.get_ref()?.downcast_ref::<DecodeError>()?;
                matches!(decoding, DecodeError::Malformed { .. }).then_some(Hint::Encoding)
            }
            _ => None,
        }
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => OpenError::Missing,
            _ => OpenError::Io(error),
        }
    }
}

/// A unit that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its line, from 1.
    pub line: usize,
    /// Number of the unit in the file and its identifier, where known.
    pub unit: Option<String>,
    /// What is wrong.
    pub what: Cause,
}

/// What is wrong with a unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// Bytes in an encoding that nobody named.
    #[error("bytes that are not UTF-8")]
    Encoding,
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl From<String> for Cause {
    fn from(what: String) -> Self {
        Cause::Other(what)
    }
}

impl From<&str> for Cause {
    fn from(what: &str) -> Self {
        Cause::Other(what.to_owned())
    }
}

impl Problem {
    /// Returns what would help.
    pub fn hint(&self) -> Option<Hint> {
        (self.what == Cause::Encoding).then_some(Hint::Encoding)
    }
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
    pub(in crate::format) fn at(line: usize, what: impl Into<Cause>) -> Self {
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
            what: cause.to_string().into(),
        }
    }
}

/// Units of a file that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// What is wrong with the first of them; a file that is something else has too many to list.
    pub named: Vec<Problem>,
    /// How many there are.
    pub count: usize,
}

impl Unread {
    /// How many are named one by one.
    const NAMED: usize = 20;

    /// Adds one.
    pub(super) fn add(&mut self, problem: Problem) {
        self.count += 1;
        if self.named.len() < Self::NAMED {
            self.named.push(problem);
        }
    }
}

/// What is read of a file, unit by unit.
pub type Outcome = Result<TranslationUnit, Problem>;

/// A reader of one of the formats.
pub(in crate::format) trait Source: Iterator<Item = Outcome> + Send {
    /// Returns where the texts of the unit that was read last stand in the file, one for each of its
    /// variants; none where they have no place in one file.
    fn origins(&self) -> Vec<Origin>;
}
