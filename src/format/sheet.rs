//! Tables: workbooks of Excel (XLSX) and separated values, cell by cell. Only cells with text are
//! taken; numbers, dates and formulas say nothing that is translated, and hidden sheets are not what
//! the writer shows.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::archive::Archive;
use super::document::error::Error;
use super::paragraphs::{Paragraph, Paragraphs};
use crate::model::{BlockKind, Document, Part, Place};

/// Most bytes of text: cells may share one long text as often as they like.
const TEXT: usize = 512 * 1024 * 1024;

/// Reads the cells of a workbook, sheet by sheet and row by row.
pub(super) fn read_workbook(bytes: &[u8]) -> Result<Document, Error> {
    let mut archive = Archive::open(bytes)?;
    if !archive.has("xl/workbook.xml") {
        return Err(Error::Unread {
            kind: "a binary Excel (.xlsb) file",
            advice: "save it as .xlsx",
        });
    }
    archive.check()?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let sheets: Vec<String> = (book.sheets_metadata().iter())
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut paragraphs = Paragraphs::default();
    let mut length = 0_usize;
    for (index, sheet) in sheets.iter().enumerate() {
        let mut cells = book
            .worksheet_cells_reader(sheet)
            .map_err(|error| fault(&error))?;
        while let Some(cell) = cells.next_cell().map_err(|error| fault(&error))? {
            let text = match cell.get_value() {
                DataRef::String(text) => text.as_str(),
                DataRef::SharedString(text) => text,
                _ => continue,
            };
            length = length.saturating_add(text.len());
            if length > TEXT {
                return Err(Error::TooLarge);
            }
            let (row, column) = cell.get_position();
            paragraphs.push(paragraph(index as u32 + 1, row, column, text, None));
        }
    }
    Ok(paragraphs.finish())
}

fn fault(error: &XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::Password,
        error => Error::Damaged {
            // Messages of parsers may be long or have line ends.
            what: error
                .to_string()
                .chars()
                .take(200)
                .collect::<String>()
                .replace('\n', " "),
        },
    }
}

/// Reads separated values; what separates them is the one of tab, semicolon and comma that the first
/// line has most of.
pub(super) fn read_separated(text: &str) -> Result<Document, Error> {
    let first = text.lines().next().unwrap_or_default();
    let count = |&byte: &u8| memchr::memchr_iter(byte, first.as_bytes()).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(count);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut paragraphs = Paragraphs::default();
    for (row, record) in reader.records().enumerate() {
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

fn paragraph(table: u32, row: u32, column: u32, text: &str, line: Option<usize>) -> Paragraph {
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
