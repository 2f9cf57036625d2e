//! Hyphens at line ends: those that layout put there go, those of the word stay. The document is
//! its own dictionary: what it writes elsewhere, joined or hyphenated, decides.

use rustc_hash::FxHashSet;

use super::lines::Line;
use super::wrap::is_tight;

/// First halves after which the hyphen belongs to the word.
const PREFIXES: &[&str] = &["all", "cross", "ex", "half", "non", "self", "vice", "well"];

/// Words before which a hyphen stands for the rest of a word: `short- and long-term`.
const CONJUNCTIONS: &[&str] = &[
    "and", "or", "to", "et", "ou", "und", "oder", "bis", "y", "o", "dan",
];

/// Most letters of a word that are looked at.
const MAX_WORD: usize = 40;

/// Letters on either side of a hyphen by which a word without spaces is known again.
const CONTEXT: usize = 4;

/// Fewest letters of either half of a compound that the document does not write elsewhere.
const MIN_HALF: usize = 4;

/// What a hyphen at a line end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// Put there by layout.
    Layout,
    /// Part of the word.
    Word,
    /// Part of the word, which ends here: `short-` in `short- and long-term`.
    Suspended,
}

/// The words that a document holds, in small letters; empty when no line ends in a hyphen.
pub(super) struct Hyphens {
    words: FxHashSet<String>,
}

impl Hyphens {
    /// Collects the words of a document that has need of them.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut words = FxHashSet::default();
        if lines.iter().any(|line| line.text.ends_with(is_hyphen)) {
            let mut torn = false;
            for line in lines {
                // The two halves of a torn word are no words.
                let text = if torn {
                    &line.text[head(line.text).len()..]
                } else {
                    line.text
                };
                torn = line.text.ends_with(is_hyphen);
                collect(
                    if torn {
                        text.trim_end_matches(is_word_part)
                    } else {
                        text
                    },
                    &mut words,
                );
            }
        }
        Hyphens { words }
    }

    /// Judges the hyphen at the end of `before`, which `after` continues; nothing without a hyphen.
    pub(super) fn at(&self, before: &str, after: &str) -> Option<Hyphen> {
        let hyphen = before.chars().next_back().filter(|&c| is_hyphen(c))?;
        let left = tail(&before[..before.len() - hyphen.len_utf8()]);
        let right = head(after);
        let (last, first) = (left.chars().next_back()?, right.chars().next()?);
        if hyphen == '\u{AD}' {
            return Some(Hyphen::Layout);
        }
        if last.is_numeric() || first.is_numeric() {
            return Some(Hyphen::Word);
        }
        if CONJUNCTIONS.contains(&right) {
            return Some(Hyphen::Suspended);
        }
        if is_tight(last) && is_tight(first) {
            let known = self.words.contains(&context(left, right));
            return Some(if known { Hyphen::Word } else { Hyphen::Layout });
        }
        let (small_left, small_right) = (left.to_lowercase(), right.to_lowercase());
        if self.words.contains(&format!("{small_left}{small_right}")) {
            return Some(Hyphen::Layout);
        }
        // `private-\nsector`: two words that the document knows are a compound.
        let is_compound = [&small_left, &small_right]
            .iter()
            .all(|half| half.chars().count() >= MIN_HALF && self.words.contains(*half));
        let is_acronym = left.len() > 1 && left.chars().all(char::is_uppercase);
        let keeps = self.words.contains(&format!("{small_left}-{small_right}"))
            || first.is_uppercase()
            || is_acronym
            || is_compound
            || PREFIXES.contains(&small_left.as_str());
        Some(if keeps { Hyphen::Word } else { Hyphen::Layout })
    }
}

/// Adds the words of a line: whole, with their hyphens, and the parts between hyphens.
fn collect(line: &str, words: &mut FxHashSet<String>) {
    for token in line.split(|c: char| !(c.is_alphanumeric() || is_hyphen(c) || is_tight(c))) {
        let mut parts = token
            .split(is_hyphen)
            .filter(|part| !part.is_empty())
            .peekable();
        while let Some(part) = parts.next() {
            words.insert(tail(part).to_lowercase());
            if let Some(next) = parts.peek() {
                let (left, right) = (tail(part), head(next));
                words.insert(context(left, right));
                words.insert(format!("{}-{}", left.to_lowercase(), right.to_lowercase()));
            }
        }
    }
}

/// Returns what a hyphen between unspaced letters is known by: a few letters on either side.
fn context(left: &str, right: &str) -> String {
    let skip = left.chars().count().saturating_sub(CONTEXT);
    let left = left.chars().skip(skip);
    left.chain(['\u{2010}'])
        .chain(right.chars().take(CONTEXT))
        .collect()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{AD}')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_tight(c)
}

fn is_word_part(c: char) -> bool {
    is_word_char(c) || is_hyphen(c)
}

fn tail(text: &str) -> &str {
    let chars = text
        .chars()
        .rev()
        .take(MAX_WORD)
        .take_while(|&c| is_word_char(c));
    &text[text.len() - chars.map(char::len_utf8).sum::<usize>()..]
}

fn head(text: &str) -> &str {
    let chars = text.chars().take(MAX_WORD).take_while(|&c| is_word_char(c));
    &text[..chars.map(char::len_utf8).sum()]
}
