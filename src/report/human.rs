//! Findings for people: what, where, what to do; a summary at the end. Nothing is underlined:
//! terminals disagree on how wide Khmer is.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Finding, Render, Severity, counts};

/// Lines for people, in colour.
#[derive(Clone, Copy, Debug)]
pub struct Human {
    /// The option that mends what can be mended, for the summary.
    pub fix_with: &'static str,
}

impl Default for Human {
    fn default() -> Self {
        Human { fix_with: "--fix" }
    }
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    Style::new().fg_color(Some(color.into())).bold()
}

impl Render for Human {
    fn render(&self, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        for finding in findings {
            let style = style(finding.severity);
            let (severity, code) = (finding.severity, finding.code);
            writeln!(
                out,
                "{style}{severity}[{code}]{style:#}: {}",
                finding.message
            )?;
            writeln!(out, "  --> {}", finding.place)?;
            for (place, why) in &finding.related {
                writeln!(out, "  --> {place} {why}")?;
            }
            if let Some(hint) = &finding.hint {
                writeln!(out, "  help: {hint}")?;
            }
            writeln!(out)?;
        }
        self.summary(findings, out)
    }
}

impl Human {
    fn summary(&self, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        if findings.is_empty() {
            return writeln!(out, "Nothing found.");
        }
        let counted: Vec<String> = counts(findings)
            .into_iter()
            .zip(["error", "warning", "remark"])
            .filter(|&(number, _)| number > 0)
            .map(|(number, noun)| {
                let plural = if number == 1 { "" } else { "s" };
                format!("{number} {noun}{plural}")
            })
            .collect();
        write!(out, "Found {}.", counted.join(", "))?;
        let fixable = findings.iter().filter(|one| one.fix.is_some()).count();
        if fixable > 0 {
            write!(out, " {fixable} can be mended with {}.", self.fix_with)?;
        }
        writeln!(out)
    }
}
