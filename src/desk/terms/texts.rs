//! Aligned texts held beside a glossary: read, cut and counted, with what is known of their words.

use std::path::Path;

use crate::align::lexicon;
use crate::desk::{Desk, Result, TextOptions};
use crate::glossary::Glossary;
use crate::glossary::rendering::{Bitext, Pair};
use crate::text::Lang;

/// A glossary, and the texts that it is held against.
pub(super) struct Texts {
    pub(super) glossary: Glossary,
    pub(super) source: Lang,
    pub(super) target: Lang,
    pub(super) pairs: Vec<Pair>,
    /// Whether every unit could be read.
    pub(super) is_whole: bool,
}

impl Texts {
    /// Reads a glossary and texts.
    pub(super) fn open(
        desk: &Desk<'_>,
        glossary: Option<&Path>,
        options: &TextOptions,
    ) -> Result<Texts> {
        let glossary = desk.glossary(glossary)?;
        Texts::read(desk, glossary, options)
    }

    /// Reads texts to be held against a glossary.
    pub(super) fn read(
        desk: &Desk<'_>,
        glossary: Glossary,
        options: &TextOptions,
    ) -> Result<Texts> {
        let (source, target) = desk.languages_of_texts(options, Some(&glossary.source()))?;
        let mut pairs = Vec::new();
        let is_whole = desk.each_text(options, (&source, &target), |source, target| {
            pairs.push(Pair {
                source: source.to_owned(),
                target: target.to_owned(),
            });
        })?;
        Ok(Texts {
            glossary,
            source,
            target,
            pairs,
            is_whole,
        })
    }

    /// Returns the texts cut and counted, with what is known of their words: from the glossary, from
    /// the built-in lexicon and from the texts themselves.
    pub(super) fn bitext(&self) -> Bitext<'_> {
        /// Translations of a word that are probable enough.
        const TRANSLATIONS: usize = 8;
        let mut bitext = Bitext::new(&self.pairs);
        for concept in &self.glossary.concepts {
            let good = |lang| concept.terms_in(lang).filter(|term| term.is_good());
            for source in good(&self.source) {
                for target in good(&self.target) {
                    bitext.know_term(&source.text.value, &target.text.value);
                }
            }
        }
        if let Some(lexicon) = lexicon::builtin(&self.source, &self.target) {
            bitext.know(|word| {
                let found = lexicon.translations(word).into_iter().take(TRANSLATIONS);
                found
                    .map(|found| (found.word.to_owned(), found.probability))
                    .collect()
            });
        }
        bitext.learn();
        bitext
    }
}
