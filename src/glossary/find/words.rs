//! Terms looked for word by word, in texts that are all ASCII, as most English is. A term can only
//! begin where a word does, so that one look at each word tells whether any begins there; the letters
//! inside words are hashed once and not looked at one by one. Finds what the automaton finds where a
//! word begins and where it ends or has an English ending.

use rustc_hash::FxHashMap;

/// Longer terms are left to the automaton: so much is looked at from every word of a text.
const LONGEST: usize = 200;

/// So many letters fit in a number.
const SHORT: usize = 8;

/// The number of a word that is in no pattern.
const UNKNOWN: u32 = 0;

/// Words are numbered from here; the numbers below are those of the other ASCII characters.
const FIRST: u32 = 129;

/// Added to the number of a word that has a space before it.
const SPACED: u32 = 1 << 31;

/// No pattern.
const NONE: u32 = u32::MAX;

/// Patterns as sequences of words and of the characters between them. The space between two of these
/// goes with the second.
pub(super) struct Words {
    /// The words of the patterns: those of few letters by these, read as a number.
    short: FxHashMap<u64, Word>,
    long: FxHashMap<Box<[u8]>, Word>,
    /// The characters that are no words.
    signs: [Word; 128],
    /// From a sequence (the upper half) and the number of one more to the longer sequence.
    steps: FxHashMap<u64, Step>,
    /// For each sequence the numbers that may go on with it: one bit for many numbers.
    next: Vec<u64>,
    /// The number of the next word.
    number: u32,
    /// Whether there are patterns that are not in here and may be in such a text.
    partial: bool,
}

/// A word, and the sequence that it is alone.
#[derive(Clone, Copy)]
struct Word {
    number: u32,
    step: Step,
}

/// A sequence: 0 if none begins so; and the pattern that it is, if it is one.
#[derive(Clone, Copy)]
struct Step {
    node: u32,
    pattern: u32,
}

const NOWHERE: Step = Step {
    node: 0,
    pattern: NONE,
};

/// A word in a text, or one character that is none.
#[derive(Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    /// Whether a space before it goes with it.
    spaced: bool,
}

impl Default for Words {
    fn default() -> Words {
        let sign = |byte| Word {
            number: byte as u32 + 1,
            step: NOWHERE,
        };
        Words {
            short: FxHashMap::default(),
            long: FxHashMap::default(),
            signs: std::array::from_fn(sign),
            steps: FxHashMap::default(),
            // Nothing goes on from no sequence.
            next: vec![0],
            number: FIRST,
            partial: false,
        }
    }
}

impl Words {
    /// Adds a pattern; one that is `open`, to end inside a word, cannot be looked for so.
    pub(super) fn add(&mut self, pattern: u32, key: &str, open: bool) {
        if !key.is_ascii() {
            return;
        }
        if open || key.len() > LONGEST {
            self.partial = true;
            return;
        }
        let bytes = key.as_bytes();
        let mut node = 0;
        let mut at = 0;
        while let Some(token) = token(bytes, at) {
            at = token.end;
            let fresh = self.next.len() as u32;
            let last = at == bytes.len();
            let word = self.word(&bytes[token.start..token.end]);
            let step = if node == 0 {
                &mut word.step
            } else {
                let number = word.number | spaced(token);
                self.next[node as usize] |= bit(number);
                self.steps.entry(join(node, number)).or_insert(NOWHERE)
            };
            if step.node == 0 {
                step.node = fresh;
            }
            if last {
                step.pattern = pattern;
            }
            node = step.node;
            if node == fresh {
                self.next.push(0);
            }
        }
    }

    /// Tells whether nothing but what is in here can be in a text of ASCII characters.
    pub(super) fn is_whole(&self) -> bool {
        !self.partial
    }

    /// Returns a word of a pattern, numbered if it is new.
    fn word(&mut self, letters: &[u8]) -> &mut Word {
        if let [byte] = letters
            && !byte.is_ascii_alphanumeric()
        {
            return &mut self.signs[usize::from(byte & 0x7F)];
        }
        let fresh = Word {
            number: self.number,
            step: NOWHERE,
        };
        let word = match packed(letters) {
            Some(packed) => self.short.entry(packed).or_insert(fresh),
            None => self.long.entry(letters.into()).or_insert(fresh),
        };
        if word.number == fresh.number {
            self.number += 1;
        }
        word
    }

