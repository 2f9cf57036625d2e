//! The key that terms are looked for by: the match key without case, and without what writers leave
//! out or put in at will: spaces and hyphens between letters of a script that has no spaces between
//! words, hyphens for spaces in the others, the points of dotted initialisms (`U.S.`).

use crate::text::Span;
use crate::text::fold::{Folded, Level, fold};
use crate::text::khmer;
use crate::text::script::is_unspaced;

/// The key of a text, and the way back.
pub(super) struct Key<'a> {
    folded: Folded<'a>,
    /// The key without what was left out, if that is not the folded text itself.
    squeezed: Option<Squeezed>,
}

struct Squeezed {
    text: String,
    /// Places in the text before which a byte was left out, ascending, one for each byte.
    cuts: Vec<usize>,
}

/// Makes the key of a text in linear time. A key is its own key.
pub(super) fn key(text: &str) -> Key<'_> {
    let folded = fold(text, Level::Search);
    let squeezed = squeeze(&folded.key);
    Key { folded, squeezed }
}

/// Returns only the text of a key.
pub(super) fn key_text(text: &str) -> String {
    let key = key(text);
    match key.squeezed {
        Some(squeezed) => squeezed.text,
        None => key.folded.key.into_owned(),
    }
}

impl Key<'_> {
    pub(super) fn text(&self) -> &str {
        match &self.squeezed {
            Some(squeezed) => &squeezed.text,
            None => &self.folded.key,
        }
    }

    /// Returns the place in the text that the key was made of.
    pub(super) fn source(&self, span: Span) -> Span {
        let Some(Squeezed { cuts, .. }) = &self.squeezed else {
            return self.folded.source_tight(span);
        };
        let start = span.start + cuts.partition_point(|&cut| cut <= span.start);
        let mut end = span.end + cuts.partition_point(|&cut| cut < span.end);
        // The last point of an initialism belongs to it.
        let cut = cuts.binary_search(&span.end).is_ok();
        if cut && self.folded.key.as_bytes().get(end) == Some(&b'.') {
            end += 1;
        }
        self.folded.source_tight(Span::new(start.min(end), end))
    }
}

/// Leaves out of a match key what writers leave out; nothing if there is nothing of that.
fn squeeze(folded: &str) -> Option<Squeezed> {
    let bytes = folded.as_bytes();
    let mut squeezed: Option<Squeezed> = None;
    let mut copied = 0;
    // Between letters of spaced scripts only hyphens and points matter.
    let spaced = folded.is_ascii();
    let spaces = if spaced { b'-' } else { b' ' };
    for at in memchr::memchr3_iter(spaces, b'-', b'.', bytes) {
        let fate = match bytes[at] {
            b'.' if in_initialism(bytes, at) => None,
            b'.' => continue,
            _ if !spaced && is_between_unspaced(folded, at) => None,
            b'-' if is_in_word(folded, at) => Some(' '),
            _ => continue,
        };
        let squeezed = squeezed.get_or_insert_with(|| Squeezed {
            text: String::with_capacity(folded.len()),
            cuts: Vec::new(),
        });
        squeezed.text.push_str(&folded[copied..at]);
        match fate {
            Some(c) => squeezed.text.push(c),
            None => squeezed.cuts.push(squeezed.text.len()),
        }
        copied = at + 1;
    }
    if let Some(squeezed) = &mut squeezed {
        squeezed.text.push_str(&folded[copied..]);
    }
    squeezed
}

/// Tells whether the run of spaces and hyphens around a byte is between letters of scripts without
/// spaces between words.
fn is_between_unspaced(text: &str, at: usize) -> bool {
    // Most spaces are beside a letter or mark of ASCII.
    let ascii = |at: Option<usize>| {
        let byte = at.and_then(|at| text.as_bytes().get(at));
        byte.is_none_or(|&byte| byte.is_ascii() && byte != b' ' && byte != b'-')
    };
    if ascii(at.checked_sub(1)) || ascii(Some(at + 1)) {
        return false;
    }
    // A run of three is the longest that is not a line drawn with hyphens: " - ".
    let run = |bytes: &mut dyn Iterator<Item = u8>| {
        bytes
            .take(3)
            .take_while(|byte| matches!(byte, b' ' | b'-'))
            .count()
    };
    let left = run(&mut text[..at].bytes().rev());
    let right = run(&mut text[at + 1..].bytes());
    let before = text[..at - left].chars().next_back();
    let after = text[at + 1 + right..].chars().next();
    left + right < 3
        && before.is_some_and(is_unspaced)
        && after.is_some_and(is_unspaced)
        && !is_in_syllable(text, at)
}

