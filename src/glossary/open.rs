//! Glossary files from a disk: one file, or every `.toml` file in a folder and the folders in it. The
//! only part of this room that touches the file system.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::report::rule::Rule;
use crate::report::{Finding, Place};
use crate::text::source::SourceText;

/// Bytes beyond which a file is no glossary.
const MOST: u64 = 64 << 20;

/// A place that cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file or folder, or it cannot be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is nothing to read in the folder.
    #[error("{}: there is no .toml file in this folder", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
}

/// Reads the files of a glossary in the order of their paths. A file that is no text, or too long, is
/// a finding and an empty text.
///
/// # Errors
///
/// [`OpenError`] when the path is not there, cannot be read, or is a folder without glossary files.
pub fn open(path: &Path) -> Result<(Vec<SourceText>, Vec<Finding>), OpenError> {
    let mut paths = Vec::new();
    if path.is_dir() {
        collect(path, &mut paths)?;
        if paths.is_empty() {
            return Err(OpenError::Empty {
                path: path.to_owned(),
            });
        }
    } else {
        paths.push(path.to_owned());
    }
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    for path in paths {
        let read = |error| OpenError::Read {
            path: path.clone(),
            error,
        };
        let long = fs::metadata(&path).map_err(read)?.len() > MOST;
        let bytes = if long {
            Vec::new()
        } else {
            fs::read(&path).map_err(read)?
        };
        let name = path.to_string_lossy().replace('\\', "/");
        match String::from_utf8(bytes) {
            Ok(text) => files.push(SourceText::new(name.clone(), text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                findings.push(refused(
                    &name,
                    format!("not UTF-8 at byte {at}; glossaries are UTF-8 text"),
                ));
                files.push(SourceText::new(name.clone(), ""));
            }
        }
        if long {
            findings.push(refused(&name, format!("longer than {} MiB", MOST >> 20)));
        }
    }
    Ok((files, findings))
}

fn refused(path: &str, message: String) -> Finding {
    Finding::new(
        Rule::UnreadableGlossary,
        message,
        Place::new(&SourceText::new(path, ""), (0..0).into()),
    )
}

/// Collects the files below a folder, sorted; folders behind links are not entered.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), OpenError> {
    let read = |error| OpenError::Read {
        path: folder.to_owned(),
        error,
    };
    let mut entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(read)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type().map_err(read)?.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            paths.push(path);
        }
    }
    Ok(())
}
