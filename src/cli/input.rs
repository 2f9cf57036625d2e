//! Documents from files: read, decoded, cut into segments, with the language decided.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::Args;

use super::count;
use super::session::Session;
use crate::format::document::{self, Format};
use crate::model::{Block, Document};
use crate::segment::srx::{self, LanguageError, Srx};
use crate::segment::{self, Segment};
use crate::text::{Lang, decode, script, zawgyi};

/// How documents are read.
// Each flag of the command line stands for itself.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Reading {
    /// Take every line as a segment, as it is
    ///
    /// For texts that were cut into sentences before, one a line. Without it, lines are joined to
    /// paragraphs where they were only wrapped, and paragraphs are cut into sentences.
    #[arg(long)]
    pub(super) segmented: bool,
    /// Cut behind semicolons too, as clauses of resolutions and treaties want it
    #[arg(long, conflicts_with = "segmented")]
    pub(super) clauses: bool,
    /// Cut by the rules of an SRX 2.0 file in place of those built in
    #[arg(long, value_name = "FILE", conflicts_with_all = ["segmented", "clauses"])]
    pub(super) srx: Option<PathBuf>,
    /// Encoding of files that are neither UTF-8 nor UTF-16, for example windows-1252
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Read the headers and footers of pages too (DOCX, ODT)
    #[arg(long)]
    pub(super) headers: bool,
    /// Read a PDF file in Khmer, Thai, Lao or Burmese, although its text comes out corrupted; every
    /// unit made of it is marked
    #[arg(long)]
    pub(super) force: bool,
}

impl Reading {
    /// Returns how files are turned into documents.
    pub(super) fn options(&self) -> document::Options<'_> {
        document::Options {
            encoding: self.encoding.as_deref(),
            lines: self.segmented,
            headers: self.headers,
            force: self.force,
        }
    }
}

/// A document that was read, in blocks.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) lang: Lang,
    pub(super) document: Document,
}

impl Opened {
    /// Reads a document; `decide` says which language it is in.
    pub(super) fn read(
        path: &Path,
        reading: &Reading,
        session: &Session,
        decide: impl FnOnce(&Document) -> anyhow::Result<Lang>,
    ) -> anyhow::Result<Opened> {
        let mut document = read_document(path, &reading.options())?;
        if document.blocks.is_empty() {
            bail!("{}: there is no text in it", path.display());
        }
        let lang = decide(&document)?;
        leave_out_others(path, &mut document, &lang, session);
        if let Some(caution) = document.caution {
            session.warn(&format!("{}: {caution}", path.display()));
        }
        warn_of_zawgyi(path, &document.text(), session);
        Ok(Opened { lang, document })
    }
}

/// Leaves out paragraphs that are marked as being in another language, as pages have that offer
/// themselves in several.
///
/// Programs mark text with the language that they themselves run in. So marks count only where some
/// text is marked as being in the language of the document, and where script and mark agree.
fn leave_out_others(path: &Path, document: &mut Document, lang: &Lang, session: &Session) {
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
    let left_out = before - document.blocks.len();
    if left_out > 0 {
        session.note(&format!(
            "{}: left out {} marked as being in another language than {}",
            path.display(),
            count(left_out, "paragraph"),
            lang.name()
        ));
    }
}

/// Warns of Burmese that is not Unicode: keys, dates and the words of a memory would not fit others.
fn warn_of_zawgyi(path: &Path, text: &str, session: &Session) {
    if zawgyi::is_likely(text) {
        session.warn(&format!(
            "{}: the Burmese looks like Zawgyi, a font encoding that is not Unicode; convert the file to Unicode, or it will match nothing else",
            path.display()
        ));
    }
}

/// A document that was read and cut.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) path: PathBuf,
    pub(super) lang: Lang,
    pub(super) segments: Vec<Segment>,
    /// Why the text is not to be trusted, if there is a reason.
    pub(super) caution: Option<Cow<'static, str>>,
}

impl Input {
    /// Reads a document and cuts it; `decide` says which language its text is in.
    pub(super) fn read(
        path: &Path,
        reading: &Reading,
        session: &Session,
        decide: impl FnOnce(&Document) -> anyhow::Result<Lang>,
    ) -> anyhow::Result<Input> {
        Input::cut(path, Opened::read(path, reading, session, decide)?, reading)
    }

