//! Paragraphs made into blocks, for formats that have paragraphs. A paragraph with line breaks in it
//! is a small text of its own: an address stays in lines, and what was only wrapped by hand is
//! joined, by the rules of plain text. Paragraphs are counted where they hold something.

use unicode_width::UnicodeWidthStr;

use super::text;
use crate::model::{Block, BlockKind, Document, Gap, Part, Place};
use crate::text::Lang;

/// A paragraph as a format has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) kind: BlockKind,
    pub(super) place: Place,
    pub(super) lang: Option<Lang>,
    /// Its text, its number in front, with `\n` for line breaks.
    pub(super) text: String,
    /// Its line in the file, where that is its place.
    pub(super) line: Option<usize>,
}

/// Takes the pages from paragraphs that are on no page, or on one that nobody counted.
pub(super) fn forget_pages(paragraphs: &mut [Paragraph]) {
    for paragraph in paragraphs {
        paragraph.place.page = None;
    }
}

/// The document that is built from paragraphs.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    document: Document,
    count: usize,
}

impl Paragraphs {
    /// Adds a paragraph; one without text is left out.
    pub(super) fn push(&mut self, paragraph: Paragraph) {
        let Paragraph {
            kind,
            place,
            lang,
            text,
            line,
        } = paragraph;
        let blocks = if is_in_lines(&text) {
            text::read_lines(&text).blocks
        } else {
            text::read(&text).blocks
        };
        if blocks.is_empty() {
            return;
        }
        self.count += 1;
        let number = line.unwrap_or(self.count);
        for (index, block) in blocks.into_iter().enumerate() {
            let gap = match index {
                0 if self.document.blocks.is_empty() => Gap::None,
                0 => Gap::Blank,
                _ => block.gap,
            };
            self.document.blocks.push(Block {
                kind: match kind {
                    BlockKind::Paragraph => block.kind,
                    known => known,
                },
                gap,
                place,
                lang: lang.clone(),
                starts: vec![(0, number)],
                text: block.text,
            });
        }
    }

    pub(super) fn finish(self) -> Document {
        self.document
    }
}

/// Tells whether the lines of a paragraph are as short as those of an address or a poem: then nobody
/// wrapped them.
fn is_in_lines(text: &str) -> bool {
    const SHORT: usize = 48;
    text.contains('\n') && text.lines().all(|line| line.width() <= SHORT)
}

/// Returns the part of the body for a kind of block.
pub(super) fn part_of(kind: BlockKind) -> Part {
    match kind {
        BlockKind::Heading => Part::Heading,
        BlockKind::Paragraph | BlockKind::ListItem => Part::Paragraph,
    }
}

/// Cells of tables that stand in each other, from which places are told.
#[derive(Debug, Default)]
pub(super) struct Tables {
    count: u32,
    open: Vec<Cell>,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    table: u32,
    row: u32,
    column: u32,
    /// How many columns the cell takes.
    span: u32,
    /// Whether the row is deleted.
    is_dropped: bool,
}

impl Tables {
    pub(super) fn begin(&mut self) {
        self.count += 1;
        self.open.push(Cell {
            table: self.count,
            row: 0,
            column: 0,
            span: 1,
            is_dropped: false,
        });
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    pub(super) fn row(&mut self) {
        if let Some(cell) = self.open.last_mut() {
            cell.row = cell.row.saturating_add(1);
            (cell.column, cell.span) = (0, 1);
            cell.is_dropped = false;
        }
    }

    /// Takes the row that is open for deleted.
    pub(super) fn drop_row(&mut self) {
        if let Some(cell) = self.open.last_mut() {
            cell.is_dropped = true;
        }
    }

    /// Tells whether a row that is open is deleted.
    pub(super) fn is_dropped(&self) -> bool {
        self.open.iter().any(|cell| cell.is_dropped)
    }

    /// Says how many columns the cell that is open takes.
    pub(super) fn widen(&mut self, span: u32) {
        if let Some(cell) = self.open.last_mut() {
            cell.span = span.max(1);
        }
    }

    /// Leaves out so many rows.
    pub(super) fn skip_rows(&mut self, rows: u32) {
        if let Some(cell) = self.open.last_mut() {
            cell.row = cell.row.saturating_add(rows);
        }
    }

    /// Begins a cell that takes so many columns.
    pub(super) fn cell(&mut self, span: u32) {
        if let Some(cell) = self.open.last_mut() {
            cell.column = cell.column.saturating_add(cell.span);
            cell.span = span.max(1);
        }
    }

    /// Returns the innermost cell that is open.
    pub(super) fn part(&self) -> Option<Part> {
        self.open
            .last()
            .filter(|cell| cell.column > 0)
            .map(|cell| Part::Cell {
                table: cell.table,
                row: cell.row,
                column: cell.column,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_with_line_breaks_is_a_small_text() {
        let mut paragraphs = Paragraphs::default();
        for text in [
            "Title",
            " ",
            "Ministry of Examples\n12 Sample Street\nPhnom Penh",
        ] {
            paragraphs.push(Paragraph {
                text: text.to_owned(),
                ..Paragraph::default()
            });
        }
        let blocks = paragraphs.finish().blocks;
        let seen: Vec<(&str, Gap, usize)> = blocks
            .iter()
            .map(|block| (block.text.as_str(), block.gap, block.starts[0].1))
            .collect();
        assert_eq!(
            seen,
            [
                ("Title", Gap::None, 1),
                ("Ministry of Examples", Gap::Blank, 2),
                ("12 Sample Street", Gap::Line, 2),
                ("Phnom Penh", Gap::Line, 2)
            ]
        );
    }
}
