//! Rules on the terms of a glossary. The text of a translation is searched for all terms, nested ones
//! and homonyms too: it is right if any of them is what the source asks for. The source is searched
//! for the longest terms only: a part of a name is not translated by itself.
//!
//! A unit has one finding for a concept, the gravest, however often the concept is in it.

mod document;
mod joined;
mod meant;
mod missing;
mod near;
mod rank;
mod reverse;
mod roll_up;
mod spelling;
mod unwanted;

use std::cell::OnceCell;

use self::near::Skeleton;
use self::rank::is_title;
use super::pair::Pair;
use super::unit::Fault;
use crate::glossary::Glossary;
use crate::glossary::context::{Contexts, Surroundings};
use crate::glossary::find::{Entry, Finder, Hit, TooLarge};
use crate::model::concept::{Concept, Date, Status, Term, TermType};
use crate::report::Place;
use crate::report::rule::{Rule, Rules};
use crate::text::stem::Stems;
use crate::text::{Lang, Span};

pub(super) use document::{Mention, check_document};
pub use roll_up::RollUp;
pub(super) use roll_up::{Asked, Tally};

/// The rules on terms, the gravest first: of those on one concept in one unit the first is told.
const BY_GRAVITY: [Rule; 10] = [
    Rule::ForbiddenTerm,
    Rule::MissingTerm,
    Rule::ChangedName,
    Rule::Expired,
    Rule::OldSourceTerm,
    Rule::OddSpelling,
    Rule::InconsistentTerm,
    Rule::EarlyAbbreviation,
    Rule::FirstMention,
    Rule::UnaskedTerm,
];

/// Tells how grave a fault about a term is, the gravest having the least.
pub(super) fn gravity(fault: &Fault) -> usize {
    let rules = BY_GRAVITY.iter();
    rules.take_while(|&&rule| rule != fault.rule).count()
}

/// The terms of a glossary in two languages.
pub(super) struct Terms<'g> {
    glossary: &'g Glossary,
    source: Lang,
    target: Lang,
    finders: (Finder, Finder),
    contexts: Contexts,
    /// For each concept whether the texts are about a subject of it.
    in_subject: Vec<bool>,
    /// For each concept what else there is to know.
    known: Vec<Known>,
    /// For each concept whether it is an office or rank.
    titles: Vec<bool>,
}

/// What a concept has in the two languages.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// The place of the term to write.
    expected: Option<usize>,
    /// Whether the translation must have it.
    enforced: bool,
    /// Whether it has an abbreviation, and a full form in the language of the translation.
    abbreviated: bool,
    /// Whether that must be written out where it comes first.
    expand: bool,
}

/// What was found in a unit.
pub(super) struct Hits<'a> {
    pair: &'a Pair<'a>,
    /// The longest terms of the source.
    source: Vec<Hit>,
    /// All terms of the translation.
    target: Vec<Hit>,
    /// The skeleton of the translation, if somebody asked for it.
    skeleton: OnceCell<Option<Skeleton<'a>>>,
    /// The stems of the translation, if somebody asked for them.
    stems: OnceCell<Option<Stems>>,
    /// What stands around the terms of the source, if somebody asked for it.
    around: OnceCell<Surroundings<'a>>,
}

/// What the terms of a unit say.
#[derive(Default)]
pub(super) struct Said {
    pub(super) faults: Vec<Fault>,
    /// What rules on whole documents ask for.
    pub(super) mentions: Vec<Mention>,
    /// The concepts that the translation must have.
    pub(super) asked: Vec<Asked>,
}

impl<'g> Terms<'g> {
    pub(super) fn new(
        glossary: &'g Glossary,
        source: &Lang,
        target: &Lang,
        subjects: &[String],
    ) -> Result<Self, TooLarge> {
        let concepts = glossary.concepts.iter();
        Ok(Terms {
            glossary,
            source: source.clone(),
            target: target.clone(),
            finders: (
                Finder::new(glossary, source)?,
                Finder::new(glossary, target)?,
            ),
            titles: concepts.clone().map(is_title).collect(),
            contexts: Contexts::new(glossary),
            in_subject: concepts
                .clone()
                .map(|one| one.subject.iter().any(|one| subjects.contains(one)))
                .collect(),
            known: concepts.map(|one| Known::of(one, source, target)).collect(),
        })
    }

