//! The evaluation data, which is not part of this repository: where it is absent, a test says so in
//! one line and checks nothing.

// Each test uses what it needs of it.
#![allow(dead_code)]

use std::io::Write;
use std::path::{Path, PathBuf};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");

/// Prints a line that is seen with `--nocapture` and in the log of CI.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Returns the place of a file or folder of the data, where it is there.
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let path = Path::new(FOLDER).join(name);
    if path.exists() {
        return Some(path);
    }
    say(&format!("{name}: not there, nothing was checked"));
    None
}

/// Reads a file of the data, where it is there.
pub(crate) fn data(name: &str) -> Option<String> {
    path(name).map(|path| std::fs::read_to_string(path).unwrap())
}
