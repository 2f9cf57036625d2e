//! What the desk and the rooms say as values, in the words of the command line: which option or command
//! helps, how far a long task has come.

use std::error::Error;
use std::path::Path;

use super::count;
use crate::align::lexicon::FileError;
use crate::check::baseline::BaselineError;
use crate::desk::check::{CheckError, CheckNotice, RolledUp};
use crate::desk::convert::Converted;
use crate::desk::{self, Advice, Notice, Progress, Side};
use crate::format::tmx::check::{Fix, Pair};
use crate::format::{self, Hint};
use crate::glossary::edit::EditError;
use crate::glossary::layout::LayoutError;
use crate::memory::StoreError;
use crate::report::{self, Action};

/// Says what to do about an error, behind its message; nothing where nothing helps.
fn help(error: &(dyn Error + 'static)) -> String {
    let of_desk = error.downcast_ref::<desk::Error>();
    if let Some(advice) = advice_on(error) {
        let asks = error.to_string().ends_with('?');
        let joint = match of_desk.and_then(desk::Error::advice) {
            Some(Advice::MeanLanguage(_) | Advice::RenameLanguage) if !asks => ". ",
            Some(Advice::GiveSecondLanguage) => ": ",
            _ if asks => " ",
            _ => "; ",
        };
        return format!("{joint}{advice}");
    }
    hint(of_desk.map_or_else(|| format::hint(error), desk::Error::hint)).to_owned()
}

/// Returns an error with its causes in one line, and what to do about it.
pub(super) fn error(error: &anyhow::Error) -> String {
    let mut help = error.chain().map(help);
    let help = help.find(|help| !help.is_empty()).unwrap_or_default();
    let refused = error.chain().find_map(cause);
    let what = refused.map_or_else(|| format!("{error:#}"), refused_check);
    format!("{what}{help}")
}

/// Says why a check cannot be made, and by which option.
fn refused_check(error: &CheckError) -> String {
    match error {
        CheckError::Only { .. } => format!("--only {error}"),
        CheckError::Skip { .. } => format!("--skip {error}"),
        CheckError::NoRepository(why) => {
            format!("--changed-since needs a git repository: {why}")
        }
        CheckError::Revision { .. } => format!("--changed-since {error}"),
    }
}

/// Says what a format would have to be told; nothing where there is no hint.
pub(super) fn hint(hint: Option<Hint>) -> &'static str {
    let Some(hint) = hint else { return "" };
    match hint {
        Hint::Encoding => "; name the encoding, as in --encoding windows-1252",
        Hint::Format => ", or say --from",
        Hint::SourceLanguage => "; give --source-lang",
        Hint::TargetLanguage => "; give --target-lang",
        Hint::Languages => "; for pairs without heading give --source-lang and --target-lang",
        Hint::Codes => " Give --tmx-langs",
        Hint::Force => ", or read it all the same with --force",
    }
}

/// Returns a remark in one line, and what to do about it.
pub(super) fn notice(notice: &Notice) -> String {
    let help = match notice {
        Notice::Walls { .. } => return format!("--wall: {notice}"),
        Notice::Failed(error) => help(error),
        Notice::Unread { problem, .. } => hint(problem.hint()).to_owned(),
        Notice::Check(CheckNotice::NothingToCheck) => "; see `chancery init`".to_owned(),
        Notice::Check(CheckNotice::GoneFromBaseline(_)) => {
            "; --write-baseline drops what is gone".to_owned()
        }
        _ => String::new(),
    };
    format!("{notice}{help}")
}

/// Says what is to be done so that a tool imports a memory, as a command where there is one.
pub(super) fn fix(fix: &Fix) -> String {
    match fix {
        Fix::Rewrite { tool, pair } => {
            let tool = tool.map_or(String::new(), |tool| format!(" --for {}", tool.name()));
            let pair = match pair {
                Pair::Own => String::new(),
                Pair::Chosen => " --tmx-langs SOURCE,TARGET".to_owned(),
                Pair::Codes(source, target) => format!(" --tmx-langs {source},{target}"),
            };
            format!("chancery tmx fix{tool}{pair}")
        }
        Fix::WithoutCodes => "chancery tmx fix --without-codes".to_owned(),
        Fix::Rename { code, meant } => format!("chancery tmx fix --rename-lang {code}={meant}"),
        Fix::ByHand(what) => what.clone(),
    }
}

