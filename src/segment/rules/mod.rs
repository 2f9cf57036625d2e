//! The rules of the languages, each with its words as data beside its code.

pub(in crate::segment) mod burmese;
mod cjk;
pub(in crate::segment) mod english;
mod khmer;
mod lao;
pub(in crate::segment) mod latin;
pub(in crate::segment) mod thai;
mod unicode;

use crate::text::Lang;

use super::sentence::Rules;

/// Returns the rules of a language.
pub(super) fn of(lang: &Lang) -> &'static dyn Rules {
    match lang.sentence_rules() {
        Some("English") => &english::ENGLISH,
        Some("Khmer") => &khmer::Khmer,
        Some("Thai") => &thai::Thai,
        Some("Lao") => &lao::Lao,
        Some("Burmese") => &burmese::Burmese,
        Some("Chinese") => &cjk::Cjk,
        Some(name) => latin::named(name).map_or(&unicode::Unicode, |rules| rules as &dyn Rules),
        None => &unicode::Unicode,
    }
}
