//! How bad a finding has to be to be shown, as it is typed.

use clap::ValueEnum;

use crate::report::Severity;

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Least {
    /// Everything
    Info,
    /// Warnings and errors
    Warning,
    /// Errors only
    Error,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Self {
        match least {
            Least::Info => Severity::Info,
            Least::Warning => Severity::Warning,
            Least::Error => Severity::Error,
        }
    }
}
