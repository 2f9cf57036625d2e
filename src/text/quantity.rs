//! Dates and numbers together, each byte told once: what a translation has to keep, whatever its
//! digits, signs, eras and names of months.

use super::date::{self, Date};
use super::key::lines;
use super::number::{self, Kind, Number, Options, Scanner, place};
use super::{Found, Lang};

/// A date or a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// A date.
    Date(Date),
    /// A number that is no part of a date.
    Number(Number),
}

impl Quantity {
    /// Tells whether two quantities are equal in any of their readings. A date that says a year and
    /// nothing else is equal to the number of that year: one language writes the word for year,
    /// another does not.
    pub fn matches(&self, other: &Quantity) -> bool {
        match (self, other) {
            (Quantity::Date(date), Quantity::Date(theirs)) => date.matches(theirs),
            (Quantity::Number(number), Quantity::Number(theirs)) => number.matches(theirs),
            (Quantity::Date(date), Quantity::Number(number))
            | (Quantity::Number(number), Quantity::Date(date)) => {
                let mut wholes = number.readings().filter_map(number::Decimal::whole);
                wholes.any(|whole| date.years().any(|year| u64::from(year) == whole))
            }
        }
    }

    /// Tells whether the quantity has to be the same in a translation. Marks of list items, parts of
    /// telephone numbers and the like may be, or not; a lunar date stands beside a civil one.
    pub fn is_binding(&self) -> bool {
        match self {
            Quantity::Date(date) => date.lunar().is_none() && !date.is_month_alone(),
            Quantity::Number(number) => number.kind != Kind::Enumerator,
        }
    }

    /// Writes the quantity in the way of a language; `None` where it would be copied as it is, or
    /// where that is not known.
    pub fn written(&self, lang: &Lang) -> Option<String> {
        match self {
            Quantity::Date(date) => date::written(date, lang),
            Quantity::Number(number) => number::written(number, lang),
        }
    }
}

/// Finds the dates of a text, and the numbers between them, in order.
///
/// Takes time linear in the length of the text.
///
/// ```
/// use chancery::text::quantity::{Quantity, quantities};
/// use chancery::text::number::Options;
///
/// let found = quantities("By 31 May 2024, 2 experts", Options::default());
/// assert!(matches!(found[0].value, Quantity::Date(_)));
/// assert!(matches!(found[1].value, Quantity::Number(_)));
/// assert_eq!(found.len(), 2);
/// ```
pub fn quantities(text: &str, options: Options) -> Vec<Found<Quantity>> {
    let mut found = Vec::new();
    for line in lines(text, |line| {
        options.spelled || number::may_have_numbers(line)
    }) {
        let key = line.key();
        let dates = date::find(key);
        let mut scanner = Scanner::new(key, options);
        let mut at = 0;
        for date in &dates {
            scanner.scan(at, date.span.start);
            at = date.span.end;
        }
        scanner.scan(at, key.len());
        found.extend(place(&line, merge(dates, scanner.finish())));
    }
    found
}

fn merge(dates: Vec<Found<Date>>, numbers: Vec<Found<Number>>) -> Vec<Found<Quantity>> {
    let dates = dates.into_iter().map(|found| Found {
        span: found.span,
        value: Quantity::Date(found.value),
    });
    let numbers = numbers.into_iter().map(|found| Found {
        span: found.span,
        value: Quantity::Number(found.value),
    });
    let mut merged: Vec<_> = dates.chain(numbers).collect();
    merged.sort_by_key(|found| found.span);
    merged
}

#[cfg(test)]
mod tests;
