//! Why a document cannot be read, below the readers that find out. Each message is one line that says
//! what the file is and what to do.

use crate::format::hint::Hint;
use crate::text::decode::DecodeError;

/// A file that cannot be read. Each message is one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// Bytes that are no text.
    #[error(transparent)]
    Text(#[from] DecodeError),
    /// A known format that is not read.
    #[error("{kind} is not read here; {advice}")]
    Unread {
        /// The kind with its article.
        kind: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// The contents are encrypted.
    #[error(
        "the file is protected by a password; open it, save it without the password, and try again"
    )]
    Password,
    /// A file that breaks the rules of its format.
    #[error(
        "the file is damaged: {what}; open it in the program it was made with and save it again"
    )]
    Damaged {
        /// What is broken, and where.
        what: String,
    },
    /// More than is read.
    #[error(
        "the file unpacks to more than is read (512 MiB in one part, 1 GiB in all); is it a document?"
    )]
    TooLarge,
    /// An archive that is no document.
    #[error("it has no {part}: not {kind}, or a damaged one")]
    NoDocument {
        /// The part that is missing.
        part: &'static str,
        /// What the file seems to be, with its article.
        kind: &'static str,
    },
    /// Pages without text.
    #[error(
        "no text: scanned? A PDF of images has to go through character recognition (OCR) first"
    )]
    NoText,
    /// A script that PDF extraction corrupts.
    #[error(
        "{script} text comes out of PDF files corrupted (letters are lost and change places); give the Word file or the text"
    )]
    CorruptScript {
        /// Name of the script.
        script: String,
    },
}

impl Error {
    /// Returns what would help.
    pub fn hint(&self) -> Option<Hint> {
        match self {
            Error::CorruptScript { .. } => Some(Hint::Force),
            Error::Text(DecodeError::Malformed { .. }) => Some(Hint::Encoding),
            _ => None,
        }
    }
}
