//! What a strict XML parser and the document type say of a file: whether it is well formed, and
//! whether it is valid by `tmx14.dtd`. Most tools take the whole file or nothing, so one fault ends
//! their import. Reads to the first fault of form; faults of validity are counted and the first one
//! is named. The document type in the file is never loaded: the rules are those of TMX 1.4b
//! (LISA OSCAR, 2005), with `lang` for `xml:lang` in files of versions 1.1 to 1.3.

use std::io;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::model::{self, Element, Progress};
use crate::format::budget::Budget;
use crate::format::xml;
use crate::text::decode::XmlBytes;

/// Most bytes that one tag, text or comment may have.
const LONGEST_EVENT: usize = 64 * 1024 * 1024;
/// How deep elements may stand in each other.
const DEPTH: usize = 256;

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// What a strict parser says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// The first place that is no XML; nothing behind it was looked at.
    pub ill_formed: Option<Fault>,
    /// The first place that TMX 1.4 does not allow.
    pub invalid: Option<Fault>,
    /// How many such places there are.
    pub invalid_places: usize,
    /// Variants whose language stands in `lang` alone, as in TMX 1.1.
    pub old_lang: usize,
    /// Whether the file names its document type.
    pub has_doctype: bool,
}

/// Reads the whole of a file as a strict parser does.
///
/// # Errors
///
/// What `input` reports, and bytes that are no XML in any known encoding.
pub(super) fn read(input: impl Read) -> io::Result<Verdict> {
    let bytes = XmlBytes::new(input)?;
    let is_utf8 = bytes.encoding() == "UTF-8";
    let budget = Budget::new(LONGEST_EVENT);
    let bytes = BufReader::with_capacity(64 * 1024, budget.over(bytes));
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_comments = true;
    let mut parse = Parse {
        verdict: Verdict::default(),
        line: 1,
        open: Vec::new(),
        prefixes: Vec::new(),
        seen: Seen::Nothing,
        is_utf8,
        is_old: false,
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        budget.refill();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) if !budget.is_spent() => {
                return Err(io::Error::new(error.kind(), error.to_string()));
            }
            Err(error) => {
                parse.ill(xml::say(&error));
                return Ok(parse.verdict);
            }
        };
        let lines = memchr::memchr_iter(b'\n', event.as_bytes()).count();
        if let Err(what) = parse.event(event) {
            parse.ill(what);
            return Ok(parse.verdict);
        }
        parse.line += lines;
    }
    if let Some(open) = parse.open.last() {
        let what = format!("the file ends inside <{}>", open.name);
        parse.ill(what);
    } else if parse.seen != Seen::Root {
        parse.ill("there is no element in it".to_owned());
    }
    Ok(parse.verdict)
}

/// An element that is open.
struct Open {
    name: String,
    /// Its place in the model of TMX; none for what TMX does not have.
    progress: Option<Progress>,
    /// How many prefixes were declared before it.
    prefixes: usize,
}

/// How far a file has been read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Nothing,
    Prolog,
    Root,
}

struct Parse {
    verdict: Verdict,
    line: usize,
    open: Vec<Open>,
    prefixes: Vec<String>,
    seen: Seen,
    is_utf8: bool,
    /// Whether the file says that it is of a version before 1.4.
    is_old: bool,
}

impl Parse {
    fn ill(&mut self, what: String) {
        let line = self.line;
        self.verdict.ill_formed = Some(Fault { line, what });
    }

