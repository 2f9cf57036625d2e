//! Scripts, told by ranges of characters, and the orthographic clusters that a reader takes for one
//! letter. Scripts whose texts chancery cannot treat in a way of their own are all
//! [`Script::Other`]. The language of a text is not guessed: many are written in one script.

mod cluster;

use std::fmt;

use super::Lang;

pub use cluster::{Clusters, clusters};

/// A script (Unicode Standard Annex #24), or a family of scripts where nothing hangs on the
/// difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Latin.
    Latin,
    /// Khmer.
    Khmer,
    /// Thai.
    Thai,
    /// Lao.
    Lao,
    /// Myanmar: Burmese, Shan, Mon and others.
    Myanmar,
    /// Han: Chinese, and the kanji and hanja of Japanese and Korean.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Hangul, as syllables or as jamo.
    Hangul,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Arabic.
    Arabic,
    /// Hebrew.
    Hebrew,
    /// Devanagari.
    Devanagari,
    /// Bengali.
    Bengali,
    /// Tamil.
    Tamil,
    /// Sinhala.
    Sinhala,
    /// Tibetan.
    Tibetan,
    /// Ethiopic.
    Ethiopic,
    /// Any other.
    Other,
}

impl fmt::Display for Script {
    /// Writes the name that the Unicode Standard gives the script.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Script::Other => f.write_str("another"),
            script => write!(f, "{script:?}"),
        }
    }
}

/// Returns the scripts that a language is written in; none where that is not known here.
pub fn usual(lang: &Lang) -> &'static [Script] {
    match lang.primary() {
        "km" => &[Script::Khmer],
        "th" => &[Script::Thai],
        "lo" => &[Script::Lao],
        "my" => &[Script::Myanmar],
        "zh" => &[Script::Han],
        "ja" => &[Script::Han, Script::Kana],
        "ko" => &[Script::Hangul, Script::Han],
        "el" => &[Script::Greek],
        "ru" | "uk" | "bg" | "be" | "mk" => &[Script::Cyrillic],
        "ar" | "fa" | "ur" => &[Script::Arabic],
        "he" => &[Script::Hebrew],
        "hi" | "ne" | "mr" => &[Script::Devanagari],
        "en" | "fr" | "de" | "es" | "pt" | "it" | "nl" | "vi" | "id" | "ms" | "tl" | "pl"
        | "cs" | "sv" | "da" | "no" | "fi" | "is" | "hu" | "ro" | "tr" => &[Script::Latin],
        _ => &[],
    }
}

/// How many scripts there are.
const COUNT: usize = Script::Other as usize + 1;

