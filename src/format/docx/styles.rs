//! Styles, as far as they bear on the text: which make headings, which number, which hide. Styles
//! inherit; a ring of styles that inherit from each other ends where it began.

use std::collections::HashMap;

use crate::format::document::error::Error;
use crate::format::markup::{Parser, Piece, Tag};

/// How far a style may inherit.
const DEPTH: usize = 32;

/// A style, with what it says itself.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u32>,
    list: Option<String>,
    level: Option<usize>,
    hidden: Option<bool>,
}

/// The styles of a document, by their identifiers.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The paragraph style of paragraphs that name none.
    default: Option<String>,
}

impl Styles {
    pub(super) fn read(part: &str, text: &str) -> Result<Self, Error> {
        let mut parser = Parser::new(part, text);
        let mut styles = Styles::default();
        let mut open: Option<(String, Style)> = None;
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(piece) = parser.next()? {
            match piece {
                Piece::Open(tag) => {
                    depth += 1;
                    if tag.name() == ("w", "style") {
                        let id = tag.attribute("styleId").unwrap_or_default();
                        let paragraph = tag.attribute("type").as_deref() == Some("paragraph");
                        if paragraph && tag.attribute("default").is_some_and(|value| is_on(&value))
                        {
                            styles.default = Some(id.clone());
                        }
                        open = Some((id, Style::default()));
                        at = depth;
                    } else if let Some((_, style)) = &mut open {
                        style.take(&tag);
                    }
                }
                Piece::Close => {
                    if depth == at
                        && let Some((id, style)) = open.take()
                    {
                        styles.by_id.insert(id, style);
                    }
                    depth = depth.saturating_sub(1);
                }
                Piece::Text(_) => {}
            }
        }
        Ok(styles)
    }

    /// Returns what a style or the nearest one above it says.
    fn find<T>(&self, id: Option<&str>, get: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut id = id.or(self.default.as_deref());
        for _ in 0..DEPTH {
            let style = self.by_id.get(id?)?;
            if let Some(found) = get(style) {
                return Some(found);
            }
            id = style.based_on.as_deref();
        }
        None
    }

    /// Tells whether paragraphs of a style are headings.
    pub(super) fn is_heading(&self, id: Option<&str>) -> bool {
        self.find(id, |style| {
            let name = style.name.to_ascii_lowercase();
            match style.outline {
                Some(level) => Some(level < 9),
                None if name.starts_with("heading ") || name == "title" => Some(true),
                None => None,
            }
        })
        .unwrap_or(false)
    }

    /// Tells whether a style is one of those that Word makes tables of contents with.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        let name = id
            .and_then(|id| self.by_id.get(id))
            .map(|style| style.name.to_ascii_lowercase());
        name.is_some_and(|name| {
            name == "toc heading"
                || name.strip_prefix("toc ").is_some_and(|level| {
                    level.len() == 1 && level.bytes().all(|b| b.is_ascii_digit())
                })
        })
    }

    /// Returns the list that paragraphs of a style are in, with their level where the style says it.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(String, Option<usize>)> {
        let list = self.find(id, |style| style.list.clone())?;
        Some((list, self.find(id, |style| style.level)))
    }

    /// Tells whether a style hides its text, where it says so.
    pub(super) fn hidden(&self, id: Option<&str>) -> Option<bool> {
        self.find(id, |style| style.hidden)
    }
}

impl Style {
    fn take(&mut self, tag: &Tag<'_>) {
        let value = || tag.attribute("val");
        match tag.name() {
            ("w", "name") => self.name = value().unwrap_or_default(),
            ("w", "basedOn") => self.based_on = value(),
            ("w", "outlineLvl") => self.outline = tag.number("val"),
            ("w", "numId") => self.list = value(),
            ("w", "ilvl") => self.level = tag.number("val"),
            ("w", "vanish") => self.hidden = Some(is_set(tag)),
            _ => {}
        }
    }
}

/// Tells whether a property that is on or off is on (ECMA-376 part 1, 17.17.4).
pub(super) fn is_set(tag: &Tag<'_>) -> bool {
    tag.attribute("val").is_none_or(|value| is_on(&value))
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}
