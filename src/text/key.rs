//! Lines as match keys, and words beside a place in them. A number says what it is by the words next
//! to it; in a match key those are one word however they were typed: with break hints, in capitals,
//! with coeng DA for coeng TA.

use super::fold::{Folded, Level, fold};
use super::script::{Script, script_of};
use super::{Span, khmer};

/// A line of a text as a match key.
pub(super) struct Line<'a> {
    /// Where the line starts in the text, in bytes.
    start: usize,
    text: &'a str,
    folded: Folded<'a>,
}

/// Makes keys of those lines of a text that are wanted.
pub(super) fn lines(text: &str, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Line<'_>> {
    let mut next = 0;
    let lines = std::iter::from_fn(move || {
        let start = next;
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        next += len;
        Some((start, &rest[..len]))
    });
    lines
        .filter(move |(_, line)| wanted(line))
        .map(|(start, line)| Line {
            start,
            text: line,
            folded: fold(line, Level::Match),
        })
}

impl Line<'_> {
    pub(super) fn key(&self) -> &str {
        &self.folded.key
    }

    /// Returns the place in the text of a place in the key.
    pub(super) fn place(&self, span: Span) -> Span {
        let place = self.folded.source_tight(span);
        Span::new(self.start + place.start, self.start + place.end)
    }

    /// Tells whether a place in the text holds nothing but tones of the Zawgyi encoding of Burmese,
    /// which has them where Unicode has the digits of Shan.
    pub(super) fn is_tone(&self, place: Span) -> bool {
        let (start, end) = (place.start - self.start, place.end - self.start);
        let mut found = self.text[start..end].chars();
        found.all(|c| matches!(c, '\u{1090}'..='\u{1099}'))
            && matches!(prev_char(self.text, start), Some('\u{1000}'..='\u{109F}'))
    }
}

/// Returns the place after the space at byte `at`, if there is one. A key has no two in a row.
pub(super) fn skip_space(key: &str, at: usize) -> usize {
    at + usize::from(key.as_bytes().get(at) == Some(&b' '))
}

pub(super) fn prev_char(key: &str, at: usize) -> Option<char> {
    key[..at].chars().next_back()
}

pub(super) fn next_char(key: &str, at: usize) -> Option<char> {
    key[at..].chars().next()
}

/// Counts the ASCII digits from byte `at` on. All decimal digits are ASCII digits in a key.
pub(super) fn digits(key: &str, at: usize) -> usize {
    let rest = &key.as_bytes()[at..];
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && script_of(c) == Some(Script::Latin)
}

