//! What a bilingual file becomes on its way out, below the writers that make it: units in, and in the
//! end their number and what the format could not carry. Says nothing of where the bytes go.

use std::io;

use crate::format::loss::Loss;
use crate::model::TranslationUnit;

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
