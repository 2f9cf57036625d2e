//! Glossaries for other programs, and termbases of other programs as glossary files. What the other
//! form has no place for is left out, with a remark.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::desk::{Advice, At, Desk, Error, Kind, Notice, Result, Side, read_text, save};
use crate::format::termbase::table::{self, Form, Separator};
use crate::format::termbase::tbx::{self, Dialect};
use crate::format::termbase::{Choice, Entry, Losses, omegat};
use crate::glossary::edit::{Ids, NewConcept, NewTerm};
use crate::glossary::{Glossary, layout};
use crate::model::concept::Status;
use crate::text::Lang;
use crate::text::source::SourceText;

/// The form of a termbase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermbaseFormat {
    /// TBX.
    Tbx(Dialect),
    /// A glossary of `OmegaT`.
    OmegaT,
    /// One concept a row.
    Table(Separator),
    /// Two columns with tabs.
    Pairs,
}

impl TermbaseFormat {
    /// Returns the form that the ending of a name stands for.
    pub fn of_name(path: &Path) -> Option<TermbaseFormat> {
        match path.extension()?.to_str()? {
            "tbx" => Some(TermbaseFormat::Tbx(Dialect::V2)),
            "utf8" => Some(TermbaseFormat::OmegaT),
            "csv" => Some(TermbaseFormat::Table(Separator::Comma)),
            "tsv" => Some(TermbaseFormat::Table(Separator::Tab)),
            _ => None,
        }
    }
}

/// What of a glossary is written for other programs.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// The glossary, where it is not that of the project.
    pub glossary: Option<PathBuf>,
    /// The form, where the name of the file does not tell.
    pub format: Option<TermbaseFormat>,
    /// The source language, where it is not that of the glossary.
    pub source_lang: Option<Lang>,
    /// The target language, for forms with two languages, where it is not that of the project.
    pub target_lang: Option<Lang>,
    /// Whether drafts are written too.
    pub drafts: bool,
}

/// How a termbase is read.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Whether it is a table, where the name of the file does not tell.
    pub is_table: Option<bool>,
    /// Source and target language of a table of pairs without heading.
    pub langs: Option<(Lang, Lang)>,
    /// Encoding of a table that is neither UTF-8 nor UTF-16.
    pub encoding: Option<String>,
}

/// What came of a termbase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// How many concepts were written.
    pub concepts: usize,
    /// Why terms were left out.
    pub refused: BTreeSet<String>,
}

impl Desk<'_> {
    /// Writes a glossary for other programs. Returns whether it was whole: what is wrong with it is
    /// remarked on.
    ///
    /// # Errors
    ///
    /// When the glossary cannot be read, the form or a language is not known, or the file cannot be
    /// written.
    pub fn export_glossary(&self, output: &Path, options: &ExportOptions) -> Result<bool> {
        let format = options.format.or_else(|| TermbaseFormat::of_name(output));
        let format = format.ok_or_else(|| {
            let error = Error::new(Kind::Request, "in which form?").at(output);
            error.advise(Advice::ChooseTermbaseFormat)
        })?;
        let glossary = self.glossary(options.glossary.as_deref())?;
        let given = options.source_lang.clone();
        let source = given.unwrap_or_else(|| glossary.source());
        let concepts = &glossary.concepts;
        let choice = Choice {
            drafts: options.drafts,
        };
        let target = || self.target_of_export(options);
        let (text, losses) = match format {
            TermbaseFormat::Tbx(dialect) => {
                let title = glossary.heads.iter().find_map(|head| head.name.as_deref());
                tbx::write(
                    concepts,
                    &source,
                    title.unwrap_or("glossary"),
                    dialect,
                    choice,
                )
            }
            TermbaseFormat::OmegaT => omegat::write(concepts, &source, &target()?, choice),
            TermbaseFormat::Table(separator) => {
                table::write(concepts, &languages(&glossary, &source), separator, choice)
            }
            TermbaseFormat::Pairs => {
                table::write_pairs(concepts, &source, &target()?, Separator::Tab, choice)
            }
        };
        self.keep_apart(output, glossary.files.iter().map(SourceText::path))?;
        save(output, text)?;
        self.remark_losses(losses);
        Ok(glossary.problems.is_empty())
    }

    fn target_of_export(&self, options: &ExportOptions) -> Result<Lang> {
        let target = match &options.target_lang {
            None => self.language(Side::Target)?,
            given => given.as_ref(),
        };
        target.cloned().ok_or_else(|| {
            let error = Error::new(Kind::Language, "this form has two languages");
            error.advise(Advice::GiveSecondLanguage)
        })
    }

    /// Makes a glossary file of a termbase.
    ///
    /// # Errors
    ///
    /// When the termbase cannot be read, or the file cannot be written.
    pub fn import_termbase(
        &self,
        file: &Path,
        output: &Path,
        options: &ImportOptions,
    ) -> Result<Imported> {
        self.keep_apart(output, [file])?;
        let (entries, losses) = read_termbase(file, options)?;
        let mut ids = Ids::default();
        let (mut concepts, mut refused) = (Vec::new(), BTreeSet::new());
        for entry in entries {
            let (concept, wrong) = new_concept(entry, &mut ids);
            refused.extend(wrong);
            concepts.extend(concept);
        }
        let blocks: Vec<String> = concepts.iter().map(NewConcept::written).collect();
        let text = format!("[glossary]\nschema = 1\n\n{}", blocks.join("\n"));
        save(output, layout::format(&text).at(file)?)?;
        self.remark_losses(losses);
        Ok(Imported {
            concepts: concepts.len(),
            refused,
        })
    }

    fn remark_losses(&self, losses: Losses) {
        if !losses.is_empty() {
            self.remark(Notice::TermbaseLosses(losses));
        }
    }
}

