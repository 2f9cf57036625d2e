//! Characters that do not belong in a text: those that nobody sees or that stand for a loss, and
//! letters of a script that neither language is written in.

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::invisible::is_invisible;
use crate::text::khmer::{is_khmer, is_legacy};
use crate::text::script::{Script, script_of};
use crate::text::{Lang, Span, zawgyi};

/// Looks at every character of the translation once, and for what nobody sees in the source.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if rules.has(Rule::IllegalCharacter) {
        faults.extend(in_source(pair));
    }
    let text: &str = pair.target.text;
    let mut illegal: Vec<(Span, char)> = Vec::new();
    let mut foreign: Vec<Span> = Vec::new();
    let mut own = 0_usize;
    let scripts = pair.target.lang.scripts();
    let khmer = scripts.contains(&Script::Khmer);
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            if c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r') {
                illegal.push((Span::new(at, at + 1), c));
            }
            continue;
        }
        if is_khmer(c) && khmer && !matches!(c, '\u{17B4}' | '\u{17B5}') {
            own += 1;
            continue;
        }
        let span = Span::new(at, at + c.len_utf8());
        if is_illegal(c, pair) || is_hidden(text, at, c, pair.target.lang) {
            illegal.push((span, c));
        } else if let Some(script) = script_of(c) {
            if scripts.contains(&script) {
                own += 1;
            } else if script != Script::Latin {
                match foreign.last_mut() {
                    Some(last) if last.end == span.start => last.end = span.end,
                    _ => foreign.push(span),
                }
            }
        }
    }
    if !illegal.is_empty() && rules.has(Rule::IllegalCharacter) {
        faults.push(illegal_fault(&illegal, Side::Target));
    }
    if rules.has(Rule::OldEncoding) && own * 2 < text.len() && old_encoding(pair, own, faults) {
        return;
    }
    if rules.has(Rule::ForeignLetters) && !scripts.is_empty() {
        if !foreign.is_empty() {
            other_script(pair, foreign, faults);
        } else if own == 0 && !scripts.contains(&Script::Latin) {
            no_own_script(pair, faults);
        }
    }
}

/// Tells whether a character has no place in a text: one that stands for a loss, a control, a mark of
/// direction in a text that runs one way, or a private one.
fn is_illegal(c: char, pair: &Pair<'_>) -> bool {
    match c {
        '\u{FFFD}'
        | '\u{80}'..='\u{9F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{F0000}'..='\u{10FFFF}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FFFE}'
        | '\u{FFFF}' => true,
        '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => {
            let right_to_left = |text: &str| text.chars().any(is_right_to_left);
            !right_to_left(pair.target.text) && !right_to_left(pair.source.text)
        }
        _ => false,
    }
}

/// Tells whether a character that nobody sees stands where it has nothing to do: a hint where a line may
/// be broken in a language with spaces, or anything inside a Latin word, which neither breaks nor joins.
fn is_hidden(text: &str, at: usize, c: char, lang: &Lang) -> bool {
    if !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}') {
        return false;
    }
    let latin = |c: Option<char>| c.is_some_and(|c| script_of(c) == Some(Script::Latin));
    let mut before = text[..at].chars().rev().skip_while(|&c| is_invisible(c));
    let mut behind = text[at..].chars().skip_while(|&c| is_invisible(c));
    c == '\u{200B}' && lang.scripts() == [Script::Latin]
        || latin(before.next()) && latin(behind.next())
}

/// Looks in the source for characters that nobody sees, which a translator cannot know of.
fn in_source(pair: &Pair<'_>) -> Option<Fault> {
    let (text, lang) = (pair.source.text, pair.source.lang);
    // All of them begin with one of two bytes.
    memchr::memchr2(0xE2, 0xEF, text.as_bytes())?;
    let hidden = text
        .char_indices()
        .filter(|&(at, c)| is_hidden(text, at, c, lang));
    let hidden: Vec<(Span, char)> = hidden
        .map(|(at, c)| (Span::new(at, at + c.len_utf8()), c))
        .collect();
    (!hidden.is_empty()).then(|| illegal_fault(&hidden, Side::Source))
}

/// Tells of a text in an encoding that is not Unicode, whose letters are not what they say.
fn old_encoding(pair: &Pair<'_>, own: usize, faults: &mut Vec<Fault>) -> bool {
    let text = pair.target.text;
    let font = match pair.target.lang.scripts() {
        [Script::Khmer, ..] if own == 0 && is_legacy(text, pair.source.text) => {
            "Khmer in the code of an old font, such as Limon or ABC"
        }
        [Script::Myanmar, ..] if own > 0 && zawgyi::is_likely(text) => "Burmese in Zawgyi",
        _ => return false,
    };
    let message = format!("{font}, not in Unicode");
    faults.push(Fault::new(Rule::OldEncoding, Side::Target, message));
    true
}

fn is_right_to_left(c: char) -> bool {
    matches!(script_of(c), Some(Script::Arabic | Script::Hebrew))
}

fn illegal_fault(illegal: &[(Span, char)], side: Side) -> Fault {
    let mut names: Vec<String> = Vec::new();
    for (_, c) in illegal {
        let name = format!("U+{:04X}", *c as u32);
        if !names.contains(&name) && names.len() < 5 {
            names.push(name);
        }
    }
    let message = format!(
        "characters that nobody sees or that stand for a loss: {}",
        names.join(", ")
    );
    let mut fault = Fault::new(Rule::IllegalCharacter, side, message);
    *fault.marks(side) = illegal.iter().map(|(span, _)| *span).collect();
    let unseen = illegal.iter().filter(|(_, c)| is_invisible(*c));
    fault.fix = unseen.map(|(span, _)| (*span, String::new())).collect();
    fault
}

/// Reports letters of another script that the source has not.
fn other_script(pair: &Pair<'_>, mut foreign: Vec<Span>, faults: &mut Vec<Fault>) {
    let target: &str = pair.target.text;
    let source: &str = pair.source.text;
    foreign.retain(|span| !source.contains(&target[span.range()]));
    let Some(first) = foreign
        .first()
        .and_then(|span| target[span.range()].chars().next())
    else {
        return;
    };
    let script = script_of(first).unwrap_or(Script::Other);
    // A quotation of what the source gives in the same script is meant.
    if source.chars().any(|c| script_of(c) == Some(script))
        && pair.source.lang.scripts().first() != Some(&script)
    {
        return;
    }
    let message = format!("letters of the {script} script in the translation");
    let mut fault = Fault::new(Rule::ForeignLetters, Side::Target, message);
    fault.target = foreign;
    faults.push(fault);
}

/// Reports a translation that has words, and none in the script of its language.
fn no_own_script(pair: &Pair<'_>, faults: &mut Vec<Fault>) {
    /// Fewer words in small letters may be a name or a title.
    const LEAST: usize = 3;
    let target: &str = pair.target.text;
    let small = |word: &&str| word.len() > 2 && word.chars().all(char::is_lowercase);
    if target == pair.source.text || target.split_whitespace().filter(small).count() < LEAST {
        return;
    }
    let message = format!("no letter of the script of {}", pair.target.lang.name());
    faults.push(
        Fault::new(Rule::ForeignLetters, Side::Target, message).at(Span::new(0, target.len())),
    );
}
