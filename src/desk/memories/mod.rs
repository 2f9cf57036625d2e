//! The memories that are asked: those that were named, else that of the project, which is brought in
//! step with its folder of TMX files first. Files in other formats are read into a memory that is gone
//! at the end.

mod contents;
mod export;
mod import;
mod sync;

use std::path::{Path, PathBuf};

pub use self::contents::{LanguageCount, MemoryFile, MemoryStats, Selection};
pub use self::export::ExportOptions;
pub use self::import::Imported;
pub use self::sync::Synced;
use super::align::{Aligned, UnitOptions};
use super::bilingual::languages_once;
use super::error::{Advice, Error, Kind, Result};
use super::{Desk, Notice, Side, project};
use crate::format::bitext::{self, Status};
use crate::memory::store::{Added, Filter, Record};
use crate::memory::{Access, Match, Memory, Occurrence, Phrase, Query, Store, merge_matches};
use crate::text::{Lang, script};

/// Which memories are asked, for which languages, and which units count.
#[derive(Clone, Debug, Default)]
pub struct MemoryOptions {
    /// Memories and bilingual files, of which the first wins among equal matches; none stand for that
    /// of the project.
    pub memories: Vec<NamedMemory>,
    /// What must be true of a unit.
    pub filter: Filter,
    /// Language of the text, else that of the project or of its script.
    pub source: Option<Lang>,
    /// Language of translations, else that of the project, or the only other one in the memories.
    pub target: Option<Lang>,
    /// Codes in bilingual files that stand for another language than they say, and the language.
    pub renamed: Vec<(String, Lang)>,
    /// The least that a translation must have come to, in files that say it.
    pub least: Status,
}

/// A memory by its name, with what is taken off its matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedMemory {
    /// The file.
    pub path: PathBuf,
    /// So many points are taken off the scores.
    pub penalty: u8,
}

/// Memories that are open, in order.
pub struct Memories<'a> {
    desk: &'a Desk<'a>,
    list: Vec<OpenMemory>,
    options: MemoryOptions,
    unread: usize,
}

struct OpenMemory {
    path: PathBuf,
    memory: Memory,
    penalty: u8,
}

/// A match, and the place of its memory.
pub type Found = (usize, Match);

