//! Rules for languages in Latin letters. A full stop may close a sentence, an abbreviation, an
//! initial or a number; the word before it and the letter behind it tell which. The words of each
//! language are data: [`english`](super::english) for English, [`tables`] for the others.

mod tables;

use std::ops::Range;

use crate::segment::sentence::{Marks, Place, Rules, Verdict};

pub(in crate::segment) use self::tables::{NAMES, named};

/// What the rules know about a language. All lists are sorted, without the final full stop.
pub(in crate::segment) struct Latin {
    pub(in crate::segment) names: Names,
    /// Abbreviations that something always follows, in small letters: `mr`, `e.g`.
    pub(in crate::segment) bound: &'static [&'static str],
    /// Abbreviations that a number follows; without one they are words: `no`, `art`.
    pub(in crate::segment) numbered: &'static [&'static str],
    /// Abbreviations that a sentence may well end with: `etc`, `p.m`.
    pub(in crate::segment) closing: &'static [&'static str],
    /// Abbreviations that are part of a name: `inc`, `jr`.
    pub(in crate::segment) names_end: &'static [&'static str],
    /// Words that open a sentence and seldom stand second in a name, with their capital: `The`.
    pub(in crate::segment) openers: &'static [&'static str],
    /// Words that go on after a closing abbreviation in spite of their capital: `Monday`.
    pub(in crate::segment) goes_on: &'static [&'static str],
    /// Whether a number with a full stop is an ordinal: `am 5. Mai`.
    pub(in crate::segment) ordinals: bool,
}

/// The names of the rules in one language.
pub(in crate::segment) struct Names {
    pub(in crate::segment) inside: &'static str,
    pub(in crate::segment) small_letter: &'static str,
    pub(in crate::segment) goes_on: &'static str,
    pub(in crate::segment) question: &'static str,
    pub(in crate::segment) name_mark: &'static str,
    pub(in crate::segment) ellipsis: &'static str,
    pub(in crate::segment) abbreviation: &'static str,
    pub(in crate::segment) number_abbreviation: &'static str,
    pub(in crate::segment) closing_abbreviation: &'static str,
    pub(in crate::segment) acronym: &'static str,
    pub(in crate::segment) initial: &'static str,
    pub(in crate::segment) ordinal: &'static str,
    pub(in crate::segment) full_stop: &'static str,
}

/// Names the rules of a language by its code.
macro_rules! names {
    ($code:literal) => {
        $crate::segment::rules::latin::Names {
            inside: concat!($code, "-inside-token"),
            small_letter: concat!($code, "-small-letter"),
            goes_on: concat!($code, "-goes-on"),
            question: concat!($code, "-question"),
            name_mark: concat!($code, "-name-mark"),
            ellipsis: concat!($code, "-ellipsis"),
            abbreviation: concat!($code, "-abbreviation"),
            number_abbreviation: concat!($code, "-number-abbreviation"),
            closing_abbreviation: concat!($code, "-closing-abbreviation"),
            acronym: concat!($code, "-acronym"),
            initial: concat!($code, "-initial"),
            ordinal: concat!($code, "-ordinal"),
            full_stop: concat!($code, "-full-stop"),
        }
    };
}
pub(super) use names;

/// Longest word, in characters, that is looked up.
const MAX_WORD: usize = 24;

pub(super) static MARKS: Marks = Marks::new(&[".", "!", "?", ";", "…", "‽", "。", "！", "？"]);

impl Rules for Latin {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        MARKS.find(text, from)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict {
        let names = &self.names;
        if !place.is_spaced() {
            return (false, names.inside);
        }
        let opened = place.opened();
        match opened.chars().next() {
            Some(c) if c.is_lowercase() => return (false, names.small_letter),
            Some(',' | ';' | ':' | '.' | '?' | '!' | ')') => return (false, names.goes_on),
            _ => {}
        }
        let next = first_word(opened);
        let marks = place.marks();
        if marks.contains(['!', '?', '。', '！', '？']) {
            // `Yahoo! Inc.`
            let in_name = place.closers().is_empty()
                && opened[next.len()..].starts_with('.')
                && holds(self.names_end, next);
            return if in_name {
                (false, names.name_mark)
            } else {
                (true, names.question)
            };
        }
        if marks.len() > 1 {
            return (true, names.ellipsis);
        }
        self.judge_full_stop(last_word(place.before()), next, opened)
    }

