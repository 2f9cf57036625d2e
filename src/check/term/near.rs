//! Terms that are there in letters near those of the glossary: nobody would say that they are
//! missing. Khmer writes many words, names above all, with a sign above the letter or without it, and
//! a closing M before a consonant as a sign or as a letter with the consonant below it.

use std::borrow::Cow;

use crate::text::Span;
use crate::text::fold::{Folded, Level, Options, fold};
use crate::text::khmer::{is_coeng, is_khmer};
use crate::text::script::clusters;

/// The letter MO and the sign NIKAHIT, which stand for one sound before a consonant.
const MO: char = '\u{1798}';
const NIKAHIT: char = '\u{17C6}';

/// A text of which only what tells words apart is kept.
pub(super) struct Skeleton<'a> {
    folded: Folded<'a>,
    text: String,
    /// For each byte of the skeleton, and for its end, where it comes from in the folded text.
    places: Vec<u32>,
    /// Where clusters begin in the folded text, ascending, and its end.
    edges: Vec<u32>,
}

impl<'a> Skeleton<'a> {
    /// Makes the skeleton of a text; none of one without Khmer.
    pub(super) fn new(text: &'a str) -> Option<Skeleton<'a>> {
        if !text.contains(is_khmer) {
            return None;
        }
        let options = Options {
            ignore_case: true,
            khmer_variants: true,
        };
        let folded = fold(text, Level::Match, options);
        let (text, places) = bare(&folded.key);
        let edges = clusters(&folded.key).map(|cluster| cluster.start as u32);
        let edges = edges.chain([folded.key.len() as u32]).collect();
        Some(Skeleton {
            text,
            places,
            edges,
            folded,
        })
    }

    /// Finds a term.
    pub(super) fn find(&self, term: &str) -> Option<Span> {
        let (term, _) = bare(&key(term));
        if term.is_empty() {
            return None;
        }
        let is_edge = |place: u32| self.edges.binary_search(&place).is_ok();
        self.text.match_indices(&term).find_map(|(at, term)| {
            let (start, last) = (self.places[at], self.places[at + term.len() - 1]);
            // Marks that the skeleton lacks belong to the cluster that it ends in.
            let end = self.edges[self.edges.partition_point(|&edge| edge <= last)];
            let next = self.places[at + term.len()];
            let whole = is_edge(start) && next >= end;
            whole.then(|| {
                self.folded
                    .source_tight(Span::new(start as usize, end as usize))
            })
        })
    }
}

fn key(text: &str) -> Cow<'_, str> {
    let options = Options {
        ignore_case: true,
        khmer_variants: true,
    };
    fold(text, Level::Match, options).key
}

/// Returns what is kept of a folded text, and where each byte of it comes from.
fn bare(folded: &str) -> (String, Vec<u32>) {
    let mut text = String::with_capacity(folded.len());
    let mut places = Vec::with_capacity(folded.len() + 1);
    let mut chars = folded.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let kept = match c {
            ' ' | '-' | '\u{17C9}'..='\u{17D1}' => continue,
            MO if chars.peek().is_some_and(|&(_, next)| is_coeng(next)) => {
                chars.next();
                NIKAHIT
            }
            c => c,
        };
        text.push(kept);
        places.resize(text.len(), at as u32);
    }
    places.push(folded.len() as u32);
    (text, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, term: &str) -> Option<&'a str> {
        Skeleton::new(text)?
            .find(term)
            .map(|span| &text[span.range()])
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
        let text = format!("\u{1780}{without} {sign}\u{1780}");
        assert_eq!(found(&text, with), Some(without));
        assert_eq!(found(&text, letter), Some(sign));
        assert_eq!(
            found(&text, &format!("{with}{letter}")),
            Some(&text[3..text.len() - 3])
        );
    }

    #[test]
    fn clusters_stay_whole() {
        // KA with a vowel, or with a letter below, is not KA.
        for text in [
            "\u{1780}\u{17B6}",
            "\u{1780}\u{17D2}\u{179A}",
            "\u{179A}\u{17D2}\u{1780}",
        ] {
            assert_eq!(found(text, "\u{1780}"), None, "{text}");
        }
        assert_eq!(
            found("\u{1780}\u{17C9}\u{1781}", "\u{1780}"),
            Some("\u{1780}\u{17C9}")
        );
        assert_eq!(found("no Khmer", "no"), None);
        assert_eq!(found("\u{1780}", " "), None);
    }
}
