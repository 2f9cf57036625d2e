//! List numbers as Word prints them (ECMA-376 part 1, 17.9): lists share the counters of the abstract
//! list they belong to, levels restart below a higher one, and a list may start anew.

use std::collections::{HashMap, HashSet};

use super::styles::Styles;
use crate::format::counting::Counting;
use crate::format::document::error::Error;
use crate::format::markup::{Parser, Piece, Tag};

/// Levels of a list.
const LEVELS: usize = 9;
/// Most characters of a number with what stands around it.
const LONGEST: usize = 200;

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    counting: Counting,
    /// Its text, with `%1` for the number of the first level and so on.
    text: String,
    /// Whether numbers of other levels are written in plain digits.
    is_legal: bool,
    /// The level, from 1, below which it starts again; 0 for never.
    restart: Option<usize>,
    /// The paragraph style that goes with the level.
    style: Option<String>,
    /// Whether nothing stands between number and text.
    is_tight: bool,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: [Level; LEVELS],
    /// The style of another list that this one is made like.
    link: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    of: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// The lists of a document, and how far they have been counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels that have started anew.
    started: HashSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(part: &str, text: &str, styles: &Styles) -> Result<Self, Error> {
        let mut parser = Parser::new(part, text);
        let mut numbering = Numbering::default();
        let mut place = Place::None;
        let mut level = None;
        while let Some(piece) = parser.next()? {
            if let Piece::Open(tag) = piece {
                numbering.take(&tag, &mut place, &mut level);
            }
        }
        numbering.follow_links(styles);
        Ok(numbering)
    }

    fn take(&mut self, tag: &Tag<'_>, place: &mut Place, level: &mut Option<usize>) {
        let value = || tag.attribute("val").unwrap_or_default();
        match tag.name() {
            ("w", "abstractNum") => {
                *place = Place::Abstract(tag.attribute("abstractNumId").unwrap_or_default());
                *level = None;
            }
            ("w", "num") => {
                *place = Place::List(tag.attribute("numId").unwrap_or_default());
                *level = None;
            }
            ("w", "abstractNumId") => {
                if let Place::List(id) = place {
                    self.lists.entry(id.clone()).or_default().of = value();
                }
            }
            ("w", "numStyleLink") => {
                if let Place::Abstract(id) = place {
                    self.abstracts.entry(id.clone()).or_default().link = Some(value());
                }
            }
            ("w", "lvl" | "lvlOverride") => {
                *level = tag.number("ilvl").filter(|&level: &usize| level < LEVELS);
                if let (Place::List(id), Some(index), ("w", "lvl")) = (place, *level, tag.name()) {
                    let list = self.lists.entry(id.clone()).or_default();
                    list.levels[index] = Some(Level::default());
                }
            }
            ("w", "startOverride") => {
                if let (Place::List(id), Some(index)) = (place, *level) {
                    let list = self.lists.entry(id.clone()).or_default();
                    list.starts[index] = tag.number("val");
                }
            }
            _ => {
                let Some(index) = *level else { return };
                let open = match place {
                    Place::Abstract(id) => {
                        Some(&mut self.abstracts.entry(id.clone()).or_default().levels[index])
                    }
                    Place::List(id) => {
                        self.lists.entry(id.clone()).or_default().levels[index].as_mut()
                    }
                    Place::None => None,
                };
                if let Some(level) = open {
                    level.take(tag);
                }
            }
        }
    }

    /// Gives abstract lists that are made like a style the levels of that style's list.
    fn follow_links(&mut self, styles: &Styles) {
        let mut found: Vec<(String, [Level; LEVELS])> = Vec::new();
        let mut linked: Vec<(&String, &String)> = (self.abstracts.iter())
            .filter_map(|(id, one)| Some((id, one.link.as_ref()?)))
            .collect();
        linked.sort();
        for (id, link) in linked {
            let list = styles
                .list(Some(link))
                .and_then(|(list, _)| self.lists.get(&list));
            if let Some(other) = list.and_then(|list| self.abstracts.get(&list.of)) {
                found.push((id.clone(), other.levels.clone()));
            }
        }
        for (id, levels) in found {
            if let Some(one) = self.abstracts.get_mut(&id) {
                one.levels = levels;
            }
        }
    }

    /// Counts a paragraph and returns its number with the space behind it; nothing for bullets. The
    /// level is that of the paragraph, else that of its style.
    pub(super) fn next(&mut self, list: &str, level: Option<usize>, style: Option<&str>) -> String {
        let Some(one) = self.lists.get(list) else {
            return String::new();
        };
        let Some(whole) = self.abstracts.get(&one.of) else {
            return String::new();
        };
        let by_style = || {
            let levels = whole.levels.iter();
            style.and_then(|style| {
                levels
                    .clone()
                    .position(|level| level.style.as_deref() == Some(style))
            })
        };
        let index = level.or_else(by_style).unwrap_or(0).min(LEVELS - 1);
        let levels: Vec<&Level> = (whole.levels.iter().zip(&one.levels))
            .map(|(level, own)| own.as_ref().unwrap_or(level))
            .collect();
        let start = |at: usize| one.starts[at].or(levels[at].start).unwrap_or(1);
        let counters = self.counters.entry(one.of.clone()).or_default();
        let anew = one.starts[index].is_some() && self.started.insert((list.to_owned(), index));
        counters[index] = Some(match counters[index] {
            Some(count) if !anew => count.saturating_add(1),
            _ => start(index),
        });
        for below in index + 1..LEVELS {
            let restart = levels[below].restart.unwrap_or(below);
            if index < restart {
                counters[below] = None;
            }
        }
        let numbers: Vec<u32> = (0..LEVELS)
            .map(|at| counters[at].unwrap_or_else(|| start(at)))
            .collect();
        levels[index].label(&levels, &numbers)
    }
}

