//! Lao. Modern Lao ends sentences with a full stop, which abbreviations and numbers share; there
//! are no capitals to help. Older texts end sentences with a space alone, which is left uncut.

use std::ops::Range;

use crate::segment::place::{Marks, Place, Rules, Verdict};

use super::latin::{self, ENGLISH};

pub(super) struct Lao;

static MARKS: Marks = Marks::new(&[".", "!", "?", ";", "…"]);

impl Rules for Lao {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        MARKS.find(text, from)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict<'_> {
        let marks = place.marks();
        if !place.is_spaced() {
            return (false, "lo-inside-token");
        }
        if place.opened().starts_with(char::is_lowercase) {
            return (false, "lo-small-letter");
        }
        if marks.contains(['!', '?']) {
            return (true, "lo-question");
        }
        // Without capitals nothing tells whether the sentence goes on; mostly it does.
        if marks.len() > 1 {
            return (false, "lo-ellipsis");
        }
        let word = latin::last_word(place.before());
        if word.is_ascii()
            && place
                .opened()
                .starts_with(|c: char| c.is_ascii_alphabetic())
        {
            return ENGLISH.judge(place);
        }
        if is_abbreviation(word) {
            return (false, "lo-abbreviation");
        }
        (true, "lo-full-stop")
    }

    fn names(&self) -> Vec<&str> {
        let mut names = ENGLISH.names();
        names.extend([
            "lo-inside-token",
            "lo-small-letter",
            "lo-question",
            "lo-ellipsis",
            "lo-abbreviation",
            "lo-full-stop",
        ]);
        names
    }

    fn word_lists(&self) -> Vec<(&'static str, Vec<&str>)> {
        vec![latin::named_list(("english", &ENGLISH.words().bound))]
    }
}

/// Tells whether a word is a letter or letters with full stops between them.
fn is_abbreviation(word: &str) -> bool {
    !word.is_empty()
        && word
            .split('.')
            .all(|part| part.chars().count() <= 2 && part.starts_with(char::is_alphabetic))
        && (word.contains('.') || word.chars().count() == 1)
}
