//! What can be wrong with a memory, and what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A memory that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{}: there is no such memory", .0.display())]
    Missing(PathBuf),
    /// It is a folder.
    #[error("{}: is a folder, not a memory", .0.display())]
    Folder(PathBuf),
    /// It is another database, or none.
    #[error("{}: is no memory of chancery; to look into a TMX file, import it", .0.display())]
    Foreign(PathBuf),
    /// It was written by a later version.
    #[error(
        "{}: was written by a later version of chancery (schema {version}); update chancery",
        path.display()
    )]
    Newer {
        /// The memory.
        path: PathBuf,
        /// The version of its schema.
        version: i64,
    },
    /// Another process did not let go of it.
    #[error("{}: another program is writing to it; try again when that is done", .0.display())]
    Locked(PathBuf),
    /// It cannot be written.
    #[error("{}: cannot be changed: the file or its folder is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// There is no room.
    #[error("{}: the disk is full; nothing was changed", .0.display())]
    Full(PathBuf),
    /// The disk failed, or the file is not what was written.
    #[error("{}: {error}", path.display())]
    Other {
        /// The memory.
        path: PathBuf,
        /// Why.
        error: rusqlite::Error,
    },
    /// A unit that cannot be read any more.
    #[error("{}: unit {unit} cannot be read: {error}", path.display())]
    Unit {
        /// The memory.
        path: PathBuf,
        /// Number of the unit.
        unit: u64,
        /// Why.
        error: serde_json::Error,
    },
}

impl StoreError {
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::Foreign(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked(path),
            Some(ErrorCode::DiskFull) => StoreError::Full(path),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly(path),
            _ => StoreError::Other { path, error },
        }
    }
}

/// Tells whether others use the memory just now.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    let busy = [ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked];
    error
        .sqlite_error_code()
        .is_some_and(|code| busy.contains(&code))
}

/// Tells whether a file could not be opened for writing, which does not say that it cannot be read.
pub(super) fn is_refused(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen)
    )
}
