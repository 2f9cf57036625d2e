//! `chancery pretranslate`: a job for translators gets what the memories know of its segments.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::session::Session;
use super::{Outcome, convert, count};
use crate::desk::pretranslate::PretranslateOptions;
use crate::desk::{MemoryOptions, NamedMemory};
use crate::text::Lang;

/// Adds matches from memories to an XLIFF job, and fills empty targets with exact ones.
///
/// Each segment that is still to be translated is looked up in all memories. What is found is added
/// to the job as matches, with the score and the name of the memory, the best first; where a segment
/// has no translation yet and its best match is good enough, that goes into the target, marked as not
/// yet reviewed. Nothing else in the job changes, and the tool that made it opens it as before.
///
/// The score is the share of words that need no change, in percent, punctuation marks and numbers
/// counting as words; in Khmer, Thai, Lao, Burmese and Chinese, characters with their signs count in
/// place of words. 100 means the same text, apart from invisible characters, kinds of spaces and quotes,
/// and the digits of other scripts; 99 may be a difference in capitals. Of matches with the same score
/// those of the memory named first come first: name the memory that you trust most first.
///
/// Reads XLIFF 1.2 and 2, also of memoQ and Phrase; memories are those of `chancery memory`, TMX, tables,
/// JSON lines, PO, or other jobs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery pretranslate note.xlf -o note.filled.xlf --memory treaties.tmx
  chancery pretranslate note.xlf -o note.filled.xlf --memory old.tmx new.tmx --threshold 60 --fill 95")]
pub(super) struct PretranslateArgs {
    /// Job to read
    #[arg(value_name = "JOB")]
    job: PathBuf,
    /// File to write; may be the job itself
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Memories to look into; where two are equally good, the one named first wins
    #[arg(short, long = "memory", value_name = "FILE", required = true, num_args = 1..)]
    memories: Vec<PathBuf>,
    /// Least score of a match, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 70, value_parser = percent())]
    threshold: u8,
    /// Least score of a match that fills an empty target, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 100, value_parser = percent())]
    fill: u8,
    /// Leave all targets as they are, and add matches only
    #[arg(long, conflicts_with = "fill")]
    no_fill: bool,
    /// Most matches for each segment
    #[arg(long, value_name = "NUMBER", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=50))]
    matches: u8,
    /// Language to translate from [default: as the job says]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Language to translate into [default: as the job says]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    /// Take a wrong language code in a memory for what it means, as kh=km; may be given several times
    #[arg(long, value_name = "CODE=TAG", value_parser = convert::renaming)]
    rename_lang: Vec<(String, Lang)>,
    /// Take translations that have come at least so far, where a memory says it
    #[arg(long, value_name = "STATE", default_value = "translated")]
    least: convert::Least,
}

fn percent() -> clap::builder::RangedI64ValueParser<u8> {
    clap::value_parser!(u8).range(1..=100)
}

pub(super) fn run(args: &PretranslateArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (fill, threshold) = (args.fill, args.threshold);
    if fill < threshold {
        bail!("--fill {fill} is below --threshold {threshold}; lower that too");
    }
    let memories = args.memories.iter().map(|path| NamedMemory {
        path: path.clone(),
        penalty: 0,
    });
    let options = PretranslateOptions {
        memories: MemoryOptions {
            memories: memories.collect(),
            source: args.source_lang.clone(),
            target: args.target_lang.clone(),
            renamed: args.rename_lang.clone(),
            least: args.least.into(),
            ..MemoryOptions::default()
        },
        threshold,
        fill: (!args.no_fill).then_some(fill),
        limit: usize::from(args.matches),
    };
    let done = (session.desk()?).pretranslate(&args.job, &args.output, options)?;
    session.note(&format!(
        "{}: {}, {} exact, {} fuzzy, {} filled, {} unchanged",
        args.output.display(),
        count(done.segments, "segment"),
        done.exact,
        done.fuzzy,
        done.filled,
        done.segments - done.exact - done.fuzzy,
    ));
    Ok(Outcome::complete(done.unread == 0))
}
