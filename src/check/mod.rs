//! Rules on texts with their translations: terms of a glossary, numbers and dates, and the writing
//! itself. A rule sees a pair of texts as a whole, whatever file it came from, and returns faults in
//! terms of these texts; where they stand in a file, what is suppressed or known already, and what a
//! run exits with is decided by others. Never guesses at a language it was not told, and enforces no
//! term that is a draft.

mod across;
pub mod baseline;
mod checker;
mod number;
mod pair;
pub mod suppress;
mod term;
mod text;
mod unit;

pub use self::checker::{Checker, Located, Outcome, Settings};
pub use self::term::RollUp;
pub use self::unit::{Document, Fault, Side, Unit};
