//! `chancery term find`: the concepts in a text and what they are called in other languages.

use std::path::PathBuf;

use clap::Args;

use super::super::format::{Format, formats, json_lines};
use super::super::session::Session;
use super::super::{Outcome, output};
use crate::desk::terms::{FindOptions, FoundTerm, ShownTerm};
use crate::text::Lang;

/// Finds the terms of a glossary in a text and shows their translations.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery term find \"The ASEAN Secretariat issued a joint statement.\"
  chancery term find -f statement.en.txt --target-lang km --format jsonl")]
pub(super) struct FindArgs {
    /// The text
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    text: Option<String>,
    /// Look in this file instead
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Glossary file or folder [default: glossaries/ of the project, else the built-in one]
    #[arg(short, long, value_name = "PATH")]
    glossary: Option<PathBuf>,
    /// Language of the text [default: from the file name or the script, else that of the glossary]
    #[arg(long, value_name = "TAG")]
    lang: Option<Lang>,
    /// Languages to show [default: those that the glossary requires]
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    target_lang: Vec<Lang>,
    /// Show terms inside longer ones too, and every homonym
    #[arg(long)]
    nested: bool,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats(FORMATS))]
    format: Format,
}

const FORMATS: &[(Format, &str)] = &[
    (Format::Human, "Place, term, and translations below it"),
    (Format::Jsonl, "One JSON object for each place"),
];

pub(super) fn run(args: &FindArgs, session: &Session) -> anyhow::Result<Outcome> {
    let options = FindOptions {
        glossary: args.glossary.clone(),
        lang: args.lang.clone(),
        target_langs: args.target_lang.clone(),
        nested: args.nested,
    };
    let desk = session.desk()?;
    let found = match &args.file {
        Some(path) => desk.find_terms_in(path, &options)?,
        None => desk.find_terms(args.text.as_deref().unwrap_or_default(), &options)?,
    };
    output::to_stdout(session, |out| match args.format {
        Format::Jsonl => json_lines(out, found),
        _ => found.iter().try_for_each(|one| human(out, one)),
    })?;
    Ok(Outcome::Clean)
}

fn human(out: &mut dyn std::io::Write, row: &FoundTerm) -> anyhow::Result<()> {
    let text: Vec<&str> = row.text.split_whitespace().collect();
    for found in &row.concepts {
        let draft = if found.draft { ", draft" } else { "" };
        writeln!(
            out,
            "{}:{}  {}  [{}{draft}]",
            row.line,
            row.column,
            text.join(" "),
            found.id
        )?;
        if let "deprecated" | "forbidden" | "superseded" = found.term.status {
            writeln!(out, "    {} is {}", found.term.term, found.term.status)?;
        }
        if let Some(homonym) = &found.homonym {
            writeln!(out, "    {homonym}")?;
        }
        translations(out, &found.translations)?;
    }
    Ok(())
}

/// Writes the translations of a concept: by language the one to write, the others, those not to.
fn translations(out: &mut dyn std::io::Write, shown: &[ShownTerm]) -> anyhow::Result<()> {
    for of_lang in shown.chunk_by(|a, b| a.lang == b.lang) {
        let with = |statuses: &[&str]| -> Vec<&str> {
            let chosen = of_lang.iter().filter(|one| statuses.contains(&one.status));
            chosen.map(|one| one.term.as_str()).collect()
        };
        let lang = of_lang.first().map_or("", |one| one.lang.as_str());
        writeln!(out, "    {lang}  {}", with(&["preferred"]).join("; "))?;
        let indent = " ".repeat(lang.len() + 6);
        for (label, statuses) in [
            ("also", &["admitted"][..]),
            ("once", &["superseded"]),
            ("draft", &["draft"]),
            ("not", &["deprecated", "forbidden"]),
        ] {
            let terms = with(statuses);
            if !terms.is_empty() {
                writeln!(out, "{indent}{label}: {}", terms.join("; "))?;
            }
        }
    }
    Ok(())
}
