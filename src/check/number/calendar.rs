//! Dates against the calendar: days that it does not have. A date that both texts have is reported
//! once, in the source, where it has to be put right first.

use super::in_quotes;
use crate::check::pair::{Pair, PairSide};
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::Found;
use crate::text::date::Date;
use crate::text::quantity::Quantity;

/// Checks the dates of both sides.
pub(super) fn check(
    pair: &Pair<'_>,
    rules: Rules,
    source: &[Found<Quantity>],
    target: &[Found<Quantity>],
    faults: &mut Vec<Fault>,
) {
    if rules.has(Rule::ImpossibleDate) {
        impossible((&pair.source, Side::Source), source, &[], faults);
        impossible((&pair.target, Side::Target), target, source, faults);
    }
}

/// Reports the days of a side that no calendar has, but for those that the other side has too.
fn impossible(
    (text, side): (&PairSide<'_>, Side),
    ours: &[Found<Quantity>],
    theirs: &[Found<Quantity>],
    faults: &mut Vec<Fault>,
) {
    for (date, found) in dates(ours).filter(|(date, _)| !date.exists()) {
        if dates(theirs).any(|(other, _)| other.matches(date)) {
            continue;
        }
        let message = format!("there is no {}", in_quotes(text, &[found.span]));
        faults.push(Fault::new(Rule::ImpossibleDate, side, message).at(found.span));
    }
}

/// Returns the civil dates among what was found.
fn dates(found: &[Found<Quantity>]) -> impl Iterator<Item = (&Date, &Found<Quantity>)> {
    found.iter().filter_map(|found| match &found.value {
        Quantity::Date(date) if date.lunar().is_none() => Some((date, found)),
        _ => None,
    })
}
