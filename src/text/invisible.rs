//! Characters that leave no mark on the page: format characters and their like. They guide line
//! breaking, joining and direction, and two texts that differ in them alone read the same.

/// Tells whether the character is not seen: a zero-width space or joiner, a soft hyphen, a mark of
/// direction, a byte order mark, or a deprecated invisible vowel of Khmer (U+17B4, U+17B5).
///
/// Variation selectors and the combining grapheme joiner count as visible: they choose what is seen.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{61C}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206F}'
            | '\u{FEFF}'
    )
}

/// Returns the first byte from `at` on that does not start an invisible character of the UTF-8
/// text.
#[inline]
pub(super) fn skip_invisible(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let length = match bytes.get(at..) {
            Some([0xC2, 0xAD, ..] | [0xD8, 0x9C, ..]) => 2,
            Some(
                [0xE1, 0x9E, 0xB4..=0xB5, ..]
                | [0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE, ..]
                | [0xE2, 0x81, 0xA0..=0xA4 | 0xA6..=0xAF, ..]
                | [0xEF, 0xBB, 0xBF, ..],
            ) => 3,
            _ => return at,
        };
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters_agree() {
        for c in '\0'..=char::MAX {
            let text = String::from(c);
            let skipped = skip_invisible(text.as_bytes(), 0);
            let expected = if is_invisible(c) { text.len() } else { 0 };
            assert_eq!(skipped, expected, "U+{:04X}", c as u32);
        }
        assert_eq!(skip_invisible("\u{200B}\u{AD}\u{FEFF}a".as_bytes(), 0), 8);
        assert_eq!(skip_invisible(b"", 0), 0);
    }
}
