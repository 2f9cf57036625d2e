//! The regular expressions of SRX, which are those of ICU and in practice those of Java, brought to
//! the form that the engine takes. A rule asks two things of a place: that a match of one pattern
//! ends there and that a match of another begins there. Look-around at the edge of a pattern asks
//! the same kind of thing and becomes a probe of its own; look-around elsewhere, back references
//! and possessive quantifiers cannot be had in linear time and are refused. Nothing is left out or
//! taken in another sense without a word.

use std::ops::Range;

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, LookSet};
use regex_syntax::{Error, ParserBuilder};
use thiserror::Error;

/// White space inside a line, as `\h` of Java and ICU.
const HORIZONTAL: &str = r"[ \t\u{A0}\u{1680}\u{180E}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]";
/// Line ends, as `\v` of Java and ICU.
const VERTICAL: &str = r"[\n\u{0B}\f\r\u{85}\u{2028}\u{2029}]";

/// What is asked of a place.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    /// Whether a match has to begin at the place; else one has to end there.
    pub(super) ahead: bool,
    /// Whether there must be none.
    pub(super) negated: bool,
    pub(super) hir: Hir,
}

/// Probes that all have to hold.
pub(super) type Condition = Vec<Probe>;

/// Why a pattern cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PatternError {
    /// Look-around that is not at the edge of the pattern, or not of a kind that can be translated.
    #[error(
        "this look-around cannot be translated; put it at the edge of the pattern that meets the break, or write the text out in beforebreak or afterbreak"
    )]
    LookAround,
    /// A quantifier such as `*+`.
    #[error("possessive quantifiers are not supported; drop the second `+`")]
    Possessive,
    /// An escape that has no counterpart.
    #[error("`\\{0}` is not supported")]
    Escape(char),
    /// An assertion that has no counterpart.
    #[error("only `^`, `$` and `\\b` are supported as assertions")]
    Assertion,
    /// A parenthesis that closes nothing, or none that closes.
    #[error("the parentheses do not match")]
    Parentheses,
    /// Anything else that the parser says.
    #[error("{0}")]
    Syntax(String),
}

/// An error with its byte in the pattern.
pub(super) type Fault = (usize, PatternError);

/// Parses a pattern that ends (`ahead` false) or begins (`ahead` true) at the break. The pattern
/// holds where one of the conditions does; a condition without probes always does.
pub(super) fn conditions(pattern: &str, ahead: bool) -> Result<Vec<Condition>, Fault> {
    let (flags, alternatives) = alternatives(pattern)?;
    let source = Source { pattern, flags };
    let has_looks = alternatives
        .iter()
        .flatten()
        .any(|item| item.look.is_some());
    if !has_looks {
        let hir = source.parse(flags.len()..pattern.len())?;
        return Ok(vec![
            keep(Probe::new(ahead, false, hir)).into_iter().collect(),
        ]);
    }
    alternatives
        .into_iter()
        .map(|items| source.condition(&items, ahead))
        .collect()
}

/// Parses a pattern that has to match a whole text.
pub(super) fn whole(pattern: &str) -> Result<Hir, Fault> {
    let source = Source { pattern, flags: "" };
    let hir = source.parse(0..pattern.len())?;
    let look = Hir::look;
    Ok(Hir::concat(vec![look(Look::Start), hir, look(Look::End)]))
}

impl Probe {
    fn new(ahead: bool, negated: bool, hir: Hir) -> Self {
        Probe {
            ahead,
            negated,
            hir,
        }
    }
}

/// Drops a probe that holds everywhere.
fn keep(probe: Probe) -> Option<Probe> {
    let properties = probe.hir.properties();
    let trivial =
        !probe.negated && properties.minimum_len() == Some(0) && properties.look_set().is_empty();
    (!trivial).then_some(probe)
}

/// A piece of an alternative: look-around, or what stands between.
struct Item {
    /// Where it starts, with what opens it.
    at: usize,
    /// What is in it.
    range: Range<usize>,
    look: Option<Direction>,
}

#[derive(Clone, Copy)]
struct Direction {
    ahead: bool,
    negated: bool,
}

