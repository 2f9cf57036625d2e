//! Numbers and dates by their values, in whatever digits, eras and words. Translators write numbers
//! out, leave marks of lists away and turn dates round, so that these are questions, not verdicts:
//! how often a number comes is not compared, parts of names are not asked for, and what is written in
//! words or as parts of a date is looked for before anything is said.

mod calendar;
mod reference;

use super::pair::{Pair, PairSide};
use super::unit::{Fault, Side};
use crate::report::Hint;
use crate::report::rule::{Rule, Rules};
use crate::text::date::{Civil, Date};
use crate::text::number::{Decimal, Kind, Notation, Number, fractions};
use crate::text::quantity::Quantity;
use crate::text::script::is_unspaced;
use crate::text::{Found, Span, digit};

/// Up to here numbers are written in words of many forms.
const SMALL: u64 = 12;

/// Checks the numbers and dates of a unit with texts on both sides.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    let all = [
        Rule::LostNumber,
        Rule::AddedNumber,
        Rule::LostDate,
        Rule::AddedDate,
        Rule::ImpossibleDate,
        Rule::WrongWeekday,
        Rule::WrongLunarDate,
        Rule::ChangedReference,
    ];
    if all.iter().all(|&rule| !rules.has(rule)) {
        return;
    }
    let (source, target) = (
        pair.source.reading.quantities(),
        pair.target.reading.quantities(),
    );
    if source.is_empty() && target.is_empty() {
        return;
    }
    if rules.has(Rule::ChangedReference) {
        reference::check(pair, source, target, faults);
    }
    calendar::check(pair, rules, source, target, faults);
    let mut lost = unmatched(source, target, (&pair.source, &pair.target));
    let added = unmatched(target, source, (&pair.target, &pair.source));
    if lost.is_empty() && !added.is_empty() {
        lost = lost_in_words(pair, target);
    }
    for (dates, lost_rule, added_rule) in [
        (false, Rule::LostNumber, Rule::AddedNumber),
        (true, Rule::LostDate, Rule::AddedDate),
    ] {
        let of_sort = |found: &[&Found<Quantity>]| -> Vec<Span> {
            let sort = found
                .iter()
                .filter(|one| matches!(one.value, Quantity::Date(_)) == dates);
            sort.map(|one| one.span).collect()
        };
        let (lost_spans, added_spans) = (of_sort(&lost), of_sort(&added));
        if !lost_spans.is_empty() && rules.has(lost_rule) {
            let what = in_quotes(&pair.source, &lost_spans);
            let message = if added_spans.len() == lost_spans.len() {
                format!(
                    "{what} of the source, {} in the translation",
                    in_quotes(&pair.target, &added_spans)
                )
            } else {
                format!("{what} of the source is not in the translation")
            };
            let mut fault = Fault::new(lost_rule, Side::Target, message);
            fault.hint = written(&lost, dates, &pair.target).map(Hint::from);
            fault.source = lost_spans;
            fault.target = added_spans;
            faults.push(fault);
        } else if lost_spans.is_empty() && !added_spans.is_empty() && rules.has(added_rule) {
            faults.push(added_fault(
                added_rule,
                &in_quotes(&pair.target, &added_spans),
                added_spans,
            ));
        }
    }
}

/// Shows pieces of a text.
fn in_quotes(text: &PairSide<'_>, spans: &[Span]) -> String {
    let shown = spans
        .iter()
        .map(|span| format!("\"{}\"", &text.text[span.range()]));
    shown.collect::<Vec<String>>().join(", ")
}

fn added_fault(rule: Rule, what: &str, spans: Vec<Span>) -> Fault {
    let message = format!("{what} of the translation is not in the source");
    let mut fault = Fault::new(rule, Side::Target, message);
    fault.target = spans;
    fault
}

/// Returns how what was lost would be written in a language, where that is known of all: in the digits of
/// the text, if it has any.
fn written(lost: &[&Found<Quantity>], dates: bool, target: &PairSide<'_>) -> Option<String> {
    let sort = lost
        .iter()
        .filter(|one| matches!(one.value, Quantity::Date(_)) == dates);
    let written: Option<Vec<String>> = sort.map(|one| one.value.written(target.lang)).collect();
    Some(format!(
        "write {}",
        in_digits_of(target.text, &written?.join(", "))
    ))
}

