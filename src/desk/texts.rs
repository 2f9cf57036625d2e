//! Texts in two languages to learn from: the units of memories, tables and translated jobs, or texts
//! whose lines are translations of each other. Which two languages they are is decided here, once for
//! everything that learns; texts of one side alone are passed over.

use std::path::{Path, PathBuf};

use super::bilingual::open_units;
use super::error::{Advice, Error, Kind, Result};
use super::language::{self, Side};
use super::{Desk, read_text};
use crate::format::bitext;
use crate::text::Lang;

/// Which texts are read.
#[derive(Clone, Debug, Default)]
pub struct TextOptions {
    /// Memories, tables and translated jobs.
    pub files: Vec<PathBuf>,
    /// Texts and their translations, line by line.
    pub lines: Vec<(PathBuf, PathBuf)>,
    /// The source language, where it is not as the names of texts or the project say.
    pub source_lang: Option<Lang>,
    /// The target language, where it is neither so nor the only other one.
    pub target_lang: Option<Lang>,
}

impl Desk<'_> {
    /// Decides the languages of texts: those that are asked for, those in the names of texts, those of
    /// the project; then `usual` for the source, and the only other one of the first file for the
    /// target.
    ///
    /// # Errors
    ///
    /// When one of them is not known, or both are the same.
    pub fn languages_of_texts(
        &self,
        options: &TextOptions,
        usual: Option<&Lang>,
    ) -> Result<(Lang, Lang)> {
        let (source, target) = (options.source_lang.as_ref(), options.target_lang.as_ref());
        let first = options.lines.first();
        let source = match self.language_of(source, first.map(|pair| &pair.0), Side::Source)? {
            Some(source) => source,
            None => usual.cloned().ok_or_else(|| unknown(Side::Source))?,
        };
        let target = match self.language_of(target, first.map(|pair| &pair.1), Side::Target)? {
            None => match options.files.first() {
                Some(path) => other_language(path, &source)?,
                None => None,
            },
            known => known,
        };
        let target = target.ok_or_else(|| unknown(Side::Target))?;
        language::differ(&source, &target)?;
        Ok((source, target))
    }

    fn language_of(
        &self,
        given: Option<&Lang>,
        path: Option<&PathBuf>,
        side: Side,
    ) -> Result<Option<Lang>> {
        if given.is_some() {
            return Ok(given.cloned());
        }
        let named = path.map(|path| language::in_name(path)).transpose()?;
        Ok(match named.flatten() {
            None => self.language(side)?.cloned(),
            named => named,
        })
    }

    /// Hands over all texts with their translations; returns whether every unit could be read.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, texts have not the same number of lines, or no text is in both
    /// languages.
    pub fn each_text(
        &self,
        options: &TextOptions,
        (source, target): (&Lang, &Lang),
        mut take: impl FnMut(&str, &str),
    ) -> Result<bool> {
        let mut any = false;
        let mut add = |source: &str, target: &str| {
            if !source.trim().is_empty() && !target.trim().is_empty() {
                any = true;
                take(source, target);
            }
        };
        let mut is_whole = true;
        for (one, other) in &options.lines {
            each_line(one, other, &mut add)?;
        }
        for path in &options.files {
            is_whole &= self.texts(path, source, target, &mut add)?;
        }
        if !any {
            let reason = format!("no pair of texts in {source} and {target} was found");
            return Err(Error::new(Kind::Request, reason));
        }
        Ok(is_whole)
    }
}

fn unknown(side: Side) -> Error {
    let reason = format!("the {} language is not known", side.name());
    Error::new(Kind::Language, reason).advise(Advice::GiveLanguage(side))
}

fn each_line(source: &Path, target: &Path, mut add: impl FnMut(&str, &str)) -> Result<()> {
    let (from, to) = (read_text(source, None)?, read_text(target, None)?);
    let (lines, others) = (from.lines().count(), to.lines().count());
    if lines != others {
        let reason = format!(
            "has {lines} lines, but {} has {others}; they have to be translations of each other line by line",
            target.display()
        );
        return Err(Error::new(Kind::Request, reason).at(source));
    }
    for (source, target) in from.lines().zip(to.lines()) {
        add(source, target);
    }
    Ok(())
}

/// Returns the only language beside the source in the first units of a file.
fn other_language(path: &Path, source: &Lang) -> Result<Option<Lang>> {
    /// A file that has another language has it soon.
    const LOOKED_AT: usize = 100;
    let options = bitext::Options {
        source: Some(source.clone()),
        ..bitext::Options::default()
    };
    let mut found: Option<Lang> = None;
    let units = open_units(path, &options)?.take(LOOKED_AT);
    for unit in units.flatten() {
        for variant in &unit.variants {
            match (variant.lang.lang(), &found) {
                (Ok(lang), _) if lang.primary() == source.primary() => {}
                (Ok(lang), None) => found = Some(lang.clone()),
                (Ok(lang), Some(other)) if lang.primary() == other.primary() => {}
                _ => return Ok(None),
            }
        }
    }
    Ok(found)
}
