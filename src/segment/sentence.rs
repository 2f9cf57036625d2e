//! Where sentences end. A driver walks over the marks that may end one (a full stop, a khan, in
//! Thai a space) and asks the rules of the language about each; the rules are tried in order and
//! the first that fits decides. Every decision carries the name of its rule, so that a cut can be
//! explained. There is no model and no statistics: the same text is always cut alike.

use super::place::{Decision, Place, is_inside_cluster, skip_space};
use super::{rules, srx};
use crate::text::enumerator::enumerator;
use crate::text::{Lang, Span};

/// What the user can choose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Whether to cut behind semicolons too, as the clauses of a resolution want it.
    pub clauses: bool,
    /// Rules to use in place of those built in.
    pub srx: Option<&'a srx::Rules>,
}

/// The rules that hold in every language: the mark at the head of an item, the semicolons between
/// clauses, the inside of a cluster.
const COMMON: [&str; 3] = ["enumerator", "clause", "inside-cluster"];

/// Lists the names of all rules that may decide in a language.
pub fn rule_names(lang: &Lang) -> Vec<&'static str> {
    let mut names = COMMON.to_vec();
    names.extend(rules::of(lang).names());
    names
}

/// Lists the decisions taken in a text, in order of their places.
///
/// The end of the text is no place: nothing is to be decided there.
pub fn decisions<'a>(text: &str, lang: &Lang, options: &Options<'a>) -> Vec<Decision<'a>> {
    if let Some(rules) = options.srx {
        return rules.decisions(text);
    }
    let rules = rules::of(lang);
    let mut decisions = Vec::new();
    let mut start = skip_space(text, 0);
    let mut head = start + enumerator(&text[start..]).map_or(0, |mark| mark.len);
    let mut from = start;
    let mut quote = Quote::default();
    while let Some(run) = rules.find(text, from) {
        quote.read(&text[from..run.end]);
        let place = Place::at(text, start, run, quote.is_open);
        quote.read(&text[place.mark_end..place.next]);
        from = place.next;
        if place.next == text.len() {
            break;
        }
        let is_semicolon = matches!(place.mark_char(), ';' | '；');
        let (breaks, rule) = if place.mark < head {
            (false, COMMON[0])
        } else if is_semicolon {
            (
                options.clauses && (place.is_spaced() || place.mark_char() == '；'),
                COMMON[1],
            )
        } else {
            rules.judge(&place)
        };
        let (breaks, rule) = if breaks && is_inside_cluster(text, place.end) {
            (false, COMMON[2])
        } else {
            (breaks, rule)
        };
        decisions.push(Decision {
            offset: place.end,
            breaks,
            rule,
        });
        if breaks {
            start = place.next;
            head = start + enumerator(&text[start..]).map_or(0, |mark| mark.len);
        }
    }
    decisions
}

/// Cuts a text where the decisions break; the pieces cover it all.
pub(super) fn pieces(text: &str, lang: &Lang, options: &Options<'_>) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for decision in decisions(text, lang, options) {
        if decision.breaks {
            pieces.push(Span::new(start, decision.offset));
            start = decision.offset;
        }
    }
    pieces.push(Span::new(start, text.len()));
    pieces
}

/// Whether a double quote is open. Single quotes are apostrophes too often to be counted.
#[derive(Default)]
struct Quote {
    is_open: bool,
}

impl Quote {
    /// Follows the quotes of a stretch of text.
    fn read(&mut self, text: &str) {
        let mut bytes = text.bytes().enumerate();
        while let Some((at, byte)) = bytes.find(|&(_, byte)| matches!(byte, b'"' | 0xE2)) {
            // U+201C to U+201E are E2 80 9C to E2 80 9E.
            self.is_open = match (byte, text.as_bytes().get(at + 1..at + 3)) {
                (b'"', _) | (_, Some([0x80, 0x9C])) => !self.is_open,
                (_, Some([0x80, 0x9D])) => false,
                (_, Some([0x80, 0x9E])) => true,
                _ => continue,
            };
        }
    }
}

#[cfg(test)]
mod tests;
