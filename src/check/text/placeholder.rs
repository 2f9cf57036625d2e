//! What looks like a placeholder or a tag, in the styles of programs and pages: `%s`, `%1$d`, `%(name)s`,
//! `%5.2f`, `%@`, `{0}`, `{{name}}`, `<b>`, and of what ordinary text may have too `$1`, `$name`, `:name`,
//! `%1`, `%NAME%`. Letters and signs of any script may stand right behind one. What may be something
//! else, a sum of dollars or a share, is told apart, so that it is found where it is looked for and
//! nowhere missed.

/// A placeholder or tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placeholder<'a> {
    /// What it is written as.
    pub(super) text: &'a str,
    pub(super) sort: Sort,
}

/// How sure it is that something is a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// It is one.
    Sure,
    /// One in a text that has been written with placeholders; in others it may be anything.
    Likely,
    /// One, or a sum of dollars: `$1`.
    Sum,
    /// It may be one if the other text has it.
    Possible,
    /// A label in angle brackets, `<None>`, which is translated.
    Label,
}

/// Longest name.
const LONGEST: usize = 60;

/// Elements of HTML that need no closing tag, or often have lost it.
const HTML: [&str; 24] = [
    "a", "b", "big", "br", "code", "dd", "div", "dt", "em", "font", "hr", "i", "img", "input",
    "li", "p", "small", "span", "strong", "sub", "sup", "td", "u", "wbr",
];

const DIGITS: &[u8] = b"0123456789";

/// Tells whether a text has none, by the bytes that they begin with.
pub(super) fn has_none(text: &str) -> bool {
    let bytes = text.as_bytes();
    let small = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
    memchr::memchr3(b'{', b'%', b'<', bytes).is_none()
        && memchr::memchr(b'$', bytes).is_none()
        && !memchr::memchr_iter(b':', bytes).any(small)
}

/// Finds the placeholders and tags of a text.
pub(super) fn placeholders(text: &str) -> Vec<Placeholder<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| b"{%<$:".contains(byte)) {
        let start = at + next;
        let before = start.checked_sub(1).map(|last| bytes[last]);
        let rest = &text[start..];
        let read = match bytes[start] {
            b'{' => braces(rest).map(|length| {
                // `{{GENDER:$1}}` only tells of whom the text is.
                let possible = rest[..length].contains(":$");
                let sort = if possible { Sort::Possible } else { Sort::Sure };
                (length, sort)
            }),
            b'<' => tag(rest, text),
            // `5%d` is a share and a word.
            b'%' if !before.is_some_and(|byte| byte.is_ascii_digit()) => percent(rest, before),
            b'$' => dollar(rest, before),
            b':' => colon(rest, before),
            _ => None,
        };
        at = match read {
            Some((length, sort)) => {
                let text = &rest[..length];
                found.push(Placeholder { text, sort });
                start + length
            }
            None if rest.starts_with("%%") => start + 2,
            None => start + 1,
        };
    }
    found
}

/// Returns how many bytes of a name a text begins with, of letters, digits and some signs.
fn name(text: &str, signs: &str) -> usize {
    let is_name = |c: u8| c.is_ascii_alphanumeric() || signs.as_bytes().contains(&c);
    let bytes = text.bytes().take(LONGEST);
    bytes.take_while(|&byte| is_name(byte)).count()
}

/// `{0}`, `{}`, `{name}`, `{{ name }}`, `{0:.2f}`, and the head of `{count, plural, …}`.
fn braces(text: &str) -> Option<usize> {
    let spaces = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let mut end = 1 + spaces(&text[1..]);
    let length = name(&text[end..], "_.$:-");
    end += length;
    end += spaces(&text[end..]);
    match text.as_bytes().get(end)? {
        b'}' if length > 0 || end == 1 => Some(end + 1),
        b',' if length > 0 => Some(end),
        _ => None,
    }
}

/// `%s`, `%-5.2f`, `%ld`, `%1$s`, `%(name)s`, `%@`; `%1` and `%NAME%`.
fn percent(text: &str, before: Option<u8>) -> Option<(usize, Sort)> {
    let bytes = text.as_bytes();
    let run = |at: usize, of: &[u8]| {
        let rest = bytes.get(at..).unwrap_or_default().iter();
        rest.take(8).take_while(|byte| of.contains(byte)).count()
    };
    let mut end = 1;
    let mut named = false;
    if bytes.get(1) == Some(&b'(') {
        let length = name(&text[2..], "_.$:-");
        named = length > 0 && bytes.get(length + 2) == Some(&b')');
        end = length + 3;
    } else if let digits @ 1..=2 = run(1, DIGITS)
        && bytes.get(digits + 1) == Some(&b'$')
    {
        (named, end) = (true, digits + 2);
    }
    if named || end == 1 {
        let mut sort = end;
        for of in [
            b"-+#0'".as_slice(),
            b"0123456789*",
            b".",
            b"0123456789*",
            b"hlLqjzt",
        ] {
            sort += run(sort, of);
        }
        if bytes
            .get(sort)
            .is_some_and(|sort| b"sdiufFxXoceEgG@".contains(sort))
        {
            // `%sure`, and `%d0` of an address.
            let glued = bytes.get(sort + 1).is_some_and(u8::is_ascii_alphanumeric);
            let possible = glued && !named && bytes[sort] != b'@';
            return Some((sort + 1, if possible { Sort::Possible } else { Sort::Sure }));
        }
    }
    let free = !before.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let length = name(&text[1..], "_");
    let letters = length > 1 && !text[1..].starts_with(|c: char| c.is_ascii_digit());
    match bytes.get(1 + length) {
        Some(b'%') if free && letters => Some((length + 2, Sort::Likely)),
        next if free && length == 1 && next != Some(&b'%') => {
            (bytes[1].is_ascii_digit() && bytes[1] != b'0').then_some((2, Sort::Likely))
        }
        _ => None,
    }
}

