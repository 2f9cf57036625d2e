//! The one place where formats meet the file system: paths become streams of bytes, unpacked where
//! they are compressed by gzip, whatever the name says. Nothing is written and nothing is fetched.

use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;

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
