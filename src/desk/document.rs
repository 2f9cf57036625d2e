//! Documents from files: read, decoded, cut into segments, with the language decided.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::error::{At, Error, Kind, Result};
use super::files::{read_bytes, read_text};
use super::language::Expected;
use super::notice::{Notice, Observer};
use crate::format::document::{self, Format};
use crate::model::{Block, Document};
use crate::segment::srx::{self, LanguageError, Srx};
use crate::segment::{self, Segment};
use crate::text::{Lang, script, zawgyi};

/// How documents are read and cut.
#[allow(clippy::struct_excessive_bools)] // Each stands for itself.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Takes every line as a segment, as it is.
    pub segmented: bool,
    /// Cuts behind semicolons too, as clauses of resolutions and treaties want it.
    pub clauses: bool,
    /// An SRX 2.0 file with rules in place of those built in.
    pub srx: Option<PathBuf>,
    /// Encoding of files that are neither UTF-8 nor UTF-16, such as `windows-1252`.
    pub encoding: Option<String>,
    /// Reads the headers and footers of pages too (DOCX, ODT).
    pub headers: bool,
    /// Reads a PDF file in a script that comes out corrupted; what is made of it is marked.
    pub force: bool,
}

/// A document that was read, in blocks.
#[derive(Debug)]
pub struct OpenedDocument {
    /// Its language.
    pub lang: Lang,
    /// Its blocks.
    pub document: Document,
}

/// A document that was read and cut.
#[derive(Clone, Debug)]
pub struct SegmentedDocument {
    /// The file.
    pub path: PathBuf,
    /// Its language.
    pub lang: Lang,
    /// Its segments, in order.
    pub segments: Vec<Segment>,
    /// Why the text is not to be trusted, if there is a reason.
    pub caution: Option<Cow<'static, str>>,
}

/// How a document is cut.
pub struct Cutting {
    clauses: bool,
    srx: Option<srx::Rules>,
}

/// What is in a file that is taken as it stands.
pub enum Contents {
    /// Text with its lines.
    Text(String),
    /// A document that has no lines.
    Document(Document),
}

impl Reading {
    /// Returns how files are turned into documents.
    fn options(&self) -> document::Options<'_> {
        document::Options {
            encoding: self.encoding.as_deref(),
            lines: self.segmented,
            headers: self.headers,
            force: self.force,
        }
    }

    /// Returns how text in a language is to be cut.
    ///
    /// # Errors
    ///
    /// When the rules cannot be read or have none for the language.
    pub fn cutting(&self, lang: &Lang) -> Result<Cutting> {
        let rules = |path: &PathBuf| {
            let text = read_text(path, None)?;
            // The reason begins with the line.
            let broken = |error: &dyn std::fmt::Display| {
                Error::new(Kind::Format, format!("{}:{error}", path.display()))
            };
            let srx = Srx::read(&text).map_err(|error| broken(&error))?;
            srx.rules(lang).map_err(|error| match error {
                LanguageError::Rule(error) => broken(&error),
                error => Error::of(Kind::Language, error).at(path),
            })
        };
        Ok(Cutting {
            clauses: self.clauses,
            srx: self.srx.as_ref().map(rules).transpose()?,
        })
    }

    /// Reads a document and decides its language.
    ///
    /// # Errors
    ///
    /// When it cannot be read, holds no text, or its language cannot be told.
    pub fn open(
        &self,
        path: &Path,
        expected: &Expected<'_>,
        observer: &dyn Observer,
    ) -> Result<OpenedDocument> {
        let bytes = read_bytes(path)?;
        let read = document::read(&path.to_string_lossy(), bytes, &self.options());
        let mut document = read.at(path)?;
        if document.blocks.is_empty() {
            return Err(Error::new(Kind::Format, "there is no text in it").at(path));
        }
        let lang = expected.of_document(path, &document)?;
        leave_out_others(path, &mut document, &lang, observer);
        if let Some(why) = document.caution {
            let path = path.to_owned();
            observer.remark(Notice::Caution { path, why });
        }
        // Keys, dates and the words of a memory would not fit those of others.
        if zawgyi::is_likely(&document.text()) {
            observer.remark(Notice::Zawgyi(path.to_owned()));
        }
        Ok(OpenedDocument { lang, document })
    }

    /// Reads a document and cuts it.
    ///
    /// # Errors
    ///
    /// As [`Reading::open`] and [`Reading::cutting`].
    pub fn segments(
        &self,
        path: &Path,
        expected: &Expected<'_>,
        observer: &dyn Observer,
    ) -> Result<SegmentedDocument> {
        self.cut(path, self.open(path, expected, observer)?)
    }

    /// Cuts a document that was read.
    ///
    /// # Errors
    ///
    /// As [`Reading::cutting`].
    pub fn cut(&self, path: &Path, opened: OpenedDocument) -> Result<SegmentedDocument> {
        let OpenedDocument { lang, document } = opened;
        let segments = if self.segmented {
            segment::lines(&document)
        } else {
            segment::segments(&document, &lang, &self.cutting(&lang)?.options())
        };
        Ok(SegmentedDocument {
            path: path.to_owned(),
            lang,
            segments,
            caution: document.caution.map(Cow::Borrowed),
        })
    }

    /// Reads a file for its tables.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn tables(&self, path: &Path) -> Result<Document> {
        let bytes = read_bytes(path)?;
        document::read_table(&path.to_string_lossy(), bytes, &self.options()).at(path)
    }
}