/// Writes a text with the digits of another, if that has digits of one script.
fn in_digits_of(text: &str, written: &str) -> String {
    let zero =
        |c: char| digit::value(c).and_then(|value| char::from_u32(c as u32 - u32::from(value)));
    let mut zeros = text.chars().filter_map(zero);
    let Some(first) = zeros
        .next()
        .filter(|first| zeros.all(|other| other == *first))
    else {
        return written.to_owned();
    };
    let digit =
        |c| digit::value(c).and_then(|value| char::from_u32(first as u32 + u32::from(value)));
    written.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Returns the quantities of one side that the other side has to have and has not.
fn unmatched<'a>(
    ours: &'a [Found<Quantity>],
    theirs: &[Found<Quantity>],
    (own, text): (&PairSide<'_>, &PairSide<'_>),
) -> Vec<&'a Found<Quantity>> {
    let mut left: Vec<&Found<Quantity>> = ours
        .iter()
        .filter(|one| is_asked_for(&one.value) && !is_mark(own.text, one.span))
        .filter(|one| !theirs.iter().any(|other| one.value.matches(&other.value)))
        .filter(|one| !is_in_parts(&one.value, theirs, ours))
        .collect();
    if !left.is_empty() {
        let spelled = text.reading.spelled_quantities();
        left.retain(|one| {
            !spelled.iter().any(|other| one.value.matches(&other.value))
                && !is_in_parts(&one.value, spelled, ours)
                && !is_in_fraction(&one.value, text.text)
        });
    }
    left
}

/// Returns the numbers in words of the source that the translation has not, but for small ones, which
/// are other words, too.
fn lost_in_words<'a>(pair: &'a Pair<'_>, target: &[Found<Quantity>]) -> Vec<&'a Found<Quantity>> {
    let is_large = |one: &&Found<Quantity>| match &one.value {
        Quantity::Number(number) => {
            number.notation == Notation::Words && number.value.whole() > Some(SMALL)
        }
        Quantity::Date(_) => false,
    };
    let is_there = |one: &&Found<Quantity>, theirs: &[Found<Quantity>]| {
        theirs.iter().any(|other| one.value.matches(&other.value))
    };
    let large = pair
        .source
        .reading
        .spelled_quantities()
        .iter()
        .filter(is_large);
    let lost = large.filter(|one| !is_there(one, target));
    lost.filter(|one| !is_there(one, pair.target.reading.spelled_quantities()))
        .collect()
}

/// Tells whether a quantity has to be the same in a translation.
fn is_asked_for(quantity: &Quantity) -> bool {
    let binding = quantity.is_binding();
    match quantity {
        Quantity::Date(_) => binding,
        Quantity::Number(number) => {
            let counts = match number.kind {
                Kind::Cardinal | Kind::Percent | Kind::YearEnd | Kind::Time => true,
                Kind::Ordinal => number.value.whole().is_none_or(|place| place > SMALL),
                _ => false,
            };
            binding && counts && number.notation == Notation::Digits
        }
    }
}

/// Tells whether a number is above or below the line of a fraction that the other text has in one
/// character.
fn is_in_fraction(quantity: &Quantity, text: &str) -> bool {
    let Quantity::Number(number) = quantity else {
        return false;
    };
    fractions(text).any(|(above, below)| is_value(number, above) || is_value(number, below))
}

/// How far a brace may be from a number in it, in bytes.
const CODE: usize = 100;

/// Tells whether a number belongs to the code of a program: `{0}`, `{{GENDER:$1|his|her}}`, `%1$s`.
fn is_code(text: &str, span: Span) -> bool {
    let (before, after) = (&text.as_bytes()[..span.start], &text.as_bytes()[span.end..]);
    let is_led = before.ends_with(b"%") && after.first() != Some(&b'%')
        || before.ends_with(b"&#")
        || before.ends_with(b"\\");
    let near = before.iter().rev().take(CODE);
    let brace = near
        .copied()
        .find(|byte| matches!(byte, b'{' | b'}' | b'\n'));
    let is_open = || after.iter().take(CODE).any(|&byte| byte == b'}');
    is_led || brace == Some(b'{') && is_open()
}

