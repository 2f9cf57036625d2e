//! Findings as annotations of GitHub Actions: commands on standard output that put them beside the
//! lines of a pull request. GitHub shows ten errors, ten warnings and ten notices of a step and drops
//! the others without a word; so errors come first, findings about one concept share an annotation,
//! and what is left over goes into the summary of the step.
//!
//! Commands and escapes are those of GitHub's "Workflow commands for GitHub Actions".

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Finding, Place, Render, Severity, Wording, counts, shown};

/// Annotations of one severity that are shown.
const SHOWN: usize = 10;

/// Annotations of GitHub Actions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Github;

/// Findings that share an annotation: those by one rule about one concept.
struct Group<'a> {
    first: &'a Finding,
    others: usize,
}

/// Puts the gravest first, each severity in the order of places.
fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut at = std::collections::BTreeMap::new();
    for finding in shown(findings) {
        let key = finding
            .concept
            .as_ref()
            .map(|concept| (finding.severity, finding.code(), concept));
        if let Some(&index) = key.and_then(|key| at.get(&key)) {
            let group: &mut Group<'_> = &mut groups[index];
            group.others += 1;
        } else {
            at.extend(key.map(|key| (key, groups.len())));
            groups.push(Group {
                first: finding,
                others: 0,
            });
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.first.severity));
    groups
}

/// Splits groups into those that are shown and the others.
fn split(groups: Vec<Group<'_>>) -> (Vec<Group<'_>>, Vec<Group<'_>>) {
    let mut of_severity = [0; 3];
    groups.into_iter().partition(|group| {
        let count = &mut of_severity[group.first.severity as usize];
        *count += 1;
        *count <= SHOWN
    })
}

impl Render for Github {
    fn render(
        &self,
        findings: &[Finding],
        words: Wording<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let (told, left) = split(groups(findings));
        for group in told {
            annotation(&group, words, out)?;
        }
        if !left.is_empty() {
            let left: usize = left.iter().map(|group| group.others + 1).sum();
            writeln!(out, "{left} more findings are in the summary of this step.")?;
        }
        Ok(())
    }
}

fn annotation(group: &Group<'_>, words: Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let finding = group.first;
    let Place {
        path,
        line,
        column,
        end_line,
        end_column,
    } = &finding.place;
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    write!(
        out,
        "::{kind} title={},file={}",
        finding.code(),
        property(path)
    )?;
    write!(out, ",line={line}")?;
    // Columns are taken for those of one line.
    if line == end_line {
        write!(
            out,
            ",col={column},endLine={end_line},endColumn={end_column}"
        )?;
    }
    let mut message = finding.message.clone();
    if let Some(hint) = &finding.hint {
        let _ = write!(message, "\n{}", words(hint));
    }
    if group.others > 0 {
        let _ = write!(message, "\n(and {} more like it)", group.others);
    }
    writeln!(out, "::{}", data(&message))
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Writes the summary of the step, as Markdown: counts, and every finding that has no annotation of
/// its own. Nothing where there is nothing to tell.
pub fn summary(findings: &[Finding]) -> String {
    /// GitHub takes a MiB for each step.
    const LONGEST: usize = 1 << 19;
    let [errors, warnings, remarks] = counts(findings);
    if errors + warnings + remarks == 0 {
        return String::new();
    }
    let (told, _) = split(groups(findings));
    let told: Vec<&Finding> = told.iter().map(|group| group.first).collect();
    let mut text =
        format!("### chancery check\n\n{errors} errors, {warnings} warnings, {remarks} remarks.\n");
    let mut rest: Vec<&Finding> = shown(findings)
        .filter(|finding| !told.iter().any(|one| std::ptr::eq(*one, *finding)))
        .collect();
    rest.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    if rest.is_empty() {
        return text;
    }
    text.push_str("\nWithout an annotation of their own:\n\n| where | what | |\n|---|---|---|\n");
    for (number, finding) in rest.iter().enumerate() {
        if text.len() > LONGEST {
            let _ = writeln!(text, "\n… and {} more.", rest.len() - number);
            break;
        }
        let place = format!("{}:{}", finding.place.path, finding.place.line);
        let (severity, rule) = (finding.severity, finding.code());
        let _ = writeln!(
            text,
            "| {} | {severity} {rule} | {} |",
            cell(&place),
            cell(&finding.message)
        );
    }
    text
}

/// Escapes a cell of a table in Markdown.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '~' | '$' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finding, rendered};
    use super::*;

    #[test]
    fn commands_are_escaped() {
        let mut one = finding();
        one.message = "50%: a, b".to_owned();
        one.place.path = "a,b:c.toml".to_owned();
        assert_eq!(
            rendered(&Github, &[one]),
            "::error title=G008,file=a%2Cb%3Ac.toml,line=2,col=6,endLine=2,endColumn=10::50%25: a, b%0Atake it out\n"
        );
    }

    #[test]
    fn a_place_of_several_lines_has_no_columns() {
        let mut one = finding();
        one.place.end_line = 3;
        one.severity = Severity::Info;
        assert_eq!(
            rendered(&Github, &[one]),
            "::notice title=G008,file=a.toml,line=2::hidden%0Atake it out\n"
        );
    }

    #[test]
    fn errors_come_first_and_the_rest_is_summed_up() {
        let mut findings: Vec<Finding> = (0..25)
            .map(|line| {
                let mut one = finding();
                one.place.line = line + 1;
                one.place.end_line = line + 1;
                one.message = format!("number {line} | *");
                if line < 13 {
                    one.severity = Severity::Warning;
                }
                one
            })
            .collect();
        for one in &mut findings[20..] {
            one.concept = Some("asean".to_owned());
        }
        let out = rendered(&Github, &findings);
        let lines: Vec<&str> = out.lines().collect();
        // Seven errors and one for five about a concept; ten warnings.
        assert_eq!(lines.len(), 8 + 10 + 1);
        assert!(lines[..8].iter().all(|line| line.starts_with("::error ")));
        assert!(lines[7].ends_with("(and 4 more like it)"));
        assert_eq!(
            lines[18],
            "3 more findings are in the summary of this step."
        );
        let summary = summary(&findings);
        assert!(summary.contains("12 errors, 13 warnings"));
        assert_eq!(summary.matches("\n| a.toml:").count(), 4 + 3);
        assert!(
            summary.contains("| warning G008 | number 12 \\| \\* |"),
            "{summary}"
        );
        assert_eq!(super::summary(&[]), "");
    }
}
