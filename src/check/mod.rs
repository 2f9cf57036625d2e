//! Rules on texts with their translations: terms of a glossary, numbers and dates, and the writing
//! itself. A rule sees a pair of texts as a whole, whatever file it came from, and returns faults in
//! terms of these texts; where they stand in a file, what is suppressed or known already, and what a
//! run exits with is decided by others. Never guesses at a language it was not told, and enforces no
//! term that is a draft.
//!
//! ```
//! use chancery::check::{Checker, Document, Settings, Unit};
//! use chancery::glossary::load;
//! use chancery::text::Lang;
//!
//! let (en, fr) = (Lang::parse("en")?, Lang::parse("fr")?);
//! let glossary = load(Vec::new());
//! let checker = Checker::new(&glossary, &en, &fr, Settings::default())?;
//! let unit = Unit::new("By 31 May 2024.", "Avant le 30 mai 2024.");
//! let outcome = checker.run(&[Document { units: vec![unit], date: None }]);
//! assert!(!outcome.faults.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod across;
pub mod baseline;
mod checker;
mod notation;
mod number;
pub mod own;
mod pair;
pub mod suppress;
mod term;
mod text;
mod unit;

pub use self::checker::{Checker, Located, Outcome, Settings};
pub use self::notation::NumberFormat;
pub use self::term::RollUp;
pub use self::unit::{Document, Fault, Plural, Side, Unit};
