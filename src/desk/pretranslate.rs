//! A job for translators gets what the memories know of its segments: matches beside them, and exact
//! ones in targets that are empty. What is locked or done is left alone.

use std::path::Path;

use super::error::{Advice, At, Error, Kind, Result};
use super::files::read_bytes;
use super::{Desk, Memories, MemoryOptions, Notice, Side, save};
use crate::format::bitext::Status;
use crate::format::xliff::{Dialect, Edit, EditError, Job, Match, Segment};
use crate::memory::{Penalties, Query};
use crate::model::{LangCode, Seg};
use crate::segment::Reading;
use crate::text::Lang;

/// What is looked into, and what goes into the job.
#[derive(Clone, Debug)]
pub struct PretranslateOptions {
    /// The memories; the languages are those of the job where they are not given.
    pub memories: MemoryOptions,
    /// Least score of a match, in percent.
    pub threshold: u8,
    /// Least score of a match that fills an empty target, in percent; none fills any.
    pub fill: Option<u8>,
    /// Most matches of a segment.
    pub limit: usize,
}

impl Default for PretranslateOptions {
    fn default() -> Self {
        PretranslateOptions {
            memories: MemoryOptions::default(),
            threshold: 70,
            fill: Some(100),
            limit: 3,
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pretranslated {
    /// Segments of the job.
    pub segments: usize,
    /// Segments with an exact match.
    pub exact: usize,
    /// Segments with another match.
    pub fuzzy: usize,
    /// Targets that were filled.
    pub filled: usize,
    /// Units of memories that could not be read.
    pub unread: usize,
}

impl Desk<'_> {
    /// Adds matches to an XLIFF job and writes it anew.
    ///
    /// # Errors
    ///
    /// When the job or a memory cannot be used, or no memory has translations for it.
    pub fn pretranslate(
        &self,
        path: &Path,
        output: &Path,
        mut options: PretranslateOptions,
    ) -> Result<Pretranslated> {
        let memories = options.memories.memories.iter();
        let memories = memories.map(|named| named.path.as_path());
        self.keep_apart(output, memories.chain([path]))?;
        let job = Job::read(read_bytes(path)?).at(path)?;
        if job.dialect() == Dialect::Sdl {
            return Err(Error::from(EditError::Sdl).at(path));
        }
        let given = [&options.memories.source, &options.memories.target].map(Option::is_some);
        let sides = [
            (
                Side::Source,
                &mut options.memories.source,
                job.source_language(),
            ),
            (
                Side::Target,
                &mut options.memories.target,
                job.target_language(),
            ),
        ];
        let mut langs = Vec::new();
        for (side, lang, code) in sides {
            if lang.is_none() {
                *lang = Some(language_of_job(code, side).map_err(|error| error.at(path))?);
            }
            langs.extend(lang.clone());
        }
        let [source, target] = langs.as_slice() else {
            return Ok(Pretranslated::default());
        };
        let mut memories = self.memories(options.memories.clone())?;
        self.check_memories(&memories, source, target)?;
        let mut edits = Vec::new();
        let mut exact = 0;
        for (number, segment) in job.segments().iter().enumerate() {
            if is_open(segment, given, [source, target])
                && let Some((edit, is_exact)) =
                    options.look_up((number, segment), (source, target), &mut memories)?
            {
                edits.push(edit);
                exact += usize::from(is_exact);
            }
        }
        let (bytes, report) = job.edited(&edits).at(path)?;
        save(output, bytes)?;
        if report.with_codes > 0 {
            self.remark(Notice::LeftEmpty(report.with_codes));
        }
        Ok(Pretranslated {
            segments: job.segments().len(),
            exact,
            fuzzy: edits.len() - exact,
            filled: report.filled,
            unread: memories.unread(),
        })
    }

    /// Remarks on memories without translations in these languages; one has to have some.
    fn check_memories(&self, memories: &Memories<'_>, source: &Lang, target: &Lang) -> Result<()> {
        let lacking = memories.lacking(source, target)?;
        for path in &lacking {
            self.remark(Notice::NoTranslations {
                path: (*path).to_owned(),
                source: source.clone(),
                target: target.clone(),
            });
        }
        if lacking.len() == memories.count() {
            let error = Error::new(Kind::Request, "nothing to look up in");
            return Err(error.advise(Advice::RenameInMemories));
        }
        Ok(())
    }
}

/// Reads the code of a language in a job.
fn language_of_job(code: Option<&str>, side: Side) -> Result<Lang> {
    let Some(code) = code else {
        let reason = format!("the job names no {} language", side.name());
        return Err(Error::new(Kind::Language, reason).advise(Advice::GiveLanguage(side)));
    };
    let lang = Lang::parse(code).map_err(Error::from);
    lang.map_err(|error| error.advise(Advice::MeanLanguage(side)))
}

/// Tells whether a segment waits for a translation in these languages; those that were given hold for
/// all segments.
fn is_open(segment: &Segment, given: [bool; 2], langs: [&Lang; 2]) -> bool {
    let is = |code: &Option<LangCode>, side: usize| {
        let own = code.as_ref().and_then(|code| code.lang().ok());
        given[side] || own.is_none_or(|own| own.primary() == langs[side].primary())
    };
    segment.translate
        && (segment.target.is_none() || segment.status == Status::Draft)
        && is(&segment.source_lang, 0)
        && is(&segment.target_lang, 1)
}

impl PretranslateOptions {
    /// Returns what is to be done with a segment, if anything is found, and whether that is exact.
    fn look_up(
        &self,
        (number, segment): (usize, &Segment),
        (source, target): (&Lang, &Lang),
        memories: &mut Memories<'_>,
    ) -> Result<Option<(Edit, bool)>> {
        let text = segment.source.plain_text();
        let reading = Reading::new(&text);
        let found = memories.look_up(&Query {
            threshold: self.threshold,
            most: self.limit,
            penalties: Penalties::none(),
            ..Query::new(&reading, source, target)
        })?;
        let Some(best) = found.first().map(|(_, found)| found.score) else {
            return Ok(None);
        };
        // A memory without the codes does not hold quite the same.
        let is_coded = matches!(segment.source, Seg::Coded(_));
        let most = if is_coded { 99 } else { 100 };
        let matches = found.into_iter().map(|(place, found)| Match {
            source: found.pair.source,
            target: found.pair.target,
            score: found.score.min(most),
            origin: memories.name(place),
        });
        let fills = self.fill.is_some_and(|least| best >= least);
        let edit = Edit {
            segment: number,
            matches: matches.collect(),
            fill: fills && segment.target.is_none(),
        };
        Ok(Some((edit, best.min(most) == 100)))
    }
}
