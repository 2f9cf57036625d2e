//! The whole path from running text: documents with gold beads, cut into segments by our own rules
//! and aligned, scored by joint boundaries. A boundary is right when it stands at the right place in
//! both texts at once, so a wrong cut costs as much as a wrong bead.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::EvaluateOptions;
use crate::align::evaluate::{self, GoldBead, Score, Scores, Tally};
use crate::align::{self, Alignment, Pair};
use crate::desk::align::Unnamed;
use crate::desk::language::Expected;
use crate::desk::{At, Desk, Error, Kind, Reading, Result, Side, Silent, read_text};
use crate::format;
use crate::segment::{self, Segment};
use crate::text::Lang;

/// Endings of documents; where there are several, the first is read.
const ENDINGS: [&str; 6] = ["txt", "docx", "odt", "html", "md", "pdf"];

/// Files of one document and its translation.
pub(super) struct Files {
    name: String,
    folder: PathBuf,
    gold: PathBuf,
    source: Lang,
    target: Lang,
}

/// What was measured on one document.
pub struct DocumentScores {
    /// Its name and languages.
    pub name: String,
    /// How many gold beads it has.
    pub beads: usize,
    /// Scores by segments, where our segments are those that gold counts.
    pub scores: Option<Scores>,
    /// The score of places where beads end.
    pub boundaries: Score,
    /// How long aligning took.
    pub seconds: f64,
}

/// Finds NAME.SRC-TGT.gold.tsv in a folder; NAME.gold.tsv stands for en-km.
pub(super) fn find(folder: &Path) -> Result<Vec<Files>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).at(folder)? {
        let gold = entry.at(folder)?.path();
        let file = gold
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(stem) = file.strip_suffix(".gold.tsv") else {
            continue;
        };
        let (name, pair) = stem.rsplit_once('.').unwrap_or((stem, "en-km"));
        let Some((source, target)) = pair.split_once('-') else {
            continue;
        };
        let lang = |tag| Lang::parse(tag).at(&gold);
        let (source, target) = (lang(source)?, lang(target)?);
        let folder = folder.to_owned();
        found.push(Files {
            name: name.to_owned(),
            folder,
            gold,
            source,
            target,
        });
    }
    found.sort_by(|a, b| a.gold.cmp(&b.gold));
    if found.is_empty() {
        let reason = "no documents here: NAME.en.txt, NAME.km.txt and NAME.en-km.gold.tsv";
        return Err(Error::new(Kind::Request, reason).at(folder));
    }
    Ok(found)
}

impl Files {
    fn segments(&self, lang: &Lang) -> Result<Vec<Segment>> {
        let path = ENDINGS.iter().map(|ending| self.path(lang, ending));
        let path =
            (path.clone().find(|path| path.exists())).unwrap_or_else(|| self.path(lang, "txt"));
        let expected = Expected {
            side: Side::Only,
            given: Some(lang),
            configured: None,
        };
        let read = Reading::default().segments(&path, &expected, &Silent)?;
        Ok(read.segments)
    }

    /// Reads the segments that gold counts: the file NAME.LANG.sent, one a line; where there is
    /// none, gold counts our own.
    fn gold_segments(&self, lang: &Lang) -> Result<Vec<Segment>> {
        let path = self.path(lang, "sent");
        if !path.exists() {
            return self.segments(lang);
        }
        let text = read_text(&path, None)?;
        Ok(segment::lines(&format::text::read_lines(&text)))
    }

    fn path(&self, lang: &Lang, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{lang}.{ending}", self.name))
    }

    /// Aligns the document and scores it.
    pub(super) fn measure(
        &self,
        options: &EvaluateOptions<'_>,
        desk: &Desk<'_>,
    ) -> Result<DocumentScores> {
        let gold = read_text(&self.gold, None)?;
        let gold = evaluate::read_gold_table(&gold).at(&self.gold)?;
        let counted = [
            self.gold_segments(&self.source)?,
            self.gold_segments(&self.target)?,
        ];
        let own = [self.segments(&self.source)?, self.segments(&self.target)?];
        let (source, target) = (&self.source, &self.target);
        let known = (options.evidence).open(source, target, Unnamed::DoesNot, desk)?;
        let names = known.names(&own[0], &own[1]);
        let settings = align::Options {
            max_bead: options.max_bead,
            length_prior: align::LengthPrior::between(source, target),
            lexicon: known.lexicon.as_ref(),
            explain: false,
        };
        let started = (options.clock)();
        let pair = Pair {
            source: &own[0],
            target: &own[1],
            names: [&names[0], &names[1]],
            ..Pair::default()
        };
        let alignment = align::align(&[pair], &settings, &|_| ())
            .pop()
            .unwrap_or_default();
        let seconds = (options.clock)() - started;
        let texts = |segments: &[Segment]| -> Vec<String> {
            segments
                .iter()
                .map(|segment| segment.text.clone())
                .collect()
        };
        let same = (0..2).all(|side| texts(&own[side]) == texts(&counted[side]));
        let found = ends(&alignment, [&own[0], &own[1]]);
        let wanted = gold_ends(&gold, [&counted[0], &counted[1]]);
        let right = found.intersection(&wanted).count();
        Ok(DocumentScores {
            name: format!("{} {}-{}", self.name, self.source, self.target),
            beads: gold.len(),
            scores: same.then(|| evaluate::score(&alignment, &gold)),
            boundaries: Score {
                precision: Tally {
                    right,
                    all: found.len(),
                },
                recall: Tally {
                    right,
                    all: wanted.len(),
                },
            },
            seconds,
        })
    }
}

/// Places where beads end: characters that are no white space before them, on both sides.
type Ends = BTreeSet<(usize, usize)>;

fn ends(alignment: &Alignment, sides: [&[Segment]; 2]) -> Ends {
    let places = sides.map(places);
    alignment
        .beads
        .iter()
        .map(|bead| (places[0][bead.source.end], places[1][bead.target.end]))
        .collect()
}

fn gold_ends(gold: &[GoldBead], sides: [&[Segment]; 2]) -> Ends {
    let places = sides.map(places);
    let (mut source, mut target) = (0, 0);
    gold.iter()
        .map(|bead| {
            source += bead.source.len();
            target += bead.target.len();
            (
                places[0][source.min(places[0].len() - 1)],
                places[1][target.min(places[1].len() - 1)],
            )
        })
        .collect()
}

/// Returns for each number of segments the characters in them that are no white space.
fn places(segments: &[Segment]) -> Vec<usize> {
    let mut places = vec![0];
    for segment in segments {
        let visible = segment.text.chars().filter(|c| !c.is_whitespace()).count();
        places.push(places[places.len() - 1] + visible);
    }
    places
}
