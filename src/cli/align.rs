//! `chancery align`: two documents, or two folders of them, become a translation memory.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::input::{Input, Reading};
use super::language::{self, Side};
use super::pairs::{self, FilePair};
use super::session::Session;
use super::{Outcome, output, side_by_side, units};
use crate::align::{self, Alignment, Bead, LengthPrior, Options, Pair, Step};
use crate::format::tmx;
use crate::project::Project;
use crate::segment::Segment;
use crate::text::Lang;
use crate::text::script::{self, Script};

/// Aligns a document with its translation, or a folder of documents with a folder of translations.
///
/// Prints the two texts side by side, or writes a translation memory or table with -o. What has no
/// counterpart is shown, but does not go into a memory.
///
/// In folders, documents are paired by name: a.en.txt with a.km.txt, or en/a.txt with km/a.txt. They
/// share what is learnt about words, so many documents align better than one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery align remarks.en.txt remarks.km.txt
  chancery align remarks.en.txt remarks.km.txt -o remarks.tmx
  chancery align speeches/en speeches/km -o speeches.tmx")]
pub(super) struct AlignArgs {
    /// Document or folder to translate from
    source: PathBuf,
    /// Its translation, or the folder of translations
    target: PathBuf,
    /// Write to a file; its ending (.tmx, .tsv, .jsonl) chooses the format. For folders: to a folder
    /// gives one file for each pair
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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
    reading: Reading,
    /// The most segments on one side of a bead, 1 to 9 [default: 4]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=9))]
    max_bead: Option<u8>,
    /// Leave beads with less confidence than this, 0 to 1, out of a TMX [default: 0]
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<f64>,
}

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Side by side, for reading
    Human,
    /// A table with a header row of language tags
    Tsv,
    /// One JSON object a line for each bead
    Jsonl,
    /// A translation memory, TMX 1.4b
    Tmx,
}

impl Format {
    const ENDINGS: &[(&str, Format)] =
        &[("tmx", Format::Tmx), ("tsv", Format::Tsv), ("jsonl", Format::Jsonl), ("txt", Format::Human)];

    fn ending(self) -> &'static str {
        Format::ENDINGS.iter().find(|row| row.1 == self).map_or("txt", |row| row.0)
    }
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
    project: Project,
    format: Format,
    max_bead: usize,
    min_confidence: f64,
}

/// Two documents and their alignment.
pub(super) struct Aligned {
    /// The name of the pair where there are several.
    name: Option<PathBuf>,
    pub(super) source: Input,
    pub(super) target: Input,
    pub(super) alignment: Alignment,
}

pub(super) fn run(args: &AlignArgs, session: &Session) -> anyhow::Result<Outcome> {
    let plan = Plan::new(args, session)?;
    match (args.source.is_dir(), args.target.is_dir()) {
        (true, true) => run_folders(&plan, session),
        (false, false) => run_files(&plan, session),
        (true, false) => bail!("{}: is a folder, but {} is not; give two files or two folders", args.source.display(), args.target.display()),
        (false, true) => bail!("{}: is a folder, but {} is not; give two files or two folders", args.target.display(), args.source.display()),
    }
}

fn run_files(plan: &Plan, session: &Session) -> anyhow::Result<Outcome> {
    let args = plan.args;
    let (source, target) = plan.read(&args.source, &args.target, session)?;
    let aligned = align(plan, session, vec![(None, source, target)])?;
    match &args.output {
        Some(path) => output::to_file(path, |out| plan.write(out, &aligned, session))?,
        None => output::to_stdout(session, |out| plan.write(out, &aligned, session))?,
    }
    summarise(&aligned, session);
    Ok(Outcome::Clean)
}

fn run_folders(plan: &Plan, session: &Session) -> anyhow::Result<Outcome> {
    let args = plan.args;
    let langs = [&plan.project.languages.source, &plan.project.languages.target]
        .map(|tag| tag.as_ref().map(|tag| &tag.0));
    let matched = pairs::match_folders(
        &args.source,
        &args.target,
        args.source_lang.as_ref().or(langs[0]),
        args.target_lang.as_ref().or(langs[1]),
    )?;
    for message in &matched.unpaired {
        session.warn(message);
    }
    if matched.pairs.is_empty() {
        bail!(
            "no document of {} has its translation in {}; names have to be the same but for the language: a.en.txt and a.km.txt, or en/a.txt and km/a.txt",
            args.source.display(),
            args.target.display()
        );
    }
    let mut outcome = Outcome::Clean;
    let mut read = Vec::new();
    for FilePair { name, source, target } in matched.pairs {
        match plan.read(&source, &target, session) {
            Ok((source, target)) => read.push((Some(name), source, target)),
            // One bad file must not cost the others.
            Err(error) => {
                session.error(&error);
                outcome = Outcome::Partial;
            }
        }
    }
    if read.is_empty() {
        bail!("none of the documents could be read");
    }
    let (from, to) = (read[0].1.lang.clone(), read[0].2.lang.clone());
    if let Some((_, source, target)) =
        read.iter().find(|(_, source, target)| source.lang != from || target.lang != to)
    {
        bail!(
            "{} and {} are {}-{}, but the documents before them {from}-{to}; a memory holds one pair of languages",
            source.path.display(),
            target.path.display(),
            source.lang,
            target.lang
        );
    }
    let aligned = align(plan, session, read)?;
    match &args.output {
        Some(folder) if plan.is_folder(folder) => {
            for one in &aligned {
                let name = one.name.as_deref().unwrap_or(Path::new("alignment"));
                let mut path = folder.join(name).into_os_string();
                path.push(format!(".{}", plan.format.ending()));
                let path = PathBuf::from(path);
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
                }
                let one = std::slice::from_ref(one);
                output::to_file(&path, |out| plan.write(out, one, session))?;
            }
        }
        Some(path) => output::to_file(path, |out| plan.write(out, &aligned, session))?,
        None => output::to_stdout(session, |out| plan.write(out, &aligned, session))?,
    }
    summarise(&aligned, session);
    Ok(outcome)
}

