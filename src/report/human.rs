//! Findings for people: what, where, the texts with what is meant in them, what to do; a summary at
//! the end. Carets stand only under Latin text: terminals disagree on how wide Khmer is, so there
//! what is meant is put between « and ».

use std::fmt;
use std::io::{self, Write};

use super::{Excerpt, Finding, Hidden, Render, Severity, Wording, counts, shown};
use crate::text::Span;
use crate::text::invisible::is_invisible;
use crate::text::script::clusters;

/// Lines for people, in colour.
#[derive(Clone, Copy, Debug)]
pub struct Human {
    /// The option that fixes what can be fixed, for the summary.
    pub fix_with: &'static str,
}

impl Default for Human {
    fn default() -> Self {
        Human { fix_with: "--fix" }
    }
}

/// Characters of a text that are shown on each side of what is meant in it.
const AROUND: usize = 60;

/// How text is set off on a terminal (ECMA-48, SGR): `{style}` begins it, `{style:#}` ends it.
#[derive(Clone, Copy)]
struct Style(&'static str);

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if f.alternate() { "\x1b[0m" } else { self.0 })
    }
}

const QUIET: Style = Style("\x1b[2m");

/// Returns bold in the colour of a severity: red, yellow or cyan.
fn style(severity: Severity) -> Style {
    Style(match severity {
        Severity::Error => "\x1b[1m\x1b[31m",
        Severity::Warning => "\x1b[1m\x1b[33m",
        Severity::Info => "\x1b[1m\x1b[36m",
    })
}

impl Render for Human {
    fn render(
        &self,
        findings: &[Finding],
        words: Wording<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for finding in shown(findings) {
            let style = style(finding.severity);
            let (severity, code) = (finding.severity, finding.code());
            writeln!(
                out,
                "{style}{severity}[{code}]{style:#}: {}",
                finding.message
            )?;
            writeln!(out, "  --> {}", finding.place)?;
            excerpts(&finding.excerpts, style, out)?;
            for (place, why) in &finding.related {
                writeln!(out, "  --> {place} {why}")?;
            }
            if let Some(hint) = &finding.hint {
                writeln!(out, "  help: {}", words(hint))?;
            }
            writeln!(out)?;
        }
        self.summary(findings, out)
    }
}

fn excerpts(excerpts: &[Excerpt], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let heads: Vec<String> = excerpts
        .iter()
        .map(|one| format!("{} {}", one.label, one.line))
        .collect();
    let width = heads.iter().map(String::len).max().unwrap_or(0);
    for (excerpt, head) in excerpts.iter().zip(&heads) {
        let line = Line::of(excerpt);
        write!(out, "  {QUIET}{head:>width$} \u{2502}{QUIET:#} ")?;
        let mut done = 0;
        for &(start, end) in &line.marks {
            let (before, marked) = (&line.text[done..start], &line.text[start..end]);
            write!(out, "{before}{style}{marked}{style:#}")?;
            done = end;
        }
        writeln!(out, "{}", &line.text[done..])?;
        if let Some(carets) = &line.carets {
            writeln!(
                out,
                "  {:>width$} {QUIET}\u{2502}{QUIET:#} {style}{carets}{style:#}",
                ""
            )?;
        }
    }
    Ok(())
}

/// A line of text as it is shown.
#[derive(Debug, Default, PartialEq, Eq)]
struct Line {
    text: String,
    /// What is meant in it, with the quotes round it.
    marks: Vec<(usize, usize)>,
    /// What stands below it.
    carets: Option<String>,
}

impl Line {
    fn of(excerpt: &Excerpt) -> Line {
        let text = excerpt.text.as_str();
        let marks: Vec<Span> = (excerpt.marks.iter().copied())
            .filter(|mark| text.get(mark.range()).is_some())
            .collect();
        let window = window(text, &marks);
        let under = marks.iter().all(|mark| {
            text[window.start.min(mark.start)..mark.end]
                .chars()
                .all(is_latin)
        });
        let mut line = Line::default();
        if window.start > 0 {
            line.text.push('\u{2026}');
        }
        let mut done = window.start;
        for mark in marks {
            let (start, end) = (mark.start.max(done), mark.end.min(window.end));
            if start > end {
                continue;
            }
            push(&mut line.text, &text[done..start]);
            let from = line.text.len();
            if under {
                push(&mut line.text, &text[start..end]);
            } else {
                line.text.push('\u{AB}');
                push(&mut line.text, &text[start..end]);
                line.text.push('\u{BB}');
            }
            line.marks.push((from, line.text.len()));
            done = end;
        }
        push(&mut line.text, &text[done..window.end]);
        if window.end < text.len() {
            line.text.push('\u{2026}');
        }
        if under && !line.marks.is_empty() {
            line.carets = Some(carets(&line));
        }
        line
    }
}

/// Puts carets under what is meant, one at least.
fn carets(line: &Line) -> String {
    let mut carets = String::new();
    let mut done = 0;
    for &(start, end) in &line.marks {
        let before = line.text[done..start].chars().count();
        let under = line.text[start..end].chars().count();
        carets.extend(std::iter::repeat_n(' ', before));
        carets.extend(std::iter::repeat_n('^', under.max(1)));
        done = end;
    }
    carets
}

/// Chooses what is shown of a long text: what is meant with some text round it, whole clusters.
fn window(text: &str, marks: &[Span]) -> Span {
    let all: Vec<Span> = clusters(text).collect();
    let first = marks.first().map_or(0, |mark| mark.start);
    let at = all.partition_point(|cluster| cluster.end <= first);
    let start = at.saturating_sub(AROUND);
    let end = (at + 2 * AROUND).min(all.len());
    let byte = |index: usize| all.get(index).map_or(text.len(), |cluster| cluster.start);
    // A mark that is cut in the middle would tell little.
    let to = (marks.iter().filter(|mark| mark.start < byte(end))).map(|mark| mark.end);
    let to = to.max().unwrap_or(0);
    let end = all.partition_point(|cluster| cluster.start < to).max(end);
    Span::new(byte(start), byte(end))
}