/// Leaves out paragraphs that are marked as being in another language, as pages have that offer
/// themselves in several.
///
/// Programs mark text with the language that they themselves run in. So marks count only where some
/// text is marked as being in the language of the document, and where script and mark agree.
fn leave_out_others(path: &Path, document: &mut Document, lang: &Lang, observer: &dyn Observer) {
    let same = |other: &Lang| other.primary() == lang.primary();
    let whole = document.lang.clone();
    let marked = |block: &Block| block.lang.as_ref().or(whole.as_ref()).is_some_and(same);
    if !document.blocks.iter().any(marked) {
        return;
    }
    let is_other = |block: &Block| {
        let other = block.lang.as_ref().filter(|other| !same(other));
        other.is_some_and(|other| {
            script::dominant(&block.text).is_none_or(|script| other.may_be_in(script))
        })
    };
    let before = document.blocks.len();
    document.blocks.retain(|block| !is_other(block));
    let paragraphs = before - document.blocks.len();
    if paragraphs > 0 {
        observer.remark(Notice::LeftOut {
            path: path.to_owned(),
            paragraphs,
            lang: lang.clone(),
        });
    }
}

impl SegmentedDocument {
    /// Returns the name of the file without folders, for memories and messages.
    pub fn file_name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Returns the text of all segments up to some thousand characters, to tell the script from.
    pub fn sample(&self) -> String {
        let mut sample = String::new();
        for segment in &self.segments {
            if sample.len() > 10_000 {
                break;
            }
            sample.push_str(&segment.text);
        }
        sample
    }
}

impl Cutting {
    /// Returns the options of the cutter.
    pub fn options(&self) -> segment::Options<'_> {
        segment::Options {
            clauses: self.clauses,
            srx: self.srx.as_ref(),
        }
    }
}

impl Contents {
    /// Reads a file of text as it is, and every other document in paragraphs.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn read(path: &Path) -> Result<Contents> {
        let bytes = read_bytes(path)?;
        let name = path.to_string_lossy();
        let format = document::detect(&name, &bytes).at(path)?;
        if matches!(format, Format::Text | Format::Csv | Format::Markdown) {
            return read_text(path, None).map(Contents::Text);
        }
        let document = document::read(&name, bytes, &document::Options::default());
        document.map(Contents::Document).at(path)
    }

    /// Returns the text; of a document, each paragraph is a line.
    pub fn into_text(self) -> String {
        match self {
            Contents::Text(text) => text,
            Contents::Document(document) => document.text(),
        }
    }
}
