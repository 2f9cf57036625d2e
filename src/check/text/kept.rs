//! What stays as it is. Addresses that lead somewhere, those of e-mail and of the web: a letter more or
//! less, and they lead nowhere; that a page has another language in its address is no fault. And
//! abbreviations in brackets, where a slip of the finger makes another of them.

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::Span;
use crate::text::script::Script;

/// Looks for the addresses of the source.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if rules.has(Rule::ChangedAbbreviation) {
        faults.extend(abbreviation(pair));
    }
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

/// Looks for an abbreviation in brackets that the source has otherwise.
fn abbreviation(pair: &Pair<'_>) -> Option<Fault> {
    let (source, target) = (pair.source.text, pair.target.text);
    let is_latin = pair.target.lang.scripts().first() == Some(&Script::Latin);
    let ours = |word: &str| words(source).any(|one| one.strip_suffix('s').unwrap_or(one) == word);
    let (span, wanted) = bracketed(target).find_map(|span| {
        let written = &target[span.range()];
        let lost = |word: &&str| is_abbreviation(word) && !words(target).any(|one| one == *word);
        let swapped = || {
            words(source)
                .filter(lost)
                .find(|word| is_swapped(word, written, is_latin))
        };
        let other = || {
            let theirs = bracketed(source).map(|span| &source[span.range()]);
            let near = |word: &&str| !is_latin && strsim::osa_distance(word, written) == 1;
            theirs.filter(lost).find(near)
        };
        let wanted = (!ours(written)).then(|| swapped().or_else(other))??;
        Some((span, wanted))
    })?;
    let written = &target[span.range()];
    let message = format!("\"{written}\" where the source has \"{wanted}\"");
    let mut fault = Fault::new(Rule::ChangedAbbreviation, Side::Target, message).at(span);
    let start = wanted.as_ptr() as usize - source.as_ptr() as usize;
    fault.source.push(Span::new(start, start + wanted.len()));
    fault.hint = Some(format!("write \"{wanted}\"").into());
    Some(fault)
}

/// Returns the abbreviations that stand in brackets by themselves.
fn bracketed(text: &str) -> impl Iterator<Item = Span> {
    let opened = memchr::memchr_iter(b'(', text.as_bytes());
    opened.filter_map(|open| {
        let rest = &text[open + 1..];
        let length = rest.bytes().take(MOST + 1).position(|byte| byte == b')')?;
        is_abbreviation(&rest[..length]).then(|| Span::new(open + 1, open + 1 + length))
    })
}

/// Most letters of an abbreviation.
const MOST: usize = 12;

fn is_abbreviation(word: &str) -> bool {
    (3..=MOST).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
}

/// Tells whether two letters of an abbreviation changed places. A language in Latin letters has its own,
/// and those begin with another letter: IAEA and AIEA.
fn is_swapped(wanted: &str, written: &str, is_latin: bool) -> bool {
    wanted.len() == written.len()
        && strsim::osa_distance(wanted, written) == 1
        && strsim::levenshtein(wanted, written) == 2
        && !(is_latin && (wanted[..1] != written[..1] || wanted.len() < 4))
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