/// Tells whether a character takes one column in every terminal.
fn is_latin(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A1}'..='\u{2FF}' | '\u{370}'..='\u{482}' | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\n' | '\t')
        && c != '\u{AD}'
}

/// Appends text as it may be shown: on one line, and nothing that a terminal takes for a command or
/// that turns the line round.
fn push(line: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\n' => line.push('\u{23CE}'),
            '\t' => line.push('\u{2192}'),
            '\u{200B}'..='\u{200D}' => line.push(c),
            _ if c.is_control() || is_invisible(c) => {
                line.extend(c.escape_unicode());
            }
            _ => line.push(c),
        }
    }
}

impl Human {
    fn summary(&self, findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
        let counted: Vec<String> = counts(findings)
            .into_iter()
            .zip(["error", "warning", "remark"])
            .filter(|&(number, _)| number > 0)
            .map(|(number, noun)| count(number, noun))
            .collect();
        if counted.is_empty() {
            write!(out, "Nothing found.")?;
        } else {
            write!(out, "Found {}", counted.join(", "))?;
            let concepts: std::collections::BTreeSet<&str> = shown(findings)
                .filter(|finding| !finding.excerpts.is_empty())
                .filter_map(|finding| finding.concept.as_deref())
                .collect();
            if !concepts.is_empty() {
                write!(out, " ({})", count(concepts.len(), "concept"))?;
            }
            write!(out, ".")?;
        }
        let fixable = shown(findings).filter(|one| one.fix.is_some()).count();
        if fixable > 0 {
            write!(out, " {fixable} can be fixed with {}.", self.fix_with)?;
        }
        let hidden = |wanted: fn(&Hidden) -> bool| {
            let reasons = findings.iter().filter_map(|one| one.hidden.as_ref());
            reasons.filter(|reason| wanted(reason)).count()
        };
        let known = hidden(|reason| *reason == Hidden::Known);
        if known > 0 {
            write!(out, " {known} known before and hidden by the baseline.")?;
        }
        let suppressed = hidden(|reason| matches!(reason, Hidden::Suppressed(_)));
        if suppressed > 0 {
            write!(out, " {suppressed} suppressed.")?;
        }
        writeln!(out)
    }
}

fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finding, plain};
    use super::*;

    fn excerpt(label: &str, text: &str, wanted: &str) -> Excerpt {
        let start = text.find(wanted).unwrap();
        Excerpt {
            label: label.to_owned(),
            line: 41,
            text: text.to_owned(),
            marks: vec![Span::new(start, start + wanted.len())],
        }
    }

    #[test]
    fn carets_under_latin_and_quotes_in_khmer() {
        let mut one = finding();
        let khmer = "\u{1780}\u{17B6}\u{179A} ASEAN";
        one.excerpts = vec![
            excerpt("en", "The ASEAN Secretariat will.", "ASEAN Secretariat"),
            excerpt("km", khmer, "\u{1780}\u{17B6}"),
        ];
        one.concept = Some("asean-secretariat".to_owned());
        assert_eq!(
            plain(&Human::default(), &[one]),
            "error[G008]: hidden\n  --> a.toml:2:6\n\
             \x20 en 41 \u{2502} The ASEAN Secretariat will.\n\
             \x20       \u{2502}     ^^^^^^^^^^^^^^^^^\n\
             \x20 km 41 \u{2502} \u{AB}\u{1780}\u{17B6}\u{BB}\u{179A} ASEAN\n\
             \x20 --> a.toml:1:1 first here\n  help: take it out\n\n\
             Found 1 error (1 concept). 1 can be fixed with --fix.\n"
        );
    }

    #[test]
    fn latin_behind_khmer_gets_quotes() {
        let line = Line::of(&excerpt("km", "\u{1780}\u{17B6} ASEAN", "ASEAN"));
        assert_eq!(line.text, "\u{1780}\u{17B6} \u{AB}ASEAN\u{BB}");
        assert_eq!(line.carets, None);
    }

    #[test]
    fn of_long_texts_what_is_meant_is_shown() {
        let text = format!("{}here{}", "a ".repeat(100), " b".repeat(100));
        let line = Line::of(&excerpt("en", &text, "here"));
        assert!(line.text.starts_with('\u{2026}') && line.text.ends_with('\u{2026}'));
        let (start, end) = line.marks[0];
        assert_eq!(&line.text[start..end], "here");
        let carets = line.carets.unwrap();
        assert_eq!(carets.find('^'), Some(line.text[..start].chars().count()));
        assert!(line.text.chars().count() < 200);
    }

    #[test]
    fn nothing_reaches_the_terminal_as_a_command() {
        let line = Line::of(&excerpt("en", "a\u{1B}[31m\nb\u{202E}c\td", "d"));
        assert_eq!(
            line.text,
            "a\\u{1b}[31m\u{23CE}b\\u{202e}c\u{2192}\u{AB}d\u{BB}"
        );
    }

    #[test]
    fn what_is_hidden_is_counted() {
        let mut known = finding();
        known.hidden = Some(Hidden::Known);
        let mut suppressed = finding();
        suppressed.hidden = Some(Hidden::Suppressed("x".to_owned()));
        assert_eq!(
            plain(&Human::default(), &[known, suppressed]),
            "Nothing found. 1 known before and hidden by the baseline. 1 suppressed.\n"
        );
    }
}
