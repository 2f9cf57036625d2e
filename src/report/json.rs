//! Findings for programs: one JSON object a line, and a last one with the counts.

use std::io::{self, Write};

use serde::Serialize;

use super::{Excerpt, Finding, Hidden, Place, Render, Wording, counts, shown};

/// One JSON object a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    code: &'a str,
    severity: String,
    message: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    fixable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    concept: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    texts: Vec<Side<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
}

/// A text that the finding is about; marks are places in it, in characters from 0.
#[derive(Serialize)]
struct Side<'a> {
    label: &'a str,
    line: usize,
    text: &'a str,
    marks: Vec<[usize; 2]>,
}

impl<'a> From<&'a Excerpt> for Side<'a> {
    fn from(excerpt: &'a Excerpt) -> Self {
        let characters = |byte: usize| {
            let before = excerpt.text.get(..byte).unwrap_or(&excerpt.text);
            before.chars().count()
        };
        let marks = excerpt.marks.iter();
        Side {
            label: &excerpt.label,
            line: excerpt.line,
            text: &excerpt.text,
            marks: marks
                .map(|mark| [characters(mark.start), characters(mark.end)])
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    remarks: usize,
    #[serde(skip_serializing_if = "is_zero")]
    known: usize,
    #[serde(skip_serializing_if = "is_zero")]
    suppressed: usize,
}

// The shape is serde's.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl<'a> Row<'a> {
    fn new(finding: &'a Finding, words: Wording<'_>) -> Self {
        let Place {
            ref path,
            line,
            column,
            end_line,
            end_column,
        } = finding.place;
        let related = finding.related.iter().map(|(place, message)| Related {
            message,
            path: &place.path,
            line: place.line,
            column: place.column,
        });
        Row {
            code: finding.code(),
            severity: finding.severity.to_string(),
            message: &finding.message,
            path,
            line,
            column,
            end_line,
            end_column,
            related: related.collect(),
            hint: finding.hint.as_ref().map(words),
            fixable: finding.fix.is_some(),
            concept: finding.concept.as_deref(),
            texts: finding.excerpts.iter().map(Side::from).collect(),
            fingerprint: finding.fingerprint.map(|print| format!("{print:016x}")),
        }
    }
}

impl Render for Json {
    fn render(
        &self,
        findings: &[Finding],
        words: Wording<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for finding in shown(findings) {
            serde_json::to_writer(&mut *out, &Row::new(finding, words))?;
            writeln!(out)?;
        }
        let [errors, warnings, remarks] = counts(findings);
        let hidden = || findings.iter().filter_map(|one| one.hidden.as_ref());
        let summary = Summary {
            errors,
            warnings,
            remarks,
            known: hidden().filter(|&one| *one == Hidden::Known).count(),
            suppressed: hidden().filter(|&one| *one != Hidden::Known).count(),
        };
        serde_json::to_writer(&mut *out, &summary)?;
        writeln!(out)
    }
}
