//! Language tags (BCP 47, RFC 5646): parsed, brought to canonical form, and doubted where a country
//! code stands in for a language, as `kh` does for `km`. Knows the names of the languages that have a
//! two-letter code, and of some what they are written in and how, all from one table
//! (`languages.tsv`) that every room asks; the thousands of others are accepted as they are. Refuses
//! to guess.

mod name;
mod table;

use std::fmt;
use std::str::FromStr;

use oxilangtag::LanguageTag;

use super::script::Script;

use self::table::{LANGUAGES, Language, by_tag};

pub(in crate::text) use self::table::Numbers;

/// A language tag in canonical form: `km`, `en-GB`, `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lang(LanguageTag<String>);

/// A tag that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LangError {
    /// Not of the form that RFC 5646 gives.
    #[error("\"{0}\" is not a language tag; write one like en, km or zh-Hans")]
    Malformed(String),
    /// Well formed, but no such language.
    #[error("\"{tag}\" is not a language; did you mean \"{code}\" ({name})?")]
    Mistaken {
        /// What was given.
        tag: String,
        /// The code that was probably meant.
        code: &'static str,
        /// Its English name.
        name: &'static str,
    },
    /// Well formed, no such language, and nothing near it.
    #[error("\"{0}\" is not a language; see ISO 639 for the codes")]
    Unknown(String),
}

/// What a language does differently from most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// It sets no spaces between words.
    Unspaced,
    /// It sets no spaces between sentences either.
    Joined,
    /// It doubles words on purpose.
    Doubles,
    /// Its sentences may end without a mark.
    NoStop,
    /// Its questions may end with a full stop.
    StopForQuestion,
    /// Its months begin with a capital letter.
    CapitalMonths,
}

impl Habit {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "unspaced" => Habit::Unspaced,
            "joined" => Habit::Joined,
            "doubles" => Habit::Doubles,
            "no-stop" => Habit::NoStop,
            "stop-for-question" => Habit::StopForQuestion,
            "capital-months" => Habit::CapitalMonths,
            _ => return None,
        })
    }
}

/// How long texts get in a language, in characters without white space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// Characters for each character of English.
    pub ratio: f64,
    /// The variance of that for each character, where it was measured.
    pub variance: Option<f64>,
}

/// Fonts that usual systems have for texts in languages that need their own, as rules of a style
/// sheet. Nothing is fetched.
pub const FONTS: &str = include_str!("fonts.css");

impl Lang {
    /// Parses a tag and brings it to canonical form.
    ///
    /// `_` is taken for `-`, letters get their usual case, and a three-letter code becomes the
    /// two-letter code of the same language (RFC 5646, section 4.5).
    ///
    /// # Errors
    ///
    /// [`LangError`] when the text is no tag or its first subtag is no language.
    pub fn parse(tag: &str) -> Result<Self, LangError> {
        let dashed = tag.trim().replace('_', "-");
        let parsed = LanguageTag::parse_and_normalize(&dashed)
            .map_err(|_| LangError::Malformed(tag.to_owned()))?;
        let primary = parsed.primary_language();
        if by_tag(primary).is_some() {
            return Ok(Lang(parsed));
        }
        if let Some(row) = by_other_code(primary) {
            let shorter = format!("{}{}", row.tag, &parsed.as_str()[primary.len()..]);
            return LanguageTag::parse_and_normalize(&shorter)
                .map(Lang)
                .map_err(|_| LangError::Malformed(tag.to_owned()));
        }
        match nearest(primary) {
            Some(row) => Err(LangError::Mistaken {
                tag: tag.to_owned(),
                code: row.tag,
                name: row.name,
            }),
            // ISO 639-3 has some 7,000 three-letter codes; they are taken on trust.
            None if primary.len() == 3 => Ok(Lang(parsed)),
            None => Err(LangError::Unknown(tag.to_owned())),
        }
    }

