//! Where results go: standard output, or a file that appears whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anstream::AutoStream;

use super::session::Session;
use crate::desk;

/// Writes results to standard output; colour codes are dropped where they are not wanted.
pub(super) fn to_stdout(
    session: &Session,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    session.end_progress();
    let stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let color = if matches!(session.color, anstream::ColorChoice::Auto) {
        AutoStream::choice(&io::stdout())
    } else {
        session.color
    };
    let mut stream = AutoStream::new(Box::new(stdout) as Box<dyn Write>, color);
    write(&mut stream)?;
    stream.flush()?;
    Ok(())
}

/// Writes a file that appears whole or not at all.
pub(super) fn to_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    desk::write_file(path, write)
}

/// Tells whether an error comes from a reader that has gone away.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let own = error
        .downcast_ref::<desk::Error>()
        .and_then(desk::Error::cause);
    let causes = error.chain().filter_map(|cause| cause.downcast_ref());
    causes
        .chain(own)
        .any(|error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe)
}
