//! How good alignments are, measured against those made by people: sets of documents that are cut
//! already, and running text.

mod documents;

use std::path::{Path, PathBuf};

pub use self::documents::DocumentScores;
use super::align::{Evidence, Unnamed};
use super::error::{At, Error, Kind, Result};
use super::{Desk, Notice, Progress, read_text};
use crate::align::evaluate::{self, Calibration, GoldBead, Scores};
use crate::align::{self, LengthPrior, Options, Pair};
use crate::format;
use crate::segment::{self, Segment};
use crate::text::Lang;
use crate::text::script::{self, Script};

/// How alignments are measured.
pub struct EvaluateOptions<'a> {
    /// Cuts documents into pieces of about so many segments first.
    pub cut: Option<usize>,
    /// Lets all documents of a set share what is learnt about words.
    pub pool: bool,
    /// The most segments on one side of a bead.
    pub max_bead: usize,
    /// What is known beforehand.
    pub evidence: Evidence,
    /// Returns the seconds since some fixed time.
    pub clock: &'a dyn Fn() -> f64,
}

/// A document with its gold beads.
struct Gold {
    source: Vec<Segment>,
    target: Vec<Segment>,
    beads: Vec<GoldBead>,
}

impl Gold {
    /// Cuts the document at ends of beads, after `size` segments of either side or a few more.
    fn cut(self, size: usize) -> Vec<Gold> {
        let mut pieces = Vec::new();
        let (mut source, mut target) = (self.source.into_iter(), self.target.into_iter());
        let (mut beads, mut sources, mut targets) = (Vec::new(), 0, 0);
        let count = self.beads.len();
        for (index, bead) in self.beads.into_iter().enumerate() {
            let moved = |numbers: &[usize], first: usize| (first..first + numbers.len()).collect();
            beads.push(GoldBead {
                source: moved(&bead.source, sources),
                target: moved(&bead.target, targets),
            });
            sources += bead.source.len();
            targets += bead.target.len();
            if sources.max(targets) >= size || index + 1 == count {
                pieces.push(Gold {
                    source: source.by_ref().take(sources).collect(),
                    target: target.by_ref().take(targets).collect(),
                    beads: std::mem::take(&mut beads),
                });
                (sources, targets) = (0, 0);
            }
        }
        pieces
    }
}

/// The scores of a set.
pub struct SetScores {
    /// The name of its folder.
    pub name: String,
    /// How many documents it has.
    pub documents: usize,
    /// The scores of their beads.
    pub scores: Scores,
    /// How far confidences can be believed.
    pub calibration: Calibration,
    /// How long aligning took.
    pub seconds: f64,
}

