//! What can be wrong with a file or with a unit in it, said so that the user can find it.

use std::fmt;
use std::io;

use quick_xml::events::attributes::AttrError;

use crate::format::xml;

/// Why a file cannot be read as TMX at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be read, or its bytes are no text.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// There is no markup in it.
    #[error("not a TMX file: there is no XML in it")]
    NotXml,
    /// It is XML, but something else.
    #[error("not a TMX file: its root element is <{root}>, not <tmx>")]
    OtherRoot {
        /// The root element.
        root: String,
    },
}

/// A unit that could not be read, or the end of a file that is not whole.
#[derive(Debug)]
pub struct Problem {
    /// Line of the fault, from 1.
    pub line: usize,
    /// Number of the unit in the file, from 1; none for what concerns the file.
    pub unit: Option<usize>,
    /// Its `tuid`, where that could be read.
    pub tuid: Option<String>,
    /// What is wrong.
    pub cause: Cause,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(unit) = self.unit {
            write!(f, ", unit {unit}")?;
        }
        if let Some(tuid) = &self.tuid {
            write!(f, " (tuid \"{}\")", tuid.escape_debug())?;
        }
        write!(f, ": {}", self.cause)
    }
}

impl std::error::Error for Problem {}

/// What is wrong with a unit or file.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// The stream ended in an error, and reading with it.
    #[error("cannot read on: {0}")]
    Io(io::Error),
    /// The file ends before its root element does.
    #[error("the file is cut off: </tmx> is missing")]
    Truncated,
    /// The header cannot be read; the units can.
    #[error("the header is damaged: {0}")]
    Header(String),
    /// Bytes that are no text in the encoding of the file.
    #[error("bytes that are not text in the encoding of the file")]
    NotText,
    /// An element has no end tag.
    #[error("an element of the unit is not closed")]
    Unclosed,
    /// Texts outside any unit.
    #[error("a text stands outside any unit: <tu> is missing before it")]
    Headless,
    /// Something in a unit stands where TMX has no place for it; the rest of the unit was read.
    #[error("{0}; it is left out")]
    Misplaced(&'static str),
    /// The unit has more bytes than are read.
    #[error("the unit is longer than {limit} bytes")]
    TooLong {
        /// How many are.
        limit: usize,
    },
    /// Elements stand in each other deeper than is read.
    #[error("elements are nested more than {limit} deep")]
    TooDeep {
        /// How deep they may be.
        limit: usize,
    },
    /// A reference that XML itself does not define. Entities that a file declares are not expanded.
    #[error("unknown entity &{0};")]
    Entity(String),
    /// The markup is wrong.
    #[error("{0}")]
    Markup(String),
}

impl From<quick_xml::Error> for Cause {
    fn from(error: quick_xml::Error) -> Self {
        match error {
            quick_xml::Error::Encoding(_) => Cause::NotText,
            quick_xml::Error::InvalidAttr(error) => error.into(),
            other => Cause::Markup(xml::say(&other)),
        }
    }
}

impl From<AttrError> for Cause {
    fn from(error: AttrError) -> Self {
        let what = match error {
            AttrError::ExpectedEq(_) => "an attribute has no value",
            AttrError::ExpectedValue(_) => "an attribute has nothing after its \"=\"",
            AttrError::UnquotedValue(_) => "an attribute has no quotes round its value",
            AttrError::ExpectedQuote(..) => "an attribute lacks its closing quote",
            AttrError::Duplicated(..) => "an attribute is given twice",
        };
        Cause::Markup(what.to_owned())
    }
}
