//! `chancery align`: two documents, or two folders of them, become a translation memory.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use regex_automata::meta::Regex;

use super::beads::{self, Format};
use super::evidence::EvidenceArgs;
use super::memory_form::MemoryForm;
use super::reading::ReadingArgs;
use super::session::Session;
use super::{Outcome, count, output, review};
use crate::desk::align::{Columns, UnitOptions, read_review};
use crate::desk::{AlignOptions, Aligned, Alignments, Desk, Reading, Side};
use crate::text::Lang;

/// Aligns a document with its translation, or a folder of documents with a folder of translations.
///
/// Reads text, DOCX, ODT, HTML, Markdown, XLSX, ODS, and PDF in Latin script.
///
/// Prints the two texts side by side, or writes a translation memory or table with -o. What has no
/// counterpart is shown, but does not go into a memory.
///
/// In folders, documents are paired by name: a.en.txt with a.km.txt, or en/a.txt with km/a.txt. They
/// share what is learnt about words, so many documents align better than one.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery align remarks.en.txt remarks.km.txt
  chancery align remarks.en.txt remarks.km.txt -o remarks.tmx
  chancery align remarks.en.txt remarks.km.txt -o remarks.tmx --for trados
  chancery align speeches/en speeches/km -o speeches.tmx
  chancery align speeches/en speeches/km --into ministry.db
  chancery align note.en.docx note.km.docx -o note.tmx
  chancery align --table review.docx --columns en=2,km=3 -o review.tmx
  chancery align note.en.docx note.km.docx -o note.html
  chancery align --apply note.en-km.review.json -o note.tmx")]
pub(super) struct AlignArgs {
    /// Document or folder to translate from
    #[arg(required_unless_present_any = ["table", "apply"])]
    source: Option<PathBuf>,
    /// Its translation, or the folder of translations
    #[arg(required_unless_present_any = ["table", "apply"])]
    target: Option<PathBuf>,
    /// Take the rows of a table with both languages for units, as review forms have them (DOCX, ODT,
    /// HTML, XLSX, ODS, CSV)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "target", "explain", "wall", "segmented", "clauses", "srx"])]
    table: Option<PathBuf>,
    /// Columns of the table, counted from 1, as in en=2,km=3 [default: by the header row]
    #[arg(long, value_name = "LANG=N,LANG=N", requires = "table", value_parser = columns)]
    columns: Option<Columns>,
    /// Take a review that was saved by the review page for the alignment
    #[arg(long, value_name = "REVIEW.json", conflicts_with_all = ["source", "target", "table", "explain", "wall", "segmented", "clauses", "srx", "encoding", "headers", "force", "source_lang", "target_lang", "max_bead"])]
    apply: Option<PathBuf>,
    /// Write to a file; its ending (.tmx, .tsv, .jsonl, or .html for a page to review the result in a
    /// browser) chooses the format. For folders: to a folder gives one file for each pair
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put the beads into a memory, in place of those of an earlier alignment of the same documents
    #[arg(long, value_name = "MEMORY")]
    into: Option<PathBuf>,
    /// Form of the output [default: by the ending of -o, else human]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Language of the source, such as en [default: from the file name or the script]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Language of the target, such as km [default: from the file name or the script]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    evidence: EvidenceArgs,
    /// Write the words learnt from these documents, together with the lexicon used, to a file for
    /// --lexicon
    #[arg(long, value_name = "FILE")]
    save_lexicon: Option<PathBuf>,
    /// Cut both texts where a segment matches this regular expression, such as '^(Chapter|Chapitre) '
    #[arg(long, value_name = "REGEX", value_parser = regex)]
    wall: Option<Regex>,
    /// The most segments on one side of a bead, 1 to 9 [default: 5]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=9))]
    max_bead: Option<u8>,
    /// Leave beads with less confidence than this, 0 to 1, out of a TMX [default: 0]
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<f64>,
    /// Say how many beads have less confidence than this, 0 to 1, and so should be looked at
    #[arg(long, value_name = "X", value_parser = confidence)]
    review_below: Option<f64>,
    /// Print why bead number N was made, in place of the alignment: lengths, words, borders
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), conflicts_with_all = ["output", "format"])]
    explain: Option<u32>,
    #[command(flatten)]
    form: MemoryForm,
    /// Keep the segments before and after each one in a TMX, as memoQ and XTM read them
    #[arg(long)]
    context: bool,
}

fn regex(text: &str) -> Result<Regex, String> {
    Regex::new(text).map_err(|error| {
        // The cause tells the place in the pattern.
        let cause = std::error::Error::source(&error);
        cause.map_or_else(|| error.to_string(), ToString::to_string)
    })
}

