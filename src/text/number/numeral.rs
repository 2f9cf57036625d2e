//! Digits with the signs between them. Half the world groups digits with commas and marks decimals
//! with a point, the other half does the reverse, and Khmer texts do both: what may be read in two
//! ways is.

use super::decimal::Decimal;
use crate::text::key::digits;

/// A number in digits.
pub(super) struct Numeral {
    /// One past its last byte.
    pub(super) end: usize,
    /// The likelier value.
    pub(super) value: Decimal,
    /// The other value that it may have: `1,234` is 1234 or 1.234.
    pub(super) other: Option<Decimal>,
    /// How many digits it has, if nothing but digits.
    pub(super) plain: Option<usize>,
}

/// What digits with signs between them are.
pub(super) enum Shape {
    Number(Numeral),
    /// Numbers with full stops between them that are no one number, up to a byte: `1.2.3`.
    Parts(usize),
}

/// Reads what starts at byte `at` of the key, a digit.
pub(super) fn read(key: &str, at: usize) -> Shape {
    let first = at + digits(key, at);
    let bytes = key.as_bytes();
    let plain = || Shape::Number(number(key, at, first, 0, Some(first - at)));
    let Some(&sign) = bytes.get(first).filter(|&&byte| is_separator(byte)) else {
        return plain();
    };
    if let Some(end) = indian(key, at, first) {
        let count = decimals(key, end, sign);
        let last = end + count + usize::from(count > 0);
        return Shape::Number(number(key, at, last, count, None));
    }
    let (end, groups) = groups(key, at, first, sign);
    match (sign, groups) {
        (b' ' | b'\'', 0) => plain(),
        (b' ' | b'\'', _) => match decimals(key, end, sign) {
            // `6 100,000` is two numbers.
            3 if groups == 1 && key[end..].starts_with(",000") => plain(),
            0 => Shape::Number(number(key, at, end, 0, None)),
            count => Shape::Number(number(key, at, end + 1 + count, count, None)),
        },
        (_, 0) => fraction_or_parts(key, at, first, sign),
        (_, 1) if goes_on(key, end, sign) => parts_or_first(key, at, first, sign),
        (_, groups) => match decimals(key, end, sign) {
            0 if groups == 1 => Shape::Number(ambiguous(key, at, first, end)),
            0 => Shape::Number(number(key, at, end, 0, None)),
            count => Shape::Number(number(key, at, end + 1 + count, count, None)),
        },
    }
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b',' | b'.' | b' ' | b'\'')
}

fn number(key: &str, at: usize, end: usize, decimals: usize, plain: Option<usize>) -> Numeral {
    Numeral {
        end,
        value: Decimal::read(&key[at..end], decimals),
        other: None,
        plain,
    }
}

/// Returns where the groups of three digits after the first group end, and how many there are.
fn groups(key: &str, at: usize, first: usize, sign: u8) -> (usize, usize) {
    let is_head = first - at <= 3 && key.as_bytes()[at] != b'0';
    let (mut end, mut count) = (first, 0);
    while is_head && key.as_bytes().get(end) == Some(&sign) && few_digits(key, end + 1) == 3 {
        end += 4;
        count += 1;
    }
    (end, count)
}

/// Returns the end of a number that is grouped as India does it, by hundreds above a thousand:
/// `12,34,567`.
fn indian(key: &str, at: usize, first: usize) -> Option<usize> {
    let next =
        |end: usize| (key.as_bytes().get(end) == Some(&b',')).then(|| few_digits(key, end + 1));
    let is_head = first - at <= 2 && key.as_bytes()[at] != b'0';
    let mut end = first;
    while is_head && next(end) == Some(2) {
        end += 3;
    }
    (end > first && next(end) == Some(3)).then_some(end + 4)
}

