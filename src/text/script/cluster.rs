//! Orthographic clusters: what a reader of the script takes for one letter with all that hangs on
//! it. They are at least as long as the grapheme clusters of Unicode Standard Annex #29, and longer
//! where a reader sees more: a Thai or Lao vowel written before its consonant, a Burmese final
//! consonant with its asat, a whole Khmer stack. Nothing is looked up in a dictionary and nothing
//! is repaired: malformed text gets clusters too.
//!
//! Scripts other than those of South-East and East Asia and the European ones are left to
//! [`unicode_segmentation`].

use std::iter::FusedIterator;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;
use crate::text::khmer::{self, Class};

/// Cuts a text into orthographic clusters, which cover it in order and without gaps.
///
/// Takes time linear in the length of the text. A place that ends a cluster cuts the text into two
/// whose clusters are those of the whole.
///
/// ```
/// use chancery::text::script::clusters;
///
/// // Khmer SA with coeng TA, coeng RO and II is one cluster; the letter KA after it another.
/// let text = "\u{179F}\u{17D2}\u{178F}\u{17D2}\u{179A}\u{17B8}\u{1780}";
/// let lengths: Vec<usize> = clusters(text).map(|cluster| cluster.len()).collect();
/// assert_eq!(lengths, [18, 3]);
/// ```
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { text, at: 0 }
}

/// The clusters of a text; see [`clusters`].
#[derive(Clone, Debug)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Clusters<'_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        let start = self.at;
        if start == self.text.len() {
            return None;
        }
        self.at = end_of_cluster(self.text, start);
        Some(Span::new(start, self.at))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let bytes = self.text.len() - self.at;
        (usize::from(bytes > 0), Some(bytes))
    }
}

impl FusedIterator for Clusters<'_> {}

/// The scripts in which a cluster takes in letters, not only marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Plain,
    Thai,
    Lao,
    Myanmar,
}

/// What a character does in a cluster.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Stands alone whatever comes after it.
    Control,
    /// Joins what is before it.
    Mark,
    /// The Myanmar virama: joins what is before it, and stacks the consonant after it.
    Virama,
    /// A vowel written before the consonant that it is spoken after.
    Leading(Family),
    /// A consonant of a script whose clusters take in letters.
    Consonant(Family),
    /// A vowel that stands on the line after its consonant.
    Following(Family),
    /// Any other letter, digit or symbol that only marks can join.
    Simple,
    /// Left to the rules and tables of UAX #29.
    Foreign,
}

fn kind(c: char) -> Kind {
    match c {
        '\0'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{AD}'
        | '\u{200B}'
        | '\u{200E}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' => Kind::Control,
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200C}'..='\u{200D}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{302A}'..='\u{302F}'
        | '\u{3099}'..='\u{309A}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}'
        | '\u{FF9E}'..='\u{FF9F}'
        | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{E0100}'..='\u{E01EF}' => Kind::Mark,
        '\u{E00}'..='\u{EFF}' => thai_or_lao(c),
        '\u{1000}'..='\u{109F}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}' => myanmar(c),
        // Symbols in Latin-1 that may begin an emoji sequence.
        '\u{A9}' | '\u{AE}' => Kind::Foreign,
        ' '..='\u{58F}'
        | '\u{1E00}'..='\u{203B}'
        | '\u{3000}'..='\u{3029}'
        | '\u{3041}'..='\u{312F}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF9D}'
        | '\u{20000}'..='\u{3FFFD}' => Kind::Simple,
        _ => Kind::Foreign,
    }
}

/// Thai and Lao were encoded side by side: what is U+0Exx in one is mostly U+0Exx + 80 in the other.
fn thai_or_lao(c: char) -> Kind {
    match c {
        '\u{E40}'..='\u{E44}' => Kind::Leading(Family::Thai),
        '\u{E01}'..='\u{E2E}' => Kind::Consonant(Family::Thai),
        '\u{E30}' | '\u{E32}'..='\u{E33}' | '\u{E45}' => Kind::Following(Family::Thai),
        '\u{EC0}'..='\u{EC4}' => Kind::Leading(Family::Lao),
        '\u{E81}'..='\u{EAE}' | '\u{EDC}'..='\u{EDF}' => Kind::Consonant(Family::Lao),
        '\u{EB0}' | '\u{EB2}'..='\u{EB3}' | '\u{EBD}' => Kind::Following(Family::Lao),
        '\u{E31}'
        | '\u{E34}'..='\u{E3A}'
        | '\u{E47}'..='\u{E4E}'
        | '\u{EB1}'
        | '\u{EB4}'..='\u{EBC}'
        | '\u{EC8}'..='\u{ECF}' => Kind::Mark,
        _ => Kind::Simple,
    }
}

