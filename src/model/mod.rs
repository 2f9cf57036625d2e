//! Plain data that passes between the rooms. No reading, no writing, no decisions.

pub mod document;

pub use document::{Block, BlockKind, Document, Gap, Lines};
