//! The line that a Khmer letter is dated with by the moon: weekday, day of the waxing or waning moon,
//! month, animal and stem of the year, Buddhist year. Its parts are told, not turned into a day of
//! the civil calendar, which the letter gives in its next line.

use super::words::{Era, WORDS};
use crate::text::key::{digits, entry_after, entry_before, skip_space, word_after, word_before};

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
    if let Some((mark_end, Era::Buddhist)) =
        entry_after(key, skip_space(key, at), &WORDS.year_marks)
    {
        let year = skip_space(key, mark_end);
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
fn marked(key: &str, at: usize, mark: &[&str], table: &[(&str, u8)]) -> Option<(usize, u8)> {
    let at = skip_space(key, at);
    let name = word_after(key, at, mark).map_or(at, |end| skip_space(key, end));
    entry_after(key, name, table)
}
