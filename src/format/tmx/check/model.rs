//! The document type of TMX 1.4b, read from a table: which elements stand in which, in what order,
//! with which attributes (`tmx14.dtd`, LISA OSCAR, 2005). Says nothing of what they mean.

use std::sync::LazyLock;

use crate::format::xml;

/// An element and what it may have.
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) required: Vec<&'static str>,
    optional: Vec<&'static str>,
    /// Its children in order.
    children: Vec<Children>,
    pub(super) has_text: bool,
}

/// Children that may stand in any order among themselves.
struct Children {
    names: Vec<&'static str>,
    /// How many there must be, and at most one if `single`.
    least: usize,
    single: bool,
}

static ELEMENTS: LazyLock<Vec<Element>> = LazyLock::new(|| {
    let rows = include_str!("tmx14.txt").lines();
    rows.filter(|row| !row.starts_with('#'))
        .map(element)
        .collect()
});

/// Reads a row of the table.
fn element(row: &'static str) -> Element {
    let mut cells = row.split('|').map(str::trim);
    let mut words = || cells.next().unwrap_or_default().split_whitespace();
    Element {
        name: words().next().unwrap_or_default(),
        required: words().collect(),
        optional: words().collect(),
        children: words().map(children).collect(),
        has_text: words().next().is_some(),
    }
}

fn children(word: &'static str) -> Children {
    Children {
        names: word.trim_end_matches(['*', '+']).split('/').collect(),
        least: usize::from(!word.ends_with('*')),
        single: !word.ends_with(['*', '+']),
    }
}

/// Finds an element of TMX by its name.
pub(super) fn find(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

impl Element {
    pub(super) fn knows(&self, attribute: &str) -> bool {
        self.required.contains(&attribute) || self.optional.contains(&attribute)
    }
}

/// Tells whether an attribute may have this value.
pub(super) fn is_value(attribute: &str, value: &str) -> bool {
    match attribute {
        "version" => value == "1.4",
        "segtype" => matches!(value, "block" | "paragraph" | "sentence" | "phrase"),
        "pos" => matches!(value, "begin" | "end"),
        // By this the schema of OmegaT goes.
        "xml:lang" => xml::is_language(value),
        _ => true,
    }
}

/// How far the children of an open element have come.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    element: &'static Element,
    /// Which of its `children` is at hand, and how many of those were there.
    step: usize,
    seen: usize,
}

impl Progress {
    pub(super) fn new(element: &'static Element) -> Self {
        Progress {
            element,
            step: 0,
            seen: 0,
        }
    }

    pub(super) fn element(&self) -> &'static Element {
        self.element
    }

    /// Takes the next child and tells whether it may stand here. After one that may not, the model
    /// is where it was.
    pub(super) fn take(&mut self, name: &str) -> bool {
        let (mut step, mut seen) = (self.step, self.seen);
        while let Some(children) = self.element.children.get(step) {
            if children.names.contains(&name) && !(children.single && seen > 0) {
                (self.step, self.seen) = (step, seen + 1);
                return true;
            }
            if seen < children.least {
                return false;
            }
            (step, seen) = (step + 1, 0);
        }
        false
    }

    /// Returns the child that is missing when the element ends here.
    pub(super) fn missing(self) -> Option<&'static str> {
        let (mut step, mut seen) = (self.step, self.seen);
        while let Some(children) = self.element.children.get(step) {
            if seen < children.least {
                return children.names.first().copied();
            }
            (step, seen) = (step + 1, 0);
        }
        None
    }
}
