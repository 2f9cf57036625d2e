//! The tools that memories are made for: their names, and what a file for each has to be like. Where
//! the facts come from stands with each tool in `docs/formats.md`. Whether a given file will do is
//! told by [`check`](super::check).

use std::fmt;
use std::str::FromStr;

use super::write::{Settings, Targets};
use crate::format::hint::Hint;
use crate::text::Lang;

/// A tool that imports TMX.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tool {
    /// RWS Trados Studio.
    Trados,
    /// memoQ.
    Memoq,
    /// `OmegaT`.
    Omegat,
    /// Phrase TMS, formerly Memsource.
    Phrase,
    /// XTM Cloud.
    Xtm,
    /// Smartcat.
    Smartcat,
    /// Smartling.
    Smartling,
    /// `MateCat`.
    Matecat,
    /// `ModernMT`.
    Modernmt,
    /// Weblate.
    Weblate,
    /// Pontoon.
    Pontoon,
    /// Tolgee.
    Tolgee,
    /// Poedit.
    Poedit,
    /// Lokalize.
    Lokalize,
    /// The Okapi Framework and its tools.
    Okapi,
    /// translate-toolkit, and Virtaal with it.
    Toolkit,
}

/// How a tool wants its language codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Codes {
    /// As they come; `en` and `km` will do.
    Any,
    /// With a region on both sides.
    Regions,
    /// Exactly `en` for the source.
    SourceEn,
    /// Exactly `en-US` for the source, the target as they come.
    SourceEnUs,
}

/// What a file for a tool has to be like, beyond what every file is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    codes: Codes,
    /// Whether the file begins with a byte order mark.
    bom: bool,
    /// Whether the types of properties have to begin with `x-`.
    prefixed: bool,
}

const PLAIN: Profile = Profile {
    codes: Codes::Any,
    bom: false,
    prefixed: false,
};

const TRADOS: Profile = Profile {
    codes: Codes::Regions,
    bom: true,
    prefixed: true,
};

const FROM_EN: Profile = Profile {
    codes: Codes::SourceEn,
    ..PLAIN
};

const FROM_EN_US: Profile = Profile {
    codes: Codes::SourceEnUs,
    ..PLAIN
};

/// Names as they are typed and as they are written, with the profiles, in the order of [`Tool`].
const TOOLS: &[(Tool, &str, &str, Profile)] = &[
    (Tool::Trados, "trados", "Trados Studio", TRADOS),
    (Tool::Memoq, "memoq", "memoQ", PLAIN),
    (Tool::Omegat, "omegat", "OmegaT", PLAIN),
    (Tool::Phrase, "phrase", "Phrase", PLAIN),
    (Tool::Xtm, "xtm", "XTM", PLAIN),
    (Tool::Smartcat, "smartcat", "Smartcat", PLAIN),
    (Tool::Smartling, "smartling", "Smartling", PLAIN),
    (Tool::Matecat, "matecat", "MateCat", PLAIN),
    (Tool::Modernmt, "modernmt", "ModernMT", PLAIN),
    (Tool::Weblate, "weblate", "Weblate", PLAIN),
    (Tool::Pontoon, "pontoon", "Pontoon", FROM_EN_US),
    (Tool::Tolgee, "tolgee", "Tolgee", PLAIN),
    (Tool::Poedit, "poedit", "Poedit", PLAIN),
    (Tool::Lokalize, "lokalize", "Lokalize", FROM_EN),
    (Tool::Okapi, "okapi", "Okapi", PLAIN),
    (Tool::Toolkit, "toolkit", "translate-toolkit", PLAIN),
];

impl Tool {
    /// Every tool that is known.
    pub fn all() -> impl Iterator<Item = Tool> {
        TOOLS.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (Tool, &'static str, &'static str, Profile) {
        &TOOLS[self as usize]
    }

    /// Returns the name as it is typed.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// Returns the name as the makers write it.
    pub fn title(self) -> &'static str {
        self.row().2
    }

