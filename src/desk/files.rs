//! Files of the person who asks: read whole, with a plain reason where that cannot be, and written
//! beside their place and renamed, so that they appear whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::format::document;
use crate::text::decode;

use super::Desk;
use super::error::{At, Error, Kind, Result};
use super::project::FILE_NAME;

/// Reads a file as text.
///
/// # Errors
///
/// When it cannot be read, or not as text.
pub fn read_text(path: &Path, encoding: Option<&str>) -> Result<String> {
    let bytes = read_bytes(path)?;
    // One of two documents may be in an old encoding and the other not. Text in an old encoding is
    // never valid UTF-8 by chance, but for ASCII, where it makes no difference.
    let encoding = encoding.filter(|_| std::str::from_utf8(&bytes).is_err());
    Ok(decode::decode(bytes, encoding).at(path)?.text)
}

/// Reads a file that has something in it.
///
/// # Errors
///
/// When it cannot be read, is empty or too large.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let refused = |kind, why: &str| Err(Error::new(kind, why).at(path));
    if std::fs::metadata(path).is_ok_and(|file| file.len() > document::LARGEST) {
        return refused(
            Kind::Format,
            "the file has more than 1 GiB; is it a document?",
        );
    }
    let bytes = match std::fs::read(path) {
        Err(_) if path.is_dir() => return refused(Kind::File, "is a folder, not a file"),
        bytes => bytes.at(path)?,
    };
    if bytes.is_empty() {
        return refused(Kind::Format, "the file is empty");
    }
    Ok(bytes)
}

impl Desk<'_> {
    /// Refuses to write a result over something that the same run reads: one of these files, a glossary
    /// file in one of these folders, or the settings of the project. They are known by what they are,
    /// whatever they are called.
    ///
    /// # Errors
    ///
    /// When the output is one of them.
    pub fn keep_apart<P: AsRef<Path>>(
        &self,
        output: &Path,
        inputs: impl IntoIterator<Item = P>,
    ) -> Result<()> {
        let Ok(place) = output.canonicalize() else {
            return Ok(());
        };
        if is_stream(output) || place.is_dir() {
            return Ok(());
        }
        let is_same = |input: &Path| {
            let is_glossary = || place.extension().is_some_and(|ending| ending == "toml");
            match input.canonicalize() {
                Ok(folder) if folder.is_dir() => place.starts_with(folder) && is_glossary(),
                Ok(input) => same_file::is_same_file(input, &place).unwrap_or(false),
                Err(_) => false,
            }
        };
        let project = self.project().ok().flatten();
        let own = project.map(|project| project.root().join(FILE_NAME));
        if own.is_some_and(|own| is_same(&own))
            || inputs.into_iter().any(|input| is_same(input.as_ref()))
        {
            let reason = "is read by this run, and nothing is written over it; name another file";
            return Err(Error::new(Kind::Request, reason).at(output));
        }
        Ok(())
    }
}

/// Tells whether a file is a database of SQLite, such as a memory.
fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

/// Writes a file beside its place and renames it when it is complete, so that a crash, a full disk
/// or an error leaves the old file as it was.
///
/// # Errors
///
/// When it cannot be written, and those of `write`.
pub fn write_file<T, E: From<Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    let failed = |error: io::Error| E::from(Error::of(Kind::File, error).at(path));
    if path == Path::new("/dev/stdout") {
        // Opened anew, a file would be written from its start, over what is in it.
        let mut out = BufWriter::new(io::stdout().lock());
        let result = write(&mut out)?;
        return out.flush().map(|()| result).map_err(failed);
    }
    if is_stream(path) {
        // Standard error may be a file that something was written to before.
        let file = File::options().append(true).open(path).map_err(failed)?;
        let mut file = BufWriter::new(file);
        let result = write(&mut file)?;
        return file.flush().map(|()| result).map_err(failed);
    }
    // A link stays, and what it leads to is replaced.
    let resolved = path.canonicalize().ok().filter(|_| path.is_symlink());
    let place = resolved.as_deref().unwrap_or(path);
    if is_database(place) {
        let reason = "is a database, and nothing is written over it; name another file";
        return Err(Error::new(Kind::Request, reason).at(path).into());
    }
    let mut file = BufWriter::with_capacity(1 << 16, beside(place)?);
    let result = write(&mut file)?;
    let file = file
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(place)
        .map_err(|error| failed(without_name(&error.error)))?;
    Ok(result)
}

