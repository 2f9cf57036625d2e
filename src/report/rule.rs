//! What a rule says of itself: the checking rooms keep lists of these, `chancery explain` prints them
//! and the documents are made from them. What is checked stands beside the lists.

use super::Severity;

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code.
    pub code: &'static str,
    /// How bad a finding is.
    pub severity: Severity,
    /// What is found, in a few words.
    pub summary: &'static str,
    /// Why that is wrong and what to do.
    pub explanation: &'static str,
    /// What it is found in.
    pub example: &'static str,
    /// Whether `--fix` mends it, always or sometimes.
    pub fixable: bool,
}

/// Makes a rule whose findings nobody can mend without asking.
pub(crate) const fn rule(
    code: &'static str,
    severity: Severity,
    summary: &'static str,
    explanation: &'static str,
    example: &'static str,
) -> Rule {
    Rule {
        code,
        severity,
        summary,
        explanation,
        example,
        fixable: false,
    }
}

impl Rule {
    /// Says that `--fix` mends it.
    pub(crate) const fn fixable(self) -> Rule {
        Rule {
            fixable: true,
            ..self
        }
    }
}
