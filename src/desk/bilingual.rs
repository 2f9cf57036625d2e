//! Bilingual files read for what is in them: opened with the file named in every error, and handed
//! over text by text to whoever learns from them.

use std::path::Path;

use super::Desk;
use super::error::{At, Result};
use crate::format::bitext::{self, Units};
use crate::text::Lang;

/// Opens a bilingual file.
///
/// # Errors
///
/// When it cannot be read, or is none.
pub fn open_units(path: &Path, options: &bitext::Options) -> Result<Units> {
    bitext::open(path, options).at(path)
}

impl Desk<'_> {
    /// Hands over the texts of all units of a file that have both languages; tells whether all of it
    /// could be read, and remarks on what could not.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is none.
    pub fn texts(
        &self,
        path: &Path,
        source: &Lang,
        target: &Lang,
        mut take: impl FnMut(&str, &str),
    ) -> Result<bool> {
        let options = bitext::Options {
            source: Some(source.clone()),
            target: Some(target.clone()),
            ..bitext::Options::default()
        };
        let unread = open_units(path, &options)?.each(|unit| {
            if let (Some(from), Some(to)) = (unit.variant(source), unit.variant(target)) {
                take(&from.seg.plain_text(), &to.seg.plain_text());
            }
            Ok::<_, super::Error>(())
        })?;
        self.remark_unread(path, &unread);
        Ok(unread.count == 0)
    }
}
