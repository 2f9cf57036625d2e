//! `chancery.toml`, the settings that a project keeps so that nobody has to type them: found in the
//! current folder or the nearest one above it. What is given on the command line wins over it.
//! A key that is not known is an error with the nearest known key; a file that cannot be read is
//! never passed over.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::text::Lang;

/// The name of the file.
pub const FILE_NAME: &str = "chancery.toml";

/// The settings of a project.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Project {
    /// `[languages]`.
    pub languages: Languages,
    /// `[align]`.
    pub align: Align,
}

/// Languages of the documents, where neither the command line nor the file name tells.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Languages {
    /// Language of source documents.
    pub source: Option<Tag>,
    /// Language of target documents.
    pub target: Option<Tag>,
}

/// How to align.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Align {
    /// The most segments on one side of a bead.
    pub max_bead: Option<usize>,
    /// Beads with less confidence stay out of memories.
    pub min_confidence: Option<f64>,
}

/// A language tag in the file, checked while reading.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Tag(pub Lang);

impl TryFrom<String> for Tag {
    type Error = crate::text::lang::LangError;

    fn try_from(tag: String) -> Result<Self, Self::Error> {
        Lang::parse(&tag).map(Tag)
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The file is there but cannot be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file says something that is not understood.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// Column in characters, counted from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
}

impl Project {
    /// Finds and reads the settings for work in `folder`; none is the same as an empty file.
    ///
    /// # Errors
    ///
    /// [`ProjectError`] when there is a file that cannot be read or understood.
    pub fn find(folder: &Path) -> Result<Project, ProjectError> {
        for folder in folder.ancestors() {
            let path = folder.join(FILE_NAME);
            match std::fs::read_to_string(&path) {
                Ok(text) => return Project::parse(&text, &path),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(ProjectError::Read { path, error }),
            }
        }
        Ok(Project::default())
    }

    /// Reads settings from the text of the file `path`.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Content`] with the place of the first thing that is wrong.
    pub fn parse(text: &str, path: &Path) -> Result<Project, ProjectError> {
        let content = |at: usize, message: String| {
            let before = &text[..at.min(text.len())];
            let line_start = before.rfind('\n').map_or(0, |end| end + 1);
            ProjectError::Content {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                message,
            }
        };
        let project: Project = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            content(at, with_suggestion(error.message()))
        })?;
        if project
            .align
            .max_bead
            .is_some_and(|most| !(1..=9).contains(&most))
        {
            let at = text.find("max-bead").unwrap_or(0);
            return Err(content(at, "max-bead must be from 1 to 9".to_owned()));
        }
        if project
            .align
            .min_confidence
            .is_some_and(|least| !(0.0..=1.0).contains(&least))
        {
            let at = text.find("min-confidence").unwrap_or(0);
            return Err(content(at, "min-confidence must be from 0 to 1".to_owned()));
        }
        Ok(project)
    }
}

/// Adds the nearest known key to serde's "unknown field `x`, expected one of `y`, `z`".
fn with_suggestion(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default();
    let Some((unknown, known)) = message.split_once(", expected") else {
        return message.to_owned();
    };
    let quoted = |text: &str| -> Vec<String> {
        text.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    let (Some(unknown), known) = (quoted(unknown).pop(), quoted(known)) else {
        return message.to_owned();
    };
    let nearest = known
        .iter()
        .map(|key| (strsim::damerau_levenshtein(&unknown, key), key))
        .min()
        .filter(|(distance, key)| *distance <= key.len().max(3) / 2);
    let hint = match nearest {
        Some((_, key)) => format!("did you mean `{key}`?"),
        None => format!("known are `{}`", known.join("`, `")),
    };
    format!("unknown key `{unknown}`; {hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Project::parse(text, Path::new("chancery.toml"))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn reads_all_keys() {
        let text = "[languages]\nsource = \"en\"\ntarget = \"km\"\n[align]\nmax-bead = 3\nmin-confidence = 0.5\n";
        let project = Project::parse(text, Path::new("chancery.toml")).unwrap();
        assert_eq!(
            project.languages.target,
            Some(Tag(Lang::parse("km").unwrap()))
        );
        assert_eq!(
            project.align,
            Align {
                max_bead: Some(3),
                min_confidence: Some(0.5)
            }
        );
    }

    #[test]
    fn errors_have_a_place_and_a_suggestion() {
        assert_eq!(
            error("[align]\nmax-beat = 3\n"),
            "chancery.toml:2:1: unknown key `max-beat`; did you mean `max-bead`?"
        );
        assert_eq!(
            error("[languages]\ntarget = \"kh\"\n"),
            "chancery.toml:2:10: \"kh\" is not a language; did you mean \"km\" (Khmer)?"
        );
        assert_eq!(
            error("[align]\nmax-bead = 0\n"),
            "chancery.toml:2:1: max-bead must be from 1 to 9"
        );
    }
}
