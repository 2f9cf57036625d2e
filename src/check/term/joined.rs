//! Terms of which a part serves another word too: "digital economy and society" is in Khmer economy and
//! society, and then digital once for both. Then the two parts of a term stand apart in the translation,
//! with a word that joins between them, as one stands beside the term in the source.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Hits, Terms};
use crate::glossary::find::Hit;
use crate::text::Lang;
use crate::text::fold::{Level, fold};
use crate::text::script::{clusters, is_unspaced};

/// The most characters between the parts of a term.
const BETWEEN: usize = 40;

/// The words that join, by language.
static JOINING: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("and.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once('\t'));
    rows.map(|(lang, words)| (lang, words.split(' ').collect()))
        .collect()
});

fn joining(lang: &Lang) -> &'static [&'static str] {
    JOINING.get(lang.primary()).map_or(&[], Vec::as_slice)
}

impl Terms<'_> {
    /// Tells whether the translation has the parts of a term apart because another word shares one.
    pub(super) fn is_joined(&self, hits: &Hits<'_>, hit: &Hit, concept: usize) -> bool {
        let text: &str = hits.pair.source.text;
        let beside = [
            text[..hit.span.start].split_whitespace().next_back(),
            text[hit.span.end..].split_whitespace().next(),
        ];
        let joins = |word: &str| {
            joining(&self.source)
                .iter()
                .any(|one| word.eq_ignore_ascii_case(one))
        };
        if !beside.into_iter().flatten().any(joins) {
            return false;
        }
        let target = &hits.pair.target.reading.search_key().key;
        let mut terms = self
            .concept(concept)
            .terms_in(&self.target)
            .filter(|term| term.is_good());
        terms.any(|term| {
            is_apart(
                target,
                &fold(&term.text.value, Level::Search).key,
                &self.target,
            )
        })
    }
}

/// Tells whether a text has both parts of a term, in their order, with a word that joins between them.
fn is_apart(text: &str, term: &str, lang: &Lang) -> bool {
    let borders = clusters(term).map(|cluster| cluster.start).skip(1);
    let mut splits = borders
        .filter(|&at| is_border(term, at))
        .map(|at| term.split_at(at));
    splits.any(|(head, rest)| {
        let (head, rest) = (head.trim(), rest.trim());
        let mut heads = text.match_indices(head).map(|(at, _)| at + head.len());
        heads.any(|from| {
            let end = text[from..].char_indices().nth(BETWEEN);
            let end = end.map_or(text.len(), |(at, _)| from + at);
            let between = text[from..end].find(rest).map(|at| &text[from..from + at]);
            between.is_some_and(|between| joining(lang).iter().any(|word| has_word(between, word)))
        })
    })
}

/// Tells whether a term may be cut: at a space, or between letters of a script without spaces, where
/// both parts are longer than a syllable.
fn is_border(term: &str, at: usize) -> bool {
    let (head, rest) = term.split_at(at);
    let unspaced = head.chars().next_back().is_some_and(is_unspaced);
    let long = |part: &str| clusters(part).nth(1).is_some();
    (rest.starts_with(' ') || unspaced) && long(head) && long(rest)
}

fn has_word(text: &str, word: &str) -> bool {
    let bare = |c: Option<char>| c.is_none_or(|c| is_unspaced(c) || !c.is_alphanumeric());
    text.match_indices(word).any(|(at, word)| {
        bare(text[..at].chars().next_back()) && bare(text[at + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_term_may_stand_apart() {
        let apart =
            |lang: &str, text: &str, term: &str| is_apart(text, term, &Lang::parse(lang).unwrap());
        let km = "សេដ្ឋកិច្ចឌីជីថល";
        assert!(apart("km", "សេដ្ឋកិច្ច និងសង្គមឌីជីថល", km));
        assert!(!apart("km", "សេដ្ឋកិច្ច និងសង្គម", km));
        assert!(!apart("km", "សង្គមឌីជីថល និងសេដ្ឋកិច្ច", km));
        assert!(!apart("km", "សេដ្ឋកិច្ចសង្គមឌីជីថល", km));
        let fr = "économie numérique";
        assert!(apart("fr", "l'économie et la société numériques", fr));
        assert!(!apart("fr", "l'économie de la société numérique", fr));
        assert!(!apart("fr", "l'économie et la société", fr));
        let far = format!("l'économie et {}numérique", "la ".repeat(20));
        assert!(!apart("fr", &far, fr));
    }
}
