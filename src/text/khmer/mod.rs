//! The Khmer script: what each character of the block U+1780–U+17FF does in a syllable. Knows
//! nothing of words or spelling.

mod legacy;
mod order;
mod syllable;

pub use legacy::is_legacy;
pub use order::{Disorder, Slip, is_visual, slips};
pub(super) use syllable::{Form, Reading, Syllables};

/// What a character does in a syllable. The order of the variants is the order in which the marks
/// of one syllable are stored (SIL `khnormal`; Unicode L2/22-290).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Punctuation, symbols and whatever is not Khmer: no part of a syllable.
    Other,
    /// A decimal digit.
    Digit,
    /// An inherent vowel, U+17B4 and U+17B5: deprecated and invisible.
    Inherent,
    /// A consonant or independent vowel.
    Base,
    /// Robat, U+17CC.
    Robat,
    /// The coeng, U+17D2: makes a subscript of the base after it.
    Coeng,
    /// The subscript of RO, which stands after every other subscript.
    CoengRo,
    /// A register shifter, U+17C9 or U+17CA.
    Shifter,
    /// U+200C between shifter and vowel, where it decides on the shape of the shifter.
    NonJoiner,
    /// A vowel with a part before the base, or of two parts: U+17BE–U+17C5.
    VowelBefore,
    /// A vowel below: U+17BB–U+17BD.
    VowelBelow,
    /// A vowel above: U+17B7–U+17BA.
    VowelAbove,
    /// The vowel AA after the base, U+17B6.
    VowelAfter,
    /// A sign above.
    Sign,
    /// A sign after everything, U+17C7 or U+17C8.
    Final,
}

const BLOCK: u32 = 0x1780;

/// The class of each character of the block.
const CLASSES: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut index = 0;
    while index < 128 {
        classes[index] = match BLOCK + index as u32 {
            0x1780..=0x17B3 => Class::Base,
            0x17B4..=0x17B5 => Class::Inherent,
            0x17B6 => Class::VowelAfter,
            0x17B7..=0x17BA => Class::VowelAbove,
            0x17BB..=0x17BD => Class::VowelBelow,
            0x17BE..=0x17C5 => Class::VowelBefore,
            0x17C7..=0x17C8 => Class::Final,
            0x17C9..=0x17CA => Class::Shifter,
            0x17CC => Class::Robat,
            0x17D2 => Class::Coeng,
            0x17C6 | 0x17CB | 0x17CD..=0x17D1 | 0x17D3 | 0x17DD => Class::Sign,
            0x17E0..=0x17E9 => Class::Digit,
            _ => Class::Other,
        };
        index += 1;
    }
    classes
};

/// Returns the character at a place in the block.
fn char_of(index: usize) -> char {
    char::from_u32(BLOCK + index as u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Returns the class of a character.
pub(super) fn class(c: char) -> Class {
    let index = (c as usize).wrapping_sub(BLOCK as usize);
    CLASSES.get(index).copied().unwrap_or(Class::Other)
}

/// Returns the class of the character at byte `at` of a UTF-8 text, or `None` when that character
/// is not in the Khmer block or the text ends there.
///
/// The block is `E1 9E 80` to `E1 9F BF`, so that three bytes tell without decoding.
#[inline]
pub(super) fn class_at(bytes: &[u8], at: usize) -> Option<Class> {
    index_at(bytes, at).map(|index| CLASSES[index])
}

/// Returns the place in the block of the character at byte `at`, if it is in the block.
#[inline]
fn index_at(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..at + 3) {
        Some(&[0xE1, second, third]) if second & 0xFE == 0x9E => {
            Some(usize::from((second & 1) << 6 | (third & 0x3F)))
        }
        _ => None,
    }
}

/// Returns the first byte from `at` on that starts neither a coeng nor one of the joiners U+200C
/// and U+200D, which count for nothing between a coeng and its base.
pub(super) fn skip_coengs(bytes: &[u8], mut at: usize) -> usize {
    while let Some([0xE1, 0x9F, 0x92] | [0xE2, 0x80, 0x8C | 0x8D]) = bytes.get(at..at + 3) {
        at += 3;
    }
    at
}

/// Tells whether the character is in the Khmer block.
pub fn is_khmer(c: char) -> bool {
    ('\u{1780}'..='\u{17FF}').contains(&c)
}

/// Tells whether the character is a consonant or an independent vowel: a base of a syllable, and
/// after a coeng a subscript.
pub fn is_base(c: char) -> bool {
    class(c) == Class::Base
}

/// Tells whether the character is the coeng, which makes a subscript of the base after it.
pub fn is_coeng(c: char) -> bool {
    c == '\u{17D2}'
}

/// Tells whether the character is a dependent vowel.
pub fn is_vowel(c: char) -> bool {
    matches!(
        class(c),
        Class::VowelBefore | Class::VowelBelow | Class::VowelAbove | Class::VowelAfter
    )
}

/// Tells whether the character belongs to the base before it: robat, coeng, shifter, vowel, sign,
/// or inherent vowel.
pub fn is_mark(c: char) -> bool {
    class(c) == Class::Inherent || class(c) >= Class::Robat
}
