//! Where a text that was read from a bilingual file stands in it, so that a finding can be shown and
//! fixed there. Readers note only a range of bytes and how the text is written in it; the text is
//! lined up with the range when somebody asks, and the two are compared character by character. What
//! does not come out the same has no place, and nothing is ever edited on a guess.

use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::xml;
use crate::text::Span;

/// Where a text stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Bytes of the file as text, without a byte order mark.
    pub range: Range<usize>,
    /// How the text is written there.
    pub form: Form,
}

/// How a text is written in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is.
    Plain,
    /// As the inside of an element of TMX or XLIFF.
    Xml,
    /// As a cell of a row.
    Cell {
        /// What stands between cells.
        delimiter: u8,
        /// Whether the cell is in quotes (RFC 4180).
        quoted: bool,
    },
    /// As the text of a variant in a line of JSON.
    Json {
        /// Number of the variant, from 0.
        variant: usize,
    },
    /// As strings of a message of gettext, a line each.
    Po,
}

/// A text lined up with its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    form: Form,
    /// Pieces of the text, in order, and what they are in the file.
    steps: Vec<Step>,
    /// Where the text begins in the file, if there is nothing in it.
    start: usize,
}

/// A piece of the text. Of equal length in both it is the same bytes; else it is one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    text: Span,
    file: Span,
}

impl Origin {
    /// Lines a text up with the file it was read from; none when that does not come out even.
    pub fn trace(&self, file: &str, text: &str) -> Option<Trace> {
        let raw = file.get(self.range.clone())?;
        let mut walk = Walk {
            text,
            base: self.range.start,
            done: 0,
            steps: Vec::new(),
        };
        let mut start = self.range.start;
        match self.form {
            Form::Plain | Form::Cell { quoted: false, .. } => walk.verbatim(0, raw)?,
            Form::Xml => walk.xml(raw)?,
            Form::Po => walk.po(raw)?,
            Form::Cell { quoted: true, .. } => {
                start += 1;
                walk.quoted(raw)?;
            }
            Form::Json { variant } => {
                let string = json_string(raw, variant)?;
                start += string.start;
                walk.json(raw, string)?;
            }
        }
        (walk.done == text.len()).then_some(Trace {
            form: self.form,
            steps: walk.steps,
            start,
        })
    }
}

impl Trace {
    /// Returns the bytes of the file that a piece of the text stands in, with what markup is between.
    pub fn in_file(&self, piece: Span) -> Span {
        let Some(last) = self.steps.last() else {
            return Span::new(self.start, self.start);
        };
        let start = self.step_at(piece.start);
        let start = start.map_or(last.file.end, |step| step.at(piece.start));
        if piece.is_empty() {
            return Span::new(start, start);
        }
        let end = self.step_at(piece.end - 1);
        let end = end.map_or(last.file.end, |step| {
            if step.is_verbatim() {
                step.at(piece.end)
            } else {
                step.file.end
            }
        });
        Span::new(start, end.max(start))
    }

    /// Returns the bytes of the file to be replaced, and by what, to put `new` in the place of a piece
    /// of the text; none when markup stands in the piece or `new` cannot be written there.
    pub fn edit(&self, piece: Span, new: &str) -> Option<(Span, String)> {
        let inside = |step: &&Step| step.text.end > piece.start && step.text.start < piece.end;
        let mut before: Option<&Step> = None;
        for step in self.steps.iter().filter(inside) {
            if before.is_some_and(|before| before.file.end != step.file.start) {
                return None;
            }
            before = Some(step);
        }
        Some((self.in_file(piece), self.written(new)?))
    }

    /// Writes a text as the file writes it.
    fn written(&self, new: &str) -> Option<String> {
        let plain = |refused: &[char]| (!new.contains(refused)).then(|| new.to_owned());
        match self.form {
            Form::Plain => plain(&['\n', '\r']),
            Form::Xml => Some(quick_xml::escape::partial_escape(new).into_owned()),
            Form::Cell { quoted: true, .. } => Some(new.replace('"', "\"\"")),
            Form::Cell { delimiter, .. } => plain(&['\n', '\r', '"', char::from(delimiter)]),
            Form::Json { .. } => {
                let string = serde_json::to_string(new).ok()?;
                Some(string[1..string.len() - 1].to_owned())
            }
            Form::Po => Some(
                new.replace('\\', "\\\\")
                    .replace('"', "\\\"")
                    .replace('\n', "\\n")
                    .replace('\t', "\\t"),
            ),
        }
    }

