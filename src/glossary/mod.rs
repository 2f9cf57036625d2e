//! Glossaries: concepts with their terms, kept as plain TOML files that a terminologist can own. They
//! are loaded with the place of everything, looked for in texts, checked, and edited without losing
//! a comment. Whether a translation uses the right terms is not judged here.
//!
//! ```
//! use chancery::glossary::{find::Finder, load};
//! use chancery::text::{Lang, source::SourceText};
//!
//! let toml = "[concept.embassy]\nen = \"embassy\"\nfr = \"ambassade\"\n";
//! let glossary = load(vec![SourceText::new("terms.toml", toml)]);
//! let finder = Finder::new(&glossary, &Lang::parse("en")?)?;
//! assert_eq!(finder.find("Both embassies were told.").len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod audit;
mod builtin;
pub mod context;
mod dialect;
mod edge;
pub mod edit;
mod entry;
pub mod extract;
pub mod find;
mod key;
pub mod layout;
pub mod lint;
mod load;
pub mod open;
pub mod rendering;
mod tokens;
mod value;

use crate::model::Concept;
use crate::report::Finding;
use crate::report::rule::Rule;
use crate::text::source::SourceText;
use crate::text::{Found, Lang};

pub use builtin::{builtin, builtin_for};
pub use load::load;

/// The concepts of several files, and what was wrong with the files.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// The files, in the order that they were given.
    pub files: Vec<SourceText>,
    /// What the files say of themselves, one for each.
    pub heads: Vec<Head>,
    /// The concepts that could be read, by file and place.
    pub concepts: Vec<Concept>,
    /// What could not be read, sorted.
    pub problems: Vec<Finding>,
}

/// The table `[glossary]` of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// A short name.
    pub name: Option<String>,
    /// The language that checks start from.
    pub source: Option<Lang>,
    /// Languages in which every concept must have a preferred term.
    pub require: Vec<Lang>,
    /// What the keys under `sources` stand for.
    pub references: Vec<Reference>,
}

/// A source that terms were found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The key that concepts name it by.
    pub key: Found<String>,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// Tells whether a problem of a file means that something of it is not in the glossary.
pub fn is_loss(problem: &Finding) -> bool {
    match problem.rule {
        Rule::UnreadableGlossary | Rule::DuplicateId => true,
        // A tag that is only written in another way was understood.
        Rule::NotALanguageTag => problem.fix.is_none(),
        _ => false,
    }
}

impl Glossary {
    /// Returns a concept by its id. Takes time in proportion to the number of concepts.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.id.value == id)
    }

    /// Returns the language that checks start from: the first that a file names, else English.
    ///
    /// # Panics
    ///
    /// Never: `en` is a language.
    pub fn source(&self) -> Lang {
        let named = self.heads.iter().find_map(|head| head.source.clone());
        named.unwrap_or_else(|| Lang::parse("en").expect("a language"))
    }

    /// Returns the languages in which a concept of a file must have a preferred term: what the file
    /// says, else what the first file that says anything does.
    pub fn required(&self, file: usize) -> &[Lang] {
        let own = self.heads.get(file).map(|head| head.require.as_slice());
        let said = |require: &&[Lang]| !require.is_empty();
        own.filter(said)
            .or_else(|| {
                self.heads
                    .iter()
                    .map(|head| head.require.as_slice())
                    .find(said)
            })
            .unwrap_or_default()
    }
}
