//! Rules for a single concept: what is missing, what refers to nothing, what contradicts itself.

use std::collections::BTreeSet;

use super::Lint;
use crate::glossary::edit::is_kebab;
use crate::glossary::key::key_text;
use crate::glossary::value::nearest;
use crate::model::concept::{Concept, Status, Term, TermType};
use crate::report::rule::Rule;
use crate::report::{Hint, Severity, visible};
use crate::text::{Found, Lang};

/// More pairs than this are not compared in one concept.
const MOST_PAIRS: usize = 10_000;

impl Lint<'_> {
    pub(super) fn concept(&mut self, index: usize, concept: &Concept) {
        self.id(index, concept);
        self.required(index, concept);
        self.validity(index, concept);
        self.references(index, concept);
        self.signs(index, concept);
        for lang in languages(concept) {
            let terms: Vec<&Term> = concept
                .terms
                .iter()
                .filter(|term| term.lang == lang)
                .collect();
            self.abbreviations(index, &lang, &terms);
            self.instead(index, &lang, &terms);
            self.writing(index, &terms);
            self.inside(index, &terms);
        }
    }

    fn id(&mut self, index: usize, concept: &Concept) {
        let id = &concept.id;
        if !is_kebab(&id.value) {
            let message = format!("id `{}`", visible(&id.value));
            self.report(Rule::AwkwardId, index, id.span, message).hint =
                Some("use small letters and digits, words joined by hyphens".into());
        }
    }

    fn required(&mut self, index: usize, concept: &Concept) {
        if concept.is_draft() {
            return;
        }
        let missing: Vec<&str> = self
            .glossary
            .required(concept.file)
            .iter()
            .filter(|lang| concept.preferred(lang).is_none())
            .map(Lang::as_str)
            .collect();
        // What is not translated needs one term only.
        let kept = !concept.translate && !concept.terms.is_empty();
        if !missing.is_empty() && !kept {
            let message = format!(
                "`{}` has no preferred term in {}",
                concept.id.value,
                missing.join(", ")
            );
            self.report(Rule::MissingLanguage, index, concept.id.span, message)
                .hint = Some("add the term, or status = \"draft\"".into());
        }
    }

    fn abbreviations(&mut self, index: usize, lang: &Lang, terms: &[&Term]) {
        let short = |term: &&&Term| term.form == Some(TermType::Abbreviation);
        let has_full = terms.iter().any(|term| !short(&term) && !term.is_bad());
        let kept = !self.glossary.concepts[index].translate;
        if let Some(term) = terms.iter().find(short)
            && !has_full
            && !kept
        {
            let message = format!("\"{}\" has no full form in {lang}", term.text.value);
            self.report(Rule::LoneAbbreviation, index, term.text.span, message);
        }
    }

    fn validity(&mut self, index: usize, concept: &Concept) {
        if let (Some(since), Some(until)) = (concept.since, concept.until)
            && since.value > until.value
        {
            let message = format!("until {} is before since {}", until.value, since.value);
            self.report(Rule::EndsBeforeBeginning, index, until.span, message);
        }
        let superseded = concept
            .status
            .as_ref()
            .is_some_and(|status| status.value == Status::Superseded);
        if let (Some(until), Some(today)) = (concept.until, self.today)
            && until.value < today
            && concept.replaced.is_none()
            && !superseded
        {
            let message = format!("`{}` was valid until {}", concept.id.value, until.value);
            self.report(Rule::NoLongerValid, index, until.span, message)
                .hint = Some(
                "name what took its place: replaced = \"…\", or say status = \"superseded\"".into(),
            );
        }
    }

    fn references(&mut self, index: usize, concept: &Concept) {
        let named = concept
            .related
            .iter()
            .chain(&concept.parts)
            .chain(&concept.replaced);
        for id in named {
            if !self.ids.contains_key(id.value.as_str()) {
                let nearest = self.nearest_id(&id.value);
                let message = format!("there is no concept `{}`", visible(&id.value));
                self.report(Rule::UnknownConcept, index, id.span, message)
                    .hint = nearest.map(Hint::from);
            }
        }
        self.circle(index, concept);
        let keys: BTreeSet<&str> = self
            .glossary
            .heads
            .iter()
            .flat_map(|head| {
                head.references
                    .iter()
                    .map(|reference| reference.key.value.as_str())
            })
            .collect();
        let sources = concept
            .sources
            .iter()
            .chain(concept.terms.iter().flat_map(|term| &term.sources));
        for source in sources {
            if !keys.contains(source.value.as_str()) {
                let known: Vec<&str> = keys.iter().copied().collect();
                let message = format!("there is no reference `{}`", visible(&source.value));
                let hint = nearest(&source.value, &known)
                    .unwrap_or_else(|| "add it to [glossary.reference]".to_owned());
                self.report(Rule::UnknownSource, index, source.span, message)
                    .hint = Some(hint.into());
            }
        }
    }

    fn nearest_id(&self, id: &str) -> Option<String> {
        let concepts = &self.glossary.concepts;
        // Distances to ids of another length are not worth computing.
        let near = concepts.iter().map(|concept| concept.id.value.as_str());
        let near: Vec<&str> = near
            .filter(|other| other.len().abs_diff(id.len()) <= 3)
            .collect();
        nearest(id, &near)
    }

    /// Reports a chain of `replaced` that leads back to its start, once, at its first concept.
    fn circle(&mut self, index: usize, concept: &Concept) {
        let Some(replaced) = &concept.replaced else {
            return;
        };
        let mut chain = vec![index];
        let mut next = self.ids.get(replaced.value.as_str()).copied();
        while let Some(at) = next {
            if at == index {
                let ids: Vec<&str> = chain
                    .iter()
                    .map(|&at| self.glossary.concepts[at].id.value.as_str())
                    .collect();
                let message = format!("replaced in a circle: {}", ids.join(", "));
                self.report(Rule::CircularReplacement, index, replaced.span, message);
                return;
            }
            // A circle is told by its first concept; one that this concept only leads to, by its own.
            if at < index || chain.len() > 1000 || chain.contains(&at) {
                return;
            }
            chain.push(at);
            let replaced = self.glossary.concepts[at].replaced.as_ref();
            next = replaced.and_then(|id| self.ids.get(id.value.as_str()).copied());
        }
    }

    fn instead(&mut self, index: usize, lang: &Lang, terms: &[&Term]) {
        for (at, term) in terms.iter().enumerate().filter(|(_, term)| term.is_bad()) {
            if let Some(circle) = circle_of_use(terms, at) {
                // A circle is told by its first term.
                if circle.iter().all(|&other| at <= other) {
                    let names: Vec<String> = circle
                        .iter()
                        .map(|&at| format!("\"{}\"", terms[at].text.value))
                        .collect();
                    let span = term
                        .instead
                        .as_ref()
                        .map_or(term.text.span, |instead| instead.span);
                    let message = format!("`use` leads in a circle: {}", names.join(", "));
                    self.report(Rule::CircularReplacement, index, span, message)
                        .hint = Some("name a term that may be used".into());
                }
                continue;
            }
            let Some(instead) = &term.instead else {
                if term.status == Status::Forbidden {
                    let message = format!(
                        "\"{}\" is forbidden, but it is not said what to write",
                        term.text.value
                    );
                    self.report(
                        Rule::ForbiddenWithoutReplacement,
                        index,
                        term.text.span,
                        message,
                    )
                    .hint = Some("add use = \"…\"".into());
                }
                continue;
            };
            let good = terms.iter().filter(|term| term.is_good());
            if !good
                .flat_map(|term| term.spellings())
                .any(|good| good.value == instead.value)
            {
                let message = format!(
                    "\"{}\" is no preferred or admitted {lang} term of the concept",
                    instead.value
                );
                self.report(Rule::UnusableReplacement, index, instead.span, message);
            }
        }
    }

    /// Reports spellings of a concept that need not be there, or not as a term.
    fn writing(&mut self, index: usize, terms: &[&Term]) {
        for (at, term) in terms.iter().enumerate() {
            let mut seen: Vec<&Found<String>> = Vec::new();
            for spelling in term.spellings() {
                if let Some(first) = seen
                    .iter()
                    .find(|first| covers(&first.value, &spelling.value))
                {
                    let message = format!("\"{}\" is found by \"{}\"", spelling.value, first.value);
                    let fix = self.without(index, spelling);
                    let finding = self.report(Rule::UselessVariant, index, spelling.span, message);
                    finding.hint = Some("take it out".into());
                    finding.fix = fix;
                } else if seen.len() < 100 {
                    seen.push(spelling);
                }
            }
            if terms.len() * at > MOST_PAIRS {
                continue;
            }
            let key = key_text(&term.text.value);
            let twin = terms[..at].iter().find(|other| {
                // An everyday word may be told from the term by its capitals.
                key_text(&other.text.value) == key
                    && other.is_bad() == term.is_bad()
                    && other.ordinary == term.ordinary
            });
            if let Some(twin) = twin {
                let message = format!(
                    "\"{}\" differs from \"{}\" only in writing",
                    term.text.value, twin.text.value
                );
                self.report(Rule::TermsDifferInWriting, index, term.text.span, message)
                    .hint = Some("keep one; the other may be a variant".into());
            }
        }
    }

    fn inside(&mut self, index: usize, terms: &[&Term]) {
        let keys = |bad: bool| -> Vec<(&Term, String)> {
            let chosen = terms
                .iter()
                .filter(|term| if bad { term.is_bad() } else { term.is_good() });
            chosen
                .map(|term| (*term, key_text(&term.text.value)))
                .collect()
        };
        let (bad, good) = (keys(true), keys(false));
        if bad.len() * good.len() > MOST_PAIRS {
            return;
        }
        for (bad, bad_key) in &bad {
            let inside = good.iter().find(|(_, good)| {
                good != bad_key && (good.contains(bad_key) || bad_key.contains(good))
            });
            if let Some((good, _)) = inside {
                let message = format!(
                    "\"{}\" and \"{}\": one is in the other",
                    bad.text.value, good.text.value
                );
                self.report(Rule::BadTermInsideGood, index, bad.text.span, message);
            }
        }
    }

    /// Compares the numbers in digits, and the brackets, of the preferred terms.
    fn signs(&mut self, index: usize, concept: &Concept) {
        let Some(source) = concept.preferred(&self.source) else {
            return;
        };
        let wanted = numbers(&source.text.value);
        let brackets = brackets(&source.text.value);
        for term in &concept.terms {
            if term.status != Status::Preferred || term.lang == source.lang {
                continue;
            }
            let found = numbers(&term.text.value);
            if let Some(message) = number_difference(&wanted, &found) {
                let message = format!("{message} \"{}\"", term.text.value);
                self.report(Rule::NumbersDiffer, index, term.text.span, message);
            }
            let of_term = self::brackets(&term.text.value);
            if of_term != brackets {
                let message = format!(
                    "brackets: {brackets} in \"{}\", {of_term} in \"{}\"",
                    source.text.value, term.text.value
                );
                // It may be meant so, unlike a bracket that is alone.
                self.report(Rule::UnpairedMarks, index, term.text.span, message)
                    .severity = Severity::Info;
            }
        }
    }
}

