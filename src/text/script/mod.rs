//! Scripts, as the Unicode Standard has them (`unicode-script`), and the orthographic clusters that a
//! reader takes for one letter. Scripts whose texts chancery cannot treat in a way of their own are
//! all [`Script::Other`]. The language of a text is not guessed: many are written in one script.

mod cluster;

use std::fmt;

use unicode_script::{Script as Unicode, UnicodeScript};

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

/// How many scripts there are.
const COUNT: usize = Script::Other as usize + 1;

impl Script {
    /// Returns the script under the name that the Unicode Standard gives it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Unicode::from_full_name(name).and_then(Script::of_unicode)
    }

    /// Returns what a script of the Unicode Standard is here; nothing for what is in none.
    fn of_unicode(script: Unicode) -> Option<Self> {
        Some(match script {
            Unicode::Latin => Script::Latin,
            Unicode::Khmer => Script::Khmer,
            Unicode::Thai => Script::Thai,
            Unicode::Lao => Script::Lao,
            Unicode::Myanmar => Script::Myanmar,
            Unicode::Han => Script::Han,
            Unicode::Hiragana | Unicode::Katakana => Script::Kana,
            Unicode::Hangul => Script::Hangul,
            Unicode::Cyrillic => Script::Cyrillic,
            Unicode::Greek => Script::Greek,
            Unicode::Armenian => Script::Armenian,
            Unicode::Georgian => Script::Georgian,
            Unicode::Arabic => Script::Arabic,
            Unicode::Hebrew => Script::Hebrew,
            Unicode::Devanagari => Script::Devanagari,
            Unicode::Bengali => Script::Bengali,
            Unicode::Tamil => Script::Tamil,
            Unicode::Sinhala => Script::Sinhala,
            Unicode::Tibetan => Script::Tibetan,
            Unicode::Ethiopic => Script::Ethiopic,
            Unicode::Common | Unicode::Inherited | Unicode::Unknown => return None,
            _ => Script::Other,
        })
    }
}

/// Returns the script of a character, or `None` for what many scripts share: spaces, European
/// digits, common punctuation, symbols and common accents.
///
/// The digits and the punctuation of one script belong to it: `។` and `១` are Khmer. Of the scripts
/// that are not told apart, only letters count.
pub fn script_of(c: char) -> Option<Script> {
    match c {
        'A'..='Z' | 'a'..='z' | '\u{1E00}'..='\u{1EFF}' => Some(Script::Latin),
        '\0'..='\u{7F}' => None,
        // Told sooner than by the table: what most texts here are in.
        '\u{C0}'..='\u{24F}' if !matches!(c, '\u{D7}' | '\u{F7}') => Some(Script::Latin),
        '\u{1780}'..='\u{17D3}' => Some(Script::Khmer),
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E5B}' => Some(Script::Thai),
        '\u{1000}'..='\u{109F}' => Some(Script::Myanmar),
        '\u{4E00}'..='\u{9FFF}' => Some(Script::Han),
        _ => Script::of_unicode(c.script())
            .filter(|&script| script != Script::Other || c.is_alphabetic()),
    }
}

/// Tells whether the script of a character puts no spaces between words, whatever the character is
/// there: a letter, a mark, a digit. Asked of every character of long texts, it knows blocks only.
pub fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{E00}'..='\u{EFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{30FF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{A9E0}'..='\u{A9FF}'
            | '\u{AA60}'..='\u{AA7F}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFD}'
    )
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
