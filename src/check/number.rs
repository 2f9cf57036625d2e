//! Numbers and dates by their values, in whatever digits, eras and words. Translators write numbers
//! out, leave marks of lists away and turn dates round, so that these are questions, not verdicts:
//! how often a number comes is not compared, parts of names are not asked for, and what is written in
//! words or as parts of a date is looked for before anything is said.

use super::pair::{Pair, PairSide};
use super::unit::{Fault, Side};
use crate::report::Hint;
use crate::report::rule::{Rule, Rules};
use crate::text::date::{Civil, Date};
use crate::text::number::{Decimal, Kind, Notation, Number};
use crate::text::quantity::Quantity;
use crate::text::{Found, Lang, Span, digit};

/// Checks the numbers and dates of a unit with texts on both sides.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    let all = [
        Rule::LostNumber,
        Rule::AddedNumber,
        Rule::LostDate,
        Rule::AddedDate,
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
        line_numbers(pair, source, target, faults);
    }
    let lost = unmatched(source, target, (&pair.source, &pair.target));
    let added = unmatched(target, source, (&pair.target, &pair.source));
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
            fault.hint = written(&lost, dates, pair.target.lang).map(Hint::from);
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

/// Compares telephone numbers and the numbers of documents.
fn line_numbers(
    pair: &Pair<'_>,
    source: &[Found<Quantity>],
    target: &[Found<Quantity>],
    faults: &mut Vec<Fault>,
) {
    let named = |found: &Found<Quantity>| matches!(&found.value, Quantity::Number(number) if matches!(number.kind, Kind::Phone | Kind::Reference));
    // Digits alone: the numbers are written in groups, and with zeros and codes of countries or without.
    let number = |text: &PairSide<'_>, span: Span| -> String {
        let digits = digits(&text.text[span.range()]);
        digits.trim_start_matches('0').to_owned()
    };
    let theirs: Vec<String> = target
        .iter()
        .map(|found| number(&pair.target, found.span))
        .collect();
    let whole = digits(pair.target.text);
    let lost: Vec<Span> = source
        .iter()
        .filter(|found| named(found))
        .filter(|found| {
            let ours = number(&pair.source, found.span);
            let ends = |other: &String| {
                !other.is_empty()
                    && (other.ends_with(&ours) || other.len() > 5 && ours.ends_with(other.as_str()))
            };
            let long = ours.len() >= 3;
            let equal = target.iter().any(|other| found.value.matches(&other.value));
            long && !(equal || theirs.iter().any(ends) || ours.len() > 3 && whole.contains(&ours))
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

/// Shows pieces of a text.
fn in_quotes(text: &PairSide<'_>, spans: &[Span]) -> String {
    let shown = spans
        .iter()
        .map(|span| format!("\"{}\"", &text.text[span.range()]));
    shown.collect::<Vec<String>>().join(", ")
}

/// Returns the digits of a text in whatever script as those of ASCII.
fn digits(text: &str) -> String {
    let digits = text.chars().filter_map(digit::value);
    digits.map(|digit| char::from(b'0' + digit)).collect()
}

fn added_fault(rule: Rule, what: &str, spans: Vec<Span>) -> Fault {
    let message = format!("{what} of the translation is not in the source");
    let mut fault = Fault::new(rule, Side::Target, message);
    fault.target = spans;
    fault
}

/// Returns how what was lost would be written in a language, where that is known of all.
fn written(lost: &[&Found<Quantity>], dates: bool, lang: &Lang) -> Option<String> {
    let sort = lost
        .iter()
        .filter(|one| matches!(one.value, Quantity::Date(_)) == dates);
    let written: Option<Vec<String>> = sort.map(|one| one.value.written(lang)).collect();
    Some(format!("write {}", written?.join(", ")))
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
        .filter(|one| !is_in_parts(&one.value, theirs))
        .collect();
    if !left.is_empty() {
        let spelled = text.reading.spelled_quantities();
        left.retain(|one| {
            !spelled.iter().any(|other| one.value.matches(&other.value))
                && !is_in_parts(&one.value, spelled)
        });
    }
    left
}

/// Tells whether a quantity has to be the same in a translation.
fn is_asked_for(quantity: &Quantity) -> bool {
    let binding = quantity.is_binding();
    match quantity {
        Quantity::Date(_) => binding,
        Quantity::Number(number) => {
            let counts = match number.kind {
                Kind::Cardinal | Kind::Percent | Kind::YearEnd | Kind::Time => true,
                // Low ones are written in words of many forms.
                Kind::Ordinal => number.value.whole().is_none_or(|place| place > 12),
                _ => false,
            };
            binding && counts && number.notation == Notation::Digits
        }
    }
}

/// Tells whether a number counts the items of a list within a sentence, `2. copies`, `(3)`, or is a
/// placeholder.
fn is_mark(text: &str, span: Span) -> bool {
    if text[..span.start].ends_with('{') && text[span.end..].starts_with('}') {
        return true;
    }
    let after = &text.as_bytes()[span.end..];
    let small = |rest: &[u8]| matches!(rest, [b' ', letter, ..] if letter.is_ascii_lowercase());
    let short = span.len() <= 2 && text[..span.start].ends_with([' ', '(']);
    match after {
        [b')', ..] => short,
        [b'.', rest @ ..] => short && small(rest),
        _ => false,
    }
}

/// Tells whether the parts of a date are there by themselves, or a number is a part of a date.
fn is_in_parts(one: &Quantity, theirs: &[Found<Quantity>]) -> bool {
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
        Quantity::Date(date) => date.readings().iter().any(|reading| {
            let mut parts = of_reading(*reading).into_iter().flatten().peekable();
            parts.peek().is_some()
                && parts.all(|part| theirs.iter().any(|other| has_part(&other.value, part)))
        }),
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
