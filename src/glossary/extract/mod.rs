//! Candidates for a glossary, mined from aligned texts: long forms with their abbreviation in
//! brackets, names in capitals, and sequences of words that come again and again. Each is shown with
//! its count, its contexts and what it is probably called in the other language. A ranked list of
//! suggestions: somebody has to read it, and nothing is added to a glossary from here.
//!
//! Abbreviations are paired as in Schwartz and Hearst 2003, "A simple algorithm for identifying
//! abbreviation definitions in biomedical text"; sequences are ranked by C-value (Frantzi, Ananiadou
//! and Mima 2000). Names and sequences need a script that has spaces and, for names, capitals.

mod definition;
mod draft;
mod name;
mod sequence;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::Glossary;
use super::key::key_text;
use super::rendering::{Bitext, Occurrence, Query, Rendering};
use crate::model::concept::{Kind, Term};
use crate::text::{Lang, Span};

pub use draft::drafts;

/// What a candidate was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// A long form with its abbreviation in brackets.
    Definition,
    /// A name in capitals.
    Name,
    /// A sequence of words that comes again and again.
    Sequence,
}

impl Pattern {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Pattern::Definition => "definition",
            Pattern::Name => "name",
            Pattern::Sequence => "sequence",
        }
    }
}

/// What is to be looked for.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// A name or sequence must be in so many pairs; a definition needs one.
    pub least: usize,
    /// Whether single words count as sequences.
    pub words: bool,
    /// The most candidates, the best of each pattern in turn.
    pub most: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            least: 2,
            words: false,
            most: 500,
        }
    }
}

/// A term that the glossary may lack.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The term, as it is written most often.
    pub text: String,
    /// Its abbreviation, if the texts define one.
    pub short: Option<String>,
    /// Whether the translations have the abbreviation too.
    pub short_kept: bool,
    /// What it was found by.
    pub pattern: Pattern,
    /// What sort of thing its head word says it is.
    pub kind: Option<Kind>,
    /// How often it is in the source texts.
    pub count: usize,
    /// The number that the candidates of a pattern are ranked by.
    pub score: f64,
    /// Where it is.
    pub places: Vec<Occurrence>,
    /// What it is probably called, the best first.
    pub renderings: Vec<Rendering>,
}

/// A candidate while it is collected.
#[derive(Clone, Debug, Default)]
struct Found {
    /// How it is written, and how often so.
    forms: BTreeMap<String, usize>,
    short: Option<String>,
    places: Vec<Occurrence>,
    /// Of how many occurrences it is only a part of a longer candidate.
    nested: usize,
    score: f64,
}

impl Found {
    fn add(&mut self, text: &str, place: Occurrence) {
        *self.forms.entry(text.to_owned()).or_default() += 1;
        self.places.push(place);
    }

    fn pairs(&self) -> usize {
        self.places.chunk_by(|a, b| a.pair == b.pair).count()
    }

    /// Returns the form that is most frequent, of several the first by the alphabet.
    fn text(&self) -> &str {
        let best = self
            .forms
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        best.map_or("", |(text, _)| text)
    }
}

/// Candidates by their keys, sorted, so that equal texts give equal lists.
type Candidates = BTreeMap<String, Found>;

