//! A glossary held against translations: what translators write in place of its terms.

use std::path::PathBuf;

use serde::Serialize;

use super::texts::Texts;
use crate::desk::{Desk, Result, TextOptions};
use crate::glossary::audit::{self, Row};
use crate::glossary::rendering::Rendering;
use crate::text::Lang;

/// What a glossary is held against.
#[derive(Clone, Debug, Default)]
pub struct AuditOptions {
    /// The glossary, where it is not that of the project.
    pub glossary: Option<PathBuf>,
    /// The translations.
    pub texts: TextOptions,
    /// Whether concepts that are matched everywhere are listed too.
    pub all: bool,
}

/// What became of a glossary in translations.
#[derive(Clone, Debug)]
pub struct Audited {
    /// The source language.
    pub source: Lang,
    /// The target language.
    pub target: Lang,
    /// The concepts, what would put most texts right first.
    pub rows: Vec<AuditRow>,
    /// How many concepts are in the texts.
    pub concepts: usize,
    /// How many pairs of texts there are.
    pub pairs: usize,
    /// How often a concept is in a source text.
    pub hits: usize,
    /// How often the translation has a term of it then.
    pub matched: usize,
    /// How many concepts are in no text.
    pub absent: usize,
    /// Whether the translations of some concept lack its terms, or have one that is not to be used.
    pub is_wrong: bool,
    /// Whether every unit could be read.
    pub is_whole: bool,
}

/// What became of a concept.
#[derive(Clone, Debug, Serialize)]
pub struct AuditRow {
    /// The id of the concept.
    pub concept: String,
    /// Its source term.
    pub term: String,
    /// Its target term.
    pub expected: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// How often it is in a source text.
    pub hits: usize,
    /// How often the translation has a term of it then.
    pub matched: usize,
    /// How often the translation has a term that is not to be used.
    pub unwanted: usize,
    /// What is there in place of the terms, the best first.
    pub instead: Vec<Rendering>,
    /// What may be admitted as a term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admit: Option<String>,
}

impl Desk<'_> {
    /// Holds a glossary against translations.
    ///
    /// # Errors
    ///
    /// When the glossary or the texts cannot be read, or no text is in both languages.
    pub fn audit_terms(&self, options: &AuditOptions) -> Result<Audited> {
        let texts = Texts::open(self, options.glossary.as_deref(), &options.texts)?;
        let langs = (&texts.source, &texts.target);
        let audit = audit::audit(&texts.glossary, &texts.bitext(), langs)?;
        let wrong = |row: &&Row| row.missing() + row.unwanted > 0;
        let rows = audit.rows.iter();
        let rows = rows.filter(|row| options.all || wrong(row));
        let sum = |of: fn(&Row) -> usize| audit.rows.iter().map(of).sum();
        Ok(Audited {
            rows: rows.map(|row| audit_row(&texts, row)).collect(),
            concepts: audit.rows.len(),
            pairs: texts.pairs.len(),
            hits: sum(|row| row.hits),
            matched: sum(|row| row.matched),
            absent: audit.absent.len(),
            is_wrong: audit.rows.iter().any(|row| wrong(&row)),
            is_whole: texts.is_whole,
            source: texts.source,
            target: texts.target,
        })
    }
}

fn audit_row(texts: &Texts, row: &Row) -> AuditRow {
    /// Renderings that are shown.
    const MOST: usize = 3;
    let concept = &texts.glossary.concepts[row.concept];
    let first = |lang| {
        let term = concept.preferred(lang).or(concept.terms_in(lang).next());
        term.map_or(String::new(), |term| term.text.value.clone())
    };
    AuditRow {
        concept: concept.id.value.clone(),
        term: first(&texts.source),
        expected: first(&texts.target),
        draft: concept.is_draft(),
        hits: row.hits,
        matched: row.matched,
        unwanted: row.unwanted,
        instead: row.instead.iter().take(MOST).cloned().collect(),
        admit: row.admit().map(|one| one.text.clone()),
    }
}
