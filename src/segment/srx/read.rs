//! SRX 2.0 read. The file is checked as it is read: a map that names no rules, an attribute with a
//! value that SRX does not have is an error with its place. A rule that cannot be compiled is kept
//! as the error of its list.
//! Format handles are passed over, since segments are cut from text without markup; so are the
//! elements that tools add in name spaces of their own.

use std::collections::BTreeSet;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use regex_automata::meta::Regex;

use super::pattern::{self, Condition};
use super::{LanguageRule, Map, Problem, Rule, Srx, SrxError, engine};

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Srx, SrxError> {
    let mut reader = Reader {
        text,
        xml: quick_xml::Reader::from_str(text),
        srx: Srx::default(),
        rule: None,
        has_root: false,
        maps: Vec::new(),
        line: (0, 1),
    };
    reader.xml.config_mut().expand_empty_elements = true;
    reader.run()?;
    reader.finish()
}

/// A pattern with the bytes of the file that its pieces came from.
#[derive(Default)]
struct Pattern {
    text: String,
    /// Where pieces start, in the pattern and in the file.
    pieces: Vec<(usize, usize)>,
}

/// A rule that is being read.
struct Open {
    line: usize,
    breaks: bool,
    before: Option<Vec<Condition>>,
    after: Option<Vec<Condition>>,
}

