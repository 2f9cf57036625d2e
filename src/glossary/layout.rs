//! The canonical layout of a glossary file: concepts by id, keys in a fixed order, one blank line
//! between concepts, lists on one line where they fit. Comments stay with what they stand above or
//! beside. The order of terms is never changed: it says which is preferred. Laid out again, a file
//! stays as it is.

use std::fmt::Write;

use toml_edit::{
    Array, ArrayOfTables, DocumentMut, Formatted, InlineTable, Item, RawString, Table, Value,
};

use super::entry::{CHECKED_KEYS, CONCEPT_KEYS, TERM_KEYS};
use super::load::{HEAD_KEYS, REFERENCE_KEYS};
use crate::text::invisible::is_invisible;

/// Columns after which a list is written one item a line; as `taplo fmt` has it.
const WIDTH: usize = 80;

/// A file that cannot be laid out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// It is no TOML.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// It has something that is no part of a glossary.
    #[error("`{0}` is not in its place")]
    Unknown(String),
}

/// Lays out the text of a glossary file.
///
/// # Errors
///
/// [`LayoutError`] when the text is no TOML or has keys that a glossary has not.
pub fn format(text: &str) -> Result<String, LayoutError> {
    let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        LayoutError::Syntax(error.message().lines().collect::<Vec<_>>().join("; "))
    })?;
    let mut out = Writer::default();
    out.document(&document)?;
    Ok(out.text)
}