/// What is being read.
enum Place {
    None,
    Abstract(String),
    List(String),
}

impl Level {
    fn take(&mut self, tag: &Tag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        match tag.name() {
            ("w", "start") => self.start = tag.number("val"),
            ("w", "numFmt") => {
                self.counting = counting(&value(), tag.attribute("format").as_deref());
            }
            ("w", "lvlText") => self.text = value(),
            ("w", "isLgl") => self.is_legal = super::styles::is_set(tag),
            ("w", "lvlRestart") => self.restart = tag.number("val"),
            ("w", "pStyle") => self.style = Some(value()),
            ("w", "suff") => self.is_tight = value() == "nothing",
            _ => {}
        }
    }

    /// Writes the number of the level, all levels and their numbers being given.
    fn label(&self, levels: &[&Level], numbers: &[u32]) -> String {
        if self.counting == Counting::None {
            return String::new();
        }
        let mut label = String::new();
        let mut rest = self.text.chars().peekable();
        while let Some(c) = rest.next() {
            let digit = rest
                .peek()
                .and_then(|c| c.to_digit(10))
                .filter(|_| c == '%');
            let index = digit.and_then(|digit| (digit as usize).checked_sub(1));
            match index {
                Some(index) if index < LEVELS => {
                    rest.next();
                    let counting = match levels[index].counting {
                        counting if !self.is_legal || counting == Counting::None => counting,
                        _ => Counting::DECIMAL,
                    };
                    label.push_str(&counting.write(numbers[index]));
                }
                _ => label.push(c),
            }
            if label.len() > LONGEST {
                break;
            }
        }
        let label = label.trim();
        if label.is_empty() || self.is_tight {
            label.to_owned()
        } else {
            format!("{label} ")
        }
    }
}

/// Tells the counting from its name (ECMA-376 part 1, 17.18.59) and its own form.
fn counting(name: &str, form: Option<&str>) -> Counting {
    match name {
        "bullet" | "none" => Counting::None,
        "decimalZero" => Counting::Padded,
        "upperRoman" => Counting::UpperRoman,
        "lowerRoman" => Counting::LowerRoman,
        "upperLetter" => Counting::UpperLetter,
        "lowerLetter" => Counting::LowerLetter,
        "ordinal" => Counting::Ordinal,
        "thaiLetters" => Counting::Thai,
        "thaiNumbers" | "thaiCounting" => Counting::Digits('\u{0E50}'),
        "hindiNumbers" => Counting::Digits('\u{0966}'),
        "decimalFullWidth" | "decimalFullWidth2" => Counting::Digits('\u{FF10}'),
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographTraditional" => Counting::Han,
        "custom" => form.map_or(Counting::DECIMAL, Counting::of_first),
        _ => Counting::DECIMAL,
    }
}
