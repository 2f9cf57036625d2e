//! The day of the week beside a date: `Wednesday, 23 April`, `ថ្ងៃពុធ ទី២៣`, `2025年4月23日（星期三）`.

use super::Finder;
use crate::text::date::words::WORDS;
use crate::text::key::{end_before, entry_after, entry_before, next_char, skip_space, word_before};

/// The most words and marks between a day of the week and its date.
const MAX_BETWEEN: usize = 3;

impl Finder<'_> {
    /// Returns the day of the week beside a date.
    pub(super) fn weekday_beside(&self, start: usize, end: usize) -> Option<u8> {
        self.weekday_before(start)
            .or_else(|| self.weekday_behind(end))
    }

    fn weekday_before(&self, mut at: usize) -> Option<u8> {
        for _ in 0..MAX_BETWEEN {
            if let Some((_, weekday)) = entry_before(self.key, self.floor, at, &WORDS.weekdays) {
                return Some(weekday);
            }
            at = word_before(self.key, self.floor, at, &WORDS.before_dates)?;
        }
        let at = end_before(self.key, self.floor, at);
        entry_before(self.key, self.floor, at, &WORDS.weekdays).map(|(_, weekday)| weekday)
    }

    /// Reads a day of the week in brackets, or one that ends the sentence: the next date may have it, too.
    fn weekday_behind(&self, end: usize) -> Option<u8> {
        let mut at = skip_space(self.key, end);
        let sign = next_char(self.key, at).filter(|sign| "(,\u{104A}".contains(*sign));
        at = skip_space(self.key, at + sign.map_or(0, char::len_utf8));
        let (end, weekday) = entry_after(self.key, at, &WORDS.weekdays)?;
        let is_close = self.key[..at].ends_with(['日', '号', '號', '일']);
        let ends = match next_char(self.key, end) {
            Some(next) => ").;".contains(next),
            None => true,
        };
        (is_close || ends).then_some(weekday)
    }
}
