//! Inline codes and placeholders: what the program behind the text will look for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::placeholder::{Placeholder, Sort, has_none, placeholders};
use crate::check::pair::Pair;
use crate::check::unit::{Fault, Plural, Side};
use crate::model::unit::{Code, CodeKind, Inline, Native, Seg};
use crate::report::rule::{Rule, Rules};
use crate::text::Found;
use crate::text::quantity::Quantity;

/// A code: one that the file has as such, or what is typed as text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Inline(String),
    Typed(String),
    /// A label in angle brackets, whatever it says.
    Label,
}

/// How often a code comes on either side.
#[derive(Default)]
struct Count {
    /// What it was written as first.
    text: String,
    /// Where it is surely one.
    sure: [usize; 2],
    /// With what may be one.
    all: [usize; 2],
}

type Counts = BTreeMap<Key, Count>;

/// Compares the codes of both sides.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    let coded = |seg: &Seg| matches!(seg, Seg::Coded(_));
    let texts = [pair.source.text, pair.target.text];
    let segs = [&pair.unit.source, &pair.unit.target];
    let none = !segs.into_iter().any(coded) && texts.into_iter().all(has_none);
    if none || pair.target.is_blank() || pair.source.is_blank() || !rules.has(Rule::ChangedCodes) {
        return;
    }
    if texts.into_iter().all(is_label) {
        return;
    }
    let mut counts = Counts::new();
    for side in [0, 1] {
        if let Seg::Coded(pieces) = segs[side] {
            of_pieces(pieces, &mut |code| {
                let key = Key::Inline(without_words(&code).into_owned());
                add(&mut counts, key, &code, side, true);
            });
        }
        of_text(&mut counts, texts[side], side);
    }
    // Branches of a text for one, few and many things have their codes in each.
    let branches = |text: &str| BRANCHES.iter().any(|head| text.contains(head));
    if texts.into_iter().any(branches) {
        for count in counts.values_mut() {
            (count.sure, count.all) = (count.sure.map(|n| n.min(1)), count.all.map(|n| n.min(1)));
        }
    }
    let of = |side: usize| -> Vec<(&Key, &str)> {
        let missing = |key: &Key, count: &Count| {
            count.sure[side] > count.all[1 - side] && !(side == 0 && is_sum(key, &counts, pair))
        };
        let found = counts.iter().filter(|(key, count)| missing(key, count));
        found
            .map(|(key, count)| (key, count.text.as_str()))
            .collect()
    };
    let (mut lost, mut added) = (of(0), of(1));
    free_number(pair, &mut lost, &mut added);
    let message = message(&lost, &added);
    if !message.is_empty() {
        faults.push(Fault::new(Rule::ChangedCodes, Side::Target, message));
    }
}

/// Of a plural form, forgets the placeholder of the number: a form that is for a few numbers may say
/// them in words, and one that is for many shows it though the singular of the source does not.
fn free_number(pair: &Pair<'_>, lost: &mut Vec<(&Key, &str)>, added: &mut Vec<(&Key, &str)>) {
    let is_number = |codes: &[(&Key, &str)]| matches!(codes, [(Key::Typed(_), code)] if !code.ends_with(['s', '@', '>']));
    let plural = pair.unit.plural;
    if plural == Some(Plural::Few) && is_number(lost) {
        lost.clear();
    }
    if plural.is_some() && is_number(added) {
        added.clear();
    }
}

/// What begins a text with branches for one and many things, or for women and men.
const BRANCHES: [&str; 6] = [
    ", plural,",
    ", select,",
    ", selectordinal,",
    "{{PLURAL:",
    "{{GENDER:",
    "{{plural:",
];

/// Adds the placeholders that are typed in a text. A style that ordinary text may have counts where
/// it is in the source: a translator types none.
fn of_text(counts: &mut Counts, text: &str, side: usize) {
    for Placeholder { text, sort } in placeholders(text) {
        let key = match sort {
            Sort::Label => Key::Label,
            _ => Key::Typed(without_words(text).replace(' ', "")),
        };
        let sure = match sort {
            Sort::Sure => true,
            Sort::Likely | Sort::Label | Sort::Sum => side == 0,
            Sort::Possible => false,
        };
        add(counts, key, text, side, sure);
    }
}

