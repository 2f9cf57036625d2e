//! `chancery lookup`: what memories and glossaries know of a segment.

mod human;
mod prompt;
mod row;

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use self::row::Row;
use super::memories::{Choice, Memories};
use super::session::Session;
use super::{Outcome, output, term};
use crate::desk::Contents;
use crate::glossary::Glossary;
use crate::glossary::find::Finder;
use crate::memory::Query;
use crate::segment::{self, Reading};
use crate::text::Lang;

/// Finds translations of a segment, or of segments like it, in translation memories.
///
/// Shows the best matches with both texts, what differs, and where they come from; below them the
/// terms of the glossary, and numbers and dates as the target language writes them.
///
/// 101 means the same text between the same neighbours, 100 the same text, apart from invisible
/// characters, kinds of spaces and quotes, and the digits of other scripts. Less is the share of words
/// that need no change, in percent, punctuation marks and numbers counting as words; in Khmer, Thai,
/// Lao, Burmese and Chinese, characters with their signs count in place of words. --explain tells what
/// was taken off for what.
///
/// Without a text, each line of standard input is looked up; on a terminal there is a prompt. The text
/// may be in either language of the project.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery lookup \"The Dialogue was co-chaired by Cambodia and Japan.\"
  chancery lookup \"The two sides met.\" --memory ministry.db --memory old.db=3 --threshold 60
  chancery lookup --file draft.en.txt --format jsonl
  chancery lookup")]
pub(super) struct LookupArgs {
    /// The segment
    #[arg(conflicts_with = "file")]
    text: Option<String>,
    /// Look up each line of a file of text, or each sentence of another document, - being standard
    /// input; its neighbours are the context
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    choice: Choice,
    /// Most matches
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 5)]
    limit: usize,
    /// Least score, in percent
    #[arg(short, long, value_name = "PERCENT", default_value_t = 70, value_parser = clap::value_parser!(u8).range(1..=101))]
    threshold: u8,
    /// The segment before it, for context matches
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    before: Option<String>,
    /// The segment after it, for context matches
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    after: Option<String>,
    /// Tell what each difference costs
    #[arg(long)]
    explain: bool,
    /// Tell how long each look-up took, in millionths of a second (JSON)
    #[arg(long)]
    timing: bool,
    /// Glossary file or folder [default: glossaries/ of the project, else the built-in one]
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
    /// Show no terms, numbers and dates
    #[arg(long, conflicts_with = "glossary")]
    matches_only: bool,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Human,
    /// One JSON document: a list of objects, one for each segment
    Json,
    /// One JSON object a line for each segment
    Jsonl,
    /// A table: segment, score, kind, source, target, document
    Tsv,
}

/// A segment with its neighbours.
struct Asked<'a> {
    text: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

/// Everything that is looked into.
struct Desk<'a> {
    args: &'a LookupArgs,
    session: &'a Session,
    memories: Memories,
    source: Lang,
    target: Lang,
    terms: Option<(Glossary, Finder)>,
}

pub(super) fn run(args: &LookupArgs, session: &Session) -> anyhow::Result<Outcome> {
    let is_prompt = args.text.is_none()
        && args.file.is_none()
        && std::io::stdin().is_terminal()
        && std::io::stdout().is_terminal();
    if is_prompt {
        let mut desk = Desk::open(args, "", session)?;
        prompt::run(&mut desk)?;
        return Ok(Outcome::Clean);
    }
    if let Some(text) = &args.text {
        if text.trim().is_empty() {
            bail!("the text is empty");
        }
        let mut desk = Desk::open(args, text, session)?;
        let asked = Asked {
            text,
            before: args.before.as_deref(),
            after: args.after.as_deref(),
        };
        let row = desk.look_up(&asked)?;
        output::to_stdout(session, |out| desk.write_all(out, [Ok(row)].into_iter()))?;
        return Ok(Outcome::Clean);
    }
    let stdin = args
        .file
        .as_ref()
        .is_none_or(|path| path.as_os_str() == "-");
    if stdin {
        answer_lines(args, session)?;
    } else {
        let path = args.file.clone().unwrap_or_default();
        let contents = Contents::read(&path)?;
        let (text, segments) = match contents {
            Contents::Text(text) => (text, None),
            Contents::Document(document) => (document.text(), Some(document)),
        };
        let mut desk = Desk::open(args, &text, session)?;
        let segments = segments.map(|document| {
            segment::segments(&document, &desk.source, &segment::Options::default())
        });
        let lines: Vec<&str> = match &segments {
            Some(segments) => segments.iter().map(|one| one.text.as_str()).collect(),
            None => (text.lines().map(str::trim))
                .filter(|line| !line.is_empty())
                .collect(),
        };
        output::to_stdout(session, |out| {
            let mut rows = Vec::new();
            for place in 0..lines.len() {
                let asked = Asked {
                    text: lines[place],
                    before: place.checked_sub(1).map(|before| lines[before]),
                    after: lines.get(place + 1).copied(),
                };
                rows.push(desk.look_up(&asked)?);
            }
            desk.write_all(out, rows.into_iter().map(Ok))
        })?;
    }
    Ok(Outcome::Clean)
}