    /// Cuts a document that was read.
    pub(super) fn cut(path: &Path, opened: Opened, reading: &Reading) -> anyhow::Result<Input> {
        let Opened { lang, document } = opened;
        let segments = if reading.segmented {
            segment::lines(&document)
        } else {
            segment::segments(&document, &lang, &reading.cutting(&lang)?.options())
        };
        Ok(Input {
            path: path.to_owned(),
            lang,
            segments,
            caution: document.caution.map(Cow::Borrowed),
        })
    }

    /// Returns the name of the file without folders, for memories and messages.
    pub(super) fn file_name(&self) -> String {
        self.path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }

    /// Returns the text of all segments up to some thousand characters, to tell the script from.
    pub(super) fn sample(&self) -> String {
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

/// How a document is cut.
pub(super) struct Cutting {
    clauses: bool,
    srx: Option<srx::Rules>,
}

impl Cutting {
    pub(super) fn options(&self) -> segment::Options<'_> {
        segment::Options {
            clauses: self.clauses,
            srx: self.srx.as_ref(),
        }
    }
}

impl Reading {
    /// Returns how text in a language is to be cut.
    pub(super) fn cutting(&self, lang: &Lang) -> anyhow::Result<Cutting> {
        let rules = |path: &PathBuf| {
            let text = read_text(path, None)?;
            let place = path.display();
            let srx = Srx::read(&text).map_err(|error| anyhow!("{place}:{error}"))?;
            srx.rules(lang).map_err(|error| match error {
                LanguageError::Rule(error) => anyhow!("{place}:{error}"),
                error => anyhow!("{place}: {error}"),
            })
        };
        Ok(Cutting {
            clauses: self.clauses,
            srx: self.srx.as_ref().map(rules).transpose()?,
        })
    }
}

/// Reads a file as a document, whatever its format.
pub(super) fn read_document(
    path: &Path,
    options: &document::Options<'_>,
) -> anyhow::Result<Document> {
    let bytes = read_bytes(path)?;
    document::read(&path.to_string_lossy(), bytes, options)
        .with_context(|| path.display().to_string())
}

/// Reads a file for its tables.
pub(super) fn read_tables(
    path: &Path,
    options: &document::Options<'_>,
) -> anyhow::Result<Document> {
    let bytes = read_bytes(path)?;
    document::read_table(&path.to_string_lossy(), bytes, options)
        .with_context(|| path.display().to_string())
}

/// What is in a file that is taken as it stands.
pub(super) enum Contents {
    /// Text with its lines.
    Text(String),
    /// A document that has no lines.
    Document(Document),
}

impl Contents {
    /// Returns the text; of a document, each paragraph is a line.
    pub(super) fn into_text(self) -> String {
        match self {
            Contents::Text(text) => text,
            Contents::Document(document) => document.text(),
        }
    }
}

/// Reads a file of text as it is, and every other document in paragraphs.
pub(super) fn read_contents(path: &Path) -> anyhow::Result<Contents> {
    let name = path.to_string_lossy();
    let bytes = read_bytes(path)?;
    let format = document::detect(&name, &bytes).with_context(|| name.to_string())?;
    if matches!(format, Format::Text | Format::Csv | Format::Markdown) {
        return read_text(path, None).map(Contents::Text);
    }
    let document = document::read(&name, bytes, &document::Options::default());
    document
        .map(Contents::Document)
        .with_context(|| name.to_string())
}

/// Reads a file as text.
pub(super) fn read_text(path: &Path, encoding: Option<&str>) -> anyhow::Result<String> {
    let bytes = read_bytes(path)?;
    // One of two documents may be in an old encoding and the other not. Text in an old encoding is
    // never valid UTF-8 by chance, but for ASCII, where it makes no difference.
    let encoding = encoding.filter(|_| std::str::from_utf8(&bytes).is_err());
    let decoded = decode::decode(bytes, encoding);
    Ok(decoded.with_context(|| path.display().to_string())?.text)
}

fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let place = || path.display().to_string();
    if std::fs::metadata(path).is_ok_and(|file| file.len() > document::LARGEST) {
        bail!(
            "{}: the file has more than 1 GiB; is it a document?",
            place()
        );
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("{}: there is no such file", place())
        }
        Err(_) if path.is_dir() => bail!("{}: is a folder, not a file", place()),
        Err(error) => return Err(error).with_context(place),
    };
    if bytes.is_empty() {
        bail!("{}: the file is empty", place());
    }
    Ok(bytes)
}