/// Says what to do about an error of the desk or of a room below, where a command or an option helps.
fn advice_on(error: &(dyn Error + 'static)) -> Option<String> {
    let of_desk = error.downcast_ref::<desk::Error>();
    if let Some(given) = of_desk.and_then(desk::Error::advice) {
        return Some(advice(given));
    }
    let of_room = if let Some(StoreError::Missing(_)) = cause(error) {
        "`chancery memory import` makes one"
    } else if let Some(FileError::Magic) = cause(error) {
        "make one with `chancery lexicon train`"
    } else if let Some(EditError::Exists(_)) = cause(error) {
        "to add a term to it use `chancery term admit`"
    } else if let Some(LayoutError::Unknown(_)) = cause(error) {
        "see chancery term lint"
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
        Advice::GiveLanguages => "give --source-lang and --target-lang".to_owned(),
        Advice::RemoveOrGiveLanguage(side) => {
            format!("take one away or say --{}-lang", side.name())
        }
        Advice::ChoosePair => "say which two with --source-lang and --target-lang".to_owned(),
        Advice::NameColumns(example) => format!("say which with --columns {example}"),
        Advice::ChooseTarget => "choose with --target-lang".to_owned(),
        Advice::NameMemory => "name a memory with --memory".to_owned(),
        Advice::NameGlossary => "give a file or folder".to_owned(),
        Advice::ChooseGlossaryFile => {
            "give one with --glossary FILE, or a kind that one of the files has with --kind"
                .to_owned()
        }
        Advice::ChooseTermbaseFormat => {
            "give --format, or name it .tbx, .utf8, .csv or .tsv".to_owned()
        }
        Advice::GiveSecondLanguage => "give --target-lang".to_owned(),
        Advice::SwapLanguages(source, target) => {
            format!("swap the sides: --source-lang {target} --target-lang {source}")
        }
        Advice::FillMemory(folder) => format!(
            "put TMX files into {}, or run `chancery memory import`",
            folder.display()
        ),
        Advice::MeanLanguage(side) => format!("Say what is meant with --{}-lang", side.name()),
        Advice::RenameLanguage => "Say what is meant with --rename-lang".to_owned(),
        Advice::RenameInMemories => {
            "if a memory has wrong language codes, see --rename-lang".to_owned()
        }
        Advice::TakeDrafts => "a job may have drafts, see --least".to_owned(),
        Advice::ChooseTargetOrAll => "choose with --target-lang, or say --multilingual".to_owned(),
        Advice::ChooseEnding => "use .tmx, .tsv, .csv or .jsonl".to_owned(),
        Advice::ChooseFormat => "use .tmx, .tsv, .csv or .jsonl, or say --to".to_owned(),
        Advice::GiveCodes => "give --tmx-langs, as en,km".to_owned(),
        Advice::ListRules => "`chancery explain` lists all".to_owned(),
        Advice::WriteBaseline => "write it with --write-baseline".to_owned(),
        Advice::CheckWhole => {
            "leave out paths, --only and --skip, or name another file with --baseline".to_owned()
        }
        Advice::OrderCodes => "give source and target in this order with --tmx-langs".to_owned(),
    }
}

/// Says what to do about a finding: with a command, where there is one.
pub(super) fn remedy(hint: &report::Hint) -> String {
    let Some(action) = &hint.action else {
        return hint.text.clone();
    };
    let command = command(action);
    match (hint.text.as_str(), action) {
        ("", _) => command,
        (text, Action::Admit { .. }) => format!("{text}; to allow it: {command}"),
        (text, Action::Format) => format!("{text}: {command}"),
    }
}

/// Says with which command something is done.
fn command(action: &Action) -> String {
    let Action::Admit {
        concept,
        lang,
        term,
        is_abbreviation,
        glossary,
    } = action
    else {
        return "chancery term fmt".to_owned();
    };
    let term = match is_abbreviation {
        true => format!("{term} --type abbreviation"),
        false => in_shell(term),
    };
    let file = glossary
        .as_ref()
        .map_or_else(String::new, |file| format!(" -g {}", in_shell(file)));
    format!("chancery term admit {concept} {lang} {term}{file}")
}

/// Quotes a word for a shell.
fn in_shell(word: &str) -> String {
    if word.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", word.replace('\'', "'\\''"))
    } else {
        format!("\"{word}\"")
    }
}

/// Says what became of a concept, and how to admit what translators write instead.
pub(super) fn rolled_up(row: &RolledUp) -> String {
    let RolledUp {
        concept,
        hits,
        matched,
        instead,
        admit,
        ..
    } = row;
    let counts = format!("{concept}: {matched} of {hits} matched");
    let Some((text, units)) = instead else {
        return counts;
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let text = report::visible(&text);
    let command = admit
        .as_ref()
        .map_or_else(String::new, |admit| format!(": {}", command(admit)));
    format!("{counts}; translators write \u{AB}{text}\u{BB} in {units}{command}")
}

/// Says how far a task has come.
pub(super) fn progress(progress: &Progress<'_>) -> String {
    match progress {
        Progress::Aligning { pass, passes } => format!("aligning: pass {pass} of {passes}"),
        Progress::Importing { memory, units } => format!("{memory}: {units} units"),
        Progress::Evaluating { name, number, of } => format!("set {number} of {of}: {name}"),
        Progress::Reading(file) => format!("{file}: reading"),
        Progress::Indexing => "making the index".to_owned(),
        Progress::LookingUp { document, segment } => format!("{document}: segment {segment}"),
    }
}

/// Says what was written, and how much could not be read.
pub(super) fn written(path: &Path, written: &Converted) -> String {
    let units = count(written.units, "unit");
    format!(
        "{}: {units} written{}",
        path.display(),
        not_read(written.unread)
    )
}

/// Says how many units could not be read, behind what was done with the others.
pub(super) fn not_read(units: usize) -> String {
    match units {
        0 => String::new(),
        _ => format!(", {units} not read"),
    }
}
