//! One look at a scope: its glossaries and files are read, all rules are asked, and what they say
//! becomes findings with places, sorted, some of them hidden.

use std::collections::BTreeMap;

use super::notice::CheckNotice;
use super::scope::Scope;
use super::store::Store;
use super::{finding, read};
use crate::check::{Checker, Document, RollUp, Settings, baseline, suppress};
use crate::desk::{Desk, Notice, Result};
use crate::glossary::lint::lint;
use crate::glossary::{Glossary, is_loss};
use crate::report::{Action, Finding, Hint, Place};
use crate::text::Lang;

/// What became of a concept that translations mostly do without.
#[derive(Clone, Debug)]
pub struct RolledUp {
    /// The id of the concept.
    pub concept: String,
    /// The language of the translations.
    pub lang: Lang,
    /// How many units were to have one of its terms.
    pub hits: usize,
    /// How many have one.
    pub matched: usize,
    /// What translators write instead, and in how many units, where that is clear.
    pub instead: Option<(String, usize)>,
    /// How to admit that, if the glossary can be changed.
    pub admit: Option<Action>,
}

/// What a look found.
#[derive(Default)]
pub(super) struct Looked {
    /// Sorted, with fingerprints; those that are hidden too.
    pub(super) findings: Vec<Finding>,
    /// What became of concepts, those that are missing most often first.
    pub(super) roll_ups: Vec<RolledUp>,
    /// How many known findings are gone.
    pub(super) gone: usize,
    /// The files that may be fixed.
    pub(super) files: Vec<read::File>,
}

/// Looks at a scope.
pub(super) fn look(desk: &Desk<'_>, scope: &Scope, store: &Store) -> Result<Looked> {
    let text_of = |path: &str| {
        let bytes = store.texts.get(path)?;
        String::from_utf8(bytes.clone()).ok()
    };
    let (glossary, is_own) = scope.glossary(text_of)?;
    // They may be findings too, but not of a file that is beside those checked, nor by all rules.
    for problem in glossary.problems.iter().filter(|one| is_loss(one)) {
        desk.remark(Notice::Glossary(Box::new(problem.clone())));
    }
    let mut everything = read::read(desk, scope, &glossary.source(), store)?;
    let mut looked = Looked {
        findings: std::mem::take(&mut everything.findings),
        ..Looked::default()
    };
    if is_own {
        looked.lint(scope, &glossary);
    }
    if let Some(named) = scope.named_glossary(&glossary, text_of)? {
        looked.lint(scope, &named);
    }
    let any = !everything.texts.is_empty();
    looked.check(scope, &glossary, &mut everything)?;
    if !is_own {
        // The files of what is built in are nowhere to be opened.
        for finding in &mut looked.findings {
            let is_built_in =
                |place: &Place| glossary.files.iter().any(|file| file.path() == place.path);
            finding.related.retain(|(place, _)| !is_built_in(place));
            // Nor can anything be added to them.
            if let Some(hint) = &mut finding.hint {
                hint.action
                    .take_if(|action| matches!(action, Action::Admit { .. }));
            }
        }
        for row in &mut looked.roll_ups {
            row.admit = None;
        }
    }
    looked.files.extend(everything.files);
    looked.settle(scope, &glossary);
    if !any && looked.findings.is_empty() && !is_own {
        desk.remark(Notice::Check(CheckNotice::NothingToCheck));
    }
    Ok(looked)
}

impl Looked {
    /// Adds what is wrong with the glossaries themselves.
    fn lint(&mut self, scope: &Scope, glossary: &Glossary) {
        let found = lint(glossary, scope.today).into_iter();
        self.findings
            .extend(found.filter(|finding| scope.lints(&finding.place.path)));
        for file in &glossary.files {
            self.files.push(read::File {
                source: file.clone(),
                mark: Some(""),
                is_paragraphs: false,
            });
        }
    }

