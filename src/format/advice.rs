//! What would help against an error of any of the formats, for callers that hold it as one of many.

use std::error::Error;

use super::bitext::{Cause, OpenError};
use super::document;
use super::hint::Hint;
use super::termbase::table::TableError;
use super::tmx::ProfileError;
use crate::text::decode::DecodeError;

/// Returns what would help against an error, if it is one of this room that says it.
pub fn hint(error: &(dyn Error + 'static)) -> Option<Hint> {
    if let Some(error) = error.downcast_ref::<std::io::Error>() {
        return hint(error.get_ref()?);
    }
    if let Some(DecodeError::Malformed { .. }) = error.downcast_ref() {
        return Some(Hint::Encoding);
    }
    if let Some(Cause::Encoding) = error.downcast_ref() {
        return Some(Hint::Encoding);
    }
    (error.downcast_ref().and_then(OpenError::hint))
        .or_else(|| error.downcast_ref().and_then(document::Error::hint))
        .or_else(|| error.downcast_ref().and_then(ProfileError::hint))
        .or_else(|| error.downcast_ref().and_then(TableError::hint))
}
