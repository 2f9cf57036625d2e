//! Two plain files of as many lines, one for each language, as the Moses toolkit and OPUS have them:
//! `treaty.en` and `treaty.km`. Carries text and nothing else; a line end inside a text becomes a
//! space. Files of different length are not parallel, and that is told at the line where one ends.

use std::io;
use std::path::{Path, PathBuf};

use super::bitext::reading::{Cause, OpenError, Options, Outcome, Problem, Source};
use super::bitext::writing::{Sink, Tally, Written};
use super::hint::Hint;
use super::lines::Lines;
use super::open::{self, Text};
use super::origin::Origin;
use crate::model::{Seg, TranslationUnit};
use crate::text::Lang;

/// Returns the two languages: of the file that is named, and of its partner. Each is given, or is the
/// ending of the name; the partner is the only file beside it with the same name and another language.
pub(super) fn languages(path: &Path, options: &Options) -> Result<(Lang, Lang), OpenError> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let missing = |what: String, hint| OpenError::Language { what, hint };
    let source = match &options.source {
        Some(lang) => lang.clone(),
        None => Lang::parse(&ending).map_err(|error| {
            missing(
                format!("the ending is no language: {error}"),
                Hint::SourceLanguage,
            )
        })?,
    };
    if let Some(target) = &options.target {
        return Ok((source, target.clone()));
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let prefix = format!("{stem}.");
    let names = open::siblings(path)?;
    let others = names.iter().filter_map(|name| {
        let code = name.strip_prefix(&prefix)?;
        let lang = Lang::parse(code).ok()?;
        (code != ending && lang.has_two_letters()).then_some(lang)
    });
    let mut others: Vec<Lang> = others.collect();
    match (others.pop(), others.is_empty()) {
        (Some(target), true) => Ok((source, target)),
        (None, _) => Err(missing(
            format!("there is no {prefix}km or other language beside it"),
            Hint::TargetLanguage,
        )),
        _ => Err(missing(
            format!("there are several languages of {prefix}* beside it"),
            Hint::TargetLanguage,
        )),
    }
}

/// Returns the path of the file with the other language.
pub(super) fn partner(path: &Path, lang: &Lang) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(".");
    name.push(lang.as_str());
    path.with_file_name(name)
}

/// Reads units line by line.
pub(super) struct Reader {
    source: Lines<Text>,
    target: Lines<Text>,
    langs: (Lang, Lang),
    ended: bool,
}

impl Reader {
    pub(super) fn new(texts: (Text, Text), source: Lang, target: Lang) -> Self {
        Reader {
            source: Lines::new(texts.0),
            target: Lines::new(texts.1),
            langs: (source, target),
            ended: false,
        }
    }

    fn read(&mut self) -> io::Result<Option<Result<TranslationUnit, Cause>>> {
        let (source, target) = (self.source.next()?, self.target.next()?);
        Ok(match (source, target) {
            (None, None) => None,
            (Some(Ok(source)), Some(Ok(target))) => {
                let (from, into) = (&self.langs.0, &self.langs.1);
                let sides = (from, source.to_owned());
                let mut unit = TranslationUnit::pair(sides, (into, target.to_owned()));
                // An empty line means that there is no translation.
                unit.variants
                    .retain(|variant| variant.seg != Seg::default());
                Some(Ok(unit))
            }
            (Some(Err(what)), _) | (_, Some(Err(what))) => Some(Err(what)),
            _ => {
                self.ended = true;
                Some(Err(
                    "one file ends here and the other does not; they are not parallel".into(),
                ))
            }
        })
    }
}

impl Iterator for Reader {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if self.ended {
            return None;
        }
        let outcome = match self.read() {
            Ok(outcome) => outcome?,
            Err(error) => {
                self.ended = true;
                Err(format!("cannot read on: {error}").into())
            }
        };
        let line = self.source.number().max(self.target.number());
        Some(outcome.map_err(|what| Problem::at(line, what)))
    }
}

impl Source for Reader {
    fn origins(&self) -> Vec<Origin> {
        // There are two files.
        Vec::new()
    }
}

/// Writes units as lines to two outputs.
pub(super) struct Writer<S: io::Write, T: io::Write> {
    source: S,
    target: T,
    langs: [Lang; 2],
    tally: Tally,
}

impl<S: io::Write, T: io::Write> Writer<S, T> {
    /// Begins two files, for the source and the target language.
    pub(super) fn new(source: S, target: T, langs: [Lang; 2]) -> Self {
        Writer {
            source,
            target,
            langs,
            tally: Tally::default(),
        }
    }
}

impl<S: io::Write, T: io::Write> Sink for Writer<S, T> {
    fn write(&mut self, unit: &TranslationUnit) -> io::Result<()> {
        let [Some(source), Some(target)] = unit.texts_in(self.langs.iter())[..] else {
            self.tally.incomplete += 1;
            return Ok(());
        };
        let (source, target) = (source.seg.plain_text(), target.seg.plain_text());
        if source.trim().is_empty() || target.trim().is_empty() {
            self.tally.incomplete += 1;
            return Ok(());
        }
        let broken = [
            write_line(&mut self.source, &source)?,
            write_line(&mut self.target, &target)?,
        ];
        self.tally.line_ends += broken.into_iter().filter(|&broken| broken).count();
        self.tally.add(unit);
        self.tally.tuids += usize::from(unit.tuid.is_some());
        self.tally.other_languages += unit.variants.len().saturating_sub(2);
        self.tally.units += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Written> {
        self.source.flush()?;
        self.target.flush()?;
        Ok(self.tally.written())
    }
}

/// Writes a text as a line, and tells whether it had line ends of its own.
fn write_line(out: &mut impl io::Write, text: &str) -> io::Result<bool> {
    let broken = text.contains(['\n', '\r']);
    if broken {
        let text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
        out.write_all(text.as_bytes())?;
    } else {
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"\n")?;
    Ok(broken)
}
