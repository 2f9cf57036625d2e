//! How a document is to be read, below the readers that go by it.

/// How a document is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Encoding of text that is neither UTF-8 nor UTF-16 and does not say what it is.
    pub encoding: Option<&'a str>,
    /// Whether every line of plain text is a block of its own.
    pub lines: bool,
    /// Whether to read headers and footers of pages too.
    pub headers: bool,
    /// Whether to read PDF files in scripts that extraction corrupts.
    pub force: bool,
}
