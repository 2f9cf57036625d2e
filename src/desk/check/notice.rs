//! What a check has to say beside what it finds.

use std::fmt;
use std::path::PathBuf;

use crate::desk::count;

/// A remark of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckNotice {
    /// There is nothing in the project that could be checked.
    NothingToCheck,
    /// So many findings of the baseline are not found any more.
    GoneFromBaseline(usize),
    /// What was found was written into the baseline.
    BaselineWritten {
        /// The file.
        path: PathBuf,
        /// How many findings it has.
        findings: usize,
    },
}

impl fmt::Display for CheckNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckNotice::NothingToCheck => {
                f.write_str("nothing to check: there is no bilingual file here")
            }
            CheckNotice::GoneFromBaseline(known) => {
                let gone = count(*known, "known finding");
                write!(f, "the baseline has {gone} that nothing has any more")
            }
            CheckNotice::BaselineWritten { path, findings } => {
                let findings = count(*findings, "finding");
                write!(f, "{}: {findings}", path.display())
            }
        }
    }
}
