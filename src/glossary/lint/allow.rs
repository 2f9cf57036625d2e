//! Comments that allow findings: `# allow G028: reason`, above a concept or in it, or at the head of a
//! file for all of it.

use super::Lint;
use crate::report::Severity;
use crate::report::rule::Rule;
use crate::text::Span;

/// A comment that allows findings of some rules.
struct Allow {
    file: usize,
    /// Where it holds; in the whole file without one.
    concept: Option<usize>,
    span: Span,
    codes: Vec<String>,
    reason: bool,
    used: bool,
}

impl Lint<'_> {
    /// Takes out what comments allow, and reports comments that allow nothing.
    pub(super) fn allow(&mut self) {
        let mut allows = self.allows();
        self.found.retain(|located| {
            let fits = |allow: &&mut Allow| {
                allow.reason
                    && allow.file == located.file
                    && (allow.concept.is_none() || allow.concept == located.concept)
                    && located.finding.severity <= Severity::Warning
                    && allow
                        .codes
                        .iter()
                        .any(|code| code == located.finding.rule.code())
            };
            match allows.iter_mut().find(fits) {
                Some(allow) => {
                    allow.used = true;
                    false
                }
                None => true,
            }
        });
        for allow in allows.into_iter().filter(|allow| !allow.used) {
            let message = if allow.reason {
                format!("there is no {} to allow here", allow.codes.join(" or "))
            } else {
                "an exception needs a reason".to_owned()
            };
            let hint = if allow.reason {
                "take the comment out"
            } else {
                "write # allow CODE: reason"
            };
            self.add(
                Rule::UselessAllowance,
                allow.file,
                allow.concept,
                allow.span,
                message,
            )
            .hint = Some(hint.into());
        }
    }

    fn allows(&self) -> Vec<Allow> {
        let mut allows = Vec::new();
        for (file, source) in self.glossary.files.iter().enumerate() {
            let headers: Vec<(usize, usize)> = self
                .glossary
                .concepts
                .iter()
                .enumerate()
                .filter(|(_, concept)| concept.file == file)
                .map(|(index, concept)| (concept.id.span.start, index))
                .collect();
            let mut at = 0;
            for line in source.text().split_inclusive('\n') {
                let comment = line.trim();
                if let Some((codes, reason)) = parse(comment) {
                    let start = at + line.len() - line.trim_start().len();
                    let span = Span::new(start, start + comment.len());
                    allows.push(Allow {
                        file,
                        concept: owner(source.text(), &headers, at + line.len(), start),
                        span,
                        codes,
                        reason,
                        used: false,
                    });
                }
                at += line.len();
            }
        }
        allows
    }
}

/// Reads the codes of a comment, and whether it gives a reason.
fn parse(comment: &str) -> Option<(Vec<String>, bool)> {
    let rest = comment
        .strip_prefix('#')?
        .trim_start()
        .strip_prefix("allow ")?;
    let (codes, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let codes: Vec<String> = codes
        .split([',', ' '])
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect();
    let is_code = |code: &String| {
        code.len() == 4
            && code.starts_with('G')
            && code[1..].bytes().all(|byte| byte.is_ascii_digit())
    };
    (!codes.is_empty() && codes.iter().all(is_code)).then(|| (codes, !reason.trim().is_empty()))
}

/// Returns the concept of a comment that ends at byte `end`: the one whose header comes next if
/// nothing but comments is between, else the one before.
fn owner(text: &str, headers: &[(usize, usize)], end: usize, start: usize) -> Option<usize> {
    let next = headers.partition_point(|&(at, _)| at < start);
    if let Some(&(at, concept)) = headers.get(next) {
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let between = text.get(end..line_start).unwrap_or_default();
        if between
            .lines()
            .all(|line| line.trim_start().starts_with('#'))
        {
            return Some(concept);
        }
    }
    next.checked_sub(1).map(|before| headers[before].1)
}
