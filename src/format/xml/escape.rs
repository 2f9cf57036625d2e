//! Text as XML 1.0 can hold it. The characters that it cannot hold, even as references, are left out
//! and counted; everything else comes back from a reader exactly as it was.

/// Where a text is to stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum Place {
    /// Between tags.
    Content,
    /// In an attribute, between double quotes.
    Attribute,
}

/// Bytes at which the copying of plain text has to stop and look.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut control = 0;
    while control < 0x20 {
        stops[control] = true;
        control += 1;
    }
    stops[b'&' as usize] = true;
    stops[b'<' as usize] = true;
    stops[b'>' as usize] = true;
    stops[b'"' as usize] = true;
    stops[0xEF] = true; // first byte of U+F000 to U+FFFF
    stops
};

/// Appends `text` to `out` and returns how many characters had to be left out.
pub(in crate::format) fn push(out: &mut String, text: &str, place: Place) -> usize {
    let bytes = text.as_bytes();
    let (mut copied, mut at, mut stripped) = (0, 0, 0);
    while at < bytes.len() {
        if !STOPS[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let (length, instead) = replacement(&bytes[at..], place);
        if let Some(instead) = instead {
            out.push_str(&text[copied..at]);
            out.push_str(instead);
            stripped += usize::from(instead.is_empty());
            copied = at + length;
        }
        at += length;
    }
    out.push_str(&text[copied..]);
    stripped
}

/// Tells how many bytes the character at the start takes, and what to write for it: nothing where
/// XML has no place for it, `None` where it stays as it is.
fn replacement(bytes: &[u8], place: Place) -> (usize, Option<&'static str>) {
    let attribute = place == Place::Attribute;
    match bytes {
        [b'&', ..] => (1, Some("&amp;")),
        [b'<', ..] => (1, Some("&lt;")),
        // So that `]]>` never stands in text.
        [b'>', ..] => (1, Some("&gt;")),
        [b'"', ..] => (1, attribute.then_some("&quot;")),
        // A reader makes a line feed of a bare carriage return, and in attributes a space of all
        // three (XML 1.0, sections 2.11 and 3.3.3).
        [b'\r', ..] => (1, Some("&#13;")),
        [b'\n', ..] => (1, attribute.then_some("&#10;")),
        [b'\t', ..] => (1, attribute.then_some("&#9;")),
        [0xEF, 0xBF, 0xBE | 0xBF, ..] => (3, Some("")),
        [0xEF, ..] => (3, None),
        _ => (1, Some("")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::xml::is_illegal;

    fn escaped(text: &str, place: Place) -> (String, usize) {
        let mut out = String::new();
        let stripped = push(&mut out, text, place);
        (out, stripped)
    }

    #[test]
    fn markup_is_escaped() {
        let text = "a < b && \"c\" ]]> d\r\n\te";
        assert_eq!(
            escaped(text, Place::Content).0,
            "a &lt; b &amp;&amp; \"c\" ]]&gt; d&#13;\n\te"
        );
        assert_eq!(
            escaped(text, Place::Attribute).0,
            "a &lt; b &amp;&amp; &quot;c&quot; ]]&gt; d&#13;&#10;&#9;e"
        );
    }

    #[test]
    fn only_what_xml_cannot_hold_is_left_out() {
        let kept = "\u{200B}\u{200C}\u{A0}\u{FEFF}\u{FFFD}\u{F8FF}\u{1F600}\u{7F}\u{85}";
        assert_eq!(escaped(kept, Place::Content), (kept.to_owned(), 0));
        let dropped = "a\0\u{1}\u{b}\u{1f}\u{FFFE}\u{FFFF}b";
        assert_eq!(escaped(dropped, Place::Content), ("ab".to_owned(), 6));
    }

    proptest! {
        #[test]
        fn the_count_is_that_of_the_illegal_characters(text in any::<String>()) {
            let (out, stripped) = escaped(&text, Place::Content);
            prop_assert_eq!(stripped, text.chars().filter(|&c| is_illegal(c)).count());
            prop_assert!(!out.contains(['<', '>', '\r']));
        }
    }
}
