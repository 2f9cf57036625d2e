//! The inside of sources and targets as segments. Elements that stand for formatting become codes
//! whose content is their own markup; marks round a stretch of text give way to the text.

use super::tree::{Node, Piece};
use crate::model::{Code, CodeKind, Half, Inline, Native, Seg};

/// Makes a segment of what stands in an element of the file.
pub(super) fn seg(file: &str, node: &Node) -> Seg {
    let mut pieces = Vec::new();
    fill(file, node, &mut pieces);
    Seg::from_pieces(pieces)
}

fn fill(file: &str, node: &Node, out: &mut Vec<Inline>) {
    for piece in &node.pieces {
        match piece {
            Piece::Text(text) => out.push(Inline::Text(text.clone())),
            Piece::Node(node) => push(file, node, out),
        }
    }
}

fn push(file: &str, node: &Node, out: &mut Vec<Inline>) {
    let id = node.attribute("id").map(str::to_owned);
    let named = |names: &[&str]| {
        let mut found = names.iter().filter_map(|name| node.attribute(name));
        found.next().map(str::to_owned)
    };
    let code = |kind: CodeKind, pair: Option<String>, markup: &str| {
        let mut code = Code::new(kind);
        code.pair = pair;
        code.external.clone_from(&id);
        code.function = named(&["ctype", "type"]);
        if !markup.is_empty() {
            code.content = vec![Native::Markup(markup.to_owned())];
        }
        Inline::Code(code)
    };
    let element = &node.element;
    let tag = &file[element.tag.clone()];
    match node.local() {
        // Pairs that enclose text: `g` of version 1, `pc` of version 2.
        "g" | "pc" => {
            out.push(code(CodeKind::Begin, id.clone(), tag));
            fill(file, node, out);
            let end = &file[element.inner.end..element.end];
            out.push(code(CodeKind::End, id.clone(), end));
        }
        "x" | "ph" => {
            let native = node.text();
            let markup = if native.is_empty() { tag } else { &native };
            out.push(code(CodeKind::Placeholder, None, markup));
        }
        "bx" | "sc" => {
            let pair = named(&["rid"]).or_else(|| id.clone());
            out.push(code(CodeKind::Begin, pair, tag));
        }
        "ex" | "ec" => {
            let pair = named(&["rid", "startRef"]).or_else(|| id.clone());
            out.push(code(CodeKind::End, pair, tag));
        }
        "bpt" | "ept" => {
            let kind = if node.local() == "bpt" {
                CodeKind::Begin
            } else {
                CodeKind::End
            };
            let pair = named(&["rid"]).or_else(|| id.clone());
            out.push(code(kind, pair, &node.text()));
        }
        "it" => {
            let mut isolated = Code::new(CodeKind::Isolated);
            isolated.external.clone_from(&id);
            isolated.half = match node.attribute("pos") {
                Some("close") => Some(Half::End),
                _ => Some(Half::Begin),
            };
            isolated.content = vec![Native::Markup(node.text())];
            out.push(Inline::Code(isolated));
        }
        // A character that XML cannot hold (version 2).
        "cp" => {
            let hex = node.attribute("hex").unwrap_or_default();
            let number = u32::from_str_radix(hex, 16).ok();
            let c = number.and_then(char::from_u32);
            out.extend(c.map(|c| Inline::Text(c.to_string())));
        }
        "sm" | "em" => {}
        _ => fill(file, node, out),
    }
}
