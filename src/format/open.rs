//! The one place where formats meet the file system: paths become streams of bytes, unpacked where
//! they are compressed by gzip, whatever the name says. Nothing is written and nothing is fetched.

use std::fs;
use std::fs::File;
use std::io;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::text::decode;

/// Bytes from a file.
pub type Bytes = Box<dyn Read + Send>;

/// Opens a file.
///
/// # Errors
///
/// What the system reports, a folder being refused by name.
pub fn bytes(path: &Path) -> io::Result<Bytes> {
    let mut file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "is a folder, not a file",
        ));
    }
    let mut head = Vec::new();
    file.by_ref().take(2).read_to_end(&mut head)?;
    let compressed = head == [0x1F, 0x8B];
    let whole = io::Cursor::new(head).chain(file);
    Ok(if compressed {
        Box::new(MultiGzDecoder::new(whole))
    } else {
        Box::new(whole)
    })
}

/// Text from a file, as UTF-8 without a byte order mark.
pub type Text = Box<dyn BufRead + Send>;

/// How much of a file is looked at to see whether it is UTF-8.
const HEAD: u64 = 4096;

/// Opens a file of text. UTF-8 comes in a stream and is checked by whoever reads it; what is in
/// another encoding, by its mark, its pattern or `label`, is read and converted at once.
///
/// # Errors
///
/// What the system reports, and what [`decode::decode`] does, as [`io::ErrorKind::InvalidData`].
pub fn text(path: &Path, label: Option<&str>) -> io::Result<Text> {
    text_of(bytes(path)?, label)
}

/// Does the same for bytes that are there already.
///
/// # Errors
///
/// As [`text`].
pub fn text_of(mut bytes: Bytes, label: Option<&str>) -> io::Result<Text> {
    let mut head = Vec::new();
    bytes.by_ref().take(HEAD).read_to_end(&mut head)?;
    let rest = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    // A character may be cut at the end of the head.
    let is_utf8 = match std::str::from_utf8(rest) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 && !rest.contains(&0) {
        let rest = rest.to_vec();
        return Ok(Box::new(BufReader::with_capacity(
            64 * 1024,
            io::Cursor::new(rest).chain(bytes),
        )));
    }
    bytes.read_to_end(&mut head)?;
    let label = label.filter(|_| std::str::from_utf8(&head).is_err());
    let decoded = decode::decode(head, label)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    Ok(Box::new(io::Cursor::new(decoded.text.into_bytes())))
}

/// Returns the names of the files beside one.
///
/// # Errors
///
/// What the system reports.
pub fn siblings(path: &Path) -> io::Result<Vec<String>> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}
