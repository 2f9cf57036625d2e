//! XLIFF jobs, versions 1.2 and 2.0 to 2.2 (OASIS), and what Trados (SDLXLIFF), memoQ (mqxliff) and
//! Phrase (mxliff) make of 1.2: read as pairs of texts, and edited in place. A job goes back to the
//! tool that made it, so nothing but what is added changes: edits are cut into the bytes of the file,
//! and a job without edits comes out as it went in. Refuses what is not well formed, and does not
//! touch states that a tool keeps in places of its own.

mod edit;
mod inline;
mod tree;
mod version1;
mod version2;

use std::io::Read;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub use self::edit::{Edit, EditError, Match, Report};
use self::tree::{Element, Node, Start};
use super::bitext::kinds::Status;
use super::bitext::reading::{Options, Outcome, Problem, Source};
use super::origin::{Form, Origin};
use crate::model::{LangCode, Property, Seg, TranslationUnit, Variant};
use crate::text::Lang;
use crate::text::decode::XmlBytes;

/// Most bytes that a job may have.
const LONGEST: u64 = 1024 * 1024 * 1024;

/// Why a file is no job that can be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Its bytes are no text.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Bytes that mean nothing in the encoding of the file.
    #[error("bytes that are not text in the encoding of the file")]
    NotText,
    /// It is larger than is read.
    #[error("longer than 1 GiB")]
    TooLong,
    /// It is not well formed.
    #[error("line {line}: {what}")]
    Markup {
        /// Line of the fault, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// It is XML, but something else.
    #[error("not an XLIFF file: its root element is <{0}>, not <xliff>")]
    OtherRoot(String),
    /// A version that is not known.
    #[error("XLIFF version \"{0}\" is not known; 1.2 and 2.0 to 2.2 are")]
    Version(String),
}

/// The form of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// XLIFF 1.2 as it is.
    Version1,
    /// XLIFF 2.
    Version2,
    /// XLIFF 1.2 of Trados Studio, which keeps states and scores in `sdl:seg-defs`.
    Sdl,
    /// XLIFF 1.2 of memoQ.
    Memoq,
    /// XLIFF 1.2 of Phrase.
    Phrase,
}

/// A text to translate, with its translation if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Identifier of the unit, and of the segment in it where the unit has several.
    pub id: String,
    /// Line of the source, from 1.
    pub line: usize,
    /// Language of the source as the file has it.
    pub source_lang: Option<LangCode>,
    /// Language of the target as the file has it.
    pub target_lang: Option<LangCode>,
    /// The source.
    pub source: Seg,
    /// The translation; none where there is no text in it.
    pub target: Option<Seg>,
    /// How far the translation has come.
    pub status: Status,
    /// Whether it is to be translated at all.
    pub translate: bool,
    /// Name of the document it comes from.
    pub original: Option<String>,
    place: Place,
}

/// Where a segment is in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// Number of the unit in the job.
    unit: usize,
    /// For segments that are marks in a unit of version 1: the `mid`.
    mark: Option<String>,
    source: Element,
    target: Option<Element>,
    /// For version 2: the `segment`.
    segment: Option<Element>,
}

/// A unit: what its segments have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unit {
    element: Element,
    /// Prefix of the element names, with its colon.
    prefix: String,
    /// For version 1: the target of the whole unit, and its `seg-source`.
    target: Option<Element>,
    seg_source: Option<Element>,
    /// Where the source, or the segmented source, ends.
    after_source: usize,
    /// For version 2: the matches that are there.
    matches: Option<Element>,
    /// For version 2: identifiers that are taken.
    ids: Vec<String>,
}

/// A job.
#[derive(Debug)]
pub struct Job {
    /// The file as text, with its byte order mark if it has one.
    text: String,
    encoding: &'static Encoding,
    dialect: Dialect,
    source_lang: Option<String>,
    target_lang: Option<String>,
    units: Vec<Unit>,
    segments: Vec<Segment>,
    /// What is wrong with the units that could not be read.
    problems: Vec<Problem>,
    /// Line ends are counted up to this place, which is in this line.
    counted: (usize, usize),
}

