//! Words that tell what is meant by a term where it stands: those that speak for its concept
//! (`context`), and those that tell of something else (`except`). They are looked for in any writing,
//! as terms are: anywhere in the text, or beside the term, which `~` stands for, with `#` for a number.
//! What follows from them is for whoever looks for terms to judge.

use rustc_hash::FxHashMap;

use super::Glossary;
use super::edge::Edges;
use super::key::{Key, key, key_text};
use crate::model::Concept;
use crate::text::{Found, Span, digit};

/// So many characters before and behind a term are looked at.
pub(super) const BESIDE: usize = 64;

/// The words of all concepts that have some.
pub struct Contexts(FxHashMap<usize, OfConcept>);

struct OfConcept {
    context: Vec<Word>,
    except: Vec<Word>,
}

/// What is looked for, as keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A word that may stand anywhere.
    Anywhere(String),
    /// What must stand before the term and behind it.
    Beside(String, String),
}

/// A text in which words are looked for.
pub struct Surroundings<'a> {
    text: &'a str,
    key: Key<'a>,
}

impl Word {
    pub(super) fn new(written: &str) -> Word {
        match written.split_once('~') {
            None => Word::Anywhere(key_text(written)),
            Some((before, after)) => {
                let part = |part: &str| key_text(part).trim().to_owned();
                Word::Beside(part(before), part(after))
            }
        }
    }
}

impl Contexts {
    /// Takes the words out of a glossary.
    pub fn new(glossary: &Glossary) -> Contexts {
        let concepts = glossary.concepts.iter().enumerate();
        let some = concepts.filter(|(_, one)| !one.context.is_empty() || !one.except.is_empty());
        let of = |one: &Concept| OfConcept {
            context: words(&one.context),
            except: words(&one.except),
        };
        Contexts(some.map(|(at, one)| (at, of(one))).collect())
    }

    /// Tells whether words around a term speak for a concept.
    pub fn speak_for(&self, concept: usize, text: &Surroundings<'_>, term: Span) -> bool {
        let of = self.0.get(&concept);
        of.is_some_and(|of| text.has_any(&of.context, term))
    }

    /// Tells whether a concept has words that tell of something else.
    pub fn has_exceptions(&self, concept: usize) -> bool {
        self.0.get(&concept).is_some_and(|of| !of.except.is_empty())
    }

    /// Tells whether words around a term tell that it is something else than a concept.
    pub fn speak_against(&self, concept: usize, text: &Surroundings<'_>, term: Span) -> bool {
        let of = self.0.get(&concept);
        of.is_some_and(|of| text.has_any(&of.except, term))
    }
}

impl<'a> Surroundings<'a> {
    /// Reads a text.
    pub fn new(text: &'a str) -> Self {
        Surroundings {
            text,
            key: key(text),
        }
    }

    fn has_any(&self, words: &[Word], term: Span) -> bool {
        let edges = Edges::new(self.key.text());
        words.iter().any(|word| match word {
            Word::Anywhere(word) => is_present(self.key.text(), &edges, word),
            Word::Beside(before, after) => {
                (before.is_empty() || is_before(&self.text[..term.start], before))
                    && (after.is_empty() || is_behind(&self.text[term.end..], after))
            }
        })
    }
}

fn words(written: &[Found<String>]) -> Vec<Word> {
    written.iter().map(|word| Word::new(&word.value)).collect()
}

/// Tells whether a word is in a key; both are keys.
pub(super) fn is_present(key: &str, edges: &Edges<'_>, word: &str) -> bool {
    let mut found = key.match_indices(word);
    found.any(|(at, word)| edges.is_edge(at) && edges.is_edge(at + word.len()))
}

/// Tells whether a text ends with words, where `#` stands for a number.
fn is_before(text: &str, words: &str) -> bool {
    let start = text.char_indices().rev().nth(BESIDE - 1);
    let key = key_text(&text[start.map_or(0, |(at, _)| at)..]);
    let mut left = key.trim_end();
    words.rsplit(' ').all(|word| {
        let found = match word {
            "#" => left.rsplit(' ').next().filter(|last| is_number(last)),
            word => Some(word).filter(|word| left.ends_with(word)),
        };
        found.is_some_and(|found| {
            let at = left.len() - found.len();
            let whole = Edges::new(left).is_edge(at);
            left = left[..at].trim_end();
            whole
        })
    })
}

/// Tells whether a text begins with words, where `#` stands for a number.
fn is_behind(text: &str, words: &str) -> bool {
    let end = text.char_indices().nth(BESIDE);
    let key = key_text(&text[..end.map_or(text.len(), |(at, _)| at)]);
    let mut left = key.trim_start();
    words.split(' ').all(|word| {
        let found = match word {
            "#" => {
                left = left.trim_start_matches([',', ' ']);
                left.split(' ').next().filter(|next| is_number(next))
            }
            word => Some(word).filter(|word| left.starts_with(word)),
        };
        found.is_some_and(|found| {
            let whole = Edges::new(left).is_edge(found.len());
            left = left[found.len()..].trim_start();
            whole
        })
    })
}

fn is_number(word: &str) -> bool {
    word.contains(|c| digit::value(c).is_some())
}
