//! The inside of a segment. White space counts, pieces of text are joined whatever stands between
//! them, and an element that TMX does not have, such as those
//! of XLIFF, becomes codes round the text in it.

use quick_xml::events::{BytesStart, Event};

use super::problem::Cause;
use super::unit::{DEPTH, Oddities, Xml, push_text, value};
use crate::model::{Code, CodeKind, Half, Highlight, Inline, Native, Seg, SubFlow};

/// Parses a segment from behind its start tag up to and with its end tag.
pub(super) fn seg(xml: &mut Xml<'_>, oddities: &mut Oddities) -> Result<Seg, Cause> {
    let mut pieces = Pieces::default();
    fill(xml, &mut pieces, 0, oddities)?;
    Ok(pieces.into_seg())
}

/// Pieces as they come in, the last text still open.
#[derive(Default)]
pub(super) struct Pieces {
    done: Vec<Inline>,
    text: String,
}

impl Pieces {
    fn push(&mut self, piece: Inline) {
        self.close();
        self.done.push(piece);
    }

    fn close(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.done.push(Inline::Text(text));
        }
    }

    /// Returns the text that is still open.
    pub(super) fn text(&mut self) -> &mut String {
        &mut self.text
    }

    pub(super) fn into_seg(mut self) -> Seg {
        if self.done.is_empty() {
            return Seg::Plain(self.text);
        }
        self.close();
        Seg::Coded(self.done)
    }
}

fn deeper(depth: usize) -> Result<usize, Cause> {
    if depth < DEPTH {
        Ok(depth + 1)
    } else {
        Err(Cause::TooDeep { limit: DEPTH })
    }
}

fn fill(
    xml: &mut Xml<'_>,
    pieces: &mut Pieces,
    depth: usize,
    oddities: &mut Oddities,
) -> Result<(), Cause> {
    loop {
        let start = match xml.read_event()? {
            Event::Start(start) => start,
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(Cause::Unclosed),
            event => {
                push_text(&mut pieces.text, event, xml, oddities)?;
                continue;
            }
        };
        push_element(xml, &start, pieces, deeper(depth)?, oddities)?;
    }
}

/// Parses an element that stands in a variant without a `seg`.
pub(super) fn element(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    pieces: &mut Pieces,
    oddities: &mut Oddities,
) -> Result<(), Cause> {
    push_element(xml, start, pieces, 1, oddities)
}

fn push_element(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    pieces: &mut Pieces,
    depth: usize,
    oddities: &mut Oddities,
) -> Result<(), Cause> {
    match start.local_name().into_inner() {
        "hi" => {
            let mut inside = Pieces::default();
            fill(xml, &mut inside, depth, oddities)?;
            inside.close();
            let mut highlight = Highlight {
                pieces: inside.done,
                ..Highlight::default()
            };
            for attribute in start.attributes().with_checks(false) {
                let attribute = attribute?;
                match attribute.key.0 {
                    "x" => highlight.external = Some(value(&attribute)?.into_owned()),
                    "type" => highlight.function = Some(value(&attribute)?.into_owned()),
                    _ => {}
                }
            }
            pieces.push(Inline::Highlight(highlight));
        }
        // TMX 1.1 had sub-flows outside codes too.
        "sub" => {
            let mut code = Code::new(CodeKind::Placeholder);
            code.content = vec![Native::Sub(sub_flow(xml, start, depth, oddities)?)];
            pieces.push(Inline::Code(code));
        }
        // Marks of XLIFF round a stretch of text format nothing.
        "mrk" | "sm" | "em" => {
            oddities.unknown_elements += 1;
            fill(xml, pieces, depth, oddities)?;
        }
        name => match kind(name) {
            Some(kind) => {
                let code = code(xml, start, kind, depth, oddities)?;
                pieces.push(Inline::Code(code));
            }
            None => foreign(xml, start, pieces, depth, oddities)?,
        },
    }
    Ok(())
}

