//! Terms in another spelling than that of the glossary. Khmer has letters that look the same on the
//! screen, coeng TA and coeng DA, and marks that may be typed in several orders; a text that has them
//! in both ways is found by nobody who searches for one of them.

use super::{Hits, Terms};
use crate::check::unit::{Fault, Side};
use crate::glossary::find::{Entry, Hit};
use crate::model::concept::Term;
use crate::report::rule::Rule;
use crate::text::Span;
use crate::text::khmer::is_khmer;

/// How a term is written.
enum Spelling {
    /// As the glossary has it, but for what the reader is free in.
    Right,
    /// As another spelling of the glossary.
    Variant,
    /// In letters that are taken for one another, in place of a spelling of the glossary.
    Twin(String),
}

impl Terms<'_> {
    /// Looks at the spelling of the terms in the translation that are inside no other.
    pub(super) fn spelling(&self, hits: &Hits<'_>, faults: &mut Vec<Fault>) {
        let mut end = 0;
        for hit in &hits.target {
            if hit.span.start < end {
                continue;
            }
            end = hit.span.end;
            let written = hits.target_text(hit);
            // Only letters of Khmer have twins, and only of scripts without spaces all variants are
            // spellings: elsewhere they may be inflections.
            if !written.contains(is_khmer) {
                continue;
            }
            let Some(entry) = self.wrongly_spelled(hit, written) else {
                continue;
            };
            let twin = match self.spelled(entry, written) {
                Spelling::Right => continue,
                Spelling::Variant => None,
                Spelling::Twin(right) => Some(right),
            };
            let known = faults.iter_mut().find(|fault| {
                fault.rule == Rule::OddSpelling && fault.concept == Some(entry.concept)
            });
            let fault = if let Some(fault) = known {
                fault
            } else {
                faults.push(self.odd_spelling(entry.concept, self.term(entry), written));
                let last = faults.len() - 1;
                &mut faults[last]
            };
            fault.target.push(hit.span);
            // What has spaces or hints where to break a line in it is not put right by a term without.
            let solid = |right: &String| right.chars().count() == written.chars().count();
            if let Some(right) = twin.filter(solid) {
                fault.fix.push((hit.span, right));
            }
        }
    }

    /// Returns the first entry of a hit, if none of them is spelled as it is written.
    fn wrongly_spelled<'a>(&self, hit: &'a Hit, written: &str) -> Option<&'a Entry> {
        let wrong = |entry: &Entry| {
            let term = self.term(entry);
            let settled = term.is_good() && !self.concept(entry.concept).is_draft();
            settled && !matches!(self.spelled(entry, written), Spelling::Right)
        };
        let all = hit.entries.iter().all(wrong);
        hit.entries.first().filter(|_| all)
    }

    fn spelled(&self, entry: &Entry, written: &str) -> Spelling {
        let term = self.term(entry);
        let same = |one: &str| letters(one).eq(letters(written));
        if same(&term.text.value) || term.short.as_ref().is_some_and(|short| same(&short.value)) {
            return Spelling::Right;
        }
        if term.variants.iter().any(|variant| same(&variant.value)) {
            return Spelling::Variant;
        }
        let twins = term.spellings().map(|spelling| spelling.value.as_str());
        let twin = twins.into_iter().find(|one| key(one) == key(written));
        match twin {
            Some(twin) => Spelling::Twin(twin.to_owned()),
            // An open variant stands for any ending.
            None => Spelling::Right,
        }
    }

    /// Returns the fault of a term in letters near those of the glossary.
    pub(super) fn near_spelling(&self, hits: &Hits<'_>, at: usize, span: Span) -> Option<Fault> {
        let written = &hits.pair.target.text[span.range()];
        let mut fault = self.odd_spelling(at, self.expected(at)?, written);
        fault.target.push(span);
        Some(fault)
    }

    fn odd_spelling(&self, at: usize, term: &Term, written: &str) -> Fault {
        let concept = self.concept(at);
        let right = &term.text.value;
        let message = format!(
            "\"{written}\" is another spelling of \"{right}\" [{}]",
            concept.id.value
        );
        let mut fault = Fault::new(Rule::OddSpelling, Side::Target, message);
        fault.concept = Some(at);
        fault.hint = Some(format!("write \"{right}\"").into());
        fault.related.push((
            self.place(at, term),
            "the spelling of the glossary".to_owned(),
        ));
        fault
    }
}

/// Returns the letters and marks of Khmer in a text: spaces, hints where to break a line, digits and
/// letters of other scripts may be written otherwise.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&c| is_khmer(c) && !matches!(c, '\u{17B4}' | '\u{17B5}' | '\u{17D4}'..='\u{17D6}' | '\u{17D8}'..='\u{17DB}' | '\u{17E0}'..='\u{17E9}'))
}

/// Returns what two spellings that are twins have in common.
fn key(text: &str) -> String {
    use crate::text::fold::{Level, fold};
    let folded = fold(text, Level::Search);
    letters(&folded.key).collect()
}
