//! Translations that are none: nothing at all, or the source once more.

use crate::check::pair::Pair;
use crate::check::unit::{Fault, Side};
use crate::report::rule::{Rule, Rules};
use crate::text::script::{Script, script_of};

/// Looks whether there is a translation.
pub(super) fn check(pair: &Pair<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if pair.target.is_blank() {
        if rules.has(Rule::NoTranslation) && pair.source.text.contains(char::is_alphanumeric) {
            let mut fault = Fault::new(
                Rule::NoTranslation,
                Side::Target,
                "there is no translation".to_owned(),
            );
            fault.hint = Some("translate it".into());
            faults.push(fault);
        }
        return;
    }
    let (source, target) = (pair.source.text.trim(), pair.target.text.trim());
    if rules.has(Rule::Untranslated)
        && source == target
        && pair.source.lang.primary() != pair.target.lang.primary()
        && has_words(pair)
    {
        let message = "the translation is the source".to_owned();
        faults.push(Fault::new(Rule::Untranslated, Side::Target, message));
    }
}

/// Tells whether a text has words to translate: in small letters, for a name has capitals, and
/// without signs and digits, for those are codes. Where both languages are written in one script
/// some words are the same in both.
fn has_words(pair: &Pair<'_>) -> bool {
    let scripts = pair.target.lang.scripts();
    let is_own = |c: char| script_of(c).is_some_and(|script| scripts.contains(&script));
    let text: &str = pair.source.text;
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let unspaced = |c: char| script_of(c).is_some_and(|script| script != Script::Latin);
    // A script that has no capitals shows no names; a longer text is more than one.
    let long = letters
        .clone()
        .filter(|&c| unspaced(c) && !is_own(c))
        .nth(9)
        .is_some();
    let alike = letters.filter(|&c| is_own(c)).count() * 2 > text.chars().count();
    let least = if alike { 4 } else { 2 };
    let word = |word: &&str| {
        let word = word.trim_matches(|c: char| {
            matches!(
                c,
                ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '\u{201C}' | '\u{201D}'
            )
        });
        word.len() > 2 && word.chars().all(char::is_lowercase)
    };
    long || text
        .split_whitespace()
        .filter(word)
        .nth(least - 1)
        .is_some()
}
