//! Terms, case by case: what is told, and what is near and is not.

use crate::check::{Checker, Document, Fault, Located, Outcome, Settings, Unit};
use crate::glossary::{Glossary, load};
use crate::report::{Action, Hint};
use crate::text::Lang;
use crate::text::source::SourceText;

/// `km` terms: letters that stand for words.
const GLOSSARY: &str = r#"
[concept.office]
kind = "body"
en = ["Lake Office", { term = "LO", type = "abbreviation" }]
fr = ["Bureau du lac", { term = "BL", type = "abbreviation", expand = "first-mention" }, { term = "Office du lac", status = "forbidden", use = "Bureau du lac" }]

[concept.council]
kind = "body"
en = ["Lake Council", { term = "Lake Board", status = "deprecated" }]
fr = ["Conseil du lac", "Comité lacustre", { term = "Cercle", status = "deprecated" }]

[concept.council-of-lake-office]
kind = "body"
en = "Council of the Lake Office"
fr = "Conseil du bureau"

[concept.chair-person]
kind = "title"
homonym = "who leads"
en = "Chair"
fr = "Président"

[concept.chair-seat]
kind = "title"
homonym = "what one sits on"
en = "Chair"
fr = "Chaise"

[concept.circle]
kind = "body"
en = "Circle"
fr = "Cercle"

[concept.month-05]
kind = "date"
en = "May"
fr = "mai"

[concept.envoy]
status = "draft"
en = "Lake Envoy"
fr = "Envoyé du lac"

[concept.som]
translate = false
en = { term = "SOM", type = "abbreviation", case = "exact" }

[concept.plan]
kind = "agreement"
until = 2025-12-31
replaced = "new-plan"
en = "Lake Plan"
fr = "Plan du lac"

[concept.new-plan]
kind = "agreement"
since = 2026-01-01
en = "New Accord"
fr = "Nouvel accord"

[concept.boat]
kind = "term"
count = "equal"
en = "boat"
fr = "bateau"

[concept.statement]
kind = "document"
en = "Statement"
km = { term = "\u178F\u17D2\u178F\u1798", variants = "\u1780\u1781\u1782" }
"#;

fn glossary() -> Glossary {
    let glossary = load(vec![SourceText::new("terms.toml", GLOSSARY)]);
    assert!(glossary.problems.is_empty(), "{:#?}", glossary.problems);
    glossary
}

fn run(units: &[(&str, &str)], target: &str, date: Option<&str>) -> Outcome {
    let glossary = glossary();
    let lang = |tag: &str| Lang::parse(tag).unwrap();
    let units = units
        .iter()
        .map(|(source, target)| Unit::new(*source, *target));
    let document = Document {
        units: units.collect(),
        date: date.map(|date| date.parse().unwrap()),
    };
    let checker = Checker::new(&glossary, &lang("en"), &lang(target), Settings::default());
    checker.unwrap().run(&[document])
}

/// The codes about terms, each with its unit.
fn codes(units: &[(&str, &str)]) -> Vec<(usize, &'static str)> {
    let found = run(units, "fr", None).faults;
    let terms = found.iter().filter(|one| one.fault.concept.is_some());
    terms.map(|one| (one.unit, one.fault.rule.code())).collect()
}

fn of(source: &str, target: &str) -> Vec<&'static str> {
    let found = codes(&[(source, target)]);
    found.into_iter().map(|(_, code)| code).collect()
}

fn only(found: &[Located]) -> &Fault {
    assert_eq!(found.len(), 1, "{found:#?}");
    &found[0].fault
}

/// Returns the concept, language and term that a hint would have admitted.
fn admitted(hint: &Hint) -> (&str, &str, &str) {
    let Some(Action::Admit {
        concept,
        lang,
        term,
        ..
    }) = &hint.action
    else {
        panic!("{hint:?}");
    };
    (concept, lang.as_str(), term)
}

