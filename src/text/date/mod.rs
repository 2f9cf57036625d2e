//! Dates as people write them in letters, as values that can be compared: `22 April 2025`,
//! `April 22, 2025`, `ថ្ងៃទី២២ ខែមេសា ឆ្នាំ២០២៥`, `๒๒ เมษายน ๒๕๖๘` and `2025年4月22日` are one day.
//!
//! A date says a year, a month, a day, or some of them, and all readings that it may have:
//! `3/4/2025` is the third of April or the fourth of March, a Khmer year of the Buddhist Era begins in
//! spring. A month without a number beside it is no date here (`may` and `mars` are words), nor is a
//! number without a word for year. A day of the week beside a date is told with it, and is no part of it.
//! Of other calendars the eras of years are converted, and days to those of the Khmer lunar calendar.

mod lunar;
mod parse;
mod words;
mod write;

pub use lunar::Lunar;
pub use write::written;

use super::invisible::is_invisible;
use super::key::lines;
use super::number::{may_have_numbers, place};
use super::{Found, Span, digit};
use words::WORDS;

pub(in crate::text) use parse::find;

/// A day, month or year of the Gregorian calendar, as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    /// The year of the Common Era.
    pub year: Option<u16>,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31.
    pub day: Option<u8>,
}

impl Civil {
    /// Tells whether the calendar has such a day: there is no 31 April, and no 29 February in 2025.
    pub fn exists(&self) -> bool {
        let (Some(month), Some(day)) = (self.month, self.day) else {
            return true;
        };
        let leap = self
            .year
            .is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
        let days = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        day <= days
    }

    /// Returns the day in the calendar, if it is one.
    pub fn day_of_calendar(&self) -> Option<jiff::civil::Date> {
        let part = |part: u8| i8::try_from(part).ok();
        let year = i16::try_from(self.year?).ok()?;
        jiff::civil::Date::new(year, part(self.month?)?, part(self.day?)?).ok()
    }

    /// Tells whether two dates are equal in all that both of them say.
    pub fn agrees(&self, other: &Civil) -> bool {
        fn same<T: Copy + PartialEq>(one: Option<T>, other: Option<T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        same(self.year, other.year) && same(self.month, other.month) && same(self.day, other.day)
    }
}

/// A date, in all the readings that it may have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    readings: Vec<Civil>,
    weekday: Option<u8>,
    lunar: Option<Lunar>,
}

impl Date {
    /// Makes a date that can be read in one way.
    pub fn new(civil: Civil) -> Self {
        Date {
            readings: vec![civil],
            weekday: None,
            lunar: None,
        }
    }

    /// Returns the readings of the date, the likelier one first. A lunar date has those of its
    /// year, if it says one, and none else.
    pub fn readings(&self) -> &[Civil] {
        &self.readings
    }

    /// Returns the day of the week that stands beside the date, from Sunday, 0.
    pub fn weekday(&self) -> Option<u8> {
        self.weekday
    }

    /// Tells whether the calendar has the date in any of its readings.
    pub fn exists(&self) -> bool {
        self.readings.iter().any(Civil::exists)
    }

    /// Tells whether two dates contradict each other, whatever way they are read.
    pub fn contradicts(&self, other: &Date) -> bool {
        let agrees = |one: &Civil| other.readings.iter().any(|theirs| one.agrees(theirs));
        !self.readings.iter().any(agrees)
    }

    /// Returns the parts of a date of the Khmer lunar calendar.
    pub fn lunar(&self) -> Option<&Lunar> {
        self.lunar.as_ref()
    }

    /// Tells whether two dates say the same in any of their readings. A lunar date is the same as
    /// an equal one only.
    pub fn matches(&self, other: &Date) -> bool {
        if self.lunar.is_some() || other.lunar.is_some() {
            return self.lunar == other.lunar;
        }
        self.readings
            .iter()
            .any(|reading| other.readings.contains(reading))
    }

    /// Returns the readings of the year where a civil date says nothing but a year.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        let is_civil = self.lunar.is_none();
        let only_year =
            move |civil: &Civil| civil.year.filter(|_| is_civil && civil.month.is_none());
        self.readings.iter().filter_map(only_year)
    }

    /// Tells whether the date says a month and nothing else, which other languages say without a
    /// number: `3月`, `March`.
    pub fn is_month_alone(&self) -> bool {
        let is_alone = |civil: &Civil| civil.year.is_none() && civil.day.is_none();
        self.lunar.is_none() && self.readings.iter().all(is_alone)
    }
}

/// Finds every date of a text, in order. The days of a range or a list (`18–19 June 2024`) are dates of
/// their own, each with the month and the year that they share.
///
/// Takes time linear in the length of the text.
///
/// ```
/// use chancery::text::date::dates;
///
/// let english = dates("Phnom Penh, 6 May 2024");
/// let french = dates("Phnom Penh, le 6 mai 2024");
/// assert!(english[0].value.matches(&french[0].value));
/// ```
pub fn dates(text: &str) -> Vec<Found<Date>> {
    let mut found = Vec::new();
    for line in lines(text, may_have_numbers) {
        found.extend(place(&line, find(line.key())));
    }
    found
}

/// Tells whether what may be the name of a month, in a script without spaces, is one by what is beside
/// it: the word for a month, a year or a number.
///
/// ```
/// use chancery::text::date::is_month_at;
///
/// let (month, court) = ("ខែតុលា", "តុលាការ");
/// let at = |text: &str| text.find("តុលា").map(|at| (at..at + "តុលា".len()).into());
/// assert!(at(month).is_some_and(|span| is_month_at(month, span)));
/// assert!(at(court).is_some_and(|span| !is_month_at(court, span)));
/// ```
pub fn is_month_at(text: &str, span: Span) -> bool {
    let gap = |c: char| c.is_whitespace() || is_invisible(c);
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let (before, after) = (before.trim_end_matches(gap), after.trim_start_matches(gap));
    let digit = |c: char| digit::value(c).is_some();
    let unspaced = |mark: &&&str| !mark.is_ascii();
    let mut endings = WORDS.month_endings.iter().filter(unspaced);
    let mut years = WORDS.year_marks.entries().iter().map(|(mark, _)| mark);
    before.ends_with(digit)
        || after.starts_with(digit)
        || months_marked().any(|mark| before.ends_with(mark))
        || endings.any(|ending| after.starts_with(ending))
        || years.any(|year| !year.is_ascii() && after.starts_with(year))
}

/// Tells whether a text in a script without spaces has the word for a month.
pub fn has_month(text: &str) -> bool {
    months_marked().any(|mark| text.contains(mark))
}

/// Returns the words for a month before its name in scripts without spaces.
fn months_marked() -> impl Iterator<Item = &'static str> {
    let marks = WORDS.month_marks.iter().copied();
    marks.filter(|mark| !mark.is_ascii())
}

#[cfg(test)]
mod tests;
