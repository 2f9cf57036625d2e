//! Finds the numbers in a match key, and tells by what stands around them what they are there for.

use super::context::{buddhist_year, is_behind_point, is_burmese_letter, is_in_name, is_slashed};
use super::draft::Draft;
use super::numeral::{self, Numeral, Shape};
use super::words::WORDS;
use super::{Decimal, Kind, Notation, Number, Options, clock, han, phone, roman, spelled};
use crate::text::enumerator::{self, enumerator};
use crate::text::key::{
    digits, is_latin, next_char, prev_char, skip_space, starts_word, word_after, word_before,
};
use crate::text::{Found, Span};

/// Finds numbers in the key of a line.
pub(in crate::text) struct Scanner<'k> {
    key: &'k str,
    options: Options,
    /// Where the mark ends that the line starts with: `1.`, `(2)`.
    enumerator: usize,
    /// Where the last number ends: nothing before it is looked at again.
    floor: usize,
    /// The last number, where it is a year, and where it ends.
    year: Option<(usize, u64)>,
    found: Vec<Found<Number>>,
}

impl<'k> Scanner<'k> {
    pub(in crate::text) fn new(key: &'k str, options: Options) -> Self {
        let mark = enumerator(key).filter(|mark| mark.kind == enumerator::Kind::Number);
        Scanner {
            key,
            options,
            enumerator: mark.map_or(0, |mark| mark.len),
            floor: 0,
            year: None,
            found: Vec::new(),
        }
    }

    pub(in crate::text) fn finish(self) -> Vec<Found<Number>> {
        self.found
    }

    /// Finds the numbers from byte `start` up to byte `end`, and looks at nothing behind.
    pub(in crate::text) fn scan(&mut self, start: usize, end: usize) {
        let key = &self.key[..end];
        self.floor = start;
        let mut at = start;
        while let Some(next) = self.next_start(key, at) {
            let byte = key.as_bytes()[next];
            at = if byte.is_ascii_digit() {
                self.digits(key, next)
            } else if self.options.spelled
                && let Some(end) = self.word(key, next)
            {
                end
            } else if byte.is_ascii() {
                self.roman(key, next)
            } else {
                self.han(key, next)
            };
        }
    }

    /// Returns the next place from byte `at` on where a number may start.
    fn next_start(&self, key: &str, at: usize) -> Option<usize> {
        let is_start = |(i, byte): (usize, &u8)| match byte {
            b'0'..=b'9' => true,
            // U+3000 is E3 80 80, U+9FFF is E9 BF BF.
            0xE3..=0xE9 => next_char(key, at + i).is_some_and(han::is_numeral),
            _ => roman::is_sign(*byte),
        };
        let bytes = &key.as_bytes()[at..];
        let found = if self.options.spelled {
            (at..key.len())
                .find(|&i| key.is_char_boundary(i))
                .map(|i| i - at)
        } else {
            bytes.iter().enumerate().position(is_start)
        };
        found.map(|distance| at + distance)
    }

    fn push(&mut self, draft: Draft, kind: Kind, notation: Notation) -> usize {
        let kind = if draft.start < self.enumerator && kind != Kind::Phone {
            Kind::Enumerator
        } else {
            kind
        };
        self.floor = draft.end;
        self.found.push(Found {
            span: Span::new(draft.start, draft.end),
            value: Number {
                kind,
                notation,
                value: draft.value,
                other: draft.other.filter(|_| kind != Kind::Enumerator),
            },
        });
        draft.end
    }

    fn push_digits(&mut self, start: usize, end: usize, value: Decimal, kind: Kind) -> usize {
        let draft = Draft {
            start,
            end,
            value,
            other: None,
        };
        self.push(draft, kind, Notation::Digits)
    }