/// Mines candidates that are not in a glossary, with their renderings. `lang` is the language of the
/// source texts; the bitext should have learnt what it can before.
pub fn extract(
    bitext: &Bitext<'_>,
    lang: &Lang,
    known: Option<&Glossary>,
    options: Options,
) -> Vec<Candidate> {
    let known = spellings(known, lang);
    let mut definitions = definition::definitions(bitext);
    let mut names = name::names(bitext);
    let shorts: BTreeSet<String> = definitions
        .values()
        .filter_map(|found| found.short.as_deref().map(term_key))
        .collect();
    definitions.retain(|key, _| !shorts.contains(key));
    names.retain(|key, found| {
        let defined = definitions.contains_key(key) || shorts.contains(key);
        !defined && found.pairs() >= options.least
    });
    let mut sequences = sequence::sequences(bitext, lang, options);
    sequences.retain(|key, _| !definitions.contains_key(key) && !names.contains_key(key));
    for list in [&mut definitions, &mut names, &mut sequences] {
        list.retain(|key, _| !known.contains(key));
    }
    let patterns = [
        (Pattern::Definition, definitions),
        (Pattern::Name, names),
        (Pattern::Sequence, sequences),
    ];
    let mut chosen: Vec<(Pattern, Found)> = Vec::new();
    for (pattern, found) in patterns {
        let mut found: Vec<Found> = found.into_values().collect();
        found.sort_by(|a, b| {
            let by_score = b.score.total_cmp(&a.score);
            by_score.then_with(|| a.text().cmp(b.text()))
        });
        let room = options.most.saturating_sub(chosen.len());
        chosen.extend(found.into_iter().take(room).map(|one| (pattern, one)));
    }
    let queries: Vec<Query> = chosen
        .iter()
        .map(|(_, found)| Query {
            places: found.places.clone(),
            short: found.short.clone(),
        })
        .collect();
    let renderings = bitext.renderings(&queries);
    chosen
        .into_iter()
        .zip(renderings)
        .map(|((pattern, found), renderings)| candidate(bitext, pattern, found, renderings))
        .collect()
}

fn candidate(
    bitext: &Bitext<'_>,
    pattern: Pattern,
    found: Found,
    renderings: Vec<Rendering>,
) -> Candidate {
    let text = found.text().to_owned();
    let kept = |short: &String| {
        found
            .places
            .iter()
            .any(|place| definition::has_word(&bitext.pairs()[place.pair].target, short))
    };
    Candidate {
        kind: words::kind_of(&text).filter(|_| pattern != Pattern::Sequence),
        short_kept: found.short.as_ref().is_some_and(kept),
        short: found.short,
        pattern,
        count: found.places.len(),
        score: found.score,
        places: found.places,
        renderings,
        text,
    }
}

/// Returns the long forms that the source texts define an abbreviation for, with it, sorted.
pub(super) fn definitions(bitext: &Bitext<'_>) -> Vec<(String, String)> {
    let found = definition::definitions(bitext).into_values();
    found
        .filter_map(|found| Some((found.text().to_owned(), found.short?)))
        .collect()
}

/// Returns the keys of all terms of a language.
fn spellings(glossary: Option<&Glossary>, lang: &Lang) -> FxHashSet<String> {
    let mut keys = FxHashSet::default();
    for concept in glossary.iter().flat_map(|glossary| &glossary.concepts) {
        for spelling in concept.terms_in(lang).flat_map(Term::spellings) {
            keys.insert(term_key(&spelling.value));
        }
    }
    keys
}

/// Returns the key by which spellings of one candidate are known, the plural of the last word among
/// them.
fn term_key(text: &str) -> String {
    let key = key_text(text);
    let plural = key.len() > 4 && key.is_ascii() && !key.ends_with("ss") && !key.ends_with("us");
    match key.strip_suffix('s').filter(|_| plural) {
        Some(stem) => match stem.strip_suffix("ie") {
            Some(stem) if stem.len() > 2 => format!("{stem}y"),
            _ => stem.to_owned(),
        },
        None => key,
    }
}

/// Returns the place of the tokens from the first to the last one.
fn place(bitext: &Bitext<'_>, pair: usize, first: usize, last: usize) -> (Occurrence, String) {
    let tokens = bitext.source_tokens(pair);
    let span = Span::new(tokens[first].span.start, tokens[last].span.end);
    let text = &bitext.pairs()[pair].source[span.range()];
    let text: Vec<&str> = text.split_whitespace().collect();
    (Occurrence { pair, span }, text.join(" "))
}

#[cfg(test)]
mod tests;
