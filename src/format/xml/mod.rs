//! What all readers and writers of XML share: faults in words for people who write no parsers, the
//! lines they stand in, the entities that XML has of itself, and the characters that it cannot hold.

pub(super) mod escape;

use quick_xml::Error;
use quick_xml::errors::IllFormedError;

/// Says what is wrong with markup.
pub(super) fn say(error: &Error) -> String {
    match error {
        Error::IllFormed(IllFormedError::UnclosedReference) => {
            "\"&\" stands alone where \"&amp;\" belongs".to_owned()
        }
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("</{expected:.40}> is missing before </{found:.40}>")
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => {
            format!("</{name:.40}> ends nothing that was begun")
        }
        Error::IllFormed(error) => error.to_string(),
        Error::Syntax(error) => error.to_string(),
        Error::Encoding(_) => "bytes that are not text in the encoding of the file".to_owned(),
        other => other.to_string(),
    }
}

/// Returns the line, from 1, of a place that a parser gives.
pub(super) fn line_at(text: &str, place: u64) -> usize {
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    let before = &text.as_bytes()[..place.min(text.len())];
    1 + memchr::memchr_iter(b'\n', before).count()
}

/// Tells the white space of XML. No-break and zero-width spaces are not: they belong to the text.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Tells whether XML 1.0 has no place for the character.
pub(super) fn is_illegal(c: char) -> bool {
    (c < ' ' && !is_space(c)) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Tells whether a code has the form of `xs:language`.
pub(super) fn is_language(code: &str) -> bool {
    code.split('-').enumerate().all(|(index, subtag)| {
        (1..=8).contains(&subtag.len())
            && (subtag.bytes())
                .all(|byte| byte.is_ascii_alphabetic() || (index > 0 && byte.is_ascii_digit()))
    })
}

/// Returns the character that a reference stands for.
pub(super) fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => None,
        };
    };
    code_point(number).and_then(char::from_u32)
}

/// Returns the number that stands in a reference behind its `#`; half of a surrogate pair is one too.
pub(super) fn code_point(number: &str) -> Option<u32> {
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, radix).ok()?;
    (plain && number > 0).then_some(number)
}
