//! Edits of a job: matches added, empty targets filled. Each edit is a cut at its place in the file;
//! everything between the cuts is copied byte for byte.

mod version1;
mod version2;

use super::tree::Element;
use super::{Cut, Dialect, Job, Segment, Unit};
use crate::format::xml::escape::{self, Place};
use crate::model::Seg;

/// A match to be added to a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The source text of the memory.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// How alike the sources are, in percent; 101 for a match in context.
    pub score: u8,
    /// Name of the memory.
    pub origin: String,
}

/// What is to be done with a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Number of the segment in the job, from 0.
    pub segment: usize,
    /// Matches to be added, the best first.
    pub matches: Vec<Match>,
    /// Whether the best match fills the target, where that is empty.
    pub fill: bool,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Matches that were added.
    pub matches: usize,
    /// Targets that were filled.
    pub filled: usize,
    /// Targets left empty because the source has inline codes, which the match lacks.
    pub with_codes: usize,
    /// Targets left as they are because they have text.
    pub with_text: usize,
    /// Segments left alone because they are not to be translated.
    pub locked: usize,
}

/// Why a job cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// A segment that the job does not have.
    #[error("there is no segment {0}")]
    NoSegment(usize),
    /// The tool keeps what would have to be changed in places of its own.
    #[error(
        "SDLXLIFF can be read, but not filled: Trados Studio keeps states beside the text; use a TMX in Studio"
    )]
    Sdl,
    /// The encoding cannot hold what is added.
    #[error("the file is in {0}; save it as UTF-8 first")]
    Encoding(&'static str),
    /// Targets need a language, and the file names none.
    #[error("the file names no target language; set trgLang in <xliff>")]
    NoTargetLanguage,
}

impl Job {
    /// Returns the bytes of the job with edits made, and what was done. Without edits the bytes are
    /// those that were read.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the job cannot take them.
    pub fn edited(&self, edits: &[Edit]) -> Result<(Vec<u8>, Report), EditError> {
        let mut report = Report::default();
        let mut cuts: Vec<Cut> = Vec::new();
        let mut order: Vec<&Edit> = edits.iter().collect();
        order.sort_by_key(|edit| edit.segment);
        let mut rest = order.as_slice();
        while let Some(first) = rest.first() {
            let unit = self.segment(first)?.place.unit;
            let mut group = 0;
            for edit in rest {
                if self.segment(edit)?.place.unit != unit {
                    break;
                }
                group += 1;
            }
            let (own, others) = rest.split_at(group);
            rest = others;
            if !own.is_empty() && self.dialect == Dialect::Sdl {
                return Err(EditError::Sdl);
            }
            self.edit_unit(&self.units[unit], own, &mut cuts, &mut report)?;
        }
        let text = apply(&self.text, cuts);
        Ok((self.encoded(text)?, report))
    }

    fn segment(&self, edit: &Edit) -> Result<&Segment, EditError> {
        let found = self.segments.get(edit.segment);
        found.ok_or(EditError::NoSegment(edit.segment))
    }

    fn encoded(&self, text: String) -> Result<Vec<u8>, EditError> {
        let big = match self.encoding.name() {
            "UTF-8" => return Ok(text.into_bytes()),
            "UTF-16LE" => false,
            "UTF-16BE" => true,
            // What such an encoding does not have becomes a character reference, which XML allows.
            _ if self.encoding.is_single_byte() => {
                return Ok(self.encoding.encode(&text).0.into_owned());
            }
            name => return Err(EditError::Encoding(name)),
        };
        let units = text.encode_utf16();
        Ok(units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect())
    }

