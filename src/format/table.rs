//! Tables of translations: TSV and CSV by RFC 4180, the header row naming the languages, a row for
//! each unit. A column named `tuid`, `note` or like a date or name of TMX is that; any other is a
//! property. Text comes back as it was written, line ends and quotes too; inline codes, and what has
//! no column, are left out and counted. Formulas are not guarded against: the text is the user's.

use std::io;

use csv::{ByteRecord, QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};

use super::bitext::reading::{Cause, OpenError, Options, Outcome, Problem, Source};
use super::bitext::writing::{Sink, Tally, Written};
use super::budget::Budget;
use super::open::Text;
use super::origin::{Form, Origin};
use crate::model::{LangCode, Note, Property, TranslationUnit, Variant};
use crate::text::Lang;

/// Most bytes that a row may have.
const LONGEST: usize = 64 * 1024 * 1024;
/// How many languages a table may have.
const LANGUAGES: usize = 200;

/// What a column holds.
enum Column {
    Text(LangCode),
    Tuid,
    Note,
    CreationDate,
    CreationId,
    ChangeDate,
    ChangeId,
    Property(String),
}

/// Reads units row by row.
pub(super) struct Reader {
    csv: csv::Reader<super::budget::Budgeted<Text>>,
    budget: Budget,
    columns: Vec<Column>,
    delimiter: u8,
    quotes: bool,
    record: ByteRecord,
    /// Lines to be added to what the parser counts: it takes the second half of a line end of two
    /// characters for the start of the next row.
    behind: usize,
    /// Whether the record that was read last is a row that nobody has got yet.
    pending: bool,
    ended: bool,
}

impl Reader {
    /// Reads the header row. What parts the cells is what the options say, else what a line for Excel
    /// says, else what the header row has most of, whatever the ending of the name.
    pub(super) fn new(mut text: Text, options: &Options) -> Result<Self, OpenError> {
        let head = text.fill_buf()?;
        let first = head.split_inclusive(|&byte| byte == b'\n').next();
        let behind = usize::from(first.is_some_and(|line| line.ends_with(b"\r\n")));
        let said = said_delimiter(head);
        let guess = || guess_delimiter(head);
        let delimiter = options.delimiter.or(said).unwrap_or_else(guess);
        let budget = Budget::new(LONGEST);
        let mut csv = ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(!options.plain_quotes)
            .flexible(true)
            .has_headers(false)
            .from_reader(budget.over(text));
        let mut record = ByteRecord::new();
        let mut any = csv.read_byte_record(&mut record).map_err(csv_error)?;
        if said.is_some() {
            any = csv.read_byte_record(&mut record).map_err(csv_error)?;
        }
        if !any {
            return Err(OpenError::Table("the file is empty".to_owned()));
        }
        let langs = options.source.as_ref().zip(options.target.as_ref());
        let (columns, is_heading) = match (columns(&record, langs), langs) {
            (Err(_), Some(langs)) if is_pair(&record) => (of_pairs(langs), false),
            (columns, _) => (columns.map_err(OpenError::Table)?, true),
        };
        Ok(Reader {
            csv,
            budget,
            columns,
            delimiter,
            quotes: !options.plain_quotes,
            record,
            behind,
            pending: !is_heading,
            ended: false,
        })
    }

    fn unit(&self) -> Result<TranslationUnit, Cause> {
        let mut unit = TranslationUnit::default();
        let extra = self.record.iter().skip(self.columns.len());
        if extra.into_iter().any(|cell| !cell.is_empty()) {
            let (cells, columns) = (self.record.len(), self.columns.len());
            let what =
                format!("{cells} cells, but the header row has {columns}; is a quote missing?");
            return Err(what.into());
        }
        for (column, cell) in self.columns.iter().zip(&self.record) {
            let cell = std::str::from_utf8(cell).map_err(|_| Cause::Encoding)?;
            if cell.is_empty() {
                continue;
            }
            let history = &mut unit.history;
            match column {
                Column::Text(code) => unit.variants.push(Variant::new(code.clone(), cell.into())),
                Column::Tuid => unit.tuid = Some(cell.to_owned()),
                Column::Note => unit.notes.push(Note {
                    text: cell.to_owned(),
                    ..Note::default()
                }),
                Column::CreationDate => history.creation_date = Some(cell.to_owned()),
                Column::CreationId => history.creation_id = Some(cell.to_owned()),
                Column::ChangeDate => history.change_date = Some(cell.to_owned()),
                Column::ChangeId => history.change_id = Some(cell.to_owned()),
                Column::Property(kind) => unit.properties.push(Property::new(kind, cell)),
            }
        }
        Ok(unit)
    }
}

