//! Finding out which language a document is in: said, from the file name, from the project's
//! settings, from the script. Where all that leaves doubt, it is asked for: a memory with the wrong
//! language in it imports nowhere.

use std::path::Path;

use crate::model::Document;
use crate::text::Lang;
use crate::text::lang::LangError;
use crate::text::script;

use super::error::{Advice, Error, Kind, Result};

/// Which side a document is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What was translated.
    Source,
    /// The translation.
    Target,
    /// Neither: the document stands alone.
    Only,
}

impl Side {
    /// Returns its name, for messages.
    pub fn name(self) -> &'static str {
        match self {
            Side::Source => "source",
            Side::Target => "target",
            Side::Only => "document",
        }
    }
}

/// What is known of the language of a document before it is read.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The side that it is on.
    pub side: Side,
    /// The language that was said.
    pub given: Option<&'a Lang>,
    /// The language that the project has for the side, which counts where the script fits it.
    pub configured: Option<&'a Lang>,
}

/// Refuses two languages that are one.
pub(super) fn differ(source: &Lang, target: &Lang) -> Result<()> {
    if source.primary() == target.primary() {
        let reason = format!("source and target are both {source}");
        return Err(Error::new(Kind::Language, reason));
    }
    Ok(())
}

/// Reads the language tag in a file name, `x.km.txt`.
///
/// Only languages with a two-letter code count, or what is commonly mistaken for one (`x.kh.txt`):
/// other short words in file names are mostly no languages at all.
///
/// # Errors
///
/// When the name has a code that is mistaken for a language.
pub fn in_name(path: &Path) -> Result<Option<Lang>> {
    let Some(tag) = tag_in_name(path) else {
        return Ok(None);
    };
    match Lang::parse(tag) {
        Ok(lang) if lang.has_two_letters() => Ok(Some(lang)),
        Err(error @ LangError::Mistaken { .. }) if tag.len() <= 3 => {
            Err(Error::from(error).at(path))
        }
        _ => Ok(None),
    }
}

/// Returns the part of a file name that may be a language tag: the one before the ending.
fn tag_in_name(path: &Path) -> Option<&str> {
    let stem = Path::new(path.file_stem()?.to_str()?);
    stem.extension()?.to_str()
}

/// Returns the name of a document without language and ending, `x` for `x.km.txt`.
pub fn name_without(path: &Path, lang: Option<&Lang>) -> String {
    let stem = path.file_stem().unwrap_or_default();
    let stem = match lang {
        Some(_) => Path::new(stem).file_stem().unwrap_or_default(),
        None => stem,
    };
    stem.to_string_lossy().into_owned()
}

impl Expected<'_> {
    /// Decides the language of a document that was read.
    ///
    /// What a document says of itself counts where it fits the script: pages are often made from a
    /// form in English and never told otherwise.
    ///
    /// # Errors
    ///
    /// When nothing tells.
    pub fn of_document(&self, path: &Path, document: &Document) -> Result<Lang> {
        self.of_text(path, &document.text(), document.lang.as_ref())
    }

    /// Decides the language of a text, which may declare one itself.
    ///
    /// # Errors
    ///
    /// When nothing tells.
    pub fn of_text(&self, path: &Path, text: &str, declared: Option<&Lang>) -> Result<Lang> {
        if let Some(lang) = self.given {
            return Ok(lang.clone());
        }
        if let Some(lang) = in_name(path)? {
            return Ok(lang);
        }
        let found = script::dominant(text);
        let fitting = |lang: &&Lang| found.is_none_or(|script| lang.may_be_in(script));
        let likely = [declared, self.configured];
        if let Some(lang) = likely.into_iter().flatten().find(fitting) {
            return Ok(lang.clone());
        }
        if let Some(lang) = found.and_then(Lang::of_script) {
            return Ok(lang);
        }
        let doubt = match found {
            Some(script) => format!("{script} script serves many languages"),
            None => "it holds no letters".to_owned(),
        };
        let reason = format!("which language is this? {doubt}");
        let advice = Advice::GiveLanguage(self.side);
        Err(Error::new(Kind::Language, reason).at(path).advise(advice))
    }
}
