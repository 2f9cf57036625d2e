//! The order of Khmer marks against pairs that others published.

use chancery::text::fold::{Level, fold};

use crate::data;

fn key(text: &str, level: Level) -> String {
    fold(text, level).key.into_owned()
}

/// What `khnormal` makes of a text: the canonical order, with coeng DA written as coeng TA.
fn khnormal(text: &str) -> String {
    key(text, Level::Canonical).replace("\u{17D2}\u{178A}", "\u{17D2}\u{178F}")
}

#[test]
#[ignore = "needs ../shared/data"]
fn published_pairs_come_out_right() {
    let table = data::text("bitext/cases/km_norm.tsv");
    let decode = |hex: &str| -> String {
        let code = |code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        hex.split(' ')
            .map(|hex| code(hex).expect("a code point"))
            .collect()
    };
    let mut pairs = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(typed), Some(ordered)) = (fields.next(), fields.next()) else {
            panic!("not a pair: {line}");
        };
        let (typed, ordered) = (decode(typed), decode(ordered));
        assert_eq!(khnormal(&typed), ordered, "{line}");
        assert_eq!(
            key(&typed, Level::Match),
            key(&ordered, Level::Match),
            "{line}"
        );
        pairs += 1;
    }
    assert!(pairs > 100, "{pairs} pairs");
}
