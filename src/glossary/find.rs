//! Terms in a text: one pass of an automaton that knows every spelling, over the key of the text. All
//! matches are looked at, those are kept that begin and end where a word does, and of these the ones
//! that are in no longer one. To take the longest match first and look at its ends later would lose
//! the shorter term inside it.
//!
//! Words end at spaces and punctuation in scripts that have spaces; in the others a term must begin
//! and end between orthographic clusters, and a short one where words of a dictionary do. Without the
//! feature `dictionaries` every cluster is taken for a word.
//! Nothing is stemmed: an English plural or possessive is allowed for, everything else is spelled out
//! under `variants`.

mod entries;
mod words;

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::FxHashMap;

use super::Glossary;
use super::context::{Word, is_present};
use super::edge::{Borders, Edges};
use super::key::{Key, key, key_text, letters};
use crate::model::concept::{Case, Concept, Kind, Term, TermType};
use crate::text::date::{has_month, is_month_at};
use crate::text::script::{Script, clusters, is_unspaced, script_of};
use crate::text::{Lang, Span};

use self::words::Words;

pub use self::entries::Entries;

/// Fewer clusters than this make a term that must not be written too common inside other words.
const SURE_CLUSTERS: usize = 5;

/// So few clusters of a title, such as "Mr.", are a piece of words that have nothing to do with it.
const TINY_CLUSTERS: usize = 2;

/// A term that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place, in bytes of the text.
    pub span: Span,
    /// What it may stand for, in the order of the glossary; several when nothing in the text tells
    /// homonyms apart.
    pub entries: Entries,
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
    patterns: Vec<Pattern>,
    /// The spellings of all patterns, those of each together.
    spellings: Vec<Spelling>,
    /// The keys of the words that tell homonyms apart, by concept.
    contexts: FxHashMap<usize, Vec<String>>,
    /// Whether words may have an English ending.
    english: bool,
}

/// A key of terms.
struct Pattern {
    /// Where the spellings are that have it as their key.
    spellings: Range<u32>,
    /// Whether one of them is open.
    open: bool,
}

/// A spelling of a term.
struct Spelling {
    entry: Entry,
    /// The capitals as they are in the glossary, where they matter.
    letters: Option<Letters>,
    /// Whether any ending of the word will do.
    open: bool,
    /// Where it may begin and end.
    ends: Ends,
}

/// Where a spelling may begin and end, beyond what the key tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Anywhere between clusters: it is too long to be a piece of other words.
    Anywhere,
    /// Where words of a dictionary do; among all terms of a text also as a part of a compound.
    Words,
    /// Where words of a dictionary do: as a part of another word it means something else.
    Whole,
    /// Where words of a dictionary do, and only in a date.
    Month,
    /// Where no letter is beside it, even in a script without spaces.
    Apart,
}

impl Ends {
    /// Returns where a term of a kind may begin and end.
    fn of(key: &str, term: &Term, kind: Option<Kind>) -> Ends {
        let short =
            key.chars().any(has_dictionary) && clusters(key).nth(SURE_CLUSTERS - 1).is_none();
        let tiny = clusters(key).nth(TINY_CLUSTERS).is_none();
        let abbreviated = term.form == Some(TermType::Abbreviation) && key.chars().all(is_unspaced);
        match kind {
            _ if !short => Ends::Anywhere,
            _ if term.is_bad() || abbreviated => Ends::Apart,
            Some(Kind::Date) => Ends::Month,
            Some(Kind::Title) if tiny => Ends::Whole,
            _ => Ends::Words,
        }
    }
}

