//! The line that a Khmer letter is dated with by the moon: weekday, day of the waxing or waning moon,
//! month, animal and stem of the year, Buddhist year. It is read, made of a day of the civil calendar,
//! and written; it is not turned into a civil day, which the letter gives in its next line.
//!
//! The calendar counts as the almanacs do (chhankitek): from the days of the Buddhist year come the
//! age of the moon at its beginning and the excess of the moon, and from these the leap months and
//! leap days. The moment of the new year, which almanacs work out to the minute, is not: it falls on
//! 13 to 16 April, when the animal and the stem may be those of either year.

use jiff::civil::{Date, date};

use super::words::{Era, WORDS, word_for};
use crate::text::Lang;
use crate::text::key::{
    Table, digits, entry_after, entry_before, skip_space, word_after, word_before,
};
use crate::text::number::in_digits_of;

/// A date of the Khmer lunar calendar. What the text leaves out is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lunar {
    /// The day of the week, from Sunday, 0, to Saturday, 6.
    pub weekday: Option<u8>,
    /// The day of the waxing or waning moon, 1 to 15.
    pub day: u8,
    /// Whether the moon is waning.
    pub waning: bool,
    /// The month, from Mikasar, 1, to Kattek, 12; 13 and 14 are the two Asadh of a leap year.
    pub month: Option<u8>,
    /// The animal of the year, from the rat, 1, to the pig, 12.
    pub animal: Option<u8>,
    /// The stem of the year, 1 to 10, as it is counted in Khmer.
    pub stem: Option<u8>,
    /// The year of the Buddhist Era.
    pub buddhist_year: Option<u16>,
}

/// The first day of the lunar year 1900: 1 waxing of Boss.
const FIRST: Date = date(1900, 1, 1);

/// The years whose days are converted.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// The leap of a lunar year.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leap {
    No,
    /// Jesth has a day more.
    Day,
    /// There are two months of Asadh.
    Month,
}

/// The days since the beginning of the era at the beginning of a Buddhist year, and the excess of the
/// moon over them, of which 692 make a day.
fn elapsed(year: i64) -> (i64, i64) {
    let days = (year * 292_207 + 499) / 800 + 4;
    (days, 11 * days + 25)
}

/// Returns the age of the moon, in days, at the beginning of a Buddhist year.
fn moon(year: i64) -> i64 {
    let (days, excess) = elapsed(year);
    (excess / 692 + days + 29) % 30
}

/// Tells whether a Buddhist year would have a leap month, by the age of the moon, and a leap day, by its
/// excess.
fn leaps(year: i64) -> (bool, bool) {
    let excess = |year| elapsed(year).1 % 692;
    let month = match (moon(year), moon(year + 1)) {
        (25, 5) => false,
        (24, 6) => true,
        (age, _) => !(6..25).contains(&age),
    };
    let is_solar_leap = 800 - (year * 292_207 + 499) % 800 <= 207;
    let day = if is_solar_leap {
        excess(year) <= 126
    } else {
        excess(year) <= 137 && excess(year + 1) != 0
    };
    (month, day)
}

/// Returns the leap of the lunar year in which the rains of a civil year fall. A year that would have
/// both has the month, and the next one the day.
fn leap(civil_year: i16) -> Leap {
    let year = i64::from(civil_year) + 544;
    match (leaps(year), leaps(year - 1)) {
        ((true, _), _) => Leap::Month,
        ((_, true), _) | (_, (true, true)) => Leap::Day,
        _ => Leap::No,
    }
}

/// Returns the months of a lunar year from Boss on, with the days of each.
fn months(leap: Leap) -> impl Iterator<Item = (u8, i32)> {
    let asadh: &[u8] = if leap == Leap::Month { &[13, 14] } else { &[8] };
    let months = [2, 3, 4, 5, 6, 7]
        .iter()
        .chain(asadh)
        .chain(&[9, 10, 11, 12, 1]);
    months.map(move |&month| match month {
        7 if leap == Leap::Day => (month, 30),
        13 | 14 => (month, 30),
        _ => (month, 29 + i32::from(month % 2 == 0)),
    })
}

