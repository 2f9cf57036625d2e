use super::*;
use crate::glossary::load;
use crate::report::rule::Rule;
use crate::text::source::SourceText;

/// Codes with line numbers, those of layout left out.
fn codes(text: &str) -> Vec<String> {
    let glossary = load(vec![SourceText::new("g.toml", text)]);
    let today = Date::new(2026, 11, 22).ok();
    lint(&glossary, today)
        .iter()
        .filter(|finding| finding.rule.code() != "G037")
        .map(|finding| format!("{}:{}", finding.rule.code(), finding.place.line))
        .collect()
}

fn check(body: &str, expected: &[&str]) {
    assert_eq!(codes(body), expected, "{body}");
}

#[test]
fn a_good_glossary_has_no_findings() {
    check(
        "[glossary]\nrequire = [\"en\"]\n[concept.a]\nen = [\"Association\", { term = \"ASSOC\", type = \"abbreviation\" }]\nkm = \"\u{1780}\u{17B6}\u{179A}\u{1784}\u{17B6}\u{179A}\"\n",
        &[],
    );
}

#[test]
fn characters() {
    for (value, expected) in [
        ("vi = \"Vi\\u0065\\u0323\\u0302t\"", vec!["G007:2"]),
        ("km = \"\\u1780\\u200B\\u1780\"", vec!["G008:2"]),
        ("en = \"two  words\"", vec!["G009:2"]),
        ("en = \"two\\u00A0words\"", vec!["G009:2"]),
        ("en = \"AS\\u0415AN\"", vec!["G011:2"]),
        ("km = \"\\u1780\\u0E01\\u1780\"", vec!["G010:2"]),
        ("km = \"\\u1780\\u1780 SOM\\u1780\"", vec![]),
        ("km = \"\\u1780\\u1780\\u17D2\"", vec!["G013:2"]),
        ("km = \"\\u17B6\\u1780\\u1780\"", vec!["G013:2"]),
        (
            "km = \"\\u1780\\u17B6\\u17D2\\u1780\\u1780\"",
            vec!["G013:2"],
        ),
        ("km = \"Latin\"", vec!["G014:2"]),
        ("en = \"of\"", vec!["G028:2"]),
        ("km = \"\\u1780\\u17B6\"", vec!["G028:2"]),
        ("en = \"Plan (2021\"", vec!["G030:2"]),
        ("en = \"the agenda\"", vec!["G031:2"]),
        ("en = \"the agenda.\"", vec!["G031:2", "G031:2"]),
        ("en = [\"His Excellency\", \"Mr.\", \"U.S.\"]", vec![]),
    ] {
        check(&format!("[concept.a]\n{value}\n"), &expected);
    }
}

#[test]
fn one_concept() {
    for (body, expected) in [
        (
            "en = { term = \"AMM\", type = \"abbreviation\" }",
            vec!["G005:2"],
        ),
        (
            "translate = false\nen = { term = \"AMM\", type = \"abbreviation\" }",
            vec![],
        ),
        (
            "since = 2026-01-01\nuntil = 2025-12-31\nreplaced = \"a\"",
            vec!["G021:3", "G024:4"],
        ),
        ("until = 2025-12-31", vec!["G022:2"]),
        ("until = 2025-12-31\nstatus = \"superseded\"", vec![]),
        ("related = [\"b\"]", vec!["G023:2"]),
        ("sources = [\"b\"]", vec!["G026:2"]),
        (
            "en = [\"one\", { term = \"two\", status = \"forbidden\", use = \"three\" }]",
            vec!["G025:2"],
        ),
        (
            "en = [\"one\", { term = \"two\", status = \"forbidden\" }]",
            vec!["G027:2"],
        ),
        (
            "en = \"Vision 2045\"\nvi = \"2025\"\nth = \"\u{E01}\u{E01}\u{E52}\u{E55}\u{E58}\u{E58}\"",
            vec!["G029:3"],
        ),
        ("en = \"Secretariat\"\nkm = \"Secretariat\"", vec!["G035:3"]),
        (
            "en = [\"one two\", { term = \"one two three\", status = \"forbidden\", use = \"one two\" }]",
            vec!["G036:2"],
        ),
        (
            "en = { term = \"U.S.\", variants = [\"US\", \"USA\"] }",
            vec!["G016:2"],
        ),
        (
            "en = [\"Joint Statement\", \"joint statement\"]",
            vec!["G019:2"],
        ),
        (
            "en = [\"one\", { term = \"one\", status = \"forbidden\", use = \"one\" }]",
            vec!["G015:2"],
        ),
    ] {
        check(&format!("[concept.a]\n{body}\n"), &expected);
    }
    check("[concept.A_b]\nen = \"word\"\n", &["G039:1"]);
    check(
        "[glossary]\nrequire = [\"km\"]\n[concept.a]\nen = \"word\"\n",
        &["G004:3"],
    );
    check(
        "[glossary]\nrequire = [\"km\"]\n[concept.a]\nstatus = \"draft\"\nen = \"word\"\n",
        &[],
    );
}

