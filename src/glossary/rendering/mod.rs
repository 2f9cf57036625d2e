//! What translators write for a term, learnt from aligned texts: runs of words or clusters of the
//! translations that are there when the term is in the source, and not there when it is not. How much
//! more often than by chance is told by the log-likelihood ratio (Dunning 1993, "Accurate methods for
//! the statistics of surprise and coincidence"). Of a term that is in one or two texts only this says
//! nothing; there the words that are known beforehand, the length and the edges of the run decide.
//! The outcome is a list of suggestions with their counts, never a decision.

mod count;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::tokens::{Token, Vocabulary};
use crate::text::Span;
use count::{Documents, Runs};

/// A text and its translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The text.
    pub source: String,
    /// Its translation.
    pub target: String,
}

/// A place of a term in the source texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The number of the pair.
    pub pair: usize,
    /// The place, in bytes of the source text.
    pub span: Span,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Where the term is, in the order of the pairs.
    pub places: Vec<Occurrence>,
    /// The abbreviation that stands in brackets after the rendering, if one does.
    pub short: Option<String>,
}

/// What a term may be called in the translations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rendering {
    /// As it is written where it is found first.
    pub text: String,
    /// In how many pairs with the term it is.
    pub support: usize,
    /// In how many pairs the term is.
    pub of: usize,
    /// In how many pairs without the term it is.
    pub elsewhere: usize,
    /// The number that the renderings of a term are ranked by.
    #[serde(skip)]
    pub score: f64,
}

/// Aligned texts, cut and counted.
#[derive(Debug)]
pub struct Bitext<'a> {
    pairs: &'a [Pair],
    source: Side,
    target: Side,
    /// For words of the source, what is known of their translations.
    known: FxHashMap<u32, Vec<Known>>,
    /// Tokens of the translations for a byte of the source.
    ratio: f64,
}

/// One side of the texts.
#[derive(Debug, Default)]
struct Side {
    vocabulary: Vocabulary,
    texts: Vec<Vec<Token>>,
}

/// A translation of a word, or of a term that begins with it.
#[derive(Clone, Debug)]
struct Known {
    /// The tokens of the term after the first.
    rest: Vec<u32>,
    /// Whether it is a term of a glossary.
    listed: bool,
    tokens: Vec<u32>,
    probability: f32,
}

/// A run of tokens of a target text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    pair: u32,
    start: u32,
    len: u32,
}

/// Of a term that is in very many pairs so many are looked at, evenly spread.
const SAMPLE: usize = 240;
/// The longest rendering, in tokens.
const LONGEST: usize = 48;
/// So many runs of a query are weighed with their counts in all texts.
const WEIGHED: usize = 120;
/// What the counts weigh beside the other evidence: runs are not drawn by chance, so that half of the
/// ratio, which theory has, is too much.
const COUNTS: f64 = 0.15;
/// What it counts for that the abbreviation follows in brackets.
const DEFINED: f64 = 6.0;
/// A term in no more pairs has every part of its rendering in as many; all are shown.
const RARE: usize = 3;

impl<'a> Bitext<'a> {
    /// Cuts and counts the texts.
    pub fn new(pairs: &'a [Pair]) -> Self {
        let (mut source, mut target) = (Side::default(), Side::default());
        let (mut bytes, mut tokens) = (0, 0);
        for pair in pairs {
            source.texts.push(source.vocabulary.tokens(&pair.source));
            target.texts.push(target.vocabulary.tokens(&pair.target));
            let text = |side: &Side| side.texts.last().map_or(0, Vec::len);
            if text(&target) > 0 {
                bytes += pair.source.len();
                tokens += text(&target);
            }
        }
        Bitext {
            pairs,
            source,
            target,
            known: FxHashMap::default(),
            ratio: tokens.max(1) as f64 / bytes.max(1) as f64,
        }
    }

