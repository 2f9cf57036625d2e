use proptest::prelude::*;

use super::*;
use crate::text::khmer;

const CANONICAL: Form = Form {
    folded: false,
    variants: false,
};
const FOLDED: Form = Form {
    folded: true,
    variants: false,
};

/// Puts every syllable of a text in its form, and keeps the rest.
fn write_all(text: &str, form: Form) -> String {
    let mut syllables = Syllables::new(form);
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if !khmer::is_base(c) {
            out.push(c);
            continue;
        }
        match syllables.read(text, start) {
            Reading::Settled(end) => {
                out.push_str(&text[start..end]);
                at = end;
            }
            Reading::Unsettled(end) => {
                syllables.write(&mut out);
                at = end;
            }
        }
    }
    out
}

#[test]
fn syllables_are_put_in_order() {
    for (typed, ordered) in [
        // Robat, subscripts, shifter, vowel, sign.
        ("\u{1796}\u{17B6}\u{17CC}", "\u{1796}\u{17CC}\u{17B6}"),
        (
            "\u{1781}\u{17C2}\u{17D2}\u{1798}",
            "\u{1781}\u{17D2}\u{1798}\u{17C2}",
        ),
        ("\u{1794}\u{17B6}\u{17C9}", "\u{1794}\u{17C9}\u{17B6}"),
        ("\u{179A}\u{17C7}\u{17B7}", "\u{179A}\u{17B7}\u{17C7}"),
        ("\u{1780}\u{17C6}\u{17BB}", "\u{1780}\u{17BB}\u{17C6}"),
        // RO is the last subscript.
        (
            "\u{179F}\u{17D2}\u{179A}\u{17D2}\u{178F}\u{17B8}",
            "\u{179F}\u{17D2}\u{178F}\u{17D2}\u{179A}\u{17B8}",
        ),
        // Vowels in parts.
        ("\u{1788}\u{17C1}\u{17B8}", "\u{1788}\u{17BE}"),
        ("\u{179B}\u{17B6}\u{17C1}", "\u{179B}\u{17C4}"),
        ("\u{179B}\u{17BE}\u{17B6}", "\u{179B}\u{17C4}\u{17B8}"),
        // A shifter typed as U: triisap on a strong base, muusikatoan on another.
        ("\u{179F}\u{17BB}\u{17B8}", "\u{179F}\u{17CA}\u{17B8}"),
        ("\u{1798}\u{17BB}\u{17B8}", "\u{1798}\u{17C9}\u{17B8}"),
        (
            "\u{179F}\u{17B6}\u{17C6}\u{17BB}",
            "\u{179F}\u{17CA}\u{17B6}\u{17C6}",
        ),
        (
            "\u{179F}\u{17C1}\u{17BB}\u{17B8}",
            "\u{179F}\u{17CA}\u{17BE}",
        ),
        (
            "\u{179F}\u{17D2}\u{1794}\u{17BB}\u{17B8}",
            "\u{179F}\u{17D2}\u{1794}\u{17C9}\u{17B8}",
        ),
        // Coengs and joiners that count for nothing; a joiner that does.
        (
            "\u{1780}\u{17D2}\u{17D2}\u{1798}",
            "\u{1780}\u{17D2}\u{1798}",
        ),
        (
            "\u{1780}\u{17D2}\u{200D}\u{1798}",
            "\u{1780}\u{17D2}\u{1798}",
        ),
        (
            "\u{179F}\u{17B8}\u{200C}\u{17CA}",
            "\u{179F}\u{17CA}\u{200C}\u{17B8}",
        ),
    ] {
        assert_eq!(
            write_all(typed, CANONICAL),
            ordered,
            "{}",
            typed.escape_unicode()
        );
        assert_eq!(
            write_all(ordered, CANONICAL),
            ordered,
            "{}",
            ordered.escape_unicode()
        );
    }
}

#[test]
fn keys_replace_more() {
    for (typed, key) in [
        ("\u{178E}\u{17D2}\u{178A}", "\u{178E}\u{17D2}\u{178F}"),
        ("\u{17A3}\u{17C7}", "\u{17A2}\u{17C7}"),
        ("\u{17A4}", "\u{17A2}\u{17B6}"),
        ("\u{1780}\u{17D3}", "\u{1780}\u{17C6}"),
        (
            "\u{1780}\u{17B6}\u{17B6}\u{178F}",
            "\u{1780}\u{17B6}\u{178F}",
        ),
        (
            "\u{1780}\u{17B5}\u{17D2}\u{200B}\u{1798}",
            "\u{1780}\u{17D2}\u{1798}",
        ),
        (
            "\u{179F}\u{17B8}\u{200C}\u{17CA}",
            "\u{179F}\u{17CA}\u{17B8}",
        ),
    ] {
        assert_eq!(write_all(typed, FOLDED), key, "{}", typed.escape_unicode());
    }
    let variants = Form {
        folded: true,
        variants: true,
    };
    for (typed, key) in [
        ("\u{17A8}\u{17B6}", "\u{17A7}\u{1780}\u{17B6}"),
        ("\u{17B2}\u{17D2}\u{1799}", "\u{17B1}\u{17D2}\u{1799}"),
        ("\u{1780}\u{17DD}", "\u{1780}\u{17D1}"),
    ] {
        assert_eq!(
            write_all(typed, variants),
            key,
            "{}",
            typed.escape_unicode()
        );
        assert_eq!(
            write_all(typed, FOLDED),
            typed,
            "{}",
            typed.escape_unicode()
        );
    }
}

#[test]
fn what_is_no_syllable_is_kept() {
    let crowded = format!("\u{1780}{}", "\u{17C6}\u{17B6}".repeat(10_000));
    for text in [
        "\u{17B6}\u{17C1}",
        "\u{1780}\u{17D2}",
        "\u{1780}\u{17D2}\u{17B6}",
        "\u{17D4}\u{17C6}\u{17B6}",
        "\u{1780}\u{17B6}\u{200B}\u{17CC}",
        &crowded,
    ] {
        assert_eq!(
            write_all(text, CANONICAL),
            text,
            "{}",
            text.escape_unicode()
        );
    }
}

proptest! {
    #[test]
    fn order_is_settled_at_once(
        text in "[\u{1780}\u{178A}\u{1794}\u{179A}\u{17A4}\u{17A8}\u{17B5}\u{17D2}\u{17B6}\u{17B8}\u{17BB}\
            \u{17BE}\u{17C1}\u{17C6}\u{17C7}\u{17CA}\u{17CC}\u{17D0}\u{17D3}\u{17D4}\u{17DD}\u{200B}\u{200C}\u{200D}]{0,16}",
        folded: bool,
        variants: bool,
    ) {
        let form = Form { folded, variants: folded && variants };
        let once = write_all(&text, form);
        prop_assert_eq!(write_all(&once, form), once.clone(), "{} {}", text.escape_unicode(), once.escape_unicode());
    }

    #[test]
    fn a_settled_syllable_would_not_be_changed(
        text in "\u{1780}[\u{1798}\u{179A}\u{17D2}\u{17B6}\u{17B8}\u{17BB}\u{17C1}\u{17C6}\u{17C7}\u{17CA}\u{17CC}\u{17D0}\u{17DD}]{0,6}",
        folded: bool,
    ) {
        let mut syllables = Syllables::new(Form { folded, variants: false });
        if let Reading::Settled(end) = syllables.read(&text, 0) {
            prop_assert_eq!(syllables.parse(&text, 0), end);
            syllables.settle();
            let mut written = String::new();
            syllables.write(&mut written);
            prop_assert_eq!(&written, &text[..end]);
        }
    }
}
