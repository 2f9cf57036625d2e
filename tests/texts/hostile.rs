//! Text that nobody writes, but that files hold: broken Khmer, marks without end, megabytes without
//! a break, control characters. Nothing may panic or lose text. Sizes are such
//! that a quadratic step would not come to an end; no clock is asked.

use chancery::format::text;
use chancery::segment::count::Counter;
use chancery::segment::sentence::decisions;
use chancery::segment::srx::Srx;
use chancery::segment::{self, Options, segments};
use chancery::text::fold::{Level, fold};
use chancery::text::script::clusters;
use chancery::text::{Lang, zawgyi};
use proptest::prelude::*;

/// Bytes of each text.
const SIZE: usize = 1 << 20;

/// Languages of every family of rules.
const CODES: [&str; 9] = ["en", "fr", "de", "km", "lo", "my", "th", "zh", "ru"];

/// What texts are made of by repetition.
const UNITS: [&str; 42] = [
    // Khmer: coengs without letters, with too many; marks without a base; khans.
    "\u{17D2}",
    "\u{1780}\u{17D2}",
    "\u{17D2}\u{1780}",
    "\u{17B6}",
    "\u{17C6}\u{17BB}",
    "\u{17D4}",
    "\u{17D4}\u{179B}",
    "\u{17D4} \u{179B} ",
    "\u{17A7}\u{17D4}",
    "\u{1780}",
    "\u{17D4}»",
    "\u{1780} ",
    // Thai, Lao, Burmese: vowels before nothing, spaces, viramas, section signs.
    "\u{0E40}",
    "\u{0E01} ",
    "( \u{0E01}",
    "\u{0EC0}",
    "\u{1039}",
    "\u{1031}",
    "\u{104B}”",
    "\u{1004}\u{103A}\u{1039}",
    // Latin: stops, abbreviations, initials, quotes, brackets, numbers, hyphens at line ends.
    "a",
    ".",
    ". ",
    "a. ",
    "Mr. ",
    "U.S. ",
    "\"",
    "“",
    "([",
    ".[1]",
    "1.",
    "1,",
    "-\n",
    "Art. 1. ",
    "a\n",
    ";",
    // Chinese, emoji, flags, combining marks, controls, white space.
    "。”",
    "\u{1F468}\u{200D}",
    "\u{1F1F0}",
    "\u{301}",
    "\0",
    " ",
];

fn langs() -> impl Iterator<Item = Lang> {
    CODES.iter().map(|code| Lang::parse(code).unwrap())
}

fn repeated(unit: &str) -> String {
    unit.repeat(SIZE / unit.len())
}

/// Cuts by clusters and checks that they cover the text.
fn check_clusters(text: &str) {
    let mut end = 0;
    for cluster in clusters(text) {
        assert_eq!(cluster.start, end);
        end = cluster.end;
    }
    assert_eq!(end, text.len());
}

/// Reads and cuts a text and checks that what is seen of it is in the segments.
fn check_segments(text: &str, lang: &Lang, options: &Options<'_>) {
    let document = text::read(text);
    let cut = segments(&document, lang, options);
    let seen = |c: &char| !c.is_whitespace() && *c != '-';
    let in_blocks = document.blocks.iter().flat_map(|block| block.text.chars());
    let in_segments = cut.iter().flat_map(|segment| segment.text.chars());
    assert!(in_blocks.filter(seen).eq(in_segments.filter(seen)));
}

#[test]
fn clusters_and_keys() {
    for unit in UNITS {
        let text = repeated(unit);
        check_clusters(&text);
        for level in [Level::Canonical, Level::Match] {
            let key = fold(&text, level).key;
            assert!(key.len() <= 3 * text.len());
        }
        zawgyi::is_likely(&text);
    }
}

#[test]
fn sentences() {
    for unit in UNITS {
        let text = repeated(unit);
        for lang in langs() {
            check_segments(&text, &lang, &Options::default());
        }
    }
}

#[test]
fn sentences_by_srx() {
    let srx = Srx::read(&segment::srx::export()).unwrap();
    for code in ["en", "km", "zh", "ru"] {
        let lang = Lang::parse(code).unwrap();
        let rules = srx.rules(&lang).unwrap();
        let options = Options {
            srx: Some(&rules),
            ..Options::default()
        };
        for unit in UNITS {
            check_segments(&repeated(unit)[..], &lang, &options);
        }
    }
}

#[test]
fn words() {
    for code in ["en", "km", "lo", "my", "zh"] {
        let lang = Lang::parse(code).unwrap();
        let counter = Counter::new(&lang);
        for unit in UNITS {
            let text = unit.repeat((1 << 16) / unit.len());
            let segments = segment::lines(&text::read_lines(&text));
            let counts = counter.count(&segments);
            assert!(counts.clusters <= counts.characters);
        }
    }
}

/// Five megabytes without a place to break, and ten thousand marks on one letter.
#[test]
fn no_break_at_all() {
    for unit in [
        "a",
        "\u{1780}",
        "\u{0E01}",
        "\u{1000}",
        "中",
        "a\u{1780}\u{0E01}\u{1000}中1",
    ] {
        let text = unit.repeat((5 << 20) / unit.len());
        check_clusters(&text);
        fold(&text, Level::Match);
        for lang in langs() {
            let cut = segments(&text::read(&text), &lang, &Options::default());
            assert_eq!(cut.len(), 1, "{lang}");
        }
    }
    let marks = format!("\u{1780}{}\u{17D4} \u{1781}", "\u{17B6}".repeat(10_000));
    assert_eq!(clusters(&marks).count(), 4);
    let khmer = Lang::parse("km").unwrap();
    assert_eq!(
        segments(&text::read(&marks), &khmer, &Options::default()).len(),
        2
    );
}

/// Pieces that meet in every order.
fn pieces() -> impl Strategy<Value = String> {
    let other = [
        "\r\n",
        "\u{FEFF}",
        "\u{200B}",
        "\u{AD}",
        "[1]",
        "H.E.",
        "M. ",
        "?!",
        "…",
        "» ",
        "ល។",
        "\u{10FFFF}",
    ];
    let unit = prop::sample::select([&UNITS[..], &other[..]].concat());
    prop::collection::vec(unit, 0..40).prop_map(|units| units.concat())
}

proptest! {
    #[test]
    fn any_pieces(text in pieces()) {
        check_clusters(&text);
        for level in [Level::Exact, Level::Canonical, Level::Match] {
            fold(&text, level);
        }
        for lang in langs() {
            check_segments(&text, &lang, &Options::default());
            for decision in decisions(&text, &lang, &Options::default()) {
                prop_assert!(text.is_char_boundary(decision.offset) && decision.offset > 0);
            }
        }
    }

    #[test]
    fn any_text(text in any::<String>()) {
        check_clusters(&text);
        fold(&text, Level::Match);
        for lang in langs() {
            check_segments(&text, &lang, &Options::default());
        }
    }

    /// A cut never goes through a cluster.
    #[test]
    fn clusters_stay_whole(text in "[\u{1780}\u{1798}\u{17D2}\u{17B6}\u{17BB}\u{17C6}\u{17CB} \u{17D4}\u{17D5}.?!»\u{301}]{0,40}") {
        let khmer = Lang::parse("km").unwrap();
        let edges: Vec<usize> = clusters(&text).map(|cluster| cluster.end).collect();
        for decision in decisions(&text, &khmer, &Options::default()) {
            if decision.breaks {
                prop_assert!(edges.binary_search(&decision.offset).is_ok(), "{}", text.escape_unicode());
            }
        }
    }
}
