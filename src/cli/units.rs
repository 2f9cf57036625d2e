//! Beads made into translation units: texts joined as the language joins them, with where they come
//! from and how sure the alignment is.

use super::beads::Aligned;
use crate::align::Bead;
use crate::model::{Lines, Property, TranslationUnit};
use crate::segment::Segment;
use crate::text::Lang;

/// Makes the unit of a bead with both sides.
pub(super) fn unit(aligned: &Aligned, bead: &Bead, date: &str, context: bool) -> TranslationUnit {
    let (source, target) = (&aligned.source, &aligned.target);
    let mut unit = TranslationUnit::pair(
        (
            &source.lang,
            joined(&source.segments[bead.source.clone()], &source.lang),
        ),
        (
            &target.lang,
            joined(&target.segments[bead.target.clone()], &target.lang),
        ),
    );
    unit.history.creation_date = Some(date.to_owned());
    unit.properties = vec![
        Property::new("x-document", &source.file_name()),
        Property::new("x-confidence", &format!("{:.2}", floor(bead.confidence))),
        Property::new(
            "x-bead",
            &format!("{}-{}", bead.source.len(), bead.target.len()),
        ),
    ];
    let sides = [
        ("x-place", &source.segments[bead.source.clone()]),
        ("x-target-place", &target.segments[bead.target.clone()]),
    ];
    for (kind, segments) in sides {
        unit.properties
            .extend(place(segments).map(|place| Property::new(kind, &place)));
    }
    unit.properties.extend(
        aligned
            .caution()
            .map(|caution| Property::new("x-caution", caution)),
    );
    if context && let Some(variant) = unit.variants.first_mut() {
        let before = bead.source.start.checked_sub(1);
        let before = before.and_then(|place| source.segments.get(place));
        let after = source.segments.get(bead.source.end);
        for (kind, segment) in [("x-context-pre", before), ("x-context-post", after)] {
            variant
                .properties
                .extend(segment.map(|segment| context_of(kind, segment)));
        }
    }
    unit
}

/// Names the place of neighbouring segments, from the first to the last; of text that has nothing but
/// lines, none.
pub(super) fn place(segments: &[Segment]) -> Option<String> {
    let (first, last) = (segments.first()?, segments.last()?);
    if first.place.is_plain() {
        return None;
    }
    let lines = Lines {
        first: first.lines.first,
        last: last.lines.last,
    };
    Some(first.place.of(lines))
}

/// Makes the property by which memoQ and XTM know the segment beside another: its text as markup.
fn context_of(kind: &str, segment: &Segment) -> Property {
    let text = segment
        .text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    Property::new(kind, &format!("<seg>{text}</seg>"))
}

/// Rounds down to two decimals: nothing uncertain is shown as 1.00.
pub(super) fn floor(confidence: f64) -> f64 {
    (confidence * 100.0 + 1e-6).floor() / 100.0
}

/// Joins the texts of neighbouring segments as the language joins sentences.
pub(super) fn joined(segments: &[Segment], lang: &Lang) -> String {
    let texts: Vec<&str> = segments
        .iter()
        .map(|segment| segment.text.as_str())
        .collect();
    texts.join(lang.joiner())
}
