//! Which files are checked: those that are named, and in folders every bilingual file that `git` does
//! not ignore. Tables and JSON lines are looked into later, since most of them are something else.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::scope::Scope;
use crate::desk::paths::shown;
use crate::desk::{Error, Kind, Result};
use crate::format::bitext::Format;
use crate::model::concept::Date;

/// Returns the bilingual files of a scope, sorted, each once.
pub(super) fn files(scope: &Scope) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for input in &scope.inputs {
        if !input.is_dir() {
            // A glossary that is named is checked as one.
            let is_glossary = input.extension().is_some_and(|ending| ending == "toml");
            files.extend((!is_glossary).then(|| input.clone()));
            continue;
        }
        let mut walk = WalkBuilder::new(input);
        walk.require_git(false)
            .git_global(false)
            .parents(true)
            .sort_by_file_path(std::cmp::Ord::cmp);
        for entry in walk.build() {
            let entry = entry.map_err(|error| Error::of(Kind::File, error))?;
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            let path = entry.into_path();
            if is_file
                && is_bilingual(&path)
                && !scope
                    .settings
                    .exclude
                    .is_match(shown(scope.found.root(), &path))
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// Tells by its name whether a file may hold translations.
fn is_bilingual(path: &Path) -> bool {
    // A template of messages has none yet.
    let is_template = path.extension().is_some_and(|ending| ending == "pot");
    !is_template && Format::of(path).is_some()
}

/// Tells whether a file was named, not found.
pub(super) fn is_named(scope: &Scope, path: &Path) -> bool {
    scope.inputs.iter().any(|input| input == path)
}

/// A document and its translation.
pub(super) struct Documents {
    pub(super) source: PathBuf,
    pub(super) target: PathBuf,
    pub(super) date: Option<Date>,
}

/// Returns the documents that the project names in pairs and the inputs hold.
pub(super) fn pairs(scope: &Scope) -> Vec<Documents> {
    let path = |name: &toml::Spanned<String>| scope.path_of(&scope.root.shown(name.get_ref()));
    let is_in = |path: &Path| scope.inputs.iter().any(|input| path.starts_with(input));
    let pairs = scope.found.settings().check.pairs.iter();
    pairs
        .map(|pair| Documents {
            source: path(&pair.source),
            target: path(&pair.target),
            date: pair.date.map(|day| day.0),
        })
        .filter(|pair| is_in(&pair.source) || is_in(&pair.target))
        .collect()
}
