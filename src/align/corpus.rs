//! The documents as the aligner sees them: lines of word numbers, lengths, and the marks at the
//! borders of segments. Made once, read by every pass.

use std::fmt::Write;
use std::ops::Range;

use super::lexicon::Lexicon;
use super::{speech, structure};
use crate::model::Gap;
use crate::segment::Segment;
use crate::segment::word::{Vocabulary, WordList};
use crate::text::date;

/// The segments of a document and of its translation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pair<'a> {
    /// Source segments.
    pub source: &'a [Segment],
    /// Target segments.
    pub target: &'a [Segment],
    /// What is named in the segments, for each source segment and each target segment: numbers that
    /// mean the same on both sides, such as those of concepts. Empty where nobody has looked.
    pub names: [&'a [Vec<u32>]; 2],
    /// Segments (source, target) that begin something on both sides: no bead reaches across.
    pub walls: &'a [(usize, usize)],
}

/// All document pairs that share one lexicon.
pub(super) struct Corpus {
    pub(super) documents: Vec<Document>,
    pub(super) source_words: Vocabulary,
    pub(super) target_words: Vocabulary,
}

/// One document pair, or a part of one between two walls.
pub(super) struct Document {
    pub(super) source: Side,
    pub(super) target: Side,
    /// The pair it is of, and its first segments there.
    pub(super) pair: usize,
    pub(super) start: (usize, usize),
}

/// One side of a document pair.
pub(super) struct Side {
    tokens: Vec<u32>,
    ends: Vec<usize>,
    /// Characters of each segment that are no white space.
    pub(super) lengths: Vec<f64>,
    /// Those of them inside quotation marks.
    pub(super) quoted: Vec<f64>,
    /// What separates each segment from the one before, as far as it tells anything.
    pub(super) gaps: Vec<Gap>,
    /// How each segment ends and starts.
    pub(super) edges: Vec<Edge>,
    /// Segments that come again and again, such as page headers.
    pub(super) repeated: Vec<bool>,
    /// The number or letter that each segment begins with.
    pub(super) marks: Vec<Option<Box<str>>>,
}

/// How a segment starts and ends: classes of characters, see [`Edge::of`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Edge {
    /// Number of classes of starts.
    pub(super) const STARTS: usize = 7;
    /// Number of classes of ends: eight, without or with a closing quote or bracket behind.
    pub(super) const ENDS: usize = 16;

    fn of(text: &str) -> Self {
        let closing = |c: char| "\"'”’»›)]}」』）】〉》".contains(c);
        let inner = text.trim_end().trim_end_matches(closing).trim_end();
        let end = match inner.chars().next_back() {
            Some('.' | '。' | '\u{17D4}' | '\u{17D5}' | '\u{104B}' | '।') => 0,
            Some('?' | '？') => 1,
            Some('!' | '！') => 2,
            Some(':' | '：' | '\u{17D6}') => 3,
            Some(';' | '；') => 4,
            Some(',' | '，' | '、' | '\u{104A}') => 5,
            Some(c) if c.is_alphanumeric() => 6,
            _ => 7,
        };
        let start = match text.trim_start().chars().next() {
            Some(c) if c.is_lowercase() => 0,
            Some(c) if c.is_uppercase() => 1,
            Some(c) if c.is_numeric() => 2,
            Some('"' | '\'' | '“' | '‘' | '«' | '‹' | '「' | '『' | '《' | '(' | '[') => {
                3
            }
            Some('-' | '–' | '—' | '•' | '·' | '*' | '●' | '▪') => 4,
            Some(c) if c.is_alphabetic() => 5,
            _ => 6,
        };
        let quoted = inner.len() < text.trim_end().len();
        Edge {
            start,
            end: end + if quoted { 8 } else { 0 },
        }
    }
}