/// Recognises what opens look-around, and measures it.
fn look_open(text: &str) -> Option<(usize, Direction)> {
    [
        ("(?=", true, false),
        ("(?!", true, true),
        ("(?<=", false, false),
        ("(?<!", false, true),
    ]
    .into_iter()
    .find(|(open, ..)| text.starts_with(open))
    .map(|(open, ahead, negated)| (open.len(), Direction { ahead, negated }))
}

/// Cuts a pattern at its outermost `|`, and the alternatives into look-around and the rest; returns
/// the flags at its head apart.
fn alternatives(pattern: &str) -> Result<(&str, Vec<Vec<Item>>), Fault> {
    let head = flags(pattern);
    let mut alternatives = vec![Vec::new()];
    let mut walker = Walker::new(pattern, head.len());
    let mut plain = head.len();
    let mut depth = 0_usize;
    let mut open: Option<(usize, usize, Direction)> = None;
    while let Some((at, token)) = walker.next() {
        let items = alternatives.last_mut();
        match token {
            Token::Open => {
                if let Some((len, direction)) = look_open(&pattern[at..]) {
                    if depth > 0 {
                        return Err((at, PatternError::LookAround));
                    }
                    push_plain(items, plain..at);
                    open = Some((at, at + len, direction));
                }
                depth += 1;
            }
            Token::Close => {
                depth = depth
                    .checked_sub(1)
                    .ok_or((at, PatternError::Parentheses))?;
                if depth == 0
                    && let Some((opened, start, direction)) = open.take()
                {
                    if pattern[at + 1..].starts_with(['*', '+', '?', '{']) {
                        return Err((at + 1, PatternError::LookAround));
                    }
                    if let Some(items) = items {
                        items.push(Item {
                            at: opened,
                            range: start..at,
                            look: Some(direction),
                        });
                    }
                    plain = at + 1;
                }
            }
            Token::Bar if depth == 0 => {
                push_plain(items, plain..at);
                plain = at + 1;
                alternatives.push(Vec::new());
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err((pattern.len(), PatternError::Parentheses));
    }
    push_plain(alternatives.last_mut(), plain..pattern.len());
    Ok((head, alternatives))
}

fn push_plain(items: Option<&mut Vec<Item>>, range: Range<usize>) {
    if let Some(items) = items
        && !range.is_empty()
    {
        items.push(Item {
            at: range.start,
            range,
            look: None,
        });
    }
}

/// Returns the flags at the head of a pattern, such as `(?i)`.
fn flags(pattern: &str) -> &str {
    let Some(rest) = pattern.strip_prefix("(?") else {
        return "";
    };
    let letters = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphabetic() || *b == b'-')
        .count();
    if letters > 0 && rest[letters..].starts_with(')') {
        &pattern[..letters + 3]
    } else {
        ""
    }
}

/// What matters of a pattern for finding its groups.
enum Token {
    Open,
    Close,
    Bar,
    Other,
}

/// Walks over a pattern, past escapes, quotations and classes.
struct Walker<'a> {
    pattern: &'a str,
    at: usize,
}

impl<'a> Walker<'a> {
    fn new(pattern: &'a str, at: usize) -> Self {
        Walker { pattern, at }
    }

    fn next(&mut self) -> Option<(usize, Token)> {
        let at = self.at;
        let c = self.pattern[at..].chars().next()?;
        self.at += c.len_utf8();
        let token = match c {
            '\\' => {
                self.at = end_of_escape(self.pattern, at);
                Token::Other
            }
            '[' => {
                self.at = end_of_class(self.pattern, at);
                Token::Other
            }
            '(' => Token::Open,
            ')' => Token::Close,
            '|' => Token::Bar,
            _ => Token::Other,
        };
        Some((at, token))
    }
}

/// Returns the end of the escape or quotation at `at`.
fn end_of_escape(pattern: &str, at: usize) -> usize {
    let rest = &pattern[at + 1..];
    if let Some(quoted) = rest.strip_prefix('Q') {
        let end = quoted.find("\\E").map_or(quoted.len(), |end| end + 2);
        return at + 2 + end;
    }
    at + 1 + rest.chars().next().map_or(0, char::len_utf8)
}

