//! Rules for languages in Latin letters. A full stop may close a sentence, an abbreviation, an
//! initial or a number; the word before it and the letter behind it tell which. The words of each
//! language are data: a file under `latin/`, read when the language is first met.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::segment::place::{Marks, Place, Rules, Verdict};

/// The rules of a language: those of all languages in Latin letters, with its own words.
pub(super) struct Latin {
    code: &'static str,
    file: &'static str,
    words: OnceLock<Words>,
}

/// What the rules know about a language. All lists are sorted, without the final full stop.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// The names of the rules, as in [`RULES`].
    #[serde(skip)]
    names: Vec<String>,
    /// Abbreviations that something always follows, in small letters: `mr`, `e.g`.
    pub(super) bound: Vec<String>,
    /// Abbreviations that a number follows; without one they are words: `no`, `art`.
    pub(super) numbered: Vec<String>,
    /// Abbreviations that a sentence may well end with: `etc`, `p.m`.
    pub(super) closing: Vec<String>,
    /// Abbreviations that are part of a name: `inc`, `jr`.
    pub(super) names_end: Vec<String>,
    /// Words that open a sentence and seldom stand second in a name, with their capital: `The`. A
    /// single letter or an abbreviation that may close a sentence does so only before one of them.
    pub(super) openers: Vec<String>,
    /// Words that go on after a closing abbreviation in spite of their capital: `Monday`.
    #[serde(default)]
    pub(super) goes_on: Vec<String>,
    /// Whether a number with a full stop is an ordinal: `am 5. Mai`.
    #[serde(default)]
    pub(super) ordinals: bool,
}

/// What is decided by. The name of a rule is the code of the language, a hyphen and this.
const RULES: [&str; 13] = [
    "inside-token",
    "small-letter",
    "goes-on",
    "name-mark",
    "question",
    "ellipsis",
    "ordinal",
    "abbreviation",
    "number-abbreviation",
    "closing-abbreviation",
    "acronym",
    "initial",
    "full-stop",
];

/// The place of a rule in [`RULES`], in the order in which they are tried.
#[derive(Clone, Copy)]
enum Rule {
    InsideToken,
    SmallLetter,
    GoesOn,
    NameMark,
    Question,
    Ellipsis,
    Ordinal,
    Abbreviation,
    NumberAbbreviation,
    ClosingAbbreviation,
    Acronym,
    Initial,
    FullStop,
}

pub(super) static ENGLISH: Latin = Latin::new("en", include_str!("latin/en.toml"));
pub(super) static FRENCH: Latin = Latin::new("fr", include_str!("latin/fr.toml"));
pub(super) static SPANISH: Latin = Latin::new("es", include_str!("latin/es.toml"));
pub(super) static PORTUGUESE: Latin = Latin::new("pt", include_str!("latin/pt.toml"));
pub(super) static ITALIAN: Latin = Latin::new("it", include_str!("latin/it.toml"));
pub(super) static GERMAN: Latin = Latin::new("de", include_str!("latin/de.toml"));
pub(super) static DUTCH: Latin = Latin::new("nl", include_str!("latin/nl.toml"));
pub(super) static VIETNAMESE: Latin = Latin::new("vi", include_str!("latin/vi.toml"));
pub(super) static MALAY: Latin = Latin::new("id", include_str!("latin/id.toml"));
pub(super) static TAGALOG: Latin = Latin::new("tl", include_str!("latin/tl.toml"));

/// Longest word, in characters, that is looked up.
const MAX_WORD: usize = 24;

pub(super) static MARKS: Marks = Marks::new(&[".", "!", "?", ";", "…", "‽", "。", "！", "？"]);

impl Rules for Latin {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        MARKS.find(text, from)
    }

    fn judge(&self, place: &Place<'_>) -> Verdict<'_> {
        self.words().judge(place)
    }

    fn names(&self) -> Vec<&str> {
        let names = self.words().names.iter();
        names.map(String::as_str).collect()
    }

    fn word_lists(&self) -> Vec<(&'static str, Vec<&str>)> {
        let words = self.words();
        let lists = [
            ("bound", &words.bound),
            ("numbered", &words.numbered),
            ("closing", &words.closing),
            ("names-end", &words.names_end),
            ("openers", &words.openers),
            ("goes-on", &words.goes_on),
        ];
        let mut lists: Vec<_> = lists.map(named_list).into();
        lists.push(("code", vec![self.code]));
        // Nothing to be written, where numbers are ordinals.
        lists.push((
            "ordinals",
            if words.ordinals { vec![""] } else { Vec::new() },
        ));
        lists
    }
}

/// Lends a list of words with its name.
pub(super) fn named_list<'a>(
    (name, words): (&'static str, &'a Vec<String>),
) -> (&'static str, Vec<&'a str>) {
    (name, words.iter().map(String::as_str).collect())
}

impl Latin {
    const fn new(code: &'static str, file: &'static str) -> Self {
        Latin {
            code,
            file,
            words: OnceLock::new(),
        }
    }

    /// Returns the words of the language.
    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let words = toml::from_str(self.file).expect("a file of words that was tested");
            let names = RULES.map(|rule| format!("{}-{rule}", self.code)).into();
            Words { names, ..words }
        })
    }
}

