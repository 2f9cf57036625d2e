//! A place where a sentence may end, as the rules see it, and what they say of it.

use std::ops::Range;

use crate::text::script;

/// What was decided at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision<'a> {
    /// Where the text before the place ends, in bytes: behind the mark and what belongs to it.
    pub offset: usize,
    /// Whether a segment ends here.
    pub breaks: bool,
    /// The name of the rule that decided, such as `en-abbreviation` or `km-khan`; of a rule in an SRX
    /// file, the name of its list and its line.
    pub rule: &'a str,
}

/// What a rule says: whether to break, and the name of the rule.
pub(super) type Verdict<'a> = (bool, &'a str);

/// The rules of a language.
pub(super) trait Rules: Sync {
    /// Finds the next marks at or behind `from`: the bytes of the run.
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>>;

    /// Decides whether a sentence ends at the marks.
    fn judge(&self, place: &Place<'_>) -> Verdict<'_>;

    /// Lists the names of the rules, in the order in which they are tried.
    fn names(&self) -> Vec<&str>;

    /// Lists the words that the rules know, each list with its name, for those who write the rules
    /// down in another form.
    fn word_lists(&self) -> Vec<(&'static str, Vec<&str>)> {
        Vec::new()
    }
}

/// A place where a sentence may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// Where the segment that may end here starts.
    pub(super) start: usize,
    /// Where the marks start.
    pub(super) mark: usize,
    /// Where the marks end.
    pub(super) mark_end: usize,
    /// Where the quotes, brackets and footnote marks behind them end.
    pub(super) end: usize,
    /// Where the text goes on, behind white space.
    pub(super) next: usize,
}

/// Characters that close what a sentence ends in.
fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '”' | '’' | '»' | '›' | '」' | '』' | '）' | '】' | '》' | '〉' | '］'
    )
}

/// Characters that stand before the first letter of a sentence.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '„' | '«' | '‹' | '(' | '[' | '{' | '¿' | '¡'
    ) || matches!(c, '-' | '–' | '—' | '•' | '「' | '『' | '（' | '【' | '《')
}

/// A raised figure that points to a footnote.
fn is_raised_digit(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

impl<'a> Place<'a> {
    pub(super) fn at(text: &'a str, start: usize, run: Range<usize>, quoted: bool) -> Self {
        let end = skip_closers(text, run.end, quoted);
        Place {
            text,
            start,
            mark: run.start,
            mark_end: run.end,
            end,
            next: skip_space(text, end),
        }
    }

    /// The first of the marks.
    pub(super) fn mark_char(&self) -> char {
        self.text[self.mark..].chars().next().unwrap_or(' ')
    }

    /// The marks.
    pub(super) fn marks(&self) -> &'a str {
        &self.text[self.mark..self.mark_end]
    }

    /// The text of the segment up to the marks.
    pub(super) fn before(&self) -> &'a str {
        &self.text[self.start..self.mark]
    }

    /// The text behind the place and its white space.
    pub(super) fn after(&self) -> &'a str {
        &self.text[self.next..]
    }

    /// The quotes, brackets and footnote marks behind the marks.
    pub(super) fn closers(&self) -> &'a str {
        &self.text[self.mark_end..self.end]
    }

    /// Whether white space follows.
    pub(super) fn is_spaced(&self) -> bool {
        self.next > self.end
    }

    /// The text behind the place without opening quotes, brackets and dashes.
    pub(super) fn opened(&self) -> &'a str {
        let after = self.after();
        let skip = after
            .chars()
            .take(6)
            .take_while(|&c| is_opener(c) || c == ' ' || c == '\u{A0}')
            .map(char::len_utf8)
            .sum();
        &after[skip..]
    }
}

/// Returns the offset of the first character at or behind `from` that is no white space.
pub(super) fn skip_space(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start().len()
}

/// Returns the offset behind the quotes, brackets and footnote marks at `from`, where a quote is
/// open or not.
fn skip_closers(text: &str, from: usize, mut quoted: bool) -> usize {
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        let behind = at + c.len_utf8();
        at = match c {
            '”' => {
                quoted = false;
                behind
            }
            _ if is_closer(c) || is_raised_digit(c) => behind,
            // German closes with the sign that opens in English; Chinese typists mix them up.
            '"' | '“' if quoted => {
                quoted = false;
                behind
            }
            // A straight quote closes unless a word is tied to it.
            '"' | '\'' if !text[behind..].starts_with(char::is_alphanumeric) => behind,
            '[' => match footnote(&text[behind..]) {
                Some(len) => behind + len,
                None => return at,
            },
            // Some typists set spaces inside quotes too.
            ' ' if text[behind..].starts_with('"') && is_apart(&text[behind + 1..]) && quoted => {
                behind + 1
            }
            // French sets a space, mostly one that does not break, before the closing quote.
            ' ' | '\u{A0}' | '\u{202F}' if text[behind..].starts_with('»') => behind,
            _ => return at,
        };
    }
    at
}

/// Tells whether a cluster goes on at `offset`, as where a stray mark follows a full stop.
pub(super) fn is_inside_cluster(text: &str, offset: usize) -> bool {
    let last = text[..offset].chars().next_back().map_or(0, char::len_utf8);
    let cluster = script::clusters(&text[offset - last..]).next();
    cluster.is_some_and(|cluster| cluster.end > last)
}

/// Tells whether nothing or white space follows.
fn is_apart(rest: &str) -> bool {
    rest.chars().next().is_none_or(char::is_whitespace)
}

/// Measures `12]` or `a]`, the rest of a footnote mark.
fn footnote(text: &str) -> Option<usize> {
    let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let len = if digits == 0 { 1 } else { digits };
    let is_label = digits > 0 || text.starts_with(|c: char| c.is_ascii_lowercase());
    (is_label && text[len..].starts_with(']')).then_some(len + 1)
}

/// The marks that may end a sentence in a language.
pub(super) struct Marks {
    marks: &'static [&'static str],
    /// Which bytes a mark can start with.
    leads: [bool; 256],
}

impl Marks {
    pub(super) const fn new(marks: &'static [&'static str]) -> Self {
        let mut leads = [false; 256];
        let mut index = 0;
        while index < marks.len() {
            leads[marks[index].as_bytes()[0] as usize] = true;
            index += 1;
        }
        Marks { marks, leads }
    }

    /// Finds the next mark at or behind `from`, and the run that it starts; a semicolon is alone.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let bytes = text.as_bytes();
        let mut at = from;
        loop {
            at += bytes[at..]
                .iter()
                .position(|&byte| self.leads[usize::from(byte)])?;
            if let Some(mark) = self.at(bytes, at) {
                let start = at;
                at += mark.len();
                while !is_semicolon(mark) {
                    match self.at(bytes, at).filter(|more| !is_semicolon(more)) {
                        Some(more) => at += more.len(),
                        None => break,
                    }
                }
                return Some(start..at);
            }
            at += 1;
        }
    }

    fn at(&self, bytes: &[u8], at: usize) -> Option<&'static str> {
        let starts = |mark: &&&'static str| bytes[at..].starts_with(mark.as_bytes());
        self.marks.iter().find(starts).copied()
    }
}

fn is_semicolon(mark: &str) -> bool {
    matches!(mark, ";" | "；")
}
