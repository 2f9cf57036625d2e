//! Two documents and their alignment, and what is made of it: translation units with where they come
//! from and how sure the alignment is, rows for other programs, a table, a memory.

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::align::{Alignment, Bead};
use crate::desk::{Desk, Error, Kind, Notice, Result, SegmentedDocument, write_file};
use crate::format::tmx;
use crate::model::{Lines, Property, TranslationUnit};
use crate::segment::Segment;
use crate::text::Lang;

/// Two documents and their alignment.
#[derive(Clone, Debug)]
pub struct Aligned {
    /// The name of the pair where there are several.
    pub name: Option<PathBuf>,
    /// What was translated.
    pub source: SegmentedDocument,
    /// The translation.
    pub target: SegmentedDocument,
    /// Which segments belong together.
    pub alignment: Alignment,
}

/// A bead as other programs read it.
#[derive(Debug, Serialize)]
pub struct BeadRow<'a> {
    /// The name of the pair of documents, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Cow<'a, str>>,
    /// Its number, from 1.
    pub bead: usize,
    /// Texts of the source.
    pub source: Vec<&'a str>,
    /// Texts of the target.
    pub target: Vec<&'a str>,
    /// First and last line of the source.
    pub source_lines: Vec<usize>,
    /// First and last line of the target.
    pub target_lines: Vec<usize>,
    /// Where the source stands, in documents without lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_place: Option<String>,
    /// Where the target stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_place: Option<String>,
    /// Why the text is not to be trusted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caution: Option<&'a str>,
    /// How sure the alignment is, 0 to 1.
    pub confidence: f64,
}

/// Which beads become units of a memory, and what these know.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnitOptions {
    /// Beads with less confidence stay out.
    pub min_confidence: f64,
    /// Whether units know the segments around them, as memoQ and XTM read them.
    pub context: bool,
}

impl Aligned {
    /// Returns why one of the texts is not to be trusted, if there is a reason.
    pub fn caution(&self) -> Option<&str> {
        let first = self.source.caution.as_deref();
        first.or(self.target.caution.as_deref())
    }

    /// Returns the segments of a bead, of the source and of the target.
    pub fn segments(&self, bead: &Bead) -> [&[Segment]; 2] {
        [
            &self.source.segments[bead.source.clone()],
            &self.target.segments[bead.target.clone()],
        ]
    }

    /// Returns the texts of a bead, joined.
    pub fn texts(&self, bead: &Bead) -> [String; 2] {
        let [source, target] = self.segments(bead);
        [
            joined(source, &self.source.lang),
            joined(target, &self.target.lang),
        ]
    }

    /// Returns the beads with both sides that are sure enough, and how many are not.
    fn sure_beads(&self, least: f64) -> (impl Iterator<Item = &Bead>, usize) {
        let beads = || self.alignment.beads.iter().filter(|bead| bead.is_aligned());
        let weak = beads().filter(|bead| bead.confidence < least).count();
        (beads().filter(move |bead| bead.confidence >= least), weak)
    }

    /// Makes units of the beads with both sides that are sure enough; `date` is as in TMX.
    pub fn units(&self, options: UnitOptions, date: Option<&str>) -> Vec<TranslationUnit> {
        let (beads, _) = self.sure_beads(options.min_confidence);
        beads
            .map(|bead| self.unit(bead, date, options.context))
            .collect()
    }

    /// Makes the unit of a bead with both sides.
    fn unit(&self, bead: &Bead, date: Option<&str>, context: bool) -> TranslationUnit {
        let [source, target] = self.texts(bead);
        let mut unit =
            TranslationUnit::pair((&self.source.lang, source), (&self.target.lang, target));
        unit.history.creation_date = date.map(str::to_owned);
        let shape = format!("{}-{}", bead.source.len(), bead.target.len());
        unit.properties = vec![
            Property::new("x-document", &self.source.file_name()),
            Property::new("x-confidence", &format!("{:.2}", floor(bead.confidence))),
            Property::new("x-bead", &shape),
        ];
        let kinds = ["x-place", "x-target-place"].into_iter();
        for (kind, segments) in kinds.zip(self.segments(bead)) {
            let place = place(segments).map(|place| Property::new(kind, &place));
            unit.properties.extend(place);
        }
        let caution = self.caution();
        unit.properties
            .extend(caution.map(|caution| Property::new("x-caution", caution)));
        if context && let Some(variant) = unit.variants.first_mut() {
            let segment = |place: Option<usize>| self.source.segments.get(place?);
            let before = segment(bead.source.start.checked_sub(1));
            let after = segment(Some(bead.source.end));
            for (kind, segment) in [("x-context-pre", before), ("x-context-post", after)] {
                let property = segment.map(|segment| context_of(kind, segment));
                variant.properties.extend(property);
            }
        }
        unit
    }

