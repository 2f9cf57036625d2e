//! Language tags (BCP 47, RFC 5646): parsed, brought to canonical form, and doubted where a country
//! code stands in for a language, as `kh` does for `km`. Knows names for the languages that have a
//! two-letter code; the thousands of others are accepted as they are. Refuses to guess.

mod table;

use std::fmt;
use std::str::FromStr;

use oxilangtag::LanguageTag;

use self::table::LANGUAGES;

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

/// Country codes and old habits that people write where a language code belongs.
const MISTAKEN: &[(&str, &str)] = &[
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("in", "id"),
    ("iw", "he"),
    ("jp", "ja"),
    ("kh", "km"),
    ("kp", "ko"),
    ("kr", "ko"),
    ("mm", "my"),
    ("ph", "tl"),
    ("us", "en"),
    ("vn", "vi"),
];

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
        if by_code(primary).is_some() {
            return Ok(Lang(parsed));
        }
        if let Some(code) = from_three_letters(primary) {
            let shorter = format!("{code}{}", &parsed.as_str()[primary.len()..]);
            return LanguageTag::parse_and_normalize(&shorter)
                .map(Lang)
                .map_err(|_| LangError::Malformed(tag.to_owned()));
        }
        match nearest(primary) {
            Some((code, name)) => Err(LangError::Mistaken {
                tag: tag.to_owned(),
                code,
                name,
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

    /// Returns the region subtag, if there is one: `GB` of `en-GB`.
    pub fn region(&self) -> Option<&str> {
        self.0.region()
    }

    /// Tells whether the language has a two-letter code, and so a name that is known here.
    pub fn is_named(&self) -> bool {
        by_code(self.primary()).is_some()
    }

    /// Returns the English name of the language, or the tag itself where none is known.
    pub fn name(&self) -> &str {
        by_code(self.primary()).map_or(self.as_str(), |(_, _, name)| name)
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

fn by_code(code: &str) -> Option<(&'static str, &'static str, &'static str)> {
    LANGUAGES
        .binary_search_by_key(&code, |row| row.0)
        .ok()
        .map(|index| LANGUAGES[index])
}

/// Returns the two-letter code for a three-letter one, `cmn` (Mandarin) being written `zh`.
fn from_three_letters(code: &str) -> Option<&'static str> {
    match code {
        "cmn" | "chi" => Some("zh"),
        "bur" => Some("my"),
        "fre" => Some("fr"),
        "ger" => Some("de"),
        "may" | "zsm" => Some("ms"),
        "fil" => Some("tl"),
        _ => LANGUAGES.iter().find(|row| row.1 == code).map(|row| row.0),
    }
}

/// Finds the language that was probably meant: by a country code, or by a name or its beginning.
fn nearest(primary: &str) -> Option<(&'static str, &'static str)> {
    if let Some((_, code)) = MISTAKEN.iter().find(|(wrong, _)| *wrong == primary) {
        return by_code(code).map(|(code, _, name)| (code, name));
    }
    if primary.len() < 4 {
        return None;
    }
    LANGUAGES
        .iter()
        .map(|&(code, _, name)| {
            (
                strsim::jaro_winkler(primary, &name.to_lowercase()),
                code,
                name,
            )
        })
        .filter(|&(similarity, ..)| similarity >= 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, code, name)| (code, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted() {
        assert!(LANGUAGES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

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
