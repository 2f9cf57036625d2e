//! Bilingual files of one format become those of another. Reads a file twice where it does not say
//! which languages it is in; what cannot be read, and what the new format cannot carry, is remarked on.

use std::path::Path;

use super::bilingual::others;
use super::error::{Advice, At, Error, Kind, Result};
use super::{Desk, Notice, Side, TmxForm, open_units, write_files};
use crate::format::bitext::{self, Format, Output, Sink, Units};
use crate::format::tmx::Targets;
use crate::format::{table, tmx};
use crate::model::{LangCode, Property};
use crate::text::Lang;
use crate::text::lang::LangError;

/// How a file is read and written.
#[derive(Clone, Debug, Default)]
pub struct ConvertOptions {
    /// How it is read; the languages are also those that are written.
    pub reading: bitext::Options,
    /// How it is written.
    pub writing: WriteOptions,
    /// Keeps all languages of each unit (TMX and tables).
    pub multilingual: bool,
}

/// How units are written.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// The format, where the ending of the name does not tell.
    pub format: Option<Format>,
    /// The form of TMX; other formats have none.
    pub form: TmxForm,
    /// Keeps inline codes in TMX.
    pub codes: bool,
    /// What stands between the cells of a table.
    pub delimiter: Option<u8>,
    /// Begins a table with a byte order mark.
    pub bom: bool,
}

/// What came of writing a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Converted {
    /// How many units were written.
    pub units: usize,
    /// How many could not be read.
    pub unread: usize,
}

/// The languages of what is written.
struct Languages {
    source: Lang,
    /// More than one only where all are kept.
    targets: Vec<Lang>,
}

/// Returns the format that the ending of a name chooses for writing.
///
/// # Errors
///
/// When it chooses none, with this advice, or one that cannot be written.
pub fn written_format(path: &Path, advice: Advice) -> Result<Format> {
    match Format::of(path) {
        Some(format @ (Format::Tmx | Format::Tsv | Format::Csv | Format::Jsonl)) => Ok(format),
        Some(Format::Xliff | Format::Po) => {
            let reason = "this format can be read but not written; write .tmx and import that";
            Err(Error::new(Kind::Request, reason).at(path))
        }
        Some(Format::Moses) | None => {
            let reason = "the ending of the name chooses the format";
            Err(Error::new(Kind::Request, reason).at(path).advise(advice))
        }
    }
}