    /// Makes the cuts for the edits of one unit.
    fn edit_unit(
        &self,
        unit: &Unit,
        edits: &[&Edit],
        cuts: &mut Vec<Cut>,
        report: &mut Report,
    ) -> Result<(), EditError> {
        let mut fills: Vec<(&Segment, &Match)> = Vec::new();
        let mut matched: Vec<(&Segment, &Match)> = Vec::new();
        for edit in edits {
            let segment = self.segment(edit)?;
            if !segment.translate {
                report.locked += 1;
                continue;
            }
            matched.extend(edit.matches.iter().map(|found| (segment, found)));
            let Some(best) = edit.matches.first().filter(|_| edit.fill) else {
                continue;
            };
            if segment.target.is_some() {
                report.with_text += 1;
            } else if matches!(segment.source, Seg::Coded(_)) {
                report.with_codes += 1;
            } else {
                fills.push((segment, best));
            }
        }
        report.matches += matched.len();
        if self.dialect == Dialect::Version2 {
            if !fills.is_empty() && self.target_lang.is_none() {
                return Err(EditError::NoTargetLanguage);
            }
            report.filled += fills.len();
            self.edit_version2(unit, &fills, &matched, cuts);
        } else {
            let filled = self.fill_version1(unit, &fills, cuts);
            report.filled += filled;
            report.with_text += fills.len() - filled;
            let at = super::version1::matches_go(unit);
            let added = self.alt_trans(unit, &matched);
            if !added.is_empty() {
                cuts.push((at..at, added));
            }
        }
        Ok(())
    }

    /// Returns the place of the first tag inside a unit.
    fn first_child(&self, unit: &Unit) -> usize {
        let inner = &unit.element.inner;
        let found = self.text[inner.clone()].find('<');
        inner.start + found.unwrap_or(0)
    }

    /// Makes the cut that gives an element new content, and its tag attributes.
    fn refilled(&self, element: &Element, content: &str, attributes: &[(&str, &str)]) -> Cut {
        let tag = with_attributes(&self.text[element.tag.clone()], attributes);
        if !element.is_empty {
            let end = &self.text[element.inner.end..element.end];
            return (
                element.tag.start..element.end,
                format!("{tag}{content}{end}"),
            );
        }
        if content.is_empty() {
            return (element.tag.start..element.end, tag);
        }
        let open = tag.trim_end_matches("/>").trim_end();
        let name = open[1..]
            .split([' ', '\t', '\r', '\n'])
            .next()
            .unwrap_or_default();
        let whole = format!("{open}>{content}</{name}>");
        (element.tag.start..element.end, whole)
    }
}

/// Makes cuts in a text. They may touch each other, but none reaches into another.
fn apply(text: &str, mut cuts: Vec<Cut>) -> String {
    cuts.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out =
        String::with_capacity(text.len() + cuts.iter().map(|(_, with)| with.len()).sum::<usize>());
    let mut copied = 0;
    for (range, with) in cuts {
        out.push_str(&text[copied..range.start.max(copied)]);
        out.push_str(&with);
        copied = copied.max(range.end);
    }
    out.push_str(&text[copied..]);
    out
}

/// Returns a start tag with attributes set: a value that is there is replaced, others come last.
fn with_attributes(tag: &str, attributes: &[(&str, &str)]) -> String {
    let mut tag = tag.to_owned();
    for (name, value) in attributes {
        if let Some(place) = value_place(&tag, name) {
            tag.replace_range(place, value);
        } else {
            let end = tag.len() - if tag.ends_with("/>") { 2 } else { 1 };
            let end = tag[..end].trim_end().len();
            tag.insert_str(end, &format!(" {name}=\"{value}\""));
        }
    }
    tag
}

/// Finds the value of an attribute in a start tag.
fn value_place(tag: &str, name: &str) -> Option<std::ops::Range<usize>> {
    let mut at = tag.find([' ', '\t', '\r', '\n'])?;
    loop {
        let rest = tag.get(at..)?;
        let found = at + (rest.len() - rest.trim_start().len());
        let equals = found + tag.get(found..)?.find('=')?;
        let own = tag[found..equals].trim_end();
        let quote = equals + tag[equals..].find(['"', '\''])?;
        let mark = tag[quote..].chars().next()?;
        let end = quote + 1 + tag[quote + 1..].find(mark)?;
        if own == name {
            return Some(quote + 1..end);
        }
        at = end + 1;
    }
}

/// Returns text as it stands between tags; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape::push(&mut out, text, Place::Content);
    out
}

/// Returns text as it stands in an attribute.
fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape::push(&mut out, text, Place::Attribute);
    out
}
