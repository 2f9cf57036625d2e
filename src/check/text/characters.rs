//! Characters that do not belong in a text: those that nobody sees or that stand for a loss, and
//! letters of a script that neither language is written in.

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::Span;
use crate::text::khmer::is_khmer;
use crate::text::script::{Script, script_of};

/// Looks at every character of the translation once.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
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
        if is_illegal(c, pair) {
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
        faults.push(illegal_fault(&illegal));
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
/// direction in a text that runs one way, or a private one. A hint where a line may be broken is none
/// in scripts without spaces, nor a joiner in scripts that join.
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
        '\u{200B}' => {
            let spaced = pair.target.lang.scripts() == [Script::Latin];
            spaced && !pair.source.text.contains(c)
        }
        _ => false,
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(script_of(c), Some(Script::Arabic | Script::Hebrew))
}

fn illegal_fault(illegal: &[(Span, char)]) -> Fault {
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
    let mut fault = Fault::new(Rule::IllegalCharacter, Side::Target, message);
    fault.target = illegal.iter().map(|(span, _)| *span).collect();
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
