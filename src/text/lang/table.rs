//! The table of languages: `languages.tsv`, read once. What each fact means stands in the file.

use std::sync::LazyLock;

use super::{Habit, Length};
use crate::text::script::Script;

/// All languages that something is known of, sorted by tag.
pub(super) static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| rows().filter_map(read).collect());

/// What is known of a language.
#[derive(Debug, Default)]
pub(super) struct Language {
    pub(super) tag: &'static str,
    pub(super) three_letters: &'static str,
    pub(super) name: &'static str,
    /// Other codes of the same language.
    pub(super) codes: Vec<&'static str>,
    /// Codes that are taken for this one by mistake.
    pub(super) mistaken: Vec<&'static str>,
    pub(super) scripts: Vec<Script>,
    /// The script that stands for this language alone.
    pub(super) alone: Option<Script>,
    pub(super) region: Option<&'static str>,
    pub(super) habits: Vec<Habit>,
    pub(super) length: Option<Length>,
    pub(super) numbers: Option<Numbers>,
    /// How ordinals are written, with `#` for the number.
    pub(super) ordinal: Option<&'static str>,
    /// The parts of a date, in order.
    pub(super) date: Vec<&'static str>,
    /// What items of lists are lettered with, in order.
    pub(super) letters: &'static str,
    /// Signs at the end that are read as others, each before the one that it stands for.
    pub(super) ends: &'static str,
    /// The name of its stemmer.
    pub(super) stem: Option<&'static str>,
    /// Words that change with those beside them.
    pub(super) small: Vec<&'static str>,
    /// The name of the sentence rules.
    pub(super) sentences: Option<&'static str>,
}

/// How a language writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) struct Numbers {
    /// The digit zero.
    pub(in crate::text) zero: char,
    /// Between groups of three digits.
    pub(in crate::text) group: &'static str,
    /// Between the whole and the rest.
    pub(in crate::text) decimal: char,
    /// What a percentage ends with.
    pub(in crate::text) percent: &'static str,
}

/// Returns the row of a tag.
pub(super) fn by_tag(tag: &str) -> Option<&'static Language> {
    let index = LANGUAGES.binary_search_by_key(&tag, |row| row.tag);
    index.ok().map(|index| &LANGUAGES[index])
}

fn rows() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("languages.tsv").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Reads a row; nothing if anything in it is not understood.
fn read(row: &'static str) -> Option<Language> {
    let mut fields = row.split('\t');
    let mut language = Language {
        tag: fields.next()?,
        three_letters: fields.next()?,
        name: fields.next()?,
        ..Language::default()
    };
    for field in fields {
        let (fact, value) = field.split_once('=')?;
        let words = || value.split(' ');
        match fact {
            "codes" => language.codes = words().collect(),
            "not" => language.mistaken = words().collect(),
            "scripts" => language.scripts = words().map(Script::named).collect::<Option<_>>()?,
            "alone" => language.alone = Some(Script::named(value)?),
            "region" => language.region = Some(value),
            "habits" => language.habits = words().map(Habit::named).collect::<Option<_>>()?,
            "length" => language.length = Some(length(value)?),
            "numbers" => language.numbers = Some(numbers(value)?),
            "ordinal" => language.ordinal = Some(value),
            "date" => language.date = value.split('|').collect(),
            "letters" => language.letters = value,
            "ends" => language.ends = value,
            "stem" => language.stem = Some(value),
            "small" => language.small = words().collect(),
            "sentences" => language.sentences = Some(value),
            _ => return None,
        }
    }
    Some(language)
}

fn length(value: &str) -> Option<Length> {
    let (ratio, variance) = match value.split_once(' ') {
        Some((ratio, variance)) => (ratio, Some(variance.parse().ok()?)),
        None => (value, None),
    };
    Some(Length {
        ratio: ratio.parse().ok()?,
        variance,
    })
}

fn numbers(value: &'static str) -> Option<Numbers> {
    let mut signs = value.split(' ');
    Some(Numbers {
        zero: signs.next()?.parse().ok()?,
        group: signs.next()?,
        decimal: signs.next()?.parse().ok()?,
        percent: signs.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood_and_in_its_place() {
        for row in rows() {
            assert!(read(row).is_some(), "{row}");
        }
        assert!(LANGUAGES.windows(2).all(|pair| pair[0].tag < pair[1].tag));
    }

    #[test]
    fn a_script_stands_for_one_language_and_a_mistake_for_no_language() {
        let mut scripts: Vec<Script> = LANGUAGES.iter().filter_map(|row| row.alone).collect();
        let count = scripts.len();
        scripts.sort_unstable();
        scripts.dedup();
        assert_eq!(scripts.len(), count);
        let other = |row: &'static Language| row.codes.iter().chain(&row.mistaken);
        assert!(
            LANGUAGES
                .iter()
                .flat_map(other)
                .all(|code| by_tag(code).is_none())
        );
    }

    #[test]
    fn signs_that_are_not_seen_are_in_the_table() {
        let french = by_tag("fr").and_then(|row| row.numbers).unwrap();
        assert_eq!((french.group, french.percent), ("\u{202F}", "\u{A0}%"));
    }
}
