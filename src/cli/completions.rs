//! `chancery completions` and `chancery man`: what shells and manuals need to know of the program, made
//! from the options themselves.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::session::Session;
use super::{Cli, Outcome, output};

/// Prints completions of commands and options for a shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery")]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Writes a manual page for each command.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery man ~/.local/share/man/man1")]
pub(super) struct ManArgs {
    /// The folder to write to; it is made where it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn completions(args: &CompletionsArgs, session: &Session) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "chancery", &mut script);
    output::to_stdout(session, |out| Ok(out.write_all(&script)?))?;
    Ok(Outcome::Clean)
}

pub(super) fn man(args: &ManArgs, session: &Session) -> anyhow::Result<Outcome> {
    let folder = &args.folder;
    ensure!(
        !folder.is_file(),
        "{}: is a file; name a folder",
        folder.display()
    );
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let count = pages(&program, folder)?;
    session.note(&format!(
        "{}: {} written",
        folder.display(),
        super::count(count, "page")
    ));
    Ok(Outcome::Clean)
}

/// Writes the page of a command and those of the commands below it; returns how many.
fn pages(command: &Command, folder: &Path) -> anyhow::Result<usize> {
    let page = Man::new(command.clone());
    output::to_file(&folder.join(page.get_filename()), |out| {
        Ok(page.render(out)?)
    })?;
    let mut count = 1;
    for below in command
        .get_subcommands()
        .filter(|below| !below.is_hide_set())
    {
        count += pages(below, folder)?;
    }
    Ok(count)
}
