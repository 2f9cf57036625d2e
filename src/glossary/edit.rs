//! Terms and concepts put into a file where they belong, everything else left as it was typed.

use std::collections::BTreeMap;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use super::Glossary;
use super::key::key_text;
use super::layout::{self, quoted};
use crate::model::concept::{Kind, Status, TermType};
use crate::text::Lang;
use crate::text::fold::{Level, fold};
use crate::text::invisible::is_invisible;

/// What is known of a new term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerm {
    /// Its language.
    pub lang: Lang,
    /// The term.
    pub text: String,
    /// Its status, if it is not to follow from its place in the list.
    pub status: Option<Status>,
    /// Its form.
    pub form: Option<TermType>,
    /// What to write instead.
    pub instead: Option<String>,
}

/// What is known of a new concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewConcept {
    /// The id.
    pub id: String,
    /// What is said of it above, a line each.
    pub comments: Vec<String>,
    /// What sort of thing it is.
    pub kind: Option<Kind>,
    /// Whether it is listed only, and not yet approved.
    pub draft: bool,
    /// Whether it stays as it is in a translation.
    pub untranslated: bool,
    /// Fields that it belongs to.
    pub subject: Vec<String>,
    /// What it means.
    pub definition: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Its terms; the first good one of a language is the preferred one.
    pub terms: Vec<NewTerm>,
}

impl NewConcept {
    /// Returns the concept as it is written in a file.
    pub fn written(&self) -> String {
        let comments = self.comments.iter().map(|comment| {
            let comment: String = comment
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            format!("# {}", comment.trim_end())
        });
        let mut lines: Vec<String> = comments.collect();
        lines.push(format!("[concept.{}]", self.id));
        lines.extend(self.kind.map(|kind| format!("kind = \"{kind}\"")));
        if self.draft {
            lines.push("status = \"draft\"".to_owned());
        }
        if self.untranslated {
            lines.push("translate = false".to_owned());
        }
        let subject: Vec<String> = self.subject.iter().map(|subject| quoted(subject)).collect();
        if !subject.is_empty() {
            lines.push(format!("subject = [{}]", subject.join(", ")));
        }
        for (key, text) in [("definition", &self.definition), ("note", &self.note)] {
            lines.extend(
                text.as_ref()
                    .map(|text| format!("{key} = {}", quoted(text))),
            );
        }
        let mut written: Vec<&Lang> = Vec::new();
        for NewTerm { lang, .. } in &self.terms {
            if written.contains(&lang) {
                continue;
            }
            written.push(lang);
            let of_lang = self.terms.iter().filter(|term| term.lang == *lang);
            let of_lang: Vec<String> = of_lang.map(NewTerm::written).collect();
            lines.push(match &of_lang[..] {
                [one] => format!("{lang} = {one}"),
                several => format!("{lang} = [{}]", several.join(", ")),
            });
        }
        lines.join("\n") + "\n"
    }
}

/// Gives concepts ids that are not taken.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// The ids that are taken, each with the next number to try.
    taken: BTreeMap<String, usize>,
}

impl Ids {
    /// Says that an id is taken.
    pub fn reserve(&mut self, id: &str) {
        self.taken.entry(id.to_owned()).or_insert(2);
    }

    /// Makes an id of the first name that has letters or digits for one, with a number if need be, and
    /// takes it.
    pub fn take(&mut self, names: &[&str]) -> String {
        let name = names.iter().map(|name| kebab(name));
        let name = name
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_else(|| "concept".to_owned());
        let mut id = name.clone();
        while self.taken.contains_key(&id) {
            let next = self.taken.entry(name.clone()).or_insert(2);
            id = format!("{name}-{next}");
            *next += 1;
        }
        self.taken.insert(id.clone(), 2);
        id
    }
}

/// Returns a text as an id: small letters and digits, words joined by hyphens.
fn kebab(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .map(str::to_ascii_lowercase)
        .collect::<Vec<_>>()
        .join("-")
}

/// Tells whether a text is written as ids are: small letters and digits, words joined by hyphens.
pub(super) fn is_kebab(text: &str) -> bool {
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let mut words = text.split('-');
    words.all(|word| !word.is_empty() && word.bytes().all(small))
}

/// Why something cannot be put into a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The glossary has no such concept.
    #[error("there is no concept `{id}`{hint}")]
    NoConcept {
        /// The id that was given.
        id: String,
        /// The nearest one, as a question.
        hint: String,
    },
    /// There is a concept of that name.
    #[error("the concept `{0}` is there already")]
    Exists(String),
    /// The concept has the term.
    #[error("`{id}` has \"{term}\" already, as \"{found}\" ({status})")]
    Known {
        /// The concept.
        id: String,
        /// The term that was given.
        term: String,
        /// The term that is there.
        found: String,
        /// Its status.
        status: Status,
    },
    /// Nothing but spaces.
    #[error("a term must not be empty")]
    Empty,
    /// Ids are written in one way.
    #[error("`{0}` is no id; use small letters and digits, words joined by hyphens")]
    Id(String),
    /// The file is written in a way that is left alone.
    #[error("`{0}` is written in a way that cannot be added to; edit the file by hand")]
    Shape(String),
}

