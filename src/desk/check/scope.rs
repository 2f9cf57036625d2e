//! What belongs to one project: its root, its settings and those inputs of the run that are in it.

use std::path::{Path, PathBuf};

use super::changed::Changed;
use super::globs::Root;
use super::notice::CheckNotice;
use super::options::CheckOptions;
use super::settings::{self, Settings};
use crate::check::baseline::Baseline;
use crate::check::suppress::Suppression;
use crate::desk::glossaries::{load, open_glossaries};
use crate::desk::paths::{absolute, shown};
use crate::desk::project::{FILE_NAME, FailOn, Project, Settings as ProjectSettings};
use crate::desk::{Advice, Desk, Error, Kind, Notice, Result, replace_or_fail};
use crate::glossary::{self, Glossary};
use crate::report::{Finding, Hidden, Severity};
use crate::text::Lang;
use crate::text::source::SourceText;

/// The name of a baseline where none is given.
const BASELINE: &str = "chancery-baseline.json";

/// A project, and what of it is checked.
pub struct Scope {
    pub(super) root: Root,
    /// The current folder.
    current: PathBuf,
    pub(super) found: Project,
    pub(super) settings: Settings,
    pub(super) suppressions: Vec<Suppression>,
    /// Files and folders to be checked, absolute.
    pub(super) inputs: Vec<PathBuf>,
    /// Whether all of it is checked by all rules.
    pub(super) is_whole: bool,
    pub(super) source: Option<Lang>,
    pub(super) target: Option<Lang>,
    glossaries: Vec<PathBuf>,
    pub(super) baseline: Option<Baseline>,
    baseline_path: PathBuf,
    /// What is in the baseline that is written anew.
    old_baseline: Option<Vec<u8>>,
    pub(super) changed: Option<Changed>,
    pub(super) fail_on: FailOn,
    pub(super) today: Option<jiff::civil::Date>,
    wording: Option<fn(Error) -> String>,
}

/// Puts the inputs of a run into the projects that they belong to.
pub(super) fn scopes(desk: &Desk<'_>, options: &CheckOptions) -> Result<Vec<Scope>> {
    let current = desk.current().to_owned();
    let mut groups: Vec<(PathBuf, Option<Project>, Vec<PathBuf>)> = Vec::new();
    let unnamed = options.paths.is_empty();
    let paths = if unnamed {
        vec![current.clone()]
    } else {
        options.paths.clone()
    };
    for path in paths {
        let path = absolute(&current, &path);
        let folder = if path.is_dir() {
            path.as_path()
        } else {
            path.parent().unwrap_or(&path)
        };
        let found = desk.project_of(folder)?;
        let root = match &found {
            Some(found) => found.root().to_owned(),
            None => repository(folder).unwrap_or_else(|| current.clone()),
        };
        let path = if unnamed { root.clone() } else { path };
        match groups.iter_mut().find(|group| group.0 == root) {
            Some((_, _, inputs)) => inputs.push(path),
            None => groups.push((root, found, vec![path])),
        }
    }
    let groups = groups.into_iter();
    groups
        .map(|(folder, found, inputs)| {
            let found = found.unwrap_or_else(|| Project::without_settings(&folder));
            Scope::new(options, desk, found, inputs)
        })
        .collect()
}

/// Returns the root of the repository that a folder is in.
pub(super) fn repository(folder: &Path) -> Option<PathBuf> {
    let found = folder
        .ancestors()
        .find(|folder| folder.join(".git").exists());
    found.map(Path::to_owned)
}

impl Scope {
    fn new(
        options: &CheckOptions,
        desk: &Desk<'_>,
        mut found: Project,
        inputs: Vec<PathBuf>,
    ) -> Result<Scope> {
        let (current, folder) = (desk.current(), found.root().to_owned());
        let prefix = match shown(current, &folder) {
            same if same.is_empty() => same,
            folder => format!("{folder}/"),
        };
        let root = Root { prefix };
        let name = root.shown(FILE_NAME);
        found = found.named(&name);
        let settings = Settings::new(options, &found)?;
        let mut suppressions =
            settings::suppressions(&found.settings().ignore, &settings.own, found.source())?;
        if let Some(file) = &found.settings().check.ignore_file {
            let path = folder.join(file);
            let text = std::fs::read_to_string(&path).map_err(|error| {
                let named = format!("{}: ignore-file {file}", found.source().path());
                Error::of(Kind::File, error).about(&named)
            })?;
            let source = SourceText::new(root.shown(file), text);
            let ignores = ProjectSettings::parse_ignores(source.text(), source.path().as_ref())?;
            suppressions.extend(settings::suppressions(&ignores, &settings.own, &source)?);
        }
        let check = &found.settings().check;
        let glossaries = if options.glossaries.is_empty() {
            found.glossaries()
        } else {
            let given = options.glossaries.iter();
            given.map(|path| absolute(current, path)).collect()
        };
        let baseline_path = match (&options.baseline, &check.baseline) {
            (Some(path), _) => absolute(current, path),
            (None, Some(path)) => folder.join(path),
            (None, None) => folder.join(BASELINE),
        };
        let named = options.baseline.is_some() || check.baseline.is_some();
        let baseline = if options.is_new_baseline {
            None
        } else {
            read_baseline(current, &baseline_path, named)?
        };
        let partial = !options.paths.is_empty()
            || !options.only.is_empty()
            || !options.skip.is_empty()
            || options.changed_since.is_some()
            || options.target_lang.is_some();
        Ok(Scope {
            root,
            current: current.to_owned(),
            settings,
            suppressions,
            inputs,
            is_whole: !partial,
            source: options.source_lang.clone(),
            target: options.target_lang.clone(),
            glossaries,
            baseline,
            old_baseline: std::fs::read(&baseline_path).ok(),
            baseline_path,
            changed: options
                .changed_since
                .as_deref()
                .map(|revision| Changed::since(revision, &folder))
                .transpose()?,
            fail_on: options.fail_on.or(check.fail_on).unwrap_or_default(),
            today: desk.today(),
            wording: options.wording,
            found,
        })
    }

