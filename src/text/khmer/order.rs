//! Khmer as it must be written: the letter first, then its marks in their order. Finds what is not,
//! and says what it should be where that is certain: marks typed in another order, a break hint inside a
//! syllable, and vowels that stand before their letter as the eye sees them, which is how old keyboards
//! type and PDF files give them back. Knows nothing of words: what could be read in two ways is left.

use super::syllable::{Form, Reading, Syllables};
use super::{Class, class_at, index_at};
use crate::text::Span;
use crate::text::invisible::skip_invisible;

/// A place where Khmer is ill-formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What is to be replaced.
    pub span: Span,
    /// What is wrong.
    pub sort: Disorder,
    /// What should be there, where that is certain.
    pub fix: Option<String>,
}

/// What is wrong with a syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disorder {
    /// Its marks are out of order.
    Marks,
    /// A mark comes twice, or two vowels are on one letter.
    Doubled,
    /// A vowel or subscript stands before its letter.
    Eye,
    /// It is cut by a character that nobody sees.
    Cut,
    /// A mark has no letter, or a subscript sign has none below it.
    Loose,
}

/// The vowels that the eye sees before their letter, by their place in the block: U+17C1 to U+17C3.
const BEFORE: std::ops::RangeInclusive<usize> = 0x41..=0x43;
/// The subscript of RO, which the eye sees before its letter too.
const BELOW_RO: &str = "\u{17D2}\u{179A}";

/// Finds what is ill-formed in a text, in order. Takes time linear in the length of the text.
///
/// ```
/// use chancery::text::khmer::slips;
///
/// // E typed before LO, as it is seen.
/// let found = slips("\u{17C1}\u{179B}\u{1781}");
/// assert_eq!(found[0].fix.as_deref(), Some("\u{179B}\u{17C1}"));
/// assert!(slips("\u{179B}\u{17C1}\u{1781}").is_empty());
/// ```
pub fn slips(text: &str) -> Vec<Slip> {
    let mut scan = Scan {
        text,
        syllables: Syllables::new(Form::default()),
        slips: Vec::new(),
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = match class_at(bytes, at) {
            None => at + 1,
            Some(Class::Base) => scan.syllable(at),
            Some(Class::Other | Class::Digit | Class::Inherent) => at + 3,
            Some(_) => scan.loose(at),
        };
    }
    scan.doubt();
    scan.slips
}

/// Tells whether a text is in the order of the eye throughout: several syllables are, and none shows
/// that its vowel was typed after its letter.
pub fn is_visual(slips: &[Slip], text: &str) -> bool {
    let seen = slips.iter().filter(|slip| slip.sort == Disorder::Eye);
    seen.count() > 1 && logical(text).0 == 0
}

struct Scan<'a> {
    text: &'a str,
    syllables: Syllables,
    slips: Vec<Slip>,
}

