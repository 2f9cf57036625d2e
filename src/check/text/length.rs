//! Translations that are far too long or too short: a sentence was lost, or two units were mixed up.
//! How long a translation is hangs on the languages; how far it strays, on the length of the text.

use crate::check::pair::{Pair, PairSide};
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::quantity::Quantity;
use crate::text::{Found, Lang};

/// Compares the lengths of both sides.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if !rules.has(Rule::OddLength) {
        return;
    }
    let (source, target) = (letters(&pair.source), letters(&pair.target));
    let usual = letters_of(pair.target.lang) / letters_of(pair.source.lang);
    let expected = source * usual;
    let longer = expected.max(target);
    if longer < SHORT {
        return;
    }
    let strays = (target.max(1.0) / expected.max(1.0)).ln().abs();
    if strays < BOUND + SPREAD / longer.sqrt() || has_lunar_date(pair) {
        return;
    }
    let word = if target > expected { "long" } else { "short" };
    let message = format!("too {word}: {target:.0} letters where about {expected:.0} are usual");
    faults.push(Fault::new(Rule::OddLength, Side::Target, message));
}

/// A text of fewer letters is of any length in another language.
const SHORT: f64 = 40.0;
/// How far a long text may stray, as a logarithm: to a half or to the double.
const BOUND: f64 = 0.7;
/// How much farther a short one may.
const SPREAD: f64 = 4.0;

/// Tells whether one side has a date of the lunar calendar, whose names take a line and which other
/// languages leave out.
fn has_lunar_date(pair: &Pair<'_>) -> bool {
    let is_lunar = |found: &Found<Quantity>| match &found.value {
        Quantity::Date(date) => date.lunar().is_some(),
        Quantity::Number(_) => false,
    };
    let mut sides = [&pair.source, &pair.target].into_iter();
    sides.any(|side| side.reading.quantities().iter().any(is_lunar))
}

/// Returns how many letters a language takes for one of English.
fn letters_of(lang: &Lang) -> f64 {
    lang.usual_length().map_or(1.0, |length| length.ratio)
}

/// Counts the letters of a text outside of brackets: there a translation repeats names as the source
/// writes them.
fn letters(text: &PairSide<'_>) -> f64 {
    let bytes = text.text.as_bytes();
    let all = count(bytes);
    if memchr::memchr(b'(', bytes).is_none() {
        return all as f64;
    }
    let mut inside = 0;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'(', &bytes[at..]) {
        let start = at + open;
        let Some(length) = memchr::memchr(b')', &bytes[start..]) else {
            break;
        };
        inside += count(&bytes[start..=start + length]);
        at = start + length;
    }
    (all - inside) as f64
}

/// Counts bytes that begin a character, but for spaces and those of ZERO WIDTH SPACE.
fn count(bytes: &[u8]) -> usize {
    let letters = bytes
        .iter()
        .filter(|&&byte| byte & 0xC0 != 0x80 && byte != b' ');
    let hints = memchr::memmem::find_iter(bytes, "\u{200B}".as_bytes()).count();
    letters.count() - hints
}
