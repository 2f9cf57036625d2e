//! `chancery term export` and `import`: glossaries for other programs, and termbases of theirs.

use std::path::PathBuf;

use clap::Args;

use super::super::format::choices;
use super::super::session::Session;
use super::super::{Outcome, count};
use crate::desk::terms::{ExportOptions, ImportOptions, TermbaseFormat};
use crate::format::termbase::table::Separator;
use crate::format::termbase::tbx::Dialect;
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
    #[arg(long, value_name = "FORMAT", value_parser = choices(FORMATS))]
    format: Option<TermbaseFormat>,
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

const FORMATS: &[(&str, TermbaseFormat, &str)] = &[
    (
        "tbx",
        TermbaseFormat::Tbx(Dialect::V2),
        "TBX-Basic version 2, which most programs read",
    ),
    (
        "tbx3",
        TermbaseFormat::Tbx(Dialect::Dca),
        "TBX-Basic version 3, categories as attributes (DCA)",
    ),
    (
        "tbx3-dct",
        TermbaseFormat::Tbx(Dialect::Dct),
        "TBX-Basic version 3, categories as elements (DCT)",
    ),
    ("omegat", TermbaseFormat::OmegaT, "OmegaT glossary"),
    (
        "csv",
        TermbaseFormat::Table(Separator::Comma),
        "One concept a row, for spreadsheets, memoQ, MultiTerm, Phrase",
    ),
    (
        "tsv",
        TermbaseFormat::Table(Separator::Tab),
        "The same, with tabs",
    ),
    (
        "pairs",
        TermbaseFormat::Pairs,
        "Two columns with tabs, for DeepL and Google",
    ),
];

/// Makes a glossary file of a termbase: TBX version 2 or 3, or a table (CSV, TSV).
///
/// The heading of a table says what its columns are: languages by their code or name (en, km-KH,
/// Khmer), id, kind, subject, definition, note. Pairs without heading, as other
/// programs have them, need --source-lang and --target-lang. Several terms in a cell are parted by |. What a glossary
/// has no place for is left out and reported.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term import termbase.tbx -o glossaries/termbase.toml
  chancery term import memoq.csv -o glossaries/memoq.toml
  chancery term import deepl.tsv --source-lang en --target-lang km -o glossaries/deepl.toml")]
pub(super) struct ImportArgs {
    /// The termbase
    file: PathBuf,
    /// The glossary file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Form of the termbase [default: by its ending, .csv, .tsv, .tab, .txt and .utf8 being tables]
    #[arg(long, value_name = "FORMAT", value_parser = choices(FORMS))]
    from: Option<bool>,
    /// Source language of a table of pairs without heading
    #[arg(long, value_name = "TAG", requires = "target_lang")]
    source_lang: Option<Lang>,
    /// Target language of a table of pairs without heading
    #[arg(long, value_name = "TAG", requires = "source_lang")]
    target_lang: Option<Lang>,
    /// Encoding of a table that is neither UTF-8 nor UTF-16, for example windows-1252
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

const FORMS: &[(&str, bool, &str)] = &[
    ("tbx", false, "TBX version 2 or 3"),
    ("table", true, "Cells parted by tabs, semicolons or commas"),
];

fn outcome(is_whole: bool) -> Outcome {
    if is_whole {
        Outcome::Clean
    } else {
        Outcome::Partial
    }
}

pub(super) fn export(args: &ExportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let options = ExportOptions {
        glossary: args.path.clone(),
        format: args.format,
        source_lang: args.source_lang.clone(),
        target_lang: args.target_lang.clone(),
        drafts: args.drafts,
    };
    let desk = session.desk()?;
    Ok(outcome(desk.export_glossary(&args.output, &options)?))
}

pub(super) fn import(args: &ImportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let options = ImportOptions {
        is_table: args.from,
        langs: args.source_lang.clone().zip(args.target_lang.clone()),
        encoding: args.encoding.clone(),
    };
    let desk = session.desk()?;
    let imported = desk.import_termbase(&args.file, &args.output, &options)?;
    for wrong in &imported.refused {
        session.warn(&format!("{}: terms left out: {wrong}", args.file.display()));
    }
    session.note(&format!(
        "{}: {}; see chancery term lint",
        args.output.display(),
        count(imported.concepts, "concept")
    ));
    Ok(outcome(imported.refused.is_empty()))
}