/// Returns the end of the class at `at`, with the classes in it.
fn end_of_class(pattern: &str, at: usize) -> usize {
    let mut depth = 0_usize;
    let mut from = at;
    let mut first = false;
    while let Some(c) = pattern[from..].chars().next() {
        match c {
            '\\' => from = end_of_escape(pattern, from),
            '[' => {
                depth += 1;
                from += 1;
                from += usize::from(pattern[from..].starts_with('^'));
                first = true;
                continue;
            }
            // A bracket that comes first is a character of the class.
            ']' if !first => {
                depth -= 1;
                from += 1;
                if depth == 0 {
                    return from;
                }
            }
            c => from += c.len_utf8(),
        }
        first = false;
    }
    from
}

struct Source<'a> {
    pattern: &'a str,
    flags: &'a str,
}

impl Source<'_> {
    /// Makes one condition of the pieces of an alternative.
    fn condition(&self, items: &[Item], ahead: bool) -> Result<Condition, Fault> {
        let is_look = |item: &&Item| item.look.is_some();
        let leading = items.iter().take_while(is_look).count();
        let trailing = items[leading..].iter().rev().take_while(is_look).count();
        let (leading, rest) = items.split_at(leading);
        let (middle, trailing) = rest.split_at(rest.len() - trailing);
        // Look-around that meets the break, and that on the far side of the pattern.
        let (near, far) = if ahead || middle.is_empty() {
            (leading, trailing)
        } else {
            (trailing, leading)
        };
        let mut parts = match middle {
            [] => Vec::new(),
            [item] => vec![self.parse(item.range.clone())?],
            [_, look, ..] => return Err((look.at, PatternError::LookAround)),
        };
        for item in far {
            let part = self.beyond(item, ahead)?;
            if ahead {
                parts.push(part);
            } else {
                parts.insert(0, part);
            }
        }
        if far.len() > 1 {
            return Err((far[0].at, PatternError::LookAround));
        }
        let mut probes: Condition = Vec::new();
        probes.extend(keep(Probe::new(ahead, false, Hir::concat(parts))));
        for item in near {
            if let Some(look) = item.look {
                let hir = self.parse(item.range.clone())?;
                probes.extend(keep(Probe::new(look.ahead, look.negated, hir)));
            }
        }
        Ok(probes)
    }

    /// Writes look-around on the far side as text that has to be there: what `x(?=y)` asks of a
    /// place before it, `xy` asks too.
    fn beyond(&self, item: &Item, ahead: bool) -> Result<Hir, Fault> {
        let fault = || (item.at, PatternError::LookAround);
        let look = item
            .look
            .filter(|look| look.ahead == ahead)
            .ok_or_else(fault)?;
        let hir = self.parse(item.range.clone())?;
        if !look.negated {
            return Ok(hir);
        }
        let mut set = one_character(&hir).ok_or_else(fault)?;
        set.negate();
        let edge = if ahead { Look::End } else { Look::Start };
        Ok(Hir::alternation(vec![
            Hir::look(edge),
            Hir::class(Class::Unicode(set)),
        ]))
    }

    /// Parses a piece of the pattern.
    fn parse(&self, range: Range<usize>) -> Result<Hir, Fault> {
        let start = range.start;
        let piece = &self.pattern[range];
        let mut translated = self.flags.to_owned();
        translate(piece, &mut translated).map_err(|(at, error)| (start + at, error))?;
        let parsed = ParserBuilder::new().build().parse(&translated);
        let hir = parsed.map_err(|error| {
            let (at, message) = match &error {
                Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
                Error::Translate(error) => (error.span().start.offset, error.kind().to_string()),
                error => (0, error.to_string()),
            };
            let at = at.saturating_sub(self.flags.len()).min(piece.len());
            (start + at, PatternError::Syntax(message))
        })?;
        let known = [
            Look::Start,
            Look::End,
            Look::StartLF,
            Look::EndLF,
            Look::StartCRLF,
            Look::EndCRLF,
            Look::WordUnicode,
        ];
        let known = known.into_iter().fold(LookSet::empty(), LookSet::insert);
        if !hir.properties().look_set().subtract(known).is_empty() {
            return Err((start, PatternError::Assertion));
        }
        Ok(hir)
    }
}

/// Returns the characters that a pattern matches one of.
fn one_character(hir: &Hir) -> Option<ClassUnicode> {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class.clone()),
        HirKind::Literal(literal) => {
            let mut chars = std::str::from_utf8(&literal.0).ok()?.chars();
            let (first, second) = (chars.next()?, chars.next());
            let range = ClassUnicodeRange::new(first, first);
            second.is_none().then(|| ClassUnicode::new([range]))
        }
        HirKind::Capture(capture) => one_character(&capture.sub),
        _ => None,
    }
}

