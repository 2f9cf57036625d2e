//! TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 2005). What is written imports
//! into every tool, so it is narrow: one pair of languages, text without codes, nothing empty.
//! What is read is wide: every version since 1.1 and what tools make of them.

pub mod check;
mod read;
mod tool;
mod write;

pub use read::{Cause, Header, OpenError, Problem, Reader, Totals, open};
pub use tool::{Profile, ProfileError, Tool, UnknownTool};
pub use write::{Settings, Summary, Targets, Writer};
