//! Ranks: who speaks of the Deputy Prime Minister does not speak of the Prime Minister, though the
//! letters of the one are in the other. A title that a translation has only inside a longer one, or
//! with a word that makes it another rank, is not there. Where the source may say the longer one in
//! words that the glossary does not list, nothing is said. Names are left alone: a country may be
//! called by its full name.

use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use super::{Hits, Terms};
use crate::glossary::find::Hit;
use crate::model::concept::{Concept, Kind, Term};
use crate::text::invisible::is_invisible;
use crate::text::lang::Habit;
use crate::text::script::is_unspaced;
use crate::text::{Lang, Span};

/// So many words on either side of a title in the source may belong to it.
const NEAR: usize = 4;

/// A word of fewer letters (`of`, `the`, `des`) tells no title from another.
const TELLING: usize = 4;

/// The name of the rows with words of which titles are made.
const TITLE: &str = "title";

/// What a translation has where the source has a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Other {
    /// The place of it.
    pub(super) span: Span,
    /// What it is, if the glossary lists it.
    pub(super) concept: Option<usize>,
}

impl Terms<'_> {
    /// Tells what the place of a term in the translation really is, if that is not what a hit in the
    /// source asks for but a piece of another title, or another rank by the words beside it.
    pub(super) fn other_rank(
        &self,
        hits: &Hits<'_>,
        hit: &Hit,
        found: Span,
        concept: usize,
    ) -> Option<Other> {
        if !self.titles[concept] {
            return None;
        }
        let (source, target) = (hits.pair.source.text, hits.pair.target.text);
        let longer = self.longer(hits, hit, found, concept);
        let asked = rank(&self.source, source, hit.span);
        let written = rank(&self.target, target, found);
        if asked.is_some_and(|asked| written.is_some_and(|other| other.name == asked.name)) {
            return None;
        }
        if asked.is_some_and(|asked| !is_said(asked.name, &self.target, target)) {
            return Some(Other {
                span: found,
                concept: None,
            });
        }
        if let Some(written) = written
            && !is_said(written.name, &self.source, source)
        {
            let concept = longer.map(|longer| longer.1);
            let span = written.span;
            return Some(Other { span, concept });
        }
        let (span, longer) = longer.filter(|&(_, longer)| !self.may_say(hits, hit, longer))?;
        Some(Other {
            span,
            concept: Some(longer),
        })
    }

    /// Returns a title in the source, with the words that make a rank of it.
    pub(super) fn with_rank<'a>(&self, hits: &Hits<'a>, hit: &Hit) -> &'a str {
        let text = hits.pair.source.text;
        let whole = rank(&self.source, text, hit.span);
        &text[whole.map_or(hit.span, |rank| rank.span).range()]
    }

    /// Returns a longer title of the translation that a place is inside of.
    fn longer(
        &self,
        hits: &Hits<'_>,
        hit: &Hit,
        found: Span,
        concept: usize,
    ) -> Option<(Span, usize)> {
        let covers = |other: &&Hit| other.span != found && other.span.end >= found.end;
        let before = hits
            .target
            .iter()
            .take_while(|other| other.span.start <= found.start);
        let mut longer = before.filter(covers).flat_map(|other| {
            let entries = other.entries.iter();
            entries.map(|entry| (other.span, entry))
        });
        let found = longer.find(|&(span, entry)| {
            !self.term(entry).is_bad()
                && self.is_other_title(entry.concept, concept)
                && !is_sum(hits, hit, span, found)
        });
        found.map(|(span, entry)| (span, entry.concept))
    }

    /// Tells whether a concept is another title than one whose term is inside its own: one may have the
    /// name of the other in the source.
    fn is_other_title(&self, at: usize, concept: usize) -> bool {
        let spellings = |at: usize| {
            let terms = self.concept(at).terms_in(&self.source);
            terms.flat_map(Term::spellings).map(|one| &one.value)
        };
        let has = |one: &String| {
            let one = one.to_lowercase();
            spellings(concept).any(|other| other.to_lowercase() == one)
        };
        at != concept && self.titles[at] && !spellings(at).any(has)
    }

    /// Tells whether words of the source that belong to no term for the longer title may say it:
    /// "Minister for Foreign Affairs".
    fn may_say(&self, hits: &Hits<'_>, hit: &Hit, longer: usize) -> bool {
        let text = hits.pair.source.text;
        let taken = |at: usize| {
            let mut hits = hits.source.iter().filter(|other| {
                let of_longer = other.entries.iter().any(|one| one.concept == longer);
                of_longer || other.span == hit.span
            });
            hits.any(|hit| hit.span.range().contains(&at))
        };
        let terms = self.concept(longer).terms_in(&self.source);
        let mut terms = terms
            .filter(|term| !term.is_bad())
            .map(|term| &*term.text.value);
        if self.source.has(Habit::Unspaced) {
            let known = &text[hit.span.range()];
            return terms.any(|term| {
                let pieces = term.split(known).map(str::trim);
                let mut telling = pieces.filter(|piece| {
                    let whole = piece.is_empty() || *piece == term;
                    !whole && !is_word_of_rank(piece, &self.source)
                });
                telling.any(|piece| text.match_indices(piece).any(|(at, _)| !taken(at)))
            });
        }
        let words = text.unicode_word_indices().filter(|&(at, _)| !taken(at));
        let (before, after): (Vec<_>, Vec<_>) = words.partition(|&(at, _)| at < hit.span.start);
        let near = before.into_iter().rev().take(NEAR);
        let near = near.chain(after.into_iter().take(NEAR));
        let near: Vec<String> = near
            .map(|(_, word)| word.to_lowercase())
            .filter(|word| is_telling(word))
            .collect();
        let known = text[hit.span.range()].to_lowercase();
        terms.any(|term| {
            let term = term.to_lowercase();
            let mut added = term
                .unicode_words()
                .filter(|word| is_telling(word) && !known.contains(word));
            added.any(|word| {
                let mut near = near.iter();
                near.any(|one| one.starts_with(word) || word.starts_with(&**one))
            })
        })
    }
}

