//! Telephone numbers, which name a line and count nothing.

use crate::text::key::digits;

/// The fewest and the most digits of a telephone number (ITU-T E.164 allows fifteen).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// The most groups that a number is written in.
const MAX_GROUPS: usize = 8;

/// Finds the telephone number whose first digit is at byte `at` of the key; returns its span.
///
/// A plus sign, an area code in brackets, or a zero before two more groups tell it.
pub(super) fn find(key: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = key.as_bytes();
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let mut end = at + digits(key, at);
    let mut count = end - at;
    let is_bracketed = before == Some(b'(') && bytes.get(end) == Some(&b')');
    if count > *DIGITS.end() || is_bracketed && count > 4 {
        return None;
    }
    let mut seen = vec![count];
    if is_bracketed {
        end += 1;
        let next = end + usize::from(bytes.get(end) == Some(&b' '));
        let group = digits(key, next);
        if group == 0 {
            return None;
        }
        (end, count) = (next + group, count + group);
        seen.push(group);
    }
    while seen.len() < MAX_GROUPS && bytes.get(end).is_some_and(|sign| b" -.".contains(sign)) {
        let group = digits(key, end + 1);
        // Two groups of five digits and more are two numbers.
        let next = bytes.get(end + 1 + group);
        if group < 2 || next == Some(&b'/') || count + group > *DIGITS.end() {
            break;
        }
        (end, count) = (end + 1 + group, count + group);
        seen.push(group);
    }
    let is_led = bytes[at] == b'0' && (2..=4).contains(&seen[0]) && seen.len() >= 3;
    let is_dated = matches!(seen[..], [2, 2, 4]);
    let is_phone = before == Some(b'+') || is_bracketed || is_led && !is_dated;
    let start = at - usize::from(is_bracketed || before == Some(b'+'));
    (is_phone && DIGITS.contains(&count)).then_some((start, end))
}
