//! Glossary files edited in place: laid out, with a concept more, with a term more.

use std::path::Path;

use crate::desk::{Advice, At, Desk, Error, Kind, Notice, Result, replace, replace_or_fail};
use crate::glossary::edit::{self, NewConcept, NewTerm};
use crate::glossary::{Glossary, layout};
use crate::model::concept;

/// What became of glossary files that were laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted {
    /// The files that differ from the canonical layout.
    pub changed: Vec<String>,
    /// Whether some could not be read as glossaries; they were named.
    pub is_partial: bool,
}

impl Desk<'_> {
    /// Writes glossary files in canonical layout, unless it is only asked which would change.
    ///
    /// # Errors
    ///
    /// When there is no glossary, or files cannot be read or written.
    pub fn format_glossary(&self, path: Option<&Path>, only_ask: bool) -> Result<Formatted> {
        let mut formatted = Formatted::default();
        for file in &self.editable_glossary(path)?.files {
            let path: &Path = file.path().as_ref();
            match layout::format(file.text()).at(path) {
                Ok(tidy) if tidy == file.text() => {}
                Ok(tidy) => {
                    if !only_ask {
                        replace_or_fail(path, Some(file.text().as_bytes()), tidy)?;
                    }
                    formatted.changed.push(file.path().to_owned());
                }
                Err(error) => {
                    self.remark(Notice::Failed(error));
                    formatted.is_partial = true;
                }
            }
        }
        Ok(formatted)
    }

    /// Adds a concept to a glossary: to its only file, or to that which has most concepts of the kind.
    /// Returns the file.
    ///
    /// # Errors
    ///
    /// When there is no glossary, it is not clear in which file the concept belongs, it is there
    /// already, or the file cannot be written.
    pub fn add_concept(&self, glossary: Option<&Path>, concept: &NewConcept) -> Result<String> {
        self.edit(glossary, |glossary| {
            let file = file_for(glossary, concept.kind)?;
            Ok((file, edit::add(glossary, file, concept)?))
        })
    }

    /// Adds a term to a concept, after those that it has in the language. Returns the file.
    ///
    /// # Errors
    ///
    /// When there is no glossary or no such concept, the term cannot be added, or the file cannot be
    /// written.
    pub fn admit_term(&self, glossary: Option<&Path>, id: &str, term: &NewTerm) -> Result<String> {
        self.edit(glossary, |glossary| Ok(edit::admit(glossary, id, term)?))
    }

    /// Gives a file of a glossary a new text; anew where another program was faster, so that what both
    /// do is in it. Returns the file.
    fn edit(
        &self,
        path: Option<&Path>,
        edit: impl Fn(&Glossary) -> Result<(usize, String)>,
    ) -> Result<String> {
        /// Whoever loses so often has met a program that does nothing else.
        const ROUNDS: usize = 100;
        let mut rounds = 0..ROUNDS;
        loop {
            let glossary = self.editable_glossary(path)?;
            let (file, text) = edit(&glossary)?;
            let file = &glossary.files[file];
            let (name, before) = (file.path(), Some(file.text().as_bytes()));
            if rounds.next().is_none() {
                replace_or_fail(name.as_ref(), before, &text)?;
            } else if !replace(name.as_ref(), before, &text)? {
                continue;
            }
            return Ok(name.to_owned());
        }
    }

    /// Reads a glossary that can be written to.
    pub(super) fn editable_glossary(&self, path: Option<&Path>) -> Result<Glossary> {
        if path.is_none() && !self.has_glossary()? {
            let error = Error::new(Kind::Project, "there is no folder glossaries/ here");
            return Err(error.advise(Advice::NameGlossary));
        }
        self.glossary_as_it_is(path)
    }
}

/// Chooses the file for a concept: the only one, or the one with most concepts of the kind.
fn file_for(glossary: &Glossary, kind: Option<concept::Kind>) -> Result<usize> {
    if glossary.files.len() == 1 {
        return Ok(0);
    }
    let concepts = |file: usize| {
        let concepts = glossary.concepts.iter();
        let of_kind = concepts.filter(|one| one.file == file && one.kind == kind);
        of_kind.count()
    };
    let files = (0..glossary.files.len()).rev();
    let best = files.max_by_key(|&file| concepts(file));
    let best = best.filter(|&file| kind.is_some() && concepts(file) > 0);
    best.ok_or_else(|| {
        let error = Error::new(Kind::Request, "it is not clear in which file it belongs");
        error.advise(Advice::ChooseGlossaryFile)
    })
}
