//! What bytes look like before anything is known of them: another file format by its first bytes,
//! UTF-16 by where its zero bytes stand, no text at all by its control characters.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// How much of a file is looked at to tell UTF-16.
const SAMPLE: usize = 64 * 1024;

/// Names the format of a file that is not plain text, by its first bytes.
pub(super) fn other_format(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        return Some("a PDF file");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip_kind(bytes));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(ole_kind(bytes));
    }
    if bytes.starts_with(b"\x1F\x8B") {
        return Some("a gzip archive");
    }
    bytes
        .starts_with(b"{\\rtf")
        .then_some("a rich text (.rtf) file")
}

/// Tells the formats that are ZIP archives by the names of the parts they must have.
fn zip_kind(bytes: &[u8]) -> &'static str {
    const KINDS: [(&[u8], &str); 6] = [
        (b"word/document", "a Word (.docx) file"),
        (b"xl/workbook", "an Excel (.xlsx) file"),
        (b"ppt/presentation", "a PowerPoint (.pptx) file"),
        (
            b"application/vnd.oasis.opendocument.text",
            "an OpenDocument text (.odt) file",
        ),
        (
            b"application/vnd.oasis.opendocument.spreadsheet",
            "an OpenDocument spreadsheet (.ods) file",
        ),
        (b"application/epub+zip", "an EPUB file"),
    ];
    KINDS
        .iter()
        .find(|(part, _)| memmem::find(bytes, part).is_some())
        .map_or("a ZIP archive", |(_, kind)| kind)
}

/// Tells the formats of Office before 2007 by the names of their streams, which are UTF-16.
fn ole_kind(bytes: &[u8]) -> &'static str {
    const KINDS: [(&[u8], &str); 3] = [
        (
            b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
            "an old Word (.doc) file",
        ),
        (b"W\0o\0r\0k\0b\0o\0o\0k\0", "an old Excel (.xls) file"),
        (
            b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0",
            "an old PowerPoint (.ppt) file",
        ),
    ];
    KINDS
        .iter()
        .find(|(stream, _)| memmem::find(bytes, stream).is_some())
        .map_or("an old Office file", |(_, kind)| kind)
}

/// Finds UTF-16 that carries no mark.
///
/// In UTF-16 the zero bytes of spaces, line ends and Latin letters all stand on one side of their
/// pairs. A text without any of them is taken for UTF-16 only where it is not UTF-8 and nearly all
/// of it lies in the scripts of South-East Asia, so that chance cannot pass for it.
pub(super) fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    let first = sample.chunks_exact(2).filter(|pair| pair[0] == 0).count();
    let second = sample.chunks_exact(2).filter(|pair| pair[1] == 0).count();
    if first == 0 && second == 0 {
        if std::str::from_utf8(sample).is_ok() {
            return None;
        }
        return [UTF_16LE, UTF_16BE]
            .into_iter()
            .find(|encoding| share(sample, encoding, is_south_east_asian) >= 0.9);
    }
    // A character such as U+1000 or U+0100 has a zero byte on the other side, so a few may.
    let encoding = if second > first * 8 {
        UTF_16LE
    } else if first > second * 8 {
        UTF_16BE
    } else {
        return None;
    };
    let enough = first.max(second) * 50 >= pairs;
    let is_text = share(sample, encoding, |c| !c.is_control() || is_layout(c)) >= 0.99;
    (enough && is_text).then_some(encoding)
}

/// Returns the share of the characters that pass `accept`; 0 where the bytes are not UTF-16.
fn share(bytes: &[u8], encoding: &'static Encoding, accept: impl Fn(char) -> bool) -> f64 {
    let units = bytes.chunks_exact(2).map(|pair| {
        if encoding == UTF_16LE {
            u16::from_le_bytes([pair[0], pair[1]])
        } else {
            u16::from_be_bytes([pair[0], pair[1]])
        }
    });
    let (mut all, mut accepted, mut broken) = (0_usize, 0_usize, 0_usize);
    for unit in char::decode_utf16(units) {
        all += 1;
        match unit {
            Ok(c) => accepted += usize::from(accept(c)),
            Err(_) => broken += 1,
        }
    }
    // The sample may end inside a surrogate pair.
    if broken > 1 || all == 0 {
        return 0.0;
    }
    accepted as f64 / all as f64
}

fn is_south_east_asian(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\n' | '\r' | '\t'
        | '\u{0E00}'..='\u{0EFF}'   // Thai, Lao
        | '\u{1000}'..='\u{109F}'   // Burmese
        | '\u{1780}'..='\u{17FF}' | '\u{19E0}'..='\u{19FF}' // Khmer
        | '\u{2000}'..='\u{206F}') // punctuation, zero-width space
}

fn is_layout(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
}

/// Returns the offset of the first byte that no text has, where there are too many of them:
/// any zero, or more than one control character in fifty.
pub(super) fn binary(bytes: &[u8]) -> Option<usize> {
    if let Some(zero) = memchr::memchr(0, bytes) {
        return Some(zero);
    }
    // U+001A ends files written under DOS.
    let odd = |byte: &u8| *byte < b' ' && !is_layout(char::from(*byte)) && *byte != 0x1A;
    let count = bytes.iter().filter(|byte| odd(byte)).count();
    if count * 50 > bytes.len() {
        return bytes.iter().position(odd);
    }
    None
}
