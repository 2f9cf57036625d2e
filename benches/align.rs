//! Time and memory of the aligner on made-up texts where the truth is known, on one core.
//!
//! `cargo bench --bench align`. Each text is aligned in a process of its own, so that the peak memory
//! is that of one alignment. Time is that of the processor; both are read from `/proc` and left out
//! where there is none.

use std::io::{self, Write};
use std::process::Command;

use chancery::align::{self, Options, Pair, evaluate};

#[path = "../tests/common/synthetic.rs"]
mod synthetic;

use synthetic::{Bitext, Maker, segment};

type Make = fn(&mut Maker, &mut Bitext);

/// Name and maker of each text.
const TEXTS: &[(&str, Make)] = &[
    ("1,000 segments", |maker, text| {
        maker.translated(text, 1000, 1000);
    }),
    ("2,500 segments", |maker, text| {
        maker.translated(text, 2500, 2500);
    }),
    ("5,000 segments", |maker, text| {
        maker.translated(text, 5000, 5000);
    }),
    ("10,000 segments", |maker, text| {
        maker.translated(text, 10_000, 10_000);
    }),
    ("20,000 segments", |maker, text| {
        maker.translated(text, 20_000, 20_000);
    }),
    ("5,000 target segments too many", |maker, text| {
        maker.translated(text, 9000, 20_000);
        maker.target_only(text, 5000);
        maker.translated(text, 6000, 20_000);
    }),
    ("the same without numbers", |maker, text| {
        maker.numbers = 0.0;
        maker.translated(text, 9000, 20_000);
        maker.target_only(text, 5000);
        maker.translated(text, 6000, 20_000);
    }),
    ("gaps of 4,000 and 9,000", |maker, text| {
        maker.source_only(text, 4000);
        maker.translated(text, 6000, 20_000);
        maker.target_only(text, 9000);
        maker.translated(text, 5000, 20_000);
    }),
    ("40 % too many at the start", |maker, text| {
        maker.source_only(text, 400);
        maker.translated(text, 600, 1000);
    }),
    ("40 % too many in the middle", |maker, text| {
        maker.translated(text, 300, 1000);
        maker.target_only(text, 400);
        maker.translated(text, 300, 1000);
    }),
    ("40 % too many at the end", |maker, text| {
        maker.translated(text, 600, 1000);
        maker.source_only(text, 400);
    }),
    ("one side 50 times longer", |maker, text| {
        maker.target_only(text, 1000);
        maker.translated(text, 40, 100);
        maker.target_only(text, 960);
    }),
    ("one line 1,000 times", |_, text| {
        for _ in 0..1000 {
            text.source.push(segment("abc abc abc.".to_owned()));
            text.target.push(segment("abc abc abc.".to_owned()));
        }
    }),
    ("one line 15,000 and 20,000 times", |_, text| {
        text.source = vec![segment("abc abc abc.".to_owned()); 15_000];
        text.target = vec![segment("abc abc abc.".to_owned()); 20_000];
    }),
];

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let wanted = std::env::args().find_map(|arg| arg.strip_prefix("text=").map(str::to_owned));
    if let Some(wanted) = wanted {
        return run(&wanted, &mut out);
    }
    writeln!(
        out,
        "{:<34}{:>8}{:>8}{:>10}{:>10}{:>14}",
        "text", "source", "target", "seconds", "MiB", "beads right"
    )?;
    out.flush()?;
    for number in 0..TEXTS.len() {
        let process = Command::new(std::env::current_exe()?)
            .arg(format!("text={number}"))
            .env("RAYON_NUM_THREADS", "1")
            .output()?;
        out.write_all(&process.stdout)?;
        out.write_all(&process.stderr)?;
        out.flush()?;
    }
    Ok(())
}

/// Aligns one text and prints its row.
fn run(wanted: &str, out: &mut impl Write) -> io::Result<()> {
    let number: usize = wanted.parse().map_err(io::Error::other)?;
    let (name, make) = TEXTS[number];
    let mut text = Bitext::default();
    make(&mut Maker::new(1 + number as u64), &mut text);
    let before = seconds();
    let pair = Pair {
        source: &text.source,
        target: &text.target,
        ..Pair::default()
    };
    let alignments = align::align(&[pair], &Options::default(), &|_| ());
    let time = seconds().zip(before).map(|(after, before)| after - before);
    let shown = |value: Option<f64>, digits| {
        value.map_or("-".to_owned(), |value| format!("{value:.digits$}"))
    };
    let right = evaluate::score(&alignments[0], &text.beads).strict.recall;
    let right = (!text.beads.is_empty()).then(|| 100.0 * right.share());
    writeln!(
        out,
        "{name:<34}{:>8}{:>8}{:>10}{:>10}{:>12} %",
        text.source.len(),
        text.target.len(),
        shown(time, 2),
        shown(peak(), 0),
        shown(right, 1),
    )
}

/// Returns the processor time used so far, where the system tells.
fn seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The fields after the name of the program: user time is the twelfth, in hundredths.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: f64 = fields.split_whitespace().nth(11)?.parse().ok()?;
    Some(ticks / 100.0)
}

/// Returns the largest resident memory so far in MiB, where the system tells.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1024.0)
}
