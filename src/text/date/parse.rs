//! Finds the dates in a match key. Each of its numbers is tried as the first of a date, with the words
//! before and behind it; what a date has taken is not looked at again.

use super::lunar;
use super::words::{Era, Tongue, WORDS};
use super::{Civil, Date};
use crate::text::key::{digits, entry_after, next_char, skip_space, word_after, word_before};
use crate::text::number::{han, is_scaled};
use crate::text::{Found, Span};

mod chinese;
mod num;
mod weekday;
mod words;

use self::num::Num;
use self::words::{Named, Years};

/// The most days of one month that are told with one another.
const MAX_DAYS: usize = 8;

/// The most months of one year that are told with one another.
const MAX_MONTHS: usize = 4;

/// Finds the dates in the key of a line, in order.
pub(in crate::text) fn find(key: &str) -> Vec<Found<Date>> {
    let mut finder = Finder {
        key,
        floor: 0,
        found: Vec::new(),
    };
    let mut at = 0;
    while let Some(start) = next_number(key, at) {
        at = match Num::read(key, start) {
            Ok(num) => finder.date(num).unwrap_or(num.end),
            Err(end) => end,
        };
        debug_assert!(at > start);
    }
    finder.share_years();
    finder.found
}

fn next_number(key: &str, at: usize) -> Option<usize> {
    let bytes = key.as_bytes().get(at..)?;
    let is_start = |(i, byte): (usize, &u8)| match byte {
        b'0'..=b'9' => true,
        0xE3..=0xE9 => {
            next_char(key, at + i).is_some_and(|c| han::is_numeral(c) || c == num::FIRST)
        }
        _ => false,
    };
    bytes.iter().enumerate().position(is_start).map(|i| at + i)
}

struct Finder<'k> {
    key: &'k str,
    /// Where the last date ends.
    floor: usize,
    found: Vec<Found<Date>>,
}

