//! Which rules hold where, and how grave what they find is: what was typed over what the project says
//! over what the rules say of themselves.

use std::fmt::Write as _;

use anyhow::bail;
use globset::GlobSet;

use super::CheckArgs;
use super::globs::Root;
use super::scope::Scope;
use crate::check::suppress::Suppression;
use crate::desk::project::{FailOn, Ignore, Level, Project, SettingsError};
use crate::model::concept::Date;
use crate::report::rule::{Rule, Rules};
use crate::report::{Place, Severity};
use crate::text::source::SourceText;

/// Levels of rules by code or beginning of codes; the longest that fits wins.
type Levels = Vec<(String, Level)>;

/// What holds for a project.
pub(super) struct Settings {
    only: Vec<String>,
    skip: Vec<String>,
    rules: Levels,
    overrides: Vec<Override>,
    pub(super) exclude: GlobSet,
}

/// Other settings for some files or glossaries.
struct Override {
    paths: Option<GlobSet>,
    glossaries: Option<GlobSet>,
    rules: Levels,
    date: Option<Date>,
}

impl Settings {
    pub(super) fn new(args: &CheckArgs, found: &Project, root: &Root) -> anyhow::Result<Settings> {
        for (flag, codes) in [("--only", &args.only), ("--skip", &args.skip)] {
            for code in codes {
                if let Some(why) = unknown(code) {
                    bail!("{flag} {code}: {why}");
                }
            }
        }
        let (check, file) = (&found.settings().check, found.source());
        let mut overrides = Vec::new();
        for one in &check.overrides {
            let globs = |globs: &Vec<_>| {
                let some = !globs.is_empty();
                some.then(|| root.globs(globs, file)).transpose()
            };
            overrides.push(Override {
                paths: globs(&one.paths)?,
                glossaries: globs(&one.glossaries)?,
                rules: levels(&one.rules, file)?,
                date: one.date.map(|day| day.0),
            });
        }
        Ok(Settings {
            only: args.only.clone(),
            skip: args.skip.clone(),
            rules: levels(&check.rules, file)?,
            overrides,
            exclude: root.globs(&check.exclude, file)?,
        })
    }

    /// Returns the rules that are asked for nowhere.
    pub(super) fn skipped(&self) -> Rules {
        Rule::all()
            .filter(|rule| {
                let code = rule.code();
                let on = |levels: &Levels| level(levels, code) != Some(Level::Off);
                let somewhere = self
                    .overrides
                    .iter()
                    .any(|one| level(&one.rules, code).is_some_and(|level| level != Level::Off));
                !self.is_asked(code) || !(on(&self.rules) || somewhere)
            })
            .collect()
    }

    /// Tells whether a rule is among those of this run. Broken files are told whatever is asked for.
    fn is_asked(&self, code: &str) -> bool {
        let among = |codes: &[String]| codes.iter().any(|start| code.starts_with(start.as_str()));
        (self.only.is_empty() || among(&self.only) || code.starts_with('F')) && !among(&self.skip)
    }

    /// Returns how grave a finding is in a file, about a concept of a glossary; none if it is not told.
    pub(super) fn severity(
        &self,
        code: &str,
        own: Severity,
        path: &str,
        glossary: Option<&str>,
    ) -> Option<Severity> {
        if !self.is_asked(code) {
            return None;
        }
        let mut found = level(&self.rules, code);
        for one in &self.overrides {
            if one.fits(path, glossary) {
                found = level(&one.rules, code).or(found);
            }
        }
        match found {
            None => Some(own),
            Some(Level::Off) => None,
            Some(Level::Info) => Some(Severity::Info),
            Some(Level::Warning) => Some(Severity::Warning),
            Some(Level::Error) => Some(Severity::Error),
        }
    }

    /// Returns the date of the documents in a file, where the project says it.
    pub(super) fn date(&self, path: &str) -> Option<Date> {
        let fitting = self.overrides.iter().filter(|one| {
            one.glossaries.is_none() && one.paths.as_ref().is_some_and(|globs| globs.is_match(path))
        });
        fitting.filter_map(|one| one.date).next_back()
    }