impl Desk<'_> {
    /// Measures the sets in folders: each holds `NAME.src`, `NAME.tgt` and `NAME.gold`.
    ///
    /// # Errors
    ///
    /// When a folder has no set, or a file cannot be read.
    pub fn evaluate_sets(
        &self,
        folders: &[PathBuf],
        options: &EvaluateOptions<'_>,
    ) -> Result<Vec<SetScores>> {
        let mut sets = Vec::new();
        for folder in folders {
            let before = sets.len();
            find_sets(folder, &mut sets)?;
            if sets.len() == before {
                let reason = "no set here: a set has NAME.src, NAME.tgt and NAME.gold";
                return Err(Error::new(Kind::Request, reason).at(folder));
            }
        }
        let of = sets.len();
        let numbered = sets.iter().enumerate();
        numbered
            .map(|(index, (folder, names))| {
                let (number, name) = (index + 1, &folder.to_string_lossy());
                self.observer()
                    .progress(&Progress::Evaluating { name, number, of });
                self.evaluate_set(folder, names, options)
            })
            .collect()
    }

    /// Measures the documents in folders from running text on: `NAME.en.txt` and `NAME.km.txt` with
    /// `NAME.en-km.gold.tsv`.
    ///
    /// # Errors
    ///
    /// When a folder has no such documents, or a file cannot be read.
    pub fn evaluate_documents(
        &self,
        folders: &[PathBuf],
        options: &EvaluateOptions<'_>,
    ) -> Result<Vec<DocumentScores>> {
        let mut rows = Vec::new();
        for folder in folders {
            for files in documents::find(folder)? {
                rows.push(files.measure(options, self)?);
            }
        }
        Ok(rows)
    }

    fn evaluate_set(
        &self,
        folder: &Path,
        names: &[String],
        options: &EvaluateOptions<'_>,
    ) -> Result<SetScores> {
        let mut documents: Vec<Gold> = names
            .iter()
            .map(|name| self.read_gold(folder, name))
            .collect::<Result<_>>()?;
        if let Some(size) = options.cut {
            let whole = documents.into_iter();
            documents = whole.flat_map(|document| document.cut(size)).collect();
        }
        let langs = languages(&documents);
        let known = langs
            .as_ref()
            .map(|(source, target)| (options.evidence).open(source, target, Unnamed::DoesNot, self))
            .transpose()?
            .unwrap_or_default();
        let names: Vec<[Vec<Vec<u32>>; 2]> = documents
            .iter()
            .map(|document| known.names(&document.source, &document.target))
            .collect();
        let pairs: Vec<Pair> = documents
            .iter()
            .zip(&names)
            .map(|(document, [source, target])| Pair {
                source: &document.source,
                target: &document.target,
                names: [source, target],
                ..Pair::default()
            })
            .collect();
        let settings = Options {
            max_bead: options.max_bead,
            length_prior: langs.and_then(|(source, target)| LengthPrior::between(&source, &target)),
            lexicon: known.lexicon.as_ref(),
            explain: false,
        };
        let started = (options.clock)();
        let together = if options.pool { pairs.len() } else { 1 };
        let alignments: Vec<_> = (pairs.chunks(together.max(1)))
            .flat_map(|pairs| align::align(pairs, &settings, &|_| ()))
            .collect();
        let seconds = (options.clock)() - started;
        let (mut scores, mut calibration) = (Scores::default(), Calibration::default());
        for (alignment, document) in alignments.iter().zip(&documents) {
            scores = scores + evaluate::score(alignment, &document.beads);
            calibration.add(alignment, &document.beads);
        }
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        Ok(SetScores {
            name: name.to_string_lossy().into_owned(),
            documents: documents.len(),
            scores,
            calibration,
            seconds,
        })
    }

    fn read_gold(&self, folder: &Path, name: &str) -> Result<Gold> {
        let path = |ending: &str| folder.join(format!("{name}.{ending}"));
        let lines = |ending: &str| -> Result<Vec<Segment>> {
            let text = read_text(&path(ending), None)?;
            Ok(segment::lines(&format::text::read_lines(&text)))
        };
        let gold = path("gold");
        let beads = evaluate::read_gold(&read_text(&gold, None)?).at(&gold)?;
        let (source, target) = (lines("src")?, lines("tgt")?);
        let beyond = |bead: &&GoldBead| {
            bead.source.iter().any(|&s| s >= source.len())
                || bead.target.iter().any(|&t| t >= target.len())
        };
        let beads_beyond = beads.iter().filter(beyond).count();
        if beads_beyond > 0 {
            self.remark(Notice::BeyondGold {
                path: gold,
                beads: beads_beyond,
            });
        }
        Ok(Gold {
            source,
            target,
            beads,
        })
    }
}

/// Collects folders that hold gold files, with the names of their documents, sorted.
fn find_sets(folder: &Path, sets: &mut Vec<(PathBuf, Vec<String>)>) -> Result<()> {
    let mut names = Vec::new();
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).at(folder)? {
        let path = entry.at(folder)?.path();
        if path.is_dir() {
            folders.push(path);
        } else if path.extension().is_some_and(|ending| ending == "gold")
            && let Some(name) = path.file_stem().and_then(|stem| stem.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    folders.sort();
    if !names.is_empty() {
        sets.push((folder.to_owned(), names));
    }
    folders
        .iter()
        .try_for_each(|folder| find_sets(folder, sets))
}

/// Returns the languages, told by their scripts: gold data does not say which it is in, and Latin
/// script may be any, so it is taken for English beside another script, and for nothing beside
/// itself.
fn languages(documents: &[Gold]) -> Option<(Lang, Lang)> {
    let lang = |side: fn(&Gold) -> &Vec<Segment>| {
        let segments = documents.iter().flat_map(side).take(200);
        let sample: String = segments.map(|segment| segment.text.as_str()).collect();
        match script::dominant(&sample)? {
            Script::Latin => Lang::parse("en").ok(),
            script => Lang::of_script(script),
        }
    };
    let (source, target) = (lang(|gold| &gold.source)?, lang(|gold| &gold.target)?);
    (source != target).then_some((source, target))
}
