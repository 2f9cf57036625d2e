//! The text of a part of an `OpenDocument` file. White space is collapsed as ODF 1.2, part 1, 6.1.2
//! says; everything else is kept.

use std::collections::HashMap;

use super::styles::{LEVELS, List, Styles, label};
use crate::format::document::error::Error;
use crate::format::markup::{Parser, Piece, Tag};
use crate::format::paragraphs::{Paragraph, Tables, forget_pages, part_of};
use crate::model::{BlockKind, Part, Place};

/// Most spaces that one element stands for.
const SPACES: usize = 200;

/// Elements that are left out with all that is in them.
const SKIPPED: &[(&str, &str)] = &[
    ("office", "annotation"),
    ("office", "scripts"),
    ("svg", "desc"),
    ("svg", "title"),
    ("text", "alphabetical-index"),
    ("text", "bibliography"),
    ("text", "hidden-paragraph"),
    ("text", "hidden-text"),
    ("text", "illustration-index"),
    ("text", "note-citation"),
    ("text", "object-index"),
    ("text", "ruby-text"),
    ("text", "script"),
    ("text", "table-index"),
    ("text", "table-of-content"),
    ("text", "tracked-changes"),
    ("text", "user-index"),
];

/// An element that is open, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Paragraph,
    Span { hides: bool },
    List,
    Item,
    Table,
    Note,
    TextBox,
    Margin,
    Other,
}

#[derive(Debug, Default)]
struct Open {
    text: String,
    kind: BlockKind,
    number: String,
    page: u32,
    /// Spans and styles around that hide.
    hidden: u32,
    /// Whether white space was the last thing written, or nothing was.
    is_spaced: bool,
    /// Notes and text boxes.
    behind: Vec<Paragraph>,
}

/// A list that is open.
struct OpenList<'a> {
    style: Option<&'a List>,
    name: String,
    count: Option<u32>,
    /// Whether the number of the item is still to be written.
    is_due: bool,
}

