//! Elements with their places: the tags around the units one by one, and a unit as a small tree whose
//! elements know which bytes of the file they are.

use std::cell::Cell;
use std::ops::Range;

use memchr::memmem;
use quick_xml::XmlVersion;
use quick_xml::errors::IllFormedError;
use quick_xml::events::{BytesStart, Event};

use super::Error;
use crate::format::xml;

/// How deep elements may stand in each other inside a unit.
const DEPTH: usize = 64;

/// A start tag.
#[derive(Clone, Debug)]
pub(super) struct Start {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    tag: Range<usize>,
    is_empty: bool,
}

impl Start {
    pub(super) fn local(&self) -> &str {
        local(&self.name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        find(&self.attributes, name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.is_empty
    }
}

/// Where an element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// Its start tag.
    pub(super) tag: Range<usize>,
    /// What stands between its tags; nothing at the end of the tag when it is empty.
    pub(super) inner: Range<usize>,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether it is one tag, `<x/>`.
    pub(super) is_empty: bool,
}

/// An element with what is in it.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) element: Element,
    pub(super) pieces: Vec<Piece>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(String),
    Node(Node),
}

impl Node {
    pub(super) fn local(&self) -> &str {
        local(&self.name)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        find(&self.attributes, name)
    }

    /// Returns the prefix of the name with its colon.
    pub(super) fn prefix(&self) -> &str {
        &self.name[..self.name.len() - self.local().len()]
    }

