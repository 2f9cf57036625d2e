//! Which lines a branch touches, as `git` tells: those that differ from where the branch left the
//! revision. Lines that came along with a file that was renamed or copied are none, whether git knows
//! the new file already or not. The repository itself, its index too, is left as it is.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::options::CheckError;
use crate::desk::{Error, Kind, Result};
use crate::report::Place;

/// How the difference is asked for: by lines, whatever the settings of the user say. A file counts as
/// renamed from a quarter of its lines on: no line that is found elsewhere in the old text is new.
const DIFF: [&str; 15] = [
    "-c",
    "core.quotePath=false",
    "diff",
    "--unified=0",
    "--inter-hunk-context=0",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--find-renames=25%",
    "--find-copies=25%",
    "--find-copies-harder",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "BASE",
    "--",
];

/// Lines that were changed, by file.
pub(super) struct Changed {
    files: BTreeMap<PathBuf, Lines>,
}

#[derive(Debug, PartialEq, Eq)]
enum Lines {
    All,
    /// First and last lines.
    Some(Vec<(usize, usize)>),
}

impl Changed {
    /// Asks what was changed since a revision in the repository of a folder.
    pub(super) fn since(revision: &str, folder: &Path) -> Result<Changed> {
        let root = git(folder, &["rev-parse", "--show-toplevel"])
            .map_err(|error| refused(CheckError::NoRepository(error.to_string())))?;
        let root = PathBuf::from(root.trim_end_matches(['\r', '\n']));
        let commit = format!("{revision}^{{commit}}");
        let verify = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        let not_usable = |why: &'static str| {
            let revision = revision.to_owned();
            refused(CheckError::Revision { revision, why })
        };
        let commit = git(&root, &verify)
            .map_err(|_| not_usable("git knows no such revision; in CI, fetch it first"))?;
        let commit = commit.trim();
        let base = git(&root, &["merge-base", commit, "HEAD"]).map_err(|_| {
            not_usable(
                "it has no commit in common with this branch; in CI, fetch the whole history",
            )
        })?;
        let index = index_with_new_files(&root)?;
        let diff = git_with(
            &root,
            &DIFF.map(|arg| arg.replace("BASE", base.trim())),
            index.as_ref(),
        )?;
        Ok(Changed {
            files: lines_of(&diff, &root),
        })
    }

    /// Tells whether anything in a file was changed.
    pub(super) fn has_file(&self, path: &Path) -> bool {
        self.lines(path).is_some()
    }

    fn lines(&self, path: &Path) -> Option<&Lines> {
        match path.canonicalize() {
            Ok(path) => self.files.get(&path),
            Err(_) => self.files.get(path),
        }
    }

    /// Tells whether a place in a file is in lines that were changed.
    pub(super) fn has(&self, path: &Path, place: &Place) -> bool {
        match self.lines(path) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(lines)) => lines
                .iter()
                .any(|&(first, last)| first <= place.end_line && place.line <= last),
        }
    }
}

fn refused(error: CheckError) -> Error {
    Error::of(Kind::Request, error)
}

/// Copies the index of a repository and adds the files that git does not know yet, without their
/// content, so that they are compared like the others. Where there are none, nothing is copied.
fn index_with_new_files(root: &Path) -> Result<Option<tempfile::NamedTempFile>> {
    let new = git(root, &["ls-files", "-z", "--others", "--exclude-standard"])?;
    // A repository inside this one is named with a slash, and is none of its files.
    let files = new
        .split_inclusive('\0')
        .filter(|name| !name.ends_with("/\0"));
    let files: String = files.collect();
    if files.is_empty() {
        return Ok(None);
    }
    let temporary = |error| Error::of(Kind::File, error);
    let index = tempfile::NamedTempFile::new().map_err(temporary)?;
    let own = git(root, &["rev-parse", "--git-path", "index"])?;
    match std::fs::copy(root.join(own.trim_end_matches(['\r', '\n'])), index.path()) {
        // Nothing was ever added: git makes an index where there is no file.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            std::fs::remove_file(index.path()).map_err(temporary)?;
        }
        copied => drop(copied.map_err(temporary)?),
    }
    let mut names = tempfile::NamedTempFile::new().map_err(temporary)?;
    names.write_all(files.as_bytes()).map_err(temporary)?;
    let from = format!("--pathspec-from-file={}", names.path().display());
    let add = [
        "--literal-pathspecs",
        "add",
        "--intent-to-add",
        "--pathspec-file-nul",
        &from,
    ];
    git_with(root, &add, Some(&index))?;
    Ok(Some(index))
}

