//! Finding out which language a document is in: from an option, from the file name, from the
//! project's settings, from the script. Where all that leaves doubt, the user is asked to say it:
//! a memory with the wrong language in it imports nowhere.

use std::path::Path;

use anyhow::bail;

use crate::model::Document;
use crate::text::Lang;
use crate::text::script;

/// Reads the language tag in a file name, `x.km.txt`, and returns it with the name without it.
///
/// Only languages with a two-letter code count, or what is commonly mistaken for one (`x.kh.txt`):
/// other short words in file names are mostly no languages at all.
pub(super) fn in_name(path: &Path) -> anyhow::Result<Option<Lang>> {
    let Some(tag) = tag_in_name(path) else {
        return Ok(None);
    };
    match Lang::parse(tag) {
        Ok(lang) if lang.has_two_letters() => Ok(Some(lang)),
        Err(error @ crate::text::lang::LangError::Mistaken { .. }) if tag.len() <= 3 => {
            Err(anyhow::Error::new(error).context(path.display().to_string()))
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
pub(super) fn name_without(path: &Path, lang: Option<&Lang>) -> String {
    let stem = path.file_stem().unwrap_or_default();
    let stem = match lang {
        Some(_) => Path::new(stem).file_stem().unwrap_or_default(),
        None => stem,
    };
    stem.to_string_lossy().into_owned()
}

/// Which side a document is on, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Source,
    Target,
}

impl Side {
    pub(super) fn name(self) -> &'static str {
        match self {
            Side::Source => "source",
            Side::Target => "target",
        }
    }
}

/// Decides the language of a document that was read; `flag` is as for [`decide`].
///
/// What a document says of itself counts where it fits the script: pages are often made from a form
/// in English and never told otherwise.
pub(super) fn of_document(
    given: Option<&Lang>,
    path: &Path,
    document: &Document,
    configured: Option<&Lang>,
    flag: &str,
) -> anyhow::Result<Lang> {
    let text = document.text();
    if given.is_none()
        && let Some(declared) = &document.lang
        && in_name(path)?.is_none()
        && script::dominant(&text).is_none_or(|script| declared.may_be_in(script))
    {
        return Ok(declared.clone());
    }
    decide(given, path, &text, configured, flag)
}

/// Decides the language of a text; `flag` is the option that would have told, for the message.
pub(super) fn decide(
    given: Option<&Lang>,
    path: &Path,
    text: &str,
    configured: Option<&Lang>,
    flag: &str,
) -> anyhow::Result<Lang> {
    if let Some(lang) = given {
        return Ok(lang.clone());
    }
    if let Some(lang) = in_name(path)? {
        return Ok(lang);
    }
    let found = script::dominant(text);
    if let Some(lang) = configured
        && found.is_none_or(|script| lang.may_be_in(script))
    {
        return Ok(lang.clone());
    }
    if let Some(lang) = found.and_then(Lang::of_script) {
        return Ok(lang);
    }
    let doubt = match found {
        Some(script) => format!("{script} script serves many languages"),
        None => "it holds no letters".to_owned(),
    };
    bail!(
        "{}: which language is this? {doubt}; give {flag}",
        path.display()
    )
}
