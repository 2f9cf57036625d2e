//! Writes a number the way a language does in official letters. Digits, signs and words are those
//! of the language; whether a text uses another set of digits all through is for its reader to see.

use super::{Decimal, Kind, Number};
use crate::text::Lang;
use crate::text::lang::Numbers;

/// The number of digits from which on they are grouped: years are not.
const GROUPED: usize = 5;

/// Writes a cardinal or ordinal number, or a percentage, in the way of a language; `None` for a
/// language that is not known and for numbers that are copied as they are. The likelier reading is
/// written.
///
/// ```
/// use chancery::text::Lang;
/// use chancery::text::number::{numbers, written};
///
/// let found = numbers("12,345.6 km");
/// let french = Lang::parse("fr")?;
/// assert_eq!(written(&found[0].value, &french).as_deref(), Some("12\u{202F}345,6"));
/// # Ok::<(), chancery::text::lang::LangError>(())
/// ```
pub fn written(number: &Number, lang: &Lang) -> Option<String> {
    let style = lang.numbers()?;
    let digits = style.write(&number.value);
    match number.kind {
        Kind::Cardinal => Some(digits),
        Kind::Percent => Some(digits + style.percent),
        Kind::Ordinal => ordinal(number.value.whole()?, &style.plain(&number.value), lang),
        _ => None,
    }
}

impl Numbers {
    fn write(&self, value: &Decimal) -> String {
        let (whole, fraction) = value.parts();
        let mut written = String::new();
        if value.is_negative() {
            written.push('-');
        }
        for (i, digit) in whole.chars().enumerate() {
            let left = whole.len() - i;
            if whole.len() >= GROUPED && i > 0 && left.is_multiple_of(3) {
                written.push_str(self.group);
            }
            written.push(self.digit(digit));
        }
        if !fraction.is_empty() {
            written.push(self.decimal);
            written.extend(fraction.chars().map(|digit| self.digit(digit)));
        }
        written
    }

    /// Writes a whole number without signs between its digits.
    fn plain(&self, value: &Decimal) -> String {
        value
            .parts()
            .0
            .chars()
            .map(|digit| self.digit(digit))
            .collect()
    }

    fn digit(&self, digit: char) -> char {
        let value = digit.to_digit(10).unwrap_or(0);
        char::from_u32(u32::from(self.zero) + value).unwrap_or(digit)
    }
}

/// Writes digits in those of a language.
pub(in crate::text) fn in_digits_of(value: u64, lang: &Lang) -> Option<String> {
    Some(lang.numbers()?.plain(&Decimal::from(value)))
}

fn ordinal(value: u64, digits: &str, lang: &Lang) -> Option<String> {
    Some(match (lang.primary(), value) {
        ("en", _) => format!("{digits}{}", english_ending(value)),
        ("fr", 1) => format!("{digits}er"),
        _ => lang.ordinal()?.replace('#', digits),
    })
}

/// Returns what English ends an ordinal with.
pub(crate) fn english_ending(value: u64) -> &'static str {
    match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}
