//! What is wrong with a glossary. Every rule of the [registry](crate::report::rule::Rule) that the files alone can
//! decide is checked here; what only a corpus can tell is left to others. A finding that is right as
//! it is can be allowed by a comment with a reason.

mod across;
mod allow;
mod concept;
mod context;
mod spelling;

use rustc_hash::FxHashMap;

use super::{Glossary, layout};
use crate::model::concept::{Concept, Date};
use crate::report::rule::Rule;
use crate::report::{Action, Finding, Fix, Hint, Place};
use crate::text::{Lang, Span};

/// Checks a glossary; `today` decides what is no longer valid, and nothing does without it. Findings
/// are sorted by place, those of reading the files among them.
pub fn lint(glossary: &Glossary, today: Option<Date>) -> Vec<Finding> {
    let mut lint = Lint::new(glossary, today);
    for (index, concept) in glossary.concepts.iter().enumerate() {
        lint.spellings(index, concept);
        lint.concept(index, concept);
    }
    lint.across();
    lint.layout();
    lint.finish()
}

/// A finding and the concept that it is in.
struct Located {
    file: usize,
    concept: Option<usize>,
    finding: Finding,
}

struct Lint<'a> {
    glossary: &'a Glossary,
    today: Option<Date>,
    source: Lang,
    /// The place of each concept by its id.
    ids: FxHashMap<&'a str, usize>,
    found: Vec<Located>,
}

impl<'a> Lint<'a> {
    fn new(glossary: &'a Glossary, today: Option<Date>) -> Self {
        let concepts = glossary.concepts.iter().enumerate();
        Lint {
            glossary,
            today,
            source: glossary.source(),
            ids: concepts
                .map(|(index, concept)| (concept.id.value.as_str(), index))
                .collect(),
            found: Vec::new(),
        }
    }

    /// Adds a finding in a concept.
    fn report(&mut self, rule: Rule, concept: usize, span: Span, message: String) -> &mut Finding {
        let file = self.glossary.concepts[concept].file;
        self.add(rule, file, Some(concept), span, message)
    }

    fn add(
        &mut self,
        rule: Rule,
        file: usize,
        concept: Option<usize>,
        span: Span,
        message: String,
    ) -> &mut Finding {
        let at = self.found.len();
        let finding = Finding::new(rule, message, Place::new(&self.glossary.files[file], span));
        self.found.push(Located {
            file,
            concept,
            finding,
        });
        &mut self.found[at].finding
    }

    /// Returns a place in the file of a concept.
    fn place(&self, concept: usize, span: Span) -> Place {
        let concept: &Concept = &self.glossary.concepts[concept];
        Place::new(&self.glossary.files[concept.file], span)
    }

    fn layout(&mut self) {
        for (index, file) in self.glossary.files.iter().enumerate() {
            let Ok(tidy) = layout::format(file.text()) else {
                continue;
            };
            if tidy != file.text() {
                let first = first_difference(file.text(), &tidy);
                let message = "not in canonical layout".to_owned();
                let finding = self.add(
                    Rule::NotCanonical,
                    index,
                    None,
                    Span::new(first, first),
                    message,
                );
                finding.hint = Some(Hint::default().with(Action::Format));
                finding.fix = Some(Fix::replace(Span::new(0, file.text().len()), tidy));
            }
        }
    }

    fn finish(mut self) -> Vec<Finding> {
        self.allow();
        let mut findings: Vec<Finding> = self
            .found
            .into_iter()
            .map(|located| located.finding)
            .collect();
        findings.extend(self.glossary.problems.iter().cloned());
        Finding::sort(&mut findings);
        findings
    }
}

/// Returns the first byte, at the start of a character, in which two texts differ.
fn first_difference(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    (0..=same)
        .rev()
        .find(|&at| a.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests;
