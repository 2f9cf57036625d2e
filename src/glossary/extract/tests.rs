use super::*;
use crate::glossary::load;
use crate::glossary::rendering::Pair;
use crate::text::source::SourceText;

fn en() -> Lang {
    Lang::parse("en").unwrap()
}

fn km() -> Lang {
    Lang::parse("km").unwrap()
}

fn pairs(texts: &[(&str, &str)]) -> Vec<Pair> {
    let pair = |&(source, target): &(&str, &str)| Pair {
        source: source.to_owned(),
        target: target.to_owned(),
    };
    texts.iter().map(pair).collect()
}

fn mined(texts: &[&str], options: Options) -> Vec<(Pattern, String, usize)> {
    let pairs: Vec<Pair> = texts
        .iter()
        .map(|text| Pair {
            source: (*text).to_owned(),
            target: "x".to_owned(),
        })
        .collect();
    let bitext = Bitext::new(&pairs);
    let found = extract(&bitext, &en(), None, options);
    found
        .into_iter()
        .map(|one| (one.pattern, one.text, one.count))
        .collect()
}

fn of(found: &[(Pattern, String, usize)], pattern: Pattern) -> Vec<(&str, usize)> {
    found
        .iter()
        .filter(|one| one.0 == pattern)
        .map(|(_, text, count)| (text.as_str(), *count))
        .collect()
}

const ONCE: Options = Options {
    least: 1,
    words: false,
    most: 100,
};

#[test]
fn abbreviations_in_brackets() {
    let found = mined(
        &[
            "They signed the River Basin Water Charter (RBWC) and met (on Monday).",
            "The Ministry of Tides and Lakes (\u{201C}MTL\u{201D}) and the Lake Fund (XQZ) agreed.",
            "The River Basin Water Charter has four parts. See (2019) and table (A).",
        ],
        ONCE,
    );
    assert_eq!(
        of(&found, Pattern::Definition),
        [
            ("River Basin Water Charter", 2),
            ("Ministry of Tides and Lakes", 1)
        ]
    );
    assert!(!of(&found, Pattern::Name).iter().any(|one| one.0 == "RBWC"));
}

#[test]
fn names_in_capitals() {
    let found = mined(
        &[
            "We thank the Minister of Tides of Arvenia and the Lake Secretariat on Monday.",
            "THE LAKE SECRETARIAT IS OPEN ON EVERY DAY OF THE WEEK",
            "However, Arvenia and Borduria met. Sean K. Neill spoke of tides.",
            "The Ministry of Tides and Regional Lakes of Arvenia answered the Lake Secretariat.",
        ],
        ONCE,
    );
    let names = of(&found, Pattern::Name);
    for (name, count) in [
        ("Minister of Tides of Arvenia", 1),
        ("Lake Secretariat", 2),
        ("Arvenia", 1),
        ("Borduria", 1),
        ("Sean K. Neill", 1),
        ("Ministry of Tides and Regional Lakes of Arvenia", 1),
    ] {
        assert!(names.contains(&(name, count)), "{name} in {names:?}");
    }
    for no_name in [
        "However",
        "We",
        "Monday",
        "THE LAKE SECRETARIAT",
        "Arvenia and Borduria",
    ] {
        assert!(!names.iter().any(|one| one.0 == no_name), "{no_name}");
    }
}

#[test]
fn sequences_that_come_again() {
    let options = Options {
        least: 2,
        ..Options::default()
    };
    let texts = [
        "the tidal power station and a rule of law",
        "a new tidal power station is there",
        "every rule of law, every tidal power",
        "tidal power stations are rare",
    ];
    let found = mined(&texts, options);
    let sequences = of(&found, Pattern::Sequence);
    assert_eq!(sequences[0], ("tidal power station", 3));
    assert!(sequences.contains(&("rule of law", 2)), "{sequences:?}");
    assert!(!sequences.iter().any(|one| one.0 == "station"));
    let words = Options {
        words: true,
        ..options
    };
    let found = mined(&texts, words);
    assert!(
        of(&found, Pattern::Sequence)
            .iter()
            .any(|one| one.0 == "tidal")
    );
}

#[test]
fn drafts_can_be_loaded() {
    // Three made-up words: KA KA, KHA KHA, KO KO.
    let (a, b, c) = (
        "\u{1780}\u{17B6}\u{1780}\u{17B6}",
        "\u{1781}\u{17B6}\u{1781}\u{17B6}",
        "\u{1782}\u{17B6}\u{1782}\u{17B6}",
    );
    let texts = pairs(&[
        ("the Lake Charter (LC) of old", &format!("{b} {a} (LC) {c}")),
        ("the Lake Charter is new", &format!("{a} {c}{c}")),
        ("we like the Lake Charter", &format!("{c} {a}")),
        ("tides are high", &format!("{c}{b}")),
        ("tides are low", &format!("{b} {c}")),
    ]);
    let bitext = Bitext::new(&texts);
    let found = extract(&bitext, &en(), None, Options::default());
    assert_eq!(found[0].text, "Lake Charter");
    assert_eq!(found[0].kind, Some(Kind::Agreement));
    let best = &found[0].renderings[0];
    assert_eq!(
        (best.text.as_str(), best.support, best.of, best.elsewhere),
        (a, 3, 3, 0)
    );
    let known = load(vec![SourceText::new(
        "g.toml",
        "[concept.lake-charter]\nen = \"x\"\n",
    )]);
    let text = drafts(&found, &texts, (&en(), &km()), Some(&known));
    assert!(
        text.contains("# 3 times, defined with its abbreviation; km in 3 of 3\n"),
        "{text}"
    );
    let glossary = load(vec![SourceText::new("drafts.toml", text)]);
    assert!(glossary.problems.is_empty(), "{:?}", glossary.problems);
    let concept = glossary.concept("lake-charter-2").unwrap();
    assert!(concept.is_draft());
    let terms: Vec<&str> = concept
        .terms
        .iter()
        .map(|term| term.text.value.as_str())
        .collect();
    assert_eq!(terms, ["Lake Charter", "LC", a, "LC"]);
}

#[test]
fn what_the_glossary_has_is_left_out() {
    let texts = pairs(&[("the Lake Charters", "x"), ("the Lake Charter", "x")]);
    let bitext = Bitext::new(&texts);
    let known = load(vec![SourceText::new(
        "g.toml",
        "[concept.a]\nen = \"Lake Charter\"\n",
    )]);
    assert!(extract(&bitext, &en(), Some(&known), Options::default()).is_empty());
}
