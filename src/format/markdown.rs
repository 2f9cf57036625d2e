//! Markdown (`CommonMark` with tables and footnotes): its text in paragraphs, with the numbers of
//! list items as they are counted. Marks of emphasis, targets of links, raw HTML and front matter
//! are left out. Places are lines of the file.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::paragraphs::{Paragraph, Paragraphs, Tables};
use super::text;
use crate::model::{BlockKind, Document, Part, Place};

/// Reads a text.
pub(super) fn read(text: &str) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        line: 1,
        text,
        ..Reader::default()
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range);
    }
    reader.flush();
    reader.paragraphs.finish()
}

#[derive(Default)]
struct Reader<'a> {
    paragraphs: Paragraphs,
    text: &'a str,
    /// The line of the byte `at`.
    line: usize,
    at: usize,
    open: String,
    /// The line where the open paragraph begins.
    start: Option<usize>,
    kind: BlockKind,
    /// For each list that is open: the number of its next item, none for bullets.
    lists: Vec<Option<u64>>,
    tables: Tables,
    number: String,
    /// Whether a line ended inside the paragraph, and a space is due.
    is_wrapped: bool,
    /// Elements open that are left out.
    skipped: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(&tag),
            Event::End(end) => self.end(end),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.write(&text, range.start);
            }
            Event::SoftBreak => self.is_wrapped = true,
            Event::HardBreak => self.open.push('\n'),
            Event::Rule => self.flush(),
            Event::InlineHtml(_)
            | Event::Html(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(_) | Tag::HtmlBlock => self.skipped += 1,
            Tag::Image { .. }
            | Tag::Link { .. }
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {}
            Tag::Heading { .. } => {
                self.flush();
                self.kind = BlockKind::Heading;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                self.number = String::new();
                if let Some(Some(next)) = self.lists.last_mut() {
                    self.number = format!("{next}. ");
                    *next = next.saturating_add(1);
                }
            }
            Tag::Table(_) => {
                self.flush();
                self.tables.begin();
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.tables.row();
            }
            Tag::TableCell => {
                self.flush();
                self.tables.cell(1);
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            TagEnd::Image
            | TagEnd::Link
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Table => {
                self.flush();
                self.tables.end();
            }
            _ => self.flush(),
        }
    }

    fn write(&mut self, text: &str, at: usize) {
        if self.skipped > 0 || text.is_empty() {
            return;
        }
        if self.start.is_none() {
            self.start = Some(self.line_of(at));
        }
        if self.is_wrapped && !self.open.is_empty() && !text::joins_tightly(&self.open, text) {
            self.open.push(' ');
        }
        self.is_wrapped = false;
        self.open.push_str(text);
    }

    /// Returns the line of a byte; bytes are asked for in order.
    fn line_of(&mut self, at: usize) -> usize {
        if at > self.at {
            let between = &self.text.as_bytes()[self.at..at.min(self.text.len())];
            self.line += memchr::memchr_iter(b'\n', between).count();
            self.at = at;
        }
        self.line
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.open);
        let kind = std::mem::take(&mut self.kind);
        let line = self.start.take();
        self.is_wrapped = false;
        if text.trim().is_empty() {
            return;
        }
        let number = std::mem::take(&mut self.number);
        self.paragraphs.push(Paragraph {
            kind: match kind {
                BlockKind::Paragraph if !self.lists.is_empty() => BlockKind::ListItem,
                kind => kind,
            },
            place: Place {
                page: None,
                part: self.tables.part().unwrap_or(Part::Line),
            },
            text: format!("{number}{text}"),
            line,
            lang: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_come_out_with_their_lines() {
        let text = "---\ntitle: x\n---\n# Note *verbale*\n\nThe Embassy presents\nits [compliments](http://x).\n\n\
                    3. One\n4. Two\n\n- \u{1780}\u{17B6}\n  \u{1781}\n\n| en | fr |\n|--|--|\n| a | b |\n\n<b>raw</b>\n";
        let document = read(text);
        let seen: Vec<(&str, usize)> = document
            .blocks
            .iter()
            .map(|block| (block.text.as_str(), block.starts[0].1))
            .collect();
        assert_eq!(
            seen,
            [
                ("Note verbale", 4),
                ("The Embassy presents its compliments.", 6),
                ("3. One", 9),
                ("4. Two", 10),
                ("\u{1780}\u{17B6}\u{1781}", 12),
                ("en", 15),
                ("fr", 15),
                ("a", 17),
                ("b", 17),
                ("raw", 19),
            ]
        );
        assert_eq!(document.blocks[0].kind, BlockKind::Heading);
        assert_eq!(document.blocks[2].kind, BlockKind::ListItem);
    }
}