    /// Returns the beads as other programs read them.
    pub fn rows(&self) -> impl Iterator<Item = BeadRow<'_>> {
        let beads = self.alignment.beads.iter().enumerate();
        beads.map(|(index, bead)| self.row(index, bead))
    }

    fn row(&self, index: usize, bead: &Bead) -> BeadRow<'_> {
        let [source, target] = self.segments(bead);
        let lines = |segments: &[Segment]| match lines(segments) {
            Some(lines) => vec![lines.first, lines.last],
            None => Vec::new(),
        };
        BeadRow {
            document: self.name.as_ref().map(|name| name.to_string_lossy()),
            bead: index + 1,
            source: source.iter().map(|one| one.text.as_str()).collect(),
            target: target.iter().map(|one| one.text.as_str()).collect(),
            source_lines: lines(source),
            target_lines: lines(target),
            source_place: place(source),
            target_place: place(target),
            caution: self.caution(),
            confidence: (bead.confidence * 1e4).round() / 1e4,
        }
    }
}

impl Desk<'_> {
    /// Writes alignments to a file, as a memory that every CAT tool imports. The file appears whole or
    /// not at all.
    ///
    /// # Errors
    ///
    /// When there is nothing to write, or the file cannot be written.
    pub fn save_tmx(&self, path: &Path, aligned: &[Aligned]) -> Result<()> {
        let Some(first) = aligned.first() else {
            return Err(Error::new(Kind::Request, "there is nothing to write").at(path));
        };
        let langs = (first.source.lang.clone(), first.target.lang.clone());
        let mut settings = tmx::Settings::new(langs.0, langs.1);
        settings.creation_date = self.tmx_date();
        write_file(path, |out| {
            self.write_tmx(out, aligned, settings, UnitOptions::default())
        })
    }

    /// Writes alignments in two languages as one memory.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn write_tmx(
        &self,
        out: &mut dyn Write,
        aligned: &[Aligned],
        settings: tmx::Settings,
        options: UnitOptions,
    ) -> Result<()> {
        let mut writer = tmx::Writer::new(out, settings)?;
        let (mut weak, date) = (0, self.tmx_date());
        for one in aligned {
            let (beads, left) = one.sure_beads(options.min_confidence);
            weak += left;
            for bead in beads {
                writer.write(&one.unit(bead, date.as_deref(), options.context))?;
            }
        }
        let summary = writer.finish()?;
        if weak > 0 {
            let least = options.min_confidence;
            self.remark(Notice::WeakBeads { beads: weak, least });
        }
        for loss in summary.losses() {
            self.remark(Notice::Loss(loss));
        }
        Ok(())
    }
}

/// Returns the first and last line of neighbouring segments, or what counts as lines there.
pub(super) fn lines(segments: &[Segment]) -> Option<Lines> {
    let (first, last) = (segments.first()?, segments.last()?);
    Some(Lines {
        first: first.lines.first,
        last: last.lines.last,
    })
}

/// Names the place of neighbouring segments, from the first to the last; of text that has nothing but
/// lines, none.
fn place(segments: &[Segment]) -> Option<String> {
    let place = segments.first()?.place;
    (!place.is_plain()).then(|| lines(segments).map(|lines| place.of(lines)))?
}

/// Makes the property by which memoQ and XTM know the segment beside another: its text as markup.
fn context_of(kind: &str, segment: &Segment) -> Property {
    let text = quick_xml::escape::partial_escape(segment.text.as_str());
    Property::new(kind, &format!("<seg>{text}</seg>"))
}

/// Rounds down to two decimals: nothing uncertain is shown as 1.00.
pub fn floor(confidence: f64) -> f64 {
    (confidence * 100.0 + 1e-6).floor() / 100.0
}

/// Joins the texts of neighbouring segments as the language joins sentences.
fn joined(segments: &[Segment], lang: &Lang) -> String {
    let texts = segments.iter().map(|segment| segment.text.as_str());
    texts.collect::<Vec<_>>().join(lang.joiner())
}
