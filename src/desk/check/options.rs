//! What is to be checked and how, as plain values, and why a request is refused before anything is read.

use std::path::PathBuf;

use crate::desk::Error;
use crate::desk::project::FailOn;
use crate::text::Lang;

/// What is checked, and by which rules.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// Files and folders; none for the project of the current folder.
    pub paths: Vec<PathBuf>,
    /// Glossary files and folders; none for those of the project.
    pub glossaries: Vec<PathBuf>,
    /// The source language, where it is not as the file or the project says.
    pub source_lang: Option<Lang>,
    /// The target language, where it is neither that of the project nor every other one in a file.
    pub target_lang: Option<Lang>,
    /// The only rules: codes or beginnings of codes; none for all.
    pub only: Vec<String>,
    /// Rules that are left out.
    pub skip: Vec<String>,
    /// The file of known findings, where it is not that of the project.
    pub baseline: Option<PathBuf>,
    /// Whether that file is to be written anew, so that the old one does not count.
    pub is_new_baseline: bool,
    /// The revision of git since which lines were changed that are reported; none for all lines.
    pub changed_since: Option<String>,
    /// From which severity on a finding makes the run fail, where it is not as the project says.
    pub fail_on: Option<FailOn>,
    /// How the message of a finding words an error and what to do about it; none for the error alone.
    pub wording: Option<fn(Error) -> String>,
}

/// Why a check cannot be made as it is asked for.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// There is no rule among those that are to be the only ones.
    #[error("{code}: {why}")]
    Only {
        /// The code that stands for none.
        code: String,
        /// Why not.
        why: String,
    },
    /// There is no rule among those that are to be left out.
    #[error("{code}: {why}")]
    Skip {
        /// The code that stands for none.
        code: String,
        /// Why not.
        why: String,
    },
    /// Changed lines are known in a repository only.
    #[error("changed lines need a git repository: {0}")]
    NoRepository(String),
    /// There is no such revision, or nothing to compare with it.
    #[error("{revision}: {why}")]
    Revision {
        /// The revision.
        revision: String,
        /// What is wrong with it.
        why: &'static str,
    },
}