/// Writes a text as a TOML string, characters that nobody sees as escapes.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || is_invisible(c) || c == '\u{A0}' => {
                let _ = if c as u32 > 0xFFFF {
                    write!(out, "\\U{:08X}", c as u32)
                } else {
                    write!(out, "\\u{:04X}", c as u32)
                };
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writes a key, in quotes if it needs them.
pub(super) fn key_text(key: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !key.is_empty() && key.bytes().all(bare) {
        key.to_owned()
    } else {
        quoted(key)
    }
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn document(&mut self, document: &DocumentMut) -> Result<(), LayoutError> {
        let mut tables: Vec<(String, &Table)> = Vec::new();
        let mut head = None;
        let mut above = String::new();
        for (key, item) in document.as_table() {
            match (key, item.as_table()) {
                ("glossary", Some(table)) => head = Some(table),
                ("concept", Some(concepts)) => {
                    above.push_str(raw(concepts.decor().prefix()));
                    for (id, concept) in concepts {
                        let table = concept.as_table().filter(|table| !table.is_dotted());
                        tables.push((id.to_owned(), table.ok_or_else(|| unknown(id))?));
                    }
                }
                _ => return Err(unknown(key)),
            }
        }
        let first = first_table(head, &tables).map_or("", |table| raw(table.decor().prefix()));
        let (top, rest) = split_head(first);
        let mut top = comments(top);
        top.extend(comments(&above));
        self.lines(&top);
        let prefix = |table: &Table| -> Vec<String> {
            let own = raw(table.decor().prefix());
            // The head of the file is written already.
            comments(if std::ptr::eq(own, first) { rest } else { own })
        };
        if let Some(table) = head {
            self.blank();
            self.lines(&prefix(table));
            self.header("[glossary]", table);
            self.head(table)?;
        }
        tables.sort_by(|a, b| a.0.cmp(&b.0));
        let source = head
            .and_then(|head| head.get("source")?.as_str())
            .unwrap_or("en");
        for (id, table) in tables {
            self.blank();
            self.lines(&prefix(table));
            self.concept(&id, table, source)?;
        }
        let trailing = comments(raw(Some(document.trailing())));
        if !trailing.is_empty() {
            self.blank();
            self.lines(&trailing);
        }
        Ok(())
    }

    /// Starts a new block.
    fn blank(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn lines(&mut self, lines: &[String]) {
        for line in lines {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn header(&mut self, header: &str, table: &Table) {
        self.text.push_str(header);
        self.beside(raw(table.decor().suffix()));
    }

    /// Ends a line with the comment beside it.
    fn beside(&mut self, decor: &str) {
        let comment = decor.trim();
        if !comment.is_empty() {
            self.text.push(' ');
            self.text.push_str(comment);
        }
        self.text.push('\n');
    }

    fn head(&mut self, table: &Table) -> Result<(), LayoutError> {
        for (key, item) in sorted(table, HEAD_KEYS, None)? {
            match item {
                Item::Value(value) => self.entry(table, key, value)?,
                Item::Table(references) if references.is_dotted() => {
                    for (name, value) in references {
                        let value = value.as_value().ok_or_else(|| unknown(name))?;
                        self.above(references, name);
                        self.value_line(
                            &std::format!("{key}.{}", key_text(name)),
                            value,
                            REFERENCE_KEYS,
                        )?;
                    }
                }
                Item::Table(references) => self.references(references)?,
                _ => return Err(unknown(key)),
            }
        }
        Ok(())
    }

    fn references(&mut self, references: &Table) -> Result<(), LayoutError> {
        if !references.is_implicit() {
            self.blank();
            self.lines(&comments(raw(references.decor().prefix())));
            self.header("[glossary.reference]", references);
        }
        for (name, item) in references {
            match item {
                Item::Value(value) => {
                    self.above(references, name);
                    self.value_line(&key_text(name), value, REFERENCE_KEYS)?;
                }
                Item::Table(table) => {
                    self.blank();
                    self.lines(&comments(raw(table.decor().prefix())));
                    self.header(
                        &std::format!("[glossary.reference.{}]", key_text(name)),
                        table,
                    );
                    for (key, item) in sorted(table, REFERENCE_KEYS, None)? {
                        let value = item.as_value().ok_or_else(|| unknown(key))?;
                        self.entry(table, key, value)?;
                    }
                }
                _ => return Err(unknown(name)),
            }
        }
        Ok(())
    }

    fn concept(&mut self, id: &str, table: &Table, source: &str) -> Result<(), LayoutError> {
        let path = std::format!("concept.{}", key_text(id));
        self.header(&std::format!("[{path}]"), table);
        let entries = sorted(table, CONCEPT_KEYS, Some(source))?;
        for (key, item) in &entries {
            if let Item::Value(value) = item {
                self.entry(table, key, value)?;
            }
        }
        for (key, item) in entries {
            let path = std::format!("{path}.{}", key_text(key));
            match item {
                Item::Value(_) => {}
                Item::Table(term) if !term.is_dotted() => {
                    self.term_table(&std::format!("[{path}]"), term)?;
                }
                Item::ArrayOfTables(terms) => self.term_tables(&path, terms)?,
                _ => return Err(unknown(key)),
            }
        }
        Ok(())
    }

    fn term_tables(&mut self, path: &str, terms: &ArrayOfTables) -> Result<(), LayoutError> {
        for term in terms {
            self.term_table(&std::format!("[[{path}]]"), term)?;
        }
        Ok(())
    }

    fn term_table(&mut self, header: &str, term: &Table) -> Result<(), LayoutError> {
        self.lines(&comments(raw(term.decor().prefix())));
        self.header(header, term);
        for (key, item) in sorted(term, TERM_KEYS, None)? {
            let value = item.as_value().ok_or_else(|| unknown(key))?;
            self.entry(term, key, value)?;
        }
        Ok(())
    }

    fn above(&mut self, table: &Table, key: &str) {
        if let Some(key) = table.key(key) {
            self.lines(&comments(raw(key.leaf_decor().prefix())));
        }
    }

    fn entry(&mut self, table: &Table, key: &str, value: &Value) -> Result<(), LayoutError> {
        self.above(table, key);
        let keys = match key {
            "checked" => CHECKED_KEYS,
            "reference" => &[],
            _ => TERM_KEYS,
        };
        self.value_line(&key_text(key), value, keys)
    }

    fn value_line(&mut self, key: &str, value: &Value, keys: &[&str]) -> Result<(), LayoutError> {
        let start = std::format!("{key} = ");
        self.text.push_str(&start);
        match value {
            Value::Array(array) => self.array(array, start.chars().count(), keys)?,
            value => self.text.push_str(&inline(value, keys)?),
        }
        self.beside(raw(value.decor().suffix()));
        Ok(())
    }

    fn array(&mut self, array: &Array, column: usize, keys: &[&str]) -> Result<(), LayoutError> {
        let items: Vec<String> = array
            .iter()
            .map(|item| inline(item, keys))
            .collect::<Result<_, _>>()?;
        let commented = array.iter().any(|item| {
            raw(item.decor().prefix()).contains('#') || raw(item.decor().suffix()).contains('#')
        });
        let trailing = comments(raw(Some(array.trailing())));
        let line = std::format!("[{}]", items.join(", "));
        if !commented && trailing.is_empty() && column + line.chars().count() <= WIDTH {
            self.text.push_str(&line);
            return Ok(());
        }
        self.text.push_str("[\n");
        for (item, text) in array.iter().zip(items) {
            // What stands beside an item is read as standing above the next one.
            for comment in comments(raw(item.decor().prefix()))
                .into_iter()
                .chain(comments(raw(item.decor().suffix())))
            {
                let _ = writeln!(self.text, "  {comment}");
            }
            let _ = writeln!(self.text, "  {text},");
        }
        for comment in trailing {
            let _ = writeln!(self.text, "  {comment}");
        }
        self.text.push(']');
        Ok(())
    }
}

/// Writes a value on one line.
fn inline(value: &Value, keys: &[&str]) -> Result<String, LayoutError> {
    Ok(match value {
        Value::String(text) => string(text),
        Value::Array(array) => {
            let items: Vec<String> = array
                .iter()
                .map(|item| inline(item, keys))
                .collect::<Result<_, _>>()?;
            std::format!("[{}]", items.join(", "))
        }
        Value::InlineTable(table) => inline_table(table, keys)?,
        value => value.clone().decorated("", "").to_string(),
    })
}

/// Writes a string; one over several lines stays as it is.
fn string(text: &Formatted<String>) -> String {
    let written = text.display_repr();
    let long = written.starts_with("\"\"\"") || written.starts_with("'''");
    if long && !written.contains(is_invisible) {
        written.into_owned()
    } else {
        quoted(text.value())
    }
}

fn inline_table(table: &InlineTable, keys: &[&str]) -> Result<String, LayoutError> {
    let mut entries: Vec<(&str, &Value)> = table.iter().collect();
    if entries.is_empty() {
        return Ok("{}".to_owned());
    }
    if !keys.is_empty() {
        for (key, _) in &entries {
            if !keys.contains(key) {
                return Err(unknown(key));
            }
        }
        entries.sort_by_key(|(key, _)| keys.iter().position(|known| known == key));
    }
    let entries: Vec<String> = entries
        .into_iter()
        .map(|(key, value)| {
            let keys = if key == "checked" {
                CHECKED_KEYS
            } else {
                REFERENCE_KEYS
            };
            Ok(std::format!("{} = {}", key_text(key), inline(value, keys)?))
        })
        .collect::<Result<_, LayoutError>>()?;
    Ok(std::format!("{{ {} }}", entries.join(", ")))
}

/// Returns the entries of a table in the order of the known keys; with a source language also other
/// keys, as languages, the source first and the others as they stand.
fn sorted<'t>(
    table: &'t Table,
    known: &[&str],
    source: Option<&str>,
) -> Result<Vec<(&'t str, &'t Item)>, LayoutError> {
    let mut entries = Vec::new();
    for (key, item) in table {
        let rank = match (known.iter().position(|name| *name == key), source) {
            (Some(at), _) => at,
            (None, Some(source)) if is_language(key) => known.len() + usize::from(key != source),
            _ => return Err(unknown(key)),
        };
        entries.push((rank, key, item));
    }
    entries.sort_by_key(|(rank, ..)| *rank);
    Ok(entries
        .into_iter()
        .map(|(_, key, item)| (key, item))
        .collect())
}

fn is_language(key: &str) -> bool {
    crate::text::Lang::parse(key).is_ok()
        && matches!(key.split(['-', '_']).next().map(str::len), Some(2 | 3))
}

fn unknown(key: &str) -> LayoutError {
    LayoutError::Unknown(crate::report::visible(key).into_owned())
}

fn raw(decor: Option<&RawString>) -> &str {
    decor.and_then(RawString::as_str).unwrap_or_default()
}

/// Returns the comments in white space, and an empty line for each gap between two of them.
fn comments(decor: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in decor
        .lines()
        .map(|line| line.trim().trim_start_matches(',').trim())
    {
        let gap = lines.last().is_none_or(String::is_empty);
        if !line.is_empty() || !gap {
            lines.push(line.to_owned());
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Returns the table whose header comes first in the file.
fn first_table<'t>(head: Option<&'t Table>, tables: &[(String, &'t Table)]) -> Option<&'t Table> {
    let concepts = tables.iter().map(|(_, table)| *table);
    head.into_iter()
        .chain(concepts)
        .min_by_key(|table| table.position().unwrap_or(isize::MAX))
}

/// Parts the white space and comments at the top of a file into what belongs to the file, up to the
/// last empty line or schema line, and what belongs to its first table.
fn split_head(decor: &str) -> (&str, &str) {
    let mut end = 0;
    let mut at = 0;
    for line in decor.split_inclusive('\n') {
        at += line.len();
        let line = line.trim();
        if line.is_empty() || line.starts_with("#:") {
            end = at;
        }
    }
    decor.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNTIDY: &str = r#"#:schema ../schema.json
# The file.

# About b.
[concept.b] # beside b
# above km
km = "y"   # beside km
en   = ['x', {status="deprecated" , use = "x",term='z'}]
kind= "body"
# A.

# Still a.
[concept.a]
en = [
  # first
  "one",
  "two", # second
]
note = """
long"""
[[concept.a.km]]
# the term
type = "short"
term = "k\u200B"

[glossary]
source = "en"
reference.x = { url = "u", title = "t" }
# the end
"#;

    const TIDY: &str = r#"#:schema ../schema.json
# The file.

[glossary]
source = "en"
reference.x = { title = "t", url = "u" }

# A.

# Still a.
[concept.a]
note = """
long"""
en = [
  # first
  "one",
  "two",
  # second
]
[[concept.a.km]]
term = "k\u200B"
# the term
type = "short"

# About b.
[concept.b] # beside b
kind = "body"
en = ["x", { term = "z", status = "deprecated", use = "x" }]
# above km
km = "y" # beside km

# the end
"#;

    #[test]
    fn tidy_and_a_fixed_point() {
        let once = format(UNTIDY).unwrap();
        assert_eq!(once, TIDY);
        assert_eq!(format(&once).unwrap(), once);
    }

    #[test]
    fn nothing_changes_but_the_layout() {
        let read = |text: &str| -> toml::Table { text.parse().unwrap() };
        assert_eq!(read(UNTIDY), read(TIDY));
    }

    #[test]
    fn what_is_no_glossary_is_left_alone() {
        assert_eq!(
            format("[concept.a]\nkimd = 1\n"),
            Err(LayoutError::Unknown("kimd".to_owned()))
        );
        assert_eq!(format("x = 1\n"), Err(LayoutError::Unknown("x".to_owned())));
        assert!(matches!(format("a = "), Err(LayoutError::Syntax(_))));
    }

    #[test]
    fn strings_show_what_is_hidden() {
        assert_eq!(
            quoted("a\u{200B}\"\\\u{E0001}"),
            "\"a\\u200B\\\"\\\\\u{E0001}\""
        );
    }
}
