//! `chancery term export`: a glossary for other programs.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::super::Outcome;
use super::super::output;
use super::super::session::{self, Session};
use crate::format::termbase::table::{self, Separator};
use crate::format::termbase::tbx::{self, Dialect};
use crate::format::termbase::{Choice, omegat};
use crate::glossary::Glossary;
use crate::text::Lang;

/// Writes a glossary for other programs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term export -o terms.tbx
  chancery term export -o glossary.utf8 --target-lang km
  chancery term export glossaries/titles.toml -o titles.csv")]
pub(super) struct ExportArgs {
    /// Glossary file or folder [default: glossaries/ of the project, else the built-in one]
    path: Option<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Form of the file [default: by its ending: .tbx, .utf8, .csv, .tsv]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Source language [default: that of the glossary]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Target language, for forms with two languages [default: that of the project]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    /// Write drafts too
    #[arg(long)]
    drafts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// TBX-Basic version 2, which most programs read
    Tbx,
    /// TBX-Basic version 3, categories as attributes (DCA)
    Tbx3,
    /// TBX-Basic version 3, categories as elements (DCT)
    Tbx3Dct,
    /// OmegaT glossary
    Omegat,
    /// One concept a row, for spreadsheets, memoQ, `MultiTerm`, Phrase
    Csv,
    /// The same, with tabs
    Tsv,
    /// Two columns with tabs, for `DeepL` and Google
    Pairs,
}

pub(super) fn run(args: &ExportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let format = format(args)?;
    let glossary = super::glossary(args.path.as_deref(), session)?;
    for problem in &glossary.problems {
        session.warn(&format!("{}: {}", problem.place, problem.message));
    }
    let source = args
        .source_lang
        .clone()
        .unwrap_or_else(|| glossary.source());
    let concepts = &glossary.concepts;
    let choice = Choice {
        drafts: args.drafts,
    };
    let title = glossary
        .heads
        .iter()
        .find_map(|head| head.name.as_deref())
        .unwrap_or("glossary");
    let as_tbx = |dialect| tbx::write(concepts, &source, title, dialect, choice);
    let (text, losses) = match format {
        Format::Tbx => as_tbx(Dialect::V2),
        Format::Tbx3 => as_tbx(Dialect::Dca),
        Format::Tbx3Dct => as_tbx(Dialect::Dct),
        Format::Csv => table::write(
            concepts,
            &languages(&glossary, &source),
            Separator::Comma,
            choice,
        ),
        Format::Tsv => table::write(
            concepts,
            &languages(&glossary, &source),
            Separator::Tab,
            choice,
        ),
        Format::Omegat => omegat::write(concepts, &source, &target(args)?, choice),
        Format::Pairs => {
            table::write_pairs(concepts, &source, &target(args)?, Separator::Tab, choice)
        }
    };
    output::to_file(&args.output, |out| Ok(out.write_all(text.as_bytes())?))?;
    let losses: Vec<String> = losses
        .iter()
        .map(|(what, number)| format!("{what} ({number})"))
        .collect();
    if !losses.is_empty() {
        session.note(&format!("left out: {}", losses.join(", ")));
    }
    Ok(if glossary.problems.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Partial
    })
}

fn format(args: &ExportArgs) -> anyhow::Result<Format> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let ending = args.output.extension().and_then(|ending| ending.to_str());
    match ending {
        Some("tbx") => Ok(Format::Tbx),
        Some("utf8") => Ok(Format::Omegat),
        Some("csv") => Ok(Format::Csv),
        Some("tsv") => Ok(Format::Tsv),
        _ => bail!(
            "{}: in which form? give --format, or name it .tbx, .utf8, .csv or .tsv",
            args.output.display()
        ),
    }
}

fn target(args: &ExportArgs) -> anyhow::Result<Lang> {
    if let Some(lang) = &args.target_lang {
        return Ok(lang.clone());
    }
    match session::project()?.languages.target {
        Some(target) => Ok(target.0),
        None => bail!("this form has two languages: give --target-lang"),
    }
}

/// Returns the languages of a glossary, the source first, the others as they come.
fn languages(glossary: &Glossary, source: &Lang) -> Vec<Lang> {
    let mut languages = vec![source.clone()];
    for term in glossary.concepts.iter().flat_map(|concept| &concept.terms) {
        if !languages
            .iter()
            .any(|lang| lang.primary() == term.lang.primary())
        {
            languages.push(term.lang.clone());
        }
    }
    languages
}
