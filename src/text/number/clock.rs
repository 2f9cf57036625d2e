//! Times of day. They are compared as they are written, hours before the point and minutes after
//! it: to know the zone and the half of the day takes a reader.

use super::decimal::Decimal;
use super::words::WORDS;
use crate::text::key::{digits, is_latin, next_char, skip_space, word_after};

/// A time of day in a key.
pub(super) struct Clock {
    /// One past its last byte.
    pub(super) end: usize,
    pub(super) value: Decimal,
    /// The same time on a clock of 24 hours, where that differs.
    pub(super) other: Option<Decimal>,
}

/// Reads the time of day whose first digit is at byte `at`: `9:30`, `24:00 hrs`, `14h30`, `9.30 น.`,
/// `9 p.m.`
pub(super) fn read(key: &str, at: usize) -> Option<Clock> {
    let bytes = key.as_bytes();
    let len = digits(key, at);
    if !(1..=2).contains(&len) {
        return None;
    }
    let hour: u64 = key[at..at + len].parse().ok()?;
    let hours_end = at + len;
    if hour > 24 || at > 0 && matches!(bytes[at - 1], b':' | b'.' | b',') && hour_before(key, at) {
        return None;
    }
    let (end, minute, needs_mark) = match bytes.get(hours_end) {
        Some(b':') => (minutes(key, hours_end + 1)?, hours_end + 1, false),
        Some(b'.') if digits(key, hours_end + 1) == 2 => {
            (minutes(key, hours_end + 1)?, hours_end + 1, true)
        }
        _ => match french(key, hours_end).or_else(|| in_words(key, hours_end)) {
            Some((minute, end)) => (end, minute, false),
            None => (hours_end, hours_end, true),
        },
    };
    let minute = &key[minute..minute + digits(key, minute).min(end - minute)];
    let decimal = |hour: u64| Decimal::read(&format!("{hour}{minute:0>2}"), 2);
    let behind = skip_space(key, end);
    if let Some(end) = word_after(key, behind, &WORDS.afternoon) {
        let other = (hour < 12).then(|| decimal(hour + 12));
        return Some(Clock {
            end,
            value: decimal(hour),
            other,
        });
    }
    let end = match word_after(key, behind, &WORDS.morning)
        .or_else(|| word_after(key, behind, &WORDS.thai_clock))
    {
        Some(end) => end,
        None if needs_mark => return None,
        None => end,
    };
    Some(Clock {
        end,
        value: decimal(hour),
        other: None,
    })
}

/// Reads `点35分`, ` giờ 35 phút`, ` និង 35 នាទី` behind an hour; returns where the minutes start and where
/// the word behind them ends.
fn in_words(key: &str, hours_end: usize) -> Option<(usize, usize)> {
    let word = word_after(key, skip_space(key, hours_end), &WORDS.after_hours)?;
    let minute = skip_space(key, word);
    let count = digits(key, minute);
    if !(1..=2).contains(&count) || count == 2 && key.as_bytes()[minute] > b'5' {
        return None;
    }
    let end = word_after(key, skip_space(key, minute + count), &WORDS.after_minutes)?;
    Some((minute, end))
}

/// Tells whether a digit stands before the sign before byte `at`.
fn hour_before(key: &str, at: usize) -> bool {
    at >= 2 && key.as_bytes()[at - 2].is_ascii_digit()
}

/// Returns the end of the minutes at byte `at`, two digits below 60 with no more behind them.
fn minutes(key: &str, at: usize) -> Option<usize> {
    let end = at + 2;
    let is_minute = digits(key, at) == 2 && key.as_bytes()[at] < b'6';
    let goes_on = matches!(key.as_bytes().get(end), Some(b':' | b'.')) && digits(key, end + 1) > 0;
    (is_minute && !goes_on).then_some(end)
}

/// Reads `h30`, ` h 30` or `h` behind an hour; returns where the minutes start and end.
fn french(key: &str, hours_end: usize) -> Option<(usize, usize)> {
    let sign = skip_space(key, hours_end);
    if key.as_bytes().get(sign) != Some(&b'h') {
        return None;
    }
    let at = skip_space(key, sign + 1);
    if let Some(end) = minutes(key, at) {
        return Some((at, end));
    }
    let is_alone = sign == hours_end && !next_char(key, sign + 1).is_some_and(is_latin);
    is_alone.then_some((sign + 1, sign + 1))
}
