//! Faults of XML in words for people who write no parsers, and the entities that XML has of itself.

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
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, radix).ok().filter(|_| plain)?;
    char::from_u32(number).filter(|&c| c != '\0')
}
