//! What the documents say of the program is what it does.

use std::collections::BTreeSet;

use chancery::format::text;
use chancery::report::rule::Rule;
use chancery::report::visible;
use chancery::segment::sentence::{decisions, rule_names};
use chancery::segment::{Options, segments};
use chancery::text::Lang;
use chancery::text::fold::{Level, fold};

const KHMER: &str = include_str!("../../docs/khmer.md");

/// Returns the cells of the rows of the table whose header starts with `head`.
fn table<'a>(document: &'a str, head: &str) -> Vec<Vec<&'a str>> {
    let rows = document.lines().skip_while(|line| !line.starts_with(head));
    rows.skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn plain(cell: &str) -> &str {
    cell.trim_matches('`')
}

fn khmer() -> Lang {
    Lang::parse("km").unwrap()
}

#[test]
fn khmer_rules_are_all_named() {
    let rows = table(KHMER, "| rule |");
    let documented: Vec<&str> = rows.iter().map(|row| plain(row[0])).collect();
    let names = rule_names(&khmer());
    assert_eq!(
        documented.iter().collect::<BTreeSet<_>>(),
        names.iter().collect::<BTreeSet<_>>()
    );
    assert_eq!(documented.len(), names.len());
}

#[test]
fn khmer_rules_do_what_is_said() {
    for row in table(KHMER, "| rule |") {
        let (rule, breaks, example) = (plain(row[0]), row[2] == "yes", row[3]);
        if example.is_empty() {
            continue;
        }
        let options = Options {
            clauses: rule == "clause",
            ..Options::default()
        };
        let whole = example.replace('‖', "");
        let cut = segments(&text::read(&whole), &khmer(), &options);
        let found: Vec<&str> = cut.iter().map(|segment| segment.text.as_str()).collect();
        let expected: Vec<&str> = example.split('‖').map(str::trim).collect();
        assert_eq!(found, expected, "{rule}");
        let decided = decisions(&whole, &khmer(), &options);
        let decided = decided.iter().filter(|decision| decision.rule == rule);
        let decided: Vec<bool> = decided.map(|decision| decision.breaks).collect();
        assert!(decided.contains(&breaks), "{rule}: {decided:?}");
    }
}

#[test]
fn khmer_keys_are_as_said() {
    let rows = table(KHMER, "| typed |");
    assert!(rows.len() > 10);
    for row in rows {
        let text = |cell: &str| -> String {
            let code = |code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
            plain(cell).split(' ').map(code).collect()
        };
        for (level, cell) in [(Level::Canonical, row[1]), (Level::Match, row[2])] {
            let key = fold(&text(row[0]), level).key.into_owned();
            assert_eq!(key, text(cell), "{} {level:?}", row[0]);
        }
    }
}

/// Writes the rules of all rooms as a document.
fn rules_document() -> String {
    use std::fmt::Write as _;
    let groups = [
        (
            'F',
            "Files",
            "What keeps a file or a unit from being checked.",
        ),
        (
            'G',
            "Glossaries",
            "`chancery term lint` and `chancery check`.",
        ),
        ('T', "Terms", "The terms of the glossary in translations."),
        ('N', "Numbers and dates", "By value, in any digits and era."),
        ('Q', "Writing", "The texts themselves."),
        (
            'U',
            "Rules of your own",
            "What `chancery.toml` asks for: see [ci.md](ci.md).",
        ),
    ];
    let mut text = "# Rules\n\n\
        <!-- Made from the rules by `UPDATE_DOCS=1 cargo test --test checks`. -->\n\n\
        Every rule has a code that never changes its meaning; `chancery explain CODE` prints what is here. How grave a\n\
        finding is can be set in `chancery.toml`, by code or by the beginning of codes: see [ci.md](ci.md).\n\
        What `--fix` puts right, always or sometimes, is marked.\n"
        .to_owned();
    for (letter, title, about) in groups {
        let _ = write!(
            text,
            "\n## {title}\n\n{about}\n\n| code | severity | what is found | |\n|---|---|---|---|\n"
        );
        let rules = || {
            Rule::all()
                .filter(|rule| rule.code().starts_with(letter))
                .map(Rule::about)
        };
        for rule in rules() {
            let (code, severity, summary) = (&rule.code, rule.severity, &rule.summary);
            let fixable = if rule.fixable { "`--fix`" } else { "" };
            let anchor = code.to_lowercase();
            let _ = writeln!(
                text,
                "| [{code}](#{anchor}) | {severity} | {summary} | {fixable} |"
            );
        }
        for rule in rules() {
            let (code, summary, explanation) = (&rule.code, &rule.summary, &rule.explanation);
            assert!(!rule.example.trim().is_empty(), "{code} has no example");
            let _ = write!(
                text,
                "\n### {code}\n\n**{summary}.** {explanation}\n\n```text\n"
            );
            // Characters that nobody sees are written out.
            for line in rule.example.trim_end().lines() {
                let _ = writeln!(text, "{}", visible(line));
            }
            text.push_str("```\n");
        }
    }
    text
}

#[test]
fn rules_are_those_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    let wanted = rules_document();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &wanted).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == wanted,
        "docs/rules.md is out of date: UPDATE_DOCS=1 cargo test --test checks"
    );
}

#[test]
fn every_format_of_output_is_documented() {
    let ci = include_str!("../../docs/ci.md");
    for format in [
        "human", "short", "json", "sarif", "github", "gitlab", "junit", "html",
    ] {
        assert!(ci.contains(&format!("`{format}`")), "{format}");
    }
    for key in [
        "fail-on",
        "glossaries",
        "exclude",
        "baseline",
        "ignore-file",
        "paths",
        "date",
        "reason",
        "until",
        "segment",
        "source",
        "unless-source",
        "unless-target",
        "digits",
        "decimal",
        "grouping",
    ] {
        assert!(ci.contains(&format!("`{key}`")), "{key}");
    }
}
