//! Terms in a text: one pass of an automaton that knows every spelling, over the key of the text. All
//! matches are looked at, those are kept that begin and end where a word does, and of these the ones
//! that are in no longer one. To take the longest match first and look at its ends later would lose
//! the shorter term inside it.
//!
//! Words end at spaces and punctuation in scripts that have spaces; in the others a term must begin
//! and end between orthographic clusters, which is all that can be known without a dictionary.
//! Nothing is stemmed: an English plural or possessive is allowed for, everything else is spelled out
//! under `variants`.

mod words;

use std::cell::OnceCell;
use std::cmp::Reverse;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;

use super::Glossary;
use super::edge::Edges;
use super::key::{Key, is_unspaced, key, key_text, letters};
use crate::model::concept::{Case, Concept, Term};
use crate::text::script::clusters;
use crate::text::{Lang, Span};

use self::words::Words;

/// Fewer clusters than this make a term that must not be written too common inside other words.
const SURE_CLUSTERS: usize = 5;

/// A term that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place, in bytes of the text.
    pub span: Span,
    /// What it may stand for, in the order of the glossary; several when nothing in the text tells
    /// homonyms apart.
    pub entries: Vec<Entry>,
}

/// A term of a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The place of the concept in the glossary.
    pub concept: usize,
    /// The place of the term in the concept.
    pub term: usize,
}

/// A glossary of more letters than can be looked for at once.
#[derive(Debug, thiserror::Error)]
#[error("the glossary is too large to be looked for: {0}")]
pub struct TooLarge(String);

/// Finds the terms of one language.
pub struct Finder {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// The patterns by their words, for texts that are all ASCII.
    words: Words,
    /// The spellings that have each pattern as their key.
    patterns: Vec<Vec<Spelling>>,
    /// The keys of the words that tell homonyms apart, by concept.
    contexts: FxHashMap<usize, Vec<String>>,
    /// Whether words may have an English ending.
    english: bool,
}

/// A spelling of a term.
struct Spelling {
    entry: Entry,
    /// The letters as they are in the glossary, where capitals matter.
    letters: Option<Letters>,
    /// Whether any ending of the word will do.
    open: bool,
    /// Whether the term must stand apart from other letters, even in a script without spaces.
    apart: bool,
}

struct Letters {
    as_written: Box<str>,
    /// Whether small letters must be small in the text.
    exact: bool,
    /// Whether all letters are capitals; an ending is in small letters then.
    capitals: bool,
}

impl Finder {
    /// Prepares to look for the terms of a language, varieties of it included.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] when there are more terms than an automaton can have.
    pub fn new(glossary: &Glossary, lang: &Lang) -> Result<Finder, TooLarge> {
        let mut builder = Builder {
            english: lang.primary() == "en",
            ..Builder::default()
        };
        for (concept, entry) in glossary.concepts.iter().enumerate() {
            for (term, of_concept) in entry.terms.iter().enumerate() {
                if of_concept.lang.primary() == lang.primary() {
                    builder.term(Entry { concept, term }, of_concept);
                }
            }
            builder.context(concept, entry);
        }
        builder.build()
    }

    /// Finds the terms in a text, in order; no hit is inside another. Context is the whole text: give
    /// a segment, not a book.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        self.search(text, false)
    }

    /// Finds the terms in a text, also those inside longer ones, by place and the longer first, and
    /// every homonym: what a translation has in it, not what it is about.
    pub fn find_all(&self, text: &str) -> Vec<Hit> {
        self.search(text, true)
    }

    fn search(&self, text: &str, nested: bool) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let key = key(text);
        let search = Search {
            finder: self,
            text,
            edges: Edges::new(key.text()),
            key: &key,
            nested,
            present: FxHashMap::default(),
        };
        search.run(automaton)
    }
}

#[derive(Default)]
struct Builder {
    keys: Vec<String>,
    index: FxHashMap<String, usize>,
    patterns: Vec<Vec<Spelling>>,
    contexts: FxHashMap<usize, Vec<String>>,
    english: bool,
}

impl Builder {
    fn term(&mut self, entry: Entry, term: &Term) {
        for spelling in term.spellings() {
            let (text, open) = match spelling.value.trim().strip_suffix('*') {
                Some(text) => (text, true),
                None => (spelling.value.trim(), false),
            };
            let key = key_text(text);
            if let Some(stem) = self.english.then(|| plural_stem(&key)).flatten() {
                self.spelling(&format!("{stem}ies"), entry, term, text, open);
            }
            self.spelling(&key, entry, term, text, open);
        }
    }