/// Words, in small letters, with what they stand for, in order of their first and of their last letters.
pub(super) struct Table<T> {
    by_first: Vec<(&'static str, T)>,
    by_last: Vec<(&'static str, T)>,
}

impl<T: Copy> Table<T> {
    pub(super) fn new(mut entries: Vec<(&'static str, T)>) -> Self {
        entries.sort_by_key(|entry| entry.0.chars().next());
        let mut by_last = entries.clone();
        by_last.sort_by_key(|entry| entry.0.chars().next_back());
        Table {
            by_first: entries,
            by_last,
        }
    }

    /// Returns the words with what they stand for.
    pub(super) fn entries(&self) -> &[(&'static str, T)] {
        &self.by_first
    }
}

/// Finds the longest of the words that stands at byte `at`; returns its end and what the table has for
/// it.
pub(super) fn entry_after<T: Copy>(key: &str, at: usize, table: &Table<T>) -> Option<(usize, T)> {
    let first = Some(small(next_char(key, at)?));
    let words = &table.by_first;
    let start = words.partition_point(|entry| entry.0.chars().next() < first);
    let mut best: Option<(usize, T)> = None;
    for &(word, value) in &words[start..] {
        if word.chars().next() != first {
            break;
        }
        if let Some(end) = match_forward(key, at, word)
            && best.is_none_or(|(longest, _)| end > longest)
            && ends_word(key, end)
        {
            best = Some((end, value));
        }
    }
    best
}

/// Finds the longest of the words, in small letters, that stands at byte `at`; returns its end.
pub(super) fn word_after(key: &str, at: usize, words: &[&str]) -> Option<usize> {
    let first = next_char(key, at)?;
    words
        .iter()
        .filter(|word| word.chars().next().is_some_and(|c| is_same(first, c)))
        .filter_map(|word| match_forward(key, at, word))
        .filter(|&end| ends_word(key, end))
        .max()
}

/// Finds the longest of the words that stands before byte `at`, but for a space, and not before byte
/// `floor`; returns its start and what the table has for it.
pub(super) fn entry_before<T: Copy>(
    key: &str,
    floor: usize,
    at: usize,
    table: &Table<T>,
) -> Option<(usize, T)> {
    let end = end_before(key, floor, at);
    let last = Some(small(key[floor..end].chars().next_back()?));
    let words = &table.by_last;
    let first = words.partition_point(|entry| entry.0.chars().next_back() < last);
    let mut best: Option<(usize, T)> = None;
    for &(word, value) in &words[first..] {
        if word.chars().next_back() != last {
            break;
        }
        if let Some(start) = match_backward(key, floor, end, word)
            && best.is_none_or(|(longest, _)| start < longest)
            && starts_word(key, start)
        {
            best = Some((start, value));
        }
    }
    best
}

/// Finds the longest of the words, in small letters, that stands before byte `at`, but for a space,
/// and not before byte `floor`; returns its start.
pub(super) fn word_before(key: &str, floor: usize, at: usize, words: &[&str]) -> Option<usize> {
    let end = end_before(key, floor, at);
    let last = key[floor..end].chars().next_back()?;
    words
        .iter()
        .filter(|word| word.chars().next_back().is_some_and(|c| is_same(last, c)))
        .filter_map(|word| match_backward(key, floor, end, word))
        .filter(|&start| starts_word(key, start))
        .min()
}

/// Returns the place before the space before byte `at`, if there is one.
pub(super) fn end_before(key: &str, floor: usize, at: usize) -> usize {
    let has_space = at > floor && key.as_bytes()[at - 1] == b' ';
    at - usize::from(has_space)
}

fn match_forward(key: &str, at: usize, word: &str) -> Option<usize> {
    let mut rest = key[at..].chars();
    for expected in word.chars() {
        if !is_same(rest.next()?, expected) {
            return None;
        }
    }
    Some(key.len() - rest.as_str().len())
}

fn match_backward(key: &str, floor: usize, end: usize, word: &str) -> Option<usize> {
    let mut rest = key[floor..end].chars();
    for expected in word.chars().rev() {
        if !is_same(rest.next_back()?, expected) {
            return None;
        }
    }
    Some(floor + rest.as_str().len())
}

/// Tells whether a character, in small letters, is the one of a word in a table.
#[inline]
fn is_same(c: char, expected: char) -> bool {
    c == expected || small(c) == expected
}

/// Returns a letter as a small one, where that is one letter.
#[inline]
fn small(c: char) -> char {
    match c {
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1EFF}' => {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(small), None) => small,
                _ => c,
            }
        }
        _ => c,
    }
}

/// Tells whether a word may end at byte `end`: no letter follows that belongs to the last one.
fn ends_word(key: &str, end: usize) -> bool {
    let mut rest = key[end..].chars();
    let Some(next) = rest.next() else {
        return true;
    };
    if next == '\u{17CB}' || is_dependent(next) {
        return false;
    }
    match next {
        // A consonant that is killed, or stacked, closes the syllable before it.
        '\u{1000}'..='\u{1021}' => !matches!(rest.next(), Some('\u{1039}' | '\u{103A}')),
        _ if is_latin(next) => !prev_char(key, end).is_some_and(is_latin),
        _ => !(is_spaced(next) && prev_char(key, end).is_some_and(is_spaced)),
    }
}

/// Tells whether a word may start at byte `start`.
pub(super) fn starts_word(key: &str, start: usize) -> bool {
    let Some(before) = prev_char(key, start) else {
        return true;
    };
    match before {
        // What follows a coeng or a vowel that is written first belongs to it.
        '\u{17D2}' | '\u{1039}' | '\u{E40}'..='\u{E44}' | '\u{EC0}'..='\u{EC4}' => false,
        _ if is_latin(before) => !next_char(key, start).is_some_and(is_latin),
        _ => !(is_spaced(before) && next_char(key, start).is_some_and(is_spaced)),
    }
}

/// Tells whether the character is a letter of the scripts from Greek to Gurmukhi, which set spaces
/// between words.
fn is_spaced(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{A7F}') && c.is_alphabetic()
}

/// Tells whether the character is a vowel or a sign that belongs to the letter before it.
pub(super) fn is_dependent(c: char) -> bool {
    khmer::is_mark(c)
        || matches!(
            c,
            '\u{E30}'..='\u{E3A}' | '\u{E45}' | '\u{E47}'..='\u{E4E}'
                | '\u{EB0}'..='\u{EBC}' | '\u{EC8}'..='\u{ECE}'
                | '\u{102B}'..='\u{103E}' | '\u{300}'..='\u{36F}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        assert_eq!(word_after("Mars ", 0, &["mar", "mars"]), Some(4));
        assert_eq!(word_after("marsh", 0, &["mar", "mars"]), None);
        assert_eq!(word_before("the No. 5", 0, 8, &["no.", "o."]), Some(4));
        assert_eq!(word_before("the No. 5", 5, 8, &["no."]), None);
        assert_eq!(word_after("\u{C9}T\u{C9} ", 0, &["\u{E9}t\u{E9}"]), Some(5));
        // The consonant of a syllable is no word of one letter.
        assert_eq!(word_after("\u{E9E}\u{EB1}\u{E99}", 0, &["\u{E9E}"]), None);
        assert_eq!(
            word_after("\u{1019}\u{1031}\u{1038}", 0, &["\u{1019}\u{1031}"]),
            None
        );
    }

    #[test]
    fn lines_keep_their_places() {
        let text = "a\n\u{200B} \u{17E5}\u{200B}\u{17E6}\r\nc 7";
        let found: Vec<_> = lines(text, |line| line.len() > 4)
            .map(|line| {
                let key = line.key().to_owned();
                (line.place(Span::new(0, key.len())), key)
            })
            .collect();
        assert_eq!(found, [(Span::new(6, 15), "56".to_owned())]);
    }
}