impl<'a> Plan<'a> {
    fn new(args: &'a AlignArgs, session: &Session) -> anyhow::Result<Self> {
        let project = session.project()?;
        let folders = args.source.is_dir() && args.target.is_dir();
        let format = match (&args.format, &args.output) {
            (Some(format), _) => *format,
            (None, None) => Format::Human,
            (None, Some(path)) => match path.extension().and_then(|ending| ending.to_str()) {
                None if folders => Format::Tmx,
                ending => by_ending(path, ending)?,
            },
        };
        Ok(Plan {
            args,
            format,
            max_bead: args.max_bead.map(usize::from).or(project.align.max_bead).unwrap_or(4),
            min_confidence: args.min_confidence.or(project.align.min_confidence).unwrap_or(0.0),
            project,
        })
    }

    /// Tells whether -o names a folder: there is one, or the name has no ending that could be a
    /// format.
    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir() || path.extension().is_none()
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
            let (given, configured) = match side {
                Side::Source => (&self.args.source_lang, &self.project.languages.source),
                Side::Target => (&self.args.target_lang, &self.project.languages.target),
            };
            let flag = format!("--{}-lang", side.name());
            Input::read(path, &self.args.reading, |text| {
                let configured = configured.as_ref().map(|tag| &tag.0);
                language::decide(given.as_ref(), path, text, configured, &flag)
            })
        };
        let (source, target) = (side(source, Side::Source)?, side(target, Side::Target)?);
        check(&source, &target, session)?;
        for input in [&source, &target] {
            session.detail(|| {
                let (path, name) = (input.path.display(), input.lang.name());
                format!("{path}: {name} ({}), {} segments", input.lang, input.segments.len())
            });
        }
        Ok((source, target))
    }

    fn write(
        &self,
        out: &mut dyn Write,
        aligned: &[Aligned],
        session: &Session,
    ) -> anyhow::Result<()> {
        match self.format {
            Format::Human => write_human(out, aligned),
            Format::Tsv => write_tsv(out, aligned),
            Format::Jsonl => write_jsonl(out, aligned),
            Format::Tmx => self.write_tmx(out, aligned, session),
        }
    }

    fn write_tmx(
        &self,
        out: &mut dyn Write,
        aligned: &[Aligned],
        session: &Session,
    ) -> anyhow::Result<()> {
        let Some(first) = aligned.first() else { return Ok(()) };
        let date = session.now().strftime("%Y%m%dT%H%M%SZ").to_string();
        let mut settings =
            tmx::Settings::new(first.source.lang.clone(), first.target.lang.clone());
        settings.creation_date = Some(date.clone());
        let mut writer = tmx::Writer::new(out, settings)?;
        let mut weak = 0;
        for one in aligned {
            for bead in one.alignment.beads.iter().filter(|bead| bead.is_aligned()) {
                if bead.confidence < self.min_confidence {
                    weak += 1;
                } else {
                    writer.write(&units::unit(one, bead, &date))?;
                }
            }
        }
        let summary = writer.finish()?;
        if weak > 0 {
            let least = self.min_confidence;
            session.note(&format!(
                "left out {} with confidence below {least}",
                count(weak, "bead")
            ));
        }
        for loss in summary.losses() {
            session.warn(&loss.to_string());
        }
        Ok(())
    }
}

