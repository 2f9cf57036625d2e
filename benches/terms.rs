//! How fast glossaries load and terms are found, on one core. Terms are made of the words of the
//! evaluation texts where those are, and of a text of its own where they are not.
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
    println!("{:<44}{:>10}", "", "best");
    time("load the built-in glossary", || builtin().concepts.len());
    let shipped = builtin();
    time("lint the built-in glossary", || lint(&shipped, None).len());
    for terms in [10_000, 50_000] {
        let toml = glossary(&english, &khmer, terms);
        let megabytes = toml.len() as f64 / 1e6;
        time(&format!("load {terms} terms ({megabytes:.1} MB)"), || {
            read(&toml).concepts.len()
        });
        let glossary = read(&toml);
        for (lang, text) in [("en", &english), ("km", &khmer)] {
            let tag = Lang::parse(lang).expect("a language");
            let finder = || Finder::new(&glossary, &tag).expect("not too large");
            time(
                &format!("prepare to find {terms} terms, {lang} half"),
                || usize::from(finder().find("x").is_empty()),
            );
            let finder = finder();
            throughput(&format!("find in {lang}, {terms} terms"), text, &finder);
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

/// Makes a glossary with so many terms, half of them in each language: runs of one to four words, and
/// of three to ten clusters.
fn glossary(english: &str, khmer: &str, terms: usize) -> String {
    let mut seen = BTreeSet::new();
    let words: Vec<&str> = english.split_whitespace().collect();
    let letters: Vec<&str> = clusters(khmer)
        .map(|cluster| &khmer[cluster.range()])
        .collect();
    let mut toml = String::new();
    let mut at = 0;
    let mut made = 0;
    while made < terms / 2 && at < terms * 20 {
        let run = |pieces: &[&str], length: usize, between: &str| -> String {
            let start = at * 7919 % pieces.len().saturating_sub(length).max(1);
            pieces[start..(start + length).min(pieces.len())].join(between)
        };
        let en = run(&words, 1 + at % 4, " ");
        let km = run(&letters, 3 + at % 8, "");
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

/// Returns the best time of many rounds: what other programs take away is not the code's.
fn best(mut work: impl FnMut() -> usize) -> Duration {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    while begin.elapsed() < Duration::from_millis(800) {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed());
    }
    best
}

fn time(name: &str, work: impl FnMut() -> usize) {
    println!("{name:<44}{:>7.1} ms", best(work).as_secs_f64() * 1e3);
}

fn throughput(name: &str, text: &str, finder: &Finder) {
    let lines: Vec<&str> = text.lines().collect();
    let hits: usize = lines.iter().map(|line| finder.find(line).len()).sum();
    let time = best(|| lines.iter().map(|line| finder.find(line).len()).sum());
    let speed = text.len() as f64 / time.as_secs_f64() / 1e6;
    println!("{name:<44}{speed:>5.0} MB/s  ({hits} hits)");
}
