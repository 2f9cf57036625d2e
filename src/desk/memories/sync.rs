//! The memory of a project gets what is in the project's folder of TMX files, and loses what is no
//! longer there. Whatever asks the project's memory does the same first; files that have the size and
//! the time that they had are not read.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use super::Desk;
use crate::desk::error::{Advice, At, Error, Kind, Result};
use crate::desk::project::{self, make_folder};
use crate::desk::{Notice, Progress};
use crate::format::bitext::{self, Format};
use crate::memory::store::{Added, Change, FileRow};
use crate::memory::{Access, Memory, StoreError};
use crate::text::Lang;

/// A file was changed so shortly ago that it may be changed once more without a later time.
const FRESH: Duration = Duration::from_secs(2);

/// What came of bringing a memory in step.
#[derive(Clone, Debug, Default)]
pub struct Synced {
    /// The memory.
    pub memory: PathBuf,
    /// How many files it is in step with.
    pub files: usize,
    /// What was put in and taken out.
    pub added: Added,
    /// How many units and files could not be read.
    pub unread: usize,
}

/// A file to be read.
struct Changed {
    path: PathBuf,
    name: String,
    size: u64,
    /// Nanoseconds since 1970, 0 for one that has to be read again the next time.
    modified: i64,
}

impl Desk<'_> {
    /// Brings the memory of the project in step with its TMX files; with `all`, files that seem
    /// unchanged are read again too.
    ///
    /// # Errors
    ///
    /// When there is no project, or its memory cannot be used.
    pub fn sync(&self, all: bool) -> Result<Synced> {
        let Some(project) = self.project()? else {
            let reason = "there is no project here; make a folder tmx/ with TMX files in it";
            return Err(Error::new(Kind::Project, reason));
        };
        let (path, mut memory) = self.memory_to_change(None)?;
        let folder = PathBuf::from(self.shown(&project.tmx()));
        let (added, unread) = self.bring_in_step(&mut memory, &folder, all)?;
        self.remark_memory(&mut memory);
        let files = memory.store().files()?;
        Ok(Synced {
            memory: path,
            files: files.iter().filter(|row| row.seen.is_some()).count(),
            added,
            unread,
        })
    }

    /// Opens the memory of the project in step with its TMX files; where it cannot be changed, as it
    /// is.
    pub(super) fn project_memory(&self) -> Result<(PathBuf, Memory)> {
        let path = self.memory_path(None)?;
        let folder = self.project()?.map(project::Project::tmx);
        let folder = PathBuf::from(self.shown(&folder.unwrap_or_default()));
        let has_files = folder.is_dir();
        if !path.exists() {
            if !has_files {
                let error = Error::new(Kind::Memory, "the project has no memory yet");
                return Err(error.advise(Advice::FillMemory(folder)));
            }
            make_folder(&path)?;
        }
        // What somebody else is making just now is made; what cannot be changed is read.
        let mut memory = match Memory::open(&path, Access::Write) {
            Err(StoreError::ReadOnly(_) | StoreError::Other { .. }) => {
                Memory::open(&path, Access::Read)?
            }
            memory => memory?,
        };
        if has_files {
            match self.bring_in_step(&mut memory, &folder, false) {
                Ok((added, _)) if added == Added::default() => {}
                Ok((added, _)) => self.remark(Notice::Synced { folder, added }),
                Err(error) if matches!(error.cause(), Some(StoreError::ReadOnly(_))) => {
                    self.remark(Notice::NotInStep { folder, error });
                }
                Err(error) => return Err(error),
            }
            self.remark_memory(&mut memory);
        }
        Ok((path, memory))
    }

    /// Brings a memory in step with a folder; returns what was changed, and how many units could not
    /// be read.
    fn bring_in_step(
        &self,
        memory: &mut Memory,
        folder: &Path,
        all: bool,
    ) -> Result<(Added, usize)> {
        let known = memory.store().files()?;
        let (changed, there) = self.changed(folder, if all { &[] } else { &known })?;
        let gone: Vec<&FileRow> = (known.iter())
            .filter(|row| row.seen.is_some() && !there.contains(&row.name))
            .collect();
        let mut sum = Added::default();
        let mut problems = 0;
        if changed.is_empty() && gone.is_empty() {
            return Ok((sum, problems));
        }
        let mut langs = Vec::new();
        let mut change = memory.store_mut().change()?;
        for row in gone {
            let replaced = change.begin_file(&row.name)?;
            sum.removed += change.end_file(replaced)?;
            change.forget_file(&row.name)?;
        }
        for file in &changed {
            self.observer().progress(&Progress::Reading(&file.name));
            problems += self.replace(&mut change, file, &mut sum, &mut langs)?;
        }
        if change.finish()? {
            self.observer().progress(&Progress::Indexing);
            memory.refresh(&langs)?;
        }
        Ok((sum, problems))
    }

    /// Puts the units of a file in the place of those that it had; returns how many could not be read.
    fn replace(
        &self,
        change: &mut Change<'_>,
        file: &Changed,
        sum: &mut Added,
        langs: &mut Vec<Lang>,
    ) -> Result<usize> {
        let mut replaced = change.begin_file(&file.name)?;
        let read = self.units(&file.path, &bitext::Options::default(), |units| {
            let added = change.keep_units(&mut replaced, units)?;
            sum.added += added.added;
            sum.empty += added.empty;
            let first = units.first().and_then(|unit| unit.variants.first());
            langs.extend(first.and_then(|variant| variant.lang.lang().ok()).cloned());
            Ok(())
        });
        match read {
            Ok(0) => {
                sum.removed += change.end_file(replaced)?;
                change.mark_seen(&file.name, file.size, file.modified)?;
                Ok(0)
            }
            // What could not be read may be there still: nothing of the file is taken out, and it
            // is read again the next time.
            Ok(unread) => Ok(unread),
            Err(error) if error.kind() == Kind::Memory => Err(error),
            // One bad file must not cost the others.
            Err(error) => {
                self.remark(Notice::Failed(error));
                Ok(1)
            }
        }
    }

    /// Returns the files of a folder that are not as they were, and the names of all.
    fn changed(
        &self,
        folder: &Path,
        known: &[FileRow],
    ) -> Result<(Vec<Changed>, BTreeSet<String>)> {
        let mut changed = Vec::new();
        let mut names = BTreeSet::new();
        if !folder.is_dir() {
            return Ok((changed, names));
        }
        let entries = std::fs::read_dir(folder).at(folder)?;
        let paths = entries.map(|entry| Ok(entry?.path()));
        let mut paths: Vec<PathBuf> = paths.collect::<std::io::Result<_>>().at(folder)?;
        paths.sort();
        for path in paths {
            if Format::of(&path) != Some(Format::Tmx) || !path.is_file() {
                continue;
            }
            let name = format!("{}/{}", project::TMX, super::file_name(&path));
            let metadata = path.metadata().at(&path)?;
            let (size, modified) = (metadata.len(), self.modified(&metadata));
            names.insert(name.clone());
            let row = known.iter().find(|row| row.name == name);
            if row.and_then(|row| row.seen) != Some((size, modified)) || modified == 0 {
                changed.push(Changed {
                    path,
                    name,
                    size,
                    modified,
                });
            }
        }
        Ok((changed, names))
    }

    /// Returns when a file was changed, or 0 where that does not tell it from what it may be soon.
    fn modified(&self, metadata: &Metadata) -> i64 {
        let time = metadata.modified().ok();
        let Some(since) = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()) else {
            return 0;
        };
        let now = self
            .now()
            .map(|now| now.duration_since(jiff::Timestamp::UNIX_EPOCH));
        let now = now.and_then(|now| Duration::try_from(now).ok());
        if now.is_none_or(|now| now < since + FRESH) {
            return 0;
        }
        i64::try_from(since.as_nanos()).unwrap_or(0)
    }
}
