//! `chancery evaluate`: how good the alignment is, measured against alignments made by people.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::evidence::EvidenceArgs;
use super::format::{Format, formats, json_lines};
use super::session::Session;
use super::{Outcome, output};
use crate::align::Shape;
use crate::align::evaluate::{Score, Scores};
use crate::desk::evaluate::{DocumentScores, EvaluateOptions, SetScores};

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
    evidence: EvidenceArgs,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "A table"),
    (Format::Json, "One JSON object"),
];

pub(super) fn run(args: &EvaluateArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (desk, started) = (session.desk()?, Instant::now());
    let options = EvaluateOptions {
        cut: args.cut,
        pool: args.pool,
        max_bead: args.max_bead.into(),
        evidence: (&args.evidence).into(),
        clock: &|| started.elapsed().as_secs_f64(),
    };
    if args.documents {
        let rows = desk.evaluate_documents(&args.folders, &options)?;
        output::to_stdout(session, |out| match args.format {
            Format::Json => document_json(out, &rows),
            _ => document_table(out, &rows),
        })?;
        return Ok(Outcome::Clean);
    }
    let rows = desk.evaluate_sets(&args.folders, &options)?;
    output::to_stdout(session, |out| match args.format {
        Format::Json => json(out, &rows),
        _ if !args.calibration => table(out, &rows),
        _ => {
            table(out, &rows)?;
            calibration_table(out, &rows)
        }
    })?;
    Ok(Outcome::Clean)
}

/// Writes for each set the calibration error, and for some bands the share of beads and how many of
/// them are right.
fn calibration_table(out: &mut dyn Write, rows: &[SetScores]) -> anyhow::Result<()> {
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

fn document_table(out: &mut dyn Write, rows: &[DocumentScores]) -> anyhow::Result<()> {
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

fn document_json(out: &mut dyn Write, rows: &[DocumentScores]) -> anyhow::Result<()> {
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
    json_lines(out, [serde_json::json!({ "documents": documents })])
}

fn table(out: &mut dyn Write, rows: &[SetScores]) -> anyhow::Result<()> {
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
fn shape_table(out: &mut dyn Write, rows: &[SetScores], width: usize) -> anyhow::Result<()> {
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

fn json(out: &mut dyn Write, rows: &[SetScores]) -> anyhow::Result<()> {
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
    json_lines(out, [serde_json::json!({ "sets": sets })])
}
