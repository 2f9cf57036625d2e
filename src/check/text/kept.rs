//! Addresses that lead somewhere: those of e-mail and of the web. A letter more or less, and they
//! lead nowhere. That a page has another language in its address is no fault.

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::Span;

/// Looks for the addresses of the source.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if !rules.has(Rule::ChangedAddress) {
        return;
    }
    let source = addresses(pair.source.text);
    if source.is_empty() {
        return;
    }
    let target = addresses(pair.target.text);
    let langs = [pair.source.lang.primary(), pair.target.lang.primary()];
    let key = |text: &str, span: Span| plain(&text[span.range()], langs);
    let theirs: Vec<String> = target
        .iter()
        .map(|&span| key(pair.target.text, span))
        .collect();
    let lost: Vec<Span> = source
        .into_iter()
        .filter(|&span| !theirs.contains(&key(pair.source.text, span)))
        .collect();
    if let Some(&first) = lost.first() {
        let ours: Vec<String> = lost
            .iter()
            .map(|&span| key(pair.source.text, span))
            .collect();
        let written = &pair.source.text[first.range()];
        let message = format!("\"{written}\" of the source is not in the translation");
        let mut fault = Fault::new(Rule::ChangedAddress, Side::Target, message);
        let other = target
            .into_iter()
            .zip(theirs)
            .filter(|(_, key)| !ours.contains(key));
        fault.target = if lost.len() == 1 {
            other.map(|(span, _)| span).collect()
        } else {
            Vec::new()
        };
        fault.source = lost;
        fault.hint = Some(format!("write \"{written}\"").into());
        faults.push(fault);
    }
}

/// Finds the addresses of a text: words of ASCII with `@` or `://` in them, or `www.` before them.
fn addresses(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let has = |needle: &[u8]| memchr::memmem::find(bytes, needle).is_some();
    if memchr::memchr(b'@', bytes).is_none() && !has(b"://") && !has(b"www.") {
        return Vec::new();
    }
    let inside = |c: char| {
        c.is_ascii_graphic()
            && !matches!(
                c,
                '<' | '>' | '"' | '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | '|'
            )
    };
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (inside(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text[from..at].trim_end_matches(['.', ':', '!', '?', '\'', '*', '/']);
                let lead = word.len() - word.trim_start_matches(['\'', '*', ':', '.']).len();
                if is_address(&word[lead..]) {
                    found.push(Span::new(from + lead, from + word.len()));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn is_address(word: &str) -> bool {
    let is_host =
        |host: &str| host.contains('.') && host.starts_with(|c: char| c.is_ascii_alphanumeric());
    if let Some((name, host)) = word.split_once('@') {
        return !name.is_empty() && is_host(host);
    }
    let rest = word.split_once("://").map(|(_, rest)| rest);
    rest.is_some_and(is_host)
        || word
            .strip_prefix("www.")
            .is_some_and(|rest| rest.contains('.'))
}

/// Returns what makes an address differ from others.
fn plain(address: &str, langs: [&str; 2]) -> String {
    let small = address.to_ascii_lowercase();
    let bare = small.strip_prefix("mailto:").unwrap_or(&small);
    let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let parts = bare
        .split('/')
        .filter(|part| !langs.contains(part) && *part != "kh");
    parts.collect::<Vec<&str>>().join("/")
}
