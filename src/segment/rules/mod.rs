//! The rules of the languages, each with its words as data beside its code.

mod burmese;
mod cjk;
mod khmer;
mod lao;
mod latin;
mod thai;
mod unicode;

use crate::text::Lang;

use super::place::Rules;

pub(super) use latin::is_short;

/// The rules by their names, as the table of languages and files of SRX have them; those for languages
/// without rules of their own last.
pub(super) static RULES: [(&str, &dyn Rules); 16] = [
    ("English", &latin::ENGLISH),
    ("Khmer", &khmer::Khmer),
    ("Lao", &lao::Lao),
    ("Burmese", &burmese::Burmese),
    ("Chinese", &cjk::Cjk),
    ("Thai", &thai::Thai),
    ("French", &latin::FRENCH),
    ("Spanish", &latin::SPANISH),
    ("Portuguese", &latin::PORTUGUESE),
    ("Italian", &latin::ITALIAN),
    ("German", &latin::GERMAN),
    ("Dutch", &latin::DUTCH),
    ("Vietnamese", &latin::VIETNAMESE),
    ("Malay", &latin::MALAY),
    ("Tagalog", &latin::TAGALOG),
    ("Other", &unicode::Unicode),
];

/// Returns the rules of a language.
pub(super) fn of(lang: &Lang) -> &'static dyn Rules {
    let name = lang.sentence_rules();
    let named = RULES.iter().find(|rules| Some(rules.0) == name);
    named.map_or(&unicode::Unicode, |rules| rules.1)
}