/// Tells whether a number counts the items of a list within a sentence, `2. copies`, `(3)`, or belongs
/// to code.
fn is_mark(text: &str, span: Span) -> bool {
    if is_code(text, span) {
        return true;
    }
    let mut after = text[span.end..].chars();
    let before = text[..span.start].chars().next_back();
    let stands_apart =
        before.is_some_and(|c| matches!(c, ' ' | '(' | '\u{FF08}') || is_unspaced(c));
    let short = stands_apart && text[span.range()].chars().count() <= 2;
    match after.next() {
        Some(')' | '\u{FF09}') => short,
        Some('.') => {
            short
                && after.next() == Some(' ')
                && after.next().is_some_and(|c| c.is_ascii_lowercase())
        }
        _ => false,
    }
}

/// Tells whether the parts of a date are there by themselves, or a number is a part of a date.
fn is_in_parts(one: &Quantity, theirs: &[Found<Quantity>], ours: &[Found<Quantity>]) -> bool {
    match one {
        Quantity::Number(number) => {
            theirs.iter().any(|other| match &other.value {
                Quantity::Date(date) => parts(date).any(|part| is_value(number, part)),
                Quantity::Number(time) => {
                    time.kind == Kind::Time
                        && clock(time).iter().any(|&part| is_value(number, part))
                }
            }) || number.kind == Kind::Time
                && clock(number)
                    .iter()
                    .all(|&part| theirs.iter().any(|other| has_part(&other.value, part)))
        }
        Quantity::Date(date) => {
            let is_there = |reading: &Civil| {
                let [day, year] = of_reading(*reading);
                (day.is_some() || year.is_some())
                    && day.is_none_or(|day| {
                        theirs.iter().any(|one| has_day(&one.value, day, *reading))
                    })
                    && year.is_none_or(|year| theirs.iter().any(|one| has_part(&one.value, year)))
            };
            // The line by the moon is checked by itself.
            let is_lunar = |other: &Found<Quantity>| matches!(&other.value, Quantity::Date(other) if other.lunar().is_some());
            !is_replaced(date, theirs, ours)
                && (theirs.iter().any(is_lunar) || date.readings().iter().any(is_there))
        }
    }
}

/// Tells whether the other side has another date in the place of one: a date that contradicts it,
/// and all others of this side.
fn is_replaced(date: &Date, theirs: &[Found<Quantity>], ours: &[Found<Quantity>]) -> bool {
    let contradicts = |one: &Date, other: &Date| one.lunar().is_none() && other.contradicts(one);
    theirs.iter().any(|other| {
        let Quantity::Date(other) = &other.value else {
            return false;
        };
        let mut dates = ours.iter().filter_map(|one| match &one.value {
            Quantity::Date(one) => Some(one),
            Quantity::Number(_) => None,
        });
        contradicts(other, date) && dates.all(|one| contradicts(other, one))
    })
}

/// Tells whether a number or a date is a day, or has it, that may be the one of a date.
fn has_day(quantity: &Quantity, day: u64, of: Civil) -> bool {
    match quantity {
        Quantity::Number(number) => is_value(number, day),
        Quantity::Date(date) => {
            let is_same = |one: &Civil| one.agrees(&of) && one.day.map(u64::from) == Some(day);
            date.readings().iter().any(is_same)
        }
    }
}

/// Returns the hour and the minute of a time: some write a space or a word between them.
fn clock(number: &Number) -> Vec<u64> {
    let written = number.value.to_string();
    let (hour, minute) = written.split_once('.').unwrap_or((&written, ""));
    let minute = format!("{minute:0<2}");
    [hour, &minute]
        .iter()
        .filter_map(|part| part.parse().ok())
        .filter(|&part| part > 0)
        .collect()
}

fn has_part(quantity: &Quantity, part: u64) -> bool {
    match quantity {
        Quantity::Number(number) => is_value(number, part),
        Quantity::Date(date) => parts(date).any(|one| one == part),
    }
}

fn is_value(number: &Number, part: u64) -> bool {
    number
        .readings()
        .filter_map(Decimal::whole)
        .any(|whole| whole == part)
}

/// Returns the days and years of a date; months have names.
fn parts(date: &Date) -> impl Iterator<Item = u64> {
    date.readings()
        .iter()
        .copied()
        .flat_map(of_reading)
        .flatten()
}

fn of_reading(reading: Civil) -> [Option<u64>; 2] {
    [reading.day.map(u64::from), reading.year.map(u64::from)]
}

#[cfg(test)]
mod tests;