    fn invalid(&mut self, what: impl FnOnce() -> String) {
        self.verdict.invalid_places += 1;
        if self.verdict.invalid.is_none() {
            let line = self.line;
            self.verdict.invalid = Some(Fault { line, what: what() });
        }
    }

    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        let first = self.seen == Seen::Nothing;
        self.seen = self.seen.max(Seen::Prolog);
        match event {
            Event::Decl(declaration) if first => self.declaration(&declaration),
            Event::Decl(_) => Err("something stands before the XML declaration".to_owned()),
            Event::Start(start) => self.start(&start),
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => {
                if text.contains("]]>") {
                    return Err("\"]]>\" stands in text".to_owned());
                }
                self.text(&text)
            }
            Event::CData(text) => self.text(&text),
            Event::GeneralRef(reference) => {
                legal_reference(&reference)?;
                self.text("&")
            }
            Event::DocType(_) => {
                self.verdict.has_doctype = true;
                Ok(())
            }
            Event::Comment(text) => legal(&text),
            Event::PI(_) | Event::Empty(_) | Event::Eof => Ok(()),
        }
    }

    fn declaration(&mut self, declaration: &BytesDecl<'_>) -> Result<(), String> {
        let text: &str = declaration;
        let wide = text.to_ascii_lowercase().contains("utf-16");
        if wide && self.is_utf8 {
            return Err("the declaration says UTF-16, but the file is not".to_owned());
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        legal(text)?;
        let blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        match self.open.last() {
            None if !blank => Err("text stands outside the root element".to_owned()),
            Some(Open {
                progress: Some(progress),
                name,
                ..
            }) if !blank && !progress.element().has_text => {
                let name = name.clone();
                self.invalid(|| format!("text stands in <{name}>"));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        if self.open.is_empty() && self.seen == Seen::Root {
            return Err("a second root element".to_owned());
        }
        if self.open.len() >= DEPTH {
            return Err(format!("elements are nested more than {DEPTH} deep"));
        }
        let prefixes = self.prefixes.len();
        let attributes = self.attributes(start)?;
        let name = start.name().0.to_owned();
        self.known_prefix(&name)?;
        let element = model::find(&name);
        let allowed = match self.open.last_mut() {
            None => name == "tmx",
            Some(Open {
                progress: Some(progress),
                ..
            }) => element.is_some() && progress.take(&name),
            // What stands in an unknown element was counted with it.
            Some(_) => true,
        };
        self.seen = Seen::Root;
        if !allowed {
            let parent = self.open.last().map_or("the file", |open| &open.name);
            let what = format!("<{name}> is not allowed here, in {parent}");
            self.invalid(|| what);
        }
        if let Some(element) = element {
            self.valid_attributes(element, &attributes);
        }
        self.open.push(Open {
            name,
            progress: element.map(Progress::new),
            prefixes,
        });
        Ok(())
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.prefixes.truncate(open.prefixes);
        if let Some(missing) = open.progress.and_then(Progress::missing) {
            self.invalid(|| format!("<{}> has no <{missing}>", open.name));
        }
    }

    /// Reads the attributes of a tag and takes up the prefixes that it declares.
    fn attributes(&mut self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, String> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let raw: &str = &attribute.value;
            if raw.contains('<') {
                return Err("\"<\" stands in an attribute".to_owned());
            }
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|error| error.to_string())?;
            legal(&value)?;
            let name = attribute.key.0;
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                self.prefixes.push(prefix.to_owned());
            }
            attributes.push((name.to_owned(), value.into_owned()));
        }
        for (name, _) in &attributes {
            self.known_prefix(name)?;
        }
        Ok(attributes)
    }

    fn known_prefix(&self, name: &str) -> Result<(), String> {
        match name.split_once(':') {
            None | Some(("xml" | "xmlns", _)) => Ok(()),
            Some((prefix, _)) if self.prefixes.iter().any(|known| known == prefix) => Ok(()),
            Some((prefix, _)) => Err(format!("the prefix \"{prefix}:\" is not declared")),
        }
    }

    fn valid_attributes(&mut self, element: &'static Element, attributes: &[(String, String)]) {
        let has = |wanted: &str| attributes.iter().any(|(name, _)| name == wanted);
        for &required in &element.required {
            if has(required) {
                continue;
            }
            let old = required == "xml:lang" && has("lang");
            self.verdict.old_lang += usize::from(old);
            if !(old && self.is_old) {
                self.invalid(|| format!("<{}> has no {required}", element.name));
            }
        }
        for (name, value) in attributes {
            // Declarations of namespaces are checked by some parsers as attributes and by some not.
            if name == "xmlns" || name.starts_with("xmlns:") {
                self.invalid(|| format!("<{}> declares a namespace", element.name));
            } else if !element.knows(name) {
                self.invalid(|| format!("<{}> has no attribute {name}", element.name));
            } else if name == "version" && matches!(value.as_str(), "1.1" | "1.2" | "1.3") {
                self.is_old = true;
            } else if !model::is_value(name, value) {
                let short: String = value.chars().take(40).collect();
                self.invalid(|| format!("{name}=\"{short}\" is not allowed in <{}>", element.name));
            }
        }
    }
}

/// Refuses characters that XML 1.0 does not have.
fn legal(text: &str) -> Result<(), String> {
    match text.chars().find(|&c| xml::is_illegal(c)) {
        Some(c) => Err(format!("a control character (U+{:04X})", u32::from(c))),
        None => Ok(()),
    }
}

/// Refuses references to entities, and to characters that XML 1.0 does not have.
fn legal_reference(name: &str) -> Result<(), String> {
    match xml::character(name) {
        Some(c) => legal(c.encode_utf8(&mut [0; 4])),
        None if name.starts_with('#') => Err(format!("&{name:.40}; is no character")),
        None => Err(format!("unknown entity &{name:.40};")),
    }
}
