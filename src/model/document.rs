//! A document as the readers deliver it: blocks of text in reading order, each with its place in the
//! file. Sentences are not cut here (that is the room `segment`), and nothing is thrown away but
//! layout.

use std::ops::Range;

/// What separates a block or segment from the text before it. The aligner takes it as evidence: a
/// translator seldom joins sentences across a blank line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    /// First line.
    pub first: usize,
    /// Last line, the same as `first` for text on one line.
    pub last: usize,
}

/// A stretch of text that no segment crosses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Its role.
    pub kind: BlockKind,
    /// What stands between it and the block before.
    pub gap: Gap,
    /// The text, wrapped lines joined.
    pub text: String,
    /// For each line of the file that went into `text`: the byte offset where it starts and its
    /// number, counted from 1. Ascending, never empty for a block with text, first offset 0.
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
}