/// Chooses the format by the ending of a file.
fn by_ending(path: &Path, ending: Option<&str>) -> anyhow::Result<Format> {
    let lower = ending.unwrap_or_default().to_lowercase();
    if let Some((_, format)) = Format::ENDINGS.iter().find(|row| row.0 == lower) {
        return Ok(*format);
    }
    let nearest = Format::ENDINGS
        .iter()
        .map(|row| (strsim::jaro_winkler(&lower, row.0), row.0))
        .filter(|&(similarity, _)| similarity > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let hint = match nearest {
        Some((_, ending)) => format!("did you mean .{ending}?"),
        None => "use .tmx, .tsv, .jsonl or .txt, or say --format".to_owned(),
    };
    match ending {
        Some(ending) => bail!("{}: .{ending} is no format that is written here; {hint}", path.display()),
        None => bail!("{}: the name has no ending to choose the format by; {hint}", path.display()),
    }
}

/// Refuses what cannot be a document and its translation, warns of what is odd.
fn check(source: &Input, target: &Input, session: &Session) -> anyhow::Result<()> {
    let texts = |input: &Input| -> Vec<String> {
        input.segments.iter().map(|segment| segment.text.clone()).collect()
    };
    if source.segments.len() == target.segments.len() && texts(source) == texts(target) {
        bail!(
            "{} and {} hold the same text; give a document and its translation",
            source.path.display(),
            target.path.display()
        );
    }
    let scripts = [source, target].map(|input| script::dominant(&input.sample()));
    let fits = |lang: &Lang, script: Option<Script>| {
        script.is_none_or(|script| language::fits(lang, script))
    };
    let named = |script: Option<Script>| script.map_or_else(String::new, |s| s.to_string());
    let straight = [fits(&source.lang, scripts[0]), fits(&target.lang, scripts[1])];
    let crossed = [fits(&source.lang, scripts[1]), fits(&target.lang, scripts[0])];
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

/// Aligns all pairs, sharing what is learnt.
fn align(
    plan: &Plan,
    session: &Session,
    inputs: Vec<(Option<PathBuf>, Input, Input)>,
) -> anyhow::Result<Vec<Aligned>> {
    let Some((_, source, target)) = inputs.first() else { return Ok(Vec::new()) };
    let options = Options {
        max_bead: plan.max_bead,
        length_prior: LengthPrior::between(&source.lang, &target.lang),
    };
    let pairs: Vec<Pair> = inputs
        .iter()
        .map(|(_, source, target)| Pair { source: &source.segments, target: &target.segments })
        .collect();
    let progress = session.progress();
    let alignments = align::align(&pairs, &options, &|Step { pass, passes }| {
        progress.show(&format!("aligning: pass {} of {passes}", pass + 1));
    });
    drop(progress);
    Ok(inputs
        .into_iter()
        .zip(alignments)
        .map(|((name, source, target), alignment)| Aligned { name, source, target, alignment })
        .collect())
}

fn summarise(aligned: &[Aligned], session: &Session) {
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
    session.note(&format!(
        "{documents}{} (mean confidence {:.2}), unaligned: {sources} source, {targets} target",
        count(both, "bead"),
        confidence / both.max(1) as f64
    ));
}

/// Writes a number with its noun.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn write_human(out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
    let columns = terminal_size::terminal_size().map_or(80, |(columns, _)| columns.0.into());
    for (index, one) in aligned.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        if let Some(name) = &one.name {
            writeln!(out, "{}", name.display())?;
        }
        side_by_side::write(out, one, columns)?;
    }
    Ok(())
}

fn write_tsv(out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
    // A tab or line end inside a text would make another column or row.
    let cell = |text: String| text.replace(['\t', '\n', '\r'], " ");
    let Some(first) = aligned.first() else { return Ok(()) };
    writeln!(out, "bead\t{}\t{}\tconfidence", first.source.lang, first.target.lang)?;
    for one in aligned {
        for (index, bead) in one.alignment.beads.iter().enumerate() {
            let source = &one.source.segments[bead.source.clone()];
            let target = &one.target.segments[bead.target.clone()];
            writeln!(
                out,
                "{}\t{}\t{}\t{:.4}",
                index + 1,
                cell(units::joined(source, &one.source.lang)),
                cell(units::joined(target, &one.target.lang)),
                bead.confidence
            )?;
        }
    }
    Ok(())
}

/// A bead in JSON.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<std::borrow::Cow<'a, str>>,
    bead: usize,
    source: Vec<&'a str>,
    target: Vec<&'a str>,
    source_lines: Vec<usize>,
    target_lines: Vec<usize>,
    confidence: f64,
}

impl<'a> Row<'a> {
    fn new(one: &'a Aligned, index: usize, bead: &Bead) -> Self {
        let source = &one.source.segments[bead.source.clone()];
        let target = &one.target.segments[bead.target.clone()];
        let texts =
            |segments: &'a [Segment]| segments.iter().map(|segment| segment.text.as_str()).collect();
        let lines = |segments: &[Segment]| match (segments.first(), segments.last()) {
            (Some(first), Some(last)) => vec![first.lines.first, last.lines.last],
            _ => Vec::new(),
        };
        Row {
            document: one.name.as_ref().map(|name| name.to_string_lossy()),
            bead: index + 1,
            source: texts(source),
            target: texts(target),
            source_lines: lines(source),
            target_lines: lines(target),
            confidence: (bead.confidence * 1e4).round() / 1e4,
        }
    }
}

fn write_jsonl(out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
    for one in aligned {
        for (index, bead) in one.alignment.beads.iter().enumerate() {
            serde_json::to_writer(&mut *out, &Row::new(one, index, bead))?;
            writeln!(out)?;
        }
    }
    Ok(())
}
