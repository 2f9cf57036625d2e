use super::*;
use crate::glossary::load;
use crate::glossary::rendering::Pair;
use crate::report::Action;
use crate::text::source::SourceText;

const A: &str = "\u{1780}\u{17B6}\u{1780}\u{17B6}";
const B: &str = "\u{1781}\u{17B6}\u{1781}\u{17B6}";
const C: &str = "\u{1782}\u{17B6}\u{1782}\u{17B6}";

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn texts() -> Vec<Pair> {
    let pair = |source: &str, target: &str| Pair {
        source: source.to_owned(),
        target: target.to_owned(),
    };
    vec![
        pair("the Lake Charter (LC)", &format!("{B} {A}")),
        pair("a Lake Charter", &format!("{B} {C}")),
        pair("the Lake Charter now", &format!("{B} {C}{C}")),
        pair("no Lake Charter", B),
        pair("this Lake Charter", &format!("{C} {B}")),
        pair("the sea", A),
        pair("a sea", &format!("{A} {C}")),
        pair("rain", C),
        pair("SOM met", "SOM"),
    ]
}

fn glossary() -> Glossary {
    let toml = format!(
        "[concept.charter]\nen = \"Lake Charter\"\nkm = [\"{C}{A}\", {{ term = \"{A}\", status = \"forbidden\" }}]\n\n\
         [concept.sea]\nen = \"sea\"\nkm = \"{A}\"\n\n[concept.som]\ntranslate = false\nen = \"SOM\"\n\n\
         [concept.wind]\nen = \"wind\"\nkm = \"{A}{B}\"\n"
    );
    let glossary = load(vec![SourceText::new("g.toml", toml)]);
    assert!(glossary.problems.is_empty(), "{:?}", glossary.problems);
    glossary
}

fn audited() -> (Glossary, Audit, Vec<Finding>) {
    let (glossary, texts) = (glossary(), texts());
    let bitext = Bitext::new(&texts);
    let langs = (&lang("en"), &lang("km"));
    let audit = audit(&glossary, &bitext, langs).unwrap();
    let findings = findings(&glossary, &bitext, &audit, langs.0, langs.1);
    (glossary, audit, findings)
}

#[test]
fn the_worst_comes_first_with_what_is_there_instead() {
    let (glossary, audit, _) = audited();
    let shown: Vec<(&str, usize, usize, usize)> = audit
        .rows
        .iter()
        .map(|row| {
            let id = glossary.concepts[row.concept].id.value.as_str();
            (id, row.hits, row.matched, row.unwanted)
        })
        .collect();
    assert_eq!(
        shown,
        [("charter", 5, 0, 1), ("sea", 2, 2, 0), ("som", 1, 1, 0)]
    );
    let charter = &audit.rows[0];
    let admit = charter.admit().unwrap();
    assert_eq!(
        (
            admit.text.as_str(),
            admit.support,
            admit.of,
            admit.elsewhere
        ),
        (B, 5, 5, 0)
    );
    assert_eq!(charter.missed, [0, 1, 2, 3, 4]);
    assert_eq!(audit.rows[1].admit(), None);
    assert_eq!(audit.absent, [3]);
}

#[test]
fn what_only_texts_can_tell() {
    let (_, _, findings) = audited();
    let shown: Vec<(&str, usize)> = findings
        .iter()
        .map(|finding| (finding.rule.code(), finding.place.line))
        .collect();
    assert_eq!(shown, [("G006", 2), ("G034", 3), ("G033", 13)]);
    assert!(findings[0].message.contains("\"LC\""));
    let hint = findings[1].hint.as_ref().unwrap();
    let Some(Action::Admit {
        concept,
        lang,
        term,
        ..
    }) = &hint.action
    else {
        panic!("{hint:?}");
    };
    assert_eq!(
        (concept.as_str(), lang.as_str(), term.as_str()),
        ("charter", "km", B)
    );
}
