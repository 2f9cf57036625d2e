//! Names of months and words around the parts of a date: `words.txt`, read once.

use std::sync::LazyLock;

use crate::text::key::Table;
use crate::text::words::Lists;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("words.txt")));

/// The words of dates.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(read);

/// The habits of dates that a name of a month belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    /// Writes a full stop behind the day.
    German,
    Burmese,
    Filipino,
    French,
    Khmer,
    Lao,
    Malay,
    Thai,
    Vietnamese,
    /// Writes the day first, and nothing else that is special.
    DayFirst,
}

impl Tongue {
    /// Tells whether the day may stand behind the month.
    pub(super) fn has_month_first(self) -> bool {
        matches!(self, Tongue::English | Tongue::Burmese | Tongue::Filipino)
    }
}

/// A month, 1 to 12, as one language names it.
pub(super) type Month = (Tongue, u8);

/// The languages whose names of months are known, with their habits. Of one name in two languages the
/// first language counts.
const TONGUES: [(&str, Tongue); 18] = [
    ("en", Tongue::English),
    ("fr", Tongue::French),
    ("id", Tongue::Malay),
    ("ms", Tongue::Malay),
    ("tl", Tongue::Filipino),
    ("km", Tongue::Khmer),
    ("th", Tongue::Thai),
    ("lo", Tongue::Lao),
    ("my", Tongue::Burmese),
    ("de", Tongue::German),
    ("es", Tongue::DayFirst),
    ("it", Tongue::DayFirst),
    ("pt", Tongue::DayFirst),
    ("nl", Tongue::DayFirst),
    ("ru", Tongue::DayFirst),
    ("ar", Tongue::DayFirst),
    ("fa", Tongue::DayFirst),
    ("hi", Tongue::DayFirst),
];

/// The years that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    /// It is not said; the Common Era but for years that would be far off.
    Unsaid,
    /// The Common Era.
    Common,
    /// The Buddhist Era, which Thailand counts 543 years ahead.
    ThaiBuddhist,
    /// The Buddhist Era, 543 or 544 years ahead: its year begins in spring.
    Buddhist,
}

impl Era {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "unsaid" => Era::Unsaid,
            "common" => Era::Common,
            "thai" => Era::ThaiBuddhist,
            "buddhist" => Era::Buddhist,
            _ => return None,
        })
    }
}

/// What each list is stands in the file.
pub(super) struct Words {
    pub(super) months: Table<Month>,
    pub(super) vietnamese_months: Table<u8>,
    pub(super) capital_months: Vec<&'static str>,
    pub(super) no_months: Vec<&'static str>,
    pub(super) month_marks: Vec<&'static str>,
    pub(super) vietnamese_month: Vec<&'static str>,
    pub(super) month_endings: Vec<&'static str>,
    pub(super) day_marks: Vec<&'static str>,
    pub(super) day_and_month_marks: Vec<&'static str>,
    pub(super) more_day_marks: Vec<&'static str>,
    pub(super) day_endings: Vec<&'static str>,
    pub(super) days: Vec<&'static str>,
    pub(super) between_days: Vec<&'static str>,
    pub(super) until: Vec<&'static str>,
    pub(super) year_before_month: Vec<&'static str>,
    pub(super) year_marks: Table<Era>,
    pub(super) year_endings: Table<Era>,
    pub(super) weekdays: Table<u8>,
    pub(super) before_dates: Vec<&'static str>,
    pub(super) before_years: Vec<&'static str>,
    pub(super) eras: Table<u16>,
    pub(super) era_letters: Table<u16>,
    pub(super) lunar_weekdays: Table<u8>,
    pub(super) lunar_months: Table<u8>,
    pub(super) lunar_animals: Table<u8>,
    pub(super) lunar_stems: Table<u8>,
}

fn read() -> Words {
    let lists = &*LISTS;
    Words {
        months: Table::new(months(lists)),
        vietnamese_months: Table::new(lists.numbers("vietnamese months")),
        capital_months: lists.words("capital months"),
        no_months: lists.words("no months"),
        month_marks: lists.words("month marks"),
        vietnamese_month: lists.words("vietnamese month"),
        month_endings: lists.words("month endings"),
        day_marks: lists.words("day marks"),
        day_and_month_marks: lists.words("day and month marks"),
        more_day_marks: lists.words("more day marks"),
        day_endings: lists.words("day endings"),
        days: lists.words("day words"),
        between_days: lists.words("between days"),
        until: lists.words("until"),
        year_before_month: lists.words("year before month"),
        year_marks: Table::new(lists.table("year marks", Era::named)),
        year_endings: Table::new(lists.table("year endings", Era::named)),
        weekdays: Table::new(lists.numbers("weekdays")),
        before_dates: lists.words("before dates"),
        before_years: lists.words("before years"),
        eras: Table::new(lists.numbers("eras")),
        era_letters: Table::new(lists.numbers("era letters")),
        lunar_weekdays: Table::new(lists.numbers("lunar weekdays")),
        lunar_months: Table::new(lists.numbers("lunar months")),
        lunar_animals: Table::new(lists.numbers("lunar animals")),
        lunar_stems: Table::new(lists.numbers("lunar stems")),
    }
}

fn months(lists: &Lists) -> Vec<(&'static str, Month)> {
    let mut months: Vec<(&str, Month)> = Vec::new();
    for (tag, tongue) in TONGUES {
        for (name, month) in lists.numbers(&format!("months {tag}")) {
            if months.iter().all(|known| known.0 != name) {
                months.push((name, (tongue, month)));
            }
        }
    }
    months
}

/// Returns the first word that a list has for what it stands for.
pub(super) fn word_for(heading: &str, meaning: &str) -> Option<&'static str> {
    let words = LISTS.table(heading, Some);
    let first = words.into_iter().find(|&(_, known)| known == meaning);
    first.map(|(word, _)| word)
}