impl Side {
    fn new(
        segments: &[Segment],
        names: &[Vec<u32>],
        list: Option<&WordList>,
        words: &mut Vocabulary,
    ) -> Self {
        let mut tokens = Vec::new();
        let mut ends = Vec::with_capacity(segments.len());
        for (line, segment) in segments.iter().enumerate() {
            let from = tokens.len();
            words.tokens(&segment.text, list, &mut tokens);
            date_signs(&segment.text, from, words, &mut tokens);
            for name in names.get(line).into_iter().flatten() {
                tokens.push(words.sign(&format!("name {name}")));
            }
            ends.push(tokens.len());
        }
        // Where every segment follows a line end, a line end says nothing.
        let least = segments
            .iter()
            .skip(1)
            .map(|segment| segment.gap)
            .min()
            .unwrap_or_default();
        let gap = |segment: &Segment| {
            if segment.gap > least {
                segment.gap
            } else {
                Gap::None
            }
        };
        Side {
            tokens,
            ends,
            lengths: segments
                .iter()
                .map(|segment| length(&segment.text))
                .collect(),
            quoted: speech::quoted(segments.iter().map(|segment| &*segment.text)),
            gaps: segments.iter().map(gap).collect(),
            edges: segments
                .iter()
                .map(|segment| Edge::of(&segment.text))
                .collect(),
            repeated: repeated(segments),
            marks: segments
                .iter()
                .map(|segment| structure::mark(&segment.text))
                .collect(),
        }
    }

    /// Takes out some neighbouring segments.
    fn part(&self, lines: Range<usize>) -> Self {
        let from = self.start(lines.start);
        let ends = self.ends[lines.clone()].iter().map(|end| end - from);
        Side {
            tokens: self.tokens(lines.clone()).collect(),
            ends: ends.collect(),
            lengths: self.lengths[lines.clone()].to_vec(),
            quoted: self.quoted[lines.clone()].to_vec(),
            gaps: self.gaps[lines.clone()].to_vec(),
            edges: self.edges[lines.clone()].to_vec(),
            repeated: self.repeated[lines.clone()].to_vec(),
            marks: self.marks[lines].to_vec(),
        }
    }

    fn outline(&self) -> structure::Outline<'_> {
        structure::Outline {
            marks: &self.marks,
            lengths: &self.lengths,
        }
    }

    /// Returns the number of segments.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&self, line: usize) -> usize {
        if line == 0 { 0 } else { self.ends[line - 1] }
    }

    /// Returns the word numbers of one segment.
    pub(super) fn line(&self, line: usize) -> &[u32] {
        &self.tokens[self.start(line)..self.ends[line]]
    }

    /// Returns the word numbers of neighbouring segments.
    pub(super) fn tokens(
        &self,
        lines: Range<usize>,
    ) -> std::iter::Copied<std::slice::Iter<'_, u32>> {
        let end = if lines.end == 0 {
            0
        } else {
            self.ends[lines.end - 1]
        };
        self.tokens[self.start(lines.start)..end].iter().copied()
    }

    /// Returns the mean number of words of a segment.
    pub(super) fn mean_tokens(&self) -> f64 {
        self.tokens.len() as f64 / self.len().max(1) as f64
    }
}

/// Adds what dates mean beside how they are written: the month as a number, and the year in the
/// Common Era where it is written in another.
fn date_signs(text: &str, from: usize, words: &mut Vocabulary, tokens: &mut Vec<u32>) {
    let mut sign = String::new();
    for found in date::dates(text) {
        // A date that can be read in two ways is no evidence.
        let [civil] = found.value.readings() else {
            continue;
        };
        if let Some(month) = civil.month {
            sign.clear();
            let _ = write!(sign, "month {month}");
            tokens.push(words.sign(&sign));
        }
        if let Some(year) = civil.year {
            sign.clear();
            let _ = write!(sign, "{year}");
            if words
                .find(&sign)
                .is_none_or(|written| !tokens[from..].contains(&written))
            {
                tokens.push(words.sign(&sign));
            }
        }
    }
}