/// Ranges of one script each, ascending. A block that belongs to one script is one range, with the
/// code points in it that are not assigned yet, so that a new version of Unicode changes nothing.
const RANGES: &[(char, char, Script)] = &[
    ('A', 'Z', Script::Latin),
    ('a', 'z', Script::Latin),
    ('\u{AA}', '\u{AA}', Script::Latin),
    ('\u{BA}', '\u{BA}', Script::Latin),
    ('\u{C0}', '\u{D6}', Script::Latin),
    ('\u{D8}', '\u{F6}', Script::Latin),
    ('\u{F8}', '\u{2B8}', Script::Latin),
    ('\u{2E0}', '\u{2E4}', Script::Latin),
    ('\u{370}', '\u{373}', Script::Greek),
    ('\u{375}', '\u{37D}', Script::Greek),
    ('\u{37F}', '\u{384}', Script::Greek),
    ('\u{386}', '\u{386}', Script::Greek),
    ('\u{388}', '\u{3FF}', Script::Greek),
    ('\u{400}', '\u{484}', Script::Cyrillic),
    ('\u{487}', '\u{52F}', Script::Cyrillic),
    ('\u{530}', '\u{58F}', Script::Armenian),
    ('\u{590}', '\u{5FF}', Script::Hebrew),
    ('\u{600}', '\u{604}', Script::Arabic),
    ('\u{606}', '\u{60B}', Script::Arabic),
    ('\u{60D}', '\u{61A}', Script::Arabic),
    ('\u{61C}', '\u{61E}', Script::Arabic),
    ('\u{620}', '\u{63F}', Script::Arabic),
    ('\u{641}', '\u{64A}', Script::Arabic),
    ('\u{656}', '\u{66F}', Script::Arabic),
    ('\u{671}', '\u{6DC}', Script::Arabic),
    ('\u{6DE}', '\u{6FF}', Script::Arabic),
    ('\u{750}', '\u{77F}', Script::Arabic),
    ('\u{860}', '\u{8E1}', Script::Arabic),
    ('\u{8E3}', '\u{8FF}', Script::Arabic),
    ('\u{900}', '\u{950}', Script::Devanagari),
    ('\u{955}', '\u{963}', Script::Devanagari),
    ('\u{966}', '\u{97F}', Script::Devanagari),
    ('\u{980}', '\u{9FF}', Script::Bengali),
    ('\u{B80}', '\u{BFF}', Script::Tamil),
    ('\u{D80}', '\u{DFF}', Script::Sinhala),
    ('\u{E01}', '\u{E3A}', Script::Thai),
    ('\u{E40}', '\u{E7F}', Script::Thai),
    ('\u{E80}', '\u{EFF}', Script::Lao),
    ('\u{F00}', '\u{FD4}', Script::Tibetan),
    ('\u{FD9}', '\u{FFF}', Script::Tibetan),
    ('\u{1000}', '\u{109F}', Script::Myanmar),
    ('\u{10A0}', '\u{10FA}', Script::Georgian),
    ('\u{10FC}', '\u{10FF}', Script::Georgian),
    ('\u{1100}', '\u{11FF}', Script::Hangul),
    ('\u{1200}', '\u{139F}', Script::Ethiopic),
    ('\u{1780}', '\u{17FF}', Script::Khmer),
    ('\u{19E0}', '\u{19FF}', Script::Khmer),
    ('\u{1C80}', '\u{1C8F}', Script::Cyrillic),
    ('\u{1C90}', '\u{1CBF}', Script::Georgian),
    ('\u{1D00}', '\u{1D25}', Script::Latin),
    ('\u{1D2C}', '\u{1D5C}', Script::Latin),
    ('\u{1D62}', '\u{1D65}', Script::Latin),
    ('\u{1D6B}', '\u{1D77}', Script::Latin),
    ('\u{1D79}', '\u{1DBE}', Script::Latin),
    ('\u{1E00}', '\u{1EFF}', Script::Latin),
    ('\u{1F00}', '\u{1FFF}', Script::Greek),
    ('\u{2071}', '\u{2071}', Script::Latin),
    ('\u{207F}', '\u{207F}', Script::Latin),
    ('\u{2090}', '\u{209C}', Script::Latin),
    ('\u{2126}', '\u{2126}', Script::Greek),
    ('\u{212A}', '\u{212B}', Script::Latin),
    ('\u{2160}', '\u{2188}', Script::Latin),
    ('\u{2C60}', '\u{2C7F}', Script::Latin),
    ('\u{2D00}', '\u{2D2F}', Script::Georgian),
    ('\u{2D80}', '\u{2DDF}', Script::Ethiopic),
    ('\u{2DE0}', '\u{2DFF}', Script::Cyrillic),
    ('\u{2E80}', '\u{2FDF}', Script::Han),
    ('\u{3005}', '\u{3005}', Script::Han),
    ('\u{3007}', '\u{3007}', Script::Han),
    ('\u{3021}', '\u{3029}', Script::Han),
    ('\u{302E}', '\u{302F}', Script::Hangul),
    ('\u{3038}', '\u{303B}', Script::Han),
    ('\u{3041}', '\u{3096}', Script::Kana),
    ('\u{309D}', '\u{309F}', Script::Kana),
    ('\u{30A1}', '\u{30FA}', Script::Kana),
    ('\u{30FD}', '\u{30FF}', Script::Kana),
    ('\u{3131}', '\u{318E}', Script::Hangul),
    ('\u{31F0}', '\u{31FF}', Script::Kana),
    ('\u{3400}', '\u{4DBF}', Script::Han),
    ('\u{4E00}', '\u{9FFF}', Script::Han),
    ('\u{A640}', '\u{A69F}', Script::Cyrillic),
    ('\u{A722}', '\u{A787}', Script::Latin),
    ('\u{A78B}', '\u{A7FF}', Script::Latin),
    ('\u{A8E0}', '\u{A8FF}', Script::Devanagari),
    ('\u{A960}', '\u{A97F}', Script::Hangul),
    ('\u{A9E0}', '\u{A9FF}', Script::Myanmar),
    ('\u{AA60}', '\u{AA7F}', Script::Myanmar),
    ('\u{AB00}', '\u{AB2F}', Script::Ethiopic),
    ('\u{AB30}', '\u{AB5A}', Script::Latin),
    ('\u{AB5C}', '\u{AB64}', Script::Latin),
    ('\u{AC00}', '\u{D7FF}', Script::Hangul),
    ('\u{F900}', '\u{FAFF}', Script::Han),
    ('\u{FB00}', '\u{FB06}', Script::Latin),
    ('\u{FB13}', '\u{FB17}', Script::Armenian),
    ('\u{FB1D}', '\u{FB4F}', Script::Hebrew),
    ('\u{FB50}', '\u{FD3D}', Script::Arabic),
    ('\u{FD50}', '\u{FDFF}', Script::Arabic),
    ('\u{FE70}', '\u{FEFC}', Script::Arabic),
    ('\u{FF21}', '\u{FF3A}', Script::Latin),
    ('\u{FF41}', '\u{FF5A}', Script::Latin),
    ('\u{FF66}', '\u{FF6F}', Script::Kana),
    ('\u{FF71}', '\u{FF9D}', Script::Kana),
    ('\u{FFA0}', '\u{FFDC}', Script::Hangul),
    ('\u{1AFF0}', '\u{1B16F}', Script::Kana),
    ('\u{20000}', '\u{323AF}', Script::Han),
];

