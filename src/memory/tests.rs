//! Look-ups against their definition, and what is done with indexes.

use std::cmp::Reverse;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;

use super::store::Filter;
use super::*;
use crate::model::{Property, TranslationUnit};
use crate::segment::{Reading, word};
use crate::text::Lang;
use crate::text::fold::{Level, fold};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn unit(source: &str, target: &str) -> TranslationUnit {
    TranslationUnit::pair(
        (&lang("en"), source.to_owned()),
        (&lang("km"), target.to_owned()),
    )
}

fn fill(store: &mut Store, file: &str, units: &[TranslationUnit]) {
    let mut change = store.change().unwrap();
    change.add(file, units).unwrap();
    change.finish().unwrap();
}

fn memory(pairs: &[(&str, &str)]) -> Memory {
    let mut store = Store::temporary().unwrap();
    let units: Vec<_> = pairs
        .iter()
        .map(|(source, target)| unit(source, target))
        .collect();
    fill(&mut store, "test", &units);
    Memory::new(store)
}

/// Returns the scores and the numbers of the units, from 1.
/// Returns scores, and which unit of two texts it is, from 1.
fn found(memory: &mut Memory, text: &str, threshold: u8, most: usize) -> Vec<(u8, u64)> {
    let found = memory
        .look_up(&Query {
            threshold,
            most,
            penalties: Penalties::none(),
            ..Query::new(&Reading::new(text), &lang("en"), &lang("km"))
        })
        .unwrap();
    found
        .iter()
        .map(|found| (found.score, found.pair.unit.div_ceil(2)))
        .collect()
}

#[test]
fn what_is_seen_is_compared_and_habits_are_not() {
    let mut memory = memory(&[("The \u{201C}note\u{201D} of  5 May.", "x")]);
    for (text, score) in [
        ("The \u{201C}note\u{201D} of  5 May.", 100),
        ("The \"note\" of\u{A0}\u{17E5} May.", 100),
        ("THE \"NOTE\" of 5 May.", 99),
        ("The \"note\" of 6 May.", 87),
        ("The \"note\" of 5 May", 87),
    ] {
        assert_eq!(found(&mut memory, text, 50, 1), [(score, 1)], "{text}");
    }
    assert_eq!(found(&mut memory, "Nothing of the kind", 50, 1), []);
}

#[test]
fn amounts_written_in_two_ways_are_not_the_same() {
    let mut memory = memory(&[("1.000 riel", "x")]);
    assert_eq!(found(&mut memory, "1,000 riel", 70, 1), [(99, 1)]);
}

/// "Kingdom of Cambodia".
const KINGDOM: [&str; 3] = [
    "\u{1796}\u{17D2}\u{179A}\u{17C7}",
    "\u{179A}\u{17B6}\u{1787}\u{17B6}\u{178E}\u{17B6}\u{1785}\u{1780}\u{17D2}\u{179A}",
    "\u{1780}\u{1798}\u{17D2}\u{1796}\u{17BB}\u{1787}\u{17B6}",
];

#[test]
fn khmer_is_compared_by_clusters() {
    // In ten clusters and with break hints; then the last cluster gone.
    let whole = KINGDOM.concat();
    let mut memory = memory(&[(&whole, "Kingdom of Cambodia")]);
    assert_eq!(
        found(&mut memory, &KINGDOM.join("\u{200B}"), 100, 1),
        [(100, 1)]
    );
    let clusters = crate::text::script::clusters(&whole).count();
    let shorter = whole.trim_end_matches("\u{1787}\u{17B6}");
    let score = ((clusters - 1) * 100 / clusters) as u8;
    assert_eq!(found(&mut memory, shorter, 70, 1), [(score, 1)]);
}

#[test]
fn both_directions_are_asked() {
    let mut memory = memory(&[("Kingdom of Cambodia", &KINGDOM.concat())]);
    let back = memory
        .look_up(&Query::new(
            &Reading::new(&KINGDOM.join("\u{200B}")),
            &lang("km"),
            &lang("en"),
        ))
        .unwrap();
    assert_eq!(
        (back[0].score, back[0].pair.target.as_str()),
        (100, "Kingdom of Cambodia")
    );
}