    /// Shows what holds, as a file of settings.
    pub(super) fn show(&self, scope: &Scope) -> String {
        let mut text = String::new();
        let file = scope.found.source();
        let _ = match file.text() {
            "" => writeln!(text, "# there is no chancery.toml: these are the defaults"),
            _ => writeln!(text, "# {}", file.path()),
        };
        let languages = &scope.found.settings().languages;
        let _ = writeln!(text, "[languages]");
        for (key, flag, tag) in [
            ("source", &scope.source, &languages.source),
            ("target", &scope.target, &languages.target),
        ] {
            let lang = flag.as_ref().or(tag.as_ref().map(|tag| &tag.0));
            let _ = match lang {
                Some(lang) => writeln!(text, "{key} = \"{lang}\""),
                None => writeln!(text, "# {key}: as the files say"),
            };
        }
        let fail_on = match scope.fail_on {
            FailOn::Error => "error",
            FailOn::Warning => "warning",
            FailOn::Never => "never",
        };
        let _ = writeln!(text, "\n[check]\nfail-on = \"{fail_on}\"");
        let check = &scope.found.settings().check;
        let exclude: Vec<&String> = check.exclude.iter().map(toml::Spanned::get_ref).collect();
        let _ = writeln!(text, "exclude = {exclude:?}");
        let _ = writeln!(text, "\n[check.rules]");
        for rule in Rule::all().map(Rule::about) {
            let level = match self.severity(&rule.code, rule.severity, "", None) {
                Some(severity) => severity.to_string(),
                None => "off".to_owned(),
            };
            let _ = writeln!(text, "{} = \"{level}\" # {}", rule.code, rule.summary);
        }
        let _ = writeln!(
            text,
            "\n# {} for some files or glossaries, {}",
            super::count(self.overrides.len(), "override"),
            super::count(scope.suppressions.len(), "suppression")
        );
        text
    }
}

/// Makes suppressions of what the project says.
pub(super) fn suppressions(
    ignores: &[Ignore],
    file: &SourceText,
    root: &Root,
) -> anyhow::Result<Vec<Suppression>> {
    let mut suppressions = Vec::new();
    for one in ignores {
        let (rule, span) = (one.rule.get_ref(), one.rule.span());
        let Some(known) = Rule::from_code(rule) else {
            let whole = "name one rule by its whole code, such as T001".to_owned();
            return Err(at(file, span.start, unknown(rule).unwrap_or(whole)));
        };
        suppressions.push(Suppression {
            rule: Some(known),
            concept: one.concept.clone(),
            path: one
                .path
                .as_ref()
                .map(|path| root.globs(std::slice::from_ref(path), file))
                .transpose()?,
            segment: one.segment.clone(),
            reason: one.reason.clone(),
            until: one.until.map(|day| day.0),
            place: Place::new(file, span.into()),
        });
    }
    Ok(suppressions)
}

impl Override {
    fn fits(&self, path: &str, glossary: Option<&str>) -> bool {
        let fits = |globs: &Option<GlobSet>, path: Option<&str>| match (globs, path) {
            (None, _) => true,
            (Some(globs), Some(path)) => globs.is_match(path),
            (Some(_), None) => false,
        };
        fits(&self.paths, Some(path)) && fits(&self.glossaries, glossary)
    }
}

fn at(file: &SourceText, byte: usize, message: String) -> anyhow::Error {
    SettingsError::content(file.path().as_ref(), file.text(), byte, message).into()
}

/// Takes over levels whose rules are known.
fn levels(
    rules: &std::collections::BTreeMap<toml::Spanned<String>, Level>,
    file: &SourceText,
) -> anyhow::Result<Levels> {
    let mut levels = Levels::new();
    for (code, level) in rules {
        if let Some(why) = unknown(code.get_ref()) {
            return Err(at(file, code.span().start, why));
        }
        levels.push((code.get_ref().clone(), *level));
    }
    Ok(levels)
}

/// Returns the level of a rule by the longest beginning of its code.
fn level(levels: &Levels, code: &str) -> Option<Level> {
    let fitting = levels
        .iter()
        .filter(|(start, _)| code.starts_with(start.as_str()));
    let longest = fitting.max_by_key(|(start, _)| start.len());
    longest.map(|(_, level)| *level)
}

/// Says why a code stands for no rule, if it stands for none.
fn unknown(code: &str) -> Option<String> {
    let codes = || Rule::all().map(Rule::code);
    if !code.is_empty() && codes().any(|one| one.starts_with(code)) {
        return None;
    }
    let nearest = codes()
        .map(|one| (strsim::damerau_levenshtein(code, one), one))
        .min()
        .filter(|(distance, _)| *distance <= 1);
    Some(match nearest {
        Some((_, nearest)) => format!("there is no rule \"{code}\"; did you mean {nearest}?"),
        None => format!("there is no rule \"{code}\"; `chancery explain` lists all"),
    })
}