    /// Returns the texts.
    pub fn pairs(&self) -> &'a [Pair] {
        self.pairs
    }

    /// Returns the tokens of a source text.
    pub(super) fn source_tokens(&self, pair: usize) -> &[Token] {
        &self.source.texts[pair]
    }

    /// Returns the key of a token of the source texts.
    pub(super) fn source_word(&self, id: u32) -> &str {
        self.source.vocabulary.word(id)
    }

    /// Returns the numbers of the tokens of a text, if all of them are in the source texts.
    pub(super) fn source_find(&self, text: &str) -> Option<Vec<u32>> {
        self.source.vocabulary.find(text)
    }

    pub(super) fn source_words(&self) -> usize {
        self.source.vocabulary.len()
    }

    /// Takes over what is known of the translations of words: asked for each word of the source texts
    /// once, `translations` returns them with their probabilities.
    pub fn know(&mut self, translations: impl Fn(&str) -> Vec<(String, f32)>) {
        for id in 0..self.source.vocabulary.len() as u32 {
            for (text, probability) in translations(self.source.vocabulary.word(id)) {
                if let Some(tokens) = self.target.vocabulary.find(&text) {
                    self.known.entry(id).or_default().push(Known {
                        rest: Vec::new(),
                        listed: false,
                        tokens,
                        probability,
                    });
                }
            }
        }
    }

    /// Takes over the translation of a term that is settled, to tell it from what is beside it. Of the
    /// term itself it is no evidence: that it is translated otherwise may be what is asked for.
    pub fn know_term(&mut self, source: &str, target: &str) {
        /// How sure it is that the term is translated so.
        const LISTED: f32 = 0.9;
        let sides = (
            self.source.vocabulary.find(source),
            self.target.vocabulary.find(target),
        );
        if let (Some(source), Some(tokens)) = sides
            && let Some((&first, rest)) = source.split_first()
        {
            self.known.entry(first).or_default().push(Known {
                rest: rest.to_vec(),
                listed: true,
                tokens,
                probability: LISTED,
            });
        }
    }

    /// Learns translations of the words themselves, to tell from one another those that come together.
    pub fn learn(&mut self) {
        /// Words that are rarer teach nothing, words in a larger share of the texts are grammar.
        const LEAST: usize = 3;
        const MOST: f64 = 0.2;
        /// Translations of a word that are kept.
        const KEPT: usize = 3;
        let mut places: Vec<Vec<Occurrence>> = vec![Vec::new(); self.source.vocabulary.len()];
        for (pair, tokens) in self.source.texts.iter().enumerate() {
            for token in tokens {
                let places = &mut places[token.id as usize];
                if places.last().is_none_or(|last| last.pair != pair) {
                    places.push(Occurrence {
                        pair,
                        span: token.span,
                    });
                }
            }
        }
        let most = (MOST * self.pairs.len() as f64) as usize;
        let words: Vec<u32> = (0..places.len() as u32)
            .filter(|&id| (LEAST..=most).contains(&places[id as usize].len()))
            .collect();
        let queries: Vec<Query> = words
            .iter()
            .map(|&id| Query {
                places: std::mem::take(&mut places[id as usize]),
                short: None,
            })
            .collect();
        let found = self.renderings(&queries);
        for (id, found) in words.into_iter().zip(found) {
            for rendering in found.iter().take(KEPT) {
                let both = 2.0 * rendering.support as f32;
                let all = (rendering.of + rendering.support + rendering.elsewhere) as f32;
                if let Some(tokens) = self.target.vocabulary.find(&rendering.text) {
                    let probability = both / all;
                    self.known.entry(id).or_default().push(Known {
                        rest: Vec::new(),
                        listed: false,
                        tokens,
                        probability,
                    });
                }
            }
        }
    }

    /// Finds the renderings of terms, for each the best first. Takes time in proportion to the texts
    /// that the terms are in, and to all target texts once.
    pub fn renderings(&self, queries: &[Query]) -> Vec<Vec<Rendering>> {
        let weighed: Vec<(Sample, Vec<Weighed>)> = queries
            .iter()
            .map(|query| {
                let sample = self.sample(query);
                let runs = self.weigh(&sample);
                (sample, runs)
            })
            .collect();
        let mut documents = Documents::default();
        for run in weighed.iter().flat_map(|(_, runs)| runs) {
            documents.want(self.ids(run.run));
        }
        documents.count(&self.target.texts);
        weighed
            .into_iter()
            .map(|(sample, runs)| self.rank(&sample, runs, &documents))
            .collect()
    }

    fn ids(&self, run: Run) -> impl Iterator<Item = u32> + '_ {
        self.tokens(run).iter().map(|token| token.id)
    }

    fn tokens(&self, run: Run) -> &[Token] {
        let start = run.start as usize;
        &self.target.texts[run.pair as usize][start..start + run.len as usize]
    }

    /// Returns a run as it is written.
    fn text(&self, run: Run) -> &str {
        let tokens = self.tokens(run);
        let text = &self.pairs[run.pair as usize].target;
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => &text[first.span.start..last.span.end],
            _ => "",
        }
    }
}

