//! Aligns diplomatic documents with their translations and keeps the result as a translation memory.
//!
//! ```text
//! doors     cli (terminal)                 turns what was typed into plain options and shows values
//!              │
//! desk      open a project · align files · look up · concordance · analyse · pretranslate · check · terms
//!              │      plain options in, values out; no printing, no clock, no environment
//!              ▼
//! bytes ──format──▶ Document ──segment──▶ Segments ──align──▶ Beads ──▶ units ──format──▶ TMX, XLIFF, CSV
//!                                                     ▲                      │
//!                              glossary, lexicon, ────┘                      ▼
//!                              memory (evidence)                    memory: look-up, concordance
//!                                                                            │
//! glossaries/*.toml ──glossary──▶ Concepts ──────────────▶ check ◀───────────┘ ──▶ Findings ──report──▶
//! ```
//!
//! Two files become a memory that every CAT tool imports:
//!
//! ```
//! use chancery::desk::Desk;
//!
//! # fn main() -> chancery::desk::Result<()> {
//! let desk = Desk::new(".");
//! let aligned = desk.align(
//!     "samples/note-verbale.en.txt".as_ref(),
//!     "samples/note-verbale.km.txt".as_ref(),
//!     &Default::default(),
//! )?;
//! # let folder = tempfile::tempdir()?;
//! # let tmx = folder.path().join("note.tmx");
//! desk.save_tmx(&tmx, &aligned.pairs)?;
//! # assert!(std::fs::read_to_string(&tmx)?.contains("<tu "));
//! # Ok(())
//! # }
//! ```
//!
//! Every room knows only the rooms below it:
//!
//! - [`text`]: characters and places, languages, match keys, numbers and dates; [`model`]: plain data.
//! - [`segment`] cuts documents; [`format`](mod@format) reads and writes files.
//! - [`align`] puts segments together with their translations; [`memory`] finds what was translated.
//! - [`glossary`] knows terms; [`check`] holds translations against rules; [`report`] shows what was found.
//! - [`desk`]: what a person asks for, as values. Begin there.
//!
//! Features: `cli` is the program, `pdf` reads PDF files, `xlsx` workbooks, `dictionaries` counts words of
//! scripts without spaces. All are on by default, and the bare library has none.

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
