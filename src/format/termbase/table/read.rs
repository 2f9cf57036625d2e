//! Tables of terms read: with a heading that names languages, as memoQ, `MultiTerm`, Phrase, Google and
//! spreadsheets write them, or pairs without one, as `DeepL`, Google and OmegaT have them. What a
//! column is for is told by its heading; those that a glossary has no place for are counted by it.

use super::ALTERNATIVES;
use crate::format::hint::Hint;
use crate::format::termbase::{Entry, EntryTerm, Losses};
use crate::model::concept::{Kind, Status};
use crate::text::Lang;
use crate::text::lang::LangError;

/// How a table is to be read.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// What stands between cells [default: what the first line has of tab, semicolon and comma].
    pub delimiter: Option<u8>,
    /// The languages of a table of pairs without heading.
    pub langs: Option<(Lang, Lang)>,
}

/// A table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// There is nothing in it.
    #[error("there is no row in it")]
    Empty,
    /// Nothing says which languages the columns are in.
    #[error("no heading names a language (en, km, …)")]
    NoLanguages,
}

impl TableError {
    /// Returns what would help.
    pub fn hint(&self) -> Option<Hint> {
        (*self == TableError::NoLanguages).then_some(Hint::Languages)
    }
}

/// What a column holds.
enum Column {
    Id,
    Kind,
    Subject,
    Definition,
    Note,
    Term(Lang),
    /// Whether the terms of the nearest column of terms before it must not be used.
    Forbidden,
    /// What a glossary has no place for.
    Other(String),
}

/// Tells a column by its heading, as memoQ, `MultiTerm`, Phrase and this program write it.
fn column(heading: &str) -> Column {
    let words: Vec<String> = heading
        .split(|c: char| c.is_whitespace() || c == '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    match words.join(" ").as_str() {
        // Indonesian too: see `columns`.
        "id" | "entry id" | "concept id" | "entry number" => Column::Id,
        "kind" => Column::Kind,
        "subject" | "entry subject" | "domain" | "entry domain" => Column::Subject,
        "definition" | "entry definition" => Column::Definition,
        "note" | "notes" | "comment" | "entry note" => Column::Note,
        "forbidden" => Column::Forbidden,
        _ => match language(heading) {
            Some(lang) => Column::Term(lang),
            None => Column::Other(heading.trim().to_owned()),
        },
    }
}

/// Returns the language that a heading names: by its code, also with an underscore, or by its name.
pub fn language(heading: &str) -> Option<Lang> {
    let heading = heading.trim();
    let tag = heading.replace('_', "-");
    // A code may have its part of speech or the like behind it in words; those are no codes.
    if (2..=12).contains(&tag.len())
        && let Ok(lang) = Lang::parse(&tag)
        && (tag.len() <= 3 || tag.contains('-'))
    {
        return Some(lang);
    }
    let name = heading.split(['(', '/']).next()?.trim();
    Lang::of_name(name)
}

/// Reads a table, and counts what was left out.
///
/// # Errors
///
/// [`TableError`] when there is nothing in it, or nothing says the languages.
pub fn read(text: &str, form: &Form) -> Result<(Vec<Entry>, Losses), TableError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let delimiter = form.delimiter.unwrap_or_else(|| sniff(text));
    let mut reader = csv::ReaderBuilder::new();
    reader
        .delimiter(delimiter)
        // In a table with tabs a quotation mark is text, unless it begins and ends the cell.
        .quoting(delimiter != b'\t' || text.contains("\t\""))
        .has_headers(false)
        .flexible(true);
    let mut rows = reader
        .from_reader(text.as_bytes())
        .into_records()
        .map_while(Result::ok)
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .filter(|row| !row.get(0).is_some_and(|cell| cell.starts_with("# ")))
        .peekable();
    let first = rows.peek().ok_or(TableError::Empty)?;
    let columns = columns(first);
    let mut losses = Losses::default();
    let mut entries = Vec::new();
    // A pair may have its languages in the third and fourth cell.
    let is_pair = columns.len() <= 5
        && columns
            .iter()
            .take(2)
            .all(|column| matches!(column, Column::Other(_)));
    let has_term = |column: &Column| matches!(column, Column::Term(_));
    let with_heading = !is_pair && columns.iter().any(has_term);
    if with_heading {
        rows.next();
        for row in rows {
            entries.extend(entry(&row, &columns, &mut losses));
        }
    } else {
        for row in rows {
            let langs = named(&row).or_else(|| form.langs.clone());
            let langs = langs.ok_or(TableError::NoLanguages)?;
            entries.extend(pair(&row, &langs, &mut losses));
        }
    }
    Ok((entries, losses))
}

