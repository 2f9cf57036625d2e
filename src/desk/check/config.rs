//! The settings that hold for a check, as values: what was asked for over what the project says over
//! what the rules say of themselves.

use super::scope::Scope;
use crate::desk::project::FailOn;
use crate::report::Severity;
use crate::report::rule::{About, Rule};
use crate::text::Lang;

/// The settings that hold in a project.
#[derive(Clone, Debug)]
pub struct CheckConfig<'a> {
    /// The file of settings; none where there is none.
    pub path: Option<&'a str>,
    /// The source language; none where it is as the files say.
    pub source: Option<&'a Lang>,
    /// The target language; none where it is as the files say.
    pub target: Option<&'a Lang>,
    /// From which severity on a finding makes the run fail.
    pub fail_on: FailOn,
    /// Globs of files that are left out.
    pub exclude: Vec<&'a str>,
    /// Every rule, with the severity of what it finds; none where it is off.
    pub rules: Vec<(&'static About, Option<Severity>)>,
    /// How many settings there are for some files or glossaries.
    pub overrides: usize,
    /// How many suppressions there are.
    pub suppressions: usize,
}

impl Scope {
    /// Returns the settings that hold.
    pub fn config(&self) -> CheckConfig<'_> {
        let (file, settings) = (self.found.source(), self.found.settings());
        let languages = &settings.languages;
        let source = languages.source.as_ref().map(|tag| &tag.0);
        let target = languages.target.as_ref().map(|tag| &tag.0);
        let severity = |about: &About| {
            self.settings
                .severity(&about.code, about.severity, "", None)
        };
        let rules = Rule::all().map(Rule::about);
        CheckConfig {
            path: (!file.text().is_empty()).then(|| file.path()),
            source: self.source.as_ref().or(source),
            target: self.target.as_ref().or(target),
            fail_on: self.fail_on,
            exclude: (settings.check.exclude.iter())
                .map(|glob| glob.get_ref().as_str())
                .collect(),
            rules: rules.map(|about| (about, severity(about))).collect(),
            overrides: self.settings.overrides(),
            suppressions: self.suppressions.len(),
        }
    }
}
