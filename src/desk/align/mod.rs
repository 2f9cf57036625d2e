//! Aligning: two documents, or two folders of them, become beads. Documents are read, cut and looked
//! at for what cannot be a translation; what is known beforehand helps; those in the same languages
//! share what is learnt about words.

mod aligned;
mod evidence;
mod pairs;
mod review;
mod table;

use std::path::{Path, PathBuf};

use regex_automata::meta::Regex;

pub use self::aligned::{Aligned, BeadRow, UnitOptions, floor};
pub use self::evidence::{Evidence, Known, Unnamed};
pub use self::review::read_review;
pub use self::table::Columns;
use super::error::{Error, Kind, Result};
use super::language::{Expected, Side};
use super::project::Settings;
use super::{Desk, Notice, Progress, Reading, SegmentedDocument, save};
use crate::align::lexicon::{Trainer, Training};
use crate::align::{self, LengthPrior, Lexicon, Options, Pair, Step};
use crate::text::Lang;
use crate::text::script::{self, Script};

/// How documents are aligned.
#[derive(Clone, Debug, Default)]
pub struct AlignOptions {
    /// Language of the source, where it is known.
    pub source_lang: Option<Lang>,
    /// Language of the target, where it is known.
    pub target_lang: Option<Lang>,
    /// How documents are read.
    pub reading: Reading,
    /// What is known beforehand.
    pub evidence: Evidence,
    /// Cuts both texts where a segment matches.
    pub wall: Option<Regex>,
    /// The most segments on one side of a bead, 1 to 9; else what the project says, else 5.
    pub max_bead: Option<usize>,
    /// Keeps why each bead was made.
    pub explain: bool,
}

/// Alignments in two languages.
#[derive(Default)]
pub struct Alignments {
    /// The pairs of documents, in order.
    pub pairs: Vec<Aligned>,
    /// What was known beforehand.
    pub known: Known,
    /// How many pairs could not be read; each was remarked on.
    pub failed: usize,
}

/// Two documents to be aligned; the name is that of the pair where there are several.
type Job = (Option<PathBuf>, SegmentedDocument, SegmentedDocument);

impl Desk<'_> {
    /// Aligns a document with its translation, or the documents of a folder with those of another that
    /// have the same names but for the language.
    ///
    /// # Errors
    ///
    /// When a document cannot be read or is no translation of the other; in folders, when none can.
    pub fn align(
        &self,
        source: &Path,
        target: &Path,
        options: &AlignOptions,
    ) -> Result<Alignments> {
        let settings = self.project()?.map(|project| project.settings().clone());
        let settings = settings.unwrap_or_default();
        let plan = Plan::new(self, options, &settings);
        let (jobs, failed) = match (source.is_dir(), target.is_dir()) {
            (true, true) => plan.read_folders(source, target)?,
            (false, false) => {
                let (source, target) = plan.read(source, target)?;
                (vec![(None, source, target)], 0)
            }
            (is_folder, _) => {
                let (folder, file) = if is_folder {
                    (source, target)
                } else {
                    (target, source)
                };
                let file = file.display();
                let reason =
                    format!("is a folder, but {file} is not; give two files or two folders");
                return Err(Error::new(Kind::Request, reason).at(folder));
            }
        };
        let (pairs, known) = plan.align(jobs)?;
        Ok(Alignments {
            pairs,
            known,
            failed,
        })
    }

    /// Aligns documents with their translations by the settings of a project; those in the same
    /// languages share what is learnt. A pair that cannot be read costs that pair.
    pub fn align_all(
        &self,
        pairs: &[(PathBuf, PathBuf)],
        options: &AlignOptions,
        settings: &Settings,
    ) -> Vec<Result<Aligned>> {
        let plan = Plan::new(self, options, settings);
        let mut jobs: Vec<Option<Job>> = Vec::new();
        let mut done: Vec<Option<Result<Aligned>>> = Vec::new();
        for (source, target) in pairs {
            let (job, failed) = match plan.read(source, target) {
                Ok((source, target)) => (Some((None, source, target)), None),
                Err(error) => (None, Some(Err(error))),
            };
            jobs.push(job);
            done.push(failed);
        }
        for first in 0..jobs.len() {
            let Some((_, source, target)) = &jobs[first] else {
                continue;
            };
            let langs = (source.lang.clone(), target.lang.clone());
            let in_langs = |job: &Option<Job>| {
                let job = job.as_ref();
                job.is_some_and(|(_, source, target)| {
                    source.lang == langs.0 && target.lang == langs.1
                })
            };
            let same: Vec<usize> = (first..jobs.len())
                .filter(|&at| in_langs(&jobs[at]))
                .collect();
            let group = same.iter().filter_map(|&at| jobs[at].take()).collect();
            match plan.align(group) {
                Ok((aligned, _)) => {
                    for (at, aligned) in same.into_iter().zip(aligned) {
                        done[at] = Some(Ok(aligned));
                    }
                }
                Err(error) => {
                    for at in same {
                        done[at] = Some(Err(Error::new(error.kind(), error.to_string())));
                    }
                }
            }
        }
        done.into_iter().flatten().collect()
    }

    /// Learns words from what was aligned, adds those known before, and writes them as a lexicon;
    /// returns how many word pairs it holds.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn save_lexicon(&self, path: &Path, alignments: &Alignments) -> Result<usize> {
        /// Beads that are less sure teach wrong words.
        const SURE: f64 = 0.5;
        let Some(first) = alignments.pairs.first() else {
            return Ok(0);
        };
        let mut trainer = Trainer::new(first.source.lang.clone(), first.target.lang.clone());
        for one in &alignments.pairs {
            let beads = one.alignment.beads.iter();
            for bead in beads.filter(|bead| bead.is_aligned() && bead.confidence >= SURE) {
                let [source, target] = one.texts(bead);
                trainer.add(&source, &target);
            }
        }
        let learnt = trainer.finish(Training::default());
        let known = alignments.known.lexicon.as_ref();
        let lexicon: Lexicon = known.map_or_else(|| learnt.clone(), |known| known.with(&learnt));
        save(path, lexicon.to_bytes())?;
        Ok(lexicon.size().2)
    }
}

