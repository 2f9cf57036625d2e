//! The canonical order of a Khmer syllable: one spelling for what looks the same, after the rules of
//! SIL `khnormal` and Unicode L2/22-290. A syllable is a base with its robat, subscripts, shifter,
//! vowels and signs, in whatever order they were typed.
//!
//! What is no syllable is left as it was typed: marks without a base, a coeng with nothing to make
//! a subscript of, and a base under more marks than any word has.

use super::{CLASSES, Class, char_of, class_at, index_at};
use crate::text::invisible::skip_invisible;

const AA: char = '\u{17B6}';
const II: char = '\u{17B8}';
const U: char = '\u{17BB}';
const OE: char = '\u{17BE}';
const E: char = '\u{17C1}';
const OO: char = '\u{17C4}';
const NIKAHIT: char = '\u{17C6}';
const COENG: char = '\u{17D2}';
const BA: char = '\u{1794}';
const DA: char = '\u{178A}';
const TA: char = '\u{178F}';
const RO: char = '\u{179A}';

/// More marks than this on one base are left in the order in which they were typed: the rules are
/// then applied in bounded time, whatever the text.
const MOST_MARKS: usize = 32;

/// What is done to a syllable besides putting it in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::text) struct Form {
    /// Invisible characters are dropped, deprecated ones replaced, doubled vowels and signs made
    /// one, and coeng DA is written coeng TA.
    pub(in crate::text) folded: bool,
    /// Letters that are used for one another are made one; only together with `folded`.
    pub(in crate::text) variants: bool,
}

/// A mark, or a subscript: then `c` is the base that the coeng is before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    class: Class,
    c: char,
}

/// Reads one syllable after another.
#[derive(Debug)]
pub(in crate::text) struct Syllables {
    form: Form,
    /// An independent vowel without marks, before the base that it was split from.
    split: Option<char>,
    base: char,
    marks: Vec<Mark>,
}

/// A syllable in the text that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) enum Reading {
    /// In its form already; it ends at this byte.
    Settled(usize),
    /// Possibly not in its form, which [`Syllables::write`] gives; it ends at this byte.
    Unsettled(usize),
}

impl Syllables {
    pub(in crate::text) fn new(form: Form) -> Self {
        Syllables {
            form,
            split: None,
            base: BA,
            marks: Vec::new(),
        }
    }

    /// Reads the syllable whose base, of three bytes, starts at byte `start`.
    #[inline]
    pub(in crate::text) fn read(&mut self, text: &str, start: usize) -> Reading {
        if let Some(end) = self.settled_end(text.as_bytes(), start) {
            return Reading::Settled(end);
        }
        let end = self.parse(text, start);
        self.settle();
        Reading::Unsettled(end)
    }

    /// Writes the syllable that was read last and found unsettled.
    pub(in crate::text) fn write(&self, out: &mut String) {
        out.extend(self.split);
        out.push(self.base);
        for mark in &self.marks {
            if matches!(mark.class, Class::Coeng | Class::CoengRo) {
                out.push(COENG);
            }
            out.push(mark.c);
        }
    }

    /// Returns the end of the syllable if every mark is of a later class than the one before it and
    /// none is of the kind that rules look at: true of nearly all syllables in careful text.
    ///
    /// Here and below characters are told by their place in the block: 0x3B is U+17BB.
    #[inline]
    fn settled_end(&self, bytes: &[u8], start: usize) -> Option<usize> {
        if self.is_base_replaced(bytes, start) {
            return None;
        }
        let mut last = Class::Base;
        let mut short_u = false;
        let mut end = start + 3;
        while let Some(index) = index_at(bytes, end) {
            let class = CLASSES[index];
            match class {
                Class::Other | Class::Digit | Class::Base => return Some(end),
                Class::Inherent => return (!self.form.folded).then_some(end),
                Class::Coeng => {
                    let below = index_at(bytes, end + 3)?;
                    if last > Class::Coeng || self.is_subscript_replaced(below) {
                        return None;
                    }
                    last = if below == 0x1A { Class::CoengRo } else { class };
                    end += 6;
                    continue;
                }
                Class::VowelBefore | Class::VowelBelow | Class::VowelAbove | Class::VowelAfter => {
                    if last >= Class::VowelBefore {
                        return None;
                    }
                    short_u = index == 0x3B;
                }
                Class::Sign => {
                    let ruled = short_u && matches!(index, 0x50 | 0x5D);
                    if last >= class || ruled || self.is_sign_replaced(index) {
                        return None;
                    }
                }
                _ if last >= class => return None,
                _ => {}
            }
            last = class;
            end += 3;
        }
        (!self.goes_on(bytes, end)).then_some(end)
    }

