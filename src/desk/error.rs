//! Why something could not be done: the kind, the file it is about, the reason in words that hold for
//! every door, and what to do as a value. A door words the advice: a terminal names an option, a page a
//! field.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::align::evaluate::GoldError;
use crate::align::lexicon::FileError;
use crate::format::{self, Hint, bitext, document, review, termbase, tmx, xliff};
use crate::glossary;
use crate::glossary::find::TooLarge;
use crate::memory::{MemoryError, PhraseError, StoreError};
use crate::text::Lang;
use crate::text::decode::DecodeError;
use crate::text::lang::LangError;

use super::language::Side;
use super::project::SettingsError;

/// What comes of asking.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A request that could not be met.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    place: Option<String>,
    reason: Box<dyn std::error::Error + Send + Sync>,
    /// Boxed, so that results stay small.
    advice: Option<Box<Advice>>,
}

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// There is no such file.
    NotFound,
    /// A file cannot be read or written.
    File,
    /// A file is not what it was taken for, or broken.
    Format,
    /// It is not clear which language something is in, or it is the wrong one.
    Language,
    /// What was asked for cannot be done, or not with these inputs.
    Request,
    /// Settings of a project cannot be used.
    Settings,
    /// A memory cannot be used.
    Memory,
    /// A glossary cannot be used.
    Glossary,
    /// There is no project here, or it lacks what was asked for.
    Project,
}

/// What to do about an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Advice {
    /// Say the language of a document.
    GiveLanguage(Side),
    /// Say the languages of both sides.
    GiveLanguages,
    /// Take one of two documents away, or say the language of the side.
    RemoveOrGiveLanguage(Side),
    /// Choose two of several languages.
    ChoosePair,
    /// Say which columns hold the languages, as in this example.
    NameColumns(String),
    /// Choose one of several target languages.
    ChooseTarget,
    /// Name a memory.
    NameMemory,
    /// Name a glossary file or folder.
    NameGlossary,
    /// Say in which file of a glossary a concept belongs, or of which kind it is.
    ChooseGlossaryFile,
    /// Say in which form a glossary is to be written.
    ChooseTermbaseFormat,
    /// Say the target language for a form that has two languages.
    GiveSecondLanguage,
    /// Take the target for the source: these are the two now.
    SwapLanguages(Lang, Lang),
    /// Put units into the memory of the project, as by files in this folder.
    FillMemory(PathBuf),
    /// Say which language a wrong code of a side stands for.
    MeanLanguage(Side),
    /// Say which languages wrong codes of a file stand for.
    RenameLanguage,
    /// Say the same where the codes of memories may be wrong.
    RenameInMemories,
    /// Take drafts too.
    TakeDrafts,
    /// Choose one of several target languages, or keep all.
    ChooseTargetOrAll,
    /// Choose a format by the ending of a name.
    ChooseEnding,
    /// Choose a format by the ending of a name, or say it.
    ChooseFormat,
    /// Give language codes for TMX.
    GiveCodes,
    /// Give language codes for TMX in the order of source and target.
    OrderCodes,
    /// Look through the list of rules.
    ListRules,
    /// Write the baseline.
    WriteBaseline,
    /// Check the whole project by all rules, or take another baseline.
    CheckWhole,
}

impl Error {
    /// Makes an error of a kind, with the reason.
    pub fn new(kind: Kind, reason: impl Into<String>) -> Self {
        Error {
            kind,
            place: None,
            reason: reason.into().into(),
            advice: None,
        }
    }

    /// Makes an error of one that comes from a room below.
    pub fn of(kind: Kind, error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Error {
            kind,
            place: None,
            reason: Box::new(error),
            advice: None,
        }
    }

    /// Says which file it is about.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.place.get_or_insert_with(|| path.display().to_string());
        self
    }

    /// Says what it is about, where that is no file.
    #[must_use]
    pub(super) fn about(mut self, what: &str) -> Self {
        self.place.get_or_insert_with(|| what.to_owned());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn advise(mut self, advice: Advice) -> Self {
        self.advice = Some(Box::new(advice));
        self
    }

    /// Returns the kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns what to do, where something helps.
    pub fn advice(&self) -> Option<&Advice> {
        self.advice.as_deref()
    }

    /// Returns what a format would have to be told, where that helps.
    pub fn hint(&self) -> Option<Hint> {
        format::hint(self.reason.as_ref())
    }

    /// Returns the error of a room below that it was made of.
    pub fn cause<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.reason.downcast_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        self.reason.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.reason.source()
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Error::new(Kind::NotFound, "there is no such file"),
            _ => Error::of(Kind::File, error),
        }
    }
}

/// Makes errors of what the rooms report.
macro_rules! errors_of {
    ($($kind:ident: $($error:ty),+;)+) => {$($(
        impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Error::of(Kind::$kind, error)
            }
        }
    )+)+};
}

errors_of! {
    File: DecodeError;
    Format: FileError, GoldError, document::Error, review::ReviewError, termbase::table::TableError, termbase::tbx::TbxError, tmx::ProfileError, xliff::Error, xliff::EditError;
    Language: LangError;
    Request: PhraseError;
    Memory: StoreError;
    Glossary: TooLarge, glossary::open::OpenError, glossary::edit::EditError, glossary::layout::LayoutError;
    Settings: SettingsError;
}

impl From<MemoryError> for Error {
    fn from(error: MemoryError) -> Self {
        match error {
            MemoryError::Store(error) => error.into(),
            error => Error::of(Kind::Memory, error),
        }
    }
}

impl From<bitext::OpenError> for Error {
    fn from(error: bitext::OpenError) -> Self {
        match error {
            bitext::OpenError::Io(error) => error.into(),
            bitext::OpenError::Tmx(error) => error.into(),
            error => Error::of(Kind::Format, error),
        }
    }
}

impl From<tmx::OpenError> for Error {
    fn from(error: tmx::OpenError) -> Self {
        match error {
            tmx::OpenError::Io(error) => error.into(),
            error => Error::of(Kind::Format, error),
        }
    }
}

/// Says which file something that failed was about.
pub trait At<T> {
    /// Names the file in the error, unless one is named already.
    ///
    /// # Errors
    ///
    /// That of the result.
    fn at(self, path: &Path) -> Result<T>;
}

impl<T, E: Into<Error>> At<T> for std::result::Result<T, E> {
    fn at(self, path: &Path) -> Result<T> {
        self.map_err(|error| error.into().at(path))
    }
}
