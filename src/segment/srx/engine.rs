//! The rules of a language, compiled. All patterns that have to end at a place go into one lazy
//! automaton that is run over the text, all that have to begin there into one that is run over it
//! from the end; both report every match, so that a rule is tested at every place as SRX 2.0 wants it,
//! in time linear in the text.
//!
//! The one place where no rule is asked is the inside of a cluster: a mark is never torn off its
//! letter.
//!
//! Automata do not know the word borders of Unicode. Where a rule has `\b`, the text is searched
//! with a byte at each border that stands in no text, and the patterns ask for it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::nfa::thompson;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::{Capture, Hir, HirKind, Look, Repetition};

use super::pattern::{Condition, PatternError};
use crate::segment::place::{Decision, is_inside_cluster};

/// Marks a word border in the searched text; no byte of UTF-8.
const BORDER: u8 = 0xFF;
/// Bytes that an automaton may take before it runs.
const SIZE: usize = 32 << 20;

/// The compiled rules of a language.
#[derive(Debug)]
pub struct Rules {
    list: Vec<Rule>,
    cases: Vec<Case>,
    /// For each pattern, the cases that it can make hold.
    wakes: [Vec<Vec<u32>>; 2],
    /// Cases that nothing has to be found for.
    always: Vec<u32>,
    finders: [Option<Finder>; 2],
    has_borders: bool,
}

#[derive(Debug)]
struct Rule {
    breaks: bool,
    name: String,
}

/// One way for a rule to hold: numbers of patterns, and whether they must not be found.
#[derive(Debug)]
struct Case {
    rule: u32,
    /// Those that end at the place, and those that begin there.
    probes: [Vec<(u32, bool)>; 2],
}

/// A rule as it was read.
pub(super) struct Source<'a> {
    pub(super) breaks: bool,
    pub(super) name: String,
    pub(super) before: &'a [Condition],
    pub(super) after: &'a [Condition],
}

