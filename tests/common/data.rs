//! The evaluation data, which is not part of this repository. A test that needs it is marked with
//! `#[ignore = "needs ../shared/data"]`: `cargo test` leaves it out and says so, and with
//! `--include-ignored`, as in `.ci/run`, it fails where the data is absent.

use std::io::Write;
use std::path::{Path, PathBuf};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");

/// Returns the place of a file or folder of the data.
pub(crate) fn path(name: &str) -> PathBuf {
    let path = Path::new(FOLDER).join(name);
    assert!(path.exists(), "{} is absent", path.display());
    path
}

/// Reads a text of the data.
pub(crate) fn text(name: &str) -> String {
    let path = path(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Prints a figure, which is seen with `--nocapture` and in the log of CI.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
