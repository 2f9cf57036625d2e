//! Findings as a test report in the XML of `JUnit`, which every CI system can show: a suite for each
//! file, a failed case for each finding, and one passed case where nothing was found. What is only
//! worth knowing fails nothing and is left out.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Finding, Render, Severity, Wording, shown};

/// A report of `JUnit`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Junit;

impl Render for Junit {
    fn render(
        &self,
        findings: &[Finding],
        words: Wording<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let failures: Vec<&Finding> = shown(findings)
            .filter(|finding| finding.severity > Severity::Info)
            .collect();
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        let (tests, failed) = (failures.len().max(1), failures.len());
        writeln!(
            out,
            "<testsuites name=\"chancery check\" tests=\"{tests}\" failures=\"{failed}\" errors=\"0\">"
        )?;
        for suite in failures.chunk_by(|one, other| one.place.path == other.place.path) {
            let (name, count) = (escaped(&suite[0].place.path), suite.len());
            writeln!(
                out,
                "  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"{count}\" errors=\"0\">"
            )?;
            for finding in suite {
                case(finding, &name, words, out)?;
            }
            writeln!(out, "  </testsuite>")?;
        }
        if failures.is_empty() {
            writeln!(
                out,
                "  <testsuite name=\"chancery check\" tests=\"1\" failures=\"0\" errors=\"0\">\n    <testcase classname=\"chancery\" name=\"no findings\"/>\n  </testsuite>"
            )?;
        }
        writeln!(out, "</testsuites>")
    }
}

fn case(finding: &Finding, suite: &str, words: Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rule = finding.code();
    let Finding {
        severity,
        message,
        place,
        ..
    } = finding;
    let mut text = format!("{place}: {message}");
    for excerpt in &finding.excerpts {
        let _ = write!(text, "\n{}: {}", excerpt.label, excerpt.text);
    }
    if let Some(hint) = &finding.hint {
        let _ = write!(text, "\nhelp: {}", words(hint));
    }
    let (line, column) = (place.line, place.column);
    writeln!(
        out,
        "    <testcase classname=\"{suite}\" name=\"{rule}:{line}:{column}\">\n      <failure type=\"{severity}\" message=\"{}\">{}</failure>\n    </testcase>",
        escaped(message),
        escaped(&text)
    )
}

/// Escapes text for XML 1.0; characters that it cannot hold (production `Char`) are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finding, rendered};
    use super::*;

    #[test]
    fn a_case_for_each_finding() {
        let mut one = finding();
        one.message = "a < \"b\" \u{1}\u{FFFF}".to_owned();
        assert_eq!(
            rendered(&Junit, &[one]),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <testsuites name=\"chancery check\" tests=\"1\" failures=\"1\" errors=\"0\">\n  \
             <testsuite name=\"a.toml\" tests=\"1\" failures=\"1\" errors=\"0\">\n    \
             <testcase classname=\"a.toml\" name=\"G008:2:6\">\n      \
             <failure type=\"error\" message=\"a &lt; &quot;b&quot; \">a.toml:2:6: a &lt; &quot;b&quot; &#10;help: take it out</failure>\n    \
             </testcase>\n  </testsuite>\n</testsuites>\n"
        );
    }

    #[test]
    fn a_clean_run_is_a_test_that_passed() {
        let mut remark = finding();
        remark.severity = Severity::Info;
        let out = rendered(&Junit, &[remark]);
        assert!(out.contains("tests=\"1\" failures=\"0\""));
        assert_eq!(out.matches("<testcase").count(), 1);
    }
}
