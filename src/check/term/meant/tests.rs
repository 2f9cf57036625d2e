//! Everyday words: what is asked for, how gravely, and what is not.

use crate::check::{Checker, Document, Settings, Unit};
use crate::glossary::load;
use crate::report::Severity;
use crate::report::rule::Rule;
use crate::text::Lang;
use crate::text::source::SourceText;

const GLOSSARY: &str = r##"
[concept.address]
kind = "document"
subject = "diplomacy"
ordinary = true
context = ["keynote", "~ to the nation", "in the # ~"]
except = ["~ book", "e-mail"]
en = ["address", "speech"]
fr = "discours"

[concept.chair]
kind = "title"
ordinary = true
en = "chair"
fr = "président"

[concept.vice-chair]
kind = "title"
en = "vice-chair"
fr = "vice-président"

[concept.may]
kind = "date"
ordinary = true
context = ["# ~", "~ #", "in ~"]
en = { term = "May", case = "exact" }
fr = "mai"

[concept.minister]
kind = "title"
en = ["Prime Minister", { term = "PM", type = "abbreviation" }]
except = ["# ~", "AM or ~"]
fr = "premier ministre"

[concept.us]
kind = "place"
except = "~$"
en = ["United States", { term = "US", type = "abbreviation" }]
fr = "États-Unis"
"##;

fn found(source: &str, subjects: &[&str]) -> Option<Severity> {
    told(source, "Rien de cela.", subjects)
}

/// How grave it is that a term is missing.
fn told(source: &str, target: &str, subjects: &[&str]) -> Option<Severity> {
    let glossary = load(vec![SourceText::new("terms.toml", GLOSSARY)]);
    assert!(glossary.problems.is_empty(), "{:#?}", glossary.problems);
    let [en, fr] = ["en", "fr"].map(|tag| Lang::parse(tag).unwrap());
    let subjects: Vec<String> = subjects.iter().map(ToString::to_string).collect();
    let settings = Settings {
        subjects: &subjects,
        // It would tell of the whole date.
        skip: [Rule::LostDate].into_iter().collect(),
        ..Settings::default()
    };
    let checker = Checker::new(&glossary, &en, &fr, settings).unwrap();
    let units = vec![Unit {
        source: source.into(),
        target: target.into(),
        plural: None,
    }];
    let faults = checker.check(&[Document { units, date: None }]);
    let mut missing = faults
        .iter()
        .filter(|one| one.fault.rule == Rule::MissingTerm);
    missing.next().map(|one| one.fault.severity)
}

#[test]
fn an_everyday_word_counts_where_something_speaks_for_it() {
    for silent in [
        "What is your address?",
        "Give us your address and a keynote e-mail.",
        "A chair stands in the hall.",
        "Chair the meeting, please.",
        "May I thank you?",
        "Some may say so. May 's well.",
        "The keynote is in the address book.",
        "He lived at that address in the nation.",
    ] {
        assert_eq!(found(silent, &[]), None, "{silent}");
    }
    for spoken in [
        "The keynote was an address on rice.",
        "Her Address to the Nation was short.",
        "In the 3rd address she said so.",
        "They met the Chair yesterday.",
        "Dear Mr. Co, Chair of the board",
        "Chair",
        "It rained in May.",
        "It was 3 May.",
        "It was on the 31st May.",
        "On May 3rd it rained.",
        "Until May, 2024, it rained.",
    ] {
        assert_eq!(found(spoken, &[]), Some(Severity::Warning), "{spoken}");
    }
}

#[test]
fn a_term_beside_or_a_subject_speaks_for_everyday_words() {
    let source = "The Prime Minister gave a speech.";
    assert_eq!(found(source, &[]), Some(Severity::Error));
    let beside = "The premier ministre and the Prime Minister: a speech, a chair.";
    assert_eq!(found(beside, &[]), Some(Severity::Error));
    // Of a place nothing follows, nor for the name of a month.
    assert_eq!(
        found("The speech was in the United States.", &[]),
        Some(Severity::Error)
    );
    assert_eq!(
        found("A speech was given.", &["diplomacy"]),
        Some(Severity::Warning)
    );
    assert_eq!(found("A speech was given.", &["law"]), None);
    assert_eq!(found("An address book.", &["diplomacy"]), None);
}

#[test]
fn another_rank_speaks_for_a_title() {
    let source = "A chair came.";
    assert_eq!(
        told(source, "Un vice-président est venu.", &[]),
        Some(Severity::Warning)
    );
    assert_eq!(told(source, "Un président est venu.", &[]), None);
    assert_eq!(told(source, "Une chaise est venue.", &[]), None);
    assert_eq!(
        told(
            "An old vice-chair came.",
            "Un vice-président est venu.",
            &[]
        ),
        None
    );
}

#[test]
fn something_else_may_be_meant_by_any_term() {
    for silent in [
        "It opens at 5:30 PM.",
        "It opens at 5:30 P.M. and closes.",
        "Is it AM or PM?",
        "AT 5:30 PM",
        "It cost US$2.4 million.",
        "It cost US $5.",
        "CONTACT US",
    ] {
        assert_eq!(found(silent, &[]), None, "{silent}");
    }
    for told in [
        "The PM came.",
        "The 5 PMs and the PM came.",
        "The US gave US$2.4 million.",
        "THE UNITED STATES",
    ] {
        assert_eq!(found(told, &[]), Some(Severity::Error), "{told}");
    }
}