impl Scan<'_> {
    /// Reads the syllable of the base at byte `start` and returns its end.
    fn syllable(&mut self, start: usize) -> usize {
        let end = match self.syllables.read(self.text, start) {
            Reading::Settled(end) => return end,
            Reading::Unsettled(end) => end,
        };
        if let Some(second) = self.second_vowel(start, end)
            && self.seen(second).is_some()
        {
            self.marks(start, second);
            return self.loose(second);
        }
        self.marks(start, end);
        end
    }

    /// Holds a syllable against its order.
    fn marks(&mut self, start: usize, end: usize) {
        let written = &self.text[start..end];
        let ordered = self.ordered(written);
        let once = once(&ordered);
        let sort = if once != ordered || has_two_vowels(&once) {
            Disorder::Doubled
        } else if ordered != written && !is_habit(written, &ordered) {
            Disorder::Marks
        } else {
            return;
        };
        let fix = (!has_two_vowels(&once)).then_some(once);
        let span = Span::new(start, end);
        self.slips.push(Slip { span, sort, fix });
    }

    fn ordered(&mut self, syllable: &str) -> String {
        match self.syllables.read(syllable, 0) {
            Reading::Settled(_) => syllable.to_owned(),
            Reading::Unsettled(end) => {
                let mut out = String::with_capacity(syllable.len());
                self.syllables.write(&mut out);
                out.push_str(&syllable[end..]);
                out
            }
        }
    }

    /// Returns where a vowel that is seen before a letter comes after another vowel, if it does. After
    /// AA and II it may be half of a vowel of two parts.
    fn second_vowel(&self, start: usize, end: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        (start + 6..end).step_by(3).find(|&at| {
            let before = index_at(bytes, at - 3).unwrap_or_default();
            index_at(bytes, at).is_some_and(|index| BEFORE.contains(&index))
                && class_at(bytes, at - 3) > Some(Class::NonJoiner)
                && !matches!(before, 0x36 | 0x38)
        })
    }

    /// Reads marks that have no letter before them, and returns their end.
    fn loose(&mut self, at: usize) -> usize {
        if let Some((letter, end)) = self.seen(at) {
            let last = self.end_of_marks(end);
            let pieces = [letter..end, at..letter, end..last];
            let (before, swapped) = (
                &self.text[at..letter],
                pieces.map(|piece| &self.text[piece]),
            );
            let mut moved = swapped[0].to_owned();
            if let Some(ro) = before.find(BELOW_RO) {
                moved.push_str(BELOW_RO);
                moved.push_str(&before[..ro]);
            } else {
                moved.push_str(before);
            }
            moved.push_str(swapped[2]);
            let fix = Some(self.ordered(&moved));
            let (span, sort) = (Span::new(at, last), Disorder::Eye);
            self.slips.push(Slip { span, sort, fix });
            return last;
        }
        let end = self.end_of_marks(at).max(at + 3);
        if let Some(slip) = self.alone(at, end) {
            self.slips.push(slip);
        }
        end
    }

    /// Says what is wrong with marks from `at` to `end`: nothing where they are shown alone.
    fn alone(&self, at: usize, end: usize) -> Option<Slip> {
        let bytes = self.text.as_bytes();
        let before = self.text[..at].trim_end_matches(crate::text::invisible::is_invisible);
        let behind = skip_invisible(bytes, at + 3);
        let is_letter = |at| class_at(bytes, at).is_some_and(|class| class > Class::Inherent);
        let is_coeng = class_at(bytes, at) == Some(Class::Coeng);
        let cut = |start, end| Slip {
            span: Span::new(start, end),
            sort: Disorder::Cut,
            fix: Some(String::new()),
        };
        let has_letter = before.len() >= 3 && is_letter(before.len() - 3);
        if is_coeng && has_letter && behind > at + 3 && class_at(bytes, behind) == Some(Class::Base)
        {
            return Some(cut(at + 3, behind));
        }
        let seen = index_at(bytes, at).is_some_and(|index| BEFORE.contains(&index));
        if before.len() < at && has_letter && !seen {
            return Some(cut(before.len(), at));
        }
        let shown = !is_letter(end) && !has_letter || before.ends_with('\u{25CC}');
        (!shown).then(|| Slip {
            span: Span::new(at, end),
            sort: Disorder::Loose,
            fix: None,
        })
    }

    /// Returns the letter that a vowel or subscript at byte `at` is seen before, and where that ends
    /// with its subscripts.
    fn seen(&self, at: usize) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        let mut letter = at;
        if index_at(bytes, at).is_some_and(|index| BEFORE.contains(&index)) {
            letter += 3;
        }
        if self.text[letter..].starts_with(BELOW_RO) {
            letter += BELOW_RO.len();
        }
        if letter == at || class_at(bytes, letter) != Some(Class::Base) {
            return None;
        }
        let mut end = letter + 3;
        loop {
            match class_at(bytes, end) {
                Some(Class::Coeng) if class_at(bytes, end + 3) == Some(Class::Base) => end += 6,
                Some(Class::Robat | Class::Shifter) => end += 3,
                _ => return Some((letter, end)),
            }
        }
    }

    /// Returns where marks from byte `at` on end, before the next vowel that is seen before a letter.
    fn end_of_marks(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(index) = index_at(bytes, at)
            && class_at(bytes, at) >= Some(Class::Shifter)
            && !BEFORE.contains(&index)
        {
            at += 3;
        }
        at
    }

    /// Takes back what is not certain: where nothing shows in which order the text is, a vowel between
    /// two letters may belong to either.
    fn doubt(&mut self) {
        let is_seen = |slip: &Slip| slip.sort == Disorder::Eye;
        if !self.slips.iter().any(is_seen) {
            return;
        }
        if let (0, 1..) = logical(self.text) {
            let seen = self
                .slips
                .iter_mut()
                .filter(|slip| slip.sort == Disorder::Eye);
            seen.for_each(|slip| slip.fix = None);
        }
    }
}