struct Letters {
    /// For each letter whether it is a capital.
    capital: Box<[bool]>,
    /// Whether small letters must be small in the text.
    exact: bool,
    /// Whether all letters are capitals; an ending is in small letters then.
    all: bool,
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
            builder.kind = entry.kind;
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
            borders: Borders::default(),
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
    /// The kind of the concept whose terms are added.
    kind: Option<Kind>,
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
        let at = *self.index.entry(key.to_owned()).or_insert_with(|| {
            self.keys.push(key.to_owned());
            self.patterns.push(Vec::new());
            self.keys.len() - 1
        });
        self.patterns[at].push(Spelling {
            entry,
            letters: Letters::of(text, term.case),
            open,
            ends: Ends::of(key, term, self.kind),
        });
    }

    fn context(&mut self, concept: usize, entry: &Concept) {
        if !entry.context.is_empty() {
            let words = entry
                .context
                .iter()
                .filter_map(|word| match Word::new(&word.value) {
                    Word::Anywhere(word) => Some(word),
                    Word::Beside(..) => None,
                });
            self.contexts.insert(concept, words.collect());
        }
    }

    fn build(self) -> Result<Finder, TooLarge> {
        let mut words = Words::default();
        let (mut patterns, mut all) = (Vec::new(), Vec::new());
        for ((number, key), spellings) in (0..).zip(&self.keys).zip(self.patterns) {
            let open = spellings.iter().any(|spelling| spelling.open);
            words.add(number, key, open);
            let start = all.len() as u32;
            all.extend(spellings);
            let spellings = start..all.len() as u32;
            patterns.push(Pattern { spellings, open });
        }
        let automaton = if self.keys.is_empty() {
            None
        } else {
            let keys = self.keys.iter().zip(0_u32..);
            let automaton = CharwiseDoubleArrayAhoCorasick::with_values(keys);
            Some(automaton.map_err(|error| TooLarge(error.to_string()))?)
        };
        Ok(Finder {
            automaton,
            words,
            patterns,
            spellings: all,
            contexts: self.contexts,
            english: self.english,
        })
    }
}

/// Tells whether a character is of a script without spaces whose words are looked up.
fn has_dictionary(c: char) -> bool {
    let script = script_of(c);
    is_unspaced(c) && !matches!(script, Some(Script::Han | Script::Kana))
}

/// Tells whether a piece of a text in a script without spaces is too long to be a piece of other words, or
/// begins and ends where words of a dictionary do.
pub fn is_word(text: &str, span: Span) -> bool {
    let long = clusters(&text[span.range()]).nth(SURE_CLUSTERS - 1);
    long.is_some() || Borders::default().are_at(text, span)
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
        let capital: Box<[bool]> = letters(text).map(char::is_uppercase).collect();
        let any = capital.contains(&true);
        let all = any && !letters(text).any(char::is_lowercase);
        // So short a word with a capital is a name or a month; in capitals it is something else.
        let exact = match case {
            Case::Any => return None,
            Case::Exact => true,
            Case::Smart => any && capital.len() <= 4,
        };
        (exact || any).then_some(Letters {
            capital,
            exact,
            all,
        })
    }

    /// Tells whether a piece of text has capitals where the spelling has; of exact ones also whether
    /// it has no others. Letters beyond those of the spelling are an ending: not in capitals, as in
    /// `SOMs`, after an abbreviation.
    fn fit(&self, text: &str) -> bool {
        if text.is_ascii() {
            let letters = text.bytes().filter(u8::is_ascii_alphabetic);
            self.agree(letters.map(|letter| letter.is_ascii_uppercase()))
        } else {
            self.agree(letters(text).map(char::is_uppercase))
        }
    }

    fn agree(&self, mut found: impl Iterator<Item = bool>) -> bool {
        let mut capital = self.capital.iter();
        found.all(|found| match capital.next() {
            Some(true) => found,
            Some(false) => !(found && self.exact),
            None => !(found && self.all),
        })
    }
}

/// A match that begins and ends well.
#[derive(Clone, Copy)]
struct Candidate {
    start: usize,
    end: usize,
    pattern: u32,
}

impl Candidate {
    fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

struct Search<'a> {
    finder: &'a Finder,
    text: &'a str,
    key: &'a Key<'a>,
    edges: Edges<'a>,
    /// Whether terms inside longer ones are wanted.
    nested: bool,
    borders: Borders,
    /// Whether the context of a concept is in the text, as far as it was asked for.
    present: FxHashMap<usize, OnceCell<bool>>,
}

