//! Words written twice. Many languages double words on purpose, Khmer by a sign of its own (U+17D7);
//! what is told is a word that comes again after a space, in languages that do not, and in any language
//! a word that its grammar never doubles, with a space or without. Which words are which is data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::lang::Habit;
use crate::text::script::clusters;
use crate::text::words::Lists;
use crate::text::{Lang, Span, khmer};

type Automaton = CharwiseDoubleArrayAhoCorasick<u32>;

/// What is known of the words of a language.
#[derive(Default)]
struct Known {
    again: Vec<&'static str>,
    never: Vec<&'static str>,
    /// Each of `never` twice without a space, in a script without spaces.
    joined: Option<Automaton>,
    within: Vec<&'static str>,
}

static KNOWN: LazyLock<BTreeMap<&str, Known>> = LazyLock::new(|| {
    let file = include_str!("doubled.txt");
    let lists = Lists::read(file);
    let headings = file.lines().filter_map(|line| line.strip_prefix('['));
    let tags = headings.filter_map(|line| Some(line.strip_suffix(']')?.split_once(' ')?.1));
    tags.map(|tag| (tag, Known::read(&lists, tag))).collect()
});

static UNKNOWN: Known = Known {
    again: Vec::new(),
    never: Vec::new(),
    joined: None,
    within: Vec::new(),
};

impl Known {
    fn read(lists: &Lists, tag: &str) -> Known {
        let words = |kind| lists.words(&format!("{kind} {tag}"));
        let never = words("never");
        let unspaced = Lang::parse(tag).is_ok_and(|lang| lang.has(Habit::Unspaced));
        let twice = never.iter().filter(|_| unspaced).map(|word| word.repeat(2));
        Known {
            again: words("again"),
            joined: Automaton::new(twice).ok(),
            never,
            within: words("within"),
        }
    }
}

/// Looks for words that come twice.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if !rules.has(Rule::DoubledWord) {
        return;
    }
    let (text, lang) = (pair.target.text, pair.target.lang);
    let known = KNOWN.get(lang.primary()).unwrap_or(&UNKNOWN);
    let doubles = lang.has(Habit::Doubles);
    let mut doubled = find(text, |word| {
        known.never.contains(&word)
            || !doubles && !is_name(word) && is_word(word) && !known.again.contains(&word)
    });
    doubled.extend(joined(text, known));
    // What the source doubles too is a name, or meant.
    if doubled.is_empty() || repeats(pair.source.text) {
        return;
    }
    let written = &text[doubled[0].range()];
    let message = format!("\"{written}\" twice in a row");
    let mut fault = Fault::new(Rule::DoubledWord, Side::Target, message);
    fault.target = doubled;
    faults.push(fault);
}

/// Returns the second of two equal words with nothing but spaces between them.
fn find(text: &str, told: impl Fn(&str) -> bool) -> Vec<Span> {
    let mut found = Vec::new();
    let mut before = "";
    for word in text.split_ascii_whitespace() {
        if word == before && told(word) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            found.push(Span::new(start, start + word.len()));
        }
        before = word;
    }
    found
}

/// Returns the second of two equal words with nothing between them, in a script without spaces.
fn joined<'a>(text: &'a str, known: &'a Known) -> impl Iterator<Item = Span> + 'a {
    let found = known
        .joined
        .iter()
        .flat_map(move |twice| twice.find_iter(text));
    found.filter_map(move |twice| {
        let middle = usize::midpoint(twice.start(), twice.end());
        // A subscript or a mark makes another word of it.
        let whole = !text[..twice.start()].ends_with(khmer::is_coeng)
            && !text[twice.end()..].starts_with(khmer::is_mark);
        let mut longer = known.within.iter();
        let within = longer.any(|longer| text[..middle].ends_with(longer));
        (whole && !within).then(|| Span::new(middle, twice.end()))
    })
}

/// Tells whether a text has a word or two twice, with any signs between them; a plural may follow the
/// singular.
fn repeats(text: &str) -> bool {
    /// Most letters that an ending has.
    const ENDING: usize = 2;
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let again = |pair: &[String]| {
        pair[1]
            .strip_prefix(&*pair[0])
            .is_some_and(|rest| rest.len() <= ENDING)
    };
    words.windows(2).any(again) || words.windows(4).any(|four| four[..2] == four[2..])
}

/// Tells whether a word begins with a capital, as names do.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Tells whether a word is one that nobody writes twice.
fn is_word(word: &str) -> bool {
    let letters = word
        .chars()
        .all(|c| c.is_alphabetic() || !c.is_ascii() && !c.is_numeric());
    letters && clusters(word).nth(1).is_some() && !word.ends_with('\u{17D7}')
}
