//! Terms looked for word by word, in texts that are all ASCII, as most English is. A term can only
//! begin where a word does, so that one look at each word tells whether any begins there; the letters
//! inside words are hashed once and not looked at one by one. Finds what the automaton finds where a
//! word begins and where it ends or has an English ending.

use rustc_hash::FxHashMap;

/// Longer terms are left to the automaton: so much is looked at from every word of a text.
const LONGEST: usize = 200;

/// No word.
const NONE: u32 = 0;

/// Patterns as sequences of words and of the characters between them.
#[derive(Default)]
pub(super) struct Words {
    /// The words of the patterns, numbered from 129; 1 to 128 are the other ASCII characters.
    numbers: FxHashMap<Box<[u8]>, u32>,
    /// The longest of them.
    longest: usize,
    /// From a sequence and one word more to the longer sequence; 0 is the empty one.
    steps: FxHashMap<(u32, u32), u32>,
    /// For each word whether a pattern begins with it.
    begins: Vec<bool>,
    /// The pattern that each sequence is, if it is one.
    patterns: Vec<Option<u32>>,
    /// Whether there are patterns that are not in here and may be in such a text.
    partial: bool,
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
        if self.patterns.is_empty() {
            self.patterns.push(None);
        }
        let mut node = 0;
        let mut at = 0;
        while at < key.len() {
            let end = end_of_token(key.as_bytes(), at);
            let number = self.number(&key.as_bytes()[at..end]);
            if at == 0 {
                self.begins[number as usize] = true;
            }
            let next = self.patterns.len() as u32;
            let step = *self.steps.entry((node, number)).or_insert(next);
            if step == next {
                self.patterns.push(None);
            }
            node = step;
            at = end;
        }
        self.patterns[node as usize] = Some(pattern);
    }

    /// Tells whether nothing but what is in here can be in a text of ASCII characters.
    pub(super) fn is_whole(&self) -> bool {
        !self.partial
    }

    fn number(&mut self, token: &[u8]) -> u32 {
        let next = self.numbers.len() as u32 + 129;
        let number = match token {
            [byte] if !byte.is_ascii_alphanumeric() => u32::from(*byte) + 1,
            _ => *self.numbers.entry(token.into()).or_insert(next),
        };
        self.longest = self.longest.max(token.len());
        if self.begins.len() <= number as usize {
            self.begins.resize(number as usize + 1, false);
        }
        number
    }

    fn look_up(&self, token: &[u8]) -> u32 {
        match token {
            [byte] if !byte.is_ascii_alphanumeric() => u32::from(*byte) + 1,
            _ if token.len() > self.longest => NONE,
            _ => self.numbers.get(token).copied().unwrap_or(NONE),
        }
    }

    /// Calls for every match that begins with a word: with its start, its end and the pattern. With
    /// `endings`, a match may end before a plural ending.
    pub(super) fn find(&self, text: &str, endings: bool, mut found: impl FnMut(usize, usize, u32)) {
        if self.patterns.is_empty() {
            return;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let end = end_of_token(bytes, at);
            let begins = |number: u32| self.begins.get(number as usize) == Some(&true);
            let token = &bytes[at..end];
            let number = self.look_up(token);
            if begins(number) {
                self.walk(bytes, (at, end, number), endings, &mut found);
            }
            if endings {
                for stem in stems(token) {
                    let number = self.look_up(stem);
                    if begins(number) {
                        self.ends(0, number, (at, at + stem.len()), &mut found);
                    }
                }
            }
            at = end;
        }
    }

    /// Goes on from a word as far as a pattern does.
    fn walk(
        &self,
        bytes: &[u8],
        (start, end, number): (usize, usize, u32),
        endings: bool,
        found: &mut impl FnMut(usize, usize, u32),
    ) {
        let mut node = 0;
        let (mut number, mut end) = (number, end);
        while let Some(&next) = self.steps.get(&(node, number)) {
            node = next;
            if let Some(pattern) = self.patterns[node as usize] {
                found(start, end, pattern);
            }
            let at = end;
            if at == bytes.len() {
                break;
            }
            end = end_of_token(bytes, at);
            let token = &bytes[at..end];
            number = self.look_up(token);
            if endings {
                for stem in stems(token) {
                    let number = self.look_up(stem);
                    self.ends(node, number, (start, at + stem.len()), found);
                }
            }
        }
    }

    /// Calls if a pattern ends with a word.
    fn ends(
        &self,
        node: u32,
        number: u32,
        (start, end): (usize, usize),
        found: &mut impl FnMut(usize, usize, u32),
    ) {
        let last = self.steps.get(&(node, number)).filter(|_| number != NONE);
        if let Some(pattern) = last.and_then(|&last| self.patterns[last as usize]) {
            found(start, end, pattern);
        }
    }
}

/// Returns the end of the word at a place, or of the one character that is no word.
fn end_of_token(bytes: &[u8], at: usize) -> usize {
    let letters = bytes[at..]
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric());
    at + letters.unwrap_or(bytes.len() - at).max(1)
}

/// Returns a word without the endings that it may have.
fn stems(token: &[u8]) -> impl Iterator<Item = &[u8]> {
    let s = token.strip_suffix(b"s").filter(|stem| !stem.is_empty());
    let es = s.and_then(|stem| stem.strip_suffix(b"e"));
    s.into_iter().chain(es.filter(|stem| !stem.is_empty()))
}
