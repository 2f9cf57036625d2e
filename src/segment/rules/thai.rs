//! Thai. A space closes a phrase, a clause or a sentence, and nothing else marks the end of a
//! sentence. Without a model of the language the rules cut where a long enough clause is followed
//! by a word that sentences start with; they find less than half of the sentences, and an aligner
//! must be ready to join and to split. Every space is a decision, so that a caller can see them all.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::latin;
use crate::segment::place::{Place, Rules, Verdict};

pub(super) struct Thai;

/// Words that tell whether a space ends a sentence; the file says what each list is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    open: Vec<String>,
    may_open: Vec<String>,
    go_on: Vec<String>,
    bind: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("thai.toml")).expect("a file of words that was tested")
});

/// Characters that a sentence has at least before a word that mostly opens one.
const AFTER_SHORT: usize = 25;
/// Characters that a sentence has at least before a word that often opens one.
const AFTER_MEDIUM: usize = 45;
/// Characters after which a space before any word that does not go on ends a sentence.
const AFTER_LONG: usize = 100;
/// How far back an opening bracket is looked for.
const MAX_BRACKET: usize = 80;

impl Rules for Thai {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let at = from + text[from..].find(|c: char| c == ';' || c.is_whitespace())?;
        let end = if text[at..].starts_with(';') {
            at + 1
        } else {
            at
        };
        Some(at..end)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict<'_> {
        let before = place.before();
        let next = place.after();
        if is_in_bracket(before) {
            return (false, "th-bracket");
        }
        if before.ends_with(['?', '!', '"', '”']) && !starts_with_any(next, &WORDS.go_on) {
            return (!before.ends_with(['"', '”']), "th-question");
        }
        if before.ends_with(['.', '\u{0E2F}']) || ends_with_any(before, &WORDS.bind) {
            return (false, "th-bound");
        }
        let length = before.chars().rev().take(AFTER_LONG).count();
        if starts_with_any(next, &WORDS.open) {
            return (length >= AFTER_SHORT, "th-opener");
        }
        if starts_with_any(next, &WORDS.may_open) {
            return (length >= AFTER_MEDIUM, "th-likely-opener");
        }
        if starts_with_any(next, &WORDS.go_on) || !next.starts_with(is_thai_letter) {
            return (false, "th-goes-on");
        }
        // A number is counted or named by what follows.
        let counts = before.ends_with(char::is_numeric);
        (length >= AFTER_LONG && !counts, "th-long-clause")
    }

    fn names(&self) -> Vec<&str> {
        vec![
            "th-bracket",
            "th-question",
            "th-bound",
            "th-opener",
            "th-likely-opener",
            "th-goes-on",
            "th-long-clause",
        ]
    }

    fn word_lists(&self) -> Vec<(&'static str, Vec<&str>)> {
        let lists = [
            ("open", &WORDS.open),
            ("may-open", &WORDS.may_open),
            ("go-on", &WORDS.go_on),
            ("bind", &WORDS.bind),
        ];
        lists.map(latin::named_list).into()
    }
}

fn is_thai_letter(c: char) -> bool {
    matches!(c, '\u{0E01}'..='\u{0E2E}' | '\u{0E40}'..='\u{0E44}')
}

/// Tells whether the last bracket before the place opens.
fn is_in_bracket(before: &str) -> bool {
    let last = before
        .chars()
        .rev()
        .take(MAX_BRACKET)
        .find(|c| matches!(c, '(' | ')'));
    last == Some('(')
}

fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}
