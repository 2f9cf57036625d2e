use proptest::prelude::*;

use super::*;
use crate::text::script::clusters;

fn key(text: &str) -> String {
    fold(text, Level::Match).key.into_owned()
}

fn canonical(text: &str) -> String {
    fold(text, Level::Canonical).key.into_owned()
}

#[test]
fn exact_keeps_everything() {
    let text = " e\u{301}\u{200B}\u{1781}\u{17C2}\u{17D2}\u{1798} ";
    assert_eq!(fold(text, Level::Exact).key, text);
}

#[test]
fn canonical_composes_and_orders_only() {
    for (text, expected) in [
        ("e\u{301} E\u{323}\u{302}", "\u{E9} \u{1EC6}"),
        (
            "\u{1781}\u{17C2}\u{17D2}\u{1798}",
            "\u{1781}\u{17D2}\u{1798}\u{17C2}",
        ),
        ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
        ("\u{1014}\u{103A}\u{1037}", "\u{1014}\u{1037}\u{103A}"),
        ("\u{212B}", "\u{C5}"),
    ] {
        assert_eq!(canonical(text), expected);
    }
    for text in [
        " a  b ",
        "\u{200B}\u{201C}\u{17E5}\u{201D}\u{200D}",
        "\u{178E}\u{17D2}\u{178A}",
        "\u{17A3}\u{17B5}\u{17D3} \u{17D4}",
    ] {
        assert_eq!(canonical(text), text);
    }
}

#[test]
fn match_drops_what_is_not_seen() {
    for invisible in [
        '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\u{AD}',
    ] {
        assert_eq!(
            key(&format!("{invisible}a{invisible}\u{1780}{invisible}")),
            "a\u{1780}"
        );
        assert_eq!(key(&format!("e{invisible}\u{301}")), "\u{E9}");
        assert_eq!(
            key(&format!(
                "\u{1780}{invisible}\u{17D2}{invisible}\u{1798}{invisible}\u{17B6}"
            )),
            "\u{1780}\u{17D2}\u{1798}\u{17B6}"
        );
    }
}

#[test]
fn match_folds_white_space() {
    assert_eq!(key("\t a \u{A0}\r\n b\u{3000}"), "a b");
    assert_eq!(key("a \u{200B} b"), "a b");
    assert_eq!(key(" \u{200B} "), "");
    for sign in ['\u{17D4}', '\u{17D5}', '\u{17D6}', '\u{17D7}'] {
        assert_eq!(
            key(&format!("\u{1780}\u{200B} \u{200B}{sign} \u{1780}")),
            format!("\u{1780}{sign} \u{1780}")
        );
    }
    assert_eq!(key("\u{1780} \u{17D8}"), "\u{1780}\u{17D4}\u{179B}\u{17D4}");
    assert_eq!(key("a \u{301}"), "a \u{301}");
}

#[test]
fn match_folds_shapes() {
    assert_eq!(
        key("\u{AB}\u{2018}x\u{2019}\u{BB} \u{201C}\u{2013}\u{201D}"),
        "\"'x'\" \"-\""
    );
    assert_eq!(
        key("\u{17E1}\u{E52}\u{1043}\u{ED4}\u{FF15}\u{666}\u{967}"),
        "1234561"
    );
    assert_eq!(
        key("\u{FF21}\u{FF22}\u{FF08}\u{FF0D}\u{FF09}\u{301}"),
        "AB(-)\u{301}"
    );
    assert_eq!(key("\u{FF25}\u{301}"), "\u{C9}");
    assert_eq!(key("\u{178E}\u{17D2}\u{178A}"), "\u{178E}\u{17D2}\u{178F}");
}

#[test]
fn case_is_folded_on_request() {
    let lower = |text| fold(text, Level::Caseless).key.into_owned();
    assert_eq!(lower("H.E. E\u{301}TAT"), "h.e. \u{E9}tat");
    assert_eq!(lower("\u{3A3}\u{3C2}"), "\u{3C3}\u{3C3}");
    assert_eq!(lower("\u{130}\u{323}"), lower("I\u{323}\u{307}"));
    assert_eq!(key("H.E."), "H.E.");
    assert_eq!(fold("A", Level::Canonical).key, "A");
}

#[test]
fn text_that_is_its_key_is_borrowed() {
    for text in [
        "",
        "Phnom Penh",
        "\u{1797}\u{17D2}\u{1793}\u{17C6} \u{1796}\u{17C1}\u{1789}\u{17D4}",
        "Vi\u{1EC7}t Nam",
    ] {
        assert!(matches!(fold(text, Level::Match).key, Cow::Borrowed(_)));
    }
}

#[test]
fn places_lead_back() {
    // Two spaces, a reordered cluster, a space that goes before khan, a digit.
    let text = "  x  \u{1781}\u{17C2}\u{17D2}\u{1798} \u{17D4}\u{17E5}\u{200B}";
    let folded = fold(text, Level::Match);
    assert_eq!(folded.key, "x \u{1781}\u{17D2}\u{1798}\u{17C2}\u{17D4}5");
    let source = |start, end| folded.source(Span::new(start, end)).range();
    let tight = |start, end| folded.source_tight(Span::new(start, end)).range();
    assert_eq!((source(0, 1), tight(0, 1)), (0..3, 2..3));
    assert_eq!((source(1, 2), tight(1, 2)), (3..5, 3..5));
    assert_eq!((source(2, 14), tight(2, 14)), (5..18, 5..17));
    assert_eq!((source(5, 8), tight(5, 8)), (5..17, 5..17));
    assert_eq!((source(14, 17), tight(14, 17)), (18..21, 18..21));
    assert_eq!((source(17, 18), tight(17, 18)), (21..27, 21..24));
    assert_eq!(source(0, folded.key.len()), 0..text.len());
    assert_eq!(source(2, 2), 5..5);
    assert_eq!(source(0, 1000), 0..text.len());
    let nothing = fold(" \u{200B}", Level::Match);
    assert_eq!(nothing.key, "");
    assert_eq!(nothing.source_tight(Span::new(0, 0)).len(), 0);
}

