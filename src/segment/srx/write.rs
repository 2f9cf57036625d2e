//! The built-in rules written as SRX 2.0, so that a CAT tool cuts where chancery cuts: Khmer, Lao and
//! Burmese above all, which the rule sets of the tools do not know. SRX sees a place by itself, not
//! the segment that it closes; what depends on that (open quotes, the length of a Thai clause, the
//! mark at the head of a list item) is written as near as it goes.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use crate::segment::place::Rules;
use crate::segment::rules::RULES;
use crate::text::enumerator::ARTICLE_WORDS;
use crate::text::lang::codes_with_rules;

/// The patterns of the built-in rules, as the file `rules.toml` has them.
#[derive(Deserialize)]
struct Patterns {
    patterns: BTreeMap<String, String>,
    lists: Vec<List>,
}

/// A list of rules.
#[derive(Deserialize)]
struct List {
    name: String,
    /// Whether the marks at the heads of items have no rules here.
    #[serde(default)]
    without_items: bool,
    #[serde(default)]
    patterns: BTreeMap<String, String>,
    rules: Vec<Rule>,
}

/// The name of the built-in rule that it stands for, whether it breaks, and its two patterns.
#[derive(Deserialize)]
struct Rule(String, bool, String, String);

/// Writes the built-in rules as an SRX 2.0 file.
///
/// # Panics
///
/// Never: the patterns are data of the program, which a test reads.
pub fn export() -> String {
    let patterns: Patterns =
        toml::from_str(include_str!("rules.toml")).expect("a file of patterns that was tested");
    let mut out = String::from(HEAD);
    for (name, rules) in RULES {
        line(
            &mut out,
            3,
            &format!("<languagerule languagerulename=\"{name}\">"),
        );
        patterns.write_rules(&mut out, name, rules);
        line(&mut out, 3, "</languagerule>");
    }
    line(&mut out, 2, "</languagerules>");
    line(&mut out, 2, "<maprules>");
    for (name, _) in RULES {
        let codes = codes_with_rules(name);
        for code in &codes {
            map(&mut out, &format!("{}([-_].*)?", any_case(code)), name);
        }
        if codes.is_empty() {
            map(&mut out, ".*", name);
        }
    }
    line(&mut out, 2, "</maprules>");
    out.push_str("  </body>\n</srx>\n");
    out
}

impl Patterns {
    fn list(&self, name: &str) -> Option<&List> {
        self.lists.iter().find(|list| list.name == name)
    }

    /// Writes a list of rules.
    fn write_rules(&self, out: &mut String, name: &str, rules: &dyn Rules) {
        let own = self.list(name).or_else(|| self.list("Latin"));
        let has_items = own.is_some_and(|list| !list.without_items);
        let items = self.list("items").filter(|_| has_items);
        let mut names = self.patterns.clone();
        names.insert("articles".to_owned(), alternatives(&ARTICLE_WORDS));
        for (name, words) in rules.word_lists() {
            if !words.is_empty() {
                names.insert(name.to_owned(), alternatives(&words));
            }
        }
        for list in items.into_iter().chain(own) {
            names.extend(list.patterns.clone());
            let rules = list.rules.iter();
            for (name, breaks, before, after) in rules.filter_map(|rule| rule.filled_in(&names)) {
                let breaks = if breaks { "yes" } else { "no" };
                line(out, 4, &format!("<!-- {name} -->"));
                line(out, 4, &format!("<rule break=\"{breaks}\">"));
                pattern(out, "beforebreak", &before);
                pattern(out, "afterbreak", &after);
                line(out, 4, "</rule>");
            }
        }
    }
}

impl Rule {
    /// Puts in what the names stand for; `None` if there is nothing for one of them.
    fn filled_in(
        &self,
        names: &BTreeMap<String, String>,
    ) -> Option<(String, bool, String, String)> {
        let Rule(name, breaks, before, after) = self;
        let fill = |pattern| filled_in(pattern, names);
        Some((fill(name)?, *breaks, fill(before)?, fill(after)?))
    }
}

/// Puts what names stand for in place of `<name>`.
fn filled_in(pattern: &str, names: &BTreeMap<String, String>) -> Option<String> {
    let mut pieces = pattern.split('<');
    let mut out = pieces.next()?.to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('>')?;
        out.push_str(&filled_in(names.get(name)?, names)?);
        out.push_str(rest);
    }
    Some(out)
}

/// Writes words as alternatives of a pattern.
fn alternatives(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| word.replace('.', "\\.")).collect();
    words.join("|")
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="no">
    <formathandle type="start" include="no"/>
    <formathandle type="end" include="yes"/>
    <formathandle type="isolated" include="no"/>
  </header>
  <body>
    <languagerules>
"#;

fn line(out: &mut String, depth: usize, text: &str) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(text);
    out.push('\n');
}

fn pattern(out: &mut String, element: &str, pattern: &str) {
    if pattern.is_empty() {
        return;
    }
    let escaped = quick_xml::escape::partial_escape(pattern);
    line(out, 5, &format!("<{element}>{escaped}</{element}>"));
}

fn map(out: &mut String, languages: &str, name: &str) {
    let map = format!("<languagemap languagepattern=\"{languages}\" languagerulename=\"{name}\"/>");
    line(out, 3, &map);
}

/// Writes a code so that it fits in small letters and capitals: `[Kk][Mm]`.
fn any_case(code: &str) -> String {
    let mut out = String::new();
    for c in code.chars() {
        // Writing to a string cannot fail.
        let _ = write!(out, "[{}{c}]", c.to_ascii_uppercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_name_in_a_pattern_stands_for_something() {
        let file: Patterns = toml::from_str(include_str!("rules.toml")).unwrap();
        for (name, rules) in RULES {
            let list = file.list(name).or_else(|| file.list("Latin")).unwrap();
            let mut known = BTreeSet::from(["articles"]);
            known.extend(rules.word_lists().iter().map(|list| list.0));
            known.extend(
                file.patterns
                    .keys()
                    .chain(list.patterns.keys())
                    .map(String::as_str),
            );
            let values = file.patterns.values().chain(list.patterns.values());
            let rules = list.rules.iter().chain(&file.list("items").unwrap().rules);
            let all = values.chain(rules.flat_map(|rule| [&rule.0, &rule.2, &rule.3]));
            for pattern in all {
                for piece in pattern.split('<').skip(1) {
                    let (used, _) = piece.split_once('>').unwrap();
                    assert!(known.contains(used), "{name}: {pattern}");
                }
            }
        }
    }
}
