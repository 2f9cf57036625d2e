//! Finds what only TOML 1.1 allows: the parser accepts it, but editors and other programs that read
//! glossaries do not yet. Trusts that the text is well-formed TOML.

use crate::text::Span;

/// Something that TOML 1.0 does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Newer {
    /// A line break or a comment in an inline table.
    LineBreak,
    /// A comma after the last entry of an inline table.
    TrailingComma,
    /// `\e` or `\x41` in a string.
    Escape,
}

impl Newer {
    pub(super) fn message(self) -> &'static str {
        match self {
            Newer::LineBreak => "an inline table must stay on one line (TOML 1.0)",
            Newer::TrailingComma => "an inline table must not end with a comma (TOML 1.0)",
            Newer::Escape => {
                "the escapes \\e and \\x are not known to TOML 1.0; write \\u001B, \\u0041"
            }
        }
    }
}

/// Returns the first thing in a file that TOML 1.0 does not know.
pub(super) fn newer(text: &str) -> Option<(Span, Newer)> {
    let bytes = text.as_bytes();
    let mut brackets = Vec::new();
    let mut comma = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let in_table = brackets.last() == Some(&b'{');
        match byte {
            b'#' => {
                if in_table {
                    return Some((Span::new(at, at + 1), Newer::LineBreak));
                }
                at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
                continue;
            }
            b'\n' if in_table => return Some((Span::new(at, at + 1), Newer::LineBreak)),
            b'"' | b'\'' => {
                let (end, escape) = string(bytes, at);
                if let Some(escape) = escape {
                    return Some((escape, Newer::Escape));
                }
                at = end;
                comma = None;
                continue;
            }
            b'[' | b'{' => brackets.push(byte),
            b']' | b'}' => {
                if let (b'}', Some(comma)) = (byte, comma) {
                    return Some((Span::new(comma, comma + 1), Newer::TrailingComma));
                }
                brackets.pop();
            }
            _ => {}
        }
        comma = match byte {
            b',' if in_table => Some(at),
            b' ' | b'\t' => comma,
            _ => None,
        };
        at += 1;
    }
    None
}

/// Returns the end of a string, and the first escape in it that is too new.
fn string(bytes: &[u8], start: usize) -> (usize, Option<Span>) {
    let quote = bytes[start];
    let long = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if long { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\\' && quote == b'"' {
            if matches!(bytes.get(at + 1), Some(b'e' | b'x')) {
                return (at, Some(Span::new(at, at + 2)));
            }
            at += 2;
        } else if byte == quote && !long {
            return (at + 1, None);
        } else if byte == quote && bytes[at..].starts_with(&[quote; 3]) {
            // Up to two quotes may stand before the three that end the string.
            let run = bytes[at..]
                .iter()
                .take(5)
                .take_while(|&&byte| byte == quote);
            return (at + run.count(), None);
        } else {
            at += 1;
        }
    }
    (bytes.len(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_newer() {
        for (text, expected) in [
            ("a = { b = 1 }\n", None),
            ("a = [\n  { b = 1 }, # {\n  { c = \"{\\n\" },\n]\n", None),
            ("a = '''\n{\n''''\nb = {}", None),
            ("a = \"\"\"\\\"\"\"\"\nb = { c = '\\x' }", None),
            ("a = {\n b = 1 }", Some((5, Newer::LineBreak))),
            ("a = { b = [\n1\n] }", None),
            ("a = { b = 1, }", Some((11, Newer::TrailingComma))),
            ("a = \"\\e\"", Some((5, Newer::Escape))),
            ("a = 'x' # {\nb = \"\\x41\"", Some((17, Newer::Escape))),
        ] {
            let found = newer(text).map(|(span, newer)| (span.start, newer));
            assert_eq!(found, expected, "{text}");
        }
    }
}