/// Counts the digits from byte `at` on, no more than four.
fn few_digits(key: &str, at: usize) -> usize {
    let rest = key.as_bytes().get(at..).unwrap_or_default();
    rest.iter()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

/// Counts the digits after a decimal sign at byte `end` that is not the sign between the groups.
fn decimals(key: &str, end: usize, grouping: u8) -> usize {
    match key.as_bytes().get(end) {
        Some(&sign) if matches!(sign, b',' | b'.') && sign != grouping => {
            let count = digits(key, end + 1);
            if goes_on(key, end + 1 + count, sign) {
                0
            } else {
                count
            }
        }
        _ => 0,
    }
}

/// Tells whether one more sign with digits behind it stands at byte `end`.
fn goes_on(key: &str, end: usize, sign: u8) -> bool {
    key.as_bytes().get(end) == Some(&sign) && few_digits(key, end + 1) > 0
}

/// Reads one group of three digits behind a sign: thousands, or thousandths.
fn ambiguous(key: &str, at: usize, first: usize, end: usize) -> Numeral {
    let written = &key[at..end];
    let (thousands, thousandths) = (Decimal::read(written, 0), Decimal::read(written, 3));
    let is_round = key[first + 1..end] == *"000";
    let (value, other) = if key.as_bytes()[first] == b',' || is_round {
        (thousands, thousandths)
    } else {
        (thousandths, thousands)
    };
    Numeral {
        end,
        value,
        other: Some(other),
        plain: None,
    }
}

/// Reads what has a sign behind its first digits that groups no thousands.
fn fraction_or_parts(key: &str, at: usize, first: usize, sign: u8) -> Shape {
    let count = digits(key, first + 1);
    let end = first + 1 + count;
    if goes_on(key, end, sign) || count > 0 && sign == b',' && (first - at > 3 && count > 3) {
        return parts_or_first(key, at, first, sign);
    }
    if count == 0 {
        return Shape::Number(number(key, at, first, 0, Some(first - at)));
    }
    Shape::Number(number(key, at, end, count, None))
}

/// Reads a list: with commas, its first number; with full stops, all of it.
fn parts_or_first(key: &str, at: usize, first: usize, sign: u8) -> Shape {
    if sign == b',' {
        return Shape::Number(number(key, at, first, 0, Some(first - at)));
    }
    let mut end = first;
    while goes_on(key, end, sign) {
        end += 1;
        end += digits(key, end);
    }
    Shape::Parts(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(written: &str) -> String {
        match read(written, 0) {
            Shape::Parts(end) => format!("parts {}", &written[..end]),
            Shape::Number(number) => {
                let other = number
                    .other
                    .map_or(String::new(), |other| format!(" or {other}"));
                format!(
                    "{}{other}{}",
                    number.value,
                    &written[number.end..].replace(' ', "_")
                )
            }
        }
    }

    #[test]
    fn separators_are_read_by_both_habits() {
        for (written, read) in [
            ("7", "7"),
            ("2025", "2025"),
            ("1,234", "1234 or 1.234"),
            ("7.500", "7.5 or 7500"),
            ("100.000", "100000 or 100"),
            ("0.500", "0.5"),
            ("7,5", "7.5"),
            ("12.34", "12.34"),
            ("1,234.56", "1234.56"),
            ("1.234,567", "1234.567"),
            ("1,234,567", "1234567"),
            ("5.000.000", "5000000"),
            ("1 000 000", "1000000"),
            ("1 234,56", "1234.56"),
            ("1'000'000", "1000000"),
            ("1,00,000", "100000"),
            ("12,34,567.8", "1234567.8"),
            ("1,20,30", "1,20,30"),
            ("6 100,000", "6_100,000"),
            ("10 000,021", "10000.021"),
            ("2020 100", "2020_100"),
            ("1234.567", "1234.567"),
            ("1.2.3", "parts 1.2.3"),
            ("22.4.2025.", "parts 22.4.2025"),
            ("1.234.5", "parts 1.234.5"),
            ("1,2,3", "1,2,3"),
            ("2020,2021", "2020,2021"),
            ("5.", "5."),
            ("5, 6", "5,_6"),
        ] {
            assert_eq!(values(written), read, "{written}");
        }
    }
}
