//! Places in a text, in bytes. Line and column are worked out only when somebody has to be told.

use std::ops::Range;

/// A half-open range of bytes, always on character boundaries of the text it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes the span of the bytes from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// Returns the length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Tells whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the span as a range, to index a `str` with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// Something that was found in a text, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Found<T> {
    /// The place, in bytes of the text.
    pub span: Span,
    /// What was found.
    pub value: T,
}
