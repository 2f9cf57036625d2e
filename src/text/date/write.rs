//! Writes a date the way a language does in official letters.

use super::words::word_for;
use super::{Civil, Date};
use crate::text::Lang;
use crate::text::lang::Habit;
use crate::text::number::in_digits_of;

/// The years that a Thai reader takes for those of the Buddhist Era without being told.
const THAI_YEARS: std::ops::Range<u16> = 2400 - 543..2700 - 543;

/// Writes a date in the way of a language; `None` for a language that is not known, for a date that
/// can be read in two ways, and for one of the lunar calendar.
///
/// ```
/// use chancery::text::Lang;
/// use chancery::text::date::{dates, written};
///
/// let date = &dates("22 April 2025")[0].value;
/// let vietnamese = Lang::parse("vi")?;
/// assert_eq!(written(date, &vietnamese).as_deref(), Some("ngày 22 tháng 4 năm 2025"));
/// # Ok::<(), chancery::text::lang::LangError>(())
/// ```
pub fn written(date: &Date, lang: &Lang) -> Option<String> {
    let &[civil] = date.readings() else {
        return None;
    };
    if date.lunar().is_some() || civil.month.is_none() && civil.day.is_some() {
        return None;
    }
    let patterns = lang.date().iter();
    let parts: Vec<String> = patterns
        .filter_map(|pattern| part(pattern, civil, lang))
        .collect();
    let said = [
        civil.day.is_some(),
        civil.month.is_some(),
        civil.year.is_some(),
    ];
    let said = said.into_iter().filter(|&is_said| is_said).count();
    (said > 0 && parts.len() == said).then(|| parts.join(lang.joiner()))
}

/// Writes a part of a date in its pattern, if the date says it.
fn part(pattern: &str, civil: Civil, lang: &Lang) -> Option<String> {
    let [day, month] = [civil.day, civil.month].map(|value| value.map(u64::from));
    let (before, rest) = pattern.split_once('{')?;
    let (mark, behind) = rest.split_once('}')?;
    let (before, value) = match (lang.primary(), mark) {
        ("th", "Y") => thai_year(civil)?,
        ("lo", "M") if day.is_none() => ("ເດືອນ ", month?),
        ("lo", "Y") if day.is_none() => ("ປີ ", civil.year.map(u64::from)?),
        (_, "D") => (before, day?),
        (_, "Y") => (before, civil.year.map(u64::from)?),
        _ => (before, month?),
    };
    let ending = if (lang.primary(), mark, value) == ("fr", "D", 1) {
        "er"
    } else {
        behind
    };
    let written = match mark {
        "M" => name_of_month(value, lang)?,
        _ => in_digits_of(value, lang)?,
    };
    Some(format!("{before}{written}{ending}"))
}

/// Returns the year that Thai writes, with its era where a reader would not take it for that.
fn thai_year(civil: Civil) -> Option<(&'static str, u64)> {
    let year = civil.year?;
    let is_plain = THAI_YEARS.contains(&year);
    let era = match is_plain {
        true if civil.month.is_none() => "พ.ศ. ",
        true => "",
        false => "ค.ศ. ",
    };
    Some((era, u64::from(if is_plain { year + 543 } else { year })))
}

/// Returns the name of a month as the language writes it, with a capital if it does.
fn name_of_month(month: u64, lang: &Lang) -> Option<String> {
    let name = word_for(&format!("months {}", lang.primary()), &month.to_string())?;
    let mut letters = name.chars();
    let first = letters.next().filter(|_| lang.has(Habit::CapitalMonths));
    Some(match first {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    })
}