/// Writes a file as [`write_file`] does.
///
/// # Errors
///
/// When it cannot be written.
pub fn save(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    write_file(path, |out| Ok(out.write_all(content.as_ref())?))
}

/// Puts a new content into a file that still has the one that it was made of, or has the new one
/// already; tells whether that was so. Others that do the same to files of the folder wait meanwhile.
///
/// # Errors
///
/// When the file cannot be read or written.
pub(super) fn replace(path: &Path, before: Option<&[u8]>, after: impl AsRef<[u8]>) -> Result<bool> {
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // The folder itself is locked, so that no file of locks is left. Where that cannot be, comparing
    // is all there is.
    let lock = File::open(folder).ok();
    let _ = lock.as_ref().map(File::lock);
    let now = match std::fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        bytes => Some(bytes.at(path)?),
    };
    if now.as_deref() == Some(after.as_ref()) {
        return Ok(true);
    }
    if now.as_deref() != before {
        return Ok(false);
    }
    save(path, after).map(|()| true)
}

/// Puts a new content into a file as [`replace`] does.
///
/// # Errors
///
/// As [`replace`], and when another program was faster.
pub(super) fn replace_or_fail(
    path: &Path,
    before: Option<&[u8]>,
    after: impl AsRef<[u8]>,
) -> Result<()> {
    if replace(path, before, after)? {
        return Ok(());
    }
    let reason =
        "another program has changed it meanwhile, and it is left as that made it; try again";
    Err(Error::new(Kind::File, reason).at(path))
}

/// Writes several files as [`write_file`] does; if one fails, none appears but those that were
/// complete.
///
/// # Errors
///
/// As [`write_file`].
pub fn write_files<T, E: From<Error>>(
    paths: &[PathBuf],
    write: impl FnOnce(Vec<&mut dyn Write>) -> Result<T, E>,
) -> Result<T, E> {
    type Rest<'a, T, E> = Box<dyn FnOnce(Vec<&mut dyn Write>) -> Result<T, E> + 'a>;
    fn open<T, E: From<Error>>(
        paths: &[PathBuf],
        outs: Vec<&mut dyn Write>,
        write: Rest<'_, T, E>,
    ) -> Result<T, E> {
        let Some((path, rest)) = paths.split_first() else {
            return write(outs);
        };
        write_file(path, |out| {
            let mut all: Vec<&mut dyn Write> = Vec::new();
            for one in outs {
                all.push(one);
            }
            all.push(out);
            open(rest, all, write)
        })
    }
    open(paths, Vec::new(), Box::new(write))
}

/// Makes an unnamed file beside a place.
fn beside(path: &Path) -> Result<tempfile::NamedTempFile> {
    let refused = |why: String| Error::new(Kind::File, why).at(path);
    if path.is_dir() {
        return Err(refused("is a folder; name a file in it".to_owned()));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        let folder = folder.display();
        return Err(refused(format!(
            "cannot be written: there is no folder {folder}"
        )));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chancery-");
    #[cfg(unix)]
    builder.permissions(rights(path));
    let made = builder.tempfile_in(folder);
    made.map_err(|error| refused(format!("cannot be written: {}", without_name(&error))))
}

/// Tells whether a path is a pipe or a device, which cannot be replaced, or a name in `/dev`: there
/// `/dev/stderr` is a link, perhaps to a file, that is not for us to replace.
fn is_stream(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| {
        !metadata.is_dir() && (!metadata.is_file() || path.starts_with("/dev"))
    })
}

/// Returns the system's reason without the name of the temporary file, which nobody asked for.
fn without_name(error: &io::Error) -> io::Error {
    error
        .raw_os_error()
        .map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// Returns the rights that the new file gets: those of the old one, else the usual ones.
#[cfg(unix)]
fn rights(path: &Path) -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    let old = path.metadata().map(|metadata| metadata.permissions());
    old.unwrap_or_else(|_| std::fs::Permissions::from_mode(0o666))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn links_stay_links() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        write_file::<_, Error>(&link, |out| Ok(out.write_all(b"new")?)).unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
    }

    #[test]
    fn standard_streams_are_not_replaced() {
        let output = Path::new("/dev/stderr");
        if output.is_symlink() {
            assert!(is_stream(output));
        }
        assert!(!is_stream(Path::new("/dev")));
        assert!(!is_stream(Path::new("Cargo.toml")));
    }
}
