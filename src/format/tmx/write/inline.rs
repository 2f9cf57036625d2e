//! The inside of a segment: text and inline codes as TMX markup.

use super::element::{push_attribute, push_optional};
use super::summary::Summary;
use crate::format::xml::escape::{self, Place};
use crate::format::xml::{is_illegal, is_space};
use crate::model::{Code, CodeKind, Half, Highlight, Inline, Native, Seg, SubFlow};

/// Longest segment that every tool imports, in characters.
pub(in crate::format::tmx) const LONG: usize = 2_000;

/// Appends the content of a segment without white space at its ends; nothing when it is empty.
pub(super) fn push_seg(out: &mut String, seg: &Seg, codes: bool, summary: &mut Summary) {
    let text = seg.plain_text();
    summary.long += usize::from(text.len() > LONG && text.chars().count() > LONG);
    match seg {
        Seg::Coded(pieces) if codes => push_trimmed(out, pieces, summary),
        Seg::Coded(_) => {
            summary.codes += seg.codes();
            push_text(out, &text, summary);
        }
        Seg::Plain(_) => push_text(out, &text, summary),
    }
}

fn push_text(out: &mut String, text: &str, summary: &mut Summary) {
    let (trimmed, cut) = trim(text, true, true, summary);
    summary.trimmed += usize::from(cut);
    summary.illegal_characters += escape::push(out, trimmed, Place::Content);
}

/// Appends pieces, trimming the first and the last where they are text.
fn push_trimmed(out: &mut String, pieces: &[Inline], summary: &mut Summary) {
    let last = pieces.len().saturating_sub(1);
    let mut any = false;
    for (index, piece) in pieces.iter().enumerate() {
        if let Inline::Text(text) = piece {
            let (trimmed, cut) = trim(text, index == 0, index == last, summary);
            summary.illegal_characters += escape::push(out, trimmed, Place::Content);
            any |= cut;
        } else {
            push_piece(out, piece, summary);
        }
    }
    summary.trimmed += usize::from(any);
}

/// Removes white space at one or both ends, and with it the characters that XML cannot hold, since
/// leaving those out would bring more white space to the end. Tells whether it found white space.
fn trim<'a>(text: &'a str, start: bool, end: bool, summary: &mut Summary) -> (&'a str, bool) {
    let outside = |c| is_space(c) || is_illegal(c);
    let mut trimmed = text;
    if start {
        trimmed = trimmed.trim_start_matches(outside);
    }
    if end {
        trimmed = trimmed.trim_end_matches(outside);
    }
    if trimmed.len() == text.len() {
        return (text, false);
    }
    let illegal = |text: &str| text.chars().filter(|&c| is_illegal(c)).count();
    let space = |text: &str| text.chars().filter(|&c| is_space(c)).count();
    summary.illegal_characters += illegal(text) - illegal(trimmed);
    (trimmed, space(text) > space(trimmed))
}

fn push_piece(out: &mut String, piece: &Inline, summary: &mut Summary) {
    match piece {
        Inline::Text(text) => {
            summary.illegal_characters += escape::push(out, text, Place::Content);
        }
        Inline::Code(code) => push_code(out, code, summary),
        Inline::Highlight(highlight) => push_highlight(out, highlight, summary),
    }
}

fn push_highlight(out: &mut String, highlight: &Highlight, summary: &mut Summary) {
    out.push_str("<hi");
    push_optional(out, "x", highlight.external.as_deref(), summary);
    push_optional(out, "type", highlight.function.as_deref(), summary);
    out.push('>');
    for piece in &highlight.pieces {
        push_piece(out, piece, summary);
    }
    out.push_str("</hi>");
}

/// Appends a code with the attributes that its element has. A half of a pair that does not say of
/// which pair, or an isolated code that does not say which half, becomes a placeholder.
fn push_code(out: &mut String, code: &Code, summary: &mut Summary) {
    let name = match (code.kind, &code.pair, code.half) {
        (CodeKind::Begin, Some(_), _) => "bpt",
        (CodeKind::End, Some(_), _) => "ept",
        (CodeKind::Isolated, _, Some(_)) => "it",
        (CodeKind::Unknown, _, _) => "ut",
        _ => "ph",
    };
    out.push('<');
    out.push_str(name);
    match (name, code.half) {
        ("bpt" | "ept", _) => push_optional(out, "i", code.pair.as_deref(), summary),
        ("it", Some(Half::Begin)) => push_attribute(out, "pos", "begin", summary),
        ("it", Some(Half::End)) => push_attribute(out, "pos", "end", summary),
        ("ph", _) => push_optional(out, "assoc", code.assoc.as_deref(), summary),
        _ => {}
    }
    if name != "ept" {
        push_optional(out, "x", code.external.as_deref(), summary);
    }
    if name != "ept" && name != "ut" {
        push_optional(out, "type", code.function.as_deref(), summary);
    }
    out.push('>');
    let start = out.len();
    for native in &code.content {
        match native {
            Native::Markup(markup) => {
                summary.illegal_characters += escape::push(out, markup, Place::Content);
            }
            Native::Sub(sub) => push_sub_flow(out, sub, summary),
        }
    }
    if out.len() == start {
        out.truncate(start - 1);
        out.push_str("/>");
        return;
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn push_sub_flow(out: &mut String, sub: &SubFlow, summary: &mut Summary) {
    out.push_str("<sub");
    push_optional(out, "datatype", sub.datatype.as_deref(), summary);
    push_optional(out, "type", sub.kind.as_deref(), summary);
    out.push('>');
    match &sub.seg {
        Seg::Plain(text) => {
            summary.illegal_characters += escape::push(out, text, Place::Content);
        }
        Seg::Coded(pieces) => pieces
            .iter()
            .for_each(|piece| push_piece(out, piece, summary)),
    }
    out.push_str("</sub>");
}
