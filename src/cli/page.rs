//! Alignments on the way to the review page and back.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::beads::Aligned;
use super::input::{self, Input};
use super::units;
use crate::align::{Alignment, Bead};
use crate::format::review::{self, Review, State};
use crate::segment::Segment;
use crate::text::Lang;

/// From this confidence on a bead is taken for right until somebody says otherwise.
const SURE: f64 = 0.9;

/// Makes the review of an alignment; `sure` is the confidence from which on a bead needs no look.
pub(super) fn review(aligned: &[Aligned], sure: Option<f64>) -> anyhow::Result<Review> {
    let [one] = aligned else {
        bail!("a review page is for two documents; name a folder, and each pair gets a page");
    };
    let beads = one.alignment.beads.iter().map(|bead| review::Bead {
        source: [bead.source.start, bead.source.end],
        target: [bead.target.start, bead.target.end],
        confidence: units::floor(bead.confidence),
        state: None,
        remarks: Vec::new(),
    });
    let (source, target) = (text(&one.source), text(&one.target));
    let mut review = Review::new(source, target, beads.collect(), sure.unwrap_or(SURE));
    review.unrelated = one.alignment.unrelated;
    Ok(review)
}

fn text(input: &Input) -> review::Text {
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
        unspaced: units::between(&input.lang).is_empty(),
        caution: input.caution.as_deref().map(str::to_owned),
        segments: segments.collect(),
    }
}

/// Reads a review that was saved, as the alignment that a person has made of it. A bead that was
/// found wrong comes apart: neither of its texts has a counterpart then.
pub(super) fn read(path: &Path) -> anyhow::Result<Aligned> {
    let place = || path.display().to_string();
    let review = Review::read(&input::read_text(path, None)?).with_context(place)?;
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
        source: input(review.source).with_context(place)?,
        target: input(review.target).with_context(place)?,
        alignment,
    })
}

fn input(text: review::Text) -> anyhow::Result<Input> {
    let segments = text.segments.into_iter().map(|segment| Segment {
        text: segment.text,
        lines: segment.lines,
        place: segment.place,
        gap: segment.gap,
    });
    Ok(Input {
        path: PathBuf::from(text.document),
        lang: Lang::parse(&text.lang)?,
        segments: segments.collect(),
        caution: text.caution.map(Cow::Owned),
    })
}
