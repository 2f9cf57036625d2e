//! What the desk says as values, in the words of the command line: which option helps, how far a long
//! task has come.

use crate::desk::{Advice, Progress, Side};

/// Says what to do.
pub(super) fn advice(advice: &Advice) -> String {
    match advice {
        Advice::GiveLanguage(Side::Only) => "give --lang".to_owned(),
        Advice::GiveLanguage(side) => format!("give --{}-lang", side.name()),
        Advice::ChooseTarget => "choose with --target-lang".to_owned(),
        Advice::NameMemory => "name a memory with --memory".to_owned(),
    }
}

/// Says how far a task has come.
pub(super) fn progress(progress: &Progress<'_>) -> String {
    match progress {
        Progress::Aligning { pass, passes } => format!("aligning: pass {pass} of {passes}"),
        Progress::Importing { memory, units } => format!("{memory}: {units} units"),
        Progress::Reading(file) => format!("{file}: reading"),
        Progress::Indexing => "making the index".to_owned(),
        Progress::LookingUp { document, segment } => format!("{document}: segment {segment}"),
    }
}