/// Tells whether what is beside a byte would become one syllable without it, as a sign without its
/// letter would: folded again, its signs would have another order.
fn is_in_syllable(text: &str, at: usize) -> bool {
    let beyond = |c: &char| *c != ' ' && *c != '-';
    let before = text[..at].chars().rev().find(beyond);
    let after = text[at + 1..].chars().find(beyond);
    before.is_some_and(khmer::is_coeng)
        || after.is_some_and(|c| khmer::is_coeng(c) || khmer::is_mark(c))
}

/// Tells whether a hyphen is right between letters, digits or initialisms.
fn is_in_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let ends = before.is_some_and(char::is_alphanumeric)
        || (before == Some('.') && in_initialism(text.as_bytes(), at - 1));
    ends && after.is_some_and(char::is_alphanumeric)
}

fn is_lone_letter(bytes: &[u8], at: usize) -> bool {
    let outside = at
        .checked_sub(1)
        .is_none_or(|before| bytes[before].is_ascii() && !bytes[before].is_ascii_alphanumeric());
    outside && bytes[at].is_ascii_alphabetic()
}

/// Tells whether a point is one of a dotted initialism: after a lone letter, and a letter with a
/// point before or after it.
fn in_initialism(bytes: &[u8], at: usize) -> bool {
    let Some(letter) = at.checked_sub(1) else {
        return false;
    };
    if !is_lone_letter(bytes, letter) {
        return false;
    }
    let before = letter >= 2 && bytes[letter - 1] == b'.' && is_lone_letter(bytes, letter - 2);
    let after = matches!(bytes.get(at + 1..), Some([next, b'.', ..]) if next.is_ascii_alphabetic());
    before || after
}

/// Returns the letters of a text as they were written, to compare capitals by.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_left_out() {
        for (text, expected) in [
            ("The U.S. and ASEAN-U.S. talks", "the us and asean us talks"),
            ("U.S.-led, e.g. 3.5. A. B", "us led, eg 3.5. a. b"),
            ("end. Next a.b.c", "end. next abc"),
            ("Secretary\u{2011}General - x", "secretary general - x"),
            (
                "\u{1780} \u{1781}-\u{1782} - \u{1783} ASEAN",
                "\u{1780}\u{1781}\u{1782}\u{1783} asean",
            ),
            (
                "\u{1780}\u{200B}\u{1781} (\u{1782})",
                "\u{1780}\u{1781} (\u{1782})",
            ),
        ] {
            assert_eq!(key_text(text), expected, "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "In ASEAN-U.S. \u{1780}\u{200B} \u{1781}!";
        let key = key(text);
        for (part, expected) in [
            ("asean us", "ASEAN-U.S."),
            ("us", "U.S."),
            ("\u{1780}\u{1781}", "\u{1780}\u{200B} \u{1781}"),
            ("\u{1780}", "\u{1780}"),
            ("\u{1781}", "\u{1781}"),
        ] {
            let at = key.text().find(part).unwrap();
            let span = key.source(Span::new(at, at + part.len()));
            assert_eq!(&text[span.range()], expected);
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "[aU.S\u{1780}\u{179A}\u{17B6}\u{17C6}\u{17D2}\u{200B} \\-\u{E01}1']{0,24}") {
            let once = key_text(&text);
            prop_assert_eq!(key_text(&once), once);
        }

        #[test]
        fn every_place_is_in_the_text(text in "[aU.S\u{1780}\u{17D2}\u{200B} \\-\u{E01}1]{0,24}") {
            let key = key(&text);
            let borders: Vec<usize> = key.text().char_indices().map(|(at, _)| at).chain([key.text().len()]).collect();
            for pair in borders.windows(2) {
                let span = key.source(Span::new(pair[0], pair[1]));
                prop_assert!(text.get(span.range()).is_some());
                prop_assert!(span.start < span.end);
            }
        }
    }
}
