//! Segments cut into tokens, the units that alignment and look-up compare: words where a script
//! sets spaces, orthographic clusters where it does not, numbers and punctuation marks everywhere.
//! These are not dictionary words: for Khmer, Thai, Lao and Burmese a cluster (a consonant with all
//! that hangs on it) needs no data and never changes, and is enough to learn translations from.

use rustc_hash::{FxHashMap, FxHashSet};

use super::dictionary;
use crate::text::Span;
use crate::text::fold::{self, Level};
use crate::text::script::{self, Script};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word or an orthographic cluster.
    Word,
    /// A number, its separators brought to one form.
    Number,
    /// A punctuation mark or symbol.
    Mark,
}

/// The distinct tokens of some texts, numbered from 0 in order of appearance.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: FxHashMap<Box<str>, u32>,
    words: Vec<(Box<str>, Kind)>,
    counts: Vec<u32>,
}

impl Vocabulary {
    /// Returns the number of distinct tokens.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Tells whether no token was seen.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns how often each token was seen.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// Returns the folded text of a token.
    pub fn word(&self, number: u32) -> &str {
        &self.words[number as usize].0
    }

    /// Returns what a token is.
    pub fn kind(&self, number: u32) -> Kind {
        self.words[number as usize].1
    }

    /// Returns the number of a folded token that was seen.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// Cuts a text into tokens, counts them and appends their numbers to `tokens`.
    ///
    /// In scripts without spaces the longest words of `list` are tokens, and clusters where none
    /// fits.
    pub fn tokens(&mut self, text: &str, list: Option<&WordList>, tokens: &mut Vec<u32>) {
        let run = |run: &str, token: &mut dyn FnMut(&str)| known_words(run, list, token);
        cut(&key(text), run, &mut |token, kind, _| {
            tokens.push(self.number(token, kind));
        });
    }

    /// Counts a token that stands for what a text means, not for how it is written, and returns its
    /// number. Its text should be one that no text gives.
    pub fn sign(&mut self, token: &str) -> u32 {
        self.number(token, Kind::Number)
    }

    /// Cuts a text as [`Vocabulary::tokens`] does and appends the numbers of its tokens, none for one
    /// that was not seen.
    pub fn find_tokens(&self, text: &str, list: Option<&WordList>, tokens: &mut Vec<Option<u32>>) {
        let run = |run: &str, token: &mut dyn FnMut(&str)| known_words(run, list, token);
        cut(&key(text), run, &mut |token, _, _| {
            tokens.push(self.find(token));
        });
    }

    fn number(&mut self, token: &str, kind: Kind) -> u32 {
        let number = if let Some(&number) = self.numbers.get(token) {
            number
        } else {
            let number = self.words.len() as u32;
            self.numbers.insert(token.into(), number);
            self.words.push((token.into(), kind));
            self.counts.push(0);
            number
        };
        self.counts[number as usize] += 1;
        number
    }
}

/// What a cluster is good for when tokens are put together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Part of a word that is set off by spaces.
    Letter,
    /// A token by itself: a cluster of a script without spaces.
    Whole,
    Digit,
    Space,
    Mark,
}

fn role(cluster: &str) -> Role {
    let Some(first) = cluster.chars().next() else {
        return Role::Space;
    };
    match first {
        '0'..='9' => Role::Digit,
        'a'..='z' | 'A'..='Z' => Role::Letter,
        // Signs that belong to a script and are punctuation; ៗ (U+17D7) is part of its word.
        '\u{17D4}'..='\u{17D6}' | '\u{17D8}'..='\u{17DB}' | '\u{104A}'..='\u{104F}' => Role::Mark,
        _ if first.is_whitespace() || first.is_control() => Role::Space,
        _ => match script::script_of(first) {
            Some(
                Script::Khmer
                | Script::Thai
                | Script::Lao
                | Script::Myanmar
                | Script::Han
                | Script::Kana,
            ) => Role::Whole,
            Some(_) => Role::Letter,
            None if first.is_alphanumeric() => Role::Letter,
            None => Role::Mark,
        },
    }
}

/// Words of scripts without spaces, to be found in running text.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    words: FxHashSet<Box<str>>,
    /// Clusters of the longest word.
    longest: usize,
}

impl<'a> FromIterator<&'a str> for WordList {
    /// Takes words as they stand in match keys; a single cluster is a token anyway.
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut list = WordList::default();
        for word in words.into_iter().filter(|word| role(word) == Role::Whole) {
            let clusters = script::clusters(word).count();
            if clusters > 1 {
                list.longest = list.longest.max(clusters);
                list.words.insert(word.into());
            }
        }
        list
    }
}

