//! What was known before: a list of findings that a project lives with for now, so that a check can
//! be switched on today and only what is new is told. Findings are known by fingerprints, which speak
//! of texts and never of lines, so that they survive lines inserted above, new names of files and an
//! alignment made anew.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::report::{Finding, Hidden};
use crate::text::fold::{Level, fold};

/// The version of the file that is written and read.
pub const VERSION: u64 = 2;

/// Findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeSet<u64>,
}

/// Why a file is no baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaselineError {
    /// It is not what this program writes.
    #[error("line {line}: {what}")]
    Content {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// Another version of the program wrote it.
    #[error("a baseline of version {0}, but this program knows version {VERSION}")]
    Version(u64),
}

/// The file. Everything but the fingerprints is for people who look into it.
#[derive(Serialize, Deserialize)]
struct File {
    version: u64,
    findings: Vec<Row>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    path: String,
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    concept: Option<String>,
    fingerprint: String,
}

/// The part of a file that every version has.
#[derive(Deserialize)]
struct Versioned {
    version: u64,
}

impl Baseline {
    /// Reads a baseline from the text of its file.
    ///
    /// # Errors
    ///
    /// [`BaselineError`] when it is none, or one of another version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let content = |error: serde_json::Error| BaselineError::Content {
            line: error.line().max(1),
            what: {
                let what = error.to_string();
                what.split(" at line ").next().unwrap_or(&what).to_owned()
            },
        };
        let Versioned { version } = serde_json::from_str(text).map_err(content)?;
        if version != VERSION {
            return Err(BaselineError::Version(version));
        }
        let file: File = serde_json::from_str(text).map_err(content)?;
        let mut known = BTreeSet::new();
        for row in file.findings {
            let number = u64::from_str_radix(&row.fingerprint, 16);
            known.insert(number.map_err(|_| {
                BaselineError::Content {
                    line: text
                        .split(&format!("\"{}\"", row.fingerprint))
                        .next()
                        .map_or(1, |before| before.matches('\n').count() + 1),
                    what: format!("\"{:.40}\" is no fingerprint", row.fingerprint),
                }
            })?);
        }
        Ok(Baseline { known })
    }

    /// Writes findings as a baseline: a line each, sorted, for small differences.
    pub fn write(findings: &[Finding]) -> String {
        let rows = findings.iter().filter_map(|finding| {
            Some(Row {
                path: finding.place.path.clone(),
                rule: finding.code().to_owned(),
                concept: finding.concept.clone(),
                fingerprint: format!("{:016x}", finding.fingerprint?),
            })
        });
        let mut rows: Vec<Row> = rows.collect();
        rows.sort();
        let lines: Vec<String> = rows
            .iter()
            .filter_map(|row| Some(format!("    {}", serde_json::to_string(row).ok()?)))
            .collect();
        let list = if lines.is_empty() {
            "[]".to_owned()
        } else {
            format!("[\n{}\n  ]", lines.join(",\n"))
        };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": {list}\n}}\n")
    }

    /// Hides the findings that are known, and returns how many known ones are gone.
    pub fn hide(&self, findings: &mut [Finding]) -> usize {
        let mut met = BTreeSet::new();
        for finding in findings.iter_mut() {
            let Some(fingerprint) = finding.fingerprint else {
                continue;
            };
            if self.known.contains(&fingerprint) {
                met.insert(fingerprint);
                finding.hidden.get_or_insert(Hidden::Known);
            }
        }
        self.known.len() - met.len()
    }
}

/// Gives findings their fingerprints. Of those that are the same in everything the order decides,
/// so they have to be sorted.
pub fn mark(findings: &mut [Finding]) {
    let mut seen: FxHashMap<u64, u64> = FxHashMap::default();
    for finding in findings {
        let concept = finding.concept.as_deref().unwrap_or_default();
        let base = match finding.excerpts.as_slice() {
            [] => {
                // What has no texts is known by its file and what is said of it.
                let parts = [
                    finding.code(),
                    concept,
                    &finding.place.path,
                    &finding.message,
                ];
                hash(parts)
            }
            texts => {
                let key = |at: usize| texts.get(at).map_or(String::new(), |one| key(&one.text));
                hash([finding.code(), concept, &key(0), &key(1)])
            }
        };
        let ordinal = seen.entry(base).or_default();
        finding.fingerprint = Some(xxh3_64_with_seed(&ordinal.to_le_bytes(), base));
        *ordinal += 1;
    }
}

