//! Rules for a single spelling: its characters, its script, its length.

use unicode_normalization::UnicodeNormalization;

use super::Lint;
use crate::glossary::layout::quoted;
use crate::model::concept::{Concept, Term, TermType};
use crate::report::rule::Rule;
use crate::report::{Fix, visible};
use crate::text::fold::{Level, fold};
use crate::text::invisible::is_invisible;
use crate::text::script::{Script, clusters, dominant, script_of};
use crate::text::{Found, khmer};

/// English words that are in every text.
const STOP_WORDS: &[&str] = &[
    "all", "and", "any", "are", "but", "can", "for", "has", "have", "her", "his", "its", "not",
    "our", "that", "the", "their", "this", "was", "were", "which", "will", "with",
];

/// Brackets and quotation marks that come in twos.
const PAIRS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('\u{AB}', '\u{BB}'),
    ('\u{201C}', '\u{201D}'),
    ('\u{300A}', '\u{300B}'),
];

impl Lint<'_> {
    pub(super) fn spellings(&mut self, index: usize, concept: &Concept) {
        for term in &concept.terms {
            for spelling in term.spellings() {
                self.characters(index, spelling);
                self.scripts(index, concept, term, spelling);
                self.manner(index, term, spelling);
            }
        }
    }

    fn characters(&mut self, index: usize, spelling: &Found<String>) {
        let text = spelling.value.as_str();
        if let Some(hidden) = hidden(text) {
            let shown: String = text.chars().filter(|&c| !is_hidden(c)).collect();
            let message = format!("U+{:04X} in \"{}\"", hidden as u32, visible(text));
            self.fix(Rule::InvisibleCharacter, index, spelling, message, &shown);
            return;
        }
        let single = text
            .split(|c: char| c.is_whitespace())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if single != text {
            let message = format!("white space in \"{}\"", visible(text));
            self.fix(Rule::SpaceInTerm, index, spelling, message, &single);
            return;
        }
        let composed: String = text.nfc().collect();
        let canonical = fold(text, Level::Canonical).key;
        if composed != text && canonical != text {
            let message = format!("\"{text}\" is not composed (NFC)");
            self.fix(Rule::NotComposed, index, spelling, message, &canonical);
        } else if canonical != text {
            let message = format!("Khmer marks out of order in \"{text}\"");
            self.fix(Rule::IllFormedKhmer, index, spelling, message, &canonical);
        }
        if let Some(wrong) = ill_formed(&canonical) {
            self.report(
                Rule::IllFormedKhmer,
                index,
                spelling.span,
                format!("{wrong} in \"{text}\""),
            );
        }
    }

    fn fix(
        &mut self,
        rule: Rule,
        index: usize,
        spelling: &Found<String>,
        message: String,
        good: &str,
    ) {
        let finding = self.report(rule, index, spelling.span, message);
        finding.hint = Some(format!("write \"{good}\"").into());
        finding.fix = Some(Fix::replace(spelling.span, quoted(good)));
    }

    fn scripts(&mut self, index: usize, concept: &Concept, term: &Term, spelling: &Found<String>) {
        let text = spelling.value.as_str();
        for word in text.split(|c: char| !c.is_alphanumeric() && script_of(c).is_none()) {
            if let Some((rule, message)) = mixed(word) {
                self.report(rule, index, spelling.span, message);
            }
        }
        let free = !concept.translate || term.form == Some(TermType::Abbreviation);
        let usual = term.lang.scripts();
        if free
            || usual.is_empty()
            || text
                .chars()
                .filter_map(script_of)
                .any(|script| usual.contains(&script))
        {
            return;
        }
        let Some(script) = dominant(text) else {
            return;
        };
        let is_source = concept
            .terms_in(&self.source)
            .any(|term| term.text.value == text);
        if is_source {
            let message = format!(
                "\"{text}\" is the same in {} as in {}",
                term.lang, self.source
            );
            self.report(Rule::SameAsSource, index, spelling.span, message);
        } else {
            let message = format!(
                "\"{text}\" is in {script} letters, but {} is not",
                term.lang.name()
            );
            self.report(Rule::ForeignScript, index, spelling.span, message);
        }
    }

    fn manner(&mut self, index: usize, term: &Term, spelling: &Found<String>) {
        let text = spelling.value.as_str();
        let abbreviation = term.form == Some(TermType::Abbreviation);
        if !abbreviation && is_everywhere(text, term.lang.primary() == "en") {
            let message = format!("\"{text}\" is too short or too common to be looked for");
            self.report(Rule::TermFoundEverywhere, index, spelling.span, message);
        }
        if let Some(c) = alone(text) {
            self.report(
                Rule::UnpairedMarks,
                index,
                spelling.span,
                format!("{c} is alone in \"{text}\""),
            );
        }
        let first = text.split(' ').next().unwrap_or_default().to_lowercase();
        if term.lang.primary() == "en"
            && text.contains(' ')
            && ["the", "a", "an"].contains(&first.as_str())
        {
            let message = format!("\"{text}\" begins with an article");
            self.report(Rule::ArticleOrFullStop, index, spelling.span, message);
        }
        if ends_a_sentence(text, term) {
            let message = format!("\"{text}\" ends with punctuation");
            self.report(Rule::ArticleOrFullStop, index, spelling.span, message);
        }
    }
}

