//! `chancery lookup`: what memories and glossaries know of a segment.

mod human;
mod prompt;

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use clap::Args;

use super::format::{Format, formats, json, json_lines, tsv_row};
use super::memories::MemoriesArgs;
use super::session::Session;
use super::{Outcome, output};
use crate::desk::Desk;
use crate::desk::lookup::{Answer, Asked, Lookup, LookupOptions};

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
    memories: MemoriesArgs,
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
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "For reading"),
    (
        Format::Json,
        "One JSON document: a list of objects, one for each segment",
    ),
    (Format::Jsonl, "One JSON object a line for each segment"),
    (
        Format::Tsv,
        "A table: segment, score, kind, source, target, document",
    ),
];

impl From<&LookupArgs> for LookupOptions {
    fn from(args: &LookupArgs) -> Self {
        LookupOptions {
            memories: (&args.memories).into(),
            threshold: args.threshold,
            limit: args.limit,
            glossary: args.glossary.clone(),
            matches_only: args.matches_only || args.format == Format::Tsv,
            sample_only: args.text.is_some(),
        }
    }
}

pub(super) fn run(args: &LookupArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    let file = args.file.as_ref().filter(|path| path.as_os_str() != "-");
    if let Some(text) = &args.text {
        let mut lookup = desk.lookup(args.into(), text)?;
        let asked = Asked {
            text,
            before: args.before.as_deref(),
            after: args.after.as_deref(),
        };
        let answer = args.answer(&mut lookup, &asked)?;
        output::to_stdout(session, |out| match args.format {
            // One segment is one object.
            Format::Json => json(out, &answer),
            _ => args.write(out, &answer, 0),
        })?;
    } else if let Some(path) = file {
        let (mut lookup, texts) = desk.lookup_file(path, args.into())?;
        let places = 0..texts.len();
        let answers = places.map(|place| args.answer(&mut lookup, &Asked::nth(&texts, place)));
        let answers: Vec<Answer> = answers.collect::<anyhow::Result<_>>()?;
        output::to_stdout(session, |out| match args.format {
            Format::Json => json(out, &answers),
            _ => (answers.iter().enumerate())
                .try_for_each(|(place, answer)| args.write(out, answer, place)),
        })?;
    } else if args.file.is_none()
        && std::io::stdin().is_terminal()
        && std::io::stdout().is_terminal()
    {
        prompt::run(args, &mut desk.lookup(args.into(), "")?, session)?;
    } else {
        answer_lines(args, &desk, session)?;
    }
    Ok(Outcome::Clean)
}

/// Answers each line of standard input as it comes, so that a program can ask and wait.
fn answer_lines(args: &LookupArgs, desk: &Desk<'_>, session: &Session) -> anyhow::Result<()> {
    let lines = std::io::stdin().lock().lines();
    let mut lines = lines.filter(|line| line.as_ref().map_or(true, |line| !line.trim().is_empty()));
    let Some(first) = lines.next().transpose().context("standard input")? else {
        bail!("there is nothing to look up on standard input");
    };
    let mut lookup = desk.lookup(args.into(), &first)?;
    output::to_stdout(session, |out| {
        let mut answers = Vec::new();
        for (place, line) in std::iter::once(Ok(first)).chain(lines).enumerate() {
            let line = line.context("standard input")?;
            let asked = Asked {
                text: line.trim(),
                ..Asked::default()
            };
            let answer = args.answer(&mut lookup, &asked)?;
            if args.format == Format::Json {
                answers.push(answer);
            } else {
                args.write(out, &answer, place)?;
                out.flush()?;
            }
        }
        match args.format {
            Format::Json => json(out, &answers),
            _ => Ok(()),
        }
    })
}

impl LookupArgs {
    /// Looks a segment up, and measures the time where that was asked for.
    fn answer(&self, lookup: &mut Lookup<'_>, asked: &Asked<'_>) -> anyhow::Result<Answer> {
        let started = Instant::now();
        let mut answer = lookup.look_up(asked)?;
        answer.micros = (self.timing).then(|| started.elapsed().as_micros() as u64);
        Ok(answer)
    }

    fn write(&self, out: &mut dyn Write, answer: &Answer, place: usize) -> anyhow::Result<()> {
        match self.format {
            Format::Human => human::write(out, answer, self.explain, self.text.is_none()),
            Format::Tsv => write_tsv(out, answer, place == 0),
            _ => json_lines(out, [answer]),
        }
    }
}

/// Writes one line for each match.
fn write_tsv(out: &mut dyn Write, answer: &Answer, is_first: bool) -> anyhow::Result<()> {
    if is_first {
        tsv_row(
            out,
            ["query", "score", "kind", "source", "target", "document"],
        )?;
    }
    for found in &answer.matches {
        let document = found.document.as_deref().or(found.file.as_deref());
        let proposal = found.proposal.as_ref().map(|proposal| &proposal.text);
        let (score, target) = (found.score.to_string(), proposal.unwrap_or(&found.target));
        let document = document.unwrap_or_default();
        let cells = [
            &answer.query,
            &score,
            found.kind,
            &found.source,
            target,
            document,
        ];
        tsv_row(out, cells)?;
    }
    Ok(())
}
