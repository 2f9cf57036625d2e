//! Numbers that may be days, months or years.

use crate::text::key::{digits, is_latin, next_char};
use crate::text::number::han;

/// The first year of an era, before the sign for year.
pub(super) const FIRST: char = '元';

/// A number that may be part of a date.
#[derive(Clone, Copy)]
pub(super) struct Num {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: u16,
    /// How many digits it has.
    pub(super) len: usize,
}

impl Num {
    /// Reads the number that starts at byte `start`, or returns where it ends if it is too long.
    pub(super) fn read(key: &str, start: usize) -> Result<Self, usize> {
        let len = digits(key, start);
        if len == 0 {
            return Num::read_han(key, start);
        }
        let end = start + len;
        match key[start..end].parse() {
            Ok(value) if len <= 4 => Ok(Num {
                start,
                end,
                value,
                len,
            }),
            _ => Err(end),
        }
    }

    pub(super) fn read_han(key: &str, start: usize) -> Result<Self, usize> {
        if next_char(key, start) == Some(FIRST) {
            let end = start + FIRST.len_utf8();
            return Ok(Num {
                start,
                end,
                value: 1,
                // No day and no month.
                len: 3,
            });
        }
        let found = han::read(key, start)?;
        let value = found
            .value
            .whole()
            .and_then(|value| u16::try_from(value).ok());
        let value = value.filter(|&value| value < 10_000).ok_or(found.end)?;
        let len = if found.positional {
            found.len
        } else {
            value.to_string().len()
        };
        Ok(Num {
            start,
            end: found.end,
            value,
            len,
        })
    }

    /// Reads the number at byte `at`, if there is one.
    pub(super) fn at(key: &str, at: usize) -> Option<Self> {
        let c = next_char(key, at)?;
        if c.is_ascii_digit() || han::is_numeral(c) {
            Num::read(key, at).ok()
        } else {
            None
        }
    }

    pub(super) fn is_year(self) -> bool {
        self.len == 4 && (1000..3000).contains(&self.value)
    }

    pub(super) fn is_day(self) -> bool {
        self.len <= 2 && (1..=31).contains(&self.value)
    }

    pub(super) fn is_month(self) -> bool {
        self.len <= 2 && (1..=12).contains(&self.value)
    }

    /// Tells whether no other number goes on behind this one: `5.1`, `20,000`, `15:30`.
    pub(super) fn is_whole(self, key: &str) -> bool {
        let goes_on = matches!(
            key.as_bytes().get(self.end),
            Some(b'.' | b',' | b':' | b'/')
        ) && digits(key, self.end + 1) > 0;
        !goes_on && !key[self.end..].starts_with('%')
    }

    /// Tells whether no letter and no other number stands right before this one.
    pub(super) fn is_free(self, key: &str) -> bool {
        let mut before = key[..self.start].chars().rev();
        match before.next() {
            None => true,
            Some('.' | ',' | ':' | '/') => !before.next().is_some_and(|c| c.is_ascii_digit()),
            Some('-') => !before.next().is_some_and(char::is_alphanumeric),
            Some(c) => !is_latin(c),
        }
    }
}
