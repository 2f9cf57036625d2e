//! `chancery align`: two documents, or two folders of them, become a translation memory.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use regex_automata::meta::Regex;

use super::beads::{Aligned, Format, Memory};
use super::evidence::{self, Evidence, Known, Unnamed};
use super::memory_form::MemoryForm;
use super::pairs::{self, FilePair};
use super::reading::ReadingArgs;
use super::session::{self, Session};
use super::table::{self, Columns, Wanted};
use super::{Outcome, count, memory, output, page, review, units};
use crate::align::lexicon::{Trainer, Training};
use crate::align::{self, LengthPrior, Lexicon, Options, Pair, Step};
use crate::desk::Side;
use crate::desk::language::Expected;
use crate::desk::project::Settings;
use crate::desk::{Reading, SegmentedDocument as Input};
use crate::text::Lang;
use crate::text::script::{self, Script};

/// Aligns a document with its translation, or a folder of documents with a folder of translations.
///
/// Reads text, DOCX, ODT, HTML, Markdown, XLSX, ODS, and PDF in Latin script.
///
/// Prints the two texts side by side, or writes a translation memory or table with -o. What has no
/// counterpart is shown, but does not go into a memory.
///
/// In folders, documents are paired by name: a.en.txt with a.km.txt, or en/a.txt with km/a.txt. They
/// share what is learnt about words, so many documents align better than one.
#[derive(Debug, Default, Args)]
#[command(after_help = "\
Examples:
  chancery align remarks.en.txt remarks.km.txt
  chancery align remarks.en.txt remarks.km.txt -o remarks.tmx
  chancery align remarks.en.txt remarks.km.txt -o remarks.tmx --for trados
  chancery align speeches/en speeches/km -o speeches.tmx
  chancery align speeches/en speeches/km --into ministry.db
  chancery align note.en.docx note.km.docx -o note.tmx
  chancery align --table review.docx --columns en=2,km=3 -o review.tmx
  chancery align note.en.docx note.km.docx -o note.html
  chancery align --apply note.en-km.review.json -o note.tmx")]
pub(super) struct AlignArgs {
    /// Document or folder to translate from
    #[arg(required_unless_present_any = ["table", "apply"])]
    source: Option<PathBuf>,
    /// Its translation, or the folder of translations
    #[arg(required_unless_present_any = ["table", "apply"])]
    target: Option<PathBuf>,
    /// Take the rows of a table with both languages for units, as review forms have them (DOCX, ODT,
    /// HTML, XLSX, ODS, CSV)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "target", "explain", "wall", "segmented", "clauses", "srx"])]
    table: Option<PathBuf>,
    /// Columns of the table, counted from 1, as in en=2,km=3 [default: by the header row]
    #[arg(long, value_name = "LANG=N,LANG=N", requires = "table", value_parser = table::columns)]
    columns: Option<Columns>,
    /// Take a review that was saved by the review page for the alignment
    #[arg(long, value_name = "REVIEW.json", conflicts_with_all = ["source", "target", "table", "explain", "wall", "segmented", "clauses", "srx", "encoding", "headers", "force", "source_lang", "target_lang", "max_bead"])]
    apply: Option<PathBuf>,
    /// Write to a file; its ending (.tmx, .tsv, .jsonl, or .html for a page to review the result in a
    /// browser) chooses the format. For folders: to a folder gives one file for each pair
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put the beads into a memory, in place of those of an earlier alignment of the same documents
    #[arg(long, value_name = "MEMORY")]
    into: Option<PathBuf>,
    /// Form of the output [default: by the ending of -o, else human]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Language of the source, such as en [default: from the file name or the script]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Language of the target, such as km [default: from the file name or the script]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    evidence: Evidence,
    /// Write the words learnt from these documents, together with the lexicon used, to a file for
    /// --lexicon
    #[arg(long, value_name = "FILE")]
    save_lexicon: Option<PathBuf>,
    /// Cut both texts where a segment matches this regular expression, such as '^(Chapter|Chapitre) '
    #[arg(long, value_name = "REGEX", value_parser = regex)]
    wall: Option<Regex>,
    /// The most segments on one side of a bead, 1 to 9 [default: 5]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=9))]
    max_bead: Option<u8>,
    /// Leave beads with less confidence than this, 0 to 1, out of a TMX [default: 0]
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<f64>,
    /// Say how many beads have less confidence than this, 0 to 1, and so should be looked at
    #[arg(long, value_name = "X", value_parser = confidence)]
    review_below: Option<f64>,
    /// Print why bead number N was made, in place of the alignment: lengths, words, borders
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), conflicts_with_all = ["output", "format"])]
    explain: Option<u32>,
    #[command(flatten)]
    form: MemoryForm,
    /// Keep the segments before and after each one in a TMX, as memoQ and XTM read them
    #[arg(long)]
    context: bool,
}

