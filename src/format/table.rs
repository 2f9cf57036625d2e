//! Tables of translations: TSV and CSV (see `cells`), the header row naming the languages, a row for
//! each unit. A column named `tuid`, `note` or like a date or name of TMX is that; any other is a
//! property. Text comes back as it was written, line ends and quotes too; inline codes, and what has
//! no column, are left out and counted. Formulas are not guarded against: the text is the user's.

use std::io;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::bitext::reading::{Cause, OpenError, Options, Outcome, Problem, Source};
use super::bitext::writing::{Sink, Tally, Written};
use super::cells::Rows;
use super::open::Text;
use super::origin::{Form, Origin};
use crate::model::{LangCode, Note, Property, TranslationUnit, Variant};
use crate::text::Lang;

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
    rows: Rows<Text>,
    columns: Vec<Column>,
    /// Whether the row that was read last is one of texts that nobody has got yet.
    pending: bool,
    ended: bool,
}

impl Reader {
    /// Reads the header row. What parts the cells is what the options say, else what a line for Excel
    /// says, else what the header row has most of, whatever the ending of the name.
    pub(super) fn new(text: Text, options: &Options) -> Result<Self, OpenError> {
        let mut rows = Rows::of_table(text, options.delimiter, !options.plain_quotes)?;
        let empty = || OpenError::Table("the file is empty".to_owned());
        let row = rows.next_row()?.ok_or_else(empty)?;
        row.map_err(|fault| OpenError::Table(format!("line {}: {fault}", rows.line())))?;
        let langs = options.source.as_ref().zip(options.target.as_ref());
        let (columns, is_heading) = match (columns(&rows, langs), langs) {
            (Err(_), Some(langs)) if is_pair(&rows) => (of_pairs(langs), false),
            (columns, _) => (columns.map_err(OpenError::Table)?, true),
        };
        Ok(Reader {
            rows,
            columns,
            pending: !is_heading,
            ended: false,
        })
    }

    fn unit(&self) -> Result<TranslationUnit, Cause> {
        let mut unit = TranslationUnit::default();
        let cells = self.rows.cells();
        let count = cells.len();
        let mut columns = self.columns.iter();
        for cell in cells {
            let column = columns.next();
            let cell = std::str::from_utf8(&cell).map_err(|_| Cause::Encoding)?;
            if cell.is_empty() {
                continue;
            }
            let history = &mut unit.history;
            match column {
                Some(Column::Text(code)) => {
                    unit.variants.push(Variant::new(code.clone(), cell.into()));
                }
                Some(Column::Tuid) => unit.tuid = Some(cell.to_owned()),
                Some(Column::Note) => unit.notes.push(Note {
                    text: cell.to_owned(),
                    ..Note::default()
                }),
                Some(Column::CreationDate) => history.creation_date = Some(cell.to_owned()),
                Some(Column::CreationId) => history.creation_id = Some(cell.to_owned()),
                Some(Column::ChangeDate) => history.change_date = Some(cell.to_owned()),
                Some(Column::ChangeId) => history.change_id = Some(cell.to_owned()),
                Some(Column::Property(kind)) => unit.properties.push(Property::new(kind, cell)),
                None => {
                    let columns = self.columns.len();
                    let what = format!(
                        "{count} cells, but the header row has {columns}; is a quote missing?"
                    );
                    return Err(what.into());
                }
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
        let row = if std::mem::take(&mut self.pending) {
            Ok(Some(Ok(())))
        } else {
            self.rows.next_row()
        };
        let problem = |what: Cause| Problem::at(self.rows.line(), what);
        match row {
            Ok(Some(Ok(()))) => Some(self.unit().map_err(problem)),
            Ok(Some(Err(fault))) => Some(Err(problem(fault.to_string().into()))),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                let problem = problem(error.to_string().into());
                self.ended = true;
                Some(Err(problem))
            }
        }
    }
}

impl Source for Reader {
    fn origins(&self) -> Vec<Origin> {
        let delimiter = self.rows.delimiter();
        let cells = self.columns.iter().zip(self.rows.places());
        let texts = cells.filter(|(column, (range, quoted))| {
            matches!(column, Column::Text(_)) && range.len() > 2 * usize::from(*quoted)
        });
        let origin = |(_, (range, quoted))| Origin {
            range,
            form: Form::Cell { delimiter, quoted },
        };
        texts.map(origin).collect()
    }
}

/// Tells whether a first row is one of texts: single words of plain letters rather head columns.
fn is_pair(row: &Rows<Text>) -> bool {
    let mut cells = row.cells();
    cells.len() >= 2 && cells.any(|cell| cell.contains(&b' ') || !cell.is_ascii())
}

/// Returns the columns of pairs without heading.
fn of_pairs((source, target): (&Lang, &Lang)) -> Vec<Column> {
    let text = |lang: &Lang| Column::Text(lang.into());
    vec![text(source), text(target), Column::Note]
}

fn columns(header: &Rows<Text>, langs: Option<(&Lang, &Lang)>) -> Result<Vec<Column>, String> {
    let mut columns = Vec::new();
    let mut languages = 0;
    for cell in header.cells() {
        let name = std::str::from_utf8(&cell).map_err(|_| "line 1: bytes that are not UTF-8")?;
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
        let texts: Vec<_> = (unit.texts_in(self.languages.iter()).into_iter())
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