    /// Returns the whole tag.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the first subtag, the language itself: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.0.primary_language()
    }

    /// Tells whether one of two tags says all that the other says: `zh` and `zh-TW` agree, `zh-CN` and
    /// `zh-TW` do not.
    pub fn agrees(&self, other: &Self) -> bool {
        let within = |a: &Self, b: &Self| {
            (a.as_str().split('-')).all(|subtag| b.as_str().split('-').any(|one| one == subtag))
        };
        self.primary() == other.primary() && (within(self, other) || within(other, self))
    }

    /// Returns the region subtag, if there is one: `GB` of `en-GB`.
    pub fn region(&self) -> Option<&str> {
        self.0.region()
    }

    /// Tells whether the language has a two-letter code.
    pub fn has_two_letters(&self) -> bool {
        self.primary().len() == 2
    }

    /// Returns the English name of the language, or the tag itself where none is known.
    pub fn name(&self) -> &str {
        self.row().map_or(self.as_str(), |row| row.name)
    }

    /// Returns the language that a heading names: by its code, also with an underscore, or by a name
    /// of it, with a script and a region or without: `km_KH`, `khmer`, `English (United States)`.
    ///
    /// ```
    /// use chancery::text::Lang;
    ///
    /// assert_eq!(Lang::of_heading("Chinese_PRC"), Lang::parse("zh-CN").ok());
    /// assert_eq!(Lang::of_heading("Fran\u{E7}ais"), Lang::parse("fr").ok());
    /// assert_eq!(Lang::of_heading("Term_Info"), None);
    /// ```
    pub fn of_heading(heading: &str) -> Option<Self> {
        let tag = heading.trim().replace('_', "-");
        // A word of more letters is hardly ever meant as a code.
        if (2..=12).contains(&tag.len())
            && (tag.len() <= 3 || tag.contains('-'))
            && let Ok(lang) = Lang::parse(&tag)
        {
            return Some(lang);
        }
        name::language(heading)
    }

    /// Returns the language that a heading of a few words has the name of among them.
    pub fn in_heading(heading: &str) -> Option<Self> {
        Self::of_heading(heading).or_else(|| name::among(heading))
    }

    /// Returns the language that a script stands for where nothing else is said; none for a script
    /// of many languages.
    pub fn of_script(script: Script) -> Option<Self> {
        let alone = |row: &&Language| row.alone == Some(script);
        LANGUAGES.iter().find(alone).and_then(tag_of)
    }

    /// Returns the scripts that the language is written in, the usual one first; none where that is
    /// not known.
    pub fn scripts(&self) -> &'static [Script] {
        self.row().map_or(&[], |row| &row.scripts)
    }

    /// Tells whether the language is written in a script, as far as is known.
    pub fn may_be_in(&self, script: Script) -> bool {
        let scripts = self.scripts();
        scripts.is_empty() || scripts.contains(&script)
    }

    /// Returns the region that is meant where the tag says none: `KH` for `km`.
    pub fn usual_region(&self) -> Option<&'static str> {
        self.row()?.region
    }

    /// Tells whether the language is known for a habit.
    pub fn has(&self, habit: Habit) -> bool {
        self.row().is_some_and(|row| row.habits.contains(&habit))
    }

    /// Returns what stands between two sentences: a space, which Khmer, Thai, Lao and Burmese set
    /// too, or nothing, in Chinese and Japanese.
    pub fn joiner(&self) -> &'static str {
        if self.has(Habit::Joined) { "" } else { " " }
    }

    /// Returns how long texts get in the language.
    pub fn usual_length(&self) -> Option<Length> {
        self.row()?.length
    }

    /// Returns the sign that a sign at the end of a sentence stands for in the language, `?` for the
    /// Greek `;`; nothing where it stands for itself.
    pub fn end_sign(&self, sign: char) -> Option<char> {
        let mut signs = self.row()?.ends.chars();
        while let (Some(written), Some(meant)) = (signs.next(), signs.next()) {
            if written == sign {
                return Some(meant);
            }
        }
        None
    }

    /// Returns the name of the rules that sentences are cut by.
    pub fn sentence_rules(&self) -> Option<&'static str> {
        self.row()?.sentences
    }

    /// Returns the name of its stemmer.
    pub(super) fn stemmer(&self) -> Option<&'static str> {
        self.row()?.stem
    }

    /// Returns the small words that change with those beside them.
    pub(super) fn small_words(&self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| &row.small)
    }

    pub(super) fn numbers(&self) -> Option<Numbers> {
        self.row()?.numbers
    }

    /// Returns how an ordinal is written, with `#` for its number.
    pub(super) fn ordinal(&self) -> Option<&'static str> {
        self.row()?.ordinal
    }

    /// Returns the parts of a date in their order.
    pub(super) fn date(&self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| &row.date)
    }

    fn row(&self) -> Option<&'static Language> {
        by_tag(self.primary())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Lang {
    type Err = LangError;

    fn from_str(tag: &str) -> Result<Self, LangError> {
        Lang::parse(tag)
    }
}

