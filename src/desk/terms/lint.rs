//! What is wrong with a glossary, and what of it can be fixed without asking.

use std::path::PathBuf;

use super::texts::Texts;
use crate::desk::fixes::fixes_in;
use crate::desk::{Desk, Result, TextOptions, replace_or_fail};
use crate::glossary::audit::{self, audit};
use crate::glossary::lint::lint;
use crate::glossary::{Glossary, load};
use crate::report::{self, Finding};
use crate::text::source::SourceText;

/// What of a glossary is checked.
#[derive(Clone, Debug, Default)]
pub struct LintOptions {
    /// The glossary, where it is not that of the project.
    pub glossary: Option<PathBuf>,
    /// Whether its files are fixed.
    pub fix: bool,
    /// Aligned texts that it is held against.
    pub texts: TextOptions,
}

/// What was found in a glossary.
#[derive(Clone, Debug, Default)]
pub struct Linted {
    /// What is wrong, in the order of the places.
    pub findings: Vec<Finding>,
    /// How many files were fixed.
    pub fixed: usize,
}

/// One fixed finding may show another; this many times are enough for what any file has.
const ROUNDS: usize = 8;

impl Desk<'_> {
    /// Checks a glossary, and fixes it if that is asked for.
    ///
    /// # Errors
    ///
    /// When it cannot be read or written, is the built-in one and to be fixed, or the texts cannot be
    /// read.
    pub fn lint_glossary(&self, options: &LintOptions) -> Result<Linted> {
        let path = options.glossary.as_deref();
        let mut glossary = if options.fix {
            self.editable_glossary(path)?
        } else {
            self.glossary_as_it_is(path)?
        };
        let mut findings = lint(&glossary, self.today());
        let mut fixed = 0;
        if options.fix {
            let before = glossary.files.clone();
            for _ in 0..ROUNDS {
                let Some(better) = fixed_glossary(&glossary, &findings) else {
                    break;
                };
                glossary = better;
                findings = lint(&glossary, self.today());
            }
            fixed = write_changed(&before, &glossary)?;
        }
        if !options.texts.files.is_empty() {
            let texts = Texts::read(self, glossary, &options.texts)?;
            let (bitext, langs) = (texts.bitext(), (&texts.source, &texts.target));
            let audited = audit(&texts.glossary, &bitext, langs)?;
            let found = audit::findings(&texts.glossary, &bitext, &audited, langs.0, langs.1);
            findings.extend(found);
            Finding::sort(&mut findings);
        }
        Ok(Linted { findings, fixed })
    }
}

/// Returns the glossary with all fixes made, if there are any.
fn fixed_glossary(glossary: &Glossary, findings: &[Finding]) -> Option<Glossary> {
    let mut changed = false;
    let files = glossary.files.iter().map(|file| {
        let fixes = fixes_in(findings, file.path());
        changed |= !fixes.is_empty();
        SourceText::new(file.path(), report::apply(file.text(), fixes))
    });
    let files: Vec<SourceText> = files.collect();
    changed.then(|| load(files))
}

fn write_changed(before: &[SourceText], glossary: &Glossary) -> Result<usize> {
    let mut written = 0;
    for (old, new) in before.iter().zip(&glossary.files) {
        if old.text() != new.text() {
            let before = Some(old.text().as_bytes());
            replace_or_fail(new.path().as_ref(), before, new.text())?;
            written += 1;
        }
    }
    Ok(written)
}
