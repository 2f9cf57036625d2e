//! Words written twice. Many languages double words on purpose, Khmer by a sign of its own (U+17D7);
//! what is told is a word that comes again after a space, in languages that do not.

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::Span;
use crate::text::lang::Habit;
use crate::text::script::clusters;

/// Words that may come twice in a row.
const AGAIN: &[&str] = &[
    "had", "that", "nous", "vous", "very", "ha", "bye", "no", "so",
];

/// Looks for words that come twice.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if !rules.has(Rule::DoubledWord) || pair.target.lang.has(Habit::Doubles) {
        return;
    }
    let doubled = find(pair.target.text, false);
    // What the source doubles too is a name, or meant.
    if doubled.is_empty() || !find(pair.source.text, true).is_empty() {
        return;
    }
    let written = &pair.target.text[doubled[0].range()];
    let message = format!("\"{written}\" twice in a row");
    let mut fault = Fault::new(Rule::DoubledWord, Side::Target, message);
    fault.target = doubled;
    faults.push(fault);
}

/// Returns the second of two equal words with nothing but spaces between them; names only if
/// they are asked for.
fn find(text: &str, names: bool) -> Vec<Span> {
    let mut found = Vec::new();
    let mut before = "";
    for word in text.split_ascii_whitespace() {
        if word == before && (names || !is_name(word)) && is_word(word) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            found.push(Span::new(start, start + word.len()));
        }
        before = word;
    }
    found
}

/// Tells whether a word begins with a capital, as names do.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Tells whether a word is one that nobody writes twice.
fn is_word(word: &str) -> bool {
    let letters = word
        .chars()
        .all(|c| c.is_alphabetic() || !c.is_ascii() && !c.is_numeric());
    letters
        && clusters(word).nth(1).is_some()
        && !AGAIN.contains(&word)
        && !word.ends_with('\u{17D7}')
}
