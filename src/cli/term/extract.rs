//! `chancery term extract`: candidates for a glossary, mined from aligned texts.

use std::io::Write;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::super::format::{Format, formats, json_lines, tsv_row};
use super::super::session::Session;
use super::super::texts::TextArgs;
use super::super::{Outcome, count, output};
use crate::desk::terms::{ExtractOptions, Extracted};
use crate::glossary::extract::Options;
use crate::glossary::rendering::Rendering;

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
    texts: TextArgs,
    /// The file to write [default: to standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Form of the output [default: by the ending of the file, else TOML]
    #[arg(long, value_name = "FORMAT", value_parser = formats(FORMATS))]
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

const FORMATS: &[(Format, &str)] = &[
    (Format::Toml, "A glossary file of drafts, to be reviewed"),
    (Format::Tsv, "One term a line, for spreadsheets"),
    (Format::Json, "One JSON object a line"),
];

pub(super) fn run(args: &ExtractArgs, session: &Session) -> anyhow::Result<Outcome> {
    let format = format(args)?;
    if args.min == 0 {
        bail!("--min 0: a term is in one pair of texts at least");
    }
    let desk = session.desk()?;
    if let Some(path) = &args.output {
        desk.keep_apart(path, args.texts.files().iter().chain(&args.glossary))?;
    }
    let extracted = desk.extract_terms(&ExtractOptions {
        glossary: args.glossary.clone(),
        texts: args.texts.options()?,
        all: args.all,
        mining: Options {
            least: args.min,
            words: args.words,
            most: args.top,
        },
    })?;
    let write = |out: &mut dyn Write| match format {
        Format::Json => json_lines(out, extracted.terms()),
        Format::Tsv => tsv(out, &extracted),
        _ => Ok(out.write_all(extracted.drafts().as_bytes())?),
    };
    match &args.output {
        Some(path) => output::to_file(path, write)?,
        None => output::to_stdout(session, write)?,
    }
    session.note(&format!(
        "{} in {}; read them before you use them",
        count(extracted.terms().len(), "term"),
        count(extracted.pairs(), "pair") + " of texts"
    ));
    Ok(if extracted.is_whole() {
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

fn tsv(out: &mut dyn Write, extracted: &Extracted) -> anyhow::Result<()> {
    let (source, target) = extracted.languages();
    writeln!(
        out,
        "{source}\tabbreviation\tpattern\tkind\tcount\t{target}\tsupport\tof\telsewhere\tothers\tcontext"
    )?;
    for one in extracted.terms() {
        let best = one.renderings.first();
        let number =
            |of: fn(&Rendering) -> usize| best.map_or(String::new(), |best| of(best).to_string());
        let others = one.renderings.iter().skip(1).take(4);
        let others = others.map(|other| format!("{} ({})", other.text, other.support));
        let cells = [
            one.term.to_owned(),
            one.abbreviation.unwrap_or_default().to_owned(),
            one.pattern.to_owned(),
            one.kind.unwrap_or_default().to_owned(),
            one.count.to_string(),
            best.map_or(String::new(), |best| best.text.clone()),
            number(|best| best.support),
            number(|best| best.of),
            number(|best| best.elsewhere),
            others.collect::<Vec<String>>().join("; "),
            one.contexts.into_iter().next().unwrap_or_default(),
        ];
        tsv_row(out, cells)?;
    }
    Ok(())
}