#[test]
fn a_missing_term_is_told_once_with_what_to_write() {
    let outcome = run(
        &[(
            "The Lake Council of a Lake Council met.",
            "La ville a siégé dans une autre.",
        )],
        "fr",
        None,
    );
    let fault = only(&outcome.faults);
    assert_eq!(fault.rule.code(), "T001");
    assert_eq!(fault.source.len(), 2);
    let hint = fault.hint.as_ref().unwrap();
    assert!(hint.text.contains("\"Conseil du lac\""), "{hint:?}");
    // Nobody knows yet what translators write.
    assert_eq!(hint.action, None);
    assert_eq!(fault.related[0].0.path, "terms.toml");
    assert_eq!(outcome.roll_ups.len(), 1);
    assert_eq!(
        (outcome.roll_ups[0].hits, outcome.roll_ups[0].matched),
        (1, 0)
    );
}

#[test]
fn what_is_there_in_some_way_is_not_missing() {
    for (source, target) in [
        ("The Lake Council met.", "Le Conseil du lac a siégé."),
        ("The Lake Council met.", "Le COMITÉ LACUSTRE a siégé."),
        // An ending that no glossary lists.
        ("Lake Councils met.", "Des Comité lacustres ont siégé."),
        // A part of a longer term is not asked for.
        (
            "The Council of the Lake Office met.",
            "Le Conseil du bureau a siégé.",
        ),
        // Either meaning will do.
        ("The Chair spoke.", "Le Président a parlé."),
        ("The Chair broke.", "La Chaise s'est cassée."),
        // Drafts are never enforced.
        ("The Lake Envoy met.", "Il a siégé."),
        // Nothing is said of a unit that has no translation.
        ("The Lake Council met.", ""),
    ] {
        assert_eq!(of(source, target), [""; 0], "{source} / {target}");
    }
    assert_eq!(of("The Chair spoke.", "Elle a parlé."), ["T001"]);
    assert_eq!(
        of(
            "The Lake Office and its Council of the Lake Office met.",
            "Le Conseil du bureau a siégé."
        ),
        ["T001"]
    );
}

#[test]
fn terms_are_counted_where_the_glossary_says_so() {
    assert_eq!(
        of("A boat met a boat.", "Un bateau et un bateau se croisent."),
        [""; 0]
    );
    assert_eq!(of("A boat met a boat.", "Un bateau le croise."), ["T001"]);
}

#[test]
fn bad_terms_are_told_where_nobody_else_owns_them() {
    let outcome = run(
        &[("The Lake Office met.", "L'Office du lac a siégé.")],
        "fr",
        None,
    );
    let fault = only(&outcome.faults);
    assert_eq!(fault.rule.code(), "T002");
    assert_eq!(fault.hint, Some("write \"Bureau du lac\"".into()));
    assert_eq!(outcome.roll_ups[0].unwanted, 1);
    // A forbidden term is wrong in any text, a deprecated one where its concept is meant.
    assert_eq!(of("They met.", "L'Office du lac a siégé."), ["T002"]);
    assert_eq!(of("They met.", "Le Cercle a siégé."), [""; 0]);
    assert_eq!(of("The Lake Council met.", "Le Cercle a siégé."), ["T002"]);
    // The concept that it is good for is in the source too.
    assert_eq!(
        of(
            "The Lake Council and the Circle met.",
            "Le Conseil du lac et le Cercle ont siégé."
        ),
        [""; 0]
    );
}

#[test]
fn old_terms_of_the_source_are_told() {
    assert_eq!(
        of("The Lake Board met.", "Le Conseil du lac a siégé."),
        ["T003"]
    );
    // The graver fault about the same concept comes first, and alone.
    assert_eq!(of("The Lake Board met.", "Il a siégé."), ["T001"]);
}

