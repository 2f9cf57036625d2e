//! Findings as one page for a reviewer who does not use a terminal: both texts with the place marked,
//! what each rule is for, a choice of severity, rule and file, and a form for paper. The page loads
//! nothing and sends nothing, which a policy in it enforces; it runs no script but its own, and is whole
//! without that. Texts are data: whatever they look like, nothing in them becomes markup, and what
//! nobody sees or what turns a line round is written out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Excerpt, Finding, Hidden, Render, Severity, Wording, counts, shown};
use crate::text::invisible::is_invisible;
use crate::text::lang::FONTS;
use crate::text::{Lang, Span};

/// A page with everything in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The SHA-256 of the style with the fonts and of the script, by which the policy knows them: a test
/// tells the new ones.
const HASHES: [&str; 2] = [
    "sha256-vKJCdGxA+8UFFxGQ0BFhHPkPBgG72El6gN8+0QczKDE=",
    "sha256-fQLkPdJxcVjQNzd326pQIibCDb/eRd6BBCBNAAxdeWA=",
];

impl Render for Html {
    fn render(
        &self,
        findings: &[Finding],
        words: Wording<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let [style, script] = HASHES;
        let policy = format!(
            "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
        );
        let version = env!("CARGO_PKG_VERSION");
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
            <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
            <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
            <meta name=\"generator\" content=\"chancery {version}\">\n\
            <title>Check of translations</title>\n<style>{STYLE}{FONTS}</style>\n</head>\n<body>\n\
            <h1>Check of translations</h1>\n<p role=\"status\">{}</p>\n",
            summary(findings)
        )?;
        let listed: Vec<&Finding> = shown(findings).collect();
        if !listed.is_empty() {
            choices(&listed, out)?;
        }
        writeln!(out, "<main>")?;
        let mut number = 0;
        for of_file in listed.chunk_by(|one, other| one.place.path == other.place.path) {
            writeln!(
                out,
                "<section>\n<h2>{}</h2>",
                escaped(&of_file[0].place.path)
            )?;
            for finding in of_file {
                number += 1;
                article(number, finding, words, out)?;
            }
            writeln!(out, "</section>")?;
        }
        writeln!(out, "</main>")?;
        rules(&listed, out)?;
        write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")
    }
}

/// Says in a line what was found.
fn summary(findings: &[Finding]) -> String {
    let hidden = |is: fn(&Hidden) -> bool| {
        let of = findings.iter().filter_map(|one| one.hidden.as_ref());
        of.filter(|hidden| is(hidden)).count()
    };
    let [errors, warnings, remarks] = counts(findings);
    let counted = [
        (errors, "error"),
        (warnings, "warning"),
        (remarks, "remark"),
    ];
    let some = counted.into_iter().filter(|&(count, _)| count > 0);
    let plural = |count| if count == 1 { "" } else { "s" };
    let some: Vec<String> = some
        .map(|(count, what)| format!("{count} {what}{}", plural(count)))
        .collect();
    let mut text = if some.is_empty() {
        "Nothing found.".to_owned()
    } else {
        format!("Found {}.", some.join(", "))
    };
    let known = hidden(|one| matches!(one, Hidden::Known));
    let suppressed = hidden(|one| matches!(one, Hidden::Suppressed(_)));
    for (count, what) in [(known, "known before"), (suppressed, "suppressed")] {
        if count > 0 {
            let _ = write!(text, " {count} {what}, not shown.");
        }
    }
    text
}

/// Writes what can be chosen, hidden until a script can act on it.
fn choices(findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<form hidden aria-label=\"What is shown\">")?;
    let files = findings
        .iter()
        .map(|one| (one.place.path.as_str(), String::new()));
    let rules = findings
        .iter()
        .map(|one| (one.code(), format!(" {}", about(one).0)));
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let severities = severities.map(|one| one.to_string());
    let graded = severities.iter().flat_map(|severity| {
        let of = findings
            .iter()
            .filter(|one| one.severity.to_string() == *severity);
        of.map(|_| (severity.as_str(), String::new()))
    });
    choice("severity", "Severity", graded, out)?;
    choice("rule", "Rule", sorted(rules), out)?;
    choice("file", "File", sorted(files), out)?;
    writeln!(out, "<output aria-live=\"polite\"></output>\n</form>")
}

fn sorted<'a>(
    values: impl Iterator<Item = (&'a str, String)>,
) -> impl Iterator<Item = (&'a str, String)> {
    let mut values: Vec<(&str, String)> = values.collect();
    values.sort();
    values.into_iter()
}

