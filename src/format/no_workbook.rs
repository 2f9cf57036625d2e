//! What stands for the reader of workbooks in a build without the feature `xlsx`: it refuses them.

use super::document::error::Error;
use crate::model::Document;

/// Refuses a workbook.
pub(super) fn read_workbook(_: &[u8]) -> Result<Document, Error> {
    Err(Error::Unread {
        kind: "an Excel workbook",
        advice: "this build of chancery reads none (feature `xlsx`); save it as CSV",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_is_refused() {
        assert!(matches!(read_workbook(b"PK"), Err(Error::Unread { .. })));
    }
}