/// Follows `use` from a term; returns the terms on the way if it leads back to the first.
fn circle_of_use(terms: &[&Term], start: usize) -> Option<Vec<usize>> {
    let mut way = vec![start];
    loop {
        let instead = terms[*way.last()?].instead.as_ref()?;
        let bad = |term: &&&Term| term.is_bad() && term.text.value == instead.value;
        let good = |term: &&Term| term.is_good() && term.text.value == instead.value;
        if terms.iter().any(good) {
            return None;
        }
        let next = terms.iter().position(|term| bad(&term))?;
        if next == start {
            return Some(way);
        }
        // A circle that this term only leads to is told by its own terms.
        if way.contains(&next) || way.len() > 100 {
            return None;
        }
        way.push(next);
    }
}

/// Says which number is in one of two terms only. A small one may be written out in letters: it is
/// missed only where the other term has small numbers too.
fn number_difference(source: &[u32], target: &[u32]) -> Option<String> {
    let years = |a: u32, b: u32| a == b || (is_year(a) && is_year(b) && a.abs_diff(b) == 543);
    let has = |list: &[u32], number: u32| list.iter().any(|&other| years(other, number));
    let small = |list: &[u32]| list.iter().any(|&number| !is_year(number));
    let missed =
        |number: &&u32, other: &[u32]| !has(other, **number) && (is_year(**number) || small(other));
    if let Some(number) = source.iter().find(|number| missed(number, target)) {
        return Some(format!("{number} is not in"));
    }
    // Many languages write months and ordinals in digits.
    let added = target
        .iter()
        .find(|number| is_year(**number) && missed(number, source));
    added.map(|number| format!("{number} is in no source term, but in"))
}

