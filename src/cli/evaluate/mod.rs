//! `chancery evaluate`: how good the alignment is, measured against alignments made by people.

mod documents;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::evidence::{Evidence, Unnamed};
use super::session::Session;
use super::{Outcome, output};
use crate::align::evaluate::{self, Calibration, GoldBead, Score, Scores};
use crate::align::{self, LengthPrior, Options, Pair, Shape};
use crate::desk;
use crate::format;
use crate::segment::{self, Segment};
use crate::text::Lang;
use crate::text::script::{self, Script};

/// Scores the aligner against gold alignments.
///
/// A folder that holds NAME.src, NAME.tgt and NAME.gold is a set; folders above sets may be given
/// too. In .src and .tgt every line is a segment; in .gold every line is a bead, `[0]:[0, 1]`, with
/// segments counted from 0. Strict counts beads that are the same, lax those that overlap.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery evaluate gold/press-releases gold/treaties --pool")]
pub(super) struct EvaluateArgs {
    /// Folders with gold data
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Score running text: NAME.en.txt and NAME.km.txt with NAME.en-km.gold.tsv, whose lines are
    /// `0 TAB 0,1`; counts places that are right in both texts at once
    #[arg(long, conflicts_with_all = ["pool", "cut"])]
    documents: bool,
    /// Cut the documents of sets into pieces of about N segments first, to see how small ones do
    #[arg(long, value_name = "N")]
    cut: Option<usize>,
    /// Let all documents of a set share what is learnt about words
    #[arg(long)]
    pool: bool,
    /// Show how far confidences can be believed: of the beads with confidence .9, nine in ten should
    /// be right
    #[arg(long, conflicts_with = "documents")]
    calibration: bool,
    /// The most segments on one side of a bead
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u8).range(1..=9))]
    max_bead: u8,
    #[command(flatten)]
    evidence: Evidence,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table
    Human,
    /// One JSON object
    Json,
}

/// A document with its gold beads.
struct Gold {
    source: Vec<Segment>,
    target: Vec<Segment>,
    beads: Vec<GoldBead>,
}

impl Gold {
    /// Cuts the document at ends of beads, after `size` segments of either side or a few more.
    fn cut(self, size: usize) -> Vec<Gold> {
        let mut pieces = Vec::new();
        let (mut source, mut target) = (self.source.into_iter(), self.target.into_iter());
        let (mut beads, mut sources, mut targets) = (Vec::new(), 0, 0);
        let count = self.beads.len();
        for (index, bead) in self.beads.into_iter().enumerate() {
            let moved = |numbers: &[usize], first: usize| (first..first + numbers.len()).collect();
            beads.push(GoldBead {
                source: moved(&bead.source, sources),
                target: moved(&bead.target, targets),
            });
            sources += bead.source.len();
            targets += bead.target.len();
            if sources.max(targets) >= size || index + 1 == count {
                pieces.push(Gold {
                    source: source.by_ref().take(sources).collect(),
                    target: target.by_ref().take(targets).collect(),
                    beads: std::mem::take(&mut beads),
                });
                (sources, targets) = (0, 0);
            }
        }
        pieces
    }
}

/// The scores of a set.
struct Row {
    name: String,
    documents: usize,
    scores: Scores,
    calibration: Calibration,
    seconds: f64,
}

pub(super) fn run(args: &EvaluateArgs, session: &Session) -> anyhow::Result<Outcome> {
    if args.documents {
        return run_documents(args, session);
    }
    let mut sets = Vec::new();
    for folder in &args.folders {
        let before = sets.len();
        find_sets(folder, &mut sets)?;
        if sets.len() == before {
            bail!(
                "{}: no set here: a set has NAME.src, NAME.tgt and NAME.gold",
                folder.display()
            );
        }
    }
    let progress = session.progress();
    let mut rows = Vec::new();
    for (index, (folder, names)) in sets.iter().enumerate() {
        progress.show(&format!(
            "set {} of {}: {}",
            index + 1,
            sets.len(),
            folder.display()
        ));
        rows.push(measure(folder, names, args, session)?);
    }
    drop(progress);
    output::to_stdout(session, |out| match args.format {
        Format::Human => {
            table(out, &rows)?;
            if args.calibration {
                calibration_table(out, &rows)?;
            }
            Ok(())
        }
        Format::Json => json(out, &rows),
    })?;
    Ok(Outcome::Clean)
}

