//! Concepts and terms out of TOML tables. A term may be written as a string, as an inline table or as
//! a table of its own; all give the same.

use toml::de::DeValue;

use super::value::{Key, Reader, Value, entries, items, span};
use crate::model::concept::{Case, Checked, Concept, Count, Kind, Status, Term, TermType};
use crate::report::Place;
use crate::report::rule::Rule;
use crate::text::{Found, Lang, Span};

/// The keys of a concept that are not languages, in canonical order.
pub(super) const CONCEPT_KEYS: &[&str] = &[
    "kind",
    "status",
    "subject",
    "definition",
    "homonym",
    "ordinary",
    "context",
    "except",
    "related",
    "parts",
    "since",
    "until",
    "replaced",
    "translate",
    "count",
    "sources",
    "note",
];

/// The keys of a term, in canonical order.
pub(super) const TERM_KEYS: &[&str] = &[
    "term", "type", "status", "use", "case", "ordinary", "short", "variants", "expand", "sources",
    "checked", "note",
];

/// The keys of `checked`.
pub(super) const CHECKED_KEYS: &[&str] = &["by", "on", "reliability"];

/// What may be said of a whole concept.
const CONCEPT_STATUS: &[(&str, Status)] =
    &[("draft", Status::Draft), ("superseded", Status::Superseded)];

/// When an abbreviation is written out.
const EXPAND: &[(&str, bool)] = &[("first-mention", true), ("never", false)];

/// Tells whether a key of a concept can only be a language: two or three letters, or a tag with
/// subtags.
fn is_language_key(key: &str) -> bool {
    let primary = key.split(['-', '_']).next().unwrap_or(key);
    matches!(primary.len(), 2 | 3)
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

impl Reader<'_> {
    pub(super) fn concept(
        &mut self,
        file: usize,
        key: &Key<'_>,
        value: &Value<'_>,
    ) -> Option<Concept> {
        let table = self.table(value, "a concept")?;
        let id = Found {
            span: span(key),
            value: key.get_ref().clone().into_owned(),
        };
        let mut concept = Concept {
            id,
            file,
            kind: None,
            status: None,
            subject: Vec::new(),
            definition: None,
            note: None,
            homonym: None,
            context: Vec::new(),
            except: Vec::new(),
            related: Vec::new(),
            parts: Vec::new(),
            replaced: None,
            since: None,
            until: None,
            translate: true,
            count: Count::Presence,
            sources: Vec::new(),
            terms: Vec::new(),
        };
        for (key, value) in entries(table) {
            self.concept_key(&mut concept, key, value);
        }
        if let Some(value) = table.get("ordinary")
            && self.boolean(value, "ordinary") == Some(true)
        {
            for term in &mut concept.terms {
                term.ordinary = true;
            }
        }
        Some(concept)
    }

    fn concept_key(&mut self, concept: &mut Concept, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        match name {
            "kind" => concept.kind = self.word(value, name, Kind::ALL).map(|found| found.value),
            "status" => concept.status = self.word(value, "status of a concept", CONCEPT_STATUS),
            "subject" => concept.subject = values(self.strings(value, name)),
            "definition" => concept.definition = self.plain(value, name),
            "homonym" => concept.homonym = self.plain(value, name),
            "context" => concept.context = self.strings(value, name),
            "except" => concept.except = self.strings(value, name),
            // Of the concept as a whole: it is said of each term below.
            "ordinary" => {}
            "related" => concept.related = self.strings(value, name),
            "parts" => concept.parts = self.strings(value, name),
            "since" => concept.since = self.date(value, name),
            "until" => concept.until = self.date(value, name),
            "replaced" => concept.replaced = self.string(value, name),
            "translate" => concept.translate = self.boolean(value, name).unwrap_or(true),
            "count" => {
                let count = self.word(value, name, Count::ALL);
                concept.count = count.map_or(Count::Presence, |found| found.value);
            }
            "sources" => concept.sources = self.strings(value, name),
            "note" => concept.note = self.plain(value, name),
            _ if is_language_key(name) => {
                if let Some(lang) = self.lang_key(key) {
                    let terms = self.terms(&lang, value);
                    concept.terms.extend(terms);
                }
            }
            _ => self.unknown_in_concept(key),
        }
    }

    fn unknown_in_concept(&mut self, key: &Key<'_>) {
        let of_term = TERM_KEYS.contains(&key.get_ref().as_ref());
        let finding = self.unknown(key, CONCEPT_KEYS);
        if of_term {
            finding.message = format!("`{}` belongs to a term, not to a concept", key.get_ref());
            finding.hint =
                Some("write it into the table of the term: en = { term = \"…\", … }".into());
        }
    }

    fn terms(&mut self, lang: &Lang, value: &Value<'_>) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for item in items(value) {
            let Some((mut term, status)) = self.term(lang, item) else {
                continue;
            };
            let chosen = terms.iter().any(|term| term.status == Status::Preferred);
            term.status = match status {
                None if chosen => Status::Admitted,
                None => Status::Preferred,
                Some(found) if found.value == Status::Preferred && chosen => {
                    let place = terms.iter().find(|term| term.status == Status::Preferred);
                    let place = place.map(|term| Place::new(self.source, term.span));
                    let message = format!("{lang} has two preferred terms");
                    let finding = self.error(Rule::UnreadableGlossary, found.span, message);
                    finding
                        .related
                        .extend(place.map(|place| (place, "is the first".to_owned())));
                    finding.hint =
                        Some("the first term without a status is the preferred one".into());
                    Status::Admitted
                }
                Some(found) => found.value,
            };
            terms.push(term);
        }
        terms
    }

    /// Reads a term and the status that it was given.
    fn term(&mut self, lang: &Lang, value: &Value<'_>) -> Option<(Term, Option<Found<Status>>)> {
        let table = match value.get_ref() {
            DeValue::Table(table) => table,
            DeValue::String(_) => {
                let text = self.string(value, "a term")?;
                return Some((bare(lang, text), None));
            }
            _ => {
                let message = "a term must be a string or a table { term = \"…\" }".to_owned();
                self.error(Rule::UnreadableGlossary, span(value), message);
                return None;
            }
        };
        let nowhere = Found {
            span: span(value),
            value: String::new(),
        };
        let mut term = bare(lang, nowhere);
        let mut status = None;
        for (key, value) in entries(table) {
            self.term_key(&mut term, &mut status, key, value);
        }
        if term.text.value.is_empty() {
            if !table.contains_key("term") {
                self.error(
                    Rule::UnreadableGlossary,
                    span(value),
                    "a term without `term`".to_owned(),
                );
            }
            return None;
        }
        Some((term, status))
    }

    fn term_key(
        &mut self,
        term: &mut Term,
        status: &mut Option<Found<Status>>,
        key: &Key<'_>,
        value: &Value<'_>,
    ) {
        let name: &str = key.get_ref();
        match name {
            "term" => {
                if let Some(text) = self.string(value, name) {
                    term.text = text;
                }
            }
            "type" => {
                term.form = self
                    .word(value, name, TermType::ALL)
                    .map(|found| found.value);
            }
            "status" => *status = self.word(value, name, Status::ALL),
            "use" => term.instead = self.string(value, name),
            "case" => {
                term.case = self
                    .word(value, name, Case::ALL)
                    .map_or(Case::Smart, |found| found.value);
            }
            "ordinary" => term.ordinary = self.boolean(value, name).unwrap_or(false),
            "short" => term.short = self.string(value, name),
            "variants" => term.variants = self.strings(value, name),
            "expand" => {
                term.expand = self
                    .word(value, name, EXPAND)
                    .is_some_and(|found| found.value);
            }
            "sources" => term.sources = self.strings(value, name),
            "checked" => term.checked = self.checked(value),
            "note" => term.note = self.plain(value, name),
            _ => self.unknown_in_term(key),
        }
    }

    fn unknown_in_term(&mut self, key: &Key<'_>) {
        let name: &str = key.get_ref();
        let of_concept =
            CONCEPT_KEYS.contains(&name) || (is_language_key(name) && Lang::parse(name).is_ok());
        let finding = self.unknown(key, TERM_KEYS);
        if of_concept {
            finding.message =
                format!("`{name}` belongs to the concept, but stands in the table of a term");
            finding.hint = Some("move this line above the first [[…]] of the concept".into());
        }
    }

    fn checked(&mut self, value: &Value<'_>) -> Option<Checked> {
        let mut checked = Checked::default();
        for (key, value) in entries(self.table(value, "checked")?) {
            let name: &str = key.get_ref();
            match name {
                "by" => checked.by = self.plain(value, name),
                "on" => checked.on = self.date(value, name).map(|found| found.value),
                "reliability" => checked.reliability = self.number(value, name, 1, 4),
                _ => {
                    self.unknown(key, CHECKED_KEYS);
                }
            }
        }
        Some(checked)
    }
}