/// Counts the vowels that are seen before a letter and stand after one: those that no other letter
/// follows, which were surely typed after theirs, and the others.
fn logical(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut surely, mut perhaps) = (0, 0);
    let starts = memchr::memmem::find_iter(bytes, b"\xE1\x9F").filter(|&at| at >= 3);
    for at in starts.filter(|&at| index_at(bytes, at).is_some_and(|index| BEFORE.contains(&index)))
    {
        let bare = class_at(bytes, at - 3)
            .is_some_and(|class| (Class::Base..Class::NonJoiner).contains(&class));
        let next = class_at(bytes, at + 3);
        match (bare, next) {
            (true, Some(Class::Base | Class::Coeng)) => perhaps += 1,
            (true, _) => surely += 1,
            _ => {}
        }
    }
    (surely, perhaps)
}

/// Tells whether two orders of a syllable differ in nothing but the order of subscripts and shifters
/// before its vowel: fonts show both alike, and both are typed everywhere (RO before TA or behind it).
fn is_habit(written: &str, ordered: &str) -> bool {
    let onset = |syllable: &str| {
        let vowel = |c: char| super::is_mark(c) && super::class(c) > Class::NonJoiner;
        let (onset, rest) = syllable.split_at(syllable.find(vowel).unwrap_or(syllable.len()));
        let mut onset: Vec<char> = onset.chars().collect();
        onset.sort_unstable();
        (onset, rest.to_owned())
    };
    onset(written) == onset(ordered)
}

/// Returns a syllable with doubled marks once.
fn once(syllable: &str) -> String {
    let mut out = String::with_capacity(syllable.len());
    for c in syllable.chars() {
        let again = super::is_mark(c) && !super::is_coeng(c) && out.ends_with(c);
        if !again {
            out.push(c);
        }
    }
    out
}

