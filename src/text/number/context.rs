//! What the characters right beside a number say of it: that it is a letter, or part of a name, or of
//! the number of a document.

use super::Decimal;
use super::words::WORDS;
use crate::text::key::{digits, is_dependent, is_latin, word_before};

/// Tells whether the digit at byte `at` is the letter wa, ra or the like, which Burmese digits are
/// typed for: it stands alone, and a sign or a closed syllable follows at once.
pub(super) fn is_burmese_letter(key: &str, floor: usize, at: usize) -> bool {
    let is_alone =
        digits(key, at) == 1 && (at == floor || !key.as_bytes()[at - 1].is_ascii_digit());
    let mut rest = key[at + 1..].chars();
    let Some(next @ '\u{1000}'..='\u{109F}') = rest.next() else {
        return false;
    };
    let is_wa = key.as_bytes()[at] == b'0';
    is_alone
        && (is_wa || is_dependent(next) || matches!(rest.next(), Some('\u{1039}' | '\u{103A}')))
}

/// Tells whether the digits at byte `at` belong to the letters before them: `G20`, `COVID-19`; not
/// `USD1,000`.
pub(super) fn is_in_name(key: &str, at: usize) -> bool {
    let mut before = key[..at].chars().rev();
    match before.next() {
        Some('-') => before.next().is_some_and(|c| c.is_ascii_uppercase()),
        Some(c) => is_latin(c) && word_before(key, 0, at, &WORDS.currencies).is_none(),
        None => false,
    }
}

/// Tells whether the digits belong to the number of a document by the slashes around them.
pub(super) fn is_slashed(key: &str, start: usize, end: usize) -> bool {
    let is_long = end - start >= 3;
    let beside = |c: Option<char>, further: Option<char>, digits: usize| {
        c == Some('/')
            && match further {
                Some(c) if c.is_ascii_digit() => is_long || digits >= 3,
                Some(c) => c.is_ascii_uppercase(),
                None => false,
            }
    };
    let mut before = key[..start].chars().rev();
    let (sign, further) = (before.next(), before.next());
    let digits_before = key.as_bytes()[..start.saturating_sub(1)]
        .iter()
        .rev()
        .take(3)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let mut after = key[end..].chars();
    let (sign_after, further_after) = (after.next(), after.next());
    let digits_after = key.as_bytes()[end..]
        .iter()
        .skip(1)
        .take(3)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    beside(sign, further, digits_before) || beside(sign_after, further_after, digits_after)
}

/// Tells whether a decimal sign without a digit before it stands before byte `at`: `.08%`.
pub(super) fn is_behind_point(key: &str, floor: usize, at: usize) -> bool {
    let Some(before) = key[floor..at].strip_suffix('.') else {
        return false;
    };
    before.is_empty() && floor == 0 || before.ends_with([' ', '(', '$'])
}

/// Returns the year of the Common Era where a number is likely one of the Buddhist Era.
pub(super) fn buddhist_year(value: &Decimal) -> Option<Decimal> {
    let year = value.whole().filter(|year| (2400..2700).contains(year))?;
    Some(Decimal::from(year - 543))
}