fn confidence(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}

/// Reads `en=2,km=3`.
fn columns(text: &str) -> Result<Columns, String> {
    let column = |part: &str| -> Result<(Lang, u32), String> {
        let (tag, number) = part.split_once('=').ok_or("write it as in en=2,km=3")?;
        let lang = Lang::parse(tag.trim()).map_err(|error| error.to_string())?;
        match number.trim().parse() {
            Ok(number @ 1..) => Ok((lang, number)),
            _ => Err(format!(
                "\"{number}\" is not the number of a column, from 1"
            )),
        }
    };
    let parts: Vec<&str> = text.split(',').collect();
    let [first, second] = parts[..] else {
        return Err("give two columns, as in en=2,km=3".to_owned());
    };
    let columns = [column(first)?, column(second)?];
    if columns[0].1 == columns[1].1 || columns[0].0 == columns[1].0 {
        return Err("the two columns and their languages have to be different".to_owned());
    }
    Ok(columns)
}

/// What was typed, checked, with the project's settings under it.
struct Plan<'a> {
    args: &'a AlignArgs,
    desk: &'a Desk<'a>,
    format: Format,
    /// Whether each pair gets a file of its own.
    is_split: bool,
    units: UnitOptions,
}

pub(super) fn run(args: &AlignArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    let plan = Plan::new(args, &desk)?;
    let outputs = || [&args.output, &args.save_lexicon].into_iter().flatten();
    outputs().try_for_each(|path| desk.keep_apart(path, args.inputs()))?;
    let done = plan.alignments()?;
    let aligned = &done.pairs;
    outputs().try_for_each(|path| desk.keep_apart(path, documents(aligned)))?;
    if let Some(path) = &args.save_lexicon {
        let pairs = count(desk.save_lexicon(path, &done)?, "word pair");
        session.note(&format!("{}: {pairs}", path.display()));
    }
    if let Some(path) = &args.into {
        let added = desk.add_aligned(path, aligned, plan.units.min_confidence)?;
        session.note(&format!("{}: {added}", path.display()));
    }
    match &args.output {
        None if args.into.is_some() && args.format.is_none() && args.explain.is_none() => {}
        Some(folder) if plan.is_split => plan.write_each(folder, aligned)?,
        Some(path) => output::to_file(path, |out| plan.write(out, aligned))?,
        None => output::to_stdout(session, |out| match args.explain {
            Some(number) => review::explain(out, aligned, number as usize, &done.known),
            None => plan.write(out, aligned),
        })?,
    }
    session.note(&summary(aligned, args.output.as_deref()));
    let is_odd = review::warn(aligned, session);
    if let Some(least) = args.review_below {
        session.note(&review::doubtful(aligned, least));
    }
    Ok(match (done.failed, is_odd) {
        (1.., _) => Outcome::Partial,
        (0, true) => Outcome::Findings,
        (0, false) => Outcome::Clean,
    })
}

impl AlignArgs {
    /// Returns the files and folders that are read.
    fn inputs(&self) -> impl Iterator<Item = &Path> {
        let own = [&self.source, &self.target, &self.table, &self.apply];
        let own = own.into_iter().flatten().map(PathBuf::as_path);
        own.chain(self.evidence.inputs()).chain(self.reading.srx())
    }
}

/// Returns the files of documents that were aligned.
fn documents(aligned: &[Aligned]) -> impl Iterator<Item = &Path> {
    let both = aligned.iter().flat_map(|one| [&one.source, &one.target]);
    both.map(|document| document.path.as_path())
}

impl<'a> Plan<'a> {
    fn new(args: &'a AlignArgs, desk: &'a Desk<'a>) -> anyhow::Result<Self> {
        let is_folder = |path: &Option<PathBuf>| path.as_ref().is_some_and(|path| path.is_dir());
        let folders = is_folder(&args.source) && is_folder(&args.target);
        // For folders, -o names a folder too, unless it has an ending that could be a format.
        let is_split = folders
            && (args.output.as_ref())
                .is_some_and(|path| path.is_dir() || path.extension().is_none());
        let format = match (args.format, &args.output) {
            (Some(format), _) => format,
            (None, None) => Format::Human,
            (None, Some(_)) if is_split => Format::Tmx,
            (None, Some(path)) => Format::of(path)?,
        };
        if format != Format::Tmx && (args.form.is_given() || args.context) {
            bail!(
                "--for, --tmx-langs and --context are for TMX; leave them out, or write to a .tmx file"
            );
        }
        let configured = desk
            .project()?
            .and_then(|project| project.settings().align.min_confidence);
        Ok(Plan {
            args,
            desk,
            format,
            is_split,
            units: UnitOptions {
                min_confidence: args.min_confidence.or(configured).unwrap_or(0.0),
                context: args.context,
            },
        })
    }