fn is_year(number: u32) -> bool {
    (1000..=9999).contains(&number)
}

/// Returns the number of brackets that are closed.
fn brackets(text: &str) -> usize {
    text.matches([')', ']', '\u{FF09}']).count()
}

/// Returns the languages of a concept, in the order of their first terms.
fn languages(concept: &Concept) -> Vec<Lang> {
    let mut languages: Vec<Lang> = Vec::new();
    for term in &concept.terms {
        if !languages.contains(&term.lang) {
            languages.push(term.lang.clone());
        }
    }
    languages
}

/// Tells whether whoever looks for one spelling finds the other.
fn covers(spelling: &str, other: &str) -> bool {
    let letters =
        |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let (first, second) = (letters(spelling), letters(other));
    let capital = first.iter().any(|c| c.is_uppercase());
    let exact = capital && first.len() <= 4;
    let case = first
        .iter()
        .zip(&second)
        .all(|(a, b)| match (a.is_uppercase(), b.is_uppercase()) {
            (true, upper) => upper,
            (false, upper) => !(upper && exact),
        });
    case && !spelling.ends_with('*')
        && !other.ends_with('*')
        && key_text(spelling) == key_text(other)
}

/// Returns the numbers in a text, in whatever digits.
fn numbers(text: &str) -> Vec<u32> {
    let key = key_text(text);
    key.split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}