/// Writes a choice between values that stand together, with how many there are of each.
fn choice<'a>(
    name: &str,
    label: &str,
    values: impl Iterator<Item = (&'a str, String)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let values: Vec<(&str, String)> = values.collect();
    writeln!(
        out,
        "<label>{label}\n<select name=\"{name}\">\n<option value=\"\">all</option>"
    )?;
    for same in values.chunk_by(|one, other| one == other) {
        let ((value, more), count) = (&same[0], same.len());
        let (value, more) = (escaped(value), escaped(more));
        writeln!(
            out,
            "<option value=\"{value}\">{value}{more} ({count})</option>"
        )?;
    }
    writeln!(out, "</select></label>")
}

fn article(
    number: usize,
    finding: &Finding,
    words: Wording<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (severity, code) = (finding.severity, escaped(finding.code()));
    let (path, line, column) = (
        escaped(&finding.place.path),
        finding.place.line,
        finding.place.column,
    );
    writeln!(
        out,
        "<article id=\"f{number}\" class=\"{severity}\" data-severity=\"{severity}\" data-rule=\"{code}\" data-file=\"{path}\">\n\
        <h3>{number}. {}</h3>\n\
        <p class=\"where\"><span class=\"grade\">{severity}</span> <a href=\"#rule-{code}\">{code}</a> · {path}, line {line}, column {column}</p>",
        escaped(&finding.message)
    )?;
    if !finding.excerpts.is_empty() {
        writeln!(out, "<div class=\"texts\">")?;
        for excerpt in &finding.excerpts {
            text(excerpt, out)?;
        }
        writeln!(out, "</div>")?;
    }
    if let Some(hint) = &finding.hint {
        writeln!(out, "<p>What to do: {}</p>", escaped(&words(hint)))?;
    }
    for (place, why) in &finding.related {
        let place = escaped(&place.to_string());
        writeln!(out, "<p class=\"quiet\">See {place}: {}</p>", escaped(why))?;
    }
    writeln!(out, "</article>")
}

/// Writes a text with what is meant in it.
fn text(excerpt: &Excerpt, out: &mut dyn Write) -> io::Result<()> {
    let lang = Lang::parse(&excerpt.label).ok();
    let name = lang.as_ref().map_or(excerpt.label.as_str(), Lang::name);
    let tag = lang.as_ref().map_or("und", Lang::as_str);
    let dir = direction(&excerpt.text);
    write!(
        out,
        "<div><p class=\"label\">{}, line {}</p>\n<p lang=\"{}\" dir=\"{dir}\">",
        escaped(name),
        excerpt.line,
        escaped(tag)
    )?;
    let mut done = 0;
    for mark in &excerpt.marks {
        let mark = Span::new(mark.start.max(done), mark.end);
        let (Some(before), Some(marked)) = (
            excerpt.text.get(done..mark.start),
            excerpt.text.get(mark.range()),
        ) else {
            continue;
        };
        let class = if marked.is_empty() {
            " class=\"gap\""
        } else {
            ""
        };
        let inside = written(marked, is_invisible);
        write!(
            out,
            "{}<mark{class}>{inside}</mark>",
            written(before, turns)
        )?;
        done = mark.end;
    }
    let rest = excerpt.text.get(done..).unwrap_or_default();
    writeln!(out, "{}</p></div>", written(rest, turns))
}

/// Returns the direction of a text by what most of its letters are.
fn direction(text: &str) -> &'static str {
    let is_leftward = |c: &char| matches!(*c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let leftward = letters().filter(is_leftward).count();
    if leftward * 2 > letters().count() {
        "rtl"
    } else {
        "ltr"
    }
}

/// Tells whether a character turns the text round it.
fn turns(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Writes a piece of a text as markup; controls, and characters that are to be seen, as their numbers.
fn written(text: &str, is_told: fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_told(c) || c.is_control() && c != '\n' && c != '\t' {
            let _ = write!(out, "<span class=\"unseen\">U+{:04X}</span>", c as u32);
        } else {
            push(&mut out, c);
        }
    }
    out
}

/// Writes text where markup or the value of an attribute is expected.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in super::visible(text).chars() {
        push(&mut out, c);
    }
    out
}

fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        _ => out.push(c),
    }
}

/// Returns what a rule finds, and why that is wrong.
fn about(finding: &Finding) -> (&str, &str) {
    match &finding.own {
        Some(own) => (&own.message, "A rule of the project."),
        None => (
            &finding.rule.about().summary,
            &finding.rule.about().explanation,
        ),
    }
}

/// Writes what the rules are for.
fn rules(findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    let with_code = findings.iter().map(|one| (one.code(), about(one)));
    let rules: BTreeMap<&str, (&str, &str)> = with_code.collect();
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>The rules</h2>\n<dl>")?;
    for (code, (summary, explanation)) in rules {
        let code = escaped(code);
        writeln!(
            out,
            "<dt id=\"rule-{code}\">{code}: {}</dt>\n<dd>{}</dd>",
            escaped(summary),
            escaped(explanation)
        )?;
    }
    writeln!(out, "</dl>")
}

#[cfg(test)]
mod tests;