/// Returns the script of a character, or `None` for what many scripts share: spaces, European
/// digits, common punctuation, symbols and common accents.
///
/// The digits and the punctuation of one script belong to it: `។` and `១` are Khmer.
pub fn script_of(c: char) -> Option<Script> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    let index = RANGES.partition_point(|&(_, last, _)| last < c);
    match RANGES.get(index) {
        Some(&(first, _, script)) if first <= c => Some(script),
        _ => (c.is_alphabetic() && !is_shared_letter(c)).then_some(Script::Other),
    }
}

/// Letters that have no script of their own: modifier letters, the Arabic tatweel, the Japanese
/// length mark.
fn is_shared_letter(c: char) -> bool {
    matches!(c, '\u{B5}' | '\u{2B9}'..='\u{36F}' | '\u{640}' | '\u{30FC}' | '\u{FF70}' | '\u{2100}'..='\u{214F}' | '\u{1D400}'..='\u{1D7FF}')
}

/// Letters after which the script of a text is taken for known.
const SAMPLE: usize = 4096;

/// Returns the script that most letters of the text are in, or `None` for a text without letters.
/// Looks at the first 4096 letters; of two scripts with as many letters the first in [`Script`]
/// wins.
///
/// ```
/// use chancery::text::script::{Script, dominant};
///
/// assert_eq!(dominant("(ASEAN) \u{17A2}\u{17B6}\u{179F}\u{17CA}\u{17B6}\u{1793} \u{17E5}"), Some(Script::Khmer));
/// assert_eq!(dominant("25 %"), None);
/// ```
pub fn dominant(text: &str) -> Option<Script> {
    let mut counts = [0_usize; COUNT];
    let mut found = None;
    for script in text.chars().filter_map(script_of).take(SAMPLE) {
        counts[script as usize] += 1;
        let best = found.get_or_insert(script);
        let (count, most) = (counts[script as usize], counts[*best as usize]);
        if count > most || (count == most && script < *best) {
            *best = script;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_ascending_and_apart() {
        for pair in RANGES.windows(2) {
            assert!(pair[0].0 <= pair[0].1 && pair[0].1 < pair[1].0, "{pair:?}");
        }
    }

    #[test]
    fn characters_know_their_script() {
        for (c, script) in [
            ('a', Some(Script::Latin)),
            ('\u{1EA1}', Some(Script::Latin)),
            ('\u{1780}', Some(Script::Khmer)),
            ('\u{17D4}', Some(Script::Khmer)),
            ('\u{17E1}', Some(Script::Khmer)),
            ('\u{E01}', Some(Script::Thai)),
            ('\u{E3F}', None),
            ('\u{E81}', Some(Script::Lao)),
            ('\u{1000}', Some(Script::Myanmar)),
            ('\u{4E2D}', Some(Script::Han)),
            ('\u{3042}', Some(Script::Kana)),
            ('\u{D55C}', Some(Script::Hangul)),
            ('\u{44F}', Some(Script::Cyrillic)),
            ('\u{3A9}', Some(Script::Greek)),
            ('\u{60C}', None),
            ('\u{628}', Some(Script::Arabic)),
            ('\u{5D0}', Some(Script::Hebrew)),
            ('\u{915}', Some(Script::Devanagari)),
            ('\u{13A0}', Some(Script::Other)),
            ('1', None),
            (' ', None),
            ('\u{AB}', None),
            ('\u{301}', None),
            ('\u{200B}', None),
            ('\u{1F600}', None),
        ] {
            assert_eq!(script_of(c), script, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn the_most_frequent_script_is_dominant() {
        assert_eq!(dominant(""), None);
        assert_eq!(dominant("12:30 \u{2014} 14:00"), None);
        assert_eq!(dominant("ASEAN \u{4E1C}\u{76DF}"), Some(Script::Latin));
        assert_eq!(dominant("ab \u{4E1C}\u{76DF}"), Some(Script::Latin));
        assert_eq!(dominant("a \u{4E1C}\u{76DF}"), Some(Script::Han));
        let long = "a".repeat(SAMPLE) + &"\u{1780}".repeat(2 * SAMPLE);
        assert_eq!(dominant(&long), Some(Script::Latin));
    }
}
