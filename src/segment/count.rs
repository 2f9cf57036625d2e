//! How much text there is: segments, words, clusters, characters. Words are those of UAX #29, which
//! leaves the scripts without spaces to dictionaries (feature `dictionaries`). Such words are good for
//! counting and for nothing else here: dictionaries change, cut compounds, and miss names, so that
//! alignment, look-up and checks keep to clusters (see [`word`](super::word)).

use std::ops::AddAssign;

use super::Segment;
use super::dictionary::Words;
use crate::text::Lang;
use crate::text::script::clusters;

/// Bytes that the word segmenter gets at a time; it keeps work for every character of a run.
const PIECE: usize = 1 << 14;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Segments.
    pub segments: usize,
    /// Words and numbers, no punctuation.
    pub words: usize,
    /// Orthographic clusters that are no white space.
    pub clusters: usize,
    /// Characters (Unicode scalar values) that are no white space.
    pub characters: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.segments += other.segments;
        self.words += other.words;
        self.clusters += other.clusters;
        self.characters += other.characters;
    }
}

/// Counts texts in a language.
#[derive(Debug)]
pub struct Counter {
    words: Words,
}

impl Counter {
    /// Makes a counter for a language. Without the feature `dictionaries`, each cluster of a script
    /// without spaces counts as a word.
    pub fn new(lang: &Lang) -> Counter {
        let words = Words::of(lang);
        Counter { words }
    }

    /// Counts what is in segments.
    pub fn count(&self, segments: &[Segment]) -> Counts {
        let mut counts = Counts::default();
        for segment in segments {
            counts += self.count_text(&segment.text);
        }
        counts
    }

    fn count_text(&self, text: &str) -> Counts {
        let mut counts = Counts {
            segments: 1,
            ..Counts::default()
        };
        for cluster in clusters(text) {
            let text = &text[cluster.range()];
            counts.clusters += usize::from(!text.chars().all(char::is_whitespace));
        }
        counts.characters = text.chars().filter(|c| !c.is_whitespace()).count();
        for piece in pieces(text) {
            counts.words += self.words.count(piece);
        }
        counts
    }
}

/// Cuts a text that is longer than [`PIECE`], at white space where it can be done.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = PIECE.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        if end < rest.len() {
            let space = rest[..end].rfind(char::is_whitespace).filter(|&at| at > 0);
            let cluster = || clusters(&rest[..end]).last().map_or(0, |last| last.start);
            end = space.unwrap_or_else(cluster);
            if end == 0 {
                // A cluster longer than a piece stays whole.
                end = clusters(rest).next().map_or(rest.len(), |first| first.end);
            }
        }
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str, lang: &str) -> Counts {
        Counter::new(&Lang::parse(lang).unwrap()).count_text(text)
    }

    #[test]
    fn words_are_counted_by_script() {
        let english = count("H.E. Mr. Sok signed 2 notes.", "en");
        assert_eq!((english.words, english.characters), (6, 23));
        // "Kingdom of Cambodia": some words without a space between them.
        let khmer = "\u{1796}\u{17D2}\u{179A}\u{17C7}\u{179A}\u{17B6}\u{1787}\u{17B6}\u{178E}\u{17B6}\u{1785}\u{1780}\u{17D2}\u{179A}\u{1780}\u{1798}\u{17D2}\u{1796}\u{17BB}\u{1787}\u{17B6}";
        let counts = count(khmer, "km");
        assert!((2..=4).contains(&counts.words), "{counts:?}");
        assert_eq!((counts.clusters, counts.characters), (9, 21));
        // "Foreign Ministry of Thailand".
        let thai = "\u{E01}\u{E23}\u{E30}\u{E17}\u{E23}\u{E27}\u{E07}\u{E01}\u{E32}\u{E23}\u{E15}\u{E48}\u{E32}\u{E07}\u{E1B}\u{E23}\u{E30}\u{E40}\u{E17}\u{E28}\u{E44}\u{E17}\u{E22}";
        assert!((2..=6).contains(&count(thai, "th").words));
        assert_eq!(count(" \u{17D4} ", "km").words, 0);
    }

    #[test]
    fn long_text_is_taken_in_pieces() {
        let khmer = "\u{1780}\u{17B6}".repeat(20_000);
        let counts = count(&khmer, "km");
        assert_eq!((counts.clusters, counts.characters), (20_000, 40_000));
        let spaced = "word ".repeat(10_000);
        assert_eq!(count(&spaced, "en").words, 10_000);
        assert_eq!(pieces(&spaced).collect::<String>(), spaced);
        // Ten thousand marks on one letter are one cluster and stay together.
        let marks = format!("\u{1780}{}", "\u{17B6}".repeat(10_000));
        assert_eq!(pieces(&marks).count(), 1);
        assert_eq!(count(&marks, "km").clusters, 1);
    }
}
