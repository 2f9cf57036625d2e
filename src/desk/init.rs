//! A folder becomes a project, with settings that explain themselves. What is there already stays as
//! it is.

use std::path::Path;

use super::error::{At, Error, Kind, Result};
use super::{Desk, Notice, language, project, save};
use crate::text::Lang;

const SETTINGS: &str = include_str!("init/chancery.toml");

const GLOSSARY: &str = include_str!("init/terms.toml");

const MEMORIES: &str =
    "Translation memories (TMX) of this project. `chancery check` checks every one of them.\n";

impl Desk<'_> {
    /// Makes a project of a folder: settings, a glossary and a folder for memories, in two languages.
    ///
    /// # Errors
    ///
    /// When there is a project already, the languages are the same, or a file cannot be written.
    pub fn make_project(&self, folder: &Path, source: &Lang, target: &Lang) -> Result<()> {
        let settings = folder.join(project::FILE_NAME);
        if settings.exists() {
            let error = Error::new(Kind::Project, "there is a project already");
            return Err(error.at(&settings));
        }
        language::differ(source, target)?;
        let fill = |text: &str| {
            text.replace("SOURCE", source.as_str())
                .replace("TARGET", target.as_str())
        };
        let glossaries = folder.join(project::GLOSSARIES);
        self.make_file(&glossaries, "terms.toml", &fill(GLOSSARY))?;
        self.make_file(&folder.join(project::TMX), "README.md", MEMORIES)?;
        self.make_file(folder, project::FILE_NAME, &fill(SETTINGS))
    }

    /// Writes a file into a folder that is made where it is missing. In a folder that holds something
    /// already nothing is written, but for the settings.
    fn make_file(&self, folder: &Path, name: &str, text: &str) -> Result<()> {
        let path = folder.join(name);
        let is_used = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
        if name != project::FILE_NAME && is_used {
            self.remark(Notice::LeftAsItIs(folder.to_owned()));
            return Ok(());
        }
        std::fs::create_dir_all(folder).at(folder)?;
        save(&path, text)?;
        self.remark(Notice::Written(path));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_project_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let langs = ["en", "km"].map(|tag| Lang::parse(tag).unwrap());
        let desk = Desk::new(folder.path());
        desk.make_project(folder.path(), &langs[0], &langs[1])
            .unwrap();
        let project = desk.project().unwrap().unwrap();
        assert_eq!(project.root(), folder.path());
        assert_eq!(project.language(language::Side::Target), Some(&langs[1]));
        assert!(desk.glossary(None).unwrap().problems.is_empty());
        assert!(
            desk.make_project(folder.path(), &langs[0], &langs[1])
                .is_err()
        );
    }
}
