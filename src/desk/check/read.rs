//! Files made into documents of units, with the place of every text. A file that cannot be read, and
//! a unit that cannot, become findings of their own.

use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::files::{self, Documents};
use super::scope::Scope;
use super::store::Store;
use crate::check::{Document, Plural, Unit};
use crate::desk::{AlignOptions, Aligned, At, Desk, Error, Kind, Result, SegmentedDocument};
use crate::format::bitext::{self, Format, OpenError};
use crate::format::origin::{Form, Origin};
use crate::model::{Seg, TranslationUnit};
use crate::report::rule::Rule;
use crate::report::{Finding, Place};
use crate::segment::Segment;
use crate::text::decode::XmlBytes;
use crate::text::source::SourceText;
use crate::text::{Lang, Span};

/// A file as text.
#[derive(Default)]
pub(super) struct File {
    pub(super) source: SourceText,
    /// What stands before the text in the file, where it can be written as it was read: nothing, or a
    /// byte order mark.
    pub(super) mark: Option<&'static str>,
    /// Whether the text is not what is in the file, but one line for each paragraph that was read of it.
    pub(super) is_paragraphs: bool,
}

/// Documents of a file, or of two, in two languages.
pub(super) struct Texts {
    pub(super) langs: (Lang, Lang),
    /// The files of the sources and of the translations.
    pub(super) files: [usize; 2],
    pub(super) documents: Vec<Document>,
    /// Where the units of each document stand.
    pub(super) places: Vec<Vec<[Option<Origin>; 2]>>,
}

/// All that was read of a scope.
#[derive(Default)]
pub(super) struct Everything {
    pub(super) files: Vec<File>,
    pub(super) texts: Vec<Texts>,
    pub(super) findings: Vec<Finding>,
}

impl Everything {
    /// Adds what was read of some files by itself.
    fn add(&mut self, other: Everything) {
        let first = self.files.len();
        self.files.extend(other.files);
        self.findings.extend(other.findings);
        self.texts.extend(other.texts.into_iter().map(|mut texts| {
            texts.files = texts.files.map(|file| first + file);
            texts
        }));
    }
}

/// Reads all files of a scope.
pub(super) fn read(
    desk: &Desk<'_>,
    scope: &Scope,
    source: &Lang,
    store: &Store,
) -> Result<Everything> {
    let paths = files::files(scope)?;
    let read: Vec<Everything> = paths
        .par_iter()
        .map(|path| bilingual(scope, path, source, store))
        .collect();
    let mut all = Everything::default();
    for one in read {
        all.add(one);
    }
    if store.is_first() {
        documents(desk, scope, &mut all);
    }
    Ok(all)
}

fn broken(rule: Rule, message: String, path: &str, line: usize) -> Finding {
    let place = Place {
        path: path.to_owned(),
        line,
        column: 1,
        end_line: line,
        end_column: 1,
    };
    Finding::new(rule, message, place)
}

/// Reads a bilingual file.
fn bilingual(scope: &Scope, path: &Path, source: &Lang, store: &Store) -> Everything {
    let name = scope.shown(path);
    let is_named = files::is_named(scope, path);
    match read_units(scope, path, &name, source, store, is_named) {
        Ok(everything) => everything,
        // A table of something else, which nobody asked for.
        Err(OpenError::Table(_)) if !is_named => Everything::default(),
        Err(error) => Everything {
            findings: vec![broken(
                Rule::UnreadableFile,
                scope.wording(Error::of(Kind::Format, error)),
                &name,
                1,
            )],
            ..Everything::default()
        },
    }
}

/// A unit as it was read.
struct Placed {
    unit: TranslationUnit,
    origins: Vec<Origin>,
}