    pub(super) fn children(&self) -> impl Iterator<Item = &Node> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Node(node) => Some(node),
            Piece::Text(_) => None,
        })
    }

    pub(super) fn child(&self, local: &str) -> Option<&Node> {
        self.children().find(|node| node.local() == local)
    }

    /// Returns all text in it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    fn push_text(&self, out: &mut String) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Node(node) => node.push_text(out),
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn find<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// Reads elements from text.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Where the parser began, behind a byte order mark.
    base: usize,
    xml: quick_xml::Reader<&'a [u8]>,
    depth: usize,
    /// Line ends are counted up to this place, which is in this line.
    counted: Cell<(usize, usize)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Reader {
            text,
            base: text.len() - rest.len(),
            xml: parser(rest),
            depth: 0,
            counted: Cell::new((0, 1)),
        }
    }

    /// Goes on behind the end tag of an element in which something is wrong; tells whether it has one
    /// before the next of its kind begins.
    pub(super) fn pass(&mut self, start: &Start) -> bool {
        let rest = &self.text[start.tag.end..];
        let is_tag = |after: &str| after.starts_with(['>', ' ', '\t', '\r', '\n', '/']);
        let end = format!("</{}", start.name);
        let mut ends = memmem::find_iter(rest.as_bytes(), end.as_bytes());
        let Some(found) = ends.find(|at| is_tag(&rest[at + end.len()..])) else {
            return false;
        };
        let begin = format!("<{}", start.name);
        let mut begins = memmem::find_iter(&rest.as_bytes()[..found], begin.as_bytes());
        if begins.any(|at| is_tag(&rest[at + begin.len()..])) {
            return false;
        }
        let Some(close) = rest[found..].find('>') else {
            return false;
        };
        self.base = start.tag.end + found + close + 1;
        self.xml = parser(&self.text[self.base..]);
        // The elements around it were begun in front of it.
        self.xml.config_mut().allow_unmatched_ends = true;
        true
    }

    fn place(&self) -> usize {
        let place = usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX);
        (self.base + place).min(self.text.len())
    }

    /// Makes an error at the place where the parser is.
    pub(super) fn error(&self, what: impl Into<String>) -> Error {
        Error::Markup {
            line: self.line(),
            what: what.into(),
        }
    }

    /// Returns the line where the parser is; it goes forward, so that each byte is looked at once.
    fn line(&self) -> usize {
        let place = self.place();
        let (from, line) = Some(self.counted.get())
            .filter(|known| known.0 <= place)
            .unwrap_or((0, 1));
        let passed = &self.text.as_bytes()[from..place];
        let line = line + memchr::memchr_iter(b'\n', passed).count();
        self.counted.set((place, line));
        line
    }

    fn event(&mut self) -> Result<(Event<'a>, Range<usize>), Error> {
        let begin = self.place();
        match self.xml.read_event() {
            Ok(event) => Ok((event, begin..self.place())),
            Err(error) => Err(self.error(xml::say(&error))),
        }
    }

    /// Goes on to the next start tag; none at the end of the file, which has to be whole.
    pub(super) fn start(&mut self) -> Result<Option<Start>, Error> {
        loop {
            match self.event()? {
                (Event::Start(tag), place) => {
                    self.depth += 1;
                    return Ok(Some(self.tag(&tag, place, false)?));
                }
                (Event::Empty(tag), place) => return Ok(Some(self.tag(&tag, place, true)?)),
                (Event::End(_), _) => self.depth = self.depth.saturating_sub(1),
                (Event::Eof, _) if self.depth > 0 => {
                    return Err(self.error("the file is cut off"));
                }
                (Event::Eof, _) => return Ok(None),
                _ => {}
            }
        }
    }

    fn tag(
        &self,
        tag: &BytesStart<'_>,
        place: Range<usize>,
        is_empty: bool,
    ) -> Result<Start, Error> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| self.error(error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|error| self.error(error.to_string()))?;
            attributes.push((attribute.key.0.to_owned(), value.into_owned()));
        }
        Ok(Start {
            name: tag.name().0.to_owned(),
            attributes,
            tag: place,
            is_empty,
        })
    }

    /// Reads the element of a start tag as a tree.
    pub(super) fn tree(&mut self, start: Start) -> Result<Node, Error> {
        self.depth -= usize::from(!start.is_empty);
        self.node(start, 0)
    }

    fn node(&mut self, start: Start, depth: usize) -> Result<Node, Error> {
        if depth > DEPTH {
            return Err(self.error(format!("elements are nested more than {DEPTH} deep")));
        }
        let mut node = Node {
            name: start.name,
            attributes: start.attributes,
            element: Element {
                inner: start.tag.end..start.tag.end,
                end: start.tag.end,
                tag: start.tag,
                is_empty: start.is_empty,
            },
            pieces: Vec::new(),
        };
        if node.element.is_empty {
            return Ok(node);
        }
        loop {
            let (event, place) = self.event()?;
            match event {
                Event::Start(tag) => {
                    let start = self.tag(&tag, place, false)?;
                    let child = self.node(start, depth + 1)?;
                    node.pieces.push(Piece::Node(child));
                }
                Event::Empty(tag) => {
                    let start = self.tag(&tag, place, true)?;
                    let child = self.node(start, depth + 1)?;
                    node.pieces.push(Piece::Node(child));
                }
                Event::End(_) => {
                    node.element.inner.end = place.start;
                    node.element.end = place.end;
                    return Ok(node);
                }
                Event::Eof => return Err(self.error("the file is cut off")),
                // A text begins with `&` only where that begins no reference.
                Event::Text(text) if text.starts_with('&') => {
                    let lone = quick_xml::Error::IllFormed(IllFormedError::UnclosedReference);
                    return Err(self.error(xml::say(&lone)));
                }
                Event::Text(text) => push(&mut node.pieces, &text.xml10_content()),
                Event::CData(text) => push(&mut node.pieces, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let name: &str = &reference;
                    let c = xml::character(name)
                        .ok_or_else(|| self.error(format!("unknown entity &{name:.40};")))?;
                    push(&mut node.pieces, c.encode_utf8(&mut [0; 4]));
                }
                _ => {}
            }
        }
    }
}

/// Makes a parser that takes a lone `&` for text, so that it harms nothing but its unit.
fn parser(text: &str) -> quick_xml::Reader<&[u8]> {
    let mut xml = quick_xml::Reader::from_reader(text.as_bytes());
    xml.config_mut().allow_dangling_amp = true;
    xml
}

fn push(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}