fn regex(text: &str) -> Result<Regex, String> {
    Regex::new(text).map_err(|error| {
        // The cause tells the place in the pattern.
        let cause = std::error::Error::source(&error);
        cause.map_or_else(|| error.to_string(), ToString::to_string)
    })
}

fn confidence(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}

/// What was typed, checked, with the project's settings under it.
struct Plan<'a> {
    args: &'a AlignArgs,
    project: Settings,
    format: Format,
    /// Whether each pair gets a file of its own.
    is_split: bool,
    max_bead: usize,
    min_confidence: f64,
}

/// Two documents to be aligned; the name is that of the pair where there are several.
type Job = (Option<PathBuf>, Input, Input);

pub(super) fn run(args: &AlignArgs, session: &Session) -> anyhow::Result<Outcome> {
    let plan = Plan::new(args)?;
    let ready = match (&args.table, &args.apply) {
        (Some(table), _) => Some(plan.table(table, session)?),
        (None, Some(review)) => Some(page::read(review)?),
        (None, None) => None,
    };
    let (aligned, known, outcome) = match ready {
        Some(aligned) => (vec![aligned], Known::default(), Outcome::Clean),
        None => plan.documents(session)?,
    };
    if let Some(path) = &args.into {
        memory::into::store(path, &aligned, plan.min_confidence, session)?;
    }
    match &args.output {
        None if args.into.is_some() && args.format.is_none() && args.explain.is_none() => {}
        Some(folder) if plan.is_split => plan.write_each(folder, &aligned, session)?,
        Some(path) => output::to_file(path, |out| plan.write(out, &aligned, session))?,
        None => output::to_stdout(session, |out| match args.explain {
            Some(number) => review::explain(out, &aligned, number as usize, &known),
            None => plan.write(out, &aligned, session),
        })?,
    }
    summarise(&aligned, args.output.as_deref(), session);
    let outcome = review::warn(&aligned, outcome, session);
    if let Some(least) = args.review_below {
        session.note(&review::doubtful(&aligned, least));
    }
    Ok(outcome)
}

/// Aligns documents with their translations as `chancery align` does when nothing is said but the
/// languages; those in the same languages share what is learnt. A pair that cannot be read costs that
/// pair.
pub(super) fn documents(
    pairs: &[(PathBuf, PathBuf)],
    langs: (Option<&Lang>, Option<&Lang>),
    project: &Settings,
    session: &Session,
) -> Vec<anyhow::Result<Aligned>> {
    let args = AlignArgs {
        source_lang: langs.0.cloned(),
        target_lang: langs.1.cloned(),
        ..AlignArgs::default()
    };
    let plan = Plan {
        args: &args,
        project: project.clone(),
        format: Format::Human,
        is_split: false,
        max_bead: project.align.max_bead.unwrap_or(5),
        min_confidence: project.align.min_confidence.unwrap_or(0.0),
    };
    let mut jobs: Vec<Option<anyhow::Result<Job>>> = pairs
        .iter()
        .map(|(source, target)| {
            let read = plan.read(source, target, session);
            Some(read.map(|(source, target)| (None, source, target)))
        })
        .collect();
    let mut done: Vec<Option<anyhow::Result<Aligned>>> = Vec::new();
    done.resize_with(jobs.len(), || None);
    for first in 0..jobs.len() {
        // All that are left in the languages of this one.
        let langs = match &jobs[first] {
            Some(Ok((_, source, target))) => (source.lang.clone(), target.lang.clone()),
            Some(Err(_)) => {
                done[first] = jobs[first].take().and_then(Result::err).map(Err);
                continue;
            }
            None => continue,
        };
        let same: Vec<usize> = (first..jobs.len())
            .filter(|&at| {
                matches!(&jobs[at], Some(Ok((_, source, target)))
                    if source.lang == langs.0 && target.lang == langs.1)
            })
            .collect();
        let group = same.iter().filter_map(|&at| jobs[at].take()?.ok());
        match plan.align(group.collect(), session) {
            Ok((aligned, _)) => {
                for (at, aligned) in same.into_iter().zip(aligned) {
                    done[at] = Some(Ok(aligned));
                }
            }
            Err(error) => {
                let error = format!("{error:#}");
                for at in same {
                    done[at] = Some(Err(anyhow::anyhow!(error.clone())));
                }
            }
        }
    }
    done.into_iter().flatten().collect()
}

