//! Khmer in the code of an old font (Limon, ABC, and others before Unicode): Latin letters and signs that
//! look like Khmer in that font alone. Such text has capitals inside its words and signs where no
//! language has them. It is told, not converted: each font has a code of its own.

/// Tells whether a text is likely in the code of an old font. Words that `known` has, the source
/// perhaps, are names and show nothing.
///
/// ```
/// use chancery::text::khmer::is_legacy;
///
/// assert!(is_legacy("éf¶ExqñaMkMeNIt", ""));
/// assert!(!is_legacy("LibreOffice et MediaWiki, déjà vus", ""));
/// ```
pub fn is_legacy(text: &str, known: &str) -> bool {
    /// Fewer letters and signs show too little.
    const LEAST: usize = 8;
    let (mut letters, mut odd) = (0, 0);
    let words = text.split_whitespace().filter(|word| !known.contains(word));
    for word in words {
        letters += word.chars().filter(|c| c.is_alphabetic()).count();
        // A name with a capital inside is odd once.
        odd += Some(oddities(word)).filter(|&odd| odd > 1).unwrap_or(0);
    }
    letters >= LEAST && odd * 12 >= letters.max(1)
}

/// Counts the places in a word where no language that is written in Latin letters has what is there.
fn oddities(word: &str) -> usize {
    let chars: Vec<char> = word.chars().collect();
    let small = |at: usize| chars.get(at).is_some_and(|c| c.is_lowercase());
    let capital = |at: usize| chars.get(at).is_some_and(|c| c.is_uppercase());
    let sign = |c: char| {
        matches!(c, '\u{A1}'..='\u{BF}' | '\u{D7}' | '\u{F7}' | '\u{192}' | '\u{2020}'..='\u{2022}' | '\u{2C6}' | '\u{2DC}')
            && !matches!(
                c,
                '\u{A9}'
                    | '\u{AB}'
                    | '\u{AE}'
                    | '\u{B0}'
                    | '\u{B7}'
                    | '\u{BB}'
                    | '\u{BF}'
                    | '\u{A1}'
            )
    };
    let at = |at: usize| {
        let inside = at > 0 && at + 1 < chars.len();
        let falls = capital(at) && capital(at + 1) && small(at + 2) && small(at + 3);
        usize::from(small(at) && capital(at + 1))
            + usize::from(falls)
            + usize::from(
                inside && (sign(chars[at]) || matches!(chars[at], '<' | '>' | '[' | '=' | '\\')),
            )
    };
    (0..chars.len()).map(at).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_fonts_are_known() {
        for text in [
            "éf¶ExqñaMkMeNIt",
            "RBHraCaNacRkkm<úCa",
            "Cati sasna RBHmhakSRt",
        ] {
            assert!(is_legacy(text, ""), "{text}");
        }
    }

    #[test]
    fn other_text_is_not_taken_for_it() {
        for text in [
            "",
            "ASEAN",
            "Phnom Penh",
            "LibreOffice",
            "McDonald's and YouTube",
            "Déjà vu, naïve café",
            "UNESCO, NGOs, PhDs",
            "JavaScript",
            "iPhone",
            "https://example.org/AbCdEf",
            "30 °C, 5 µm",
            "PowerPoint und WordPerfect",
            "50 km²",
            "Tiếng Việt",
        ] {
            assert!(
                !is_legacy(
                    text,
                    text.split(' ')
                        .find(|word| word.contains("://"))
                        .unwrap_or("")
                ),
                "{text}"
            );
        }
        assert!(!is_legacy("LaTeX BibTeX", "LaTeX and BibTeX"));
    }
}
