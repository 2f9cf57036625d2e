//! `chancery.toml`, the settings that a project keeps so that nobody has to type them. What somebody
//! asks for wins over it. A key that is not known is an error with the nearest known key; a file that
//! cannot be read is never passed over.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::text::Lang;
use crate::text::source::SourceText;

use super::check::{self, Check, Ignore};

/// The name of the file.
pub const FILE_NAME: &str = "chancery.toml";

/// The settings of a project.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// `[languages]`.
    pub languages: Languages,
    /// `[align]`.
    pub align: Align,
    /// `[check]`.
    pub check: Check,
    /// `[[ignore]]`.
    pub ignore: Vec<Ignore>,
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
pub enum SettingsError {
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

impl Settings {
    /// Reads more `[[ignore]]` tables from the text of the file `path`.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Content`] with the place of the first thing that is wrong.
    pub fn parse_ignores(text: &str, path: &Path) -> Result<Vec<Ignore>, SettingsError> {
        let ignores: check::Ignores =
            toml::from_str(text).map_err(|error| not_understood(&error, text, path))?;
        Ok(ignores.ignore)
    }

    /// Reads settings from the text of the file `path`.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Content`] with the place of the first thing that is wrong.
    pub fn parse(text: &str, path: &Path) -> Result<Settings, SettingsError> {
        let settings: Settings =
            toml::from_str(text).map_err(|error| not_understood(&error, text, path))?;
        let content = |at, message| SettingsError::content(path, text, at, message);
        if settings
            .align
            .max_bead
            .is_some_and(|most| !(1..=9).contains(&most))
        {
            let at = text.find("max-bead").unwrap_or(0);
            return Err(content(at, "max-bead must be from 1 to 9".to_owned()));
        }
        if settings
            .align
            .min_confidence
            .is_some_and(|least| !(0.0..=1.0).contains(&least))
        {
            let at = text.find("min-confidence").unwrap_or(0);
            return Err(content(at, "min-confidence must be from 0 to 1".to_owned()));
        }
        Ok(settings)
    }
}

impl SettingsError {
    /// Makes the error for what is wrong at a byte of the text of a file.
    pub fn content(path: &Path, text: &str, at: usize, message: String) -> Self {
        let position = SourceText::new("", text).position(at);
        SettingsError::Content {
            path: path.to_owned(),
            line: position.line,
            column: position.column,
            message,
        }
    }
}

impl SettingsError {
    /// Names a file below a folder from there.
    #[must_use]
    pub fn seen_from(mut self, folder: &Path) -> Self {
        let (SettingsError::Read { path, .. } | SettingsError::Content { path, .. }) = &mut self;
        if let Ok(below) = path.strip_prefix(folder) {
            *path = below.to_owned();
        }
        self
    }
}

fn not_understood(error: &toml::de::Error, text: &str, path: &Path) -> SettingsError {
    let at = error.span().map_or(0, |span| span.start);
    SettingsError::content(path, text, at, with_suggestion(error.message()))
}

/// Adds the nearest known key to serde's "unknown field `x`, expected one of `y`, `z`".
fn with_suggestion(message: &str) -> String {
    let message = match message.lines().next().unwrap_or_default() {
        // What the parser says of a number where one of some words belongs.
        "wanted string or table" => "invalid type, expected a string",
        message => message,
    };
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
    let what = if unknown.starts_with("unknown field") {
        "unknown key"
    } else if unknown.starts_with("unknown variant") {
        "unknown value"
    } else {
        return message.to_owned();
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
    format!("{what} `{unknown}`; {hint}")
}

#[cfg(test)]
mod tests {
    use super::super::{Day, FailOn, Level};
    use super::*;

    fn error(text: &str) -> String {
        Settings::parse(text, Path::new("chancery.toml"))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn reads_all_keys() {
        let text = "[languages]\nsource = \"en\"\ntarget = \"km\"\n[align]\nmax-bead = 3\nmin-confidence = 0.5\n";
        let project = Settings::parse(text, Path::new("chancery.toml")).unwrap();
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
        assert_eq!(
            error("[check]\nfail-on = \"errors\"\n"),
            "chancery.toml:2:11: unknown value `errors`; did you mean `error`?"
        );
        assert_eq!(
            error("[check]\nexclude = \"tmx\"\n"),
            "chancery.toml:2:11: invalid type: string \"tmx\", expected a sequence"
        );
        assert_eq!(
            error("[check.rules]\nT001 = 3\n"),
            "chancery.toml:2:8: invalid type, expected a string"
        );
        assert_eq!(
            error("[[ignore]]\nrule = \"T001\"\nuntil = \"soon\"\n"),
            "chancery.toml:3:9: \"soon\" is no date; write one as 2026-12-31"
        );
    }

    #[test]
    fn reads_what_is_checked() {
        let text = "[check]\nfail-on = \"never\"\nexclude = [\"old/**\"]\n[check.rules]\nQ = \"off\"\n\
            [[check.override]]\npaths = [\"tmx/**\"]\nrules = { N001 = \"error\" }\ndate = 2025-01-31\n\
            [[check.pair]]\nsource = \"a.en.txt\"\ntarget = \"a.km.txt\"\n\
            [[ignore]]\nrule = \"T001\"\nreason = \"x\"\nuntil = 2026-12-31\n";
        let project = Settings::parse(text, Path::new("chancery.toml")).unwrap();
        let check = &project.check;
        assert_eq!(check.fail_on, Some(FailOn::Never));
        let (rule, level) = check.rules.first_key_value().unwrap();
        assert_eq!((rule.get_ref().as_str(), *level), ("Q", Level::Off));
        assert_eq!(&text[rule.span()], "Q");
        let date = jiff::civil::date(2025, 1, 31);
        assert_eq!(check.overrides[0].date, Some(Day(date)));
        assert_eq!(check.pairs[0].target.get_ref(), "a.km.txt");
        assert!(project.ignore[0].until.is_some());
    }
}