impl<'a> Plan<'a> {
    fn new(args: &'a AlignArgs) -> anyhow::Result<Self> {
        let project = session::project()?;
        let is_folder = |path: &Option<PathBuf>| path.as_ref().is_some_and(|path| path.is_dir());
        let folders = is_folder(&args.source) && is_folder(&args.target);
        // For folders, -o names a folder too, unless it has an ending that could be a format.
        let is_split = folders
            && (args.output.as_ref())
                .is_some_and(|path| path.is_dir() || path.extension().is_none());
        let format = match (args.format, &args.output) {
            (Some(format), _) => format,
            (None, None) => Format::Human,
            (None, Some(_)) if is_split => Format::Tmx,
            (None, Some(path)) => Format::of(path)?,
        };
        if format != Format::Tmx && (args.form.is_given() || args.context) {
            bail!(
                "--for, --tmx-langs and --context are for TMX; leave them out, or write to a .tmx file"
            );
        }
        let max_bead = args.max_bead.map(usize::from).or(project.align.max_bead);
        let min_confidence = args.min_confidence.or(project.align.min_confidence);
        Ok(Plan {
            args,
            format,
            is_split,
            max_bead: max_bead.unwrap_or(5),
            min_confidence: min_confidence.unwrap_or(0.0),
            project,
        })
    }

    /// Returns the language that was given for a side, and the one the project has for it.
    fn languages(&self, side: Side) -> (Option<&Lang>, Option<&Lang>) {
        let (given, configured) = match side {
            Side::Source => (&self.args.source_lang, &self.project.languages.source),
            Side::Target | Side::Only => (&self.args.target_lang, &self.project.languages.target),
        };
        (given.as_ref(), configured.as_ref().map(|tag| &tag.0))
    }

    /// Reads and aligns two documents, or those of two folders.
    fn documents(&self, session: &Session) -> anyhow::Result<(Vec<Aligned>, Known, Outcome)> {
        let (Some(source), Some(target)) = (&self.args.source, &self.args.target) else {
            bail!("give a document and its translation, or two folders");
        };
        let (jobs, outcome) = match (source.is_dir(), target.is_dir()) {
            (true, true) => self.read_folders(source, target, session)?,
            (false, false) => {
                let (source, target) = self.read(source, target, session)?;
                (vec![(None, source, target)], Outcome::Clean)
            }
            (folder, _) => {
                let (folder, file) = if folder {
                    (source, target)
                } else {
                    (target, source)
                };
                bail!(
                    "{}: is a folder, but {} is not; give two files or two folders",
                    folder.display(),
                    file.display()
                );
            }
        };
        let (aligned, known) = self.align(jobs, session)?;
        Ok((aligned, known, outcome))
    }

    /// Takes the rows of a table for an alignment.
    fn table(&self, path: &Path, session: &Session) -> anyhow::Result<Aligned> {
        let lang = |side| {
            let (given, configured) = self.languages(side);
            given.or(configured)
        };
        let wanted = Wanted {
            columns: self.args.columns.as_ref(),
            source: lang(Side::Source),
            target: lang(Side::Target),
        };
        table::read(path, &Reading::from(&self.args.reading), &wanted, session)
    }

    /// Reads the pairs of two folders; names what has no partner or cannot be read.
    fn read_folders(
        &self,
        source: &Path,
        target: &Path,
        session: &Session,
    ) -> anyhow::Result<(Vec<Job>, Outcome)> {
        let lang = |side| {
            let (given, configured) = self.languages(side);
            given.or(configured)
        };
        let matched = pairs::match_folders(source, target, lang(Side::Source), lang(Side::Target))?;
        for message in &matched.unpaired {
            session.warn(message);
        }
        if matched.pairs.is_empty() {
            bail!(
                "no document of {} has its translation in {}; names have to be the same but for the language: a.en.txt and a.km.txt, or en/a.txt and km/a.txt",
                source.display(),
                target.display()
            );
        }
        let mut outcome = Outcome::Clean;
        let mut jobs = Vec::new();
        for FilePair {
            name,
            source,
            target,
        } in matched.pairs
        {
            match self.read(&source, &target, session) {
                Ok((source, target)) => jobs.push((Some(name), source, target)),
                // One bad file must not cost the others.
                Err(error) => {
                    session.error(&error);
                    outcome = Outcome::Partial;
                }
            }
        }
        check_languages(&jobs)?;
        Ok((jobs, outcome))
    }

