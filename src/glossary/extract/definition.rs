//! Abbreviations that a text defines: `long form (SHORT)`, or the other way about.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Candidates, place, term_key, words};
use crate::glossary::rendering::Bitext;
use crate::glossary::tokens::Token;
use crate::text::Span;

/// The longest abbreviation, in characters.
const LONGEST: usize = 12;

/// Finds the long forms that an abbreviation follows in brackets.
pub(super) fn definitions(bitext: &Bitext<'_>) -> Candidates {
    let mut found = Candidates::new();
    for (pair, texts) in bitext.pairs().iter().enumerate() {
        let (text, tokens) = (&texts.source, bitext.source_tokens(pair));
        for at in 1..tokens.len() {
            let Some(short) = bracketed(text, tokens, at) else {
                continue;
            };
            let Some(first) = long_form(text, tokens, at, short) else {
                continue;
            };
            let (place, long) = place(bitext, pair, first, at - 1);
            let one = found.entry(term_key(&long)).or_default();
            one.add(&long, place);
            one.short.get_or_insert_with(|| short.to_owned());
        }
    }
    elsewhere(bitext, &mut found);
    for one in found.values_mut() {
        one.places.sort_by_key(|place| (place.pair, place.span));
        one.score = one.places.len() as f64;
    }
    found
}

/// Finds the long forms where they are without their abbreviation.
fn elsewhere(bitext: &Bitext<'_>, found: &mut Candidates) {
    let mut keys: FxHashMap<Vec<u32>, String> = FxHashMap::default();
    for (key, one) in found.iter() {
        let first = one.places[0];
        let tokens = bitext.source_tokens(first.pair).iter();
        let within = tokens.filter(|token| {
            first.span.start <= token.span.start && token.span.end <= first.span.end
        });
        keys.insert(within.map(|token| token.id).collect(), key.clone());
    }
    let places = found.values().flat_map(|one| &one.places);
    let defined: BTreeSet<(usize, Span)> = places.map(|place| (place.pair, place.span)).collect();
    let lengths: BTreeSet<usize> = keys.keys().map(Vec::len).collect();
    for pair in 0..bitext.pairs().len() {
        let ids: Vec<u32> = bitext
            .source_tokens(pair)
            .iter()
            .map(|token| token.id)
            .collect();
        for at in 0..ids.len() {
            for &length in &lengths {
                let Some(key) = ids.get(at..at + length).and_then(|ids| keys.get(ids)) else {
                    continue;
                };
                let (place, text) = place(bitext, pair, at, at + length - 1);
                if let Some(one) = found.get_mut(key)
                    && !defined.contains(&(pair, place.span))
                {
                    one.add(&text, place);
                }
            }
        }
    }
}

/// Returns the abbreviation that stands in brackets from a token on.
pub(in super::super) fn bracketed<'a>(
    text: &'a str,
    tokens: &[Token],
    at: usize,
) -> Option<&'a str> {
    let start = tokens[at].span.start;
    let before = text[..start].trim_end_matches(['"', '\'', '\u{201C}', '\u{2018}']);
    if !before.ends_with('(') || !before.trim_end_matches('(').ends_with(char::is_whitespace) {
        return None;
    }
    let inside = text[start..].split(')').next()?;
    let inside = inside.trim_matches(['"', '\'', '\u{201D}', '\u{2019}', ' ']);
    // What is added to an abbreviation in brackets is no part of it: (ASEAN, 1967).
    let short = inside.split([',', ';']).next()?.trim_end();
    let letters = || short.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    let fits = (2..=LONGEST).contains(&short.chars().count())
        && capitals >= 2
        && capitals * 2 > letters().count()
        && !short.contains(char::is_whitespace)
        && short.starts_with(char::is_alphanumeric)
        && text[start + short.len()..]
            .trim_start_matches(['"', '\'', '\u{201D}', '\u{2019}'])
            .starts_with([')', ',', ';']);
    fits.then_some(short)
}

/// Returns the first token of the long form before an abbreviation, by the rule of Schwartz and
/// Hearst: from the right every letter of the short form is found in the long one, the first of them
/// at the start of a word.
pub(in super::super) fn long_form(
    text: &str,
    tokens: &[Token],
    at: usize,
    short: &str,
) -> Option<usize> {
    let letters: Vec<char> = short
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let most = (letters.len() + 5).min(letters.len() * 2);
    // Marks may stand in a long form, sentence ends not.
    let earliest = (0..at)
        .rev()
        .take(most)
        .take_while(|&word| {
            word + 1 == at
                || !text[tokens[word].span.end..tokens[word + 1].span.start]
                    .contains(['.', ';', ':', '('])
        })
        .last()?;
    let span = tokens[earliest].span.start..tokens[at - 1].span.end;
    let long: Vec<(usize, char)> = text[span.clone()].char_indices().collect();
    let mut place = long.len();
    for (number, &letter) in letters.iter().enumerate().rev() {
        loop {
            place = place.checked_sub(1)?;
            let (_, c) = long[place];
            let starts = place == 0 || !long[place - 1].1.is_alphanumeric();
            if c.to_lowercase().eq(std::iter::once(letter)) && (number > 0 || starts) {
                break;
            }
        }
    }
    let start = span.start + long[place].0;
    let mut first = tokens[..at].partition_point(|token| token.span.end <= start);
    while first < at && words::is_joining(&text[tokens[first].span.range()].to_lowercase()) {
        first += 1;
    }
    // An acronym right before belongs to the name: ASEAN Regional Forum (ARF) may be (RF) too.
    while let Some(before) = first.checked_sub(1).filter(|_| first < at)
        && !tokens[first].first
        && is_acronym(&text[tokens[before].span.range()])
    {
        first = before;
    }
    let long = &text[tokens.get(first)?.span.start..tokens[at - 1].span.end];
    (first < at && long.chars().count() > short.chars().count() + 2).then_some(first)
}

fn is_acronym(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 2 && letters().all(char::is_uppercase)
}

/// Tells whether a text has an abbreviation in it as a word.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !latin(before) && !latin(after)
    })
}
