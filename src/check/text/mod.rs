//! Rules on the writing: what is not translated, spaces, signs and characters, and what has to stay
//! as it is. Only the translation is judged; what the source has too is taken for meant.

mod brackets;
mod characters;
mod codes;
mod disorder;
mod doubled;
mod ending;
mod kept;
mod length;
mod placeholder;
mod space;
mod whole;

use super::pair::Pair;
use super::unit::Fault;
use crate::report::rule::Rules;

/// Checks the writing of a unit.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    whole::check(pair, rules, faults);
    codes::check(pair, rules, faults);
    if pair.target.is_blank() {
        return;
    }
    disorder::check(pair, rules, faults);
    space::check(pair, rules, faults);
    characters::check(pair, rules, faults);
    if pair.source.is_blank() {
        return;
    }
    brackets::check(pair, rules, faults);
    doubled::check(pair, rules, faults);
    ending::check(pair, rules, faults);
    kept::check(pair, rules, faults);
    length::check(pair, rules, faults);
}

#[cfg(test)]
mod tests;
