//! The rules for translations: each has a code that never changes its meaning. `T` is for terms, `N`
//! for numbers and dates, `Q` for the writing. What is checked stands beside the rooms' checks, not
//! here.

use crate::report::Severity::Error;
use crate::report::Severity::Warning;
use crate::report::rule::{Rule, rule};

pub(super) const MISSING_TERM: Rule = rule(
    "T001",
    Error,
    "The translation lacks the term of the glossary",
    "A term of the glossary is in the source, and none of its preferred or admitted terms is in the translation. Write the term. If what is written is as good, admit it to the glossary once, and it is right everywhere: `chancery term admit ID LANG TEXT`. Drafts are never enforced, a term inside a longer one is not looked for by itself, and of terms that have several meanings the rendering of any of them will do.",
    "en: The Chairperson opened the meeting.\nfr: La séance est ouverte.",
);

pub(super) const SEVERAL_SPACES: Rule = rule(
    "Q010",
    Warning,
    "Several spaces in a row",
    "A word or a sign may have been lost between them, and texts that differ in spaces alone are not found again in a memory. Write one.",
    "The  meeting is open.",
)
.fixable();

/// All rules, by code.
pub const RULES: &[Rule] = &[MISSING_TERM, SEVERAL_SPACES];

/// Returns the rule with a code.
pub fn rule_of(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// A set of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rules(u64);

impl Rules {
    /// Returns all rules but some.
    pub(super) fn without<'a>(codes: impl IntoIterator<Item = &'a str>) -> Rules {
        let skipped = codes.into_iter().filter_map(rule_of).map(bit);
        Rules(!skipped.fold(0, |set, bit| set | bit))
    }

    /// Tells whether a rule is in the set.
    pub(super) fn has(self, rule: &Rule) -> bool {
        self.0 & bit(rule) != 0
    }
}

/// Returns the bit of a rule: codes of each letter have a part of the word of their own.
fn bit(rule: &Rule) -> u64 {
    let (letter, number) = rule.code.split_at(1);
    let number = number
        .bytes()
        .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let part = match letter {
        "T" => 0,
        "N" => 20,
        _ => 32,
    };
    1 << (part + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_have_bits_of_their_own() {
        assert!(
            RULES
                .windows(2)
                .all(|pair| order(&pair[0]) < order(&pair[1]))
        );
        let mut seen = 0;
        for rule in RULES {
            assert_eq!(seen & bit(rule), 0, "{}", rule.code);
            seen |= bit(rule);
        }
    }

    fn order(rule: &Rule) -> (usize, &str) {
        ("TNQ".find(&rule.code[..1]).unwrap(), rule.code)
    }

    #[test]
    fn rules_say_what_they_are_for() {
        for rule in RULES {
            assert!(!rule.summary.ends_with('.'), "{}", rule.code);
            assert!(rule.explanation.ends_with('.'), "{}", rule.code);
            assert!(!rule.example.is_empty(), "{}", rule.code);
        }
    }

    #[test]
    fn a_set_lacks_what_is_skipped() {
        let set = Rules::without(["Q010", "X999"]);
        assert!(!set.has(&SEVERAL_SPACES) && set.has(&MISSING_TERM));
    }
}
