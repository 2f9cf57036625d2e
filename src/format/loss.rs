//! What a file cannot carry, counted by kind, so that it is told once and never dropped in silence.

use std::fmt;

use crate::model::{History, TranslationUnit};

/// Something that the file does not have as the units had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// How many times it happened.
    pub count: usize,
    /// What happened, to be read after the count.
    pub what: &'static str,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&counted(self.count, self.what))
    }
}

/// Puts a number before a phrase that begins with a plural.
pub(super) fn counted(count: usize, what: &str) -> String {
    const SINGULAR: &[(&str, &str)] = &[
        ("units have ", "unit has "),
        ("units match ", "unit matches "),
        ("units lose ", "unit loses "),
        ("units ", "unit "),
        ("texts have ", "text has "),
        ("texts are ", "text is "),
        ("texts match ", "text matches "),
        ("texts ", "text "),
        ("pairs have ", "pair has "),
        ("properties are ", "property is "),
        ("properties ", "property "),
        ("segments ", "segment "),
        ("control characters ", "control character "),
        ("inline codes ", "inline code "),
        ("identifiers ", "identifier "),
        ("attributes ", "attribute "),
        ("dates left ", "date left "),
        ("notes ", "note "),
    ];
    let singular = SINGULAR.iter().filter(|_| count == 1);
    let mut found = singular.filter_map(|(plural, one)| Some((one, what.strip_prefix(plural)?)));
    match found.next() {
        Some((one, rest)) => format!("1 {one}{rest}"),
        None => format!("{count} {what}"),
    }
}

/// Makes the list of losses from counts, leaving out what did not happen.
pub(super) fn list(counts: impl IntoIterator<Item = (usize, &'static str)>) -> Vec<Loss> {
    counts
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, what)| Loss { count, what })
        .collect()
}

/// What the plain formats, tables and lines of text, leave of a unit: the texts alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) incomplete: usize,
    pub(super) other_languages: usize,
    pub(super) codes: usize,
    pub(super) notes: usize,
    pub(super) properties: usize,
    pub(super) histories: usize,
    pub(super) tuids: usize,
    pub(super) line_ends: usize,
}

impl Left {
    /// Counts everything of a unit that is not text; `tuids` and texts are for the caller to count.
    pub(super) fn add(&mut self, unit: &TranslationUnit) {
        let history = |history: &History| usize::from(*history != History::default());
        self.notes += unit.notes.len();
        self.properties += unit.properties.len();
        self.histories += history(&unit.history);
        for variant in &unit.variants {
            self.notes += variant.notes.len();
            self.properties += variant.properties.len();
            self.histories += history(&variant.history);
            self.codes += variant.seg.codes();
        }
    }

    pub(super) fn losses(&self) -> Vec<Loss> {
        list([
            (
                self.incomplete,
                "units left out: no text in one of the languages",
            ),
            (self.other_languages, "texts in other languages left out"),
            (self.codes, "inline codes left out"),
            (self.notes, "notes left out"),
            (self.properties, "properties left out"),
            (self.histories, "dates and names of makers left out"),
            (self.tuids, "identifiers of units left out"),
            (self.line_ends, "texts with spaces for their line ends"),
        ])
    }
}
