//! Findings for programs: one JSON object a line, and a last one with the counts.

use std::io::{self, Write};

use serde::Serialize;

use super::{Finding, Place, Render, counts};

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
    hint: Option<&'a str>,
    fixable: bool,
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
}

impl<'a> From<&'a Finding> for Row<'a> {
    fn from(finding: &'a Finding) -> Self {
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
            code: finding.code,
            severity: finding.severity.to_string(),
            message: &finding.message,
            path,
            line,
            column,
            end_line,
            end_column,
            related: related.collect(),
            hint: finding.hint.as_deref(),
            fixable: finding.fix.is_some(),
        }
    }
}

impl Render for Json {
    fn render(&self, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        for finding in findings {
            serde_json::to_writer(&mut *out, &Row::from(finding))?;
            writeln!(out)?;
        }
        let [errors, warnings, remarks] = counts(findings);
        let summary = Summary {
            errors,
            warnings,
            remarks,
        };
        serde_json::to_writer(&mut *out, &summary)?;
        writeln!(out)
    }
}
