//! `chancery memory export`: the units of a memory become a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::super::memory_form::MemoryForm;
use super::super::session::Session;
use super::super::{Outcome, count, output};
use crate::format::bitext::{self, Format, Output};
use crate::format::table;
use crate::format::tmx::Targets;
use crate::memory::store::{Condition, Filter};
use crate::memory::{Access, Store};
use crate::text::Lang;

/// Writes the units of a memory to a file; its ending (.tmx, .tsv, .csv, .jsonl) chooses the format.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery memory export ministry.tmx --memory ministry.db --for trados
  chancery memory export treaties.tmx --where 'document=Treaty*' --where after=2020")]
pub(in crate::cli) struct ExportArgs {
    /// File to write
    output: PathBuf,
    /// Memory to read [default: that of the project]
    #[arg(short, long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Write units of which this is true, such as document=Treaty*; may be given several times
    #[arg(long = "where", value_name = "KEY=VALUE")]
    conditions: Vec<Condition>,
    /// Language to translate from [default: the one with the most texts]
    #[arg(long, value_name = "TAG")]
    source_lang: Option<Lang>,
    /// Language to translate into [default: all]
    #[arg(long, value_name = "TAG")]
    target_lang: Option<Lang>,
    #[command(flatten)]
    form: MemoryForm,
}

pub(super) fn run(args: &ExportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let (_, memory) = super::existing(args.memory.as_deref(), Access::Read, session)?;
    let store = memory.store();
    let languages = languages(store)?;
    let Some(source) = args.source_lang.clone().or(languages.first().cloned()) else {
        bail!("there is nothing in the memory");
    };
    let is_other = |lang: &&Lang| lang.primary() != source.primary();
    let others: Vec<Lang> = match &args.target_lang {
        Some(target) => vec![target.clone()],
        None => languages.iter().filter(is_other).cloned().collect(),
    };
    let target = match others.as_slice() {
        [target] => Some(target),
        _ => None,
    };
    let filter = Filter(args.conditions.clone());
    let format = format(&args.output, args.form.is_given())?;
    let table = |delimiter| {
        Output::Table(table::Settings {
            languages: std::iter::once(&source).chain(&others).cloned().collect(),
            delimiter,
            bom: false,
        })
    };
    let form = match format {
        Format::Jsonl => Output::Jsonl,
        Format::Tsv => table(b'\t'),
        Format::Csv => table(b','),
        _ => {
            let mut settings = args.form.settings(&source, target)?;
            if target.is_none() {
                settings.targets = Targets::All;
            }
            settings.codes = true;
            Output::Tmx(Box::new(settings))
        }
    };
    let mut written = None;
    output::to_files(&form.paths(&args.output), |outs| {
        let mut sink = bitext::create(outs, form)?;
        for id in store.unit_ids()? {
            if let Some(record) = store.record(id)?.filter(|record| filter.accepts(record)) {
                sink.write(&record.unit)?;
            }
        }
        written = Some(sink.finish()?);
        Ok(())
    })?;
    let written = written.context("nothing was written")?;
    for loss in &written.losses {
        session.warn(&loss.to_string());
    }
    let place = args.output.display();
    session.note(&format!(
        "{place}: {} written",
        count(written.units, "unit")
    ));
    Ok(Outcome::Clean)
}

fn format(path: &Path, is_form_given: bool) -> anyhow::Result<Format> {
    match Format::of(path) {
        Some(format @ (Format::Jsonl | Format::Tsv | Format::Csv)) if !is_form_given => Ok(format),
        Some(Format::Jsonl | Format::Tsv | Format::Csv) => {
            bail!("--for and --tmx-langs are for TMX; leave them out, or write to a .tmx file")
        }
        Some(Format::Tmx) => Ok(Format::Tmx),
        _ => bail!(
            "{}: the ending of the name chooses the format; use .tmx, .tsv, .csv or .jsonl",
            path.display()
        ),
    }
}

/// Returns the languages of a memory, each without its varieties, those with the most texts first.
fn languages(store: &Store) -> anyhow::Result<Vec<Lang>> {
    let mut rows = store.languages()?;
    rows.retain(|row| row.texts > 0);
    rows.sort_by_key(|row| std::cmp::Reverse(row.texts));
    let mut langs: Vec<Lang> = Vec::new();
    for lang in rows.iter().filter_map(|row| Lang::parse(&row.tag).ok()) {
        if !langs.iter().any(|other| other.primary() == lang.primary()) {
            langs.push(lang);
        }
    }
    Ok(langs)
}

/// Writes units as JSON lines, for lists of what would be changed.
pub(super) fn write_unit(
    out: &mut dyn Write,
    unit: &crate::model::TranslationUnit,
) -> anyhow::Result<()> {
    let mut sink = bitext::create(vec![out], Output::Jsonl)?;
    sink.write(unit)?;
    sink.finish()?;
    Ok(())
}
