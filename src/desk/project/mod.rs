//! The project that a folder belongs to. One place answers where its root is, what its settings say,
//! where its memory, its TMX files and its glossaries lie, and which languages it is in, so that no two
//! commands can disagree. Changes nothing: folders are made by whoever writes into them.

mod check;
mod settings;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

pub use self::check::{
    Check, Day, DocumentPair, FailOn, Ignore, Level, Numbers, Override, OwnRule,
};
pub use self::settings::{Align, FILE_NAME, Languages, Settings, SettingsError, Tag};
use super::error::{At, Result};
use super::language::Side;
use crate::text::Lang;
use crate::text::source::SourceText;

/// The folder for what can be made again.
const MADE: &str = ".chancery";
/// The folder of translation memories in TMX.
pub const TMX: &str = "tmx";
/// The folder of glossaries.
pub const GLOSSARIES: &str = "glossaries";

/// A project: a folder with settings, memories and glossaries.
#[derive(Clone, Debug, Default)]
pub struct Project {
    root: PathBuf,
    source: SourceText,
    settings: Settings,
}

impl Project {
    /// Finds the project that a folder belongs to: the nearest folder above it, or itself, that has
    /// `chancery.toml`; where none has, the nearest with a folder `tmx` or `glossaries`. The root of a
    /// repository (where `.git` is) is not left, and `home` is no project, nor is a folder above it.
    ///
    /// # Errors
    ///
    /// When there are settings that cannot be read or understood.
    pub fn find(folder: &Path, home: Option<&Path>) -> Result<Option<Project>, SettingsError> {
        let mut likely: Option<&Path> = None;
        for folder in folder.ancestors() {
            if home == Some(folder) {
                break;
            }
            let path = folder.join(FILE_NAME);
            match std::fs::read_to_string(&path) {
                Ok(text) => {
                    return Ok(Some(Project {
                        root: folder.to_owned(),
                        settings: Settings::parse(&text, &path)?,
                        source: SourceText::new(path.to_string_lossy(), text),
                    }));
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(SettingsError::Read { path, error }),
            }
            if [TMX, GLOSSARIES]
                .iter()
                .any(|name| folder.join(name).is_dir())
            {
                likely.get_or_insert(folder);
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        Ok(likely.map(Project::without_settings))
    }

    /// Takes a folder for a project that says nothing.
    pub fn without_settings(root: &Path) -> Project {
        Project {
            root: root.to_owned(),
            ..Project::default()
        }
    }

    /// Gives the file of settings the name under which messages speak of it.
    #[must_use]
    pub(crate) fn named(mut self, name: &str) -> Project {
        self.source = SourceText::new(name, self.source.text());
        self
    }

    /// Returns the folder that it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns what it says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the text of its settings, empty where it has none.
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// Returns the folder of TMX files, there or not.
    pub fn tmx(&self) -> PathBuf {
        self.root.join(TMX)
    }

    /// Returns its memory, there or not.
    pub fn memory(&self) -> PathBuf {
        self.root.join(MADE).join("memory.db")
    }

    /// Returns its glossaries: those that the settings name, else the folder for them if there is one.
    pub fn glossaries(&self) -> Vec<PathBuf> {
        if let Some(named) = &self.settings.check.glossaries {
            return named.iter().map(|path| self.root.join(path)).collect();
        }
        let usual = self.root.join(GLOSSARIES);
        Vec::from_iter(usual.is_dir().then_some(usual))
    }

    /// Returns the language of a side, where the settings say it.
    pub fn language(&self, side: Side) -> Option<&Lang> {
        let Languages { source, target } = &self.settings.languages;
        let tag = match side {
            Side::Source => source.as_ref(),
            Side::Target => target.as_ref(),
            Side::Only => None,
        };
        tag.map(|tag| &tag.0)
    }
}

/// Makes the folder of a project's memory, which version control is to leave alone.
///
/// # Errors
///
/// When it cannot be made.
pub fn make_folder(memory: &Path) -> Result<()> {
    let Some(folder) = memory
        .parent()
        .filter(|folder| folder.file_name() == Some(OsStr::new(MADE)))
    else {
        return Ok(());
    };
    if !folder.exists() {
        std::fs::create_dir_all(folder).at(folder)?;
        std::fs::write(folder.join(".gitignore"), "*\n").at(folder)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_root_for_all() {
        let folder = tempfile::tempdir().unwrap();
        let (root, inner) = (folder.path(), folder.path().join("a/b"));
        std::fs::create_dir_all(inner.join(TMX)).unwrap();
        let root_of = |from: &Path, home: Option<&Path>| {
            let found = Project::find(from, home).unwrap();
            found.map(|project| project.root().to_owned())
        };
        assert_eq!(root_of(&inner, None).as_deref(), Some(inner.as_path()));
        // A folder with settings is the project, whatever lies in folders below it.
        std::fs::write(root.join(FILE_NAME), "[languages]\nsource = \"en\"\n").unwrap();
        assert_eq!(root_of(&inner, None).as_deref(), Some(root));
        assert_eq!(root_of(root, Some(root)), None);
        std::fs::create_dir(root.join("a/.git")).unwrap();
        assert_eq!(root_of(&inner, None).as_deref(), Some(inner.as_path()));
        std::fs::create_dir(root.join(GLOSSARIES)).unwrap();
        assert_eq!(root_of(&root.join("a"), None), None);
    }
}
