//! The rules for translations: each has a code that never changes its meaning. `T` is for terms, `N`
//! for numbers and dates, `Q` for the writing.

use crate::report::rule::Rule;

/// All rules, by code.
pub const RULES: &[Rule] = &[];