/// Cuts a text into tokens as [`Vocabulary::tokens`] does without a list, and calls `token` for each,
/// folded, in order.
pub fn cluster_tokens(text: &str, token: &mut dyn FnMut(&str, Kind)) {
    cut(&key(text), each_cluster, &mut |text, kind, _| {
        token(text, kind);
    });
}

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The token, folded.
    pub text: &'a str,
    /// What it is.
    pub kind: Kind,
    /// Its place in the text.
    pub span: Span,
}

/// The tokens of a text, cut as [`cluster_tokens`] does, each with its place.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// All tokens, one behind the other.
    text: String,
    /// Where each ends in `text`, what it is, and its place in the text that was cut.
    list: Vec<(usize, Kind, Span)>,
}

impl Tokens {
    /// Cuts a text.
    pub fn new(text: &str) -> Self {
        let folded = fold::fold(text, Level::Caseless);
        let mut tokens = Tokens {
            text: String::with_capacity(folded.key.len()),
            list: Vec::with_capacity(folded.key.len() / 4),
        };
        cut(&folded.key, each_cluster, &mut |token, kind, span| {
            tokens.text.push_str(token);
            let end = tokens.text.len();
            tokens.list.push((end, kind, folded.source_tight(span)));
        });
        tokens
    }

    /// Returns the tokens in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        self.list
            .iter()
            .enumerate()
            .map(|(at, &(end, kind, span))| {
                let start = at.checked_sub(1).map_or(0, |before| self.list[before].0);
                let text = &self.text[start..end];
                Token { text, kind, span }
            })
    }
}

fn each_cluster(run: &str, token: &mut dyn FnMut(&str)) {
    for cluster in script::clusters(run) {
        token(&run[cluster.range()]);
    }
}

/// Cuts a text into tokens with a dictionary of the language, for learning which words there are.
/// Without the feature `dictionaries` clusters are taken for words.
///
/// Calls `token` for each token, folded, in order.
pub fn dictionary_tokens(text: &str, token: &mut dyn FnMut(&str, Kind)) {
    cut(&key(text), dictionary::cut, &mut |text, kind, _| {
        token(text, kind);
    });
}

/// Cuts a run of letters of a script without spaces into the words of a dictionary, and calls for each, in
/// order. Without the feature `dictionaries` clusters are taken for words.
pub fn dictionary_words(run: &str, word: &mut dyn FnMut(&str)) {
    dictionary::cut(run, word);
}

pub(crate) fn key(text: &str) -> String {
    fold::fold(text, Level::Caseless).key.into_owned()
}

/// Cuts a run of clusters into the longest words of the list.
fn known_words(run: &str, list: Option<&WordList>, token: &mut dyn FnMut(&str)) {
    let ends: Vec<usize> = script::clusters(run).map(|span| span.end).collect();
    let longest = list.map_or(1, |list| list.longest.max(1));
    let (mut start, mut from) = (0, 0);
    while from < ends.len() {
        let most = longest.min(ends.len() - from);
        let fits = |count: &usize| {
            let word = &run[start..ends[from + count - 1]];
            list.is_some_and(|list| list.words.contains(word))
        };
        let count = (2..=most).rev().find(fits).unwrap_or(1);
        let end = ends[from + count - 1];
        token(&run[start..end]);
        (start, from) = (end, from + count);
    }
}

/// Calls `token` for each token of a folded text, in order, with its place; `run` cuts what has no
/// spaces into pieces that follow one another.
fn cut(
    text: &str,
    run: impl Fn(&str, &mut dyn FnMut(&str)),
    token: &mut dyn FnMut(&str, Kind, Span),
) {
    let mut number = String::new();
    let mut at = 0;
    while at < text.len() {
        if let Some((end, kind)) = ascii(text.as_bytes(), at) {
            if let Some(kind) = kind {
                token(&text[at..end], kind, Span::new(at, end));
            }
            at = end;
            continue;
        }
        let from = at;
        let clusters = script::clusters(&text[from..]);
        let mut clusters = clusters
            .map(|span| Span::new(from + span.start, from + span.end))
            .peekable();
        let Some(first) = clusters.next() else { return };
        let mut end = first.end;
        let role_of = |span: &Span| role(&text[span.range()]);
        match role_of(&first) {
            Role::Space => {}
            Role::Mark => token(mark(&text[first.range()]), Kind::Mark, first),
            Role::Whole => {
                while let Some(next) = clusters.next_if(|next| role_of(next) == Role::Whole) {
                    end = next.end;
                }
                let mut at = first.start;
                run(&text[first.start..end], &mut |word| {
                    token(word, Kind::Word, Span::new(at, at + word.len()));
                    at += word.len();
                });
            }
            Role::Letter => {
                let inside = |next: &Span| matches!(role_of(next), Role::Letter | Role::Digit);
                while let Some(next) = clusters.next_if(inside) {
                    end = next.end;
                }
                let span = Span::new(first.start, end);
                token(&text[span.range()], Kind::Word, span);
            }
            Role::Digit => {
                let inside =
                    |next: &Span| role_of(next) == Role::Digit || is_separator(&text[next.start..]);
                while let Some(next) = clusters.next_if(inside) {
                    end = next.end;
                }
                plain_number(&text[first.start..end], &mut number);
                token(&number, Kind::Number, Span::new(first.start, end));
            }
        }
        at = end;
    }
}

