//! What stands on every page: headers, footers, page numbers, letterheads. A line near the top or
//! bottom of a page, at the same height as on other pages, is no text of the document if it is the
//! same there. If it is the same to the letter, its first occurrence stays, since a letterhead is text
//! once; if it is the same but for a number that goes with the pages, none stays. Articles that are
//! numbered from page to page by chance stand at different heights.

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::{Line, Pages};
use crate::text::digit;

/// How many lines from the top and from the bottom may be header or footer.
const NEAR: usize = 6;

/// Returns the pages without what repeats on them.
pub(super) fn without(mut pages: Pages) -> Pages {
    let keys = keys(&pages.lines);
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for key in keys.iter().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    let page_count = pages.lines.last().map_or(0, |line| line.page) as usize;
    // Two pages may have a line in common by chance; of many, a good part must.
    let least = 2.max(page_count / 4);
    let repeats = |key: &String| {
        counts
            .get(key.as_str())
            .is_some_and(|&count| count >= least)
    };
    let mut met: FxHashSet<&str> = FxHashSet::default();
    let drop: Vec<bool> = (keys.iter())
        .map(|keys| match keys.split_first() {
            Some((_, counted)) if counted.iter().any(repeats) => true,
            Some((same, _)) if repeats(same) => !met.insert(same),
            _ => false,
        })
        .collect();
    let mut dropped = drop.into_iter();
    pages.lines.retain(|_| !dropped.next().unwrap_or(false));
    pages
}

/// Returns for each line near an edge of its page what it has in common with others: its height with
/// its text, and with its text but for the first number, and the last, as counted from the page.
fn keys(lines: &[Line]) -> Vec<Vec<String>> {
    let mut keys = vec![Vec::new(); lines.len()];
    let mut from = 0;
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        for (index, line) in page.iter().enumerate() {
            if index < NEAR || index + NEAR >= page.len() {
                keys[from + index] = of_line(line);
            }
        }
        from += page.len();
    }
    keys
}

fn of_line(line: &Line) -> Vec<String> {
    let text = line.text.trim();
    let height = line.y.round();
    let mut keys = vec![format!("{height} {text}")];
    let is_digit = |c: char| digit::value(c).is_some();
    let number = |from: usize| {
        let rest = &text[from..];
        let end = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let digits = rest[..end].chars().filter_map(digit::value).take(9);
        let value = digits.fold(0_i64, |sum, digit| sum * 10 + i64::from(digit));
        let offset = value - i64::from(line.page);
        format!("{height} {}<{offset}>{}", &text[..from], &rest[end..])
    };
    if let Some(first) = text.find(is_digit) {
        keys.push(number(first));
        let last = text
            .trim_end_matches(|c| !is_digit(c))
            .trim_end_matches(is_digit)
            .len();
        if last != first {
            keys.push(number(last));
        }
    }
    keys
}
