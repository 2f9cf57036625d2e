//! What is in a memory: files, counts, units that do harm or of which something is true; these are
//! returned first, and taken out by whoever has looked at them.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Desk;
use crate::desk::error::Result;
use crate::memory::store::{Defect, Filter, Record};
use crate::memory::{Access, Memory};

/// A file that units of a memory came from.
#[derive(Clone, Debug, Serialize)]
pub struct MemoryFile {
    /// Its name.
    pub file: String,
    /// How many units came from it.
    pub units: u64,
    /// Whether the memory is kept in step with it.
    pub synced: bool,
}

/// How much there is in a memory.
#[derive(Clone, Debug, Serialize)]
pub struct MemoryStats {
    /// The memory.
    pub memory: String,
    /// How many units.
    pub units: u64,
    /// How many files they came from.
    pub files: usize,
    /// The size of the memory.
    pub bytes: u64,
    /// Its languages.
    pub languages: Vec<LanguageCount>,
}

/// How many texts are in a language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageCount {
    /// The code of the language.
    pub lang: String,
    /// How many texts.
    pub texts: u64,
}

/// Units of a memory that were chosen.
pub struct Selection {
    /// The file of the memory.
    pub path: PathBuf,
    /// The units, each with what is wrong with it, where that was asked.
    pub units: Vec<(Option<Defect>, Record)>,
    memory: Memory,
}

impl Desk<'_> {
    /// Lists the files that the units of a memory came from.
    ///
    /// # Errors
    ///
    /// When there is no memory, or it cannot be read.
    pub fn memory_files(&self, memory: Option<&Path>) -> Result<Vec<MemoryFile>> {
        let (_, memory) = self.existing_memory(memory, Access::Read)?;
        let files = memory.store().files()?.into_iter();
        let files = files.map(|row| MemoryFile {
            file: row.name,
            units: row.units,
            synced: row.seen.is_some(),
        });
        Ok(files.collect())
    }

    /// Counts what is in a memory.
    ///
    /// # Errors
    ///
    /// As [`Desk::memory_files`].
    pub fn memory_stats(&self, memory: Option<&Path>) -> Result<MemoryStats> {
        let (path, memory) = self.existing_memory(memory, Access::Read)?;
        let files = memory.store().files()?;
        let languages = memory.store().languages()?.into_iter();
        let languages = languages.filter(|row| row.texts > 0);
        Ok(MemoryStats {
            memory: path.display().to_string(),
            units: files.iter().map(|row| row.units).sum(),
            files: files.len(),
            bytes: std::fs::metadata(&path).map_or(0, |metadata| metadata.len()),
            languages: languages
                .map(|row| LanguageCount {
                    lang: row.tag,
                    texts: row.texts,
                })
                .collect(),
        })
    }

    /// Finds the units of a memory that do harm; of these kinds alone, if any are given. They can be
    /// taken out where the memory is opened for writing.
    ///
    /// # Errors
    ///
    /// As [`Desk::memory_files`], or when it cannot be changed.
    pub fn defective_units(
        &self,
        memory: Option<&Path>,
        only: &[Defect],
        access: Access,
    ) -> Result<Selection> {
        let (path, memory) = self.existing_memory(memory, access)?;
        let mut found = memory.store().defective_units()?;
        found.retain(|one| only.is_empty() || only.contains(&one.defect));
        let units = found.into_iter();
        Ok(Selection {
            path,
            units: units.map(|one| (Some(one.defect), one.record)).collect(),
            memory,
        })
    }

    /// Finds the units of a memory of which something is true, as [`Desk::defective_units`] does.
    ///
    /// # Errors
    ///
    /// As [`Desk::defective_units`].
    pub fn units_where(
        &self,
        memory: Option<&Path>,
        filter: &Filter,
        access: Access,
    ) -> Result<Selection> {
        let (path, memory) = self.existing_memory(memory, access)?;
        let mut units = Vec::new();
        let snapshot = memory.store().snapshot()?;
        for id in memory.store().unit_ids()? {
            let record = memory.store().record(id)?;
            units.extend(
                record
                    .filter(|one| filter.accepts(one))
                    .map(|one| (None, one)),
            );
        }
        drop(snapshot);
        Ok(Selection {
            path,
            units,
            memory,
        })
    }

    /// Takes the units that were chosen out of their memory.
    ///
    /// # Errors
    ///
    /// When the memory cannot be changed.
    pub fn remove_units(&self, mut selection: Selection) -> Result<()> {
        let ids: Vec<u64> = selection.units.iter().map(|(_, one)| one.id).collect();
        let mut change = selection.memory.store_mut().change()?;
        change.remove(&ids)?;
        change.finish()?;
        selection.memory.refresh(&[])?;
        self.remark_memory(&mut selection.memory);
        Ok(())
    }
}