/// Returns where the ASCII token at a byte ends and what it is, none for white space; nothing where
/// clusters have to be looked at: for numbers, and for what a mark may follow.
#[inline]
fn ascii(bytes: &[u8], at: usize) -> Option<(usize, Option<Kind>)> {
    let first = *bytes.get(at)?;
    let end = if first.is_ascii_alphabetic() {
        let rest = &bytes[at..];
        let len = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
        at + len.unwrap_or(rest.len())
    } else {
        at + 1
    };
    let is_closed = bytes.get(end).is_none_or(u8::is_ascii);
    match first {
        _ if !is_closed => None,
        b' ' => Some((end, None)),
        _ if first.is_ascii_alphabetic() => Some((end, Some(Kind::Word))),
        _ if first.is_ascii_punctuation() => Some((end, Some(Kind::Mark))),
        _ => None,
    }
}

/// Tells whether a text starts with a separator inside a number: a dot or comma before a digit.
fn is_separator(text: &str) -> bool {
    let mut bytes = text.bytes();
    matches!(bytes.next(), Some(b'.' | b',')) && bytes.next().is_some_and(|b| b.is_ascii_digit())
}

/// Writes a number without the separators of thousands and with a dot for decimals.
///
/// Both habits are read, 1,000.5 and 1.000,5; a last group of exactly three digits is taken for
/// thousands, as amounts in documents mostly are.
fn plain_number(digits: &str, plain: &mut String) {
    plain.clear();
    let mut parts = digits.split(['.', ',']).peekable();
    let mut first = true;
    while let Some(part) = parts.next() {
        let decimals = !first && parts.peek().is_none() && part.len() != 3;
        if decimals {
            plain.push('.');
        }
        plain.push_str(part);
        first = false;
    }
}

/// Returns the mark that stands for all marks of its kind, in whatever script.
fn mark(mark: &str) -> &str {
    match mark {
        "\u{17D4}" | "\u{17D5}" | "\u{104B}" | "。" | "．" | "।" => ".",
        "\u{104A}" | "、" | "，" => ",",
        "\u{17D6}" | "：" => ":",
        "「" | "」" | "『" | "』" | "«" | "»" | "“" | "”" | "„" => "\"",
        "？" => "?",
        "！" => "!",
        "；" => ";",
        "《" | "〈" => "<",
        "》" | "〉" => ">",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::default();
        let mut numbers = Vec::new();
        vocabulary.tokens(text, None, &mut numbers);
        numbers
            .iter()
            .map(|&number| vocabulary.word(number).to_owned())
            .collect()
    }

    #[test]
    fn spaced_scripts_give_words() {
        assert_eq!(
            tokens("The 37th ASEAN-U.S. Dialogue"),
            [
                "the", "37", "th", "asean", "-", "u", ".", "s", ".", "dialogue"
            ]
        );
    }

    #[test]
    fn what_hangs_on_a_letter_is_part_of_its_word() {
        // Q with a dot below, which no single character stands for, and a mark on a full stop.
        assert_eq!(tokens("abq\u{323}d e1"), ["abq\u{323}d", "e1"]);
        assert_eq!(
            tokens("a b\u{E9}c.\u{323} (d"),
            ["a", "b\u{E9}c", ".\u{323}", "(", "d"]
        );
    }

    #[test]
    fn numbers_are_brought_to_one_form() {
        for (text, number) in [
            ("5,000,000", "5000000"),
            (
                "\u{17E5}.\u{17E0}\u{17E0}\u{17E0}.\u{17E0}\u{17E0}\u{17E0}",
                "5000000",
            ),
            ("7,5", "7.5"),
            ("1.000,25", "1000.25"),
            ("\u{E52}\u{E55}\u{E56}\u{E57}", "2567"),
        ] {
            assert_eq!(tokens(text), [number], "{text}");
        }
        assert_eq!(tokens("in 2025."), ["in", "2025", "."]);
    }

    #[test]
    fn khmer_gives_clusters_and_common_marks() {
        // "Cambodia" and a full stop: base, base + coeng + base + sign, base + vowel.
        let tokens = tokens("\u{1780}\u{1798}\u{17D2}\u{1796}\u{17BB}\u{1787}\u{17B6}\u{17D4}");
        assert_eq!(
            tokens,
            [
                "\u{1780}",
                "\u{1798}\u{17D2}\u{1796}\u{17BB}",
                "\u{1787}\u{17B6}",
                "."
            ]
        );
    }
}
