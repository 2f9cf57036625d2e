//! Faults of XML in words for people who write no parsers.

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
