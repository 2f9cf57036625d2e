//! Word lists learnt from translations: opened, and chosen for two languages.

use std::path::{Path, PathBuf};

use super::error::{At, Error, Kind, Result};
use crate::align::Lexicon;
use crate::align::lexicon::builtin;
use crate::text::Lang;

/// Which lexicon helps an alignment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LexiconChoice {
    /// The built-in one, where there is one for the languages.
    #[default]
    Builtin,
    /// A file.
    File(PathBuf),
    /// None: words are learnt from the documents alone.
    None,
}

impl LexiconChoice {
    /// Returns the lexicon for two languages, if there is one.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is for other languages.
    pub fn open(&self, source: &Lang, target: &Lang) -> Result<Option<Lexicon>> {
        let path = match self {
            LexiconChoice::None => return Ok(None),
            LexiconChoice::Builtin => return Ok(builtin(source, target)),
            LexiconChoice::File(path) => path,
        };
        let lexicon = read_lexicon(path)?;
        let (from, to) = lexicon.langs();
        let is = |from: &Lang, to: &Lang| {
            from.primary() == source.primary() && to.primary() == target.primary()
        };
        if is(from, to) {
            Ok(Some(lexicon))
        } else if is(to, from) {
            Ok(Some(lexicon.flipped()))
        } else {
            let reason = format!("is for {from}-{to}, but the documents are {source}-{target}");
            Err(Error::new(Kind::Language, reason).at(path))
        }
    }
}

/// Reads a lexicon file.
///
/// # Errors
///
/// When it cannot be read or is none.
pub fn read_lexicon(path: &Path) -> Result<Lexicon> {
    let bytes = std::fs::read(path).at(path)?;
    Lexicon::from_bytes(&bytes).at(path)
}