    fn look_up(&self, letters: &[u8]) -> Word {
        const OTHER: Word = Word {
            number: UNKNOWN,
            step: NOWHERE,
        };
        if let [byte] = letters
            && !byte.is_ascii_alphanumeric()
        {
            return self.signs[usize::from(byte & 0x7F)];
        }
        let word = match packed(letters) {
            Some(packed) => self.short.get(&packed),
            None => self.long.get(letters),
        };
        word.copied().unwrap_or(OTHER)
    }

    /// Returns the sequence that a number makes of another.
    fn step(&self, node: u32, number: u32) -> Option<Step> {
        if self.next[node as usize] & bit(number) == 0 {
            return None;
        }
        self.steps.get(&join(node, number)).copied()
    }

    /// Calls for every place where matches begin: with the place, and their ends and patterns. With
    /// `endings`, a match may end before a plural ending.
    pub(super) fn find(
        &self,
        text: &str,
        endings: bool,
        mut found: impl FnMut(usize, &[(usize, u32)]),
    ) {
        let bytes = text.as_bytes();
        let mut words = Vec::with_capacity(bytes.len() / 4 + 1);
        let mut at = 0;
        while let Some(token) = token(bytes, at) {
            words.push((token, self.look_up(&bytes[token.start..token.end])));
            at = token.end;
        }
        let mut matches: Vec<(usize, u32)> = Vec::new();
        for (place, &(token, word)) in words.iter().enumerate() {
            let mut add = |end: usize, step: Step| {
                if step.pattern != NONE {
                    matches.push((end, step.pattern));
                }
            };
            // What is without its ending the last word of a pattern.
            let stems = |token: Token| {
                let stems = stems(&bytes[token.start..token.end]).filter(move |_| endings);
                stems.map(move |stem| (token.start + stem.len(), self.look_up(stem)))
            };
            for (end, word) in stems(token) {
                add(end, word.step);
            }
            add(token.end, word.step);
            let mut node = word.step.node;
            for &(token, word) in &words[place + 1..] {
                if self.next[node as usize] == 0 {
                    break;
                }
                let spaced = spaced(token);
                for (end, word) in stems(token) {
                    if let Some(step) = self.step(node, word.number | spaced) {
                        add(end, step);
                    }
                }
                let Some(step) = self.step(node, word.number | spaced) else {
                    break;
                };
                add(token.end, step);
                node = step.node;
            }
            if !matches.is_empty() {
                found(token.start, &matches);
                matches.clear();
            }
        }
    }
}

/// Returns the word or other character that comes next. A space is one if nothing but a space or the
/// end comes after it.
#[inline]
fn token(bytes: &[u8], at: usize) -> Option<Token> {
    let spaced = bytes.get(at) == Some(&b' ') && bytes.get(at + 1).is_some_and(|&c| c != b' ');
    let start = at + usize::from(spaced);
    let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
    let letters = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
    Some(Token {
        start,
        end: start + letters.unwrap_or(rest.len()).max(1),
        spaced,
    })
}

#[inline]
fn spaced(token: Token) -> u32 {
    if token.spaced { SPACED } else { 0 }
}

/// Returns a word of few letters as a number; no letter is 0.
#[inline]
fn packed(letters: &[u8]) -> Option<u64> {
    if letters.len() > SHORT {
        return None;
    }
    Some(letters.iter().fold(0, |sum, &c| sum << 8 | u64::from(c)))
}

fn join(node: u32, number: u32) -> u64 {
    u64::from(node) << 32 | u64::from(number)
}

/// Returns the bit that stands for a number.
fn bit(number: u32) -> u64 {
    1 << (number.wrapping_mul(0x9E37_79B9) >> 26)
}

/// Returns a word without the endings that it may have.
fn stems(token: &[u8]) -> impl Iterator<Item = &[u8]> {
    let s = token.strip_suffix(b"s").filter(|stem| !stem.is_empty());
    let es = s.and_then(|stem| stem.strip_suffix(b"e"));
    es.filter(|stem| !stem.is_empty()).into_iter().chain(s)
}