    fn step_at(&self, place: usize) -> Option<&Step> {
        let index = self.steps.partition_point(|step| step.text.end <= place);
        self.steps.get(index)
    }
}

impl Step {
    fn is_verbatim(&self) -> bool {
        self.text.len() == self.file.len()
    }

    fn at(&self, place: usize) -> usize {
        if self.is_verbatim() {
            self.file.start + (place - self.text.start)
        } else {
            self.file.start
        }
    }
}

/// A walk through the file beside the text.
struct Walk<'a> {
    text: &'a str,
    /// Where the range starts in the file.
    base: usize,
    /// The part of the text that was found.
    done: usize,
    steps: Vec<Step>,
}

impl Walk<'_> {
    /// Takes text that stands at `at` of the range as it is.
    fn verbatim(&mut self, at: usize, raw: &str) -> Option<()> {
        self.step(at, raw.len(), raw)
    }

    /// Takes text that is written as `length` bytes at `at` of the range.
    fn step(&mut self, at: usize, length: usize, text: &str) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        if !self.text[self.done..].starts_with(text) {
            return None;
        }
        let start = self.base + at;
        let step = Step {
            text: Span::new(self.done, self.done + text.len()),
            file: Span::new(start, start + length),
        };
        self.done += text.len();
        match self.steps.last_mut() {
            Some(last)
                if last.is_verbatim() && step.is_verbatim() && last.file.end == step.file.start =>
            {
                last.text.end = step.text.end;
                last.file.end = step.file.end;
            }
            _ => self.steps.push(step),
        }
        Some(())
    }

    fn character(&mut self, at: usize, length: usize, c: char) -> Option<()> {
        self.step(at, length, c.encode_utf8(&mut [0; 4]))
    }

    /// Takes the inside of an element: tags are passed over, codes with all that is in them.
    fn xml(&mut self, raw: &str) -> Option<()> {
        let mut at = 0;
        while at < raw.len() {
            let rest = &raw[at..];
            let taken = if rest.starts_with('<') {
                if let Some(inside) = rest.strip_prefix("<![CDATA[") {
                    let end = inside.find("]]>")?;
                    self.verbatim(at + 9, &inside[..end])?;
                    end + 12
                } else {
                    markup(rest)?
                }
            } else if rest.starts_with('&') {
                // A lone one stands for itself.
                let (c, length) = reference(rest).unwrap_or(('&', 1));
                self.character(at, length, c)?;
                length
            } else if rest.starts_with('\r') {
                let length = if rest.starts_with("\r\n") { 2 } else { 1 };
                self.character(at, length, '\n')?;
                length
            } else {
                let end = rest.find(['<', '&', '\r']).unwrap_or(rest.len());
                self.verbatim(at, &rest[..end])?;
                end
            };
            at += taken;
        }
        Some(())
    }

    fn quoted(&mut self, raw: &str) -> Option<()> {
        let (mut at, end) = (1, raw.len().checked_sub(1)?);
        while at < end {
            let piece = raw.get(at..end)?;
            let quote = piece.find('"').unwrap_or(piece.len());
            self.verbatim(at, &piece[..quote])?;
            at += quote;
            if at < end {
                self.character(at, 2, '"')?;
                at += 2;
            }
        }
        Some(())
    }

    fn json(&mut self, raw: &str, string: Range<usize>) -> Option<()> {
        let mut at = string.start;
        while at < string.end {
            let piece = &raw[at..string.end];
            let end = piece.find('\\').unwrap_or(piece.len());
            self.verbatim(at, &piece[..end])?;
            at += end;
            if at == string.end {
                break;
            }
            // A character beyond U+FFFF is written as two.
            let escape = &raw[at..string.end];
            let lengths = [2, 6, 12];
            let mut read = lengths.iter().filter_map(|&length| {
                let escape = escape.get(..length)?;
                let text: String = serde_json::from_str(&format!("\"{escape}\"")).ok()?;
                let mut chars = text.chars();
                let c = chars.next()?;
                chars.next().is_none().then_some((c, length))
            });
            let (c, length) = read.next()?;
            self.character(at, length, c)?;
            at += length;
        }
        Some(())
    }

    fn po(&mut self, raw: &str) -> Option<()> {
        let mut line_start = 0;
        for line in raw.split_inclusive('\n') {
            let trimmed = line.trim_end();
            if let (Some(first), Some(last)) = (trimmed.find('"'), trimmed.rfind('"'))
                && first < last
            {
                self.po_string(line_start + first + 1, &trimmed[first + 1..last])?;
            }
            line_start += line.len();
        }
        Some(())
    }

    fn po_string(&mut self, start: usize, string: &str) -> Option<()> {
        let mut at = 0;
        while at < string.len() {
            let piece = &string[at..];
            let end = piece.find('\\').unwrap_or(piece.len());
            self.verbatim(start + at, &piece[..end])?;
            at += end;
            let mut rest = string[at..].chars();
            if rest.next().is_none() {
                break;
            }
            let (c, length) = match rest.next()? {
                'n' => ('\n', 2),
                't' => ('\t', 2),
                'r' => ('\r', 2),
                other @ ('"' | '\\') => (other, 2),
                // What means nothing stays as it is.
                _ => ('\\', 1),
            };
            self.character(start + at, length, c)?;
            at += length;
        }
        Some(())
    }
}

