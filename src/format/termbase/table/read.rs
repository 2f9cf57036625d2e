//! Tables of terms read: with a heading that names languages, as memoQ, `MultiTerm`, Phrase, Google and
//! spreadsheets write them, or pairs without one, as `DeepL`, Google and OmegaT have them. What a
//! column is for is told by its heading; those that a glossary has no place for are counted by it.

use super::ALTERNATIVES;
use crate::format::cells::Rows;
use crate::format::hint::Hint;
use crate::format::termbase::{Entry, EntryTerm, Losses, is_no, status_or_draft};
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
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Id,
    Kind,
    Subject,
    Definition,
    Note,
    Term(Lang),
    /// Whether the terms of the nearest column of terms before it have a status; those of the whole
    /// row, where none is before.
    Is(Status),
    /// Their status, in a word.
    Status,
    /// Whether the concept is to be translated.
    Translatable,
    /// What a glossary has no place for.
    Other(String),
}

/// Tells a column by its heading, as memoQ, `MultiTerm`, Phrase, `MateCat`, Lokalise, translate-toolkit
/// and this program write it. The languages are those of columns that say only which side they are.
fn column(heading: &str, langs: Option<&(Lang, Lang)>) -> Column {
    let words = heading.split(|c: char| c.is_whitespace() || c == '_');
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let name = words.join(" ");
    match (name.as_str(), langs) {
        // Indonesian too: see `columns`.
        ("id" | "entry id" | "concept id" | "entry number", _) => Column::Id,
        ("kind", _) => Column::Kind,
        ("subject" | "entry subject" | "domain" | "entry domain" | "subdomain", _) => {
            Column::Subject
        }
        ("note" | "notes" | "comment" | "comments" | "entry note" | "remark" | "remarks", _) => {
            Column::Note
        }
        ("forbidden", _) => Column::Is(Status::Forbidden),
        ("preferred", _) => Column::Is(Status::Preferred),
        ("translatable" | "translate" | "translation needed", _) => Column::Translatable,
        ("source" | "source term" | "source text" | "src" | "term", Some((source, _))) => {
            Column::Term(source.clone())
        }
        ("target" | "target term" | "target text" | "tgt" | "translation", Some((_, target))) => {
            Column::Term(target.clone())
        }
        _ => match words.last().map(String::as_str) {
            Some("def" | "definition" | "description") => Column::Definition,
            Some("status") => Column::Status,
            _ => Lang::of_heading(heading)
                .map_or_else(|| Column::Other(heading.trim().to_owned()), Column::Term),
        },
    }
}

/// Reads a table, and counts what was left out.
///
/// # Errors
///
/// [`TableError`] when there is nothing in it, or nothing says the languages.
pub fn read(text: &str, form: &Form) -> Result<(Vec<Entry>, Losses), TableError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut losses = Losses::default();
    let rows = rows(text, form.delimiter, &mut losses);
    let mut rows = rows.iter();
    let first = rows.as_slice().first().ok_or(TableError::Empty)?;
    let columns = columns(first, form.langs.as_ref());
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
            entries.extend(entry(row, &columns, &mut losses));
        }
    } else {
        for row in rows {
            let langs = named(row).or_else(|| form.langs.clone());
            let langs = langs.ok_or(TableError::NoLanguages)?;
            entries.extend(pair(row, &langs, &mut losses));
        }
    }
    Ok((entries, losses))
}

/// A row of text cells, trimmed.
type Row = [String];

/// Returns the rows with anything in them that are no remarks.
fn rows(text: &str, delimiter: Option<u8>, losses: &mut Losses) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let Ok(mut rows) = Rows::of_table(text.as_bytes(), delimiter, true) else {
        return found;
    };
    while let Ok(Some(row)) = rows.next_row() {
        if let Err(fault) = row {
            losses.add(&format!("rows where {fault}"), 1);
            continue;
        }
        let cells = rows.cells();
        let cells = cells.map(|cell| String::from_utf8_lossy(&cell).trim().to_owned());
        let cells: Vec<String> = cells.collect();
        let is_remark = cells[0].starts_with("# ");
        if !is_remark && cells.iter().any(|cell| !cell.is_empty()) {
            found.push(cells);
        }
    }
    found
}

fn columns(heading: &Row, langs: Option<&(Lang, Lang)>) -> Vec<Column> {
    let mut seen_id = false;
    let mut columns = Vec::new();
    for (number, cell) in heading.iter().enumerate() {
        let mut column = column(cell, langs);
        // A second column, and one after the first language, is Indonesian.
        if cell == "id"
            && (number > 0 || seen_id)
            && let Ok(indonesian) = Lang::parse("id")
        {
            column = Column::Term(indonesian);
        }
        seen_id |= column == Column::Id;
        columns.push(column);
    }
    columns
}

