//! SRX 2.0, the exchange format for segmentation rules (LISA OSCAR, 2008; now GALA). The user's
//! rules are read and used in place of the built-in ones, and the built-in ones are written so that
//! a CAT tool cuts where chancery cuts. A rule is never dropped: one that cannot be compiled is an error
//! that says where it stands. Rules see text only; format handles have nothing to decide here.

mod engine;
mod pattern;
mod read;
mod write;

use regex_automata::meta::Regex;
use thiserror::Error;

use crate::text::Lang;

use self::engine::Source;
use self::pattern::Condition;

pub use self::engine::Rules;
pub use self::pattern::PatternError;
pub use self::write::export;

/// The rules of a file.
#[derive(Debug, Default)]
pub struct Srx {
    /// Whether all maps that fit a language count, not only the first.
    cascade: bool,
    languages: Vec<LanguageRule>,
    maps: Vec<Map>,
}

/// A named list of rules.
#[derive(Debug)]
struct LanguageRule {
    name: String,
    rules: Vec<Rule>,
    /// The first of its rules that cannot be compiled.
    fault: Option<SrxError>,
}

#[derive(Debug)]
struct Rule {
    breaks: bool,
    /// The line of the file that it starts on.
    line: usize,
    before: Vec<Condition>,
    after: Vec<Condition>,
}

/// Languages, and the list of rules that is for them.
#[derive(Debug)]
struct Map {
    languages: Regex,
    name: String,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, Error)]
#[error("{line}:{column}: {problem}")]
pub struct SrxError {
    /// Line in the file, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Clone, Debug, Error)]
pub enum Problem {
    /// Not well-formed XML.
    #[error("{0}")]
    Xml(String),
    /// Another kind of file.
    #[error("this is no SRX file: it has no element srx")]
    NotSrx,
    /// Another version.
    #[error("SRX version {0} is not supported; convert the file to 2.0")]
    Version(String),
    /// An element where it cannot be.
    #[error("{0} cannot stand here")]
    Misplaced(&'static str),
    /// An attribute that SRX requires is not there.
    #[error("the attribute {0} is missing")]
    MissingAttribute(&'static str),
    /// A value that SRX does not have.
    #[error("{name} must be yes or no, not {value:?}")]
    NotYesOrNo {
        /// The attribute.
        name: &'static str,
        /// Its value.
        value: String,
    },
    /// A map names a list that the file does not have.
    #[error("there are no rules named {0:?}")]
    UnknownRules(String),
    /// A pattern that cannot be compiled.
    #[error("this pattern cannot be used: {0}")]
    Pattern(PatternError),
}

/// Why the rules of a language cannot be put together.
#[derive(Debug, Error)]
pub enum LanguageError {
    /// One of them cannot be compiled.
    #[error(transparent)]
    Rule(SrxError),
    /// No map fits.
    #[error("no languagemap fits the language {0}")]
    NoRules(Lang),
    /// All patterns together are too large.
    #[error("the rules for {0} are too large together: {1}")]
    TooLarge(Lang, PatternError),
}

impl Srx {
    /// Reads a file. Rules that cannot be compiled are an error once a language needs them: large
    /// files of rules for many languages are not lost for all because of one.
    pub fn read(text: &str) -> Result<Srx, SrxError> {
        read::read(text)
    }

    /// Compiles the rules of a language: those of the first map that fits, or of all that fit where
    /// the file wants them in a cascade.
    pub fn rules(&self, lang: &Lang) -> Result<Rules, LanguageError> {
        let tag = lang.to_string();
        let fits = |map: &&Map| map.languages.is_match(&tag);
        let most = if self.cascade { usize::MAX } else { 1 };
        let mut lists: Vec<&LanguageRule> = Vec::new();
        for map in self.maps.iter().filter(fits).take(most) {
            let named = |list: &&LanguageRule| list.name == map.name;
            lists.extend(self.languages.iter().find(named));
        }
        if let Some(fault) = lists.iter().find_map(|list| list.fault.as_ref()) {
            return Err(LanguageError::Rule(fault.clone()));
        }
        if lists.is_empty() {
            return Err(LanguageError::NoRules(lang.clone()));
        }
        let sources = lists.iter().flat_map(|list| {
            list.rules.iter().map(|rule| Source {
                breaks: rule.breaks,
                name: format!("{}:{}", list.name, rule.line),
                before: &rule.before,
                after: &rule.after,
            })
        });
        Rules::new(sources).map_err(|error| LanguageError::TooLarge(lang.clone(), error))
    }
}

#[cfg(test)]
mod tests;
