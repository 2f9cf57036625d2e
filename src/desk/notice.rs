//! What the desk has to say while it works: remarks, each a value that a door words or shows as it
//! likes, and how far a long task has come. A remark never stops the work; what stops it is an error.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::format::Loss;
use crate::format::bitext;
use crate::format::termbase::Losses;
use crate::glossary;
use crate::memory;
use crate::memory::store::Added;
use crate::report::Finding;
use crate::text::Lang;
use crate::text::script::Script;

use super::check::CheckNotice;
use super::error::Error;
use super::language::Side;

/// Who is told what happens at the desk. Both calls come from the thread that asked.
pub trait Observer {
    /// Hears a remark.
    fn remark(&self, notice: Notice);

    /// Hears how far a long task has come.
    fn progress(&self, progress: &Progress<'_>) {
        let _ = progress;
    }
}

/// Nobody: hears nothing.
pub struct Silent;

impl Observer for Silent {
    fn remark(&self, _: Notice) {}
}

/// How far a long task has come.
#[derive(Debug)]
pub enum Progress<'a> {
    /// Documents are being aligned, in so many passes.
    Aligning {
        /// The pass, from 1.
        pass: usize,
        /// How many there are.
        passes: usize,
    },
    /// Units go into a memory.
    Importing {
        /// The memory.
        memory: &'a str,
        /// How many came so far.
        units: u64,
    },
    /// A set of gold data is being aligned.
    Evaluating {
        /// The set.
        name: &'a str,
        /// Its number, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// A file is being read.
    Reading(&'a str),
    /// The index of a memory is being made.
    Indexing,
    /// A segment of a document is looked up.
    LookingUp {
        /// The document.
        document: &'a str,
        /// The segment, from 1.
        segment: usize,
    },
}

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// How something was done, for those who want to know.
    Detail,
    /// What was done.
    Note,
    /// Something that is probably not meant.
    Warning,
    /// An input that could not be used; the rest was done without it.
    Error,
}

/// A remark.
#[derive(Debug)]
pub enum Notice {
    /// A document was read and cut.
    Segmented {
        /// The document.
        path: PathBuf,
        /// Its language.
        lang: Lang,
        /// How many segments it has.
        segments: usize,
    },
    /// Paragraphs in another language were left out of a document.
    LeftOut {
        /// The document.
        path: PathBuf,
        /// How many.
        paragraphs: usize,
        /// The language of the document.
        lang: Lang,
    },
    /// The text of a document is not to be trusted.
    Caution {
        /// The document.
        path: PathBuf,
        /// Why.
        why: &'static str,
    },
    /// A document in Burmese looks like Zawgyi.
    Zawgyi(PathBuf),
    /// A document is not in the script of its language.
    Script {
        /// The document.
        path: PathBuf,
        /// The script that most of it is in.
        script: Script,
        /// The language that it is said to be in.
        lang: Lang,
    },
    /// A document has no partner in the other folder.
    Unpaired {
        /// The side that it is on.
        side: Side,
        /// The document.
        path: PathBuf,
        /// The file that was perhaps meant.
        nearest: Option<PathBuf>,
    },
    /// Columns of a table were taken for the languages.
    Columns {
        /// The document.
        path: PathBuf,
        /// The languages and their columns, from 1.
        columns: [(Lang, u32); 2],
    },
    /// Beads were not sure enough for a memory.
    WeakBeads {
        /// How many.
        beads: usize,
        /// The confidence asked for.
        least: f64,
    },
    /// A pattern that cuts both texts was not found as often in one as in the other.
    Walls {
        /// How often in the source.
        source: usize,
        /// How often in the target.
        target: usize,
        /// How many places with the same number are used.
        used: usize,
    },
    /// Gold beads name lines that are not there.
    BeyondGold {
        /// The file of the gold beads.
        path: PathBuf,
        /// How many do.
        beads: usize,
    },
    /// Words were learnt from memories.
    Learnt {
        /// From how many units.
        units: usize,
    },
    /// Segments are looked up.
    LookUp {
        /// Their language.
        source: Lang,
        /// The language of translations.
        target: Lang,
    },
    /// A memory has no translations in the languages that are asked for.
    NoTranslations {
        /// The memory.
        path: PathBuf,
        /// The language of the texts.
        source: Lang,
        /// The language of translations.
        target: Lang,
    },
    /// So many targets were left empty, because the match lacks the inline codes of the source.
    LeftEmpty(usize),
    /// Something happened to the index of a memory.
    Memory(memory::IndexNotice),
    /// The memory of the project was brought in step with its files.
    Synced {
        /// The folder of the files.
        folder: PathBuf,
        /// What was put in and taken out.
        added: Added,
    },
    /// The memory of the project is used as it is, because it cannot be changed.
    NotInStep {
        /// The folder of the files.
        folder: PathBuf,
        /// Why not.
        error: Error,
    },
    /// A unit of a file could not be read.
    Unread {
        /// The file.
        path: PathBuf,
        /// The unit, and why.
        problem: bitext::Problem,
    },
    /// More units could not be read than are named.
    MoreUnread(usize),
    /// What the format that was written cannot carry.
    Loss(Loss),
    /// There is no glossary in the project, and the built-in one is used.
    BuiltInGlossary,
    /// Something is wrong with a glossary.
    Glossary(Box<Finding>),
    /// A file was written.
    Written(PathBuf),
    /// A folder holds something already, and nothing was written into it.
    LeftAsItIs(PathBuf),
    /// What a termbase or its form has no place for.
    TermbaseLosses(Losses),
    /// What a check has to say.
    Check(CheckNotice),
    /// An input was left out; the rest was done.
    Failed(Error),
}

