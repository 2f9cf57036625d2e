//! Runs of tokens counted: in the texts of one term, each with what speaks for it, and in all texts,
//! those that are asked for.

use rustc_hash::FxHashMap;

use super::super::tokens::Token;
use super::Run;

/// What is known of the tokens of a target text.
pub(super) struct Evidence {
    /// For each token what speaks for its being of the term.
    pub(super) odds: Vec<f64>,
    /// Whether a word that is known goes over the border before a token.
    pub(super) cut: Vec<bool>,
    /// Whether the abbreviation of the term stands in brackets from a token on.
    pub(super) defined: Vec<bool>,
}

/// What it counts for that a run begins or ends where the text has a space or a mark.
const EDGE: f64 = 1.25;
/// What it counts against it that it cuts a word that is known.
const CUT: f64 = 2.0;

/// Steps from one run to those with one more token.
#[derive(Default)]
struct Steps {
    next: FxHashMap<(u32, u32), u32>,
    nodes: u32,
}

impl Steps {
    /// Returns the node of a run with one token more; 0 is the empty run.
    fn step(&mut self, node: u32, token: u32) -> u32 {
        let nodes = &mut self.nodes;
        *self.next.entry((node, token)).or_insert_with(|| {
            *nodes += 1;
            *nodes
        })
    }
}

/// All runs of the texts of a term.
#[derive(Default)]
pub(super) struct Runs {
    steps: Steps,
    /// The run of each node, less one.
    seen: Vec<Seen>,
}

/// A run and what was found of it.
pub(super) struct Seen {
    /// Its first place.
    pub(super) run: Run,
    /// In how many texts it is.
    pub(super) support: usize,
    /// The sum of the best evidence in each.
    pub(super) evidence: f64,
    /// Whether the abbreviation follows it in brackets somewhere.
    pub(super) defined: bool,
    last: u32,
    best: f64,
}

impl Runs {
    /// Counts the runs of a text, once each, up to a length.
    pub(super) fn add(&mut self, pair: usize, text: &[Token], evidence: &Evidence, longest: usize) {
        let pair = pair as u32;
        let cut = |at: usize| match evidence.cut.get(at) {
            Some(true) => CUT,
            _ => 0.0,
        };
        for start in 0..text.len() {
            let mut node = 0;
            let begins = if text[start].gap { EDGE } else { 0.0 } - cut(start);
            let mut odds = begins;
            for (len, token) in text[start..].iter().take(longest).enumerate() {
                if len > 0 && token.first {
                    break;
                }
                node = self.steps.step(node, token.id);
                odds += evidence.odds[start + len];
                let after = start + len + 1;
                let defined = evidence.defined.get(after).copied().unwrap_or(false);
                let ends = match text.get(after) {
                    Some(next) if !next.gap && !next.first => -cut(after),
                    _ => EDGE,
                };
                let run = Run {
                    pair,
                    start: start as u32,
                    len: len as u32 + 1,
                };
                self.count(node, run, odds + ends, defined);
            }
        }
    }

    fn count(&mut self, node: u32, run: Run, evidence: f64, defined: bool) {
        let at = node as usize - 1;
        if at == self.seen.len() {
            self.seen.push(Seen {
                run,
                support: 1,
                evidence,
                defined,
                last: run.pair,
                best: evidence,
            });
            return;
        }
        let seen = &mut self.seen[at];
        seen.defined |= defined;
        if seen.last != run.pair {
            seen.last = run.pair;
            seen.support += 1;
            seen.evidence += evidence;
            seen.best = evidence;
        } else if evidence > seen.best {
            seen.evidence += evidence - seen.best;
            seen.best = evidence;
        }
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Seen> {
        self.seen.iter()
    }
}

/// In how many of all texts runs are.
#[derive(Default)]
pub(super) struct Documents {
    steps: Steps,
    /// For each node the number of texts, and the last one.
    counts: Vec<(u32, u32)>,
}

impl Documents {
    /// Says that a run is to be counted.
    pub(super) fn want(&mut self, run: impl Iterator<Item = u32>) {
        let mut node = 0;
        for token in run {
            node = self.steps.step(node, token);
        }
    }

    /// Counts the runs that are wanted.
    pub(super) fn count(&mut self, texts: &[Vec<Token>]) {
        self.counts = vec![(0, u32::MAX); self.steps.nodes as usize + 1];
        for (number, text) in (0..).zip(texts) {
            for start in 0..text.len() {
                let mut node = 0;
                for (len, token) in text[start..].iter().enumerate() {
                    if len > 0 && token.first {
                        break;
                    }
                    let Some(&next) = self.steps.next.get(&(node, token.id)) else {
                        break;
                    };
                    node = next;
                    let (count, last) = &mut self.counts[node as usize];
                    if *last != number {
                        *last = number;
                        *count += 1;
                    }
                }
            }
        }
    }

    /// Returns in how many texts a run is that was wanted.
    pub(super) fn of(&self, run: impl Iterator<Item = u32>) -> usize {
        let mut node = 0;
        for token in run {
            match self.steps.next.get(&(node, token)) {
                Some(&next) => node = next,
                None => return 0,
            }
        }
        self.counts
            .get(node as usize)
            .map_or(0, |&(count, _)| count as usize)
    }
}
