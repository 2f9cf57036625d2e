//! Styles of `OpenDocument`, as far as they bear on the text: which hide, and how lists count.

use std::collections::HashMap;

use crate::format::counting::Counting;
use crate::format::document::error::Error;
use crate::format::markup::{Parser, Piece, Tag};

/// Levels of a list.
pub(super) const LEVELS: usize = 10;
/// How far a style may inherit.
const DEPTH: usize = 32;

/// A level of a list.
#[derive(Clone, Debug)]
pub(super) struct Level {
    counting: Counting,
    prefix: String,
    suffix: String,
    /// How many levels its number shows.
    shown: usize,
    pub(super) start: u32,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            counting: Counting::None,
            prefix: String::new(),
            suffix: String::new(),
            shown: 1,
            start: 1,
        }
    }
}

pub(super) type List = [Level; LEVELS];

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    hidden: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: HashMap<String, Style>,
    lists: HashMap<String, List>,
    /// How headings count.
    pub(super) outline: List,
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), Error> {
        let mut parser = Parser::new(part, text);
        let mut style = String::new();
        let mut list = None;
        while let Some(piece) = parser.next()? {
            let Piece::Open(tag) = piece else { continue };
            match tag.name() {
                // Styles come first.
                ("office", "body") => break,
                ("style", "style") => {
                    style = tag.attribute("name").unwrap_or_default();
                    let parent = tag.attribute("parent-style-name");
                    let new = Style {
                        parent,
                        hidden: None,
                    };
                    self.by_name.insert(style.clone(), new);
                }
                ("style", "text-properties") => {
                    let display = tag.attribute("display");
                    if let (Some(style), Some(display)) = (self.by_name.get_mut(&style), display) {
                        style.hidden = Some(display == "none");
                    }
                }
                ("text", "list-style") => list = Some(tag.attribute("name").unwrap_or_default()),
                ("text", "outline-style") => list = None,
                ("text", "list-level-style-number") => {
                    if let Some(name) = &list {
                        level(self.lists.entry(name.clone()).or_default(), &tag);
                    }
                }
                ("text", "outline-level-style") => level(&mut self.outline, &tag),
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns how a list counts.
    pub(super) fn list(&self, name: &str) -> Option<&List> {
        self.lists.get(name)
    }

    /// Tells whether a style hides its text.
    pub(super) fn hides(&self, name: &str) -> bool {
        let mut name = name;
        for _ in 0..DEPTH {
            let Some(style) = self.by_name.get(name) else {
                return false;
            };
            if let Some(hidden) = style.hidden {
                return hidden;
            }
            let Some(parent) = &style.parent else {
                return false;
            };
            name = parent;
        }
        false
    }
}

fn level(list: &mut List, tag: &Tag<'_>) {
    let index = tag
        .number::<usize>("level")
        .and_then(|level| level.checked_sub(1));
    let Some(level) = index.and_then(|index| list.get_mut(index)) else {
        return;
    };
    let text = |name: &str| tag.attribute(name).unwrap_or_default();
    *level = Level {
        counting: Counting::of_first(&text("num-format")),
        prefix: text("num-prefix"),
        suffix: text("num-suffix"),
        shown: tag.number("display-levels").unwrap_or(1),
        start: tag.number("start-value").unwrap_or(1),
    };
}

/// Writes the number of the innermost of some levels, with the space behind it.
pub(super) fn label(list: &List, numbers: &[u32]) -> String {
    let Some(level) = numbers.len().checked_sub(1).and_then(|last| list.get(last)) else {
        return String::new();
    };
    if level.counting == Counting::None {
        return String::new();
    }
    let first = numbers.len() - level.shown.clamp(1, numbers.len());
    let parts: Vec<String> = (first..numbers.len())
        .map(|at| list[at].counting.write(numbers[at]))
        .filter(|part| !part.is_empty())
        .collect();
    let label = format!("{}{}{}", level.prefix, parts.join("."), level.suffix);
    format!("{} ", label.trim())
}
