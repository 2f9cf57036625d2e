//! Which memories are asked, as it is typed.

use clap::Args;

use crate::desk::{MemoryOptions, NamedMemory};
use crate::memory::store::{Condition, Filter};
use crate::text::Lang;

/// Options of everything that asks memories.
#[derive(Clone, Debug, Args)]
pub(super) struct MemoriesArgs {
    /// Memory to look into, or a file in a format that convert reads; with =POINTS, its matches are
    /// worth so much less. May be given several times: of equal matches the first wins [default: that
    /// of the project]
    #[arg(short, long = "memory", value_name = "FILE[=POINTS]", value_parser = named)]
    memories: Vec<NamedMemory>,
    /// Take units of which this is true, such as document=Treaty*, file=, creator=, changer=,
    /// after=2024-01-31, before=, lang=, text=, or a property; may be given several times
    #[arg(long = "where", value_name = "KEY=VALUE")]
    conditions: Vec<Condition>,
    /// Language of the text [default: that of the project, or of its script]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Language of translations [default: that of the project, or the only other one in the memory]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
}

impl From<&MemoriesArgs> for MemoryOptions {
    fn from(args: &MemoriesArgs) -> Self {
        MemoryOptions {
            memories: args.memories.clone(),
            filter: Filter(args.conditions.clone()),
            source: args.source_lang.clone(),
            target: args.target_lang.clone(),
            ..MemoryOptions::default()
        }
    }
}

/// Reads a file, and what is taken off the scores of its matches.
fn named(text: &str) -> Result<NamedMemory, String> {
    let (path, penalty) = match text.rsplit_once('=') {
        Some((path, points)) if points.bytes().all(|byte| byte.is_ascii_digit()) => (
            path,
            points.parse().map_err(|_| "take off 0 to 255 points")?,
        ),
        _ => (text, 0),
    };
    if path.is_empty() {
        return Err("name a file".to_owned());
    }
    Ok(NamedMemory {
        path: path.into(),
        penalty,
    })
}
