//! Chinese, Japanese and Korean dates: the year first, each part with its own sign behind it; and the
//! eras of Japan and of the Republic of China.

use super::{Finder, MAX_DAYS, Num, full, full_or_month, plain_years, year_only};
use crate::text::date::words::WORDS;
use crate::text::key::{entry_before, next_char, skip_space};

const YEAR: &[char] = &['年', '년'];
const MONTH: &[char] = &['月', '월'];
const DAY: &[char] = &['日', '号', '號', '일'];

/// What makes a span of years or a school year of a year.
const NO_YEARS: &[char] = &['代', '级', '級'];

impl Finder<'_> {
    /// Reads `2025年4月22日`, `2025年4月`, `2025年`, `4月22日`, `4月`.
    pub(super) fn chinese(&mut self, first: Num) -> Option<usize> {
        if let Some(end) = self.sign(first, YEAR).filter(|_| first.is_year()) {
            let years = plain_years(first.value, None);
            return self.behind_year(first.start, end, &years);
        }
        let end = self.sign(first, MONTH).filter(|_| first.is_month())?;
        let years = self.year_of_range(first.start);
        self.days(first.start, &years, first, end)
    }

    /// Reads `令和7年11月17日`, `平成元年`, `民國114年`, `R7.11.17`.
    pub(super) fn year_of_era(&mut self, num: Num) -> Option<usize> {
        let (key, at) = (self.key, num.start);
        if at > 0 && key.as_bytes()[at - 1].is_ascii_alphabetic() {
            let (start, base) = entry_before(key, self.floor, at, &WORDS.era_letters)?;
            let years = [base + num.value];
            if let Some(end) = self.sign(num, YEAR) {
                return self.behind_year(start, end, &years);
            }
            let sign = *key
                .as_bytes()
                .get(num.end)
                .filter(|sign| b"./-".contains(sign))?;
            let month = Num::at(key, num.end + 1).filter(|num| num.is_month())?;
            let is_same = key.as_bytes().get(month.end) == Some(&sign);
            let day = Num::at(key, month.end + 1).filter(|num| is_same && num.is_day())?;
            return self.push(start, day.end, full(&years, month.value, day.value));
        }
        if num.len > 3 {
            return None;
        }
        let (start, base) = entry_before(key, self.floor, at, &WORDS.eras)?;
        // `Reiwa 7` has no sign behind it.
        let is_latin = key.as_bytes()[start].is_ascii();
        let end = self.sign(num, YEAR).or(is_latin.then_some(num.end))?;
        self.behind_year(start, end, &[base + num.value])
    }

    /// Reads the month and the days behind a year that ends at byte `end`.
    fn behind_year(&mut self, start: usize, end: usize, years: &[u16]) -> Option<usize> {
        let month = Num::at(self.key, skip_space(self.key, end)).filter(|num| num.is_month());
        if let Some(month) = month
            && let Some(month_end) = self.sign(month, MONTH)
        {
            return self.days(start, years, month, month_end);
        }
        if self.key[end..].starts_with(NO_YEARS) {
            return None;
        }
        self.push(start, end, year_only(years))
    }

    /// Returns where the sign behind a number ends, if it is one of these.
    fn sign(&self, num: Num, signs: &[char]) -> Option<usize> {
        let at = skip_space(self.key, num.end);
        let c = next_char(self.key, at).filter(|c| signs.contains(c))?;
        Some(at + c.len_utf8())
    }

    /// Returns the year of the day before, if what starts at byte `at` is the last of a time: `至5月2日`.
    fn year_of_range(&self, at: usize) -> Vec<u16> {
        let between = self.key[self.floor..at].trim();
        let Some(last) = self.found.last().filter(|_| WORDS.until.contains(&between)) else {
            return Vec::new();
        };
        let years = last
            .value
            .readings
            .iter()
            .filter(|civil| civil.day.is_some());
        years.filter_map(|civil| civil.year).collect()
    }

    /// Reads the days behind a month that ends at byte `month_end`: those up to the last sign for day.
    fn days(&mut self, start: usize, years: &[u16], month: Num, month_end: usize) -> Option<usize> {
        let mut days: Vec<(Num, usize)> = Vec::new();
        let mut told = 0;
        let mut next = Some(skip_space(self.key, month_end));
        while days.len() < MAX_DAYS
            && let Some(at) = next
            && let Some(day) = Num::at(self.key, at).filter(|num| num.is_day())
        {
            let sign = self.sign(day, DAY);
            let end = sign.unwrap_or(day.end);
            days.push((day, end));
            if sign.is_some() {
                told = days.len();
            }
            next = self.next_chinese_day(end);
        }
        if told == 0 {
            return self.push(start, month_end, full_or_month(years, month.value, None));
        }
        for (i, (day, end)) in days[..told].iter().enumerate() {
            let start = if i == 0 { start } else { day.start };
            self.push(start, *end, full(years, month.value, day.value));
        }
        Some(days[told - 1].1)
    }

    /// Returns where the next day starts behind a sign for a range or a list.
    fn next_chinese_day(&self, end: usize) -> Option<usize> {
        let at = skip_space(self.key, end);
        let sign = next_char(self.key, at).filter(|c| "至到-、和及~".contains(*c))?;
        Some(skip_space(self.key, at + sign.len_utf8()))
    }
}