fn has_two_vowels(syllable: &str) -> bool {
    syllable
        .chars()
        .filter(|&c| super::is_vowel(c))
        .nth(1)
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> Option<String> {
        let mut out = text.to_owned();
        for slip in slips(text).iter().rev() {
            out.replace_range(slip.span.range(), slip.fix.as_ref()?);
        }
        Some(out)
    }

    #[test]
    fn what_is_certain_is_fixed() {
        for (written, right) in [
            // Vowels before their letters, in a whole text and in one word of a text.
            (
                "\u{17C1}\u{179B}\u{1781}\u{1796}\u{17B7}\u{17C1}\u{179F}\u{179F}",
                "\u{179B}\u{17C1}\u{1781}\u{1796}\u{17B7}\u{179F}\u{17C1}\u{179F}",
            ),
            (
                "\u{1791}\u{17C1} \u{17C1}\u{179B}\u{1781}",
                "\u{1791}\u{17C1} \u{179B}\u{17C1}\u{1781}",
            ),
            // A vowel of two parts, a subscript of RO, and both.
            ("\u{17C1}\u{179B}\u{17B6}", "\u{179B}\u{17C4}"),
            (
                "\u{17D2}\u{179A}\u{1794}\u{17B6}",
                "\u{1794}\u{17D2}\u{179A}\u{17B6}",
            ),
            (
                "\u{17C1}\u{17D2}\u{179A}\u{1794}",
                "\u{1794}\u{17D2}\u{179A}\u{17C1}",
            ),
            (
                "\u{17C2}\u{1781}\u{17D2}\u{1798}\u{179A}",
                "\u{1781}\u{17D2}\u{1798}\u{17C2}\u{179A}",
            ),
            // Marks in another order, and twice.
            ("\u{1780}\u{17C6}\u{17BB}", "\u{1780}\u{17BB}\u{17C6}"),
            ("\u{1780}\u{17B6}\u{17B6}", "\u{1780}\u{17B6}"),
            ("\u{1780}\u{17C1}\u{17B6}", "\u{1780}\u{17C4}"),
            // A break hint in a syllable.
            ("\u{1780}\u{200B}\u{17B6}", "\u{1780}\u{17B6}"),
            (
                "\u{1780}\u{200B}\u{17D2}\u{179A}",
                "\u{1780}\u{17D2}\u{179A}",
            ),
            (
                "\u{1780}\u{17D2}\u{200B}\u{179A}",
                "\u{1780}\u{17D2}\u{179A}",
            ),
        ] {
            assert_eq!(
                fixed(written).as_deref(),
                Some(right),
                "{}",
                written.escape_unicode()
            );
            assert!(slips(right).is_empty(), "{}", right.escape_unicode());
        }
    }

    #[test]
    fn what_is_not_certain_is_told_alone() {
        for written in [
            // The second E may belong to either letter.
            "\u{17C1}\u{179B}\u{1780}\u{17C1}\u{1781}",
            // Nothing to make a subscript of, and a mark after a letter of another script.
            "\u{1780}\u{17D2}",
            "\u{1780}\u{17D2} \u{1780}",
            "a\u{17B6}\u{1780}",
            "\u{1780}\u{17B7}\u{17B6}",
        ] {
            let found = slips(written);
            assert!(!found.is_empty(), "{}", written.escape_unicode());
            assert_eq!(fixed(written), None, "{}", written.escape_unicode());
        }
    }

    #[test]
    fn what_is_well_formed_is_not_told() {
        for text in [
            "",
            "a",
            "\u{17D4}",
            "\u{1780}\u{200B}\u{1781}",
            "\u{1780}\u{17B6}\u{17C6}",
            "\u{179F}\u{17D2}\u{178F}\u{17D2}\u{179A}\u{17B8}",
            "\u{1794}\u{17C9}\u{17BB}",
            "\u{1780}\u{17D7} \u{1780}",
            "\u{25CC}\u{17B6}",
            "\u{17B6}",
            "(\u{17B6})",
            "\u{17B6} \u{17B7}",
            "\u{17A0}\u{17CA}\u{200C}\u{17B6}",
            // Subscripts and shifters in either order.
            "\u{179F}\u{17D2}\u{179A}\u{17D2}\u{178F}",
            "\u{1794}\u{17CA}\u{17D2}\u{179A}\u{17B8}",
        ] {
            assert_eq!(slips(text), [], "{}", text.escape_unicode());
        }
    }

    #[test]
    fn the_order_of_the_eye_is_known() {
        let visual = "\u{17C1}\u{179B}\u{1781}\u{1796}\u{17B7}\u{17C1}\u{179F}\u{179F}";
        assert!(is_visual(&slips(visual), visual));
        let one = "\u{1791}\u{17C1} \u{17C1}\u{179B}\u{1781} \u{17C1}\u{179B}";
        assert!(!is_visual(&slips(one), one));
    }
}