impl Corpus {
    /// Reads the segments of all pairs.
    pub(super) fn new(pairs: &[Pair<'_>], lexicon: Option<&Lexicon>) -> Self {
        let lists = [0, 1].map(|side| lexicon.map(|lexicon| lexicon.word_list(side)));
        let (mut source_words, mut target_words) = <(Vocabulary, Vocabulary)>::default();
        let mut documents = Vec::new();
        for (number, pair) in pairs.iter().enumerate() {
            let (list, other) = (lists[0].as_ref(), lists[1].as_ref());
            let source = Side::new(pair.source, pair.names[0], list, &mut source_words);
            let target = Side::new(pair.target, pair.names[1], other, &mut target_words);
            let found = structure::walls(source.outline(), target.outline());
            let walls = structure::merge(pair.walls, &found, (source.len(), target.len()));
            let document = Document {
                source,
                target,
                pair: number,
                start: (0, 0),
            };
            documents.extend(document.cut(&walls));
        }
        Corpus {
            documents,
            source_words,
            target_words,
        }
    }
}

impl Document {
    /// Cuts the document at walls, which ascend on both sides.
    fn cut(self, walls: &[(usize, usize)]) -> Vec<Document> {
        if walls.is_empty() {
            return vec![self];
        }
        let last = (self.source.len(), self.target.len());
        let starts = std::iter::once((0, 0)).chain(walls.iter().copied());
        let ends = walls.iter().copied().chain(std::iter::once(last));
        let part = |((i, j), (i1, j1))| Document {
            source: self.source.part(i..i1),
            target: self.target.part(j..j1),
            pair: self.pair,
            start: (i, j),
        };
        starts.zip(ends).map(part).collect()
    }
}

/// Counts the characters that are neither white space nor invisible.
fn length(text: &str) -> f64 {
    let invisible = |c: char| {
        matches!(
            c,
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
        )
    };
    text.chars()
        .filter(|&c| !c.is_whitespace() && !invisible(c))
        .count() as f64
}

/// Finds what is printed on every page: short lines that stand on one side three times or more,
/// whatever numbers they hold, and page numbers.
fn repeated(segments: &[Segment]) -> Vec<bool> {
    const SHORT: usize = 80;
    const OFTEN: usize = 3;
    let key = |segment: &Segment| {
        if segment.text.chars().nth(SHORT).is_some() {
            return None;
        }
        let mut key = String::with_capacity(segment.text.len());
        for c in segment.text.chars() {
            match c {
                c if !c.is_numeric() => key.extend(c.to_lowercase()),
                _ if key.ends_with('#') => {}
                _ => key.push('#'),
            }
        }
        Some(key)
    };
    let keys: Vec<_> = segments.iter().map(key).collect();
    let mut counts: rustc_hash::FxHashMap<&str, usize> = rustc_hash::FxHashMap::default();
    for key in keys.iter().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    let repeated: Vec<bool> = keys
        .iter()
        .map(|key| {
            key.as_deref()
                .is_some_and(|key| counts[key] >= OFTEN || is_page_number(key))
        })
        .collect();
    // What most of a text is made of is no furniture.
    if 2 * repeated.iter().filter(|&&repeated| repeated).count() > repeated.len() {
        return vec![false; repeated.len()];
    }
    repeated
}

/// How page numbers are written, one a line.
const PAGE_NUMBERS: &str = include_str!("page-numbers.txt");

fn is_page_number(key: &str) -> bool {
    let bare: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    PAGE_NUMBERS.lines().any(|line| line == bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lines, Place};

    fn words_of(text: &str) -> Vec<String> {
        let segment = Segment {
            text: text.to_owned(),
            lines: Lines { first: 1, last: 1 },
            place: Place::default(),
            gap: Gap::None,
        };
        let mut words = Vocabulary::default();
        let side = Side::new(&[segment], &[], None, &mut words);
        side.line(0)
            .iter()
            .map(|&word| words.word(word).to_owned())
            .collect()
    }

    #[test]
    fn dates_mean_the_same_in_every_era() {
        // 6 May 2567 of the Buddhist Era, in Thai.
        let thai = "\u{E56} \u{E1E}\u{E24}\u{E29}\u{E20}\u{E32}\u{E04}\u{E21} \
            \u{E52}\u{E55}\u{E56}\u{E57}";
        for text in ["6 May 2024", thai] {
            let words = words_of(text);
            for expected in ["6", "2024", "month 5"] {
                assert!(
                    words.iter().any(|word| word == expected),
                    "{text}: {words:?}"
                );
            }
        }
        assert_eq!(words_of("in May they may"), ["in", "may", "they", "may"]);
    }

    #[test]
    fn page_numbers_are_known_in_many_languages() {
        for key in ["page # of #", "\u{17A0}#"] {
            assert_eq!(is_page_number(key), key.starts_with('p'), "{key}");
        }
        let forms = PAGE_NUMBERS.lines().filter(|line| !line.starts_with("//"));
        let distinct: std::collections::BTreeSet<&str> = forms.clone().collect();
        assert_eq!(forms.clone().count(), distinct.len());
        assert!(
            forms
                .clone()
                .all(|form| form.contains('#') && !form.contains(' '))
        );
    }
}