#[test]
fn the_newest_comes_first_and_no_pair_twice() {
    let mut memory = memory(&[
        ("Good day.", "A"),
        ("Good day.", "B"),
        ("Good day!", "C"),
        (" Good  day.", "A"),
    ]);
    let all = [(100, 4), (100, 2), (66, 3)];
    assert_eq!(found(&mut memory, "Good day.", 50, 9), all);
    for most in 0..3 {
        assert_eq!(found(&mut memory, "Good day.", 50, most), all[..most]);
    }
}

#[test]
fn texts_without_tokens_are_found_when_they_are_the_same() {
    let mut small = memory(&[("\u{7}", "x"), ("", "y")]);
    assert_eq!(found(&mut small, "\u{7}", 70, 3).len(), 1);
    assert_eq!(found(&mut small, "a", 1, 3), []);
    let long = "a ".repeat(fuzzy::LONGEST + 1);
    let mut memory = memory(&[(&long, "x")]);
    assert_eq!(found(&mut memory, &long, 70, 3), [(100, 1)]);
    assert_eq!(found(&mut memory, &format!("{long} b"), 70, 3), []);
}

#[test]
fn what_costs_points_is_told() {
    let mut unsure = unit("The note.", "x");
    unsure.properties = vec![Property::new("x-confidence", "0.31")];
    let british = TranslationUnit::pair(
        (&lang("en-GB"), "The labour.".to_owned()),
        (&lang("km"), "y".to_owned()),
    );
    let mut store = Store::temporary().unwrap();
    fill(
        &mut store,
        "test",
        &[unsure, british, unit("A", "1"), unit("A", "2")],
    );
    let mut memory = Memory::new(store);
    let american = lang("en-US");
    let mut best = |text: &str| {
        let khmer = lang("km");
        let found = memory
            .look_up(&Query::new(&Reading::new(text), &american, &khmer))
            .unwrap();
        let reasons = found[0].penalties.iter().map(|one| one.reason.as_str());
        (found[0].score, found[0].kind, reasons.collect::<Vec<_>>())
    };
    assert_eq!(best("The note."), (98, Kind::Exact, vec!["alignment"]));
    assert_eq!(best("The labour."), (99, Kind::Exact, vec!["variety"]));
    assert_eq!(best("A"), (99, Kind::Exact, vec!["several"]));
    assert_eq!(
        best("THE LABOUR."),
        (98, Kind::Near, vec!["case", "variety"])
    );
}

#[test]
fn neighbours_make_a_context_match() {
    let mut memory = memory(&[("One.", "1"), ("Same.", "a"), ("Two.", "2"), ("Same.", "b")]);
    let (en, km) = (lang("en"), lang("km"));
    let text = Reading::new("Same.");
    let look_up = |memory: &mut Memory, before| {
        let query = Query {
            before,
            ..Query::new(&text, &en, &km)
        };
        let found = memory.look_up(&query).unwrap();
        let rows = found.iter().map(|one| (one.score, one.pair.target.clone()));
        rows.collect::<Vec<_>>()
    };
    let row = |score, target: &str| (score, target.to_owned());
    assert_eq!(
        look_up(&mut memory, Some("One.")),
        [row(101, "a"), row(99, "b")]
    );
    assert_eq!(
        look_up(&mut memory, Some("Two.")),
        [row(101, "b"), row(99, "a")]
    );
    assert_eq!(look_up(&mut memory, None), [row(99, "b"), row(99, "a")]);
}

#[test]
fn conditions_choose_units() {
    let mut kept = unit("The note.", "x");
    kept.properties = vec![Property::new("x-document", "Treaty of Amity")];
    kept.history.creation_date = Some("20240131T000000Z".to_owned());
    let mut store = Store::temporary().unwrap();
    fill(&mut store, "notes.tmx", &[kept, unit("The note.", "y")]);
    let mut memory = Memory::new(store);
    for (condition, wanted) in [
        ("document=treaty*", vec!["x"]),
        ("document=*amity", vec!["x"]),
        ("document=amity", vec![]),
        ("after=2024-01-31", vec!["x"]),
        ("after=2024-02", vec![]),
        ("before=2024-02", vec!["x"]),
        ("before=2024-01-31", vec![]),
        ("file=notes*", vec!["y", "x"]),
        ("x-document=*of*", vec!["x"]),
        ("text=y", vec!["y"]),
    ] {
        let filter = Filter(vec![condition.parse().unwrap()]);
        let (en, km) = (lang("en"), lang("km"));
        let text = Reading::new("The note.");
        let query = Query {
            filter: &filter,
            ..Query::new(&text, &en, &km)
        };
        let found = memory.look_up(&query).unwrap();
        let targets: Vec<&str> = found.iter().map(|one| one.pair.target.as_str()).collect();
        assert_eq!(targets, wanted, "{condition}");
    }
}

