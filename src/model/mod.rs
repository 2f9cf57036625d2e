//! Plain data that passes between the rooms. No reading, no writing, no decisions.
//!
//! ```
//! use chancery::model::TranslationUnit;
//! use chancery::text::Lang;
//!
//! let (en, fr) = (Lang::parse("en")?, Lang::parse("fr")?);
//! let unit = TranslationUnit::pair((&en, "Note verbale".into()), (&fr, "Note verbale".into()));
//! assert_eq!(unit.variants.len(), 2);
//! # Ok::<(), chancery::text::lang::LangError>(())
//! ```

pub mod concept;
pub mod document;
pub mod unit;

pub use concept::{Concept, Term};
pub use document::{Block, BlockKind, Document, Gap, Lines, Part, Place};
pub use unit::{
    Code, CodeKind, Half, Highlight, History, Inline, LangCode, Native, Note, Property, Seg,
    SubFlow, TranslationUnit, Variant,
};
