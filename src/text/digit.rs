//! Decimal digits of every script. Only the characters that people write numbers with in place
//! value (Unicode general category Nd): no Roman numerals, no circled or raised digits, no Han
//! numerals.

/// The digits zero, ascending. Unicode gives every set of decimal digits ten code points in a row,
/// in the order of their values.
const ZEROS: &[u32] = &[
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
    0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// Returns the value of a decimal digit, 0 to 9.
///
/// ```
/// use chancery::text::digit;
///
/// assert_eq!(digit::value('\u{17E5}'), Some(5));
/// assert_eq!(digit::value('V'), None);
/// ```
pub fn value(c: char) -> Option<u8> {
    if c.is_ascii() || matches!(c, '\u{2000}'..='\u{A61F}') {
        return c.is_ascii_digit().then(|| c as u8 - b'0');
    }
    let index = ZEROS.partition_point(|&zero| zero <= c as u32);
    let distance = c as u32 - ZEROS[index.saturating_sub(1)];
    (distance < 10).then_some(distance as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_digits_are_apart() {
        for pair in ZEROS.windows(2) {
            assert!(pair[0] + 10 <= pair[1], "{pair:?}");
        }
    }

    #[test]
    fn every_digit_has_its_value() {
        let mut digits = 0;
        for c in '\0'..=char::MAX {
            if let Some(value) = value(c) {
                assert!(c.is_numeric() && value < 10, "U+{:04X}", c as u32);
                digits += 1;
            }
        }
        assert_eq!(digits, ZEROS.len() * 10);
        assert_eq!(value('\u{17E0}'), Some(0));
        assert_eq!(value('\u{E59}'), Some(9));
        assert_eq!(value('\u{FF17}'), Some(7));
        assert_eq!(value('\u{4E94}'), None);
    }
}