fn read_units(
    scope: &Scope,
    path: &Path,
    name: &str,
    source: &Lang,
    store: &Store,
    is_named: bool,
) -> Result<Everything, OpenError> {
    let bytes = store.bytes(name, path)?;
    let format = Format::of(path).ok_or(OpenError::Format)?;
    let configured = &scope.found.settings().languages.target;
    let options = bitext::Options {
        source: scope.source.clone(),
        // Where the format names a language, the project's is no better.
        target: (scope.target.clone()).or_else(|| configured.as_ref().map(|tag| tag.0.clone())),
        ..bitext::Options::default()
    };
    let reader = Box::new(std::io::Cursor::new(bytes.clone()));
    let mut reader = bitext::read(reader, path, &options)?;
    let own = reader.srclang().and_then(|code| code.lang().ok()).cloned();
    let mut everything = Everything::default();
    let mut placed = Vec::new();
    while let Some(unit) = reader.next() {
        match unit {
            Ok(unit) => placed.push(Placed {
                unit,
                origins: reader.origins(),
            }),
            // Lines of JSON that are something else, which nobody asked for.
            Err(_) if format == Format::Jsonl && placed.is_empty() && !is_named => {
                return Ok(Everything::default());
            }
            Err(problem) => {
                let what = scope.wording(Error::of(Kind::Format, problem.what));
                let what = match &problem.unit {
                    Some(unit) => format!("{unit}: {what}"),
                    None => what,
                };
                let finding = broken(Rule::UnreadableUnit, what, name, problem.line.max(1));
                everything.findings.push(finding);
            }
        }
    }
    let file = file(name, bytes, is_packed(path));
    everything.findings.extend(bad_codes(&placed, &file));
    let from = scope.source.clone().or(own);
    let from = from.unwrap_or_else(|| source_of(&placed, scope, source));
    let targets = match &scope.target {
        Some(target) => vec![target.clone()],
        None => targets(&placed, &from, configured.as_ref().map(|tag| &tag.0)),
    };
    let is_table = matches!(format, Format::Tsv | Format::Csv);
    let date = scope.settings.date(&scope.in_project(name));
    for target in targets {
        let mut texts = Texts {
            langs: (from.clone(), target),
            files: [0, 0],
            documents: Vec::new(),
            places: Vec::new(),
        };
        texts.fill(&placed, is_table);
        for document in &mut texts.documents {
            document.date = date;
        }
        everything.texts.push(texts);
    }
    let is_empty = everything
        .texts
        .iter()
        .all(|texts| texts.documents.is_empty());
    if is_named && is_empty && everything.findings.is_empty() {
        let message = match &scope.target {
            Some(target) => format!("there is no text in {from} and {target} in it"),
            None => "there is no text with a translation in it".to_owned(),
        };
        everything
            .findings
            .push(broken(Rule::UnreadableFile, message, name, 1));
    }
    everything.files.push(file);
    Ok(everything)
}

/// Makes text of the bytes of a file, of XML in any encoding.
fn file(name: &str, bytes: Vec<u8>, is_packed: bool) -> File {
    const MARK: &str = "\u{FEFF}";
    let (text, mark) = match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix(MARK) {
            Some(rest) => (rest.to_owned(), Some(MARK)),
            None => (text, Some("")),
        },
        Err(error) => {
            let bytes = error.into_bytes();
            let mut decoded = Vec::new();
            let xml = XmlBytes::new(bytes.as_slice());
            let read = xml.and_then(|mut xml| xml.read_to_end(&mut decoded));
            let text = match read {
                Ok(_) => String::from_utf8_lossy(&decoded).into_owned(),
                Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
            };
            (text, None)
        }
    };
    File {
        source: SourceText::new(name, text),
        mark: mark.filter(|_| !is_packed),
        is_paragraphs: false,
    }
}

/// Makes lines of the paragraphs of a document that has no lines of its own: their numbers are the
/// places of its segments.
fn paragraphs(name: &str, input: &SegmentedDocument) -> File {
    let mut lines: Vec<String> = Vec::new();
    for segment in &input.segments {
        let number = segment.lines.first.max(1);
        if lines.len() < number {
            lines.resize(number, String::new());
        }
        let line = &mut lines[number - 1];
        if !line.is_empty() {
            line.push_str(input.lang.joiner());
        }
        line.push_str(&segment.text);
    }
    File {
        source: SourceText::new(name, lines.join("\n")),
        mark: None,
        is_paragraphs: true,
    }
}

