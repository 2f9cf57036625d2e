//! A glossary held against aligned texts: for each concept how often it is in the source, how often
//! one of its terms is in the translation, and what is there instead. A term that translators never
//! write is either wrong in the glossary or unknown to them; both are fixed once, not text by text,
//! so that the list is ranked by how many texts it would put right.

use std::collections::BTreeSet;

use super::Glossary;
use super::extract::definitions;
use super::find::{Finder, TooLarge};
use super::key::key_text;
use super::rendering::{Bitext, Occurrence, Query, Rendering};
use crate::model::concept::{Concept, Term};
use crate::report::rule::Rule;
use crate::report::{Action, Finding, Hint, Place};
use crate::text::Lang;

/// What became of a concept in the translations.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The place of the concept in the glossary.
    pub concept: usize,
    /// In how many pairs of texts it is in the source.
    pub hits: usize,
    /// In how many of them a preferred or admitted term is in the translation.
    pub matched: usize,
    /// In how many of them a deprecated, forbidden or superseded one is.
    pub unwanted: usize,
    /// What is there where no good term is, the best first.
    pub instead: Vec<Rendering>,
    /// The first pairs without a good term.
    pub missed: Vec<usize>,
}

impl Row {
    /// Returns the number of pairs whose translation has no good term.
    pub fn missing(&self) -> usize {
        self.hits - self.matched
    }

    /// Returns the rendering that should be admitted, if one is frequent enough to be a habit.
    pub fn admit(&self) -> Option<&Rendering> {
        /// So often it is no chance.
        const LEAST: usize = 5;
        let best = self.instead.first()?;
        let habit = best.support >= LEAST && best.support * 2 >= best.of;
        (habit && best.elsewhere <= best.support).then_some(best)
    }
}

/// What was found in the texts.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// The concepts that are in the source texts, what to fix first at the head.
    pub rows: Vec<Row>,
    /// The concepts with terms in both languages that no source text has.
    pub absent: Vec<usize>,
}

/// The most pairs that are named one by one.
const NAMED: usize = 5;

/// Holds a glossary against texts in two languages. Drafts are looked at too: that is how they are
/// found good. Homonyms that the text does not tell apart are all taken for matched if one of them is.
///
/// # Errors
///
/// [`TooLarge`] when the glossary cannot be looked for.
pub fn audit(
    glossary: &Glossary,
    bitext: &Bitext<'_>,
    (source, target): (&Lang, &Lang),
) -> Result<Audit, TooLarge> {
    let finders = (
        Finder::new(glossary, source)?,
        Finder::new(glossary, target)?,
    );
    let mut counts: Vec<Counts> = vec![Counts::default(); glossary.concepts.len()];
    for (pair, texts) in bitext.pairs().iter().enumerate() {
        let hits = finders.0.find(&texts.source);
        if hits.is_empty() {
            continue;
        }
        let mut good = BTreeSet::new();
        let mut bad = BTreeSet::new();
        for entry in finders
            .1
            .find_all(&texts.target)
            .iter()
            .flat_map(|hit| &hit.entries)
        {
            let term = &glossary.concepts[entry.concept].terms[entry.term];
            let set = if is_unwanted(term) {
                &mut bad
            } else {
                &mut good
            };
            set.insert(entry.concept);
        }
        for hit in hits {
            let kept = &texts.source[hit.span.range()];
            let concepts = || hit.entries.iter().map(|entry| entry.concept);
            let matched = concepts().any(|concept| {
                let entry = &glossary.concepts[concept];
                good.contains(&concept) || (!entry.translate && texts.target.contains(kept))
            });
            for concept in concepts() {
                let entry = &glossary.concepts[concept];
                if entry.translate && entry.terms_in(target).all(is_unwanted) {
                    continue;
                }
                let place = Occurrence {
                    pair,
                    span: hit.span,
                };
                counts[concept].add(place, matched, bad.contains(&concept));
            }
        }
    }
    let queries: Vec<Query> = counts
        .iter()
        .map(|counts| Query {
            places: counts.missed.clone(),
            short: None,
        })
        .collect();
    let renderings = bitext.renderings(&queries);
    let mut audit = Audit::default();
    for (concept, (counts, instead)) in counts.into_iter().zip(renderings).enumerate() {
        let entry = &glossary.concepts[concept];
        if counts.hits > 0 {
            audit.rows.push(counts.row(concept, instead, entry, target));
        } else if has_both(entry, source, target) {
            audit.absent.push(concept);
        }
    }
    audit.rows.sort_by(|a, b| {
        let urgency = |row: &Row| (row.missing() + row.unwanted, row.hits);
        urgency(b).cmp(&urgency(a)).then(a.concept.cmp(&b.concept))
    });
    Ok(audit)
}

fn is_unwanted(term: &Term) -> bool {
    !(term.is_good() || term.status == crate::model::concept::Status::Draft)
}

fn has_both(concept: &Concept, source: &Lang, target: &Lang) -> bool {
    let has = |lang| concept.terms_in(lang).any(Term::is_good);
    has(source) && has(target)
}