impl Search<'_> {
    fn run(mut self, automaton: &CharwiseDoubleArrayAhoCorasick<u32>) -> Vec<Hit> {
        let mut candidates: Vec<Candidate> = Vec::new();
        if self.key.text().is_ascii() && self.finder.words.is_whole() {
            self.by_words(&mut candidates);
        } else {
            self.overlapping(automaton, &mut candidates);
        }
        candidates.sort_by_key(|found| (found.start, Reverse(found.end)));
        let mut hits: Vec<Hit> = Vec::with_capacity(candidates.len());
        let mut entries: Vec<Entry> = Vec::new();
        let mut covered = 0;
        let same = |one: &Candidate, other: &Candidate| one.span() == other.span();
        for of_span in candidates.chunk_by(same) {
            let span = of_span[0].span();
            if span.end <= covered && !self.nested {
                continue;
            }
            covered = span.end;
            entries.clear();
            for &found in of_span {
                entries.extend(self.entries(found));
            }
            self.settle(&mut entries);
            hits.push(Hit {
                span: self.key.source(span),
                entries: Entries::from(entries.as_slice()),
            });
        }
        hits
    }

    /// Finds the matches that begin with a word of ASCII, of each place the longest one.
    fn by_words(&self, candidates: &mut Vec<Candidate>) {
        let (words, english) = (&self.finder.words, self.finder.english);
        // What ends before this is in a match that begins before it.
        let mut covered = 0;
        words.find(self.key.text(), english, |start, matches| {
            let before = covered;
            for &(end, pattern) in matches.iter().rev() {
                let Some(end) = self.end_of(start, end, pattern) else {
                    continue;
                };
                let nested = end <= before || end < covered;
                if nested && !self.nested {
                    continue;
                }
                if self.is_fitting(Span::new(start, end), pattern) {
                    covered = covered.max(end);
                    candidates.push(Candidate {
                        start,
                        end,
                        pattern,
                    });
                }
            }
        });
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
            let end = self.end_of(start, found.end(), pattern);
            let fitting = |end: &usize| self.is_fitting(Span::new(start, *end), pattern);
            if let Some(end) = end.filter(fitting) {
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
    /// words do.
    fn end_of(&self, start: usize, end: usize, pattern: u32) -> Option<usize> {
        if !self.edges.is_edge(start) {
            None
        } else if self.edges.is_edge(end) {
            Some(end)
        } else if self.finder.patterns[pattern as usize].open {
            Some(self.edges.end_of_word(end))
        } else if self.finder.english {
            self.edges.end_of_inflection(end)
        } else {
            None
        }
    }

    fn spellings(&self, pattern: u32) -> &[Spelling] {
        let Range { start, end } = self.finder.patterns[pattern as usize].spellings;
        &self.finder.spellings[start as usize..end as usize]
    }

    /// Tells whether a spelling allows for a match.
    fn is_fitting(&self, span: Span, pattern: u32) -> bool {
        self.spellings(pattern).iter().any(self.fits(span))
    }

    fn entries(&self, found: Candidate) -> impl Iterator<Item = Entry> {
        let fits = self.fits(found.span());
        let spellings = self.spellings(found.pattern);
        // That one of them fits is known.
        let only = spellings.len() == 1;
        let fitting = spellings
            .iter()
            .filter(move |spelling| only || fits(spelling));
        fitting.map(|spelling| spelling.entry)
    }

    /// Returns the question whether a spelling with the key of a match may be written as in the text.
    fn fits(&self, span: Span) -> impl Fn(&Spelling) -> bool {
        let place = OnceCell::new();
        move |spelling| {
            let place = || *place.get_or_init(|| self.key.source(span));
            let case = spelling.letters.as_ref();
            case.is_none_or(|letters| letters.fit(&self.text[place().range()]))
                && (spelling.ends == Ends::Anywhere || self.ends_well(place(), spelling.ends))
        }
    }

    /// Tells whether a place in the text begins and ends where it must.
    fn ends_well(&self, place: Span, ends: Ends) -> bool {
        let words = || self.borders.are_at(self.text, place);
        match ends {
            Ends::Anywhere => true,
            Ends::Words if self.nested => self.borders.touch(self.text, place),
            Ends::Words | Ends::Whole => words(),
            Ends::Month => is_month_at(self.text, place) || has_month(self.text) && words(),
            Ends::Apart => self.stands_apart(place),
        }
    }

    /// Tells whether no letter touches a match in the text itself, a break hint being no letter.
    fn stands_apart(&self, span: Span) -> bool {
        let before = self.text[..span.start].chars().next_back();
        let after = self.text[span.end..].chars().next();
        let letter = |c: char| c.is_alphanumeric() || is_unspaced(c);
        !before.is_some_and(letter) && !after.is_some_and(letter)
    }

    /// Chooses among homonyms: those whose context is in the text; else those that need none; else
    /// all.
    fn settle(&mut self, entries: &mut Vec<Entry>) {
        if entries.len() < 2 {
            return;
        }
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
        let found = |word: &String| is_present(text, edges, word);
        let present = self.present.entry(concept).or_default();
        *present.get_or_init(|| words.iter().any(found))
    }
}

#[cfg(test)]
mod tests;
