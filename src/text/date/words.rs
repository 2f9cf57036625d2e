//! Names of months and words around the parts of a date: `words.txt`, read once.

use std::sync::LazyLock;

use crate::text::key::in_order;
use crate::text::words::Lists;

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("words.txt")));

/// The words of dates.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(read);

/// The habits of dates that a name of a month belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Burmese,
    Filipino,
    French,
    Khmer,
    Lao,
    Malay,
    Thai,
    Vietnamese,
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
const TONGUES: [(&str, Tongue); 9] = [
    ("en", Tongue::English),
    ("fr", Tongue::French),
    ("id", Tongue::Malay),
    ("ms", Tongue::Malay),
    ("tl", Tongue::Filipino),
    ("km", Tongue::Khmer),
    ("th", Tongue::Thai),
    ("lo", Tongue::Lao),
    ("my", Tongue::Burmese),
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

type Table<T> = Vec<(&'static str, T)>;

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
    pub(super) lunar_weekdays: Table<u8>,
    pub(super) lunar_months: Table<u8>,
    pub(super) lunar_animals: Table<u8>,
    pub(super) lunar_stems: Table<u8>,
}

fn read() -> Words {
    let lists = &*LISTS;
    Words {
        months: in_order(months(lists)),
        vietnamese_months: in_order(lists.numbers("vietnamese months")),
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
        year_marks: in_order(lists.table("year marks", Era::named)),
        year_endings: in_order(lists.table("year endings", Era::named)),
        lunar_weekdays: in_order(lists.numbers("lunar weekdays")),
        lunar_months: in_order(lists.numbers("lunar months")),
        lunar_animals: in_order(lists.numbers("lunar animals")),
        lunar_stems: in_order(lists.numbers("lunar stems")),
    }
}

fn months(lists: &Lists) -> Table<Month> {
    let mut months: Table<Month> = Vec::new();
    for (tag, tongue) in TONGUES {
        for (name, month) in lists.numbers(&format!("months {tag}")) {
            if months.iter().all(|known| known.0 != name) {
                months.push((name, (tongue, month)));
            }
        }
    }
    months
}

/// Returns the name that a language writes for a month, 1 to 12.
pub(super) fn name_of_month(month: u64, tag: &str) -> Option<&'static str> {
    let names = LISTS.numbers::<u64>(&format!("months {tag}"));
    let first = names.into_iter().find(|&(_, known)| known == month);
    first.map(|(name, _)| name)
}