impl Rules {
    pub(super) fn new<'a>(sources: impl Iterator<Item = Source<'a>>) -> Result<Self, PatternError> {
        let mut patterns: [Patterns; 2] = Default::default();
        let (mut rules, mut cases) = (Vec::new(), Vec::new());
        for source in sources {
            for before in source.before {
                for after in source.after {
                    let mut probes: [Vec<(u32, bool)>; 2] = Default::default();
                    for probe in before.iter().chain(after) {
                        let side = usize::from(probe.ahead);
                        let number = patterns[side].number(&probe.hir);
                        probes[side].push((number, probe.negated));
                    }
                    let rule = rules.len() as u32;
                    cases.push(Case { rule, probes });
                }
            }
            rules.push(Rule {
                breaks: source.breaks,
                name: source.name,
            });
        }
        let has_borders = patterns.iter().any(Patterns::has_borders);
        let mut wakes = [0, 1].map(|side: usize| vec![Vec::new(); patterns[side].hirs.len()]);
        let mut always = Vec::new();
        for (number, case) in cases.iter().enumerate() {
            let wake = [0, 1].into_iter().find_map(|side| {
                let found = case.probes[side].iter().find(|(_, negated)| !negated);
                found.map(|&(pattern, _)| (side, pattern))
            });
            match wake {
                Some((side, pattern)) => wakes[side][pattern as usize].push(number as u32),
                None => always.push(number as u32),
            }
        }
        let [before, after] = patterns;
        Ok(Rules {
            finders: [
                before.finder(false, has_borders)?,
                after.finder(true, has_borders)?,
            ],
            list: rules,
            cases,
            wakes,
            always,
            has_borders,
        })
    }

    /// Lists the breaks of a text, and the places where a rule against it kept another from
    /// breaking.
    pub(in crate::segment) fn decisions(&self, text: &str) -> Vec<Decision<'_>> {
        let bordered = self.has_borders.then(|| Bordered::new(text));
        let found = [0, 1].map(|side: usize| {
            let Some(finder) = &self.finders[side] else {
                return Vec::new();
            };
            match &bordered {
                None => finder.all(text.as_bytes()),
                Some(bordered) => bordered.places(finder.all(&bordered.bytes)),
            }
        });
        let mut decisions = Vec::new();
        let mut walks = [0, 0];
        let mut awake = Vec::new();
        let mut last = 0;
        loop {
            let next = |side: usize| found[side].get(walks[side]).map(|&(at, _)| at);
            let mut offset = next(0)
                .into_iter()
                .chain(next(1))
                .min()
                .unwrap_or(text.len());
            if !self.always.is_empty() {
                let next = text[last..].chars().next().map_or(0, char::len_utf8);
                offset = offset.min(last + next);
            }
            if offset >= text.len() {
                return decisions;
            }
            last = offset;
            let here = [0, 1].map(|side: usize| {
                let rest = &found[side][walks[side]..];
                let count = rest.iter().take_while(|&&(at, _)| at == offset).count();
                walks[side] += count;
                &rest[..count]
            });
            if offset == 0 || !text.is_char_boundary(offset) {
                continue;
            }
            awake.clear();
            awake.extend(&self.always);
            for (side, matches) in here.iter().enumerate() {
                for &(_, pattern) in *matches {
                    awake.extend(&self.wakes[side][pattern as usize]);
                }
            }
            let decision = self.decide(offset, &mut awake, here);
            decisions.extend(decision.filter(|_| !is_inside_cluster(text, offset)));
        }
    }

    /// Lets the first rule decide that holds, among the cases that may.
    fn decide(
        &self,
        offset: usize,
        awake: &mut [u32],
        here: [&[(usize, u32)]; 2],
    ) -> Option<Decision<'_>> {
        awake.sort_unstable();
        let holds = |case: &Case| {
            (0..2).all(|side| {
                case.probes[side].iter().all(|&(pattern, negated)| {
                    here[side].iter().any(|&(_, found)| found == pattern) != negated
                })
            })
        };
        let cases = awake.iter().map(|&case| &self.cases[case as usize]);
        let mut held = cases.filter(|case| holds(case));
        let first = &self.list[held.next()?.rule as usize];
        let breaks = first.breaks;
        let would = breaks || held.any(|case| self.list[case.rule as usize].breaks);
        would.then_some(Decision {
            offset,
            breaks,
            rule: &first.name,
        })
    }
}

/// The distinct patterns of one side.
#[derive(Default)]
struct Patterns {
    numbers: BTreeMap<String, u32>,
    hirs: Vec<Hir>,
}

impl Patterns {
    fn number(&mut self, hir: &Hir) -> u32 {
        let next = self.hirs.len() as u32;
        let number = *self.numbers.entry(hir.to_string()).or_insert(next);
        if number == next {
            self.hirs.push(hir.clone());
        }
        number
    }

    fn has_borders(&self) -> bool {
        let border = |hir: &Hir| hir.properties().look_set().contains(Look::WordUnicode);
        self.hirs.iter().any(border)
    }

    fn finder(self, backward: bool, borders: bool) -> Result<Option<Finder>, PatternError> {
        if self.hirs.is_empty() {
            return Ok(None);
        }
        let hirs: Vec<Hir> = if borders {
            self.hirs.iter().map(bordered).collect()
        } else {
            self.hirs
        };
        Finder::new(&hirs, backward).map(Some)
    }
}

/// Tells whether a pattern is small enough to be used.
pub(super) fn check(condition: &Condition) -> Result<(), PatternError> {
    for probe in condition {
        Finder::new(std::slice::from_ref(&bordered(&probe.hir)), probe.ahead)?;
    }
    Ok(())
}

/// Finds all places where a match of a pattern ends, or begins.
#[derive(Debug)]
struct Finder {
    dfa: DFA,
    cache: Mutex<Cache>,
    backward: bool,
}

