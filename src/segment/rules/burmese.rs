//! Burmese, in Unicode and in the older font encodings, and its neighbours in the same script. The
//! section sign ends sentences; the little section sign is a comma, whatever UAX #29 says of it.

use std::ops::Range;

use crate::segment::place::{Marks, Place, Rules, Verdict};

pub(super) struct Burmese;

/// U+104B section sign, the full stop of Burmese.
const SECTION: char = '\u{104B}';

static MARKS: Marks = Marks::new(&["\u{104B}", "!", "?", ";", "…"]);

/// How the particles begin that close what is said: HA + U, HA + UU, LA + I + U.
const QUOTATIVES: &[&str] = &[
    "\u{101F}\u{102F}",
    "\u{101F}\u{1030}",
    "\u{101C}\u{102D}\u{102F}",
];

impl Rules for Burmese {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        MARKS.find(text, from)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict<'_> {
        let marks = place.marks();
        if place.after().starts_with(SECTION) {
            return (false, "my-mark-follows");
        }
        // What is said is tied to the verb of saying by a particle behind the quote.
        if !place.closers().is_empty() && (!place.is_spaced() || is_quotative(place.after())) {
            return (false, "my-quoted");
        }
        if marks.contains(SECTION) {
            return (true, "my-section-sign");
        }
        if marks.contains(['!', '?']) {
            return (place.is_spaced(), "my-question");
        }
        (false, "my-ellipsis")
    }

    fn names(&self) -> Vec<&str> {
        vec![
            "my-mark-follows",
            "my-quoted",
            "my-section-sign",
            "my-question",
            "my-ellipsis",
        ]
    }

    fn word_lists(&self) -> Vec<(&'static str, Vec<&str>)> {
        vec![("quotatives", QUOTATIVES.to_vec())]
    }
}

fn is_quotative(text: &str) -> bool {
    QUOTATIVES.iter().any(|particle| text.starts_with(particle))
}