/// The texts that are looked at for a query.
struct Sample {
    places: Vec<Occurrence>,
    /// In how many pairs the term is.
    of: usize,
    /// Tokens that a rendering should have.
    expected: f64,
    short: Option<Vec<u32>>,
}

/// A run that is perhaps the rendering.
struct Weighed {
    run: Run,
    /// In how many pairs of the sample it is.
    support: usize,
    /// What speaks for it beside the counts.
    evidence: f64,
}

impl Bitext<'_> {
    fn sample(&self, query: &Query) -> Sample {
        let mut places = query.places.clone();
        places.retain(|place| !self.target.texts[place.pair].is_empty());
        places.dedup_by_key(|place| place.pair);
        let of = places.len();
        let bytes: usize = places.iter().map(|place| place.span.len()).sum();
        let expected = (bytes as f64 / of.max(1) as f64 * self.ratio).max(1.0);
        if of > SAMPLE {
            places = (0..SAMPLE).map(|at| places[at * of / SAMPLE]).collect();
        }
        let short = query.short.as_deref();
        Sample {
            places,
            of,
            expected,
            short: short.and_then(|short| self.target.vocabulary.find(short)),
        }
    }

    /// Looks at all runs of the sample and keeps those that may be the rendering.
    fn weigh(&self, sample: &Sample) -> Vec<Weighed> {
        let longest = ((sample.expected * 2.2) as usize + 3).clamp(3, LONGEST);
        let mut runs = Runs::default();
        for place in &sample.places {
            let text = &self.target.texts[place.pair];
            let evidence = self.evidence(*place, sample.short.as_deref());
            runs.add(place.pair, text, &evidence, longest);
        }
        let least = sample.places.len().div_ceil(12);
        let number = sample.places.len() as f64;
        let mut weighed: Vec<(f64, Weighed)> = runs
            .iter()
            .filter(|run| run.support >= least)
            .map(|run| {
                let share = run.support as f64 / number;
                let mean = run.evidence / run.support as f64;
                // Of a run that is in few of the texts the others say that it is not the one.
                let mean = if mean > 0.0 {
                    mean * share.sqrt()
                } else {
                    mean
                };
                let length = (f64::from(run.run.len) / sample.expected).ln() / 0.45;
                let defined = if run.defined { DEFINED } else { 0.0 };
                let evidence = mean + defined - 0.5 * length * length;
                // The counts in all texts are not known yet; these are the best that they can be.
                let best = run.support as f64 * (self.pairs.len() as f64 / number).ln().max(0.1);
                let weighed = Weighed {
                    run: run.run,
                    support: run.support,
                    evidence,
                };
                (best + evidence, weighed)
            })
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| order(&a.1.run, &b.1.run)));
        weighed.truncate(WEIGHED);
        weighed.into_iter().map(|(_, weighed)| weighed).collect()
    }

    /// Returns for each token of a target text what speaks for its being of the term and not of what
    /// else the source text says.
    fn evidence(&self, place: Occurrence, short: Option<&[u32]>) -> count::Evidence {
        /// What a token has that nothing is known of.
        const UNKNOWN: f32 = 0.015;
        let text = &self.target.texts[place.pair];
        let (mut inside, mut outside) = (vec![UNKNOWN; text.len()], vec![UNKNOWN; text.len()]);
        let mut cut = vec![false; text.len()];
        let source = &self.source.texts[place.pair];
        for (number, word) in source.iter().enumerate() {
            for known in self.known.get(&word.id).into_iter().flatten() {
                let Some(rest) = source[number + 1..].get(..known.rest.len()) else {
                    continue;
                };
                if !rest.iter().map(|token| &token.id).eq(&known.rest) {
                    continue;
                }
                let end = rest.last().map_or(word.span.end, |last| last.span.end);
                let span = Span::new(word.span.start, end);
                if known.listed && span == place.span {
                    continue;
                }
                let within = place.span.start <= span.start && span.end <= place.span.end;
                let marks = if within { &mut inside } else { &mut outside };
                for at in 0..(text.len() + 1).saturating_sub(known.tokens.len()) {
                    let here = &text[at..at + known.tokens.len()];
                    if here.iter().map(|token| &token.id).eq(&known.tokens) {
                        cut[at + 1..at + known.tokens.len()].fill(true);
                        for mark in &mut marks[at..at + known.tokens.len()] {
                            *mark = mark.max(known.probability);
                        }
                    }
                }
            }
        }
        let cut = cut;
        let odds = inside
            .iter()
            .zip(&outside)
            .map(|(inside, outside)| f64::from((inside / outside).ln()));
        let odds = odds.map(|odds| odds.clamp(-3.0, 3.0)).collect();
        let defined = |at: usize| {
            short.is_some_and(|short| {
                let after = &text[at..];
                after.len() >= short.len()
                    && after[0].first
                    && after.iter().zip(short).all(|(token, id)| token.id == *id)
            })
        };
        let ends = (0..text.len()).map(|at| at > 0 && defined(at)).collect();
        count::Evidence {
            odds,
            cut,
            defined: ends,
        }
    }

    fn rank(&self, sample: &Sample, runs: Vec<Weighed>, documents: &Documents) -> Vec<Rendering> {
        let all = self.pairs.len() as f64;
        let scale = sample.of as f64 / sample.places.len().max(1) as f64;
        let mut ranked: Vec<(f64, Weighed, usize)> = runs
            .into_iter()
            .map(|run| {
                let seen = documents.of(self.ids(run.run)).max(run.support);
                let support = (run.support as f64 * scale).min(seen as f64);
                let counts = likelihood(support, sample.of as f64, seen as f64, all);
                (COUNTS * counts + run.evidence, run, seen)
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| order(&a.1.run, &b.1.run)));
        let mut renderings: Vec<Rendering> = Vec::new();
        let mut kept: Vec<(Run, usize)> = Vec::new();
        for (score, Weighed { run, support, .. }, seen) in ranked {
            // Another part of the same, found in as many texts, tells nothing new.
            let same = sample.of > RARE
                && kept.iter().any(|&(other, times)| {
                    times == support && (self.contains(other, run) || self.contains(run, other))
                });
            if same {
                continue;
            }
            kept.push((run, support));
            let support = (support as f64 * scale).round() as usize;
            renderings.push(Rendering {
                text: self.text(run).to_owned(),
                support,
                of: sample.of,
                elsewhere: seen.saturating_sub(support),
                score,
            });
            if renderings.len() == 10 {
                break;
            }
        }
        renderings
    }

    /// Tells whether a run has the tokens of another in it.
    fn contains(&self, whole: Run, part: Run) -> bool {
        let (whole, part) = (self.tokens(whole), self.tokens(part));
        whole
            .windows(part.len())
            .any(|window| window.iter().zip(part).all(|(a, b)| a.id == b.id))
    }
}

fn order(a: &Run, b: &Run) -> std::cmp::Ordering {
    (a.pair, a.start, a.len).cmp(&(b.pair, b.start, b.len))
}

/// Returns the log-likelihood ratio of two things being together in `both` of `all` texts, one being
/// in `one` and the other in `other`; negative if they avoid each other.
fn likelihood(both: f64, one: f64, other: f64, all: f64) -> f64 {
    let cells = [
        (both, one * other),
        (one - both, one * (all - other)),
        (other - both, (all - one) * other),
        (all - one - other + both, (all - one) * (all - other)),
    ];
    let sum: f64 = cells
        .iter()
        .filter(|(seen, expected)| *seen > 0.0 && *expected > 0.0)
        .map(|(seen, expected)| seen * (seen * all / expected).ln())
        .sum();
    if both * all >= one * other {
        2.0 * sum
    } else {
        -2.0 * sum
    }
}
