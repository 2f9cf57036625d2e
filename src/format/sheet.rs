//! Tables of separated values, cell by cell; and the cells that they share with workbooks.

use super::cells::Rows;
use super::document::error::Error;
use super::paragraphs::{Paragraph, Paragraphs};
use crate::model::{BlockKind, Document, Part, Place};

/// Reads separated values; what separates them the first line tells.
pub(super) fn read_separated(text: &str) -> Result<Document, Error> {
    let damaged = |what: String| Error::Damaged { what };
    let rows = Rows::of_table(text.as_bytes(), None, true);
    let mut rows = rows.map_err(|error| damaged(error.to_string()))?;
    let mut paragraphs = Paragraphs::default();
    let mut count = 0;
    while let Some(row) = rows
        .next_row()
        .map_err(|error| damaged(error.to_string()))?
    {
        let line = rows.line();
        row.map_err(|fault| damaged(format!("line {line}: {fault}")))?;
        for (column, text) in rows.cells().enumerate() {
            let text = String::from_utf8_lossy(&text);
            paragraphs.push(paragraph(1, count, column as u32, &text, Some(line)));
        }
        count += 1;
    }
    Ok(paragraphs.finish())
}

/// Makes a paragraph of a cell; rows and columns are counted from 0.
pub(super) fn paragraph(
    table: u32,
    row: u32,
    column: u32,
    text: &str,
    line: Option<usize>,
) -> Paragraph {
    let part = Part::Cell {
        table,
        row: row.saturating_add(1),
        column: column.saturating_add(1),
    };
    Paragraph {
        kind: BlockKind::Paragraph,
        place: Place { page: None, part },
        text: text.to_owned(),
        line,
        lang: None,
    }
}