/// Returns the letters that items of lists are lettered with in the language of a tag, in order;
/// none where that is not known.
pub fn list_letters(tag: &str) -> &'static str {
    by_tag(tag).map_or("", |row| row.letters)
}

/// Returns the tags of the languages whose sentences are cut by the rules of a name, with the other
/// codes that they are given under.
pub fn codes_with_rules(name: &str) -> Vec<&'static str> {
    let rows = LANGUAGES.iter().filter(|row| row.sentences == Some(name));
    rows.flat_map(|row| std::iter::once(&row.tag).chain(&row.codes))
        .copied()
        .collect()
}

/// Returns the place of a letter among those that items of lists are lettered with, from 0.
pub fn place_in_lists(letter: char) -> Option<usize> {
    let place = |row: &Language| row.letters.chars().position(|c| c == letter);
    LANGUAGES.iter().find_map(place)
}

fn tag_of(row: &Language) -> Option<Lang> {
    Lang::parse(row.tag).ok()
}

/// Returns the language of a code other than its tag, `cmn` (Mandarin) being written `zh`.
fn by_other_code(code: &str) -> Option<&'static Language> {
    LANGUAGES
        .iter()
        .find(|row| row.three_letters == code || row.codes.contains(&code))
}

/// Finds the language that was probably meant: by a country code, or by a name or its beginning.
fn nearest(primary: &str) -> Option<&'static Language> {
    let mistaken = LANGUAGES.iter().find(|row| row.mistaken.contains(&primary));
    if mistaken.is_some() || primary.len() < 4 {
        return mistaken;
    }
    LANGUAGES
        .iter()
        .map(|row| {
            let similarity = strsim::jaro_winkler(primary, &row.name.to_lowercase());
            (similarity, row)
        })
        .filter(|&(similarity, _)| similarity >= 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, row)| row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form() {
        for (given, canonical) in [
            ("km", "km"),
            ("KM-kh", "km-KH"),
            ("en_us", "en-US"),
            ("khm", "km"),
            ("cmn-Hans", "zh-Hans"),
            ("jv", "jv"),
            ("ceb", "ceb"),
        ] {
            assert_eq!(Lang::parse(given).unwrap().as_str(), canonical);
        }
    }

    #[test]
    fn facts_are_those_of_the_language() {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        assert_eq!(lang("ja").scripts(), [Script::Han, Script::Kana]);
        assert_eq!(Lang::of_script(Script::Kana), Some(lang("ja")));
        assert_eq!(Lang::of_script(Script::Latin), None);
        assert_eq!(Lang::of_heading("khmer"), Some(lang("km")));
        assert!(lang("yue-HK").has(Habit::Unspaced) && !lang("vi").has(Habit::Unspaced));
        assert!(lang("ceb").may_be_in(Script::Han) && !lang("en").may_be_in(Script::Han));
        assert_eq!(
            lang("km-KH").usual_length().map(|length| length.ratio),
            Some(1.22)
        );
        assert_eq!(lang("ceb").usual_region(), None);
    }

    #[test]
    fn a_country_is_not_a_language() {
        for (given, meant) in [("kh", "km"), ("vn", "vi"), ("kh-KH", "km"), ("khmer", "km")] {
            let error = Lang::parse(given).unwrap_err();
            assert!(
                matches!(error, LangError::Mistaken { code, .. } if code == meant),
                "{error}"
            );
        }
        assert_eq!(
            Lang::parse("kh").unwrap_err().to_string(),
            "\"kh\" is not a language; did you mean \"km\" (Khmer)?"
        );
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(matches!(Lang::parse("e n"), Err(LangError::Malformed(_))));
        assert!(matches!(Lang::parse(""), Err(LangError::Malformed(_))));
        assert!(matches!(Lang::parse("qx"), Err(LangError::Unknown(_))));
    }
}
