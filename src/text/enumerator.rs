//! The marks at the head of list items and articles: `1.`, `(a)`, `IV.`, `Art. 5.`, `•`, and the
//! same in Khmer, Thai, Lao, Burmese and Chinese. A reader needs them to see where an item starts,
//! a segmenter to keep the mark with the text behind it. Knows the form of a mark only; whether
//! `5.` at the head of a line opens an item or ends a sentence is for the caller to decide.

use std::sync::LazyLock;

use super::words::Lists;

/// What a mark announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An unnumbered item: `•`, `-`.
    Bullet,
    /// A numbered or lettered item: `1.`, `(a)`.
    Number,
    /// An article, chapter or the like: `Art. 5.`, `Annex II.`
    Article,
}

/// A mark at the head of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enumerator {
    /// What it announces.
    pub kind: Kind,
    /// Its length in bytes, without the white space behind it.
    pub len: usize,
}

/// The longest number that is taken for an enumerator; a fourth digit makes it a year.
const MAX_DIGITS: usize = 3;

/// The most parts of a number such as `1.2.3.`
const MAX_PARTS: usize = 6;

/// Signs that open an unnumbered item when white space follows.
const BULLETS: &[char] = &[
    '-', '*', '•', '·', '–', '—', '‣', '▪', '▫', '◦', '●', '○', '■', '□', '➢', '✓', '►',
];

/// Words that make a numbered heading together with a number and a full stop.
pub(crate) static ARTICLE_WORDS: LazyLock<Vec<&str>> =
    LazyLock::new(|| Lists::read(include_str!("enumerator.txt")).words("articles"));

/// Finds the mark at the head of `text`, which must start without white space.
///
/// Looks at a bounded number of characters, whatever the length of the text.
pub fn enumerator(text: &str) -> Option<Enumerator> {
    let found = |kind, len| Some(Enumerator { kind, len });
    if let Some(len) = bullet(text) {
        return found(Kind::Bullet, len);
    }
    if let Some(len) = bracketed(text)
        .or_else(|| numbered(text))
        .or_else(|| lettered(text))
    {
        return found(Kind::Number, len);
    }
    article(text).and_then(|len| found(Kind::Article, len))
}

/// Tells whether `c` is a letter that lists in its script are lettered with.
fn is_item_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{1780}'..='\u{17A2}' | '\u{0E01}'..='\u{0E2E}' | '\u{0E81}'..='\u{0EAE}')
        || matches!(c, '\u{1000}'..='\u{1021}' | '\u{0410}'..='\u{044F}')
}

fn is_roman(c: char) -> bool {
    matches!(c, 'i' | 'v' | 'x' | 'l' | 'I' | 'V' | 'X' | 'L')
}

fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇'
    )
}

/// A mark is followed by white space, by the end, or by a script that does without spaces.
fn is_free(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| {
        c.is_whitespace() || ('\u{0E00}'..='\u{17DD}').contains(&c) || c >= '\u{2E80}'
    })
}

fn bullet(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| BULLETS.contains(c))?;
    let rest = &text[sign.len_utf8()..];
    let spaced = rest.starts_with(char::is_whitespace);
    (spaced || (sign == '•' && !rest.is_empty())).then_some(sign.len_utf8())
}

/// Measures a label: a short number, a Roman numeral, a letter.
fn label(text: &str) -> Option<usize> {
    let run = |accept: fn(char) -> bool, most: usize| {
        let (count, len) = text
            .chars()
            .take_while(|&c| accept(c))
            .take(most + 1)
            .fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        (1..=most).contains(&count).then_some(len)
    };
    run(char::is_numeric, MAX_DIGITS)
        .or_else(|| run(is_han_numeral, MAX_DIGITS))
        .or_else(|| run(is_roman, 5))
        .or_else(|| run(is_item_letter, 1))
}

fn bracketed(text: &str) -> Option<usize> {
    let open = text
        .chars()
        .next()
        .filter(|c| matches!(c, '(' | '（' | '['))?;
    let inner = &text[open.len_utf8()..];
    let len = label(inner)?;
    let close = inner[len..].chars().next()?;
    // A number in square brackets at the head is a note or a reference, a letter is an item.
    let fits = match open {
        '[' => close == ']' && !inner.starts_with(char::is_numeric),
        _ => matches!(close, ')' | '）'),
    };
    let end = open.len_utf8() + len + close.len_utf8();
    (fits && is_free(&text[end..])).then_some(end)
}

fn numbered(text: &str) -> Option<usize> {
    let mut end = 0;
    for part in 1..=MAX_PARTS {
        let digits = text[end..]
            .chars()
            .take_while(|c| c.is_numeric())
            .take(MAX_DIGITS + 1)
            .fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        if !(1..=MAX_DIGITS).contains(&digits.0) {
            return None;
        }
        end += digits.1;
        let rest = &text[end..];
        if rest.starts_with('.') && rest[1..].starts_with(char::is_numeric) {
            end += 1;
            continue;
        }
        // `1.2 Scope` has no mark of its own; `1.5 million` must not pass for one.
        let bare = part >= 3 || (part == 2 && next_is_capital(rest));
        return match closing_mark(rest) {
            Some(len) => Some(end + len),
            None => (bare && rest.starts_with(char::is_whitespace)).then_some(end),
        };
    }
    None
}

