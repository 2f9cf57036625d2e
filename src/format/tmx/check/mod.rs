//! Says what a file of TMX holds, and for each tool whether it will import it and if not why. Reads
//! the file twice, since tools do not read as this library does: once as a strict parser, which stops
//! at the first fault, and once unit by unit, past every fault. Judges by what tools are known to do
//! (`docs/formats.md` has the sources); what a tool's own settings change is not known here.

mod facts;
mod model;
mod rules;
mod strict;

use std::io;
use std::io::Read;
use std::path::Path;

pub use self::facts::{Content, Dates};
pub use self::rules::{Fix, Import, Pair, Reason};
pub use self::strict::{Fault, Verdict};
use super::read::{OpenError, Problem, Reader};
use super::tool::Tool;
use crate::format::open;

/// How many problems are kept with their places; all are counted.
const PROBLEMS: usize = 100;

/// What was found in a file.
#[derive(Debug)]
pub struct Report {
    /// The name of the file, whose ending some tools go by.
    pub file_name: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// What a strict parser says.
    pub strict: Verdict,
    /// What is in it.
    pub content: Content,
    /// Units that cannot be read, the first hundred.
    pub problems: Vec<Problem>,
}

/// Checks a file.
///
/// # Errors
///
/// [`OpenError`] when it cannot be read or is not TMX.
pub fn check(path: &Path) -> Result<Report, OpenError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    check_with(&name, || open::bytes(path))
}

/// Checks what `open` opens, twice.
///
/// # Errors
///
/// [`OpenError`] when it cannot be read or is not TMX.
pub fn check_with<R: Read>(
    file_name: &str,
    mut open: impl FnMut() -> io::Result<R>,
) -> Result<Report, OpenError> {
    let mut reader = Reader::new(open()?)?;
    let mut content = Content::of(reader.header());
    let mut problems = Vec::new();
    for outcome in reader.by_ref() {
        match outcome {
            Ok(unit) => content.add(&unit),
            Err(problem) if problems.len() < PROBLEMS => problems.push(problem),
            Err(_) => {}
        }
    }
    content.totals = reader.totals();
    Ok(Report {
        file_name: file_name.to_owned(),
        encoding: reader.encoding(),
        strict: strict::read(open()?)?,
        content,
        problems,
    })
}

impl Report {
    /// Tells whether a tool will import the file.
    pub fn import(&self, tool: Tool) -> Import {
        rules::import(tool, self)
    }
}

#[cfg(test)]
mod tests;
