//! A fault of a unit made into a finding in a file: its place, both texts, and a fix where the text
//! stands in the file as it is.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::changed::Changed;
use super::read::{File, Texts};
use super::scope::Scope;
use crate::check::{Fault, Side, Unit};
use crate::format::origin::{Origin, Trace};
use crate::glossary::Glossary;
use crate::report::{Edit, Excerpt, Finding, Fix, Place};
use crate::text::Span;
use crate::text::source::SourceText;

/// Bytes of a text beyond which only what is round the first mark is shown.
const LONG: usize = 16 * 1024;

/// A unit and where it stands; a text is lined up with its file once for all faults in it.
pub(super) struct At<'a> {
    texts: &'a Texts,
    files: &'a [File],
    sides: [Cow<'a, str>; 2],
    places: &'a [Option<Origin>; 2],
    traces: [OnceCell<Option<Trace>>; 2],
}

impl<'a> At<'a> {
    pub(super) fn new(
        texts: &'a Texts,
        files: &'a [File],
        unit: &'a Unit,
        places: &'a [Option<Origin>; 2],
    ) -> Self {
        At {
            texts,
            files,
            sides: [unit.source.plain_text(), unit.target.plain_text()],
            places,
            traces: Default::default(),
        }
    }

    fn file(&self, side: Side) -> &File {
        &self.files[self.texts.files[side as usize]]
    }

    /// Returns a side lined up with its file, if that comes out even.
    fn trace(&self, side: Side) -> Option<&Trace> {
        let trace = self.traces[side as usize].get_or_init(|| {
            let origin = self.places[side as usize].as_ref()?;
            origin.trace(self.file(side).source.text(), &self.sides[side as usize])
        });
        trace.as_ref()
    }

    /// Makes a finding of a fault.
    pub(super) fn finding(&self, glossary: &Glossary, fault: Fault) -> Finding {
        let marks = match fault.side {
            Side::Source => &fault.source,
            Side::Target => &fault.target,
        };
        let place = self.place(fault.side, marks.first().copied());
        let fix = self.fix(fault.side, &fault.fix);
        let mut finding = Finding::new(fault.rule, fault.message, place);
        finding.severity = fault.severity;
        if let Some(own) = &fault.own {
            finding.severity = own.severity;
        }
        finding.own = fault.own;
        finding.related = fault.related;
        let concept = fault.concept.and_then(|at| glossary.concepts.get(at));
        finding.hint = match concept {
            None => fault.hint,
            Some(concept) => {
                let file = glossary.files[concept.file].path();
                fault.hint.map(|hint| hint.in_glossary(file))
            }
        };
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
        if let Some(trace) = self.trace(side) {
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
        let line = self.place(side, marks.first().copied()).line;
        let (text, marks) = cut(&self.sides[side as usize], marks);
        Excerpt {
            label: lang.to_string(),
            line,
            text,
            marks,
        }
    }

    fn fix(&self, side: Side, fix: &[(Span, String)]) -> Option<Fix> {
        if fix.is_empty() || self.file(side).mark.is_none() {
            return None;
        }
        let trace = self.trace(side)?;
        let edits = fix.iter().map(|(span, text)| {
            let (span, text) = trace.edit(*span, text)?;
            Some(Edit { span, text })
        });
        Some(Fix {
            edits: edits.collect::<Option<Vec<Edit>>>()?,
        })
    }

    /// Tells whether a line of either text was changed, or anything in a document without lines.
    pub(super) fn is_in(&self, changed: &Changed, scope: &Scope) -> bool {
        [Side::Source, Side::Target].into_iter().any(|side| {
            self.places[side as usize].as_ref().is_some_and(|origin| {
                let File {
                    source,
                    is_paragraphs,
                    ..
                } = self.file(side);
                if *is_paragraphs {
                    return changed.has_file(&scope.path_of(source.path()));
                }
                let place = Place::new(source, trimmed(source, origin));
                changed.has(&scope.path_of(source.path()), &place)
            })
        })
    }
}

/// Cuts a text that is too long to be shown with each fault in it.
fn cut(text: &str, marks: Vec<Span>) -> (String, Vec<Span>) {
    if text.len() <= LONG {
        return (text.to_owned(), marks);
    }
    let first = marks.first().map_or(0, |mark| mark.start);
    let boundary = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at))
    };
    let start = boundary(first.saturating_sub(LONG / 4)).unwrap_or(0);
    let end = boundary(start + LONG).unwrap_or(text.len());
    let inside = marks
        .into_iter()
        .filter(|mark| mark.start >= start && mark.end <= end);
    let moved = inside.map(|mark| Span::new(mark.start - start, mark.end - start));
    (text[start..end].to_owned(), moved.collect())
}

/// Returns where a text stands without the line ends round it, which may be those of other rows.
fn trimmed(source: &SourceText, origin: &Origin) -> Span {
    const ENDS: [char; 2] = ['\r', '\n'];
    let raw = source.slice(origin.range.clone().into());
    let start = origin.range.start + raw.len() - raw.trim_start_matches(ENDS).len();
    let end = origin.range.start + raw.trim_end_matches(ENDS).len();
    Span::new(start, end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_round_the_mark() {
        let text = format!("{}here{}", "\u{1780}".repeat(LONG), "b".repeat(LONG));
        let at = text.find("here").unwrap();
        let far = Span::new(text.len() - 1, text.len());
        let (cut, marks) = super::cut(&text, vec![Span::new(at, at + 4), far]);
        assert!(cut.len() <= LONG);
        assert_eq!(marks.len(), 1);
        assert_eq!(&cut[marks[0].range()], "here");
    }
}
