//! What the documents say of the program is what it does.

use std::collections::BTreeSet;

use chancery::format::text;
use chancery::segment::sentence::{decisions, rule_names};
use chancery::segment::{Options, segments};
use chancery::text::Lang;
use chancery::text::fold::{self, Level, fold};

const KHMER: &str = include_str!("../docs/khmer.md");

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
            let key = fold(&text(row[0]), level, fold::Options::default())
                .key
                .into_owned();
            assert_eq!(key, text(cell), "{} {level:?}", row[0]);
        }
    }
}