    /// Tells whether a mark of the syllable is hidden behind invisible characters at byte `end`.
    fn goes_on(&self, bytes: &[u8], end: usize) -> bool {
        let next = self.skip(bytes, end);
        next > end && class_at(bytes, next).is_some_and(|class| class >= Class::Robat)
    }

    /// Skips what may stand inside a syllable without being a mark.
    #[inline]
    fn skip(&self, bytes: &[u8], mut at: usize) -> usize {
        if self.form.folded {
            return skip_invisible(bytes, at);
        }
        while let Some([0xE2, 0x80, 0x8C]) = bytes.get(at..at + 3) {
            at += 3;
        }
        at
    }

    /// Skips what counts for nothing between a coeng and its base.
    fn skip_coengs(&self, bytes: &[u8], mut at: usize) -> usize {
        loop {
            let mut next = super::skip_coengs(bytes, at);
            if self.form.folded {
                next = skip_invisible(bytes, next);
            }
            if next == at {
                return at;
            }
            at = next;
        }
    }

    fn is_base_replaced(&self, bytes: &[u8], start: usize) -> bool {
        self.form.folded
            && match index_at(bytes, start) {
                Some(0x23..=0x24) => true,
                Some(0x28 | 0x32) => self.form.variants,
                _ => false,
            }
    }

    fn is_subscript_replaced(&self, index: usize) -> bool {
        CLASSES[index] != Class::Base || (self.form.folded && matches!(index, 0x0A | 0x23..=0x24))
    }

    fn is_sign_replaced(&self, index: usize) -> bool {
        self.form.folded && (index == 0x53 || (self.form.variants && index == 0x5D))
    }

    /// Reads base and marks as they stand, replacing single characters. Returns where they end.
    fn parse(&mut self, text: &str, start: usize) -> usize {
        let bytes = text.as_bytes();
        self.marks.clear();
        self.set_base(text[start..].chars().next().unwrap_or(BA));
        let mut end = start + 3;
        loop {
            let mut next = self.skip(bytes, end);
            let joiners = if self.form.folded {
                0
            } else {
                (next - end) / 3
            };
            let Some(mut index) = index_at(bytes, next) else {
                return end;
            };
            let class = CLASSES[index];
            if class == Class::Coeng {
                next = self.skip_coengs(bytes, next + 3);
                match index_at(bytes, next) {
                    Some(below) if CLASSES[below] == Class::Base => index = below,
                    _ => return end,
                }
            } else if class < Class::Robat {
                return end;
            }
            let joiner = Mark {
                class: Class::NonJoiner,
                c: '\u{200C}',
            };
            self.marks.extend(std::iter::repeat_n(joiner, joiners));
            self.push(class, char_of(index));
            end = next + 3;
        }
    }

    fn set_base(&mut self, base: char) {
        self.split = None;
        self.base = base;
        if !self.form.folded {
            return;
        }
        match base {
            '\u{17A3}' => self.base = '\u{17A2}',
            '\u{17A4}' => {
                self.base = '\u{17A2}';
                self.push(Class::VowelAfter, AA);
            }
            '\u{17A8}' if self.form.variants => {
                self.split = Some('\u{17A7}');
                self.base = '\u{1780}';
            }
            '\u{17B2}' if self.form.variants => self.base = '\u{17B1}',
            _ => {}
        }
    }

    fn push(&mut self, class: Class, c: char) {
        let folded = self.form.folded;
        let (class, c, rest) = match (class, c) {
            (Class::Coeng, RO) => (Class::CoengRo, RO, None),
            (Class::Coeng, DA) if folded => (class, TA, None),
            (Class::Coeng, '\u{17A3}') if folded => (class, '\u{17A2}', None),
            (Class::Coeng, '\u{17A4}') if folded => (class, '\u{17A2}', Some(AA)),
            (Class::Sign, '\u{17D3}') if folded => (class, NIKAHIT, None),
            (Class::Sign, '\u{17DD}') if self.form.variants => (class, '\u{17D1}', None),
            _ => (class, c, None),
        };
        self.marks.push(Mark { class, c });
        if let Some(c) = rest {
            self.push(Class::VowelAfter, c);
        }
    }

