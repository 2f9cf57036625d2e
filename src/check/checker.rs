//! All rules on all units. Units are checked by themselves, on as many cores as there are; what is
//! asked of a document as a whole, or of all of them, is put together afterwards, so that what is
//! found depends neither on the number of threads nor on the order of the documents.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::across::{self, Prints};
use super::notation::{self, NumberFormat};
use super::number;
use super::own::Own;
use super::pair::Pair;
use super::term::{Asked, Mention, RollUp, Tally, Terms, check_document, gravity};
use super::text;
use super::unit::{Document, Fault, Unit};
use crate::glossary::Glossary;
use crate::glossary::find::TooLarge;
use crate::model::concept::Date;
use crate::report::rule::{Rule, Rules};
use crate::text::quantity::Quantity;
use crate::text::{Lang, Span};

/// What is to be checked, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// Rules that are not asked for: nothing is worked out for them.
    pub skip: Rules,
    /// Rules of the project's own.
    pub own: &'a [Own],
    /// How the project writes numbers.
    pub numbers: &'a [NumberFormat],
    /// What the texts are about: everyday words that are terms of these subjects are asked for wherever
    /// they stand.
    pub subjects: &'a [String],
}

/// A fault, and in which unit it is.
#[derive(Clone, Debug)]
pub struct Located {
    /// The place of the document in the list.
    pub document: usize,
    /// The place of the unit in the document.
    pub unit: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What the rules found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The faults, by document, unit, place and code.
    pub faults: Vec<Located>,
    /// What became of the concepts that the sources have, what to fix first at the head.
    pub roll_ups: Vec<RollUp>,
}

/// The rules, ready for units of one pair of languages.
pub struct Checker<'g> {
    langs: (Lang, Lang),
    rules: Rules,
    terms: Terms<'g>,
    own: Vec<&'g Own>,
    numbers: Option<&'g NumberFormat>,
}

/// What was found in a unit.
#[derive(Default)]
struct OfUnit {
    faults: Vec<Fault>,
    mentions: Vec<Mention>,
    asked: Vec<Asked>,
    prints: Prints,
}

/// A unit and where it is.
#[derive(Clone, Copy)]
struct Task<'a> {
    document: usize,
    number: usize,
    unit: &'a Unit,
    date: Option<Date>,
}

impl<'g> Checker<'g> {
    /// Prepares to check translations from one language into another.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] when the glossary cannot be looked for.
    pub fn new(
        glossary: &'g Glossary,
        source: &Lang,
        target: &Lang,
        settings: Settings<'g>,
    ) -> Result<Self, TooLarge> {
        let Settings {
            skip,
            own,
            numbers,
            subjects,
        } = settings;
        let is_in = |format: &&NumberFormat| format.lang.primary() == target.primary();
        Ok(Checker {
            langs: (source.clone(), target.clone()),
            rules: skip.complement(),
            terms: Terms::new(glossary, source, target, subjects)?,
            own: own
                .iter()
                .filter(|one| one.is_for(source, target))
                .collect(),
            numbers: numbers.iter().find(is_in),
        })
    }

    /// Checks documents, and returns the faults alone.
    pub fn check(&self, documents: &[Document]) -> Vec<Located> {
        self.run(documents).faults
    }

    /// Checks documents.
    pub fn run(&self, documents: &[Document]) -> Outcome {
        let tasks: Vec<Task<'_>> = documents.iter().enumerate().flat_map(of_document).collect();
        let mut found: Vec<OfUnit> = tasks.par_iter().map(|task| self.check_unit(task)).collect();
        self.check_documents(&tasks, &mut found);
        let units: Vec<&Unit> = tasks.iter().map(|task| task.unit).collect();
        let prints: Vec<Prints> = found.iter().map(|found| found.prints).collect();
        across::check(&prints, &units, self.rules, |at, fault| {
            found[at].faults.push(fault);
        });
        let roll_ups = self.roll_up(&units, &mut found);
        let faults = tasks.iter().zip(found).flat_map(|(task, found)| {
            let located = |fault| Located {
                document: task.document,
                unit: task.number,
                fault,
            };
            in_order(found.faults).into_iter().map(located)
        });
        Outcome {
            faults: faults.collect(),
            roll_ups,
        }
    }

