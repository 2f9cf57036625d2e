//! Numbers of list items as word processors print them. What is in no list here is written in plain
//! digits, so that an item never loses its number.

use crate::text::digit;
use crate::text::lang::list_letters;
use crate::text::number::{english_ending, roman};

/// A way of writing the numbers of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Counting {
    /// No number: a bullet, or nothing at all.
    #[default]
    None,
    /// Digits, given by the zero of their script.
    Digits(char),
    /// 01, 02, … 10.
    Padded,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// a, b, … z, aa, bb.
    LowerLetter,
    /// A, B, … Z, AA, BB.
    UpperLetter,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// Thai consonants.
    Thai,
    /// Khmer consonants.
    Khmer,
    /// Han numerals.
    Han,
}

impl Counting {
    pub(super) const DECIMAL: Counting = Counting::Digits('0');

    /// Tells the counting from its first number, as ODF and HTML name it: `1`, `a`, `I`, or a digit
    /// or letter of another script.
    pub(super) fn of_first(first: &str) -> Self {
        let Some(c) = first.trim_start().chars().next() else {
            return Counting::None;
        };
        match c {
            'a' => Counting::LowerLetter,
            'A' => Counting::UpperLetter,
            'i' => Counting::LowerRoman,
            'I' => Counting::UpperRoman,
            '\u{0E01}' => Counting::Thai,
            '\u{1780}' => Counting::Khmer,
            '\u{4E00}' => Counting::Han,
            c => match digit::value(c) {
                Some(value) => {
                    let zero = char::from_u32(u32::from(c) - u32::from(value));
                    Counting::Digits(zero.unwrap_or('0'))
                }
                None => Counting::DECIMAL,
            },
        }
    }

    /// Writes a number.
    pub(super) fn write(self, number: u32) -> String {
        let plain = || number.to_string();
        match self {
            Counting::None => String::new(),
            Counting::Digits(zero) => digits(number, zero),
            Counting::Padded => format!("{number:02}"),
            Counting::LowerRoman => roman(number).map_or_else(plain, |text| text.to_lowercase()),
            Counting::UpperRoman => roman(number).unwrap_or_else(plain),
            Counting::LowerLetter => letter(number, 'a'..='z').unwrap_or_else(plain),
            Counting::UpperLetter => letter(number, 'A'..='Z').unwrap_or_else(plain),
            Counting::Ordinal => format!("{number}{}", english_ending(u64::from(number))),
            Counting::Thai => letter(number, list_letters("th").chars()).unwrap_or_else(plain),
            Counting::Khmer => letter(number, list_letters("km").chars()).unwrap_or_else(plain),
            Counting::Han => han(number).unwrap_or_else(plain),
        }
    }
}

fn digits(number: u32, zero: char) -> String {
    let digit = |c: char| {
        let value = c.to_digit(10).unwrap_or(0);
        char::from_u32(u32::from(zero) + value).unwrap_or(c)
    };
    number.to_string().chars().map(digit).collect()
}

fn roman(number: u32) -> Option<String> {
    (1..4000).contains(&number).then(|| roman::write(number))
}

/// Writes the letter of a number; behind the last one letters are doubled, then tripled.
fn letter(number: u32, letters: impl Iterator<Item = char>) -> Option<String> {
    /// No list is as long as to need a letter more often.
    const MOST: u32 = 20;
    let letters: Vec<char> = letters.collect();
    let index = number.checked_sub(1)?;
    let count = letters.len() as u32;
    let times = index / count + 1;
    let letter = letters.get((index % count) as usize)?;
    (times <= MOST).then(|| letter.to_string().repeat(times as usize))
}

fn han(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = [
        "", "\u{4E00}", "\u{4E8C}", "\u{4E09}", "\u{56DB}", "\u{4E94}", "\u{516D}", "\u{4E03}",
        "\u{516B}", "\u{4E5D}",
    ];
    if !(1..100).contains(&number) {
        return None;
    }
    let (tens, ones) = (number / 10, DIGITS[(number % 10) as usize]);
    Some(match tens {
        0 => ones.to_owned(),
        1 => format!("\u{5341}{ones}"),
        more => format!("{}\u{5341}{ones}", DIGITS[more as usize]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_word_processors_write_them() {
        let cases = [
            (Counting::DECIMAL, 12, "12"),
            (Counting::Digits('\u{17E0}'), 12, "\u{17E1}\u{17E2}"),
            (Counting::Digits('\u{0E50}'), 9, "\u{0E59}"),
            (Counting::Padded, 7, "07"),
            (Counting::LowerRoman, 1994, "mcmxciv"),
            (Counting::UpperRoman, 4, "IV"),
            (Counting::UpperRoman, 4000, "4000"),
            (Counting::LowerLetter, 26, "z"),
            (Counting::LowerLetter, 28, "bb"),
            (Counting::UpperLetter, u32::MAX, "4294967295"),
            (Counting::Ordinal, 22, "22nd"),
            (Counting::Ordinal, 112, "112th"),
            (Counting::Thai, 3, "\u{0E04}"),
            (Counting::Khmer, 1, "\u{1780}"),
            (Counting::Han, 21, "\u{4E8C}\u{5341}\u{4E00}"),
            (Counting::None, 5, ""),
        ];
        for (counting, number, written) in cases {
            assert_eq!(counting.write(number), written, "{counting:?}");
        }
    }

    #[test]
    fn the_first_number_tells_the_counting() {
        let khmer = Counting::of_first("\u{17E1}, \u{17E2}, ...");
        assert_eq!(khmer, Counting::Digits('\u{17E0}'));
        assert_eq!(Counting::of_first("i"), Counting::LowerRoman);
        assert_eq!(Counting::of_first(""), Counting::None);
        assert_eq!(Counting::of_first("?"), Counting::DECIMAL);
    }
}
