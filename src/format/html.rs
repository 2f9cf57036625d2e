//! Web pages. Block elements are paragraphs, cells of tables and items of lists are places; scripts,
//! styles, menus and what is hidden are left out, and so is all layout. The text is told from the
//! markup by the tokenizer of the HTML standard; no tree is built, so that no page is too deep or too
//! broken. Bytes are decoded by mark, `meta` element, or what the caller says.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::counting::Counting;
use super::document::error::Error;
use super::paragraphs::{Paragraph, Paragraphs, Tables, part_of};
use crate::model::{BlockKind, Document, Part, Place};
use crate::text::{Lang, decode};

/// Elements that are left out with all that is in them.
const SKIPPED: &[&str] = &[
    "audio", "button", "canvas", "datalist", "dialog", "head", "iframe", "map", "menu", "nav",
    "noembed", "noframes", "noscript", "object", "rp", "rt", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
];

/// Elements that stand inside a line; all others begin and end paragraphs.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "output", "picture", "q",
    "ruby", "rb", "rp", "rt", "s", "samp", "small", "source", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Most elements that are remembered as open.
const DEPTH: usize = 4096;

/// Tells whether bytes begin like a web page.
pub(super) fn is_html(head: &[u8]) -> bool {
    let text: String = String::from_utf8_lossy(head)
        .chars()
        .filter(|&c| c != '\0' && c != '\u{FEFF}' && c != '\u{FFFD}')
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let mut rest = text.trim_start();
    // Comments and an XML declaration may stand before.
    loop {
        let behind = if rest.starts_with("<!--") {
            rest.split_once("-->")
        } else if rest.starts_with("<?xml") {
            rest.split_once("?>")
        } else {
            break;
        };
        match behind {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return false,
        }
    }
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|begin| {
            rest.strip_prefix(begin)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        })
}

/// Reads a page.
pub(super) fn read(bytes: Vec<u8>, encoding: Option<&str>) -> Result<Document, Error> {
    let declared = declared(&bytes[..bytes.len().min(4096)]);
    let is_utf8 = std::str::from_utf8(&bytes).is_ok();
    let label = declared.as_deref().or(encoding).filter(|_| !is_utf8);
    let text = decode::decode(bytes, label)?.text;
    let mut page = Page::default();
    // What stands in scripts, styles and titles is no markup.
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(&text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                page.begin(&name, &tag);
            }
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    page.flush();
    let mut document = page.paragraphs.finish();
    document.lang = page.lang;
    Ok(document)
}

/// Finds the encoding that a page declares (HTML standard, 13.2.3.2, in short).
fn declared(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = head.as_str();
    while let Some(at) = rest.find("<meta") {
        rest = &rest[at + 5..];
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        let Some((_, value)) = tag.split_once("charset") else {
            continue;
        };
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        let label = &value[..end.unwrap_or(value.len())];
        let known = encoding_rs::Encoding::for_label(label.as_bytes())?;
        // A page that can say so in ASCII is not in UTF-16.
        let is_wide = known == encoding_rs::UTF_16LE || known == encoding_rs::UTF_16BE;
        return Some(if is_wide {
            "utf-8".to_owned()
        } else {
            label.to_owned()
        });
    }
    None
}

/// An element that is open.
#[derive(Clone, Debug)]
struct Element {
    name: String,
    lang: Option<Lang>,
    is_skipped: bool,
    is_preformatted: bool,
    /// The list it is: how it counts, and the number of the next item.
    list: Option<(Counting, u32)>,
}

#[derive(Default)]
struct Page {
    paragraphs: Paragraphs,
    lang: Option<Lang>,
    open: Vec<Element>,
    tables: Tables,
    text: String,
    /// Whether white space is due before the next text.
    has_space: bool,
    number: String,
}

