//! Glossaries looked into, checked, edited and filled: what is asked of the terms of a project. What
//! is found in translations is only ever suggested; no term comes into a glossary by itself.

mod audit;
mod edit;
mod exchange;
mod extract;
mod find;
mod lint;
mod texts;

pub use self::audit::{AuditOptions, AuditRow, Audited};
pub use self::edit::Formatted;
pub use self::exchange::{ExportOptions, ImportOptions, Imported, TermbaseFormat};
pub use self::extract::{ExtractOptions, Extracted, ExtractedTerm};
pub use self::find::{FindOptions, FoundConcept, FoundTerm, ShownTerm};
pub use self::lint::{LintOptions, Linted};
