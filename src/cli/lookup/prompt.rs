//! The prompt of a bare `chancery lookup`: one segment after another, with the keys and the history of
//! a line editor.

use rustyline::Editor;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;

use super::super::output;
use super::{Asked, Desk};

/// Asks and answers until the input ends.
pub(super) fn run(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let config = rustyline::Config::builder().auto_add_history(true).build();
    let mut editor: Editor<(), MemHistory> = Editor::with_history(config, MemHistory::new())?;
    desk.session.note(&format!(
        "{} into {}; an empty line, Ctrl-C or Ctrl-D ends",
        desk.source, desk.target
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
        let row = desk.look_up(&Asked {
            text,
            before: None,
            after: None,
        })?;
        output::to_stdout(desk.session, |out| {
            super::human::write(out, &row, desk.args.explain, false)
        })?;
    }
}
