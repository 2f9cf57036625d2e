//! The regular expressions of SRX, which are those of ICU and in practice those of Java, brought to
//! the form that the engine takes. A rule asks two things of a place: that a match of one pattern
//! ends there and that a match of another begins there. Look-around at the edge of a pattern asks
//! the same kind of thing and becomes a probe of its own; look-around elsewhere, back references
//! and possessive quantifiers cannot be had in linear time and are refused. Nothing is left out or
//! taken in another sense without a word.

use std::fmt::Write;

use regex_syntax::ast::{self, Ast, ErrorKind, GroupKind, parse::Parser};
use regex_syntax::hir::translate::Translator;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, LookSet};
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
    let source = Source::new(pattern)?;
    let ast = source.parse()?;
    if source.looks.is_empty() {
        let probe = Probe::new(ahead, false, source.hir(&[ast])?);
        return Ok(vec![keep(probe).into_iter().collect()]);
    }
    let alternatives = match &ast {
        Ast::Alternation(all) => all.asts.as_slice(),
        one => std::slice::from_ref(one),
    };
    // Flags at the head, such as `(?i)`, hold for all that follows.
    let mut flags = Vec::new();
    let conditions = alternatives.iter().map(|alternative| {
        let items = match alternative {
            Ast::Concat(all) => all.asts.as_slice(),
            Ast::Empty(_) => &[],
            one => std::slice::from_ref(one),
        };
        let is_flags = |item: &&Ast| matches!(item, Ast::Flags(_));
        let (head, items) = items.split_at(items.iter().take_while(is_flags).count());
        flags.extend_from_slice(head);
        source.condition(items, &flags, ahead)
    });
    conditions.collect()
}

