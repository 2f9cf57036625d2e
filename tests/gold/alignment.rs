//! The aligner against alignments made by people: floors a little under what is reached, raised
//! when it gets better. Gold data of others is read where it lies beside the project; the samples
//! of the project are always there.

use std::path::{Path, PathBuf};

use chancery::align::evaluate::{self, GoldBead, Scores};
use chancery::align::lexicon::builtin;
use chancery::align::{self, Alignment, LengthPrior, Options, Pair};
use chancery::format::text;
use chancery::segment::{self, Segment};
use chancery::text::Lang;

use crate::data;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn lines(path: &Path) -> Vec<Segment> {
    segment::lines(&text::read_lines(&read(path)))
}

type Document = (Vec<Segment>, Vec<Segment>, Vec<GoldBead>);

fn set(folder: &Path) -> Vec<Document> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut gold: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "gold"))
        .collect();
    gold.sort();
    gold.iter()
        .map(|path| {
            let beads = evaluate::read_gold(&read(path)).unwrap();
            (
                lines(&path.with_extension("src")),
                lines(&path.with_extension("tgt")),
                beads,
            )
        })
        .collect()
}

/// Aligns and scores documents; with `langs` given, with what is known of the two languages.
fn scores(documents: &[Document], pool: bool, langs: Option<(&Lang, &Lang)>) -> Scores {
    let lexicon = langs.and_then(|(source, target)| builtin(source, target));
    let options = Options {
        length_prior: langs.and_then(|(source, target)| LengthPrior::between(source, target)),
        lexicon: lexicon.as_ref(),
        ..Options::default()
    };
    let pairs: Vec<Pair> = documents
        .iter()
        .map(|(source, target, _)| Pair {
            source,
            target,
            ..Pair::default()
        })
        .collect();
    let groups: Vec<&[Pair]> = if pool {
        vec![&pairs]
    } else {
        pairs.chunks(1).collect()
    };
    let alignments: Vec<Alignment> = groups
        .iter()
        .flat_map(|group| align::align(group, &options, &|_| ()))
        .collect();
    alignments
        .iter()
        .zip(documents)
        .map(|(alignment, (source, target, gold))| {
            assert!(alignment.is_complete(source.len(), target.len()));
            evaluate::score(alignment, gold)
        })
        .fold(Scores::default(), |sum, scores| sum + scores)
}

type Languages = (&'static str, &'static str);

/// Set, languages where the built-in lexicon is used, whether the documents of the set share
/// what is learnt, floors of strict and lax F1.
const SETS: &[(&str, Option<Languages>, bool, f64, f64)] = &[
    ("tb-dev", None, false, 0.90, 0.99),
    ("mac-dev", None, false, 0.78, 0.93),
    ("mac-dev", Some(("zh", "en")), false, 0.835, 0.975),
    ("mac-dev", None, true, 0.865, 0.985),
    ("mag", Some(("en", "zh")), false, 0.975, 0.99),
    ("parice", None, false, 0.89, 0.94),
    ("parice", None, true, 0.91, 0.945),
    ("ntrex-en-km", None, false, 0.955, 0.985),
    ("ntrex-en-km", Some(("en", "km")), false, 0.98, 0.99),
    ("ntrex-en-km", Some(("en", "km")), true, 0.985, 0.995),
    ("ntrex-en-th", Some(("en", "th")), false, 0.975, 0.99),
    ("ntrex-noisy-en-km", Some(("en", "km")), false, 0.945, 0.985),
    ("ntrex-noisy-en-km", Some(("en", "km")), true, 0.97, 0.99),
];

#[test]
#[ignore = "needs ../shared/data"]
fn gold_sets() {
    let folder = data::path("align-gold");
    let mut missed = Vec::new();
    for &(name, langs, pool, strict, lax) in SETS {
        let langs = langs.map(|(s, t)| (Lang::parse(s).unwrap(), Lang::parse(t).unwrap()));
        let langs = langs.as_ref().map(|(source, target)| (source, target));
        let scores = scores(&set(&folder.join(name)), pool, langs);
        let (found, overlapping) = (scores.strict.f1(), scores.lax.f1());
        if found < strict || overlapping < lax {
            missed.push(format!(
                "{name} (pool {pool}): {found:.3} / {overlapping:.3}"
            ));
        }
    }
    assert!(missed.is_empty(), "under the floor: {}", missed.join(", "));
}

fn document(path: &Path, lang: &Lang) -> Vec<Segment> {
    segment::segments(&text::read(&read(path)), lang, &segment::Options::default())
}

/// Aligns running text and scores it; the segments must be those that the gold beads count.
fn from_text(source: &Path, target: &Path, tag: &str, gold: &Path) -> Scores {
    let (from, to) = (Lang::parse("en").unwrap(), Lang::parse(tag).unwrap());
    let documents = [(
        document(source, &from),
        document(target, &to),
        evaluate::read_gold_table(&read(gold)).unwrap(),
    )];
    scores(&documents, false, Some((&from, &to)))
}

#[test]
fn samples_from_running_text() {
    const FLOORS: &[(&str, &str, f64)] = &[
        ("ambassador-remarks", "km", 0.93),
        ("note-verbale", "km", 1.0),
        ("note-verbale", "fr", 1.0),
        ("note-verbale", "th", 1.0),
    ];
    for &(name, tag, floor) in FLOORS {
        let sample = |ending: &str| Path::new(ROOT).join(format!("samples/{name}.{ending}"));
        let scores = from_text(
            &sample("en.txt"),
            &sample(&format!("{tag}.txt")),
            tag,
            &sample(&format!("en-{tag}.gold.tsv")),
        );
        let found = scores.strict.f1();
        assert!(
            found >= floor,
            "{name} en-{tag}: strict F1 {found:.3}, floor {floor}"
        );
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn the_documents_it_began_with() {
    let folder = data::path("documents");
    for (name, floor) in [("seed-press-release", 1.0), ("seed-article", 0.77)] {
        let path = |ending: &str| folder.join(format!("{name}.{ending}"));
        let scores = from_text(&path("en.txt"), &path("km.txt"), "km", &path("gold.tsv"));
        let found = scores.strict.f1();
        assert!(
            found >= floor,
            "{name}: strict F1 {found:.3}, floor {floor}"
        );
    }
}