impl Desk<'_> {
    /// Opens memories.
    ///
    /// # Errors
    ///
    /// When one of them cannot be used, or none is named and there is no project that has one.
    pub fn memories(&self, options: MemoryOptions) -> Result<Memories<'_>> {
        let mut list = Vec::new();
        let mut unread = 0;
        for named in &options.memories {
            list.push(OpenMemory {
                path: named.path.clone(),
                memory: self.open_memory(&named.path, &options, &mut unread)?,
                penalty: named.penalty,
            });
        }
        if list.is_empty() {
            let (path, memory) = self.project_memory()?;
            list.push(OpenMemory {
                path,
                memory,
                penalty: 0,
            });
        }
        Ok(Memories {
            desk: self,
            list,
            options,
            unread,
        })
    }

    /// Opens a memory, or reads a file of another format into one.
    fn open_memory(
        &self,
        path: &Path,
        options: &MemoryOptions,
        unread: &mut usize,
    ) -> Result<Memory> {
        if bitext::Format::of(path).is_none() {
            return Ok(Memory::open(path, Access::Read)?);
        }
        let options = bitext::Options {
            source: options.source.clone(),
            target: options.target.clone(),
            renamed: options.renamed.clone(),
            least: options.least,
            ..bitext::Options::default()
        };
        let mut store = Store::temporary()?;
        let mut change = store.change()?;
        *unread += self.units(path, &options, |units| {
            change.add(&file_name(path), units)?;
            Ok(())
        })?;
        change.finish()?;
        Ok(Memory::new(store))
    }

    /// Returns the memory that is named, else that of the project, there or not.
    ///
    /// # Errors
    ///
    /// When none is named and there is no project.
    pub fn memory_path(&self, named: Option<&Path>) -> Result<PathBuf> {
        if let Some(path) = named {
            return Ok(path.to_owned());
        }
        let Some(project) = self.project()? else {
            let error = Error::new(Kind::Project, "there is no project here");
            return Err(error.advise(Advice::NameMemory));
        };
        Ok(self.shown(&project.memory()).into())
    }

    /// Opens the memory that is named, else that of the project; makes none.
    ///
    /// # Errors
    ///
    /// When there is none, or it cannot be used.
    pub fn existing_memory(
        &self,
        named: Option<&Path>,
        access: Access,
    ) -> Result<(PathBuf, Memory)> {
        let path = self.memory_path(named)?;
        // What is not there is not to be made.
        if access == Access::Write {
            drop(Memory::open(&path, Access::Read)?);
        }
        let memory = Memory::open(&path, access)?;
        Ok((path, memory))
    }

    /// Opens the memory that is named, else that of the project, to change it; makes it where there is
    /// none.
    ///
    /// # Errors
    ///
    /// When what is named is a bilingual file, or the memory cannot be used.
    pub fn memory_to_change(&self, named: Option<&Path>) -> Result<(PathBuf, Memory)> {
        let path = self.memory_path(named)?;
        if bitext::Format::of(&path).is_some() {
            let reason = "is a file to import; name a memory, such as memory.db";
            return Err(Error::new(Kind::Memory, reason).at(&path));
        }
        project::make_folder(&path)?;
        let memory = Memory::open(&path, Access::Write)?;
        Ok((path, memory))
    }

    /// Puts the sure beads of alignments into a memory, with the segments around them, in place of
    /// those of an earlier alignment of the same documents.
    ///
    /// # Errors
    ///
    /// As [`Desk::memory_to_change`], or when the memory cannot be written.
    pub fn add_aligned(
        &self,
        memory: &Path,
        aligned: &[Aligned],
        min_confidence: f64,
    ) -> Result<Added> {
        let options = UnitOptions {
            min_confidence,
            context: true,
        };
        let (_, mut memory) = self.memory_to_change(Some(memory))?;
        let date = self.tmx_date();
        let mut sum = Added::default();
        let mut change = memory.store_mut().change()?;
        for one in aligned {
            let documents =
                [&one.source, &one.target].map(|input| input.path.display().to_string());
            let mut replaced = change.begin_file(&documents.join(" + "))?;
            sum += change.keep_units(&mut replaced, &one.units(options, date.as_deref()))?;
            sum.removed += change.end_file(replaced)?;
        }
        change.finish()?;
        let first = aligned.first().map(|one| one.source.lang.clone());
        memory.refresh(first.as_slice())?;
        self.remark_memory(&mut memory);
        Ok(sum)
    }

    /// Remarks on what happened to the indexes of a memory.
    pub fn remark_memory(&self, memory: &mut Memory) {
        for notice in memory.take_notices() {
            self.remark(Notice::Memory(notice));
        }
    }
}