impl Iterator for Reader {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if self.ended {
            return None;
        }
        self.budget.refill();
        let read = if std::mem::take(&mut self.pending) {
            Ok(true)
        } else {
            self.csv.read_byte_record(&mut self.record)
        };
        let place = self.record.position();
        let line = place.map_or(0, |place| usize::try_from(place.line()).unwrap_or_default());
        let line = line + self.behind;
        match read {
            Ok(true) => Some(self.unit().map_err(|what| Problem::at(line, what))),
            Ok(false) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                let what = if self.budget.is_spent() {
                    "a row longer than 64 MiB; is a quote missing?".to_owned()
                } else {
                    error.to_string()
                };
                Some(Err(Problem::at(line + 1, what)))
            }
        }
    }
}

impl Source for Reader {
    fn origins(&self) -> Vec<Origin> {
        let byte = |place: &csv::Position| usize::try_from(place.byte()).unwrap_or(usize::MAX);
        let row = self.record.position().map_or(0, byte)..byte(self.csv.position());
        let cells = self.columns.iter().zip(&self.record).enumerate();
        let texts = cells
            .filter(|(_, (column, cell))| matches!(column, Column::Text(_)) && !cell.is_empty());
        let origin = |column| Origin {
            range: row.clone(),
            form: Form::Cell {
                column,
                delimiter: self.delimiter,
                quotes: self.quotes,
            },
        };
        texts.map(|(column, _)| origin(column)).collect()
    }
}

fn csv_error(error: csv::Error) -> OpenError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => OpenError::Io(error),
        _ => OpenError::Table("the header row cannot be read".to_owned()),
    }
}

/// Returns the delimiter that a line for Excel in front of a table says (`sep=;`).
pub(super) fn said_delimiter(head: &[u8]) -> Option<u8> {
    match head.strip_prefix(b"sep=")? {
        [sign, b'\n', ..] | [sign, b'\r', b'\n', ..] => Some(*sign),
        _ => None,
    }
}

/// Returns what stands between the cells of the first line: a tab, if there is one; of commas and
/// semicolons, which Excel writes where the comma stands in numbers, what there are more of.
pub(super) fn guess_delimiter(head: &[u8]) -> u8 {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or(head);
    let count = |wanted: u8| memchr::memchr_iter(wanted, line).count();
    if count(b'\t') > 0 {
        b'\t'
    } else if count(b';') > count(b',') {
        b';'
    } else {
        b','
    }
}

/// Tells whether a first row is one of texts: single words of plain letters rather head columns.
fn is_pair(row: &ByteRecord) -> bool {
    let is_text = |cell: &[u8]| cell.contains(&b' ') || !cell.is_ascii();
    row.len() >= 2 && row.iter().take(2).any(is_text)
}

/// Returns the columns of pairs without heading.
fn of_pairs((source, target): (&Lang, &Lang)) -> Vec<Column> {
    let text = |lang: &Lang| Column::Text(lang.into());
    vec![text(source), text(target), Column::Note]
}

