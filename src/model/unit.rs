//! Translation units as TMX 1.4b defines them: the same text in two or more languages, with what is
//! known of its making. Everything that the format can say has a place here, so that reading and
//! writing loses nothing; dates, counts and codes stay as they were written. Nothing is judged.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::Lang;
use crate::text::lang::LangError;

/// The language code of a variant as its file has it, `EN_us` or `kh`, with the tag that it stands
/// for, if it stands for one. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LangCode(Arc<Written>);

#[derive(Debug, PartialEq, Eq)]
struct Written {
    code: String,
    lang: Result<Lang, LangError>,
}

impl LangCode {
    /// Takes the code as it is; a code that is no language tag is kept all the same.
    pub fn new(code: &str) -> Self {
        LangCode(Arc::new(Written {
            code: code.to_owned(),
            lang: Lang::parse(code),
        }))
    }

    /// Returns the code as it was written.
    pub fn as_str(&self) -> &str {
        &self.0.code
    }

    /// Returns the language that the code stands for.
    ///
    /// # Errors
    ///
    /// What is wrong with the code, and which one was probably meant.
    pub fn lang(&self) -> Result<&Lang, &LangError> {
        self.0.lang.as_ref()
    }

    /// Tells whether this is `*all*`, by which TMX says that any language may be the source.
    pub fn is_all(&self) -> bool {
        self.0.code.trim_matches('*').eq_ignore_ascii_case("all")
    }
}

impl From<&Lang> for LangCode {
    fn from(lang: &Lang) -> Self {
        LangCode(Arc::new(Written {
            code: lang.as_str().to_owned(),
            lang: Ok(lang.clone()),
        }))
    }
}

impl fmt::Display for LangCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One text in several languages (`tu`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TranslationUnit {
    /// Identifier within its memory (`tuid`).
    pub tuid: Option<String>,
    /// Language it was translated from, where that is not the one of the whole memory.
    pub srclang: Option<LangCode>,
    /// What is known of its making and use.
    pub history: History,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Properties.
    pub properties: Vec<Property>,
    /// The text in each language, in the order of the file.
    pub variants: Vec<Variant>,
}

impl TranslationUnit {
    /// Makes a unit of two texts, with nothing else known.
    pub fn pair(source: (&Lang, String), target: (&Lang, String)) -> Self {
        TranslationUnit {
            variants: vec![
                Variant::new(source.0.into(), source.1.into()),
                Variant::new(target.0.into(), target.1.into()),
            ],
            ..TranslationUnit::default()
        }
    }

    /// Finds the variant in a language: the exact tag, else the language without a region, else the
    /// language with another region, as OmegaT does.
    pub fn variant(&self, wanted: &Lang) -> Option<&Variant> {
        let rank = |variant: &Variant| {
            let lang = variant.lang.lang().ok()?;
            if lang == wanted {
                Some(0)
            } else if lang.primary() != wanted.primary() {
                None
            } else {
                Some(1 + u8::from(lang.region().is_some()))
            }
        };
        let mut best: Option<(u8, &Variant)> = None;
        for variant in &self.variants {
            if let Some(rank) = rank(variant)
                && best.is_none_or(|(lowest, _)| rank < lowest)
            {
                best = Some((rank, variant));
            }
        }
        best.map(|(_, variant)| variant)
    }

    /// Returns the text for each of several languages, no text twice: the one under that very tag,
    /// else one whose tag agrees with it. A text under another region is none in the language.
    pub fn texts_in<'a>(
        &self,
        wanted: impl Iterator<Item = &'a Lang> + Clone,
    ) -> Vec<Option<&Variant>> {
        let exact = |lang: &Lang| self.variants.iter().find(|one| one.lang.lang() == Ok(lang));
        let mut found: Vec<_> = wanted.clone().map(exact).collect();
        for (at, lang) in wanted.enumerate() {
            if found[at].is_none() {
                let is_free =
                    |one: &Variant| !found.iter().flatten().any(|used| std::ptr::eq(*used, one));
                let fits = |one: &&Variant| one.lang.lang().is_ok_and(|tag| tag.agrees(lang));
                found[at] = (self.variants.iter()).find(|one| fits(one) && is_free(one));
            }
        }
        found
    }
}

/// The text of a unit in one language (`tuv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its language.
    pub lang: LangCode,
    /// What is known of its making and use, apart from that of the unit.
    pub history: History,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Properties.
    pub properties: Vec<Property>,
    /// The text (`seg`).
    pub seg: Seg,
}

impl Variant {
    /// Makes a variant of which nothing but language and text is known.
    pub fn new(lang: LangCode, seg: Seg) -> Self {
        Variant {
            lang,
            history: History::default(),
            notes: Vec::new(),
            properties: Vec::new(),
            seg,
        }
    }
}

