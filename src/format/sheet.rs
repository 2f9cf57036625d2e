//! Tables of separated values, cell by cell; and the cells that they share with workbooks.

use super::document::error::Error;
use super::paragraphs::{Paragraph, Paragraphs};
use super::table;
use crate::model::{BlockKind, Document, Part, Place};

/// Reads separated values; what separates them the first line tells.
pub(super) fn read_separated(text: &str) -> Result<Document, Error> {
    let head = text.as_bytes();
    let said = table::said_delimiter(head);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(said.unwrap_or_else(|| table::guess_delimiter(head)))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut paragraphs = Paragraphs::default();
    let skipped = usize::from(said.is_some());
    for (row, record) in reader.records().skip(skipped).enumerate() {
        let record = record.map_err(|error| Error::Damaged {
            what: error.to_string(),
        })?;
        let line = record.position().map(|place| place.line() as usize);
        for (column, text) in record.iter().enumerate() {
            paragraphs.push(paragraph(1, row as u32, column as u32, text, line));
        }
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
