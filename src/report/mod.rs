//! What was found wrong, where, and how to fix it: plain data that every checking room returns, and
//! one renderer per form of output. Nothing is decided here, neither exit codes nor what to look for.
//!
//! ```
//! use chancery::report::rule::Rule;
//! use chancery::report::{Finding, Place, Render, Short};
//! use chancery::text::{Span, source::SourceText};
//!
//! let source = SourceText::new("terms.toml", "a\n  b");
//! let place = Place::new(&source, Span::new(4, 5));
//! let finding = Finding::new(Rule::SpaceInTerm, "a space too many".to_owned(), place);
//! let mut out = Vec::new();
//! Short.render(&[finding], &|_| String::new(), &mut out)?;
//! assert!(out.starts_with(b"terms.toml:2:3: "));
//! # Ok::<(), std::io::Error>(())
//! ```

mod fix;
pub mod github;
mod gitlab;
mod hint;
mod html;
mod human;
mod json;
mod junit;
pub mod rule;
mod sarif;
mod short;

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io::{self, Write};
use std::sync::Arc;

use serde::Deserialize;

use self::rule::{OwnRule, Rule};
use crate::text::Span;
use crate::text::invisible::is_invisible;
use crate::text::source::SourceText;

pub use fix::{Edit, Fix, apply};
pub use github::Github;
pub use gitlab::Gitlab;
pub use hint::{Action, Hint, Wording};
pub use html::Html;
pub use human::Human;
pub use json::Json;
pub use junit::Junit;
pub use sarif::Sarif;
pub use short::Short;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// A place in a file; lines and columns are counted from 1, columns in characters, the end is one
/// past the last character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub path: String,
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column of the end.
    pub end_column: usize,
}

impl Place {
    /// Makes the place of a span of a text.
    pub fn new(source: &SourceText, span: Span) -> Self {
        let (start, end) = (source.position(span.start), source.position(span.end));
        Place {
            path: source.path().to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// A text that a finding is about, as the reader has to see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// What it is, such as the tag of its language.
    pub label: String,
    /// The line in its file, counted from 1.
    pub line: usize,
    /// The text.
    pub text: String,
    /// What is meant in it, in bytes; in order and apart.
    pub marks: Vec<Span>,
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The rule of the project, where it is one.
    pub own: Option<Arc<OwnRule>>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Where else one has to look, and why.
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub hint: Option<Hint>,
    /// Edits that fix it and change nothing else.
    pub fix: Option<Fix>,
    /// What in a glossary it is about: the id of a concept.
    pub concept: Option<String>,
    /// The texts it is about, the source first; none where the place says it all.
    pub excerpts: Vec<Excerpt>,
    /// What stays the same when lines are inserted above or the file is aligned anew: a hash of
    /// the rule, the concept, both texts and how many such findings came before.
    pub fingerprint: Option<u64>,
    /// Why it is not reported, where it is not.
    pub hidden: Option<Hidden>,
}

/// Why a finding is not reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// It was known before.
    Known,
    /// It is right as it is, for a reason.
    Suppressed(String),
}

impl Finding {
    /// Makes a finding that says what and where, and nothing else yet.
    pub fn new(rule: Rule, message: String, place: Place) -> Self {
        Finding {
            rule,
            own: None,
            severity: rule.severity(),
            message,
            place,
            related: Vec::new(),
            hint: None,
            fix: None,
            concept: None,
            excerpts: Vec::new(),
            fingerprint: None,
            hidden: None,
        }
    }

    /// Returns the code of the rule.
    pub fn code(&self) -> &str {
        self.own.as_ref().map_or(self.rule.code(), |own| &own.code)
    }

    /// Sorts findings by place and code and drops what is said twice.
    pub fn sort(findings: &mut Vec<Finding>) {
        findings.sort_by(|a, b| {
            (&a.place, a.code(), &a.message).cmp(&(&b.place, b.code(), &b.message))
        });
        findings.dedup();
    }
}

/// A form of output.
pub trait Render {
    /// Writes all findings; those that are hidden only where the form has a way to say so. What to do
    /// about them is worded by the door.
    ///
    /// # Errors
    ///
    /// What the writer says.
    fn render(
        &self,
        findings: &[Finding],
        words: Wording<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()>;
}

/// Returns the findings that are reported.
fn shown(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.hidden.is_none())
}

/// Returns a text with the characters that nobody sees written as escapes, for messages.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| is_invisible(c) || c.is_control() || c == '\u{A0}' || c == '\u{202F}';
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) {
            let _ = write!(escaped, "\\u{{{:04X}}}", c as u32);
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Counts findings that are reported by severity: errors, warnings, the others.
pub fn counts(findings: &[Finding]) -> [usize; 3] {
    let count = |severity| {
        findings
            .iter()
            .filter(|one| one.severity == severity && one.hidden.is_none())
            .count()
    };
    [
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn finding() -> Finding {
        let source = SourceText::new("a.toml", "x\nkm = \"a\u{200B}\"\n");
        Finding {
            rule: Rule::InvisibleCharacter,
            own: None,
            severity: Severity::Error,
            message: "hidden".to_owned(),
            place: Place::new(&source, Span::new(7, 13)),
            related: vec![(
                Place::new(&source, Span::new(0, 1)),
                "first here".to_owned(),
            )],
            hint: Some("take it out".into()),
            fix: Some(Fix::replace(Span::new(7, 13), "\"a\"")),
            concept: None,
            excerpts: Vec::new(),
            fingerprint: None,
            hidden: None,
        }
    }

    pub(super) fn rendered(form: &dyn Render, findings: &[Finding]) -> String {
        let mut out = Vec::new();
        form.render(findings, &|hint| hint.text.clone(), &mut out)
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    pub(super) fn plain(form: &dyn Render, findings: &[Finding]) -> String {
        let rendered = rendered(form, findings);
        let mut pieces = rendered.split("\x1b[");
        let first = pieces.next().unwrap_or_default();
        let rest = pieces.map(|piece| piece.split_once('m').unwrap().1);
        std::iter::once(first).chain(rest).collect()
    }

    #[test]
    fn hidden_characters_are_written_out() {
        assert_eq!(visible("a\u{200B}b\u{202E}"), "a\\u{200B}b\\u{202E}");
        assert!(matches!(
            visible("\u{1780}\u{17D2}\u{1780}"),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn renderers() {
        assert_eq!(
            plain(&Human::default(), &[finding()]),
            "error[G008]: hidden\n  --> a.toml:2:6\n  --> a.toml:1:1 first here\n  help: take it out\n\
             \nFound 1 error. 1 can be fixed with --fix.\n"
        );
        assert_eq!(
            rendered(&Short, &[finding()]),
            "a.toml:2:6: error[G008]: hidden\n"
        );
        let out = rendered(&Json, &[finding()]);
        let lines: Vec<serde_json::Value> = out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines[0]["code"], "G008");
        assert_eq!(lines[0]["column"], 6);
        assert_eq!(lines[0]["endColumn"], 10);
        assert_eq!(lines[1]["errors"], 1);
    }
}
