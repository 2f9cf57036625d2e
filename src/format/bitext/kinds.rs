//! The formats that hold texts with their translations, by the endings of their names, and what they
//! say of how far a translation has come. Looks into no file.

use std::path::Path;

/// A format that holds texts with their translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TMX, also compressed.
    Tmx,
    /// A table with tabs between the cells.
    Tsv,
    /// A table with commas or semicolons between the cells.
    Csv,
    /// One JSON object a line for each unit.
    Jsonl,
    /// XLIFF 1.2 and 2, with what Trados, memoQ and Phrase make of it.
    Xliff,
    /// Messages of gettext.
    Po,
    /// Two files of lines, one for each language.
    Moses,
}

/// Endings of file names and what they stand for.
const ENDINGS: &[(&str, Format)] = &[
    (".tmx", Format::Tmx),
    (".tmx.gz", Format::Tmx),
    (".tsv", Format::Tsv),
    (".tab", Format::Tsv),
    (".csv", Format::Csv),
    (".jsonl", Format::Jsonl),
    (".xlf", Format::Xliff),
    (".xliff", Format::Xliff),
    (".sdlxliff", Format::Xliff),
    (".mqxliff", Format::Xliff),
    (".mxliff", Format::Xliff),
    (".po", Format::Po),
    (".pot", Format::Po),
];

impl Format {
    /// Tells the format by the ending of a name.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let row = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        row.map(|row| row.1)
    }
}

/// How far a translation has come, as the files of tools say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is there, but marked as new, fuzzy, rejected or made by a machine.
    Draft,
    /// It was made or confirmed by a translator, or the file does not say.
    #[default]
    Translated,
    /// It was approved, signed off or is final.
    Approved,
}
