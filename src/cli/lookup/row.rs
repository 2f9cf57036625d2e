//! What was found for a segment, as it is written.

use std::io::Write;

use serde::Serialize;

use crate::glossary::Glossary;
use crate::glossary::find::Finder;
use crate::memory::store::Record;
use crate::memory::{Diff, Kind, Match, substitute_quantities};
use crate::model::concept::Status;
use crate::segment::Reading;
use crate::text::Lang;

/// A segment with everything that was found for it.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) query: String,
    pub(super) matches: Vec<Found>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) terms: Vec<Term>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) quantities: Vec<Written>,
    #[serde(skip_serializing_if = "Option::is_none")]
    micros: Option<u64>,
}

/// A unit that was found.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    pub(super) score: u8,
    pub(super) kind: &'static str,
    pub(super) source: String,
    pub(super) target: String,
    /// The translation with the numbers and dates of the segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) proposal: Option<Proposal>,
    /// The score before penalties.
    pub(super) base: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) penalties: Vec<Cost>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) edits: Option<Edits>,
    pub(super) source_lang: String,
    pub(super) target_lang: String,
    pub(super) memory: String,
    pub(super) unit: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) changed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) changer: Option<String>,
    #[serde(skip)]
    pub(super) diff: Option<Diff>,
}

#[derive(Debug, Serialize)]
pub(super) struct Proposal {
    pub(super) text: String,
    /// What stood there and what stands there now.
    pub(super) replaced: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
pub(super) struct Cost {
    pub(super) reason: &'static str,
    pub(super) points: u8,
}

/// How many tokens differ, of as many as the longer text has.
#[derive(Debug, Serialize)]
pub(super) struct Edits {
    pub(super) words: usize,
    pub(super) numbers: usize,
    pub(super) marks: usize,
    pub(super) of: usize,
}

/// A term of the glossary in the segment.
#[derive(Debug, Serialize)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) concept: String,
    pub(super) translations: Vec<String>,
}

/// A number or date, as the target language writes it.
#[derive(Debug, Serialize)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) target: String,
}

impl Row {
    pub(super) fn new(query: &str, micros: Option<u64>) -> Self {
        Row {
            query: query.to_owned(),
            matches: Vec::new(),
            terms: Vec::new(),
            quantities: Vec::new(),
            micros,
        }
    }

    /// Takes a match of the segment.
    pub(super) fn push(
        &mut self,
        query: &Reading<'_>,
        found: Match,
        memory: &str,
        record: Option<Record>,
        target: &Lang,
    ) {
        let pair = found.pair;
        let differs = matches!(found.kind, Kind::Fuzzy | Kind::Near);
        let source = Reading::new(&pair.source);
        let diff = differs.then(|| Diff::new(&source, query));
        let proposal = differs
            .then(|| substitute_quantities(query, &source, &pair.target, target))
            .flatten();
        let (file, document, history) = match record {
            Some(record) => {
                // What is said of the translation is said of the unit where that says nothing.
                let own = record
                    .unit
                    .variant(&pair.target_lang)
                    .map(|v| v.history.clone());
                let (unit, own) = (record.unit.history, own.unwrap_or_default());
                let history = [
                    unit.creation_date.or(own.creation_date),
                    unit.creation_id.or(own.creation_id),
                    unit.change_date.or(own.change_date),
                    unit.change_id.or(own.change_id),
                ];
                (Some(record.file), record.document, history)
            }
            None => (None, None, [const { None }; 4]),
        };
        let [created, creator, changed, changer] = history;
        self.matches.push(Found {
            score: found.score,
            kind: found.kind.as_str(),
            source: pair.source,
            target: pair.target,
            proposal: proposal.map(|proposal| Proposal {
                text: proposal.text,
                replaced: proposal.replaced,
            }),
            base: found.base,
            penalties: (found.penalties.iter())
                .map(|one| Cost {
                    reason: one.reason.as_str(),
                    points: one.points,
                })
                .collect(),
            edits: diff.as_ref().map(|diff| Edits {
                words: diff.edits.words,
                numbers: diff.edits.numbers,
                marks: diff.edits.marks,
                of: diff.longest,
            }),
            source_lang: pair.source_lang.to_string(),
            target_lang: pair.target_lang.to_string(),
            memory: memory.to_owned(),
            unit: pair.unit,
            file,
            document,
            created,
            creator,
            changed,
            changer,
            diff,
        });
    }

    /// Finds the terms of a glossary that have a translation.
    pub(super) fn find_terms(&mut self, glossary: &Glossary, finder: &Finder, target: &Lang) {
        for hit in finder.find(&self.query) {
            for entry in &hit.entries {
                let concept = &glossary.concepts[entry.concept];
                let in_use = (concept.terms.iter()).filter(|term| {
                    term.lang.primary() == target.primary()
                        && matches!(
                            term.status,
                            Status::Preferred | Status::Admitted | Status::Draft
                        )
                });
                let translations: Vec<String> =
                    in_use.map(|term| term.text.value.clone()).collect();
                let text = &self.query[hit.span.range()];
                let is_known = (self.terms.iter())
                    .any(|term| term.concept == concept.id.value && term.text == text);
                if !translations.is_empty() && !is_known {
                    self.terms.push(Term {
                        text: text.to_owned(),
                        concept: concept.id.value.clone(),
                        translations,
                    });
                }
            }
        }
    }

    /// Finds the numbers and dates that the target language writes in another way.
    pub(super) fn find_quantities(&mut self, query: &Reading<'_>, target: &Lang) {
        for found in query.quantities() {
            let text = &query.text()[found.span.range()];
            let written = found
                .value
                .written(target)
                .filter(|written| written != text);
            if let Some(target) = written {
                self.quantities.push(Written {
                    text: text.to_owned(),
                    target,
                });
            }
        }
    }

    /// Writes one line for each match.
    pub(super) fn write_tsv(&self, out: &mut dyn Write, is_first: bool) -> anyhow::Result<()> {
        if is_first {
            writeln!(out, "query\tscore\tkind\tsource\ttarget\tdocument")?;
        }
        // Tabs and line breaks would be taken for the borders of cells.
        let cell = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        for found in &self.matches {
            let document = found.document.as_deref().or(found.file.as_deref());
            let target = found
                .proposal
                .as_ref()
                .map_or(&found.target, |proposal| &proposal.text);
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}",
                cell(&self.query),
                found.score,
                found.kind,
                cell(&found.source),
                cell(target),
                cell(document.unwrap_or_default())
            )?;
        }
        Ok(())
    }
}
