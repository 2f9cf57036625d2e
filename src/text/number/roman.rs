//! Roman numerals. Many of them are words or initials too, so that a numeral is taken for one only
//! beside a word that announces it, or where nothing else is likely.

use super::words::WORDS;
use crate::text::key::{is_dependent, is_latin, prev_char, skip_space, word_after, word_before};

/// Numerals that are short for something else, or names.
const OTHER_WORDS: &[&str] = &["IV", "VI", "XI", "XV", "XX", "XXX", "VX", "XIX"];

const SIGNS: &[(&str, u32)] = &[
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// The longest Roman numeral, 3888.
const MAX_LEN: usize = 15;

/// Tells whether the byte is a letter of Roman numerals.
pub(super) fn is_sign(byte: u8) -> bool {
    matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M')
}

/// Tells whether a Roman numeral may start a text: few capital letters are followed by no small one.
pub(super) fn may_start(text: &[u8]) -> bool {
    match text {
        [b'I' | b'V' | b'X', b'e', ..] => true,
        [first, next, ..] => is_sign(*first) && !next.is_ascii_lowercase(),
        [last] => is_sign(*last),
        [] => false,
    }
}

/// Writes a number below 4000 in Roman numerals.
pub(crate) fn write(mut value: u32) -> String {
    let mut written = String::new();
    for &(sign, worth) in SIGNS {
        while value >= worth {
            written.push_str(sign);
            value -= worth;
        }
    }
    written
}

/// Reads a Roman numeral in its one regular form.
fn value(numeral: &str) -> Option<u32> {
    if numeral.len() > MAX_LEN {
        return None;
    }
    let mut value = 0;
    let mut rest = numeral;
    for &(sign, worth) in SIGNS {
        while let Some(after) = rest.strip_prefix(sign) {
            value += worth;
            rest = after;
        }
    }
    (rest.is_empty() && write(value) == numeral).then_some(value)
}

/// A Roman numeral in a text.
pub(super) struct Roman {
    /// One past its last byte, with the ending of an ordinal.
    pub(super) end: usize,
    pub(super) value: u32,
    pub(super) ordinal: bool,
}

/// Finds the Roman numeral that starts at byte `at` of the key, a letter of one, after what was
/// found before byte `floor`; or the end of the letters that are none.
pub(super) fn find(key: &str, floor: usize, at: usize) -> Result<Roman, usize> {
    let bytes = key.as_bytes();
    let signs = bytes[at..]
        .iter()
        .take_while(|&&byte| is_sign(byte))
        .count();
    let end = at + signs;
    let other = Err(end);
    let before = prev_char(key, at);
    if before.is_some_and(|c| is_latin(c) || c.is_ascii_digit() || matches!(c, '.' | '\'' | '&')) {
        return other;
    }
    let Some(value) = value(&key[at..end]) else {
        return other;
    };
    let rest = &key[end..];
    let next = rest.chars().next();
    if let Some(ending) = ["ème", "er", "e", "ᵉ"].iter().find(|&&ending| {
        rest.strip_prefix(ending)
            .is_some_and(|after| !after.starts_with(is_latin))
    }) {
        let end = end + ending.len();
        let is_century = word_after(key, skip_space(key, end), &WORDS.centuries).is_some();
        if *ending != "er" && (signs > 1 || is_century) || *ending == "er" && value == 1 {
            return Ok(Roman {
                end,
                value,
                ordinal: true,
            });
        }
        return other;
    }
    let is_possessive = rest.starts_with("'s");
    let is_joined = |c: char| is_latin(c) || c.is_ascii_digit() || c == '\'' || c == '&';
    let goes_on = !is_possessive && next.is_some_and(is_joined)
        || rest.starts_with('.') && rest[1..].starts_with(is_latin)
        || rest.starts_with('-') && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if goes_on || !is_announced(key, floor, at, end) {
        return other;
    }
    Ok(Roman {
        end,
        value,
        ordinal: false,
    })
}

fn is_announced(key: &str, floor: usize, at: usize, end: usize) -> bool {
    let numeral = &key[at..end];
    if word_before(key, floor, at, &WORDS.roman_heads).is_some() {
        return true;
    }
    let before = key[floor..at].trim_end_matches(' ');
    let last = before.chars().next_back();
    let is_small = numeral
        .bytes()
        .all(|sign| matches!(sign, b'I' | b'V' | b'X'));
    if numeral.len() < 2 || !is_small {
        // Between letters of another script, it is not the pronoun.
        return numeral == "I" && last.is_some_and(is_other_letter);
    }
    if !OTHER_WORDS.contains(&numeral) {
        return true;
    }
    // `1514 (XV)`
    if before.ends_with('(') {
        let outside = key[..at - 1].trim_end_matches(' ');
        return key[end..].starts_with(')') && outside.ends_with(char::is_alphanumeric);
    }
    let Some(last) = last else {
        return false;
    };
    if !is_latin(last) {
        return is_other_letter(last);
    }
    // A name: `World Summit II`, `Louis XIV`; not a line in capitals, nor `the IV route`.
    let word = before.rsplit(|c: char| !is_latin(c)).next().unwrap_or("");
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Tells whether the character belongs to a word of another script.
fn is_other_letter(c: char) -> bool {
    !is_latin(c) && (c.is_alphabetic() || is_dependent(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_read_back() {
        for number in 1..4000 {
            assert_eq!(value(&write(number)), Some(number));
        }
        for other in ["IIII", "IC", "VX", "CIVIL", "", "MMMMMMMMMMMMMMMMMM"] {
            assert!(value(other).is_none_or(|value| value == 0), "{other}");
        }
    }
}
