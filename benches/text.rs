//! Throughput of match keys, clusters, and numbers and dates, on one core. Reads the evaluation texts where they are,
//! and makes a text of its own where they are not.
//!
//! `cargo bench --bench text`

// A benchmark is a program of its own: printing is all that it is for.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chancery::text::fold::{Level, fold};
use chancery::text::number;
use chancery::text::quantity::quantities;
use chancery::text::script::clusters;
use chancery::text::width::wrap;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/bitext");

/// A Khmer phrase in canonical order, and one with digits, a break hint and letters out of order.
const TIDY: &str = "\u{1780}\u{17B7}\u{1785}\u{17D2}\u{1785}\u{1796}\u{17D2}\u{179A}\u{1798} ";
const UNTIDY: &str = "\u{1781}\u{17C2}\u{17D2}\u{1798}\u{179A}\u{200B}\u{17E2}\u{17E5} \u{17D4}\n";

fn main() {
    let khmer = corpus("ntrex128/ntrex.km", &(TIDY.repeat(8) + UNTIDY));
    let hinted = corpus("flores200/flores.km", &(TIDY.repeat(2) + UNTIDY));
    let english = corpus("ntrex128/ntrex.en", "The Parties shall consult annually.\n");
    let thai = corpus(
        "ntrex128/ntrex.th",
        "\u{E40}\u{E01}\u{E49}\u{E32}\u{E19} \u{E01}\u{E33}\n",
    );
    let burmese = corpus(
        "ntrex128/ntrex.my",
        "\u{1019}\u{1014}\u{103A}\u{1039}\u{1010}\u{104B}\n",
    );
    let vietnamese = corpus(
        "ntrex128/ntrex.vi",
        "Vi\u{1EC7}t Nam \u{111}\u{1ED9}c l\u{1EAD}p\n",
    );
    let chinese = corpus(
        "ntrex128/ntrex.zh",
        "\u{4E1C}\u{76DF}\u{56FD}\u{5BB6}\u{3002}\n",
    );
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let by_line = |lines: &[String], level| -> usize {
        lines.iter().map(|line| fold(line, level).key.len()).sum()
    };

    println!("{:<30}{:>8}", "", "MB/s");
    for (name, text, level) in [
        ("match key, Khmer", &khmer, Level::Match),
        ("match key, Khmer with ZWSP", &hinted, Level::Match),
        ("match key, English", &english, Level::Match),
        ("match key, English, no case", &english, Level::Caseless),
        ("match key, Thai", &thai, Level::Match),
        ("match key, Burmese", &burmese, Level::Match),
        ("match key, Vietnamese", &vietnamese, Level::Match),
        ("match key, Chinese", &chinese, Level::Match),
    ] {
        let lines = lines(text);
        measure(name, text.len(), || by_line(&lines, level));
    }
    let khmer_lines = lines(&khmer);
    measure("canonical, Khmer", khmer.len(), || {
        by_line(&khmer_lines, Level::Canonical)
    });
    for (name, text) in [
        ("clusters, Khmer", &khmer),
        ("clusters, English", &english),
        ("clusters, Thai", &thai),
        ("clusters, Burmese", &burmese),
        ("clusters, Vietnamese", &vietnamese),
        ("clusters, Chinese", &chinese),
    ] {
        measure(name, text.len(), || {
            clusters(text).map(|cluster| cluster.end & 1).sum()
        });
    }
    for (name, text) in [
        ("numbers and dates, Khmer", &khmer),
        ("numbers and dates, English", &english),
        ("numbers and dates, Thai", &thai),
        ("numbers and dates, Burmese", &burmese),
        ("numbers and dates, Vietnamese", &vietnamese),
        ("numbers and dates, Chinese", &chinese),
    ] {
        measure(name, text.len(), || {
            quantities(text, number::Options::default()).len()
        });
    }
    measure("lines of 80 columns, Khmer", khmer.len(), || {
        wrap(&khmer, 80).len()
    });
}

fn corpus(name: &str, piece: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{name}"))
        .unwrap_or_else(|_| piece.repeat(400_000 / piece.len()))
}

/// Prints the best throughput of many rounds: what other programs take away is not the code's.
fn measure(name: &str, bytes: usize, mut work: impl FnMut() -> usize) {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    while begin.elapsed() < Duration::from_millis(700) {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed());
    }
    println!("{name:<30}{:>8.0}", bytes as f64 / best.as_secs_f64() / 1e6);
}