/// Reads one part.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    /// The header or footer to be read; everything else is left out then.
    margin: Option<Part>,
    /// Whether what is to be read has begun: the body, or a header or footer.
    is_reading: bool,
    is_sheet: bool,
    stack: Vec<Element>,
    paragraphs: Vec<Open>,
    /// What the paragraphs are in, from the outside: notes and text boxes.
    within: Vec<Part>,
    notes: [u32; 2],
    lists: Vec<OpenList<'a>>,
    /// How far lists that are closed have counted, by style and level.
    counts: HashMap<(String, usize), u32>,
    headings: [u32; LEVELS],
    tables: Tables,
    /// How many rows like the one before are to be counted.
    repeated: u32,
    /// Whether the cell holds a number, in a spreadsheet.
    is_number: bool,
    page: u32,
    out: Vec<Paragraph>,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles) -> Self {
        Body {
            styles,
            margin: None,
            is_reading: false,
            is_sheet: false,
            stack: Vec::new(),
            paragraphs: Vec::new(),
            within: Vec::new(),
            notes: [0; 2],
            lists: Vec::new(),
            counts: HashMap::new(),
            headings: [0; LEVELS],
            tables: Tables::default(),
            repeated: 0,
            is_number: false,
            page: 1,
            out: Vec::new(),
        }
    }

    /// Reads the body of the document.
    pub(super) fn document(mut self, part: &str, text: &str) -> Result<Vec<Paragraph>, Error> {
        self.read(part, text)?;
        // Without a break there is nothing to count pages by.
        if self.page == 1 {
            forget_pages(&mut self.out);
        }
        Ok(self.out)
    }

    /// Reads headers or footers, which stand among the styles.
    pub(super) fn margin(
        mut self,
        part: &str,
        text: &str,
        margin: Part,
    ) -> Result<Vec<Paragraph>, Error> {
        self.margin = Some(margin);
        self.read(part, text)?;
        forget_pages(&mut self.out);
        Ok(self.out)
    }

    fn read(&mut self, part: &str, text: &str) -> Result<(), Error> {
        let mut parser = Parser::new(part, text);
        while let Some(piece) = parser.next()? {
            match piece {
                Piece::Open(tag) if SKIPPED.contains(&tag.name()) => parser.skip()?,
                Piece::Open(tag) => {
                    let element = self.begin(&tag);
                    self.stack.push(element);
                }
                Piece::Close => self.end(),
                Piece::Text(text) => self.text(&text),
            }
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Element {
        let name = tag.name();
        match name {
            ("office", "body") => self.is_reading = self.margin.is_none(),
            ("office", "spreadsheet") => self.is_sheet = true,
            ("style", "header" | "header-left" | "header-first") => {
                self.is_reading = self.margin == Some(Part::Header);
                return Element::Margin;
            }
            ("style", "footer" | "footer-left" | "footer-first") => {
                self.is_reading = self.margin == Some(Part::Footer);
                return Element::Margin;
            }
            _ => {}
        }
        if !self.is_reading {
            return Element::Other;
        }
        match name {
            ("text", "p" | "h") => {
                self.begin_paragraph(tag, name.1 == "h");
                return Element::Paragraph;
            }
            ("text", "span") => {
                let style = tag.attribute("style-name").unwrap_or_default();
                let hides = self.styles.hides(&style);
                if let Some(open) = self.paragraphs.last_mut() {
                    open.hidden += u32::from(hides);
                }
                return Element::Span { hides };
            }
            ("text", "s") => {
                let count = tag.number("c").unwrap_or(1_usize).min(SPACES);
                self.write(&" ".repeat(count));
            }
            ("text", "tab") => self.write("\t"),
            ("text", "line-break") => self.write("\n"),
            ("text", "soft-page-break") => {
                self.page = self.page.saturating_add(1);
            }
            ("text", "list") => {
                self.begin_list(tag);
                return Element::List;
            }
            ("text", "list-item") => {
                self.begin_item(tag.number("start-value"));
                return Element::Item;
            }
            ("text", "note") => {
                let kind = usize::from(tag.attribute("note-class").as_deref() == Some("endnote"));
                self.notes[kind] = self.notes[kind].saturating_add(1);
                self.within.push(match kind {
                    0 => Part::Footnote(self.notes[0]),
                    _ => Part::Endnote(self.notes[1]),
                });
                return Element::Note;
            }
            ("draw", "text-box") => {
                self.within.push(Part::TextBox);
                return Element::TextBox;
            }
            ("table", kind) => return self.table(kind, tag),
            _ => {}
        }
        Element::Other
    }

    fn table(&mut self, kind: &str, tag: &Tag<'_>) -> Element {
        match kind {
            "table" => {
                self.tables.begin();
                return Element::Table;
            }
            "table-row" => {
                // Rows that are repeated are the same row; it is read once.
                self.tables.skip_rows(std::mem::take(&mut self.repeated));
                self.tables.row();
                let times = tag.number("number-rows-repeated").unwrap_or(1_u32);
                self.repeated = times.saturating_sub(1);
            }
            "table-cell" | "covered-table-cell" => {
                self.tables
                    .cell(tag.number("number-columns-repeated").unwrap_or(1));
                let kind = tag.attribute("value-type");
                self.is_number = self.is_sheet && kind.is_some_and(|kind| kind != "string");
            }
            _ => {}
        }
        Element::Other
    }

    fn begin_list(&mut self, tag: &Tag<'_>) {
        let named = tag.attribute("style-name");
        let above = self.lists.last();
        let name = named
            .or_else(|| above.map(|list| list.name.clone()))
            .unwrap_or_default();
        let level = self.lists.len();
        let goes_on = tag.attribute("continue-numbering").as_deref() == Some("true")
            || tag.attribute("continue-list").is_some();
        let count = self.counts.get(&(name.clone(), level)).copied();
        self.lists.push(OpenList {
            style: self.styles.list(&name),
            name,
            count: count.filter(|_| goes_on),
            is_due: false,
        });
    }

    fn begin_item(&mut self, start: Option<u32>) {
        let index = self.lists.len().saturating_sub(1);
        if let Some(list) = self.lists.last_mut() {
            let first = || {
                let level = list.style.and_then(|levels| levels.get(index));
                level.map_or(1, |level| level.start)
            };
            let next = list.count.map(|count| count.saturating_add(1));
            list.count = Some(start.or(next).unwrap_or_else(first));
            list.is_due = true;
        }
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>, is_heading: bool) {
        let style = tag.attribute("style-name").unwrap_or_default();
        let mut open = Open {
            page: self.page,
            is_spaced: true,
            hidden: u32::from(self.styles.hides(&style) || self.is_number),
            ..Open::default()
        };
        // What stands in a note or text box is in no list around it.
        let in_list = self.lists.last_mut().filter(|list| list.is_due);
        if let Some(list) = in_list {
            list.is_due = false;
            open.kind = BlockKind::ListItem;
            let numbers: Vec<u32> = (self.lists.iter())
                .map(|list| list.count.unwrap_or(1))
                .collect();
            let levels = self.lists.last().and_then(|list| list.style);
            open.number = levels.map_or_else(String::new, |levels| label(levels, &numbers));
        }
        if is_heading {
            open.kind = BlockKind::Heading;
            let level = tag
                .number("outline-level")
                .unwrap_or(1_usize)
                .clamp(1, LEVELS);
            self.headings[level - 1] = self.headings[level - 1].saturating_add(1);
            self.headings[level..].fill(0);
            if open.number.is_empty() {
                let numbers: Vec<u32> = self.headings[..level].iter().map(|&n| n.max(1)).collect();
                open.number = label(&self.styles.outline, &numbers);
            }
        }
        self.paragraphs.push(open);
    }

    fn write(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut()
            && open.hidden == 0
        {
            open.text.push_str(text);
            open.is_spaced = false;
        }
    }

    fn text(&mut self, text: &str) {
        let Some(open) = self.paragraphs.last_mut() else {
            return;
        };
        if open.hidden > 0 {
            return;
        }
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        for (index, word) in text.split(is_space).enumerate() {
            if index > 0 && !open.is_spaced {
                open.text.push(' ');
                open.is_spaced = true;
            }
            if !word.is_empty() {
                open.text.push_str(word);
                open.is_spaced = false;
            }
        }
    }

    fn end(&mut self) {
        match self.stack.pop() {
            Some(Element::Paragraph) => self.close(),
            Some(Element::Span { hides: true }) => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.hidden = open.hidden.saturating_sub(1);
                }
            }
            Some(Element::List) => {
                if let Some(list) = self.lists.pop()
                    && let Some(count) = list.count
                {
                    self.counts.insert((list.name, self.lists.len()), count);
                }
            }
            Some(Element::Table) => {
                self.repeated = 0;
                self.tables.end();
            }
            Some(Element::Note | Element::TextBox) => {
                self.within.pop();
            }
            Some(Element::Margin) => self.is_reading = false,
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(open) = self.paragraphs.pop() else {
            return;
        };
        let part = (self.within.last().copied())
            .or(self.margin)
            .or_else(|| self.tables.part())
            .unwrap_or_else(|| part_of(open.kind));
        let mut done = Vec::new();
        if !open.text.trim().is_empty() {
            done.push(Paragraph {
                kind: open.kind,
                place: Place {
                    page: Some(open.page),
                    part,
                },
                text: format!("{}{}", open.number, open.text),
                ..Paragraph::default()
            });
        }
        done.extend(open.behind);
        match self.paragraphs.last_mut() {
            Some(around) => around.behind.extend(done),
            None => self.out.extend(done),
        }
    }
}
