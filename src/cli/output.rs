//! Where results go: standard output, or a file that appears whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use anyhow::Context;

use super::session::Session;

/// Writes results to standard output; colour codes are dropped where they are not wanted.
pub(super) fn to_stdout(
    session: &Session,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let color = if matches!(session.color, anstream::ColorChoice::Auto) {
        AutoStream::choice(&io::stdout())
    } else {
        session.color
    };
    let mut stream = AutoStream::new(Box::new(stdout) as Box<dyn Write>, color);
    write(&mut stream)?;
    stream.flush()?;
    Ok(())
}

/// Writes a file beside its place and renames it when it is complete, so that a crash, a full disk
/// or an error leaves the old file as it was.
pub(super) fn to_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if path == Path::new("/dev/stdout") {
        // Opened anew, a file would be written from its start, over what is in it.
        let mut out = BufWriter::new(io::stdout().lock());
        write(&mut out)?;
        return Ok(out.flush()?);
    }
    // A link stays, and what it leads to is replaced.
    let is_stream = is_stream(path);
    let resolved = path.canonicalize().ok();
    let path = resolved
        .as_deref()
        .filter(|_| path.is_symlink() && !is_stream)
        .unwrap_or(path);
    let place = || path.display().to_string();
    if is_stream {
        // Standard error may be a file that something was written to before.
        let file = File::options()
            .append(true)
            .open(path)
            .with_context(place)?;
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        return file.flush().with_context(place);
    }
    anyhow::ensure!(
        !path.is_dir(),
        "{}: is a folder; name a file in it",
        path.display()
    );
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    anyhow::ensure!(
        folder.is_dir(),
        "{}: cannot be written: there is no folder {}",
        path.display(),
        folder.display()
    );
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chancery-");
    #[cfg(unix)]
    builder.permissions(rights(path));
    let beside = builder
        .tempfile_in(folder)
        .map_err(|error| plain(&error))
        .with_context(|| format!("{}: cannot be written", path.display()))?;
    let mut writer = BufWriter::with_capacity(1 << 16, beside);
    write(&mut writer)?;
    let beside = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)
        .with_context(place)?;
    beside.as_file().sync_all().with_context(place)?;
    beside
        .persist(path)
        .map_err(|error| plain(&error.error))
        .with_context(place)?;
    Ok(())
}

/// Writes several files in the same way; if one fails, none appears but those that were complete.
pub(super) fn to_files(
    paths: &[PathBuf],
    write: impl FnOnce(Vec<&mut dyn Write>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    type Rest<'a> = Box<dyn FnOnce(Vec<&mut dyn Write>) -> anyhow::Result<()> + 'a>;
    fn open(paths: &[PathBuf], outs: Vec<&mut dyn Write>, write: Rest<'_>) -> anyhow::Result<()> {
        let Some((path, rest)) = paths.split_first() else {
            return write(outs);
        };
        to_file(path, |out| {
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

/// Tells whether a path is a pipe or a device, which cannot be replaced, or a name in `/dev`: there
/// `/dev/stderr` is a link, perhaps to a file, that is not for us to replace.
fn is_stream(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| {
        !metadata.is_dir() && (!metadata.is_file() || path.starts_with("/dev"))
    })
}

/// Returns the system's reason without the name of the temporary file, which nobody asked for.
fn plain(error: &io::Error) -> io::Error {
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

/// Tells whether an error comes from a reader that has gone away.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
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
        to_file(&link, |out| Ok(out.write_all(b"new")?)).unwrap();
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
