//! The glossary that is shipped: whole, in order, and at work on real texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chancery::glossary::find::Finder;
use chancery::glossary::layout::format;
use chancery::glossary::lint::lint;
use chancery::glossary::{Glossary, load, open};
use chancery::model::Term;
use chancery::model::concept::Date;
use chancery::report::Severity;
use chancery::text::Lang;
use chancery::text::fold::{Level, fold};
use chancery::text::source::SourceText;

use crate::{beads, data};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/glossaries/diplomatic");

fn shipped() -> Glossary {
    let (files, findings) = open::open(Path::new(SHIPPED)).unwrap();
    assert!(findings.is_empty());
    load(files)
}

/// The rows of a table with a heading, by column.
fn rows(table: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = table.lines().map(|line| line.split('\t'));
    let heading: Vec<&str> = lines.next().unwrap().collect();
    lines
        .map(|line| heading.iter().copied().zip(line).collect())
        .collect()
}

#[test]
fn it_is_whole() {
    let glossary = shipped();
    assert!(glossary.problems.is_empty(), "{:#?}", glossary.problems);
    assert!(glossary.concepts.len() >= 477);
    let langs: BTreeSet<&str> = glossary
        .concepts
        .iter()
        .flat_map(|concept| concept.terms.iter().map(|term| term.lang.as_str()))
        .collect();
    assert_eq!(
        langs,
        BTreeSet::from(["en", "fr", "id", "km", "lo", "my", "th", "vi", "zh"])
    );
}

#[test]
fn it_passes_its_own_checks() {
    let glossary = shipped();
    let today = Date::new(2026, 11, 22).unwrap();
    let mut findings = lint(&glossary, Some(today));
    findings.retain(|finding| finding.severity > Severity::Info);
    assert!(findings.is_empty(), "{findings:#?}");
    for file in &glossary.files {
        assert_eq!(
            format(file.text()).as_deref(),
            Ok(file.text()),
            "{}",
            file.path()
        );
    }
}