    /// Writes each alignment to a file of its own, named like its documents.
    fn write_each(
        &self,
        folder: &Path,
        aligned: &[Aligned],
        session: &Session,
    ) -> anyhow::Result<()> {
        for one in aligned {
            let name = one.name.as_deref().unwrap_or(Path::new("alignment"));
            let mut path = folder.join(name).into_os_string();
            path.push(format!(".{}", self.format.ending()));
            let path = PathBuf::from(path);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            }
            let one = std::slice::from_ref(one);
            output::to_file(&path, |out| self.write(out, one, session))?;
        }
        Ok(())
    }

    /// Aligns all pairs, sharing what is learnt; returns what was known beforehand, too.
    fn align(&self, jobs: Vec<Job>, session: &Session) -> anyhow::Result<(Vec<Aligned>, Known)> {
        let Some((_, first, second)) = jobs.first() else {
            bail!("none of the documents could be read");
        };
        let (from, to) = (first.lang.clone(), second.lang.clone());
        let known = self
            .args
            .evidence
            .open(&from, &to, Unnamed::Helps, session)?;
        let options = Options {
            max_bead: self.max_bead,
            length_prior: LengthPrior::between(&from, &to),
            lexicon: known.lexicon.as_ref(),
            explain: self.args.explain.is_some(),
        };
        let hints: Vec<Hints> = jobs
            .iter()
            .map(|(_, source, target)| self.hints(&known, source, target, session))
            .collect();
        let pairs: Vec<Pair> = jobs
            .iter()
            .zip(&hints)
            .map(|((_, source, target), hints)| Pair {
                source: &source.segments,
                target: &target.segments,
                names: [&hints.names[0], &hints.names[1]],
                walls: &hints.walls,
            })
            .collect();
        let progress = session.progress();
        let alignments = align::align(&pairs, &options, &|Step { pass, passes }| {
            progress.show(&format!("aligning: pass {} of {passes}", pass + 1));
        });
        drop(progress);
        let aligned: Vec<Aligned> = jobs
            .into_iter()
            .zip(alignments)
            .map(|((name, source, target), alignment)| Aligned {
                name,
                source,
                target,
                alignment,
            })
            .collect();
        if let Some(path) = &self.args.save_lexicon {
            save_lexicon(path, &aligned, known.lexicon.as_ref(), session)?;
        }
        Ok((aligned, known))
    }

    fn hints(&self, known: &Known, source: &Input, target: &Input, session: &Session) -> Hints {
        let (source, target) = (&source.segments, &target.segments);
        let walls = |wall: &Regex| evidence::walls(wall, source, target, session);
        Hints {
            names: known.names(source, target),
            walls: self.args.wall.as_ref().map(walls).unwrap_or_default(),
        }
    }

    fn write(
        &self,
        out: &mut dyn Write,
        aligned: &[Aligned],
        session: &Session,
    ) -> anyhow::Result<()> {
        let memory = Memory {
            min_confidence: self.min_confidence,
            form: &self.args.form,
            context: self.args.context,
            sure: self.args.review_below,
            glossary: self.args.evidence.glossary(),
        };
        self.format.write(out, aligned, &memory, session)
    }

    /// Reads both documents and looks whether they can be what they are said to be.
    fn read(
        &self,
        source: &Path,
        target: &Path,
        session: &Session,
    ) -> anyhow::Result<(Input, Input)> {
        let same = source.canonicalize().ok().filter(|_| source.is_file());
        if same.is_some() && same == target.canonicalize().ok() {
            bail!("{}: source and target are the same file", source.display());
        }
        let side = |path: &Path, side: Side| {
            let (given, configured) = self.languages(side);
            let expected = Expected {
                side,
                given,
                configured,
            };
            Reading::from(&self.args.reading).segments(path, &expected, session)
        };
        let (source, target) = (side(source, Side::Source)?, side(target, Side::Target)?);
        check(&source, &target, session)?;
        for input in [&source, &target] {
            session.detail(|| {
                let (path, name) = (input.path.display(), input.lang.name());
                format!(
                    "{path}: {name} ({}), {} segments",
                    input.lang,
                    input.segments.len()
                )
            });
        }
        Ok((source, target))
    }
}

/// What is known of a pair of documents before it is aligned.
struct Hints {
    names: [Vec<Vec<u32>>; 2],
    walls: Vec<(usize, usize)>,
}

