//! Brackets and quotation marks. Languages have marks of their own, and a translation adds brackets
//! freely, so that the pairs are not counted; but what is opened is closed, and what the source has in
//! brackets or quotation marks the translation has too.

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::Span;
use crate::text::invisible::is_invisible;
use crate::text::script::{clusters, is_unspaced};

/// What the brackets and quotation marks of a text are like.
#[derive(Default)]
struct Marks {
    /// Brackets that are not closed, or not opened.
    loose: Vec<Span>,
    /// Quotation marks, of whatever form.
    quotes: usize,
    last_quote: Option<Span>,
}

/// Compares the brackets and quotation marks of both sides.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if !rules.has(Rule::UnpairedBracket) && !rules.has(Rule::UnpairedQuote) {
        return;
    }
    let (source, target) = (Marks::of(pair.source.text), Marks::of(pair.target.text));
    if rules.has(Rule::UnpairedQuote) && source.is_paired() && !target.is_paired() {
        let message = "a quotation mark without its other half".to_owned();
        let mut fault = Fault::new(Rule::UnpairedQuote, Side::Target, message);
        fault.target.extend(target.last_quote);
        faults.push(fault);
    }
    if rules.has(Rule::UnpairedBracket) && source.loose.is_empty() && !target.loose.is_empty() {
        let message = "a bracket without its other half".to_owned();
        let mut fault = Fault::new(Rule::UnpairedBracket, Side::Target, message);
        fault.target = target.loose;
        faults.push(fault);
    }
}

impl Marks {
    fn of(text: &str) -> Marks {
        let mut marks = Marks::default();
        let mut opened: Vec<(char, usize)> = Vec::new();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            // Marks of ASCII, and characters whose first byte is that of a mark; letters are passed by.
            let candidate = matches!(
                byte,
                b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'"' | 0xC2 | 0xE2 | 0xE3 | 0xEF
            );
            if !candidate {
                at += 1;
                continue;
            }
            let Some(c) = text[at..].chars().next() else {
                break;
            };
            let span = Span::new(at, at + c.len_utf8());
            match c {
                '(' | '[' | '{' | '\u{FF08}' | '\u{3010}' | '\u{FF3B}' => {
                    opened.push((closing(c), at));
                }
                ')' | ']' | '}' | '\u{FF09}' | '\u{3011}' | '\u{FF3D}' => {
                    let narrow = |c: char| match c {
                        '\u{FF08}' => '(',
                        '\u{FF09}' => ')',
                        c => c,
                    };
                    if opened
                        .last()
                        .is_some_and(|&(wanted, _)| narrow(wanted) == narrow(c))
                    {
                        opened.pop();
                    } else if !is_enumerator(text, at) {
                        marks.loose.push(span);
                    }
                }
                '"' | '\u{AB}' | '\u{BB}' | '\u{201C}'..='\u{201E}' | '\u{300A}'..='\u{300F}' => {
                    marks.quotes += 1;
                    marks.last_quote = Some(span);
                }
                _ => {}
            }
            at = span.end;
        }
        marks.loose.extend(opened.iter().map(|&(_, at)| {
            let c = text[at..].chars().next().map_or(1, char::len_utf8);
            Span::new(at, at + c)
        }));
        marks.loose.sort();
        marks
    }

    /// Tells whether every quotation mark has its other half. Inches and marks that languages write
    /// at the other end make pairs too: it is the number that counts.
    fn is_paired(&self) -> bool {
        self.quotes.is_multiple_of(2)
    }
}

fn closing(c: char) -> char {
    match c {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '\u{FF08}' => '\u{FF09}',
        '\u{3010}' => '\u{3011}',
        _ => '\u{FF3D}',
    }
}

/// Tells whether a closing bracket follows the number or letter of a list item: `1)`, `a)`. In a script
/// without spaces the number may stand right behind a word.
fn is_enumerator(text: &str, at: usize) -> bool {
    /// Most digits of the number of an item.
    const DIGITS: usize = 3;
    let before = &text[..at];
    let number = before.trim_end_matches(char::is_numeric);
    let digits = before[number.len()..].chars().count();
    if digits > 0 {
        let free = |c: char| {
            c == '(' || is_unspaced(c) || !c.is_alphanumeric() && (c == ' ' || !c.is_ascii())
        };
        return digits <= DIGITS && number.chars().next_back().is_none_or(free);
    }
    let word = before
        .rsplit(|c: char| c.is_whitespace() || is_invisible(c) || c == '(')
        .next()
        .unwrap_or(before);
    let roman = word.len() <= 4 && word.bytes().all(|byte| b"ivxIVX".contains(&byte));
    !word.is_empty() && (roman || clusters(word).nth(1).is_none())
}
