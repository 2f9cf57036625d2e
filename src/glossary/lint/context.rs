//! Words under `context` and `except` that can never tell anything. What they would tell of real texts
//! is not looked at.

use super::Lint;
use super::across::{Places, Seen};
use crate::glossary::context::{BESIDE, Word, is_present};
use crate::glossary::edge::Edges;
use crate::glossary::key::key_text;
use crate::model::concept::{Concept, Term};
use crate::report::rule::Rule;
use crate::text::Found;
use crate::text::script::script_of;

impl Lint<'_> {
    /// Checks the words of all concepts; the groups hold the spellings that share a key.
    pub(super) fn contexts(&mut self, places: &Places<'_>, groups: &[Vec<Seen<'_>>]) {
        let shared = |concept: usize, term: &Term| {
            let mut keys = term.spellings().map(|one| key_text(&one.value));
            keys.any(|key| {
                let group = places.get(&(term.lang.primary(), key));
                group.is_some_and(|&at| groups[at].iter().any(|seen| seen.concept != concept))
            })
        };
        for (index, concept) in self.glossary.concepts.iter().enumerate() {
            if concept.context.is_empty() && concept.except.is_empty() {
                continue;
            }
            let asked = || {
                let mut terms = concept.terms.iter();
                terms.any(|term| term.ordinary || shared(index, term))
            };
            if let Some(first) = concept.context.first().filter(|_| !asked()) {
                let message = format!(
                    "no term of `{}` is an everyday word or a term of another concept",
                    concept.id.value
                );
                self.report(Rule::IdleContext, index, first.span, message)
                    .hint = Some("add ordinary = true, or take the context out".into());
            }
            for word in concept.context.iter().chain(&concept.except) {
                if let Some(why) = self.idle(concept, word, places) {
                    let message = format!("\"{}\" {why}", word.value);
                    self.report(Rule::IdleContext, index, word.span, message);
                }
            }
        }
    }

    /// Says why a word can tell nothing.
    fn idle(
        &self,
        concept: &Concept,
        word: &Found<String>,
        places: &Places<'_>,
    ) -> Option<&'static str> {
        let written = &word.value;
        let is_exception = concept.except.iter().any(|one| one.span == word.span);
        let in_context = || concept.context.iter().any(|one| one.value == *written);
        let scripts = |text: &str| text.chars().find_map(script_of);
        let script = scripts(written);
        let mut terms = concept.terms.iter();
        match Word::new(written) {
            _ if is_exception && in_context() => Some("is under context and under except"),
            _ if script.is_some()
                && terms
                    .clone()
                    .all(|term| scripts(&term.text.value) != script) =>
            {
                Some("is in a script that no term of the concept is in")
            }
            Word::Anywhere(key) if key.contains('#') => {
                Some("has a # for a number, but no ~ for the term beside it")
            }
            Word::Anywhere(key) if !key.contains(char::is_alphanumeric) => Some("has no letter"),
            Word::Anywhere(key) if is_exception => {
                let hidden = |term: &Term| {
                    let term = key_text(&term.text.value);
                    is_present(&term, &Edges::new(&term), &key)
                };
                terms.any(hidden).then_some("is in the term itself")
            }
            Word::Anywhere(_) => None,
            Word::Beside(before, after) if before.is_empty() && after.is_empty() => {
                Some("has nothing beside the term")
            }
            Word::Beside(_, after) if after.contains('~') => Some("has more than one ~"),
            Word::Beside(before, after) if before.len().max(after.len()) > BESIDE => {
                Some("is too long to be looked for beside a term")
            }
            Word::Beside(..) => {
                let longer = |term: &Term| {
                    let key = key_text(&written.replace('~', &term.text.value));
                    places.contains_key(&(term.lang.primary(), key))
                };
                let mut terms = concept.terms_in(&self.source).peekable();
                let is_term = terms.peek().is_some() && terms.all(longer);
                is_term.then_some("is a term itself, and found as that")
            }
        }
    }
}
