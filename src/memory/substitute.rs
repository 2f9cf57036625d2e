//! Numbers and dates of a translation brought to those of the segment, where the match differs in them.
//! Done only when nothing has to be guessed: each that differs stands in the translation exactly once,
//! and is written there in a way that is known for its language. Else the translation stays as it is,
//! for one that is half changed is worse than one that is not.

use crate::segment::Reading;
use crate::text::digit;
use crate::text::quantity::Quantity;
use crate::text::{Found, Lang, Span};

/// A translation in which numbers or dates were put in place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// The translation.
    pub text: String,
    /// What stood there, and what stands there now, in order.
    pub replaced: Vec<(String, String)>,
}

/// Writes the numbers and dates of a segment into the translation of one that is like it; `None`
/// where none differ, or where it cannot be done for all of them.
///
/// ```
/// use chancery::memory::substitute_quantities;
/// use chancery::segment::Reading;
/// use chancery::text::Lang;
///
/// let french = Lang::parse("fr")?;
/// let proposed = substitute_quantities(
///     &Reading::new("The 12 experts met."),
///     &Reading::new("The 9 experts met."),
///     "Les 9 experts se sont réunis.",
///     &french,
/// );
/// assert_eq!(proposed.map(|proposed| proposed.text).as_deref(), Some("Les 12 experts se sont réunis."));
/// # Ok::<(), chancery::text::lang::LangError>(())
/// ```
pub fn substitute_quantities(
    wanted: &Reading<'_>,
    source: &Reading<'_>,
    target: &str,
    target_lang: &Lang,
) -> Option<Substitution> {
    let (new, old) = (wanted.quantities(), source.quantities());
    if new.len() != old.len() {
        return None;
    }
    let there = Reading::new(target);
    let there = there.quantities();
    let is_twice = |value: &Quantity| {
        old.iter()
            .filter(|found| found.value.matches(value))
            .count()
            > 1
    };
    let mut places: Vec<(Span, String)> = Vec::new();
    for (new, old) in new.iter().zip(old) {
        if new.value.matches(&old.value) {
            continue;
        }
        let mut same = there.iter().filter(|found| found.value.matches(&old.value));
        let place = same.next().filter(|_| same.next().is_none())?;
        // What stands for two numbers of the source cannot become two.
        if is_twice(&old.value) || places.iter().any(|(span, _)| *span == place.span) {
            return None;
        }
        let text = written(
            (&new.value, &wanted.text()[new.span.range()]),
            (&old.value, &source.text()[old.span.range()]),
            place,
            target,
            target_lang,
        )?;
        places.push((place.span, text));
    }
    if places.is_empty() {
        return None;
    }
    places.sort_unstable_by_key(|(span, _)| *span);
    let mut text = String::new();
    let mut replaced = Vec::new();
    let mut at = 0;
    for (span, new) in places {
        text.push_str(&target[at..span.start]);
        text.push_str(&new);
        replaced.push((target[span.range()].to_owned(), new));
        at = span.end;
    }
    text.push_str(&target[at..]);
    Some(Substitution { text, replaced })
}

/// Writes a quantity as the translation has the old one: as the language does, or as the source does.
fn written(
    (new, new_text): (&Quantity, &str),
    (old, old_text): (&Quantity, &str),
    place: &Found<Quantity>,
    target: &str,
    lang: &Lang,
) -> Option<String> {
    let there = &target[place.span.range()];
    let usual = |value: &Quantity| value.written(lang);
    let is_usual = |value: &Quantity| usual(value).is_some_and(|usual| usual == there);
    let is_ascii = |value: &Quantity| usual(value).is_some_and(|usual| in_ascii(&usual) == there);
    let values = [&place.value, old];
    if values.into_iter().any(is_usual) {
        usual(new)
    } else if values.into_iter().any(is_ascii) {
        // In the way of the language, but with European digits.
        usual(new).map(|text| in_ascii(&text))
    } else {
        (there == old_text).then(|| new_text.to_owned())
    }
}

fn in_ascii(text: &str) -> String {
    let digit = |c: char| digit::value(c).map_or(c, |value| char::from(b'0' + value));
    text.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(wanted: &str, source: &str, target: &str, lang: &str) -> Option<String> {
        let lang = Lang::parse(lang).unwrap();
        let (wanted, source) = (Reading::new(wanted), Reading::new(source));
        substitute_quantities(&wanted, &source, target, &lang).map(|proposed| proposed.text)
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        let (old, new) = ("The 9 rooms", "The 12345 rooms");
        for (target, lang, expected) in [
            (
                "\u{1780} \u{17E9} \u{1781}",
                "km",
                Some("\u{1780} \u{17E1}\u{17E2}.\u{17E3}\u{17E4}\u{17E5} \u{1781}"),
            ),
            (
                "\u{1780} 9 \u{1781}",
                "km",
                Some("\u{1780} 12.345 \u{1781}"),
            ),
            ("Les 9 salles", "fr", Some("Les 12\u{202F}345 salles")),
            ("Les 9 salles sur 9", "fr", None),
            ("Les neuf salles", "fr", None),
        ] {
            assert_eq!(
                proposed(new, old, target, lang).as_deref(),
                expected,
                "{target}"
            );
        }
    }

    #[test]
    fn dates_are_put_in_as_a_whole() {
        let target = "Le 5 mai 2024, \u{E0} Paris";
        let proposed = proposed(
            "On 6 June 2025, in Paris",
            "On 5 May 2024, in Paris",
            target,
            "fr",
        );
        assert_eq!(proposed.as_deref(), Some("Le 6 juin 2025, \u{E0} Paris"));
    }

    #[test]
    fn what_cannot_be_done_for_all_is_done_for_none() {
        let target = "Les 9 salles et huit tables";
        assert_eq!(
            proposed("12 rooms, 7 tables", "9 rooms, 8 tables", target, "fr"),
            None
        );
        assert_eq!(
            proposed("12 rooms", "9 rooms, 8 tables", target, "fr"),
            None
        );
        assert_eq!(
            proposed("9 rooms, 8 chairs", "9 rooms, 8 tables", target, "fr"),
            None
        );
    }
}
