//! Inline codes and placeholders: what the program behind the text will look for.

use std::collections::BTreeMap;

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::model::unit::{Code, CodeKind, Inline, Native, Seg};
use crate::report::rule::{Rule, Rules};

/// Compares the codes of both sides.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    let coded = |seg: &Seg| matches!(seg, Seg::Coded(_));
    let (source, target) = (pair.source.text, pair.target.text);
    let plain = |text: &str| memchr::memchr3(b'{', b'%', b'<', text.as_bytes()).is_none();
    let (left, right) = (&pair.unit.source, &pair.unit.target);
    let none = !coded(left) && !coded(right) && plain(source) && plain(target);
    if none || pair.target.is_blank() || pair.source.is_blank() || !rules.has(Rule::ChangedCodes) {
        return;
    }
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for (seg, text, one) in [(left, source, 1), (right, target, -1)] {
        if let Seg::Coded(pieces) = seg {
            of_pieces(pieces, &mut |code| *counts.entry(code).or_default() += one);
        }
        for placeholder in placeholders(text) {
            *counts.entry(placeholder.to_owned()).or_default() += one;
        }
    }
    let of = |sign: i64| -> Vec<&str> {
        let found = counts.iter().filter(|(_, count)| **count * sign > 0);
        found.map(|(code, _)| code.as_str()).collect()
    };
    let (lost, added) = (of(1), of(-1));
    if lost.is_empty() && added.is_empty() {
        return;
    }
    let message = match (lost.as_slice(), added.as_slice()) {
        (lost, []) => format!("lost: {}", lost.join(" ")),
        ([], added) => format!("not in the source: {}", added.join(" ")),
        (lost, added) => format!(
            "{} of the source, {} in the translation",
            lost.join(" "),
            added.join(" ")
        ),
    };
    faults.push(Fault::new(Rule::ChangedCodes, Side::Target, message));
}

/// Calls for each code with what it stands for.
fn of_pieces(pieces: &[Inline], each: &mut impl FnMut(String)) {
    for piece in pieces {
        match piece {
            Inline::Text(_) => {}
            Inline::Code(code) => each(name(code)),
            Inline::Highlight(highlight) => of_pieces(&highlight.pieces, each),
        }
    }
}

/// Returns the markup of a code; of one without, its kind and what joins it with the other language.
fn name(code: &Code) -> String {
    let markup = code.content.iter().filter_map(|native| match native {
        Native::Markup(markup) => Some(markup.trim()),
        Native::Sub(_) => None,
    });
    let markup: String = markup.collect();
    if !markup.is_empty() {
        return markup;
    }
    let kind = match code.kind {
        CodeKind::Begin => "<bpt",
        CodeKind::End => "<ept",
        CodeKind::Isolated => "<it",
        CodeKind::Placeholder => "<ph",
        CodeKind::Unknown => "<ut",
    };
    let number = code
        .external
        .as_ref()
        .or(code.function.as_ref())
        .or(code.pair.as_ref());
    number.map_or_else(|| format!("{kind}>"), |number| format!("{kind} {number}>"))
}

/// Finds what looks like a placeholder or a tag: `{0}`, `{name}`, `%s`, `%1$d`, `%(name)s`, `<b>`.
fn placeholders(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr3(b'{', b'%', b'<', &text.as_bytes()[at..]) {
        let start = at + next;
        match length(&text[start..]) {
            // `5%d` is a share and a word.
            Some(length) if !text[..start].ends_with(|c: char| c.is_ascii_digit()) => {
                found.push(&text[start..start + length]);
                at = start + length;
            }
            _ => at = start + 1,
        }
    }
    found
}

/// Returns the length of the placeholder that a text begins with.
fn length(text: &str) -> Option<usize> {
    /// The longest name in brackets.
    const LONGEST: usize = 60;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.$:-".contains(c);
    let name = |rest: &str| {
        rest.bytes()
            .take(LONGEST)
            .take_while(|&byte| is_name(char::from(byte)))
            .count()
    };
    match text.as_bytes() {
        [b'{', rest @ ..] => {
            let length = name(&text[1..]);
            (length > 0 && rest.get(length) == Some(&b'}')).then_some(length + 2)
        }
        [b'%', rest @ ..] => {
            let number = if rest.first() == Some(&b'(') {
                let length = name(&text[2..]);
                if length == 0 || rest.get(length + 1) != Some(&b')') {
                    return None;
                }
                length + 2
            } else {
                let digits = rest
                    .iter()
                    .take(2)
                    .take_while(|byte| byte.is_ascii_digit())
                    .count();
                if digits > 0 && rest.get(digits) == Some(&b'$') {
                    digits + 1
                } else {
                    0
                }
            };
            let is_sort = rest
                .get(number)
                .is_some_and(|sort| b"sdifuxc@".contains(sort));
            let ends = !rest
                .get(number + 1)
                .is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte >= 0x80);
            (is_sort && ends).then_some(number + 2)
        }
        [b'<', rest @ ..] => {
            let slash = usize::from(rest.first() == Some(&b'/'));
            let letter = rest.get(slash).is_some_and(u8::is_ascii_alphabetic);
            let end = memchr::memchr2(b'>', b'<', &rest[..rest.len().min(200)])?;
            (letter && rest[end] == b'>').then_some(end + 2)
        }
        _ => None,
    }
}
