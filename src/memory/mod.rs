//! Translations that are there already, found again: the same segment, segments that are like it, and
//! every place where a phrase occurs. A memory is a database ([`Store`]); for each language in which
//! it is asked there is an index beside it, which is made again whenever it does not belong to the
//! database as it is. Look-ups find all that reaches their threshold, in every case.
//!
//! Cuts by token as [`word`](crate::segment::word) does, so that scripts without spaces need no
//! dictionary. Judges no translation, and returns texts as they were given, byte for byte.
//!
//! ```
//! use chancery::memory::{Memory, Query, Store};
//! use chancery::model::TranslationUnit;
//! use chancery::segment::Reading;
//! use chancery::text::Lang;
//!
//! let (en, fr) = (Lang::parse("en")?, Lang::parse("fr")?);
//! let mut store = Store::temporary()?;
//! let mut change = store.change()?;
//! change.add("letters", &[TranslationUnit::pair((&en, "Good day".into()), (&fr, "Bonjour".into()))])?;
//! change.finish()?;
//! let text = Reading::new("Good day");
//! let found = Memory::new(store).look_up(&Query::new(&text, &en, &fr))?;
//! assert_eq!(found[0].score, 100);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod concordance;
mod diff;
pub mod fuzzy;
mod hash;
mod index;
mod lookup;
mod map;
mod sealed;
pub mod store;
mod substitute;
mod translation_memory;
mod trouble;

pub use concordance::{Occurrence, Phrase, PhraseError};
pub use diff::{Diff, Edits, Piece};
pub use index::TooLarge;
pub use lookup::{Kind, Match, Penalties, Penalty, Query, Reason, merge_matches};
pub use sealed::Damaged;
pub use store::{Access, Store, StoreError};
pub use substitute::{Substitution, substitute_quantities};
pub use translation_memory::Memory;
pub use trouble::{IndexNotice, MemoryError};

#[cfg(test)]
mod tests;