/// Tells whether a term of the translation is made of several of the source, a hit among them: "Ladies and gentlemen" of "Mr." and "Mrs.".
fn is_sum(hits: &Hits<'_>, hit: &Hit, whole: Span, piece: Span) -> bool {
    let others = hits.target.iter().filter(|other| {
        let inside = other.span.start >= whole.start && other.span.end <= whole.end;
        inside && (other.span.end <= piece.start || other.span.start >= piece.end)
    });
    let mut entries = others.flat_map(|other| &other.entries);
    entries.any(|entry| {
        let mut others = hits.source.iter().filter(|other| other.span != hit.span);
        let own = hit.entries.iter().any(|one| one.concept == entry.concept);
        !own && others.any(|other| other.entries.iter().any(|one| one.concept == entry.concept))
    })
}

/// Tells whether a concept is a title: its kind says so, or, where it has none, a word that
/// it is called by.
pub(super) fn is_title(concept: &Concept) -> bool {
    let is_title = |term: &Term| {
        let words = rows(&term.lang).filter(|row| row.name == TITLE);
        let mut words = words.flat_map(|row| &row.words).map(bare);
        let name = term.text.value.to_lowercase();
        words.any(|word| name.unicode_words().any(|other| other == word))
    };
    match concept.kind {
        Some(kind) => kind == Kind::Title,
        None => concept.terms.iter().any(is_title),
    }
}

fn is_telling(word: &str) -> bool {
    word.chars().nth(TELLING - 1).is_some()
}

/// A rank that words make of a title.
#[derive(Clone, Copy)]
struct Rank {
    name: &'static str,
    /// The title with its words.
    span: Span,
}