#[test]
fn every_term_is_in_canonical_order() {
    for concept in &shipped().concepts {
        for spelling in concept.terms.iter().flat_map(Term::spellings) {
            let folded = fold(&spelling.value, Level::Canonical);
            assert_eq!(folded.key, spelling.value, "{}", concept.id.value);
        }
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn every_concept_of_the_first_documents_is_in_it() {
    let glossary = shipped();
    let km = Lang::parse("km").unwrap();
    let mut terms = 0;
    for name in ["terms/seed-terms.tsv", "terms/diplomatic-terms.tsv"] {
        let table = data::text(name);
        for row in rows(&table) {
            let id = row["concept_id"];
            let concept = glossary
                .concept(id)
                .unwrap_or_else(|| panic!("{name}: no {id}"));
            let preferred = concept.preferred(&km).unwrap();
            let expected = fold(row["km_preferred"], Level::Canonical);
            assert_eq!(preferred.text.value, expected.key, "{id}");
            assert_eq!(
                concept.is_draft(),
                row["reliability_km"] == "proposed" || id == "day-date",
                "{id}"
            );
            for lang in ["th", "lo", "vi", "id", "my", "zh", "fr"] {
                if let Some(cell) = row.get(lang) {
                    let preferred = concept.preferred(&Lang::parse(lang).unwrap());
                    assert_eq!(preferred.is_some(), !cell.is_empty(), "{id} {lang}");
                }
            }
            terms += 1;
        }
    }
    assert_eq!(terms, 122 + 477);
}

#[test]
#[ignore = "needs ../shared/data"]
fn terms_of_the_first_documents_are_found_with_their_translation() {
    let glossary = shipped();
    let finder = |lang: &str| Finder::new(&glossary, &Lang::parse(lang).unwrap()).unwrap();
    let (en, km) = (finder("en"), finder("km"));
    for name in ["seed-press-release", "seed-article"] {
        let mut hits = 0;
        let mut missing = Vec::new();
        for [source, target] in beads::read(name, "km", "gold.tsv") {
            if source.is_empty() || target.is_empty() {
                continue;
            }
            let found: BTreeSet<usize> = km
                .find_all(&target)
                .iter()
                .flat_map(|hit| hit.entries.iter().map(|entry| entry.concept))
                .collect();
            for hit in en.find(&source) {
                hits += 1;
                if !hit
                    .entries
                    .iter()
                    .any(|entry| found.contains(&entry.concept))
                {
                    let ids = hit
                        .entries
                        .iter()
                        .map(|entry| &glossary.concepts[entry.concept].id.value);
                    missing.push(format!(
                        "{:?} in {}",
                        ids.collect::<Vec<_>>(),
                        &source[hit.span.range()]
                    ));
                }
            }
        }
        assert!(hits > 60, "{name}: {hits}");
        assert!(
            missing.is_empty(),
            "{name}: {} of {hits} missing: {missing:#?}",
            missing.len()
        );
    }
}

fn one_file(text: &str) -> Glossary {
    load(vec![SourceText::new("g.toml", text)])
}

#[test]
fn bad_input_is_told_in_one_line_each() {
    for (text, code, line, part) in [
        ("[concept.a]\nen = \"open\nfr = \"x\"\n", "G001", 2, ""),
        ("[concept.a]\nen = \"\"\n", "G001", 2, "empty"),
        ("[concept.a]\nen = \" \\u00A0 \"\n", "G001", 2, "empty"),
        ("[concept.a]\nen = { term = \"x\", }\n", "G038", 2, "1.0"),
        (
            "[concept.a]\nkm-kh = \"\u{1780}\u{17B6}\u{1780}\"\n",
            "G020",
            2,
            "km-KH",
        ),
        ("[concept.a]\n\"k\u{200B}d\" = 1\n", "G001", 2, "\\u{200B}"),
    ] {
        let glossary = one_file(text);
        let problems = &glossary.problems;
        assert_eq!(problems.len(), 1, "{text:?}: {problems:#?}");
        assert_eq!(
            (problems[0].rule.code(), problems[0].place.line),
            (code, line),
            "{text:?}"
        );
        let hint = problems[0].hint.clone().unwrap_or_default().text;
        let told = format!("{} {hint}", problems[0].message);
        assert!(told.contains(part), "{text:?}: {told}");
        assert!(!told.contains('\u{200B}'));
    }
}

#[test]
fn one_bad_file_hides_nothing_of_the_others() {
    let files = [
        ("a.toml", "[concept.a]\nen = \"open\n"),
        ("b.toml", "[concept.b]\nen = \"of\"\nreplaced = \"c\"\n"),
        (
            "c.toml",
            "[concept.c]\nen = \"lake\"\nreplaced = \"b\"\n[concept.d]\nen = \"sea\"\n",
        ),
        ("d.toml", "[concept.d]\nen = \"ocean\"\n"),
    ];
    let files = files.map(|(path, text)| SourceText::new(path, text));
    let findings = lint(&load(files.to_vec()), None);
    let codes: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| (finding.place.path.as_str(), finding.rule.code()))
        .filter(|one| one.1 != "G037")
        .collect();
    assert_eq!(
        codes,
        [
            ("a.toml", "G001"),
            ("b.toml", "G028"),
            ("b.toml", "G024"),
            ("d.toml", "G002")
        ]
    );
}

#[test]
fn large_files_are_read() {
    let mut toml = String::new();
    for number in 0..180_000 {
        let concept = format!("[concept.c{number}]\nen = \"lake number {number} of the land\"\n\n");
        toml.push_str(&concept);
    }
    assert!(toml.len() > 9_000_000);
    assert_eq!(one_file(&toml).concepts.len(), 180_000);
    let mut tbx = String::from("<martif type=\"TBX\"><text><body>");
    for number in 0..200_000 {
        let entry = format!(
            "<termEntry id=\"c{number}\"><langSet xml:lang=\"en\"><tig><term>lake {number}</term></tig></langSet></termEntry>"
        );
        tbx.push_str(&entry);
    }
    tbx += "</body></text></martif>";
    let (entries, losses) = chancery::format::termbase::tbx::read(tbx.as_bytes()).unwrap();
    assert_eq!((entries.len(), losses.is_empty()), (200_000, true));
}
