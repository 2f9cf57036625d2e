//! Bilingual files read for what is in them: opened with the file named in every error, handed over
//! many units at a time, with a remark on each that could not be read.

use std::path::Path;

use super::Desk;
use super::error::{At, Result};
use crate::format::bitext::{self, Units};
use crate::model::TranslationUnit;
use crate::text::Lang;

/// Opens a bilingual file.
///
/// # Errors
///
/// When it cannot be read, or is none.
pub fn open_units(path: &Path, options: &bitext::Options) -> Result<Units> {
    bitext::open(path, options).at(path)
}

impl Desk<'_> {
    /// Hands over the units of a file, many at a time; remarks on those that cannot be read, and
    /// returns how many these are.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is none; and what `take` reports, which ends the reading.
    pub fn units(
        &self,
        path: &Path,
        options: &bitext::Options,
        take: impl FnMut(&[TranslationUnit]) -> Result<()>,
    ) -> Result<usize> {
        let unread = open_units(path, options)?.batches(take)?;
        self.remark_unread(path, &unread);
        Ok(unread.count)
    }

    /// Hands over the texts of all units of a file that have both languages; tells whether all of it
    /// could be read, and remarks on what could not.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is none.
    pub fn texts(
        &self,
        path: &Path,
        source: &Lang,
        target: &Lang,
        mut take: impl FnMut(&str, &str),
    ) -> Result<bool> {
        let options = bitext::Options {
            source: Some(source.clone()),
            target: Some(target.clone()),
            ..bitext::Options::default()
        };
        let unread = self.units(path, &options, |units| {
            for unit in units {
                if let (Some(from), Some(to)) = (unit.variant(source), unit.variant(target)) {
                    take(&from.seg.plain_text(), &to.seg.plain_text());
                }
            }
            Ok(())
        })?;
        Ok(unread == 0)
    }
}

/// Returns the languages that texts in one are translated into, each once: another variety of the same
/// language where there is nothing else.
pub(super) fn others(langs: &[Lang], source: &Lang) -> Vec<Lang> {
    let (own, mut others): (Vec<&Lang>, Vec<&Lang>) =
        (langs.iter()).partition(|lang| lang.primary() == source.primary());
    if others.is_empty() {
        others = own
            .into_iter()
            .filter(|lang| !lang.agrees(source))
            .collect();
    }
    varieties(&others)
}

/// Returns each language once. Tags that contradict each other are two; one that says less is the
/// same as the only other that it agrees with.
fn varieties(langs: &[&Lang]) -> Vec<Lang> {
    let mut tags: Vec<&Lang> = Vec::new();
    for lang in langs {
        if !tags.contains(lang) {
            tags.push(lang);
        }
    }
    let alike = |lang: &Lang| tags.iter().filter(|one| one.agrees(lang)).count();
    let is_known = |at: usize| {
        let lang = tags[at];
        let before = tags[..at].iter().find(|one| one.agrees(lang));
        alike(lang) == 2 && before.is_some_and(|one| alike(one) == 2)
    };
    let new = (0..tags.len()).filter(|&at| !is_known(at));
    new.map(|at| tags[at].clone()).collect()
}

/// Returns languages but for one, each once whatever its region or script.
pub(super) fn languages_once<'a>(
    langs: impl IntoIterator<Item = &'a Lang>,
    but: Option<&Lang>,
) -> Vec<Lang> {
    let mut once: Vec<Lang> = Vec::new();
    for lang in langs {
        let is_same = |other: &Lang| other.primary() == lang.primary();
        if !but.is_some_and(is_same) && !once.iter().any(is_same) {
            once.push(lang.clone());
        }
    }
    once
}