#[test]
fn every_character_is_folded_at_once() {
    for c in '\0'..=char::MAX {
        let text = String::from(c);
        let decomposed: String = text.nfd().collect();
        for level in [Level::Canonical, Level::Match, Level::Search] {
            let once = fold(&text, level).key;
            assert_eq!(fold(&once, level).key, once, "U+{:04X}", c as u32);
            assert_eq!(fold(&decomposed, level).key, once, "U+{:04X}", c as u32);
        }
    }
}

#[test]
fn inert_characters_are_so_by_the_tables() {
    for c in ('\0'..=char::MAX).filter(|&c| is_inert(c)) {
        let quick = is_nfc_quick(std::iter::once(c));
        let class = canonical_combining_class(c);
        assert_eq!((quick, class), (IsNormalized::Yes, 0), "U+{:04X}", c as u32);
    }
}

#[test]
fn long_hostile_texts_are_folded_for_good() {
    for piece in [
        "\u{17D2}",
        "\u{200B}",
        " ",
        "\u{17B6}",
        "\u{301}",
        " \u{200B}",
        "\u{17D2}\u{200D}",
        "\u{F73}",
    ] {
        let text = format!("\u{1780}{}", piece.repeat(100_000));
        let once = key(&text);
        assert_eq!(key(&once), once);
    }
}

/// Khmer letters and marks of every class, Thai, Burmese, Latin and Hangul with what composes,
/// invisible characters, spaces, and what is replaced.
const ALPHABET: &str = "[\u{1780}\u{1794}\u{179A}\u{178A}\u{17A4}\u{17A8}\u{17B5}\u{17D2}\u{17B6}\u{17B8}\u{17BB}\u{17BE}\u{17C1}\
    \u{17C6}\u{17C7}\u{17CA}\u{17CC}\u{17D0}\u{17D3}\u{17D4}\u{17D7}\u{17D8}\u{17DD}\u{17E5}\u{25CC}\
    aEI<\u{E9}\u{130}\u{301}\u{307}\u{323}\u{338}\u{345}\u{3A3}\u{391}\u{FF25}\u{212B}\u{212A}\
    \u{E01}\u{E38}\u{E48}\u{E33}\u{1025}\u{102E}\u{1037}\u{103A}\u{1112}\u{1161}\u{11AB}\u{AC00}\u{F71}\u{F72}\u{F73}\
    \u{200B}\u{200C}\u{200D}\u{AD}\u{FEFF} \u{A0}\n\u{201C}\u{2014}\u{1F600}\\x00]{0,16}";

fn match_level() -> impl Strategy<Value = Level> {
    prop_oneof![
        Just(Level::Match),
        Just(Level::Caseless),
        Just(Level::Search)
    ]
}

fn level() -> impl Strategy<Value = Level> {
    prop_oneof![Just(Level::Canonical), match_level()]
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in ALPHABET, level in level()) {
        let once = fold(&text, level).key;
        let twice = fold(&once, level).key;
        prop_assert_eq!(&twice, &once, "{} {} {}", text.escape_unicode(), once.escape_unicode(), twice.escape_unicode());
    }

    #[test]
    fn the_key_does_not_depend_on_the_order(text in ALPHABET, level in match_level()) {
        // What only a key drops or replaces may hide from the canonical order what belongs together.
        let hiding = ['\u{17A4}', '\u{17A8}', '\u{17B5}', '\u{17D3}', '\u{17DD}', '\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{FEFF}'];
        let text = text.replace(hiding, "");
        let key = fold(&text, level).key;
        let ordered = fold(&text, Level::Canonical).key;
        let of_ordered = fold(&ordered, level).key;
        prop_assert_eq!(&of_ordered, &key, "{} {} {}", text.escape_unicode(), key.escape_unicode(), of_ordered.escape_unicode());
    }

    #[test]
    fn canonical_is_nfc_without_khmer(text in ALPHABET) {
        let text: String = text.chars().filter(|&c| !khmer::is_khmer(c)).collect();
        prop_assert_eq!(canonical(&text), text.nfc().collect::<String>());
    }

    #[test]
    fn places_are_in_order_and_cover_the_text(text in ALPHABET, level in level()) {
        let folded = fold(&text, level);
        let mut at = 0;
        let mut tight_at = 0;
        for cluster in clusters(&folded.key) {
            let source = folded.source(cluster);
            let tight = folded.source_tight(cluster);
            prop_assert!(text.get(source.range()).is_some() && text.get(tight.range()).is_some());
            prop_assert!(source.start <= tight.start && tight.end <= source.end);
            prop_assert!(source.start <= at && at <= source.end);
            prop_assert!(tight_at <= tight.end);
            at = source.end;
            tight_at = tight.end;
        }
        prop_assert!(at == text.len() || folded.key.is_empty());
    }

    #[test]
    fn places_of_characters_hold_what_they_were_made_of(text in ALPHABET, ignore_case: bool) {
        let level = if ignore_case { Level::Caseless } else { Level::Match };
        let folded = fold(&text, level);
        for (start, c) in folded.key.char_indices() {
            let place = folded.source_tight(Span::new(start, start + c.len_utf8()));
            let of_place = fold(&text[place.range()], level).key;
            prop_assert!(c == ' ' || of_place.contains(c), "{} in {}", c.escape_unicode(), text.escape_unicode());
        }
    }
}