    /// Reads what starts with a digit; returns where to go on.
    fn digits(&mut self, key: &str, at: usize) -> usize {
        if is_burmese_letter(key, self.floor, at) {
            return at + 1;
        }
        if is_in_name(key, at) {
            let end = at + digits(key, at);
            let kind = if is_slashed(key, at, end) {
                Kind::Reference
            } else {
                Kind::Name
            };
            return self.push_digits(at, end, Decimal::read(&key[at..end], 0), kind);
        }
        if let Some((start, end)) = phone::find(key, at) {
            return self.push_digits(
                start.max(self.floor),
                end,
                Decimal::read(&key[start..end], 0),
                Kind::Phone,
            );
        }
        if let Some(clock) = clock::read(key, at) {
            let draft = Draft {
                start: at,
                end: clock.end,
                value: clock.value,
                other: clock.other,
            };
            return self.push(draft, Kind::Time, Notation::Digits);
        }
        match numeral::read(key, at) {
            Shape::Number(numeral) if is_behind_point(key, self.floor, at) => {
                let (start, end) = (at - 1, at + digits(key, at));
                let value = Decimal::read(&key[at..end], end - at);
                self.number(
                    key,
                    start,
                    Numeral {
                        end,
                        value,
                        other: None,
                        ..numeral
                    },
                )
            }
            Shape::Number(numeral) => self.number(key, at, numeral),
            Shape::Parts(end) => self.parts(key, at, end),
        }
    }

    /// Reads the numbers between full stops up to byte `end`.
    fn parts(&mut self, key: &str, mut at: usize, end: usize) -> usize {
        while at < end {
            let part_end = at + digits(key, at);
            self.push_digits(
                at,
                part_end,
                Decimal::read(&key[at..part_end], 0),
                Kind::Version,
            );
            at = part_end + 1;
        }
        end
    }

