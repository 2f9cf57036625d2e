//! `chancery convert`: bilingual files of one format become those of another.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::memory_form::MemoryForm;
use super::session::Session;
use super::{Outcome, count, output};
use crate::desk;
use crate::format::bitext::{self, Format, Output, Status, Units, Written};
use crate::format::tmx::Targets;
use crate::format::{table, tmx};
use crate::model::{LangCode, Property};
use crate::text::Lang;
use crate::text::lang::LangError;

/// Turns a memory, table or translated job into another format.
///
/// The endings of the names choose the formats. What a format cannot carry is left out and told.
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
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    /// Format of the file to write [default: by its ending]
    #[arg(long, value_name = "FORMAT")]
    to: Option<To>,
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

#[derive(Clone, Copy, Debug, ValueEnum)]
enum From {
    Tmx,
    Tsv,
    Csv,
    Jsonl,
    /// XLIFF 1.2 and 2, SDLXLIFF, mqxliff, mxliff
    Xliff,
    /// gettext
    Po,
    /// Two files of lines, NAME.en and NAME.km; name the first
    Moses,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    Tmx,
    Tsv,
    Csv,
    Jsonl,
    /// Two files of lines, NAME.en and NAME.km; give NAME
    Moses,
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

impl std::convert::From<Least> for Status {
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
    fn options(&self) -> bitext::Options {
        bitext::Options {
            format: self.from.map(|from| match from {
                From::Tmx => Format::Tmx,
                From::Tsv => Format::Tsv,
                From::Csv => Format::Csv,
                From::Jsonl => Format::Jsonl,
                From::Xliff => Format::Xliff,
                From::Po => Format::Po,
                From::Moses => Format::Moses,
            }),
            source: self.source_lang.clone(),
            target: self.target_lang.clone(),
            renamed: self.rename_lang.clone(),
            encoding: self.encoding.clone(),
            delimiter: self.table.delimiter,
            plain_quotes: self.table.plain_quotes,
            least: self.least.into(),
        }
    }

    fn format(&self) -> anyhow::Result<To> {
        if let Some(to) = self.to {
            return Ok(to);
        }
        Ok(match Format::of(&self.output) {
            Some(Format::Tmx) => To::Tmx,
            Some(Format::Tsv) => To::Tsv,
            Some(Format::Csv) => To::Csv,
            Some(Format::Jsonl) => To::Jsonl,
            Some(Format::Xliff | Format::Po) => bail!(
                "{}: this format can be read but not written; write .tmx and import that",
                self.output.display()
            ),
            Some(Format::Moses) | None => bail!(
                "{}: the ending of the name chooses the format; use .tmx, .tsv, .csv or .jsonl, or say --to",
                self.output.display()
            ),
        })
    }
}

/// The languages of what is written.
struct Languages {
    source: Lang,
    /// More than one only where all are kept.
    targets: Vec<Lang>,
}

pub(super) fn run(args: &ConvertArgs, session: &Session) -> anyhow::Result<Outcome> {
    let to = args.format()?;
    if to != To::Tmx && args.form.is_given() {
        bail!("--for and --tmx-langs are for TMX; leave them out, or write to a .tmx file");
    }
    let options = args.options();
    let output = args.output(to, &options)?;
    let (written, problems) = copy(
        (&args.input, &args.output),
        open(&args.input, &options)?,
        output,
        session,
    )?;
    for loss in &written.losses {
        session.warn(&loss.to_string());
    }
    session.note(&said(&args.output, &written, problems));
    if written.units == 0 {
        bail!("{}: nothing in it could be converted", args.input.display());
    }
    Ok(if problems > 0 {
        Outcome::Partial
    } else {
        Outcome::Clean
    })
}

/// Says what was done.
fn said(path: &Path, written: &Written, problems: usize) -> String {
    let unread = match problems {
        0 => String::new(),
        _ => format!(", {problems} not read"),
    };
    let units = count(written.units, "unit");
    format!("{}: {units} written{unread}", path.display())
}

pub(super) fn open(path: &Path, options: &bitext::Options) -> anyhow::Result<Units> {
    Ok(desk::open_units(path, options)?)
}

/// Writes all units that can be read to a file; returns what became of them and how many could not
/// be read.
fn copy(
    (from, path): (&Path, &Path),
    units: Units,
    output: Output,
    session: &Session,
) -> anyhow::Result<(Written, usize)> {
    let mut result = None;
    output::to_files(&output.paths(path), |outs| {
        let mut sink = bitext::create(outs, output)?;
        let unread = units.each(|unit| sink.write(&unit))?;
        session.unread(from, &unread);
        result = Some((sink.finish()?, unread.count));
        Ok(())
    })?;
    result.context("nothing was written")
}

impl ConvertArgs {
    /// Decides how the units are written.
    fn output(&self, to: To, options: &bitext::Options) -> anyhow::Result<Output> {
        if to == To::Jsonl {
            return Ok(Output::Jsonl);
        }
        let Languages {
            source,
            mut targets,
        } = self.languages(open(&self.input, options)?)?;
        let table = |source, targets, default| {
            Output::Table(table::Settings {
                languages: std::iter::once(source).chain(targets).collect(),
                delimiter: self.table.delimiter.unwrap_or(default),
                bom: self.table.bom,
            })
        };
        Ok(match to {
            To::Tmx => {
                let target = match targets.as_slice() {
                    [target] if !self.multilingual => Some(target),
                    _ => None,
                };
                let mut settings = self.form.settings(&source, target)?;
                if self.multilingual {
                    settings.targets = Targets::All;
                }
                settings.codes = self.codes;
                Output::Tmx(Box::new(settings))
            }
            To::Jsonl => Output::Jsonl,
            To::Tsv => table(source, targets, b'\t'),
            To::Csv => table(source, targets, b','),
            To::Moses => match (targets.pop(), targets.is_empty()) {
                (Some(target), true) => Output::Moses([source, target]),
                _ => bail!("Moses text is in two languages; give --target-lang"),
            },
        })
    }