/// Runs git and returns what it prints.
fn git(folder: &Path, args: &[&str]) -> Result<String> {
    git_with(folder, args, None)
}

/// Runs git with another index than that of the repository.
fn git_with(
    folder: &Path,
    args: &[impl AsRef<OsStr>],
    index: Option<&tempfile::NamedTempFile>,
) -> Result<String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(args);
    if let Some(index) = index {
        command.env("GIT_INDEX_FILE", index.path());
    }
    let output = command
        .output()
        .map_err(|error| Error::new(Kind::Request, format!("git cannot be run: {error}")))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        let reason = format!("git: {}", errors.lines().next().unwrap_or("it failed"));
        return Err(Error::new(Kind::Request, reason));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Reads the new lines of a diff without context.
fn lines_of(diff: &str, root: &Path) -> BTreeMap<PathBuf, Lines> {
    let mut files = BTreeMap::new();
    let mut current: Option<PathBuf> = None;
    // Lines of the hunk at hand that are still to come: they may look like anything.
    let mut left = 0;
    for line in diff.lines() {
        if left > 0 && line.starts_with(['+', '-']) {
            left -= 1;
        } else if let Some(name) = line.strip_prefix("+++ b/") {
            current = Some(root.join(unquoted(name.trim_end_matches('\t'))));
        } else if line.starts_with("+++ ") {
            current = None;
        } else if let Some(hunk) = line.strip_prefix("@@ ") {
            let mut ranges = hunk.split(' ').map(range);
            let (Some(Some((_, old))), Some(Some((first, new)))) = (ranges.next(), ranges.next())
            else {
                continue;
            };
            left = old + new;
            if let (Some(path), true) = (&current, new > 0) {
                let lines = files
                    .entry(path.clone())
                    .or_insert_with(|| Lines::Some(Vec::new()));
                if let Lines::Some(lines) = lines {
                    lines.push((first, first + new - 1));
                }
            }
        } else if let Some(names) = line.strip_prefix("Binary files ")
            && let Some(names) = names.strip_suffix(" differ")
            && let Some((_, name)) = names.rsplit_once(" and b/")
        {
            files.insert(root.join(unquoted(name)), Lines::All);
        }
    }
    files
}

/// Reads a range of a hunk: `+3` or `-3,2`.
fn range(text: &str) -> Option<(usize, usize)> {
    let text = text.strip_prefix(['+', '-'])?;
    match text.split_once(',') {
        Some((first, count)) => Some((first.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// Reads a name as git writes it; one with quotes or control characters in it stays unknown.
fn unquoted(name: &str) -> &str {
    name.trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_give_lines() {
        let diff = "diff --git a/x.tmx b/x.tmx\n--- a/x.tmx\n+++ b/x.tmx\n@@ -3,2 +3 @@\n-a\n-b\n+++ b/odd\n@@ -9 +8,3 @@\n-a\n+b\n+c\n+d\n\
            @@ -20,2 +20,0 @@\n-a\n-b\ndiff --git a/y b/y\n--- a/y\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\nBinary files a/z.gz and b/z.gz differ\n";
        let files = lines_of(diff, Path::new("/r"));
        assert_eq!(files.len(), 2);
        assert_eq!(
            files[Path::new("/r/x.tmx")],
            Lines::Some(vec![(3, 3), (8, 10)])
        );
        assert_eq!(files[Path::new("/r/z.gz")], Lines::All);
    }
}