impl Notice {
    /// Returns how much it matters.
    pub fn level(&self) -> Level {
        match self {
            Notice::Segmented { .. }
            | Notice::BuiltInGlossary
            | Notice::Columns { .. }
            | Notice::Learnt { .. }
            | Notice::LookUp { .. } => Level::Detail,
            Notice::LeftOut { .. }
            | Notice::Written(_)
            | Notice::LeftAsItIs(_)
            | Notice::Synced { .. }
            | Notice::TermbaseLosses(_)
            | Notice::Check(_)
            | Notice::WeakBeads { .. } => Level::Note,
            Notice::Memory(notice) if !notice.is_warning() => Level::Detail,
            Notice::Glossary(problem) if glossary::is_loss(problem) => Level::Error,
            Notice::Failed(_) | Notice::Unread { .. } | Notice::MoreUnread(_) => Level::Error,
            _ => Level::Warning,
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Segmented {
                path,
                lang,
                segments,
            } => {
                let (path, name) = (path.display(), lang.name());
                write!(f, "{path}: {name} ({lang}), {segments} segments")
            }
            Notice::LeftOut {
                path,
                paragraphs,
                lang,
            } => write!(
                f,
                "{}: left out {} marked as being in another language than {}",
                path.display(),
                count(*paragraphs, "paragraph"),
                lang.name()
            ),
            Notice::Caution { path, why } => write!(f, "{}: {why}", path.display()),
            Notice::Zawgyi(path) => write!(
                f,
                "{}: the Burmese looks like Zawgyi, a font encoding that is not Unicode; convert the file to Unicode, or it will match nothing else",
                path.display()
            ),
            Notice::Script { path, script, lang } => write!(
                f,
                "{}: the script does not fit the language: mostly {script}, but said to be {} ({lang})",
                path.display(),
                lang.name()
            ),
            Notice::Unpaired {
                side,
                path,
                nearest,
            } => unpaired(f, *side, path, nearest.as_deref()),
            Notice::Columns { path, columns } => {
                let [(source, first), (target, second)] = columns;
                let path = path.display();
                write!(
                    f,
                    "{path}: {source} in column {first}, {target} in column {second}"
                )
            }
            Notice::WeakBeads { beads, least } => {
                let beads = count(*beads, "bead");
                write!(f, "left out {beads} with confidence below {least}")
            }
            Notice::Walls {
                source,
                target,
                used,
            } => walls(f, *source, *target, *used),
            Notice::BeyondGold { path, beads } => write!(
                f,
                "{}: {beads} bead(s) name lines that are not there",
                path.display()
            ),
            Notice::Learnt { units } => {
                let units = count(*units, "unit");
                write!(f, "memories: {units} to learn words from")
            }
            Notice::LookUp { source, target } => {
                write!(f, "looking up from {source} into {target}")
            }
            Notice::NoTranslations {
                path,
                source,
                target,
            } => no_translations(f, path, source, target),
            Notice::LeftEmpty(targets) => write!(
                f,
                "{} left empty: the source has inline codes, which the match lacks",
                count(*targets, "target")
            ),
            Notice::Memory(notice) => notice.fmt(f),
            Notice::Synced { folder, added } => write!(f, "{}: {added}", folder.display()),
            Notice::NotInStep { folder, error } => {
                let folder = folder.display();
                write!(f, "{error}; it may lack what is new in {folder}")
            }
            Notice::Unread { path, problem } => write!(f, "{}: {problem}", path.display()),
            Notice::MoreUnread(more) => write!(f, "and {} more", count(*more, "problem")),
            Notice::Loss(loss) => loss.fmt(f),
            Notice::BuiltInGlossary => {
                f.write_str("no glossary in this project: the built-in one is used")
            }
            Notice::Glossary(problem) => write!(f, "{}: {}", problem.place, problem.message),
            Notice::Written(path) => write!(f, "{}: written", path.display()),
            Notice::LeftAsItIs(folder) => write!(f, "{}: left as it is", folder.display()),
            Notice::TermbaseLosses(losses) => termbase_losses(f, losses),
            Notice::Check(notice) => notice.fmt(f),
            Notice::Failed(error) => error.fmt(f),
        }
    }
}

fn no_translations(
    f: &mut fmt::Formatter<'_>,
    path: &Path,
    source: &Lang,
    target: &Lang,
) -> fmt::Result {
    let langs = format!("from {source} into {target}");
    let path = path.display();
    write!(f, "{path}: there are no translations {langs} in it")
}

fn termbase_losses(f: &mut fmt::Formatter<'_>, losses: &Losses) -> fmt::Result {
    let losses = losses.iter();
    let losses = losses.map(|(what, number)| format!("{what} ({number})"));
    write!(f, "left out: {}", losses.collect::<Vec<_>>().join(", "))
}

fn unpaired(
    f: &mut fmt::Formatter<'_>,
    side: Side,
    path: &Path,
    nearest: Option<&Path>,
) -> fmt::Result {
    let lacks = match side {
        Side::Target => "source",
        _ => "translation",
    };
    write!(f, "{}: has no {lacks}", path.display())?;
    match nearest {
        Some(path) => write!(f, " (is it {}?)", path.display()),
        None => Ok(()),
    }
}

fn walls(f: &mut fmt::Formatter<'_>, source: usize, target: usize, used: usize) -> fmt::Result {
    let (source, target) = (times(source), times(target));
    write!(
        f,
        "found {source} in the source and {target} in the target; "
    )?;
    match used {
        0 => f.write_str("none is used"),
        used => write!(f, "used where the numbers are the same, {}", times(used)),
    }
}

fn times(count: usize) -> String {
    match count {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

/// Writes a number with its noun.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}
