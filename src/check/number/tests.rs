//! Numbers, case by case.

use crate::check::{Checker, Document, Located, Settings, Unit};
use crate::glossary::Glossary;
use crate::text::Lang;
use crate::text::date::{Civil, Date, written};

fn found(source: &str, target: &str, tag: &str) -> Vec<Located> {
    let glossary = Glossary::default();
    let lang = |tag: &str| Lang::parse(tag).unwrap();
    let checker = Checker::new(&glossary, &lang("en"), &lang(tag), Settings::default());
    let unit = Unit::new(source, target);
    let units = vec![unit];
    checker.unwrap().check(&[Document { units, date: None }])
}

fn codes(source: &str, target: &str, tag: &str) -> Vec<&'static str> {
    let found = found(source, target, tag);
    let codes = found.iter().map(|one| one.fault.rule.code());
    codes
        .filter(|code| code.starts_with('N') || *code == "Q016")
        .collect()
}

#[test]
fn numbers_that_changed_are_told() {
    for (source, target, tag, expected) in [
        ("It has 150 members.", "Il compte 15 membres.", "fr", "N001"),
        (
            "It has 150 members.",
            "\u{1781} \u{17E1}\u{17E5} \u{1781}\u{17D4}",
            "km",
            "N001",
        ),
        (
            "It cost 1.5 million.",
            "Il a coûté 1,5 milliard.",
            "fr",
            "N001",
        ),
        ("It has members.", "Il compte 15 membres.", "fr", "N002"),
        (
            "On 12 May 2025 it met.",
            "Le 21 mai 2025 il a siégé.",
            "fr",
            "N003",
        ),
        (
            "In spring it met.",
            "Le 21 mars 2025 il a siégé.",
            "fr",
            "N004",
        ),
        (
            "Call +855 23 214 441 now.",
            "Appelez le +855 23 214 414.",
            "fr",
            "Q016",
        ),
        (
            "Note No. 1187/2024 was sent.",
            "La note n° 1178/2024 est partie.",
            "fr",
            "Q016",
        ),
    ] {
        assert_eq!(
            codes(source, target, tag),
            [expected],
            "{source} / {target}"
        );
    }
}

#[test]
fn what_was_written_is_said() {
    let found = found(
        "It has 150 members.",
        "\u{1781} \u{17E1}\u{17E5} \u{1781}\u{17D4}",
        "km",
    );
    let fault = &found[0].fault;
    assert_eq!(
        fault.message,
        "\"150\" of the source, \"\u{17E1}\u{17E5}\" in the translation"
    );
    assert_eq!((fault.source.len(), fault.target.len()), (1, 1));
    assert_eq!(
        fault.hint.as_ref().map(|hint| hint.text.as_str()),
        Some("write \u{17E1}\u{17E5}\u{17E0}")
    );
}

#[test]
fn habits_of_writing_are_no_faults() {
    for (source, target, tag) in [
        // Digits, eras, signs, scales, words.
        (
            "It has 150 members.",
            "\u{1781} \u{17E1}\u{17E5}\u{17E0} \u{1781}\u{17D4}",
            "km",
        ),
        (
            "It met in 2025.",
            "\u{E1B}\u{E35} \u{E1E}.\u{E28}. 2568",
            "th",
        ),
        ("It cost 1.5 million.", "Il a coûté 1 500 000.", "fr"),
        ("It has 2 members.", "Il compte deux membres.", "fr"),
        (
            "The 5th session met.",
            "La cinquième session a siégé.",
            "fr",
        ),
        ("It has two members.", "Il compte 2 membres.", "fr"),
        // How often a number comes; parts of dates; marks of lists; names; other ways of the clock.
        ("5 of 5 came.", "Sont venus 5.", "fr"),
        ("On May 12 it met.", "Le 12 il a siégé.", "fr"),
        (
            "It lists 1) lakes and 2. rivers.",
            "Il nomme des lacs et des fleuves.",
            "fr",
        ),
        ("COVID-19 and the G20", "Le covid et le G20", "fr"),
        ("It met at 7.55am.", "Il a siégé à 7: 55.", "fr"),
        ("Call +855 23 214 441 now.", "Appelez le 023 214 441.", "fr"),
        ("It is No.1 there.", "Il est le premier.", "fr"),
    ] {
        assert_eq!(codes(source, target, tag), [""; 0], "{source} / {target}");
    }
}

/// Pairs one a line: language, codes of what is found (`-` for nothing), source, translation.
const PAIRS: &str = include_str!("pairs.tsv");

#[test]
fn pairs_are_judged_as_they_should_be() {
    let mut wrong = Vec::new();
    for line in PAIRS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[tag, expected, source, target] = &fields[..] else {
            panic!("no pair: {line}");
        };
        let found = codes(source, target, tag).join(" ");
        if found != expected.replace('-', "") {
            wrong.push(format!("{found} in {line}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const LANGUAGES: [&str; 10] = ["km", "th", "lo", "my", "vi", "zh", "fr", "id", "ms", "tl"];

#[test]
fn any_part_of_a_date_that_changed_is_told() {
    let write = |tag: &str, (year, month, day): (u16, u8, u8)| {
        let civil = Civil {
            year: Some(year),
            month: Some(month),
            day: (day > 0).then_some(day),
        };
        written(&Date::new(civil), &Lang::parse(tag).unwrap()).unwrap()
    };
    for tag in LANGUAGES {
        for month in 1..=12 {
            let date = (2025, month, 17);
            let source = format!("It began on {} there.", write("en", date));
            let target = |date| format!("X {} Y", write(tag, date));
            assert_eq!(
                codes(&source, &target(date), tag),
                [""; 0],
                "{source} {tag}"
            );
            for other in [
                (2025, month % 12 + 1, 17),
                (2025, month, 18),
                (2024, month, 17),
            ] {
                let target = target(other);
                assert_eq!(codes(&source, &target, tag), ["N003"], "{source} {target}");
            }
            let source = format!("in {}", write("en", (2025, month, 0)));
            let target = |month| format!("X {} Y", write(tag, (2025, month, 0)));
            assert_eq!(
                codes(&source, &target(month), tag),
                [""; 0],
                "{source} {tag}"
            );
            let target = target(month % 12 + 1);
            assert_eq!(codes(&source, &target, tag), ["N003"], "{source} {target}");
        }
    }
}

#[test]
fn what_is_proposed_has_the_digits_of_the_text() {
    for (text, expected) in [
        ("no digit", "១.៦១៧.២០៤"),
        ("in 2024", "1.617.204"),
        ("in ២០២៤", "១.៦១៧.២០៤"),
        ("in ២០២៤ or 2024", "១.៦១៧.២០៤"),
        ("in ๒๕๖๗", "๑.๖๑๗.๒๐๔"),
    ] {
        assert_eq!(super::in_digits_of(text, "១.៦១៧.២០៤"), expected, "{text}");
    }
}
