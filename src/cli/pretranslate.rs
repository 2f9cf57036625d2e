//! `chancery pretranslate`: a job for translators gets what the memories know of its segments.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::session::Session;
use super::{Outcome, convert, count, memories, output};
use crate::format::bitext::{self, Status};
use crate::format::xliff::{Dialect, Edit, EditError, Job, Match, Segment};
use crate::memory::{Access, Memory, MemoryError, Penalties, Query, Store, merge_matches};
use crate::model::{LangCode, Seg, TranslationUnit, Variant};
use crate::segment::Reading;
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
    let place = || args.job.display().to_string();
    if args.fill < args.threshold {
        bail!(
            "--fill {} is below --threshold {}; lower that too",
            args.fill,
            args.threshold
        );
    }
    let job = read(&args.job)?;
    if job.dialect() == Dialect::Sdl {
        return Err(EditError::Sdl).with_context(place);
    }
    let languages = Languages {
        source: language(args.source_lang.as_ref(), job.source_language(), "source")
            .with_context(place)?,
        target: language(args.target_lang.as_ref(), job.target_language(), "target")
            .with_context(place)?,
    };
    let (mut opened, problems) = args.open_memories(&languages, session)?;
    let mut looked_up = Vec::new();
    for (number, segment) in job.segments().iter().enumerate() {
        if args.is_open(segment, &languages) {
            looked_up.extend(args.look_up(number, segment, &languages, &mut opened)?);
        }
    }
    for memory in &mut opened {
        memories::say(memory, session);
    }
    let exact = looked_up.iter().filter(|found| found.is_exact).count();
    let edits: Vec<Edit> = looked_up.into_iter().map(|found| found.edit).collect();
    let (bytes, report) = job.edited(&edits).with_context(place)?;
    output::to_file(&args.output, |out| Ok(out.write_all(&bytes)?))?;
    if report.with_codes > 0 {
        session.warn(&format!(
            "{} left empty: the source has inline codes, which the match lacks",
            count(report.with_codes, "target")
        ));
    }
    session.note(&format!(
        "{}: {}, {exact} exact, {} fuzzy, {} filled, {} unchanged",
        args.output.display(),
        count(job.segments().len(), "segment"),
        edits.len() - exact,
        report.filled,
        job.segments().len() - edits.len(),
    ));
    Ok(if problems > 0 {
        Outcome::Partial
    } else {
        Outcome::Clean
    })
}

fn read(path: &Path) -> anyhow::Result<Job> {
    let bytes = match std::fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("{}: there is no such file", path.display())
        }
        Err(_) if path.is_dir() => bail!("{}: is a folder, not a file", path.display()),
        bytes => bytes.with_context(|| path.display().to_string())?,
    };
    Job::read(bytes).with_context(|| path.display().to_string())
}

/// The languages of a look-up.
struct Languages {
    source: Lang,
    target: Lang,
}

/// Decides a language: given, or that of the job.
fn language(given: Option<&Lang>, code: Option<&str>, side: &str) -> anyhow::Result<Lang> {
    if let Some(lang) = given {
        return Ok(lang.clone());
    }
    let Some(code) = code else {
        bail!("the job names no {side} language; give --{side}-lang");
    };
    Lang::parse(code)
        .map_err(|error| anyhow::anyhow!("{error} Say what is meant with --{side}-lang"))
}