impl Finder {
    fn new(hirs: &[Hir], backward: bool) -> Result<Self, PatternError> {
        let failed = |error: &dyn std::fmt::Display| PatternError::Syntax(error.to_string());
        let config = thompson::Config::new()
            .utf8(false)
            .reverse(backward)
            .which_captures(thompson::WhichCaptures::None)
            .nfa_size_limit(Some(SIZE));
        let nfa = thompson::Compiler::new()
            .configure(config)
            .build_many_from_hir(hirs)
            .map_err(|error| failed(&error))?;
        let config = DFA::config()
            .match_kind(MatchKind::All)
            .skip_cache_capacity_check(true);
        let dfa = DFA::builder()
            .configure(config)
            .build_from_nfa(nfa)
            .map_err(|error| failed(&error))?;
        Ok(Finder {
            cache: Mutex::new(dfa.create_cache()),
            dfa,
            backward,
        })
    }

    /// Lists places and patterns in order of the places.
    fn all(&self, haystack: &[u8]) -> Vec<(usize, u32)> {
        if !self.backward {
            return self.ends(haystack);
        }
        // The automaton could run backward by itself, but of several patterns that begin at one
        // place it reports all but the first one byte off (regex-automata 0.4.18).
        let reversed: Vec<u8> = haystack.iter().rev().copied().collect();
        let mut found = self.ends(&reversed);
        found.reverse();
        for (offset, _) in &mut found {
            *offset = haystack.len() - *offset;
        }
        found
    }

    fn ends(&self, haystack: &[u8]) -> Vec<(usize, u32)> {
        // A cache that another thread left behind in mid-air is only a cache.
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let input = Input::new(haystack).anchored(Anchored::No);
        let mut state = OverlappingState::start();
        let mut found = Vec::new();
        loop {
            let step = self
                .dfa
                .try_search_overlapping_fwd(&mut cache, &input, &mut state);
            // A search gives up only at bytes or after work that were set, and none are.
            match (step, state.get_match()) {
                (Ok(()), Some(half)) => found.push((half.offset(), half.pattern().as_u32())),
                _ => return found,
            }
        }
    }
}

/// A text with its word borders marked.
struct Bordered {
    bytes: Vec<u8>,
    /// Where the marks are.
    borders: Vec<usize>,
}

impl Bordered {
    fn new(text: &str) -> Self {
        let mut bytes = Vec::with_capacity(text.len() + text.len() / 4);
        let mut borders = Vec::new();
        let mut in_word = false;
        for c in text.chars() {
            let is_word = regex_syntax::is_word_character(c);
            if is_word != in_word {
                borders.push(bytes.len());
                bytes.push(BORDER);
            }
            in_word = is_word;
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        if in_word {
            borders.push(bytes.len());
            bytes.push(BORDER);
        }
        Bordered { bytes, borders }
    }

    /// Turns places in the marked text into places in the text. Those before and behind a mark
    /// become one, and are brought in order again.
    fn places(&self, mut found: Vec<(usize, u32)>) -> Vec<(usize, u32)> {
        let mut passed = 0;
        for (offset, _) in &mut found {
            while self
                .borders
                .get(passed)
                .is_some_and(|border| border < offset)
            {
                passed += 1;
            }
            *offset -= passed;
        }
        found
    }
}

/// Rewrites a pattern for the marked text: a mark may stand before every character, and has to where
/// the pattern has `\b`.
fn bordered(hir: &Hir) -> Hir {
    let mark = || Hir::literal(vec![BORDER]);
    let maybe = || {
        Hir::repetition(Repetition {
            min: 0,
            max: Some(1),
            greedy: true,
            sub: Box::new(mark()),
        })
    };
    match hir.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            let chars = text.chars().flat_map(|c| {
                let c = c.encode_utf8(&mut [0; 4]).as_bytes().to_vec();
                [maybe(), Hir::literal(c)]
            });
            Hir::concat(chars.collect())
        }
        HirKind::Class(class) => Hir::concat(vec![maybe(), Hir::class(class.clone())]),
        HirKind::Look(Look::WordUnicode) => mark(),
        HirKind::Look(look @ (Look::End | Look::EndLF | Look::EndCRLF)) => {
            Hir::concat(vec![maybe(), Hir::look(*look)])
        }
        HirKind::Look(look) => Hir::look(*look),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(bordered(&repetition.sub)),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => Hir::capture(Capture {
            sub: Box::new(bordered(&capture.sub)),
            ..capture.clone()
        }),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(bordered).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(bordered).collect()),
    }
}
