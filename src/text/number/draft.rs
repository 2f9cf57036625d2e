//! A number on its way to be told: the words behind it that multiply it, or add to it, are taken in.

use super::numeral::{self, Shape};
use super::words::{CENTURY, DECADE, WORDS};
use super::{Decimal, Kind, han};
use crate::text::key::{
    digits, entry_after, entry_before, is_latin, next_char, prev_char, skip_space, word_after,
    word_before,
};

/// The most scale words that multiply one another, and the most parts that are added up.
const MAX_PARTS: usize = 3;

/// A number and what belongs to it, on the way to be told.
pub(super) struct Draft {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Decimal,
    pub(super) other: Option<Decimal>,
}

impl Draft {
    /// Reads a decade, which is also told by its last two digits: `1980s`, `20世纪80年代`.
    pub(super) fn decade(&mut self, key: &str, plain: Option<usize>) -> Option<Kind> {
        let whole = self.value.whole().filter(|_| self.end > self.start)?;
        if plain == Some(4) {
            let ending = key[self.end..]
                .strip_prefix('\'')
                .unwrap_or(&key[self.end..]);
            let rest = ending
                .strip_prefix('s')
                .filter(|rest| !rest.starts_with(is_latin))?;
            self.end = key.len() - rest.len();
            self.other = Some(Decimal::from(whole % 100));
            return Some(Kind::Cardinal);
        }
        let century = skip_space(key, self.end);
        let tens = skip_space(
            key,
            century
                + key[century..]
                    .strip_prefix(CENTURY)
                    .map(|_| CENTURY.len())?,
        );
        let count = digits(key, tens);
        let end = skip_space(key, tens + count);
        if count != 2 || !(1..=30).contains(&whole) || !key[end..].starts_with(DECADE) {
            return None;
        }
        let short: u64 = key[tens..tens + count].parse().ok()?;
        self.value = Decimal::from((whole - 1) * 100 + short);
        self.other = Some(Decimal::from(short));
        self.end = end + DECADE.len();
        Some(Kind::Cardinal)
    }

    /// Takes in a quarter, half or three quarters.
    pub(super) fn vulgar_fraction(&mut self, key: &str) {
        let at = skip_space(key, self.end);
        let (hundredths, len) = match next_char(key, at) {
            Some('\u{BC}') => ("25", 2),
            Some('\u{BD}') => ("5", 1),
            Some('\u{BE}') => ("75", 2),
            _ => return,
        };
        if let Some(sum) = self.value.plus(&Decimal::read(hundredths, len)) {
            self.value = sum;
            self.end = at + '\u{BD}'.len_utf8();
        }
    }

    /// Multiplies by the scale words behind the number, and adds what they leave: `១លាន ៥សែន`.
    pub(super) fn scale(&mut self, key: &str, floor: usize) {
        let power = self.multiply(key);
        if power == 0 {
            if let Some((start, power)) = entry_before(key, floor, self.start, &WORDS.scales_before)
            {
                self.start = start;
                self.value = std::mem::take(&mut self.value).scaled(power);
                self.other = self.other.take().map(|other| other.scaled(power));
            }
            return;
        }
        let half = skip_space(key, self.end);
        if let Some(end) = word_after(key, half, &WORDS.halves_behind)
            && let Some(sum) = self.value.plus(&Decimal::from(5).scaled(power - 1))
        {
            (self.value, self.other, self.end) = (sum, None, end);
            return;
        }
        let mut below = power;
        for _ in 0..MAX_PARTS {
            let is_han = prev_char(key, self.end).is_some_and(han::is_numeral);
            let at = if is_han {
                self.end
            } else {
                skip_space(key, self.end)
            };
            let joined = word_after(key, at, &WORDS.between_parts).map(|end| skip_space(key, end));
            let at = joined.unwrap_or(at);
            if digits(key, at) == 0 {
                return;
            }
            let Shape::Number(numeral) = numeral::read(key, at) else {
                return;
            };
            let mut part = Draft {
                start: at,
                end: numeral.end,
                value: numeral.value,
                other: None,
            };
            let power = part.multiply(key);
            if power == 0 && !is_han || power >= below || !part.value.is_below(below) {
                return;
            }
            let Some(sum) = self.value.plus(&part.value) else {
                return;
            };
            (self.value, self.other, self.end) = (sum, None, part.end);
            if power == 0 {
                return;
            }
            below = power;
        }
    }

    /// Multiplies by the scale words right behind the number; returns the power of ten.
    fn multiply(&mut self, key: &str) -> u32 {
        let mut power = 0;
        for _ in 0..MAX_PARTS {
            let Some((end, more)) = scale_after(key, self.start, self.end, power > 0) else {
                break;
            };
            self.end = end;
            power += more;
        }
        let mut doubtful = WORDS.doubtful_scales.iter();
        let is_doubtful = doubtful.any(|word| key[..self.end].ends_with(*word));
        let plain = (power == 3 && is_doubtful).then(|| self.value.clone());
        self.value = std::mem::take(&mut self.value).scaled(power);
        self.other = self.other.take().map(|other| other.scaled(power)).or(plain);
        power
    }
}

/// Finds a scale word behind byte `end` of a number that starts at byte `start`.
fn scale_after(key: &str, start: usize, end: usize, is_more: bool) -> Option<(usize, u32)> {
    let next = next_char(key, end)?;
    // 80 多万: more than 800 000.
    let mut han = skip_space(key, end);
    if let Some(more @ ('多' | '余' | '餘')) = next_char(key, han) {
        han += more.len_utf8();
    }
    if let Some(c) = next_char(key, han)
        && let Some(power) = han::power(c)
    {
        return Some((han + c.len_utf8(), power));
    }
    if !is_more && let Some(found) = money_scale(key, start, end) {
        return Some(found);
    }
    let at = match next {
        ' ' => end + 1,
        '+' => skip_space(key, end + 1),
        '-' if key[end + 1..].starts_with(is_latin) => end + 1,
        _ => end,
    };
    scale_word(key, at)
}

/// Reads a scale word from byte `at` on.
pub(super) fn scale_word(key: &str, at: usize) -> Option<(usize, u32)> {
    let mut others = WORDS.no_scales.iter();
    if others.any(|word| key[at..].starts_with(*word)) {
        return None;
    }
    entry_after(key, at, &WORDS.scales).or_else(|| {
        let at = word_after(key, at, &WORDS.scale_links).map(|end| skip_space(key, end))?;
        entry_after(key, at, &WORDS.scales)
    })
}

/// Reads the letters that are short for a scale word between a sum and its currency, or behind both.
fn money_scale(key: &str, start: usize, end: usize) -> Option<(usize, u32)> {
    let at = skip_space(key, end);
    next_char(key, at).filter(|&c| is_latin(c))?;
    let (behind, power) = entry_after(key, at, &WORDS.money_scales)?;
    let next = skip_space(key, behind);
    let is_money = key[..start].ends_with(is_currency)
        || key[..start].ends_with([' ']) && key[..start - 1].ends_with(is_currency)
        || word_before(key, 0, start, &WORDS.currencies).is_some()
        || key[next..].starts_with(is_currency)
        || word_after(key, next, &WORDS.currencies).is_some();
    is_money.then_some((behind, power))
}

/// Tells whether a scale word stands behind byte `end`, where a number ends.
pub(in crate::text) fn is_scaled(key: &str, end: usize) -> bool {
    scale_after(key, end, end, true).is_some()
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '\u{A2}'..='\u{A5}' | '\u{E3F}' | '\u{17DB}' | '\u{20A0}'..='\u{20CF}')
}
