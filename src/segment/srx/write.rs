//! The built-in rules written as SRX 2.0, so that a CAT tool cuts where chancery cuts: Khmer, Lao and
//! Burmese above all, which the rule sets of the tools do not know. SRX sees a place by itself, not
//! the segment that it closes; what depends on that (open quotes, the length of a Thai clause, the
//! mark at the head of a list item) is written as near as it goes.

mod languages;

use std::fmt::Write;

/// A list of rules with the languages that it is for.
struct List {
    name: &'static str,
    /// Primary language tags; none for all languages that no other list is for.
    codes: Vec<&'static str>,
    rules: Vec<Rule>,
}

/// A rule of SRX, with the name of the built-in rule that it stands for.
struct Rule {
    name: &'static str,
    breaks: bool,
    before: String,
    after: String,
}

/// Writes the built-in rules as an SRX 2.0 file.
pub fn export() -> String {
    let lists = languages::lists();
    let mut out = String::from(HEAD);
    for list in &lists {
        line(
            &mut out,
            3,
            &format!("<languagerule languagerulename=\"{}\">", list.name),
        );
        for rule in &list.rules {
            let breaks = if rule.breaks { "yes" } else { "no" };
            line(&mut out, 4, &format!("<!-- {} -->", rule.name));
            line(&mut out, 4, &format!("<rule break=\"{breaks}\">"));
            pattern(&mut out, "beforebreak", &rule.before);
            pattern(&mut out, "afterbreak", &rule.after);
            line(&mut out, 4, "</rule>");
        }
        line(&mut out, 3, "</languagerule>");
    }
    line(&mut out, 2, "</languagerules>");
    line(&mut out, 2, "<maprules>");
    for list in &lists {
        for code in &list.codes {
            map(&mut out, &format!("{}([-_].*)?", any_case(code)), list.name);
        }
        if list.codes.is_empty() {
            map(&mut out, ".*", list.name);
        }
    }
    line(&mut out, 2, "</maprules>");
    out.push_str("  </body>\n</srx>\n");
    out
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
