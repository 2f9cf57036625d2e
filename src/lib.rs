//! Aligns diplomatic documents with their translations and keeps the result as a translation memory.

pub mod format;
pub mod model;
pub mod segment;
pub mod text;
