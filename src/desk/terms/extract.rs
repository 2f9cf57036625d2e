//! Candidates for a glossary, mined from aligned texts.

use std::path::PathBuf;

use serde::Serialize;

use super::texts::Texts;
use crate::desk::{Advice, Desk, Error, Kind, Result, TextOptions};
use crate::glossary::extract::{self, Candidate, Options};
use crate::glossary::rendering::Rendering;
use crate::model::concept;
use crate::text::Lang;
use crate::text::lang::Habit;

/// What is mined from which texts.
#[derive(Clone, Debug, Default)]
pub struct ExtractOptions {
    /// The glossary whose terms are left out, where it is not that of the project.
    pub glossary: Option<PathBuf>,
    /// The texts.
    pub texts: TextOptions,
    /// Whether terms that the glossary has are shown too.
    pub all: bool,
    /// What is looked for.
    pub mining: Options,
}

/// Terms that a glossary may lack.
pub struct Extracted {
    texts: Texts,
    candidates: Vec<Candidate>,
}

/// A term that a glossary may lack.
#[derive(Clone, Debug, Serialize)]
pub struct ExtractedTerm<'a> {
    /// The term.
    pub term: &'a str,
    /// Its abbreviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abbreviation: Option<&'a str>,
    /// By what it was found.
    pub pattern: &'static str,
    /// What sort of thing it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// How often it is in the source texts.
    pub count: usize,
    /// Texts that it is in.
    pub contexts: Vec<String>,
    /// What it is probably called, the best first.
    pub renderings: &'a [Rendering],
}

impl Desk<'_> {
    /// Mines terms from translations.
    ///
    /// # Errors
    ///
    /// When the glossary or the texts cannot be read, no text is in both languages, or the source is
    /// written without spaces between words.
    pub fn extract_terms(&self, options: &ExtractOptions) -> Result<Extracted> {
        let texts = Texts::open(self, options.glossary.as_deref(), &options.texts)?;
        let (source, target) = (&texts.source, &texts.target);
        if source.has(Habit::Unspaced) {
            let reason = format!(
                "terms are mined only from languages with spaces between words, not from {source}"
            );
            let swap = Advice::SwapLanguages(source.clone(), target.clone());
            return Err(Error::new(Kind::Language, reason).advise(swap));
        }
        let known = (!options.all).then_some(&texts.glossary);
        let candidates = extract::extract(&texts.bitext(), source, known, options.mining);
        Ok(Extracted { texts, candidates })
    }
}

impl Extracted {
    /// Returns the languages of the texts.
    pub fn languages(&self) -> (&Lang, &Lang) {
        (&self.texts.source, &self.texts.target)
    }

    /// Returns the number of pairs of texts.
    pub fn pairs(&self) -> usize {
        self.texts.pairs.len()
    }

    /// Tells whether every unit could be read.
    pub fn is_whole(&self) -> bool {
        self.texts.is_whole
    }

    /// Returns the terms, the best first.
    pub fn terms(&self) -> Vec<ExtractedTerm<'_>> {
        let terms = self.candidates.iter().map(|one| ExtractedTerm {
            term: &one.text,
            abbreviation: one.short.as_deref(),
            pattern: one.pattern.as_str(),
            kind: one.kind.map(concept::Kind::as_str),
            count: one.count,
            contexts: one.contexts(&self.texts.pairs),
            renderings: &one.renderings,
        });
        terms.collect()
    }

    /// Returns a glossary file of drafts, to be reviewed.
    pub fn drafts(&self) -> String {
        let Texts {
            pairs, glossary, ..
        } = &self.texts;
        extract::drafts(&self.candidates, pairs, self.languages(), Some(glossary))
    }
}