/// Writes a piece of a pattern in the syntax of the parser.
fn translate(piece: &str, out: &mut String) -> Result<(), Fault> {
    let mut at = 0;
    // Whether a quantifier stands right before.
    let mut quantified = false;
    while let Some(c) = piece[at..].chars().next() {
        let rest = &piece[at..];
        let was_quantified = std::mem::take(&mut quantified);
        match c {
            '\\' => {
                let end = end_of_escape(piece, at);
                escape(&piece[at..end], out).map_err(|error| (at, error))?;
                // `\p{Lu}`, `\x{17D4}`: the braces are no quantifier.
                at = end;
                if piece[..end].ends_with(['p', 'P', 'x', 'u']) && piece[at..].starts_with('{') {
                    let end = piece[at..]
                        .find('}')
                        .map_or(piece.len(), |end| at + end + 1);
                    out.push_str(&piece[at..end]);
                    at = end;
                }
                continue;
            }
            '[' => {
                let end = end_of_class(piece, at);
                class(&piece[at..end], out).map_err(|(inner, error)| (at + inner, error))?;
                at = end;
                continue;
            }
            '(' if rest.starts_with("(?") => {
                out.push_str("(?");
                at += 2;
                continue;
            }
            '+' if was_quantified => return Err((at, PatternError::Possessive)),
            '*' | '+' | '}' => quantified = true,
            '?' => quantified = !was_quantified,
            _ => {}
        }
        out.push(c);
        at += c.len_utf8();
    }
    Ok(())
}

/// Writes a class.
fn class(text: &str, out: &mut String) -> Result<(), Fault> {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c == '\\' {
            let end = end_of_escape(text, at);
            escape(&text[at..end], out).map_err(|error| (at, error))?;
            let is_class = text[at + 1..]
                .starts_with(['d', 'D', 's', 'S', 'w', 'W', 'h', 'H', 'v', 'V', 'p', 'P']);
            at = end;
            if text[..end].ends_with(['p', 'P', 'x', 'u']) && text[end..].starts_with('{') {
                at = text[end..]
                    .find('}')
                    .map_or(text.len(), |close| end + close + 1);
                out.push_str(&text[end..at]);
            }
            // No range starts with a class: the hyphen stands for itself.
            if is_class && text[at..].starts_with('-') {
                out.push('\\');
            }
        } else if let Some(name) = rest.strip_prefix("[:")
            && let Some(end) = name.find(":]")
        {
            // Unicode's sense of the POSIX classes, as ICU has it.
            let name = &name[..end];
            let (sign, name) = match name.strip_prefix('^') {
                Some(name) => ('P', name),
                None => ('p', name),
            };
            out.extend(['\\', sign, '{']);
            out.push_str(name);
            out.push('}');
            at += end + 4;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    Ok(())
}

/// Writes an escape or quotation.
fn escape(text: &str, out: &mut String) -> Result<(), PatternError> {
    let Some(c) = text[1..].chars().next() else {
        return Err(PatternError::Syntax(
            "the pattern ends in a backslash".to_owned(),
        ));
    };
    match c {
        'Q' => {
            let quoted = text[2..].strip_suffix("\\E").unwrap_or(&text[2..]);
            out.push_str(&regex_syntax::escape(quoted));
        }
        'h' => out.push_str(HORIZONTAL),
        'H' => out.push_str(&HORIZONTAL.replacen('[', "[^", 1)),
        'v' => out.push_str(VERTICAL),
        'V' => out.push_str(&VERTICAL.replacen('[', "[^", 1)),
        'e' => out.push_str(r"\x1B"),
        'p' | 'P' | 'x' | 'u' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 't' | 'r' | 'f' | 'a'
        | 'b' | 'A' | 'z' => {
            out.push('\\');
            out.push(c);
        }
        c if c.is_ascii_alphanumeric() => return Err(PatternError::Escape(c)),
        c => out.push_str(&regex_syntax::escape(c.encode_utf8(&mut [0; 4]))),
    }
    Ok(())
}