    /// Puts the marks in order. Each rule makes the marks fewer, or the vowels, or the AAs, so that
    /// none applies at last. Doubled marks go when the other rules are done, so that a syllable in
    /// canonical order has the key of the syllable as it was typed.
    fn settle(&mut self) {
        if self.marks.len() > MOST_MARKS {
            return;
        }
        loop {
            self.marks.sort_by_key(|mark| mark.class);
            if !self.compose_vowel() && !self.make_shifter() && !self.drop_doubled() {
                return;
            }
        }
    }

    fn drop_doubled(&mut self) -> bool {
        let before = self.marks.len();
        if self.form.folded {
            self.marks
                .dedup_by(|a, b| a == b && a.class > Class::CoengRo);
        }
        self.marks.len() < before
    }

    /// Makes one vowel of E + II and of E + AA, perhaps with a vowel below between them, and OO + II
    /// of OE + AA.
    fn compose_vowel(&mut self) -> bool {
        let marks = &mut self.marks;
        let Some(first) = marks
            .iter()
            .rposition(|mark| mark.class == Class::VowelBefore)
        else {
            return false;
        };
        let mut second = first + 1;
        if marks
            .get(second)
            .is_some_and(|mark| mark.class == Class::VowelBelow)
        {
            second += 1;
        }
        let Some(part) = marks.get(second) else {
            return false;
        };
        match (marks[first].c, part.c) {
            (E, II) => marks[first].c = OE,
            (E, AA) => marks[first].c = OO,
            (OE, AA) if second == first + 1 => {
                marks[first].c = OO;
                marks[second] = Mark {
                    class: Class::VowelAbove,
                    c: II,
                };
                return true;
            }
            _ => return false,
        }
        marks.remove(second);
        true
    }

    /// Makes a shifter of a U with a vowel above: what is seen below the base is then the shifter,
    /// which leaves its place above to the vowel.
    fn make_shifter(&mut self) -> bool {
        let marks = &self.marks;
        let Some(at) = marks
            .iter()
            .position(|mark| mark.class == Class::VowelBelow)
        else {
            return false;
        };
        let c_at = |index: usize| marks.get(index).map(|mark| mark.c);
        let is_below_another = match c_at(at + 1) {
            Some('\u{17B7}'..='\u{17BA}' | '\u{17D0}' | '\u{17DD}') => true,
            Some(AA) if c_at(at + 2) == Some(NIKAHIT) => true,
            _ => at > 0 && c_at(at - 1) == Some(OE),
        };
        let has_shifter = marks.iter().any(|mark| mark.class == Class::Shifter);
        if marks[at].c != U || !is_below_another || has_shifter {
            return false;
        }
        let c = if self.is_strong() {
            '\u{17CA}'
        } else {
            '\u{17C9}'
        };
        self.marks[at] = Mark {
            class: Class::Shifter,
            c,
        };
        true
    }

    /// Tells whether base and subscripts have a consonant of the first series among them and no BA:
    /// then triisap (U+17CA) is the shifter that changes their register.
    fn is_strong(&self) -> bool {
        let subscripts = self
            .marks
            .iter()
            .filter(|mark| mark.class <= Class::CoengRo);
        let mut onset = std::iter::once(self.base).chain(subscripts.map(|mark| mark.c));
        onset.clone().any(is_first_series) && !onset.any(|c| c == BA)
    }
}

fn is_first_series(c: char) -> bool {
    matches!(
        c,
        '\u{1780}'..='\u{1783}'
            | '\u{1785}'..='\u{1788}'
            | '\u{178A}'..='\u{178D}'
            | '\u{178F}'..='\u{1792}'
            | '\u{1795}'..='\u{1797}'
            | '\u{179E}'..='\u{17A0}'
            | '\u{17A2}'
    )
}

#[cfg(test)]
mod tests;
