//! Exact decimal values. Two numbers are the same when their digits are, however many there are:
//! binary fractions would take 0.1 for something else, and the number of a passport for another.

use std::fmt;

/// An exact decimal number: a sign, digits without zeros at either end, and a power of ten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    /// ASCII digits; none for zero.
    digits: String,
    /// The power of ten that the last digit counts.
    exponent: i64,
}

impl Decimal {
    /// Makes the number whose ASCII digits are the digits of `written`, the last `decimals` of them
    /// after the decimal sign. Whatever is no digit is passed over.
    pub(super) fn read(written: &str, decimals: usize) -> Self {
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        Decimal::normal(false, &digits, -count(decimals))
    }

    fn normal(negative: bool, digits: &str, exponent: i64) -> Self {
        let trimmed = digits.trim_end_matches('0');
        let dropped = digits.len() - trimmed.len();
        let significant = trimmed.trim_start_matches('0');
        if significant.is_empty() {
            return Decimal::default();
        }
        Decimal {
            negative,
            digits: significant.to_owned(),
            exponent: exponent + count(dropped),
        }
    }

    /// Returns the number times a power of ten.
    #[must_use]
    pub fn scaled(mut self, power: u32) -> Self {
        if !self.digits.is_empty() {
            self.exponent += i64::from(power);
        }
        self
    }

    /// Returns the number with the other sign.
    #[must_use]
    pub fn negated(mut self) -> Self {
        self.negative = !self.negative && !self.digits.is_empty();
        self
    }

    /// Returns the sum of two numbers that are not negative, or `None` where it has more than 38
    /// digits.
    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        if self.negative || other.negative {
            return None;
        }
        let exponent = self.exponent.min(other.exponent);
        let sum = self
            .mantissa(exponent)?
            .checked_add(other.mantissa(exponent)?)?;
        Some(Decimal::normal(false, &sum.to_string(), exponent))
    }

    /// Returns the number of times that the number holds a power of ten below its last digit.
    fn mantissa(&self, exponent: i64) -> Option<u128> {
        if self.digits.is_empty() {
            return Some(0);
        }
        let zeros = u32::try_from(self.exponent - exponent).ok()?;
        let digits: u128 = self.digits.parse().ok()?;
        digits.checked_mul(10_u128.checked_pow(zeros)?)
    }

    /// Tells whether the number, which is not negative, is below a power of ten.
    pub(super) fn is_below(&self, power: u32) -> bool {
        self.digits.is_empty() || count(self.digits.len()) + self.exponent <= i64::from(power)
    }

    /// Returns the number where it is a whole one that fits, and not negative.
    pub fn whole(&self) -> Option<u64> {
        if self.negative || self.exponent < 0 {
            return None;
        }
        u64::try_from(self.mantissa(0)?).ok()
    }

    /// Tells whether the number is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Returns the digits before the decimal sign, at least one, and those after it.
    pub(super) fn parts(&self) -> (String, String) {
        let point = count(self.digits.len()) + self.exponent;
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
        if self.digits.is_empty() {
            ("0".to_owned(), String::new())
        } else if point <= 0 {
            ("0".to_owned(), zeros(-point) + &self.digits)
        } else if self.exponent >= 0 {
            (self.digits.clone() + &zeros(self.exponent), String::new())
        } else {
            let (whole, fraction) = self.digits.split_at(point as usize);
            (whole.to_owned(), fraction.to_owned())
        }
    }
}

/// Returns a number of digits as a power of ten.
fn count(digits: usize) -> i64 {
    i64::try_from(digits).unwrap_or(i64::MAX)
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Decimal::normal(false, &value.to_string(), 0)
    }
}

impl fmt::Display for Decimal {
    /// Writes the number with a decimal point and no other sign between its digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = self.parts();
        let sign = if self.negative { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact() {
        assert_eq!(Decimal::read("1.50", 2), Decimal::read("01,5", 1));
        assert_eq!(Decimal::read("000", 0), Decimal::from(0));
        assert_ne!(
            Decimal::read("0.1", 1),
            Decimal::read("0.10000000000000000001", 20)
        );
        assert_eq!(Decimal::read("1.5", 1).scaled(6), Decimal::from(1_500_000));
        assert_eq!(Decimal::from(0).negated(), Decimal::from(0));
        let sum = Decimal::from(1).scaled(6).plus(&Decimal::from(5).scaled(5));
        assert_eq!(sum, Some(Decimal::from(1_500_000)));
        assert_eq!(Decimal::from(1).scaled(60).plus(&Decimal::from(1)), None);
    }

    #[test]
    fn numbers_are_shown_in_full() {
        for (digits, decimals, shown) in [
            ("0", 0, "0"),
            ("1200", 0, "1200"),
            ("1250", 2, "12.5"),
            ("5", 3, "0.005"),
        ] {
            assert_eq!(Decimal::read(digits, decimals).to_string(), shown);
        }
        assert_eq!(Decimal::from(5).negated().to_string(), "-5");
        assert_eq!(Decimal::from(100).whole(), Some(100));
        assert_eq!(Decimal::read("15", 1).whole(), None);
        assert!(Decimal::from(99).is_below(2) && !Decimal::from(100).is_below(2));
    }
}
