//! Candidates as a glossary file of drafts: ready to be read, fixed and taken over, not enforced by
//! any check until then. What speaks for each stands above it.

use super::{Candidate, Pattern};
use crate::glossary::Glossary;
use crate::glossary::edit::{Ids, NewConcept, NewTerm};
use crate::glossary::layout;
use crate::glossary::rendering::{Pair, Rendering};
use crate::model::concept::TermType;
use crate::text::Lang;

/// How many renderings are named beside the first.
const OTHERS: usize = 4;
/// How many contexts are shown.
const CONTEXTS: usize = 2;
/// Characters of a context on either side of the term.
const AROUND: usize = 40;

/// Writes candidates as the text of a glossary file. No id is one of the glossary that they are to
/// be added to.
pub fn drafts(
    candidates: &[Candidate],
    pairs: &[Pair],
    langs: (&Lang, &Lang),
    known: Option<&Glossary>,
) -> String {
    let mut ids = Ids::default();
    for concept in known.iter().flat_map(|glossary| &glossary.concepts) {
        ids.reserve(&concept.id.value);
    }
    let blocks: Vec<String> = candidates
        .iter()
        .filter_map(|candidate| concept(candidate, pairs, langs, &mut ids))
        .map(|concept| concept.written())
        .collect();
    let text = format!("[glossary]\nschema = 1\n\n{}", blocks.join("\n"));
    layout::format(&text).unwrap_or(text)
}

fn concept(
    candidate: &Candidate,
    pairs: &[Pair],
    (source, target): (&Lang, &Lang),
    ids: &mut Ids,
) -> Option<NewConcept> {
    let mut terms = vec![NewTerm::new(source.clone(), &candidate.text).ok()?];
    let short = |lang: &Lang| {
        let short = candidate.short.as_deref()?;
        let term = NewTerm::new(lang.clone(), short).ok()?;
        let form = Some(TermType::Abbreviation);
        Some(NewTerm { form, ..term })
    };
    terms.extend(short(source));
    let first = candidate.renderings.first();
    terms.extend(first.and_then(|first| NewTerm::new(target.clone(), &first.text).ok()));
    if candidate.short_kept {
        terms.extend(short(target));
    }
    Some(NewConcept {
        id: ids.take(&[&candidate.text]),
        comments: comments(candidate, pairs, target),
        kind: candidate.kind,
        draft: true,
        untranslated: false,
        terms,
        ..NewConcept::default()
    })
}

fn comments(candidate: &Candidate, pairs: &[Pair], target: &Lang) -> Vec<String> {
    let found = match candidate.pattern {
        Pattern::Definition => "defined with its abbreviation",
        Pattern::Name => "a name",
        Pattern::Sequence => "a sequence of words",
    };
    let times = if candidate.count == 1 {
        "time"
    } else {
        "times"
    };
    let mut first = format!("{} {times}, {found}", candidate.count);
    let counted = |one: &Rendering| format!("{} of {}", one.support, one.of);
    if let Some(best) = candidate.renderings.first() {
        first = format!("{first}; {target} in {}", counted(best));
    }
    let mut comments = vec![first];
    let others: Vec<String> = candidate
        .renderings
        .iter()
        .skip(1)
        .take(OTHERS)
        .map(|other| format!("{} ({})", one_line(&other.text), counted(other)))
        .collect();
    if !others.is_empty() {
        comments.push(format!("or: {}", others.join("; ")));
    }
    comments.extend(
        contexts(candidate, pairs)
            .into_iter()
            .map(|context| format!("  {context}")),
    );
    comments
}

/// Returns the term in the first texts that it is in, with some words around it.
pub(super) fn contexts(candidate: &Candidate, pairs: &[Pair]) -> Vec<String> {
    let mut places = candidate.places.clone();
    places.dedup_by_key(|place| place.pair);
    let shown = places.iter().take(CONTEXTS).map(|place| {
        let text = &pairs[place.pair].source;
        let before = words(&text[..place.span.start], true);
        let after = words(&text[place.span.end..], false);
        one_line(&format!("{before}{}{after}", &text[place.span.range()]))
    });
    shown.collect()
}

/// Returns whole words at the end or start of a text, with dots where others are left out.
fn words(text: &str, end: bool) -> String {
    if text.chars().count() <= AROUND {
        return text.to_owned();
    }
    if end {
        let cut = text
            .char_indices()
            .rev()
            .nth(AROUND)
            .map_or(0, |(at, _)| at);
        let rest = &text[cut..];
        let rest = rest.split_once(' ').map_or(rest, |(_, rest)| rest);
        format!("\u{2026} {rest}")
    } else {
        let cut = text
            .char_indices()
            .nth(AROUND)
            .map_or(text.len(), |(at, _)| at);
        let rest = &text[..cut];
        let rest = rest.rsplit_once(' ').map_or(rest, |(rest, _)| rest);
        format!("{rest} \u{2026}")
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Candidate {
    /// Returns the candidate in the first texts that it is in, with some words around it.
    pub fn contexts(&self, pairs: &[Pair]) -> Vec<String> {
        contexts(self, pairs)
    }
}
