//! A text with what is asked of it: its keys, its tokens, its numbers and dates. Each is made when it
//! is first asked for, and once: whoever asks a memory, a glossary and the rules about a text reads it
//! and lends them the reading. A reading borrows its text and changes nothing in it; what depends on a
//! language is not in it.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::word::{Kind, Token, Tokens};
use crate::text::Found;
use crate::text::fold::{Folded, Level, fold};
use crate::text::number;
use crate::text::quantity::{Quantity, quantities};

/// A text, and what was found out about it.
///
/// ```
/// use chancery::segment::Reading;
///
/// let reading = Reading::new("The 37th\u{A0}Dialogue");
/// assert_eq!(reading.key(), "The 37th Dialogue");
/// assert_eq!(reading.words().collect::<Vec<_>>(), ["the", "th", "dialogue"]);
/// assert_eq!(reading.quantities().len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    text: &'a str,
    /// Nothing of the text is borrowed here, so that a reading may be lent for less than its life;
    /// `None` where the text is its own key.
    key: OnceCell<Option<String>>,
    search_key: OnceCell<Folded<'static>>,
    tokens: OnceCell<Tokens>,
    quantities: OnceCell<Vec<Found<Quantity>>>,
    spelled: OnceCell<Vec<Found<Quantity>>>,
}

impl<'a> Reading<'a> {
    /// Takes a text; nothing is read before it is asked for.
    pub fn new(text: &'a str) -> Self {
        Reading {
            text,
            key: OnceCell::new(),
            search_key: OnceCell::new(),
            tokens: OnceCell::new(),
            quantities: OnceCell::new(),
            spelled: OnceCell::new(),
        }
    }

    /// Returns the text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the match key: the same for texts that a reader takes for the same.
    pub fn key(&self) -> &str {
        let key = || match fold(self.text, Level::Match).key {
            Cow::Borrowed(_) => None,
            Cow::Owned(key) => Some(key),
        };
        let key = self.key.get_or_init(key);
        key.as_deref().unwrap_or(self.text)
    }

    /// Returns the key to search by, and the way back from it: the match key without case, and with
    /// one letter for Khmer letters that are used for one another.
    pub fn search_key(&self) -> &Folded<'static> {
        self.search_key
            .get_or_init(|| fold(self.text, Level::Search).into_owned())
    }

    /// Returns the tokens, in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        self.tokens.get_or_init(|| Tokens::new(self.text)).iter()
    }

    /// Returns the tokens that are neither numbers nor marks.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let words = self.tokens().filter(|token| token.kind == Kind::Word);
        words.map(|token| token.text)
    }

    /// Returns the dates, and the numbers in digits, in order.
    pub fn quantities(&self) -> &[Found<Quantity>] {
        self.quantities
            .get_or_init(|| quantities(self.text, number::Options::default()))
    }

    /// Returns the dates, and the numbers in digits and in words, in order.
    pub fn spelled_quantities(&self) -> &[Found<Quantity>] {
        self.spelled
            .get_or_init(|| quantities(self.text, number::Options { spelled: true }))
    }
}
