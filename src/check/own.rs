//! Rules that a project makes for itself: regular expressions on the source, the translation or both,
//! with a message. They see the texts as they are typed, codes left out. Patterns are matched in
//! linear time and are bounded in size; what automata cannot do (looking around, references back) is
//! refused where the pattern is made, with its place in the pattern.

use std::ops::Range;
use std::sync::Arc;

use regex_automata::meta::Regex;

use super::pair::{Pair, PairSide};
use super::unit::{Fault, Side};
use crate::report::rule::{OwnRule, Rule};
use crate::text::{Lang, Span};

/// The largest automaton of a pattern, in bytes.
const LARGEST: usize = 1 << 20;

/// Places that are marked in a text: whoever sees these sees the fault.
const MARKED: usize = 8;

/// A rule of a project, ready to be asked.
#[derive(Clone, Debug)]
pub struct Own {
    /// What is said of it.
    pub about: Arc<OwnRule>,
    /// The languages of sources that it is for; none for all.
    pub source_langs: Vec<Lang>,
    /// The languages of translations that it is for; none for all.
    pub target_langs: Vec<Lang>,
    /// What the source and the translation have where something is wrong; at least one of all.
    pub has: [Option<Regex>; 2],
    /// What neither of them has then.
    pub lacks: [Option<Regex>; 2],
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong.
    pub message: String,
    /// The bytes of the pattern that are, where it is not all of it.
    pub span: Option<Range<usize>>,
}

/// Makes a matcher of a pattern.
///
/// # Errors
///
/// When it is no regular expression, or too large a one.
pub fn pattern(text: &str) -> Result<Regex, PatternError> {
    let config = Regex::config().nfa_size_limit(Some(LARGEST));
    Regex::builder()
        .configure(config)
        .build(text)
        .map_err(|error| {
            let (message, span) = match error.syntax_error() {
                Some(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), error.span()),
                Some(regex_syntax::Error::Translate(error)) => {
                    (error.kind().to_string(), error.span())
                }
                _ => {
                    return PatternError {
                        message: "the pattern is too large".to_owned(),
                        span: None,
                    };
                }
            };
            PatternError {
                message,
                span: Some(span.start.offset..span.end.offset),
            }
        })
}

impl Own {
    /// Tells whether the rule is for texts in these languages: `fr` is for `fr-CA` too.
    pub(super) fn is_for(&self, source: &Lang, target: &Lang) -> bool {
        let among = |langs: &[Lang], lang: &Lang| {
            let starts = |one: &Lang| {
                let rest = lang.as_str().strip_prefix(one.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            };
            langs.is_empty() || langs.iter().any(starts)
        };
        among(&self.source_langs, source) && among(&self.target_langs, target)
    }

    /// Asks the rule of a unit. What is not translated yet is not asked for what it should have.
    pub(super) fn check(&self, pair: &Pair<'_>, faults: &mut Vec<Fault>) {
        let sides = [&pair.source, &pair.target];
        let is_about = |side: usize| self.has[side].is_some() || self.lacks[side].is_some();
        if (0..2).any(|side| is_about(side) && sides[side].is_blank()) {
            return;
        }
        let mut marks: [Vec<Span>; 2] = Default::default();
        for (side, has) in self.has.iter().enumerate() {
            if let Some(has) = has {
                marks[side] = places(has, sides[side]);
                if marks[side].is_empty() {
                    return;
                }
            }
        }
        let lacking = |side: usize| {
            self.lacks[side]
                .as_ref()
                .is_none_or(|one| !one.is_match(sides[side].text))
        };
        if !(0..2).all(lacking) {
            return;
        }
        let side = if is_about(1) {
            Side::Target
        } else {
            Side::Source
        };
        let mut fault = Fault::new(Rule::Own, side, self.about.message.clone());
        fault.own = Some(Arc::clone(&self.about));
        [fault.source, fault.target] = marks;
        faults.push(fault);
    }
}

fn places(has: &Regex, side: &PairSide<'_>) -> Vec<Span> {
    let found = has.find_iter(side.text).take(MARKED);
    found.map(|one| Span::new(one.start(), one.end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_compiled_says_where() {
        let error = |text: &str| pattern(text).unwrap_err();
        assert_eq!(error("ab(c").span, Some(2..3));
        assert_eq!(error("\u{1780}[z-a]").span, Some(4..7));
        assert!(error("(?=a)").message.starts_with("look-around"));
        assert_eq!(error(r"a\p{Nothing}").span, Some(1..12));
        assert_eq!(error("(?:a{1000}){1000}").span, None);
        assert!(pattern(r"\bSDGs?\b").is_ok());
    }
}