impl Page {
    fn begin(&mut self, name: &str, tag: &StartTag<()>) {
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).trim().to_owned())
        };
        match name {
            "br" => return self.break_line(),
            "html" => self.lang = attribute("lang").and_then(|tag| Lang::parse(&tag).ok()),
            _ => {}
        }
        let inline = INLINE.contains(&name);
        if !inline {
            self.flush();
            self.close_implied(name);
        }
        if VOID.contains(&name) || self.open.len() >= DEPTH {
            return;
        }
        let above = self.open.last();
        let skipped = above.is_some_and(|element| element.is_skipped)
            || SKIPPED.contains(&name)
            || is_hidden(&attribute);
        let lang = attribute("lang")
            .or_else(|| attribute("xml:lang"))
            .and_then(|tag| Lang::parse(&tag).ok())
            .filter(|_| name != "html");
        let element = Element {
            name: name.to_owned(),
            lang: lang.or_else(|| above.and_then(|element| element.lang.clone())),
            is_skipped: skipped,
            is_preformatted: above.is_some_and(|element| element.is_preformatted)
                || matches!(name, "pre" | "listing" | "xmp"),
            list: match name {
                "ol" => {
                    let counting = attribute("type")
                        .map_or(Counting::DECIMAL, |first| Counting::of_first(&first));
                    let start = attribute("start").and_then(|start| start.parse().ok());
                    Some((counting, start.unwrap_or(1)))
                }
                "ul" | "menu" | "dir" => Some((Counting::None, 1)),
                _ => None,
            },
        };
        if !skipped {
            match name {
                "table" => self.tables.begin(),
                "tr" => self.tables.row(),
                "td" | "th" => {
                    let span = attribute("colspan").and_then(|span| span.parse().ok());
                    self.tables.cell(span.unwrap_or(1));
                }
                "li" => self.begin_item(attribute("value").and_then(|value| value.parse().ok())),
                _ => {}
            }
        }
        self.open.push(element);
    }

    fn begin_item(&mut self, value: Option<u32>) {
        let list = self
            .open
            .iter_mut()
            .rev()
            .find_map(|element| element.list.as_mut());
        if let Some((counting, next)) = list {
            let number = value.unwrap_or(*next);
            *next = number.saturating_add(1);
            self.number = counting.write(number);
            if !self.number.is_empty() {
                self.number.push_str(". ");
            }
        }
    }

    /// Closes elements whose end tags may be left out, before the next one of their kind.
    fn close_implied(&mut self, name: &str) {
        const IN_HEAD: &[&str] = &[
            "base", "link", "meta", "noscript", "script", "style", "template", "title",
        ];
        if self.open.last().is_some_and(|open| open.name == "head") && !IN_HEAD.contains(&name) {
            self.open.pop();
        }
        let (closes, stops): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            _ => (
                &["p"],
                &["div", "td", "th", "li", "body", "section", "article"],
            ),
        };
        for index in (0..self.open.len()).rev().take(64) {
            let open = self.open[index].name.as_str();
            if closes.contains(&open) {
                self.open.truncate(index);
                return;
            }
            if stops.contains(&open) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.flush();
        }
        // An end tag that ends nothing near is left alone.
        let nearest = self
            .open
            .iter()
            .rev()
            .take(256)
            .position(|open| open.name == name);
        let Some(distance) = nearest else { return };
        let index = self.open.len() - 1 - distance;
        for element in self.open.drain(index..) {
            if element.name == "table" && !element.is_skipped {
                self.tables.end();
            }
        }
    }

    fn break_line(&mut self) {
        self.has_space = false;
        if self.open.last().is_none_or(|element| !element.is_skipped) {
            self.text.push('\n');
        }
    }

    fn text(&mut self, text: &str) {
        let top = self.open.last();
        if top.is_some_and(|element| element.is_skipped) {
            return;
        }
        if top.is_some_and(|element| element.is_preformatted) {
            self.text.push_str(text);
            return;
        }
        // ASCII white space alone is layout; other spaces are the writer's.
        for (index, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            self.has_space |= index > 0;
            if word.is_empty() {
                continue;
            }
            if self.has_space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.has_space = false;
            self.text.push_str(word);
        }
    }

    /// Ends the paragraph that is open.
    fn flush(&mut self) {
        self.has_space = false;
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let number = std::mem::take(&mut self.number);
        let near = || self.open.iter().rev().take(64);
        let heading = near().any(|element| {
            let name = element.name.as_bytes();
            name.len() == 2 && name[0] == b'h' && matches!(name[1], b'1'..=b'6')
        });
        let kind = if heading {
            BlockKind::Heading
        } else if near().any(|element| element.name == "li") {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        };
        let part: Part = self.tables.part().unwrap_or_else(|| part_of(kind));
        self.paragraphs.push(Paragraph {
            kind,
            place: Place { page: None, part },
            lang: self.open.last().and_then(|element| element.lang.clone()),
            text: format!("{number}{text}"),
            line: None,
        });
    }
}