/// Tells what stands between the cells of the first line.
fn sniff(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.starts_with("# "));
    let line = line.unwrap_or_default();
    let count = |c: u8| line.bytes().filter(|&byte| byte == c).count();
    if count(b'\t') > 0 {
        b'\t'
    } else if count(b';') > count(b',') {
        b';'
    } else {
        b','
    }
}

fn columns(heading: &csv::StringRecord) -> Vec<Column> {
    let mut seen_id = false;
    heading
        .iter()
        .enumerate()
        .map(|(number, cell)| {
            let cell = cell.trim();
            // A second column, and one after the first language, is Indonesian.
            if cell == "id" && (number > 0 || seen_id) {
                return Lang::parse("id").map_or(Column::Id, Column::Term);
            }
            let column = column(cell);
            seen_id |= matches!(column, Column::Id);
            column
        })
        .collect()
}

fn entry(row: &csv::StringRecord, columns: &[Column], losses: &mut Losses) -> Option<Entry> {
    let mut entry = Entry::default();
    let text = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    // The terms of the last column of terms begin here.
    let mut last = 0;
    for (cell, column) in row.iter().zip(columns) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Id => entry.id = Some(cell.to_owned()),
            Column::Kind => {
                let kind = Kind::ALL
                    .iter()
                    .find(|row| row.0.eq_ignore_ascii_case(cell));
                entry.kind = kind.map(|row| row.1);
            }
            Column::Subject => entry.subject.extend(
                cell.split(ALTERNATIVES)
                    .map(text)
                    .filter(|subject| !subject.is_empty()),
            ),
            Column::Definition => entry.definition = Some(text(cell)),
            Column::Note => entry.notes.push(text(cell)),
            Column::Term(lang) => {
                last = entry.terms.len();
                entry.terms.extend(terms(cell, &Ok(lang.clone())));
            }
            Column::Forbidden => {
                if ["true", "yes", "1", "x"].contains(&cell.to_lowercase().as_str()) {
                    for term in &mut entry.terms[last..] {
                        term.status = Some(Status::Forbidden);
                    }
                }
            }
            Column::Other(heading) => losses.add(&format!("column {heading}"), 1),
        }
    }
    let surplus = row.iter().skip(columns.len());
    losses.add(
        "cells without heading",
        surplus.filter(|cell| !cell.trim().is_empty()).count(),
    );
    if entry.terms.is_empty() {
        losses.add("rows without a term", 1);
        return None;
    }
    Some(entry)
}

fn terms(cell: &str, lang: &Result<Lang, LangError>) -> Vec<EntryTerm> {
    cell.split(ALTERNATIVES)
        .map(str::trim)
        .filter(|term| !term.is_empty())
        .map(|term| EntryTerm {
            lang: lang.clone(),
            text: term.to_owned(),
            status: None,
            form: None,
        })
        .collect()
}

/// Returns the languages that the third and fourth cell of a pair name.
fn named(row: &csv::StringRecord) -> Option<(Lang, Lang)> {
    Some((language(row.get(2)?)?, language(row.get(3)?)?))
}