/// Answers each line of standard input as it comes, so that a program can ask and wait.
fn answer_lines(args: &LookupArgs, session: &Session) -> anyhow::Result<()> {
    let mut lines = std::io::stdin().lock().lines();
    let mut first = None;
    for line in &mut lines {
        let line = line.context("standard input")?;
        if !line.trim().is_empty() {
            first = Some(line);
            break;
        }
    }
    let Some(first) = first else {
        bail!("there is nothing to look up on standard input");
    };
    let mut desk = Desk::open(args, &first, session)?;
    let rest = lines.filter(|line| line.as_ref().map_or(true, |line| !line.trim().is_empty()));
    output::to_stdout(session, |out| {
        let mut all = Vec::new();
        for (place, line) in std::iter::once(Ok(first)).chain(rest).enumerate() {
            let line = line.context("standard input")?;
            let row = desk.look_up(&Asked {
                text: line.trim(),
                before: None,
                after: None,
            })?;
            if args.format == Format::Json {
                all.push(row);
            } else {
                desk.write(out, &row, place)?;
                out.flush()?;
            }
        }
        if args.format == Format::Json {
            desk.write_all(out, all.into_iter().map(Ok))?;
        }
        Ok(())
    })
}

impl<'a> Desk<'a> {
    /// Opens memories and glossary; the languages are decided by a sample of what is looked up.
    fn open(args: &'a LookupArgs, sample: &str, session: &'a Session) -> anyhow::Result<Self> {
        let memories = Memories::open(&args.choice, session)?;
        let (source, target) = memories.languages(&args.choice, sample)?;
        session.detail(|| format!("looking up from {source} into {target}"));
        let terms = if args.matches_only || args.format == Format::Tsv {
            None
        } else {
            let path = args.glossary.as_deref();
            let glossary = match &args.text {
                Some(text) => session.desk()?.glossary_for(text, path)?,
                None => term::glossary(path, session)?,
            };
            let finder = Finder::new(&glossary, &source)?;
            Some((glossary, finder))
        };
        Ok(Desk {
            args,
            session,
            memories,
            source,
            target,
            terms,
        })
    }

    fn look_up(&mut self, asked: &Asked<'_>) -> anyhow::Result<Row> {
        let started = Instant::now();
        let reading = Reading::new(asked.text);
        let query = Query {
            threshold: self.args.threshold,
            most: self.args.limit,
            before: asked.before,
            after: asked.after,
            ..Query::new(&reading, &self.source, &self.target)
        };
        let found = self.memories.look_up(&query, self.session)?;
        let micros = self
            .args
            .timing
            .then(|| started.elapsed().as_micros() as u64);
        let mut row = Row::new(asked.text, micros);
        for one in found {
            let record = self.memories.record(&one)?;
            row.push(
                &reading,
                one.1,
                self.memories.name(one.0),
                record,
                &self.target,
            );
        }
        if let Some((glossary, finder)) = &self.terms {
            row.find_terms(glossary, finder, &self.target);
            row.find_quantities(&reading, &self.target);
        }
        Ok(row)
    }

    fn write_all(
        &self,
        out: &mut dyn Write,
        rows: impl Iterator<Item = anyhow::Result<Row>>,
    ) -> anyhow::Result<()> {
        if self.args.format == Format::Json {
            let rows = rows.collect::<anyhow::Result<Vec<Row>>>()?;
            // One segment is one object.
            match rows.as_slice() {
                [row] if self.args.text.is_some() => serde_json::to_writer_pretty(&mut *out, row)?,
                rows => serde_json::to_writer_pretty(&mut *out, rows)?,
            }
            return Ok(writeln!(out)?);
        }
        for (place, row) in rows.enumerate() {
            self.write(out, &row?, place)?;
        }
        Ok(())
    }

    fn write(&self, out: &mut dyn Write, row: &Row, place: usize) -> anyhow::Result<()> {
        match self.args.format {
            Format::Human => human::write(out, row, self.args.explain, self.args.text.is_none()),
            Format::Tsv => row.write_tsv(out, place == 0),
            Format::Json | Format::Jsonl => {
                serde_json::to_writer(&mut *out, row)?;
                Ok(writeln!(out)?)
            }
        }
    }
}
