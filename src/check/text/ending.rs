//! The sign at the end. Each language has its own: a full stop is U+17D4 in Khmer and nothing in Thai,
//! and a question may end in a word. What is told is a sentence whose sign is of another sort.

use crate::check::pair::{Pair, PairSide};
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::lang::Habit;
use crate::text::{Lang, Span};

/// What a text ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Stop,
    Question,
    Exclamation,
    Colon,
    Semicolon,
    Comma,
    Ellipsis,
    Nothing,
}

/// Compares the ends of both sides.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if !rules.has(Rule::DifferentEnding) {
        return;
    }
    let ((source, _), (target, span)) = (end(&pair.source), end(&pair.target));
    let of = |text: &PairSide<'_>, wanted, written| by_habit(wanted, written, text.lang);
    if source == target
        || of(&pair.target, source, target)
        || of(&pair.source, target, source)
        || by_style(source, target)
    {
        return;
    }
    let message = format!(
        "the source ends in {}, the translation in {}",
        source.name(),
        target.name()
    );
    let mut fault = Fault::new(Rule::DifferentEnding, Side::Target, message);
    fault.target.extend(span);
    faults.push(fault);
}

/// Tells whether a language writes `written` where others write `wanted`.
fn by_habit(wanted: End, written: End, lang: &Lang) -> bool {
    match (wanted, written) {
        // Thai and Lao end a sentence with a space or with nothing, also one that asks by a word.
        (End::Stop | End::Question | End::Exclamation, End::Nothing) => lang.has(Habit::NoStop),
        (End::Question, End::Stop) => lang.has(Habit::StopForQuestion),
        _ => false,
    }
}

/// Tells whether it is a matter of style: a lead-in, a list item and a pause may be written in many
/// ways, and how loud a sentence is, is free.
fn by_style(source: End, target: End) -> bool {
    use End::{Colon, Comma, Ellipsis, Exclamation, Nothing, Semicolon, Stop};
    matches!(
        (source, target),
        (
            Comma | Semicolon | Colon,
            Stop | Exclamation | Comma | Semicolon | Colon | Nothing
        ) | (Stop | Nothing, Comma | Semicolon | Colon)
            | (Nothing | Exclamation, Stop)
            | (Stop, Exclamation)
            | (Ellipsis, _)
            | (_, Ellipsis)
    )
}

/// Returns what a text ends with, and where; brackets and quotation marks around it do not count.
fn end(text: &PairSide<'_>) -> (End, Option<Span>) {
    let closes = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '\''
                    | ')'
                    | ']'
                    | '}'
                    | '*'
                    | '\u{BB}'
                    | '\u{201C}'
                    | '\u{201D}'
                    | '\u{2018}'
                    | '\u{2019}'
                    | '\u{200B}'
                    | '\u{300D}'
                    | '\u{300F}'
                    | '\u{FF09}'
                    | '\u{300B}'
            )
    };
    let text = text.text.trim_end_matches(closes);
    let Some(last) = text.chars().next_back() else {
        return (End::Nothing, None);
    };
    let end = match last {
        '.' if text.ends_with("..") => End::Ellipsis,
        '\u{2026}' => End::Ellipsis,
        '.' | '\u{17D4}' | '\u{17D5}' | '\u{104B}' | '\u{3002}' | '\u{FF0E}' | '\u{FF61}'
        | '\u{964}' | '\u{17DA}' => End::Stop,
        '?' | '\u{FF1F}' | '\u{61F}' => End::Question,
        '!' | '\u{FF01}' => End::Exclamation,
        ':' | '\u{17D6}' | '\u{FF1A}' => End::Colon,
        ';' | '\u{FF1B}' | '\u{61B}' => End::Semicolon,
        ',' | '\u{FF0C}' | '\u{3001}' | '\u{104A}' => End::Comma,
        _ => End::Nothing,
    };
    let span = (end != End::Nothing).then(|| Span::new(text.len() - last.len_utf8(), text.len()));
    (end, span)
}

impl End {
    fn name(self) -> &'static str {
        match self {
            End::Stop => "a full stop",
            End::Question => "a question mark",
            End::Exclamation => "an exclamation mark",
            End::Colon => "a colon",
            End::Semicolon => "a semicolon",
            End::Comma => "a comma",
            End::Ellipsis => "an ellipsis",
            End::Nothing => "no sign",
        }
    }
}