impl Desk<'_> {
    /// Converts a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read or written, or the languages stay open.
    pub fn convert(
        &self,
        input: &Path,
        path: &Path,
        options: &ConvertOptions,
    ) -> Result<Converted> {
        let format = match options.writing.format {
            Some(format) => format,
            None => written_format(path, Advice::ChooseFormat)?,
        };
        let output = if format == Format::Jsonl {
            Output::Jsonl
        } else {
            let Languages { source, targets } = options.languages(input)?;
            self.output(format, source, targets, &options.writing)?
        };
        self.write_units(path, output, |sink| {
            self.copy_units(input, &options.reading, sink)
        })
    }

    /// Writes a TMX file anew past everything that is wrong in it, so that tools import it.
    ///
    /// # Errors
    ///
    /// When it cannot be read or written, or does not say which language is the source.
    pub fn fix_tmx(
        &self,
        input: &Path,
        path: &Path,
        form: &TmxForm,
        codes: bool,
        renamed: &[(String, Lang)],
    ) -> Result<Converted> {
        let options = bitext::Options {
            format: Some(Format::Tmx),
            renamed: renamed.to_owned(),
            ..bitext::Options::default()
        };
        let found = FoundLanguages::of(open_units(input, &options)?);
        let given = form.codes.as_ref();
        let Some(source) = found.source_for(given.map(|codes| &codes[0]), None) else {
            return Err(no_source(input).advise(Advice::GiveCodes));
        };
        let others = found.others(&source);
        let target = match others.as_slice() {
            [target] => Some(target),
            _ => given.map(|codes| &codes[1]),
        };
        let mut settings = self.tmx_settings(form, &source, target)?;
        settings.codes = codes;
        let memory = tmx::open(input).at(input)?;
        settings.notes.clone_from(&memory.header().notes);
        settings.properties.clone_from(&memory.header().properties);
        keep_maker(memory.header(), &mut settings);
        self.write_units(path, Output::Tmx(Box::new(settings)), |sink| {
            self.copy_units(input, &options, sink)
        })
    }

    /// Decides how units in these languages are written.
    pub(super) fn output(
        &self,
        format: Format,
        source: Lang,
        mut targets: Vec<Lang>,
        writing: &WriteOptions,
    ) -> Result<Output> {
        let delimiter = match format {
            Format::Tmx => {
                let target = match targets.as_slice() {
                    [target] => Some(target),
                    _ => None,
                };
                let mut settings = self.tmx_settings(&writing.form, &source, target)?;
                if target.is_none() {
                    settings.targets = Targets::All;
                }
                settings.codes = writing.codes;
                return Ok(Output::Tmx(Box::new(settings)));
            }
            Format::Moses => {
                return match (targets.pop(), targets.is_empty()) {
                    (Some(target), true) => Ok(Output::Moses([source, target])),
                    _ => Err(Error::new(Kind::Language, "Moses text is in two languages")
                        .advise(Advice::GiveLanguage(Side::Target))),
                };
            }
            Format::Tsv => b'\t',
            Format::Csv => b',',
            _ => return Ok(Output::Jsonl),
        };
        Ok(Output::Table(table::Settings {
            languages: std::iter::once(source).chain(targets).collect(),
            delimiter: writing.delimiter.unwrap_or(delimiter),
            bom: writing.bom,
        }))
    }

    /// Writes a bilingual file and remarks on what it cannot carry; `put` writes the units and returns
    /// how many could not be read.
    pub(super) fn write_units(
        &self,
        path: &Path,
        output: Output,
        put: impl FnOnce(&mut dyn Sink) -> Result<usize>,
    ) -> Result<Converted> {
        let (written, unread) = write_files(&output.paths(path), |outs| {
            let mut sink = bitext::create(outs, output)?;
            let unread = put(&mut *sink)?;
            Ok::<_, Error>((sink.finish()?, unread))
        })?;
        for loss in written.losses {
            self.remark(Notice::Loss(loss));
        }
        Ok(Converted {
            units: written.units,
            unread,
        })
    }

    fn copy_units(
        &self,
        input: &Path,
        options: &bitext::Options,
        sink: &mut dyn Sink,
    ) -> Result<usize> {
        self.units(input, options, |units| {
            units.iter().try_for_each(|unit| Ok(sink.write(unit)?))
        })
    }
}

impl ConvertOptions {
    /// Decides the languages: given, or those that the units are in, for which they are read once.
    fn languages(&self, input: &Path) -> Result<Languages> {
        let codes = self.writing.form.codes.as_ref();
        let (source, target) = (self.reading.source.as_ref(), self.reading.target.as_ref());
        if let (Some(source), Some(target)) = (source, target) {
            return Ok(Languages {
                source: source.clone(),
                targets: vec![target.clone()],
            });
        }
        let refused = |reason: String, advice| {
            let error = Error::new(Kind::Language, reason).at(input);
            Err(error.advise(advice))
        };
        let found = FoundLanguages::of(open_units(input, &self.reading)?);
        if let (true, Some(problem)) = (found.codes.is_empty(), &found.problem) {
            let reason = format!("no unit in it could be read; {problem}");
            return Err(Error::new(Kind::Format, reason).at(input));
        }
        if found.codes.is_empty() {
            let reason = "there are no translations in it that could be read";
            return refused(reason.to_owned(), Advice::TakeDrafts);
        }
        let own = || found.source_for(codes.map(|codes| &codes[0]), target);
        let Some(source) = source.cloned().or_else(own) else {
            return Err(no_source(input).advise(Advice::GiveLanguage(Side::Source)));
        };
        let others = found.others(&source);
        let own = codes.map(|codes| {
            let mut alike = (others.iter()).filter(|lang| lang.primary() == codes[1].primary());
            match (alike.next(), alike.next()) {
                (Some(only), None) => only,
                _ => &codes[1],
            }
        });
        let target = target.or(own);
        let targets = match (target, others.as_slice()) {
            (Some(target), _) => vec![target.clone()],
            (None, []) => {
                let Some(error) = found.wrong() else {
                    let problem = found.problem.as_ref();
                    let problem = problem.map_or(String::new(), |one| format!("; {one}"));
                    let reason = format!("there is no language in it but {source}{problem}");
                    return Err(Error::new(Kind::Language, reason).at(input));
                };
                return refused(error.to_string(), Advice::RenameLanguage);
            }
            (None, [_]) => others,
            (None, _) if self.multilingual => others,
            (None, _) => {
                let names: Vec<&str> = others.iter().map(Lang::as_str).collect();
                let names = names.join(", ");
                let reason = format!("it holds translations from {source} into {names}");
                return refused(reason, Advice::ChooseTargetOrAll);
            }
        };
        Ok(Languages { source, targets })
    }
}

