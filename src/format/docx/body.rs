//! The text of a part of a Word document: runs joined to paragraphs, what is deleted or hidden left
//! out, notes and text boxes put behind the paragraph they hang on.

use std::collections::HashMap;

use super::numbering::Numbering;
use super::styles::{Styles, is_set};
use crate::format::document::error::Error;
use crate::format::markup::{Parser, Piece, Tag};
use crate::format::paragraphs::{Paragraph, Tables, forget_pages, part_of};
use crate::model::{BlockKind, Part, Place};

/// The notes of a part by their identifiers.
pub(super) type Notes = HashMap<String, Vec<Paragraph>>;

/// An element that is open, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    RowProperties,
    Table,
    TextBox,
    /// A choice between two forms of the same; whether one was taken.
    Alternate(bool),
    /// Text in words.
    Text {
        keeps_space: bool,
    },
    Note,
    Other,
}

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Open {
    text: String,
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    outline: Option<u32>,
    page: u32,
    /// For each field that is open: whether its result has begun.
    fields: Vec<bool>,
    /// Whether the run says that it is hidden.
    hidden: Option<bool>,
    run_style: Option<String>,
    /// Whether the border to the next paragraph is deleted.
    joins: bool,
    /// Notes, in the order of their marks.
    notes: Vec<(Part, String)>,
    /// What stands in text boxes.
    boxes: Vec<Paragraph>,
}

