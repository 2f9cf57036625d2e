//! Languages without rules of their own: the sentence borders of UAX #29, less those behind
//! initials and dotted abbreviations.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::segment::place::{Place, Rules, Verdict};

use super::latin;

pub(super) struct Unicode;

impl Rules for Unicode {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let (border, _) = text[from..].split_sentence_bound_indices().nth(1)?;
        let end = from + text[from..from + border].trim_end().len();
        let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
        Some(end - last..end)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict<'_> {
        if place.marks() == "." && latin::is_short(latin::last_word(place.before())) {
            return (false, "uax29-abbreviation");
        }
        (true, "uax29")
    }

    fn names(&self) -> Vec<&str> {
        vec!["uax29-abbreviation", "uax29"]
    }
}
