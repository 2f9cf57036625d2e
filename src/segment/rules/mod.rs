//! The rules of the languages, each with its words as data beside its code.

mod burmese;
mod cjk;
mod english;
mod khmer;
mod lao;
mod latin;
mod thai;
mod unicode;

use crate::text::Lang;

use super::sentence::Rules;

/// Returns the rules of a language.
pub(super) fn of(lang: &Lang) -> &'static dyn Rules {
    match lang.primary() {
        "en" => &english::ENGLISH,
        "km" => &khmer::Khmer,
        "th" => &thai::Thai,
        "lo" => &lao::Lao,
        "my" | "shn" | "mnw" | "ksw" => &burmese::Burmese,
        "zh" | "ja" | "yue" | "wuu" => &cjk::Cjk,
        other => latin::by_code(other).map_or(&unicode::Unicode, |rules| rules as &dyn Rules),
    }
}
