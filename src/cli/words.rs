//! What the desk says as values, in the words of the command line: which option helps, how far a long
//! task has come.

use std::error::Error;

use crate::align::lexicon::FileError;
use crate::check::baseline::BaselineError;
use crate::desk::{self, Advice, Progress, Side};
use crate::memory::StoreError;

/// Says what to do about an error of the desk or of a room below, where a command or an option helps.
pub(super) fn advice_on(error: &(dyn Error + 'static)) -> Option<String> {
    let of_desk = error.downcast_ref::<desk::Error>();
    if let Some(given) = of_desk.and_then(desk::Error::advice) {
        return Some(advice(given));
    }
    let of_room = if let Some(StoreError::Missing(_)) = cause(error) {
        "`chancery memory import` makes one"
    } else if let Some(FileError::Magic) = cause(error) {
        "make one with `chancery lexicon train`"
    } else {
        match cause(error)? {
            BaselineError::Content { .. } => "write it anew with --write-baseline",
            BaselineError::Version(_) => {
                "write it anew with --write-baseline, or use the program that wrote it"
            }
        }
    };
    Some(of_room.to_owned())
}

/// Returns an error of a room, which the desk may have taken up.
fn cause<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let of_desk = error.downcast_ref::<desk::Error>();
    (error.downcast_ref()).or_else(|| of_desk?.cause())
}

fn advice(advice: &Advice) -> String {
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
