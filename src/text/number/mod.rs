//! Numbers in every digit system, as values that can be compared. A translation keeps its numbers
//! whatever the digits, the signs between them and the words for their scales: `US$ 1.5 million`,
//! `១,៥ លាន` and `150万` are equal here.
//!
//! A number that may be read in two ways keeps both readings, so that a comparison never fails for
//! a habit of writing. Nothing is converted: no currencies, no units, no hours of other zones. A
//! number does not go on over a line break.
//!
//! What is found here are all numbers, those of dates too; see [`crate::text::quantity`] for dates
//! and the numbers beside them.

mod clock;
mod context;
mod decimal;
mod draft;
pub(in crate::text) mod han;
mod numeral;
mod phone;
pub(crate) mod roman;
mod scan;
mod spelled;
mod words;
mod write;

pub use decimal::Decimal;
pub(crate) use write::english_ending;
pub use write::written;

pub(in crate::text) use draft::is_scaled;
pub(in crate::text) use scan::Scanner;
pub(in crate::text) use write::in_digits_of;

use self::words::WORDS;
use super::key::{Line, lines};
use super::{Found, digit};

/// What a number is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// It counts or measures something.
    Cardinal,
    /// It is a place in a row: `37th`.
    Ordinal,
    /// It counts hundredths: `5%` has the value 5.
    Percent,
    /// It is the second of two years, shortened: `93` in `1992-93`, of the value 1993.
    YearEnd,
    /// It is a time of day: `9:30` has the value 9.30, `9 p.m.` also 21.
    Time,
    /// It is a telephone number; the value is all its digits.
    Phone,
    /// It is part of the number of a document: `No. 1187/2024`, `A/RES/76/300`.
    Reference,
    /// It is part of a number with many full stops: `1.2.3`.
    Version,
    /// It numbers the item or heading that the line starts with.
    Enumerator,
    /// It is part of a name with letters: `G20`, `COVID-19`.
    Name,
}

impl Kind {
    /// Tells whether the number says how much or how many: it has to be the same in a translation,
    /// and would be written in the digits and with the signs of its language.
    pub fn is_quantity(self) -> bool {
        matches!(self, Kind::Cardinal | Kind::Ordinal | Kind::Percent)
    }
}

/// What a number is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notation {
    /// Decimal digits, of whatever script.
    Digits,
    /// Chinese numerals.
    Han,
    /// Roman numerals.
    Roman,
    /// Words.
    Words,
}

/// A number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// What it is there for.
    pub kind: Kind,
    /// What it is written with.
    pub notation: Notation,
    /// Its likelier value.
    pub value: Decimal,
    /// The other value that it may have: `1,234` is 1234 or 1.234.
    pub other: Option<Decimal>,
}

impl Number {
    /// Makes a number, written in digits, that can be read in one way.
    pub fn new(kind: Kind, value: Decimal) -> Self {
        Number {
            kind,
            notation: Notation::Digits,
            value,
            other: None,
        }
    }

    /// Returns the values that the number may have, the likelier one first.
    pub fn readings(&self) -> impl Iterator<Item = &Decimal> {
        std::iter::once(&self.value).chain(&self.other)
    }

    /// Tells whether two numbers are equal in any of their readings, whatever they are there for.
    pub fn matches(&self, other: &Number) -> bool {
        self.readings()
            .any(|reading| other.readings().any(|theirs| theirs == reading))
    }
}

/// What to take for numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// Whether numbers in words count: `two`, `ពីរ`. Many of these words are others too.
    pub spelled: bool,
}

/// Finds every number of a text that is written in digits or numerals, in order.
///
/// Takes time linear in the length of the text.
///
/// ```
/// use chancery::text::number::{Kind, numbers};
///
/// let found = numbers("The 37th meeting cost US$ 1.5 million.");
/// assert_eq!(found[0].value.kind, Kind::Ordinal);
/// assert_eq!(found[1].value.value.to_string(), "1500000");
/// assert!(found[1].value.matches(&numbers("\u{17E1},\u{17E5} \u{179B}\u{17B6}\u{1793}")[0].value));
/// ```
pub fn numbers(text: &str) -> Vec<Found<Number>> {
    numbers_with(text, Options::default())
}

/// Finds every number of a text, in order.
pub fn numbers_with(text: &str, options: Options) -> Vec<Found<Number>> {
    let mut found = Vec::new();
    for line in lines(text, |line| options.spelled || may_have_numbers(line)) {
        let key = line.key();
        let mut scanner = Scanner::new(key, options);
        scanner.scan(0, key.len());
        found.extend(place(&line, scanner.finish()));
    }
    found
}

/// Returns the numerators and denominators of the fractions that a text has in one character: `½`.
pub fn fractions(text: &str) -> impl Iterator<Item = (u64, u64)> {
    let fractions = WORDS.fractions.entries().iter();
    let found = fractions.filter(|entry| text.contains(entry.0));
    found.map(|entry| entry.1)
}

/// Brings what was found in the key of a line back to the text.
pub(in crate::text) fn place<T>(
    line: &Line<'_>,
    found: Vec<Found<T>>,
) -> impl Iterator<Item = Found<T>> {
    let placed = found.into_iter().map(|found| Found {
        span: line.place(found.span),
        value: found.value,
    });
    placed.filter(|found| !line.is_tone(found.span))
}

/// Tells whether a line has a digit, or a letter that may be a numeral.
pub(in crate::text) fn may_have_numbers(line: &str) -> bool {
    let mut rest = line.as_bytes();
    while let [first, ..] = rest {
        if first.is_ascii() {
            if first.is_ascii_digit() || roman::may_start(rest) {
                return true;
            }
            rest = &rest[1..];
            continue;
        }
        let at = line.len() - rest.len();
        let Some(c) = line[at..].chars().next() else {
            return false;
        };
        if !is_plain_letter(c) && (han::is_numeral(c) || digit::value(c).is_some()) {
            return true;
        }
        rest = &rest[c.len_utf8()..];
    }
    false
}

/// Tells of most letters, sooner than the other questions do, that they are no digits.
#[inline]
fn is_plain_letter(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{2FF}'
            | '\u{E01}'..='\u{E4E}'
            | '\u{E81}'..='\u{ECE}'
            | '\u{1000}'..='\u{103F}'
            | '\u{1780}'..='\u{17DD}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{2000}'..='\u{206F}'
    )
}

#[cfg(test)]
mod tests;
