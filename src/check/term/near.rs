//! Terms that are there in letters near those of the glossary: nobody would say that they are
//! missing. Khmer writes many words, names above all, with a sign above the letter or without it, and
//! a closing M before a consonant as a sign or as a letter with the consonant below it.

use crate::glossary::find::is_word;
use crate::text::invisible::is_invisible;
use crate::text::khmer::{is_coeng, is_khmer, is_mark};
use crate::text::{Span, digit};

/// The letter MO and the sign NIKAHIT, which stand for one sound before a consonant.
const MO: char = '\u{1798}';
const NIKAHIT: char = '\u{17C6}';

/// The letters DA and TA, which look the same below another.
const DA: char = '\u{178A}';
const TA: char = '\u{178F}';

/// A text of which only what tells words apart is kept.
pub(super) struct Skeleton<'a> {
    text: &'a str,
    kept: String,
    /// For each byte that is kept, and for the end, where it comes from in the text.
    places: Vec<u32>,
}

impl<'a> Skeleton<'a> {
    /// Makes the skeleton of a text; none of one without Khmer.
    pub(super) fn new(text: &'a str) -> Option<Skeleton<'a>> {
        if !text.contains(is_khmer) {
            return None;
        }
        let mut kept = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        bare(text, |at, c| {
            kept.push(c);
            places.resize(kept.len(), at as u32);
        });
        places.push(text.len() as u32);
        Some(Skeleton { text, kept, places })
    }

    /// Finds a term.
    pub(super) fn find(&self, term: &str) -> Option<Span> {
        let mut wanted = String::with_capacity(term.len());
        bare(term, |_, c| wanted.push(c));
        if wanted.is_empty() {
            return None;
        }
        let mut found = memchr::memmem::find_iter(self.kept.as_bytes(), &wanted);
        found.find_map(|at| {
            let place = self.place(at, at + wanted.len());
            place.filter(|&span| is_word(self.text, span))
        })
    }

    /// Returns the place of a piece of the skeleton, if it begins and ends where clusters do.
    fn place(&self, start: usize, end: usize) -> Option<Span> {
        let (first, last) = (self.places[start] as usize, self.places[end - 1] as usize);
        // Signs that the skeleton lacks belong to the letter before them.
        let mut after = self.text[last..].char_indices().skip(1);
        let next = after.find(|&(_, c)| !is_sign(c));
        let (end, next) = next.map_or((self.text.len(), None), |(at, c)| (last + at, Some(c)));
        let goes_on = next.is_some_and(|c| is_mark(c) || is_coeng(c));
        let begins = self.text[first..]
            .chars()
            .next()
            .is_some_and(|c| !is_mark(c) && !is_coeng(c));
        let below = self.text[..first].ends_with(is_coeng);
        (begins && !below && !goes_on).then(|| Span::new(first, end))
    }
}

/// Tells whether a character is a sign above a letter that changes no word.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{17C9}'..='\u{17D1}')
}

/// Calls for each character that is kept of a text, and where it comes from.
fn bare(text: &str, mut keep: impl FnMut(usize, char)) {
    let mut chars = text.char_indices().peekable();
    let mut below = false;
    while let Some((at, c)) = chars.next() {
        let kept = match c {
            ' ' | '-' => continue,
            c if c.is_ascii() => c.to_ascii_lowercase(),
            MO if chars.peek().is_some_and(|&(_, next)| is_coeng(next)) => {
                chars.next();
                NIKAHIT
            }
            DA if below => TA,
            c if is_sign(c) || is_invisible(c) => continue,
            c => digit::value(c).map_or(c, |value| char::from(b'0' + value)),
        };
        below = is_coeng(kept);
        keep(at, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, term: &str) -> Option<&'a str> {
        let span = Skeleton::new(text)?.find(term)?;
        Some(&text[span.range()])
    }

    #[test]
    fn signs_and_the_closing_m_tell_no_words_apart() {
        // Wuhan, with the sign MUUSIKATOAN and without; disease, in both spellings.
        let (with, without) = (
            "\u{179C}\u{17C9}\u{17BC}\u{17A0}\u{17B6}\u{1793}",
            "\u{179C}\u{17BC}\u{17A0}\u{17B6}\u{1793}",
        );
        let (letter, sign) = (
            "\u{1787}\u{1798}\u{17D2}\u{1784}\u{17BA}",
            "\u{1787}\u{17C6}\u{1784}\u{17BA}",
        );
        let text = format!("\u{1780}{with}\u{200B}{letter}\u{1780}");
        assert_eq!(found(&text, without), Some(with));
        assert_eq!(found(&text, sign), Some(letter));
        let both = format!("{with}{letter}");
        assert_eq!(found(&text, &both), Some(&text[3..text.len() - 3]));
        let text = format!("\u{1780}{without} {sign}\u{1780}");
        assert_eq!(found(&text, with), Some(without));
        assert_eq!(found(&text, letter), Some(sign));
    }

    #[test]
    fn clusters_stay_whole() {
        // KA with a vowel, or with a letter below, or below one, is not KA.
        for text in [
            "\u{1780}\u{17B6}",
            "\u{1780}\u{17D2}\u{179A}",
            "\u{179A}\u{17D2}\u{1780}",
            "\u{1780}\u{17C9}\u{17B6}",
        ] {
            assert_eq!(found(text, "\u{1780}"), None, "{text}");
        }
        let text = "\u{1780}\u{17C9} \u{1781}";
        assert_eq!(found(text, "\u{1780}"), Some("\u{1780}\u{17C9}"));
        assert_eq!(found("no Khmer", "no"), None);
        assert_eq!(found("\u{1780}", " "), None);
    }
}