#[test]
fn a_document_keeps_to_one_rendering() {
    let (one, other) = (
        ("The Lake Council met.", "Le Conseil du lac a siégé."),
        ("The Lake Council rose.", "Le Comité lacustre s'est levé."),
    );
    assert_eq!(codes(&[one, other, one]), [(1, "T004")]);
    assert_eq!(codes(&[other, one, other]), [(1, "T004")]);
    // An abbreviation beside the full form is no second rendering.
    let (full, short) = (
        (
            "The Lake Office (LO) met.",
            "Le Bureau du lac (BL) a siégé.",
        ),
        ("The LO rose.", "Le BL s'est levé."),
    );
    assert_eq!(codes(&[full, short, full]), [(2, "T006"); 0]);
}

#[test]
fn names_stay_as_they_are() {
    assert_eq!(of("The SOM met.", "La SOM a siégé."), [""; 0]);
    assert_eq!(of("The SOM met.", "La réunion a siégé."), ["T005"]);
    assert_eq!(of("The som met.", "La réunion a siégé."), [""; 0]);
}

#[test]
fn abbreviations_are_explained_first_and_once() {
    let (full, short) = (
        ("The Lake Office met.", "Le Bureau du lac (BL) a siégé."),
        ("The LO rose.", "Le BL s'est levé."),
    );
    assert_eq!(codes(&[full, short]), []);
    assert_eq!(codes(&[short]), [(0, "T006")]);
    assert_eq!(codes(&[short, full]), [(0, "T007")]);
    assert_eq!(codes(&[full, short, full]), [(2, "T006")]);
}

#[test]
fn what_ended_before_the_date_is_told() {
    let of = |source: &str, target: &str, date: Option<&str>| -> Vec<&str> {
        let found = run(&[(source, target)], "fr", date).faults;
        found.iter().map(|one| one.fault.rule.code()).collect()
    };
    let plan = ("Under the Lake Plan.", "Selon le Plan du lac.");
    assert_eq!(of(plan.0, plan.1, Some("2026-05-12")), ["T008"]);
    assert_eq!(of(plan.0, plan.1, Some("2025-05-12")), [""; 0]);
    assert_eq!(of(plan.0, plan.1, None), [""; 0]);
    let both = (
        "From the Lake Plan to the New Accord.",
        "Du Plan du lac au Nouvel accord.",
    );
    assert_eq!(of(both.0, both.1, Some("2026-05-12")), [""; 0]);
    assert_eq!(
        of("The New Accord.", "Le Nouvel accord.", Some("2025-05-12")),
        ["T008"]
    );
}

#[test]
fn twins_are_mended_and_variants_told() {
    // Coeng TA, as in the glossary; coeng DA, which looks the same; a listed variant.
    for (target, codes, fix) in [
        ("\u{178F}\u{17D2}\u{178F}\u{1798}", vec![], None),
        ("\u{178F}\u{17D2}\u{178F}\u{200B}\u{1798}", vec![], None),
        (
            "\u{178F}\u{17D2}\u{178A}\u{1798}",
            vec!["T009"],
            Some("\u{178F}\u{17D2}\u{178F}\u{1798}"),
        ),
        ("\u{1780}\u{1781}\u{1782}", vec!["T009"], None),
        // With a sign above that the glossary has not.
        (
            "\u{178F}\u{17D2}\u{178F}\u{17C9}\u{1798}",
            vec!["T009"],
            None,
        ),
        ("\u{1780}\u{1780}\u{1780}", vec!["T001"], None),
    ] {
        let found = run(&[("Statement", target)], "km", None).faults;
        let all: Vec<&str> = found.iter().map(|one| one.fault.rule.code()).collect();
        assert_eq!(all, codes, "{target}");
        let fixed = found
            .iter()
            .flat_map(|one| &one.fault.fix)
            .map(|(_, text)| text.as_str())
            .next();
        assert_eq!(fixed, fix, "{target}");
    }
}

