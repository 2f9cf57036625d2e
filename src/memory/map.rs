//! Files of bytes beside a memory: mapped for reading, written beside their place and renamed. The
//! one module with `unsafe` code, the mapping itself.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Deref;
use std::path::Path;

/// Bytes that are read: of a file that is mapped, or in main memory.
#[derive(Debug)]
pub(super) enum Bytes {
    /// A file.
    Mapped(memmap2::Mmap),
    /// What was never written, because nothing can be written there or nobody asked for it.
    Owned(Vec<u8>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Mapped(map) => map,
            Bytes::Owned(bytes) => bytes,
        }
    }
}

/// Maps a file.
///
/// # Errors
///
/// What the system reports.
pub(super) fn open(path: &Path) -> io::Result<Bytes> {
    let file = File::open(path)?;
    // Sound as long as nobody changes the bytes below: these files are only ever written under
    // another name and renamed, which leaves the bytes of an open mapping as they were. Whoever
    // truncates one by hand gets the signal that any program with a mapped file gets; bytes that
    // were changed by hand are read as plain numbers, each of which is checked before it is used.
    #[allow(unsafe_code)]
    let map = unsafe { memmap2::Mmap::map(&file)? };
    Ok(Bytes::Mapped(map))
}

/// Writes a file beside its place, and puts it there when all of it is on the disk. Readers of the
/// old file keep it.
///
/// # Errors
///
/// What the system reports; the old file is still there then.
pub(super) fn write(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chancery-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let beside = builder.tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 20, beside);
    write(&mut out)?;
    let beside = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    beside.as_file().sync_all()?;
    beside.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Removes a file, if it is there.
///
/// # Errors
///
/// What the system reports.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
