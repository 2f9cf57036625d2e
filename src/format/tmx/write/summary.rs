//! What became of the units that were to be written, told once at the end and never passed over.

use crate::format::loss::{self, Loss};

/// Counts of what was written, left out and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Units written.
    pub written: usize,
    /// Units left out because they have no text in the source language.
    pub without_source: usize,
    /// Units left out because they have no text in a target language.
    pub without_target: usize,
    /// Units left out because the text of a side is empty or only white space.
    pub empty: usize,
    /// Texts in further languages that were left out of written units.
    pub other_languages: usize,
    /// Characters left out because XML cannot hold them.
    pub illegal_characters: usize,
    /// Segments from whose ends white space was removed.
    pub trimmed: usize,
    /// Inline codes left out.
    pub codes: usize,
    /// Dates left out because they could not be understood.
    pub dates: usize,
    /// Attributes left out that TMX 1.4 does not have.
    pub attributes: usize,
    /// Properties that got a new name, because `OmegaT` takes their own for something else, or
    /// because the tool takes only names with `x-`.
    pub renamed_properties: usize,
    /// Units that got a new `tuid`, because theirs was taken or not plain ASCII.
    pub new_tuids: usize,
    /// Segments of more than 2,000 characters, which some tools do not import.
    pub long: usize,
}

impl Summary {
    /// Returns everything that was left out or changed, one entry to each kind, none where nothing
    /// was.
    pub fn losses(&self) -> Vec<Loss> {
        let Summary {
            written: _,
            without_source,
            without_target,
            empty,
            other_languages,
            illegal_characters,
            trimmed,
            codes,
            dates,
            attributes,
            renamed_properties,
            new_tuids,
            long,
        } = *self;
        loss::list([
            (
                without_source,
                "units left out: no text in the source language",
            ),
            (
                without_target,
                "units left out: no text in the target language",
            ),
            (empty, "units left out: a side is empty"),
            (other_languages, "texts in other languages left out"),
            (
                illegal_characters,
                "control characters left out: XML cannot hold them",
            ),
            (trimmed, "segments trimmed of white space at their ends"),
            (codes, "inline codes left out"),
            (dates, "dates left out: not understood"),
            (attributes, "attributes left out: not in TMX 1.4"),
            (
                renamed_properties,
                "properties renamed: under their own name a tool would not import them, or hide their units",
            ),
            (
                new_tuids,
                "units given a new tuid: theirs was taken or not ASCII",
            ),
            (
                long,
                "segments longer than 2,000 characters: some tools refuse them",
            ),
        ])
    }
}