/// Parses a pattern that has to match a whole text.
pub(super) fn whole(pattern: &str) -> Result<Hir, Fault> {
    let source = Source::new(pattern)?;
    let hir = source.hir(&[source.parse()?])?;
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

/// Look-around, which the parser is shown as a group with a name of its own.
struct LookAround {
    /// Where it starts in the translated pattern.
    at: usize,
    ahead: bool,
    negated: bool,
}

/// What the names of such groups begin with; the number of the look-around follows. Groups of Java
/// and ICU have letters and digits in their names only.
const LOOK: &str = "look.";

/// Recognises what opens look-around: its length, whether it looks ahead, and whether it is negated.
fn look_open(text: &str) -> Option<(usize, bool, bool)> {
    [
        ("(?=", true, false),
        ("(?!", true, true),
        ("(?<=", false, false),
        ("(?<!", false, true),
    ]
    .into_iter()
    .find(|(open, ..)| text.starts_with(open))
    .map(|(open, ahead, negated)| (open.len(), ahead, negated))
}

/// Returns the end of the escape or quotation at `at`; the braces of `\p{Lu}` and `\x{17D4}` are part
/// of it.
fn end_of_escape(pattern: &str, at: usize) -> usize {
    let rest = &pattern[at + 1..];
    if let Some(quoted) = rest.strip_prefix('Q') {
        let end = quoted.find("\\E").map_or(quoted.len(), |end| end + 2);
        return at + 2 + end;
    }
    let end = rest.chars().next().map_or(0, char::len_utf8);
    let has_braces = rest.starts_with(['p', 'P', 'x', 'u']) && rest[end..].starts_with('{');
    let close = || rest.find('}').map_or(rest.len(), |close| close + 1);
    at + 1 + if has_braces { close() } else { end }
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

/// A pattern in the syntax of the parser.
#[derive(Default)]
struct Source {
    text: String,
    /// Where pieces start, in `text` and in the pattern.
    places: Vec<(usize, usize)>,
    looks: Vec<LookAround>,
}

impl Source {
    /// Translates a pattern.
    fn new(pattern: &str) -> Result<Self, Fault> {
        let mut source = Source::default();
        let mut at = 0;
        // Whether a quantifier stands right before.
        let mut quantified = false;
        while let Some(c) = pattern[at..].chars().next() {
            let rest = &pattern[at..];
            source.places.push((source.text.len(), at));
            let was_quantified = std::mem::take(&mut quantified);
            let out = &mut source.text;
            match c {
                '\\' => {
                    let end = end_of_escape(pattern, at);
                    escape(&pattern[at..end], out).map_err(|error| (at, error))?;
                    at = end;
                    continue;
                }
                '[' => {
                    let end = end_of_class(pattern, at);
                    class(&pattern[at..end], out).map_err(|(inner, error)| (at + inner, error))?;
                    at = end;
                    continue;
                }
                '(' if rest.starts_with("(?") => {
                    at += source.open_group(rest);
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
        source.places.push((source.text.len(), at));
        Ok(source)
    }

    /// Writes what opens a group that says something of itself; returns its length in the pattern.
    fn open_group(&mut self, rest: &str) -> usize {
        let Some((len, ahead, negated)) = look_open(rest) else {
            self.text.push_str("(?");
            return 2;
        };
        let (at, number) = (self.text.len(), self.looks.len());
        // Writing to a string cannot fail.
        let _ = write!(self.text, "(?P<{LOOK}{number}>");
        self.looks.push(LookAround { at, ahead, negated });
        len
    }

    /// Returns the place in the pattern of a place in the translated one.
    fn place(&self, at: usize) -> usize {
        let piece = self.places.partition_point(|&(from, _)| from <= at);
        piece.checked_sub(1).map_or(0, |piece| self.places[piece].1)
    }

    fn parse(&self) -> Result<Ast, Fault> {
        let parsed = Parser::new().parse(&self.text);
        parsed.map_err(|error| match error.kind() {
            ErrorKind::GroupUnclosed => (self.place(self.text.len()), PatternError::Parentheses),
            ErrorKind::GroupUnopened => {
                let at = self.place(error.span().start.offset);
                (at, PatternError::Parentheses)
            }
            kind => {
                let at = self.place(error.span().start.offset);
                (at, PatternError::Syntax(kind.to_string()))
            }
        })
    }

    /// Returns what look-around a part of a pattern is, and what is in it.
    fn look<'a>(&self, item: &'a Ast) -> Option<(&LookAround, &'a Ast)> {
        let Ast::Group(group) = item else {
            return None;
        };
        let GroupKind::CaptureName { name, .. } = &group.kind else {
            return None;
        };
        let number: usize = name.name.strip_prefix(LOOK)?.parse().ok()?;
        Some((self.looks.get(number)?, &group.ast))
    }

    /// Makes one condition of the parts of an alternative.
    fn condition(&self, items: &[Ast], flags: &[Ast], ahead: bool) -> Result<Condition, Fault> {
        let is_look = |item: &&Ast| self.look(item).is_some();
        let with_flags = |items: &[Ast]| self.hir(&[flags, items].concat());
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
        let mut parts = Vec::new();
        if !middle.is_empty() {
            parts.push(with_flags(middle)?);
        }
        for (look, inner) in far.iter().filter_map(|item| self.look(item)) {
            let fault = || (self.place(look.at), PatternError::LookAround);
            if far.len() > 1 || look.ahead != ahead {
                return Err(fault());
            }
            let part = with_flags(std::slice::from_ref(inner))?;
            let part = beyond(part, look).ok_or_else(fault)?;
            parts.insert(if ahead { parts.len() } else { 0 }, part);
        }
        let mut probes: Condition = Vec::new();
        probes.extend(keep(Probe::new(ahead, false, Hir::concat(parts))));
        for (look, inner) in near.iter().filter_map(|item| self.look(item)) {
            let hir = with_flags(std::slice::from_ref(inner))?;
            probes.extend(keep(Probe::new(look.ahead, look.negated, hir)));
        }
        Ok(probes)
    }

    /// Brings parts of the pattern that follow one another, without look-around in them, to the form
    /// that the engine takes.
    fn hir(&self, parts: &[Ast]) -> Result<Hir, Fault> {
        let spans = parts.iter().map(|part| *part.span());
        let in_spans = |look: &&LookAround| {
            let mut spans = spans.clone();
            spans.any(|span| (span.start.offset..span.end.offset).contains(&look.at))
        };
        if let Some(look) = self.looks.iter().find(in_spans) {
            return Err((self.place(look.at), PatternError::LookAround));
        }
        let start = spans.clone().next().map_or(0, |span| span.start.offset);
        let whole = Ast::concat(ast::Concat {
            span: ast::Span::splat(ast::Position::new(start, 1, 1)),
            asts: parts.to_vec(),
        });
        let hir = Translator::new()
            .translate(&self.text, &whole)
            .map_err(|error| {
                let at = self.place(error.span().start.offset);
                (at, PatternError::Syntax(error.kind().to_string()))
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
            return Err((self.place(start), PatternError::Assertion));
        }
        Ok(hir)
    }
}

/// Writes look-around on the far side as text that has to be there: what `x(?=y)` asks of a place
/// before it, `xy` asks too. `None` where that cannot be done.
fn beyond(hir: Hir, look: &LookAround) -> Option<Hir> {
    if !look.negated {
        return Some(hir);
    }
    let mut set = one_character(&hir)?;
    set.negate();
    let edge = if look.ahead { Look::End } else { Look::Start };
    let character = Hir::class(Class::Unicode(set));
    Some(Hir::alternation(vec![Hir::look(edge), character]))
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
        | 'b' | 'A' | 'z' => out.push_str(text),
        c if c.is_ascii_alphanumeric() => return Err(PatternError::Escape(c)),
        c => out.push_str(&regex_syntax::escape(c.encode_utf8(&mut [0; 4]))),
    }
    Ok(())
}