/// Returns the languages of a glossary, the source first, the others as they come.
fn languages(glossary: &Glossary, source: &Lang) -> Vec<Lang> {
    let mut languages = vec![source.clone()];
    for term in glossary.concepts.iter().flat_map(|concept| &concept.terms) {
        let is_same = |lang: &Lang| lang.primary() == term.lang.primary();
        if !languages.iter().any(is_same) {
            languages.push(term.lang.clone());
        }
    }
    languages
}

/// Reads the entries of a termbase, and what was left out of them.
fn read_termbase(file: &Path, options: &ImportOptions) -> Result<(Vec<Entry>, Losses)> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    let is_table = options.is_table.unwrap_or_else(|| {
        ["csv", "tsv", "tab", "txt", "utf8"]
            .iter()
            .any(|known| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(known)))
    });
    if !is_table {
        return tbx::read(&std::fs::read(file).at(file)?).at(file);
    }
    let text = read_text(file, options.encoding.as_deref())?;
    let form = Form {
        langs: options.langs.clone(),
        ..Form::default()
    };
    table::read(&text, &form).at(file)
}

/// Makes a concept of an entry, if it has a term; with it, why terms were left out.
fn new_concept(entry: Entry, ids: &mut Ids) -> (Option<NewConcept>, Vec<String>) {
    let (mut terms, mut wrong) = (Vec::new(), Vec::new());
    let mut preferred: Vec<Lang> = Vec::new();
    for term in entry.terms {
        let made = match term.lang {
            Ok(lang) => NewTerm::new(lang, &term.text).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match made {
            Ok(mut made) => {
                made.form = term.form;
                // Preferred and admitted follow from the order; a second preferred one is admitted.
                made.status = term.status.filter(|status| !status.is_by_order());
                let is_first =
                    term.status == Some(Status::Preferred) && !preferred.contains(&made.lang);
                if is_first {
                    preferred.push(made.lang.clone());
                    terms.insert(0, made);
                } else {
                    terms.push(made);
                }
            }
            Err(error) => wrong.push(error),
        }
    }
    let Some(first) = terms.first() else {
        return (None, wrong);
    };
    let names = [entry.id.as_deref().unwrap_or_default(), &first.text];
    let concept = NewConcept {
        id: ids.take(&names),
        comments: Vec::new(),
        kind: entry.kind,
        draft: false,
        untranslated: entry.untranslated,
        subject: entry.subject,
        definition: entry.definition,
        note: (!entry.notes.is_empty()).then(|| entry.notes.join("; ")),
        terms,
    };
    (Some(concept), wrong)
}