/// `$1` and `$name`; `US$5`, `$5.00` and `$5m` are sums.
fn dollar(text: &str, before: Option<u8>) -> Option<(usize, Sort)> {
    let rest = &text[1..];
    let length = name(rest, "_");
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric()) || length == 0 {
        return None;
    }
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let sum = matches!(
            &rest.as_bytes()[length..],
            [b'.' | b',', b'0'..=b'9', ..] | [b'-', ..]
        );
        let number = length <= 2 && rest[..length].bytes().all(|byte| byte.is_ascii_digit());
        // `{{PLURAL:$1|one|many}}` is left out in a language that has no plural.
        let sort = if before == Some(b':') {
            Sort::Possible
        } else {
            Sort::Sum
        };
        return (number && !sum && !rest.starts_with('0')).then_some((length + 1, sort));
    }
    let small = rest.starts_with(|c: char| c.is_ascii_lowercase()) && length > 2;
    small.then_some((length + 1, Sort::Likely))
}

/// `:name`, after a space or the beginning and before no other colon.
fn colon(text: &str, before: Option<u8>) -> Option<(usize, Sort)> {
    let free = before.is_none_or(|byte| matches!(byte, b' ' | b'(' | b'"' | b'\'' | b'/'));
    let length = name(&text[1..], "_");
    let small = text[1..].starts_with(|c: char| c.is_ascii_lowercase()) && length > 1;
    let closed = text[1 + length..].starts_with([':', '/']);
    (free && small && !closed).then_some((length + 1, Sort::Likely))
}

/// `<b>`, `</b>`, `<a href="…">`, and labels of one word or more.
fn tag(text: &str, whole: &str) -> Option<(usize, Sort)> {
    /// The longest tag.
    const TAG: usize = 200;
    let rest = &text[1..];
    let end = memchr::memchr2(b'>', b'<', &rest.as_bytes()[..rest.len().min(TAG)])?;
    let inner = &rest[..end];
    let opens = inner.strip_prefix('/').unwrap_or(inner);
    let letter = opens.starts_with(|c: char| c.is_ascii_alphabetic());
    if !rest[end..].starts_with('>') || !letter && inner.is_ascii() {
        return None;
    }
    let plain = !inner.contains('=') && !inner.starts_with('/') && !inner.ends_with('/');
    let closing = || whole.contains(&format!("</{inner}>"));
    let label = plain && !HTML.contains(&inner.to_ascii_lowercase().as_str()) && !closing();
    match (label, letter) {
        (true, _) => Some((end + 2, Sort::Label)),
        (false, true) => Some((end + 2, Sort::Sure)),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands behind a placeholder: letters, marks and signs of scripts without spaces, and of
    /// others.
    const BEHIND: [&str; 12] = [
        "",
        " ",
        ".",
        "\u{17D4}",
        "\u{1780}\u{17B6}",
        "\u{E01}\u{E32}",
        "\u{E81}\u{EB2}",
        "\u{1000}\u{102C}",
        "\u{104B}",
        "\u{4E2D}",
        "\u{3042}",
        "\u{A0}\u{17D6}",
    ];

    const SURE: &[&str] = &[
        "%s",
        "%d",
        "%i",
        "%u",
        "%x",
        "%c",
        "%@",
        "%.2f",
        "%5.1f",
        "%-10s",
        "%05d",
        "%ld",
        "%lld",
        "%zu",
        "%1$s",
        "%2$d",
        "%1$@",
        "%(name)s",
        "%(count)03d",
        "{0}",
        "{}",
        "{name}",
        "{user.name}",
        "{0:d}",
        "<b>",
        "</b>",
        "<br/>",
        "<a href=\"x\">",
    ];

    #[test]
    fn every_style_is_found_before_every_script() {
        for style in SURE {
            for behind in BEHIND {
                for before in ["", " ", "\u{1791}\u{17C5}"] {
                    let text = format!("{before}{style}{behind}");
                    let found = placeholders(&text);
                    assert_eq!(found.len(), 1, "{text}");
                    assert_eq!(
                        (found[0].text, found[0].sort),
                        (*style, Sort::Sure),
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn styles_that_text_may_have_are_told_apart() {
        for (text, expected, sort) in [
            ("Page $1\u{17D4}", "$1", Sort::Sum),
            ("$1\u{1780}", "$1", Sort::Sum),
            ("Hello :name\u{17D4}", ":name", Sort::Likely),
            ("Hello $name!", "$name", Sort::Likely),
            ("Open %1\u{17D4}", "%1", Sort::Likely),
            ("Open %PRODUCT%\u{17D4}", "%PRODUCT%", Sort::Likely),
            ("It costs $5 million", "$5", Sort::Sum),
            ("%ds", "%d", Sort::Possible),
            ("<None>", "<None>", Sort::Label),
            ("<\u{1782}\u{17D2}>", "<\u{1782}\u{17D2}>", Sort::Label),
            ("{count, plural, other {x y}}", "{count", Sort::Sure),
            ("{{ name }}", "{ name }", Sort::Sure),
        ] {
            let found = placeholders(text);
            assert_eq!(found.len(), 1, "{text} {found:?}");
            assert_eq!((found[0].text, found[0].sort), (expected, sort), "{text}");
        }
        for text in [
            "100%",
            "100% sure",
            "5%d",
            "a < b",
            "a <3> b",
            "100%%",
            "US$5",
            "$5.00",
            "$5m",
            "12:30",
            "note: this",
            "http://a",
            "{ a b }",
            "$",
            "50 % d'eau",
            "{,}",
        ] {
            assert_eq!(placeholders(text), [], "{text}");
        }
    }
}
