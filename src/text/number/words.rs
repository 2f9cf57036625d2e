//! Words that say what a number beside them is: scales, percent, ordinals, references; and small
//! numbers in words. They stand in `words.txt` and `spelled.txt`, which are read once.

use std::sync::LazyLock;

use crate::text::key::Table;
use crate::text::words::Lists;

/// The words of numbers.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| read(&Lists::read(WORDS_TXT), &Lists::read(SPELLED_TXT)));

const WORDS_TXT: &str = include_str!("words.txt");
const SPELLED_TXT: &str = include_str!("spelled.txt");

/// The word for century between its number and the tens of a Chinese decade, and for the decade.
pub(super) const CENTURY: &str = "世纪";
pub(super) const DECADE: &str = "年代";

/// What each list is stands in the file.
pub(super) struct Words {
    pub(super) scales: Table<u32>,
    pub(super) money_scales: Table<u32>,
    pub(super) scales_before: Table<u32>,
    pub(super) spelled: Table<u64>,
    pub(super) spelled_scales: Table<u32>,
    pub(super) halves_before: Vec<&'static str>,
    pub(super) and_halves: Vec<&'static str>,
    pub(super) halves_behind: Vec<&'static str>,
    pub(super) ones: Vec<&'static str>,
    pub(super) after_scales: Vec<&'static str>,
    pub(super) after_tens: Vec<&'static str>,
    pub(super) doubtful_scales: Vec<&'static str>,
    pub(super) scale_links: Vec<&'static str>,
    pub(super) between_parts: Vec<&'static str>,
    pub(super) currencies: Vec<&'static str>,
    pub(super) no_scales: Vec<&'static str>,
    pub(super) percent: Vec<&'static str>,
    pub(super) percent_before: Vec<&'static str>,
    pub(super) ordinal_endings: Vec<&'static str>,
    pub(super) ordinal_marks: Vec<&'static str>,
    pub(super) reference_marks: Vec<&'static str>,
    pub(super) afternoon: Vec<&'static str>,
    pub(super) morning: Vec<&'static str>,
    pub(super) thai_clock: Vec<&'static str>,
    pub(super) after_hours: Vec<&'static str>,
    pub(super) after_minutes: Vec<&'static str>,
    pub(super) han_ordered: Vec<&'static str>,
    /// Numerator and denominator.
    pub(super) fractions: Table<(u64, u64)>,
    pub(super) roman_heads: Vec<&'static str>,
    pub(super) centuries: Vec<&'static str>,
}

fn read(lists: &Lists, words: &Lists) -> Words {
    Words {
        scales: Table::new(lists.numbers("scales")),
        money_scales: Table::new(lists.numbers("money scales")),
        scales_before: Table::new(lists.numbers("scales before")),
        spelled: Table::new(words.numbers("spelled")),
        spelled_scales: Table::new(words.numbers("spelled scales")),
        halves_before: words.words("halves before"),
        and_halves: words.words("and halves"),
        halves_behind: lists.words("halves behind"),
        ones: words.words("ones"),
        after_scales: words.words("after scales"),
        after_tens: words.words("after tens"),
        doubtful_scales: lists.words("doubtful scales"),
        scale_links: lists.words("scale links"),
        between_parts: lists.words("between parts"),
        currencies: lists.words("currencies"),
        no_scales: lists.words("no scales"),
        percent: lists.words("percent"),
        percent_before: lists.words("percent before"),
        ordinal_endings: lists.words("ordinal endings"),
        ordinal_marks: lists.words("ordinal marks"),
        reference_marks: lists.words("reference marks"),
        afternoon: lists.words("afternoon"),
        morning: lists.words("morning"),
        thai_clock: lists.words("thai clock"),
        after_hours: lists.words("hour words"),
        after_minutes: lists.words("minute words"),
        han_ordered: lists.words("han ordered"),
        fractions: Table::new(lists.table("fractions", |parts| {
            let (numerator, denominator) = parts.split_once('/')?;
            Some((numerator.parse().ok()?, denominator.parse().ok()?))
        })),
        roman_heads: lists.words("roman heads"),
        centuries: lists.words("centuries"),
    }
}
