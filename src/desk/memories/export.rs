//! The units of a memory become a file.

use std::path::Path;

use super::{Desk, known};
use crate::desk::bilingual::languages_once;
use crate::desk::convert::{Converted, WriteOptions, written_format};
use crate::desk::error::{Advice, Error, Kind, Result};
use crate::memory::Access;
use crate::memory::store::Filter;
use crate::text::Lang;

/// What is exported, and how.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// What must be true of a unit.
    pub filter: Filter,
    /// Language to translate from, else the one with the most texts.
    pub source: Option<Lang>,
    /// Language to translate into, else all.
    pub target: Option<Lang>,
    /// How the units are written.
    pub writing: WriteOptions,
}

impl Desk<'_> {
    /// Writes the units of a memory to a file, in the format that the ending of its name chooses.
    ///
    /// # Errors
    ///
    /// When the memory is empty or cannot be read, or the file cannot be written.
    pub fn export(
        &self,
        memory: Option<&Path>,
        path: &Path,
        options: ExportOptions,
    ) -> Result<Converted> {
        let (_, memory) = self.existing_memory(memory, Access::Read)?;
        let store = memory.store();
        let languages = languages_once(&known([store])?, None);
        let Some(source) = options.source.or(languages.first().cloned()) else {
            return Err(Error::new(Kind::Memory, "there is nothing in the memory"));
        };
        let targets = match options.target {
            Some(target) => vec![target],
            None => languages_once(&languages, Some(&source)),
        };
        let format = match options.writing.format {
            Some(format) => format,
            None => written_format(path, Advice::ChooseEnding)?,
        };
        let output = self.output(format, source, targets, &options.writing)?;
        self.write_units(path, output, |sink| {
            for id in store.unit_ids()? {
                let record = store.record(id)?;
                if let Some(record) = record.filter(|record| options.filter.accepts(record)) {
                    sink.write(&record.unit)?;
                }
            }
            Ok(0)
        })
    }
}
