//! Workbooks of Excel (XLSX), cell by cell. Only cells with text are taken; numbers, dates and formulas
//! say nothing that is translated, and hidden sheets are not what the writer shows.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::archive::Archive;
use super::document::error::Error;
use super::paragraphs::Paragraphs;
use super::sheet::paragraph;
use crate::model::Document;

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
