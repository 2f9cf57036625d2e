//! The rules on real texts: how often they alarm, and what about. The figures are printed; bounds
//! fail the test when something gets worse.
//!
//! `cargo test --test check -- --nocapture`

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use chancery::check::{Checker, Document, Located, Outcome, Settings, Unit};
use chancery::glossary::{Glossary, load, open};
use chancery::report::Severity;
use chancery::text::Lang;
use chancery::text::source::SourceText;

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/glossaries/diplomatic");
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");

fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Reads a file of the evaluation data, where it is there.
fn data(name: &str) -> Option<String> {
    let text = std::fs::read_to_string(format!("{DATA}/{name}")).ok();
    if text.is_none() {
        say(&format!("{name}: not there, nothing was checked"));
    }
    text
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn shipped() -> Glossary {
    let (files, findings) = open::open(Path::new(SHIPPED)).unwrap();
    assert!(findings.is_empty());
    load(files)
}

fn unit(source: &str, target: &str) -> Unit {
    Unit {
        source: source.into(),
        target: target.into(),
    }
}

fn lines(source: &str, target: &str) -> Vec<Unit> {
    let pairs = source.lines().zip(target.lines());
    pairs.map(|(source, target)| unit(source, target)).collect()
}

/// The beads of a document.
fn beads(name: &str, target: &str, gold: &str) -> Option<Document> {
    let source = data(&format!("documents/{name}.en.sent"))?;
    let target = data(&format!("documents/{name}.{target}.sent"))?;
    let gold = data(&format!("documents/{name}.{gold}"))?;
    let (source, target): (Vec<&str>, Vec<&str>) =
        (source.lines().collect(), target.lines().collect());
    let join = |side: &[&str], cell: &str| -> String {
        let lines = cell
            .split(',')
            .filter_map(|at| at.trim().parse::<usize>().ok());
        lines.map(|at| side[at]).collect::<Vec<_>>().join(" ")
    };
    let rows = gold.lines().filter(|line| !line.starts_with('#'));
    let pairs = rows.filter_map(|row| row.split_once('\t'));
    let units = pairs.map(|(left, right)| unit(&join(&source, left), &join(&target, right)));
    Some(Document {
        units: units.collect(),
        date: None,
    })
}

fn run(glossary: &Glossary, langs: (&str, &str), documents: &[Document]) -> Outcome {
    let checker = Checker::new(
        glossary,
        &lang(langs.0),
        &lang(langs.1),
        Settings::default(),
    );
    checker.unwrap().run(documents)
}

/// Shows a fault with its texts.
fn shown(documents: &[Document], found: &Located) -> String {
    let unit = &documents[found.document].units[found.unit];
    let fault = &found.fault;
    format!(
        "{} {}\n  source: {}\n  target: {}\n  hint: {}",
        fault.rule.code,
        fault.message,
        unit.source.plain_text(),
        unit.target.plain_text(),
        fault.hint.as_deref().unwrap_or("-")
    )
}

/// Prints the faults whose code begins with a word of the variable `SHOW`.
fn show(name: &str, documents: &[Document], outcome: &Outcome) {
    let Ok(wanted) = std::env::var("SHOW") else {
        return;
    };
    for found in &outcome.faults {
        let code = found.fault.rule.code;
        if wanted.split(',').any(|start| code.starts_with(start)) {
            say(&format!(
                "{name} {}: {}",
                found.unit + 1,
                shown(documents, found)
            ));
        }
    }
}

#[test]
fn the_first_documents() {
    let glossary = shipped();
    for name in ["seed-press-release", "seed-article"] {
        let Some(document) = beads(name, "km", "gold.tsv") else {
            return;
        };
        let documents = [document];
        let outcome = run(&glossary, ("en", "km"), &documents);
        show(name, &documents, &outcome);
        let hits: usize = outcome.roll_ups.iter().map(|row| row.hits).sum();
        let of_terms = |found: &&Located| found.fault.rule.code.starts_with('T');
        let terms: Vec<String> = outcome
            .faults
            .iter()
            .filter(of_terms)
            .map(|found| shown(&documents, found))
            .collect();
        say(&format!(
            "{name}: {hits} terms, {} findings on terms, {} others",
            terms.len(),
            outcome.faults.len() - terms.len()
        ));
        assert!(hits > 60);
        assert!(terms.is_empty(), "{}", terms.join("\n"));
    }
}

#[test]
fn the_specimens() {
    let glossary = shipped();
    let mut all = 0;
    for (name, target, gold) in [
        ("doc-ambassador-remarks", "km", "gold.tsv"),
        ("doc-note-verbale", "km", "gold.tsv"),
        ("doc-note-verbale", "th", "en-th.gold.tsv"),
        ("doc-note-verbale", "fr", "en-fr.gold.tsv"),
    ] {
        let Some(document) = beads(name, target, gold) else {
            return;
        };
        let documents = [document];
        let outcome = run(&glossary, ("en", target), &documents);
        show(&format!("{name} {target}"), &documents, &outcome);
        let of_terms = |found: &&Located| found.fault.rule.code.starts_with('T');
        let terms = outcome.faults.iter().filter(of_terms).count();
        say(&format!(
            "{name} {target}: {terms} findings on terms, {} others",
            outcome.faults.len() - terms
        ));
        all += terms;
    }
    say(&format!("{all}"));
}

/// The terms of TICO-19 with their renderings: of the first list, or of both.
fn tico_terms(lists: usize) -> Option<BTreeMap<String, Vec<String>>> {
    let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, source, target) in [("f_en-km_KH.csv", 3, 4), ("g_en_km.csv", 5, 6)] {
        let text = data(&format!("bitext/tico19/{name}"))?;
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        for row in rows.records() {
            let row = row.unwrap();
            let term = row[source].trim().to_owned();
            let rendering = row[target].trim().to_owned();
            let known = terms
                .keys()
                .find(|known| known.to_lowercase() == term.to_lowercase());
            let first = name.starts_with("f_");
            if term.is_empty() || rendering.is_empty() || !first && (lists == 1 || known.is_none())
            {
                continue;
            }
            let key = known.cloned().unwrap_or(term);
            terms.entry(key).or_default().push(rendering);
        }
    }
    Some(terms)
}

