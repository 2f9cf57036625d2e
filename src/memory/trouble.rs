//! What can go wrong with a memory and its indexes, apart from the database.

use std::fmt;
use std::path::PathBuf;

use super::index::TooLarge;
use super::sealed::Damaged;
use super::store::StoreError;

/// A memory that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The database fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index is damaged, and damaged again after it was made anew.
    #[error(transparent)]
    Damaged(#[from] Damaged),
    /// There is more than an index can hold.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// Something about an index that its user may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexNotice {
    /// It was not what was written.
    Damaged(PathBuf),
    /// It belonged to another memory, or to a state of this one that is no more.
    Foreign(PathBuf),
    /// It was made.
    Made {
        /// The file.
        path: PathBuf,
        /// How many texts are in it.
        rows: usize,
    },
    /// It could not be written, and is made again every time.
    NotWritten {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

impl IndexNotice {
    /// Tells whether something is not as it should be.
    pub fn is_warning(&self) -> bool {
        !matches!(self, IndexNotice::Made { .. })
    }
}

impl fmt::Display for IndexNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IndexNotice::Damaged(path) => write!(
                f,
                "{}: is damaged or of another version, and is made again from the memory",
                path.display()
            ),
            IndexNotice::Foreign(path) => write!(
                f,
                "{}: belongs to another memory or to an older state of it, and is made again",
                path.display()
            ),
            IndexNotice::Made { path, rows } => {
                write!(f, "{}: index of {rows} texts made", path.display())
            }
            IndexNotice::NotWritten { path, why } => write!(
                f,
                "{}: cannot be written ({why}); without an index every start takes longer",
                path.display()
            ),
        }
    }
}
