//! Names: words with capitals, with the small words that join them.

use super::{Candidates, place, term_key, words};
use crate::glossary::rendering::Bitext;
use crate::glossary::tokens::Token;

/// The most words of a name.
const LONGEST: usize = 14;

/// Finds the names in the source texts.
pub(super) fn names(bitext: &Bitext<'_>) -> Candidates {
    let mut found = Candidates::new();
    // Words that are capitalised where no sentence begins: of the others a capital says nothing.
    let mut certain = vec![false; bitext.source_words()];
    for pair in 0..bitext.pairs().len() {
        let text = &bitext.pairs()[pair].source;
        if is_shouted(text) {
            continue;
        }
        for token in bitext.source_tokens(pair) {
            if !token.first && is_capital(text, token) {
                certain[token.id as usize] = true;
            }
        }
    }
    for (pair, texts) in bitext.pairs().iter().enumerate() {
        if is_shouted(&texts.source) {
            continue;
        }
        let tokens = bitext.source_tokens(pair);
        let mut at = 0;
        while at < tokens.len() {
            let end = end_of_name(&texts.source, tokens, at);
            if end == at {
                at += 1;
                continue;
            }
            let parts = parts(&texts.source, tokens, at, end);
            for &(first, last) in &parts {
                let one_word = first == last;
                let word = bitext.source_word(tokens[first].id);
                let doubtful = tokens[first].first && !certain[tokens[first].id as usize];
                let no_name = words::is_stop(word) || words::is_calendar(word) || word.len() < 3;
                if one_word && (doubtful || no_name) {
                    continue;
                }
                let inside = parts
                    .iter()
                    .any(|&(a, b)| a <= first && last <= b && (a, b) != (first, last));
                let inside = inside && !is_own(&texts.source, tokens, first, last);
                let (place, name) = place(bitext, pair, first, last);
                let one = found.entry(term_key(&name)).or_default();
                one.add(&name, place);
                one.nested += usize::from(inside);
            }
            at = end;
        }
    }
    // What is never found but inside longer names is no name of its own.
    found.retain(|_, one| one.nested < one.places.len());
    for one in found.values_mut() {
        let length = one.text().split_whitespace().count() as f64;
        let own = one.places.len() - one.nested;
        one.score = (length + 0.5).log2().max(0.3) * own as f64;
    }
    found
}

/// Tells whether a text is all in capitals, so that they say nothing.
fn is_shouted(text: &str) -> bool {
    let (mut small, mut capital) = (0, 0);
    for c in text.chars() {
        small += usize::from(c.is_lowercase());
        capital += usize::from(c.is_uppercase());
    }
    capital > 12 && small * 4 < capital
}

fn is_capital(text: &str, token: &Token) -> bool {
    text[token.span.range()].starts_with(char::is_uppercase)
}

/// Tells whether nothing but a space, a hyphen, a point of an initial or a bracketless mark that
/// belongs to names is between a token and the one before it.
fn joins(text: &str, before: &Token, token: &Token) -> bool {
    let between = &text[before.span.end..token.span.start];
    let plain = between.trim();
    if token.first {
        // An initial or a title: "Sean K. Neill", "H.E. Mr. Kim".
        let short = before.span.len() <= 3;
        return plain == "." && short && between.len() > 1;
    }
    let apostrophe = matches!(plain, "'" | "\u{2019}") && before.span.len() == 1;
    apostrophe || plain.is_empty() || matches!(plain, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")
}

/// Returns the end of the name that begins with a token, which is that token if none does.
fn end_of_name(text: &str, tokens: &[Token], start: usize) -> usize {
    let lower = |token: &Token| text[token.span.range()].to_lowercase();
    if !is_capital(text, &tokens[start])
        || (tokens[start].first && words::is_stop(&lower(&tokens[start])))
    {
        return start;
    }
    let mut end = start + 1;
    let mut at = start + 1;
    while let Some(token) = tokens.get(at) {
        if at - start >= LONGEST || !joins(text, &tokens[at - 1], token) {
            break;
        }
        if words::is_calendar(&lower(token)) {
            break;
        }
        let number = text[token.span.range()].starts_with(|c: char| c.is_ascii_digit());
        let joined = text[..token.span.start].ends_with('-');
        if is_capital(text, token) || number && joined {
            end = at + 1;
        } else if !words::is_joining(&lower(token)) || at - end >= 2 {
            break;
        }
        at += 1;
    }
    end
}

/// Tells whether a part of a name is a name of its own: what another joining word than "of" and "and"
/// parts, and what has the head word of a title, a body and so on.
fn is_own(text: &str, tokens: &[Token], first: usize, last: usize) -> bool {
    let parts = |at: Option<usize>| {
        let word = at.and_then(|at| tokens.get(at));
        word.is_some_and(|word| PARTING.contains(&&text[word.span.range()]))
    };
    let name = &text[tokens[first].span.start..tokens[last].span.end];
    last > first
        && (parts(first.checked_sub(1)) || parts(Some(last + 1)) || words::kind_of(name).is_some())
}

/// Words between names that need not be one.
const PARTING: &[&str] = &["for", "with", "to", "in", "on"];

/// Returns the name, and where "and" may join two names, both parts and the whole only if one head
/// may govern both; each as first and last token.
fn parts(text: &str, tokens: &[Token], start: usize, end: usize) -> Vec<(usize, usize)> {
    let lower = |at: usize| text[tokens[at].span.range()].to_lowercase();
    let start = (start..end)
        .find(|&at| !words::is_joining(&lower(at)))
        .unwrap_or(start);
    let mut parts = Vec::new();
    let mut first = start;
    let (mut headed, mut parted) = (false, false);
    for at in start..end {
        let word = lower(at);
        headed |= words::is_headed(&word);
        let parting =
            matches!(word.as_str(), "and" | "et" | "y") || PARTING.contains(&word.as_str());
        if parting && at > first && at + 1 < end {
            parts.push((first, at - 1));
            // Before an article another name begins.
            parted |= matches!(word.as_str(), "and" | "et" | "y")
                && matches!(lower(at + 1).as_str(), "the" | "la" | "le" | "les");
            first = (at + 1..end)
                .find(|&at| !words::is_joining(&lower(at)))
                .unwrap_or(end - 1);
        }
    }
    let whole = (start, end - 1);
    if parts.is_empty() || headed && !parted {
        parts.insert(0, whole);
    }
    if first != start {
        parts.push((first, end - 1));
    }
    // "Minister of Foreign Affairs of Japan": what is before the last joining word is a name too.
    if let Some(at) = (start + 2..end - 1).rev().find(|&at| lower(at) == "of")
        && !parted
    {
        parts.push((start, at - 1));
    }
    parts.dedup();
    parts.retain(|&(first, last)| {
        first <= last && is_capital(text, &tokens[first]) && is_capital(text, &tokens[last])
    });
    parts
}
