//! A document as the readers deliver it: blocks of text in reading order, each with its place in the
//! file. Sentences are not cut here (that is the room `segment`), and nothing is thrown away but
//! layout.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::Lang;

/// What separates a block or segment from the text before it. The aligner takes it as evidence: a
/// translator seldom joins sentences across a blank line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gap {
    /// Nothing: the text before is in the same paragraph.
    #[default]
    None,
    /// A line end.
    Line,
    /// At least one blank line, or the border of a paragraph in a format that has paragraphs.
    Blank,
}

/// What a block is in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text, or text whose role is unknown.
    #[default]
    Paragraph,
    /// A title or heading.
    Heading,
    /// An item of a numbered or bulleted list.
    ListItem,
}

/// First and last line of a text in its file, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// First line.
    pub first: usize,
    /// Last line, the same as `first` for text on one line.
    pub last: usize,
}

/// The part of a document that a block stands in. In all but the first, [`Lines`] count paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Text that has lines.
    #[default]
    Line,
    /// The body of a document that has paragraphs.
    Paragraph,
    /// A heading of such a document.
    Heading,
    /// A cell of a table; all counted from 1, tables in the order in which they begin.
    Cell {
        /// The table, or the sheet of a workbook.
        table: u32,
        /// The row.
        row: u32,
        /// The column.
        column: u32,
    },
    /// A footnote with its number, as far as notes are numbered through.
    Footnote(u32),
    /// An endnote with its number.
    Endnote(u32),
    /// A text box.
    TextBox,
    /// What stands at the top of pages.
    Header,
    /// What stands at the bottom of pages.
    Footer,
}

/// Where a block stands in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The page on which it begins, counted from 1, where the file tells.
    pub page: Option<u32>,
    /// The part.
    pub part: Part,
}

impl Place {
    /// Tells whether there is no more to say than the number of a line.
    pub fn is_plain(self) -> bool {
        self == Place::default()
    }

    /// Names the place of `lines` in words, such as `page 2, paragraph 12, footnote 3`.
    pub fn of(self, lines: Lines) -> String {
        let unit = match self.part {
            Part::Line => "line",
            _ => "paragraph",
        };
        let Lines { first, last } = lines;
        let number = if first == last {
            format!("{unit} {first}")
        } else {
            format!("{unit}s {first}-{last}")
        };
        let around = self.to_string();
        match (self.page, around.is_empty()) {
            (_, true) => number,
            (None, false) => format!("{number}, {around}"),
            (Some(page), false) => {
                let part = Place { page: None, ..self }.to_string();
                let part = if part.is_empty() {
                    part
                } else {
                    format!(", {part}")
                };
                format!("page {page}, {number}{part}")
            }
        }
    }
}

impl fmt::Display for Place {
    /// Writes everything but the number of the line or paragraph; nothing for plain places.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(page) = self.page {
            write!(f, "page {page}")?;
            if !matches!(self.part, Part::Line | Part::Paragraph) {
                f.write_str(", ")?;
            }
        }
        match self.part {
            Part::Line | Part::Paragraph => Ok(()),
            Part::Heading => f.write_str("heading"),
            Part::Cell { table, row, column } => {
                write!(f, "table {table}, row {row}, column {column}")
            }
            Part::Footnote(number) => write!(f, "footnote {number}"),
            Part::Endnote(number) => write!(f, "endnote {number}"),
            Part::TextBox => f.write_str("text box"),
            Part::Header => f.write_str("header"),
            Part::Footer => f.write_str("footer"),
        }
    }
}

/// A stretch of text that no segment crosses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Its role.
    pub kind: BlockKind,
    /// What stands between it and the block before.
    pub gap: Gap,
    /// Where it stands, but for the number of its line or paragraph.
    pub place: Place,
    /// The language that the file says it is in, where that is not the one of the document.
    pub lang: Option<Lang>,
    /// The text, wrapped lines joined.
    pub text: String,
    /// For each line of the file that went into `text`, or the one paragraph: the byte offset where
    /// it starts and its number, counted from 1. Ascending, never empty for a block with text, first
    /// offset 0.
    pub starts: Vec<(usize, usize)>,
}

impl Block {
    /// Returns the lines of the file that the bytes `range` of the text came from.
    pub fn lines(&self, range: Range<usize>) -> Lines {
        let line_at = |offset: usize| {
            let index = self.starts.partition_point(|&(start, _)| start <= offset);
            self.starts[index.saturating_sub(1)].1
        };
        let last = range.end.saturating_sub(1).max(range.start);
        Lines {
            first: line_at(range.start),
            last: line_at(last),
        }
    }
}

/// A document: its blocks in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// The language that the file says it is in.
    pub lang: Option<Lang>,
    /// Why the text is not to be trusted, where the reader knows that it may be wrong.
    pub caution: Option<&'static str>,
}

impl Document {
    /// Returns the text of all blocks, one a line.
    pub fn text(&self) -> String {
        let length = self.blocks.iter().map(|block| block.text.len() + 1).sum();
        let mut text = String::with_capacity(length);
        for block in &self.blocks {
            text.push_str(&block.text);
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_in_words() {
        let at = |page, part, first, last| Place { page, part }.of(Lines { first, last });
        assert_eq!(at(None, Part::Line, 3, 3), "line 3");
        assert_eq!(at(Some(2), Part::Line, 3, 5), "page 2, lines 3-5");
        assert_eq!(at(None, Part::Paragraph, 7, 7), "paragraph 7");
        assert_eq!(at(None, Part::Footnote(1), 7, 7), "paragraph 7, footnote 1");
        let cell = Part::Cell {
            table: 1,
            row: 2,
            column: 3,
        };
        assert_eq!(
            at(Some(4), cell, 9, 9),
            "page 4, paragraph 9, table 1, row 2, column 3"
        );
        assert_eq!(Place::default().to_string(), "");
    }
}
