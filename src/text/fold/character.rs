//! What a match key makes of a single character outside the Khmer block.

use std::char::ToLowercase;

use crate::text::digit;
use crate::text::invisible::is_invisible;

/// What becomes of a character.
pub(super) enum Fate {
    /// It stays.
    Kept,
    /// It goes.
    Dropped,
    /// It counts as a space.
    Space,
    /// Another character stands for it.
    Replaced(char),
    /// Its lower-case form, of more than one character, stands for it.
    Lowered(ToLowercase),
}

/// Returns what becomes of a character. No replacement would itself be replaced.
pub(super) fn fate(c: char, ignore_case: bool) -> Fate {
    let folded = match c {
        _ if is_letter(c) => c,
        _ if c.is_whitespace() => return Fate::Space,
        _ if is_invisible(c) => return Fate::Dropped,
        '\u{2018}'..='\u{201B}' | '\u{2039}'..='\u{203A}' | '\u{2BC}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        // The decimal sign and the sign between thousands of Arabic and Persian.
        '\u{66B}' => '.',
        '\u{66C}' => ',',
        '\u{FF01}'..='\u{FF5E}' => char::from((c as u32 - 0xFEE0) as u8),
        _ => match digit::value(c) {
            Some(value) => char::from(b'0' + value),
            None => c,
        },
    };
    if ignore_case {
        return lowered(c, folded);
    }
    if folded == c {
        Fate::Kept
    } else {
        Fate::Replaced(folded)
    }
}

/// Tells of most letters, sooner than the other questions do, that only their case may change.
#[inline]
fn is_letter(c: char) -> bool {
    matches!(
        c,
        '\u{C0}'..='\u{2B8}'
            | '\u{300}'..='\u{5FF}'
            | '\u{E01}'..='\u{E4E}'
            | '\u{E81}'..='\u{ECF}'
            | '\u{1000}'..='\u{103F}'
            | '\u{1E00}'..='\u{1FFF}'
            | '\u{3041}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
    )
}

fn lowered(original: char, c: char) -> Fate {
    if c == '\u{3C2}' {
        // The sigma that ends a word and the other one have the same capital.
        return Fate::Replaced('\u{3C3}');
    }
    let mut lower = c.to_lowercase();
    if lower.len() > 1 {
        return Fate::Lowered(lower);
    }
    match lower.next() {
        Some(lower) if lower != original => Fate::Replaced(lower),
        _ => Fate::Kept,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_nothing_else() {
        for c in ('\0'..=char::MAX).filter(|&c| is_letter(c)) {
            let other = c.is_whitespace() || is_invisible(c) || digit::value(c).is_some();
            assert!(!other, "U+{:04X}", c as u32);
        }
    }
}
