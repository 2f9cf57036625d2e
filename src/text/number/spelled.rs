//! Numbers in words: `twenty-first`, `deux cent cinquante`, `ពីរម៉ឺនប្រាំពាន់`. In every language that
//! is covered, tens and ones add up, and scale words multiply what is smaller before them; what the
//! words are stands in `spelled.txt`. Words that fit no more end the number; decimals and fractions are
//! not read, nor are Chinese numerals, which are digits ([`super::han`]).

use super::draft::scale_word;
use super::words::WORDS;
use crate::text::key::{entry_after, skip_space, word_after};

/// The most words of a number.
const MAX_WORDS: usize = 24;

/// Reads the number in words that starts at byte `at`; returns where it ends, its value, and the other
/// value that it may have.
pub(super) fn read(key: &str, at: usize) -> Option<(usize, u64, Option<u64>)> {
    let mut sum = Sum::default();
    if let Some(half) = word_after(key, at, &WORDS.halves_before) {
        sum.add(1);
        let end = sum.scale_behind(key, half)?;
        return Some((end, sum.value() / 2, None));
    }
    let mut end = if let Some((end, value)) = entry_after(key, at, &WORDS.spelled) {
        sum.add(value).then_some(end)?
    } else {
        // `a hundred`
        let one = word_after(key, at, &WORDS.ones)?;
        sum.add(1);
        sum.scale_behind(key, one)?
    };
    // `one and a half million`
    if let Some(half) = word_after(key, behind(key, end), &WORDS.and_halves)
        && sum.rest < 100
    {
        let mut halves = Sum {
            rest: 2 * sum.rest + 1,
            ..Sum::default()
        };
        if let Some(end) = halves.scale_behind(key, half) {
            return Some((end, halves.value() / 2, None));
        }
    }
    let mut other = None;
    for _ in 0..MAX_WORDS {
        let before = sum.value();
        let Some(next) = sum.next(key, end) else {
            break;
        };
        let is_doubtful = WORDS.doubtful_scales.contains(&key[end..next].trim_start());
        other = is_doubtful.then_some(before);
        end = next;
    }
    Some((end, sum.value(), other))
}

/// A number on its way: `two thousand three hundred forty` has the parts 2000 and 300, and 40.
#[derive(Default)]
struct Sum {
    /// What was multiplied by a scale word, each with its power of ten, which gets smaller.
    parts: Vec<(u64, u32)>,
    /// What was added up since, 0 for nothing.
    rest: u64,
    /// What was added last.
    last: u64,
}

impl Sum {
    fn value(&self) -> u64 {
        let parts = self.parts.iter().map(|part| part.0);
        parts.fold(self.rest, u64::saturating_add)
    }

    /// Takes in the word behind byte `end`; returns where it ends, if it goes on with the number.
    fn next(&mut self, key: &str, end: usize) -> Option<usize> {
        if let Some(end) = self.scale_behind(key, end) {
            return Some(end);
        }
        let links = if self.rest == 0 {
            &WORDS.after_scales
        } else {
            &WORDS.after_tens
        };
        let start = behind(key, end);
        let linked = word_after(key, start, links).map(|end| behind(key, end));
        let mut starts = [Some(start), linked].into_iter().flatten();
        starts.find_map(|start| {
            let (end, value) = entry_after(key, start, &WORDS.spelled)?;
            self.add(value).then_some(end)
        })
    }

    /// Multiplies by the scale word behind byte `end`; returns where it ends.
    fn scale_behind(&mut self, key: &str, end: usize) -> Option<usize> {
        let at = behind(key, end);
        let linked = word_after(key, at, &WORDS.scale_links).map(|end| behind(key, end));
        let spelled = || entry_after(key, linked.unwrap_or(at), &WORDS.spelled_scales);
        let (end, power) = scale_word(key, at).or_else(spelled)?;
        self.scale(power).then_some(end)
    }

    /// Multiplies the rest, and the parts that count less, by a power of ten.
    fn scale(&mut self, power: u32) -> bool {
        if power == 1 {
            let is_digit = (2..=9).contains(&self.rest) && self.rest == self.last;
            if is_digit {
                self.rest *= 10;
                self.last = self.rest;
            }
            return is_digit;
        }
        // `ล้านล้าน`: a million millions.
        let is_below = |part: &&(u64, u32)| part.1 < power || self.rest == 0 && part.1 == power;
        let count = self.parts.iter().rev().take_while(is_below).count();
        let kept = self.parts.len() - count;
        let taken = self.parts[kept..].iter().map(|part| part.0).sum::<u64>() + self.rest;
        let is_in_order = kept == 0 || self.parts[kept - 1].1 > power;
        match 10_u64
            .checked_pow(power)
            .and_then(|scale| taken.checked_mul(scale))
        {
            Some(value) if value > 0 && is_in_order => {
                self.parts.truncate(kept);
                self.parts.push((value, power));
                (self.rest, self.last) = (0, 0);
                true
            }
            _ => false,
        }
    }

    /// Adds a word of a value.
    fn add(&mut self, value: u64) -> bool {
        let fits = match self.last {
            0 => true,
            // `soixante-dix`, `quatre-vingt-onze`
            60 | 80 => value < 20,
            10 | 20 | 30 | 40 | 50 | 70 | 90 => value < 10,
            _ => false,
        };
        if !fits {
            return false;
        }
        if value < 100 {
            (self.rest, self.last) = (self.rest + value, value);
            return true;
        }
        // A hundred, a thousand in one word.
        self.rest = 1;
        let fits = self.scale(value.ilog10());
        self.rest = 0;
        fits
    }
}

/// Returns where the word behind another one starts.
fn behind(key: &str, end: usize) -> usize {
    match key.as_bytes().get(end) {
        Some(b'-') => end + 1,
        _ => skip_space(key, end),
    }
}

#[cfg(test)]
mod tests {
    use crate::text::number::{Options, numbers_with};

    /// Numbers as CLDR spells them out.
    const SPELLED: &str = include_str!("spelled_tests.tsv");

    #[test]
    fn words_have_the_values_that_they_spell_out() {
        let mut wrong = Vec::new();
        for line in SPELLED.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[_, value, words] = &fields[..] else {
                panic!("no number: {line}");
            };
            let found = numbers_with(words, Options { spelled: true });
            let values: Vec<String> = found
                .iter()
                .map(|one| one.value.value.to_string())
                .collect();
            if values != [value] {
                wrong.push(format!("{values:?} in {line}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
