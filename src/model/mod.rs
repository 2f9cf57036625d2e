//! Plain data that passes between the rooms. No reading, no writing, no decisions.

pub mod concept;
pub mod document;
pub mod unit;

pub use concept::{Concept, Term};
pub use document::{Block, BlockKind, Document, Gap, Lines, Part, Place};
pub use unit::{
    Code, CodeKind, Half, Highlight, History, Inline, LangCode, Native, Note, Property, Seg,
    SubFlow, TranslationUnit, Variant,
};
