//! Findings in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS), which GitHub code
//! scanning and many viewers read. Paths are relative, columns are counted in code points, and each
//! result has fingerprints that do not know lines, so that it stays the same alert when text moves.
//! What is suppressed or known before is in the file too, and marked as such.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Finding, Hidden, Place, Render, Severity, Wording};

/// The most results that GitHub takes of a run.
const MOST: usize = 25_000;

/// A log with one run.
#[derive(Clone, Debug)]
pub struct Sarif<'a> {
    /// The version of the program.
    pub version: &'a str,
    /// Whether what was known before is known.
    pub has_baseline: bool,
}

impl Render for Sarif<'_> {
    fn render(
        &self,
        findings: &[Finding],
        words: Wording<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let with_code = |finding| (Finding::code(finding), finding);
        let rules: BTreeMap<&str, &Finding> = findings.iter().map(with_code).collect();
        let codes: Vec<&str> = rules.keys().copied().collect();
        let mut seen = BTreeMap::new();
        // The gravest come first where not all are taken.
        let mut order: Vec<&Finding> = findings.iter().collect();
        if order.len() > MOST {
            order.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
            order.truncate(MOST);
        }
        let results: Vec<Value> = order
            .into_iter()
            .map(|finding| self.result(finding, &codes, words, &mut seen))
            .collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "chancery",
                    "semanticVersion": self.version,
                    "rules": rules.values().copied().map(descriptor).collect::<Vec<_>>(),
                }},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &log)?;
        writeln!(out)
    }
}

impl Sarif<'_> {
    fn result(
        &self,
        finding: &Finding,
        codes: &[&str],
        words: Wording<'_>,
        seen: &mut BTreeMap<u64, usize>,
    ) -> Value {
        let mut message = finding.message.clone();
        if let Some(hint) = &finding.hint {
            let _ = write!(message, ". {}", words(hint));
        }
        let mut result = json!({
            "ruleId": finding.code(),
            "level": level(finding.severity),
            "message": {"text": message},
            "locations": [{"physicalLocation": location(&finding.place)}],
        });
        if let Ok(index) = codes.binary_search(&finding.code()) {
            result["ruleIndex"] = json!(index);
        }
        if let Some(print) = finding.fingerprint {
            let ordinal = seen.entry(print).or_default();
            *ordinal += 1;
            result["partialFingerprints"] = json!({
                "primaryLocationLineHash": format!("{print:016x}:{ordinal}"),
                "chanceryFingerprint/v1": format!("{print:016x}"),
            });
        }
        let related: Vec<Value> = (finding.related.iter().enumerate())
            .map(|(id, (place, why))| {
                json!({
                    "id": id,
                    "physicalLocation": location(place),
                    "message": {"text": why},
                })
            })
            .collect();
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        let mut properties = serde_json::Map::new();
        if let Some(concept) = &finding.concept {
            properties.insert("concept".to_owned(), json!(concept));
        }
        for excerpt in &finding.excerpts {
            properties.insert(format!("text/{}", excerpt.label), json!(excerpt.text));
        }
        if !properties.is_empty() {
            result["properties"] = Value::Object(properties);
        }
        if let Some(Hidden::Suppressed(reason)) = &finding.hidden {
            result["suppressions"] = json!([{"kind": "external", "justification": reason}]);
        }
        if self.has_baseline {
            let state = match finding.hidden {
                Some(Hidden::Known) => "unchanged",
                _ => "new",
            };
            result["baselineState"] = json!(state);
        }
        result
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn descriptor(finding: &Finding) -> Value {
    let rule = finding.rule.about();
    if let Some(own) = &finding.own {
        return json!({
            "id": own.code,
            "shortDescription": {"text": own.message},
            "defaultConfiguration": {"level": level(own.severity)},
        });
    }
    json!({
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": format!("{}\n\nFound in:\n{}", rule.explanation, rule.example)},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn location(place: &Place) -> Value {
    let mut artifact = json!({"uri": uri(&place.path)});
    if !is_absolute(&place.path) {
        artifact["uriBaseId"] = json!("%SRCROOT%");
    }
    let mut region = json!({"startLine": place.line, "startColumn": place.column});
    if place.end_line > place.line {
        region["endLine"] = json!(place.end_line);
        region["endColumn"] = json!(place.end_column);
    } else if place.end_column > place.column {
        region["endColumn"] = json!(place.end_column);
    }
    json!({"artifactLocation": artifact, "region": region})
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.as_bytes().get(1) == Some(&b':')
}

/// Writes a path as a URI reference (RFC 3986): what is not unreserved is percent-encoded.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = match (is_absolute(path), path.starts_with('/')) {
        (true, true) => "file://".to_owned(),
        (true, false) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finding, rendered};
    use super::*;

    fn log(findings: &[Finding], has_baseline: bool) -> Value {
        let sarif = Sarif {
            version: "1.2.3",
            has_baseline,
        };
        serde_json::from_str(&rendered(&sarif, findings)).unwrap()
    }

    #[test]
    fn a_result_with_all_its_parts() {
        let mut one = finding();
        one.place.path = "./tmx/\u{1780} a.tmx".to_owned();
        one.fingerprint = Some(0xAB);
        one.concept = Some("asean".to_owned());
        one.hidden = Some(Hidden::Suppressed("a title".to_owned()));
        let log = log(&[one], true);
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "G008");
        assert_eq!(
            run["results"][0],
            json!({
                "ruleId": "G008",
                "ruleIndex": 0,
                "level": "error",
                "message": {"text": "hidden. take it out"},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": "tmx/%E1%9E%80%20a.tmx", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 2, "startColumn": 6, "endColumn": 10},
                }}],
                "relatedLocations": [{
                    "id": 0,
                    "physicalLocation": {
                        "artifactLocation": {"uri": "a.toml", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 1, "startColumn": 1, "endColumn": 2},
                    },
                    "message": {"text": "first here"},
                }],
                "partialFingerprints": {
                    "primaryLocationLineHash": "00000000000000ab:1",
                    "chanceryFingerprint/v1": "00000000000000ab",
                },
                "properties": {"concept": "asean"},
                "suppressions": [{"kind": "external", "justification": "a title"}],
                "baselineState": "new",
            })
        );
    }

    #[test]
    fn known_ones_are_unchanged() {
        let mut one = finding();
        one.hidden = Some(Hidden::Known);
        assert_eq!(
            log(&[one.clone()], true)["runs"][0]["results"][0]["baselineState"],
            "unchanged"
        );
        let without = log(&[finding()], false);
        assert!(
            without["runs"][0]["results"][0]
                .get("baselineState")
                .is_none()
        );
        assert_eq!(log(&[], false)["runs"][0]["results"], json!([]));
    }

    #[test]
    fn absolute_paths_are_urls() {
        assert_eq!(uri("/a b/c"), "file:///a%20b/c");
        assert_eq!(uri("C:\\a"), "file:///C%3A/a");
    }
}