fn myanmar(c: char) -> Kind {
    match c {
        '\u{1039}' => Kind::Virama,
        '\u{102B}'..='\u{103E}'
        | '\u{1056}'..='\u{1059}'
        | '\u{105E}'..='\u{1060}'
        | '\u{1062}'..='\u{1064}'
        | '\u{1067}'..='\u{106D}'
        | '\u{1071}'..='\u{1074}'
        | '\u{1082}'..='\u{108D}'
        | '\u{108F}'
        | '\u{109A}'..='\u{109D}'
        | '\u{A9E5}'
        | '\u{AA7B}'..='\u{AA7D}' => Kind::Mark,
        '\u{1040}'..='\u{104D}'
        | '\u{104F}'
        | '\u{1090}'..='\u{1099}'
        | '\u{109E}'..='\u{109F}'
        | '\u{A9E6}'
        | '\u{A9F0}'..='\u{A9F9}'
        | '\u{AA70}'
        | '\u{AA77}'..='\u{AA79}' => Kind::Simple,
        _ => Kind::Consonant(Family::Myanmar),
    }
}

/// Returns where the cluster ends that starts at byte `start`, which is before the end of the text.
#[inline]
pub(in crate::text) fn end_of_cluster(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    if let Some(class) = khmer::class_at(bytes, start) {
        let end = if class == Class::Coeng {
            end_of_subscript(text, start + 3)
        } else {
            start + 3
        };
        return end_of_marks(text, end, Family::Plain);
    }
    let first = bytes[start];
    let next = bytes.get(start + 1).copied();
    if first.is_ascii() && next.is_none_or(|next| next.is_ascii()) {
        return start + 1 + usize::from(first == b'\r' && next == Some(b'\n'));
    }
    end_of_other(text, start)
}

/// The same for a cluster that does not start in the Khmer block.
fn end_of_other(text: &str, start: usize) -> usize {
    let Some(first) = char_at(text, start) else {
        return text.len();
    };
    let end = start + first.len_utf8();
    match kind(first) {
        Kind::Control => end,
        Kind::Mark | Kind::Virama | Kind::Simple => end_of_marks(text, end, Family::Plain),
        Kind::Consonant(family) | Kind::Following(family) => end_of_marks(text, end, family),
        Kind::Leading(family) => {
            end_of_marks(text, end_of_leading_vowels(text, end, family), family)
        }
        Kind::Foreign => {
            let grapheme = text[start..].graphemes(true).next();
            let end = grapheme.map_or(end, |grapheme| start + grapheme.len());
            end_of_marks(text, end, Family::Plain)
        }
    }
}