/// Returns the fingerprint of a text, by which a suppression may name a segment.
pub fn fingerprint_of(text: &str) -> u64 {
    hash([key(text).as_str()])
}

/// Returns a text as it is compared: without what nobody sees, and with one space for several.
pub(super) fn key(text: &str) -> String {
    let folded = fold(text, Level::Match).key;
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

/// Returns the hash of some texts: XXH3 with 64 bits, the same on every machine and in every version.
fn hash<const N: usize>(parts: [&str; N]) -> u64 {
    let parts = parts.iter();
    parts.fold(0, |before, part| xxh3_64_with_seed(part.as_bytes(), before))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::rule::Rule;
    use crate::report::{Excerpt, Place};

    fn finding(line: usize, texts: [&str; 2]) -> Finding {
        let place = Place {
            path: "a.tmx".to_owned(),
            line,
            column: 1,
            end_line: line,
            end_column: 1,
        };
        let mut finding = Finding::new(Rule::MissingTerm, format!("line {line}"), place);
        finding.excerpts = texts
            .iter()
            .map(|text| Excerpt {
                text: (*text).to_owned(),
                line,
                ..Excerpt::default()
            })
            .collect();
        finding
    }

    fn prints(findings: &mut [Finding]) -> Vec<u64> {
        mark(findings);
        findings.iter().filter_map(|one| one.fingerprint).collect()
    }

    #[test]
    fn there_and_back() {
        let mut findings = vec![finding(1, ["a", "b"]), finding(2, ["a", "b"])];
        mark(&mut findings);
        assert_ne!(findings[0].fingerprint, findings[1].fingerprint);
        let text = Baseline::write(&findings[..1]);
        let baseline = Baseline::parse(&text).unwrap();
        assert_eq!(baseline.hide(&mut findings), 0);
        assert_eq!(findings[0].hidden, Some(Hidden::Known));
        assert_eq!(findings[1].hidden, None);
        assert_eq!(baseline.hide(&mut []), 1);
        assert_eq!(
            Baseline::parse(&Baseline::write(&[])),
            Ok(Baseline::default())
        );
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        let error = |text: &str| Baseline::parse(text).unwrap_err().to_string();
        for version in [1, 7] {
            let text = format!("{{\"version\": {version}, \"rows\": 1}}");
            let expected = format!("a baseline of version {version}, but");
            assert!(error(&text).starts_with(&expected));
        }
        assert!(error("{\n\"version\": 2,\n\"a\": ").starts_with("line 3: EOF"));
        let bad = "{\"version\":2,\"findings\":[\n{\"path\":\"a\",\"rule\":\"T001\",\"fingerprint\":\"x\"}]}";
        assert!(error(bad).starts_with("line 2: \"x\" is no fingerprint"));
        assert!(error("").starts_with("line 1: EOF"));
    }

    #[test]
    fn spaces_and_what_nobody_sees_do_not_matter() {
        assert_eq!(
            prints(&mut [finding(1, ["one  two", "\u{1780}\u{200B}\u{1780}"])]),
            prints(&mut [finding(9, ["one two ", "\u{1780}\u{1780}"])])
        );
    }

    proptest! {
        #[test]
        fn fingerprints_survive_inserted_lines(
            texts in proptest::collection::vec(("[ab]{0,2}", "[ab]{0,2}"), 0..12),
            inserted in proptest::collection::vec((0..12_usize, "[cd]{1,2}"), 0..6),
        ) {
            let mut before: Vec<Finding> = texts
                .iter()
                .enumerate()
                .map(|(line, (source, target))| finding(line + 1, [source, target]))
                .collect();
            let old = prints(&mut before);
            let mut after = before.clone();
            for (at, text) in &inserted {
                after.insert((*at).min(after.len()), finding(0, [text, text]));
            }
            for (line, finding) in after.iter_mut().enumerate() {
                finding.place.line = line + 1;
                finding.message = format!("line {line}");
            }
            let new = prints(&mut after);
            let kept: Vec<u64> = new.into_iter().filter(|print| old.contains(print)).collect();
            prop_assert_eq!(kept, old);
            let baseline = Baseline::parse(&Baseline::write(&before)).unwrap();
            prop_assert_eq!(baseline.hide(&mut after), 0);
            let open = after.iter().filter(|one| one.hidden.is_none()).count();
            prop_assert_eq!(open, inserted.len());
        }
    }
}