fn entry(row: &Row, columns: &[Column], losses: &mut Losses) -> Option<Entry> {
    let mut entry = Entry::default();
    let text = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    // The terms of the last column of terms begin here.
    let mut last = 0;
    let mut of_row = None;
    for (cell, column) in row.iter().zip(columns) {
        if cell.is_empty() {
            continue;
        }
        let mut status = None;
        match column {
            Column::Id => entry.id = Some(cell.clone()),
            Column::Kind => {
                let mut kinds = Kind::ALL.iter();
                let kind = kinds.find(|row| row.0.eq_ignore_ascii_case(cell));
                entry.kind = kind.map(|row| row.1);
            }
            Column::Subject => {
                let subjects = cell.split(ALTERNATIVES).map(text);
                entry
                    .subject
                    .extend(subjects.filter(|subject| !subject.is_empty()));
            }
            Column::Definition if entry.definition.is_none() => entry.definition = Some(text(cell)),
            Column::Definition => losses.add("further definitions", 1),
            Column::Note => entry.notes.push(text(cell)),
            Column::Term(lang) => {
                last = entry.terms.len();
                entry.terms.extend(terms(cell, &Ok(lang.clone())));
            }
            Column::Is(what) => status = is_yes(cell).then_some(*what),
            Column::Status => status = Some(status_or_draft(cell, losses)),
            Column::Translatable => entry.untranslated = is_no(cell),
            Column::Other(heading) => losses.add(&format!("column {heading}"), 1),
        }
        if entry.terms.is_empty() {
            of_row = status.or(of_row);
        } else if status.is_some() {
            let terms = entry.terms[last..].iter_mut();
            terms.for_each(|term| term.status = status);
        }
    }
    let surplus = row.iter().skip(columns.len());
    losses.add(
        "cells without heading",
        surplus.filter(|cell| !cell.is_empty()).count(),
    );
    if entry.terms.is_empty() {
        losses.add("rows without a term", 1);
        return None;
    }
    for term in &mut entry.terms {
        term.status = term.status.or(of_row);
    }
    Some(entry)
}

fn is_yes(cell: &str) -> bool {
    ["true", "yes", "y", "1", "x"].contains(&cell.to_lowercase().as_str())
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
fn named(row: &Row) -> Option<(Lang, Lang)> {
    Some((
        Lang::of_heading(row.get(2)?)?,
        Lang::of_heading(row.get(3)?)?,
    ))
}

/// Reads a row of source, target and perhaps a remark.
fn pair(row: &Row, langs: &(Lang, Lang), losses: &mut Losses) -> Option<Entry> {
    let cell = |number: usize| row.get(number).filter(|cell| !cell.is_empty());
    let (Some(source), Some(target)) = (cell(0), cell(1)) else {
        losses.add("rows without a term in both languages", 1);
        return None;
    };
    let mut entry = Entry::default();
    entry.terms.extend(terms(source, &Ok(langs.0.clone())));
    entry.terms.extend(terms(target, &Ok(langs.1.clone())));
    if named(row).is_none() {
        entry.notes.extend(cell(2).cloned());
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
                vec!["12 en=Lake Office! km=\u{1780} (law) (an office)".to_owned()],
                vec![]
            )
        );
        assert_eq!(
            shown("en,km\nlake,\u{1780}\n", None).0,
            ["en=lake km=\u{1780}"]
        );
    }

    #[test]
    fn what_must_not_be_written_stays_so() {
        for (table, expected) in [
            // MateCat: the row is said to be forbidden before its terms.
            (
                "Forbidden,Domain,en-US,km-KH\nTRUE,law,pact,\u{1780}\nFALSE,law,act,\u{1781}\n",
                [
                    "en-US=pact! km-KH=\u{1780}! (law)",
                    "en-US=act km-KH=\u{1781} (law)",
                ],
            ),
            (
                "en,km,Status\npact,\u{1780},not recommended\nact,\u{1781},???\n",
                ["en=pact km=\u{1780}!", "en=act km=\u{1781}!"],
            ),
            (
                "term;Khmer;Khmer status;translatable\npact;\u{1780};Do not use;\nact;\u{1781};Approved;no\n",
                ["en=pact km=\u{1780}!", "en=act km=\u{1781}!"],
            ),
        ] {
            assert_eq!(shown(table, Some(("en", "km"))).0, expected, "{table}");
        }
    }

    #[test]
    fn headings_of_other_programs() {
        let memoq = "Entry_ID,Entry_Note,English_United_States_Def,English_United_States,Chinese_PRC_Def,Chinese_PRC\n\
                     0,,an accord,treaty,x,\u{6761}\n";
        let (entries, losses) = shown(memoq, None);
        assert_eq!(entries, ["0 en-US=treaty zh-CN=\u{6761} (an accord)"]);
        assert_eq!(losses, ["further definitions: 1"]);
        let langs = Some(("en", "km"));
        for table in [
            "source,target\nlake,\u{1780}\n",
            "Source\tTarget\nlake\t\u{1780}\n",
            "sep=;\r\nEnglish;Khmer\r\nlake;\u{1780}\r\n",
            "Source term;Target term\nlake;\u{1780}\n",
            "\u{FEFF}sep=\t\nlake\t\u{1780}\n",
        ] {
            assert_eq!(shown(table, langs).0, ["en=lake km=\u{1780}"], "{table}");
        }
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