    /// Decides the languages: given, or those that the units are in, for which they are read once.
    fn languages(&self, units: Units) -> anyhow::Result<Languages> {
        let given = self.form.tmx_langs.as_ref();
        let source = self
            .source_lang
            .as_ref()
            .or(given.map(|codes| &codes.source));
        let target = self
            .target_lang
            .as_ref()
            .or(given.map(|codes| &codes.target));
        if let (Some(source), Some(target)) = (source, target) {
            return Ok(Languages {
                source: source.clone(),
                targets: vec![target.clone()],
            });
        }
        let place = self.input.display();
        let found = Found::of(units);
        if found.codes.is_empty() {
            bail!(
                "{place}: there are no translations in it that could be read; a job may have drafts, see --least"
            );
        }
        let Some(source) = source.cloned().or_else(|| found.source()) else {
            bail!("{place}: it does not say which language is the source; give --source-lang");
        };
        let others = found.others(&source);
        let targets = match (target, others.as_slice()) {
            (Some(target), _) => vec![target.clone()],
            (None, []) => match found.wrong() {
                Some(error) => bail!("{place}: {error} Say what is meant with --rename-lang"),
                None => bail!("{place}: there is no language in it but {source}"),
            },
            (None, [_]) => others,
            (None, _) if self.multilingual => others,
            (None, _) => {
                let names: Vec<&str> = others.iter().map(Lang::as_str).collect();
                bail!(
                    "{place}: it holds translations from {source} into {}; choose with --target-lang, or say --multilingual",
                    names.join(", ")
                );
            }
        };
        Ok(Languages { source, targets })
    }
}

/// The languages that were met, in the order of their first text.
#[derive(Default)]
struct Found {
    srclang: Option<LangCode>,
    codes: Vec<(LangCode, usize)>,
}

impl Found {
    fn of(units: Units) -> Self {
        const MOST: usize = 200;
        let mut found = Found {
            srclang: units.srclang().cloned(),
            codes: Vec::new(),
        };
        for unit in units.flatten() {
            found.srclang = found
                .srclang
                .take()
                .or(unit.srclang.filter(|code| !code.is_all()));
            for variant in unit.variants {
                let room = found.codes.len() < MOST;
                match found
                    .codes
                    .iter_mut()
                    .find(|(code, _)| *code == variant.lang)
                {
                    Some((_, count)) => *count += 1,
                    None if room => found.codes.push((variant.lang, 1)),
                    None => {}
                }
            }
        }
        found
    }

