//! `[check]` and `[[ignore]]`: what `chancery check` looks at, how grave what is found is, and what is
//! right as it is. Rules are named by code or by the beginning of codes; whether there are such rules
//! is not known here, so everything keeps its place in the file for whoever knows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::settings::Tag;
use crate::report::Severity;

/// `[check]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Check {
    /// From which severity on a finding makes the run fail.
    pub fail_on: Option<FailOn>,
    /// Glossary files and folders.
    pub glossaries: Option<Vec<String>>,
    /// What the texts are about: everyday words that are terms of these subjects always count.
    pub subjects: Vec<String>,
    /// Globs of files that are left out.
    pub exclude: Vec<Spanned<String>>,
    /// The file of what was known before.
    pub baseline: Option<String>,
    /// A file with more `[[ignore]]` tables.
    pub ignore_file: Option<String>,
    /// How grave findings are, by code or beginning of codes.
    pub rules: BTreeMap<Spanned<String>, Level>,
    /// Other settings for some files or glossaries; the last that fits wins.
    #[serde(rename = "override")]
    pub overrides: Vec<Override>,
    /// Rules of the project's own.
    #[serde(rename = "rule")]
    pub own: Vec<OwnRule>,
    /// How numbers are written, by language.
    pub numbers: BTreeMap<Spanned<String>, Numbers>,
    /// Documents and their translations.
    #[serde(rename = "pair")]
    pub pairs: Vec<DocumentPair>,
}

/// From which severity on a finding makes a run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailOn {
    /// Errors.
    Error,
    /// Warnings and errors.
    #[default]
    Warning,
    /// No finding.
    Never,
}

/// How grave findings of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// They are not reported.
    Off,
    /// Worth knowing.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

/// `[[check.override]]`: settings for some files, or for concepts of some glossaries.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Override {
    /// Globs of files.
    pub paths: Vec<Spanned<String>>,
    /// Globs of glossary files.
    pub glossaries: Vec<Spanned<String>>,
    /// How grave findings are there.
    pub rules: BTreeMap<Spanned<String>, Level>,
    /// The date of the documents.
    pub date: Option<Day>,
}

/// `[[check.rule]]`: a rule of the project's own. Whether its patterns are any is not known here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OwnRule {
    /// The code.
    pub code: Spanned<String>,
    /// How grave its findings are.
    pub severity: Option<Severity>,
    /// What it says.
    pub message: Spanned<String>,
    /// A pattern that the source has where something is wrong.
    pub source: Option<Spanned<String>>,
    /// A pattern that the translation has then.
    pub target: Option<Spanned<String>>,
    /// A pattern that the source lacks then.
    pub unless_source: Option<Spanned<String>>,
    /// A pattern that the translation lacks then.
    pub unless_target: Option<Spanned<String>>,
    /// The languages of sources that it is for.
    #[serde(default)]
    pub source_langs: Vec<Tag>,
    /// The languages of translations that it is for.
    #[serde(default)]
    pub target_langs: Vec<Tag>,
}

/// `[check.numbers.TAG]`: how numbers are written in a language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Numbers {
    /// The ten digits in order, or the digit zero alone.
    pub digits: Option<Spanned<String>>,
    /// The sign between the whole and the rest.
    pub decimal: Option<Spanned<String>>,
    /// The sign between groups of three digits; empty for none.
    pub grouping: Option<Spanned<String>>,
}

/// `[[check.pair]]`: a document and its translation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DocumentPair {
    /// The document.
    pub source: Spanned<String>,
    /// Its translation.
    pub target: Spanned<String>,
    /// The date of the documents.
    pub date: Option<Day>,
}

/// `[[ignore]]`: findings that are right as they are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ignore {
    /// The code of the rule.
    pub rule: Spanned<String>,
    /// The id of the concept.
    pub concept: Option<String>,
    /// A glob of files.
    pub path: Option<Spanned<String>>,
    /// The text of a side, or the fingerprint of the finding.
    pub segment: Option<String>,
    /// Why it is right.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Day>,
}

/// A day: a date of TOML, or the same in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Day(pub Date);

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a date such as 2026-12-31")]
enum Written {
    Toml(toml::value::Datetime),
    Text(String),
}

impl TryFrom<Written> for Day {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let text = match written {
            Written::Toml(date) => date.to_string(),
            Written::Text(text) => text,
        };
        let date = text.parse().map(Day);
        date.map_err(|_| format!("\"{text:.40}\" is no date; write one as 2026-12-31"))
    }
}

/// A file of `[[ignore]]` tables.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Ignores {
    pub(super) ignore: Vec<Ignore>,
}
