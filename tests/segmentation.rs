//! Segmentation measured on real texts. The data is not part of the package; where it is absent
//! the tests say so and pass.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use chancery::format::text;
use chancery::segment::{self, Options};
use chancery::text::Lang;

/// Returns the path of a data file, or says that it is absent.
fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(name);
    if path.exists() {
        return Some(path);
    }
    let _ = writeln!(std::io::stderr(), "skipped: {} is absent", path.display());
    None
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str, lang: &str) -> Vec<String> {
    let lang = Lang::parse(lang).unwrap();
    let document = text::read(text);
    segment::segments(&document, &lang, &Options::default())
        .into_iter()
        .map(|segment| collapse(&segment.text))
        .collect()
}

/// Runs a file of cases and returns those that fail, as `expected / found`.
fn failures(name: &str, lang: &str) -> Option<(usize, Vec<String>)> {
    let cases = fs::read_to_string(data(name)?).unwrap();
    let failed = cases
        .lines()
        .filter_map(|case| {
            let case = case.replace("\\n", "\n");
            let expected: Vec<String> = case.replace("-\n", "").split('‖').map(collapse).collect();
            let found = cut(&case.replace('‖', ""), lang);
            (found != expected).then(|| format!("{expected:?}\n  found {found:?}"))
        })
        .collect();
    Some((cases.lines().count(), failed))
}

#[test]
fn english_cases() {
    let Some((count, failed)) = failures("bitext/cases/en_segmentation.txt", "en") else {
        return;
    };
    assert!(count - failed.len() >= 49, "{}", failed.join("\n"));
}

#[test]
fn khmer_cases() {
    let Some((_, failed)) = failures("bitext/cases/km_segmentation.txt", "km") else {
        return;
    };
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Cuts a document of the data folder and returns the gold sentences that are not found, with the
/// number of segments.
fn missing(name: &str, gold: &str, lang: &str) -> Option<(Vec<String>, usize)> {
    let found = cut(&fs::read_to_string(data(name)?).unwrap(), lang);
    let gold = fs::read_to_string(data(gold)?).unwrap();
    let missing = gold
        .lines()
        .map(collapse)
        .filter(|line| !found.contains(line))
        .collect();
    Some((missing, found.len()))
}

#[test]
fn documents() {
    for (name, langs) in [
        ("doc-note-verbale", &["en", "km", "fr", "th"][..]),
        ("doc-ambassador-remarks", &["en", "km"]),
        ("seed-article", &["en", "km"]),
        ("seed-press-release", &["en", "km"]),
    ] {
        for lang in langs {
            let stem = format!("documents/{name}.{lang}");
            let gold = format!("{stem}.sent");
            let Some((missing, count)) = missing(&format!("{stem}.txt"), &gold, lang) else {
                return;
            };
            assert!(missing.is_empty(), "{stem}: {missing:#?}");
            let sentences = fs::read_to_string(data(&gold).unwrap()).unwrap();
            assert_eq!(count, sentences.lines().count(), "{stem}");
        }
    }
}

/// The text as a PDF gave it: a sentence torn over four paragraphs, and three words lost.
#[test]
fn torn_document() {
    let raw = "documents/seed-press-release.raw.en.txt";
    let gold = "documents/seed-press-release.en.sent";
    let Some((missing, count)) = missing(raw, gold, "en") else {
        return;
    };
    let lost = ["Tel :", "July 2025 and subsequently", "Phnom Penh, 23"];
    assert_eq!(missing.len(), lost.len(), "{missing:#?}");
    assert!(
        missing
            .iter()
            .zip(lost)
            .all(|(line, words)| line.contains(words)),
        "{missing:#?}"
    );
    let sentences = fs::read_to_string(data(gold).unwrap()).unwrap();
    assert_eq!(count, sentences.lines().count());
}

/// Wraps every line at `width` characters, at spaces.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut column = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if column > 0 {
                let fits = column + 1 + length <= width;
                out.push(if fits { ' ' } else { '\n' });
                column = if fits { column + 1 } else { 0 };
            }
            out.push_str(word);
            column += length;
        }
        out.push('\n');
    }
    out
}

#[test]
fn wrapping_changes_nothing() {
    for (name, lang) in [
        ("doc-note-verbale", "en"),
        ("doc-note-verbale", "fr"),
        ("doc-ambassador-remarks", "en"),
        ("seed-article", "en"),
        ("seed-press-release", "en"),
    ] {
        let Some(path) = data(&format!("documents/{name}.{lang}.txt")) else {
            return;
        };
        let text = fs::read_to_string(path).unwrap();
        let expected = cut(&text, lang);
        for width in [60, 72, 80, 100] {
            assert_eq!(
                cut(&wrapped(&text, width), lang),
                expected,
                "{name}.{lang} at {width}"
            );
        }
    }
}

/// Precision, recall and F1 of the cuts in running text: the sentences of each document of
/// NTREX-128 joined by `glue`. Headlines without a mark and lines with two sentences keep the best
/// possible F1 below 1.
fn boundary_scores(lang: &str, glue: &str) -> Option<[f64; 3]> {
    let ids = fs::read_to_string(data("bitext/ntrex128/docid")?).unwrap();
    let corpus = fs::read_to_string(data(&format!("bitext/ntrex128/ntrex.{lang}"))?).unwrap();
    let ids: Vec<&str> = ids.lines().collect();
    let mut sentences = corpus.lines().map(str::trim);
    let lang = Lang::parse(lang).unwrap();
    let (mut hits, mut gold, mut found) = (0, 0, 0);
    for document in ids.chunk_by(|a, b| a == b) {
        let mut text = String::new();
        let mut ends = Vec::new();
        for sentence in sentences.by_ref().take(document.len()) {
            if !text.is_empty() {
                ends.push(text.len());
                text.push_str(glue);
            }
            text.push_str(sentence);
        }
        gold += ends.len();
        for decision in segment::sentence::decisions(&text, &lang, &Options::default()) {
            let is_gold = ends.binary_search(&decision.offset).is_ok();
            found += usize::from(decision.breaks);
            hits += usize::from(decision.breaks && is_gold);
        }
    }
    let precision = hits as f64 / found as f64;
    let recall = hits as f64 / gold as f64;
    let f1 = 2.0 * precision * recall / (precision + recall);
    Some([precision, recall, f1])
}

#[test]
fn running_text() {
    let mut low = Vec::new();
    for (lang, glue, floor) in [
        ("en", " ", 0.955),
        ("fr", " ", 0.935),
        ("id", " ", 0.953),
        ("km", " ", 0.947),
        ("lo", " ", 0.944),
        ("ms", " ", 0.949),
        ("my", " ", 0.883),
        ("th", " ", 0.380),
        ("tl", " ", 0.954),
        ("vi", " ", 0.946),
        ("zh", "", 0.917),
    ] {
        let Some(scores) = boundary_scores(lang, glue) else {
            return;
        };
        let [precision, recall, f1] = scores;
        let line = format!("{lang}  P {precision:.4}  R {recall:.4}  F1 {f1:.4}");
        let _ = writeln!(std::io::stderr(), "{line}");
        if f1 < floor {
            low.push(format!("{line} < {floor}"));
        }
    }
    assert!(low.is_empty(), "{low:#?}");
}