    fn number(&mut self, key: &str, at: usize, numeral: Numeral) -> usize {
        let plain = numeral.plain;
        if let Some(value) = self.year_end(key, at, numeral.end, plain) {
            let short = Some(numeral.value);
            let draft = Draft {
                start: at,
                end: numeral.end,
                value,
                other: short,
            };
            return self.push(draft, Kind::YearEnd, Notation::Digits);
        }
        let mut draft = Draft {
            start: at,
            end: numeral.end,
            value: numeral.value,
            other: numeral.other,
        };
        if plain.is_some() {
            draft.vulgar_fraction(key);
        }
        if plain == Some(4) && !matches!(prev_char(key, at), Some('/' | '.')) {
            self.year = draft.value.whole().map(|year| (draft.end, year));
        }
        if let Some(kind) = draft.decade(key, plain) {
            return self.push(draft, kind, Notation::Digits);
        }
        if plain.is_some() && (is_slashed(key, at, draft.end) || self.is_referred(key, at)) {
            let before = key[..at].strip_suffix('/');
            if before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())) {
                draft.other = buddhist_year(&draft.value);
            }
            return self.push(draft, Kind::Reference, Notation::Digits);
        }
        // 제5조 is article 5, and 5조 are five million millions.
        if !key[..at].ends_with(['第', '제']) {
            draft.scale(key, self.floor);
        }
        let kind = self.kind(key, &mut draft);
        self.sign(key, at, &mut draft, kind);
        self.push(draft, kind, Notation::Digits)
    }

    /// Completes the second of two years: `93` in `1992-93`.
    fn year_end(&self, key: &str, at: usize, end: usize, plain: Option<usize>) -> Option<Decimal> {
        let (year_end, year) = self.year?;
        let short: u64 = key[at..end].parse().ok()?;
        let follows = year_end + 1 == at && matches!(key.as_bytes()[year_end], b'-' | b'/');
        let is_year = (1000..3000).contains(&year) && plain == Some(2) && short > year % 100;
        let goes_on =
            matches!(key.as_bytes().get(end), Some(b'-' | b'/')) && digits(key, end + 1) > 0;
        (follows && is_year && !goes_on).then(|| Decimal::from(year - year % 100 + short))
    }

    /// Tells whether a word for the number of a document stands before byte `at`.
    fn is_referred(&self, key: &str, at: usize) -> bool {
        word_before(key, self.floor, at, &WORDS.reference_marks).is_some()
    }

    /// Tells what the number is there for, and takes in the words that say so.
    fn kind(&self, key: &str, draft: &mut Draft) -> Kind {
        if let Some(end) = word_after(key, skip_space(key, draft.end), &WORDS.percent) {
            draft.end = end;
            return Kind::Percent;
        }
        if let Some(start) = word_before(key, self.floor, draft.start, &WORDS.percent_before) {
            draft.start = start;
            return Kind::Percent;
        }
        let has_space = key[draft.end..].starts_with(' ');
        if let Some(end) = word_after(key, skip_space(key, draft.end), &WORDS.ordinal_endings)
            && !(has_space && prev_char(key, end).is_some_and(is_latin))
        {
            draft.end = end;
            return Kind::Ordinal;
        }
        if let Some(start) = word_before(key, self.floor, draft.start, &WORDS.ordinal_marks) {
            draft.start = start;
            return Kind::Ordinal;
        }
        match next_char(key, draft.end) {
            Some(next) if next.is_ascii_uppercase() => Kind::Name,
            _ => Kind::Cardinal,
        }
    }

    /// Takes in a minus sign, which is no sign between two numbers or words.
    fn sign(&self, key: &str, at: usize, draft: &mut Draft, kind: Kind) {
        let has_sign = draft.start == at && at > self.floor && key.as_bytes()[at - 1] == b'-';
        if !has_sign || !matches!(kind, Kind::Cardinal | Kind::Percent) {
            return;
        }
        let mut before = key[..at - 1].chars().rev();
        let is_sign = match before.next() {
            None | Some('(' | '[' | '"' | '=' | '~' | '<' | '>') => true,
            Some(' ') => !before
                .next()
                .is_some_and(|c| c.is_ascii_digit() || c == ')'),
            _ => false,
        };
        if is_sign {
            draft.start = at - 1;
            draft.value = std::mem::take(&mut draft.value).negated();
            draft.other = draft.other.take().map(Decimal::negated);
        }
    }

    fn roman(&mut self, key: &str, at: usize) -> usize {
        match roman::find(key, self.floor, at) {
            Err(end) => end,
            Ok(found) => {
                let kind = if found.ordinal {
                    Kind::Ordinal
                } else {
                    Kind::Cardinal
                };
                let value = Decimal::from(u64::from(found.value));
                let draft = Draft {
                    start: at,
                    end: found.end,
                    value,
                    other: None,
                };
                self.push(draft, kind, Notation::Roman)
            }
        }
    }

    fn han(&mut self, key: &str, at: usize) -> usize {
        let found = match han::read(key, at) {
            Ok(found) => found,
            Err(end) => return end,
        };
        let numeral = &key[at..found.end];
        let is_share = word_before(key, self.floor, at, &WORDS.percent_before).is_some();
        let is_ordered = word_before(key, self.floor, at, &["第"]).is_some()
            && (found.len > 1
                || word_after(key, skip_space(key, found.end), &WORDS.han_ordered).is_some());
        if !is_share && !is_ordered && !found.is_plain(numeral, prev_char(key, at)) {
            return found.end;
        }
        let mut draft = Draft {
            start: at,
            end: found.end,
            value: found.value,
            other: None,
        };
        let kind = self.kind(key, &mut draft);
        self.push(draft, kind, Notation::Han)
    }

    /// Reads a number in words that starts at byte `at`; returns where to go on, or `None` where
    /// a numeral may start.
    fn word(&mut self, key: &str, at: usize) -> Option<usize> {
        let c = next_char(key, at)?;
        let is_han = han::is_numeral(c);
        let is_part = is_han
            && (prev_char(key, at).is_some_and(han::is_numeral)
                || next_char(key, at + c.len_utf8()).is_some_and(han::is_numeral));
        let found = (starts_word(key, at) && !is_part).then(|| spelled::read(key, at));
        let Some((end, value, other)) = found.flatten() else {
            let is_numeral = is_han || roman::is_sign(key.as_bytes()[at]);
            return (!is_numeral).then_some(at + c.len_utf8());
        };
        let mut draft = Draft {
            start: at,
            end,
            value: Decimal::from(value),
            other: other.map(Decimal::from),
        };
        draft.scale(key, self.floor);
        let kind = self.kind(key, &mut draft);
        Some(self.push(draft, kind, Notation::Words))
    }
}
