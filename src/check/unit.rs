//! What is checked and what comes of it.

use std::sync::Arc;

use crate::model::unit::Seg;
use crate::report::rule::{OwnRule, Rule};
use crate::report::{Hint, Place, Severity};
use crate::text::Span;

/// A text and its translation: one unit of a memory, one row of a table, one bead of two documents.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The text in the source language, with its inline codes.
    pub source: Seg,
    /// The translation; empty where there is none.
    pub target: Seg,
    /// Whether it is a plural form of a message.
    pub plural: Option<Plural>,
}

/// For which numbers a plural form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// One, or a few: it may say them in words.
    Few,
    /// So many that it has to show which is meant.
    Many,
}

impl Unit {
    /// Makes a unit of a text and its translation.
    pub fn new(source: impl Into<Seg>, target: impl Into<Seg>) -> Self {
        Unit {
            source: source.into(),
            target: target.into(),
            plural: None,
        }
    }
}

/// Units that belong together, in order: what "first mention" and "in one document" are about.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The units.
    pub units: Vec<Unit>,
    /// The date of the document, where it is known, for titles and agreements that expire.
    pub date: Option<jiff::civil::Date>,
}

/// A side of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The source text.
    Source,
    /// The translation.
    Target,
}

/// What a rule found in a unit. Spans are bytes of the plain text of a side
/// ([`Seg::plain_text`]).
#[derive(Clone, Debug)]
pub struct Fault {
    /// The rule.
    pub rule: Rule,
    /// The rule of the project, where it is one.
    pub own: Option<Arc<OwnRule>>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub hint: Option<Hint>,
    /// The concept it is about, by its place in the glossary.
    pub concept: Option<usize>,
    /// The side that has to be changed.
    pub side: Side,
    /// What is meant in the source, in order and apart.
    pub source: Vec<Span>,
    /// What is meant in the translation, in order and apart.
    pub target: Vec<Span>,
    /// Where else to look, such as the term in the glossary, and why.
    pub related: Vec<(Place, String)>,
    /// What fixes it without asking: pieces of the text of `side` and what comes there.
    pub fix: Vec<(Span, String)>,
}

impl Fault {
    /// Makes a fault that says what is wrong on which side, and nothing else yet.
    pub(super) fn new(rule: Rule, side: Side, message: String) -> Fault {
        Fault {
            rule,
            own: None,
            severity: rule.severity(),
            message,
            hint: None,
            concept: None,
            side,
            source: Vec::new(),
            target: Vec::new(),
            related: Vec::new(),
            fix: Vec::new(),
        }
    }

    /// Marks a place on the side that has to be changed.
    pub(super) fn at(mut self, span: Span) -> Fault {
        self.marks(self.side).push(span);
        self
    }

    /// Returns the marks of a side.
    pub(super) fn marks(&mut self, side: Side) -> &mut Vec<Span> {
        match side {
            Side::Source => &mut self.source,
            Side::Target => &mut self.target,
        }
    }
}
