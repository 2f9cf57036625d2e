//! The concepts in a text and what they are called in other languages.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::desk::language::Expected;
use crate::desk::{Contents, Desk, Result, Side};
use crate::glossary::Glossary;
use crate::glossary::find::{Finder, Hit};
use crate::model::concept::Term;
use crate::text::source::SourceText;
use crate::text::{Lang, Span};

/// How terms are looked for.
#[derive(Clone, Debug, Default)]
pub struct FindOptions {
    /// The glossary, where it is not that of the project.
    pub glossary: Option<PathBuf>,
    /// The language of the text, where its name and script do not tell.
    pub lang: Option<Lang>,
    /// The languages to show; none stands for that of the project, else those that the glossary
    /// requires.
    pub target_langs: Vec<Lang>,
    /// Whether terms inside longer ones are shown too, and every homonym.
    pub nested: bool,
}

/// A place in a text with a term.
#[derive(Clone, Debug, Serialize)]
pub struct FoundTerm {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What stands there.
    pub text: String,
    /// The concepts that it may be a term of.
    pub concepts: Vec<FoundConcept>,
}

/// A concept that was found in a text.
#[derive(Clone, Debug, Serialize)]
pub struct FoundConcept {
    /// Its id.
    pub id: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// How it differs from others of the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homonym: Option<String>,
    /// The term that was found.
    pub term: ShownTerm,
    /// Its terms in the languages that are shown.
    pub translations: Vec<ShownTerm>,
}

/// A term as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct ShownTerm {
    /// Its language.
    pub lang: String,
    /// The term.
    pub term: String,
    /// Its status.
    pub status: &'static str,
}

impl From<&Term> for ShownTerm {
    fn from(term: &Term) -> Self {
        ShownTerm {
            lang: term.lang.to_string(),
            term: term.text.value.clone(),
            status: term.status.as_str(),
        }
    }
}

impl Desk<'_> {
    /// Finds the terms of a glossary in a file.
    ///
    /// # Errors
    ///
    /// When the file or the glossary cannot be read, or it is not clear in which language the file is.
    pub fn find_terms_in(&self, path: &Path, options: &FindOptions) -> Result<Vec<FoundTerm>> {
        let glossary = self.glossary(options.glossary.as_deref())?;
        let text = Contents::read(path)?.into_text();
        let lang = expected(options, &glossary.source()).of_text(path, &text, None)?;
        self.find_in_text(text, &lang, &glossary, options)
    }

    /// Finds the terms of a glossary in a text.
    ///
    /// # Errors
    ///
    /// When the glossary cannot be read.
    pub fn find_terms(&self, text: &str, options: &FindOptions) -> Result<Vec<FoundTerm>> {
        let glossary = self.glossary(options.glossary.as_deref())?;
        let source = glossary.source();
        let lang = expected(options, &source).of_text(Path::new(""), text, None);
        self.find_in_text(text.to_owned(), &lang.unwrap_or(source), &glossary, options)
    }

    fn find_in_text(
        &self,
        text: String,
        lang: &Lang,
        glossary: &Glossary,
        options: &FindOptions,
    ) -> Result<Vec<FoundTerm>> {
        let wanted = self.shown_languages(options, glossary, lang)?;
        let finder = Finder::new(glossary, lang)?;
        let source = SourceText::new("", text);
        let mut found = Vec::new();
        for part in paragraphs(source.text()) {
            let text = source.slice(part);
            let hits = if options.nested {
                finder.find_all(text)
            } else {
                finder.find(text)
            };
            let hits = hits.iter();
            found.extend(hits.map(|hit| found_term(glossary, &source, part, hit, &wanted)));
        }
        Ok(found)
    }

    /// Decides which languages are shown; none stands for all.
    fn shown_languages(
        &self,
        options: &FindOptions,
        glossary: &Glossary,
        lang: &Lang,
    ) -> Result<Vec<Lang>> {
        if !options.target_langs.is_empty() {
            return Ok(options.target_langs.clone());
        }
        let other = |target: &&Lang| target.primary() != lang.primary();
        if let Some(target) = self.language(Side::Target)?.filter(other) {
            return Ok(vec![target.clone()]);
        }
        let heads = &glossary.heads;
        let required = heads.iter().position(|head| !head.require.is_empty());
        let required = glossary.required(required.unwrap_or(0)).iter();
        Ok(required.filter(other).cloned().collect())
    }
}

fn expected<'a>(options: &'a FindOptions, source: &'a Lang) -> Expected<'a> {
    Expected {
        side: Side::Only,
        given: options.lang.as_ref(),
        configured: Some(source),
    }
}

/// Cuts a text at its empty lines.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() {
            open = false;
        } else if let (true, Some(last)) = (open, paragraphs.last_mut()) {
            last.end = end;
        } else {
            paragraphs.push(Span::new(at, end));
            open = true;
        }
        at = end;
    }
    paragraphs
}

fn found_term(
    glossary: &Glossary,
    source: &SourceText,
    part: Span,
    hit: &Hit,
    wanted: &[Lang],
) -> FoundTerm {
    let span = Span::new(part.start + hit.span.start, part.start + hit.span.end);
    let place = source.position(span.start);
    let several = hit.entries.len() > 1;
    let concepts = hit.entries.iter().map(|entry| {
        let concept = &glossary.concepts[entry.concept];
        let term = &concept.terms[entry.term];
        let shown = |other: &&Term| {
            let is_wanted = |lang: &Lang| lang.primary() == other.lang.primary();
            !is_wanted(&term.lang) && (wanted.is_empty() || wanted.iter().any(is_wanted))
        };
        let translations = concept.terms.iter().filter(shown);
        FoundConcept {
            id: concept.id.value.clone(),
            draft: concept.is_draft(),
            homonym: concept.homonym.clone().filter(|_| several),
            term: term.into(),
            translations: translations.map(ShownTerm::from).collect(),
        }
    });
    FoundTerm {
        line: place.line,
        column: place.column,
        text: source.slice(span).to_owned(),
        concepts: concepts.collect(),
    }
}
