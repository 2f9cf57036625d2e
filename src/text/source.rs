//! A text file in memory with the way from bytes to the lines and columns that an editor shows.
//! Columns are characters, counted from 1, so that a place in a line of Khmer is the same in every
//! editor; a byte order mark is no character.

use super::Span;

/// Bytes between two places whose number of characters is known beforehand.
const STEP: usize = 1024;

/// A text and the path that it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    path: String,
    text: String,
    /// Where each line starts, in bytes.
    lines: Vec<usize>,
    /// The characters before each [`STEP`] bytes, so that a file of one long line costs no more.
    characters: Vec<usize>,
}

/// A line and a column, both counted from 1; columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
}

impl SourceText {
    /// Takes a text and its path. Takes time linear in the length of the text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let newlines = memchr::memchr_iter(b'\n', bytes).map(|at| at + 1);
        let lines = std::iter::once(0).chain(newlines).collect();
        let mut count = 0;
        let mut characters = vec![0];
        for block in bytes.chunks(STEP) {
            count += starts(block);
            characters.push(count);
        }
        SourceText {
            path: path.into(),
            text,
            lines,
            characters,
        }
    }

    /// Returns the path as it was given.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the part of the text in a span, empty if the span is not in the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Returns line and column of a byte; of the end, if the text ends before it.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.lines.partition_point(|&start| start <= byte);
        let start = self.lines[line - 1];
        let mark = line == 1 && byte > 0 && self.text.starts_with('\u{FEFF}');
        let before = self.characters_before(byte) - self.characters_before(start);
        Position {
            line,
            column: before - usize::from(mark) + 1,
        }
    }

    /// Returns the lines from one to another, both counted from 1, with the end of the last; as far as
    /// there are such lines.
    pub fn lines(&self, first: usize, last: usize) -> Span {
        let start = |line: usize| self.lines.get(line).copied().unwrap_or(self.text.len());
        let from = start(first.saturating_sub(1));
        Span::new(from, start(last).max(from))
    }

    fn characters_before(&self, byte: usize) -> usize {
        let step = byte / STEP;
        self.characters[step] + starts(&self.text.as_bytes()[step * STEP..byte])
    }
}

/// Counts the characters that start in a piece of UTF-8.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_spans() {
        let text = SourceText::new("a", "one\ntwo\nthree");
        assert_eq!(text.slice(text.lines(1, 1)), "one\n");
        assert_eq!(text.slice(text.lines(2, 3)), "two\nthree");
        assert_eq!(text.slice(text.lines(4, 9)), "");
        assert_eq!(text.slice(text.lines(0, 0)), "");
    }

    #[test]
    fn columns_are_characters() {
        let text = SourceText::new("a.toml", "\u{FEFF}a\nkm = \"\u{1780}\u{17B6}\" x\n");
        let at = |byte| {
            let position = text.position(byte);
            (position.line, position.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (1, 1));
        assert_eq!(at(4), (1, 2));
        assert_eq!(at(5), (2, 1));
        assert_eq!(at(text.text().find('x').unwrap()), (2, 11));
        assert_eq!(at(9999), (3, 1));
    }

    proptest! {
        #[test]
        fn positions_are_those_of_a_plain_count(text in "([a\u{1780}]{0,900}\n?){0,5}", at in 0..9000_usize) {
            let source = SourceText::new("x", text.clone());
            let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
            let before = &text[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
            prop_assert_eq!(source.position(at), Position { line, column });
        }
    }
}
