//! Reads TMX of every version from 1.1 on, in the forms that tools really write: without a document
//! type or a header, with codes of any spelling, `lang` for `xml:lang`, `name` for `type`, foreign
//! elements and prefixes nobody declared. Units come one by one, and memory is bounded by the
//! largest of them, which may have 4 MiB. A unit that is wrong costs that unit and is reported with
//! its place; a file that ends too early is reported at its end. Nothing is fetched, and no entity
//! of the file is expanded.

mod frame;
mod inline;
mod problem;
mod unit;

use std::io::Read;
use std::ops::Range;
use std::path::Path;

use quick_xml::events::{BytesStart, Event};

use self::frame::{Frame, FrameEnd, Frames};
pub use self::problem::{Cause, OpenError, Problem};
use self::unit::{UnitParser, value, xml};
use crate::format::open::{self, Bytes};
use crate::model::{LangCode, Note, Property, TranslationUnit};
use crate::text::decode::XmlBytes;

/// Most bytes that a unit, or everything before the first unit, may have as UTF-8. In memory a unit
/// made up of nothing but short elements takes some twenty times as much.
const LONGEST_UNIT: usize = 4 * 1024 * 1024;

/// What a file says of all its units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Version of TMX as written: `1.4`, `1.4b`, `2.0`; empty where there is none.
    pub version: String,
    /// Language that the units were translated from, or `*all*`.
    pub srclang: Option<LangCode>,
    /// The other attributes, name and value, in the order of the file.
    pub attributes: Vec<(String, String)>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Properties.
    pub properties: Vec<Property>,
}

impl Header {
    /// Returns the value of an attribute such as `creationtool`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Counts of what was read and what was met on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Units that were read.
    pub units: usize,
    /// Their variants.
    pub variants: usize,
    /// Problems that were reported.
    pub problems: usize,
    /// Elements that TMX does not have; their text was kept where they stood in text.
    pub unknown_elements: usize,
    /// `&` that should have been `&amp;`, taken as they are.
    pub stray_ampersands: usize,
    /// Variants without a `seg`, passed over.
    pub variants_without_text: usize,
    /// Units with a text that stands in its variant without a `seg`.
    pub units_without_seg: usize,
}

/// Reads units one by one, as an iterator.
pub struct Reader<R> {
    frames: Frames<XmlBytes<R>>,
    encoding: &'static str,
    header: Header,
    parser: UnitParser,
    totals: Totals,
    /// Number of the unit at hand.
    unit: usize,
    /// Where it starts in the file as UTF-8.
    start: usize,
    /// A problem with the header or in the last unit, to be reported first.
    pending: Option<Problem>,
    ended: bool,
}

/// Opens a file; one compressed by gzip too, whatever its name.
///
/// # Errors
///
/// [`OpenError`] when it cannot be read or is not TMX.
pub fn open(path: &Path) -> Result<Reader<Bytes>, OpenError> {
    Reader::new(open::bytes(path)?)
}

impl<R: Read> Reader<R> {
    /// Reads up to the first unit. `input` may be in any encoding that XML can tell of.
    ///
    /// # Errors
    ///
    /// [`OpenError`] when the input cannot be read or is not TMX.
    pub fn new(input: R) -> Result<Self, OpenError> {
        let bytes = XmlBytes::new(input)?;
        let encoding = bytes.encoding();
        let mut frames = Frames::new(bytes, LONGEST_UNIT);
        let prolog = frames.prolog()?;
        let prolog = String::from_utf8_lossy(frames.bytes(prolog));
        let mut parser = UnitParser::default();
        let mut header = Header::default();
        let fault = read_prolog(&prolog, &mut header, &mut parser)?;
        let pending = fault.map(|(offset, cause)| Problem {
            line: 1 + count_lines(&prolog.as_bytes()[..offset]),
            unit: None,
            tuid: None,
            cause: Cause::Header(cause.to_string()),
        });
        Ok(Reader {
            frames,
            encoding,
            header,
            parser,
            totals: Totals::default(),
            unit: 0,
            start: 0,
            pending,
            ended: false,
        })
    }

    /// Returns what the file says of all its units.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Returns the name of the encoding of the file.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Returns the counts so far.
    pub fn totals(&self) -> Totals {
        Totals {
            unknown_elements: self.parser.oddities.unknown_elements,
            stray_ampersands: self.parser.oddities.stray_ampersands,
            variants_without_text: self.parser.oddities.variants_without_text,
            units_without_seg: self.parser.oddities.units_without_seg,
            ..self.totals
        }
    }

    /// Returns where the texts of the unit that was read last stand, one for each variant: the inside
    /// of its `seg`, in bytes of the file as UTF-8 without a byte order mark.
    pub fn segs(&self) -> impl Iterator<Item = Range<usize>> {
        let segs = self.parser.segs.iter();
        segs.map(|seg| self.start + seg.start..self.start + seg.end)
    }