    /// Adds what the rules say, language by language.
    fn check(
        &mut self,
        scope: &Scope,
        glossary: &Glossary,
        everything: &mut read::Everything,
    ) -> Result<()> {
        let own = scope.settings.asked();
        let settings = Settings {
            skip: scope.settings.skipped(),
            own: &own,
            numbers: &scope.settings.numbers,
            subjects: &scope.settings.subjects,
        };
        let mut pairs: Vec<(Lang, Lang)> = Vec::new();
        for texts in &everything.texts {
            if !pairs.contains(&texts.langs) {
                pairs.push(texts.langs.clone());
            }
        }
        for langs in &pairs {
            let checker = Checker::new(glossary, &langs.0, &langs.1, settings)?;
            let mut documents: Vec<Document> = Vec::new();
            let mut origins = Vec::new();
            for (at, texts) in everything.texts.iter_mut().enumerate() {
                if texts.langs == *langs {
                    origins.extend((0..texts.documents.len()).map(|number| (at, number)));
                    documents.append(&mut texts.documents);
                }
            }
            let outcome = checker.run(&documents);
            let mut faults = outcome.faults.into_iter().peekable();
            while let Some(first) = faults.next() {
                let place = (first.document, first.unit);
                let (texts, number) = origins[first.document];
                let texts = &everything.texts[texts];
                let at = finding::At::new(
                    texts,
                    &everything.files,
                    &documents[first.document].units[first.unit],
                    &texts.places[number][first.unit],
                );
                let changed = scope.changed.as_ref();
                let is_reported = changed.is_none_or(|changed| at.is_in(changed, scope));
                let same = std::iter::from_fn(|| {
                    faults.next_if(|other| (other.document, other.unit) == place)
                });
                let of_unit = std::iter::once(first.fault).chain(same.map(|one| one.fault));
                for fault in of_unit {
                    if is_reported {
                        self.findings.push(at.finding(glossary, fault));
                    }
                }
            }
            let rows = outcome.roll_ups.iter();
            self.roll_ups
                .extend(rows.filter_map(|row| rolled_up(glossary, row, &langs.1)));
        }
        Ok(())
    }

    /// Gives findings the severity that the project wants, sorts them, and hides what is known. What is
    /// known and wanted of files is written from the root of the project.
    fn settle(&mut self, scope: &Scope, glossary: &Glossary) {
        if let Some(changed) = &scope.changed {
            self.findings.retain(|finding| {
                !finding.excerpts.is_empty()
                    || changed.has(&scope.path_of(&finding.place.path), &finding.place)
            });
        }
        for finding in &mut self.findings {
            finding.place.path = scope.in_project(&finding.place.path);
        }
        let file_of: BTreeMap<&str, String> = glossary
            .concepts
            .iter()
            .map(|concept| {
                let file = scope.in_project(glossary.files[concept.file].path());
                (concept.id.value.as_str(), file)
            })
            .collect();
        self.findings.retain_mut(|finding| {
            let path = &finding.place.path;
            let glossary = match &finding.concept {
                Some(id) => file_of.get(id.as_str()).map(String::as_str),
                None if finding.rule.is_for_glossaries() => Some(path.as_str()),
                None => None,
            };
            let severity =
                (scope.settings).severity(finding.code(), finding.severity, path, glossary);
            finding.severity = severity.unwrap_or(finding.severity);
            severity.is_some()
        });
        Finding::sort(&mut self.findings);
        baseline::mark(&mut self.findings);
        let wrong = suppress::suppress(
            &scope.suppressions,
            &mut self.findings,
            scope.today,
            scope.is_whole,
        );
        let severity = |mut finding: Finding| {
            let own = finding.severity;
            finding.place.path = scope.in_project(&finding.place.path);
            let path = &finding.place.path;
            finding.severity = scope.settings.severity(finding.code(), own, path, None)?;
            Some(finding)
        };
        self.findings.extend(wrong.into_iter().filter_map(severity));
        Finding::sort(&mut self.findings);
        baseline::mark(&mut self.findings);
        if let Some(baseline) = &scope.baseline {
            self.gone = baseline.hide(&mut self.findings);
        }
        for finding in &mut self.findings {
            finding.place.path = scope.shown_in_project(&finding.place.path);
        }
    }
}

/// Returns what became of a concept, where the translations mostly do without its terms.
fn rolled_up(glossary: &Glossary, row: &RollUp, target: &Lang) -> Option<RolledUp> {
    /// Fewer say little.
    const LEAST: usize = 3;
    if row.missing() < LEAST || row.missing() * 2 < row.hits {
        return None;
    }
    Some(RolledUp {
        concept: glossary.concepts[row.concept].id.value.clone(),
        lang: target.clone(),
        hits: row.hits,
        matched: row.matched,
        instead: row.admit().map(|best| (best.text.clone(), best.support)),
        admit: row.admit().and_then(|best| {
            let id = &glossary.concepts[row.concept].id.value;
            let text: Vec<&str> = best.text.split_whitespace().collect();
            let file = glossary.files[glossary.concepts[row.concept].file].path();
            let hint = Hint::default().admit(id, target, &text.join(" "));
            hint.in_glossary(file).action
        }),
    })
}
