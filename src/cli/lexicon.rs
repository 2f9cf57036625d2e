//! `chancery lexicon`: word lists learnt from translations, and which of them an alignment uses.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::session::Session;
use super::texts::TextArgs;
use super::{Outcome, count, output};
use crate::align::Lexicon;
use crate::align::lexicon::{Trainer, Training, builtin};
use crate::desk::read_lexicon;
use crate::text::Lang;

/// Makes and shows bilingual lexicons, the word lists that help to align short documents.
#[derive(Debug, Args)]
pub(super) struct LexiconArgs {
    #[command(subcommand)]
    command: LexiconCommand,
}

#[derive(Debug, Subcommand)]
enum LexiconCommand {
    Train(TrainArgs),
    Show(ShowArgs),
    Stats(StatsArgs),
}

/// Learns a lexicon from translations: memories and tables (TMX, TSV, XLIFF and what else `convert`
/// reads), or line-by-line texts with --segmented.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery lexicon train memory.tmx --source-lang en --target-lang km -o en-km.lex
  chancery lexicon train --segmented a.en.txt a.km.txt b.en.txt b.km.txt -o en-km.lex")]
struct TrainArgs {
    #[command(flatten)]
    texts: TextArgs,
    /// The lexicon to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The most word pairs to keep
    #[arg(long, value_name = "N", default_value_t = Training::default().pairs)]
    pairs: usize,
}

/// Shows the translations of a word.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery lexicon show embassy")]
struct ShowArgs {
    /// The word, in the source language
    word: String,
    #[command(flatten)]
    place: Place,
}

/// Shows what a lexicon holds.
#[derive(Debug, Args)]
struct StatsArgs {
    #[command(flatten)]
    place: Place,
}

/// A lexicon file, or the built-in lexicon of two languages.
#[derive(Debug, Args)]
struct Place {
    /// A lexicon file [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Source language of the built-in lexicon
    #[arg(long, value_name = "TAG", default_value = "en")]
    source_lang: Lang,
    /// Target language of the built-in lexicon
    #[arg(long, value_name = "TAG", default_value = "km")]
    target_lang: Lang,
}

impl Place {
    fn open(&self) -> anyhow::Result<Lexicon> {
        match &self.lexicon {
            Some(path) => Ok(read_lexicon(path)?),
            None => builtin(&self.source_lang, &self.target_lang).with_context(|| {
                format!(
                    "no lexicon for {}-{} is built in",
                    self.source_lang, self.target_lang
                )
            }),
        }
    }
}

pub(super) fn run(args: &LexiconArgs, session: &Session) -> anyhow::Result<Outcome> {
    match &args.command {
        LexiconCommand::Train(args) => train(args, session),
        LexiconCommand::Show(args) => show(args, session),
        LexiconCommand::Stats(args) => stats(args, session),
    }
}

fn train(args: &TrainArgs, session: &Session) -> anyhow::Result<Outcome> {
    let desk = session.desk()?;
    desk.keep_apart(&args.output, args.texts.files())?;
    let texts = args.texts.options()?;
    let (source, target) = desk.languages_of_texts(&texts, None)?;
    let mut trainer = Trainer::new(source.clone(), target.clone());
    desk.each_text(&texts, (&source, &target), |source, target| {
        trainer.add(source, target);
    })?;
    if trainer.is_empty() {
        bail!("no pair of texts in {source} and {target} was found to learn from");
    }
    let sentences = trainer.len();
    let lexicon = trainer.finish(Training {
        pairs: args.pairs,
        ..Training::default()
    });
    let bytes = lexicon.to_bytes();
    output::to_file(&args.output, |out| Ok(out.write_all(&bytes)?))?;
    let (sources, targets, pairs) = lexicon.size();
    session.note(&format!(
        "{}: {} from {}, {sources} {source} and {targets} {target} words, {} bytes",
        args.output.display(),
        count(pairs, "word pair"),
        count(sentences, "pair") + " of texts",
        bytes.len()
    ));
    Ok(Outcome::Clean)
}

fn show(args: &ShowArgs, session: &Session) -> anyhow::Result<Outcome> {
    let lexicon = args.place.open()?;
    let translations = lexicon.translations(&args.word);
    if translations.is_empty() {
        bail!("\"{}\" is not in the lexicon", args.word);
    }
    output::to_stdout(session, |out| {
        for translation in &translations {
            writeln!(out, "{:.3}  {}", translation.probability, translation.word)?;
        }
        Ok(())
    })?;
    Ok(Outcome::Clean)
}

fn stats(args: &StatsArgs, session: &Session) -> anyhow::Result<Outcome> {
    let lexicon = args.place.open()?;
    let (source, target) = lexicon.langs();
    let (sources, targets, pairs) = lexicon.size();
    output::to_stdout(session, |out| {
        writeln!(out, "{:>7}  {source} words ({})", sources, source.name())?;
        writeln!(out, "{:>7}  {target} words ({})", targets, target.name())?;
        writeln!(out, "{pairs:>7}  word pairs")?;
        writeln!(out, "{:>7}  bytes", lexicon.to_bytes().len())?;
        Ok(())
    })?;
    Ok(Outcome::Clean)
}
