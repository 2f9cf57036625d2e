//! Where words may begin and end in a key.

use std::cell::{OnceCell, RefCell};

use crate::segment::word::dictionary_words;
use crate::text::Span;
use crate::text::khmer;
use crate::text::script::{clusters, is_unspaced};

/// The edges of words in a key. Clusters are looked for only if somebody asks, and once.
pub(super) struct Edges<'a> {
    key: &'a str,
    clusters: OnceCell<Vec<u64>>,
}

impl Edges<'_> {
    pub(super) fn new(key: &str) -> Edges<'_> {
        Edges {
            key,
            clusters: OnceCell::new(),
        }
    }

    /// Tells whether a word may begin or end at a byte, which is between two characters.
    pub(super) fn is_edge(&self, at: usize) -> bool {
        let bytes = self.key.as_bytes();
        if let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| bytes[at]), bytes.get(at))
            && before.is_ascii()
            && after.is_ascii()
        {
            return !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric());
        }
        let before = self.key[..at].chars().next_back();
        let after = self.key[at..].chars().next();
        let (Some(before), Some(after)) = (before, after) else {
            return true;
        };
        // Nothing of ASCII belongs to a cluster of Khmer, and only a mark of Khmer to one of ASCII.
        let known = |c: char| c.is_ascii() || khmer::is_khmer(c);
        if known(before) && known(after) {
            let stacked = khmer::is_coeng(before) && khmer::is_base(after);
            return !khmer::is_mark(after) && !stacked;
        }
        if is_unspaced(before) || is_unspaced(after) {
            return self.is_cluster_edge(at);
        }
        let in_word = |c: char| c.is_alphanumeric() || is_joining(c);
        !(in_word(before) && in_word(after))
    }

    fn is_cluster_edge(&self, at: usize) -> bool {
        let edges = self.clusters.get_or_init(|| {
            let mut edges = vec![0_u64; self.key.len() / 64 + 1];
            for cluster in clusters(self.key) {
                edges[cluster.start / 64] |= 1 << (cluster.start % 64);
            }
            edges
        });
        edges
            .get(at / 64)
            .is_none_or(|edges| edges >> (at % 64) & 1 == 1)
    }

    /// Returns the end of the word that goes on at a byte.
    pub(super) fn end_of_word(&self, at: usize) -> usize {
        let rest = &self.key[at..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || is_joining(c)) || is_unspaced(c));
        at + end.unwrap_or(rest.len())
    }

    /// Returns the end of an English plural or possessive ending at a byte where no word ends.
    pub(super) fn end_of_inflection(&self, at: usize) -> Option<usize> {
        let rest = &self.key[at..];
        ["s", "es"]
            .into_iter()
            .filter(|ending| rest.starts_with(ending))
            .map(|ending| at + ending.len())
            .find(|&end| self.is_edge(end))
    }
}

/// The borders of words in a text of a script without spaces, as a dictionary finds them. Only the run of
/// letters that somebody asks about is cut, and kept until the next one.
#[derive(Default)]
pub(super) struct Borders(RefCell<Run>);

#[derive(Default)]
struct Run {
    span: Span,
    /// Where its words end, in bytes of the text.
    ends: Vec<usize>,
}

impl Borders {
    /// Tells whether a piece of a text begins and ends where words do.
    pub(super) fn are_at(&self, text: &str, span: Span) -> bool {
        self.is_at(text, span.start) && self.is_at(text, span.end)
    }

    /// Tells whether a piece of a text begins or ends where words do: it may be a part of a compound.
    pub(super) fn touch(&self, text: &str, span: Span) -> bool {
        self.is_at(text, span.start) || self.is_at(text, span.end)
    }

    fn is_at(&self, text: &str, at: usize) -> bool {
        let before = text[..at].chars().next_back();
        let after = text[at..].chars().next();
        let letter = |c: Option<char>| c.is_some_and(in_run);
        if !letter(before) || !letter(after) {
            return true;
        }
        let mut run = self.0.borrow_mut();
        if !(run.span.start < at && at < run.span.end) {
            let before = text[..at].trim_end_matches(in_run);
            let after = text[at..].trim_start_matches(in_run);
            run.span = Span::new(before.len(), text.len() - after.len());
            run.ends.clear();
            let mut end = run.span.start;
            dictionary_words(&text[run.span.range()], &mut |word| {
                end += word.len();
                run.ends.push(end);
            });
        }
        run.ends.binary_search(&at).is_ok()
    }
}

/// Tells whether a character is a letter or mark of a script without spaces.
fn in_run(c: char) -> bool {
    is_unspaced(c) || is_joining(c)
}

/// Tells whether a character goes on with the word before it though it is no letter.
fn is_joining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_end_at_punctuation_and_before_another_script() {
        let key = "asean's u\u{1B0}\u{301}c (x)\u{1780}\u{17D2}\u{1780}13";
        let edges = Edges::new(key);
        let all: Vec<usize> = key
            .char_indices()
            .map(|(at, _)| at)
            .filter(|&at| edges.is_edge(at))
            .collect();
        let at = |part: &str| key.find(part).unwrap();
        for edge in [
            0,
            at("'"),
            at("s u"),
            at("u"),
            at(" ("),
            at("x"),
            at(")"),
            at("\u{1780}"),
            at("13"),
        ] {
            assert!(all.contains(&edge), "{edge} of {all:?}");
        }
        for inside in [1, at("\u{301}"), at("c"), at("\u{17D2}"), at("3")] {
            assert!(!all.contains(&inside), "{inside}");
        }
    }

    proptest! {
        #[test]
        fn khmer_edges_are_those_of_clusters(text in "[\u{1780}\u{179A}\u{17D2}\u{17B6}\u{17C6}\u{17CB}\u{17CC}\u{17D4}\u{17C9}a1 (]{0,16}") {
            let key = super::super::key::key_text(&text);
            let edges = Edges::new(&key);
            let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
            for (at, c) in key.char_indices().skip(1) {
                if c.is_ascii() && ascii(key[..at].chars().next_back()) {
                    continue;
                }
                prop_assert_eq!(edges.is_edge(at), edges.is_cluster_edge(at), "{:?} at {}", key, at);
            }
        }
    }
}