#[test]
fn several_concepts() {
    let two = |a: &str, b: &str| format!("[concept.a]\n{a}\n[concept.b]\n{b}\n");
    check(&two("en = \"protocol\"", "en = \"protocol\""), &["G003:4"]);
    check(
        &two(
            "homonym = \"x\"\nen = \"protocol\"",
            "homonym = \"y\"\nen = \"protocol\"",
        ),
        &[],
    );
    check(&two("en = \"march\"", "en = \"March\""), &["G032:4"]);
    check(&two("fr = \"mot\"", "fr = \"mot\""), &["G040:4"]);
    check(&two("fr = \"mot\"\nrelated = [\"b\"]", "fr = \"mot\""), &[]);
    check(
        &two(
            "km = \"\u{1780}\u{1780}\u{17D2}\u{178F}\u{1780}\"",
            "related = [\"a\"]\nkm = \"\u{1780}\u{1780}\u{17D2}\u{178A}\u{1780}\"",
        ),
        &["G012:5"],
    );
    check(
        &two(
            "en = \"summit\"\nfr = \"sommet\"",
            "parts = [\"a\"]\nen = \"special summit\"\nfr = \"autre\"",
        ),
        &["G017:7"],
    );
    check(
        &two(
            "en = \"summit\"\nfr = \"sommet\"",
            "en = \"special summit\"\nfr = \"autre\"",
        ),
        &["G018:6"],
    );
    check(&two("replaced = \"b\"", "replaced = \"a\""), &["G024:2"]);
}

#[test]
fn use_in_a_circle() {
    let terms = |first: &str, second: &str| {
        format!(
            "[concept.a]\nen = [\n  \"good\",\n  {{ term = \"worse\", status = \"deprecated\", use = \"{first}\" }},\n  {{ term = \"worst\", status = \"forbidden\", use = \"{second}\" }},\n]\n"
        )
    };
    check(&terms("worst", "worse"), &["G024:4"]);
    check(&terms("worse", "good"), &["G024:4"]);
    check(&terms("worst", "good"), &["G025:4"]);
    check(&terms("good", "good"), &[]);
}

#[test]
fn numbers_and_brackets_differ() {
    let pair = |en: &str, fr: &str| format!("[concept.a]\nen = \"{en}\"\nfr = \"{fr}\"\n");
    for (en, fr, expected) in [
        ("13th Summit", "14e sommet", &["G029:3"][..]),
        ("Second Summit", "2e sommet", &[]),
        ("2nd Summit", "deuxi\u{E8}me sommet", &[]),
        ("Vision", "vision 2045", &["G029:3"]),
        ("Vision 2045", "vision", &["G029:3"]),
        ("Vision 2024", "vision 2567", &[]),
        (
            "Group of 20 (G20)",
            "groupe des \u{17E2}\u{17E0} (G20)",
            &[],
        ),
        ("Plan (draft)", "plan", &["G030:3"]),
        ("Plan", "plan (projet)", &["G030:3"]),
    ] {
        check(&pair(en, fr), expected);
    }
}