/// Who made and changed a unit or variant, when, and how often it was used. Dates are as written,
/// by the rule `YYYYMMDDThhmmssZ`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// When it was made.
    pub creation_date: Option<String>,
    /// By whom.
    pub creation_id: Option<String>,
    /// When it was last changed.
    pub change_date: Option<String>,
    /// By whom.
    pub change_id: Option<String>,
    /// How often it was used.
    pub usage_count: Option<String>,
    /// When it was last used.
    pub last_usage_date: Option<String>,
    /// The other attributes of the element, name and value, in the order of the file.
    pub others: Vec<(String, String)>,
}

/// A remark (`note`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Language code of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Original encoding (`o-encoding`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
}

/// A property that the format has no place of its own for (`prop`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// What is said of the unit (`type`), such as `x-document`.
    pub kind: String,
    /// The value.
    pub text: String,
    /// Language code of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Original encoding (`o-encoding`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
}

impl Property {
    /// Makes a property with a type and a value.
    pub fn new(kind: &str, text: &str) -> Self {
        Property {
            kind: kind.to_owned(),
            text: text.to_owned(),
            ..Property::default()
        }
    }
}

/// The text of a variant: mostly nothing but text, else text with inline codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seg {
    /// Text alone.
    Plain(String),
    /// Text and codes; there is at least one that is not text, and no two texts side by side.
    Coded(Vec<Inline>),
}

impl Seg {
    /// Makes a segment of pieces: joins texts that stand side by side and drops empty ones.
    pub fn from_pieces(pieces: Vec<Inline>) -> Self {
        let mut pieces = joined(pieces);
        match pieces.as_mut_slice() {
            [] => Seg::default(),
            [Inline::Text(text)] => Seg::Plain(std::mem::take(text)),
            _ => Seg::Coded(pieces),
        }
    }

    /// Returns the text that a reader sees: that of highlighted stretches counts, native codes and
    /// the sub-flows in them do not.
    pub fn plain_text(&self) -> Cow<'_, str> {
        match self {
            Seg::Plain(text) => Cow::Borrowed(text),
            Seg::Coded(pieces) => {
                let mut text = String::new();
                push_text(pieces, &mut text);
                Cow::Owned(text)
            }
        }
    }

    /// Returns how many inline codes and highlights it has.
    pub fn codes(&self) -> usize {
        fn codes(pieces: &[Inline]) -> usize {
            let count = |piece: &Inline| match piece {
                Inline::Text(_) => 0,
                Inline::Code(_) => 1,
                Inline::Highlight(highlight) => 1 + codes(&highlight.pieces),
            };
            pieces.iter().map(count).sum()
        }
        match self {
            Seg::Plain(_) => 0,
            Seg::Coded(pieces) => codes(pieces),
        }
    }

    /// Returns the segment piece by piece.
    pub fn into_pieces(self) -> Vec<Inline> {
        match self {
            Seg::Plain(text) if text.is_empty() => Vec::new(),
            Seg::Plain(text) => vec![Inline::Text(text)],
            Seg::Coded(pieces) => pieces,
        }
    }
}

impl Default for Seg {
    fn default() -> Self {
        Seg::Plain(String::new())
    }
}

impl From<String> for Seg {
    fn from(text: String) -> Self {
        Seg::Plain(text)
    }
}

impl From<&str> for Seg {
    fn from(text: &str) -> Self {
        Seg::Plain(text.to_owned())
    }
}

fn joined(pieces: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (piece, out.last_mut()) {
            (Inline::Text(text), _) if text.is_empty() => {}
            (Inline::Text(text), Some(Inline::Text(before))) => before.push_str(&text),
            (piece, _) => out.push(piece),
        }
    }
    out
}

fn push_text(pieces: &[Inline], text: &mut String) {
    for piece in pieces {
        match piece {
            Inline::Text(piece) => text.push_str(piece),
            Inline::Highlight(highlight) => push_text(&highlight.pieces, text),
            Inline::Code(_) => {}
        }
    }
}

/// A piece of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Formatting or a placeholder, whose content is markup of the original format.
    Code(Code),
    /// A marked stretch of text (`hi`).
    Highlight(Highlight),
}

/// What a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeKind {
    /// Opens a pair (`bpt`).
    Begin,
    /// Closes a pair (`ept`).
    End,
    /// One half of a pair whose other half is in another segment (`it`).
    Isolated,
    /// Stands alone (`ph`).
    Placeholder,
    /// Of unknown kind (`ut`, deprecated).
    Unknown,
}

/// Which half of a pair an isolated code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Half {
    /// The opening one.
    Begin,
    /// The closing one.
    End,
}

