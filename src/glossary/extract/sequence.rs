//! Sequences of words that come again and again, ranked by C-value.

use rustc_hash::FxHashMap;

use super::{Candidates, Options, place, term_key, words};
use crate::glossary::rendering::Bitext;
use crate::glossary::tokens::Token;
use crate::text::Lang;

/// The most words of a sequence.
const LONGEST: usize = 5;

/// Finds the sequences in the source texts. A word in more than this share of the texts is grammar in
/// a language whose small words are not listed here.
pub(super) fn sequences(bitext: &Bitext<'_>, lang: &Lang, options: Options) -> Candidates {
    const COMMON: f64 = 0.05;
    let english = lang.primary() == "en";
    let mut texts_with = vec![0_usize; bitext.source_words()];
    for pair in 0..bitext.pairs().len() {
        let mut ids: Vec<u32> = bitext
            .source_tokens(pair)
            .iter()
            .map(|token| token.id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            texts_with[id as usize] += 1;
        }
    }
    let common = ((COMMON * bitext.pairs().len() as f64) as usize).max(20);
    let usable: Vec<bool> = (0..bitext.source_words() as u32)
        .map(|id| {
            let word = bitext.source_word(id);
            is_usable(word, english) && (english || texts_with[id as usize] <= common)
        })
        .collect();
    // A plural counts with its singular.
    let singular: Vec<u32> = (0..bitext.source_words() as u32)
        .map(|id| {
            let found = bitext.source_find(&term_key(bitext.source_word(id)));
            found.and_then(|ids| ids.first().copied()).unwrap_or(id)
        })
        .collect();
    let numbers = |tokens: &[Token]| -> Vec<u32> {
        let mut ids: Vec<u32> = tokens.iter().map(|token| token.id).collect();
        if let Some(last) = ids.last_mut() {
            *last = singular[*last as usize];
        }
        ids
    };
    // Counted by their numbers first: most come once.
    let mut counts: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
    each(bitext, &usable, options, |tokens, _, _| {
        *counts.entry(numbers(tokens)).or_default() += 1;
    });
    let mut found = Candidates::new();
    each(bitext, &usable, options, |tokens, pair, first| {
        let count = counts.get(&numbers(tokens)).copied().unwrap_or(0);
        if count >= 2.min(options.least) {
            let (place, text) = place(bitext, pair, first, first + tokens.len() - 1);
            found.entry(term_key(&text)).or_default().add(&text, place);
        }
    });
    found.retain(|_, one| one.pairs() >= options.least);
    rank(&mut found);
    found
}

/// Tells whether a sequence may begin or end with a word.
fn is_usable(word: &str, english: bool) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let length = word.chars().count();
    if letters < 3 || letters < length {
        return false;
    }
    !english || !(words::is_stop(word) || words::is_calendar(word) || word.ends_with("ly"))
}

/// Calls for every sequence with its tokens, the number of the pair and of the first token.
fn each(
    bitext: &Bitext<'_>,
    usable: &[bool],
    options: Options,
    mut call: impl FnMut(&[Token], usize, usize),
) {
    let shortest = if options.words { 1 } else { 2 };
    for pair in 0..bitext.pairs().len() {
        let tokens = bitext.source_tokens(pair);
        for first in 0..tokens.len() {
            if !usable[tokens[first].id as usize] {
                continue;
            }
            for length in 1..=LONGEST.min(tokens.len() - first) {
                let token = &tokens[first + length - 1];
                if length > 1 && token.first {
                    break;
                }
                if usable[token.id as usize] {
                    if length >= shortest {
                        call(&tokens[first..first + length], pair, first);
                    }
                } else if bitext.source_word(token.id) != "of" {
                    // Inside a term no small words stand but this one.
                    break;
                }
            }
        }
    }
}

/// Gives each its C-value: how often it comes, less what it owes to the longer ones that it is in.
fn rank(found: &mut Candidates) {
    let keys: Vec<String> = found.keys().cloned().collect();
    // For each, how often it is in longer ones, and in how many.
    let mut inside: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for key in &keys {
        let words: Vec<&str> = key.split(' ').collect();
        let count = found[key].places.len();
        for length in 1..words.len() {
            for part in words.windows(length) {
                let part = term_key(&part.join(" "));
                if found.contains_key(&part) {
                    let (times, longer) = inside.entry(part).or_default();
                    *times += count;
                    *longer += 1;
                }
            }
        }
    }
    for key in keys {
        let length = key.split(' ').count() as f64;
        let Some(one) = found.get_mut(&key) else {
            continue;
        };
        let count = one.places.len() as f64;
        let owed = inside
            .get(&key)
            .map_or(0.0, |&(times, longer)| times as f64 / longer as f64);
        one.score = (length + 0.1).log2().max(0.1) * (count - owed);
    }
    found.retain(|_, one| one.score > 0.0);
}