    fn spelling(&mut self, key: &str, entry: Entry, term: &Term, text: &str, open: bool) {
        let key = key.trim();
        if key.is_empty() {
            return;
        }
        let unspaced = key.chars().any(is_unspaced);
        let apart = term.is_bad() && unspaced && clusters(key).count() < SURE_CLUSTERS;
        let at = *self.index.entry(key.to_owned()).or_insert_with(|| {
            self.keys.push(key.to_owned());
            self.patterns.push(Vec::new());
            self.keys.len() - 1
        });
        self.patterns[at].push(Spelling {
            entry,
            letters: Letters::of(text, term.case),
            open,
            apart,
        });
    }

    fn context(&mut self, concept: usize, entry: &Concept) {
        if !entry.context.is_empty() {
            let words = entry.context.iter().map(|word| key_text(&word.value));
            self.contexts.insert(concept, words.collect());
        }
    }

    fn build(self) -> Result<Finder, TooLarge> {
        let mut words = Words::default();
        for (pattern, key) in (0..).zip(&self.keys) {
            let open = self.patterns[pattern as usize]
                .iter()
                .any(|spelling| spelling.open);
            words.add(pattern, key, open);
        }
        let automaton = if self.keys.is_empty() {
            None
        } else {
            let patterns = self.keys.iter().zip(0_u32..);
            let automaton = CharwiseDoubleArrayAhoCorasick::with_values(patterns);
            Some(automaton.map_err(|error| TooLarge(error.to_string()))?)
        };
        Ok(Finder {
            automaton,
            words,
            patterns: self.patterns,
            contexts: self.contexts,
            english: self.english,
        })
    }
}

/// Returns what is before the final y of an English word with a plural in -ies.
fn plural_stem(key: &str) -> Option<&str> {
    let stem = key.strip_suffix('y')?;
    let before = stem.chars().next_back()?;
    (before.is_ascii_alphabetic() && !"aeiou".contains(before)).then_some(stem)
}

impl Letters {
    /// Returns the letters of a spelling if capitals matter in it.
    fn of(text: &str, case: Case) -> Option<Letters> {
        let capital = letters(text).any(char::is_uppercase);
        let capitals = capital && !letters(text).any(char::is_lowercase);
        // So short a word with a capital is a name or a month; in capitals it is something else.
        let exact = match case {
            Case::Any => return None,
            Case::Exact => true,
            Case::Smart => capital && letters(text).count() <= 4,
        };
        (exact || capital).then(|| Letters {
            as_written: letters(text).collect::<String>().into(),
            exact,
            capitals,
        })
    }

    /// Tells whether a piece of text has capitals where the spelling has; of exact ones also whether
    /// it has no others. Letters beyond those of the spelling are not looked at.
    fn fit(&self, text: &str) -> bool {
        self.as_written
            .chars()
            .zip(letters(text))
            .all(
                |(written, found)| match (written.is_uppercase(), found.is_uppercase()) {
                    (true, found) => found,
                    (false, found) => !(found && self.exact),
                },
            )
    }
}

/// A match that begins and ends well.
#[derive(Clone, Copy)]
struct Candidate {
    start: usize,
    end: usize,
    pattern: u32,
}

struct Search<'a> {
    finder: &'a Finder,
    text: &'a str,
    key: &'a Key<'a>,
    edges: Edges<'a>,
    /// Whether terms inside longer ones are wanted.
    nested: bool,
    /// Whether the context of a concept is in the text, as far as it was asked for.
    present: FxHashMap<usize, OnceCell<bool>>,
}

