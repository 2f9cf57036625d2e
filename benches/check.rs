//! How fast bitext is checked on one core, with all rules on. Terms are made of the words of other
//! texts where those are, beside the glossary that is shipped; the machine may be busy, so that time
//! on the processor is what counts.
//!
//! `cargo bench --bench check`

// A benchmark is a program of its own: printing is all that it is for.
#![allow(clippy::print_stdout)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use chancery::check::{Checker, Document, Settings, Unit};
use chancery::glossary::{Glossary, builtin, load};
use chancery::report::rule::Rule;
use chancery::text::Lang;
use chancery::text::script::clusters;
use chancery::text::source::SourceText;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/bitext");

fn main() {
    // One thread: what one core does is asked for.
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    one.expect("a thread").install(run);
}

fn run() {
    let others = (
        corpus("tico19/tico.en", "The office of the lake opens.\n"),
        corpus(
            "tico19/tico.km",
            "\u{1780}\u{17B6}\u{179A}\u{1784}\u{17B6}\u{179A} \n",
        ),
    );
    let large = glossary(&others.0, &others.1, 10_000);
    println!(
        "{:<44}{:>10}{:>12}{:>14}{:>10}",
        "en-km, one core", "faults", "processor", "segments/s", "bytes"
    );
    for (name, source, target) in [
        ("news", "ntrex128/ntrex.en", "ntrex128/ntrex.km"),
        ("news, ten times", "ntrex128/ntrex.en", "ntrex128/ntrex.km"),
        ("goals", "sdg/sdg.en", "sdg/sdg.km"),
        ("short sentences", "tatoeba/en-km.en", "tatoeba/en-km.km"),
        ("rights", "udhr/udhr.en", "udhr/udhr.km"),
    ] {
        let source = corpus(source, "The Parties shall consult one another annually.\n");
        let target = corpus(
            target,
            "\u{1780}\u{17B7}\u{1785}\u{17D2}\u{1785}\u{1796}\u{17D2}\u{179A}\u{1798}\u{17D4}\n",
        );
        let times = if name.ends_with("ten times") { 10 } else { 1 };
        let (source, target) = (source.repeat(times), target.repeat(times));
        let pairs = source.lines().zip(target.lines());
        let units = pairs.map(|(source, target)| Unit::new(source, target));
        let documents = [Document {
            units: units.collect(),
            date: None,
        }];
        measure(
            &format!("{name}, 10,000 concepts and the shipped"),
            &large,
            &documents,
            "",
        );
        if name == "news" {
            measure("news, shipped glossary", &builtin(), &documents, "");
            for letter in ["T", "N", "Q"] {
                measure(
                    &format!("news, all concepts, {letter} alone"),
                    &large,
                    &documents,
                    letter,
                );
            }
        }
    }
}

fn corpus(name: &str, piece: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{name}"))
        .unwrap_or_else(|_| piece.repeat(400_000 / piece.len()))
}

/// Makes a glossary of so many concepts, with the shipped one beside: runs of three to five words, and
/// of six to thirteen clusters.
fn glossary(english: &str, khmer: &str, concepts: usize) -> Glossary {
    let words: Vec<&str> = english.split_whitespace().collect();
    let letters: Vec<&str> = clusters(khmer)
        .map(|cluster| &khmer[cluster.range()])
        .collect();
    let run = |pieces: &[&str], at: usize, length: usize, between: &str| -> String {
        let start = at * 7919 % pieces.len().saturating_sub(length).max(1);
        pieces[start..(start + length).min(pieces.len())].join(between)
    };
    let mut seen = BTreeSet::new();
    let mut toml = String::new();
    for at in 0..concepts * 20 {
        let en = run(&words, at, 3 + at % 3, " ");
        let km = run(&letters, at, 6 + at % 8, "");
        if seen.len() < concepts && seen.insert(en.clone()) {
            let km = km.trim().replace(['"', '\\', '\n'], "x");
            let _ = write!(
                toml,
                "[concept.c{at}]\nkind = \"term\"\nen = {en:?}\nkm = \"{km}\"\n\n"
            );
        }
    }
    let mut files = vec![SourceText::new("bench.toml", toml)];
    files.extend(builtin().files);
    load(files)
}

/// Checks for a while, round by round, and shows the mean; only the rules of a letter, if there is one.
fn measure(name: &str, glossary: &Glossary, documents: &[Document], letter: &str) {
    let lang = |tag: &str| Lang::parse(tag).expect("a language");
    let others = Rule::all().filter(|rule| !rule.code().starts_with(letter));
    let settings = Settings {
        skip: others.collect(),
        ..Settings::default()
    };
    let checker =
        Checker::new(glossary, &lang("en"), &lang("km"), settings).expect("not too large");
    let bytes: usize = documents
        .iter()
        .flat_map(|document| &document.units)
        .map(|unit| unit.source.plain_text().len() + unit.target.plain_text().len())
        .sum();
    let units: usize = documents.iter().map(|document| document.units.len()).sum();
    let faults = checker.check(documents).len();
    let (begin, busy) = (Instant::now(), processor_time());
    let mut rounds = 0;
    while begin.elapsed() < Duration::from_millis(1500) {
        black_box(checker.check(documents).len());
        rounds += 1;
    }
    let clock = begin.elapsed().as_secs_f64();
    let taken = processor_time()
        .zip(busy)
        .map_or(clock, |(after, before)| after - before);
    let seconds = taken / f64::from(rounds);
    println!(
        "{name:<44}{faults:>10}{:>12}{:>14.0}{:>10}",
        format!("{:.1} MB/s", bytes as f64 / seconds / 1e6),
        units as f64 / seconds,
        bytes / units.max(1)
    );
}

/// Returns the seconds that this thread has been on a processor, where the system tells.
fn processor_time() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
