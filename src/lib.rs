//! Aligns diplomatic documents with their translations and keeps the result as a translation memory.

pub mod align;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod desk;
pub mod format;
pub mod glossary;
pub mod memory;
pub mod model;
pub mod report;
pub mod segment;
pub mod text;
