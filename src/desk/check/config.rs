//! The settings that hold for a check, as values: what was asked for over what the project says over
//! what the rules say of themselves.

use super::scope::Scope;
use crate::desk::project::FailOn;
use crate::report::Severity;
use crate::report::rule::Rule;
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
    /// Every rule, those of the project too: its code, what it finds, and the severity of that; none
    /// where it is off.
    pub rules: Vec<(&'a str, &'a str, Option<Severity>)>,
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
        let own = self.settings.own.iter().map(|own| &*own.about);
        let own = own.map(|about| (about.code.as_str(), about.message.as_str(), about.severity));
        let rules = Rule::all()
            .filter(|rule| *rule != Rule::Own)
            .map(Rule::about);
        let rules =
            rules.map(|about| (about.code.as_str(), about.summary.as_str(), about.severity));
        let as_set = |(code, summary, own)| {
            let severity = self.settings.severity(code, own, "", None);
            (code, summary, severity)
        };
        CheckConfig {
            path: (!file.text().is_empty()).then(|| file.path()),
            source: self.source.as_ref().or(source),
            target: self.target.as_ref().or(target),
            fail_on: self.fail_on,
            exclude: (settings.check.exclude.iter())
                .map(|glob| glob.get_ref().as_str())
                .collect(),
            rules: rules.chain(own).map(as_set).collect(),
            overrides: self.settings.overrides(),
            suppressions: self.suppressions.len(),
        }
    }
}
