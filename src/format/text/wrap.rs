//! Which line ends are layout. The measure is the width at which the document was wrapped, found
//! from the document itself: a line is full when the first word of the next one would not have
//! fitted on it. Where the letters tell more than the width (a sentence that plainly goes on, the
//! head of a list item), they decide.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use unicode_width::UnicodeWidthStr;

use crate::model::Gap;
use crate::text::enumerator::enumerator;
use crate::text::script::is_unspaced;

use super::lines::Line;

/// Lines wider than this are paragraphs, not the product of a wrap.
const MAX_WRAP: usize = 160;

/// Words that no sentence, heading or item ends with, in small letters.
static BINDING_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("binding_words.txt").lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// The block that is open while lines are read.
pub(super) struct Open<'a> {
    /// Its last line.
    pub(super) last: &'a Line<'a>,
    /// Whether it has one line only.
    pub(super) is_single: bool,
    /// Whether its first letter is a small one; then a small letter after it proves nothing.
    starts_small: bool,
    /// Whether it has small letters at all.
    has_small: bool,
}

impl<'a> Open<'a> {
    pub(super) fn new(line: &'a Line<'a>) -> Self {
        Open {
            last: line,
            is_single: true,
            starts_small: line.text.starts_with(char::is_lowercase),
            has_small: line.text.contains(char::is_lowercase),
        }
    }

    /// Takes note of one more line.
    pub(super) fn take(&mut self, line: &'a Line<'a>) {
        self.last = line;
        self.is_single = false;
        self.has_small = self.has_small || line.text.contains(char::is_lowercase);
    }
}

/// The width of a document that is wrapped.
pub(super) struct Wrap {
    width: Option<usize>,
}

impl Wrap {
    /// Finds the width at which the lines were wrapped, if they were.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let total: usize = lines.iter().map(|line| line.width).sum();
        let wide: usize = lines
            .iter()
            .map(|line| line.width)
            .filter(|&width| width > MAX_WRAP)
            .sum();
        let inner = || {
            lines
                .windows(2)
                .filter(|pair| pair[1].gap == Gap::Line && pair[0].width <= MAX_WRAP)
        };
        let mut widths: Vec<usize> = inner().map(|pair| pair[0].width).collect();
        if widths.is_empty() || wide * 2 >= total {
            return Wrap { width: None };
        }
        // Not the widest line: one that could not be broken sticks out.
        let index = (widths.len() * 9 / 10).min(widths.len() - 1);
        let (_, &mut width, _) = widths.select_nth_unstable(index);
        // In a list of terms or names line ends stand anywhere; in a wrapped text most are due.
        let (mut full, mut all) = inner().fold((0, 0), |(full, all), pair| {
            let is_full = is_full(&pair[0], &pair[1], width);
            (
                full + pair[0].width * usize::from(is_full),
                all + pair[0].width,
            )
        });
        // The line that gave the width proves nothing, unless there is no other.
        if widths.len() > 1 {
            full -= width;
            all -= width;
        }
        Wrap {
            width: (full * 2 >= all).then_some(width),
        }
    }

    /// Tells whether `line` continues the open block, whose text so far is `before`.
    pub(super) fn goes_on(&self, before: &str, open: &Open<'_>, line: &Line<'_>) -> bool {
        let last = open.last;
        let full = self.width.is_some_and(|width| is_full(last, line, width));
        let touches = line.gap != Gap::Blank;
        let mark = enumerator(line.text).is_some();
        if mark && (!touches || !full || is_closed(before) || ends_in_conjunction(before)) {
            return false;
        }
        if !mark
            && (touches && is_broken_word(before, line) || is_broken_sentence(before, open, line))
        {
            return true;
        }
        touches && full && !is_due(before, open, line)
    }
}

/// Tells whether the first word of `next` would not have fitted on `line`.
fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let chunk = next.text.split(char::is_whitespace).next().unwrap_or("");
    // What stands between two spaces is a phrase in some scripts, which may or may not have been
    // broken; a line that is not half full was ended on purpose.
    if chunk.chars().next_back().is_some_and(is_tight) && line.width * 2 < width {
        return false;
    }
    line.width + 1 + chunk.width().min(width) > width
}

/// Tells whether a full line was ended on purpose all the same.
fn is_due(before: &str, open: &Open<'_>, line: &Line<'_>) -> bool {
    let last = open.last;
    if is_capitals(last.text) != is_capitals(line.text) {
        return true;
    }
    if before.ends_with([':', ';', '\u{17D6}']) {
        return !line.text.starts_with(char::is_lowercase);
    }
    line.indent >= last.indent + 2 && is_closed(before)
}