/// Takes in further leading vowels (two E typed for AE) and the consonant they are written before.
fn end_of_leading_vowels(text: &str, mut end: usize, family: Family) -> usize {
    while let Some(c) = char_at(text, end) {
        let kind = kind(c);
        if kind == Kind::Leading(family) {
            end += c.len_utf8();
        } else if kind == Kind::Consonant(family) {
            return end + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Takes in everything from byte `end` on that joins the cluster before it.
#[inline]
fn end_of_marks(text: &str, mut end: usize, family: Family) -> usize {
    let bytes = text.as_bytes();
    loop {
        match khmer::class_at(bytes, end) {
            Some(Class::Coeng) => end = end_of_subscript(text, end + 3),
            Some(Class::Inherent) => end += 3,
            Some(class) if class >= Class::Robat => end += 3,
            Some(_) => return end,
            None => match end_of_joined(text, end, family) {
                Some(joined) => end = joined,
                None => return end,
            },
        }
    }
}

/// Returns the end of the character at byte `at`, with a consonant stacked below it, if it joins a
/// cluster of the family.
fn end_of_joined(text: &str, at: usize, family: Family) -> Option<usize> {
    if text.as_bytes().get(at)?.is_ascii() {
        return None;
    }
    let c = char_at(text, at)?;
    let end = at + c.len_utf8();
    match kind(c) {
        Kind::Mark => Some(end),
        Kind::Virama => match char_at(text, end) {
            Some(next) if kind(next) == Kind::Consonant(Family::Myanmar) => {
                Some(end + next.len_utf8())
            }
            _ => Some(end),
        },
        Kind::Following(of) if of == family => Some(end),
        Kind::Consonant(Family::Myanmar) if family == Family::Myanmar => {
            has_asat(&text[end..]).then_some(end)
        }
        Kind::Foreign => is_combining_mark(c).then_some(end),
        _ => None,
    }
}

/// Tells whether a consonant before `rest` ends its syllable: asat, perhaps after the dot below,
/// which NFC puts first.
fn has_asat(rest: &str) -> bool {
    rest.starts_with('\u{103A}') || rest.starts_with("\u{1037}\u{103A}")
}

/// Takes in what a coeng that ends at byte `end` makes a subscript of. Further coengs and joiners
/// between the two count for nothing; without a base after them they are left to the marks.
fn end_of_subscript(text: &str, end: usize) -> usize {
    let base = khmer::skip_coengs(text.as_bytes(), end);
    if khmer::class_at(text.as_bytes(), base) == Some(Class::Base) {
        base + 3
    } else {
        base
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        clusters(text)
            .map(|cluster| &text[cluster.range()])
            .collect()
    }

    #[test]
    fn khmer_stacks_are_one_cluster() {
        for stack in [
            "\u{1780}",
            "\u{179F}\u{17D2}\u{178F}\u{17D2}\u{179A}\u{17B8}",
            "\u{1794}\u{17CA}\u{17B8}",
            "\u{1798}\u{17CC}\u{17B6}\u{17C6}",
            "\u{17B2}\u{17D2}\u{1799}",
            "\u{1780}\u{17D2}\u{200D}\u{17D2}\u{1798}",
            "\u{1781}\u{17C2}\u{17D2}\u{1798}",
        ] {
            let text = format!("{stack}{stack}\u{17D4}");
            assert_eq!(cut(&text), [stack, stack, "\u{17D4}"]);
        }
    }

    #[test]
    fn thai_and_lao_leading_vowels_join_their_consonant() {
        assert_eq!(
            cut("\u{E40}\u{E01}\u{E32}\u{E30}\u{E41}\u{E25}\u{E49}\u{E27}\u{E46}"),
            [
                "\u{E40}\u{E01}\u{E32}\u{E30}",
                "\u{E41}\u{E25}\u{E49}",
                "\u{E27}",
                "\u{E46}"
            ]
        );
        assert_eq!(
            cut("\u{EC3}\u{E99}\u{EC0}\u{E9B}\u{EB1}\u{E99}"),
            ["\u{EC3}\u{E99}", "\u{EC0}\u{E9B}\u{EB1}", "\u{E99}"]
        );
        assert_eq!(
            cut("\u{E40}\u{E40}\u{E01} \u{E40} a"),
            ["\u{E40}\u{E40}\u{E01}", " ", "\u{E40}", " ", "a"]
        );
    }

    #[test]
    fn burmese_finals_and_stacks_join() {
        // MA + NA with asat and dot below in either order, then a stack after virama, then kinzi.
        assert_eq!(
            cut("\u{1019}\u{1014}\u{103A}\u{1037}"),
            ["\u{1019}\u{1014}\u{103A}\u{1037}"]
        );
        assert_eq!(
            cut("\u{1019}\u{1014}\u{1037}\u{103A}"),
            ["\u{1019}\u{1014}\u{1037}\u{103A}"]
        );
        assert_eq!(
            cut("\u{1012}\u{102F}\u{1000}\u{1039}\u{1001}\u{104B}"),
            ["\u{1012}\u{102F}", "\u{1000}\u{1039}\u{1001}", "\u{104B}"]
        );
        assert_eq!(
            cut("\u{1021}\u{1004}\u{103A}\u{1039}\u{1002}\u{101C}\u{102D}\u{1015}\u{103A}"),
            [
                "\u{1021}\u{1004}\u{103A}\u{1039}\u{1002}",
                "\u{101C}\u{102D}\u{1015}\u{103A}"
            ]
        );
    }

    #[test]
    fn other_scripts_follow_the_grapheme_rules() {
        assert_eq!(
            cut("e\u{301}\r\n\u{4E2D}\u{6587}"),
            ["e\u{301}", "\r\n", "\u{4E2D}", "\u{6587}"]
        );
        assert_eq!(
            cut("\u{1F468}\u{200D}\u{1F469}a"),
            ["\u{1F468}\u{200D}\u{1F469}", "a"]
        );
        assert_eq!(cut("\u{1F1F0}\u{1F1ED}\u{1F1FB}\u{1F1F3}").len(), 2);
        assert_eq!(cut("\u{915}\u{94D}\u{937}").len(), 1);
        assert_eq!(cut("\u{1112}\u{1161}\u{11AB}\u{AC00}").len(), 2);
    }

    #[test]
    fn malformed_text_is_cut_too() {
        let many = format!("\u{1780}{}", "\u{17B6}".repeat(10_000));
        assert_eq!(cut(&many).len(), 1);
        assert_eq!(cut(&"\u{17D2}".repeat(10_000)).len(), 1);
        assert_eq!(
            cut("\u{17B6}\u{1780}\u{17D2}"),
            ["\u{17B6}", "\u{1780}\u{17D2}"]
        );
        assert_eq!(
            cut("\0\u{17B6}\u{200B}\u{17B6}"),
            ["\0", "\u{17B6}", "\u{200B}", "\u{17B6}"]
        );
        assert_eq!(cut(""), [""; 0]);
    }

    const KHMER: &str = "\u{1780}\u{178A}\u{179A}\u{17D2}\u{17B6}\u{17C6}\u{17CA}\u{17D4}";
    const THAI_LAO: &str = "\u{E40}\u{E01}\u{E32}\u{E48}\u{EC0}\u{E81}\u{EB1}\u{EB2}";
    const MYANMAR: &str = "\u{1000}\u{1014}\u{1039}\u{103A}\u{1037}\u{102D}\u{104B}";
    const COMMON: &str = "a \\r\\n\\x00\u{200B}\u{200C}\u{200D}\u{FE0F}\u{301}\u{4E2D}\u{3042}\u{3099}\
        \u{1F468}\u{1F1F0}\u{93F}\u{64B}\u{1112}\u{1161}\u{AC00}\u{A9}";

    /// Texts of all scripts mixed.
    fn mixed() -> impl Strategy<Value = String> {
        string_of(&[KHMER, THAI_LAO, MYANMAR, COMMON].concat())
    }

    fn string_of(alphabet: &str) -> impl Strategy<Value = String> + use<> {
        proptest::string::string_regex(&format!("[{alphabet}]{{0,24}}")).expect("a valid pattern")
    }

    /// Texts with one script that stacks letters, every coeng and virama before a letter. UAX #29
    /// stacks letters of different scripts too, and across marks, which no reader does.
    fn well_stacked() -> impl Strategy<Value = String> {
        prop_oneof![
            stacks_of(KHMER, "\u{17D2}"),
            stacks_of(THAI_LAO, ""),
            stacks_of(MYANMAR, "\u{1039}"),
        ]
    }

    fn stacks_of(alphabet: &str, stacker: &str) -> impl Strategy<Value = String> + use<> {
        let letters = alphabet.replace(stacker, "");
        let first: String = letters.chars().take(2).collect();
        proptest::string::string_regex(&format!("([{letters}{COMMON}]|{stacker}[{first}]){{0,24}}"))
            .expect("a valid pattern")
    }

    proptest! {
        #[test]
        fn clusters_cover_the_text(text in mixed()) {
            let mut at = 0;
            for cluster in clusters(&text) {
                prop_assert_eq!(cluster.start, at);
                prop_assert!(cluster.end > at && text.is_char_boundary(cluster.end));
                at = cluster.end;
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn clusters_never_split_a_grapheme(text in well_stacked()) {
            let borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            for cluster in clusters(&text) {
                prop_assert!(borders.contains(&cluster.start), "{:?} at {}", text, cluster.start);
            }
        }

        #[test]
        fn clusters_do_not_depend_on_what_is_beyond_them(text in mixed()) {
            let all: Vec<Span> = clusters(&text).collect();
            for (index, cluster) in all.iter().enumerate() {
                prop_assert_eq!(clusters(&text[..cluster.end]).count(), index + 1);
                prop_assert_eq!(clusters(&text[cluster.end..]).count(), all.len() - index - 1);
            }
        }
    }
}