struct Reader<'a> {
    text: &'a str,
    xml: quick_xml::Reader<&'a [u8]>,
    srx: Srx,
    rule: Option<Open>,
    has_root: bool,
    /// Where each map stands.
    maps: Vec<usize>,
    /// A byte of the file, and its line.
    line: (usize, usize),
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), SrxError> {
        loop {
            let start = self.position();
            let event = self.xml.read_event();
            match event.map_err(|error| self.error(start, Problem::Xml(error.to_string())))? {
                Event::Start(element) => {
                    let element = element.into_owned();
                    self.open(&element, start)?;
                }
                Event::End(element) if element.local_name().into_inner() == "rule" => {
                    if let (Some(open), Some(language)) =
                        (self.rule.take(), self.srx.languages.last_mut())
                    {
                        let always = || vec![Condition::new()];
                        language.rules.push(Rule {
                            breaks: open.breaks,
                            line: open.line,
                            before: open.before.unwrap_or_else(always),
                            after: open.after.unwrap_or_else(always),
                        });
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, start: usize) -> Result<(), SrxError> {
        match element.local_name().into_inner() {
            "srx" => {
                let version = self.attribute(element, "version", start)?;
                if version != "2.0" {
                    return Err(self.error(start, Problem::Version(version)));
                }
                self.has_root = true;
            }
            _ if !self.has_root => return Err(self.error(start, Problem::NotSrx)),
            "header" => {
                self.srx.cascade = self.flag(element, "cascade", start)?.unwrap_or(false);
            }
            "languagerule" => {
                let name = self.attribute(element, "languagerulename", start)?;
                self.srx.languages.push(LanguageRule {
                    name,
                    rules: Vec::new(),
                    fault: None,
                });
            }
            "rule" => {
                if self.srx.languages.is_empty() {
                    return Err(self.error(start, Problem::Misplaced("rule")));
                }
                self.rule = Some(Open {
                    line: self.line(start),
                    breaks: self.flag(element, "break", start)?.unwrap_or(true),
                    before: None,
                    after: None,
                });
            }
            side @ ("beforebreak" | "afterbreak") => {
                let ahead = side == "afterbreak";
                let conditions = match self.conditions(start, ahead) {
                    Ok(conditions) => conditions,
                    Err(
                        fault @ SrxError {
                            problem: Problem::Pattern(_),
                            ..
                        },
                    ) => {
                        if let Some(language) = self.srx.languages.last_mut() {
                            language.fault.get_or_insert(fault);
                        }
                        Vec::new()
                    }
                    Err(error) => return Err(error),
                };
                match &mut self.rule {
                    Some(open) if ahead => open.after = Some(conditions),
                    Some(open) => open.before = Some(conditions),
                    None => return Err(self.error(start, Problem::Misplaced("a pattern"))),
                }
            }
            "languagemap" => {
                let name = self.attribute(element, "languagerulename", start)?;
                let pattern = self.attribute(element, "languagepattern", start)?;
                let whole = pattern::whole(&pattern)
                    .map_err(|(_, cause)| self.error(start, Problem::Pattern(cause)))?;
                let languages = Regex::builder()
                    .build_from_hir(&whole)
                    .map_err(|error| self.error(start, Problem::Xml(error.to_string())))?;
                self.srx.maps.push(Map { languages, name });
                self.maps.push(start);
            }
            _ => {}
        }
        Ok(())
    }

    /// Checks what can be told only at the end.
    fn finish(self) -> Result<Srx, SrxError> {
        if !self.has_root {
            return Err(error(self.text, 0, Problem::NotSrx));
        }
        let names = self.srx.languages.iter().map(|list| list.name.as_str());
        let names: BTreeSet<&str> = names.collect();
        for (map, &start) in self.srx.maps.iter().zip(&self.maps) {
            if !names.contains(map.name.as_str()) {
                return Err(error(
                    self.text,
                    start,
                    Problem::UnknownRules(map.name.clone()),
                ));
            }
        }
        Ok(self.srx)
    }

    /// Reads a pattern up to the end of its element.
    fn conditions(&mut self, start: usize, ahead: bool) -> Result<Vec<Condition>, SrxError> {
        let pattern = self.pattern(start)?;
        let fault = |(at, cause): (usize, _)| {
            let piece = pattern.pieces.partition_point(|&(from, _)| from <= at);
            let place = match piece.checked_sub(1).map(|piece| pattern.pieces[piece]) {
                Some((from, in_file)) => in_file + (at - from),
                None => start,
            };
            self.error(place, Problem::Pattern(cause))
        };
        let conditions = pattern::conditions(&pattern.text, ahead).map_err(fault)?;
        for condition in &conditions {
            engine::check(condition).map_err(|cause| fault((0, cause)))?;
        }
        Ok(conditions)
    }

    fn pattern(&mut self, start: usize) -> Result<Pattern, SrxError> {
        let mut pattern = Pattern::default();
        loop {
            let at = self.position();
            let event = self.xml.read_event();
            let event = event.map_err(|error| self.error(at, Problem::Xml(error.to_string())))?;
            let offset = pattern.text.len();
            match event {
                Event::Text(text) => {
                    pattern.pieces.push((offset, at));
                    pattern.text.push_str(&text.xml10_content());
                }
                Event::CData(text) => {
                    pattern.pieces.push((offset, at + "<![CDATA[".len()));
                    pattern.text.push_str(&text.xml10_content());
                }
                Event::GeneralRef(reference) => {
                    pattern.pieces.push((offset, at));
                    let name: &str = &reference;
                    let predefined = quick_xml::escape::resolve_predefined_entity(name);
                    match (reference.resolve_char_ref(), predefined) {
                        (Ok(Some(c)), _) => pattern.text.push(c),
                        (_, Some(text)) => pattern.text.push_str(text),
                        _ => {
                            let problem = Problem::Xml(format!("unknown entity &{name};"));
                            return Err(error(self.text, at, problem));
                        }
                    }
                }
                Event::End(_) => return Ok(pattern),
                Event::Start(_) => return Err(self.error(at, Problem::Misplaced("an element"))),
                Event::Eof => {
                    let problem = Problem::Xml("the file ends inside a rule".to_owned());
                    return Err(self.error(start, problem));
                }
                _ => {}
            }
        }
    }

    fn attribute(
        &self,
        element: &BytesStart<'_>,
        name: &'static str,
        start: usize,
    ) -> Result<String, SrxError> {
        self.optional(element, name, start)?
            .ok_or_else(|| self.error(start, Problem::MissingAttribute(name)))
    }

    fn optional(
        &self,
        element: &BytesStart<'_>,
        name: &str,
        start: usize,
    ) -> Result<Option<String>, SrxError> {
        let failed = |message: String| self.error(start, Problem::Xml(message));
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| failed(error.to_string()))?;
            if attribute.key.0 == name {
                let value = attribute.normalized_value(XmlVersion::Explicit1_0);
                let value = value.map_err(|error| failed(error.to_string()))?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    fn flag(
        &self,
        element: &BytesStart<'_>,
        name: &'static str,
        start: usize,
    ) -> Result<Option<bool>, SrxError> {
        match self.optional(element, name, start)?.as_deref() {
            None => Ok(None),
            Some("yes") => Ok(Some(true)),
            Some("no") => Ok(Some(false)),
            Some(other) => {
                let value = other.to_owned();
                Err(self.error(start, Problem::NotYesOrNo { name, value }))
            }
        }
    }

    /// Returns the line of a byte that is not before the last one asked for.
    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.line;
        self.line = (at, line + self.text[from..at].matches('\n').count());
        self.line.1
    }

    fn position(&self) -> usize {
        self.xml.buffer_position() as usize
    }

    fn error(&self, at: usize, problem: Problem) -> SrxError {
        error(self.text, at, problem)
    }
}

fn error(text: &str, at: usize, problem: Problem) -> SrxError {
    let (line, column) = place(text, at);
    SrxError {
        line,
        column,
        problem,
    }
}

/// Returns the line and the column, in characters, of a byte of the file, both from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[start..].chars().count() + 1)
}