/// Tells once of each language code that cannot be understood.
fn bad_codes(placed: &[Placed], file: &File) -> Vec<Finding> {
    let mut reported: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for Placed { unit, origins } in placed {
        for (at, variant) in unit.variants.iter().enumerate() {
            let code = variant.lang.as_str();
            if let Err(error) = variant.lang.lang()
                && !reported.contains(&code)
            {
                reported.push(code);
                let start = origins.get(at).map_or(0, |origin| origin.range.start);
                let line = file.source.position(start).line;
                findings.push(broken(
                    Rule::UnreadableUnit,
                    error.to_string(),
                    file.source.path(),
                    line,
                ));
            }
        }
    }
    findings
}

/// Returns the source language of a file that does not say it: the project's or the glossary's if the
/// file has it, else the first of the file.
fn source_of(placed: &[Placed], scope: &Scope, source: &Lang) -> Lang {
    let configured = scope.found.settings().languages.source.as_ref();
    let wanted = configured.map_or(source, |tag| &tag.0);
    let has = placed.iter().any(|one| one.unit.variant(wanted).is_some());
    let first = || {
        let mut variants = placed.iter().flat_map(|one| &one.unit.variants);
        variants.find_map(|one| one.lang.lang().ok())
    };
    if has {
        wanted.clone()
    } else {
        first().unwrap_or(wanted).clone()
    }
}

/// Returns the languages that a file translates into: the project's if the file has it, else all but
/// the source.
fn targets(placed: &[Placed], source: &Lang, configured: Option<&Lang>) -> Vec<Lang> {
    let mut found: Vec<Lang> = Vec::new();
    for variant in placed.iter().flat_map(|one| &one.unit.variants) {
        let Ok(lang) = variant.lang.lang() else {
            continue;
        };
        let known = found.iter().any(|one| one.primary() == lang.primary());
        if !known && lang.primary() != source.primary() {
            found.push(lang.clone());
        }
    }
    if let Some(one) = configured
        && found.iter().any(|lang| lang.primary() == one.primary())
    {
        return vec![one.clone()];
    }
    found
}

impl Texts {
    /// Takes the units that have both languages. In a table, an empty cell is a translation that is
    /// missing; in a memory a unit may be in other languages.
    fn fill(&mut self, placed: &[Placed], is_table: bool) {
        let mut document_of: Option<&str> = None;
        for Placed { unit, origins } in placed {
            let side = |lang: &Lang| {
                let variant = unit.variant(lang)?;
                let at = (unit.variants.iter()).position(|one| std::ptr::eq(one, variant))?;
                Some((variant.seg.clone(), origins.get(at).cloned()))
            };
            let Some((source, from)) = side(&self.langs.0) else {
                continue;
            };
            let (target, to) = match side(&self.langs.1) {
                Some(side) => side,
                None if is_table => (Seg::default(), None),
                None => continue,
            };
            let properties = unit.properties.iter();
            let named = properties.filter(|property| property.kind == "x-document");
            let document = named.map(|property| property.text.as_str()).next();
            if self.documents.is_empty() || document != document_of {
                self.documents.push(Document::default());
                self.places.push(Vec::new());
                document_of = document;
            }
            if let (Some(document), Some(places)) =
                (self.documents.last_mut(), self.places.last_mut())
            {
                let mut checked = Unit::new(source, target);
                checked.plural = plural(unit);
                document.units.push(checked);
                places.push([from, to]);
            }
        }
    }
}

/// Returns for which numbers a unit is, if it is a plural form.
fn plural(unit: &TranslationUnit) -> Option<Plural> {
    let mut properties = unit.properties.iter();
    let numbers = properties.find(|property| property.kind == "x-plural")?;
    match numbers.text.as_str() {
        "few" => Some(Plural::Few),
        _ => Some(Plural::Many),
    }
}

/// Aligns the documents that the project names in pairs.
fn documents(desk: &Desk<'_>, scope: &Scope, all: &mut Everything) {
    let pairs = files::pairs(scope);
    // As they are shown, so that messages speak of them so.
    let paths: Vec<(PathBuf, PathBuf)> = pairs
        .iter()
        .map(|pair| (scope.shown(&pair.source), scope.shown(&pair.target)))
        .map(|(source, target)| (source.into(), target.into()))
        .collect();
    let options = AlignOptions {
        source_lang: scope.source.clone(),
        target_lang: scope.target.clone(),
        ..AlignOptions::default()
    };
    let aligned = desk.align_all(&paths, &options, scope.found.settings());
    for ((pair, (_, target)), aligned) in pairs.iter().zip(&paths).zip(aligned) {
        let read = aligned.and_then(|aligned| texts_of(scope, pair, &aligned));
        match read {
            Ok(read) => all.add(read),
            Err(error) => {
                let name = target.to_string_lossy();
                let message = scope.wording(error);
                // The place says which file it is.
                let message = match message.strip_prefix(&format!("{name}: ")) {
                    Some(rest) => rest.to_owned(),
                    None => message,
                };
                all.findings
                    .push(broken(Rule::UnreadableFile, message, &name, 1));
            }
        }
    }
}