impl Job {
    /// Reads a job that is to be edited, every unit of it.
    ///
    /// # Errors
    ///
    /// [`Error`] when it is not XLIFF, or not well formed.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Error> {
        let job = Self::read_units(bytes)?;
        match job.problems.first() {
            Some(Problem { line, what, .. }) => Err(Error::Markup {
                line: *line,
                what: what.to_string(),
            }),
            None => Ok(job),
        }
    }

    /// Reads the units of a job that can be read.
    ///
    /// # Errors
    ///
    /// As [`Job::read`], when what is wrong is not in a unit.
    pub(super) fn read_units(bytes: Vec<u8>) -> Result<Self, Error> {
        if bytes.len() as u64 > LONGEST {
            return Err(Error::TooLong);
        }
        let (text, encoding) = decoded(bytes)?;
        let mut job = Job {
            text,
            encoding,
            dialect: Dialect::Version1,
            source_lang: None,
            target_lang: None,
            units: Vec::new(),
            segments: Vec::new(),
            problems: Vec::new(),
            counted: (0, 1),
        };
        job.parse()?;
        Ok(job)
    }

    /// Returns the segments in the order of the file.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns the form of the job.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Returns the source language, that of the first document in the job.
    pub fn source_language(&self) -> Option<&str> {
        self.source_lang.as_deref()
    }

    /// Returns the target language, that of the first document in the job.
    pub fn target_language(&self) -> Option<&str> {
        self.target_lang.as_deref()
    }

    /// Reads the elements around the units, and each unit as a small tree.
    fn parse(&mut self) -> Result<(), Error> {
        let text = std::mem::take(&mut self.text);
        let result = self.parse_text(&text);
        self.text = text;
        result
    }

    fn parse_text(&mut self, text: &str) -> Result<(), Error> {
        let mut reader = tree::Reader::new(text);
        let Some(root) = reader.start()? else {
            return Err(reader.error("there is no XML in it"));
        };
        if root.local() != "xliff" {
            return Err(Error::OtherRoot(root.local().chars().take(64).collect()));
        }
        let version = root.attribute("version").unwrap_or_default().to_owned();
        self.dialect = match version.as_str() {
            "" if root.attribute("srcLang").is_some() => Dialect::Version2,
            "" | "1.0" | "1.1" | "1.2" => dialect(&root),
            "2.0" | "2.1" | "2.2" => Dialect::Version2,
            _ => return Err(Error::Version(version)),
        };
        let mut file = version1::File::default();
        if self.dialect == Dialect::Version2 {
            self.source_lang = root.attribute("srcLang").map(str::to_owned);
            self.target_lang = root.attribute("trgLang").map(str::to_owned);
        }
        let version2 = self.dialect == Dialect::Version2;
        while let Some(element) = reader.start()? {
            match (element.local(), version2) {
                ("file", _) => {
                    file = version1::File::of(&element);
                    if !version2 {
                        self.source_lang = self.source_lang.take().or(file.source_lang.clone());
                        self.target_lang = self.target_lang.take().or(file.target_lang.clone());
                    }
                }
                ("trans-unit", false) => {
                    if let Some(node) = self.tree(&mut reader, element)? {
                        version1::unit(self, text, &node, &file);
                    }
                }
                ("unit", true) => {
                    if let Some(node) = self.tree(&mut reader, element)? {
                        version2::unit(self, text, &node, &file);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads a unit; one that is wrong costs itself, if its end can be told.
    fn tree(&mut self, reader: &mut tree::Reader<'_>, start: Start) -> Result<Option<Node>, Error> {
        let (begun, is_empty) = (start.clone(), start.is_empty());
        match reader.tree(start) {
            Err(Error::Markup { line, what }) if !is_empty && reader.pass(&begun) => {
                let id = begun.attribute("id");
                self.problems.push(Problem {
                    unit: id.map(|id| format!("unit {id}")),
                    ..Problem::at(line, what)
                });
                Ok(None)
            }
            node => node.map(Some),
        }
    }

    /// Returns the line of a place; places come in ascending order, so that each byte is looked at
    /// once.
    fn line_at(&mut self, text: &str, offset: usize) -> usize {
        let (counted, line) = &mut self.counted;
        if offset > *counted {
            *line += memchr::memchr_iter(b'\n', &text.as_bytes()[*counted..offset]).count();
            *counted = offset;
        }
        *line
    }
}

/// Tells what made a job of version 1 by the namespaces it declares.
fn dialect(root: &tree::Start) -> Dialect {
    let has = |part: &str| {
        let values = root.attributes.iter();
        let mut declared = values.filter(|(name, _)| name.starts_with("xmlns"));
        declared.any(|(_, value)| value.contains(part))
    };
    if has("sdl.com") {
        Dialect::Sdl
    } else if has("memoq") || has("MQXliff") {
        Dialect::Memoq
    } else if has("memsource") {
        Dialect::Phrase
    } else {
        Dialect::Version1
    }
}

/// Turns the bytes into text without losing anything: in the encodings of XLIFF the way back gives
/// the same bytes.
fn decoded(bytes: Vec<u8>) -> Result<(String, &'static Encoding), Error> {
    let encoding = XmlBytes::new(bytes.as_slice())?.encoding();
    if encoding == UTF_8.name() {
        let text = String::from_utf8(bytes).map_err(|_| Error::NotText)?;
        return Ok((text, UTF_8));
    }
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
        return Ok((text.ok_or(Error::NotText)?.into_owned(), encoding));
    }
    let mut text = String::new();
    XmlBytes::new(bytes.as_slice())?
        .read_to_string(&mut text)
        .map_err(|_| Error::NotText)?;
    Ok((text, encoding))
}

/// The translated segments of a job as units.
pub(super) struct Units {
    problems: std::vec::IntoIter<Problem>,
    segments: std::vec::IntoIter<Segment>,
    least: Status,
    source: Option<LangCode>,
    target: Option<LangCode>,
    /// Bytes of the mark that the text of the job begins with.
    mark: usize,
    origins: Vec<Origin>,
}

impl Units {
    pub(super) fn new(job: Job, options: &Options) -> Self {
        let given = |lang: &Option<Lang>| lang.as_ref().map(LangCode::from);
        Units {
            mark: if job.text.starts_with('\u{FEFF}') {
                3
            } else {
                0
            },
            problems: job.problems.into_iter(),
            segments: job.segments.into_iter(),
            least: options.least,
            source: given(&options.source),
            target: given(&options.target),
            origins: Vec::new(),
        }
    }

    /// Makes a unit of a segment, if it is translated far enough.
    fn unit(&mut self, segment: Segment) -> Option<TranslationUnit> {
        let target = segment.target?;
        if segment.status < self.least {
            return None;
        }
        let code = |own: Option<LangCode>, given: &Option<LangCode>| {
            own.or_else(|| given.clone())
                .unwrap_or_else(|| LangCode::new(""))
        };
        let origin = |element: &Element| Origin {
            range: element.inner.start.saturating_sub(self.mark)
                ..element.inner.end.saturating_sub(self.mark),
            form: Form::Xml,
        };
        let elements = std::iter::once(&segment.place.source).chain(&segment.place.target);
        self.origins = elements.map(origin).collect();
        let source = Variant::new(code(segment.source_lang, &self.source), segment.source);
        let target = Variant::new(code(segment.target_lang, &self.target), target);
        let document = segment.original.filter(|name| !name.is_empty());
        Some(TranslationUnit {
            properties: document
                .iter()
                .map(|name| Property::new("x-document", name))
                .collect(),
            variants: vec![source, target],
            ..TranslationUnit::default()
        })
    }
}

impl Iterator for Units {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if let Some(problem) = self.problems.next() {
            return Some(Err(problem));
        }
        loop {
            let segment = self.segments.next()?;
            if let Some(unit) = self.unit(segment) {
                return Some(Ok(unit));
            }
        }
    }
}

impl Source for Units {
    fn origins(&self) -> Vec<Origin> {
        self.origins.clone()
    }
}

/// Tells whether a text says nothing.
fn is_blank(seg: &Seg) -> bool {
    match seg {
        Seg::Plain(text) => text.trim_matches([' ', '\t', '\n', '\r']).is_empty(),
        Seg::Coded(_) => false,
    }
}

/// Returns the white space before an element where it stands first on its line, with the line end.
fn indent(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let trimmed = before.trim_end_matches([' ', '\t']);
    if trimmed.ends_with('\n') {
        let start = trimmed.len() - if trimmed.ends_with("\r\n") { 2 } else { 1 };
        &before[start..]
    } else {
        ""
    }
}

/// A stretch of the file to be replaced.
type Cut = (Range<usize>, String);

#[cfg(test)]
mod tests;