/// Elements whose inside is no text: the codes of TMX and XLIFF.
const CODES: &[&str] = &[
    "bpt", "ept", "it", "ph", "ut", "sub", "x", "bx", "ex", "sc", "ec",
];

/// Returns the length of the markup that a text starts with: a comment, a tag, or a whole code.
fn markup(rest: &str) -> Option<usize> {
    for (start, end) in [("<!--", "-->"), ("<?", "?>")] {
        if rest.starts_with(start) {
            return Some(rest.find(end)? + end.len());
        }
    }
    let tag = tag(rest)?;
    let name = &rest[1..].split([' ', '\t', '\n', '\r', '/', '>']).next()?;
    let local = name.rsplit(':').next()?;
    let is_open = !rest[..tag].ends_with("/>");
    if !is_open || !CODES.contains(&local) {
        return Some(tag);
    }
    let (mut at, mut depth) = (tag, 1);
    while depth > 0 {
        at += rest[at..].find('<')?;
        let length = self::tag(&rest[at..])?;
        if rest[at..].starts_with("</") {
            depth -= 1;
        } else if !rest[at..at + length].ends_with("/>") {
            depth += 1;
        }
        at += length;
    }
    Some(at)
}

/// Returns the length of a tag; `>` may stand in the values of attributes.
fn tag(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Reads the reference that a text starts with, and its length.
fn reference(rest: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 12;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let c = xml::character(&rest[1..end])?;
    Some((c, end + 1))
}

/// Finds the string of a variant's text in a line of JSON, without its quotes.
fn json_string(raw: &str, variant: usize) -> Option<Range<usize>> {
    #[derive(Deserialize)]
    struct Row<'a> {
        #[serde(borrow)]
        variants: Vec<Side<'a>>,
    }
    #[derive(Deserialize)]
    struct Side<'a> {
        #[serde(borrow)]
        text: &'a RawValue,
    }
    let row: Row<'_> = serde_json::from_str(raw).ok()?;
    let string = row.variants.get(variant)?.text.get();
    let start = (string.as_ptr() as usize).checked_sub(raw.as_ptr() as usize)?;
    let inner = start + 1..(start + string.len()).checked_sub(1)?;
    (string.starts_with('"') && raw.get(inner.clone()).is_some()).then_some(inner)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn trace(form: Form, raw: &str, text: &str) -> Option<Trace> {
        let file = format!("before{raw}after");
        let range = 6..6 + raw.len();
        Origin { range, form }.trace(&file, text)
    }

    /// Returns what stands in the file for the first `wanted` in the text, and the file with `new` in
    /// its place.
    fn edited(form: Form, raw: &str, text: &str, wanted: &str, new: &str) -> Option<String> {
        let at = text.find(wanted).unwrap();
        let trace = trace(form, raw, text).unwrap();
        let (span, new) = trace.edit(Span::new(at, at + wanted.len()), new)?;
        let mut file = format!("before{raw}after");
        file.replace_range(span.range(), &new);
        Some(file[6..file.len() - 5].to_owned())
    }

    const CELL: Form = Form::Cell {
        delimiter: b'\t',
        quoted: false,
    };
    const QUOTED: Form = Form::Cell {
        delimiter: b'\t',
        quoted: true,
    };

    #[test]
    fn xml_with_references_and_codes() {
        let raw = "A &amp; <bpt i=\"1\">&lt;b></bpt>B  C<ept i=\"1\"/>\r\n<hi>D</hi>";
        let text = "A & B  C\nD";
        assert_eq!(
            edited(Form::Xml, raw, text, "  ", " ").unwrap(),
            raw.replace("  ", " ")
        );
        assert_eq!(
            edited(Form::Xml, raw, text, "&", "<>").unwrap(),
            raw.replace("&amp;", "&lt;&gt;")
        );
        // A code stands between.
        assert_eq!(edited(Form::Xml, raw, text, "& B", "x"), None);
        assert_eq!(trace(Form::Xml, raw, "A & B C\nD"), None);
        assert!(trace(Form::Xml, "a<ph>", "a").is_none());
        assert!(trace(Form::Xml, "<![CDATA[a<b]]>c", "a<bc").is_some());
    }

    #[test]
    fn cells() {
        assert_eq!(edited(CELL, "b  c", "b  c", "  ", " ").unwrap(), "b c");
        let raw = "\"say \"\"b  c\"\"\"";
        assert_eq!(
            edited(QUOTED, raw, "say \"b  c\"", "  ", "\"").unwrap(),
            raw.replace("  ", "\"\"")
        );
        assert_eq!(edited(CELL, "b", "b", "b", "x\ty"), None);
        assert_eq!(trace(CELL, "a", "b"), None);
    }

    #[test]
    fn strings_of_json_and_gettext() {
        let form = Form::Json { variant: 1 };
        let raw = r#"{"variants":[{"lang":"en","text":"b  c"},{"lang":"km","text":"\"b  c\u1780\ud83d\ude00"}]}"#;
        let text = "\"b  c\u{1780}\u{1F600}";
        let changed = edited(form, raw, text, "  ", "\"").unwrap();
        assert_eq!(changed.matches("b  c").count(), 1);
        assert!(changed.contains(r#""\"b\"c\u1780"#), "{changed}");
        let raw = "msgid \"\"\n\"one\\n\"\n\"two  three \\\\\"\n";
        let text = "one\ntwo  three \\";
        assert_eq!(
            edited(Form::Po, raw, text, "  ", "\n").unwrap(),
            raw.replace("  ", "\\n")
        );
        assert_eq!(edited(Form::Po, raw, text, "\ntwo", ""), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_found(text in "[a<&>\"\\\\\u{1780} \t\n]{0,20}", pick in 0..20_usize) {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
            let json = format!("{{\"variants\":[{{\"text\":{}}}]}}", serde_json::to_string(&text).unwrap());
            let cell = format!("\"{}\"", text.replace('"', "\"\""));
            let forms = [
                (Form::Xml, escaped),
                (Form::Json { variant: 0 }, json),
                (QUOTED, cell),
            ];
            for (form, raw) in forms {
                let found = trace(form, &raw, &text);
                prop_assert!(found.is_some(), "{:?} {:?}", form, raw);
                let chars: Vec<(usize, char)> = text.char_indices().collect();
                let Some(&(at, c)) = chars.get(pick) else { continue };
                let (span, new) = found.unwrap().edit(Span::new(at, at + c.len_utf8()), "\u{1781}").unwrap();
                let mut file = format!("before{raw}after");
                file.replace_range(span.range(), &new);
                let mut expected = text.clone();
                expected.replace_range(at..at + c.len_utf8(), "\u{1781}");
                let origin = Origin { range: 6..file.len() - 5, form };
                prop_assert!(origin.trace(&file, &expected).is_some());
            }
        }

        #[test]
        fn nothing_makes_it_panic(raw in "[a<>/&;#x\"'\\\\, \n\u{1780}phsub!\\[\\]CDATA-]{0,40}", text in "[a \u{1780}]{0,5}") {
            for form in [Form::Plain, Form::Xml, CELL, QUOTED, Form::Json { variant: 0 }, Form::Po] {
                let _ = trace(form, &raw, &text);
            }
        }
    }
}
