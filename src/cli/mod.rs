//! The command line: what was typed becomes checked options, the other rooms do the work, and what
//! they return is printed. This is the only room that prints, reads the clock and the environment,
//! and decides exit codes: 0 clean, 1 findings, 2 error.

mod align;
mod analyse;
mod beads;
mod check;
mod completions;
mod concordance;
mod convert;
mod decisions;
mod evaluate;
mod evidence;
mod explain;
mod format;
mod init;
mod lexicon;
mod lookup;
mod memories;
mod memory;
mod memory_form;
mod output;
mod pretranslate;
mod reading;
mod review;
mod segment;
mod session;
mod severity;
mod side_by_side;
mod term;
mod texts;
mod tmx;
mod volume;
mod words;

use std::process::ExitCode;
use std::{panic, thread};

use clap::{Parser, Subcommand};

use self::session::{Session, Streams};
use crate::desk::count;
use crate::format::document;

/// Aligns documents with their translations and writes translation memories.
///
/// Works offline: nothing is sent anywhere, and no models or dictionaries have to be installed.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    streams: Streams,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    Align(Box<align::AlignArgs>),
    Segment(segment::SegmentArgs),
    Evaluate(evaluate::EvaluateArgs),
    Lexicon(lexicon::LexiconArgs),
    Convert(convert::ConvertArgs),
    Lookup(lookup::LookupArgs),
    Concordance(concordance::ConcordanceArgs),
    Analyse(analyse::AnalyseArgs),
    Memory(memory::MemoryArgs),
    Pretranslate(pretranslate::PretranslateArgs),
    Tmx(tmx::TmxArgs),
    Term(term::TermArgs),
    Check(Box<check::CheckArgs>),
    Explain(explain::ExplainArgs),
    Completions(completions::CompletionsArgs),
    Man(completions::ManArgs),
}

/// How a run ended, when it ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All done.
    Clean,
    /// All done, and something was found that has to be looked at.
    Findings,
    /// Some inputs could not be used; they were named, and the rest was done.
    Partial,
}

impl Outcome {
    /// Returns how a run ended that could use all of its inputs, or not.
    fn complete(is_complete: bool) -> Outcome {
        if is_complete {
            Outcome::Clean
        } else {
            Outcome::Partial
        }
    }
}

/// Runs the command line of this process and returns its exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too. There is nobody left to tell if printing fails.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let session = Session::new(&cli.streams);
    keep_quiet_for_pdf();
    let result = match &cli.command {
        Command::Init(args) => init::run(args, &session),
        Command::Align(args) => align::run(args, &session),
        Command::Segment(args) => segment::run(args, &session),
        Command::Evaluate(args) => evaluate::run(args, &session),
        Command::Lexicon(args) => lexicon::run(args, &session),
        Command::Convert(args) => convert::run(args, &session),
        Command::Lookup(args) => lookup::run(args, &session),
        Command::Concordance(args) => concordance::run(args, &session),
        Command::Analyse(args) => analyse::run(args, &session),
        Command::Memory(args) => memory::run(args, &session),
        Command::Pretranslate(args) => pretranslate::run(args, &session),
        Command::Tmx(args) => tmx::run(args, &session),
        Command::Term(args) => term::run(args, &session),
        Command::Check(args) => check::run(args, &session),
        Command::Explain(args) => explain::run(args, &session),
        Command::Completions(args) => completions::completions(args, &session),
        Command::Man(args) => completions::man(args, &session),
    };
    match result {
        Err(error) if !output::is_broken_pipe(&error) => {
            session.error(&error);
            ExitCode::from(2)
        }
        Ok(Outcome::Partial) => ExitCode::from(2),
        _ if session.has_missed_input() => ExitCode::from(2),
        Ok(Outcome::Findings) => ExitCode::from(1),
        // Of a reader that has gone, as `head` does: not our trouble.
        Ok(Outcome::Clean) | Err(_) => ExitCode::SUCCESS,
    }
}

/// The parser of PDF files panics on broken ones, which is caught and reported in one line; what the
/// panic itself would print says nothing to a translator.
fn keep_quiet_for_pdf() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some(document::PDF_THREAD) {
            usual(panic);
        }
    }));
}