/// Writes for each set the calibration error, and for some bands the share of beads and how many of
/// them are right.
fn calibration_table(out: &mut dyn Write, rows: &[Row]) -> anyhow::Result<()> {
    /// The bands that are shown together: from, to, and what they are called.
    const SHOWN: [(usize, usize, &str); 4] = [
        (0, 5, "< .5"),
        (5, 9, ".5-.9"),
        (9, 10, ".9-.99"),
        (10, 11, ">= .99"),
    ];
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or(0)
        .max("set".len());
    write!(out, "\n{:width$}  error", "confidence")?;
    for (_, _, name) in SHOWN {
        write!(out, "  {name:>12}")?;
    }
    writeln!(
        out,
        "\n{:width$}       {}",
        "",
        "  beads  right".repeat(SHOWN.len())
    )?;
    for row in rows {
        let all: usize = row.calibration.bands.iter().map(|band| band.beads).sum();
        write!(
            out,
            "{:width$}   {:>4}",
            row.name,
            share(row.calibration.error())
        )?;
        for (from, to, _) in SHOWN {
            let bands = &row.calibration.bands[from..to];
            let beads: usize = bands.iter().map(|band| band.beads).sum();
            let right: usize = bands.iter().map(|band| band.right).sum();
            let part = share(beads as f64 / all.max(1) as f64);
            let right = match beads {
                0 => "-".to_owned(),
                _ => share(right as f64 / beads as f64),
            };
            write!(out, "  {part:>5}  {right:>5}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn run_documents(args: &EvaluateArgs, session: &Session) -> anyhow::Result<Outcome> {
    let options = Options {
        max_bead: args.max_bead.into(),
        ..Options::default()
    };
    let mut rows = Vec::new();
    for folder in &args.folders {
        for files in documents::find(folder)? {
            rows.push(files.measure(&options, &args.evidence, session)?);
        }
    }
    output::to_stdout(session, |out| match args.format {
        Format::Human => document_table(out, &rows),
        Format::Json => document_json(out, &rows),
    })?;
    Ok(Outcome::Clean)
}

fn document_table(out: &mut dyn Write, rows: &[documents::Row]) -> anyhow::Result<()> {
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or(0)
        .max("document".len());
    writeln!(
        out,
        "{:width$}  beads  strict F1  lax F1  boundaries P    R   F1",
        "document"
    )?;
    let line = |name: &str, beads: &str, scores: Option<(f64, f64)>, b: [f64; 3]| {
        let (strict, lax) = scores.map_or(("-".to_owned(), "-".to_owned()), |(strict, lax)| {
            (share(strict), share(lax))
        });
        let [p, r, f] = b.map(share);
        format!("{name:width$}  {beads:>5}  {strict:>9}  {lax:>6}          {p:>4} {r:>4} {f:>4}")
    };
    let of = |score: &Score| [score.precision.share(), score.recall.share(), score.f1()];
    for row in rows {
        let scores = row
            .scores
            .as_ref()
            .map(|scores| (scores.strict.f1(), scores.lax.f1()));
        writeln!(
            out,
            "{}",
            line(
                &row.name,
                &row.beads.to_string(),
                scores,
                of(&row.boundaries)
            )
        )?;
    }
    if rows.len() > 1 {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let scored: Vec<&Scores> = rows.iter().filter_map(|row| row.scores.as_ref()).collect();
        let f1 = |score: fn(&Scores) -> f64| {
            mean(
                &scored
                    .iter()
                    .map(|scores| score(scores))
                    .collect::<Vec<_>>(),
            )
        };
        let scores = (!scored.is_empty()).then(|| (f1(|s| s.strict.f1()), f1(|s| s.lax.f1())));
        let boundaries = [0, 1, 2].map(|n| {
            mean(
                &rows
                    .iter()
                    .map(|row| of(&row.boundaries)[n])
                    .collect::<Vec<_>>(),
            )
        });
        writeln!(out, "{}", line("mean", "", scores, boundaries))?;
    }
    Ok(())
}

fn document_json(out: &mut dyn Write, rows: &[documents::Row]) -> anyhow::Result<()> {
    let documents: Vec<_> = rows
        .iter()
        .map(|row| {
            serde_json::json!({
                "document": row.name,
                "beads": row.beads,
                "strict": row.scores.as_ref().map(|scores| JsonScore::from(&scores.strict)),
                "lax": row.scores.as_ref().map(|scores| JsonScore::from(&scores.lax)),
                "boundaries": JsonScore::from(&row.boundaries),
                "seconds": (row.seconds * 1e3).round() / 1e3,
            })
        })
        .collect();
    serde_json::to_writer(&mut *out, &serde_json::json!({ "documents": documents }))?;
    writeln!(out)?;
    Ok(())
}

/// Collects folders that hold gold files, with the names of their documents, sorted.
fn find_sets(folder: &Path, sets: &mut Vec<(PathBuf, Vec<String>)>) -> anyhow::Result<()> {
    let place = || folder.display().to_string();
    let mut names = Vec::new();
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(place)? {
        let path = entry.with_context(place)?.path();
        if path.is_dir() {
            folders.push(path);
        } else if path.extension().is_some_and(|ending| ending == "gold")
            && let Some(name) = path.file_stem().and_then(|stem| stem.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    folders.sort();
    if !names.is_empty() {
        sets.push((folder.to_owned(), names));
    }
    folders
        .iter()
        .try_for_each(|folder| find_sets(folder, sets))
}

fn read(folder: &Path, name: &str, session: &Session) -> anyhow::Result<Gold> {
    let path = |ending: &str| folder.join(format!("{name}.{ending}"));
    let lines = |ending: &str| -> anyhow::Result<Vec<Segment>> {
        let text = desk::read_text(&path(ending), None)?;
        Ok(segment::lines(&format::text::read_lines(&text)))
    };
    let gold = desk::read_text(&path("gold"), None)?;
    let beads = evaluate::read_gold(&gold).with_context(|| path("gold").display().to_string())?;
    let (source, target) = (lines("src")?, lines("tgt")?);
    let beyond = |bead: &&GoldBead| {
        bead.source.iter().any(|&s| s >= source.len())
            || bead.target.iter().any(|&t| t >= target.len())
    };
    let count = beads.iter().filter(beyond).count();
    if count > 0 {
        let path = path("gold");
        session.warn(&format!(
            "{}: {count} bead(s) name lines that are not there",
            path.display()
        ));
    }
    Ok(Gold {
        source,
        target,
        beads,
    })
}

fn measure(
    folder: &Path,
    names: &[String],
    args: &EvaluateArgs,
    session: &Session,
) -> anyhow::Result<Row> {
    let mut documents: Vec<Gold> = names
        .iter()
        .map(|name| read(folder, name, session))
        .collect::<anyhow::Result<_>>()?;
    if let Some(size) = args.cut {
        documents = documents
            .into_iter()
            .flat_map(|document| document.cut(size))
            .collect();
    }
    let langs = languages(&documents);
    let known = langs
        .as_ref()
        .map(|(source, target)| {
            args.evidence
                .open(source, target, Unnamed::DoesNot, session)
        })
        .transpose()?;
    let names: Vec<[Vec<Vec<u32>>; 2]> = documents
        .iter()
        .map(|document| {
            known.as_ref().map_or_else(Default::default, |known| {
                known.names(&document.source, &document.target)
            })
        })
        .collect();
    let pairs: Vec<Pair> = documents
        .iter()
        .zip(&names)
        .map(|(document, [source, target])| Pair {
            source: &document.source,
            target: &document.target,
            names: [source, target],
            ..Pair::default()
        })
        .collect();
    let options = Options {
        max_bead: args.max_bead.into(),
        length_prior: langs.and_then(|(source, target)| LengthPrior::between(&source, &target)),
        lexicon: known.as_ref().and_then(|known| known.lexicon.as_ref()),
        explain: false,
    };
    let started = Instant::now();
    let alignments: Vec<_> = if args.pool {
        align::align(&pairs, &options, &|_| ())
    } else {
        pairs
            .iter()
            .flat_map(|pair| align::align(&[*pair], &options, &|_| ()))
            .collect()
    };
    let seconds = started.elapsed().as_secs_f64();
    let scores = alignments
        .iter()
        .zip(&documents)
        .map(|(alignment, document)| evaluate::score(alignment, &document.beads))
        .fold(Scores::default(), |sum, scores| sum + scores);
    let mut calibration = Calibration::default();
    for (alignment, document) in alignments.iter().zip(&documents) {
        calibration.add(alignment, &document.beads);
    }
    let name = folder
        .file_name()
        .unwrap_or(folder.as_os_str())
        .to_string_lossy()
        .into_owned();
    Ok(Row {
        name,
        documents: documents.len(),
        calibration,
        scores,
        seconds,
    })
}

/// Returns the languages, told by their scripts: gold data does not say which it is in, and Latin
/// script may be any, so it is taken for English beside another script, and for nothing beside
/// itself.
fn languages(documents: &[Gold]) -> Option<(Lang, Lang)> {
    let lang = |side: fn(&Gold) -> &Vec<Segment>| {
        let segments = documents.iter().flat_map(side).take(200);
        let sample: String = segments.map(|segment| segment.text.as_str()).collect();
        match script::dominant(&sample)? {
            Script::Latin => Lang::parse("en").ok(),
            script => Lang::of_script(script),
        }
    };
    let (source, target) = (lang(|gold| &gold.source)?, lang(|gold| &gold.target)?);
    (source != target).then_some((source, target))
}

fn table(out: &mut dyn Write, rows: &[Row]) -> anyhow::Result<()> {
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or(0)
        .max("set".len());
    writeln!(
        out,
        "{:width$}  docs  beads  strict P    R   F1    lax P    R   F1  seconds",
        "set"
    )?;
    for row in rows {
        let (strict, lax) = (&row.scores.strict, &row.scores.lax);
        writeln!(
            out,
            "{:width$}  {:>4}  {:>5}      {} {} {}     {} {} {}  {:>7.2}",
            row.name,
            row.documents,
            row.scores.gold_beads,
            share(strict.precision.share()),
            share(strict.recall.share()),
            share(strict.f1()),
            share(lax.precision.share()),
            share(lax.recall.share()),
            share(lax.f1()),
            row.seconds,
        )?;
    }
    if rows.len() > 1 {
        let mean = |score: fn(&Scores) -> f64| {
            rows.iter().map(|row| score(&row.scores)).sum::<f64>() / rows.len() as f64
        };
        let (strict, lax) = (mean(|s| s.strict.f1()), mean(|s| s.lax.f1()));
        let seconds: f64 = rows.iter().map(|row| row.seconds).sum();
        writeln!(
            out,
            "{:width$}                             {}               {}  {seconds:>7.2}",
            "mean",
            share(strict),
            share(lax),
        )?;
    }
    shape_table(out, rows, width)
}

/// Writes the strict F1 of the shapes that are most frequent in gold.
fn shape_table(out: &mut dyn Write, rows: &[Row], width: usize) -> anyhow::Result<()> {
    /// Columns that fit beside a short name on 80 columns.
    const MOST: usize = 9;
    let mut counts: BTreeMap<Shape, usize> = BTreeMap::new();
    for (shape, score) in rows.iter().flat_map(|row| &row.scores.by_shape) {
        *counts.entry(*shape).or_default() += score.recall.all;
    }
    let mut shapes: Vec<_> = counts.into_iter().filter(|&(_, count)| count > 0).collect();
    shapes.sort_by_key(|&(shape, count)| (std::cmp::Reverse(count), shape));
    shapes.truncate(MOST);
    write!(out, "\n{:width$}", "strict F1")?;
    for (shape, _) in &shapes {
        write!(out, "  {:>4}", shape.to_string())?;
    }
    writeln!(out)?;
    for row in rows {
        write!(out, "{:width$}", row.name)?;
        for (shape, _) in &shapes {
            let score = row
                .scores
                .by_shape
                .get(shape)
                .filter(|score| score.recall.all > 0);
            write!(
                out,
                "  {:>4}",
                score.map_or("-".to_owned(), |score| share(score.f1()))
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes a share with three decimals and no leading zero, as the field does.
fn share(share: f64) -> String {
    let text = format!("{share:.3}");
    text.strip_prefix('0').map_or(text.clone(), str::to_owned)
}

#[derive(Serialize)]
struct JsonScore {
    precision: f64,
    recall: f64,
    f1: f64,
}

impl From<&Score> for JsonScore {
    fn from(score: &Score) -> Self {
        JsonScore {
            precision: rounded(score.precision.share()),
            recall: rounded(score.recall.share()),
            f1: rounded(score.f1()),
        }
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn json(out: &mut dyn Write, rows: &[Row]) -> anyhow::Result<()> {
    let sets: Vec<_> = rows
        .iter()
        .map(|row| {
            let by_shape: serde_json::Map<_, _> = row
                .scores
                .by_shape
                .iter()
                .map(|(shape, score)| {
                    let counts = serde_json::json!({
                        "gold": score.recall.all,
                        "found": score.precision.all,
                        "right": score.recall.right,
                        "f1": rounded(score.f1()),
                    });
                    (shape.to_string(), counts)
                })
                .collect();
            serde_json::json!({
                "set": row.name,
                "documents": row.documents,
                "beads": row.scores.gold_beads,
                "strict": JsonScore::from(&row.scores.strict),
                "lax": JsonScore::from(&row.scores.lax),
                "by_shape": by_shape,
                "calibration_error": (row.calibration.error() * 1e4).round() / 1e4,
                "seconds": (row.seconds * 1e3).round() / 1e3,
            })
        })
        .collect();
    serde_json::to_writer(&mut *out, &serde_json::json!({ "sets": sets }))?;
    writeln!(out)?;
    Ok(())
}
