//! What a person asks for, as values: open a project, align files, look something up, check a folder.
//! Every door stands before this desk and none behind it: plain options come in, results go out, what
//! is worth saying meanwhile goes to an [`Observer`]. Nothing is printed here, nothing typed is known,
//! and neither the clock nor the environment is read: the door says what time it is and where home is.

pub mod align;
pub mod analyse;
mod bilingual;
pub mod check;
pub mod concordance;
pub mod convert;
mod document;
mod error;
pub mod evaluate;
mod files;
mod fixes;
mod glossaries;
mod init;
pub mod language;
mod lexicon;
pub mod lookup;
pub mod memories;
mod notice;
pub mod paths;
pub mod pretranslate;
pub mod project;
pub mod terms;
mod texts;
mod tmx_form;
pub mod tmx_report;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::format::bitext::Unread;

pub use self::align::{AlignOptions, Aligned, Alignments};
pub use self::bilingual::open_units;
pub use self::document::{Contents, Cutting, OpenedDocument, Reading, SegmentedDocument};
pub use self::error::{Advice, At, Error, Kind, Result};
pub use self::files::{read_text, save, write_file, write_files};
use self::files::{replace, replace_or_fail};
pub use self::language::Side;
pub use self::lexicon::{LexiconChoice, read_lexicon};
pub use self::memories::{Memories, MemoryOptions, NamedMemory};
pub use self::notice::{Level, Notice, Observer, Progress, Silent, count};
pub use self::project::Project;
pub use self::texts::TextOptions;
pub use self::tmx_form::TmxForm;

/// Where somebody stands who asks: the current folder, the project that it belongs to, the time.
pub struct Desk<'a> {
    /// The current folder, from which names of files are shown.
    current: PathBuf,
    home: Option<PathBuf>,
    /// The time, where the door says it.
    now: Option<Timestamp>,
    observer: &'a dyn Observer,
    /// The project, once it was asked for.
    project: OnceCell<Option<Project>>,
}

impl Desk<'static> {
    /// Stands in a folder, which is best the current one, without a time, and says nothing.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Desk {
            current: std::path::absolute(&folder).unwrap_or(folder),
            home: None,
            now: None,
            observer: &Silent,
            project: OnceCell::new(),
        }
    }
}

impl<'a> Desk<'a> {
    /// Says which folder is home: it is never taken for a project, nor is one above it.
    #[must_use]
    pub fn with_home(mut self, home: Option<PathBuf>) -> Self {
        self.home = home.map(|home| home.canonicalize().unwrap_or(home));
        self
    }

    /// Says what time it is; memories and reports bear it.
    #[must_use]
    pub fn with_time(mut self, now: Timestamp) -> Self {
        self.now = Some(now);
        self
    }

    /// Says who hears remarks and how far a long task has come.
    #[must_use]
    pub fn with_observer<'b>(self, observer: &'b dyn Observer) -> Desk<'b>
    where
        'a: 'b,
    {
        Desk { observer, ..self }
    }

    /// Returns the current folder.
    pub fn current(&self) -> &Path {
        &self.current
    }

    /// Returns the time of the run, where it is known.
    pub fn now(&self) -> Option<Timestamp> {
        self.now
    }

    /// Returns the time as TMX writes it, such as `20260131T120000Z`.
    pub fn tmx_date(&self) -> Option<String> {
        let now = self.now?;
        Some(now.strftime("%Y%m%dT%H%M%SZ").to_string())
    }

    /// Returns the day of the run; what depends on the day is not checked where it is not known.
    pub fn today(&self) -> Option<jiff::civil::Date> {
        Some(self.now?.to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// Returns who is told what.
    pub fn observer(&self) -> &'a dyn Observer {
        self.observer
    }

    /// Makes a remark.
    pub fn remark(&self, notice: Notice) {
        self.observer.remark(notice);
    }

    /// Names the units of a file that could not be read.
    pub fn remark_unread(&self, path: &Path, unread: &Unread) {
        for problem in &unread.named {
            let (path, problem) = (path.to_owned(), problem.clone());
            self.remark(Notice::Unread { path, problem });
        }
        let more = unread.count - unread.named.len();
        if more > 0 {
            self.remark(Notice::MoreUnread(more));
        }
    }

    /// Returns the project that the current folder belongs to.
    ///
    /// # Errors
    ///
    /// When its settings cannot be read or understood.
    pub fn project(&self) -> Result<Option<&Project>> {
        if self.project.get().is_none() {
            let found = self.project_of(&self.current)?;
            return Ok(self.project.get_or_init(|| found).as_ref());
        }
        Ok(self.project.get().and_then(Option::as_ref))
    }

    /// Finds the project that a folder belongs to.
    ///
    /// # Errors
    ///
    /// As [`Desk::project`].
    pub fn project_of(&self, folder: &Path) -> Result<Option<Project>> {
        let found = Project::find(folder, self.home.as_deref());
        // Messages speak of files as the user sees them.
        Ok(found.map_err(|error| error.seen_from(&self.current))?)
    }

    /// Returns the language that the project has for a side.
    ///
    /// # Errors
    ///
    /// As [`Desk::project`].
    pub fn language(&self, side: Side) -> Result<Option<&crate::text::Lang>> {
        Ok(self.project()?.and_then(|project| project.language(side)))
    }

    /// Makes a path absolute, without `.` and `..`.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        paths::absolute(&self.current, path)
    }

    /// Returns an absolute path as it is shown: from the current folder, with slashes.
    pub fn shown(&self, path: &Path) -> String {
        paths::shown(&self.current, path)
    }
}
