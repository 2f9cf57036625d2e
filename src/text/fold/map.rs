//! The way back from a key to the text that it was made of.

use std::borrow::Cow;

use crate::text::Span;

/// A key, and where each part of it stands in the text that it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded<'a> {
    /// The key.
    pub key: Cow<'a, str>,
    /// Where key and text differ, ascending; between the edits they are the same byte for byte, or
    /// character for character of the same length.
    edits: Vec<Edit>,
    /// The length of the text in bytes.
    source_len: usize,
}

/// A piece of the text and what stands for it in the key. Either may be empty, not both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) key: Span,
    pub(super) source: Span,
}

impl<'a> Folded<'a> {
    pub(super) fn unchanged(text: &'a str) -> Self {
        Folded::changed(Cow::Borrowed(text), Vec::new(), text.len())
    }

    pub(super) fn changed(key: Cow<'a, str>, edits: Vec<Edit>, source_len: usize) -> Self {
        Folded {
            key,
            edits,
            source_len,
        }
    }

    /// Copies the key, if it is not a copy already.
    pub fn into_owned(self) -> Folded<'static> {
        Folded {
            key: Cow::Owned(self.key.into_owned()),
            edits: self.edits,
            source_len: self.source_len,
        }
    }

    /// Returns the place in the text of a place in the key, both on character boundaries.
    ///
    /// The spans of the key that follow one another have places that follow one another without
    /// gaps, and the whole key is the whole text: what was dropped from the text belongs to what is
    /// before it, and at the start to what is after it. A span that touches a part of a reordered
    /// cluster has the place of the whole cluster. A span that reaches beyond the key is cut off.
    pub fn source(&self, span: Span) -> Span {
        let start = match span.start {
            0 => 0,
            start => self.place(start).start,
        };
        let end = match span.end {
            _ if span.is_empty() => start,
            end if end >= self.key.len() => self.source_len,
            end => self.place(end).end,
        };
        Span::new(start, end)
    }

    /// Returns the same place without what was dropped from the text at its edges: the one to show
    /// to a reader, or to write something else in.
    pub fn source_tight(&self, span: Span) -> Span {
        let start = self.place(span.start).start;
        if span.is_empty() {
            return Span::new(start, start);
        }
        // The last edit that begins before the end of the span: nothing dropped at the end does.
        let edits = self.edits.partition_point(|edit| edit.key.start < span.end);
        let end = self.after_edits(edits, span.end).end;
        Span::new(start, end.max(start))
    }

    /// Returns what a border between two characters of the key lies in: an empty span of the text,
    /// or the whole piece that an edit, of which it is inside, was made of.
    fn place(&self, border: usize) -> Span {
        let edits = self.edits.partition_point(|edit| edit.key.start <= border);
        self.after_edits(edits, border)
    }

    /// The same, of the edits only the first `edits` taken into account.
    fn after_edits(&self, edits: usize, border: usize) -> Span {
        let Some(edit) = edits.checked_sub(1).map(|last| self.edits[last]) else {
            let border = border.min(self.source_len);
            return Span::new(border, border);
        };
        if edit.key.start < border && border < edit.key.end {
            return edit.source;
        }
        let after = match border.checked_sub(edit.key.end) {
            Some(distance) => (edit.source.end + distance).min(self.source_len),
            None => edit.source.start,
        };
        Span::new(after, after)
    }
}