fn bare(lang: &Lang, text: Found<String>) -> Term {
    let span: Span = text.span;
    Term {
        text,
        lang: lang.clone(),
        status: Status::Preferred,
        form: None,
        case: Case::Smart,
        ordinary: false,
        variants: Vec::new(),
        short: None,
        expand: false,
        instead: None,
        note: None,
        sources: Vec::new(),
        checked: None,
        span,
    }
}

fn values(found: Vec<Found<String>>) -> Vec<String> {
    found.into_iter().map(|found| found.value).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::load::{FILE_KEYS, HEAD_KEYS, REFERENCE_KEYS};
    use super::*;

    fn names(object: &Value) -> Vec<&str> {
        let mut names: Vec<&str> = object
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        names
    }

    fn words(property: &Value) -> Vec<&str> {
        let words = property["enum"].as_array().unwrap();
        words.iter().map(|word| word.as_str().unwrap()).collect()
    }

    fn known<T>(list: &[(&'static str, T)]) -> Vec<&'static str> {
        list.iter().map(|(word, _)| *word).collect()
    }

    #[test]
    fn the_schema_for_editors_knows_the_same_keys_and_words() {
        let schema: Value =
            serde_json::from_str(include_str!("../../glossaries/schema.json")).unwrap();
        let head = &schema["properties"]["glossary"]["properties"];
        let definitions = &schema["definitions"];
        let concept = &definitions["concept"]["properties"];
        let term = &definitions["term"]["oneOf"][1]["properties"];
        for (keys, properties) in [
            (FILE_KEYS, &schema["properties"]),
            (HEAD_KEYS, head),
            (REFERENCE_KEYS, &definitions["reference"]["properties"]),
            (CONCEPT_KEYS, concept),
            (TERM_KEYS, term),
            (CHECKED_KEYS, &term["checked"]["properties"]),
        ] {
            let mut keys = keys.to_vec();
            keys.sort_unstable();
            assert_eq!(names(properties), keys);
        }
        assert_eq!(words(&concept["kind"]), known(Kind::ALL));
        assert_eq!(words(&concept["status"]), known(CONCEPT_STATUS));
        assert_eq!(words(&concept["count"]), known(Count::ALL));
        assert_eq!(words(&term["type"]), known(TermType::ALL));
        assert_eq!(words(&term["status"]), known(Status::ALL));
        assert_eq!(words(&term["case"]), known(Case::ALL));
        assert_eq!(words(&term["expand"]), known(EXPAND));
    }
}
