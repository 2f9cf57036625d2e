//! The sign at the end. Each language has its own: a full stop is U+17D4 in Khmer and nothing in Thai,
//! and a question may end in a word. What is told is a sentence whose sign is of another sort.

use crate::check::pair::{Pair, PairSide};
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::segment::is_abbreviation;
use crate::text::Span;
use crate::text::invisible::is_invisible;
use crate::text::lang::Habit;

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
    let (from, to) = (end(&pair.source), end(&pair.target));
    let ((source, _), (target, span)) = (from, to);
    let of = |text: &PairSide<'_>, wanted, written| by_habit(wanted, written, text);
    if source == target
        || of(&pair.target, source, target)
        || of(&pair.source, target, source)
        || by_style(source, target)
        || is_abbreviated(&pair.source, from)
        || is_abbreviated(&pair.target, to)
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

/// Tells whether the language of a text writes `written` where others write `wanted`.
fn by_habit(wanted: End, written: End, text: &PairSide<'_>) -> bool {
    let lang = text.lang;
    // Armenian sets a sign of tone inside the word that has it, and a full stop at the end.
    match (wanted, written) {
        (End::Question, End::Stop | End::Nothing) if text.text.contains('\u{55E}') => true,
        (End::Exclamation, End::Stop | End::Nothing) if text.text.contains('\u{55C}') => true,
        // Thai and Lao end a sentence with a space or with nothing, also one that asks by a word.
        (End::Stop | End::Question | End::Exclamation, End::Nothing) if lang.has(Habit::NoStop) => {
            true
        }
        (End::Question, End::Stop) => lang.has(Habit::StopForQuestion),
        // Behind a quotation mark many let the sign go where no space shows the end of a sentence.
        (End::Stop, End::Nothing) if lang.has(Habit::Unspaced) => {
            let closing = ['"', '\u{BB}', '\u{201D}', '\u{2019}', '\u{300D}'];
            text.text.trim_end().ends_with(closing)
        }
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

/// Tells whether a full stop is that of an abbreviation, which other languages write in full: by the
/// words of the language, or in a label of one or two words, such as `Value min.`
fn is_abbreviated(text: &PairSide<'_>, (end, span): (End, Option<Span>)) -> bool {
    /// Most letters of what is taken for one.
    const SHORT: usize = 5;
    let Some(Span { start, .. }) = span.filter(|_| end == End::Stop) else {
        return false;
    };
    let words = text.text[..start].trim_start();
    let word = words.rsplit(|c: char| c.is_whitespace() || c == '(');
    let word = word.into_iter().next().unwrap_or(words);
    let label = words.split_whitespace().nth(2).is_none() && word.len() <= SHORT;
    text.text[start..].starts_with('.')
        && !word.is_empty()
        && (label || is_abbreviation(word, text.lang))
}

/// Returns what a text ends with, and where; brackets, quotation marks and markup around it do not
/// count.
fn end(text: &PairSide<'_>) -> (End, Option<Span>) {
    let bare = bare(text.text);
    let Some(last) = bare.chars().next_back() else {
        return (End::Nothing, None);
    };
    let end = match (last, text.lang.end_sign(last)) {
        ('.', _) if bare.ends_with("..") => End::Ellipsis,
        (_, Some(sign)) => End::of(sign),
        // Two word spaces make the full stop of Ethiopic where the keyboard has none.
        ('\u{1361}', _) if bare.ends_with("\u{1361}\u{1361}") => End::Stop,
        (':', _) if bare.ends_with("::") => End::Stop,
        _ => End::of(last),
    };
    let span = (end != End::Nothing).then(|| Span::new(bare.len() - last.len_utf8(), bare.len()));
    (end, span)
}

/// Returns a text without what may stand behind its last sign.
fn bare(text: &str) -> &str {
    /// The longest closing tag.
    const LONGEST: usize = 40;
    let closes = |c: char| {
        c.is_whitespace()
            || is_invisible(c)
            || matches!(c, '"' | '\'' | ')' | ']' | '}' | '*' | '_' | '`')
            || matches!(
                c,
                '\u{AB}' | '\u{BB}' | '\u{2018}'..='\u{201F}' | '\u{2039}' | '\u{203A}'
            )
            || matches!(
                c,
                '\u{3009}'
                    ..='\u{3011}' | '\u{3015}' | '\u{FF02}' | '\u{FF09}' | '\u{FF3D}' | '\u{FF5D}'
            )
    };
    let mut text = text.trim_end_matches(closes);
    while text.ends_with('>')
        && let Some(open) = text.rfind('<')
        && text.len() - open <= LONGEST
        && text[open + 1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic())
    {
        text = text[..open].trim_end_matches(closes);
    }
    text
}

impl End {
    /// Returns what a sign says, in any script that has it.
    fn of(sign: char) -> End {
        match sign {
            '\u{2026}' => End::Ellipsis,
            '.'
            | '\u{589}'
            | '\u{6D4}'
            | '\u{700}'..='\u{702}'
            | '\u{964}'
            | '\u{965}'
            | '\u{DF4}'
            | '\u{E2F}'
            | '\u{E5A}'
            | '\u{E5B}'
            | '\u{F0D}'..='\u{F11}'
            | '\u{104B}'
            | '\u{10FB}'
            | '\u{1362}'
            | '\u{1368}'
            | '\u{166E}'
            | '\u{17D4}'
            | '\u{17D5}'
            | '\u{17DA}'
            | '\u{1803}'
            | '\u{1809}'
            | '\u{1B5E}'
            | '\u{1B5F}'
            | '\u{1C7E}'
            | '\u{1C7F}'
            | '\u{3002}'
            | '\u{A9C8}'
            | '\u{A9C9}'
            | '\u{AA5D}'..='\u{AA5F}'
            | '\u{ABEB}'
            | '\u{FE52}'
            | '\u{FF0E}'
            | '\u{FF61}' => End::Stop,
            '?'
            | '\u{37E}'
            | '\u{55E}'
            | '\u{61F}'
            | '\u{1367}'
            | '\u{1945}'
            | '\u{2047}'..='\u{2049}'
            | '\u{A60F}'
            | '\u{FE56}'
            | '\u{FF1F}' => End::Question,
            '!' | '\u{55C}' | '\u{7F9}' | '\u{1944}' | '\u{203C}' | '\u{FE57}' | '\u{FF01}' => {
                End::Exclamation
            }
            ':' | '\u{1365}' | '\u{1366}' | '\u{1804}' | '\u{17D6}' | '\u{FF1A}' => End::Colon,
            ';' | '\u{387}' | '\u{61B}' | '\u{1364}' | '\u{FF1B}' => End::Semicolon,
            ',' | '\u{55D}' | '\u{60C}' | '\u{7F8}' | '\u{104A}' | '\u{1363}' | '\u{1802}'
            | '\u{3001}' | '\u{FE50}' | '\u{FE51}' | '\u{FF0C}' | '\u{FF64}' => End::Comma,
            _ => End::Nothing,
        }
    }

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
