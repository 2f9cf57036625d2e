//! Columns of a terminal: how wide a text is, where to cut it, and how to lay it out in lines. No
//! cluster is ever split. Terminals differ in what they make of stacked letters and of emoji, so the
//! figures are the best guess (`unicode-width`), never a promise: nothing may depend on two columns
//! meeting under each other in Khmer.

use unicode_width::UnicodeWidthStr;

use super::Span;
use super::script::{Script, clusters, script_of};

/// Returns how many columns a text takes: the sum of the columns of its clusters.
///
/// ```
/// use chancery::text::width::columns;
///
/// assert_eq!(columns("ASEAN"), 5);
/// assert_eq!(columns("\u{4E1C}\u{76DF}"), 4);
/// ```
pub fn columns(text: &str) -> usize {
    clusters(text)
        .map(|cluster| columns_of(text, cluster))
        .sum()
}

fn columns_of(text: &str, cluster: Span) -> usize {
    if cluster.len() == 1 {
        return 1;
    }
    text[cluster.range()].width()
}

/// Returns the longest beginning of a text that takes at most so many columns and ends with a whole
/// cluster.
pub fn truncate(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    for cluster in clusters(text) {
        taken += columns_of(text, cluster);
        if taken > columns {
            return &text[..cluster.start];
        }
    }
    text
}

/// Lays a text out in lines of at most so many columns; only a single cluster may be wider than its
/// line. Every line of the text gives at least one line, an empty one if it is blank.
///
/// Lines are broken at white space, at U+200B and next to Han and kana characters. Where none is at
/// hand they are broken between clusters, in Khmer and Thai as in a long word; if possible not before
/// a sign that ends a phrase nor after an opening bracket. White space and U+200B at the ends of
/// lines are left out, everything else is in the lines.
///
/// ```
/// use chancery::text::width::wrap;
///
/// assert_eq!(wrap("Done at Phnom Penh", 8), ["Done at", "Phnom", "Penh"]);
/// ```
pub fn wrap(text: &str, columns: usize) -> Vec<&str> {
    let mut wrapper = Wrapper::new(text, columns);
    for cluster in clusters(text) {
        wrapper.add(cluster);
    }
    wrapper.finish()
}

/// A place where a line may end and the next one begin.
#[derive(Clone, Copy)]
struct Break {
    /// Where the line ends.
    end: usize,
    /// Where the next one begins.
    next: usize,
    /// The columns of the text before `next`.
    columns: usize,
}

struct Wrapper<'a> {
    text: &'a str,
    limit: usize,
    lines: Vec<&'a str>,
    /// Where the line begins, and the columns of the text before it.
    start: usize,
    start_columns: usize,
    /// Where the line ends that has been read so far, without white space; `start` or less if there
    /// is nothing in it.
    end: usize,
    /// The columns of the text read so far.
    columns: usize,
    /// The last place in the line where a reader expects a break, and the last tolerable one.
    good: Option<Break>,
    poor: Option<Break>,
    /// The first character of the cluster before, if that was not white space.
    before: Option<char>,
}

impl<'a> Wrapper<'a> {
    fn new(text: &'a str, limit: usize) -> Self {
        Wrapper {
            text,
            limit,
            lines: Vec::new(),
            start: 0,
            start_columns: 0,
            end: 0,
            columns: 0,
            good: None,
            poor: None,
            before: None,
        }
    }

    fn add(&mut self, cluster: Span) {
        let Some(first) = self.text[cluster.range()].chars().next() else {
            return;
        };
        if is_line_end(first) {
            self.end_line(cluster);
            return;
        }
        let columns = columns_of(self.text, cluster);
        // A space that carries a mark is seen.
        if is_gap(first) && cluster.len() == first.len_utf8() {
            self.before = None;
        } else {
            self.note_break(first, cluster.start);
            self.break_before(cluster.start, columns);
            if self.is_empty() {
                self.start = cluster.start;
                self.start_columns = self.columns;
            }
            self.end = cluster.end;
            self.before = Some(first);
        }
        self.columns += columns;
    }

    fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Notes whether the line may be broken before a cluster that is not white space.
    fn note_break(&mut self, first: char, at: usize) {
        if self.is_empty() {
            return;
        }
        let here = Some(Break {
            end: self.end,
            next: at,
            columns: self.columns,
        });
        match self.before {
            None => self.good = here,
            Some(before) if is_opening(before) || is_closing(first) => {}
            Some(before) if is_ideographic(before) || is_ideographic(first) => self.good = here,
            Some(_) => self.poor = here,
        }
    }

    /// Breaks the line until a cluster of so many columns at byte `at` fits in it.
    fn break_before(&mut self, at: usize, columns: usize) {
        while !self.is_empty() && self.columns + columns - self.start_columns > self.limit {
            let chosen = self.good.or(self.poor).unwrap_or(Break {
                end: self.end,
                next: at,
                columns: self.columns,
            });
            self.lines.push(&self.text[self.start..chosen.end]);
            self.start = chosen.next;
            self.start_columns = chosen.columns;
            self.good = None;
            self.poor = self.poor.filter(|poor| poor.end > chosen.next);
        }
    }

    fn end_line(&mut self, line_end: Span) {
        let end = self.end.max(self.start);
        self.lines.push(&self.text[self.start..end]);
        self.start = line_end.end;
        self.start_columns = self.columns;
        self.good = None;
        self.poor = None;
        self.before = None;
    }

    fn finish(mut self) -> Vec<&'a str> {
        if !self.is_empty() {
            self.lines.push(&self.text[self.start..self.end]);
        }
        self.lines
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}'..='\u{2029}')
}

/// Tells whether a line may be broken at the character and the character left out there.
fn is_gap(c: char) -> bool {
    c == '\u{200B}' || (c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}'))
}

fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303F}' | '\u{30FB}'..='\u{30FC}' | '\u{FF01}'..='\u{FF60}')
        || matches!(script_of(c), Some(Script::Han | Script::Kana))
}

/// Tells whether the character is not put at the start of a line.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '!' | '%' | ')' | ',' | '.' | ':' | ';' | '?' | ']' | '}'
            | '\u{BB}' | '\u{2019}' | '\u{201D}' | '\u{2025}' | '\u{2026}'
            // Thai and Lao abbreviation and repetition, Burmese and Khmer punctuation.
            | '\u{E2F}' | '\u{E46}' | '\u{EAF}' | '\u{EC6}'
            | '\u{104A}'..='\u{104B}' | '\u{17D4}'..='\u{17DA}'
            | '\u{3001}'..='\u{3002}' | '\u{3009}' | '\u{300B}' | '\u{300D}' | '\u{300F}'
            | '\u{3011}' | '\u{3015}' | '\u{3017}' | '\u{30FB}'..='\u{30FC}'
            | '\u{FF01}' | '\u{FF05}' | '\u{FF09}' | '\u{FF0C}' | '\u{FF0E}'
            | '\u{FF1A}'..='\u{FF1B}' | '\u{FF1F}'
    )
}

/// Tells whether the character is not put at the end of a line.
fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '\u{AB}'
            | '\u{2018}'
            | '\u{201C}'
            | '\u{3008}'
            | '\u{300A}'
            | '\u{300C}'
            | '\u{300E}'
            | '\u{3010}'
            | '\u{3014}'
            | '\u{3016}'
            | '\u{FF08}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KA: &str = "\u{1780}";
    /// SA with coeng TA, coeng RO and II.
    const STREI: &str = "\u{179F}\u{17D2}\u{178F}\u{17D2}\u{179A}\u{17B8}";

    #[test]
    fn columns_are_those_of_the_clusters() {
        assert_eq!(columns(""), 0);
        assert_eq!(columns("e\u{301}a\u{200B}"), 2);
        assert_eq!(columns("\u{1F468}\u{200D}\u{1F469}"), 2);
        assert_eq!(columns(KA), 1);
        assert_eq!(columns(STREI), STREI.width());
    }

    #[test]
    fn truncation_keeps_clusters_whole() {
        let text = [KA, STREI, KA].concat();
        let wide = columns(STREI);
        assert_eq!(truncate(&text, 0), "");
        assert_eq!(truncate(&text, wide), KA);
        assert_eq!(truncate(&text, 1 + wide), [KA, STREI].concat());
        assert_eq!(truncate(&text, 100), text);
        assert_eq!(truncate("\u{4E1C}\u{76DF}", 3), "\u{4E1C}");
    }

    #[test]
    fn lines_are_broken_at_white_space() {
        assert_eq!(wrap("", 10), [""; 0]);
        assert_eq!(wrap("one  two three ", 7), ["one", "two", "three"]);
        assert_eq!(wrap("one two", 7), ["one two"]);
        assert_eq!(wrap("one\n\n two\r\n", 7), ["one", "", "two"]);
        assert_eq!(wrap("one\u{A0}two", 7), ["one\u{A0}two"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("ab", 0), ["a", "b"]);
    }

    #[test]
    fn khmer_is_broken_between_clusters_at_last() {
        let word = KA.repeat(4);
        let hinted = format!("{word}\u{200B}{word}\u{17D4}");
        assert_eq!(wrap(&hinted, 6), [word.clone(), format!("{word}\u{17D4}")]);
        let run = STREI.repeat(6);
        let lines = wrap(&run, 2 * columns(STREI));
        assert_eq!(lines, [STREI.repeat(2).as_str(); 3]);
        // Khan is not left alone.
        let sentence = format!("{}\u{17D4}", KA.repeat(4));
        assert_eq!(wrap(&sentence, 4), [KA.repeat(3), format!("{KA}\u{17D4}")]);
    }

    #[test]
    fn chinese_is_broken_anywhere_but_at_punctuation() {
        let text = "\u{4E1C}\u{76DF}\u{3002}\u{300C}\u{4E1C}\u{300D}";
        assert_eq!(wrap(text, 6), [&text[..9], &text[9..]]);
        assert_eq!(
            wrap(text, 5),
            [&text[..3], &text[3..9], &text[9..15], &text[15..]]
        );
    }

    /// Words of several scripts, spaces and break hints.
    const TEXT: &str = "([abc(),.]{1,9}|[\u{1780}\u{179A}\u{17D2}\u{17B6}\u{17C6}\u{17D4}]{1,20}|[\u{E40}\u{E01}\u{E48}]{1,9}\
        |[\u{4E1C}\u{76DF}\u{3002}\u{300C}]{1,9}|[ \u{200B}\u{A0}\\n]{1,3}|\u{1F468}\u{200D}\u{1F469}|[\u{301}]{1,5}){0,8}";

    proptest! {
        #[test]
        fn lines_fit_and_give_back_the_text(text in TEXT, limit in 0_usize..12) {
            let lines = wrap(&text, limit);
            for line in &lines {
                prop_assert!(columns(line) <= limit || clusters(line).count() == 1, "{line:?}");
            }
            let seen = |text: &str| text.replace(|c| is_gap(c) || is_line_end(c), "");
            prop_assert_eq!(seen(&lines.concat()), seen(&text));
        }

        #[test]
        fn truncated_text_fits(text in TEXT, limit in 0_usize..12) {
            let start = truncate(&text, limit);
            prop_assert!(text.starts_with(start) && columns(start) <= limit);
            if let Some(next) = clusters(&text[start.len()..]).next() {
                prop_assert!(columns(&text[..start.len() + next.end]) > limit);
            }
        }
    }
}
