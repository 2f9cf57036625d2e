//! What differs between a segment and one that is like it, token by token: for people to see, and to
//! say what the edits are that a score counts.

use crate::segment::Reading;
use crate::segment::word::{Kind, Token};
use crate::text::Span;

/// Tables of more cells than this are not made; two segments so long differ as a whole.
const CELLS: usize = 1 << 24;

/// A stretch of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Whether the tokens in it are the same.
    pub is_same: bool,
    /// Its place in the text that was found.
    pub found: Span,
    /// Its place in the text that was looked up.
    pub wanted: Span,
}

/// How many edits there are, by what they change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// Words, or clusters in scripts without spaces.
    pub words: usize,
    /// Numbers.
    pub numbers: usize,
    /// Punctuation marks and symbols.
    pub marks: usize,
}

/// The differences of two texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The pieces in order. Tokens of neighbouring pieces follow one another; the space between
    /// them is in neither.
    pub pieces: Vec<Piece>,
    /// The edits; an edit that puts a number in place of a word counts as one of a word.
    pub edits: Edits,
    /// How many tokens the longer text has.
    pub longest: usize,
}

impl Diff {
    /// Compares a text that was found with the one that was looked up, with the fewest edits.
    pub fn new(found: &Reading<'_>, wanted: &Reading<'_>) -> Self {
        let [old, new] = [found, wanted].map(|side| side.tokens().collect::<Vec<Token<'_>>>());
        let mut diff = Diff {
            longest: old.len().max(new.len()),
            ..Diff::default()
        };
        let is_same = |a: &Token<'_>, b: &Token<'_>| a.text == b.text;
        let start = old
            .iter()
            .zip(&new)
            .take_while(|(a, b)| is_same(a, b))
            .count();
        let rest = (&old[start..], &new[start..]);
        let ends = rest.0.iter().rev().zip(rest.1.iter().rev());
        let end = ends.take_while(|(a, b)| is_same(a, b)).count();
        diff.push_same(&old[..start], &new[..start]);
        let (a, b) = (&rest.0[..rest.0.len() - end], &rest.1[..rest.1.len() - end]);
        if (a.len() + 1).saturating_mul(b.len() + 1) > CELLS {
            diff.edits.words += a.len().max(b.len());
            diff.pieces.push(Piece {
                is_same: false,
                found: span_of(a, found.text().len()),
                wanted: span_of(b, wanted.text().len()),
            });
        } else {
            diff.compare_middle(a, b);
        }
        let [from_old, from_new] = [old.len(), new.len()].map(|len| len - end);
        diff.push_same(&old[from_old..], &new[from_new..]);
        diff
    }

    /// Tells whether the words are the same, whatever else differs.
    pub fn is_near(&self) -> bool {
        self.edits.words == 0
    }

    fn push_same(&mut self, old: &[Token<'_>], new: &[Token<'_>]) {
        for (a, b) in old.iter().zip(new) {
            self.push(true, a.span, b.span);
        }
    }

    fn push(&mut self, is_same: bool, found: Span, wanted: Span) {
        if let Some(last) = self.pieces.last_mut()
            && last.is_same == is_same
        {
            last.found = joined_span(last.found, found);
            last.wanted = joined_span(last.wanted, wanted);
            return;
        }
        self.pieces.push(Piece {
            is_same,
            found,
            wanted,
        });
    }

    /// Walks back through the table of distances (R. Wagner and M. Fischer, 1974).
    fn compare_middle(&mut self, old: &[Token<'_>], new: &[Token<'_>]) {
        let width = new.len() + 1;
        let mut table = vec![0_u16; (old.len() + 1) * width];
        for i in 0..=old.len() {
            for j in 0..=new.len() {
                table[i * width + j] = if i == 0 {
                    j as u16
                } else if j == 0 {
                    i as u16
                } else {
                    let change = u16::from(old[i - 1].text != new[j - 1].text);
                    let replaced = table[(i - 1) * width + j - 1] + change;
                    let gone = table[(i - 1) * width + j] + 1;
                    let come = table[i * width + j - 1] + 1;
                    replaced.min(gone).min(come)
                };
            }
        }
        let (mut i, mut j) = (old.len(), new.len());
        let mut steps = Vec::new();
        while i > 0 || j > 0 {
            let own = table[i * width + j];
            let both = i > 0 && j > 0;
            let is_same = both && old[i - 1].text == new[j - 1].text;
            let is_replaced = both && table[(i - 1) * width + j - 1] + u16::from(!is_same) == own;
            // Of ways that cost the same, a mark does not stand for a word.
            let is_like = both && old[i - 1].kind == new[j - 1].kind;
            let is_gone = i > 0 && table[(i - 1) * width + j] + 1 == own;
            let is_come = j > 0 && table[i * width + j - 1] + 1 == own;
            if is_replaced && (is_like || !is_gone && !is_come) {
                (i, j) = (i - 1, j - 1);
                steps.push((Some(i), Some(j)));
            } else if is_gone {
                i -= 1;
                steps.push((Some(i), None));
            } else {
                j -= 1;
                steps.push((None, Some(j)));
            }
        }
        for (i, j) in steps.into_iter().rev() {
            let (a, b) = (i.map(|i| &old[i]), j.map(|j| &new[j]));
            let place = |last: fn(&Piece) -> Span, pieces: &[Piece]| {
                let end = pieces.last().map_or(0, |piece| last(piece).end);
                Span::new(end, end)
            };
            let found = a.map_or_else(|| place(|piece| piece.found, &self.pieces), |a| a.span);
            let wanted = b.map_or_else(|| place(|piece| piece.wanted, &self.pieces), |b| b.span);
            let is_same = matches!((a, b), (Some(a), Some(b)) if a.text == b.text);
            if !is_same {
                self.count(a.into_iter().chain(b));
            }
            self.push(is_same, found, wanted);
        }
    }

    fn count<'a>(&mut self, mut tokens: impl Iterator<Item = &'a Token<'a>> + Clone) {
        let is = |kind: Kind| move |token: &Token<'_>| token.kind == kind;
        let all = tokens.clone();
        let mut words = all.clone();
        if words.any(is(Kind::Word)) {
            self.edits.words += 1;
        } else if tokens.any(is(Kind::Number)) {
            self.edits.numbers += 1;
        } else {
            self.edits.marks += 1;
        }
    }
}