#[test]
fn a_term_that_nothing_asks_for_is_told() {
    assert_eq!(of("They met.", "Le Conseil du lac a siégé."), ["T010"]);
    assert_eq!(
        of("They took their places.", "Le Président a parlé."),
        [""; 0]
    );
    // It is a part of a longer term of the source.
    assert_eq!(
        of(
            "The Council of the Lake Office met.",
            "Le Conseil du bureau du Bureau du lac."
        ),
        [""; 0]
    );
}

#[test]
fn what_translators_write_is_a_hint_in_each_unit() {
    let sources = ["met", "rose", "sat", "spoke", "wrote", "ate", "ran"]
        .map(|verb| format!("The Lake Council {verb}."));
    let targets = ["siégé", "levé", "assis", "parlé", "écrit", "mangé", "couru"]
        .map(|verb| format!("Le Sénat bleu a {verb}."));
    let mut units: Vec<(&str, &str)> = sources
        .iter()
        .zip(&targets)
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let others =
        ["One", "Two", "Six", "Ten", "All"].map(|word| format!("{word} more came home today."));
    let theirs =
        ["Un", "Deux", "Trois", "Dix", "Tous"].map(|word| format!("{word} de plus sont venus."));
    units.extend(
        others
            .iter()
            .zip(&theirs)
            .map(|(a, b)| (a.as_str(), b.as_str())),
    );
    let found = run(&units, "fr", None);
    let hints: Vec<&Hint> = found
        .faults
        .iter()
        .filter_map(|one| one.fault.hint.as_ref())
        .collect();
    assert_eq!(hints.len(), 7);
    assert!(
        hints[0].text.contains("Sénat bleu") && hints[0].text.contains("(7 of 7)"),
        "{:?}",
        hints[0]
    );
    let (concept, lang, term) = admitted(hints[0]);
    assert_eq!((concept, lang), ("council", "fr"));
    assert_eq!(term, "Le Sénat bleu");
    assert_eq!(found.roll_ups[0].admit().unwrap().support, 7);
}

#[test]
fn a_date_that_differs_is_told_as_a_whole() {
    let source = "The Lake Office closes on 31 May 2024.";
    let found = run(
        &[(source, "Le Bureau du lac ferme le 1er juin 2024.")],
        "fr",
        None,
    );
    assert_eq!(only(&found.faults).rule.code(), "N003");
    assert_eq!(of(source, "Le bureau ferme le 31 mai 2024."), ["T001"]);
    assert_eq!(
        of("The Lake Office closes in May.", "Le Bureau du lac ferme."),
        ["T001"]
    );
}

/// Ranks that the glossary lists; of others only words beside them tell.
const RANKS: &str = r#"
[concept.pm]
kind = "title"
en = "Prime Minister"
fr = "Premier ministre"
[concept.dpm]
status = "draft"
kind = "title"
en = "Deputy Prime Minister"
fr = "Vice-Premier ministre"
[concept.minister]
kind = "title"
en = "Minister"
fr = "ministre"
[concept.fm]
kind = "title"
en = ["Minister of Foreign Affairs", "Foreign Minister"]
fr = "ministre des Affaires étrangères"
[concept.director]
en = "Director"
fr = "directeur"
[concept.lady]
kind = "title"
en = "Mrs."
fr = "Mme"
[concept.man]
kind = "title"
en = "Mr."
fr = "M."
[concept.both]
kind = "title"
en = "Ladies and Gentlemen"
fr = "Mme, M."
[concept.lake]
kind = "place"
en = "Lakeland"
fr = "Lacustrie"
[concept.kingdom]
kind = "place"
en = "Kingdom of Lakeland"
fr = "Royaume de Lacustrie"
"#;

