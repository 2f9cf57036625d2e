use super::*;
use crate::model::concept::Status::{Admitted, Deprecated, Preferred};
use crate::model::concept::{Case, Status, TermType};
use crate::text::Lang;

fn read(text: &str) -> Glossary {
    load(vec![SourceText::new("g.toml", text)])
}

/// The findings as `line:column code message`.
fn problems(glossary: &Glossary) -> Vec<String> {
    let show = |one: &Finding| {
        format!(
            "{}:{} {} {}",
            one.place.line,
            one.place.column,
            one.rule.code(),
            one.message
        )
    };
    glossary.problems.iter().map(show).collect()
}

fn only_problem(text: &str) -> String {
    let glossary = read(text);
    let problems = problems(&glossary);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].clone()
}

#[test]
fn the_three_ways_to_write_terms() {
    let glossary = read(
        r#"
[glossary]
schema = 1
name = "test"
source = "en"
require = ["en", "km"]
reference.poa = { title = "Plan", url = "https://example.org/" }
[concept.mfaic]
kind = "body"
sources = "poa"
since = 2021-01-01
en = ["Ministry", { term = "MFAIC", type = "abbreviation", expand = "first-mention" }]
[[concept.mfaic.km]]
term = "Kb"
checked = { by = "her", on = 2026-11-01, reliability = 3 }
[[concept.mfaic.km]]
term = "Ka"
status = "deprecated"
use = "Kb"
case = "exact"
variants = ["Kx*", "Ky"]
"#,
    );
    assert_eq!(problems(&glossary), Vec::<String>::new());
    assert_eq!(glossary.source().as_str(), "en");
    assert_eq!(glossary.required(0).len(), 2);
    assert_eq!(glossary.heads[0].references[0].key.value, "poa");
    let concept = glossary.concept("mfaic").unwrap();
    let text: Vec<&str> = concept
        .terms
        .iter()
        .map(|term| term.text.value.as_str())
        .collect();
    assert_eq!(text, ["Ministry", "MFAIC", "Kb", "Ka"]);
    let status: Vec<Status> = concept.terms.iter().map(|term| term.status).collect();
    assert_eq!(status, [Preferred, Admitted, Preferred, Deprecated]);
    assert_eq!(concept.terms[1].form, Some(TermType::Abbreviation));
    assert!(concept.terms[1].expand);
    assert_eq!(concept.terms[3].case, Case::Exact);
    assert_eq!(concept.terms[3].spellings().count(), 3);
    let checked = concept.terms[2].checked.as_ref().unwrap();
    assert_eq!(checked.reliability, Some(3));
    let place = glossary.files[0].slice(concept.terms[3].text.span);
    assert_eq!(place, "\"Ka\"");
    assert_eq!(
        concept
            .preferred(&Lang::parse("km-KH").unwrap())
            .unwrap()
            .text
            .value,
        "Kb"
    );
}

#[test]
fn unknown_keys_have_a_suggestion() {
    assert_eq!(
        only_problem("[concept.a]\nkimd = \"body\"\n"),
        "2:1 G001 unknown key `kimd`; did you mean `kind`?"
    );
    assert_eq!(
        only_problem("[concept.a]\nen = [\"x\", { term = \"y\", tipe = \"full\" }]\n"),
        "2:26 G001 unknown key `tipe`; did you mean `type`?"
    );
    assert_eq!(
        only_problem("[consept.a]\n"),
        "1:2 G001 unknown key `consept`; did you mean `concept`?"
    );
    assert_eq!(
        only_problem("[concept.a]\nkind = \"bodi\"\n"),
        "2:8 G001 kind cannot be \"bodi\"; did you mean `body`?"
    );
}

#[test]
fn columns_are_characters() {
    let text = "[concept.a]\nkm = [\"\u{1780}\u{17D2}\u{1780}\", { tern = 1 }]\n";
    assert_eq!(
        problems(&read(text))[1],
        "2:16 G001 unknown key `tern`; did you mean `term`?"
    );
}

#[test]
fn a_line_below_a_term_belongs_to_the_term() {
    let glossary =
        read("[concept.a]\n[[concept.a.en]]\nterm = \"x\"\nkind = \"body\"\nkm = \"y\"\n");
    assert_eq!(
        problems(&glossary),
        [
            "4:1 G001 `kind` belongs to the concept, but stands in the table of a term",
            "5:1 G001 `km` belongs to the concept, but stands in the table of a term",
        ]
    );
    let hint = glossary.problems[0]
        .hint
        .as_ref()
        .map(|hint| hint.text.as_str());
    assert_eq!(
        hint,
        Some("move this line above the first [[…]] of the concept")
    );
}