impl NewTerm {
    /// Makes a term of a language, cleaned of what does not belong to it: invisible characters,
    /// double spaces, marks out of order.
    ///
    /// # Errors
    ///
    /// [`EditError::Empty`] when nothing is left.
    pub fn new(lang: Lang, text: &str) -> Result<NewTerm, EditError> {
        let shown: String = text.chars().filter(|&c| !is_invisible(c)).collect();
        let single = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = fold(&single, Level::Canonical).key.into_owned();
        if text.is_empty() {
            return Err(EditError::Empty);
        }
        Ok(NewTerm {
            lang,
            text,
            status: None,
            form: None,
            instead: None,
        })
    }

    fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![("term", self.text.as_str())];
        fields.extend(self.form.map(|form| ("type", form.as_str())));
        fields.extend(self.status.map(|status| ("status", status.as_str())));
        fields.extend(self.instead.as_deref().map(|instead| ("use", instead)));
        fields
    }

    fn value(&self) -> Value {
        let fields = self.fields();
        if let [(_, text)] = fields[..] {
            return Value::from(text);
        }
        fields.into_iter().collect::<InlineTable>().into()
    }

    fn written(&self) -> String {
        let fields = self.fields();
        if let [(_, text)] = fields[..] {
            return quoted(text);
        }
        let fields: Vec<String> = fields
            .iter()
            .map(|(key, text)| format!("{key} = {}", quoted(text)))
            .collect();
        format!("{{ {} }}", fields.join(", "))
    }
}

/// Adds a term to a concept, after those that it has in the language. Returns the place of the file
/// in the glossary and its new text.
///
/// # Errors
///
/// [`EditError`] when there is no such concept, it has the term, or its file cannot be edited.
pub fn admit(glossary: &Glossary, id: &str, term: &NewTerm) -> Result<(usize, String), EditError> {
    let Some(concept) = glossary.concept(id) else {
        let ids: Vec<&str> = glossary
            .concepts
            .iter()
            .map(|concept| concept.id.value.as_str())
            .collect();
        let question = super::value::nearest(id, &ids);
        let hint = question.map_or(String::new(), |question| format!("; {question}"));
        return Err(EditError::NoConcept {
            id: id.to_owned(),
            hint,
        });
    };
    let key = key_text(&term.text);
    for known in concept.terms.iter().filter(|known| known.lang == term.lang) {
        if let Some(found) = known
            .spellings()
            .find(|spelling| key_text(&spelling.value) == key)
        {
            return Err(EditError::Known {
                id: id.to_owned(),
                term: term.text.clone(),
                found: found.value.clone(),
                status: known.status,
            });
        }
    }
    let shape = || EditError::Shape(format!("{id}.{}", term.lang));
    let text = glossary.files[concept.file].text();
    let mut document: DocumentMut = text.parse().map_err(|_| shape())?;
    let table = document
        .get_mut("concept")
        .and_then(|concepts| concepts.get_mut(id))
        .and_then(Item::as_table_mut)
        .ok_or_else(shape)?;
    match table.get_mut(term.lang.as_str()) {
        None => {
            table.insert(term.lang.as_str(), Item::Value(term.value()));
        }
        Some(Item::Value(Value::Array(array))) => push(array, term.value()),
        Some(Item::Value(value)) => {
            let mut first = value.clone();
            let decor = value.decor().clone();
            first.decor_mut().clear();
            let mut array = Array::new();
            array.push_formatted(first);
            push(&mut array, term.value());
            *array.decor_mut() = decor;
            *value = Value::Array(array);
        }
        Some(Item::ArrayOfTables(terms)) => {
            let mut table = Table::new();
            for (key, text) in term.fields() {
                table.insert(key, toml_edit::value(text));
            }
            terms.push(table);
        }
        Some(_) => return Err(shape()),
    }
    Ok((concept.file, document.to_string()))
}

/// Adds a value to a list in the way that the list is written.
fn push(array: &mut Array, mut value: Value) {
    let comma = array.trailing_comma();
    if let Some(last) = array.iter().last()
        && last
            .decor()
            .prefix()
            .and_then(|prefix| prefix.as_str())
            .is_some_and(|prefix| prefix.contains('\n'))
    {
        value.decor_mut().set_prefix("\n  ");
        array.push_formatted(value);
    } else {
        array.push(value);
    }
    array.set_trailing_comma(comma);
}