    fn read(&mut self, frame: &Frame) -> Result<TranslationUnit, Problem> {
        self.start = frame.range.start;
        let bytes = self.frames.bytes(frame.range.clone());
        let mut unit = TranslationUnit::default();
        let mut xml = xml(bytes);
        let parsed = match frame.end {
            FrameEnd::Headless => Err(Cause::Headless),
            _ => self.parser.parse(&mut xml, &mut unit),
        };
        let cause = match parsed {
            Ok(()) => {
                self.pending = self.parser.misplaced.take().map(|(place, what)| Problem {
                    line: frame.line + count_lines(&bytes[..place.min(bytes.len())]),
                    unit: Some(self.unit),
                    tuid: unit.tuid.clone(),
                    cause: Cause::Misplaced(what),
                });
                return Ok(unit);
            }
            Err(cause) => cause,
        };
        // What a unit without an end ran into says less than that it has none.
        let (offset, cause) = match frame.end {
            FrameEnd::Closed => (place_of(&cause, &xml), cause),
            FrameEnd::Headless => (0, cause),
            FrameEnd::Unclosed => (0, Cause::Unclosed),
            FrameEnd::TooLong => {
                let limit = LONGEST_UNIT;
                (0, Cause::TooLong { limit })
            }
        };
        Err(Problem {
            line: frame.line + count_lines(&bytes[..offset.min(bytes.len())]),
            unit: Some(self.unit),
            tuid: unit.tuid,
            cause,
        })
    }

    fn file_problem(&mut self, cause: Cause) -> Problem {
        self.ended = true;
        Problem {
            line: self.frames.line(),
            unit: None,
            tuid: None,
            cause,
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<TranslationUnit, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let result = match self.pending.take() {
            Some(problem) => Err(problem),
            None => match self.frames.next() {
                Ok(Some(frame)) => {
                    self.unit += 1;
                    self.read(&frame)
                }
                Ok(None) if self.frames.root_ended() => {
                    self.ended = true;
                    return None;
                }
                Ok(None) => Err(self.file_problem(Cause::Truncated)),
                Err(error) => Err(self.file_problem(Cause::Io(error))),
            },
        };
        match &result {
            Ok(unit) => {
                self.totals.units += 1;
                self.totals.variants += unit.variants.len();
            }
            Err(_) => self.totals.problems += 1,
        }
        Some(result)
    }
}

/// Returns the offset of a fault in the markup that was parsed.
fn place_of(cause: &Cause, xml: &unit::Xml<'_>) -> usize {
    let place = match cause {
        Cause::Markup(_) | Cause::NotText if xml.error_position() > 0 => xml.error_position(),
        _ => xml.buffer_position(),
    };
    usize::try_from(place).unwrap_or(usize::MAX)
}

fn count_lines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// Reads the root element and the header. Returns what is wrong with the header, and where.
fn read_prolog(
    prolog: &str,
    header: &mut Header,
    parser: &mut UnitParser,
) -> Result<Option<(usize, Cause)>, OpenError> {
    let mut xml = xml(prolog.as_bytes());
    let root = loop {
        match xml.read_event() {
            Ok(Event::Start(start)) => break start,
            Ok(Event::Eof) | Err(_) => return Err(OpenError::NotXml),
            Ok(_) => {}
        }
    };
    let name = root.local_name().into_inner();
    if name != "tmx" {
        let root = name.chars().take(64).collect();
        return Err(OpenError::OtherRoot { root });
    }
    match read_header(&mut xml, &root, header, parser) {
        Ok(()) => Ok(None),
        Err(cause) => {
            let offset = place_of(&cause, &xml).min(prolog.len());
            Ok(Some((offset, cause)))
        }
    }
}

fn read_header(
    xml: &mut unit::Xml<'_>,
    root: &BytesStart<'_>,
    header: &mut Header,
    parser: &mut UnitParser,
) -> Result<(), Cause> {
    for attribute in root.attributes().with_checks(false) {
        let attribute = attribute?;
        if attribute.key.0 == "version" {
            header.version = value(&attribute)?.into_owned();
        }
    }
    loop {
        let start = match xml.read_event()? {
            Event::Start(start) => start,
            Event::Eof => return Ok(()),
            _ => continue,
        };
        match start.local_name().into_inner() {
            "header" => {
                for attribute in start.attributes().with_checks(false) {
                    let attribute = attribute?;
                    let text = value(&attribute)?;
                    match attribute.key.0 {
                        "srclang" => header.srclang = Some(parser.code(&text)),
                        name => header.attributes.push((name.to_owned(), text.into_owned())),
                    }
                }
            }
            "note" => header.notes.push(parser.note(xml, &start)?),
            "prop" => header.properties.push(parser.property(xml, &start)?),
            "body" => return Ok(()),
            // User-defined encodings (`ude`, `map`) concern files that are not Unicode.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
