//! What tests need from outside the repository: files of other tools, and a validating parser. Both
//! may be absent, and then one line says so.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns a folder of the shared data, or says that there is none.
pub(crate) fn data(folder: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(folder);
    if !path.is_dir() {
        say(&format!("skipped: there is no {}", path.display()));
        return None;
    }
    Some(path)
}

pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Tells whether the validating parser is there.
pub(crate) fn has_xmllint() -> bool {
    let found = Command::new("xmllint").arg("--version").output().is_ok();
    if !found {
        say("skipped: xmllint is not installed");
    }
    found
}

/// Parses a file with these options; the error is what the parser says.
pub(crate) fn xmllint(arguments: &[&str], file: &Path) -> Result<(), String> {
    let output = Command::new("xmllint")
        .args(["--nonet", "--noout"])
        .args(arguments)
        .arg(file)
        .output()
        .unwrap();
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}