impl Memories<'_> {
    /// Finds what is like a segment in all memories.
    ///
    /// # Errors
    ///
    /// When a memory cannot be read.
    pub fn look_up(&mut self, query: &Query<'_>) -> Result<Vec<Found>> {
        let mut found = Vec::new();
        for one in &mut self.list {
            let mut penalties = query.penalties;
            penalties.memory = one.penalty;
            let query = Query {
                penalties,
                filter: &self.options.filter,
                ..query.clone()
            };
            found.push(one.memory.look_up(&query)?);
            self.desk.remark_memory(&mut one.memory);
        }
        Ok(merge_matches(found, query.most))
    }

    /// Returns the unit of a match.
    ///
    /// # Errors
    ///
    /// When the memory cannot be read.
    pub fn record(&self, found: &Found) -> Result<Option<Record>> {
        let Some(one) = self.list.get(found.0) else {
            return Ok(None);
        };
        Ok(one.memory.store().record(found.1.pair.unit)?)
    }

    /// Returns the name of a memory.
    pub fn name(&self, place: usize) -> String {
        let one = self.list.get(place);
        one.map_or(String::new(), |one| file_name(&one.path))
    }

    /// Returns how many units of bilingual files could not be read.
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Returns the files of memories that have no texts in one of two languages.
    ///
    /// # Errors
    ///
    /// When a memory cannot be read.
    pub fn lacking(&self, source: &Lang, target: &Lang) -> Result<Vec<&Path>> {
        let mut lacking = Vec::new();
        for one in &self.list {
            let known = one.memory.store().languages()?;
            let has = |lang: &Lang| {
                let mut rows = known.iter().filter(|row| row.texts > 0);
                rows.any(|row| row.base == lang.primary())
            };
            if !has(source) || !has(target) {
                lacking.push(one.path.as_path());
            }
        }
        Ok(lacking)
    }

    /// Returns how many memories there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// Finds the units that have a phrase, memory after memory.
    ///
    /// # Errors
    ///
    /// When a memory cannot be read.
    pub fn concordance(
        &mut self,
        phrase: &Phrase,
        langs: &[Lang],
        take: &mut dyn FnMut(&str, Occurrence),
    ) -> Result<()> {
        for one in &mut self.list {
            let name = file_name(&one.path);
            let filter = &self.options.filter;
            (one.memory).concordance(phrase, langs, filter, &mut |found| take(&name, found))?;
            self.desk.remark_memory(&mut one.memory);
        }
        Ok(())
    }

    /// Decides the languages of a look-up: given, those of the project, or what the memories leave
    /// open.
    ///
    /// # Errors
    ///
    /// When they leave it open too.
    pub fn languages(&self, source: Option<&Lang>, text: &str) -> Result<(Lang, Lang)> {
        let [own_source, own_target] = [
            self.desk.language(Side::Source)?,
            self.desk.language(Side::Target)?,
        ];
        let known = self.known()?;
        let is = |a: &Lang, b: &Lang| a.primary() == b.primary();
        let found = script::dominant(text);
        let fits = |lang: &Lang| found.is_none_or(|script| lang.may_be_in(script));
        let target = self.options.target.as_ref();
        let is_free = |lang: &Lang| target.is_none_or(|target| !is(lang, target));
        // The text may be in the other language of the project: then it is looked up backwards.
        let mut likely = own_source.into_iter().chain(own_target).chain(&known);
        let source = source
            .or(self.options.source.as_ref())
            .or_else(|| likely.find(|lang| is_free(lang) && fits(lang)));
        let Some(source) = source else {
            let error = Error::new(Kind::Language, "which language is the text in?");
            return Err(error.advise(Advice::GiveLanguage(Side::Source)));
        };
        let mut configured = own_target.into_iter().chain(own_source);
        let target = target.or_else(|| configured.find(|lang| !is(lang, source)));
        if let Some(target) = target {
            return Ok((source.clone(), target.clone()));
        }
        let others = languages_once(&known, Some(source));
        match others.as_slice() {
            [only] => Ok((source.clone(), only.clone())),
            [] => {
                let reason = format!("there are no translations from {source} in the memory");
                Err(Error::new(Kind::Language, reason))
            }
            others => {
                let names: Vec<&str> = others.iter().map(Lang::as_str).collect();
                let names = names.join(", ");
                let reason = format!("there are translations from {source} into {names}");
                Err(Error::new(Kind::Language, reason).advise(Advice::ChooseTarget))
            }
        }
    }

    /// Returns the languages of the memories, those with the most texts first.
    ///
    /// # Errors
    ///
    /// When a memory cannot be read.
    pub fn known(&self) -> Result<Vec<Lang>> {
        known(self.list.iter().map(|one| one.memory.store()))
    }
}

/// Returns the languages of memories, those with the most texts first.
pub(super) fn known<'a>(stores: impl IntoIterator<Item = &'a Store>) -> Result<Vec<Lang>> {
    let mut rows = Vec::new();
    for store in stores {
        rows.extend(store.languages()?);
    }
    rows.retain(|row| row.texts > 0);
    rows.sort_by_key(|row| std::cmp::Reverse(row.texts));
    let langs = rows.iter().filter_map(|row| Lang::parse(&row.tag).ok());
    Ok(langs.collect())
}

/// Returns the name of a file without folders.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
