//! A validating parser: xmllint, of libxml2. What is checked with it is checked by schemas of the
//! evaluation data, so the tests that need the one need the other.

use std::path::Path;
use std::process::Command;

/// Parses a file with these options; the error is what the parser says.
pub(crate) fn xmllint(arguments: &[&str], file: &Path) -> Result<(), String> {
    let output = Command::new("xmllint")
        .args(["--nonet", "--noout"])
        .args(arguments)
        .arg(file)
        .output()
        .expect("xmllint is not installed");
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}