fn of_ranks(source: &str, target: &str) -> Vec<String> {
    let glossary = load(vec![SourceText::new("ranks.toml", RANKS)]);
    let lang = |tag: &str| Lang::parse(tag).unwrap();
    let checker = Checker::new(&glossary, &lang("en"), &lang("fr"), Settings::default());
    let units = vec![Unit::new(source, target)];
    let found = checker.unwrap().run(&[Document { units, date: None }]);
    let terms = found
        .faults
        .into_iter()
        .filter(|one| one.fault.concept.is_some());
    terms.map(|one| one.fault.message).collect()
}

#[test]
fn a_title_inside_another_is_not_there() {
    for (source, target, told) in [
        (
            "The Prime Minister spoke.",
            "Le vice-Premier ministre a parlé.",
            "\"vice-Premier ministre\"",
        ),
        (
            "The Prime Minister spoke.",
            "Le Vice-Premier ministre a parlé.",
            "[dpm]",
        ),
        (
            "The Prime Minister and the Deputy Prime Minister spoke.",
            "Le Vice-Premier ministre a parlé.",
            "[dpm]",
        ),
        (
            "The Minister spoke.",
            "Le ministre des Affaires étrangères a parlé.",
            "[fm]",
        ),
        (
            "The Foreign Minister spoke.",
            "Le ministre a parlé.",
            "has no term",
        ),
        // What the glossary does not list.
        (
            "The Director spoke.",
            "La directeur adjointe a parlé.",
            "another rank",
        ),
        (
            "The Vice-Director spoke.",
            "Le directeur a parlé.",
            "\"Vice-Director\"",
        ),
        (
            "The Acting Director spoke.",
            "Le directeur a parlé.",
            "\"Acting Director\"",
        ),
        ("Mrs. Lac spoke.", "Mme, M. Lac", "[both]"),
    ] {
        let found = of_ranks(source, target);
        assert!(
            matches!(&found[..], [one] if one.contains(told)),
            "{source} / {target}: {found:?}"
        );
    }
}

#[test]
fn what_may_be_the_longer_title_is_not_told() {
    for (source, target) in [
        (
            "The Deputy Prime Minister spoke.",
            "Le vice-Premier ministre a parlé.",
        ),
        (
            "The Vice Prime Minister spoke.",
            "Le vice-Premier ministre a parlé.",
        ),
        (
            "The Minister for Foreign Affairs spoke.",
            "Le ministre des Affaires étrangères a parlé.",
        ),
        (
            "The Foreign and Defence Ministers, and the Ministers, spoke.",
            "Les ministre des Affaires étrangères et de la défense ont parlé.",
        ),
        (
            "The Deputy Director spoke.",
            "Le directeur adjoint a parlé.",
        ),
        (
            "The Director and her deputies spoke.",
            "Le directeur adjoint a parlé.",
        ),
        ("Mr. and Mrs. Lac spoke.", "Mme, M. Lac ont parlé."),
        ("Lakeland agreed.", "Le Royaume de Lacustrie a accepté."),
        (
            "The Kingdom of Lakeland agreed.",
            "Le Royaume de Lacustrie a accepté.",
        ),
    ] {
        let found = of_ranks(source, target);
        assert!(found.is_empty(), "{source} / {target}: {found:?}");
    }
}

#[test]
fn every_word_of_a_term_may_have_an_ending() {
    for (source, target) in [
        (
            "The Prime Ministers spoke.",
            "Les Premiers ministres ont parlé.",
        ),
        (
            "The Foreign Ministers spoke.",
            "Les ministres des affaires étrangères ont parlé.",
        ),
    ] {
        let found = of_ranks(source, target);
        assert!(found.is_empty(), "{source} / {target}: {found:?}");
    }
    for (source, target) in [
        (
            "The Prime Ministers spoke.",
            "Les vice-Premiers ministres ont parlé.",
        ),
        (
            "The Prime Ministers spoke.",
            "Les ministres premiers ont parlé.",
        ),
        ("The Directors spoke.", "La direction a parlé."),
    ] {
        let found = of_ranks(source, target);
        assert_eq!(found.len(), 1, "{source} / {target}: {found:?}");
    }
}