#[derive(Clone, Debug, Default)]
struct Counts {
    hits: usize,
    matched: usize,
    unwanted: usize,
    last: Option<usize>,
    missed: Vec<Occurrence>,
}

impl Counts {
    /// Counts an occurrence; of several in one pair only the first.
    fn add(&mut self, place: Occurrence, matched: bool, unwanted: bool) {
        if self.last.replace(place.pair) == Some(place.pair) {
            return;
        }
        self.hits += 1;
        self.matched += usize::from(matched);
        self.unwanted += usize::from(unwanted);
        if !matched {
            self.missed.push(place);
        }
    }

    fn row(
        self,
        concept: usize,
        mut instead: Vec<Rendering>,
        entry: &Concept,
        target: &Lang,
    ) -> Row {
        drop_listed(&mut instead, entry, target);
        Row {
            concept,
            hits: self.hits,
            matched: self.matched,
            unwanted: self.unwanted,
            instead,
            missed: self
                .missed
                .iter()
                .take(NAMED)
                .map(|place| place.pair)
                .collect(),
        }
    }
}

/// Drops the renderings of a concept that only repeat a term that is listed: they tell nothing.
pub(crate) fn drop_listed(renderings: &mut Vec<Rendering>, concept: &Concept, target: &Lang) {
    let listed: BTreeSet<String> = concept
        .terms_in(target)
        .flat_map(Term::spellings)
        .map(|spelling| key_text(&spelling.value))
        .collect();
    renderings.retain(|one| !listed.contains(&key_text(&one.text)));
}

/// Checks what only texts can tell: G006, G033 and G034, sorted by place.
pub fn findings(
    glossary: &Glossary,
    bitext: &Bitext<'_>,
    audit: &Audit,
    source: &Lang,
    target: &Lang,
) -> Vec<Finding> {
    /// A term that was found so often and never matched is no chance.
    const OFTEN: usize = 5;
    let mut findings = Vec::new();
    for &concept in &audit.absent {
        let id = &glossary.concepts[concept].id;
        let message = format!("`{}` is in none of the texts", id.value);
        findings.push(finding(
            glossary,
            Rule::ConceptInNoText,
            concept,
            None,
            message,
        ));
    }
    for row in audit
        .rows
        .iter()
        .filter(|row| row.hits >= OFTEN && row.matched == 0)
    {
        let entry = &glossary.concepts[row.concept];
        let message = format!(
            "`{}` is in {} texts, and no translation has its {target} term",
            entry.id.value, row.hits
        );
        let term = entry.terms_in(target).next();
        let mut finding = finding(glossary, Rule::TermNeverWritten, row.concept, term, message);
        finding.hint = row.instead.first().map(|best| {
            let hint = Hint::from(format!(
                "translators write \"{}\" ({} of {})",
                best.text, best.support, best.of
            ));
            hint.admit(&entry.id.value, target, &best.text)
        });
        findings.push(finding);
    }
    findings.extend(unlinked(glossary, bitext, source));
    Finding::sort(&mut findings);
    findings
}

/// Looks for abbreviations that the texts define and the concept of the long form does not have.
fn unlinked(glossary: &Glossary, bitext: &Bitext<'_>, source: &Lang) -> Vec<Finding> {
    let mut by_key = std::collections::BTreeMap::new();
    for (concept, entry) in glossary.concepts.iter().enumerate() {
        for term in entry.terms_in(source).filter(|term| term.is_good()) {
            by_key
                .entry(key_text(&term.text.value))
                .or_insert((concept, term));
        }
    }
    let mut findings = Vec::new();
    for (long, short) in definitions(bitext) {
        let Some(&(concept, term)) = by_key.get(&key_text(&long)) else {
            continue;
        };
        let entry = &glossary.concepts[concept];
        let key = key_text(&short);
        let linked = entry
            .terms_in(source)
            .flat_map(Term::spellings)
            .any(|spelling| key_text(&spelling.value) == key);
        if !linked {
            let message = format!(
                "\"{}\" is abbreviated \"{short}\" in the texts, which `{}` does not have",
                term.text.value, entry.id.value
            );
            let mut finding = finding(
                glossary,
                Rule::UnlistedAbbreviation,
                concept,
                Some(term),
                message,
            );
            finding.hint = Some(Hint::default().with(Action::Admit {
                concept: entry.id.value.clone(),
                lang: source.clone(),
                term: short,
                is_abbreviation: true,
                glossary: None,
            }));
            findings.push(finding);
        }
    }
    findings
}

fn finding(
    glossary: &Glossary,
    rule: Rule,
    concept: usize,
    term: Option<&Term>,
    message: String,
) -> Finding {
    let entry = &glossary.concepts[concept];
    let span = term.map_or(entry.id.span, |term| term.text.span);
    Finding::new(rule, message, Place::new(&glossary.files[entry.file], span))
}

#[cfg(test)]
mod tests;
