//! Rules of the project's own and its number format, made of the settings. What cannot be used is
//! refused with its place in the file: of a pattern, the place inside it where it goes wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use regex_automata::meta::Regex;
use toml::Spanned;

use super::settings::at;
use crate::check::NumberFormat;
use crate::check::own::{Own, pattern};
use crate::desk::Result;
use crate::desk::project::{Numbers, OwnRule, Tag};
use crate::report::Severity;
use crate::report::rule::{OwnRule as About, Rule};
use crate::text::source::SourceText;
use crate::text::{Lang, digit};

/// Makes rules of what a file of settings says.
pub(super) fn rules(rules: &[OwnRule], file: &SourceText) -> Result<Vec<Own>> {
    let mut made: Vec<Own> = Vec::new();
    for one in rules {
        let code = one.code.get_ref();
        let refused = |why: &str| at(file, one.code.span().start, format!("\"{code:.40}\" {why}"));
        if !is_own(code) {
            let why = "is no code for a rule of your own: write U and digits, capitals or hyphens, as in U001";
            return Err(refused(why));
        }
        if made.iter().any(|other| other.about.code == *code) {
            return Err(refused("is the code of two rules"));
        }
        let words: Vec<&str> = one.message.get_ref().split_whitespace().collect();
        if words.is_empty() {
            let why = "a rule has to say what is wrong".to_owned();
            return Err(at(file, one.message.span().start, why));
        }
        let has = [
            regex(one.source.as_ref(), code, file)?,
            regex(one.target.as_ref(), code, file)?,
        ];
        let lacks = [
            regex(one.unless_source.as_ref(), code, file)?,
            regex(one.unless_target.as_ref(), code, file)?,
        ];
        if has.iter().chain(&lacks).all(Option::is_none) {
            return Err(refused(
                "has no pattern: give source, target, unless-source or unless-target",
            ));
        }
        let langs = |tags: &[Tag]| tags.iter().map(|tag| tag.0.clone()).collect();
        made.push(Own {
            about: Arc::new(About {
                code: code.clone(),
                severity: one.severity.unwrap_or(Severity::Warning),
                message: words.join(" "),
            }),
            source_langs: langs(&one.source_langs),
            target_langs: langs(&one.target_langs),
            has,
            lacks,
        });
    }
    Ok(made)
}

fn is_own(code: &str) -> bool {
    let rest = code.strip_prefix(Rule::Own.code()).unwrap_or_default();
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    !rest.is_empty() && rest.len() < 40 && rest.chars().all(fits)
}

/// Compiles a pattern of a rule.
fn regex(text: Option<&Spanned<String>>, code: &str, file: &SourceText) -> Result<Option<Regex>> {
    let Some(text) = text else { return Ok(None) };
    pattern(text.get_ref()).map(Some).map_err(|error| {
        let start = text.span().start;
        let raw = file.slice(text.span().into());
        let inside = error.span.map_or(0, |span| in_string(raw, span.start));
        at(file, start + inside, format!("{code}: {}", error.message))
    })
}

/// Makes number formats of what a file of settings says.
pub(super) fn numbers(
    numbers: &BTreeMap<Spanned<String>, Numbers>,
    file: &SourceText,
) -> Result<Vec<NumberFormat>> {
    let mut formats = Vec::new();
    for (tag, one) in numbers {
        let lang = Lang::parse(tag.get_ref());
        let format = NumberFormat {
            lang: lang.map_err(|error| at(file, tag.span().start, error.to_string()))?,
            zero: one
                .digits
                .as_ref()
                .map(|digits| zero(digits, file))
                .transpose()?,
            decimal: sign(one.decimal.as_ref(), file)?,
            grouping: sign(one.grouping.as_ref(), file)?,
        };
        if let Some(sign) = &one.decimal
            && (sign.get_ref().is_empty() || format.decimal == format.grouping)
        {
            let why = "the decimal sign has to be one of its own".to_owned();
            return Err(at(file, sign.span().start, why));
        }
        formats.push(format);
    }
    Ok(formats)
}

fn sign(sign: Option<&Spanned<String>>, file: &SourceText) -> Result<Option<String>> {
    let Some(sign) = sign else { return Ok(None) };
    let text = sign.get_ref();
    if text.chars().count() > 1 || text.contains(char::is_alphanumeric) {
        let why = "write the one sign that stands between digits".to_owned();
        return Err(at(file, sign.span().start, why));
    }
    Ok(Some(text.clone()))
}

/// Returns the digit zero of digits that are all written, or of which it stands for the others.
fn zero(digits: &Spanned<String>, file: &SourceText) -> Result<char> {
    let text = digits.get_ref();
    let values: Vec<Option<u8>> = text.chars().map(digit::value).collect();
    let all: Vec<Option<u8>> = (0..10).map(Some).collect();
    match text.chars().next() {
        Some(zero) if values == all || values == all[..1] => Ok(zero),
        _ => {
            let why = "write the digits from 0 to 9 in order, or 0 alone".to_owned();
            Err(at(file, digits.span().start, why))
        }
    }
}

/// Returns the byte in a string of TOML, its quotes included, of a byte of what it says.
fn in_string(raw: &str, byte: usize) -> usize {
    let quote = &raw[..raw.len().min(1)];
    let is_long = raw.len() >= 6 && raw.starts_with(&quote.repeat(3));
    let mut at = if is_long { 3 } else { 1 };
    if is_long {
        // The line end after the quotes belongs to them.
        let rest = raw[at..].strip_prefix('\r').unwrap_or(&raw[at..]);
        at = rest
            .strip_prefix('\n')
            .map_or(at, |rest| raw.len() - rest.len());
    }
    if quote != "\"" {
        return at + byte;
    }
    let mut done = 0;
    while let Some(first) = raw[at..].chars().next().filter(|_| done < byte) {
        let rest = &raw[at + first.len_utf8()..];
        let escape = rest.chars().next().filter(|_| first == '\\');
        if escape.is_some_and(char::is_whitespace) {
            // It joins two lines and says nothing.
            at = raw.len() - rest.trim_start().len();
            continue;
        }
        let digits = match escape {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            _ => 0,
        };
        let code = rest.get(1..1 + digits).unwrap_or_default();
        let said = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        at += first.len_utf8() + escape.map_or(0, char::len_utf8) + digits;
        done += said.map_or(
            if escape.is_some() {
                1
            } else {
                first.len_utf8()
            },
            char::len_utf8,
        );
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_strings_are_those_in_the_file() {
        let at = |raw: &'static str, byte| &raw[in_string(raw, byte)..];
        assert_eq!(at("'ab(c'", 2), "(c'");
        assert_eq!(at("'''\nab(c'''", 2), "(c'''");
        assert_eq!(at(r#""a\\b(c""#, 3), "(c\"");
        assert_eq!(at("\"\\u1780\\\"(c\"", 4), "(c\"");
        assert_eq!(at("\"\"\"\r\n\\\n   \u{1780}(c\"\"\"", 3), "(c\"\"\"");
        assert_eq!(at("\"\"", 0), "\"");
    }
}