/// An inline code with the native markup that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What it is.
    pub kind: CodeKind,
    /// Joins the two halves of a pair within a segment (`i`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<String>,
    /// Joins it with the same code in the other languages (`x`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    /// What it does (`type`), such as `bold`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// Which half of a pair, for isolated codes (`pos`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half: Option<Half>,
    /// Whether a placeholder belongs to the text before (`p`), after (`f`) or both (`assoc`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assoc: Option<String>,
    /// The native markup.
    pub content: Vec<Native>,
}

impl Code {
    /// Makes a code of a kind, with no attributes and no content.
    pub fn new(kind: CodeKind) -> Self {
        Code {
            kind,
            pair: None,
            external: None,
            function: None,
            half: None,
            assoc: None,
            content: Vec::new(),
        }
    }
}

/// A piece of the content of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Native {
    /// Markup of the original format.
    Markup(String),
    /// Text to translate inside the markup, such as the title of a picture (`sub`).
    Sub(SubFlow),
}

/// A text of its own inside a code (`sub`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubFlow {
    /// Format that it comes from (`datatype`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datatype: Option<String>,
    /// What it is (`type`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The text.
    pub seg: Seg,
}

/// A marked stretch of text (`hi`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// Joins it with the same stretch in the other languages (`x`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<String>,
    /// Why it is marked (`type`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// What stands in it.
    pub pieces: Vec<Inline>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn codes_are_not_text_but_highlights_are() {
        let mut bold = Code::new(CodeKind::Begin);
        bold.content = vec![Native::Markup("<b>".into())];
        let seg = Seg::from_pieces(vec![
            text("The "),
            Inline::Code(bold),
            Inline::Highlight(Highlight {
                pieces: vec![text("Royal"), text(" Decree")],
                ..Highlight::default()
            }),
            text("."),
        ]);
        assert_eq!(seg.plain_text(), "The Royal Decree.");
    }

    #[test]
    fn text_alone_has_one_form() {
        assert_eq!(
            Seg::from_pieces(vec![text("a"), text(""), text("b")]),
            Seg::from("ab")
        );
        assert_eq!(Seg::from_pieces(vec![text("")]), Seg::default());
        assert_eq!(
            Seg::from_pieces(Seg::from("ab").into_pieces()),
            Seg::from("ab")
        );
    }

    #[test]
    fn variants_are_found_as_near_as_can_be() {
        let unit = |codes: &[&str]| TranslationUnit {
            variants: codes
                .iter()
                .map(|code| Variant::new(LangCode::new(code), Seg::from(*code)))
                .collect(),
            ..TranslationUnit::default()
        };
        let found = |codes: &[&str], wanted: &str| {
            unit(codes)
                .variant(&Lang::parse(wanted).unwrap())
                .map(|variant| variant.lang.as_str().to_owned())
        };
        assert_eq!(found(&["en-GB", "en", "EN_us"], "en-US").unwrap(), "EN_us");
        assert_eq!(found(&["en-GB", "en", "fr"], "en-US").unwrap(), "en");
        assert_eq!(found(&["fr", "en-GB"], "en-US").unwrap(), "en-GB");
        assert_eq!(found(&["fr", "kh"], "km"), None);
    }

    #[test]
    fn texts_of_other_regions_are_not_taken() {
        let found = |codes: &[&str], wanted: &[&str]| {
            let unit = TranslationUnit {
                variants: codes
                    .iter()
                    .map(|code| Variant::new(LangCode::new(code), Seg::from(*code)))
                    .collect(),
                ..TranslationUnit::default()
            };
            let wanted: Vec<_> = wanted.iter().map(|tag| Lang::parse(tag).unwrap()).collect();
            let found = unit.texts_in(wanted.iter()).into_iter();
            let found = found.map(|one| one.map_or("-", |one| one.lang.as_str()).to_owned());
            found.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found(&["en", "zh-CN"], &["en-US", "zh-TW"]), "en -");
        assert_eq!(
            found(&["EN_gb", "zh-Hant-TW"], &["en", "zh-TW"]),
            "EN_gb zh-Hant-TW"
        );
        assert_eq!(found(&["en-US", "en-GB"], &["en", "en-GB"]), "en-US en-GB");
        assert_eq!(found(&["en-GB"], &["en", "en-GB"]), "- en-GB");
        assert_eq!(
            found(&["sr-Latn", "sr-Cyrl"], &["sr-Cyrl", "sr-Latn"]),
            "sr-Cyrl sr-Latn"
        );
        assert_eq!(found(&["pt", "pt-BR"], &["pt-PT"]), "pt");
    }

    #[test]
    fn wrong_codes_are_kept_and_explained() {
        let code = LangCode::new("kh");
        assert_eq!(code.as_str(), "kh");
        assert!(code.lang().unwrap_err().to_string().contains("\"km\""));
        assert!(LangCode::new("*ALL*").is_all());
        assert!(LangCode::new("all").is_all());
        assert!(!LangCode::new("en").is_all());
    }
}