/// Joins two places, of which one may be empty.
fn joined_span(one: Span, other: Span) -> Span {
    match (one.is_empty(), other.is_empty()) {
        (_, true) => one,
        (true, false) => other,
        (false, false) => Span::new(one.start, other.end.max(one.start)),
    }
}

fn span_of(tokens: &[Token<'_>], len: usize) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::new(len, len),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn diff(found: &str, wanted: &str) -> Diff {
        Diff::new(&Reading::new(found), &Reading::new(wanted))
    }

    fn shown(found: &str, wanted: &str) -> String {
        let mut shown = String::new();
        for piece in diff(found, wanted).pieces {
            let (old, new) = (&found[piece.found.range()], &wanted[piece.wanted.range()]);
            if piece.is_same {
                shown.extend([new, "|"]);
            } else {
                shown.extend(["-", old, "+", new, "|"]);
            }
        }
        shown
    }

    #[test]
    fn differences_are_whole_tokens() {
        for (found, wanted, expected) in [
            (
                "The note of 5 May.",
                "The note of 6 May.",
                "The note of|-5+6|May.|",
            ),
            ("a b c", "a c", "a|-b+|c|"),
            ("a c", "a b c", "a|-+b|c|"),
            ("THE note", "the note", "the note|"),
            ("a", "b", "-a+b|"),
            ("", "a", "-+a|"),
        ] {
            assert_eq!(shown(found, wanted), expected);
        }
    }

    #[test]
    fn edits_are_told_apart() {
        let edits = diff("The 5 notes, of May", "The 6 papers of May").edits;
        assert_eq!((edits.words, edits.numbers, edits.marks), (1, 1, 1));
        assert!(diff("No. 5, of May", "No. 6 of May").is_near());
    }

    proptest! {
        #[test]
        fn there_are_as_many_edits_as_levenshtein_says(a in "[ab1, ]{0,20}", b in "[ab1, ]{0,20}") {
            let words = |text: &str| -> Vec<String> {
                Reading::new(text).tokens().map(|token| token.text.to_owned()).collect()
            };
            let edits = diff(&a, &b).edits;
            let distance = strsim::generic_levenshtein(&words(&a), &words(&b));
            prop_assert_eq!(edits.words + edits.numbers + edits.marks, distance);
        }

        #[test]
        fn pieces_are_in_order(a in "[ab\u{1780}\u{17B6} .]{0,20}", b in "[ab\u{1780}\u{17B6} .]{0,20}") {
            let pieces = diff(&a, &b).pieces;
            for pair in pieces.windows(2) {
                prop_assert!(pair[0].found.end <= pair[1].found.start);
                prop_assert!(pair[0].wanted.end <= pair[1].wanted.start);
                prop_assert!(pair[0].is_same != pair[1].is_same);
            }
            for piece in pieces {
                prop_assert!(a.get(piece.found.range()).is_some() && b.get(piece.wanted.range()).is_some());
            }
        }
    }
}
