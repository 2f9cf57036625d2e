//! Which glossary holds: the one that is asked for, else those of the project, else the one that is
//! built in. Every request finds it here, so that none disagrees with another.

use std::path::{Path, PathBuf};

use crate::glossary::{self, Glossary, open};
use crate::report::Finding;
use crate::text::source::SourceText;

use super::error::Result;
use super::{Desk, Notice};

impl Desk<'_> {
    /// Reads a glossary: that of a file or folder, else that of the project, else the built-in one.
    /// What is wrong with it is in its problems, and remarked on.
    ///
    /// # Errors
    ///
    /// When its files are not there or cannot be read, or the settings of the project cannot.
    pub fn glossary(&self, path: Option<&Path>) -> Result<Glossary> {
        self.glossary_or(path, glossary::builtin)
            .inspect(|glossary| self.remark_problems(glossary))
    }

    /// Reads a glossary for one text: of what is built in, only what may be in the text is read.
    ///
    /// # Errors
    ///
    /// As [`Desk::glossary`].
    pub fn glossary_for(&self, text: &str, path: Option<&Path>) -> Result<Glossary> {
        self.glossary_or(path, || glossary::builtin_for(text))
            .inspect(|glossary| self.remark_problems(glossary))
    }

    /// Reads a glossary as [`Desk::glossary`] does, for whoever shows or mends what is wrong with it.
    ///
    /// # Errors
    ///
    /// As [`Desk::glossary`].
    pub(super) fn glossary_as_it_is(&self, path: Option<&Path>) -> Result<Glossary> {
        self.glossary_or(path, glossary::builtin)
    }

    /// Tells whether the project has a glossary of its own.
    ///
    /// # Errors
    ///
    /// When the settings of the project cannot be read.
    pub fn has_glossary(&self) -> Result<bool> {
        Ok(!self.glossary_paths()?.is_empty())
    }

    /// Warns of what is wrong with a glossary.
    fn remark_problems(&self, glossary: &Glossary) {
        for problem in &glossary.problems {
            self.remark(Notice::Glossary(Box::new(problem.clone())));
        }
    }

    /// Returns the glossaries of the project as they are shown.
    fn glossary_paths(&self) -> Result<Vec<PathBuf>> {
        let paths = self.project()?.map(super::Project::glossaries);
        let paths = paths.unwrap_or_default().into_iter();
        Ok(paths.map(|path| self.shown(&path).into()).collect())
    }

    fn glossary_or(
        &self,
        path: Option<&Path>,
        built_in: impl FnOnce() -> Glossary,
    ) -> Result<Glossary> {
        let paths = match path {
            Some(path) => vec![path.to_owned()],
            None => self.glossary_paths()?,
        };
        if paths.is_empty() {
            self.remark(Notice::BuiltInGlossary);
            return Ok(built_in());
        }
        let (files, findings) = open_glossaries(&paths)?;
        Ok(load(files, findings))
    }
}

/// Reads glossary files, some of which may be none.
pub(super) fn load(files: Vec<SourceText>, problems: Vec<Finding>) -> Glossary {
    let mut glossary = glossary::load(files);
    glossary.problems.splice(0..0, problems);
    glossary
}

/// Opens glossary files and folders; with their texts come the reasons why some are none.
///
/// # Errors
///
/// When a file or folder is not there or cannot be read.
pub(super) fn open_glossaries(paths: &[PathBuf]) -> Result<(Vec<SourceText>, Vec<Finding>)> {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    for path in paths {
        let (read, found) = open::open(path)?;
        files.extend(read);
        findings.extend(found);
    }
    Ok((files, findings))
}
