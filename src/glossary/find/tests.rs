use proptest::prelude::*;

use super::*;
use crate::glossary::load;
use crate::text::source::SourceText;

fn glossary(text: &str) -> Glossary {
    let glossary = load(vec![SourceText::new("g.toml", text)]);
    assert!(glossary.problems.is_empty(), "{:?}", glossary.problems);
    glossary
}

/// The hits as `text=id+id`.
fn hits(glossary: &Glossary, lang: &str, text: &str) -> Vec<String> {
    let finder = Finder::new(glossary, &Lang::parse(lang).unwrap()).unwrap();
    let show = |hit: Hit| {
        let ids: Vec<&str> = hit
            .entries
            .iter()
            .map(|entry| glossary.concepts[entry.concept].id.value.as_str())
            .collect();
        format!("{}={}", &text[hit.span.range()], ids.join("+"))
    };
    finder.find(text).into_iter().map(show).collect()
}

const ENGLISH: &str = r#"
[concept.som]
en = { term = "SOM", type = "abbreviation" }
[concept.us]
en = ["U.S.", "United States"]
[concept.asean]
en = "ASEAN"
[concept.dialogue]
en = "ASEAN-U.S. Dialogue"
[concept.relations]
en = "ASEAN-U.S. Dialogue Relations"
[concept.declaration]
en = "declaration"
[concept.ministry]
en = "Ministry"
[concept.plan]
en = "Plan of Action"
[concept.mission]
en = { term = "mission", variants = ["missionar*"] }
[concept.may]
en = "May"
[concept.york]
en = ["New York", { term = "York city", case = "any" }]
[concept.cityscape]
en = "New York Cityscape"
"#;

#[test]
fn words_and_case() {
    let glossary = glossary(ENGLISH);
    for (text, expected) in [
        ("some SOM, Som and SOMs", vec!["SOM=som", "SOMs=som"]),
        ("SOMS", vec![]),
        ("let us go to the U.S. or the US", vec!["U.S.=us", "US=us"]),
        ("U.S.\u{2019}s view", vec!["U.S.=us"]),
        (
            "Declarations of the MINISTRIES",
            vec!["Declarations=declaration", "MINISTRIES=ministry"],
        ),
        ("ministry", vec![]),
        (
            "PLAN OF ACTION, plan of action",
            vec!["PLAN OF ACTION=plan"],
        ),
        (
            "Plan\n of\u{A0}\u{200B}Action",
            vec!["Plan\n of\u{A0}\u{200B}Action=plan"],
        ),
        (
            "missions, missionary, missioning",
            vec!["missions=mission", "missionary=mission"],
        ),
        ("It may rain in May. MAY", vec!["May=may"]),
        (
            "(ASEAN\u{2013}US Dialogue)",
            vec!["ASEAN\u{2013}US Dialogue=dialogue"],
        ),
    ] {
        assert_eq!(hits(&glossary, "en", text), expected, "{text}");
    }
}

#[test]
fn the_longest_hides_what_is_inside_it_but_only_when_it_is_one() {
    let glossary = glossary(ENGLISH);
    assert_eq!(
        hits(&glossary, "en", "ASEAN-U.S. Dialogue Relations and ASEAN"),
        ["ASEAN-U.S. Dialogue Relations=relations", "ASEAN=asean"]
    );
    assert_eq!(
        hits(&glossary, "en", "New York Cityscapers"),
        ["New York=york"]
    );
    assert_eq!(
        hits(&glossary, "en", "New York City"),
        ["New York=york", "York City=york"]
    );
}

#[test]
fn letters_of_khmer_need_no_spaces() {
    // A three-cluster word, and one that adds a subscript to its last letter.
    let (word, longer) = (
        "\u{1780}\u{17B6}\u{179A}\u{1791}\u{17BC}\u{178F}",
        "\u{1780}\u{17B6}\u{179A}",
    );
    let glossary = glossary(&format!(
        "[concept.work]\nkm = \"{word} \u{1793}\u{17B7}\u{1784}\u{179F}\u{17B6}\"\n[concept.a]\nkm = \"{longer}\"\n"
    ));
    let squeezed = format!("{word}\u{1793}\u{17B7}\u{1784}\u{179F}\u{17B6}");
    let spread =
        format!("\u{1796}{word}\u{200B} \u{1793}\u{17B7}\u{1784}\u{200B}\u{179F}\u{17B6}\u{1796}");
    assert_eq!(
        hits(&glossary, "km", &squeezed),
        [format!("{squeezed}=work")]
    );
    let found = hits(&glossary, "km", &spread);
    assert_eq!(found, [format!("{}=work", &spread[3..spread.len() - 3])]);
    let stacked = format!("{longer}\u{17D2}\u{178F}");
    assert_eq!(
        hits(&glossary, "km", &stacked),
        Vec::<String>::new(),
        "a cluster was split"
    );
    assert_eq!(
        hits(&glossary, "km", &format!("{longer}\u{1780}")),
        [format!("{longer}=a")]
    );
}

#[test]
fn short_forbidden_words_must_stand_apart() {
    let (bad, other) = ("\u{1780}\u{17B6}\u{179A}", "\u{1796}");
    let glossary = glossary(&format!(
        "[concept.a]\nkm = [\"\u{1793}\", {{ term = \"{bad}\", status = \"forbidden\", use = \"\u{1793}\" }}]\n"
    ));
    assert_eq!(
        hits(&glossary, "km", &format!("{other}{bad}{other}")),
        Vec::<String>::new()
    );
    assert_eq!(
        hits(&glossary, "km", &format!("{other} {bad}\u{200B}{other}")),
        [format!("{bad}=a")]
    );
}

