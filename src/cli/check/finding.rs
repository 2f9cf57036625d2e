//! A fault of a unit made into a finding in a file: its place, both texts, and a fix where the text
//! stands in the file as it is.

use super::changed::Changed;
use super::read::{File, Texts};
use super::scope::Scope;
use crate::check::{Fault, Side, Unit};
use crate::format::origin::Origin;
use crate::glossary::Glossary;
use crate::report::{Edit, Excerpt, Finding, Fix, Place};
use crate::text::Span;
use crate::text::source::SourceText;

/// A unit and where it stands.
pub(super) struct At<'a> {
    pub(super) texts: &'a Texts,
    pub(super) files: &'a [File],
    pub(super) unit: &'a Unit,
    pub(super) places: &'a [Option<Origin>; 2],
}

impl At<'_> {
    fn file(&self, side: Side) -> &File {
        &self.files[self.texts.files[side as usize]]
    }

    fn text(&self, side: Side) -> String {
        let seg = match side {
            Side::Source => &self.unit.source,
            Side::Target => &self.unit.target,
        };
        seg.plain_text().into_owned()
    }

    /// Makes a finding of a fault.
    pub(super) fn finding(&self, glossary: &Glossary, fault: Fault) -> Finding {
        let marks = match fault.side {
            Side::Source => &fault.source,
            Side::Target => &fault.target,
        };
        let place = self.place(fault.side, marks.first().copied());
        let rule = fault.rule;
        let fix = self.fix(fault.side, &fault.fix);
        let mut finding = Finding::new(rule.code, rule.severity, fault.message, place);
        finding.related = fault.related;
        finding.hint = fault.hint;
        let concept = fault.concept.and_then(|at| glossary.concepts.get(at));
        finding.concept = concept.map(|concept| concept.id.value.clone());
        finding.excerpts = vec![
            self.excerpt(Side::Source, fault.source),
            self.excerpt(Side::Target, fault.target),
        ];
        finding.fix = fix;
        finding
    }

    /// Returns the place of a piece of a side, or of its beginning. A text that is not there is where
    /// the other is.
    fn place(&self, side: Side, piece: Option<Span>) -> Place {
        let Some(origin) = &self.places[side as usize] else {
            return match side {
                Side::Target if self.places[0].is_some() => self.place(Side::Source, None),
                _ => Place::new(&self.file(side).source, Span::new(0, 0)),
            };
        };
        let source = &self.file(side).source;
        let text = self.text(side);
        if let Some(trace) = origin.trace(source.text(), &text) {
            let piece = piece.unwrap_or(Span::new(0, 0));
            return Place::new(source, trace.in_file(piece));
        }
        // The line has to do.
        let start = trimmed(source, origin).start;
        Place::new(source, Span::new(start, start))
    }

    fn excerpt(&self, side: Side, marks: Vec<Span>) -> Excerpt {
        let lang = match side {
            Side::Source => &self.texts.langs.0,
            Side::Target => &self.texts.langs.1,
        };
        Excerpt {
            label: lang.to_string(),
            line: self.place(side, marks.first().copied()).line,
            text: self.text(side),
            marks,
        }
    }

    fn fix(&self, side: Side, fix: &[(Span, String)]) -> Option<Fix> {
        let origin = self.places[side as usize].as_ref()?;
        let file = self.file(side);
        if fix.is_empty() || file.mark.is_none() {
            return None;
        }
        let trace = origin.trace(file.source.text(), &self.text(side))?;
        let edits = fix.iter().map(|(span, text)| {
            let (span, text) = trace.edit(*span, text)?;
            Some(Edit { span, text })
        });
        Some(Fix {
            edits: edits.collect::<Option<Vec<Edit>>>()?,
        })
    }

    /// Tells whether a line of either text was changed.
    pub(super) fn is_in(&self, changed: &Changed, scope: &Scope) -> bool {
        [Side::Source, Side::Target].into_iter().any(|side| {
            self.places[side as usize].as_ref().is_some_and(|origin| {
                let source = &self.file(side).source;
                changed.has(scope, &Place::new(source, trimmed(source, origin)))
            })
        })
    }
}

/// Returns where a text stands without the line ends round it, which may be those of other rows.
fn trimmed(source: &SourceText, origin: &Origin) -> Span {
    const ENDS: [char; 2] = ['\r', '\n'];
    let raw = source.slice(origin.range.clone().into());
    let start = origin.range.start + raw.len() - raw.trim_start_matches(ENDS).len();
    let end = origin.range.start + raw.trim_end_matches(ENDS).len();
    Span::new(start, end.max(start))
}