impl Finder<'_> {
    /// Reads the date that `num` is the first number of; returns where it ends.
    fn date(&mut self, num: Num) -> Option<usize> {
        if let Some(end) = self.year_of_era(num) {
            return Some(end);
        }
        if !num.is_free(self.key) && self.day_start(num.start) == num.start {
            return None;
        }
        if !self.key.as_bytes()[num.start].is_ascii_digit() {
            return self.chinese(num);
        }
        self.lunar(num)
            .or_else(|| self.numeric(num))
            .or_else(|| self.chinese(num))
            .or_else(|| self.vietnamese_month(num))
            .or_else(|| self.year_first(num))
            .or_else(|| self.month_first(num))
            .or_else(|| self.day_first(num))
            .or_else(|| self.year_alone(num))
    }

    fn push(&mut self, start: usize, end: usize, mut readings: Vec<Civil>) -> Option<usize> {
        if readings.is_empty() {
            return None;
        }
        // What no reading makes a date of stays: it is for others to say so.
        if readings.iter().any(Civil::exists) {
            readings.retain(Civil::exists);
        }
        let has_day = readings[0].day.is_some();
        let weekday = has_day.then(|| self.weekday_beside(start, end)).flatten();
        self.floor = end;
        self.found.push(Found {
            span: Span::new(start, end),
            value: Date {
                readings,
                weekday,
                lunar: None,
            },
        });
        Some(end)
    }

    fn lunar(&mut self, num: Num) -> Option<usize> {
        let (start, end, lunar) = lunar::read(self.key, self.floor, num.start, num.end)?;
        let year = |ahead: u16| lunar.buddhist_year.and_then(|year| year.checked_sub(ahead));
        let civil = |year| Civil {
            year: Some(year),
            ..Civil::default()
        };
        let readings = [year(543), year(544)]
            .into_iter()
            .flatten()
            .map(civil)
            .collect();
        self.floor = end;
        self.found.push(Found {
            span: Span::new(start, end),
            value: Date {
                readings,
                weekday: None,
                lunar: Some(lunar),
            },
        });
        Some(end)
    }

    /// Reads `22/4/2025`, `22.4.2025`, `22-04-2025`, `2025-04-22`.
    fn numeric(&mut self, first: Num) -> Option<usize> {
        let sign = *self.key.as_bytes().get(first.end)?;
        if !matches!(sign, b'/' | b'.' | b'-') {
            return None;
        }
        let second = Num::at(self.key, first.end + 1)?;
        if self.key.as_bytes().get(second.end) != Some(&sign) {
            return self.day_and_month(first, second);
        }
        let third = Num::at(self.key, second.end + 1)?;
        let goes_on = matches!(self.key.as_bytes().get(third.end), Some(b'/' | b'.' | b'-'))
            && digits(self.key, third.end + 1) > 0;
        if goes_on {
            return None;
        }
        let start = self.day_start(first.start);
        if first.is_year() && second.is_month() && third.is_day() {
            let years = plain_years(first.value, None);
            return self.push(
                first.start,
                third.end,
                full(&years, second.value, third.value),
            );
        }
        let is_short = third.len == 2 && sign == b'/';
        if !third.is_year() && !is_short {
            return None;
        }
        let years = if is_short {
            short_years(third.value)
        } else {
            plain_years(third.value, None)
        };
        let mut readings = Vec::new();
        if first.is_day() && second.is_month() {
            readings.extend(full(&years, second.value, first.value));
        }
        if sign != b'.' && first.is_month() && second.is_day() && first.value != second.value {
            readings.extend(full(&years, first.value, second.value));
        }
        self.push(start, third.end, readings)
    }

    /// Reads `22/4` behind a word for day.
    fn day_and_month(&mut self, day: Num, month: Num) -> Option<usize> {
        let is_marked =
            word_before(self.key, self.floor, day.start, &WORDS.day_and_month_marks).is_some();
        let is_date = is_marked && day.is_day() && month.is_month();
        if !is_date || !month.is_whole(self.key) || self.key.as_bytes()[day.end] != b'/' {
            return None;
        }
        let start = self.day_start(day.start);
        self.push(start, month.end, full(&[], month.value, day.value))
    }

    /// Returns where the date starts whose first day starts at byte `at`.
    fn day_start(&self, at: usize) -> usize {
        word_before(self.key, self.floor, at, &WORDS.day_marks).unwrap_or(at)
    }

    /// Reads `tháng 4 năm 2025` and `tháng 4`, no day before them.
    fn vietnamese_month(&mut self, num: Num) -> Option<usize> {
        let start = word_before(self.key, self.floor, num.start, &WORDS.vietnamese_month)?;
        if !num.is_month() {
            return None;
        }
        let years = self.year_behind_month(num.end, Tongue::Vietnamese);
        let end = years.as_ref().map_or(num.end, |years| years.end);
        let years = years.map_or(Vec::new(), |years| years.readings);
        self.push(start, end, full_or_month(&years, num.value, None))
    }

    /// Reads a year behind a month; in Vietnamese also behind a slash.
    fn year_behind_month(&self, at: usize, tongue: Tongue) -> Option<Years> {
        if tongue == Tongue::Vietnamese
            && self.key[at..].starts_with('/')
            && let Some(year) = Num::at(self.key, at + 1).filter(|num| num.is_year())
        {
            let readings = plain_years(year.value, None);
            return Some(Years {
                end: year.end,
                readings,
            });
        }
        self.year_behind(at, Some(tongue))
    }

    /// Reads `2020 ခုနှစ် မတ်လ 11 ရက်`, with or without the days.
    fn year_first(&mut self, year: Num) -> Option<usize> {
        if !year.is_year() {
            return None;
        }
        let mark = skip_space(self.key, year.end);
        let (mut at, era) = entry_after(self.key, mark, &WORDS.year_endings).unwrap_or_else(|| {
            let other = word_after(self.key, mark, &WORDS.year_before_month);
            (other.unwrap_or(year.end), Era::Unsaid)
        });
        if let Some(sign @ ('\u{104A}' | ',')) = next_char(self.key, at) {
            at += sign.len_utf8();
        }
        let named = self
            .month_at(at)
            .filter(|named| named.tongue == Tongue::Burmese)?;
        let readings = years(year.value, era, None);
        let first = Num::at(self.key, skip_space(self.key, named.end));
        let Some(first) = first.filter(|first| self.is_day_behind_month(*first)) else {
            let readings = full_or_month(&readings, u16::from(named.month), None);
            return self.push(year.start, named.end, readings);
        };
        let (days, end) = self.days_behind_month(year.start, first);
        Some(self.push_days(&days, named, end, Some(Years { end, readings })))
    }

    /// Reads what has a month by its name before it: `April 22, 2025`, `April 2025`.
    fn month_first(&mut self, num: Num) -> Option<usize> {
        let (year_start, era) = self.year_mark_before(num.start);
        let named = self.month_before(year_start)?;
        if num.is_year() && num.is_whole(self.key) {
            let (end, era) = self.era_behind(num.end, era);
            let years = years(num.value, era, Some(named.tongue));
            self.months_before(named.start, &years);
            return self.push(
                named.start,
                end,
                full_or_month(&years, u16::from(named.month), None),
            );
        }
        if named.tongue == Tongue::Thai && num.len == 2 && num.value >= 55 {
            let years = short_years(num.value);
            let month = u16::from(named.month);
            return self.push(named.start, num.end, full_or_month(&years, month, None));
        }
        let is_close = self.key[named.end..num.start]
            .trim()
            .chars()
            .all(|c| c == '.');
        if !is_close || !named.tongue.has_month_first() || !self.is_day_behind_month(num) {
            return None;
        }
        let (days, end) = self.days_behind_month(named.start, num);
        let years = self.year_behind(end, Some(named.tongue));
        Some(self.push_days(&days, named, end, years))
    }

    /// Tells the months that share the year of the one that starts at byte `at`: `July or August 2025`.
    fn months_before(&mut self, mut at: usize, years: &[u16]) {
        let mut named = Vec::new();
        while named.len() < MAX_MONTHS
            && let Some(between) = word_before(self.key, self.floor, at, &WORDS.between_days)
            && let Some(month) = self.month_before(between)
        {
            at = month.start;
            named.push(month);
        }
        for month in named.iter().rev() {
            let readings = full_or_month(years, u16::from(month.month), None);
            self.push(month.start, month.end, readings);
        }
    }

    /// Tells whether a number behind a month is a day of it.
    fn is_day_behind_month(&self, num: Num) -> bool {
        num.is_day()
            && num.is_whole(self.key)
            && self.month_at(self.day_end(num)).is_none()
            && !is_scaled(self.key, num.end)
    }

    /// Reads the further days behind the first one behind a month; returns all with where each starts,
    /// and where the last one ends.
    fn days_behind_month(&self, start: usize, first: Num) -> (Vec<(usize, Num)>, usize) {
        let mut days = vec![(start, first)];
        let (mut last, mut end) = (first, self.day_end(first));
        while days.len() < MAX_DAYS
            && let Some(next) = self.next_day(end, last)
            && self.is_day_behind_month(next)
        {
            days.push((next.start, next));
            (last, end) = (next, self.day_end(next));
        }
        (days, end)
    }

    /// Reads a day, or some, with a month by its name behind: `22 April 2025`, `18–19 June`.
    fn day_first(&mut self, first: Num) -> Option<usize> {
        // 32 May 2025 is a slip, and 32 May may be anything.
        let is_beyond = first.len == 2 && (32..=39).contains(&first.value);
        if !first.is_day() && !is_beyond {
            return None;
        }
        let start = self.day_start(first.start);
        let mut days = vec![(start, first)];
        let mut last = first;
        let named = loop {
            let end = self.day_end(last);
            if let Some(named) = self.month_at(end).or_else(|| self.month_behind_stop(end)) {
                break named;
            }
            if days.len() == MAX_DAYS {
                return None;
            }
            last = self.next_day(end, last)?;
            days.push((last.start, last));
        };
        let years = self.year_behind_month(named.end, named.tongue);
        if is_beyond && (years.is_none() || days.len() > 1) {
            return None;
        }
        let is_marked = named.marked || start < first.start || years.is_some();
        // September is also the word for Miss.
        if named.tongue == Tongue::Khmer && named.month == 9 && !is_marked {
            return None;
        }
        Some(self.push_days(&days, named, named.end, years))
    }

    /// Reads the month of `5. Oktober`, or of `5. April 2025`.
    fn month_behind_stop(&self, end: usize) -> Option<Named> {
        let named = self.month_at(end + usize::from(self.key[end..].starts_with('.')))?;
        let is_german = named.tongue == Tongue::German
            || self.year_behind(named.end, Some(Tongue::German)).is_some();
        (self.key[end..].starts_with(". ") && is_german).then_some(named)
    }

    /// Tells the days of one month, each by itself; the last one has all up to byte `end`.
    fn push_days(
        &mut self,
        days: &[(usize, Num)],
        named: Named,
        end: usize,
        years: Option<Years>,
    ) -> usize {
        let end = years.as_ref().map_or(end, |years| years.end);
        let years = years.map_or(Vec::new(), |years| years.readings);
        for (i, (start, day)) in days.iter().enumerate() {
            let is_last = i + 1 == days.len();
            let end = if is_last { end } else { day.end };
            self.push(*start, end, full(&years, u16::from(named.month), day.value));
        }
        end
    }

    /// Returns where a day ends, with the ending of an ordinal or a word for day.
    fn day_end(&self, day: Num) -> usize {
        if let Some(end) = word_after(self.key, day.end, &WORDS.day_endings) {
            return end;
        }
        word_after(self.key, skip_space(self.key, day.end), &WORDS.days).unwrap_or(day.end)
    }

    /// Reads a further day behind a sign or a word for a range or a list.
    fn next_day(&self, end: usize, last: Num) -> Option<Num> {
        let at = skip_space(self.key, end);
        let at = word_after(self.key, at, &WORDS.between_days)?;
        let mut at = skip_space(self.key, at);
        if let Some((end, _)) = entry_after(self.key, at, &WORDS.weekdays) {
            at = skip_space(
                self.key,
                end + usize::from(self.key[end..].starts_with(',')),
            );
        }
        if let Some(mark) = word_after(self.key, at, &WORDS.more_day_marks) {
            at = skip_space(self.key, mark);
        }
        Num::at(self.key, at).filter(|next| next.is_day() && next.value > last.value)
    }

    /// Reads a year that has nothing beside it but the word that says so, and the next one behind it:
    /// `ឆ្នាំ២០២១-២០២៥`.
    fn year_alone(&mut self, num: Num) -> Option<usize> {
        let (start, era) = self.year_mark_before(num.start);
        let (end, era) = self.era_behind(num.end, era);
        let is_marked = start < num.start || end > num.end;
        let is_year = num.is_year() || era != Era::Unsaid && num.len >= 3;
        if !is_marked || !is_year || !num.is_whole(self.key) {
            return None;
        }
        let is_thai = matches!(next_char(self.key, start), Some('\u{E01}'..='\u{E2E}'));
        let tongue = is_thai.then_some(Tongue::Thai);
        let said = years(num.value, era, tongue);
        self.push(start, end, year_only(&said))?;
        if !self.key[end..].starts_with('-') {
            return Some(end);
        }
        let Some(next) = Num::at(self.key, end + 1).filter(|next| next.is_whole(self.key)) else {
            return Some(end);
        };
        let value = match next.len {
            4 if next.is_year() => next.value,
            2 if next.value > num.value % 100 => num.value - num.value % 100 + next.value,
            _ => return Some(end),
        };
        self.push(next.start, next.end, year_only(&years(value, era, tongue)))
    }

    /// Gives the first day of a time the year of the last one: `28 April – 2 May 2025`.
    fn share_years(&mut self) {
        for i in (1..self.found.len()).rev() {
            let (first, last) = (&self.found[i - 1], &self.found[i]);
            let is_short = first
                .value
                .readings
                .iter()
                .all(|civil| civil.year.is_none() && civil.day.is_some());
            let has_day = last
                .value
                .readings
                .iter()
                .all(|civil| civil.year.is_some() && civil.day.is_some());
            let between = self.key[first.span.end..last.span.start].trim();
            if !is_short
                || !has_day
                || first.value.lunar.is_some()
                || !WORDS.until.contains(&between)
            {
                continue;
            }
            let mut years: Vec<u16> = last
                .value
                .readings
                .iter()
                .filter_map(|civil| civil.year)
                .collect();
            years.dedup();
            let with_year = |civil: &Civil| {
                let civil = *civil;
                years
                    .iter()
                    .map(move |&year| Civil {
                        year: Some(year),
                        ..civil
                    })
                    .collect::<Vec<_>>()
            };
            self.found[i - 1].value.readings =
                first.value.readings.iter().flat_map(with_year).collect();
        }
    }
}