#[test]
fn comments_allow_what_they_give_a_reason_for() {
    check(
        "# allow G028: it is that short\n[concept.a]\nen = \"of\"\n",
        &[],
    );
    check(
        "[concept.a]\n# allow G028: it is that short\nen = \"of\"\n",
        &[],
    );
    check(
        "# allow G028: all are short\n\n[concept.a]\nen = \"of\"\n[concept.b]\nen = \"to\"\n",
        &[],
    );
    check(
        "# allow G028\n[concept.a]\nen = \"of\"\n",
        &["G041:1", "G028:3"],
    );
    check("# allow G028: x\n[concept.a]\nen = \"word\"\n", &["G041:1"]);
    check(
        "# allow G011: x\n[concept.a]\nen = \"AS\\u0415AN\"\n",
        &["G041:1", "G011:3"],
    );
}

#[test]
fn a_context_must_be_able_to_tell_something() {
    let of = |body: &str| codes(&format!("[concept.a]\n{body}\n"));
    let ordinary = "en = { term = \"bank\", ordinary = true }";
    for (words, reported) in [
        ("context = [\"money\", \"~ account\", \"# ~\"]", 0),
        ("except = [\"river\", \"river ~\", \"left ~ of\"]", 0),
        ("context = \"~\"", 1),
        ("context = \"~ of ~\"", 1),
        ("context = \"# money\"", 1),
        ("context = \"--\"", 1),
        ("context = \"\u{1780}\u{1781}\u{1782}\"", 1),
        ("context = \"money\"\nexcept = \"money\"", 1),
        ("except = \"bank\"", 1),
    ] {
        let found = of(&format!("{words}\n{ordinary}"));
        let idle = found.iter().filter(|code| code.starts_with("G042"));
        assert_eq!(idle.count(), reported, "{words}");
    }
    let long = format!("context = \"{} ~\"\n{ordinary}", "word ".repeat(20));
    assert_eq!(of(&long), ["G042:2"]);
    // Nobody asks for the context of a word that has one meaning.
    check(
        "[concept.a]\ncontext = \"money\"\nen = \"bank\"\n",
        &["G042:2"],
    );
    check("[concept.a]\nexcept = \"river\"\nen = \"bank\"\n", &[]);
    check(
        "[concept.a]\nhomonym = \"x\"\ncontext = \"money\"\nen = \"bank\"\n[concept.b]\nhomonym = \"y\"\nen = \"bank\"\n",
        &[],
    );
    // The longer one is found as a term of its own.
    check(
        "[concept.a]\nordinary = true\ncontext = \"river ~\"\nen = \"bank\"\n[concept.b]\nen = \"river bank\"\n",
        &["G042:3"],
    );
    check("[concept.a]\nen = [\"Bank\", \"bank\"]\n", &["G019:2"]);
    check(
        "[concept.a]\nen = [\"Bank\", { term = \"bank\", ordinary = true }]\n",
        &[],
    );
}

#[test]
fn fixes_mend_what_they_say() {
    let mut text = "[concept.a]\nvi = \"Vie\\u0323\\u0302t  Nam\\u200B\"\nen = { term = \"U.S.\", variants = [\"US\"] }\nKM = [\"\\u1780\\u17B6\\u17D2\\u1780\\u1780\"]\n".to_owned();
    for _ in 0..8 {
        let glossary = load(vec![SourceText::new("g.toml", text.clone())]);
        let findings = lint(&glossary, None);
        let fixes: Vec<&Fix> = findings
            .iter()
            .filter(|finding| finding.rule.code() != "G037")
            .filter_map(|finding| finding.fix.as_ref())
            .collect();
        if fixes.is_empty() {
            break;
        }
        text = crate::report::apply(&text, fixes);
    }
    assert_eq!(
        text,
        "[concept.a]\nvi = \"Vi\u{1EC7}t Nam\"\nen = { term = \"U.S.\", variants = [] }\nkm = [\"\u{1780}\u{17D2}\u{1780}\u{17B6}\u{1780}\"]\n"
    );
    assert_eq!(codes(&text), Vec::<String>::new());
}

#[test]
fn every_rule_is_checked() {
    let text = include_str!("tests.rs").to_owned()
        + include_str!("../load/tests.rs")
        + include_str!("../audit/tests.rs");
    for rule in Rule::all().filter(|rule| rule.is_for_glossaries()) {
        assert!(text.contains(rule.code()), "{rule} has no test");
        let fixable =
            ["G007", "G008", "G009", "G013", "G016", "G020", "G037"].contains(&rule.code());
        assert_eq!(rule.about().fixable, fixable, "{rule}");
    }
}