/// Makes a glossary of source terms, each with its translations.
fn glossary(terms: &BTreeMap<String, Vec<String>>) -> Glossary {
    let mut toml = String::new();
    for (number, (source, targets)) in terms.iter().enumerate() {
        let _ = writeln!(toml, "[concept.c{number}]\nen = {source:?}");
        let targets: BTreeSet<String> = targets
            .iter()
            .map(|target| format!("'{}'", target.replace('\'', " ")))
            .collect();
        let targets: Vec<String> = targets.into_iter().collect();
        let _ = writeln!(toml, "km = [{}]\n", targets.join(", "));
    }
    load(vec![SourceText::new("terms.toml", toml)])
}

#[test]
fn terms_of_tico() {
    for (lists, most) in [(1, 0.90), (2, 0.90)] {
        let (Some(terms), Some(en), Some(km)) = (
            tico_terms(lists),
            data("bitext/tico19/tico.en"),
            data("bitext/tico19/tico.km"),
        ) else {
            return;
        };
        let glossary = glossary(&terms);
        let documents = [Document {
            units: lines(&en, &km),
            date: None,
        }];
        let outcome = run(&glossary, ("en", "km"), &documents);
        let hits: usize = outcome.roll_ups.iter().map(|row| row.hits).sum();
        let missing: usize = outcome.roll_ups.iter().map(|row| row.missing()).sum();
        let alarms = outcome
            .faults
            .iter()
            .filter(|found| found.fault.rule.code == "T001")
            .count();
        let share = missing as f64 / hits as f64;
        say(&format!(
            "TICO-19, {lists} lists of {} terms: {hits} hits, {alarms} alarms, {:.1} %",
            terms.len(),
            share * 100.0
        ));
        assert_eq!(missing, alarms);
        assert!(share <= most, "{share}");
        for row in outcome.roll_ups.iter().take(40) {
            let id = &glossary.concepts[row.concept].id.value;
            let instead = row
                .instead
                .first()
                .map(|one| format!("{} ({} of {})", one.text, one.support, one.of));
            say(&format!(
                "  {id}: {} of {} matched; {}",
                row.matched,
                row.hits,
                instead.unwrap_or_default()
            ));
        }
    }
}

/// Counts pairs with faults of a letter, and faults by code.
fn counts(outcome: &Outcome, letter: &str) -> (usize, BTreeMap<&'static str, usize>) {
    let mut codes: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut units = BTreeSet::new();
    for found in &outcome.faults {
        let rule = found.fault.rule;
        if rule.code.starts_with(letter) && rule.severity > Severity::Info {
            units.insert((found.document, found.unit));
        }
        *codes.entry(rule.code).or_default() += 1;
    }
    (units.len(), codes)
}

#[test]
fn clean_texts() {
    let glossary = shipped();
    for (name, source, target, first) in [
        ("ntrex128/ntrex", "en", "km", 1000),
        ("tico19/tico", "en", "km", 9999),
        ("ntrex128/ntrex", "en", "th", 1000),
        ("ntrex128/ntrex", "en", "lo", 1000),
        ("ntrex128/ntrex", "en", "my", 1000),
        ("ntrex128/ntrex", "en", "vi", 1000),
        ("ntrex128/ntrex", "en", "id", 1000),
        ("ntrex128/ntrex", "en", "fr", 1000),
        ("ntrex128/ntrex", "en", "zh", 1000),
    ] {
        let (Some(left), Some(right)) = (
            data(&format!("bitext/{name}.{source}")),
            data(&format!("bitext/{name}.{target}")),
        ) else {
            return;
        };
        let mut units = lines(&left, &right);
        units.truncate(first);
        let pairs = units.len();
        let documents = [Document { units, date: None }];
        let outcome = run(&glossary, (source, target), &documents);
        show(&format!("{name}.{target}"), &documents, &outcome);
        let (of_text, codes) = counts(&outcome, "Q");
        let (of_numbers, _) = counts(&outcome, "N");
        let share = |count: usize| count as f64 * 100.0 / pairs as f64;
        say(&format!(
            "{name} {source}-{target}, {pairs} pairs: {:.1} % with a Q, {:.1} % with an N; {codes:?}",
            share(of_text),
            share(of_numbers)
        ));
    }
}