/// The words that make a rank in a language.
struct Row {
    lang: &'static str,
    name: &'static str,
    words: Vec<Words>,
}

/// Words that stand before a title or after it.
struct Words {
    before: &'static str,
    after: &'static str,
    /// Whether they mean nothing else.
    sure: bool,
}

static RANKS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("ranks.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut fields = line.split('\t');
        Some(Row {
            lang: fields.next()?,
            name: fields.next()?,
            words: fields.next()?.split('|').filter_map(words).collect(),
        })
    })
    .collect()
});

fn words(written: &'static str) -> Option<Words> {
    let sure = written.strip_prefix('?');
    let (before, after) = sure.unwrap_or(written).split_once('~')?;
    Some(Words {
        before,
        after,
        sure: sure.is_none(),
    })
}

fn rows(lang: &Lang) -> impl Iterator<Item = &'static Row> {
    RANKS.iter().filter(|row| row.lang == lang.primary())
}

/// Returns the rank that the words beside a title surely make of it.
fn rank(lang: &Lang, text: &str, title: Span) -> Option<Rank> {
    let mut rows = rows(lang).filter(|row| row.name != TITLE);
    rows.find_map(|row| {
        row.words
            .iter()
            .filter(|words| words.sure)
            .find_map(|words| {
                let before = text[..title.start].char_indices().rev();
                let before = before.map(|(at, c)| (title.start - at, c));
                let after = text[title.end..].char_indices();
                let after = after.map(|(at, c)| (at + c.len_utf8(), c));
                let left = beside(words.before.chars().rev(), before)?;
                let right = beside(words.after.chars(), after)?;
                let span = Span::new(title.start - left, title.end + right);
                let name = row.name;
                is_whole(text, span).then_some(Rank { name, span })
            })
    })
}

/// Compares words with the characters of a text beside a title, each with how far it reaches from there;
/// returns how far the words do.
fn beside(
    words: impl Iterator<Item = char>,
    text: impl Iterator<Item = (usize, char)>,
) -> Option<usize> {
    let mut text = text.filter(|&(_, c)| !is_invisible(c));
    let mut reach = 0;
    for wanted in words {
        let (at, c) = text.next()?;
        let same = match wanted {
            ' ' => c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}'),
            _ => c == wanted || c.to_lowercase().eq([wanted]),
        };
        if !same {
            return None;
        }
        reach = at;
    }
    Some(reach)
}

/// Tells whether a piece of a text begins and ends where words do, as far as spaces tell.
fn is_whole(text: &str, span: Span) -> bool {
    let letter = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let joined = |one: Option<char>, other: Option<char>| {
        one.is_some_and(letter) && other.is_some_and(letter)
    };
    let piece = &text[span.range()];
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    !joined(before, piece.chars().next()) && !joined(piece.chars().next_back(), after)
}

/// Tells whether a text has any of the words for a rank; of a language whose words are not known, it may.
fn is_said(name: &str, lang: &Lang, text: &str) -> bool {
    let mut rows = rows(lang).filter(|row| row.name == name).peekable();
    if rows.peek().is_none() {
        return true;
    }
    let text = text.to_lowercase();
    rows.flat_map(|row| &row.words).any(|words| {
        let word = bare(words);
        let mut found = text.match_indices(word);
        found.any(|(at, _)| is_whole(&text, Span::new(at, at + word.len())))
    })
}

fn is_word_of_rank(piece: &str, lang: &Lang) -> bool {
    let rows = rows(lang).filter(|row| row.name != TITLE);
    let mut words = rows.flat_map(|row| &row.words);
    words.any(|words| bare(words) == piece)
}

/// Returns words without what joins them to the title.
fn bare(words: &Words) -> &'static str {
    let word = if words.before.is_empty() {
        words.after
    } else {
        words.before
    };
    word.trim_matches([' ', '-'])
}
