//! File formats: bytes to model and back. Each format says what it cannot carry.
//!
//! ```
//! use chancery::format::tmx::{Reader, Settings, Writer};
//! use chancery::model::TranslationUnit;
//! use chancery::text::Lang;
//!
//! let (en, fr) = (Lang::parse("en")?, Lang::parse("fr")?);
//! let unit = TranslationUnit::pair((&en, "Good day".into()), (&fr, "Bonjour".into()));
//! let mut memory = Vec::new();
//! let mut writer = Writer::new(&mut memory, Settings::new(en, fr))?;
//! writer.write(&unit)?;
//! writer.finish()?;
//! assert_eq!(Reader::new(memory.as_slice())?.count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod advice;
mod archive;
pub mod bitext;
mod budget;
mod cells;
mod counting;
pub mod document;
mod docx;
mod hint;
mod html;
mod jsonl;
mod lines;
mod loss;
mod markdown;
mod markup;
mod moses;
mod odt;
pub mod open;
pub mod origin;
mod paragraphs;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(not(feature = "pdf"))]
#[path = "no_pdf.rs"]
mod pdf;
mod po;
pub mod review;
mod sheet;
pub mod table;
pub mod termbase;
pub mod text;
pub mod tmx;
#[cfg(feature = "xlsx")]
mod workbook;
#[cfg(not(feature = "xlsx"))]
#[path = "no_workbook.rs"]
mod workbook;
pub mod xliff;
mod xml;

pub use advice::hint;
pub use hint::Hint;
pub use loss::Loss;