#[test]
fn language_keys() {
    assert_eq!(
        only_problem("[concept.a]\nkh = \"x\"\n"),
        "2:1 G020 \"kh\" is not a language; did you mean \"km\" (Khmer)?"
    );
    let glossary = read("[concept.a]\nKM = \"x\"\nzh-hans = \"y\"\n");
    assert_eq!(
        problems(&glossary),
        [
            "2:1 G020 language tag \"KM\" is not in canonical form",
            "3:1 G020 language tag \"zh-hans\" is not in canonical form",
        ]
    );
    assert_eq!(
        glossary.problems[0]
            .hint
            .as_ref()
            .map(|hint| hint.text.as_str()),
        Some("write km")
    );
    assert_eq!(
        glossary.concepts[0].terms.len(),
        2,
        "the terms are read all the same"
    );
}

#[test]
fn broken_files_give_one_error_and_hide_nothing() {
    let unterminated = "[concept.a]\nen = \"x\nkm = \"y\"\n[concept.b]\nen = \"z\"\n";
    assert!(
        only_problem(unterminated).starts_with("2:8 G001 not TOML: "),
        "{}",
        only_problem(unterminated)
    );
    let glossary = load(vec![
        SourceText::new("a.toml", unterminated),
        SourceText::new("b.toml", "[concept.c]\nen = 3\n"),
    ]);
    assert_eq!(glossary.problems.len(), 2);
    assert_eq!(glossary.problems[1].place.path, "b.toml");
}

#[test]
fn duplicates_are_reported_with_both_places() {
    let glossary = load(vec![
        SourceText::new("a.toml", "[concept.x]\nen = \"one\"\n"),
        SourceText::new("b.toml", "\n[concept.x]\nen = \"two\"\n"),
    ]);
    assert_eq!(glossary.concepts.len(), 1);
    let problem = &glossary.problems[0];
    assert_eq!(
        (problem.rule.code(), problem.place.to_string()),
        ("G002", "b.toml:2:10".to_owned())
    );
    assert_eq!(problem.related[0].0.to_string(), "a.toml:1:10");
    let same_file = only_problem("[concept.x]\nen = \"a\"\n[concept.x]\nen = \"b\"\n");
    assert!(same_file.contains("duplicate key"), "{same_file}");
}

#[test]
fn values_of_the_wrong_sort() {
    for (line, expected) in [
        ("en = \"  \"", "6 G001 a term must not be empty: \"  \""),
        (
            "en = \"\\u200B\"",
            "6 G001 a term must not be empty: \"\\u{200B}\"",
        ),
        (
            "en = 3",
            "6 G001 a term must be a string or a table { term = \"…\" }",
        ),
        ("en = { note = \"x\" }", "6 G001 a term without `term`"),
        (
            "since = \"2021-01-01\"",
            "9 G001 since must be a date without quotes, such as 2026-11-01",
        ),
        (
            "translate = 1",
            "13 G001 translate must be true or false, not a number",
        ),
        (
            "term = \"x\"",
            "1 G001 `term` belongs to a term, not to a concept",
        ),
        (
            "en = { term = \"x\", checked = { reliability = 9 } }",
            "46 G001 reliability must be a whole number from 1 to 4",
        ),
        (
            "en = { term = \"x\", }",
            "18 G038 an inline table must not end with a comma (TOML 1.0)",
        ),
    ] {
        let found = only_problem(&format!("[concept.a]\n{line}\n"));
        assert_eq!(found, format!("2:{expected}"), "{line}");
    }
}

#[test]
fn two_preferred_terms() {
    let found =
        only_problem("[concept.a]\nen = [\"x\", { term = \"y\", status = \"preferred\" }]\n");
    assert_eq!(found, "2:35 G001 en has two preferred terms");
}

#[test]
fn hostile_files_end_soon() {
    let deep = format!("a = {}", "[".repeat(100_000));
    assert_eq!(read(&deep).problems.len(), 1);
    let long = format!("[concept.a]\nen = \"{}\"\n", "x".repeat(10_000_000));
    assert_eq!(read(&long).concepts.len(), 1);
    let keys: Vec<String> = (0..20_000)
        .map(|n| format!("unknown-key-{n} = 1\n"))
        .collect();
    let keys = keys.concat();
    assert_eq!(read(&format!("[concept.a]\n{keys}")).problems.len(), 20_000);
}