    /// Words an error for the message of a finding.
    pub(super) fn wording(&self, error: Error) -> String {
        match self.wording {
            Some(words) => words(error),
            None => error.to_string(),
        }
    }

    /// Returns a path as it is shown.
    pub(super) fn shown(&self, path: &Path) -> String {
        shown(&self.current, path)
    }

    /// Returns the path of what is shown so.
    pub(super) fn path_of(&self, shown: &str) -> PathBuf {
        absolute(&self.current, Path::new(shown))
    }

    /// Returns the path from the root of the project of what is shown so.
    pub(super) fn in_project(&self, path: &str) -> String {
        if self.root.prefix.is_empty() {
            return path.to_owned();
        }
        shown(self.found.root(), &self.path_of(path))
    }

    /// Returns what a path from the root of the project is shown as.
    pub(super) fn shown_in_project(&self, path: &str) -> String {
        if self.root.prefix.is_empty() {
            return path.to_owned();
        }
        self.shown(&absolute(self.found.root(), Path::new(path)))
    }

    /// Reads the glossaries, those in memory in place of those on disk. The second is false for the
    /// one that is built in.
    pub(super) fn glossary(
        &self,
        text_of: impl Fn(&str) -> Option<String>,
    ) -> Result<(Glossary, bool)> {
        if self.glossaries.is_empty() {
            return Ok((glossary::builtin(), false));
        }
        let (files, problems) = self.open(&self.glossaries, text_of)?;
        Ok((load(files, problems), true))
    }

    /// Opens glossary files, those in memory in place of those on disk.
    fn open(
        &self,
        paths: &[PathBuf],
        text_of: impl Fn(&str) -> Option<String>,
    ) -> Result<(Vec<SourceText>, Vec<Finding>)> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| self.shown(path).into()).collect();
        let (mut files, problems) = open_glossaries(&paths)?;
        for file in &mut files {
            if let Some(text) = text_of(file.path()) {
                *file = SourceText::new(file.path(), text);
            }
        }
        Ok((files, problems))
    }

    /// Reads the glossary files that were named and are not among those of the project: they are
    /// looked through, and not held against translations.
    pub(super) fn named_glossary(
        &self,
        known: &Glossary,
        text_of: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Glossary>> {
        let named = self.inputs.iter().filter(|input| {
            let is_glossary = input.extension().is_some_and(|ending| ending == "toml");
            let shown = self.shown(input);
            let is_settings = input.ends_with(FILE_NAME);
            is_glossary && !is_settings && !known.files.iter().any(|file| file.path() == shown)
        });
        let named: Vec<PathBuf> = named.cloned().collect();
        let (files, problems) = self.open(&named, text_of)?;
        Ok((!files.is_empty()).then(|| load(files, problems)))
    }

    /// Tells whether the glossaries themselves are to be checked: when the whole project is, or when
    /// they are among what was named.
    pub(super) fn lints(&self, path: &str) -> bool {
        let path = self.path_of(path);
        self.inputs.iter().any(|input| path.starts_with(input))
    }

    /// Returns the files and folders that are read beside those that are checked.
    pub(super) fn read_beside(&self) -> impl Iterator<Item = PathBuf> {
        let root = self.found.root();
        let ignored = self.found.settings().check.ignore_file.as_ref();
        let own = [root.join(FILE_NAME), self.baseline_path.clone()];
        let own = own.into_iter().chain(ignored.map(|file| root.join(file)));
        own.chain(self.glossaries.iter().cloned())
    }

    /// Returns the file of the baseline as it is shown.
    pub(super) fn baseline_name(&self) -> String {
        self.shown(&self.baseline_path)
    }

    /// Writes what was found as the baseline.
    pub(super) fn write_baseline(&self, desk: &Desk<'_>, findings: &[Finding]) -> Result<()> {
        let path = self.baseline_name();
        if !self.is_whole && self.baseline_path.exists() {
            let reason = "this run sees only a part of the project and would drop the rest";
            let error = Error::new(Kind::Request, reason).about(&path);
            return Err(error.advise(Advice::CheckWhole));
        }
        let open = findings.iter().filter(|finding| {
            !matches!(finding.hidden, Some(Hidden::Suppressed(_)))
                && finding.severity >= Severity::Warning
        });
        let open: Vec<Finding> = open.cloned().collect();
        replace_or_fail(
            &self.baseline_path,
            self.old_baseline.as_deref(),
            Baseline::write(&open),
        )?;
        desk.remark(Notice::Check(CheckNotice::BaselineWritten {
            path: path.into(),
            findings: open.len(),
        }));
        Ok(())
    }
}

fn read_baseline(current: &Path, path: &Path, named: bool) -> Result<Option<Baseline>> {
    let name = shown(current, path);
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if named {
                let error = Error::new(Kind::NotFound, "there is no such baseline").about(&name);
                return Err(error.advise(Advice::WriteBaseline));
            }
            return Ok(None);
        }
        Err(error) => return Err(Error::of(Kind::File, error).about(&name)),
    };
    let read = Baseline::parse(&text);
    read.map(Some)
        .map_err(|error| Error::of(Kind::Settings, error).about(&name))
}