/// Makes codes of an element that TMX does not have: a pair round what is in it, or one alone.
fn foreign(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    pieces: &mut Pieces,
    depth: usize,
    oddities: &mut Oddities,
) -> Result<(), Cause> {
    oddities.unknown_elements += 1;
    let (mut id, mut reference) = (None, None);
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute?;
        match attribute.key.0 {
            "id" => id = Some(value(&attribute)?.into_owned()),
            "rid" | "startRef" => reference = Some(value(&attribute)?.into_owned()),
            _ => {}
        }
    }
    let place = xml.buffer_position();
    let made = |kind: CodeKind, markup: String| {
        let mut code = Code::new(kind);
        if matches!(kind, CodeKind::Begin | CodeKind::End) {
            let pair = reference.clone().or_else(|| id.clone());
            code.pair = Some(pair.unwrap_or_else(|| place.to_string()));
        }
        code.external.clone_from(&id);
        code.content = vec![Native::Markup(markup)];
        Inline::Code(code)
    };
    let kind = match start.local_name().into_inner() {
        "bx" | "sc" => CodeKind::Begin,
        "ex" | "ec" => CodeKind::End,
        _ => CodeKind::Placeholder,
    };
    let tag: &str = start;
    pieces.push(made(kind, format!("<{tag}/>")));
    let at = pieces.done.len();
    fill(xml, pieces, depth, oddities)?;
    if at < pieces.done.len() || !pieces.text.is_empty() {
        pieces.done[at - 1] = made(CodeKind::Begin, format!("<{tag}>"));
        pieces.push(made(CodeKind::End, format!("</{}>", start.name().0)));
    }
    Ok(())
}

/// Tells whether an element stands in texts alone.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(name, "hi" | "sub" | "g" | "x" | "bx" | "ex") || kind(name).is_some()
}

fn kind(name: &str) -> Option<CodeKind> {
    Some(match name {
        "bpt" => CodeKind::Begin,
        "ept" => CodeKind::End,
        "it" => CodeKind::Isolated,
        "ph" => CodeKind::Placeholder,
        "ut" => CodeKind::Unknown,
        _ => return None,
    })
}

fn code(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    kind: CodeKind,
    depth: usize,
    oddities: &mut Oddities,
) -> Result<Code, Cause> {
    let mut code = Code::new(kind);
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute?;
        let text = value(&attribute)?;
        match attribute.key.0 {
            "i" => code.pair = Some(text.into_owned()),
            "x" => code.external = Some(text.into_owned()),
            "type" => code.function = Some(text.into_owned()),
            "assoc" => code.assoc = Some(text.into_owned()),
            "pos" => {
                code.half = match &*text {
                    "begin" => Some(Half::Begin),
                    "end" => Some(Half::End),
                    _ => None,
                };
            }
            _ => {}
        }
    }
    let mut markup = String::new();
    natives(xml, &mut code.content, &mut markup, depth, oddities)?;
    if !markup.is_empty() {
        code.content.push(Native::Markup(markup));
    }
    Ok(code)
}

/// Parses the content of a code; `markup` is the piece that is still open.
fn natives(
    xml: &mut Xml<'_>,
    content: &mut Vec<Native>,
    markup: &mut String,
    depth: usize,
    oddities: &mut Oddities,
) -> Result<(), Cause> {
    loop {
        match xml.read_event()? {
            Event::Start(start) if start.local_name().into_inner() == "sub" => {
                if !markup.is_empty() {
                    content.push(Native::Markup(std::mem::take(markup)));
                }
                let sub = sub_flow(xml, &start, deeper(depth)?, oddities)?;
                content.push(Native::Sub(sub));
            }
            Event::Start(_) => {
                oddities.unknown_elements += 1;
                natives(xml, content, markup, deeper(depth)?, oddities)?;
            }
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(Cause::Unclosed),
            event => push_text(markup, event, xml, oddities)?,
        }
    }
}

fn sub_flow(
    xml: &mut Xml<'_>,
    start: &BytesStart<'_>,
    depth: usize,
    oddities: &mut Oddities,
) -> Result<SubFlow, Cause> {
    let mut sub = SubFlow::default();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute?;
        match attribute.key.0 {
            "datatype" => sub.datatype = Some(value(&attribute)?.into_owned()),
            "type" => sub.kind = Some(value(&attribute)?.into_owned()),
            _ => {}
        }
    }
    let mut pieces = Pieces::default();
    fill(xml, &mut pieces, depth, oddities)?;
    sub.seg = pieces.into_seg();
    Ok(sub)
}
