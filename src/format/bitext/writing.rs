//! What a bilingual file becomes on its way out, below the writers that make it: units in, and in the
//! end their number and what the format could not carry. Says nothing of where the bytes go.

use std::io;

use crate::format::loss::{self, Loss};
use crate::model::{History, TranslationUnit};

/// What became of the units that were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many were written.
    pub units: usize,
    /// What the format could not carry.
    pub losses: Vec<Loss>,
}

/// Takes units and writes them in one of the formats.
pub trait Sink {
    /// Writes a unit, or counts why it cannot be written.
    ///
    /// # Errors
    ///
    /// What the output reports.
    fn write(&mut self, unit: &TranslationUnit) -> io::Result<()>;

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// What the output reports.
    fn finish(self: Box<Self>) -> io::Result<Written>;
}

/// What the plain formats, tables and lines of text, wrote and left out: they hold the texts alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Tally {
    /// Units written.
    pub(in crate::format) units: usize,
    pub(in crate::format) incomplete: usize,
    pub(in crate::format) other_languages: usize,
    pub(in crate::format) codes: usize,
    pub(in crate::format) notes: usize,
    pub(in crate::format) properties: usize,
    pub(in crate::format) histories: usize,
    pub(in crate::format) tuids: usize,
    pub(in crate::format) line_ends: usize,
}

impl Tally {
    /// Counts everything of a unit that is not text; `tuids` and texts are for the caller to count.
    pub(in crate::format) fn add(&mut self, unit: &TranslationUnit) {
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

    /// Returns what became of the units.
    pub(in crate::format) fn written(&self) -> Written {
        let losses = loss::list([
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
        ]);
        let units = self.units;
        Written { units, losses }
    }
}