    fn check_unit(&self, task: &Task<'_>) -> OfUnit {
        let Unit { source, target, .. } = task.unit;
        let (source, target) = (source.plain_text(), target.plain_text());
        let pair = Pair::new(
            task.unit,
            (&source, &self.langs.0),
            (&target, &self.langs.1),
        );
        let mut found = OfUnit::default();
        if pair.is_whole() {
            let said = self.terms.check(&pair, task.date, self.rules);
            found = OfUnit {
                faults: said.faults,
                mentions: said.mentions,
                asked: said.asked,
                prints: Prints::of(&pair),
            };
            number::check(&pair, self.rules, &mut found.faults);
            if self.rules.has(Rule::LostDate) {
                drop_within_dates(&pair, &mut found.faults);
            }
        }
        text::check(&pair, self.rules, &mut found.faults);
        if let Some(format) = self.numbers {
            notation::check(&pair, format, self.rules, &mut found.faults);
        }
        for own in &self.own {
            own.check(&pair, &mut found.faults);
        }
        found
    }

    /// Adds what only documents as a whole can tell.
    fn check_documents(&self, tasks: &[Task<'_>], found: &mut [OfUnit]) {
        let mut start = 0;
        for of_document in tasks.chunk_by(|one, other| one.document == other.document) {
            let end = start + of_document.len();
            let mentions: Vec<(usize, Mention)> = (start..end)
                .flat_map(|at| {
                    std::mem::take(&mut found[at].mentions)
                        .into_iter()
                        .map(move |one| (at, one))
                })
                .collect();
            for (at, fault) in check_document(&self.terms, &mentions, self.rules) {
                found[at].faults.push(fault);
            }
            start = end;
        }
    }

    /// Counts what became of the concepts, and says of missing terms what is written instead.
    fn roll_up(&self, units: &[&Unit], found: &mut [OfUnit]) -> Vec<RollUp> {
        if !self.rules.has(Rule::MissingTerm) {
            return Vec::new();
        }
        let unwanted: Vec<Vec<usize>> = found
            .iter()
            .map(|found| of_bad_terms(&found.faults))
            .collect();
        let said = found.iter().zip(&unwanted);
        let tallies =
            Tally::all(said.map(|(found, unwanted)| (found.asked.as_slice(), unwanted.as_slice())));
        let roll_ups = self.terms.roll_up(&tallies, units);
        let likely: BTreeMap<usize, &RollUp> = roll_ups
            .iter()
            .filter(|row| row.admit().is_some())
            .map(|row| (row.concept, row))
            .collect();
        for (unit, found) in units.iter().zip(found) {
            let missing = found
                .faults
                .iter_mut()
                .filter(|fault| fault.rule == Rule::MissingTerm);
            for fault in missing {
                if let Some(row) = fault.concept.and_then(|concept| likely.get(&concept))
                    && let Some(hint) = self.terms.likely(row, &unit.target.plain_text())
                {
                    fault.hint = Some(hint);
                }
            }
        }
        roll_ups
    }
}

fn of_document((document, of): (usize, &Document)) -> impl Iterator<Item = Task<'_>> {
    let units = of.units.iter().enumerate();
    units.map(move |(number, unit)| Task {
        document,
        number,
        unit,
        date: of.date,
    })
}

/// Returns the concepts that are written in a term that must not be.
fn of_bad_terms(faults: &[Fault]) -> Vec<usize> {
    let bad = faults
        .iter()
        .filter(|fault| fault.rule == Rule::ForbiddenTerm);
    bad.filter_map(|fault| fault.concept).collect()
}

/// Drops what says of the name of a month in a date that it is missing: dates are compared as a whole,
/// and some languages count their months.
fn drop_within_dates(pair: &Pair<'_>, faults: &mut Vec<Fault>) {
    if faults.iter().all(|fault| fault.rule != Rule::MissingTerm) {
        return;
    }
    let found = pair.source.reading.quantities().iter();
    let dates =
        found.filter(|one| matches!(one.value, Quantity::Date(_)) && one.value.is_binding());
    let dates: Vec<Span> = dates.map(|date| date.span).collect();
    let is_within = |span: &Span| {
        let mut dates = dates.iter();
        dates.any(|date| date.start <= span.start && span.end <= date.end)
    };
    faults.retain(|fault| fault.rule != Rule::MissingTerm || !fault.source.iter().all(is_within));
}

/// Keeps of the faults about one concept the gravest, and sorts by place and code.
fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    if faults.len() < 2 {
        return faults;
    }
    let mut told: Vec<usize> = Vec::new();
    faults.sort_by_key(gravity);
    faults.retain(|fault| match fault.concept {
        Some(concept) if told.contains(&concept) => false,
        Some(concept) => {
            told.push(concept);
            true
        }
        None => true,
    });
    let place = |fault: &Fault| fault.target.first().or(fault.source.first()).copied();
    faults.sort_by(|a, b| {
        (place(a), a.rule.code(), &a.message).cmp(&(place(b), b.rule.code(), &b.message))
    });
    faults
}