/// Reads one part.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    /// The part that all paragraphs are in, if it is not the body.
    within: Option<Part>,
    notes: [Notes; 2],
    counts: [u32; 2],
    stack: Vec<Element>,
    open: Vec<Open>,
    /// A paragraph whose end is deleted.
    joining: Option<Open>,
    tables: Tables,
    page: u32,
    out: Vec<Paragraph>,
    /// The text of the element that is open.
    text: String,
    note: String,
    found: Notes,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Body {
            styles,
            numbering,
            within: None,
            notes: [Notes::new(), Notes::new()],
            counts: [0; 2],
            stack: Vec::new(),
            open: Vec::new(),
            joining: None,
            tables: Tables::default(),
            page: 1,
            out: Vec::new(),
            text: String::new(),
            note: String::new(),
            found: Notes::new(),
        }
    }

    /// Reads the body of the document.
    pub(super) fn document(
        mut self,
        part: &str,
        text: &str,
        notes: [Notes; 2],
    ) -> Result<Vec<Paragraph>, Error> {
        self.notes = notes;
        self.read(part, text)?;
        // Without a break there is nothing to count pages by.
        if self.page == 1 {
            forget_pages(&mut self.out);
        }
        Ok(self.out)
    }

    /// Reads a header or footer.
    pub(super) fn margin(
        mut self,
        part: &str,
        text: &str,
        margin: Part,
    ) -> Result<Vec<Paragraph>, Error> {
        self.within = Some(margin);
        self.read(part, text)?;
        forget_pages(&mut self.out);
        Ok(self.out)
    }

    /// Reads a part of notes.
    pub(super) fn notes(mut self, part: &str, text: &str) -> Result<Notes, Error> {
        self.within = Some(Part::Footnote(0));
        self.read(part, text)?;
        Ok(self.found)
    }

    fn read(&mut self, part: &str, text: &str) -> Result<(), Error> {
        let mut parser = Parser::new(part, text);
        while let Some(piece) = parser.next()? {
            match piece {
                Piece::Open(tag) => match self.begin(&tag) {
                    Some(element) => self.stack.push(element),
                    None => parser.skip()?,
                },
                Piece::Close => self.end(),
                Piece::Text(text) => {
                    if matches!(self.parent(), Some(Element::Text { .. })) {
                        self.text.push_str(&text);
                    }
                }
            }
        }
        self.close_joining();
        Ok(())
    }

    fn parent(&self) -> Option<Element> {
        self.stack.last().copied()
    }

    /// Takes a start tag; returns nothing for what is left out with all that is in it.
    fn begin(&mut self, tag: &Tag<'_>) -> Option<Element> {
        Some(match tag.name() {
            ("w", name) => return self.word(name, tag),
            ("m", "t") => Element::Text { keeps_space: true },
            ("m", "r") => Element::Run,
            ("mc", "AlternateContent") => Element::Alternate(false),
            ("mc", "Choice" | "Fallback") => match self.stack.last_mut() {
                Some(Element::Alternate(taken)) if !*taken => {
                    *taken = true;
                    Element::Other
                }
                Some(Element::Alternate(_)) => return None,
                _ => Element::Other,
            },
            _ => Element::Other,
        })
    }

    /// Takes a tag of Word's own.
    fn word(&mut self, name: &str, tag: &Tag<'_>) -> Option<Element> {
        let parent = self.parent();
        match name {
            "p" => {
                self.begin_paragraph();
                return Some(Element::Paragraph);
            }
            "pPr" => return Some(Element::ParagraphProperties),
            "r" => {
                if let Some(open) = self.open.last_mut() {
                    (open.hidden, open.run_style) = (None, None);
                }
                return Some(Element::Run);
            }
            "rPr" if parent == Some(Element::Run) => return Some(Element::RunProperties),
            "t" => {
                let keeps_space = tag.attribute("space").as_deref() == Some("preserve");
                return Some(Element::Text { keeps_space });
            }
            "tbl" => {
                self.close_joining();
                self.tables.begin();
                return Some(Element::Table);
            }
            "tr" => self.tables.row(),
            "trPr" => return Some(Element::RowProperties),
            "tc" => self.tables.cell(1),
            "gridSpan" => self.tables.widen(tag.number("val").unwrap_or(1)),
            "txbxContent" => return Some(Element::TextBox),
            "footnote" | "endnote" => {
                self.note = tag.attribute("id").unwrap_or_default();
                return Some(Element::Note);
            }
            // The mark of a paragraph, or a row, that is deleted or moved away.
            "del" | "moveFrom" if parent == Some(Element::RowProperties) => self.tables.drop_row(),
            "del" | "moveFrom" if self.in_paragraph_mark() => {
                if let Some(open) = self.open.last_mut() {
                    open.joins = true;
                }
            }
            // Deleted text, earlier properties, phonetic guides, comments.
            "del" | "moveFrom" | "pPrChange" | "rPrChange" | "trPrChange" | "tblPrChange"
            | "tcPrChange" | "sectPrChange" | "numberingChange" | "rt" | "instrText"
            | "delInstrText" | "delText" | "comment" => return None,
            _ => self.in_paragraph(name, tag),
        }
        Some(Element::Other)
    }

    /// Tells whether the innermost properties are those of a paragraph's end.
    fn in_paragraph_mark(&self) -> bool {
        let above = self.stack.len().checked_sub(2).map(|at| self.stack[at]);
        self.parent() == Some(Element::Other) && above == Some(Element::ParagraphProperties)
    }

    /// Takes a tag that says something of the paragraph or run that is open, or stands for text.
    fn in_paragraph(&mut self, name: &str, tag: &Tag<'_>) {
        let parent = self.parent();
        let page = self.page;
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let value = || tag.attribute("val");
        match (parent, name) {
            (Some(Element::ParagraphProperties), "pStyle") => open.style = value(),
            (Some(Element::ParagraphProperties), "outlineLvl") => open.outline = tag.number("val"),
            (_, "numId") => open.list = value(),
            (_, "ilvl") => open.level = tag.number("val"),
            (Some(Element::RunProperties), "vanish") => open.hidden = Some(is_set(tag)),
            (Some(Element::RunProperties), "rStyle") => open.run_style = value(),
            (Some(Element::Run), _) => match name {
                "tab" | "ptab" => self.write("\t"),
                "br" | "cr" => self.write("\n"),
                "noBreakHyphen" => self.write("\u{2011}"),
                "softHyphen" => self.write("\u{AD}"),
                "sym" => {
                    let code = tag.attribute("char").unwrap_or_default();
                    let symbol = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                    if let Some(c) = symbol.filter(|c| !c.is_control()) {
                        self.write(c.encode_utf8(&mut [0; 4]));
                    }
                }
                "fldChar" => match tag.attribute("fldCharType").as_deref() {
                    Some("begin") => open.fields.push(false),
                    Some("separate") => {
                        if let Some(field) = open.fields.last_mut() {
                            *field = true;
                        }
                    }
                    _ => {
                        open.fields.pop();
                    }
                },
                "footnoteReference" => self.refer(0, tag),
                "endnoteReference" => self.refer(1, tag),
                "lastRenderedPageBreak" => {
                    self.page = page.saturating_add(1);
                    if open.text.trim().is_empty() {
                        open.page = self.page;
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// Notes the mark of a note; kind 0 is a footnote, 1 an endnote.
    fn refer(&mut self, kind: usize, tag: &Tag<'_>) {
        if self.is_hidden() {
            return;
        }
        let Some(id) = tag.attribute("id") else {
            return;
        };
        self.counts[kind] = self.counts[kind].saturating_add(1);
        let number = self.counts[kind];
        let part = if kind == 0 {
            Part::Footnote(number)
        } else {
            Part::Endnote(number)
        };
        if let Some(open) = self.open.last_mut() {
            open.notes.push((part, id));
        }
    }

    fn is_hidden(&self) -> bool {
        let Some(open) = self.open.last() else {
            return true;
        };
        let by_run = open.run_style.as_deref();
        (open.hidden)
            .or_else(|| by_run.and_then(|style| self.styles.hidden(Some(style))))
            .or_else(|| self.styles.hidden(open.style.as_deref()))
            .unwrap_or(false)
            || open.fields.contains(&false)
    }

    /// Writes into the paragraph that is open, unless the run is hidden.
    fn write(&mut self, text: &str) {
        if !self.is_hidden()
            && let Some(open) = self.open.last_mut()
        {
            open.text.push_str(text);
        }
    }

    /// Takes the text of a whole element: it may come in several pieces.
    fn words(&mut self, keeps_space: bool) {
        let text = std::mem::take(&mut self.text);
        let text = if keeps_space {
            &text
        } else {
            text.trim_matches([' ', '\t', '\r', '\n'])
        };
        // A line end in the file is a space in Word.
        if text.contains(['\n', '\r']) {
            self.write(&text.replace("\r\n", " ").replace(['\n', '\r'], " "));
        } else {
            self.write(text);
        }
    }

    fn begin_paragraph(&mut self) {
        let in_box = self.stack.contains(&Element::TextBox);
        let joined = if in_box { None } else { self.joining.take() };
        let open = match joined {
            // The properties are those of the paragraph whose end remains.
            Some(before) => Open {
                text: before.text,
                page: before.page,
                notes: before.notes,
                boxes: before.boxes,
                ..Open::default()
            },
            None => Open {
                page: self.page,
                ..Open::default()
            },
        };
        self.open.push(open);
    }

    fn end(&mut self) {
        match self.stack.pop() {
            Some(Element::Text { keeps_space }) => self.words(keeps_space),
            Some(Element::Paragraph) => {
                let Some(open) = self.open.pop() else { return };
                if open.joins && self.open.is_empty() {
                    self.joining = Some(open);
                } else {
                    self.close(open);
                }
            }
            Some(Element::Table) => {
                self.close_joining();
                self.tables.end();
            }
            Some(Element::Note) => {
                self.close_joining();
                let paragraphs = std::mem::take(&mut self.out);
                self.found
                    .insert(std::mem::take(&mut self.note), paragraphs);
            }
            _ => {}
        }
    }

    fn close_joining(&mut self) {
        if let Some(open) = self.joining.take() {
            self.close(open);
        }
    }

    /// Finishes a paragraph and puts what hangs on it behind it.
    fn close(&mut self, open: Open) {
        if self.styles.is_contents(open.style.as_deref()) || self.tables.is_dropped() {
            return;
        }
        let number = self.number(&open);
        let is_heading = match open.outline {
            Some(level) => level < 9,
            None => self.styles.is_heading(open.style.as_deref()),
        };
        let kind = if is_heading {
            BlockKind::Heading
        } else if number.is_empty() {
            BlockKind::Paragraph
        } else {
            BlockKind::ListItem
        };
        // A paragraph in a text box stands in the paragraph that the box hangs on.
        let part = (self.within)
            .or_else(|| (!self.open.is_empty()).then_some(Part::TextBox))
            .or_else(|| self.tables.part())
            .unwrap_or_else(|| part_of(kind));
        let place = Place {
            page: Some(open.page),
            part,
        };
        let mut done = Vec::new();
        if !open.text.trim().is_empty() {
            done.push(Paragraph {
                kind,
                place,
                text: format!("{number}{}", open.text),
                ..Paragraph::default()
            });
        }
        for (part, id) in open.notes {
            let kind = usize::from(matches!(part, Part::Endnote(_)));
            for mut paragraph in self.notes[kind].remove(&id).unwrap_or_default() {
                paragraph.place = Place { part, ..place };
                done.push(paragraph);
            }
        }
        done.extend(open.boxes);
        match self.open.last_mut() {
            Some(around) => around.boxes.extend(done),
            None => self.out.extend(done),
        }
    }

    /// Counts a paragraph of a list and returns its number.
    fn number(&mut self, open: &Open) -> String {
        let style = open.style.as_deref();
        let by_style = || self.styles.list(style);
        let (list, level) = match &open.list {
            Some(list) => (
                list.clone(),
                open.level.or_else(|| by_style().and_then(|list| list.1)),
            ),
            None => match by_style() {
                Some((list, level)) => (list, open.level.or(level)),
                None => return String::new(),
            },
        };
        self.numbering.next(&list, level, style)
    }
}