fn next_is_capital(rest: &str) -> bool {
    rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase)
}

/// Measures what closes a number or letter: `.`, `)`, `.-`, a hyphen, a khan, `、`.
fn closing_mark(rest: &str) -> Option<usize> {
    let len = match rest.chars().next()? {
        '.' if rest.starts_with(".-") || rest.starts_with(".)") => 2,
        c @ ('.' | ')' | '-' | '）' | '、' | '．' | '\u{17D4}') => c.len_utf8(),
        _ => return None,
    };
    is_free(&rest[len..]).then_some(len)
}

fn lettered(text: &str) -> Option<usize> {
    let len = label(text)?;
    let mark = closing_mark(&text[len..])?;
    // `I - the undersigned`, `A-`: a hyphen closes the letters of other scripts only.
    let latin_hyphen = text.starts_with(|c: char| c.is_ascii()) && text[len..].starts_with('-');
    (!latin_hyphen).then_some(len + mark)
}

/// Tells whether a line is the heading of an article or chapter: `Article 5`, `Annex II: Forms`.
///
/// `Article 5 of the Charter` is not.
pub fn is_article_heading(text: &str) -> bool {
    let rest = match article_label(text) {
        Some(len) => text[len..].trim_start(),
        None => return false,
    };
    rest.is_empty() || rest.starts_with(['.', ':', '-', '–', '—', '('])
}

fn article(text: &str) -> Option<usize> {
    if text.starts_with('第') {
        return han_article(text);
    }
    let len = article_label(text)?;
    closing_mark(&text[len..]).map(|mark| len + mark)
}

/// Measures `Article 5` in `Article 5. Scope`.
fn article_label(text: &str) -> Option<usize> {
    let word = ARTICLE_WORDS
        .iter()
        .filter(|word| text.starts_with(**word))
        .max_by_key(|word| word.len())?;
    let rest = &text[word.len()..];
    let number = rest.trim_start_matches([' ', '\u{A0}']);
    if number.len() + 2 < rest.len() || (number.len() == rest.len() && word.is_ascii()) {
        return None;
    }
    label(number).map(|len| text.len() - number.len() + len)
}

/// `第三条`: the counter word closes the number.
fn han_article(text: &str) -> Option<usize> {
    let rest = &text['第'.len_utf8()..];
    let (count, len) = rest
        .chars()
        .take_while(|&c| c.is_numeric() || is_han_numeral(c))
        .take(6)
        .fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
    let counter = rest[len..].chars().next()?;
    let fits =
        (1..=5).contains(&count) && matches!(counter, '条' | '條' | '章' | '款' | '节' | '節');
    fits.then_some('第'.len_utf8() + len + counter.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found() {
        for (text, kind, mark) in [
            ("1. The Parties", Kind::Number, "1."),
            ("1.2.3. Scope", Kind::Number, "1.2.3."),
            ("1.2 Scope", Kind::Number, "1.2"),
            ("(a) to maintain", Kind::Number, "(a)"),
            ("(iv) peace", Kind::Number, "(iv)"),
            ("b) peace", Kind::Number, "b)"),
            ("IV. Final clauses", Kind::Number, "IV."),
            ("\u{17E1}. \u{1780}", Kind::Number, "\u{17E1}."),
            ("\u{17E1}.\u{1780}", Kind::Number, "\u{17E1}."),
            ("(\u{1780}) \u{1781}", Kind::Number, "(\u{1780})"),
            ("\u{0E51}. \u{0E01}", Kind::Number, "\u{0E51}."),
            ("一、总则", Kind::Number, "一、"),
            ("（二）总则", Kind::Number, "（二）"),
            ("• item", Kind::Bullet, "•"),
            ("– item", Kind::Bullet, "–"),
            ("Art. 5. The Depositary", Kind::Article, "Art. 5."),
            ("Annex II. Forms", Kind::Article, "Annex II."),
            ("第十二条 缔约方", Kind::Article, "第十二条"),
        ] {
            let len = mark.len();
            assert_eq!(enumerator(text), Some(Enumerator { kind, len }), "{text}");
        }
    }

    #[test]
    fn other_heads_are_left_alone() {
        for text in [
            "",
            "The Parties",
            "1.5 million",
            "1960. It",
            "5-year plan",
            "Article 5 of the Charter",
            "3.14",
            "-5 degrees",
            "A-level",
            "[1] See",
            "Art.",
            "(ASEAN) members",
            "mix. up",
            "1",
        ] {
            assert_eq!(enumerator(text), None, "{text}");
        }
    }
}