fn columns(header: &ByteRecord, langs: Option<(&Lang, &Lang)>) -> Result<Vec<Column>, String> {
    let mut columns = Vec::new();
    let mut languages = 0;
    for cell in header {
        let name = std::str::from_utf8(cell).map_err(|_| "line 1: bytes that are not UTF-8")?;
        let column = column(name.trim(), langs)?;
        languages += usize::from(matches!(column, Column::Text(_)));
        columns.push(column);
    }
    match languages {
        2..=LANGUAGES => Ok(columns),
        0 | 1 => Err(
            "line 1: the header row has to name two languages, as in: tuid, en, km; add one"
                .to_owned(),
        ),
        _ => Err(format!("line 1: more than {LANGUAGES} languages")),
    }
}

/// Tells a column by its heading; the languages are those of columns that say only which side they
/// are.
fn column(name: &str, langs: Option<(&Lang, &Lang)>) -> Result<Column, String> {
    let text = |lang: &Lang| Column::Text(lang.into());
    Ok(match (name.to_ascii_lowercase().as_str(), langs) {
        ("tuid", _) => Column::Tuid,
        ("note" | "notes", _) => Column::Note,
        ("creationdate", _) => Column::CreationDate,
        ("creationid", _) => Column::CreationId,
        ("changedate", _) => Column::ChangeDate,
        ("changeid", _) => Column::ChangeId,
        ("source" | "source text", Some((source, _))) => text(source),
        ("target" | "target text" | "translation", Some((_, target))) => text(target),
        (lower, _) => match Lang::parse(name) {
            // Longer words are hardly ever meant as languages.
            Ok(lang) if lang.primary().len() <= 3 && !lower.starts_with("x-") => {
                Column::Text(LangCode::new(name))
            }
            Err(error) if name.len() == 2 => return Err(format!("line 1: {error}")),
            _ if lower.starts_with("x-") => Column::Property(name.to_owned()),
            _ => match Lang::of_heading(name) {
                Some(lang) => text(&lang),
                None => Column::Property(format!("x-{name}")),
            },
        },
    })
}

/// How a table is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The languages, one column each; a unit needs a text in the first and in one more.
    pub languages: Vec<Lang>,
    /// What stands between the cells.
    pub delimiter: u8,
    /// Whether the file begins with a byte order mark, without which Excel takes it for another
    /// encoding.
    pub bom: bool,
}

/// Writes units as rows: the identifier, then a text for each language.
pub(super) struct Writer<W: io::Write> {
    csv: csv::Writer<W>,
    languages: Vec<Lang>,
    tally: Tally,
}

impl<W: io::Write> Writer<W> {
    /// Begins a table with its header row.
    ///
    /// # Errors
    ///
    /// What `out` reports.
    pub(super) fn new(mut out: W, settings: Settings) -> io::Result<Self> {
        if settings.bom {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let mut csv = WriterBuilder::new()
            .delimiter(settings.delimiter)
            .quote_style(QuoteStyle::Necessary)
            .terminator(Terminator::Any(b'\n'))
            .from_writer(out);
        let header = settings.languages.iter().map(Lang::as_str);
        csv.write_record(std::iter::once("tuid").chain(header))?;
        Ok(Writer {
            csv,
            languages: settings.languages,
            tally: Tally::default(),
        })
    }
}

impl<W: io::Write> Sink for Writer<W> {
    fn write(&mut self, unit: &TranslationUnit) -> io::Result<()> {
        let texts: Vec<_> = (self.languages.iter())
            .map(|lang| unit.variant(lang))
            .map(|variant| {
                variant.map_or_else(Default::default, |variant| variant.seg.plain_text())
            })
            .collect();
        let full = texts.iter().filter(|text| !text.is_empty()).count();
        if full < 2 || texts.first().is_none_or(|text| text.is_empty()) {
            self.tally.incomplete += 1;
            return Ok(());
        }
        self.tally.add(unit);
        self.tally.other_languages += unit.variants.len().saturating_sub(full);
        self.csv
            .write_field(unit.tuid.as_deref().unwrap_or_default())?;
        for text in &texts {
            self.csv.write_field(text.as_bytes())?;
        }
        self.csv.write_record(None::<&[u8]>)?;
        self.tally.units += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Written> {
        self.csv.flush()?;
        Ok(self.tally.written())
    }
}
