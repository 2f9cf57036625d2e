//! Bilingual files go into a memory: all of them, or none when the import is broken off.

use std::path::{Path, PathBuf};

use super::Desk;
use crate::desk::error::Result;
use crate::desk::{Progress, open_units};
use crate::format::bitext;
use crate::memory::store::Added;
use crate::model::{LangCode, TranslationUnit};
use crate::text::Lang;

/// What came of an import.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The memory.
    pub memory: PathBuf,
    /// What was put in.
    pub added: Added,
    /// How many units could not be read.
    pub unread: usize,
}

impl Desk<'_> {
    /// Puts the units of files into the memory that is named, else into that of the project; it is
    /// made where there is none.
    ///
    /// # Errors
    ///
    /// When a file cannot be read at all, or the memory cannot be changed.
    pub fn import(
        &self,
        files: &[PathBuf],
        memory: Option<&Path>,
        options: &bitext::Options,
    ) -> Result<Imported> {
        // What cannot be opened at all is reported before anything is made.
        let mut langs = Vec::new();
        for path in files {
            let units = open_units(path, options)?;
            langs.extend(units.srclang().and_then(|code| code.lang().ok()).cloned());
        }
        let (path, mut memory) = self.memory_to_change(memory)?;
        let place = path.display().to_string();
        let mut added = Added::default();
        let mut unread = 0;
        let mut change = memory.store_mut().change()?;
        for file in files {
            let name = file.to_string_lossy();
            unread += self.units(file, options, |units| {
                added += change.add(&name, units)?;
                langs.extend(units.first().and_then(source_of));
                self.observer().progress(&Progress::Importing {
                    memory: &place,
                    units: (added.added + added.known) as u64,
                });
                Ok(())
            })?;
        }
        change.finish()?;
        self.observer().progress(&Progress::Indexing);
        memory.refresh(&langs)?;
        self.remark_memory(&mut memory);
        Ok(Imported {
            memory: path,
            added,
            unread,
        })
    }
}

/// Returns the language that a unit was translated from.
fn source_of(unit: &TranslationUnit) -> Option<Lang> {
    let first = unit.variants.first().map(|variant| &variant.lang);
    let code: &LangCode = unit.srclang.as_ref().or(first)?;
    code.lang().ok().cloned()
}
