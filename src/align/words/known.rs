//! What is known of the words of the documents before anything is learnt: their place in a lexicon,
//! and which pairs look alike.

use rustc_hash::FxHashMap;

use super::super::lexicon::Lexicon;
use super::{Pair, TRUST};
use crate::segment::word::{Kind, Vocabulary};

/// The words of a vocabulary in the lexicon.
pub(super) struct Known {
    pub(super) number: Vec<Option<u32>>,
    /// Share of each word in all text, as far as the lexicon tells.
    pub(super) share: Vec<f32>,
    /// Share of each form among the forms of the same lexicon word in the documents.
    pub(super) part: Vec<f32>,
    /// For each lexicon word its forms in the documents.
    pub(super) forms: FxHashMap<u32, Vec<u32>>,
    /// Share of the words in running text that the lexicon has.
    pub(super) coverage: f64,
}

impl Known {
    pub(super) fn new(vocabulary: &Vocabulary, lexicon: Option<&Lexicon>, side: usize) -> Self {
        let words = 0..vocabulary.len() as u32;
        let find = |word: u32| {
            let wanted = vocabulary.kind(word) == Kind::Word;
            lexicon
                .filter(|_| wanted)
                .and_then(|l| l.find(side, vocabulary.word(word)))
        };
        let number: Vec<Option<u32>> = words.clone().map(find).collect();
        let mut forms: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let (mut known, mut all) = (0.0, 0.0);
        for word in words {
            let count = f64::from(vocabulary.counts()[word as usize]);
            if vocabulary.kind(word) == Kind::Word {
                all += count;
            }
            if let Some(number) = number[word as usize] {
                forms.entry(number).or_default().push(word);
                known += count;
            }
        }
        let (mut share, mut part) = (vec![0.0; number.len()], vec![0.0; number.len()]);
        for (word, number) in number.iter().enumerate() {
            let (Some(number), Some(lexicon)) = (number, lexicon) else {
                continue;
            };
            let count = |word: usize| vocabulary.counts()[word] as f32;
            let sum: f32 = forms[number].iter().map(|&form| count(form as usize)).sum();
            part[word] = count(word) / sum.max(1.0);
            share[word] = lexicon.share(side, *number) * part[word];
        }
        Known {
            number,
            share,
            part,
            forms,
            coverage: known / f64::max(all, 1.0),
        }
    }
}

/// Finds the pairs of the lexicon among the words of the documents. What a lexicon word has is
/// shared among its forms, so that "region" and "regions" count as one.
pub(super) fn known_pairs(lexicon: &Lexicon, known: &[Known; 2]) -> Vec<(Pair, [f32; 2])> {
    /// Translations less probable than this are noise.
    const LEAST: f32 = 0.004;
    let mut pairs = Vec::new();
    for (source, target, [forth, back]) in lexicon.probabilities() {
        let forms = |side: usize, word: u32| known[side].forms.get(&word);
        let (Some(sources), Some(targets)) = (forms(0, source), forms(1, target)) else {
            continue;
        };
        let given = |probability: f32| {
            if probability > LEAST {
                TRUST * probability
            } else {
                0.0
            }
        };
        for &e in sources {
            for &f in targets {
                let forth = given(forth) * known[1].part[f as usize];
                let back = given(back) * known[0].part[e as usize];
                pairs.push(((e, f), [forth, back]));
            }
        }
    }
    pairs.sort_unstable_by_key(|&(pair, _)| pair);
    pairs
}

/// Finds the pairs that look alike: the same number, punctuation mark or word of three letters or
/// more, and, with half the credit, rare words that begin with the same four letters.
pub(super) fn alike(source: &Vocabulary, target: &Vocabulary) -> Vec<(Pair, f32)> {
    /// Words that begin alike by chance are common among frequent words.
    const RARE: u32 = 25;
    /// More than this many words with one beginning are a family, not a pair.
    const FAMILY: usize = 20;
    const PREFIX: usize = 4;
    let beginning = |word: &str| {
        word.char_indices()
            .nth(PREFIX)
            .map(|(end, _)| word[..end].to_owned())
    };
    let rare = |words: &Vocabulary, id: u32| {
        words.kind(id) == Kind::Word && words.counts()[id as usize] <= RARE
    };
    let mut families: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for f in 0..target.len() as u32 {
        if rare(target, f)
            && let Some(beginning) = beginning(target.word(f))
        {
            families.entry(beginning).or_default().push(f);
        }
    }
    let mut pairs = Vec::new();
    for e in 0..source.len() as u32 {
        let word = source.word(e);
        let telling = source.kind(e) != Kind::Word || word.chars().nth(2).is_some();
        let same = target.find(word).filter(|_| telling);
        pairs.extend(same.map(|f| ((e, f), 1.0)));
        if !rare(source, e) {
            continue;
        }
        let family = beginning(word).and_then(|beginning| families.get(&beginning));
        if let Some(family) = family.filter(|family| family.len() <= FAMILY) {
            let others = family.iter().filter(|&&f| Some(f) != same);
            pairs.extend(others.map(|&f| ((e, f), 0.5)));
        }
    }
    pairs.sort_unstable_by_key(|&(pair, _)| pair);
    pairs
}
