//! Speed of reading and cutting, on running news text of NTREX-128 repeated to some megabytes.
//!
//! `cargo bench --bench segment`; the data is not part of the package.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use chancery::format::text;
use chancery::segment::{Options, segments};
use chancery::text::Lang;

/// Bytes of text that each language is measured on.
const SIZE: usize = 8 << 20;
/// Lines of the corpus that make a paragraph.
const PARAGRAPH: usize = 5;
/// Runs, of which the fastest counts.
const RUNS: usize = 5;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "language  read MB/s  cut MB/s  segments")?;
    for code in ["en", "km", "fr", "vi", "id", "th", "lo", "my", "zh", "pl"] {
        // Polish has no rules of its own: French stands in, to measure UAX #29.
        let file = if code == "pl" { "fr" } else { code };
        let name = format!("../shared/data/bitext/ntrex128/ntrex.{file}");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let Ok(corpus) = fs::read_to_string(&path) else {
            writeln!(out, "{code}: {} is absent", path.display())?;
            continue;
        };
        let lang = Lang::parse(code).map_err(io::Error::other)?;
        let input = running_text(&corpus);
        let megabytes = input.len() as f64 / 1e6;
        let read = fastest(|| text::read(&input).blocks.len());
        let document = text::read(&input);
        let options = Options::default();
        let cut = fastest(|| segments(&document, &lang, &options).len());
        writeln!(
            out,
            "{code:<8}  {:>9.0}  {:>8.0}  {:>8}",
            megabytes / read.0.as_secs_f64(),
            megabytes / cut.0.as_secs_f64(),
            cut.1
        )?;
    }
    Ok(())
}

/// Joins the sentences of a corpus to paragraphs and repeats them.
fn running_text(corpus: &str) -> String {
    let lines: Vec<&str> = corpus.lines().collect();
    let mut text = String::with_capacity(SIZE + corpus.len());
    while text.len() < SIZE {
        for paragraph in lines.chunks(PARAGRAPH) {
            text.push_str(&paragraph.join(" "));
            text.push_str("\n\n");
        }
    }
    text
}

/// Returns the shortest time of some runs, and what they returned.
fn fastest(run: impl Fn() -> usize) -> (Duration, usize) {
    let mut best = (Duration::MAX, 0);
    for _ in 0..RUNS {
        let start = Instant::now();
        let count = run();
        best = best.min((start.elapsed(), count));
    }
    best
}
