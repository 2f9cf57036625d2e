//! `chancery term extract`: candidates for a glossary, mined from aligned texts.

use std::io::Write;
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::super::session::Session;
use super::super::{Outcome, count, output};
use super::bitext::{Read, Texts};
use crate::glossary::extract::{Candidate, Options, drafts, extract};
use crate::glossary::rendering::Rendering;
use crate::text::lang::Habit;

/// Finds terms in translations that the glossary lacks, with what they are called in both languages.
///
/// Looks for long forms with their abbreviation in brackets, for names in capitals and for sequences
/// of words that come again and again. Every rendering is shown with how often it is there when the
/// term is ("61 of 72"). What comes out are suggestions to be read, not terms to be trusted.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term extract treaties.tmx -o glossaries/drafts.toml
  chancery term extract --segmented a.en.txt a.km.txt --format tsv")]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    texts: Texts,
    /// The file to write [default: to standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Form of the output [default: by the ending of the file, else TOML]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Glossary whose terms are left out [default: glossaries/ of the project, else the built-in one]
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
    /// Show terms that the glossary has too
    #[arg(long)]
    all: bool,
    /// A name or sequence must be in so many pairs of texts
    #[arg(long, value_name = "N", default_value_t = Options::default().least)]
    min: usize,
    /// Take single words for sequences too
    #[arg(long)]
    words: bool,
    /// The most terms to show
    #[arg(long, value_name = "N", default_value_t = Options::default().most)]
    top: usize,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A glossary file of drafts, to be reviewed
    Toml,
    /// One term a line, for spreadsheets
    Tsv,
    /// One JSON object a line
    Json,
}

#[derive(Serialize)]
struct Row<'a> {
    term: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    abbreviation: Option<&'a str>,
    pattern: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    count: usize,
    contexts: Vec<String>,
    renderings: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    text: &'a str,
    support: usize,
    of: usize,
    elsewhere: usize,
}

pub(super) fn run(args: &ExtractArgs, session: &Session) -> anyhow::Result<Outcome> {
    let format = format(args)?;
    if args.min == 0 {
        bail!("--min 0: a term is in one pair of texts at least");
    }
    let glossary = super::glossary(args.glossary.as_deref(), session)?;
    for problem in &glossary.problems {
        session.warn(&format!("{}: {}", problem.place, problem.message));
    }
    let read = args.texts.read(&glossary, session)?;
    let (source, target) = (&read.source, &read.target);
    if source.has(Habit::Unspaced) {
        bail!(
            "terms are mined only from languages with spaces between words, not from {source}; swap the sides: --source-lang {target} --target-lang {source}"
        );
    }
    let bitext = read.bitext(&glossary);
    let options = Options {
        least: args.min,
        words: args.words,
        most: args.top,
    };
    let known = (!args.all).then_some(&glossary);
    let candidates = extract(&bitext, &read.source, known, options);
    let write = |out: &mut dyn Write| match format {
        Format::Toml => {
            let langs = (&read.source, &read.target);
            let text = drafts(&candidates, &read.pairs, langs, Some(&glossary));
            Ok(out.write_all(text.as_bytes())?)
        }
        Format::Tsv => tsv(out, &candidates, &read),
        Format::Json => json(out, &candidates, &read),
    };
    match &args.output {
        Some(path) => output::to_file(path, write)?,
        None => output::to_stdout(session, write)?,
    }
    session.note(&format!(
        "{} in {}; read them before you use them",
        count(candidates.len(), "term"),
        count(read.pairs.len(), "pair") + " of texts"
    ));
    Ok(if read.whole {
        Outcome::Clean
    } else {
        Outcome::Partial
    })
}

fn format(args: &ExtractArgs) -> anyhow::Result<Format> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(path) = &args.output else {
        return Ok(Format::Toml);
    };
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => Ok(Format::Toml),
        Some("tsv") => Ok(Format::Tsv),
        Some("json" | "jsonl") => Ok(Format::Json),
        _ => bail!(
            "{}: in which form? give --format, or name it .toml, .tsv or .jsonl",
            path.display()
        ),
    }
}

fn tsv(out: &mut dyn Write, candidates: &[Candidate], read: &Read) -> anyhow::Result<()> {
    let (source, target) = (&read.source, &read.target);
    writeln!(
        out,
        "{source}\tabbreviation\tpattern\tkind\tcount\t{target}\tsupport\tof\telsewhere\tothers\tcontext"
    )?;
    for one in candidates {
        let best = one.renderings.first();
        let number =
            |of: fn(&Rendering) -> usize| best.map_or(String::new(), |best| of(best).to_string());
        let others: Vec<String> = one
            .renderings
            .iter()
            .skip(1)
            .take(4)
            .map(|other| format!("{} ({})", other.text, other.support))
            .collect();
        let cells = [
            one.text.clone(),
            one.short.clone().unwrap_or_default(),
            one.pattern.as_str().to_owned(),
            one.kind.map_or("", |kind| kind.as_str()).to_owned(),
            one.count.to_string(),
            best.map_or(String::new(), |best| best.text.clone()),
            number(|best| best.support),
            number(|best| best.of),
            number(|best| best.elsewhere),
            others.join("; "),
            one.contexts(&read.pairs)
                .into_iter()
                .next()
                .unwrap_or_default(),
        ];
        let cells = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " "));
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

fn json(out: &mut dyn Write, candidates: &[Candidate], read: &Read) -> anyhow::Result<()> {
    for one in candidates {
        let row = Row {
            term: &one.text,
            abbreviation: one.short.as_deref(),
            pattern: one.pattern.as_str(),
            kind: one.kind.map(crate::model::concept::Kind::as_str),
            count: one.count,
            contexts: one.contexts(&read.pairs),
            renderings: one
                .renderings
                .iter()
                .map(|one| Shown {
                    text: &one.text,
                    support: one.support,
                    of: one.of,
                    elsewhere: one.elsewhere,
                })
                .collect(),
        };
        serde_json::to_writer(&mut *out, &row)?;
        writeln!(out)?;
    }
    Ok(())
}