impl Search<'_> {
    fn run(mut self, automaton: &CharwiseDoubleArrayAhoCorasick<u32>) -> Vec<Hit> {
        let mut candidates: Vec<Candidate> = Vec::new();
        if self.key.text().is_ascii() && self.finder.words.is_whole() {
            let ends = self.finder.english;
            self.finder
                .words
                .find(self.key.text(), ends, |start, end, pattern| {
                    if let Some(end) = self.end_of(start, end, pattern) {
                        candidates.push(Candidate {
                            start,
                            end,
                            pattern,
                        });
                    }
                });
        } else {
            self.overlapping(automaton, &mut candidates);
        }
        candidates.sort_by_key(|found| (found.start, Reverse(found.end)));
        let mut hits: Vec<Hit> = Vec::new();
        let mut last = Span::new(0, 0);
        for found in candidates {
            let span = Span::new(found.start, found.end);
            let same = span == last;
            if span.end <= last.end && !same && !self.nested {
                continue;
            }
            let entries = self.entries(found);
            if !same {
                let span = self.key.source(span);
                hits.push(Hit {
                    span,
                    entries: Vec::new(),
                });
            }
            if let Some(hit) = hits.last_mut() {
                hit.entries.extend(entries);
            }
            last = span;
        }
        for hit in &mut hits {
            self.settle(&mut hit.entries);
        }
        hits
    }

    /// Finds the matches of every pattern at every place.
    fn overlapping(
        &self,
        automaton: &CharwiseDoubleArrayAhoCorasick<u32>,
        candidates: &mut Vec<Candidate>,
    ) {
        // The end of the last match in the key, and whether the longest one with it is found. What
        // ends in the same place and is shorter is nested.
        let mut done = 0;
        for found in automaton.find_overlapping_iter(self.key.text()) {
            if found.end() == done && !self.nested {
                continue;
            }
            let (start, pattern) = (found.start(), found.value());
            if let Some(end) = self.end_of(start, found.end(), pattern) {
                done = found.end();
                candidates.push(Candidate {
                    start,
                    end,
                    pattern,
                });
            }
        }
    }

    /// Returns the end of a match, with the ending of its last word, if it begins and ends where
    /// words do and a spelling allows for it.
    fn end_of(&self, start: usize, end: usize, pattern: u32) -> Option<usize> {
        if !self.edges.is_edge(start) {
            return None;
        }
        let spellings = &self.finder.patterns[pattern as usize];
        let end = if self.edges.is_edge(end) {
            end
        } else if spellings.iter().any(|spelling| spelling.open) {
            self.edges.end_of_word(end)
        } else if self.finder.english {
            self.edges.end_of_inflection(end)?
        } else {
            return None;
        };
        let fits = self.fits(Span::new(start, end));
        spellings.iter().any(fits).then_some(end)
    }

    fn entries(&self, found: Candidate) -> impl Iterator<Item = Entry> {
        let fits = self.fits(Span::new(found.start, found.end));
        let spellings = &self.finder.patterns[found.pattern as usize];
        let fitting = spellings.iter().filter(move |spelling| fits(spelling));
        fitting.map(|spelling| spelling.entry)
    }

    /// Returns the question whether a spelling with the key of a match may be written as in the text.
    fn fits(&self, span: Span) -> impl Fn(&Spelling) -> bool {
        let place = OnceCell::new();
        move |spelling| {
            let source = || *place.get_or_init(|| &self.text[self.key.source(span).range()]);
            let case = spelling.letters.as_ref().is_none_or(|letters| {
                letters.fit(source()) && (!letters.capitals || !ends_in_capital(source(), letters))
            });
            case && (!spelling.apart || self.stands_apart(span))
        }
    }

    /// Tells whether no letter touches a match in the text itself, a break hint being no letter.
    fn stands_apart(&self, span: Span) -> bool {
        let span = self.key.source(span);
        let before = self.text[..span.start].chars().next_back();
        let after = self.text[span.end..].chars().next();
        let letter = |c: char| c.is_alphanumeric() || is_unspaced(c);
        !before.is_some_and(letter) && !after.is_some_and(letter)
    }

    /// Chooses among homonyms: those whose context is in the text; else those that need none; else
    /// all.
    fn settle(&mut self, entries: &mut Vec<Entry>) {
        entries.sort();
        entries.dedup_by_key(|entry| entry.concept);
        if entries.len() < 2 || self.nested {
            return;
        }
        let present: Vec<bool> = entries
            .iter()
            .map(|entry| self.is_context_present(entry.concept))
            .collect();
        let free = |entry: &Entry| !self.finder.contexts.contains_key(&entry.concept);
        if present.contains(&true) {
            let mut present = present.into_iter();
            entries.retain(|_| present.next().unwrap_or(false));
        } else if entries.iter().any(free) {
            entries.retain(free);
        }
    }

    fn is_context_present(&mut self, concept: usize) -> bool {
        let Some(words) = self.finder.contexts.get(&concept) else {
            return false;
        };
        let (text, edges) = (self.key.text(), &self.edges);
        let found = |word: &String| {
            text.match_indices(word.as_str())
                .any(|(at, word)| edges.is_edge(at) && edges.is_edge(at + word.len()))
        };
        let present = self.present.entry(concept).or_default();
        *present.get_or_init(|| words.iter().any(found))
    }
}

/// Tells whether the ending after an abbreviation, as in `SOMs`, is in capitals.
fn ends_in_capital(text: &str, written: &Letters) -> bool {
    letters(text)
        .skip(written.as_written.chars().count())
        .any(char::is_uppercase)
}

#[cfg(test)]
mod tests;