/// Options with the settings of a project under them.
struct Plan<'a> {
    desk: &'a Desk<'a>,
    options: &'a AlignOptions,
    source: Expected<'a>,
    target: Expected<'a>,
    max_bead: usize,
}

impl<'a> Plan<'a> {
    fn new(desk: &'a Desk<'a>, options: &'a AlignOptions, settings: &'a Settings) -> Self {
        let expected = |side, given: &'a Option<Lang>, configured: &'a Option<_>| Expected {
            side,
            given: given.as_ref(),
            configured: configured
                .as_ref()
                .map(|tag: &'a super::project::Tag| &tag.0),
        };
        let languages = &settings.languages;
        Plan {
            desk,
            options,
            source: expected(Side::Source, &options.source_lang, &languages.source),
            target: expected(Side::Target, &options.target_lang, &languages.target),
            max_bead: options.max_bead.or(settings.align.max_bead).unwrap_or(5),
        }
    }

    /// Reads both documents and looks whether they can be what they are said to be.
    fn read(&self, source: &Path, target: &Path) -> Result<(SegmentedDocument, SegmentedDocument)> {
        let same = source.canonicalize().ok().filter(|_| source.is_file());
        if same.is_some() && same == target.canonicalize().ok() {
            let reason = "source and target are the same file";
            return Err(Error::new(Kind::Request, reason).at(source));
        }
        let (reading, observer) = (&self.options.reading, self.desk.observer());
        let source = reading.segments(source, &self.source, observer)?;
        let target = reading.segments(target, &self.target, observer)?;
        check_texts(&source, &target)?;
        check_scripts(&source, &target, self.desk)?;
        for document in [&source, &target] {
            self.desk.remark(Notice::Segmented {
                path: document.path.clone(),
                lang: document.lang.clone(),
                segments: document.segments.len(),
            });
        }
        Ok((source, target))
    }

    /// Reads the pairs of two folders; remarks on what has no partner or cannot be read, and returns
    /// how many pairs cannot.
    fn read_folders(&self, source: &Path, target: &Path) -> Result<(Vec<Job>, usize)> {
        let lang = |side: &Expected<'a>| side.given.or(side.configured);
        let langs = (lang(&self.source), lang(&self.target));
        let matched = pairs::match_folders(source, target, langs.0, langs.1)?;
        for lonely in matched.unpaired {
            self.desk.remark(lonely);
        }
        if matched.pairs.is_empty() {
            let reason = format!(
                "no document of {} has its translation in {}; names have to be the same but for the language: a.en.txt and a.km.txt, or en/a.txt and km/a.txt",
                source.display(),
                target.display()
            );
            return Err(Error::new(Kind::Request, reason));
        }
        let (mut jobs, mut failed) = (Vec::new(), 0);
        for pair in matched.pairs {
            match self.read(&pair.source, &pair.target) {
                Ok((source, target)) => jobs.push((Some(pair.name), source, target)),
                // One bad file must not cost the others.
                Err(error) => {
                    self.desk.remark(Notice::Failed(error));
                    failed += 1;
                }
            }
        }
        check_languages(&jobs)?;
        Ok((jobs, failed))
    }

    /// Aligns all pairs, sharing what is learnt; returns what was known beforehand, too.
    fn align(&self, jobs: Vec<Job>) -> Result<(Vec<Aligned>, Known)> {
        let Some((_, first, second)) = jobs.first() else {
            return Err(Error::new(
                Kind::Request,
                "none of the documents could be read",
            ));
        };
        let (from, to) = (&first.lang, &second.lang);
        let known = (self.options.evidence).open(from, to, Unnamed::Helps, self.desk)?;
        let options = Options {
            max_bead: self.max_bead,
            length_prior: LengthPrior::between(from, to),
            lexicon: known.lexicon.as_ref(),
            explain: self.options.explain,
        };
        let hints: Vec<_> = jobs
            .iter()
            .map(|(_, source, target)| {
                let (source, target) = (&source.segments, &target.segments);
                let wall = self.options.wall.as_ref();
                let walls = wall.map(|wall| evidence::walls(wall, source, target, self.desk));
                (known.names(source, target), walls.unwrap_or_default())
            })
            .collect();
        let pairs: Vec<Pair> = jobs
            .iter()
            .zip(&hints)
            .map(|((_, source, target), (names, walls))| Pair {
                source: &source.segments,
                target: &target.segments,
                names: [&names[0], &names[1]],
                walls,
            })
            .collect();
        let observer = self.desk.observer();
        let alignments = align::align(&pairs, &options, &|Step { pass, passes }| {
            let pass = pass + 1;
            observer.progress(&Progress::Aligning { pass, passes });
        });
        let aligned = jobs
            .into_iter()
            .zip(alignments)
            .map(|((name, source, target), alignment)| Aligned {
                name,
                source,
                target,
                alignment,
            })
            .collect();
        Ok((aligned, known))
    }
}

/// Refuses a document that is its own translation.
fn check_texts(source: &SegmentedDocument, target: &SegmentedDocument) -> Result<()> {
    let texts = |document: &SegmentedDocument| -> Vec<String> {
        let segments = document.segments.iter();
        segments.map(|segment| segment.text.clone()).collect()
    };
    if source.segments.len() == target.segments.len() && texts(source) == texts(target) {
        let reason = format!(
            "{} and {} hold the same text; give a document and its translation",
            source.path.display(),
            target.path.display()
        );
        return Err(Error::new(Kind::Request, reason));
    }
    Ok(())
}

/// Refuses documents that are swapped, and remarks on those that are not in the script of their
/// language.
fn check_scripts(
    source: &SegmentedDocument,
    target: &SegmentedDocument,
    desk: &Desk<'_>,
) -> Result<()> {
    let documents = [source, target];
    let scripts = documents.map(|document| script::dominant(&document.sample()));
    let fits =
        |lang: &Lang, script: Option<Script>| script.is_none_or(|script| lang.may_be_in(script));
    let straight = [0, 1].map(|side: usize| fits(&documents[side].lang, scripts[side]));
    let crossed = [0, 1].map(|side: usize| fits(&documents[side].lang, scripts[1 - side]));
    if straight == [false, false] && crossed == [true, true] {
        let [first, second] = [0, 1].map(|side: usize| {
            let (path, lang) = (documents[side].path.display(), documents[side].lang.name());
            let mostly = if side == 0 { "is mostly" } else { "mostly" };
            let script = scripts[side].map_or_else(String::new, |script| script.to_string());
            format!("{path} (said to be {lang}) {mostly} {script}")
        });
        let reason = format!(
            "the script does not fit the language: {first}, and {second}; are source and target swapped?"
        );
        return Err(Error::new(Kind::Language, reason));
    }
    for ((document, fits), script) in documents.into_iter().zip(straight).zip(scripts) {
        if let Some(script) = script.filter(|_| !fits) {
            desk.remark(Notice::Script {
                path: document.path.clone(),
                script,
                lang: document.lang.clone(),
            });
        }
    }
    Ok(())
}

/// Sees to it that all pairs are in the same two languages, as a memory is.
fn check_languages(jobs: &[Job]) -> Result<()> {
    let Some((_, first, second)) = jobs.first() else {
        return Err(Error::new(
            Kind::Request,
            "none of the documents could be read",
        ));
    };
    let (from, to) = (&first.lang, &second.lang);
    let other = jobs
        .iter()
        .find(|(_, source, target)| source.lang != *from || target.lang != *to);
    let Some((_, source, target)) = other else {
        return Ok(());
    };
    let reason = format!(
        "{} and {} are {}-{}, but the documents before them {from}-{to}; a memory holds one pair of languages",
        source.path.display(),
        target.path.display(),
        source.lang,
        target.lang
    );
    Err(Error::new(Kind::Language, reason))
}