impl Lunar {
    /// Returns the lunar date of a day of the years 1900 to 2200.
    ///
    /// ```
    /// use chancery::text::date::Lunar;
    ///
    /// let lunar = Lunar::of(jiff::civil::date(2025, 4, 23)).expect("a year that is converted");
    /// assert_eq!((lunar.day, lunar.waning, lunar.buddhist_year), (11, true, Some(2568)));
    /// ```
    pub fn of(day: Date) -> Option<Lunar> {
        if !YEARS.contains(&day.year()) {
            return None;
        }
        let mut left = day.duration_since(FIRST).as_hours() as i32 / 24;
        let mut year = FIRST.year();
        let (month, left) = loop {
            let leap = leap(year);
            let length: i32 = months(leap).map(|month| month.1).sum();
            if left < length {
                let mut months = months(leap);
                break months.find_map(|(month, days)| {
                    left -= days;
                    (left < 0).then_some((month, left + days))
                })?;
            }
            left -= length;
            year += 1;
        };
        // The Buddhist year ends with the full moon of Visakh.
        let is_new = month == 1 || (month, left) > (6, 14);
        let is_after_new_year = (day.month(), day.day()) >= (4, 14);
        let civil_year = i32::from(day.year());
        let counted = civil_year + 543 + i32::from(is_after_new_year);
        Some(Lunar {
            weekday: u8::try_from(day.weekday().to_sunday_zero_offset()).ok(),
            day: u8::try_from(left % 15 + 1).ok()?,
            waning: left > 14,
            month: Some(month),
            animal: u8::try_from((counted + 4) % 12 + 1).ok(),
            stem: u8::try_from((counted - 1182 + 9) % 10 + 1).ok(),
            buddhist_year: u16::try_from(i32::from(year) + 543 + i32::from(is_new)).ok(),
        })
    }

    /// Tells whether the date, as far as it is said, is the one of a civil day.
    pub fn is_of(&self, day: Date) -> bool {
        fn same<T: Copy + PartialEq>(said: Option<T>, known: &[Option<T>]) -> bool {
            said.is_none() || known.contains(&said)
        }
        let Some(lunar) = Lunar::of(day) else {
            return true;
        };
        let is_new_year = day.month() == 4 && (13..=16).contains(&day.day());
        let near = |days: i64| {
            day.checked_add(jiff::Span::new().days(days))
                .ok()
                .and_then(Lunar::of)
        };
        let other = if is_new_year {
            [near(-4), near(4)]
        } else {
            [None, None]
        };
        let others = |part: fn(&Lunar) -> Option<u8>| {
            [
                part(&lunar),
                other[0].as_ref().and_then(part),
                other[1].as_ref().and_then(part),
            ]
        };
        let tomorrow = near(1).and_then(|lunar| lunar.buddhist_year);
        (self.day, self.waning) == (lunar.day, lunar.waning)
            && same(self.weekday, &[lunar.weekday])
            && same(self.month, &[lunar.month])
            && same(self.animal, &others(|lunar| lunar.animal))
            && same(self.stem, &others(|lunar| lunar.stem))
            && same(self.buddhist_year, &[lunar.buddhist_year, tomorrow])
    }

    /// Writes the date as a Khmer letter does, with the parts that it says.
    pub fn written(&self) -> Option<String> {
        let khmer = Lang::parse("km").ok()?;
        let name = |list: &str, number: u8| word_for(list, &number.to_string());
        let mut parts = Vec::new();
        if let Some(weekday) = self.weekday {
            parts.push(format!("{}{}", DAY[0], name("lunar weekdays", weekday)?));
        }
        let phase = if self.waning { WANING } else { WAXING };
        parts.push(in_digits_of(u64::from(self.day), &khmer)? + phase[0]);
        if let Some(month) = self.month {
            parts.push(format!("{}{}", MONTH[0], name("lunar months", month)?));
        }
        if let Some(animal) = self.animal {
            parts.push(format!("{}{}", YEAR[0], name("lunar animals", animal)?));
        }
        if let Some(stem) = self.stem {
            parts.push(format!("{}{}", name("lunar stems", stem)?, STEM[0]));
        }
        if let Some(year) = self.buddhist_year {
            let mark = word_for("year marks", "buddhist")?;
            parts.push(format!("{mark} {}", in_digits_of(u64::from(year), &khmer)?));
        }
        Some(parts.join(" "))
    }
}

const DAY: &[&str] = &["ថ្ងៃ"];
const WAXING: &[&str] = &["កើត"];
const WANING: &[&str] = &["រោច"];
const MONTH: &[&str] = &["ខែ"];
const YEAR: &[&str] = &["ឆ្នាំ"];
const STEM: &[&str] = &["ស័ក"];

