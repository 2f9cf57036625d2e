//! Which texts are learnt from, as it is typed.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use crate::desk::TextOptions;
use crate::text::Lang;

/// Options of everything that learns from translations.
#[derive(Debug, Args)]
pub(super) struct TextArgs {
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

impl TextArgs {
    /// Returns the files.
    pub(super) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Returns the options, if the files come in twos where they have to.
    pub(super) fn options(&self) -> anyhow::Result<TextOptions> {
        let mut options = TextOptions {
            source_lang: self.source_lang.clone(),
            target_lang: self.target_lang.clone(),
            ..TextOptions::default()
        };
        if !self.segmented {
            options.files.clone_from(&self.files);
            return Ok(options);
        }
        let (pairs, []) = self.files.as_chunks() else {
            bail!("--segmented takes files in twos: source, target, source, target");
        };
        let pairs = pairs.iter().cloned();
        options.lines = pairs.map(|[source, target]| (source, target)).collect();
        Ok(options)
    }
}
