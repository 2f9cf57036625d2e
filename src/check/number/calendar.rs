//! Dates against the calendar: days that it does not have, days of the week, dates by the moon. What
//! both texts have is reported once, in the source, where it has to be put right first.

use jiff::civil::Date as Day;

use super::in_quotes;
use crate::check::pair::{Pair, PairSide};
use crate::check::unit::{Fault, Side};
use crate::report::Hint;
use crate::report::rule::{Rule, Rules};
use crate::text::Found;
use crate::text::date::{Civil, Date, Lunar};
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
    if rules.has(Rule::WrongWeekday) {
        weekdays((&pair.source, Side::Source), source, &[], faults);
        weekdays((&pair.target, Side::Target), target, source, faults);
    }
    if rules.has(Rule::WrongLunarDate) {
        lunar((&pair.source, Side::Source), source, target, faults);
        lunar((&pair.target, Side::Target), target, source, faults);
    }
}

/// Reports the dates of a side beside which a wrong day of the week stands: one that is not theirs, or
/// not the one of the source, where a date says no year.
fn weekdays(
    (text, side): (&PairSide<'_>, Side),
    ours: &[Found<Quantity>],
    theirs: &[Found<Quantity>],
    faults: &mut Vec<Fault>,
) {
    for (date, found) in dates(ours) {
        let Some(weekday) = date.weekday() else {
            continue;
        };
        let others: Vec<u8> = dates(theirs)
            .filter(|(other, _)| !other.contradicts(date))
            .filter_map(|(other, _)| other.weekday())
            .collect();
        let days = || date.readings().iter().filter_map(Civil::day_of_calendar);
        let is_of = |day: &Day| day.weekday().to_sunday_zero_offset() as u8 == weekday;
        let what = in_quotes(text, &[found.span]);
        let message = match days().next() {
            _ if others.contains(&weekday) => continue,
            Some(day) if !days().any(|day| is_of(&day)) => {
                format!("{what} is a {}", day.strftime("%A"))
            }
            None if !others.is_empty() => {
                format!("the day of the week beside {what} is another one in the source")
            }
            _ => continue,
        };
        faults.push(Fault::new(Rule::WrongWeekday, side, message).at(found.span));
    }
}

/// Reports the dates by the moon that are those of no day in the text, or in the other one if the text
/// has none.
fn lunar(
    (text, side): (&PairSide<'_>, Side),
    ours: &[Found<Quantity>],
    theirs: &[Found<Quantity>],
    faults: &mut Vec<Fault>,
) {
    let all = ours.iter().filter_map(|found| match &found.value {
        Quantity::Date(date) => date.lunar().map(|lunar| (lunar, found.span)),
        Quantity::Number(_) => None,
    });
    for (lunar, span) in all {
        let days = |found| -> Vec<Day> {
            let readings = dates(found).flat_map(|(date, _)| date.readings());
            readings.filter_map(Civil::day_of_calendar).collect()
        };
        let mut days = [days(ours), days(theirs)]
            .into_iter()
            .find(|days| !days.is_empty());
        let days = days.take().unwrap_or_default();
        let Some(day) = days
            .first()
            .filter(|_| !days.iter().any(|day| lunar.is_of(*day)))
        else {
            continue;
        };
        let what = in_quotes(text, &[span]);
        let message = format!("{what} is not {}", day.strftime("%-d %B %Y"));
        let mut fault = Fault::new(Rule::WrongLunarDate, side, message).at(span);
        let right = Lunar::of(*day).and_then(|lunar| lunar.written());
        fault.hint = right.map(|right| Hint::from(format!("write {right}")));
        faults.push(fault);
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
