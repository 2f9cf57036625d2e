//! Texts cut into what is counted when terms are mined: words in scripts that have spaces, orthographic
//! clusters in the others. A cluster needs no dictionary and is never cut. Marks are no tokens; they
//! end a run, over which no term goes.

use rustc_hash::FxHashMap;

use crate::text::Span;
use crate::text::fold::{Level, fold};
use crate::text::invisible::is_invisible;
use crate::text::script::{clusters, is_unspaced};

/// A word or cluster at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Its number in the vocabulary.
    pub(super) id: u32,
    /// Its place, in bytes of the text.
    pub(super) span: Span,
    /// Whether it begins a run: a mark, or the start of the text, is before it.
    pub(super) first: bool,
    /// Whether a space or a hint where to break a line is before it.
    pub(super) gap: bool,
}

/// The distinct tokens of some texts, numbered in the order of their appearance.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Vocabulary {
    /// Returns the key of a token.
    pub(super) fn word(&self, id: u32) -> &str {
        &self.words[id as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.words.len() as u32;
        self.ids.insert(word.into(), id);
        self.words.push(word.into());
        id
    }

    /// Returns the tokens of a text that was cut with this vocabulary; none if one is not in it.
    pub(super) fn find(&self, text: &str) -> Option<Vec<u32>> {
        let mut ids = Some(Vec::new());
        cut(text, |word, _| match (self.ids.get(word), &mut ids) {
            (Some(&id), Some(ids)) => ids.push(id),
            _ => ids = None,
        });
        ids.filter(|ids| !ids.is_empty())
    }

    /// Cuts a text.
    pub(super) fn tokens(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        cut(text, |word, token| {
            tokens.push(Token {
                id: self.id(word),
                ..token
            });
        });
        tokens
    }
}

/// What the first character of a cluster says of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Part of a word.
    Letter,
    /// A token by itself.
    Whole,
    Space,
    Mark,
}

fn role(c: char) -> Role {
    match c {
        // Signs of punctuation of the Khmer, Thai and Burmese blocks, and those of Chinese.
        '\u{17D4}'..='\u{17D6}'
        | '\u{17D8}'..='\u{17DB}'
        | '\u{104A}'..='\u{104F}'
        | '\u{E2F}'
        | '\u{E5A}'
        | '\u{E5B}'
        | '\u{EAF}' => Role::Mark,
        _ if c.is_whitespace() => Role::Space,
        _ if is_unspaced(c) => Role::Whole,
        _ if c.is_alphanumeric() => Role::Letter,
        _ => Role::Mark,
    }
}

/// Cuts a text and calls for each token, with its key.
fn cut(text: &str, mut each: impl FnMut(&str, Token)) {
    let folded = fold(text, Level::Search);
    let key: &str = &folded.key;
    let (mut first, mut gap) = (true, false);
    let mut end_before = 0;
    let mut pieces = clusters(key).peekable();
    while let Some(piece) = pieces.next() {
        let role_of = |span: Span| key[span.range()].chars().next().map_or(Role::Mark, role);
        let mut span = piece;
        match role_of(piece) {
            Role::Space => {
                gap = true;
                continue;
            }
            Role::Mark => {
                // A hyphen or apostrophe in a word parts it; only other marks end the run.
                let inner = matches!(&key[piece.range()], "-" | "'")
                    && !gap
                    && !first
                    && pieces
                        .peek()
                        .is_some_and(|&next| matches!(role_of(next), Role::Letter | Role::Whole));
                gap = true;
                first |= !inner;
                continue;
            }
            Role::Whole => {}
            Role::Letter => {
                while let Some(&next) = pieces.peek() {
                    let joins = role_of(next) == Role::Letter || in_word(key, next);
                    if !joins {
                        break;
                    }
                    span.end = next.end;
                    pieces.next();
                }
            }
        }
        // The last point of an initialism belongs to it, and ends no run.
        let word = &key[span.range()];
        let initials = word.contains('.') && word.starts_with(|c: char| c.is_ascii_alphabetic());
        let point = pieces.next_if(|&next| initials && &key[next.range()] == ".");
        let whole = Span::new(span.start, point.map_or(span.end, |point| point.end));
        let place = folded.source_tight(whole);
        let hint = text[end_before.min(place.start)..place.start].contains(is_invisible);
        each(
            &key[span.range()],
            Token {
                id: 0,
                span: place,
                first,
                gap: gap || hint || end_before == 0,
            },
        );
        end_before = place.end;
        first = false;
        gap = false;
    }
}

/// Tells whether a point is inside a number or an initialism.
fn in_word(key: &str, mark: Span) -> bool {
    let bytes = key.as_bytes();
    let (before, after) = (bytes.get(mark.start.wrapping_sub(1)), bytes.get(mark.end));
    let of = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    matches!(&key[mark.range()], "." | ",")
        && of(before)
        && of(after)
        && (before.is_some_and(u8::is_ascii_digit) == after.is_some_and(u8::is_ascii_digit))
        && (&key[mark.range()] == "." || after.is_some_and(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = String::new();
        let mut vocabulary = Vocabulary::default();
        for token in vocabulary.tokens(text) {
            let sign = match (token.first, token.gap) {
                (true, _) => "|",
                (false, true) => " ",
                (false, false) => "_",
            };
            out += sign;
            out += &text[token.span.range()];
        }
        out
    }

    #[test]
    fn words_and_clusters() {
        assert_eq!(
            shown("The ASEAN-U.S. Plan (2.5, 10,000): it's"),
            "|The ASEAN U.S. Plan|2.5|10,000|it s"
        );
        // KA, coeng KA and AA; a space; KHA; a break hint; KHA; khan; ASEAN.
        assert_eq!(
            shown(
                "\u{1780}\u{17D2}\u{1780}\u{17B6}\u{1781} \u{1781}\u{200B}\u{1781}\u{17D4}ASEAN\u{1780}"
            ),
            "|\u{1780}\u{17D2}\u{1780}\u{17B6}_\u{1781} \u{1781} \u{1781}|ASEAN_\u{1780}"
        );
    }

    #[test]
    fn a_text_is_found_again() {
        let mut vocabulary = Vocabulary::default();
        let ids: Vec<u32> = vocabulary
            .tokens("Joint Statement, joint")
            .iter()
            .map(|token| token.id)
            .collect();
        assert_eq!(ids, [0, 1, 0]);
        assert_eq!(vocabulary.find("JOINT STATEMENT"), Some(vec![0, 1]));
        assert_eq!(vocabulary.find("joint plan"), None);
        assert_eq!(vocabulary.find("."), None);
        assert_eq!((vocabulary.len(), vocabulary.word(1)), (2, "statement"));
    }
}