/// Reads a row of source, target and perhaps a remark.
fn pair(row: &csv::StringRecord, langs: &(Lang, Lang), losses: &mut Losses) -> Option<Entry> {
    let cell = |number: usize| {
        row.get(number)
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
    };
    let (Some(source), Some(target)) = (cell(0), cell(1)) else {
        losses.add("rows without a term in both languages", 1);
        return None;
    };
    let mut entry = Entry::default();
    entry.terms.extend(terms(source, &Ok(langs.0.clone())));
    entry.terms.extend(terms(target, &Ok(langs.1.clone())));
    if named(row).is_none() {
        entry.notes.extend(cell(2).map(str::to_owned));
        losses.add(
            "cells after the third",
            (3..row.len())
                .filter(|&number| cell(number).is_some())
                .count(),
        );
    }
    Some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, langs: Option<(&str, &str)>) -> (Vec<String>, Vec<String>) {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        let form = Form {
            delimiter: None,
            langs: langs.map(|(source, target)| (lang(source), lang(target))),
        };
        let (entries, losses) = read(text, &form).unwrap();
        let entries = entries.iter().map(|entry| {
            let mut line = entry.id.clone().unwrap_or_default();
            line += &entry.kind.map_or(String::new(), |kind| format!("/{kind}"));
            for term in &entry.terms {
                let bad = if term.status.is_some() { "!" } else { "" };
                let lang = term.lang.as_ref().unwrap();
                line = format!("{line} {lang}={}{bad}", term.text);
            }
            for more in entry
                .subject
                .iter()
                .chain(&entry.definition)
                .chain(&entry.notes)
            {
                line = format!("{line} ({more})");
            }
            line.trim().to_owned()
        });
        let losses = losses
            .iter()
            .map(|(what, count)| format!("{what}: {count}"));
        (entries.collect(), losses.collect())
    }

    #[test]
    fn our_own_table() {
        let text = "\u{FEFF}id,kind,subject,en,km,id,note\r\n\
                    a,body,law|sea,\"Lake, Office|LO\",\u{1780},Kantor,\"x \"\"y\"\"\"\r\n";
        assert_eq!(
            shown(text, None),
            (
                vec![
                    "a/body en=Lake, Office en=LO km=\u{1780} id=Kantor (law) (sea) (x \"y\")"
                        .to_owned()
                ],
                vec![]
            )
        );
    }

    #[test]
    fn tables_of_other_programs() {
        let memoq = "Entry_ID;Entry_Subject;Entry_ClientID;Entry_Note;English;Term_Info;Khmer;English\n\
                     7;law;X;see;Lake Office;noun;\u{1780};LO\n;;;;;;;\n8;;;;;;;\n";
        assert_eq!(
            shown(memoq, None),
            (
                vec!["7 en=Lake Office km=\u{1780} en=LO (law) (see)".to_owned()],
                vec![
                    "column Entry_ClientID: 1".to_owned(),
                    "column Term_Info: 1".to_owned(),
                    "rows without a term: 1".to_owned()
                ]
            )
        );
        let phrase = "Concept ID\ten_US\tForbidden\tkm-KH\tForbidden\n1\tlake \"x\"\tFALSE\t\u{1780}\tTRUE\n";
        assert_eq!(
            shown(phrase, None).0,
            ["1 en-US=lake \"x\" km-KH=\u{1780}!"]
        );
        // MultiTerm's conversion of spreadsheets: a column for each field, of the entry and of the term.
        let multiterm = "Entry Number\tSubject\tEnglish\tEnglish Status\tKhmer\tDefinition\n\
                         12\tlaw\tLake Office\tpreferred\t\u{1780}\tan office\n";
        assert_eq!(
            shown(multiterm, None),
            (
                vec!["12 en=Lake Office km=\u{1780} (law) (an office)".to_owned()],
                vec!["column English Status: 1".to_owned()]
            )
        );
        assert_eq!(
            shown("en,km\nlake,\u{1780}\n", None).0,
            ["en=lake km=\u{1780}"]
        );
    }

    #[test]
    fn pairs_without_heading() {
        let langs = Some(("en", "km"));
        assert_eq!(
            shown("lake\t\u{1780}\nsea\t\n", langs).0,
            ["en=lake km=\u{1780}"]
        );
        assert_eq!(
            shown("lake,\u{1780},en,km\n", None).0,
            ["en=lake km=\u{1780}"]
        );
        let omegat =
            "# Glossary in tab-separated format -*- coding: utf-8 -*-\nlake\t\u{1780}\ta note\n";
        assert_eq!(shown(omegat, langs).0, ["en=lake km=\u{1780} (a note)"]);
    }

    #[test]
    fn what_is_no_table_of_terms() {
        let error = |text: &str| read(text, &Form::default()).unwrap_err();
        assert_eq!(error(" \n"), TableError::Empty);
        assert_eq!(error("lake,ocean\n"), TableError::NoLanguages);
        assert_eq!(error("lake\n\"unclosed,x\n"), TableError::NoLanguages);
    }
}
