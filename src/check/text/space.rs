//! Spaces that nobody means: several in a row, at the beginning and at the end; and among those that
//! nobody sees, which tell where a line may be broken, the ones that tell nothing.

use crate::check::pair::{Pair, PairSide};
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::Span;
use crate::text::lang::Habit;

/// Looks at the spaces of the translation.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if rules.has(Rule::OuterSpaces) {
        outer(pair, faults);
    }
    if rules.has(Rule::UselessBreakHint) {
        for (side, text) in [(Side::Source, &pair.source), (Side::Target, &pair.target)] {
            faults.extend(hints(side, text));
        }
    }
    let text: &str = pair.target.text;
    if rules.has(Rule::SeveralSpaces) && memchr::memmem::find(text.as_bytes(), b"  ").is_some() {
        several(text, faults);
    }
}

/// Looks for spaces at the ends that the source has not.
fn outer(pair: &Pair<'_>, faults: &mut Vec<Fault>) {
    let (source, target): (&str, &str) = (pair.source.text, pair.target.text);
    let leading = target.len() - target.trim_start().len();
    let trailing = target.trim_end().len();
    let mut spans = Vec::new();
    if leading > 0 && !source.starts_with(char::is_whitespace) {
        spans.push(Span::new(0, leading));
    }
    if trailing < target.len() && !source.ends_with(char::is_whitespace) {
        spans.push(Span::new(trailing, target.len()));
    }
    if !spans.is_empty() {
        let message = "spaces around the text that the source has not".to_owned();
        let mut fault = Fault::new(Rule::OuterSpaces, Side::Target, message);
        fault.fix = spans.iter().map(|&span| (span, String::new())).collect();
        fault.target = spans;
        faults.push(fault);
    }
}

/// Looks for ZERO WIDTH SPACEs in a script without spaces that do nothing: several in a row, beside
/// a space, and at an end.
fn hints(side: Side, text: &PairSide<'_>) -> Option<Fault> {
    const HINT: char = '\u{200B}';
    let (lang, text) = (text.lang, text.text);
    let bytes = text.as_bytes();
    let first = memchr::memmem::find(bytes, "\u{200B}".as_bytes())?;
    if !lang.has(Habit::Unspaced) {
        return None;
    }
    let mut fix = Vec::new();
    let mut at = first;
    while let Some(next) = text[at..].find(HINT) {
        let blank = |c: char| c == HINT || c.is_whitespace();
        let start = text[..at + next]
            .trim_end_matches(char::is_whitespace)
            .len();
        let end = text.len() - text[at + next..].trim_start_matches(blank).len();
        let spaces: String = text[start..end].chars().filter(|&c| c != HINT).collect();
        let outer = start == 0 || end == text.len();
        let wanted = if spaces.is_empty() && !outer {
            "\u{200B}"
        } else {
            &spaces
        };
        if text[start..end] != *wanted {
            fix.push((Span::new(start, end), wanted.to_owned()));
        }
        at = end;
    }
    let message = match fix.len() {
        0 => return None,
        1 => "a zero-width space that does nothing".to_owned(),
        places => format!("zero-width spaces that do nothing, in {places} places"),
    };
    let mut fault = Fault::new(Rule::UselessBreakHint, side, message);
    *fault.marks(side) = fix.iter().map(|(span, _)| *span).collect();
    fault.fix = fix;
    Some(fault)
}

/// Looks for several spaces in a row; those at the ends of the text are not meant.
fn several(text: &str, faults: &mut Vec<Fault>) {
    let bytes = text.as_bytes();
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let mut runs = Vec::new();
    let mut at = start;
    while let Some(found) = bytes
        .get(at..end)
        .and_then(|rest| memchr::memmem::find(rest, b"  "))
    {
        let first = at + found;
        let rest = bytes[first..end].iter();
        let length = rest.take_while(|&&byte| byte == b' ').count();
        runs.push(Span::new(first, first + length));
        at = first + length;
    }
    if runs.is_empty() {
        return;
    }
    let message = match runs.len() {
        1 => "several spaces in a row".to_owned(),
        places => format!("several spaces in a row, in {places} places"),
    };
    let mut fault = Fault::new(Rule::SeveralSpaces, Side::Target, message);
    fault.fix = runs.iter().map(|&run| (run, " ".to_owned())).collect();
    fault.target = runs;
    faults.push(fault);
}