    /// Aligns documents, or takes what is aligned already: rows of a table, a saved review.
    fn alignments(&self) -> anyhow::Result<Alignments> {
        let args = self.args;
        let options = AlignOptions {
            source_lang: args.source_lang.clone(),
            target_lang: args.target_lang.clone(),
            reading: Reading::from(&args.reading),
            evidence: (&args.evidence).into(),
            wall: args.wall.clone(),
            max_bead: args.max_bead.map(usize::from),
            explain: args.explain.is_some(),
        };
        let ready = if let Some(path) = &args.table {
            let source = args
                .source_lang
                .as_ref()
                .or(self.desk.language(Side::Source)?);
            let target = args
                .target_lang
                .as_ref()
                .or(self.desk.language(Side::Target)?);
            let columns = args.columns.as_ref();
            self.desk
                .align_table(path, &options.reading, columns, (source, target))?
        } else if let Some(path) = &args.apply {
            read_review(path)?
        } else {
            let (Some(source), Some(target)) = (&args.source, &args.target) else {
                bail!("give a document and its translation, or two folders");
            };
            return Ok(self.desk.align(source, target, &options)?);
        };
        Ok(Alignments {
            pairs: vec![ready],
            ..Alignments::default()
        })
    }

    /// Writes each alignment to a file of its own, named like its documents.
    fn write_each(&self, folder: &Path, aligned: &[Aligned]) -> anyhow::Result<()> {
        for one in aligned {
            let name = one.name.as_deref().unwrap_or(Path::new("alignment"));
            let mut path = folder.join(name).into_os_string();
            path.push(format!(".{}", self.format.ending()));
            let path = PathBuf::from(path);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            }
            self.desk.keep_apart(&path, documents(aligned))?;
            output::to_file(&path, |out| self.write(out, std::slice::from_ref(one)))?;
        }
        Ok(())
    }

    fn write(&self, out: &mut dyn Write, aligned: &[Aligned]) -> anyhow::Result<()> {
        let Some(first) = aligned.first() else {
            return Ok(());
        };
        match self.format {
            Format::Human => beads::write_human(out, aligned),
            Format::Tsv => beads::write_tsv(out, first, aligned),
            Format::Jsonl => beads::write_jsonl(out, aligned),
            Format::Tmx => {
                let langs = (&first.source.lang, &first.target.lang);
                let form = (&self.args.form).into();
                let settings = self.desk.tmx_settings(&form, langs.0, Some(langs.1))?;
                Ok(self.desk.write_tmx(out, aligned, settings, self.units)?)
            }
            Format::Html => {
                let [one] = aligned else {
                    bail!(
                        "a review page is for two documents; name a folder, and each pair gets a page"
                    );
                };
                let glossary = self.args.evidence.glossary();
                let review = self.desk.review(one, glossary, self.args.review_below)?;
                Ok(review.write_page(out)?)
            }
        }
    }
}

/// Says what came out, and where it went.
fn summary(aligned: &[Aligned], output: Option<&Path>) -> String {
    let beads = || aligned.iter().flat_map(|one| &one.alignment.beads);
    let both = || beads().filter(|bead| bead.is_aligned());
    let sources = beads().filter(|bead| bead.target.is_empty()).count();
    let targets = beads().filter(|bead| bead.source.is_empty()).count();
    let confidence: f64 = both().map(|bead| bead.confidence).sum();
    let documents = match aligned.len() {
        1 => String::new(),
        more => format!("{more} documents: "),
    };
    let place = output.map_or_else(String::new, |path| format!("{}: ", path.display()));
    format!(
        "{place}{documents}{} (mean confidence {:.2}), unaligned: {sources} source, {targets} target",
        count(both().count(), "bead"),
        confidence / both().count().max(1) as f64
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_as_they_are_typed() {
        assert_eq!(
            columns("en=2, km=3")
                .unwrap()
                .map(|(lang, at)| (lang.to_string(), at)),
            [("en".to_owned(), 2), ("km".to_owned(), 3)]
        );
        for wrong in [
            "en=2",
            "en,km",
            "en=0,km=1",
            "en=1,km=1",
            "en=1,en=2",
            "xx-=1,km=2",
            "en=1,km=2,fr=3",
        ] {
            assert!(columns(wrong).is_err(), "{wrong}");
        }
    }
}
