//! What helps an alignment beside the documents, as it is typed.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::desk::LexiconChoice;
use crate::desk::align::Evidence;

/// What is known of documents beforehand.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct EvidenceArgs {
    /// Use this lexicon, made by `chancery lexicon train`, instead of the built-in one
    #[arg(long, value_name = "FILE", conflicts_with = "no_builtin")]
    lexicon: Option<PathBuf>,
    /// Use nothing that is built in: learn from the documents alone
    #[arg(long)]
    no_builtin: bool,
    /// Glossary file or folder whose terms help to find what belongs together
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
    /// Translations made before (TMX and what else `convert` reads) that help likewise
    #[arg(long = "memory", value_name = "FILE", num_args = 1..)]
    memories: Vec<PathBuf>,
}

impl EvidenceArgs {
    /// Returns the files and folders that are read.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &Path> {
        let named = self.lexicon.iter().chain(&self.glossary);
        named.chain(&self.memories).map(PathBuf::as_path)
    }

    /// Returns the glossary that was named.
    pub(super) fn glossary(&self) -> Option<&Path> {
        self.glossary.as_deref()
    }
}

impl From<&EvidenceArgs> for Evidence {
    fn from(args: &EvidenceArgs) -> Self {
        Evidence {
            lexicon: match &args.lexicon {
                Some(path) => LexiconChoice::File(path.clone()),
                None if args.no_builtin => LexiconChoice::None,
                None => LexiconChoice::Builtin,
            },
            glossary: args.glossary.clone(),
            memories: args.memories.clone(),
        }
    }
}
