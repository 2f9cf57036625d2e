//! Chinese numerals, in place value (二〇二五), with units (三十七, 一亿二千万) and in the form of
//! bank notes (壹佰贰拾). A lone numeral is part of some word more often than not (一般, 统一), so that
//! it counts only where the caller knows that a number stands there.

use super::decimal::Decimal;

/// What a character counts for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Digit(u64),
    /// A power of ten below ten thousand, which multiplies the digit before it.
    Unit(u32),
    /// A power of ten that multiplies all before it.
    Myriad(u32),
}

fn sign(c: char) -> Option<Sign> {
    Some(match c {
        '〇' | '零' => Sign::Digit(0),
        '一' | '壹' => Sign::Digit(1),
        '二' | '两' | '兩' | '贰' | '貳' => Sign::Digit(2),
        '三' | '叁' | '參' => Sign::Digit(3),
        '四' | '肆' => Sign::Digit(4),
        '五' | '伍' => Sign::Digit(5),
        '六' | '陆' | '陸' => Sign::Digit(6),
        '七' | '柒' => Sign::Digit(7),
        '八' | '捌' => Sign::Digit(8),
        '九' | '玖' => Sign::Digit(9),
        '十' | '拾' => Sign::Unit(1),
        '百' | '佰' => Sign::Unit(2),
        '千' | '仟' => Sign::Unit(3),
        '万' | '萬' => Sign::Myriad(4),
        '亿' | '億' => Sign::Myriad(8),
        '兆' => Sign::Myriad(12),
        _ => return None,
    })
}

/// Tells whether the character is a Chinese numeral.
pub(in crate::text) fn is_numeral(c: char) -> bool {
    sign(c).is_some()
}

/// Returns the power of ten that the character stands for behind a number in other digits.
pub(super) fn power(c: char) -> Option<u32> {
    match sign(c)? {
        Sign::Digit(_) => None,
        Sign::Unit(power) | Sign::Myriad(power) => Some(power),
    }
}

/// A Chinese numeral in a text.
pub(in crate::text) struct Han {
    /// One past its last byte.
    pub(in crate::text) end: usize,
    pub(in crate::text) value: Decimal,
    /// How many characters it has.
    pub(in crate::text) len: usize,
    /// Whether it is written in place value.
    pub(in crate::text) positional: bool,
}

impl Han {
    /// Tells whether the numeral would be no word without a word for a number beside it.
    pub(super) fn is_plain(&self, numeral: &str, before: Option<char>) -> bool {
        // `几十` and `数百` say no number, and `百万` and `千万` alone are as good as words.
        if matches!(before, Some('几' | '幾' | '数' | '數' | '好' | '上')) {
            return false;
        }
        let first = numeral.chars().next().and_then(sign);
        let is_led = matches!(first, Some(Sign::Digit(_))) || numeral.starts_with('十');
        is_led && !numeral.starts_with("十万") && self.len >= if self.positional { 3 } else { 2 }
    }
}

/// The longest numeral that is worked out; longer runs are no numbers.
const MAX_LEN: usize = 32;

/// Reads the numeral that starts at byte `at`; or returns where what is none ends.
pub(in crate::text) fn read(key: &str, at: usize) -> Result<Han, usize> {
    let rest = &key[at..];
    let bytes = rest.find(|c| !is_numeral(c)).unwrap_or(rest.len());
    let end = at + bytes;
    let numeral = &rest[..bytes];
    let len = bytes / '一'.len_utf8();
    if len == 0 || len > MAX_LEN {
        return Err(end);
    }
    let positional = numeral
        .chars()
        .all(|c| matches!(sign(c), Some(Sign::Digit(_))));
    let whole = if positional {
        Decimal::read(&place_digits(numeral), 0)
    } else {
        units(numeral).ok_or(end)?
    };
    Ok(decimals(key, end, &whole).unwrap_or(Han {
        end,
        value: whole,
        len,
        positional,
    }))
}

/// Reads `三点五`: a decimal part needs a digit behind the point, since `三点` is three o'clock.
fn decimals(key: &str, end: usize, whole: &Decimal) -> Option<Han> {
    let rest = key[end..].strip_prefix(['点', '點'])?;
    let start = key.len() - rest.len();
    let is_digit = |c: char| matches!(sign(c), Some(Sign::Digit(_)));
    let bytes = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    let len = bytes / '一'.len_utf8();
    if len == 0 || len > MAX_LEN || rest[bytes..].starts_with(['十', '分', '刻']) {
        return None;
    }
    let written = format!("{whole}{}", place_digits(&rest[..bytes]));
    Some(Han {
        end: start + bytes,
        value: Decimal::read(&written, len),
        len: len + 2,
        positional: false,
    })
}

/// Returns the digits of a numeral in place value.
fn place_digits(numeral: &str) -> String {
    let digits = numeral.chars().filter_map(sign).map(|sign| match sign {
        Sign::Digit(digit) => char::from_digit(digit as u32, 10).unwrap_or('0'),
        _ => '0',
    });
    digits.collect()
}

/// Works out a numeral with units; `None` for what is out of order, such as `二三十` (20 or 30).
fn units(numeral: &str) -> Option<Decimal> {
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None);
    let (mut last_unit, mut last_myriad, mut after_zero) = (4, 16, false);
    for c in numeral.chars() {
        match sign(c)? {
            Sign::Digit(0) if digit.is_none() => after_zero = true,
            Sign::Digit(value) => {
                if digit.replace(value).is_some() {
                    return None;
                }
            }
            Sign::Unit(power) if power < last_unit => {
                section += digit.take().unwrap_or(1) * 10_u64.pow(power);
                (last_unit, after_zero) = (power, false);
            }
            Sign::Myriad(power) if power < last_myriad => {
                section += digit.take().unwrap_or(0);
                total = total.checked_add(section.max(1).checked_mul(10_u64.pow(power))?)?;
                (section, last_unit, last_myriad, after_zero) = (0, 4, power, false);
            }
            // 万亿: a million millions.
            Sign::Myriad(power) if section == 0 && digit.is_none() && total > 0 => {
                total = total.checked_mul(10_u64.pow(power))?;
                last_myriad = power;
            }
            Sign::Unit(_) | Sign::Myriad(_) => return None,
        }
    }
    let digit = digit.unwrap_or(0);
    // 三万五: the last digit counts the unit below the last one.
    let short = match (last_unit, last_myriad) {
        _ if after_zero || digit == 0 => 0,
        (unit @ 2..=3, _) => unit - 1,
        (4, myriad @ (4 | 8)) if section == 0 => myriad - 1,
        _ => 0,
    };
    let rest = section.checked_add(digit.checked_mul(10_u64.pow(short))?)?;
    total.checked_add(rest).map(Decimal::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_their_values() {
        for (numeral, value) in [
            ("三十七", "37"),
            ("十二", "12"),
            ("二十", "20"),
            ("一百零五", "105"),
            ("一百二", "120"),
            ("三万五", "35000"),
            ("一亿二千万", "120000000"),
            ("一万亿", "1000000000000"),
            ("五十万零三百", "500300"),
            ("壹佰贰拾叁", "123"),
            ("二〇二五", "2025"),
            ("三点一四", "3.14"),
        ] {
            let Ok(han) = read(numeral, 0) else {
                panic!("no number: {numeral}");
            };
            assert_eq!(
                (han.value.to_string().as_str(), han.end),
                (value, numeral.len())
            );
        }
        for other in ["二三十", "十百", "人", ""] {
            assert!(read(other, 0).is_err(), "{other}");
        }
        assert!(read(&"一".repeat(100_000), 0).is_err());
    }
}