/// Returns a tag without the values that are shown to a reader, which are translated.
fn without_words(tag: &str) -> Cow<'_, str> {
    const SHOWN: [&str; 4] = [" title=", " alt=", " placeholder=", " aria-label="];
    let mut tag = Cow::Borrowed(tag);
    if !tag.contains('=') {
        return tag;
    }
    for name in SHOWN {
        let Some(start) = tag.find(name).map(|at| at + name.len()) else {
            continue;
        };
        let quote = tag[start..]
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''));
        let value = quote.and_then(|quote| tag[start + 1..].find(quote));
        if let Some(length) = value {
            tag.to_mut().replace_range(start..start + length + 2, "");
        }
    }
    tag
}

/// Tells whether `$1` may be a sum of dollars: nothing else in the source is code, nor is there a `$1`
/// and a `$2`, or the translation has the number.
fn is_sum(key: &Key, counts: &Counts, pair: &Pair<'_>) -> bool {
    let Key::Typed(text) = key else { return false };
    let Some(Ok(sum)) = text.strip_prefix('$').map(str::parse::<u64>) else {
        return false;
    };
    let has = |code: &str| counts.contains_key(&Key::Typed(code.to_owned()));
    let code = ["{{", "[["]
        .iter()
        .any(|code| pair.source.text.contains(code));
    let same = |found: &Found<Quantity>| match &found.value {
        Quantity::Number(number) => number.readings().any(|one| one.whole() == Some(sum)),
        Quantity::Date(_) => false,
    };
    !(code || has("$1") && has("$2")) || pair.target.reading.spelled_quantities().iter().any(same)
}

fn add(counts: &mut Counts, key: Key, text: &str, side: usize, sure: bool) {
    let count = counts.entry(key).or_default();
    if count.text.is_empty() {
        text.clone_into(&mut count.text);
    }
    count.all[side] += 1;
    count.sure[side] += usize::from(sure);
}

/// Tells whether a text is a single label in brackets and nothing else: `<None>`, `{None}`.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    let inner = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    let inner = inner.or_else(|| text.strip_prefix('{')?.strip_suffix('}'));
    inner.is_some_and(|inner| {
        inner.starts_with(|c: char| c.is_uppercase() || !c.is_ascii())
            && !inner.contains(['<', '{', '=', '/'])
    })
}

/// Says what is lost and what is not in the source; nothing where that is nothing.
fn message(lost: &[(&Key, &str)], added: &[(&Key, &str)]) -> String {
    let words = |codes: &[(&Key, &str)]| {
        let texts: Vec<&str> = codes.iter().map(|(_, text)| *text).collect();
        texts.join(" ")
    };
    let is_typed = |&&(key, text): &&(&Key, &str)| {
        matches!(key, Key::Inline(_)) && added.iter().any(|&(_, other)| other == text)
    };
    let typed: Vec<(&Key, &str)> = lost.iter().filter(is_typed).copied().collect();
    match (lost, added) {
        ([], []) => String::new(),
        _ if !typed.is_empty() => format!("codes of the file typed as text: {}", words(&typed)),
        (lost, []) => format!("lost: {}", words(lost)),
        ([], added) => format!("not in the source: {}", words(added)),
        (lost, added) => format!(
            "{} of the source, {} in the translation",
            words(lost),
            words(added)
        ),
    }
}

/// Calls for each code with what it stands for.
fn of_pieces(pieces: &[Inline], each: &mut impl FnMut(String)) {
    for piece in pieces {
        match piece {
            Inline::Text(_) => {}
            Inline::Code(code) => each(name(code)),
            Inline::Highlight(highlight) => of_pieces(&highlight.pieces, each),
        }
    }
}

/// Returns the markup of a code; of one without, its kind and what joins it with the other language.
fn name(code: &Code) -> String {
    let markup = code.content.iter().filter_map(|native| match native {
        Native::Markup(markup) => Some(markup.trim()),
        Native::Sub(_) => None,
    });
    let markup: String = markup.collect();
    if !markup.is_empty() {
        return markup;
    }
    let kind = match code.kind {
        CodeKind::Begin => "<bpt",
        CodeKind::End => "<ept",
        CodeKind::Isolated => "<it",
        CodeKind::Placeholder => "<ph",
        CodeKind::Unknown => "<ut",
    };
    let number = code
        .external
        .as_ref()
        .or(code.function.as_ref())
        .or(code.pair.as_ref());
    number.map_or_else(|| format!("{kind}>"), |number| format!("{kind} {number}>"))
}
