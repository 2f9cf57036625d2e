//! Rules on the writing: spaces, signs, characters, and what has to stay as it is.

mod space;

use super::pair::Pair;
use super::rule::Rules;
use super::unit::Fault;

/// Checks the writing of a unit.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    space::check(&pair.target, rules, faults);
}