/// Reads the lunar date whose day is the number from byte `start` to byte `end` of the key; returns
/// its span and parts. The month tells it from other things that wax.
pub(super) fn read(
    key: &str,
    floor: usize,
    start: usize,
    end: usize,
) -> Option<(usize, usize, Lunar)> {
    let day: u8 = key[start..end].parse().ok()?;
    let phase = skip_space(key, end);
    let waxing = word_after(key, phase, WAXING);
    let mut at = waxing.or_else(|| word_after(key, phase, WANING))?;
    if !(1..=15).contains(&day) {
        return None;
    }
    let marked = |at, mark, table| marked(key, at, mark, table);
    let (month_end, month) = marked(at, MONTH, &WORDS.lunar_months)?;
    at = month_end;
    let mut lunar = Lunar {
        weekday: None,
        day,
        waning: waxing.is_none(),
        month: Some(month),
        animal: None,
        stem: None,
        buddhist_year: None,
    };
    if let Some((end, animal)) = marked(at, YEAR, &WORDS.lunar_animals) {
        (at, lunar.animal) = (end, Some(animal));
    }
    if let Some((name_end, stem)) = entry_after(key, skip_space(key, at), &WORDS.lunar_stems)
        && let Some(end) = word_after(key, skip_space(key, name_end), STEM)
    {
        (at, lunar.stem) = (end, Some(stem));
    }
    let mark = entry_after(key, skip_space(key, at), &WORDS.year_marks);
    // The year may stand behind the stem without a word for its era.
    if matches!(mark, Some((_, Era::Buddhist))) || mark.is_none() && lunar.stem.is_some() {
        let year = skip_space(key, mark.map_or(at, |mark| mark.0));
        let end = year + digits(key, year);
        if let Ok(value) = key[year..end].parse() {
            (at, lunar.buddhist_year) = (end, Some(value));
        }
    }
    let mut first = start;
    if let Some((name, weekday)) = entry_before(key, floor, start, &WORDS.lunar_weekdays) {
        lunar.weekday = Some(weekday);
        first = word_before(key, floor, name, DAY).unwrap_or(name);
    } else if let Some(mark) = word_before(key, floor, start, DAY) {
        first = mark;
    }
    Some((first, at, lunar))
}

/// Reads a name with the mark before it, which may be left out.
fn marked(key: &str, at: usize, mark: &[&str], table: &Table<u8>) -> Option<(usize, u8)> {
    let at = skip_space(key, at);
    let name = word_after(key, at, mark).map_or(at, |end| skip_space(key, end));
    entry_after(key, name, table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::date::dates;

    #[test]
    fn days_have_the_lunar_dates_that_are_attested() {
        for (day, written) in [
            ("2024-05-03", "ថ្ងៃសុក្រ ១០រោច ខែចេត្រ ឆ្នាំរោង ឆស័ក ២៥៦៧"),
            ("2018-10-01", "ថ្ងៃចន្ទ ៧រោច ខែភទ្របទ ឆ្នាំច សំរឹទ្ធិស័ក ២៥៦២"),
            ("2025-04-23", "ថ្ងៃពុធ ១១រោច ខែចេត្រ ឆ្នាំម្សាញ់ សប្តស័ក ២៥៦៨"),
        ] {
            let day: Date = day.parse().unwrap();
            let lunar = Lunar::of(day).unwrap();
            for text in [written, &lunar.written().unwrap()] {
                let found = dates(text);
                assert_eq!(found[0].value.lunar(), Some(&lunar), "{text}");
                assert_eq!(found[0].span.range(), 0..text.len(), "{text}");
            }
            assert!(lunar.is_of(day) && !lunar.is_of(day.tomorrow().unwrap()));
        }
    }

    #[test]
    fn every_day_is_the_one_after_the_day_before() {
        let mut day = date(2014, 1, 1);
        while day.year() < 2034 {
            let lunar = Lunar::of(day).unwrap();
            day = day.tomorrow().unwrap();
            let Some(next) = Lunar::of(day) else { break };
            let goes_on = (next.day, next.waning, next.month)
                == (lunar.day + 1, lunar.waning, lunar.month)
                || lunar.day == 15 && (next.day, next.waning, next.month) == (1, true, lunar.month);
            let is_new = (next.day, next.waning) == (1, false) && lunar.waning && lunar.day >= 14;
            assert!(goes_on || is_new, "{day} {lunar:?} {next:?}");
        }
    }
}
