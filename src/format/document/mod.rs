//! The one door for documents: bytes of any format become a [`Document`]. The format is told from the
//! bytes; the ending of the name decides only where bytes cannot, between plain text, Markdown and
//! comma separated tables. What cannot be read is refused with one line that says what it is and what
//! to do; nothing is guessed, and no part is lost without a word.

pub(super) mod error;
pub(super) mod options;

pub use self::error::Error;
pub use self::options::Options;
use super::archive::Archive;
use super::{docx, html, markdown, odt, pdf, sheet, text, workbook};
use crate::model::Document;
use crate::text::decode;

/// Name of the thread that reads PDF files. The parser panics on broken ones; that is caught and told
/// as an error, and whoever owns the panic hook may keep quiet for this thread.
pub const PDF_THREAD: &str = pdf::THREAD;

/// Most bytes that a file may have.
pub const LARGEST: u64 = 1024 * 1024 * 1024;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Comma, semicolon or tab separated values.
    Csv,
    /// Markdown (`CommonMark` with tables and footnotes).
    Markdown,
    /// HTML.
    Html,
    /// Word since 2007.
    Docx,
    /// `OpenDocument` text.
    Odt,
    /// `OpenDocument` spreadsheet.
    Ods,
    /// Excel since 2007.
    Xlsx,
    /// PDF.
    Pdf,
}

/// Tells the format of a file.
///
/// # Errors
///
/// [`Error::Unread`] or [`Error::Password`] for formats that are known and not read.
pub fn detect(name: &str, bytes: &[u8]) -> Result<Format, Error> {
    // Some programs put bytes before the mark, which may stand anywhere in the first kilobyte.
    let head = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-").is_some() && !is_text(head)
        || head.starts_with(b"%PDF-")
    {
        return Ok(Format::Pdf);
    }
    // The second is an archive with nothing in it.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return in_archive(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(compound(bytes));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Error::Unread {
            kind: "a rich text (.rtf) file",
            advice: "save it as .docx in a word processor",
        });
    }
    if html::is_html(head) {
        return Ok(Format::Html);
    }
    Ok(match ending(name).as_str() {
        "htm" | "html" | "xhtml" => Format::Html,
        "md" | "markdown" => Format::Markdown,
        "csv" | "tsv" | "tab" => Format::Csv,
        _ => Format::Text,
    })
}

fn ending(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0)
}

/// Tells the formats that are ZIP archives by their parts.
fn in_archive(bytes: &[u8]) -> Result<Format, Error> {
    let mut archive = Archive::open(bytes)?;
    if let Some(mime) = archive.bytes("mimetype")? {
        let mime = String::from_utf8_lossy(&mime);
        match mime.trim() {
            "application/vnd.oasis.opendocument.text"
            | "application/vnd.oasis.opendocument.text-template" => return Ok(Format::Odt),
            "application/vnd.oasis.opendocument.spreadsheet"
            | "application/vnd.oasis.opendocument.spreadsheet-template" => return Ok(Format::Ods),
            "application/epub+zip" => {
                return Err(Error::Unread {
                    kind: "an EPUB book",
                    advice: "give its chapters as HTML",
                });
            }
            _ => {}
        }
    }
    if archive.has("xl/workbook.xml") || archive.has("xl/workbook.bin") {
        return Ok(Format::Xlsx);
    }
    if archive.has("ppt/presentation.xml") {
        return Err(Error::Unread {
            kind: "a PowerPoint (.pptx) file",
            advice: "save its text as .docx",
        });
    }
    if docx::main_part(&mut archive)?.is_some() {
        return Ok(Format::Docx);
    }
    if archive.has("[Content_Types].xml") {
        return Err(Error::NoDocument {
            part: "document part (word/document.xml)",
            kind: "a Word file",
        });
    }
    Err(Error::Unread {
        kind: "a ZIP archive",
        advice: "unpack it and give the documents in it",
    })
}

/// Tells what an OLE compound file is: the formats of Office before 2007, and encrypted files of
/// Office since then ([MS-OFFCRYPTO]), by the names of their streams, which are UTF-16.
fn compound(bytes: &[u8]) -> Error {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Error::Password;
    }
    let (kind, advice) = if has("WordDocument") {
        (
            "an old Word (.doc) file",
            "save it as .docx in Word, or convert it: soffice --convert-to docx FILE",
        )
    } else if has("Workbook") || has("Book") {
        (
            "an old Excel (.xls) file",
            "save it as .xlsx in Excel, or convert it: soffice --convert-to xlsx FILE",
        )
    } else {
        (
            "an old Office file",
            "save it in the format of today: .docx or .xlsx",
        )
    };
    Error::Unread { kind, advice }
}

/// Reads a document; `name` is that of its file.
///
/// Time is linear in the length of the file and of what it unpacks to.
///
/// # Errors
///
/// [`Error`] for what is no document, or one that cannot be read.
pub fn read(name: &str, bytes: Vec<u8>, options: &Options<'_>) -> Result<Document, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let format = detect(name, &bytes)?;
    if options.lines && format == Format::Markdown {
        return Ok(text::read_lines(&decoded(bytes, options)?));
    }
    match format {
        Format::Docx => docx::read(&mut Archive::open(&bytes)?, options),
        Format::Odt | Format::Ods => odt::read(&mut Archive::open(&bytes)?, options),
        Format::Xlsx => workbook::read_workbook(&bytes),
        Format::Pdf => pdf::read(bytes, options),
        Format::Html => html::read(bytes, options.encoding),
        Format::Markdown => Ok(markdown::read(&decoded(bytes, options)?)),
        Format::Csv | Format::Text => Ok(text_of(&decoded(bytes, options)?, options)),
    }
}

/// Reads a document for its tables: as [`read`], and tables of separated values cell by cell.
///
/// # Errors
///
/// Those of [`read`].
pub fn read_table(name: &str, bytes: Vec<u8>, options: &Options<'_>) -> Result<Document, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    match detect(name, &bytes)? {
        Format::Csv | Format::Text => sheet::read_separated(&decoded(bytes, options)?),
        _ => read(name, bytes, options),
    }
}

fn text_of(text: &str, options: &Options<'_>) -> Document {
    if options.lines {
        text::read_lines(text)
    } else {
        text::read(text)
    }
}

fn decoded(bytes: Vec<u8>, options: &Options<'_>) -> Result<String, Error> {
    // One of two documents may be in an old encoding and the other not. Text in an old encoding is
    // never valid UTF-8 by chance, but for ASCII, where it makes no difference.
    let encoding = (options.encoding).filter(|_| std::str::from_utf8(&bytes).is_err());
    Ok(decode::decode(bytes, encoding)?.text)
}

#[cfg(test)]
mod tests;
