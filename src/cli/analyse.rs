//! `chancery analyse`: how much of a text the memories know, as translators count it.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::memories::{Choice, Memories};
use super::reading::ReadingArgs;
use super::session::{self, Session};
use super::{Outcome, output};
use crate::desk::language::Expected;
use crate::desk::{Reading, SegmentedDocument as Input, Side};
use crate::memory::{Kind, Match, Memory, Penalties, Query, Store};
use crate::model::TranslationUnit;
use crate::segment::count::{Counter, Counts};
use crate::segment::{self, Segment};
use crate::text::Lang;

/// Counts segments, words and characters by how well the memories know them.
///
/// 101 is the same text between the same neighbours, a repetition the same text as an earlier segment
/// of the files; the other bands are scores as lookup gives them. Words of scripts without spaces are
/// counted by dictionaries.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery analyse draft.en.txt
  chancery analyse speeches/*.en.txt --memory ministry.db --internal --format csv")]
pub(super) struct AnalyseArgs {
    /// Documents to translate
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Count segments that are like earlier ones of the files, as they will be in the memory by then
    #[arg(long)]
    internal: bool,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for reading
    Human,
    /// A table with commas
    Csv,
    /// One JSON document
    Json,
}

/// The bands, from the least work to the most.
const BANDS: [&str; 8] = [
    "101",
    "repetitions",
    "100",
    "95-99",
    "85-94",
    "75-84",
    "50-74",
    "none",
];

const REPETITIONS: usize = 1;

/// Returns the band of a score.
fn band(score: u8) -> usize {
    match score {
        101.. => 0,
        100 => 2,
        95..=99 => 3,
        85..=94 => 4,
        75..=84 => 5,
        50..=74 => 6,
        _ => 7,
    }
}

#[derive(Serialize)]
struct Report {
    source_lang: String,
    target_lang: String,
    files: Vec<File>,
    total: Vec<Band>,
}

#[derive(Serialize)]
struct File {
    file: String,
    bands: Vec<Band>,
}

#[derive(Serialize)]
struct Band {
    #[serde(rename = "band")]
    name: &'static str,
    segments: usize,
    words: usize,
    characters: usize,
}

/// What is known of the files before a segment.
struct Earlier {
    /// Match keys that were met.
    keys: HashSet<String>,
    /// All segments, in order; the number of a unit is that of its segment, from 1.
    memory: Option<Memory>,
    done: u64,
}

pub(super) fn run(args: &AnalyseArgs, session: &Session) -> anyhow::Result<Outcome> {
    let mut memories = Memories::open(&args.choice, session)?;
    let configured = session::project()?.languages.source.map(|tag| tag.0);
    let mut inputs = Vec::new();
    for path in &args.files {
        let expected = Expected {
            side: Side::Source,
            given: args.choice.source_lang.as_ref(),
            configured: configured.as_ref(),
        };
        inputs.push(Reading::from(&args.reading).segments(path, &expected, session)?);
    }
    let mut choice: Choice = args.choice.clone();
    choice.source_lang = inputs.first().map(|input| input.lang.clone());
    let (source, target) = memories.languages(&choice, "")?;
    let mut earlier = Earlier {
        keys: HashSet::new(),
        memory: args
            .internal
            .then(|| of_segments(&inputs, &source, &target))
            .transpose()?,
        done: 0,
    };
    let progress = session.progress();
    let mut files = Vec::new();
    let mut total = [Counts::default(); BANDS.len()];
    for input in &inputs {
        let counter = Counter::new(&input.lang);
        let mut counts = [Counts::default(); BANDS.len()];
        for place in 0..input.segments.len() {
            progress.show(&format!("{}: segment {}", input.path.display(), place + 1));
            let band = earlier.band(
                &input.segments,
                place,
                |query| memories.look_up(&query.into_query(&source, &target), session),
                (&source, &target),
            )?;
            counts[band] += counter.count(std::slice::from_ref(&input.segments[place]));
        }
        for (sum, own) in total.iter_mut().zip(counts) {
            *sum += own;
        }
        files.push(File {
            file: input.path.display().to_string(),
            bands: bands(&counts),
        });
    }
    drop(progress);
    let report = Report {
        source_lang: source.to_string(),
        target_lang: target.to_string(),
        files,
        total: bands(&total),
    };
    output::to_stdout(session, |out| match args.format {
        Format::Human => human(out, &report),
        Format::Csv => csv(out, &report),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &report)?;
            Ok(writeln!(out)?)
        }
    })?;
    Ok(Outcome::Clean)
}

/// A segment with its neighbours, without languages.
struct Asked<'a> {
    text: &'a segment::Reading<'a>,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn into_query(self, source: &'a Lang, target: &'a Lang) -> Query<'a> {
        Query {
            before: self.before,
            after: self.after,
            threshold: 50,
            most: 1,
            ..Query::new(self.text, source, target)
        }
    }
}

impl Earlier {
    /// Returns the band of a segment, and takes it for known from there on.
    fn band(
        &mut self,
        segments: &[Segment],
        place: usize,
        look_up: impl FnOnce(Asked<'_>) -> anyhow::Result<Vec<(usize, Match)>>,
        (source, target): (&Lang, &Lang),
    ) -> anyhow::Result<usize> {
        let text = |place: usize| segments.get(place).map(|segment| segment.text.as_str());
        let own = segment::Reading::new(text(place).unwrap_or_default());
        self.done += 1;
        let found = look_up(Asked {
            text: &own,
            before: place.checked_sub(1).and_then(text),
            after: text(place + 1),
        })?;
        let is_repeated = !self.keys.insert(own.key().to_owned());
        let best = found.first().map(|(_, found)| (found.kind, found.score));
        if let Some((Kind::Context, score)) = best {
            return Ok(band(score));
        }
        if is_repeated {
            return Ok(REPETITIONS);
        }
        let mut score = best.map_or(0, |(_, score)| score);
        if let Some(memory) = &mut self.memory {
            let query = Query {
                earlier_than: Some(self.done),
                threshold: 50,
                most: 1,
                penalties: Penalties::none(),
                ..Query::new(&own, source, target)
            };
            let found = memory.look_up(&query)?;
            score = score.max(found.first().map_or(0, |found| found.score));
        }
        Ok(band(score))
    }
}

/// Makes a memory of all segments, as if each were translated.
fn of_segments(inputs: &[Input], source: &Lang, target: &Lang) -> anyhow::Result<Memory> {
    let mut store = Store::temporary()?;
    let mut change = store.change()?;
    let mut number = 0_usize;
    for input in inputs {
        let units: Vec<TranslationUnit> = (input.segments.iter())
            .map(|segment| {
                number += 1;
                let target = (target, number.to_string());
                TranslationUnit::pair((source, segment.text.clone()), target)
            })
            .collect();
        change.add("documents", &units)?;
    }
    change.finish()?;
    Ok(Memory::new(store))
}

fn bands(counts: &[Counts]) -> Vec<Band> {
    let rows = BANDS.iter().zip(counts);
    rows.map(|(name, counts)| Band {
        name,
        segments: counts.segments,
        words: counts.words,
        characters: counts.characters,
    })
    .collect()
}

fn human(out: &mut dyn Write, report: &Report) -> anyhow::Result<()> {
    let several = report.files.len() > 1;
    for file in &report.files {
        if several {
            writeln!(out, "{}", file.file)?;
            table(out, &file.bands)?;
            writeln!(out)?;
        }
    }
    if several {
        writeln!(out, "(all)")?;
    }
    table(out, &report.total)
}

fn table(out: &mut dyn Write, bands: &[Band]) -> anyhow::Result<()> {
    writeln!(out, "band         segments    words  characters      %")?;
    let sum = |of: fn(&Band) -> usize| bands.iter().map(of).sum::<usize>();
    let (segments, words, characters) = (
        sum(|band| band.segments),
        sum(|band| band.words),
        sum(|band| band.characters),
    );
    let part = |own: usize| own as f64 * 100.0 / words.max(1) as f64;
    for band in bands {
        writeln!(
            out,
            "{:<11}  {:>8}  {:>7}  {:>10}  {:>5.1}",
            band.name,
            band.segments,
            band.words,
            band.characters,
            part(band.words)
        )?;
    }
    writeln!(
        out,
        "{:<11}  {segments:>8}  {words:>7}  {characters:>10}  100.0",
        "all"
    )?;
    Ok(())
}

fn csv(out: &mut dyn Write, report: &Report) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["file", "band", "segments", "words", "characters"])?;
    let total = ("(all)", &report.total);
    let files = report
        .files
        .iter()
        .map(|file| (file.file.as_str(), &file.bands));
    for (file, bands) in files.chain([total]) {
        for band in bands {
            let [segments, words, characters] =
                [band.segments, band.words, band.characters].map(|count| count.to_string());
            writer.write_record([file, band.name, &segments, &words, &characters])?;
        }
    }
    writer.flush()?;
    Ok(())
}