#[test]
fn context_tells_homonyms_apart() {
    let glossary = glossary(
        r#"
[concept.us-secretary]
context = ["U.S.", "Washington"]
en = "Secretary of State"
[concept.kh-secretary]
en = "Secretary of State"
[concept.a]
en = "bank"
[concept.b]
en = "bank"
"#,
    );
    for (text, expected) in [
        ("the Secretary of State", "Secretary of State=kh-secretary"),
        (
            "in Washington the Secretary of State",
            "Secretary of State=us-secretary",
        ),
        (
            "the Secretary of State of the US",
            "Secretary of State=us-secretary",
        ),
        (
            "Washingtonian Secretary of State",
            "Secretary of State=kh-secretary",
        ),
        ("a bank", "bank=a+b"),
    ] {
        assert_eq!(hits(&glossary, "en", text), [expected]);
    }
}

#[test]
fn nothing_to_look_for() {
    let glossary = glossary(ENGLISH);
    assert!(hits(&glossary, "km", "ASEAN").is_empty());
    assert!(hits(&glossary, "en", "").is_empty());
}

#[test]
fn every_hit_in_a_long_hostile_text_is_found() {
    let concept = |n: usize| {
        let (en, km) = ("a ".repeat(n), "\u{1780}".repeat(n));
        format!("[concept.a{n}]\nen = \"{}\"\nkm = \"{km}\"\n", en.trim())
    };
    let toml: Vec<String> = (1..=200).map(concept).collect();
    let toml = toml.concat();
    let glossary = glossary(&toml);
    assert_eq!(hits(&glossary, "en", &"a ".repeat(20_000)).len(), 19_801);
    assert_eq!(
        hits(&glossary, "km", &"\u{1780}".repeat(20_000)).len(),
        19_801
    );
}

/// Terms that begin and end in each other, with endings, marks and numbers.
const TRICKY: &str = "[concept.a]\nen = [\"a\", \"as a\", \"a-b\"]\n[concept.b]\nen = [\"b\", \"a b a\", \"ab\", \"(a) b\"]\n[concept.c]\nen = [\"ay\", \"b ay\", \"A\", \"AB\", \"a 1\", \"1\", \"as\", \"es\"]\n";

proptest! {
    #[test]
    fn words_and_automaton_find_the_same(text in "[abABsey1 ()'.\\-]{0,40}", nested: bool) {
        let glossary = glossary(TRICKY);
        let en = Lang::parse("en").unwrap();
        let words = Finder::new(&glossary, &en).unwrap();
        let mut automaton = Finder::new(&glossary, &en).unwrap();
        automaton.words.add(0, "x", true);
        prop_assert!(words.words.is_whole() && !automaton.words.is_whole());
        prop_assert_eq!(words.search(&text, nested), automaton.search(&text, nested));
    }

    #[test]
    fn hits_are_in_order_and_not_nested(text in "[aAsS.U\u{1780}\u{17D2}\u{200B} \\-]{0,40}") {
        let glossary = glossary(
            "[concept.x]\nen = [\"a\", \"a-s\", \"U.S.\", \"as\", \"a a\"]\n[concept.y]\nen = [\"\u{1780}\", \"\u{1780}\u{1780}\", \"s\"]\n",
        );
        let finder = Finder::new(&glossary, &Lang::parse("en").unwrap()).unwrap();
        let hits = finder.find(&text);
        for hit in &hits {
            prop_assert!(text.get(hit.span.range()).is_some());
            prop_assert!(!hit.entries.is_empty());
        }
        for pair in hits.windows(2) {
            prop_assert!(pair[0].span.start < pair[1].span.start && pair[0].span.end < pair[1].span.end);
        }
    }
}

/// Words of Khmer: court, which begins like October; the world, which ends like Mr.; skin now, which has
/// the abbreviation of a ministry in it; month, and court as a place.
#[test]
#[cfg(feature = "dictionaries")]
fn short_terms_are_no_pieces_of_other_words() {
    let glossary = glossary(
        "[concept.october]\nkind = \"date\"\nkm = \"តុលា\"\n[concept.mr]\nkind = \"title\"\nkm = \"លោក\"\n[concept.ministry]\nkind = \"body\"\nkm = [\"ក្រសួងការបរទេស\", { term = \"កប\", type = \"abbreviation\" }]\n[concept.spread]\nkm = \"ឆ្លង\"\n",
    );
    for (text, expected) in [
        ("តុលាការ", vec![]),
        ("ខែតុលា", vec!["តុលា=october"]),
        ("ខែ តុលា ឆ្នាំ", vec!["តុលា=october"]),
        ("តុលា ២០២៥", vec!["តុលា=october"]),
        ("ពិភពលោក", vec![]),
        ("លោក សុខ", vec!["លោក=mr"]),
        ("ស្បែកបច្ចុប្បន្ន", vec![]),
        ("ប្រកប", vec![]),
        ("(កប) និង កប", vec!["កប=ministry", "កប=ministry"]),
        ("ជំងឺឆ្លង", vec![]),
        ("រោគ ឆ្លង", vec!["ឆ្លង=spread"]),
    ] {
        assert_eq!(hits(&glossary, "km", text), expected, "{text}");
    }
    let finder = Finder::new(&glossary, &Lang::parse("km").unwrap()).unwrap();
    // A translation has what is a part of a compound.
    assert_eq!(finder.find_all("ជំងឺឆ្លង").len(), 1);
    assert!(finder.find_all("ពិភពលោក តុលាការ").is_empty());
}
