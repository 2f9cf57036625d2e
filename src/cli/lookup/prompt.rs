//! The prompt of a bare `chancery lookup`: one segment after another, with the keys and the history of
//! a line editor.

use rustyline::Editor;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;

use super::super::output;
use super::super::session::Session;
use super::{Asked, Lookup, LookupArgs, human};

/// Asks and answers until the input ends.
pub(super) fn run(
    args: &LookupArgs,
    lookup: &mut Lookup<'_>,
    session: &Session,
) -> anyhow::Result<()> {
    let config = rustyline::Config::builder().auto_add_history(true).build();
    let mut editor: Editor<(), MemHistory> = Editor::with_history(config, MemHistory::new())?;
    session.note(&format!(
        "{} into {}; an empty line, Ctrl-C or Ctrl-D ends",
        lookup.source(),
        lookup.target()
    ));
    loop {
        let line = match editor.readline("> ") {
            Ok(line) => line,
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let text = line.trim();
        if text.is_empty() {
            return Ok(());
        }
        let asked = Asked {
            text,
            ..Asked::default()
        };
        let answer = lookup.look_up(&asked)?;
        output::to_stdout(session, |out| {
            human::write(out, &answer, args.explain, false)
        })?;
    }
}