fn is_hidden(c: char) -> bool {
    is_invisible(c) || (c.is_control() && !c.is_whitespace())
}

/// Returns the first character that nobody sees, joiners of the scripts that need them not counted.
fn hidden(text: &str) -> Option<char> {
    let needs_joiners = |c: char| {
        matches!(
            script_of(c),
            Some(
                Script::Arabic
                    | Script::Devanagari
                    | Script::Bengali
                    | Script::Sinhala
                    | Script::Tamil
                    | Script::Myanmar
            )
        ) || matches!(c, '\u{17C9}' | '\u{17CA}')
    };
    let mut before = ' ';
    for c in text.chars() {
        let joiner = matches!(c, '\u{200C}' | '\u{200D}') && needs_joiners(before);
        if is_hidden(c) && !joiner {
            return Some(c);
        }
        before = c;
    }
    None
}

/// Says what is wrong with Khmer text that putting marks in order does not fix.
fn ill_formed(text: &str) -> Option<&'static str> {
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        if khmer::is_coeng(c) && !chars.peek().is_some_and(|&next| khmer::is_base(next)) {
            return Some("a subscript sign with no letter after it");
        }
        if khmer::is_mark(c)
            && !khmer::is_base(before)
            && !khmer::is_mark(before)
            && before != '\u{200C}'
            && before != '\u{25CC}'
        {
            return Some("a mark with no letter before it");
        }
        before = c;
    }
    None
}

/// Tells which rule a word of several scripts breaks.
fn mixed(word: &str) -> Option<(Rule, String)> {
    let mut scripts: Vec<Script> = Vec::new();
    for script in word.chars().filter_map(script_of) {
        if !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    let has = |script| scripts.contains(&script);
    if has(Script::Latin) && (has(Script::Cyrillic) || has(Script::Greek)) {
        let other = word
            .chars()
            .find(|&c| matches!(script_of(c), Some(Script::Cyrillic | Script::Greek)))?;
        return Some((
            Rule::LookAlikeLetter,
            format!(
                "U+{:04X} in \"{word}\" only looks like a Latin letter",
                other as u32
            ),
        ));
    }
    // In scripts without spaces a Latin name stands right beside the letters.
    let spaced = |script: &Script| {
        !matches!(
            script,
            Script::Khmer
                | Script::Thai
                | Script::Lao
                | Script::Myanmar
                | Script::Han
                | Script::Kana
                | Script::Hangul
        )
    };
    let unspaced = scripts.iter().filter(|script| !spaced(script)).count();
    let japanese = scripts.iter().all(|script| {
        matches!(
            script,
            Script::Han | Script::Kana | Script::Latin | Script::Hangul
        )
    });
    if japanese || (unspaced < 2 && scripts.len() - unspaced < 2) {
        return None;
    }
    let names: Vec<String> = scripts.iter().map(Script::to_string).collect();
    Some((
        Rule::MixedScripts,
        format!(
            "letters of several scripts in \"{word}\": {}",
            names.join(", ")
        ),
    ))
}

fn is_everywhere(text: &str, english: bool) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    if english && STOP_WORDS.contains(&text) {
        return true;
    }
    match dominant(text) {
        Some(Script::Khmer | Script::Thai | Script::Lao | Script::Myanmar | Script::Han) => {
            clusters(text).count() < 2
        }
        _ => {
            letters.clone().count() < 3
                && !letters.clone().any(char::is_uppercase)
                && !text.chars().any(|c| c.is_ascii_digit())
        }
    }
}

/// Returns a bracket or quotation mark without its other half.
fn alone(text: &str) -> Option<char> {
    let mut open = Vec::new();
    for c in text.chars() {
        if let Some(&(left, _)) = PAIRS.iter().find(|(left, _)| *left == c) {
            open.push(left);
        } else if let Some(&(left, right)) = PAIRS.iter().find(|(_, right)| *right == c)
            && open.pop() != Some(left)
        {
            return Some(right);
        }
    }
    if text.matches('"').count() % 2 == 1 {
        return Some('"');
    }
    open.pop()
}

/// Tells whether a term ends with punctuation that is no part of an abbreviation.
fn ends_a_sentence(text: &str, term: &Term) -> bool {
    let Some(last) = text.chars().next_back() else {
        return false;
    };
    match last {
        ',' | ';' | ':' | '!' | '\u{17D4}' | '\u{17D5}' | '\u{17D6}' | '\u{3002}' | '\u{104B}' => {
            true
        }
        '.' => {
            let word = text.rsplit(' ').next().unwrap_or_default();
            let points = word.matches('.').count();
            term.form != Some(TermType::Abbreviation) && points < 2 && word.chars().count() > 4
        }
        _ => false,
    }
}
