//! What was found for a segment, as every door shows it.

use serde::Serialize;

use crate::glossary::Glossary;
use crate::glossary::find::Finder;
use crate::memory::store::Record;
use crate::memory::{Diff, Kind, Match, substitute_quantities};
use crate::model::concept::Status;
use crate::segment::Reading;
use crate::text::Lang;

/// A segment with everything that was found for it.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The segment.
    pub query: String,
    /// What is like it in the memories, the best first.
    pub matches: Vec<FoundMatch>,
    /// Terms of the glossary in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<FoundTerm>,
    /// Numbers and dates in it that the target language writes in another way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<WrittenQuantity>,
    /// How long the look-up took, in millionths of a second, where the door measured it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub micros: Option<u64>,
}

/// A unit that was found.
#[derive(Clone, Debug, Serialize)]
pub struct FoundMatch {
    /// The score.
    pub score: u8,
    /// The kind: `context`, `exact`, `near` or `fuzzy`.
    pub kind: &'static str,
    /// The text in the memory.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// The translation with the numbers and dates of the segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// The score before penalties.
    pub base: u8,
    /// What was taken off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub penalties: Vec<MatchPenalty>,
    /// How much differs, where something does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edits: Option<MatchEdits>,
    /// The code of the text.
    pub source_lang: String,
    /// The code of the translation.
    pub target_lang: String,
    /// The name of the memory.
    pub memory: String,
    /// The number of the unit in it.
    pub unit: u64,
    /// The file that it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The document that it was made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// When it was made, as TMX writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// When it was changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// Who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changer: Option<String>,
    /// What differs, word by word.
    #[serde(skip)]
    pub diff: Option<Diff>,
}

/// A translation with numbers and dates put in.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// The translation.
    pub text: String,
    /// What stood there and what stands there now.
    pub replaced: Vec<(String, String)>,
}

/// Points that were taken off a score.
#[derive(Clone, Debug, Serialize)]
pub struct MatchPenalty {
    /// Why.
    pub reason: &'static str,
    /// How many.
    pub points: u8,
}

/// How many tokens differ, of as many as the longer text has.
#[derive(Clone, Debug, Serialize)]
pub struct MatchEdits {
    /// Words.
    pub words: usize,
    /// Numbers.
    pub numbers: usize,
    /// Punctuation marks.
    pub marks: usize,
    /// Tokens of the longer text.
    pub of: usize,
}

/// A term of the glossary in the segment.
#[derive(Clone, Debug, Serialize)]
pub struct FoundTerm {
    /// The term as it stands in the segment.
    pub text: String,
    /// The concept.
    pub concept: String,
    /// Its translations that are in use.
    pub translations: Vec<String>,
}

/// A number or date, as the target language writes it.
#[derive(Clone, Debug, Serialize)]
pub struct WrittenQuantity {
    /// As it stands in the segment.
    pub text: String,
    /// As the target language writes it.
    pub target: String,
}

impl Answer {
    pub(super) fn new(query: &str) -> Self {
        Answer {
            query: query.to_owned(),
            matches: Vec::new(),
            terms: Vec::new(),
            quantities: Vec::new(),
            micros: None,
        }
    }

    /// Takes a match of the segment.
    pub(super) fn push(
        &mut self,
        query: &Reading<'_>,
        found: Match,
        memory: String,
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
        self.matches.push(FoundMatch {
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
                .map(|one| MatchPenalty {
                    reason: one.reason.as_str(),
                    points: one.points,
                })
                .collect(),
            edits: diff.as_ref().map(|diff| MatchEdits {
                words: diff.edits.words,
                numbers: diff.edits.numbers,
                marks: diff.edits.marks,
                of: diff.longest,
            }),
            source_lang: pair.source_lang.to_string(),
            target_lang: pair.target_lang.to_string(),
            memory,
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
                    self.terms.push(FoundTerm {
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
                self.quantities.push(WrittenQuantity {
                    text: text.to_owned(),
                    target,
                });
            }
        }
    }
}