    /// Returns what a file for the tool has to be like.
    pub fn profile(self) -> Profile {
        self.row().3
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

impl FromStr for Tool {
    type Err = UnknownTool;

    fn from_str(name: &str) -> Result<Self, UnknownTool> {
        let lower = name.to_ascii_lowercase();
        if let Some(row) = TOOLS.iter().find(|row| row.1 == lower) {
            return Ok(row.0);
        }
        let nearest = TOOLS
            .iter()
            .map(|row| (strsim::jaro_winkler(&lower, row.1), row.1))
            .filter(|&(similarity, _)| similarity > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let hint = if let Some((_, name)) = nearest {
            format!("did you mean {name}?")
        } else {
            let names: Vec<_> = TOOLS.iter().map(|row| row.1).collect();
            format!("known are {}", names.join(", "))
        };
        Err(UnknownTool { hint })
    }
}

/// A name that is none of the tools.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such tool; {hint}")]
pub struct UnknownTool {
    hint: String,
}

/// Languages that a tool cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// The tool takes one source language only.
    #[error("{tool} takes memories from {wanted} only, not from {lang}")]
    Source {
        /// The tool.
        tool: Tool,
        /// The code that it takes.
        wanted: &'static str,
        /// The language of the memory.
        lang: Lang,
    },
    /// The tool wants a region, and none is known for the language.
    #[error("{tool} wants codes with a region, as en-US; which one for {lang}?")]
    Region {
        /// The tool.
        tool: Tool,
        /// The language without one.
        lang: Lang,
    },
}

impl ProfileError {
    /// Returns what would help.
    pub fn hint(&self) -> Option<Hint> {
        matches!(self, ProfileError::Region { .. }).then_some(Hint::Codes)
    }
}

impl Tool {
    /// Returns the codes under which the tool wants two languages.
    ///
    /// # Errors
    ///
    /// [`ProfileError`] when the tool cannot take them.
    pub fn languages(self, source: &Lang, target: &Lang) -> Result<(Lang, Lang), ProfileError> {
        let fixed = |wanted: &'static str| match Lang::parse(wanted) {
            Ok(code) if source.primary() == code.primary() => Ok(code),
            _ => Err(ProfileError::Source {
                tool: self,
                wanted,
                lang: source.clone(),
            }),
        };
        Ok(match self.profile().codes {
            Codes::Any => (source.clone(), target.clone()),
            Codes::Regions => (self.with_region(source)?, self.with_region(target)?),
            Codes::SourceEn => (fixed("en")?, target.clone()),
            Codes::SourceEnUs => (fixed("en-US")?, target.clone()),
        })
    }

    fn with_region(self, lang: &Lang) -> Result<Lang, ProfileError> {
        if lang.region().is_some() {
            return Ok(lang.clone());
        }
        let region = lang.usual_region();
        let code = region.and_then(|region| Lang::parse(&format!("{lang}-{region}")).ok());
        code.ok_or_else(|| ProfileError::Region {
            tool: self,
            lang: lang.clone(),
        })
    }
}

impl Settings {
    /// Asks for a file for one tool: sets what the tool needs, the codes of the languages among it.
    ///
    /// # Errors
    ///
    /// [`ProfileError`] when the tool cannot take these languages.
    pub fn for_tool(mut self, tool: Tool) -> Result<Self, ProfileError> {
        let profile = tool.profile();
        match &self.targets {
            Targets::One(target) => {
                let (source, target) = tool.languages(&self.source, target)?;
                self.source = source;
                self.targets = Targets::One(target);
            }
            Targets::All => {
                self.source = tool.languages(&self.source, &self.source)?.0;
            }
        }
        self.bom |= profile.bom;
        self.prefixed |= profile.prefixed;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    #[test]
    fn the_table_is_in_order() {
        for (index, row) in TOOLS.iter().enumerate() {
            assert_eq!(row.0 as usize, index, "{}", row.1);
            assert_eq!(row.1.parse(), Ok(row.0));
        }
    }

    #[test]
    fn codes_are_those_the_tool_wants() {
        let codes = |tool: Tool, source: &str, target: &str| {
            let settings = Settings::new(lang(source), lang(target)).for_tool(tool)?;
            let Targets::One(target) = settings.targets else {
                unreachable!("one target was asked for")
            };
            Ok(format!("{} {target}", settings.source))
        };
        assert_eq!(codes(Tool::Trados, "en", "km"), Ok("en-US km-KH".into()));
        assert_eq!(codes(Tool::Trados, "en-GB", "km"), Ok("en-GB km-KH".into()));
        assert_eq!(codes(Tool::Pontoon, "en-GB", "km"), Ok("en-US km".into()));
        assert_eq!(codes(Tool::Lokalize, "en-US", "km"), Ok("en km".into()));
        assert_eq!(codes(Tool::Omegat, "en", "km"), Ok("en km".into()));
        let error: ProfileError = codes(Tool::Lokalize, "km", "en").unwrap_err();
        assert_eq!(
            error.to_string(),
            "Lokalize takes memories from en only, not from km"
        );
        let error = codes(Tool::Trados, "en", "ceb").unwrap_err();
        assert!(error.to_string().ends_with("for ceb?"));
    }

    #[test]
    fn unknown_tools_get_a_hint() {
        let hint = |name: &str| name.parse::<Tool>().unwrap_err().to_string();
        assert_eq!(hint("omega"), "no such tool; did you mean omegat?");
        assert!(hint("x").starts_with("no such tool; known are trados, memoq"));
    }
}
