//! The units of a memory become a file.

use std::path::Path;

use super::{Desk, known};
use crate::desk::bilingual::others;
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
        // What others take out meanwhile is in the file, and what they put in is not.
        let _snapshot = store.snapshot()?;
        let known = known([store])?;
        let target = options.target;
        let is_target = |lang: &&Lang| target.as_ref().is_some_and(|target| lang.agrees(target));
        let source = options
            .source
            .as_ref()
            .or(known.iter().find(|lang| !is_target(lang)));
        let Some(source) = source.or(known.first()).cloned() else {
            return Err(Error::new(Kind::Memory, "there is nothing in the memory"));
        };
        let found = others(&known, &source);
        let targets = match target {
            Some(target)
                if known
                    .iter()
                    .any(|lang| *lang != source && lang.agrees(&target)) =>
            {
                vec![target]
            }
            None if !found.is_empty() => found,
            other => {
                let into = other.map_or(String::new(), |lang| format!(" into {lang}"));
                let reason = format!("there are no translations from {source}{into} in the memory");
                return Err(Error::new(Kind::Language, reason));
            }
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