/// Returns the readings of a year without a word for its era.
fn plain_years(year: u16, tongue: Option<Tongue>) -> Vec<u16> {
    years(year, Era::Unsaid, tongue)
}

/// Returns the readings of a year of two digits: in this century or the last one, and in the Buddhist
/// Era where that is near (2568 is 2025).
fn short_years(year: u16) -> Vec<u16> {
    match year {
        0..=40 => vec![2000 + year],
        55..=80 => vec![1900 + year, 2500 - 543 + year],
        _ => vec![1900 + year],
    }
}

/// Returns the readings of a year in the Common Era.
fn years(year: u16, era: Era, tongue: Option<Tongue>) -> Vec<u16> {
    let is_buddhist = (2400..2700).contains(&year);
    let before = |ahead: u16| year.checked_sub(ahead);
    let readings = match era {
        Era::Common => vec![Some(year)],
        Era::ThaiBuddhist => vec![before(543)],
        Era::Buddhist => vec![before(543), before(544)],
        Era::Unsaid if !is_buddhist => vec![Some(year)],
        Era::Unsaid if tongue == Some(Tongue::Thai) => vec![before(543)],
        Era::Unsaid => vec![Some(year), before(543), before(544)],
    };
    readings.into_iter().flatten().collect()
}

fn full(years: &[u16], month: u16, day: u16) -> Vec<Civil> {
    full_or_month(years, month, Some(day))
}

fn full_or_month(years: &[u16], month: u16, day: Option<u16>) -> Vec<Civil> {
    let civil = |year| Civil {
        year,
        month: u8::try_from(month).ok(),
        day: day.and_then(|day| u8::try_from(day).ok()),
    };
    if years.is_empty() {
        return vec![civil(None)];
    }
    years.iter().map(|&year| civil(Some(year))).collect()
}

fn year_only(years: &[u16]) -> Vec<Civil> {
    let civil = |&year| Civil {
        year: Some(year),
        ..Civil::default()
    };
    years.iter().map(civil).collect()
}
