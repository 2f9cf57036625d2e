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

/// Reads the gold beads of a document: the segments of each side, joined; nothing where a side has
/// none.
pub(crate) fn beads(name: &str, target: &str, gold: &str) -> Option<Vec<[String; 2]>> {
    let source = data(&format!("documents/{name}.en.sent"))?;
    let target = data(&format!("documents/{name}.{target}.sent"))?;
    let gold = data(&format!("documents/{name}.{gold}"))?;
    let (source, target): (Vec<&str>, Vec<&str>) =
        (source.lines().collect(), target.lines().collect());
    let join = |side: &[&str], cell: &str| -> String {
        let lines = cell
            .split(',')
            .filter_map(|at| at.trim().parse::<usize>().ok());
        lines.map(|at| side[at]).collect::<Vec<_>>().join(" ")
    };
    let rows = gold.lines().filter(|line| !line.starts_with('#'));
    let pairs = rows.filter_map(|row| row.split_once('\t'));
    Some(
        pairs
            .map(|(left, right)| [join(&source, left), join(&target, right)])
            .collect(),
    )
}
