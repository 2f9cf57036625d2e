//! How fast glossaries load and terms are found, on one core. Terms are made of the words of the
//! evaluation texts where those are, and of a text of its own where they are not.
//!
//! A text is searched twice: for terms that were cut from that text, so that there is a hit every few
//! words, the worst case; and for as many terms of another text beside those that are shipped, which
//! is like real work. Both the time by the clock and the time on the processor are shown: on a shared
//! machine only the second says much.
//!
//! `cargo bench --bench terms`

// A benchmark is a program of its own: printing is all that it is for.
#![allow(clippy::print_stdout)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use chancery::glossary::find::Finder;
use chancery::glossary::lint::lint;
use chancery::glossary::{Glossary, builtin, load};
use chancery::text::Lang;
use chancery::text::script::clusters;
use chancery::text::source::SourceText;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/bitext");

fn main() {
    let english = corpus(
        "ntrex128/ntrex.en",
        "The Parties shall consult one another annually.\n",
    );
    let khmer = corpus(
        "ntrex128/ntrex.km",
        "\u{1780}\u{17B7}\u{1785}\u{17D2}\u{1785}\u{1796}\u{17D2}\u{179A}\u{1798} \n",
    );
    println!("{:<48}{:>12}{:>12}", "", "clock, best", "processor");
    time("load the built-in glossary", || builtin().concepts.len());
    let shipped = builtin();
    time("lint the built-in glossary", || lint(&shipped, None).len());
    let others = (
        corpus("tico19/tico.en", "The office of the lake opens.\n"),
        corpus(
            "tico19/tico.km",
            "\u{1780}\u{17B6}\u{179A}\u{1784}\u{17B6}\u{179A} \n",
        ),
    );
    for (name, other) in [("of the text", false), ("of another text", true)] {
        let terms = 10_000;
        let toml = if other {
            glossary(&others.0, &others.1, terms, 2)
        } else {
            glossary(&english, &khmer, terms, 1)
        };
        let megabytes = toml.len() as f64 / 1e6;
        time(
            &format!("load {terms} concepts ({megabytes:.1} MB)"),
            || read(&toml).concepts.len(),
        );
        let mut files = vec![SourceText::new("bench.toml", &*toml)];
        if other {
            files.extend(shipped.files.iter().cloned());
        }
        let glossary = load(files);
        for (lang, text) in [("en", &english), ("km", &khmer)] {
            let tag = Lang::parse(lang).expect("a language");
            let finder = || Finder::new(&glossary, &tag).expect("not too large");
            time(&format!("prepare to find {terms} terms, {lang}"), || {
                usize::from(finder().find("x").is_empty())
            });
            let finder = finder();
            throughput(
                &format!("find in {lang}, {terms} terms {name}"),
                text,
                &finder,
            );
        }
    }
    for (lang, text) in [("en", &english), ("km", &khmer)] {
        let finder =
            Finder::new(&shipped, &Lang::parse(lang).expect("a language")).expect("not too large");
        throughput(&format!("find in {lang}, built-in glossary"), text, &finder);
    }
}

fn corpus(name: &str, piece: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{name}"))
        .unwrap_or_else(|_| piece.repeat(400_000 / piece.len()))
}

fn read(toml: &str) -> Glossary {
    load(vec![SourceText::new("bench.toml", toml)])
}

/// Makes a glossary with so many concepts, each with a term in both languages: runs of `least` to
/// three more words, and of three times as many to seven more clusters.
fn glossary(english: &str, khmer: &str, terms: usize, least: usize) -> String {
    let mut seen = BTreeSet::new();
    let words: Vec<&str> = english.split_whitespace().collect();
    let letters: Vec<&str> = clusters(khmer)
        .map(|cluster| &khmer[cluster.range()])
        .collect();
    let mut toml = String::new();
    let mut at = 0;
    let mut made = 0;
    while made < terms && at < terms * 20 {
        let run = |pieces: &[&str], length: usize, between: &str| -> String {
            let start = at * 7919 % pieces.len().saturating_sub(length).max(1);
            pieces[start..(start + length).min(pieces.len())].join(between)
        };
        let en = run(&words, least + at % 4, " ");
        let km = run(&letters, 3 * least + at % 8, "");
        at += 1;
        if seen.insert(en.clone()) || at > terms * 10 {
            let _ = write!(
                toml,
                "[concept.c{at}]\nkind = \"term\"\nen = {en:?}\nkm = \"{}\"\n\n",
                km.trim().replace(['"', '\\', '\n'], "x")
            );
            made += 1;
        }
    }
    toml
}

/// Time by the clock, of the best round, and on the processor, of the mean one, in seconds.
struct Taken {
    clock: f64,
    processor: Option<f64>,
}

/// Does the work for a while, round by round.
fn measure(mut work: impl FnMut() -> usize) -> Taken {
    let begin = Instant::now();
    let busy = processor_time();
    let mut best = Duration::MAX;
    let mut rounds = 0;
    while begin.elapsed() < Duration::from_millis(800) {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed());
        rounds += 1;
    }
    let processor = processor_time().zip(busy);
    Taken {
        clock: best.as_secs_f64(),
        processor: processor.map(|(after, before)| (after - before) / f64::from(rounds)),
    }
}

/// Returns the seconds that this thread has been on a processor, where the system tells.
fn processor_time() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

fn time(name: &str, work: impl FnMut() -> usize) {
    let taken = measure(work);
    let show = |seconds: f64| format!("{:.1} ms", seconds * 1e3);
    row(name, &taken, show, "");
}

fn throughput(name: &str, text: &str, finder: &Finder) {
    let lines: Vec<&str> = text.lines().collect();
    let hits: usize = lines.iter().map(|line| finder.find(line).len()).sum();
    let taken = measure(|| lines.iter().map(|line| finder.find(line).len()).sum());
    let show = |seconds: f64| format!("{:.0} MB/s", text.len() as f64 / seconds / 1e6);
    let every = text.len() / hits.max(1);
    row(name, &taken, show, &format!("  a hit every {every} bytes"));
}

fn row(name: &str, taken: &Taken, show: impl Fn(f64) -> String, more: &str) {
    let processor = taken.processor.map_or("-".to_owned(), &show);
    println!("{name:<48}{:>12}{processor:>12}{more}", show(taken.clock));
}