    /// Checks the terms of a unit with texts on both sides.
    pub(super) fn check(&self, pair: &Pair<'_>, date: Option<Date>, rules: Rules) -> Said {
        let mut said = Said::default();
        if BY_GRAVITY.iter().all(|&rule| !rules.has(rule)) {
            return said;
        }
        let hits = Hits {
            pair,
            source: self.finders.0.find(pair.source.text),
            target: self.finders.1.find_all(pair.target.text),
            skeleton: OnceCell::new(),
            stems: OnceCell::new(),
            around: OnceCell::new(),
        };
        if hits.source.is_empty() && hits.target.is_empty() {
            return said;
        }
        self.missing(&hits, rules, &mut said);
        let faults = &mut said.faults;
        if rules.has(Rule::ForbiddenTerm) {
            self.forbidden(&hits, faults);
        }
        if rules.has(Rule::OldSourceTerm) {
            self.old_in_source(&hits, faults);
        }
        if let Some(date) = date.filter(|_| rules.has(Rule::Expired)) {
            self.expired(&hits, date, faults);
        }
        if rules.has(Rule::OddSpelling) {
            self.spelling(&hits, faults);
        }
        if rules.has(Rule::UnaskedTerm) {
            self.reverse(&hits, faults);
        }
        said.mentions = self.mentions(&hits, rules);
        said
    }

    fn concept(&self, at: usize) -> &'g Concept {
        &self.glossary.concepts[at]
    }

    fn term(&self, entry: &Entry) -> &'g Term {
        &self.glossary.concepts[entry.concept].terms[entry.term]
    }

    /// Returns the term to write for a concept.
    fn expected(&self, at: usize) -> Option<&'g Term> {
        let term = self.known[at].expected?;
        Some(&self.concept(at).terms[term])
    }

    /// Returns the place where a term is defined.
    fn place(&self, concept: usize, term: &Term) -> Place {
        let file = &self.glossary.files[self.concept(concept).file];
        Place::new(file, term.text.span)
    }
}

impl Known {
    fn of(concept: &Concept, source: &Lang, target: &Lang) -> Known {
        let of = |lang: &Lang| {
            let primary = lang.primary().to_owned();
            let terms = concept.terms.iter().enumerate();
            terms.filter(move |(_, term)| term.lang.primary() == primary && term.is_good())
        };
        let preferred = of(target).find(|(_, term)| term.status == Status::Preferred);
        let expected = preferred.or_else(|| of(target).next()).map(|(at, _)| at);
        let is_short = |term: &Term| term.form == Some(TermType::Abbreviation);
        let short = || {
            of(source)
                .chain(of(target))
                .filter(|(_, term)| is_short(term))
        };
        let full = of(target).any(|(_, term)| !is_short(term));
        let settled = !concept.is_draft() && concept.translate;
        Known {
            expected,
            enforced: settled && expected.is_some(),
            abbreviated: settled && full && short().next().is_some(),
            expand: short().any(|(_, term)| term.expand),
        }
    }
}

impl Hits<'_> {
    fn source_text(&self, hit: &Hit) -> &str {
        &self.pair.source.text[hit.span.range()]
    }

    fn target_text(&self, hit: &Hit) -> &str {
        &self.pair.target.text[hit.span.range()]
    }

    /// Returns the terms of a concept that the translation has.
    fn in_target(&self, concept: usize) -> impl Iterator<Item = (&Hit, Entry)> {
        let found = self
            .target
            .iter()
            .flat_map(|hit| hit.entries.iter().map(move |entry| (hit, *entry)));
        found.filter(move |(_, entry)| entry.concept == concept)
    }

    /// Tells whether the translation has a term as it is written in the glossary.
    fn has_any(&self, term: &Term) -> bool {
        let mut spellings = term.spellings();
        spellings.any(|one| self.pair.target.text.contains(&one.value))
    }

    /// Returns the stems of the translation, in a language that has some.
    fn stems(&self) -> Option<&Stems> {
        let target = &self.pair.target;
        let stems = || Stems::new(target.text, target.lang);
        self.stems.get_or_init(stems).as_ref()
    }

    /// Finds a term in letters near those of the glossary.
    fn find_near(&self, term: &Term) -> Option<Span> {
        let skeleton = || Skeleton::new(self.pair.target.text);
        let skeleton = self.skeleton.get_or_init(skeleton).as_ref()?;
        term.spellings()
            .find_map(|spelling| skeleton.find(&spelling.value))
    }

    /// Tells whether a concept is among those of the source.
    fn is_in_source(&self, concept: usize) -> bool {
        let mut entries = self.source.iter().flat_map(|hit| &hit.entries);
        entries.any(|entry| entry.concept == concept)
    }

    /// Tells whether a hit in the translation is inside a longer one.
    fn is_nested(&self, hit: &Hit) -> bool {
        // By place, the longer first: what covers it stands before it.
        self.target
            .iter()
            .take_while(|other| other.span.start <= hit.span.start)
            .any(|other| other.span != hit.span && other.span.end >= hit.span.end)
    }
}

/// Returns the faults of each document, by unit: what only the document as a whole can tell.
pub(super) type OfDocument = Vec<(usize, Fault)>;

/// Tells which unit of a document something was said in.
pub(super) type OfUnit<T> = (usize, T);

#[cfg(test)]
mod tests;