impl PretranslateArgs {
    /// Opens or reads all memories, in the order of their names; returns how many of their units could
    /// not be read, too.
    fn open_memories(
        &self,
        languages: &Languages,
        session: &Session,
    ) -> anyhow::Result<(Vec<Memory>, usize)> {
        let options = bitext::Options {
            source: Some(languages.source.clone()),
            target: Some(languages.target.clone()),
            renamed: self.rename_lang.clone(),
            least: self.least.into(),
            ..bitext::Options::default()
        };
        let mut memories = Vec::new();
        let mut problems = 0;
        let mut is_empty = true;
        for path in &self.memories {
            let store = if bitext::Format::of(path).is_none() {
                Store::open(path, Access::Read)?
            } else {
                let (units, unread) = units(path, &options, languages, session)?;
                problems += unread;
                let mut store = Store::temporary()?;
                let mut change = store.change()?;
                change.add("", &units)?;
                change.finish()?;
                store
            };
            let known = store.languages()?;
            let has = |lang: &Lang| {
                let mut rows = known.iter().filter(|row| row.texts > 0);
                rows.any(|row| row.base == lang.primary())
            };
            if has(&languages.source) && has(&languages.target) {
                is_empty = false;
            } else {
                session.warn(&format!(
                    "{}: there are no translations from {} into {} in it",
                    path.display(),
                    languages.source,
                    languages.target
                ));
            }
            memories.push(Memory::new(store));
        }
        if is_empty {
            bail!("nothing to look up in; if a memory has wrong language codes, see --rename-lang");
        }
        Ok((memories, problems))
    }

    /// Tells whether a segment waits for a translation in these languages.
    fn is_open(&self, segment: &Segment, languages: &Languages) -> bool {
        let is = |code: &Option<LangCode>, given: &Option<Lang>, lang: &Lang| {
            let own = code.as_ref().and_then(|code| code.lang().ok());
            given.is_some() || own.is_none_or(|own| own.primary() == lang.primary())
        };
        segment.translate
            && (segment.target.is_none() || segment.status == Status::Draft)
            && is(&segment.source_lang, &self.source_lang, &languages.source)
            && is(&segment.target_lang, &self.target_lang, &languages.target)
    }

    /// Returns what is to be done with a segment, if anything is found.
    fn look_up(
        &self,
        number: usize,
        segment: &Segment,
        languages: &Languages,
        memories: &mut [Memory],
    ) -> anyhow::Result<Option<LookedUp>> {
        let text = segment.source.plain_text();
        let reading = Reading::new(&text);
        let query = Query {
            threshold: self.threshold,
            most: usize::from(self.matches),
            penalties: Penalties::none(),
            ..Query::new(&reading, &languages.source, &languages.target)
        };
        let found: Result<Vec<_>, MemoryError> = memories
            .iter_mut()
            .map(|memory| memory.look_up(&query))
            .collect();
        let found = merge_matches(found?, query.most);
        let Some(best) = found.first().map(|(_, found)| found.score) else {
            return Ok(None);
        };
        // A memory without the codes does not hold quite the same.
        let most = if matches!(segment.source, Seg::Coded(_)) {
            99
        } else {
            100
        };
        let mut matches = Vec::new();
        for (place, found) in found {
            matches.push(Match {
                source: found.pair.source,
                target: found.pair.target,
                score: found.score.min(most),
                origin: self.name(place),
            });
        }
        Ok(Some(LookedUp {
            is_exact: best.min(most) == 100,
            edit: Edit {
                segment: number,
                matches,
                fill: !self.no_fill && segment.target.is_none() && best >= self.fill,
            },
        }))
    }

    /// Returns the name of a memory as the job gets it.
    fn name(&self, origin: usize) -> String {
        let name = self.memories.get(origin).and_then(|path| path.file_name());
        name.unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// What was found for a segment.
struct LookedUp {
    is_exact: bool,
    edit: Edit,
}

/// Reads the units of a file that have both languages; returns how many could not be read, too.
fn units(
    path: &Path,
    options: &bitext::Options,
    languages: &Languages,
    session: &Session,
) -> anyhow::Result<(Vec<TranslationUnit>, usize)> {
    let mut units = Vec::new();
    let unread = convert::open(path, options)?.each(|unit| {
        units.push(unit);
        anyhow::Ok(())
    })?;
    session.unread(path, &unread);
    let is_pair = |unit: &TranslationUnit| {
        let variants = [&languages.source, &languages.target].map(|lang| unit.variant(lang));
        let has_text = |variant: &Variant| !variant.seg.plain_text().trim().is_empty();
        variants
            .into_iter()
            .all(|variant| variant.is_some_and(has_text))
    };
    units.retain(is_pair);
    Ok((units, unread.count))
}
