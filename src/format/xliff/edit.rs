//! Edits of a job: matches added, empty targets filled. Each edit is a cut at its place in the file;
//! everything between the cuts is copied byte for byte.

use std::fmt::Write;

use super::tree::Element;
use super::{Cut, Dialect, Job, Segment, Unit, indent, version1};
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

/// State and qualifier of a filled target: `state` and `state-qualifier` of version 1, `state` of
/// version 2.
fn states(score: u8) -> [(&'static str, &'static str); 2] {
    let qualifier = if score >= 100 {
        "exact-match"
    } else {
        "fuzzy-match"
    };
    [
        ("state", "needs-review-translation"),
        ("state-qualifier", qualifier),
    ]
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
        report.filled += fills.len();
        if self.dialect == Dialect::Version2 {
            if !fills.is_empty() && self.target_lang.is_none() {
                return Err(EditError::NoTargetLanguage);
            }
            self.edit_version2(unit, &fills, &matched, cuts);
        } else {
            self.fill_version1(unit, &fills, cuts);
            let at = version1::matches_go(unit);
            let added = self.alt_trans(unit, &matched);
            if !added.is_empty() {
                cuts.push((at..at, added));
            }
        }
        Ok(())
    }

    fn fill_version1(&self, unit: &Unit, fills: &[(&Segment, &Match)], cuts: &mut Vec<Cut>) {
        let Some((first, best)) = fills.first() else {
            return;
        };
        let least = fills.iter().map(|(_, found)| found.score).min();
        let states = states(least.unwrap_or(best.score));
        if first.place.mark.is_none() {
            let content = escaped(&best.target);
            self.set_target(unit, &content, &states, cuts);
            return;
        }
        if fills
            .iter()
            .all(|(segment, _)| segment.place.target.is_some())
        {
            for (segment, found) in fills {
                if let Some(mark) = &segment.place.target {
                    cuts.push(self.refilled(mark, &escaped(&found.target), &[]));
                }
            }
            let whole = self.is_whole(fills);
            if let Some(target) = unit.target.as_ref().filter(|_| whole) {
                cuts.push((
                    target.tag.clone(),
                    with_attributes(&self.text[target.tag.clone()], &states),
                ));
            }
            return;
        }
        // No marks in the target yet: it gets those of the source, filled or empty.
        let blank = (unit.target.as_ref())
            .is_none_or(|target| self.text[target.inner.clone()].trim().is_empty());
        if let Some(source) = unit.seg_source.as_ref().filter(|_| blank) {
            let content = self.segmented_target(source, fills);
            if self.is_whole(fills) {
                self.set_target(unit, &content, &states, cuts);
            } else {
                self.set_target(unit, &content, &[("state", "needs-translation")], cuts);
            }
        }
    }

    /// Tells whether the unit has no empty segment left when these are filled.
    fn is_whole(&self, fills: &[(&Segment, &Match)]) -> bool {
        let unit = fills.first().map(|(segment, _)| segment.place.unit);
        let start = self
            .segments
            .partition_point(|segment| Some(segment.place.unit) < unit);
        let segments = self.segments[start..].iter();
        let own = segments.take_while(|segment| Some(segment.place.unit) == unit);
        let empty = own.filter(|segment| segment.target.is_none()).count();
        empty == fills.len()
    }

    /// Returns the segmented source with the texts of its marks replaced.
    fn segmented_target(&self, source: &Element, fills: &[(&Segment, &Match)]) -> String {
        let number = fills.first().map_or(0, |(segment, _)| segment.place.unit);
        let start = self
            .segments
            .partition_point(|segment| segment.place.unit < number);
        let mut fills = fills.iter().peekable();
        let mut cuts = Vec::new();
        let segments = self.segments[start..].iter();
        for segment in segments.take_while(|segment| segment.place.unit == number) {
            let filled = fills.next_if(|(filled, _)| std::ptr::eq(*filled, segment));
            let text = filled.map_or_else(String::new, |(_, found)| escaped(&found.target));
            let (range, with) = self.refilled(&segment.place.source, &text, &[]);
            cuts.push((
                range.start - source.inner.start..range.end - source.inner.start,
                with,
            ));
        }
        apply(&self.text[source.inner.clone()], cuts)
    }

    /// Puts content into the target of a unit of version 1, which is made where there is none.
    fn set_target(&self, unit: &Unit, content: &str, states: &[(&str, &str)], cuts: &mut Vec<Cut>) {
        if let Some(target) = &unit.target {
            cuts.push(self.refilled(target, content, states));
            return;
        }
        let before = indent(&self.text, self.first_child(unit));
        let prefix = &unit.prefix;
        let tag = with_attributes(&format!("<{prefix}target>"), states);
        let at = unit.after_source;
        cuts.push((at..at, format!("{before}{tag}{content}</{prefix}target>")));
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

    /// Returns the matches as proposals of version 1, each on a line of its own.
    fn alt_trans(&self, unit: &Unit, matches: &[(&Segment, &Match)]) -> String {
        let before = indent(&self.text, self.first_child(unit));
        let prefix = &unit.prefix;
        let mut out = String::new();
        for (segment, found) in matches {
            let score = found.score.min(100);
            let origin = attribute(&found.origin);
            let mark = segment.place.mark.as_ref();
            let mark =
                mark.map_or_else(String::new, |mark| format!(" mid=\"{}\"", attribute(mark)));
            let (source, target) = (escaped(&found.source), escaped(&found.target));
            let _ = write!(
                out,
                "{before}<{prefix}alt-trans{mark} match-quality=\"{score}\" origin=\"{origin}\">\
                 <{prefix}source>{source}</{prefix}source><{prefix}target>{target}</{prefix}target>\
                 </{prefix}alt-trans>"
            );
        }
        out
    }

    fn edit_version2(
        &self,
        unit: &Unit,
        fills: &[(&Segment, &Match)],
        matches: &[(&Segment, &Match)],
        cuts: &mut Vec<Cut>,
    ) {
        let mut ids = unit.ids.clone();
        // The identifier of the segment of each match.
        let mut refs: Vec<String> = Vec::new();
        let mut tags: Vec<(&Segment, Vec<(&str, String)>)> = Vec::new();
        let mut last: Option<&Segment> = None;
        for (segment, _) in matches {
            let again = last.is_some_and(|last| std::ptr::eq(last, *segment));
            last = Some(segment);
            let id = match (&segment.place.mark, refs.last()) {
                (Some(id), _) => id.clone(),
                (None, Some(id)) if again => id.clone(),
                (None, _) => {
                    let id = free_id(&mut ids);
                    tags.push((segment, vec![("id", id.clone())]));
                    id
                }
            };
            refs.push(id);
        }
        for (segment, found) in fills {
            let state = if found.score >= 100 {
                "translated"
            } else {
                "initial"
            };
            let state = ("state", state.to_owned());
            match tags
                .iter_mut()
                .find(|(known, _)| std::ptr::eq(*known, *segment))
            {
                Some((_, attributes)) => attributes.push(state),
                None => tags.push((segment, vec![state])),
            }
            self.fill_version2(unit, segment, found, cuts);
        }
        for (segment, attributes) in &tags {
            if let Some(element) = &segment.place.segment {
                let attributes: Vec<_> = (attributes.iter())
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                let tag = with_attributes(&self.text[element.tag.clone()], &attributes);
                cuts.push((element.tag.clone(), tag));
            }
        }
        self.add_matches(unit, matches, &refs, cuts);
    }

    fn fill_version2(&self, unit: &Unit, segment: &Segment, found: &Match, cuts: &mut Vec<Cut>) {
        let content = escaped(&found.target);
        if let Some(target) = &segment.place.target {
            cuts.push(self.refilled(target, &content, &[]));
            return;
        }
        let source = &segment.place.source;
        let (before, prefix) = (indent(&self.text, source.tag.start), &unit.prefix);
        let target = format!("{before}<{prefix}target>{content}</{prefix}target>");
        cuts.push((source.end..source.end, target));
    }

    /// Adds matches of the module of XLIFF 2.1, section 5.1, with those that are there or as the first
    /// thing in the unit.
    fn add_matches(
        &self,
        unit: &Unit,
        matches: &[(&Segment, &Match)],
        refs: &[String],
        cuts: &mut Vec<Cut>,
    ) {
        const NAMESPACE: &str = "urn:oasis:names:tc:xliff:matches:2.0";
        if matches.is_empty() {
            return;
        }
        let outer = indent(&self.text, self.first_child(unit));
        let inner = if outer.is_empty() {
            String::new()
        } else {
            format!("{outer} ")
        };
        let prefix = &unit.prefix;
        let mut out = String::new();
        for ((_, found), id) in matches.iter().zip(refs) {
            let id = attribute(id);
            let score = f32::from(found.score.min(100));
            let origin = attribute(&found.origin);
            let (source, target) = (escaped(&found.source), escaped(&found.target));
            let _ = write!(
                out,
                "{inner}<mtc:match xmlns:mtc=\"{NAMESPACE}\" ref=\"#{id}\" similarity=\"{score:.1}\" \
                 matchQuality=\"{score:.1}\" type=\"tm\" origin=\"{origin}\"><{prefix}source>{source}</{prefix}source>\
                 <{prefix}target>{target}</{prefix}target></mtc:match>"
            );
        }
        match &unit.matches {
            Some(there) if !there.is_empty => {
                let whole = &self.text[there.inner.clone()];
                let at = there.inner.start + whole.trim_end().len();
                cuts.push((at..at, out));
            }
            Some(there) => cuts.push(self.refilled(there, &out, &[])),
            None => {
                let at = unit.element.tag.end;
                let out = out.replace(&format!(" xmlns:mtc=\"{NAMESPACE}\""), "");
                let whole = format!(
                    "{outer}<mtc:matches xmlns:mtc=\"{NAMESPACE}\">{out}{outer}</mtc:matches>"
                );
                cuts.push((at..at, whole));
            }
        }
    }
}

/// Returns an identifier that the unit does not have yet.
fn free_id(ids: &mut Vec<String>) -> String {
    let mut number = 1;
    loop {
        let id = format!("s{number}");
        match ids.binary_search(&id) {
            Ok(_) => number += 1,
            Err(place) => {
                ids.insert(place, id.clone());
                return id;
            }
        }
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
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// Returns text as it stands in an attribute.
fn attribute(text: &str) -> String {
    escaped(text)
        .replace('"', "&quot;")
        .replace(['\n', '\t'], " ")
}
