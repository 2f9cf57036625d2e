//! All rules on all units. Units are checked by themselves, on as many cores as there are; what is
//! asked of a document as a whole, or of all of them, is put together afterwards, so that what is
//! found depends neither on the number of threads nor on the order of the documents.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::pair::Pair;
use super::rule::Rules;
use super::term::Terms;
use super::text;
use super::unit::{Document, Fault, Unit};
use crate::glossary::Glossary;
use crate::glossary::find::TooLarge;
use crate::text::Lang;

/// What is to be checked, and how.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Codes of rules that are not asked for: nothing is worked out for them.
    pub skip: BTreeSet<String>,
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

/// The rules, ready for units of one pair of languages.
pub struct Checker<'g> {
    langs: (Lang, Lang),
    rules: Rules,
    terms: Terms<'g>,
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
        settings: Settings,
    ) -> Result<Self, TooLarge> {
        Ok(Checker {
            langs: (source.clone(), target.clone()),
            rules: Rules::without(settings.skip.iter().map(String::as_str)),
            terms: Terms::new(glossary, source, target)?,
        })
    }

    /// Checks documents. The faults are in the order of the documents, of their units, of the places
    /// in them and of the codes.
    pub fn check(&self, documents: &[Document]) -> Vec<Located> {
        let units: Vec<(usize, usize, &Unit)> = documents
            .iter()
            .enumerate()
            .flat_map(|(at, document)| {
                let units = document.units.iter().enumerate();
                units.map(move |(number, unit)| (at, number, unit))
            })
            .collect();
        let found: Vec<Vec<Fault>> = units
            .par_iter()
            .map(|(_, _, unit)| self.check_unit(unit))
            .collect();
        let mut located: Vec<Located> = units
            .iter()
            .zip(found)
            .flat_map(|(&(document, unit, _), faults)| {
                faults.into_iter().map(move |fault| Located {
                    document,
                    unit,
                    fault,
                })
            })
            .collect();
        located.sort_by(|a, b| key(a).cmp(&key(b)));
        located
    }

    fn check_unit(&self, unit: &Unit) -> Vec<Fault> {
        let pair = Pair::new(unit, (&self.langs.0, &self.langs.1));
        let mut faults = Vec::new();
        if pair.is_whole() {
            self.terms.check(&pair, self.rules, &mut faults);
        }
        text::check(&pair, self.rules, &mut faults);
        faults
    }
}

fn key(located: &Located) -> impl Ord {
    let Located {
        document,
        unit,
        fault,
    } = located;
    let place = fault.target.first().or(fault.source.first()).copied();
    (
        *document,
        *unit,
        place,
        fault.rule.code,
        fault.message.clone(),
    )
}
