//! XML of office documents, tag by tag, with the name spaces that matter told apart from the others
//! whatever prefixes a file gives them. No tree is built, nothing is fetched, and entities of a file
//! are errors.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use super::document::error::Error;
use super::xml;

/// How deep elements may stand in each other.
const DEPTH: usize = 2048;

/// Name spaces and the short names that they go by here: ECMA-376 (transitional and strict), ODF.
const SPACES: &[(&str, &str)] = &[
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w",
    ),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "m",
    ),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    (
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "mc",
    ),
    (
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "rel",
    ),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    (
        "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
        "manifest",
    ),
    (
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "svg",
    ),
];

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Short name of its name space, empty for any that does not matter.
    pub(super) space: &'static str,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Returns name space and name.
    pub(super) fn name(&self) -> (&'static str, &str) {
        (self.space, self.start.local_name().into_inner())
    }

    /// Returns the value of an attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        for attribute in attributes {
            // What stands behind a broken attribute cannot be told.
            let attribute = attribute.ok()?;
            if attribute.key.local_name().into_inner() == name {
                let value = attribute.normalized_value(XmlVersion::Explicit1_0);
                return value.ok().map(Cow::into_owned);
            }
        }
        None
    }

    /// Returns the value of an attribute that is a number.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// What a part of a document holds, piece by piece.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// A start tag; that of an empty element is followed by its end.
    Open(Tag<'a>),
    /// The end of the innermost element that is open.
    Close,
    /// Text.
    Text(Cow<'a, str>),
}

/// Reads a part.
pub(super) struct Parser<'a> {
    part: &'a str,
    text: &'a str,
    xml: NsReader<&'a [u8]>,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// Begins to read the text of a part; its name is for errors.
    pub(super) fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Parser {
            part,
            text,
            xml: reader,
            depth: 0,
        }
    }

    /// Returns the next piece; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, Error> {
        loop {
            let event = match self.xml.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.error(&xml::say(&error))),
            };
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(self.error(&format!("elements nested more than {DEPTH} deep")));
                    }
                    let (space, _) = self.xml.resolver().resolve_element(start.name());
                    let space = short(&space);
                    Piece::Open(Tag { space, start })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close
                }
                Event::Text(text) => Piece::Text(match text.into_inner() {
                    // The parser leaves line ends as they are.
                    Cow::Borrowed(text) => Cow::Borrowed(text),
                    Cow::Owned(text) => Cow::Owned(text),
                }),
                Event::CData(text) => Piece::Text(text.into_inner()),
                Event::GeneralRef(reference) => {
                    let c = xml::character(&reference).ok_or_else(|| {
                        self.error(&format!("unknown entity &{:.40};", &*reference))
                    })?;
                    Piece::Text(Cow::Owned(c.to_string()))
                }
                Event::Eof if self.depth > 0 => return Err(self.error("it is cut off")),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// Passes over the rest of the element whose start was read last.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    /// Makes an error at the place where the parser is.
    fn error(&self, what: &str) -> Error {
        let line = xml::line_at(self.text, self.xml.error_position());
        Error::Damaged {
            what: format!("{:.80}, line {line}: {what}", self.part),
        }
    }
}

fn short(space: &ResolveResult<'_>) -> &'static str {
    let ResolveResult::Bound(Namespace(uri)) = space else {
        return "";
    };
    let row = SPACES.iter().find(|row| row.0 == *uri);
    row.map_or("", |row| row.1)
}
