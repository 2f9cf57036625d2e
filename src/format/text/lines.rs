//! A text cut into lines, whatever ends them. Editors count `\n`, `\r\n` and `\r` as line ends, so
//! these alone advance the number; the separators of Unicode and the form feed cut without counting.

use unicode_width::UnicodeWidthStr;

use crate::model::Gap;

/// A line that holds something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its text without white space at either end.
    pub(super) text: &'a str,
    /// Its number in the file, from 1.
    pub(super) number: usize,
    /// What stands between it and the line before; nothing for the first.
    pub(super) gap: Gap,
    /// Display columns of the white space before it.
    pub(super) indent: usize,
    /// Display columns, the indent included.
    pub(super) width: usize,
    /// Whether white space stood at its end.
    pub(super) space_after: bool,
}

/// Cuts a text into the lines that hold something.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    Lines {
        rest: text.strip_prefix('\u{FEFF}').unwrap_or(text),
        number: 1,
        gap: Gap::Line,
        is_first: true,
    }
}

struct Lines<'a> {
    rest: &'a str,
    number: usize,
    gap: Gap,
    is_first: bool,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        while !self.rest.is_empty() {
            let number = self.number;
            let gap = self.gap;
            let raw = self.cut();
            let text = raw.trim();
            if text.chars().all(is_invisible) {
                self.gap = Gap::Blank;
                continue;
            }
            let gap = if self.is_first { Gap::None } else { gap };
            self.is_first = false;
            let head = raw.len() - raw.trim_start().len();
            let indent = columns(&raw[..head]);
            return Some(Line {
                text,
                number,
                gap,
                indent,
                width: indent + text.width(),
                space_after: head + text.len() < raw.len(),
            });
        }
        None
    }
}

impl<'a> Lines<'a> {
    /// Takes the next line off the text and notes what ended it.
    fn cut(&mut self) -> &'a str {
        let end = self.rest.find(is_line_end).unwrap_or(self.rest.len());
        let line = &self.rest[..end];
        let mut rest = self.rest[end..].chars();
        self.gap = Gap::Line;
        match rest.next() {
            Some('\r') => {
                if rest.as_str().starts_with('\n') {
                    rest.next();
                }
                self.number += 1;
            }
            Some('\n') => self.number += 1,
            Some('\u{0C}' | '\u{2029}') => self.gap = Gap::Blank,
            _ => {}
        }
        self.rest = rest.as_str();
        line
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that leave a line empty to the eye.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}'
    )
}

/// Measures white space, with a tab stop every eight columns.
fn columns(space: &str) -> usize {
    space.chars().fold(0, |column, c| match c {
        '\t' => (column / 8 + 1) * 8,
        _ => column + 1,
    })
}