/// Puts a new concept into a file, before the first one whose id comes after its own. Returns the
/// new text of the file.
///
/// # Errors
///
/// [`EditError`] when the id is taken or no id.
pub fn add(glossary: &Glossary, file: usize, concept: &NewConcept) -> Result<String, EditError> {
    let id = concept.id.as_str();
    if !is_kebab(id) {
        return Err(EditError::Id(id.to_owned()));
    }
    if glossary.concept(id).is_some() {
        return Err(EditError::Exists(id.to_owned()));
    }
    let block = concept.written();
    let text = glossary.files[file].text();
    let next = glossary
        .concepts
        .iter()
        .filter(|concept| concept.file == file && concept.id.value.as_str() > id)
        .min_by_key(|concept| concept.id.span.start);
    let new = match next {
        Some(next) => {
            let at = start_of_block(text, next.id.span.start);
            format!("{}{block}\n{}", &text[..at], &text[at..])
        }
        None if text.trim().is_empty() => block,
        None => format!("{}\n\n{block}", text.trim_end()),
    };
    Ok(layout::format(&new)
        .ok()
        .filter(|_| layout::format(text).is_ok_and(|tidy| tidy == text))
        .unwrap_or(new))
}

/// Returns where the block of a table starts whose header has byte `at`: with the comments above it.
fn start_of_block(text: &str, at: usize) -> usize {
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let mut start = line_start(at);
    while start > 0 {
        let above = line_start(start - 1);
        if !text[above..start].trim_start().starts_with('#') || text[above..start].starts_with("#:")
        {
            break;
        }
        start = above;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::load;
    use crate::text::source::SourceText;

    const FILE: &str = "# The file.\n\n# About a.\n[concept.a] # here\nen   = 'one' # odd spacing\nfr = [\n  \"un\", # first\n  \"une\",\n]\n\n# About c.\n[concept.c]\n[[concept.c.en]]\nterm = \"three\"\n";

    fn glossary() -> Glossary {
        load(vec![SourceText::new("g.toml", FILE)])
    }

    fn term(lang: &str, text: &str) -> NewTerm {
        NewTerm::new(Lang::parse(lang).unwrap(), text).unwrap()
    }

    fn concept(id: &str, terms: &[NewTerm]) -> NewConcept {
        NewConcept {
            id: id.to_owned(),
            terms: terms.to_vec(),
            ..NewConcept::default()
        }
    }

    fn admitted(id: &str, term: &NewTerm) -> String {
        admit(&glossary(), id, term).unwrap().1
    }

    #[test]
    fn a_term_is_added_and_nothing_else_changes() {
        assert_eq!(
            admitted("a", &term("en", "first")),
            FILE.replace("en   = 'one' #", "en   = ['one', \"first\"] #")
        );
        assert_eq!(
            admitted("a", &term("km", "\u{1780}\u{200B}")),
            FILE.replace("]\n\n# About c", "]\nkm = \"\u{1780}\"\n\n# About c")
        );
        assert_eq!(
            admitted("a", &term("fr", "uns")),
            FILE.replace("  \"une\",\n", "  \"une\",\n  \"uns\",\n")
        );
        let forbidden = NewTerm {
            status: Some(Status::Forbidden),
            instead: Some("three".to_owned()),
            ..term("en", "tree")
        };
        assert_eq!(
            admitted("c", &forbidden),
            format!(
                "{FILE}\n[[concept.c.en]]\nterm = \"tree\"\nstatus = \"forbidden\"\nuse = \"three\"\n"
            )
        );
    }

    #[test]
    fn ids_are_told_apart() {
        let mut ids = Ids::default();
        let made = ["a", "a-2", "a", "a", "A b!", "\u{1780}"].map(|name| ids.take(&[name]));
        assert_eq!(made, ["a", "a-2", "a-3", "a-4", "a-b", "concept"]);
    }

    #[test]
    fn what_cannot_be_added() {
        let error = |id: &str, lang: &str, text: &str| {
            admit(&glossary(), id, &term(lang, text))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            error("d", "en", "x"),
            "there is no concept `d`; did you mean `a`?"
        );
        assert_eq!(
            error("a", "en", "One"),
            "`a` has \"One\" already, as \"one\" (preferred)"
        );
        assert_eq!(
            NewTerm::new(Lang::parse("en").unwrap(), " \u{200B}"),
            Err(EditError::Empty)
        );
        let add = |id: &str| add(&glossary(), 0, &concept(id, &[term("en", "x")]));
        assert!(matches!(add("a"), Err(EditError::Exists(_))));
        assert!(matches!(add("A"), Err(EditError::Id(_))));
    }

    #[test]
    fn a_concept_goes_to_its_place() {
        let new = [
            term("en", "two"),
            term("km", "\u{1780}"),
            term("en", "second"),
        ];
        let with_kind = NewConcept {
            kind: Some(Kind::Term),
            ..concept("b", &new)
        };
        let block = "[concept.b]\nkind = \"term\"\nen = [\"two\", \"second\"]\nkm = \"\u{1780}\"\n";
        assert_eq!(
            add(&glossary(), 0, &with_kind).unwrap(),
            FILE.replace("# About c.", &format!("{block}\n# About c."))
        );
        assert_eq!(
            add(&glossary(), 0, &concept("d", &new[..1])).unwrap(),
            format!("{FILE}\n[concept.d]\nen = \"two\"\n")
        );
    }
}
