//! Findings that are right as they are: each is named by rule, concept, path or text, with a reason
//! for whoever reads it next year and perhaps a date until which it holds. One that hides nothing any
//! more, and one that gives no reason, are findings themselves.

use globset::GlobSet;

use super::baseline;
use crate::model::concept::Date;
use crate::report::rule::Rule;
use crate::report::{Finding, Hidden, Place};

/// What is to be passed over, and why. What is not named is anything.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// The code of the rule.
    pub rule: Option<String>,
    /// The concept.
    pub concept: Option<String>,
    /// The files.
    pub path: Option<GlobSet>,
    /// The text of the source or of the translation, or the fingerprint of the finding.
    pub segment: Option<String>,
    /// Why it is right as it is.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it is written.
    pub place: Place,
}

impl Suppression {
    /// Tells whether it speaks of a finding; `key` is its segment as it is compared.
    fn is_of(&self, finding: &Finding, key: Option<&str>) -> bool {
        (self.rule.as_deref()).is_none_or(|code| code == finding.code())
            && (self.concept.as_deref())
                .is_none_or(|id| id == finding.concept.as_deref().unwrap_or_default())
            && (self.path.as_ref()).is_none_or(|path| path.is_match(&finding.place.path))
            && self.is_of_segment(finding, key)
    }

    fn is_of_segment(&self, finding: &Finding, key: Option<&str>) -> bool {
        let (Some(segment), Some(key)) = (&self.segment, key) else {
            return true;
        };
        let print = finding.fingerprint.map(|print| format!("{print:016x}"));
        print.as_deref() == Some(segment.trim())
            || finding
                .excerpts
                .iter()
                .any(|one| baseline::key(&one.text) == key)
    }

    fn is_over(&self, today: Option<Date>) -> bool {
        matches!((self.until, today), (Some(until), Some(today)) if today > until)
    }
}

/// Hides the findings that suppressions speak of. Returns what is wrong with the suppressions: no
/// reason; and, when the whole project was looked at, nothing that they would hide.
pub fn suppress(
    suppressions: &[Suppression],
    findings: &mut [Finding],
    today: Option<Date>,
    whole: bool,
) -> Vec<Finding> {
    let mut wrong = Vec::new();
    for one in suppressions {
        let key = one.segment.as_deref().map(baseline::key);
        let mut used = false;
        if !one.is_over(today) {
            let hit = findings
                .iter_mut()
                .filter(|finding| one.is_of(finding, key.as_deref()));
            for finding in hit {
                used = true;
                let reason = one.reason.clone().unwrap_or_default();
                finding.hidden.get_or_insert(Hidden::Suppressed(reason));
            }
        }
        if one
            .reason
            .as_deref()
            .is_none_or(|reason| reason.trim().is_empty())
        {
            let message = "this suppression gives no reason".to_owned();
            wrong.push(told(
                Rule::BareSuppression,
                message,
                "add reason = \"…\"",
                &one.place,
            ));
        }
        if !used && whole {
            let (message, hint) = match one.until.filter(|_| one.is_over(today)) {
                Some(until) => (
                    format!("this suppression held until {until}"),
                    "remove it, or give a later date",
                ),
                None => (
                    "this suppression suppresses nothing".to_owned(),
                    "remove it",
                ),
            };
            wrong.push(told(Rule::UnusedSuppression, message, hint, &one.place));
        }
    }
    wrong
}

fn told(rule: Rule, message: String, hint: &str, place: &Place) -> Finding {
    let mut finding = Finding::new(rule, message, place.clone());
    finding.hint = Some(hint.into());
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Excerpt, Severity};

    fn place(path: &str) -> Place {
        Place {
            path: path.to_owned(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
        }
    }

    fn finding() -> Finding {
        let mut finding = Finding::new(Rule::MissingTerm, String::new(), place("tmx/a.tmx"));
        finding.concept = Some("asean".to_owned());
        finding.fingerprint = Some(0xAB);
        finding.excerpts = vec![Excerpt {
            text: "One  two.".to_owned(),
            ..Excerpt::default()
        }];
        finding
    }

    fn all() -> Suppression {
        Suppression {
            rule: None,
            concept: None,
            path: None,
            segment: None,
            reason: Some("it is a title".to_owned()),
            until: None,
            place: place("chancery.toml"),
        }
    }

    fn hides(one: Suppression) -> bool {
        let mut findings = [finding()];
        let wrong = suppress(
            &[one],
            &mut findings,
            Some(jiff::civil::date(2026, 1, 2)),
            true,
        );
        let hidden = findings[0].hidden.is_some();
        assert_eq!(
            wrong.iter().any(|one| one.rule == Rule::UnusedSuppression),
            !hidden
        );
        hidden
    }

    #[test]
    fn each_part_narrows() {
        let some = |text: &str| Some(text.to_owned());
        let glob = |text| GlobSet::new([globset::Glob::new(text).unwrap()]).ok();
        let day = |day| Some(jiff::civil::date(2026, 1, day));
        assert!(hides(all()));
        assert!(hides(Suppression {
            rule: some("T001"),
            ..all()
        }));
        assert!(!hides(Suppression {
            rule: some("T002"),
            ..all()
        }));
        assert!(hides(Suppression {
            concept: some("asean"),
            ..all()
        }));
        assert!(!hides(Suppression {
            concept: some("un"),
            ..all()
        }));
        assert!(hides(Suppression {
            path: glob("tmx/**"),
            ..all()
        }));
        assert!(!hides(Suppression {
            path: glob("docs/**"),
            ..all()
        }));
        assert!(hides(Suppression {
            segment: some("One two."),
            ..all()
        }));
        assert!(hides(Suppression {
            segment: some("00000000000000ab"),
            ..all()
        }));
        assert!(!hides(Suppression {
            segment: some("three"),
            ..all()
        }));
        assert!(hides(Suppression {
            until: day(2),
            ..all()
        }));
        assert!(!hides(Suppression {
            until: day(1),
            ..all()
        }));
    }

    #[test]
    fn reasons_are_asked_for() {
        let mut findings = [finding()];
        let bare = Suppression {
            reason: Some(" ".to_owned()),
            ..all()
        };
        let wrong = suppress(&[bare], &mut findings, None, false);
        assert_eq!(wrong.len(), 1);
        assert_eq!(
            (wrong[0].rule.code(), wrong[0].severity),
            ("T013", Severity::Error)
        );
        assert!(findings[0].hidden.is_some());
        assert!(suppress(&[all()], &mut [], None, false).is_empty());
    }
}
