//! The words in a date: names of months, and what stands around a year.

use super::{Finder, Num, years};
use crate::text::date::words::{Era, Month, Tongue, WORDS};
use crate::text::key::{
    digits, end_before, entry_after, entry_before, skip_space, word_after, word_before,
};

/// A year in all its readings, and where it ends.
pub(super) struct Years {
    pub(super) end: usize,
    pub(super) readings: Vec<u16>,
}

/// A month by its name, and where it starts and ends.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) tongue: Tongue,
    pub(super) month: u8,
    /// Whether a word for month stands before it.
    pub(super) marked: bool,
}

impl Finder<'_> {
    /// Reads the name of a month from byte `at` on, with a word for month before it.
    pub(super) fn month_at(&self, at: usize) -> Option<Named> {
        let mut start = skip_space(self.key, at);
        if let Some(mark) = word_after(self.key, start, &WORDS.vietnamese_month) {
            return self.vietnamese_name(start, skip_space(self.key, mark));
        }
        let mut marked = false;
        if let Some(mark) = word_after(self.key, start, &WORDS.month_marks) {
            start = skip_space(self.key, mark);
            marked = true;
            if let Some(named) = self.month_number(start, mark) {
                return Some(named);
            }
        } else if self.key[start..].starts_with(['-', '.', '/']) {
            start += 1;
        }
        let (mut end, (tongue, month)) = entry_after(self.key, start, &WORDS.months)?;
        if !self.is_month_name(start, end) {
            return None;
        }
        if let Some(mark) = word_after(self.key, end, &WORDS.month_endings) {
            end = mark;
        } else if is_short(&self.key[start..end]) && self.key[end..].starts_with(". ") {
            end += 1;
        }
        Some(Named {
            start,
            end,
            tongue,
            month,
            marked,
        })
    }

    /// Reads the number of a month behind its word: `ខែ៣`, `เดือน 3`.
    fn month_number(&self, start: usize, mark: usize) -> Option<Named> {
        let is_latin = self.key[..mark].ends_with(|c: char| c.is_ascii());
        let num = Num::at(self.key, start).filter(|num| !is_latin && num.is_month())?;
        let year = self.year_behind(num.end, None);
        year.map(|_| Named {
            start,
            end: num.end,
            tongue: Tongue::DayFirst,
            month: num.value as u8,
            marked: true,
        })
    }

    fn vietnamese_name(&self, start: usize, at: usize) -> Option<Named> {
        let (end, month) = match Num::at(self.key, at) {
            Some(num) if num.is_month() => (num.end, num.value as u8),
            Some(_) => return None,
            None => self.vietnamese_word(at)?,
        };
        let tongue = Tongue::Vietnamese;
        Some(Named {
            start,
            end,
            tongue,
            month,
            marked: true,
        })
    }

    fn vietnamese_word(&self, at: usize) -> Option<(usize, u8)> {
        // `năm` in small letters is the word for year.
        entry_after(self.key, at, &WORDS.vietnamese_months)
            .filter(|_| !self.key[at..].starts_with("năm"))
    }

    /// Reads the name of a month that ends before byte `at`, but for a comma and a space.
    pub(super) fn month_before(&self, at: usize) -> Option<Named> {
        let mut end = end_before(self.key, self.floor, at);
        if let Some((start, month)) = self.name_before(end) {
            return Some(self.named_before(start, end, month));
        }
        if end > self.floor && self.key[..end].ends_with([',', '.']) {
            end -= 1;
        }
        let name_end = word_before(self.key, self.floor, end, &WORDS.month_endings).unwrap_or(end);
        let (start, month) = self.name_before(name_end)?;
        Some(self.named_before(start, end, month))
    }

    /// Finds the name of a month that ends at byte `end`.
    fn name_before(&self, end: usize) -> Option<(usize, Month)> {
        if let Some((start, month)) =
            entry_before(self.key, self.floor, end, &WORDS.vietnamese_months)
            && let Some(mark) = word_before(self.key, self.floor, start, &WORDS.vietnamese_month)
        {
            return Some((mark, (Tongue::Vietnamese, month)));
        }
        entry_before(self.key, self.floor, end, &WORDS.months)
            .filter(|&(start, _)| self.is_month_name(start, end))
    }

    /// Takes in the word for month before a name.
    fn named_before(&self, start: usize, end: usize, (tongue, month): Month) -> Named {
        let is_marked = !matches!(tongue, Tongue::English | Tongue::French);
        let mark =
            word_before(self.key, self.floor, start, &WORDS.month_marks).filter(|_| is_marked);
        Named {
            start: mark.unwrap_or(start),
            end,
            tongue,
            month,
            marked: mark.is_some(),
        }
    }

    /// Tells whether the name of a month is no other word.
    fn is_month_name(&self, start: usize, end: usize) -> bool {
        let name = &self.key[start..end];
        let is_word = &WORDS
            .capital_months
            .iter()
            .any(|word| name.eq_ignore_ascii_case(word));
        let is_small = name.starts_with(|c: char| c.is_ascii_lowercase());
        (!is_word || !is_small)
            && !&WORDS
                .no_months
                .iter()
                .any(|word| self.key[start..].starts_with(word))
    }

    /// Reads a year from byte `at` on, with the words before and behind it.
    pub(super) fn year_behind(&self, at: usize, tongue: Option<Tongue>) -> Option<Years> {
        let at = at + usize::from(self.key[at..].starts_with([',', '-', '/']));
        let link = word_after(self.key, skip_space(self.key, at), &WORDS.before_years);
        let (mark, era) = self.year_mark_behind(link.unwrap_or(at));
        let start = skip_space(self.key, mark);
        if let Some(years) = self.short_year(start, tongue) {
            return Some(years);
        }
        let year = Num::at(self.key, start)?;
        let is_year = year.is_year() || era != Era::Unsaid && year.len >= 3;
        let goes_on = matches!(self.key.as_bytes().get(year.end), Some(b',' | b'.' | b':'))
            && digits(self.key, year.end + 1) > 0;
        if !is_year || goes_on {
            return None;
        }
        let (end, era) = self.era_behind(year.end, era);
        Some(Years {
            end,
            readings: years(year.value, era, tongue),
        })
    }

    /// Reads `'25`, and two digits as Thai offices write them: `22 เม.ย. 68`.
    fn short_year(&self, at: usize, tongue: Option<Tongue>) -> Option<Years> {
        let is_led = self.key[at..].starts_with('\'');
        let year = Num::at(self.key, at + usize::from(is_led)).filter(|year| year.len == 2)?;
        let is_thai = tongue == Some(Tongue::Thai) && year.value >= 55;
        if !(is_led || is_thai) || !year.is_whole(self.key) {
            return None;
        }
        Some(Years {
            end: year.end,
            readings: super::short_years(year.value),
        })
    }

    fn year_mark_behind(&self, at: usize) -> (usize, Era) {
        let mut found = (at, Era::Unsaid);
        for _ in 0..2 {
            let Some((end, era)) =
                entry_after(self.key, skip_space(self.key, found.0), &WORDS.year_marks)
            else {
                break;
            };
            found = (end, if era == Era::Unsaid { found.1 } else { era });
        }
        found
    }

    /// Returns where the words for year and era before byte `at` start, and the era.
    pub(super) fn year_mark_before(&self, at: usize) -> (usize, Era) {
        let mut found = (at, Era::Unsaid);
        for _ in 0..2 {
            let Some((start, era)) = entry_before(self.key, self.floor, found.0, &WORDS.year_marks)
            else {
                break;
            };
            found = (start, if era == Era::Unsaid { found.1 } else { era });
        }
        found
    }

    /// Returns the end of a year with the word behind it, and its era.
    pub(super) fn era_behind(&self, at: usize, era: Era) -> (usize, Era) {
        let start = skip_space(self.key, at);
        match entry_after(self.key, start, &WORDS.year_endings) {
            // `be` and `ad` in small letters are words.
            Some((end, said))
                if !self.key[start..].starts_with(|c: char| c.is_ascii_lowercase()) =>
            {
                (end, said)
            }
            _ => (at, era),
        }
    }
}

/// Tells whether the name of a month is an abbreviation that may have a full stop.
fn is_short(name: &str) -> bool {
    name.len() <= 5 && name.is_ascii() && !name.eq_ignore_ascii_case("may")
}
