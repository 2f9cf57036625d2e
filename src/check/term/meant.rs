//! Whether a term is meant where its words stand. Most terms are; but many an everyday word is a term
//! too, and a check that asks for `address` or `May` in every text is switched off. The glossary says
//! which terms are such words: they are asked for only where something speaks for the term, and what
//! is missing then is a question, not an error.

use super::{Hits, Terms};
use crate::glossary::context::Surroundings;
use crate::glossary::find::{Entry, Hit};
use crate::model::concept::{Kind, TermType};

/// How surely a term is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meant {
    /// Something else is.
    No,
    /// It is an everyday word, and nothing speaks for the term.
    Hardly,
    /// It is an everyday word, and something speaks for the term.
    Perhaps,
    /// Nothing else is known.
    Surely,
}

impl Terms<'_> {
    /// Tells how surely a term of the source is meant.
    pub(super) fn meant(&self, hits: &Hits<'_>, hit: &Hit, entry: &Entry) -> Meant {
        let at = entry.concept;
        if self.is_lost_in_capitals(hits, hit, entry)
            || self.contexts.has_exceptions(at)
                && self.contexts.speak_against(at, hits.around(), hit.span)
        {
            Meant::No
        } else if !self.term(entry).ordinary {
            Meant::Surely
        } else if self.in_subject[at]
            || self.contexts.speak_for(at, hits.around(), hit.span)
            || self.is_among_terms(hits, at)
            || self.is_title(hits, hit, entry)
        {
            Meant::Perhaps
        } else {
            Meant::Hardly
        }
    }

    /// Tells whether a short abbreviation stands in a text in capitals, where it is a word as well:
    /// `CONTACT US`.
    fn is_lost_in_capitals(&self, hits: &Hits<'_>, hit: &Hit, entry: &Entry) -> bool {
        /// Longer ones are like no word.
        const SHORT: usize = 4;
        let text: &str = hits.pair.source.text;
        let is_short =
            hit.span.len() <= SHORT && self.term(entry).form == Some(TermType::Abbreviation);
        let words = text.split(char::is_whitespace);
        is_short
            && !text.contains(char::is_lowercase)
            && words
                .filter(|word| word.contains(char::is_alphabetic))
                .nth(1)
                .is_some()
    }

    /// Tells whether the text has the name of an office, a body or a document: then it is of the sort
    /// that the everyday words of the glossary are terms in. Months are months beside a number alone.
    fn is_among_terms(&self, hits: &Hits<'_>, at: usize) -> bool {
        self.concept(at).kind != Some(Kind::Date)
            && hits
                .source
                .iter()
                .flat_map(|hit| &hit.entries)
                .any(|other| {
                    let concept = self.concept(other.concept);
                    let kinds = [
                        Kind::Title,
                        Kind::Body,
                        Kind::Agreement,
                        Kind::Meeting,
                        Kind::Document,
                    ];
                    !self.term(other).ordinary
                        && !concept.is_draft()
                        && concept.kind.is_some_and(|kind| kinds.contains(&kind))
                })
    }

    /// Tells whether a title is written with a capital though no sentence begins there, or stands alone.
    fn is_title(&self, hits: &Hits<'_>, hit: &Hit, entry: &Entry) -> bool {
        let (before, here) = hits.pair.source.text.split_at(hit.span.start);
        let before = before.trim_end();
        let capital = here.starts_with(char::is_uppercase)
            && before.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let alone = before.is_empty() && here.trim_end().len() == hit.span.len();
        let short = self.term(entry).form == Some(TermType::Abbreviation);
        self.titles[entry.concept] && (capital && !short || alone)
    }
}

impl Hits<'_> {
    fn around(&self) -> &Surroundings<'_> {
        let around = || Surroundings::new(self.pair.source.text);
        self.around.get_or_init(around)
    }
}

#[cfg(test)]
mod tests;
