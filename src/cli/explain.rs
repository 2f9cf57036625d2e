//! `chancery explain`: what a rule is for.

use anyhow::bail;
use clap::Args;

use super::session::Session;
use super::{Outcome, output};
use crate::report::rule::Rule;

/// Explains the code of a finding.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery explain G013")]
pub(super) struct ExplainArgs {
    /// The code; without it all codes are listed
    code: Option<String>,
}

pub(super) fn run(args: &ExplainArgs, session: &Session) -> anyhow::Result<Outcome> {
    let Some(code) = &args.code else {
        output::to_stdout(session, |out| {
            for rule in Rule::all().map(Rule::about) {
                let severity = rule.severity.to_string();
                writeln!(out, "{:<4}  {severity:<7}  {}", rule.code, rule.summary)?;
            }
            Ok(())
        })?;
        return Ok(Outcome::Clean);
    };
    // What a rule of a project is for, its settings say.
    let is_own = code.len() > 1 && code.to_ascii_uppercase().starts_with(Rule::Own.code());
    let rule = if is_own {
        Some(Rule::Own)
    } else {
        Rule::from_code(code)
    };
    let Some(rule) = rule.map(Rule::about) else {
        bail!("there is no rule {code}; `chancery explain` lists all");
    };
    output::to_stdout(session, |out| {
        writeln!(out, "{} ({}): {}\n", rule.code, rule.severity, rule.summary)?;
        for line in crate::text::width::wrap(&rule.explanation, 80) {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "\nFound in:")?;
        for line in rule.example.lines() {
            writeln!(out, "  {line}")?;
        }
        if rule.fixable {
            writeln!(out, "\nMended by --fix where that is safe.")?;
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}
