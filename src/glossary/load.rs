//! Glossary files into concepts. Each file is read on its own, so that a broken one does not hide the
//! others; what is wrong is a finding with its place, and the rest of the file is read all the same.
//! Only a file that is no TOML gives nothing.

use rustc_hash::FxHashMap;
use toml::de::DeTable;

use super::dialect;
use super::entry::CONCEPT_KEYS;
use super::value::{Reader, Value, entries, span};
use super::{Glossary, Head, Reference};
use crate::model::Concept;
use crate::report::rule::Rule;
use crate::report::{Finding, Place, visible};
use crate::text::source::SourceText;
use crate::text::{Found, Span};

/// The keys of a file.
pub(super) const FILE_KEYS: &[&str] = &["glossary", "concept"];
/// The keys of `[glossary]`.
pub(super) const HEAD_KEYS: &[&str] = &["schema", "name", "source", "require", "reference"];
/// The keys of a reference.
pub(super) const REFERENCE_KEYS: &[&str] = &["title", "url"];
/// The version of the schema that is understood.
pub(super) const SCHEMA: u8 = 1;

/// Reads the files of a glossary.
pub fn load(files: Vec<SourceText>) -> Glossary {
    let mut glossary = Glossary::default();
    for (index, file) in files.iter().enumerate() {
        let mut reader = Reader::new(file);
        let (head, concepts) = reader.file(index);
        glossary.heads.push(head);
        glossary.concepts.extend(concepts);
        glossary.problems.append(&mut reader.findings);
    }
    glossary.files = files;
    drop_duplicates(&mut glossary);
    Finding::sort(&mut glossary.problems);
    glossary
}

/// Keeps the first concept of each id and reports the others. In one file the parser has done so.
fn drop_duplicates(glossary: &mut Glossary) {
    let Glossary {
        files,
        concepts,
        problems,
        ..
    } = glossary;
    let mut first: FxHashMap<String, (usize, Span)> = FxHashMap::default();
    concepts.retain(|concept| {
        let Concept { id, file, .. } = concept;
        let Some(&(other, span)) = first.get(&id.value) else {
            first.insert(id.value.clone(), (*file, id.span));
            return true;
        };
        let mut reader = Reader::new(&files[*file]);
        let message = format!("the concept `{}` is there already", visible(&id.value));
        let finding = reader.error(Rule::DuplicateId, id.span, message);
        finding
            .related
            .push((Place::new(&files[other], span), "is the first".to_owned()));
        finding.hint = Some("merge the two, or give one another id".into());
        problems.append(&mut reader.findings);
        false
    });
}

impl Reader<'_> {
    fn file(&mut self, index: usize) -> (Head, Vec<Concept>) {
        let (mut head, mut concepts) = (Head::default(), Vec::new());
        let table = match DeTable::parse(self.source.text()) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                self.syntax(&error);
                return (head, concepts);
            }
        };
        if let Some((place, newer)) = dialect::newer(self.source.text()) {
            self.error(Rule::NewerToml, place, newer.message().to_owned());
        }
        for (key, value) in entries(&table) {
            match key.get_ref().as_ref() {
                "glossary" => head = self.head(value),
                "concept" => {
                    let Some(table) = self.table(value, "concept") else {
                        continue;
                    };
                    for (key, value) in entries(table) {
                        // A term written right under `concept` has no id.
                        if CONCEPT_KEYS.contains(&key.get_ref().as_ref())
                            && value.get_ref().as_table().is_none()
                        {
                            let message =
                                format!("`{}` stands outside of any concept", key.get_ref());
                            self.error(Rule::UnreadableGlossary, span(key), message)
                                .hint = Some("write [concept.ID] above it".into());
                            continue;
                        }
                        concepts.extend(self.concept(index, key, value));
                    }
                }
                _ => {
                    self.unknown(key, FILE_KEYS);
                }
            }
        }
        (head, concepts)
    }

    /// Reports why a file is no TOML: in the words of the parser, on one line.
    fn syntax(&mut self, error: &toml::de::Error) {
        let end = self.source.text().len();
        let place = error.span().map_or(Span::new(0, 0), |span| {
            Span::new(span.start.min(end), span.end.min(end))
        });
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        let message = visible(&message).into_owned();
        let finding = self.error(
            Rule::UnreadableGlossary,
            place,
            format!("not TOML: {message}"),
        );
        finding.hint = message.contains("duplicate key").then(|| {
            "an id or a key can be written once only; several terms of a language are a list: km = [\"…\", \"…\"]"
                .into()
        });
    }

    fn head(&mut self, value: &Value<'_>) -> Head {
        let mut head = Head::default();
        let Some(table) = self.table(value, "glossary") else {
            return head;
        };
        for (key, value) in entries(table) {
            let name: &str = key.get_ref();
            match name {
                "schema" => {
                    self.number(value, name, SCHEMA, SCHEMA);
                }
                "name" => head.name = self.plain(value, name),
                "source" => head.source = self.lang(value, name),
                "require" => {
                    head.require = super::value::items(value)
                        .into_iter()
                        .filter_map(|item| self.lang(item, name))
                        .collect();
                }
                "reference" => head.references = self.references(value),
                _ => {
                    self.unknown(key, HEAD_KEYS);
                }
            }
        }
        head
    }

    fn references(&mut self, value: &Value<'_>) -> Vec<Reference> {
        let Some(table) = self.table(value, "reference") else {
            return Vec::new();
        };
        let mut references = Vec::new();
        for (key, value) in entries(table) {
            let Some(table) = self.table(value, "a reference") else {
                continue;
            };
            let (mut title, mut url) = (None, None);
            for (key, value) in entries(table) {
                let name: &str = key.get_ref();
                match name {
                    "title" => title = self.plain(value, name),
                    "url" => url = self.plain(value, name),
                    _ => {
                        self.unknown(key, REFERENCE_KEYS);
                    }
                }
            }
            let key = Found {
                span: span(key),
                value: key.get_ref().clone().into_owned(),
            };
            let Some(title) = title else {
                self.error(
                    Rule::UnreadableGlossary,
                    key.span,
                    format!("the reference `{}` has no title", visible(&key.value)),
                );
                continue;
            };
            references.push(Reference { key, title, url });
        }
        references
    }
}

#[cfg(test)]
mod tests;
