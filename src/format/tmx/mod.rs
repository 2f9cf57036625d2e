//! TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 2005). What is written imports
//! into every tool, so it is narrow: one pair of languages, text without codes, nothing empty.
//! What is read is wide: every version since 1.1 and what tools make of them.

mod date;
mod element;
mod escape;
mod inline;
mod summary;
mod tuid;
mod write;

pub use summary::{Loss, Summary};
pub use write::{Settings, Targets, Writer};