fn texts_of(scope: &Scope, pair: &Documents, aligned: &Aligned) -> Result<Everything> {
    let open = |path: &Path, input: &SegmentedDocument| -> Result<File> {
        let name = scope.shown(path);
        if input.segments.iter().any(|one| !one.place.is_plain()) {
            return Ok(paragraphs(&name, input));
        }
        let bytes = std::fs::read(path).at(name.as_ref())?;
        Ok(file(&name, bytes, false))
    };
    let files = [
        open(&pair.source, &aligned.source)?,
        open(&pair.target, &aligned.target)?,
    ];
    let name = files[1].source.path();
    let mut document = Document {
        units: Vec::new(),
        date: pair
            .date
            .or_else(|| scope.settings.date(&scope.in_project(name))),
    };
    let least = scope.found.settings().align.min_confidence.unwrap_or(0.0);
    let mut places = Vec::new();
    for bead in &aligned.alignment.beads {
        // What is only in the translation belongs somewhere else, or the translator added it.
        if bead.source.is_empty() || bead.confidence < least {
            continue;
        }
        let [source, target] = aligned.segments(bead);
        let texts = aligned.texts(bead);
        places.push([
            origin(&files[0].source, &texts[0], source),
            origin(&files[1].source, &texts[1], target),
        ]);
        let [source, target] = texts.map(Seg::Plain);
        document.units.push(Unit::new(source, target));
    }
    Ok(Everything {
        files: files.into(),
        texts: vec![Texts {
            langs: (aligned.source.lang.clone(), aligned.target.lang.clone()),
            files: [0, 1],
            documents: vec![document],
            places: vec![places],
        }],
        findings: Vec::new(),
    })
}

/// Finds a text in the lines that its segments stand in: it is there as it is unless lines were joined.
fn origin(file: &SourceText, text: &str, segments: &[Segment]) -> Option<Origin> {
    let (first, last) = (segments.first()?, segments.last()?);
    let lines = file.lines(first.lines.first, last.lines.last);
    let found = file.slice(lines).find(text);
    let span = found.map_or(lines, |at| {
        Span::new(lines.start + at, lines.start + at + text.len())
    });
    Some(Origin {
        range: span.range(),
        form: Form::Plain,
    })
}

/// Returns the names of the files that would be checked.
pub(super) fn file_names(scope: &Scope) -> Result<Vec<String>> {
    let (glossary, own) = scope.glossary(|_| None)?;
    let glossaries = glossary.files.iter().map(|file| file.path().to_owned());
    let mut names: Vec<String> = glossaries.filter(|path| own && scope.lints(path)).collect();
    let files = files::files(scope)?.into_iter();
    let checked = files.filter(|path| files::is_named(scope, path) || is_bilingual(path));
    names.extend(checked.map(|path| scope.shown(&path)));
    for pair in files::pairs(scope) {
        names.extend([scope.shown(&pair.source), scope.shown(&pair.target)]);
    }
    Ok(names)
}

/// Tells whether a file that was found in a folder holds translations: tables and lines of JSON are
/// mostly something else.
fn is_bilingual(path: &Path) -> bool {
    let units = || bitext::open(path, &bitext::Options::default());
    match Format::of(path) {
        Some(Format::Tsv | Format::Csv) => !matches!(units(), Err(OpenError::Table(_))),
        Some(Format::Jsonl) => !matches!(units().map(|mut units| units.next()), Ok(Some(Err(_)))),
        _ => true,
    }
}

/// Tells whether a file is compressed on the disk, so that no fix can be written to it.
fn is_packed(path: &Path) -> bool {
    let mut head = [0; 2];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == [0x1F, 0x8B]
}