/// Tells whether a line end stands behind a hyphen and inside a word.
fn is_broken_word(before: &str, line: &Line<'_>) -> bool {
    let stem = before.strip_suffix(['-', '\u{2010}', '\u{AD}']);
    stem.is_some_and(|stem| stem.ends_with(char::is_alphabetic))
        && line.text.starts_with(char::is_alphabetic)
}

/// Tells whether a sentence was torn in two, as a PDF does it at the end of a line or page.
fn is_broken_sentence(before: &str, open: &Open<'_>, line: &Line<'_>) -> bool {
    let word = last_word(before);
    let binds = if open.has_small {
        BINDING_WORDS.contains(word)
    } else {
        word.len() > 1 && BINDING_WORDS.contains(word.to_lowercase().as_str())
    };
    // A vowel with a mark or a foreign letter before: `in` and `an` are full words in Vietnamese.
    if binds && (!word.is_ascii() || is_mostly_ascii(before)) {
        return true;
    }
    let pause = before.ends_with(',');
    open.has_small
        && !open.starts_small
        && !pause
        && !is_closed(before)
        && starts_small_word(line.text)
}

/// Tells whether a line starts with a plain word in small letters, not with an address or a label.
fn starts_small_word(text: &str) -> bool {
    let token = text.split(char::is_whitespace).next().unwrap_or("");
    let word = token.trim_end_matches([',', '.', ')', ';']);
    token.starts_with(char::is_lowercase)
        && !word.contains(['.', '@', ':', '/', '_'])
        && !text[token.len()..].trim_start().starts_with(':')
}

/// Returns the last word of a text, or nothing when it does not end in a letter.
fn last_word(text: &str) -> &str {
    let len: usize = text
        .chars()
        .rev()
        .take(12)
        .take_while(|c| c.is_alphabetic())
        .map(char::len_utf8)
        .sum();
    &text[text.len() - len..]
}

/// Tells whether hardly a letter near the end of a text is marked or foreign.
fn is_mostly_ascii(text: &str) -> bool {
    let letters = || text.chars().rev().take(80).filter(|c| c.is_alphabetic());
    letters().filter(|c| !c.is_ascii()).count() * 10 <= letters().count()
}

/// Tells whether a text ends in `and`, `or` or the like, as the last but one item of a list does.
fn ends_in_conjunction(text: &str) -> bool {
    matches!(
        last_word(text),
        "and" | "or" | "et" | "ou" | "y" | "und" | "oder" | "dan" | "atau"
    )
}

/// Tells whether a text ends in a mark that may end a sentence or open a list.
pub(super) fn is_closed(text: &str) -> bool {
    let mark = text.chars().rev().take(8).find(|c| {
        !matches!(
            c,
            '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）'
        )
    });
    mark.is_some_and(|c| {
        matches!(
            c,
            '.' | '!' | '?' | ':' | ';' | '…' | '。' | '！' | '？' | '：' | '；'
        ) || matches!(
            c,
            '\u{17D4}'..='\u{17D6}' | '\u{17DA}' | '\u{104B}' | '\u{0964}'
        ) || matches!(c, '\u{0965}' | '\u{061F}' | '\u{06D4}')
    })
}

/// Tells whether a line is a title in capitals.
pub(super) fn is_capitals(text: &str) -> bool {
    let mut capitals = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        capitals += usize::from(c.is_uppercase());
    }
    capitals >= 4 && !text.ends_with(['.', ';', ','])
}

/// Tells whether a space belongs where two lines are joined.
pub(super) fn needs_space(last: &Line<'_>, line: &Line<'_>) -> bool {
    let before = last.text.chars().next_back();
    let after = line.text.chars().next();
    let tight =
        before.is_some_and(|c| is_tight(c) || c == '\u{200B}') && after.is_some_and(is_tight);
    last.space_after || !tight
}

/// Tells whether no space belongs where a line ends or begins with `c`: a letter of a script that
/// puts none between words, or a sign of Chinese and Japanese.
pub(super) fn is_tight(c: char) -> bool {
    is_unspaced(c)
        || matches!(c, '\u{19E0}'..='\u{19FF}' | '\u{2E80}'..='\u{31FF}' | '\u{FF01}'..='\u{FF9F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binding_words_stand_once_and_in_small_letters() {
        let lines = include_str!("binding_words.txt").lines();
        let words = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(words.clone().count(), BINDING_WORDS.len());
        for word in words {
            assert_eq!(word, word.to_lowercase());
        }
    }
}
