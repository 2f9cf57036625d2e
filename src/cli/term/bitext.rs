//! Aligned texts for the commands that learn from them: memories, tables and translated jobs, or
//! texts whose lines are translations of each other.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::super::convert;
use super::super::session::{self, Session};
use crate::align::lexicon;
use crate::desk;
use crate::format::bitext::Options;
use crate::glossary::Glossary;
use crate::glossary::rendering::{Bitext, Pair};
use crate::text::Lang;

/// Which aligned texts are read.
#[derive(Debug, Args)]
pub(super) struct Texts {
    /// Memories, tables or translated jobs (TMX, TSV, CSV, JSON lines, XLIFF, PO), or with --segmented
    /// texts in twos: source, target, source, target …
    #[arg(required = true, value_name = "BITEXT")]
    files: Vec<PathBuf>,
    /// Take texts whose lines are translations of each other, one by one
    #[arg(long)]
    segmented: bool,
    /// Source language [default: that of the file, the project or the glossary]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Target language [default: the only other one of the first file, or that of the project]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
}

/// What was read.
pub(super) struct Read {
    pub(super) source: Lang,
    pub(super) target: Lang,
    pub(super) pairs: Vec<Pair>,
    /// Whether every unit could be read.
    pub(super) whole: bool,
}

impl Texts {
    /// Names files given elsewhere.
    pub(super) fn of(files: &[PathBuf], target_lang: Option<&Lang>) -> Texts {
        Texts {
            files: files.to_vec(),
            segmented: false,
            source_lang: None,
            target_lang: target_lang.cloned(),
        }
    }

    /// Reads the texts.
    pub(super) fn read(&self, glossary: &Glossary, session: &Session) -> anyhow::Result<Read> {
        let (source, target) = self.languages(glossary)?;
        let mut read = Read {
            source,
            target,
            pairs: Vec::new(),
            whole: true,
        };
        if read.source.primary() == read.target.primary() {
            bail!("source and target are both {}", read.source);
        }
        if self.segmented {
            for files in self.files.chunks_exact(2) {
                read.lines(&files[0], &files[1])?;
            }
        } else {
            for path in &self.files {
                read.units(path, session)?;
            }
        }
        if read.pairs.is_empty() {
            bail!(
                "no pair of texts in {} and {} was found",
                read.source,
                read.target
            );
        }
        Ok(read)
    }

    fn languages(&self, glossary: &Glossary) -> anyhow::Result<(Lang, Lang)> {
        let project = session::project()?.languages;
        let (mut source, mut target) = (self.source_lang.clone(), self.target_lang.clone());
        if self.segmented {
            if self.files.len() % 2 == 1 {
                bail!("--segmented takes files in twos: source, target, source, target");
            }
            let named = |path: Option<&PathBuf>| -> anyhow::Result<Option<Lang>> {
                Ok(path
                    .map(|path| desk::language::in_name(path))
                    .transpose()?
                    .flatten())
            };
            source = source.or(named(self.files.first())?);
            target = target.or(named(self.files.get(1))?);
        }
        let source = source
            .or(project.source.map(|lang| lang.0))
            .unwrap_or_else(|| glossary.source());
        target = target.or(project.target.map(|lang| lang.0));
        if target.is_none()
            && !self.segmented
            && let Some(path) = self.files.first()
        {
            target = other_language(path, &source)?;
        }
        let target = target.context("into which language? give --target-lang")?;
        Ok((source, target))
    }
}

/// Returns the only language beside the source in the first units of a file.
fn other_language(path: &Path, source: &Lang) -> anyhow::Result<Option<Lang>> {
    /// A file that has another language has it soon.
    const LOOKED_AT: usize = 100;
    let options = Options {
        source: Some(source.clone()),
        ..Options::default()
    };
    let mut found: Option<Lang> = None;
    let units = convert::open(path, &options)?.take(LOOKED_AT);
    for unit in units.flatten() {
        for variant in &unit.variants {
            match (variant.lang.lang(), &found) {
                (Ok(lang), _) if lang.primary() == source.primary() => {}
                (Ok(lang), None) => found = Some(lang.clone()),
                (Ok(lang), Some(other)) if lang.primary() == other.primary() => {}
                _ => return Ok(None),
            }
        }
    }
    Ok(found)
}

impl Read {
    fn lines(&mut self, source: &Path, target: &Path) -> anyhow::Result<()> {
        let from = desk::read_text(source, None)?;
        let to = desk::read_text(target, None)?;
        let (lines, others) = (from.lines().count(), to.lines().count());
        if lines != others {
            bail!(
                "{} has {lines} lines, but {} has {others}; --segmented needs them line by line",
                source.display(),
                target.display()
            );
        }
        for (source, target) in from.lines().zip(to.lines()) {
            self.add(source, target);
        }
        Ok(())
    }

    fn units(&mut self, path: &Path, session: &Session) -> anyhow::Result<()> {
        let (source, target) = (self.source.clone(), self.target.clone());
        let whole = convert::texts(path, &source, &target, session, &mut |source, target| {
            self.add(source, target);
        })?;
        self.whole &= whole;
        Ok(())
    }

    fn add(&mut self, source: &str, target: &str) {
        if !source.trim().is_empty() && !target.trim().is_empty() {
            self.pairs.push(Pair {
                source: source.to_owned(),
                target: target.to_owned(),
            });
        }
    }

    /// Returns the texts cut and counted, with what is known of their words: from the glossary, from
    /// the built-in lexicon and from the texts themselves.
    pub(super) fn bitext(&self, glossary: &Glossary) -> Bitext<'_> {
        /// Translations of a word that are probable enough.
        const TRANSLATIONS: usize = 8;
        let mut bitext = Bitext::new(&self.pairs);
        for concept in &glossary.concepts {
            let good = |lang| concept.terms_in(lang).filter(|term| term.is_good());
            for source in good(&self.source) {
                for target in good(&self.target) {
                    bitext.know_term(&source.text.value, &target.text.value);
                }
            }
        }
        if let Some(lexicon) = lexicon::builtin(&self.source, &self.target) {
            bitext.know(|word| {
                let found = lexicon.translations(word).into_iter().take(TRANSLATIONS);
                found
                    .map(|found| (found.word.to_owned(), found.probability))
                    .collect()
            });
        }
        bitext.learn();
        bitext
    }
}
