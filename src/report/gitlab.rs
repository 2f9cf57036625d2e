//! Findings as a code quality report of GitLab: a JSON array in the shape of Code Climate issues, as
//! "Code Quality report format" of its documents has it. GitLab takes equal fingerprints for one
//! finding, so each has an ordinal in it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::{Finding, Render, Severity, Wording, shown};

/// A code quality report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gitlab;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Render for Gitlab {
    fn render(
        &self,
        findings: &[Finding],
        words: Wording<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut seen: BTreeMap<(&str, u64), usize> = BTreeMap::new();
        let issues = shown(findings).map(|finding| {
            let print = finding.fingerprint.unwrap_or_default();
            let ordinal = seen.entry((finding.code(), print)).or_default();
            *ordinal += 1;
            Issue {
                description: match &finding.hint {
                    Some(hint) => format!("{}; {}", finding.message, words(hint)),
                    None => finding.message.clone(),
                },
                check_name: finding.code(),
                fingerprint: format!("{}-{print:016x}-{ordinal}", finding.code()),
                severity: match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location {
                    path: &finding.place.path,
                    lines: Lines {
                        begin: finding.place.line,
                        end: finding.place.end_line,
                    },
                },
            }
        });
        let issues: Vec<Issue<'_>> = issues.collect();
        serde_json::to_writer_pretty(&mut *out, &issues)?;
        writeln!(out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finding, rendered};
    use super::*;

    #[test]
    fn an_array_of_issues_with_fingerprints_of_their_own() {
        let out = rendered(&Gitlab, &[finding(), finding()]);
        let issues: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            issues[0],
            serde_json::json!({
                "description": "hidden; take it out",
                "check_name": "G008",
                "fingerprint": "G008-0000000000000000-1",
                "severity": "major",
                "location": {"path": "a.toml", "lines": {"begin": 2, "end": 2}},
            })
        );
        assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
        assert_eq!(rendered(&Gitlab, &[]), "[]\n");
    }
}
