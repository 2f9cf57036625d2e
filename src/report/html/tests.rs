//! The page as a browser reads it: nothing of a text becomes markup.

use std::sync::Arc;

use html5gum::{Token, Tokenizer};
use sha2::{Digest, Sha256};

use super::super::rule::OwnRule;
use super::super::tests::{finding, rendered};
use super::*;

fn page(findings: &[Finding]) -> String {
    rendered(&Html, findings)
}

/// Returns a finding whose every text is the same.
fn of(text: &str) -> Finding {
    let mut one = finding();
    one.message = text.to_owned();
    one.place.path = text.to_owned();
    one.hint = Some(text.into());
    one.related[0].1 = text.to_owned();
    one.excerpts = ["en", text]
        .map(|label| Excerpt {
            label: label.to_owned(),
            line: 1,
            text: text.to_owned(),
            marks: vec![Span::new(0, 1)],
        })
        .to_vec();
    one.own = Some(Arc::new(OwnRule {
        code: text.to_owned(),
        severity: Severity::Error,
        message: text.to_owned(),
    }));
    one
}

/// Returns the names of the elements, in order, and those of all attributes.
fn markup(page: &str) -> (Vec<String>, Vec<String>) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (mut elements, mut attributes) = (Vec::new(), Vec::new());
    for Ok(token) in Tokenizer::new(page) {
        if let Token::StartTag(tag) = token {
            elements.push(text(&tag.name));
            attributes.extend(tag.attributes.keys().map(|name| text(name)));
        }
    }
    (elements, attributes)
}

#[test]
fn texts_that_look_like_markup_are_texts() {
    let plain = markup(&page(&[of("plain text")]));
    for text in [
        "</script><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "' onmouseover='alert(1)",
        "<img src=x onerror=alert(1)>",
        "</style></title>--><!--",
        "&lt;b&gt; &#60;script>",
        "]]><svg/onload=alert(1)>",
        "javascript:alert(1)",
    ] {
        let page = page(&[of(text)]);
        assert_eq!(markup(&page), plain, "{text}");
        assert_eq!(page.matches("<script").count(), 1, "{text}");
    }
}

#[test]
fn nothing_is_loaded_and_only_this_script_runs() {
    let page = page(&[of("text")]);
    for outside in [
        "http:", "https:", "url(", "@import", " src=", "<link", "<img",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    let hashes = [format!("{STYLE}{FONTS}"), SCRIPT.to_owned()]
        .map(|text| format!("sha256-{}", base64(&Sha256::digest(text))));
    assert_eq!(HASHES, hashes);
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | usize::from(three.get(at).copied().unwrap_or(0))
        });
        for at in 0..4 {
            let sign = char::from(SIGNS[bits >> (18 - 6 * at) & 63]);
            text.push(if at > three.len() { '=' } else { sign });
        }
    }
    text
}

#[test]
fn both_texts_are_shown_with_their_languages_and_marks() {
    let mut one = finding();
    let text = |label: &str, text: &str, marks: Vec<Span>| Excerpt {
        label: label.to_owned(),
        line: 3,
        text: text.to_owned(),
        marks,
    };
    one.excerpts = vec![
        text(
            "en",
            "a < b\u{202E}c",
            vec![Span::new(0, 1), Span::new(4, 5)],
        ),
        text(
            "ar",
            "COVID \u{645}\u{631}\u{62D}\u{628}\u{627}\u{200B}",
            vec![Span::new(16, 19)],
        ),
    ];
    let page = page(&[one]);
    assert!(page.contains("<p lang=\"en\" dir=\"ltr\"><mark>a</mark> &lt; <mark>b</mark><span class=\"unseen\">U+202E</span>c</p>"), "{page}");
    assert!(page.contains("lang=\"ar\" dir=\"ltr\"") || page.contains("lang=\"ar\" dir=\"rtl\""));
    assert!(
        page.contains("<mark><span class=\"unseen\">U+200B</span></mark>"),
        "{page}"
    );
    assert!(page.contains("data-severity=\"error\" data-rule=\"G008\" data-file=\"a.toml\""));
    assert!(page.contains("<option value=\"G008\">G008 A character that nobody sees (1)</option>"));
    assert!(page.contains("<dt id=\"rule-G008\">"));
    assert_eq!(
        direction("\u{645}\u{631}\u{62D}\u{628}\u{627} (COVI)"),
        "rtl"
    );
    assert_eq!(direction("COVID-19 \u{645}\u{631}"), "ltr");
    assert_eq!(direction("123"), "ltr");
}

#[test]
fn what_is_hidden_is_counted() {
    let mut known = finding();
    known.hidden = Some(Hidden::Known);
    let page = page(&[known]);
    assert!(page.contains("Nothing found. 1 known before, not shown."));
    assert!(!page.contains("<form") && !page.contains("<article"));
}