    fn names(&self) -> Vec<&'static str> {
        let names = &self.names;
        vec![
            names.inside,
            names.small_letter,
            names.goes_on,
            names.name_mark,
            names.question,
            names.ellipsis,
            names.ordinal,
            names.abbreviation,
            names.number_abbreviation,
            names.closing_abbreviation,
            names.acronym,
            names.initial,
            names.full_stop,
        ]
    }
}

impl Latin {
    /// Decides about a single full stop behind `word`, with a space and no small letter behind it.
    fn judge_full_stop(&self, word: &str, next: &str, opened: &str) -> Verdict {
        let names = &self.names;
        let opens = self.openers.binary_search(&next).is_ok();
        if word.is_empty() {
            return (true, names.full_stop);
        }
        if word.ends_with(char::is_numeric) {
            let ordinal =
                self.ordinals && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
            let rule = if ordinal {
                names.ordinal
            } else {
                names.full_stop
            };
            return (!ordinal || opens, rule);
        }
        if holds(self.bound, word) {
            return (false, names.abbreviation);
        }
        if holds(self.numbered, word) && takes_number(opened, next) {
            return (false, names.number_abbreviation);
        }
        if holds(self.closing, word) {
            let goes_on = self.goes_on.binary_search(&next).is_ok();
            return (!goes_on, names.closing_abbreviation);
        }
        if holds(self.names_end, word) {
            return (opens, names.closing_abbreviation);
        }
        if is_acronym(word) {
            return (opens, names.acronym);
        }
        if is_initial(word) {
            return (opens, names.initial);
        }
        (true, names.full_stop)
    }
}

/// Looks a word up in a sorted list in small letters.
fn holds(list: &[&str], word: &str) -> bool {
    if word.len() > MAX_WORD {
        return false;
    }
    let small = word.to_lowercase();
    list.binary_search(&small.as_str()).is_ok()
}

/// Returns the word before the mark, with the full stops inside it: `H.E`, `www.example.org`.
pub(super) fn last_word(text: &str) -> &str {
    let len: usize = text
        .chars()
        .rev()
        .take(MAX_WORD + 1)
        .take_while(|&c| c.is_alphanumeric() || is_joined(c) || matches!(c, '.' | '&'))
        .map(char::len_utf8)
        .sum();
    text[text.len() - len..].trim_start_matches('.')
}

/// Signs that belong to the letter before them but are none: accents, the tones of Lao and Thai.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{0E01}'..='\u{0EFF}')
}

/// Returns the word at the head of a text; nothing for a compound such as `All-Star`.
pub(super) fn first_word(text: &str) -> &str {
    let len: usize = text
        .chars()
        .take(MAX_WORD)
        .take_while(|&c| c.is_alphanumeric() || is_joined(c))
        .map(char::len_utf8)
        .sum();
    let is_compound = text[len..].starts_with('-');
    if is_compound { "" } else { &text[..len] }
}

/// Tells whether what follows is a number in figures, Roman numerals or a letter, or a code.
fn takes_number(opened: &str, next: &str) -> bool {
    let is_roman = !next.is_empty()
        && next
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    let is_code =
        next.chars().take(2).all(char::is_uppercase) && opened[next.len()..].starts_with('/');
    opened.starts_with(|c: char| c.is_numeric() || matches!(c, '#' | '+'))
        || is_roman
        || is_code
        || (next.chars().count() == 1 && next != "A" && next != "I")
}

/// Tells whether a word is letters with full stops between them: `U.S`, `Ph.D`.
fn is_acronym(word: &str) -> bool {
    let mut parts = 0;
    for part in word.split('.') {
        parts += 1;
        if part.chars().count() > 2 || !part.starts_with(char::is_alphabetic) {
            return false;
        }
    }
    parts > 1
}

/// Tells whether a word is a single capital letter; Italy is one with a mark in Vietnamese.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_uppercase() && c != 'Ý')
        && chars.all(|c| matches!(c, '\u{300}'..='\u{36F}'))
}

/// Tells whether a word is an initial or a dotted abbreviation, in any language.
pub(super) fn is_short(word: &str) -> bool {
    is_initial(word) || is_acronym(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::rules::english::ENGLISH;

    #[test]
    fn lists_are_sorted() {
        let others = NAMES.map(|name| named(name).unwrap());
        for rules in others.into_iter().chain([&ENGLISH]) {
            for list in [
                rules.bound,
                rules.numbered,
                rules.closing,
                rules.names_end,
                rules.openers,
                rules.goes_on,
            ] {
                assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
            }
        }
    }
}
