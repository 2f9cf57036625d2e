//! What stands for the reader of PDF files in a build without the feature `pdf`: it refuses them.

use super::document::error::Error;
use super::document::options::Options;
use crate::model::Document;

/// Name of the thread that would read PDF files.
pub(in crate::format) const THREAD: &str = "pdf";

/// Refuses a document.
pub(super) fn read(_: Vec<u8>, _: &Options<'_>) -> Result<Document, Error> {
    Err(Error::Unread {
        kind: "a PDF file",
        advice: "this build of chancery reads no PDF (feature `pdf`); give the Word file or the text",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_refused() {
        let refused = read(b"%PDF-1.7".to_vec(), &Options::default());
        assert!(matches!(refused, Err(Error::Unread { .. })));
    }
}