fn no_source(path: &Path) -> Error {
    let reason = "it does not say which language is the source";
    Error::new(Kind::Language, reason).at(path)
}

/// The languages that were met, in the order of their first text.
#[derive(Default)]
struct FoundLanguages {
    srclang: Option<LangCode>,
    codes: Vec<(LangCode, usize)>,
    /// What is wrong with the first unit that could not be read.
    problem: Option<bitext::Problem>,
}

impl FoundLanguages {
    fn of(units: Units) -> Self {
        const MOST: usize = 200;
        let mut found = FoundLanguages {
            srclang: units.srclang().cloned(),
            ..FoundLanguages::default()
        };
        for outcome in units {
            let unit = match outcome {
                Ok(unit) => unit,
                Err(problem) => {
                    found.problem.get_or_insert(problem);
                    continue;
                }
            };
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

    /// Does as [`FoundLanguages::source`], where a code says which language is meant.
    fn source_for(&self, code: Option<&Lang>, target: Option<&Lang>) -> Option<Lang> {
        let own = self.source(target);
        let own = own.filter(|own| code.is_none_or(|code| code.primary() == own.primary()));
        own.or_else(|| code.cloned())
    }

    /// Returns the source: the language that is named, as most texts spell it, or as it is named where
    /// they spell it so that no one spelling is right for all; else that of the first text that is
    /// not the target.
    fn source(&self, target: Option<&Lang>) -> Option<Lang> {
        let counted = (self.codes.iter())
            .filter_map(|(code, count)| Some((code.lang().ok()?, *count)))
            .filter(|(lang, _)| target.is_none_or(|target| *lang != target));
        let named = self.srclang.as_ref().and_then(|code| code.lang().ok());
        let Some(named) = named.filter(|named| target.is_none_or(|target| *named != target)) else {
            let first = counted
                .clone()
                .find(|(lang, _)| target.is_none_or(|target| !lang.agrees(target)));
            return first
                .or(counted.clone().next())
                .map(|(lang, _)| lang.clone());
        };
        let (mut alike, others): (Vec<_>, Vec<_>) =
            counted.partition(|(lang, _)| lang.primary() == named.primary());
        let is_general = alike.iter().all(|(lang, _)| lang.agrees(named));
        let is_one = |(lang, _): &(&Lang, usize)| lang.agrees(alike[0].0);
        if !others.is_empty() && is_general && !alike.iter().all(is_one) {
            return Some(named.clone());
        }
        alike.sort_by_key(|(lang, count)| (*lang != named, std::cmp::Reverse(*count)));
        Some(alike.first().map_or(named, |(lang, _)| lang).clone())
    }

    /// Returns what is wrong with the first code that is no language.
    fn wrong(&self) -> Option<&LangError> {
        self.codes.iter().find_map(|(code, _)| code.lang().err())
    }

    /// Returns the languages beside one, each once.
    fn others(&self, source: &Lang) -> Vec<Lang> {
        let langs = self.codes.iter().filter_map(|(code, _)| code.lang().ok());
        others(&langs.cloned().collect::<Vec<_>>(), source)
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
