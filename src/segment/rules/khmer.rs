//! Khmer. The khan and its relatives end sentences, but the khan also stands in `etc.` and in
//! abbreviations, and Khmer has no capitals to tell a quoted exclamation from the end. A space is a
//! pause, never an end; an ASCII full stop belongs to abbreviations and numbers.

use std::ops::Range;

use crate::segment::place::{Marks, Place, Rules, Verdict};

pub(super) struct Khmer;

/// U+17D4 khan.
const KHAN: char = '\u{17D4}';
/// The signs that close a text, each a sentence end: bariyoosan and koomuut.
const CLOSING_SIGNS: &[char] = &[KHAN, '\u{17D5}', '\u{17DA}'];
/// The letters that stand between two khans for "and so on": LO and BA.
const BEYYAL: &[char] = &['\u{179B}', '\u{1794}'];
/// Words that a khan shortens: U ("for example").
const ABBREVIATIONS: &[&str] = &["\u{17A7}"];

static MARKS: Marks = Marks::new(&["\u{17D4}", "\u{17D5}", "\u{17DA}", ".", "!", "?", ";", "…"]);

impl Rules for Khmer {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        MARKS.find(text, from)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict<'_> {
        if place.after().starts_with(CLOSING_SIGNS) {
            return (false, "km-mark-follows");
        }
        if !place.marks().contains(CLOSING_SIGNS) {
            return judge_borrowed(place);
        }
        if is_beyyal(place) {
            return (false, "km-beyyal");
        }
        if is_abbreviation(place.before()) {
            return (false, "km-abbreviation");
        }
        if place.mark_char() == KHAN {
            (true, "km-khan")
        } else {
            (true, "km-closing-sign")
        }
    }

    fn names(&self) -> Vec<&str> {
        vec![
            "km-mark-follows",
            "km-beyyal",
            "km-abbreviation",
            "km-khan",
            "km-closing-sign",
            "km-quoted-question",
            "km-question",
            "km-ellipsis",
            "km-full-stop",
        ]
    }
}

/// Decides about the marks that Khmer has taken from Latin writing.
fn judge_borrowed(place: &Place<'_>) -> Verdict<'static> {
    let marks = place.marks();
    if marks.contains(['!', '?']) {
        if !place.closers().is_empty() {
            return (false, "km-quoted-question");
        }
        let in_token = !place.is_spaced() && place.after().starts_with(|c: char| c.is_ascii());
        return (!in_token, "km-question");
    }
    if marks.len() > 1 {
        return (false, "km-ellipsis");
    }
    (false, "km-full-stop")
}

/// Tells whether the khan is one of the two round the letter of "and so on", with or without
/// spaces between them.
fn is_beyyal(place: &Place<'_>) -> bool {
    let opens = place
        .after()
        .strip_prefix(BEYYAL)
        .is_some_and(|rest| rest.trim_start_matches(' ').starts_with(KHAN));
    let closes = place
        .before()
        .trim_end_matches(' ')
        .strip_suffix(BEYYAL)
        .is_some_and(|rest| rest.trim_end_matches(' ').ends_with(KHAN));
    opens || closes
}

fn is_abbreviation(before: &str) -> bool {
    ABBREVIATIONS.iter().any(|word| {
        before
            .strip_suffix(word)
            .is_some_and(|rest| !rest.ends_with(|c: char| ('\u{1780}'..='\u{17D3}').contains(&c)))
    })
}