/// Tells whether the attributes of an element say that it is a menu or not shown.
fn is_hidden(attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    let role = attribute("role").unwrap_or_default();
    let style = attribute("style").unwrap_or_default().to_ascii_lowercase();
    attribute("hidden").is_some_and(|value| value != "until-found")
        || matches!(role.as_str(), "navigation" | "menu" | "menubar" | "search")
        || style.split(';').any(|rule| {
            rule.split_once(':')
                .is_some_and(|(name, value)| (name.trim(), value.trim()) == ("display", "none"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Document {
        read(html.as_bytes().to_vec(), None).unwrap()
    }

    fn seen(document: &Document) -> Vec<String> {
        let blocks = document.blocks.iter();
        blocks
            .map(|block| format!("{}: {}", block.place.of(block.lines(0..1)), block.text))
            .collect()
    }

    #[test]
    fn blocks_are_paragraphs() {
        let document = page(
            "<!DOCTYPE html><html lang=\"en-GB\"><head><title>T</title><style>p{}</style><script>if (a<b) \"<p>no</p>\"</script>\
             <body><nav><ul><li>Home</ul></nav><h1>Joint\n <em>state</em>ment</h1><p>The  Em&shy;bassy&nbsp;of &amp; A<br>Phnom Penh\
             <p>a\u{200B}b<!-- c --><ol type=i start=2><li>one<li><p>two</p></ol><div hidden>x</div>\
             <table><tr><th>en<th>km<tr><td colspan=2>wide<td>c</table><p style=\"display: none\">y</p></html>",
        );
        assert_eq!(
            seen(&document),
            [
                "paragraph 1, heading: Joint statement",
                "paragraph 2: The Em\u{AD}bassy\u{A0}of & A",
                "paragraph 2: Phnom Penh",
                "paragraph 3: a\u{200B}b",
                "paragraph 4: ii. one",
                "paragraph 5: iii. two",
                "paragraph 6, table 1, row 1, column 1: en",
                "paragraph 7, table 1, row 1, column 2: km",
                "paragraph 8, table 1, row 2, column 1: wide",
                "paragraph 9, table 1, row 2, column 3: c",
            ]
        );
        assert_eq!(document.lang.unwrap().as_str(), "en-GB");
    }

    #[test]
    fn languages_are_those_of_the_elements() {
        let document = page("<html lang=en><p>A</p><div lang=km><p>B<p lang=fr>C</div><p>D");
        let langs: Vec<Option<&str>> = (document.blocks.iter())
            .map(|block| block.lang.as_ref().map(Lang::as_str))
            .collect();
        assert_eq!(langs, [None, Some("km"), Some("fr"), None]);
    }

    #[test]
    fn encodings_are_told_by_the_page() {
        let bytes =
            b"<html><meta http-equiv=x content='text/html; charset=windows-1252'><p>caf\xE9";
        assert_eq!(
            read(bytes.to_vec(), None).unwrap().blocks[0].text,
            "caf\u{E9}"
        );
        let bytes = b"<p>caf\xE9";
        assert!(read(bytes.to_vec(), None).is_err());
        assert!(read(bytes.to_vec(), Some("latin1")).is_ok());
    }

    #[test]
    fn pages_are_known_by_their_beginning() {
        for text in [
            "<!doctype HTML>",
            "\u{FEFF}<?xml version='1.0'?>\n<!-- x --><html lang=en>",
            "<body>",
        ] {
            assert!(is_html(text.as_bytes()), "{text}");
        }
        for text in ["<htmlx>", "html", "<!-- <html>", "a <html>"] {
            assert!(!is_html(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn long_hostile_pages_have_no_text() {
        for unit in [
            "<div>",
            "<p>",
            "</p>",
            "<table><tr><td>",
            "<li>",
            "<b><i>",
            "<!--",
            "<a href=\"",
            "<ol>",
        ] {
            let document = page(&unit.repeat(200_000));
            assert!(document.blocks.is_empty(), "{unit}");
        }
    }
}
