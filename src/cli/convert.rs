//! `chancery convert`: bilingual files of one format become those of another.

use std::path::PathBuf;

use anyhow::bail;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::memory_form::MemoryForm;
use super::session::Session;
use super::{Outcome, words};
use crate::desk::Advice;
use crate::desk::convert::{ConvertOptions, WriteOptions, written_format};
use crate::format::bitext::{self, Format, Status};
use crate::text::Lang;

/// Turns a memory, table or translated job into another format.
///
/// The endings of the names choose the formats. What a format cannot carry is left out and reported.
/// Units that cannot be read are named with their line, and the others are converted.
///
/// Reads TMX, TSV, CSV, JSON lines, XLIFF (also of Trados, memoQ and Phrase), PO and Moses text;
/// writes TMX, TSV, CSV, JSON lines and Moses text. Tables begin with a row of language codes:
/// tuid, en, km.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery convert old-job.sdlxliff treaties.tmx --least approved
  chancery convert terms.csv terms.tmx --for trados
  chancery convert treaties.tmx treaties.csv --bom --delimiter ';'
  chancery convert corpus.en corpus.tmx --from moses --target-lang km")]
pub(super) struct ConvertArgs {
    /// File to read
    input: PathBuf,
    /// File to write
    output: PathBuf,
    /// Format of the file to read [default: by its ending]
    #[arg(long, value_name = "FORMAT", value_parser = named(FROM))]
    from: Option<Format>,
    /// Format of the file to write [default: by its ending]
    #[arg(long, value_name = "FORMAT", value_parser = named(TO))]
    to: Option<Format>,
    /// Language to translate from [default: as the file says]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Language to translate into [default: the only other one in the file]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    /// Take a wrong language code for what it means, as kh=km; may be given several times
    #[arg(long, value_name = "CODE=TAG", value_parser = renaming)]
    rename_lang: Vec<(String, Lang)>,
    /// Keep all languages of each unit (TMX and tables)
    #[arg(long, conflicts_with = "target_lang")]
    multilingual: bool,
    #[command(flatten)]
    form: MemoryForm,
    /// Keep inline codes in TMX (level 2) [default: text alone]
    #[arg(long)]
    codes: bool,
    /// Take translations that have come at least so far, where the file says it
    #[arg(long, value_name = "STATE", default_value = "translated")]
    least: Least,
    #[command(flatten)]
    table: Table,
    /// Encoding of a file of text that is neither UTF-8 nor UTF-16, for example windows-1252
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// How tables are read and written.
#[derive(Debug, Args)]
struct Table {
    /// What stands between the cells of a table: a character, or tab [default: by the ending]
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// Take quotes in a table to be read as text
    #[arg(long)]
    plain_quotes: bool,
    /// Begin a table with a byte order mark, so that Excel reads it as UTF-8
    #[arg(long)]
    bom: bool,
}

type Names = &'static [(&'static str, Format, Option<&'static str>)];

const FROM: Names = &[
    ("tmx", Format::Tmx, None),
    ("tsv", Format::Tsv, None),
    ("csv", Format::Csv, None),
    ("jsonl", Format::Jsonl, None),
    (
        "xliff",
        Format::Xliff,
        Some("XLIFF 1.2 and 2, SDLXLIFF, mqxliff, mxliff"),
    ),
    ("po", Format::Po, Some("gettext")),
    (
        "moses",
        Format::Moses,
        Some("Two files of lines, NAME.en and NAME.km; name the first"),
    ),
];

const TO: Names = &[
    ("tmx", Format::Tmx, None),
    ("tsv", Format::Tsv, None),
    ("csv", Format::Csv, None),
    ("jsonl", Format::Jsonl, None),
    (
        "moses",
        Format::Moses,
        Some("Two files of lines, NAME.en and NAME.km; give NAME"),
    ),
];

/// Reads the name of a format.
fn named(names: Names) -> impl TypedValueParser<Value = Format> {
    let values = names.iter().map(|(name, _, help)| {
        let value = PossibleValue::new(*name);
        help.map_or(value.clone(), |help| value.help(help))
    });
    PossibleValuesParser::new(values).map(|name| {
        let found = names.iter().find(|row| row.0 == name);
        found.map_or(Format::Tmx, |row| row.1)
    })
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Least {
    /// Everything that has text, fuzzy and rejected too
    Draft,
    /// Translated or confirmed
    Translated,
    /// Approved, signed off or final
    Approved,
}

impl From<Least> for Status {
    fn from(least: Least) -> Self {
        match least {
            Least::Draft => Status::Draft,
            Least::Translated => Status::Translated,
            Least::Approved => Status::Approved,
        }
    }
}

/// Reads what a wrong code means.
pub(super) fn renaming(text: &str) -> Result<(String, Lang), String> {
    let (code, tag) = (text.split_once('=')).ok_or("give the code and what it means, as kh=km")?;
    let lang = Lang::parse(tag).map_err(|error| error.to_string())?;
    Ok((code.to_owned(), lang))
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        &[byte] if byte.is_ascii_punctuation() && byte != b'"' || text == "\t" => Ok(byte),
        _ => Err("give one character, such as ; or the word tab".to_owned()),
    }
}

impl ConvertArgs {
    fn options(&self, format: Format) -> ConvertOptions {
        ConvertOptions {
            reading: bitext::Options {
                format: self.from,
                source: self.source_lang.clone(),
                target: self.target_lang.clone(),
                renamed: self.rename_lang.clone(),
                encoding: self.encoding.clone(),
                delimiter: self.table.delimiter,
                plain_quotes: self.table.plain_quotes,
                least: self.least.into(),
            },
            writing: WriteOptions {
                format: Some(format),
                form: (&self.form).into(),
                codes: self.codes,
                delimiter: self.table.delimiter,
                bom: self.table.bom,
            },
            multilingual: self.multilingual,
        }
    }
}

pub(super) fn run(args: &ConvertArgs, session: &Session) -> anyhow::Result<Outcome> {
    let format = match args.to {
        Some(format) => format,
        None => written_format(&args.output, Advice::ChooseFormat)?,
    };
    args.form.check(format)?;
    let desk = session.desk()?;
    desk.keep_apart(&args.output, [&args.input])?;
    let written = desk.convert(&args.input, &args.output, &args.options(format))?;
    session.note(&words::written(&args.output, &written));
    if written.units == 0 {
        bail!("{}: nothing in it could be converted", args.input.display());
    }
    Ok(Outcome::complete(written.unread == 0))
}