impl Words {
    fn verdict(&self, breaks: bool, rule: Rule) -> Verdict<'_> {
        (breaks, &self.names[rule as usize])
    }

    fn judge(&self, place: &Place<'_>) -> Verdict<'_> {
        if !place.is_spaced() {
            return self.verdict(false, Rule::InsideToken);
        }
        let opened = place.opened();
        match opened.chars().next() {
            Some(c) if c.is_lowercase() => return self.verdict(false, Rule::SmallLetter),
            Some(',' | ';' | ':' | '.' | '?' | '!' | ')') => {
                return self.verdict(false, Rule::GoesOn);
            }
            _ => {}
        }
        let next = first_word(opened);
        let marks = place.marks();
        if marks.contains(['!', '?', '。', '！', '？']) {
            // `Yahoo! Inc.`
            let in_name = place.closers().is_empty()
                && opened[next.len()..].starts_with('.')
                && holds(&self.names_end, next);
            return if in_name {
                self.verdict(false, Rule::NameMark)
            } else {
                self.verdict(true, Rule::Question)
            };
        }
        if marks.len() > 1 {
            return self.verdict(true, Rule::Ellipsis);
        }
        let (breaks, rule) = self.judge_full_stop(last_word(place.before()), next, opened);
        self.verdict(breaks, rule)
    }

    /// Decides about a single full stop behind `word`, with a space and no small letter behind it.
    fn judge_full_stop(&self, word: &str, next: &str, opened: &str) -> (bool, Rule) {
        let is_among =
            |list: &[String]| list.binary_search_by(|one| one.as_str().cmp(next)).is_ok();
        let opens = is_among(&self.openers);
        if word.is_empty() {
            return (true, Rule::FullStop);
        }
        if word.ends_with(char::is_numeric) {
            let is_short = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
            return if self.ordinals && is_short {
                (opens, Rule::Ordinal)
            } else {
                (true, Rule::FullStop)
            };
        }
        if holds(&self.bound, word) {
            return (false, Rule::Abbreviation);
        }
        if holds(&self.numbered, word) && takes_number(opened, next) {
            return (false, Rule::NumberAbbreviation);
        }
        if holds(&self.closing, word) {
            return (!is_among(&self.goes_on), Rule::ClosingAbbreviation);
        }
        if holds(&self.names_end, word) {
            return (opens, Rule::ClosingAbbreviation);
        }
        if is_acronym(word) {
            return (opens, Rule::Acronym);
        }
        if is_initial(word) {
            return (opens, Rule::Initial);
        }
        (true, Rule::FullStop)
    }
}

/// Looks a word up in a sorted list in small letters.
fn holds(list: &[String], word: &str) -> bool {
    if word.len() > MAX_WORD {
        return false;
    }
    let small = word.to_lowercase();
    list.binary_search(&small).is_ok()
}

/// Returns the word before the mark, with the full stops inside it: `H.E`, `www.example.org`.
pub(super) fn last_word(text: &str) -> &str {
    let len: usize = text
        .chars()
        .rev()
        .take(MAX_WORD + 1)
        .take_while(|&c| c.is_alphanumeric() || is_joined(c) || matches!(c, '.' | '&'))
        .map(char::len_utf8)
        .sum();
    text[text.len() - len..].trim_start_matches('.')
}

/// Signs that belong to the letter before them but are none: accents, the tones of Lao and Thai.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{0E01}'..='\u{0EFF}')
}

/// Returns the word at the head of a text; nothing for a compound such as `All-Star`.
pub(super) fn first_word(text: &str) -> &str {
    let len: usize = text
        .chars()
        .take(MAX_WORD)
        .take_while(|&c| c.is_alphanumeric() || is_joined(c))
        .map(char::len_utf8)
        .sum();
    let is_compound = text[len..].starts_with('-');
    if is_compound { "" } else { &text[..len] }
}

/// Tells whether what follows is a number in figures, Roman numerals or a letter, or a code.
fn takes_number(opened: &str, next: &str) -> bool {
    let is_roman = !next.is_empty()
        && next
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    let is_code =
        next.chars().take(2).all(char::is_uppercase) && opened[next.len()..].starts_with('/');
    opened.starts_with(|c: char| c.is_numeric() || matches!(c, '#' | '+'))
        || is_roman
        || is_code
        || (next.chars().count() == 1 && next != "A" && next != "I")
}

/// Tells whether a word is letters with full stops between them: `U.S`, `Ph.D`.
fn is_acronym(word: &str) -> bool {
    let mut parts = 0;
    for part in word.split('.') {
        parts += 1;
        if part.chars().count() > 2 || !part.starts_with(char::is_alphabetic) {
            return false;
        }
    }
    parts > 1
}

/// Tells whether a word is a single capital letter; Italy is one with a mark in Vietnamese.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_uppercase() && c != 'Ý')
        && chars.all(|c| matches!(c, '\u{300}'..='\u{36F}'))
}

/// Tells whether a word is an initial or a dotted abbreviation, in any language.
pub(in crate::segment) fn is_short(word: &str) -> bool {
    is_initial(word) || is_acronym(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_words_are_read_and_sorted() {
        for latin in [
            &ENGLISH,
            &FRENCH,
            &SPANISH,
            &PORTUGUESE,
            &ITALIAN,
            &GERMAN,
            &DUTCH,
            &VIETNAMESE,
            &MALAY,
            &TAGALOG,
        ] {
            let words = latin.words();
            for list in [
                &words.bound,
                &words.numbered,
                &words.closing,
                &words.names_end,
                &words.openers,
                &words.goes_on,
            ] {
                assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
            }
        }
    }
}
