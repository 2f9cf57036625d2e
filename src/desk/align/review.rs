//! Alignments on the way to the review page and back.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::aligned::{Aligned, floor};
use crate::align::{Alignment, Bead};
use crate::check::{self, Checker, Located, Settings, Unit};
use crate::desk::{At, Desk, Result, SegmentedDocument, read_text};
use crate::format::review::{self, Mark, Remark, Review, Side, State};
use crate::model::Seg;
use crate::report::Severity;
use crate::segment::Segment;
use crate::text::{Lang, Span};

/// From this confidence on a bead is taken for right until somebody says otherwise.
const SURE: f64 = 0.9;

impl Desk<'_> {
    /// Makes the review page of an alignment, with what the rules find in its beads. From the confidence
    /// `sure` on a bead needs no look.
    ///
    /// # Errors
    ///
    /// When the glossary cannot be read.
    pub fn review(
        &self,
        one: &Aligned,
        glossary: Option<&Path>,
        sure: Option<f64>,
    ) -> Result<Review> {
        let mut remarks = self.check_beads(one, glossary)?;
        let beads = (one.alignment.beads.iter().enumerate()).map(|(number, bead)| review::Bead {
            source: [bead.source.start, bead.source.end],
            target: [bead.target.start, bead.target.end],
            confidence: floor(bead.confidence),
            state: None,
            remarks: remarks.remove(&number).unwrap_or_default(),
        });
        let (source, target) = (text(&one.source), text(&one.target));
        let mut review = Review::new(source, target, beads.collect(), sure.unwrap_or(SURE));
        review.unrelated = one.alignment.unrelated;
        Ok(review)
    }

    /// Checks the beads; returns what was found by the number of the bead.
    fn check_beads(
        &self,
        one: &Aligned,
        glossary: Option<&Path>,
    ) -> Result<BTreeMap<usize, Vec<Remark>>> {
        let glossary = self.glossary(glossary)?;
        let langs = (&one.source.lang, &one.target.lang);
        let checker = Checker::new(&glossary, langs.0, langs.1, Settings::default())?;
        let beads: Vec<(usize, &Bead)> = (one.alignment.beads.iter().enumerate())
            .filter(|(_, bead)| bead.is_aligned())
            .collect();
        let units = beads.iter().map(|(_, bead)| {
            let [source, target] = one.texts(bead).map(Seg::Plain);
            Unit::new(source, target)
        });
        let document = check::Document {
            units: units.collect(),
            ..check::Document::default()
        };
        let mut remarks = BTreeMap::<usize, Vec<Remark>>::new();
        for Located { unit, fault, .. } in checker.check(&[document]) {
            if fault.rule.severity() == Severity::Info {
                continue;
            }
            let (number, bead) = beads[unit];
            let marks = [
                (Side::Source, &one.source, &bead.source, &fault.source),
                (Side::Target, &one.target, &bead.target, &fault.target),
            ];
            remarks.entry(number).or_default().push(Remark {
                code: fault.rule.code().to_owned(),
                message: fault.message,
                marks: (marks.into_iter())
                    .flat_map(|(side, input, segments, spans)| marked(side, input, segments, spans))
                    .collect(),
            });
        }
        Ok(remarks)
    }
}

/// Finds the pieces of segments that spans of their joined text are about.
fn marked(
    side: Side,
    input: &SegmentedDocument,
    segments: &Range<usize>,
    spans: &[Span],
) -> Vec<Mark> {
    let between = input.lang.joiner().len();
    let mut marks = Vec::new();
    let mut from = 0;
    for segment in segments.clone() {
        let text = &input.segments[segment].text;
        for span in spans {
            let start = span.start.max(from) - from;
            let end = span.end.min(from + text.len()).saturating_sub(from);
            if let Some(piece) = text.get(start..end).filter(|piece| !piece.is_empty()) {
                let units = |text: &str| text.encode_utf16().count();
                let start = units(&text[..start]);
                marks.push(Mark {
                    side,
                    segment,
                    start,
                    end: start + units(piece),
                });
            }
        }
        from += text.len() + between;
    }
    marks
}

fn text(input: &SegmentedDocument) -> review::Text {
    let segments = input.segments.iter().map(|segment| review::Segment {
        text: segment.text.clone(),
        whereabouts: segment.place.of(segment.lines),
        lines: segment.lines,
        place: segment.place,
        gap: segment.gap,
    });
    review::Text {
        lang: input.lang.to_string(),
        document: input.path.to_string_lossy().into_owned(),
        unspaced: input.lang.joiner().is_empty(),
        caution: input.caution.as_deref().map(str::to_owned),
        segments: segments.collect(),
    }
}

/// Reads a review that was saved, as the alignment that a person has made of it. A bead that was
/// found wrong comes apart: neither of its texts has a counterpart then.
///
/// # Errors
///
/// When the file cannot be read, or is no review.
pub fn read_review(path: &Path) -> Result<Aligned> {
    let review = Review::read(&read_text(path, None)?).at(path)?;
    let mut alignment = Alignment::default();
    for bead in &review.beads {
        let [source, target] = [bead.source, bead.target].map(|[start, end]| start..end);
        let mut add = |source: Range<usize>, target: Range<usize>| {
            if !source.is_empty() || !target.is_empty() {
                alignment.beads.push(Bead {
                    source,
                    target,
                    confidence: bead.confidence,
                });
            }
        };
        if bead.state == Some(State::Wrong) {
            add(source.clone(), target.start..target.start);
            add(source.end..source.end, target);
        } else {
            add(source, target);
        }
    }
    alignment.unrelated = review.unrelated;
    Ok(Aligned {
        name: None,
        source: input(review.source).at(path)?,
        target: input(review.target).at(path)?,
        alignment,
    })
}

fn input(text: review::Text) -> Result<SegmentedDocument> {
    let segments = text.segments.into_iter().map(|segment| Segment {
        text: segment.text,
        lines: segment.lines,
        place: segment.place,
        gap: segment.gap,
    });
    Ok(SegmentedDocument {
        path: PathBuf::from(text.document),
        lang: Lang::parse(&text.lang)?,
        segments: segments.collect(),
        caution: text.caution.map(Cow::Owned),
    })
}