fn key(text: &str) -> String {
    fold(text, Level::Match).key.into_owned()
}

/// Scores two texts by the definition, with nothing left out.
fn plain_score(a: &str, b: &str) -> u8 {
    if key(a) == key(b) {
        return 100;
    }
    let tokens = |text: &str| {
        let mut tokens = Vec::new();
        word::cluster_tokens(text, &mut |token, _| tokens.push(token.to_owned()));
        tokens
    };
    let (a, b) = (tokens(a), tokens(b));
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let longest = a.len().max(b.len());
    fuzzy::similarity(strsim::generic_levenshtein(&a, &b), longest).min(99)
}

fn text() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "the",
        "The",
        "note",
        "visa",
        "5",
        "\u{17E5}",
        "1,000",
        "1.000",
        ".",
        ",",
        "\u{201C}",
        "\"",
        "\u{1780}\u{17B6}",
        "\u{1798}\u{17D2}\u{1796}\u{17BB}",
        "\u{17D4}",
    ];
    let word = (
        prop::sample::select(WORDS),
        prop::sample::select(&["", " ", " ", " ", "\u{200B}"][..]),
    );
    let words = vec(word, 0..12);
    words.prop_map(|words| words.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

/// A text, and texts made of it by a few edits of whole words.
fn family() -> impl Strategy<Value = Vec<String>> {
    let word = || prop::sample::select(&["a", "b", "c", "d", "e", "f", "g", "h"][..]);
    let edits = vec((0..40_usize, word(), 0..3_u8), 0..8);
    (vec(word(), 1..40), vec(edits, 1..6)).prop_map(|(first, edits)| {
        let edited = edits.into_iter().map(|edits| {
            let mut words = first.clone();
            for (place, word, kind) in edits {
                let place = place % (words.len() + 1);
                match kind {
                    0 => words.insert(place, word),
                    _ if place == words.len() => {}
                    1 => words[place] = word,
                    _ => drop(words.remove(place)),
                }
            }
            words.join(" ")
        });
        edited.chain([first.join(" ")]).collect()
    })
}

/// What a look-up has to find, by the definition.
fn expected(
    pairs: &[(String, String)],
    wanted: &str,
    threshold: u8,
    most: usize,
) -> Vec<(u8, u64)> {
    let is_newest = |place: usize, (source, target): &(String, String)| {
        let same = |later: &(String, String)| key(&later.0) == key(source) && later.1 == *target;
        !pairs[place + 1..].iter().any(same)
    };
    let mut expected: Vec<(u8, u64)> = (pairs.iter().enumerate())
        .filter(|(place, pair)| is_newest(*place, pair))
        .map(|(place, (source, _))| (plain_score(wanted, source), place as u64 + 1))
        .filter(|(score, _)| *score >= threshold)
        .collect();
    expected.sort_by_key(|row| Reverse(*row));
    expected.truncate(most);
    expected
}

/// Puts pairs in without asking whether they are there.
fn fill_all(store: &mut Store, pairs: &[(String, String)], first: usize) {
    let units: Vec<TranslationUnit> = (pairs.iter().enumerate())
        .map(|(place, (source, target))| {
            let mut unit = unit(source, target);
            unit.tuid = Some((first + place).to_string());
            unit
        })
        .collect();
    fill(store, "test", &units);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn nothing_above_the_threshold_is_lost(
        pairs in vec((text(), "[1-3]"), 0..40),
        wanted in text(),
        threshold in 1..=100_u8,
        most in 0..6_usize,
    ) {
        let mut store = Store::temporary().unwrap();
        fill_all(&mut store, &pairs, 0);
        let expected = expected(&pairs, &wanted, threshold, most);
        prop_assert_eq!(found(&mut Memory::new(store), &wanted, threshold, most), expected);
    }

    #[test]
    fn nothing_alike_is_lost_in_several_indexes(
        families in vec(family(), 1..8),
        cuts in (0..100_usize, 0..100_usize),
        threshold in 30..=100_u8,
        most in 1..6_usize,
        write in any::<bool>(),
    ) {
        let wanted = families[0][0].clone();
        let texts = families.into_iter().flatten().skip(1);
        let pairs: Vec<(String, String)> = texts.map(|text| (text, "x".to_owned())).collect();
        let mut cuts = [cuts.0, cuts.1].map(|cut| cut * pairs.len() / 100);
        cuts.sort_unstable();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.db");
        for (start, end) in [(0, cuts[0]), (cuts[0], cuts[1]), (cuts[1], pairs.len())] {
            let mut memory = Memory::open(&path, Access::Write).unwrap();
            fill_all(memory.store_mut(), &pairs[start..end], start);
            if write && end != pairs.len() {
                memory.refresh(&[lang("en")]).unwrap();
            }
        }
        let mut memory = Memory::open(&path, Access::Read).unwrap();
        let found = found(&mut memory, &wanted, threshold, most);
        prop_assert_eq!(found, expected(&pairs, &wanted, threshold, most));
        prop_assert_eq!(memory.take_notices(), []);
    }
}

/// Makes a memory of 2,000 units with an index.
fn indexed(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("memory.db");
    let mut memory = Memory::open(&path, Access::Write).unwrap();
    let pairs: Vec<(String, String)> = (0..2000)
        .map(|n| {
            (
                format!("Note {n} of the {} day", n * 7 % 31),
                format!("{n}"),
            )
        })
        .collect();
    fill_all(memory.store_mut(), &pairs, 0);
    memory.refresh(&[lang("en")]).unwrap();
    assert!(matches!(
        memory.take_notices()[..],
        [IndexNotice::Made { rows: 2000, .. }]
    ));
    path
}

#[test]
fn a_damaged_index_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = indexed(folder.path());
    let index = folder.path().join("memory.db.en.index");
    let good = std::fs::read(&index).unwrap();
    let look_up = || {
        let mut memory = Memory::open(&path, Access::Read).unwrap();
        let rows = found(&mut memory, "Note 77 of the 12 day", 70, 3);
        let notices = memory.take_notices();
        let warned = notices.iter().any(IndexNotice::is_warning);
        (rows, warned)
    };
    let (rows, warned) = look_up();
    assert_eq!(rows[0].1, 78);
    assert!(!warned);
    // Each block in turn, the head among them; what is not read need not be noticed.
    let mut noticed = 0;
    for at in (0..good.len()).step_by(5 * 1021) {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        std::fs::write(&index, &bad).unwrap();
        let (found, warned) = look_up();
        assert_eq!(found, rows, "byte {at}");
        noticed += usize::from(warned);
        assert!(
            !warned || std::fs::read(&index).unwrap() == good,
            "byte {at}"
        );
    }
    assert!(noticed > 1);
    for len in [0, 1, 100, 4096, good.len() / 2, good.len() - 1] {
        std::fs::write(&index, &good[..len]).unwrap();
        assert_eq!(look_up(), (rows.clone(), true), "{len} bytes");
    }
}

#[test]
fn an_index_of_another_memory_is_not_believed() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [one, other] = folders.each_ref().map(|folder| indexed(folder.path()));
    let index = |path: &Path| path.with_file_name("memory.db.en.index");
    std::fs::copy(index(&other), index(&one)).unwrap();
    let mut memory = Memory::open(&one, Access::Read).unwrap();
    assert_eq!(found(&mut memory, "Note 77 of the 12 day", 100, 3).len(), 1);
    assert!(matches!(memory.take_notices()[0], IndexNotice::Foreign(_)));
}

#[test]
fn what_is_deleted_is_not_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = indexed(folder.path());
    let mut memory = Memory::open(&path, Access::Write).unwrap();
    let text = "Note 77 of the 12 day";
    assert_eq!(found(&mut memory, text, 100, 1), [(100, 78)]);
    let mut change = memory.store_mut().change().unwrap();
    change.remove(&[2 * 78 - 1]).unwrap();
    change.finish().unwrap();
    assert_eq!(found(&mut memory, text, 100, 1), []);
    let best = found(&mut memory, text, 70, 1);
    memory.refresh(&[]).unwrap();
    assert_eq!(found(&mut memory, text, 70, 1), best);
    assert_eq!(memory.take_notices(), []);
}
