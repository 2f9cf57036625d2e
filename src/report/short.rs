//! Findings a line each, for editors that jump to places and for `grep`.

use std::io::{self, Write};

use super::{Finding, Render, Wording, shown};

/// One line for each finding: place, severity, code, message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Short;

impl Render for Short {
    fn render(&self, findings: &[Finding], _: Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in shown(findings) {
            let Finding {
                place,
                severity,
                message,
                ..
            } = finding;
            let code = finding.code();
            writeln!(out, "{place}: {severity}[{code}]: {message}")?;
        }
        Ok(())
    }
}