/// Learns words from what was aligned, adds those known before, and writes them.
fn save_lexicon(
    path: &Path,
    aligned: &[Aligned],
    known: Option<&Lexicon>,
    session: &Session,
) -> anyhow::Result<()> {
    /// Beads that are less sure teach wrong words.
    const SURE: f64 = 0.5;
    let Some(first) = aligned.first() else {
        return Ok(());
    };
    let mut trainer = Trainer::new(first.source.lang.clone(), first.target.lang.clone());
    for one in aligned {
        let beads = one.alignment.beads.iter();
        for bead in beads.filter(|bead| bead.is_aligned() && bead.confidence >= SURE) {
            let source = &one.source.segments[bead.source.clone()];
            let target = &one.target.segments[bead.target.clone()];
            trainer.add(
                &units::joined(source, &one.source.lang),
                &units::joined(target, &one.target.lang),
            );
        }
    }
    let learnt = trainer.finish(Training::default());
    let lexicon = known.map_or_else(|| learnt.clone(), |known| known.with(&learnt));
    let bytes = lexicon.to_bytes();
    output::to_file(path, |out| Ok(out.write_all(&bytes)?))?;
    let pairs = count(lexicon.size().2, "word pair");
    session.note(&format!("{}: {pairs}", path.display()));
    Ok(())
}

/// Refuses what cannot be a document and its translation, warns of what is odd.
fn check(source: &Input, target: &Input, session: &Session) -> anyhow::Result<()> {
    let texts = |input: &Input| -> Vec<String> {
        input
            .segments
            .iter()
            .map(|segment| segment.text.clone())
            .collect()
    };
    if source.segments.len() == target.segments.len() && texts(source) == texts(target) {
        bail!(
            "{} and {} hold the same text; give a document and its translation",
            source.path.display(),
            target.path.display()
        );
    }
    let scripts = [source, target].map(|input| script::dominant(&input.sample()));
    let fits =
        |lang: &Lang, script: Option<Script>| script.is_none_or(|script| lang.may_be_in(script));
    let named = |script: Option<Script>| script.map_or_else(String::new, |s| s.to_string());
    let straight = [
        fits(&source.lang, scripts[0]),
        fits(&target.lang, scripts[1]),
    ];
    let crossed = [
        fits(&source.lang, scripts[1]),
        fits(&target.lang, scripts[0]),
    ];
    if straight == [false, false] && crossed == [true, true] {
        bail!(
            "the script does not fit the language: {} (said to be {}) is mostly {}, and {} (said to be {}) mostly {}; are source and target swapped?",
            source.path.display(),
            source.lang.name(),
            named(scripts[0]),
            target.path.display(),
            target.lang.name(),
            named(scripts[1]),
        );
    }
    for ((input, fits), script) in [source, target].into_iter().zip(straight).zip(scripts) {
        if let Some(script) = script.filter(|_| !fits) {
            session.warn(&format!(
                "{}: the script does not fit the language: mostly {script}, but said to be {} ({})",
                input.path.display(),
                input.lang.name(),
                input.lang
            ));
        }
    }
    Ok(())
}

/// Sees to it that all pairs are in the same two languages, as a memory is.
fn check_languages(jobs: &[Job]) -> anyhow::Result<()> {
    let Some((_, first, second)) = jobs.first() else {
        bail!("none of the documents could be read")
    };
    let (from, to) = (&first.lang, &second.lang);
    let other = jobs
        .iter()
        .find(|(_, s, t)| s.lang != *from || t.lang != *to);
    if let Some((_, source, target)) = other {
        bail!(
            "{} and {} are {}-{}, but the documents before them {from}-{to}; a memory holds one pair of languages",
            source.path.display(),
            target.path.display(),
            source.lang,
            target.lang
        );
    }
    Ok(())
}

/// Says what came out, and where it went.
fn summarise(aligned: &[Aligned], output: Option<&Path>, session: &Session) {
    let beads = || aligned.iter().flat_map(|one| &one.alignment.beads);
    let both = beads().filter(|bead| bead.is_aligned()).count();
    let sources = beads().filter(|bead| bead.target.is_empty()).count();
    let targets = beads().filter(|bead| bead.source.is_empty()).count();
    let confidence = beads()
        .filter(|bead| bead.is_aligned())
        .fold(0.0, |sum, bead| sum + bead.confidence);
    let documents = match aligned.len() {
        1 => String::new(),
        more => format!("{more} documents: "),
    };
    let place = output.map_or_else(String::new, |path| format!("{}: ", path.display()));
    session.note(&format!(
        "{place}{documents}{} (mean confidence {:.2}), unaligned: {sources} source, {targets} target",
        count(both, "bead"),
        confidence / both.max(1) as f64
    ));
}
