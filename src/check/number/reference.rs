//! The numbers of documents and of telephones: whoever calls one or looks it up finds nothing if it
//! changed. Long ones are compared by their digits. Short ones are often left out or written in
//! words (`No. 1`), so that one is reported only where it stands before a slash, or where another
//! number stands in its place.

use super::{in_quotes, is_value};
use crate::check::pair::{Pair, PairSide};
use crate::check::unit::{Fault, Side};
use crate::report::rule::Rule;
use crate::text::number::{Kind, Number};
use crate::text::quantity::Quantity;
use crate::text::{Found, Span, digit};

/// The fewest digits of a number that is compared by them alone.
const LONG: usize = 3;

/// Compares telephone numbers and the numbers of documents.
pub(super) fn check(
    pair: &Pair<'_>,
    source: &[Found<Quantity>],
    target: &[Found<Quantity>],
    faults: &mut Vec<Fault>,
) {
    let named = source.iter().filter(|found| is_named(&found.value));
    let lost: Vec<Span> = named
        .filter(|found| {
            let ours = digits(&pair.source, found.span);
            !target.iter().any(|other| found.value.matches(&other.value))
                && if ours.len() >= LONG {
                    !is_in_digits(&ours, &pair.target, target)
                } else {
                    is_changed(found, pair, source, target)
                }
        })
        .map(|found| found.span)
        .collect();
    if lost.is_empty() {
        return;
    }
    let message = format!(
        "{} of the source is not in the translation",
        in_quotes(&pair.source, &lost)
    );
    let mut fault = Fault::new(Rule::ChangedReference, Side::Target, message);
    fault.source = lost;
    faults.push(fault);
}

fn is_named(quantity: &Quantity) -> bool {
    matches!(quantity, Quantity::Number(number) if matches!(number.kind, Kind::Phone | Kind::Reference))
}

/// Tells whether the digits of a long number are in the other text: numbers are written in groups,
/// and with zeros and codes of countries or without.
fn is_in_digits(ours: &str, theirs: &PairSide<'_>, found: &[Found<Quantity>]) -> bool {
    let ends = |other: &Found<Quantity>| {
        let other = digits(theirs, other.span);
        !other.is_empty()
            && (other.ends_with(ours) || other.len() > 5 && ours.ends_with(other.as_str()))
    };
    found.iter().any(ends) || ours.len() > LONG && all_digits(theirs.text).contains(ours)
}

/// Tells whether a short number, which has no equal in digits, became another one.
fn is_changed(
    one: &Found<Quantity>,
    pair: &Pair<'_>,
    source: &[Found<Quantity>],
    target: &[Found<Quantity>],
) -> bool {
    let Quantity::Number(number) = &one.value else {
        return false;
    };
    let (before, after) = (one.span.start, one.span.end);
    let is_slashed =
        pair.source.text[..before].ends_with('/') || pair.source.text[after..].starts_with('/');
    let is_spare = |other: &Found<Quantity>| {
        matches!(&other.value, Quantity::Number(number) if number.kind != Kind::Enumerator)
            && !source.iter().any(|ours| ours.value.matches(&other.value))
    };
    let is_month = || target.iter().any(|other| is_month_of(number, &other.value));
    let spelled = || pair.target.reading.spelled_quantities();
    (is_slashed || target.iter().any(is_spare))
        && !is_month()
        && !spelled()
            .iter()
            .any(|other| one.value.matches(&other.value))
}

/// Tells whether a number is the month of a date: `05/2025` is May 2025.
fn is_month_of(number: &Number, other: &Quantity) -> bool {
    let Quantity::Date(date) = other else {
        return false;
    };
    let mut months = date.readings().iter().filter_map(|reading| reading.month);
    months.any(|month| is_value(number, u64::from(month)))
}

/// Returns the digits of a number without zeros at its head.
fn digits(text: &PairSide<'_>, span: Span) -> String {
    let digits = all_digits(&text.text[span.range()]);
    digits.trim_start_matches('0').to_owned()
}

/// Returns the digits of a text in whatever script as those of ASCII.
fn all_digits(text: &str) -> String {
    let digits = text.chars().filter_map(digit::value);
    digits.map(|digit| char::from(b'0' + digit)).collect()
}
