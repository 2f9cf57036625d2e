//! Terms as tables: one concept a row with a column for each language (memoQ, `MultiTerm`, Phrase and
//! spreadsheets), or two columns without heading (`DeepL`, Google).

mod read;

use std::collections::BTreeSet;

use super::{Choice, Losses};
use crate::model::concept::{Concept, Term};
use crate::text::Lang;

pub use read::{Form, TableError, read};

/// How cells are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// By commas, as RFC 4180 has it.
    Comma,
    /// By tabs.
    Tab,
}

/// What stands between several terms in one cell.
const ALTERNATIVES: &str = "|";

/// The byte order mark, without which Excel does not read UTF-8.
const MARK: char = '\u{FEFF}';

/// Writes one concept a row: id, kind, subject, the good terms of each language, the preferred one
/// first, a note. Begins with a byte order mark.
pub fn write(
    concepts: &[Concept],
    langs: &[Lang],
    separator: Separator,
    choice: Choice,
) -> (String, Losses) {
    let (mut out, mut losses) = (String::from(MARK), Losses::default());
    let mut heading = vec!["id".to_owned(), "kind".to_owned(), "subject".to_owned()];
    heading.extend(langs.iter().map(Lang::to_string));
    heading.push("note".to_owned());
    row(&mut out, &heading, separator);
    for concept in choice.chosen(concepts, &mut losses) {
        let mut cells = vec![
            concept.id.value.clone(),
            concept.kind.map_or(String::new(), |kind| kind.to_string()),
            concept.subject.join(ALTERNATIVES),
        ];
        for lang in langs {
            let usable = concept
                .terms_in(lang)
                .filter(|term| term.is_good() && choice.has_term(term));
            let terms: Vec<String> = usable
                .map(|term| term.text.value.replace('|', "/"))
                .collect();
            cells.push(terms.join(ALTERNATIVES));
        }
        cells.push(
            concept
                .homonym
                .clone()
                .or_else(|| concept.note.clone())
                .unwrap_or_default(),
        );
        row(&mut out, &cells, separator);
        losses.add(
            "terms not to be used",
            concept.terms.iter().filter(|term| term.is_bad()).count(),
        );
        losses.add(
            "variants",
            concept.terms.iter().map(|term| term.variants.len()).sum(),
        );
    }
    (out, losses)
}

/// Writes preferred terms in two columns without heading; a source term comes once.
pub fn write_pairs(
    concepts: &[Concept],
    source: &Lang,
    target: &Lang,
    separator: Separator,
    choice: Choice,
) -> (String, Losses) {
    let (mut out, mut losses) = (String::new(), Losses::default());
    let mut seen = BTreeSet::new();
    for concept in choice.chosen(concepts, &mut losses) {
        let (Some(from), Some(to)) = (concept.preferred(source), concept.preferred(target)) else {
            losses.add("concepts without a term in both languages", 1);
            continue;
        };
        let others =
            |term: &&Term| [from.lang.primary(), to.lang.primary()].contains(&term.lang.primary());
        losses.add(
            "terms that are not preferred",
            concept.terms.iter().filter(others).count() - 2,
        );
        if seen.insert(from.text.value.clone()) {
            row(
                &mut out,
                &[from.text.value.clone(), to.text.value.clone()],
                separator,
            );
        } else {
            losses.add("homonyms", 1);
        }
    }
    (out, losses)
}

fn row(out: &mut String, cells: &[String], separator: Separator) {
    let cells: Vec<String> = cells.iter().map(|cell| written(cell, separator)).collect();
    match separator {
        Separator::Comma => {
            out.push_str(&cells.join(","));
            out.push_str("\r\n");
        }
        Separator::Tab => {
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
    }
}

/// Returns a cell as it is written.
fn written(cell: &str, separator: Separator) -> String {
    match separator {
        Separator::Tab => cell.replace(['\t', '\n', '\r'], " "),
        Separator::Comma if cell.contains([',', '"', '\n', '\r']) => {
            format!("\"{}\"", cell.replace('"', "\"\""))
        }
        Separator::Comma => cell.to_owned(),
    }
}
