//! How documents are read, as it is typed.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::desk::Reading;

/// Options of everything that reads documents.
#[allow(clippy::struct_excessive_bools)] // Each stands for itself.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct ReadingArgs {
    /// Take every line as a segment, as it is
    ///
    /// For texts that were cut into sentences before, one a line. Without it, lines are joined to
    /// paragraphs where they were only wrapped, and paragraphs are cut into sentences.
    #[arg(long)]
    segmented: bool,
    /// Cut behind semicolons too, as clauses of resolutions and treaties want it
    #[arg(long, conflicts_with = "segmented")]
    clauses: bool,
    /// Cut by the rules of an SRX 2.0 file in place of those built in
    #[arg(long, value_name = "FILE", conflicts_with_all = ["segmented", "clauses"])]
    srx: Option<PathBuf>,
    /// Encoding of files that are neither UTF-8 nor UTF-16, for example windows-1252
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Read the headers and footers of pages too (DOCX, ODT)
    #[arg(long)]
    headers: bool,
    /// Read a PDF file in Khmer, Thai, Lao or Burmese, although its text comes out corrupted; every
    /// unit made of it is marked
    #[arg(long)]
    force: bool,
}

impl ReadingArgs {
    /// Returns the file of rules.
    pub(super) fn srx(&self) -> Option<&Path> {
        self.srx.as_deref()
    }
}

impl From<&ReadingArgs> for Reading {
    fn from(args: &ReadingArgs) -> Self {
        Reading {
            segmented: args.segmented,
            clauses: args.clauses,
            srx: args.srx.clone(),
            encoding: args.encoding.clone(),
            headers: args.headers,
            force: args.force,
        }
    }
}
