//! Which rules hold where, and how grave what they find is: what was typed over what the project says
//! over what the rules say of themselves.

use globset::GlobSet;

use super::globs::globs;
use super::options::{CheckError, CheckOptions};
use super::own;
use crate::check::NumberFormat;
use crate::check::own::Own;
use crate::check::suppress::Suppression;
use crate::desk::project::{Ignore, Level, Project, SettingsError};
use crate::desk::{Advice, Error, Kind, Result};
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
    /// The rules of the project's own.
    pub(super) own: Vec<Own>,
    pub(super) numbers: Vec<NumberFormat>,
    pub(super) exclude: GlobSet,
    pub(super) subjects: Vec<String>,
}

/// Other settings for some files or glossaries.
struct Override {
    paths: Option<GlobSet>,
    glossaries: Option<GlobSet>,
    rules: Levels,
    date: Option<Date>,
}

impl Settings {
    pub(super) fn new(options: &CheckOptions, found: &Project) -> Result<Settings> {
        let (check, file) = (&found.settings().check, found.source());
        let own = own::rules(&check.own, file)?;
        let codes = Codes(&own);
        for code in &options.only {
            codes.known(code, |code, why| CheckError::Only { code, why })?;
        }
        for code in &options.skip {
            codes.known(code, |code, why| CheckError::Skip { code, why })?;
        }
        let mut overrides = Vec::new();
        for one in &check.overrides {
            let some = |list: &Vec<_>| {
                let any = !list.is_empty();
                any.then(|| globs(list, file)).transpose()
            };
            overrides.push(Override {
                paths: some(&one.paths)?,
                glossaries: some(&one.glossaries)?,
                rules: codes.levels(&one.rules, file)?,
                date: one.date.map(|day| day.0),
            });
        }
        Ok(Settings {
            only: options.only.clone(),
            skip: options.skip.clone(),
            rules: codes.levels(&check.rules, file)?,
            overrides,
            own,
            numbers: own::numbers(&check.numbers, file)?,
            exclude: globs(&check.exclude, file)?,
            subjects: check.subjects.clone(),
        })
    }

    /// Returns the rules that are asked for nowhere.
    pub(super) fn skipped(&self) -> Rules {
        Rule::all()
            .filter(|rule| !self.is_asked_somewhere(rule.code()))
            .collect()
    }

    /// Returns the rules of the project's own that are asked for.
    pub(super) fn asked(&self) -> Vec<Own> {
        let own = self.own.iter();
        let asked = own.filter(|own| self.is_asked_somewhere(&own.about.code));
        asked.cloned().collect()
    }

    /// Tells whether a rule is asked for, if only of some files.
    fn is_asked_somewhere(&self, code: &str) -> bool {
        let on = level(&self.rules, code) != Some(Level::Off);
        let is_on =
            |one: &Override| level(&one.rules, code).is_some_and(|level| level != Level::Off);
        self.is_asked(code) && (on || self.overrides.iter().any(is_on))
    }

    /// Tells whether a rule is among those of this run. Broken files are reported whatever is asked for.
    fn is_asked(&self, code: &str) -> bool {
        let among = |codes: &[String]| codes.iter().any(|start| code.starts_with(start.as_str()));
        (self.only.is_empty() || among(&self.only) || code.starts_with('F')) && !among(&self.skip)
    }

    /// Returns how grave a finding is in a file, by its path from the root of the project, about a concept of a glossary; none if it is not reported.
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

    /// Returns how many settings there are for some files or glossaries.
    pub(super) fn overrides(&self) -> usize {
        self.overrides.len()
    }
}

/// Makes suppressions of what the project says.
pub(super) fn suppressions(
    ignores: &[Ignore],
    own: &[Own],
    file: &SourceText,
) -> Result<Vec<Suppression>> {
    let mut suppressions = Vec::new();
    for one in ignores {
        let (rule, span) = (one.rule.get_ref(), one.rule.span());
        let codes = Codes(own);
        // That of all own rules is the code of none.
        let mut whole = codes.all().filter(|code| *code != Rule::Own.code());
        let Some(known) = whole.find(|code| code.eq_ignore_ascii_case(rule)) else {
            let refused = |why| at(file, span.start, why);
            let whole = || refused("name one rule by its whole code, such as T001".to_owned());
            return Err(codes.unknown(rule, refused).unwrap_or_else(whole));
        };
        suppressions.push(Suppression {
            rule: Some(known.to_owned()),
            concept: one.concept.clone(),
            path: one
                .path
                .as_ref()
                .map(|path| globs(std::slice::from_ref(path), file))
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

/// Makes the error for what is wrong at a byte of a file of settings.
pub(super) fn at(file: &SourceText, byte: usize, message: String) -> Error {
    SettingsError::content(file.path().as_ref(), file.text(), byte, message).into()
}

/// The codes that a project knows: those of the program, and of its own rules.
struct Codes<'a>(&'a [Own]);

impl Codes<'_> {
    fn all(&self) -> impl Iterator<Item = &str> {
        let own = self.0.iter().map(|own| own.about.code.as_str());
        Rule::all().map(|rule| rule.code() as &str).chain(own)
    }

    /// Refuses a code that stands for no rule.
    fn known(&self, code: &str, refused: impl FnOnce(String, String) -> CheckError) -> Result<()> {
        let refused = |why| Error::of(Kind::Request, refused(code.to_owned(), why));
        self.unknown(code, refused).map_or(Ok(()), Err)
    }

    /// Takes over levels whose rules are known.
    fn levels(
        &self,
        rules: &std::collections::BTreeMap<toml::Spanned<String>, Level>,
        file: &SourceText,
    ) -> Result<Levels> {
        let mut levels = Levels::new();
        for (code, level) in rules {
            let refused = |why| at(file, code.span().start, why);
            if let Some(error) = self.unknown(code.get_ref(), refused) {
                return Err(error);
            }
            levels.push((code.get_ref().clone(), *level));
        }
        Ok(levels)
    }

    /// Returns the error of a code that stands for no rule, made of the reason; none where it stands
    /// for one.
    fn unknown(&self, code: &str, refused: impl FnOnce(String) -> Error) -> Option<Error> {
        if !code.is_empty() && self.all().any(|one| one.starts_with(code)) {
            return None;
        }
        let nearest = self
            .all()
            .map(|one| (strsim::damerau_levenshtein(code, one), one))
            .min()
            .filter(|(distance, one)| *distance <= 1 && one.len() > 1);
        let reason = format!("there is no rule \"{code}\"");
        Some(match nearest {
            Some((_, nearest)) => refused(format!("{reason}; did you mean {nearest}?")),
            None => refused(reason).advise(Advice::ListRules),
        })
    }
}

/// Returns the level of a rule by the longest beginning of its code.
fn level(levels: &Levels, code: &str) -> Option<Level> {
    let fitting = levels
        .iter()
        .filter(|(start, _)| code.starts_with(start.as_str()));
    let longest = fitting.max_by_key(|(start, _)| start.len());
    longest.map(|(_, level)| *level)
}
