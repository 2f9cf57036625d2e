//! The built-in rules written as SRX and read back cut nearly as they do built in.

use chancery::format::text;
use chancery::segment::sentence::decisions;
use chancery::segment::srx::{self, Srx};
use chancery::segment::{Options, segments};
use chancery::text::Lang;

use crate::data::{self, say};

fn rules(srx: &Srx, lang: &Lang) -> srx::Rules {
    srx.rules(lang)
        .unwrap_or_else(|error| panic!("{lang}: {error}"))
}

/// Cuts a text both ways and adds up: breaks built in, breaks by SRX, breaks in common.
fn compare(text: &str, lang: &Lang, rules: &srx::Rules, sums: &mut [usize; 3]) {
    let breaks = |srx| {
        let options = Options {
            srx,
            ..Options::default()
        };
        let found = decisions(text, lang, &options).into_iter();
        let found =
            found.filter(|decision| decision.breaks && !text[decision.offset..].trim().is_empty());
        found.map(|decision| decision.offset).collect::<Vec<_>>()
    };
    let (own, exported) = (breaks(None), breaks(Some(rules)));
    sums[0] += own.len();
    sums[1] += exported.len();
    sums[2] += own
        .iter()
        .filter(|at| exported.binary_search(at).is_ok())
        .count();
}

/// Running text: the documents of NTREX-128, five lines to a paragraph.
#[test]
#[ignore = "needs ../shared/data"]
fn news_is_cut_alike() {
    let mut low: Vec<String> = Vec::new();
    let srx = Srx::read(&srx::export()).unwrap();
    for (code, glue, floor) in [
        ("en", " ", 0.99),
        ("fr", " ", 0.99),
        ("id", " ", 0.99),
        ("km", " ", 0.99),
        ("lo", " ", 0.99),
        ("my", " ", 0.99),
        ("th", " ", 0.50),
        ("vi", " ", 0.99),
        ("zh", "", 0.95),
    ] {
        let corpus = data::text(&format!("bitext/ntrex128/ntrex.{code}"));
        let lang = Lang::parse(code).unwrap();
        let rules = rules(&srx, &lang);
        let lines: Vec<&str> = corpus.lines().map(str::trim).collect();
        let mut sums = [0; 3];
        for paragraph in lines.chunks(5) {
            compare(&paragraph.join(glue), &lang, &rules, &mut sums);
        }
        let [own, exported, common] = sums;
        let f1 = 2.0 * common as f64 / (own + exported) as f64;
        say(&format!(
            "{code}: {own} breaks built in, {exported} by the exported SRX, {common} in common: F1 {f1:.4}"
        ));
        if f1 < floor {
            low.push(format!("{code}: {f1:.4} < {floor}"));
        }
    }
    assert!(low.is_empty(), "{low:#?}");
}

/// The cases, and documents in the layout of letters.
#[test]
#[ignore = "needs ../shared/data"]
fn cases_and_documents_are_cut_alike() {
    let srx = Srx::read(&srx::export()).unwrap();
    for (name, code, floor) in [
        ("bitext/cases/en_segmentation.txt", "en", 0.96),
        ("bitext/cases/km_segmentation.txt", "km", 1.0),
        ("documents/doc-note-verbale.en.txt", "en", 1.0),
        ("documents/doc-note-verbale.km.txt", "km", 1.0),
        ("documents/doc-note-verbale.fr.txt", "fr", 1.0),
        ("documents/doc-ambassador-remarks.en.txt", "en", 1.0),
        ("documents/doc-ambassador-remarks.km.txt", "km", 1.0),
        ("documents/seed-article.en.txt", "en", 1.0),
        ("documents/seed-article.km.txt", "km", 1.0),
        ("documents/seed-press-release.en.txt", "en", 1.0),
        ("documents/seed-press-release.km.txt", "km", 1.0),
    ] {
        let lang = Lang::parse(code).unwrap();
        let rules = rules(&srx, &lang);
        let whole = data::text(name).replace('‖', "");
        // A case is a line of its file, a document is one text.
        let texts: Vec<String> = if name.contains("cases") {
            whole
                .lines()
                .map(|line| line.replace("\\n", "\n"))
                .collect()
        } else {
            vec![whole]
        };
        let same = |text: &&String| {
            let cut = |srx| {
                let options = Options {
                    srx,
                    ..Options::default()
                };
                let cut = segments(&text::read(text), &lang, &options).into_iter();
                cut.map(|segment| segment.text).collect::<Vec<_>>()
            };
            let (own, exported) = (cut(None), cut(Some(&rules)));
            if own != exported {
                say(&format!("{name}: {own:#?}\n{exported:#?}"));
            }
            own == exported
        };
        let alike = texts.iter().filter(same).count();
        say(&format!("{name}: {alike} of {} alike", texts.len()));
        assert!(
            alike as f64 >= floor * texts.len() as f64,
            "{name}: {alike}"
        );
    }
}