    /// Returns the source: the language that is named, as most texts spell it; else that of the
    /// first text.
    fn source(&self) -> Option<Lang> {
        let named = self.srclang.as_ref().and_then(|code| code.lang().ok());
        let Some(named) = named else {
            return self
                .codes
                .first()
                .and_then(|(code, _)| code.lang().ok().cloned());
        };
        let langs = self
            .codes
            .iter()
            .filter_map(|(code, count)| Some((code.lang().ok()?, *count)));
        let mut alike: Vec<_> = langs
            .filter(|(lang, _)| lang.primary() == named.primary())
            .collect();
        alike.sort_by_key(|(lang, count)| (*lang != named, std::cmp::Reverse(*count)));
        Some(alike.first().map_or(named, |(lang, _)| lang).clone())
    }

    /// Returns what is wrong with the first code that is no language.
    fn wrong(&self) -> Option<&LangError> {
        self.codes.iter().find_map(|(code, _)| code.lang().err())
    }

    /// Returns the languages beside one, each once.
    fn others(&self, source: &Lang) -> Vec<Lang> {
        let mut others: Vec<Lang> = Vec::new();
        for lang in self.codes.iter().filter_map(|(code, _)| code.lang().ok()) {
            let known = |other: &Lang| other.primary() == lang.primary();
            if !known(source) && !others.iter().any(known) {
                others.push(lang.clone());
            }
        }
        others
    }
}

/// Keeps who made a memory, and when, beside the name of this program.
fn keep_maker(header: &tmx::Header, settings: &mut tmx::Settings) {
    let maker = header.attribute("creationtool").unwrap_or_default();
    if !maker.is_empty() && maker != settings.tool {
        let version = header.attribute("creationtoolversion").unwrap_or_default();
        let maker = format!("{maker} {version}");
        let property = Property::new("x-creationtool", maker.trim_end());
        settings.properties.push(property);
    }
    if let Some(date) = header.attribute("creationdate") {
        settings.creation_date = Some(date.to_owned());
    }
}

/// Copies a memory past everything that is wrong in it (`chancery tmx fix`).
pub(super) fn fix(
    input: &Path,
    output: &Path,
    form: &MemoryForm,
    codes: bool,
    renamed: &[(String, Lang)],
    session: &Session,
) -> anyhow::Result<Outcome> {
    let options = bitext::Options {
        format: Some(Format::Tmx),
        renamed: renamed.to_owned(),
        ..bitext::Options::default()
    };
    let found = Found::of(open(input, &options)?);
    let given = form.tmx_langs.as_ref().map(|codes| codes.source.clone());
    let Some(source) = given.or_else(|| found.source()) else {
        bail!(
            "{}: it does not say which language is the source; give --tmx-langs, as en,km",
            input.display()
        );
    };
    let others = found.others(&source);
    let target = match others.as_slice() {
        [target] => Some(target),
        _ => None,
    };
    let given = form.tmx_langs.as_ref().map(|codes| &codes.target);
    let mut settings = form.settings(&source, target.or(given))?;
    settings.codes = codes;
    let memory = tmx::open(input).with_context(|| input.display().to_string())?;
    settings.notes.clone_from(&memory.header().notes);
    settings.properties.clone_from(&memory.header().properties);
    keep_maker(memory.header(), &mut settings);
    let (written, problems) = copy(
        (input, output),
        open(input, &options)?,
        Output::Tmx(Box::new(settings)),
        session,
    )?;
    for loss in &written.losses {
        session.warn(&loss.to_string());
    }
    session.note(&format!(
        "{}: {} written",
        output.display(),
        count(written.units, "unit")
    ));
    if written.units == 0 {
        bail!("{}: no unit in it could be saved", input.display());
    }
    Ok(if problems > 0 {
        Outcome::Partial
    } else {
        Outcome::Clean
    })
}
