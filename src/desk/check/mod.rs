//! A project checked: what is asked and what the project says become scopes, one for each project that
//! an input belongs to; each is looked at by itself, and what is found is fixed and counted together.
//! How it is shown, and what a run ends with, is for the door.

mod changed;
mod config;
mod files;
mod finding;
mod fix;
mod globs;
mod look;
mod notice;
mod options;
mod own;
mod read;
mod scope;
mod settings;
mod store;

use std::path::Path;

use self::scope::repository;
use self::store::Store;
use super::project::FailOn;
use super::{Desk, Notice, Result, paths, replace_or_fail};
use crate::report::{Finding, Place, Severity};

pub use self::config::CheckConfig;
pub use self::fix::FixedFile;
pub use self::look::RolledUp;
pub use self::notice::CheckNotice;
pub use self::options::{CheckError, CheckOptions};
pub use self::scope::Scope;

/// What was found in all scopes.
#[derive(Debug, Default)]
pub struct Checked {
    /// Sorted within each project, with fingerprints; those that are hidden too.
    pub findings: Vec<Finding>,
    /// Concepts that translations mostly do without.
    pub roll_ups: Vec<RolledUp>,
    /// Whether findings were held against a baseline.
    pub has_baseline: bool,
    /// Whether what is shown is bad enough to make a run fail.
    pub fails: bool,
}

impl Desk<'_> {
    /// Puts what is to be checked into the projects that it belongs to.
    ///
    /// # Errors
    ///
    /// When settings, a baseline or the history cannot be read, or there is no such rule.
    pub fn scopes(&self, options: &CheckOptions) -> Result<Vec<Scope>> {
        scope::scopes(self, options)
    }

    /// Checks translations and glossaries; what is not at least as bad as `shown` fails nothing.
    ///
    /// # Errors
    ///
    /// When a glossary or folder cannot be read. A file that cannot be read is a finding.
    pub fn check(&self, scopes: &[Scope], shown: Severity) -> Result<Checked> {
        let mut checked = Checked::default();
        for scope in scopes {
            let looked = look::look(self, scope, &Store::default())?;
            if scope.is_whole && looked.gone > 0 {
                self.remark(Notice::Check(CheckNotice::GoneFromBaseline(looked.gone)));
            }
            let least = match scope.fail_on {
                FailOn::Error => Some(Severity::Error),
                FailOn::Warning => Some(Severity::Warning),
                FailOn::Never => None,
            };
            checked.fails |= least.is_some_and(|least| {
                let mut open = looked.findings.iter().filter(|one| one.hidden.is_none());
                // What is not shown fails nothing: nobody would know why.
                open.any(|one| one.severity >= least.max(shown))
            });
            checked.findings.extend(looked.findings);
            checked.roll_ups.extend(looked.roll_ups);
            checked.has_baseline |= scope.baseline.is_some();
        }
        Ok(checked)
    }

    /// Names the files of findings from the root of the repository that the first scope is in, as those
    /// do who show a report beside the files; without a repository they stay as they are.
    pub fn from_repository(&self, scopes: &[Scope], findings: &mut [Finding]) {
        let root = scopes.first().and_then(|one| repository(one.found.root()));
        let Some(root) = root.filter(|root| *root != self.current) else {
            return;
        };
        let place = |place: &mut Place| {
            let path = paths::absolute(&self.current, Path::new(&place.path));
            place.path = paths::shown(&root, &path);
        };
        for finding in findings {
            place(&mut finding.place);
            finding.related.iter_mut().for_each(|(at, _)| place(at));
        }
    }

    /// Checks, and writes what is found into the baselines, so that it is known from now on.
    ///
    /// # Errors
    ///
    /// As [`Desk::check`], and when a baseline cannot be written or would lose what was not looked at.
    pub fn write_baselines(&self, scopes: &[Scope]) -> Result<()> {
        for scope in scopes {
            let name = scope.baseline_name();
            self.keep_apart(name.as_ref(), read::file_names(scope)?)?;
            let looked = look::look(self, scope, &Store::default())?;
            scope.write_baseline(self, &looked.findings)?;
        }
        Ok(())
    }

    /// Returns the files that would change if everything was fixed that can be.
    ///
    /// # Errors
    ///
    /// As [`Desk::check`].
    pub fn fixed_files(&self, scopes: &[Scope]) -> Result<Vec<FixedFile>> {
        let mut files = Vec::new();
        for scope in scopes {
            files.extend(fix::fixed(self, scope)?);
        }
        Ok(files)
    }

    /// Fixes everything that can be, and returns how many files changed.
    ///
    /// # Errors
    ///
    /// As [`Desk::check`], and when a file cannot be written or was changed meanwhile.
    pub fn fix(&self, scopes: &[Scope]) -> Result<usize> {
        let mut written = 0;
        for scope in scopes {
            for file in fix::fixed(self, scope)? {
                let path = self.absolute(Path::new(&file.path));
                replace_or_fail(&path, Some(&file.before), &file.after)?;
                written += 1;
            }
        }
        Ok(written)
    }

    /// Refuses to write a result over something that the check reads.
    ///
    /// # Errors
    ///
    /// When one of the outputs is read, or a glossary or folder cannot be.
    pub fn keep_check_apart<'p>(
        &self,
        scopes: &[Scope],
        outputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<()> {
        let there: Vec<&Path> = outputs.into_iter().filter(|path| path.exists()).collect();
        if there.is_empty() {
            return Ok(());
        }
        let checked = self.checked_files(scopes)?;
        for output in there {
            self.keep_apart(output, &checked)?;
            for scope in scopes {
                self.keep_apart(output, scope.read_beside())?;
            }
        }
        Ok(())
    }

    /// Returns the names of the files that would be checked.
    ///
    /// # Errors
    ///
    /// When a glossary or folder cannot be read.
    pub fn checked_files(&self, scopes: &[Scope]) -> Result<Vec<String>> {
        let names = scopes.iter().map(read::file_names);
        Ok(names.collect::<Result<Vec<_>>>()?.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rule::Rule;

    #[test]
    fn a_project_is_checked_and_fixed_without_a_terminal() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("a.tsv");
        std::fs::write(&table, "en\tfr\nThe report.\tLe  rapport.\n").unwrap();
        let desk = Desk::new(folder.path());
        let options = CheckOptions {
            paths: vec![table.clone(), "none.tmx".into()],
            ..CheckOptions::default()
        };
        let scopes = desk.scopes(&options).unwrap();
        let checked = desk.check(&scopes, Severity::Info).unwrap();
        let broken = checked.findings.iter();
        let broken: Vec<&str> = broken
            .filter(|one| one.rule == Rule::UnreadableFile)
            .map(|one| one.message.as_str())
            .collect();
        assert_eq!(broken, ["there is no such file"]);
        assert!(checked.fails);
        let planned = desk.fixed_files(&scopes).unwrap();
        assert_eq!(desk.fix(&scopes).unwrap(), planned.len());
        assert_eq!(planned[0].path, "a.tsv");
        assert_eq!(std::fs::read(&table).unwrap(), planned[0].after);
        assert!(planned[0].after.ends_with(b"Le rapport.\n"));
    }

    #[test]
    fn a_rule_that_is_not_there_is_refused() {
        let options = CheckOptions {
            only: vec!["X".to_owned()],
            ..CheckOptions::default()
        };
        let folder = tempfile::tempdir().unwrap();
        let refused = Desk::new(folder.path()).scopes(&options).err().unwrap();
        assert_eq!(refused.to_string(), "X: there is no rule \"X\"");
        assert!(matches!(refused.cause(), Some(CheckError::Only { .. })));
    }
}
