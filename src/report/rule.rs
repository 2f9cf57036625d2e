//! The rules of all rooms: which there are, and what each says of itself. Their texts are data, in
//! `rules.toml`; `chancery explain` prints them and the documents are made from them. What is checked
//! stands in the rooms that check it, not here.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Severity;

/// A rule, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// `F001`.
    UnreadableFile,
    /// `F002`.
    UnreadableUnit,
    /// `G001`.
    UnreadableGlossary,
    /// `G002`.
    DuplicateId,
    /// `G003`.
    SharedSourceTerm,
    /// `G004`.
    MissingLanguage,
    /// `G005`.
    LoneAbbreviation,
    /// `G006`.
    UnlistedAbbreviation,
    /// `G007`.
    NotComposed,
    /// `G008`.
    InvisibleCharacter,
    /// `G009`.
    SpaceInTerm,
    /// `G010`.
    MixedScripts,
    /// `G011`.
    LookAlikeLetter,
    /// `G012`.
    KhmerTypedTwoWays,
    /// `G013`.
    IllFormedKhmer,
    /// `G014`.
    ForeignScript,
    /// `G015`.
    WantedAndUnwanted,
    /// `G016`.
    UselessVariant,
    /// `G017`.
    PartTranslatedOtherwise,
    /// `G018`.
    PartPerhapsTranslatedOtherwise,
    /// `G019`.
    TermsDifferInWriting,
    /// `G020`.
    NotALanguageTag,
    /// `G021`.
    EndsBeforeBeginning,
    /// `G022`.
    NoLongerValid,
    /// `G023`.
    UnknownConcept,
    /// `G024`.
    CircularReplacement,
    /// `G025`.
    UnusableReplacement,
    /// `G026`.
    UnknownSource,
    /// `G027`.
    ForbiddenWithoutReplacement,
    /// `G028`.
    TermFoundEverywhere,
    /// `G029`.
    NumbersDiffer,
    /// `G030`.
    UnpairedMarks,
    /// `G031`.
    ArticleOrFullStop,
    /// `G032`.
    TermsDifferInCapitals,
    /// `G033`.
    ConceptInNoText,
    /// `G034`.
    TermNeverWritten,
    /// `G035`.
    SameAsSource,
    /// `G036`.
    BadTermInsideGood,
    /// `G037`.
    NotCanonical,
    /// `G038`.
    NewerToml,
    /// `G039`.
    AwkwardId,
    /// `G040`.
    SharedTranslation,
    /// `G041`.
    UselessAllowance,
    /// `G042`.
    IdleContext,
    /// `T001`.
    MissingTerm,
    /// `T002`.
    ForbiddenTerm,
    /// `T003`.
    OldSourceTerm,
    /// `T004`.
    InconsistentTerm,
    /// `T005`.
    ChangedName,
    /// `T006`.
    FirstMention,
    /// `T007`.
    EarlyAbbreviation,
    /// `T008`.
    Expired,
    /// `T009`.
    OddSpelling,
    /// `T010`.
    UnaskedTerm,
    /// `T012`.
    UnusedSuppression,
    /// `T013`.
    BareSuppression,
    /// `N001`.
    LostNumber,
    /// `N002`.
    AddedNumber,
    /// `N003`.
    LostDate,
    /// `N004`.
    AddedDate,
    /// `N005`.
    ImpossibleDate,
    /// `N006`.
    WrongWeekday,
    /// `N007`.
    WrongLunarDate,
    /// `N010`.
    NumberFormat,
    /// `Q001`.
    NoTranslation,
    /// `Q002`.
    Untranslated,
    /// `Q003`.
    SeveralTranslations,
    /// `Q004`.
    SeveralSources,
    /// `Q005`.
    ChangedCodes,
    /// `Q006`.
    UnpairedBracket,
    /// `Q007`.
    UnpairedQuote,
    /// `Q008`.
    DoubledWord,
    /// `Q009`.
    OuterSpaces,
    /// `Q010`.
    SeveralSpaces,
    /// `Q011`.
    DifferentEnding,
    /// `Q012`.
    IllegalCharacter,
    /// `Q013`.
    ForeignLetters,
    /// `Q014`.
    OddLength,
    /// `Q015`.
    ChangedAddress,
    /// `Q016`.
    ChangedReference,
    /// `Q017`.
    DisorderedKhmer,
    /// `Q018`.
    UselessBreakHint,
    /// `Q019`.
    OldEncoding,
    /// `Q020`.
    ChangedAbbreviation,
    /// `Q021`.
    MisplacedMarks,
    /// `U`.
    Own,
}

/// What a rule says of itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The code, which never changes its meaning.
    pub code: String,
    name: Rule,
    /// How bad a finding is, unless a project says otherwise.
    pub severity: Severity,
    /// What is found, in a few words.
    pub summary: String,
    /// Why that is wrong and what to do.
    pub explanation: String,
    /// What it is found in.
    pub example: String,
    /// Whether what it finds can be put right without asking, always or sometimes.
    #[serde(default)]
    pub fixable: bool,
}

/// A rule that a project makes for itself, as far as reports speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRule {
    /// The code: that of [`Rule::Own`] and more.
    pub code: String,
    /// How bad a finding is, unless the project says otherwise for some files.
    pub severity: Severity,
    /// What it says of what it finds.
    pub message: String,
}

#[derive(Deserialize)]
struct Registry {
    rule: Vec<About>,
}

// A test reads the same text.
static REGISTRY: LazyLock<Vec<About>> = LazyLock::new(|| {
    let registry: Registry =
        toml::from_str(include_str!("rules.toml")).expect("the rules are well-formed");
    registry.rule
});

impl Rule {
    /// Returns all rules.
    pub fn all() -> impl Iterator<Item = Rule> {
        REGISTRY.iter().map(|about| about.name)
    }

    /// Returns the rule with a code, in capital or small letters.
    pub fn from_code(code: &str) -> Option<Rule> {
        Rule::all().find(|rule| rule.code().eq_ignore_ascii_case(code))
    }

    /// Returns what the rule says of itself.
    pub fn about(self) -> &'static About {
        &REGISTRY[self as usize]
    }

    /// Returns the code, such as `G013`.
    pub fn code(self) -> &'static str {
        &self.about().code
    }

    /// Returns how bad a finding is, unless a project says otherwise.
    pub fn severity(self) -> Severity {
        self.about().severity
    }

    /// Tells whether the rule is for glossaries themselves, not for translations.
    pub fn is_for_glossaries(self) -> bool {
        self.code().starts_with('G')
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A set of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules(u128);

impl Rules {
    /// Returns the rules that are not in this set.
    #[must_use]
    pub fn complement(self) -> Rules {
        Rules(!self.0)
    }

    /// Tells whether a rule is in the set.
    pub fn has(self, rule: Rule) -> bool {
        self.0 & bit(rule) != 0
    }
}

impl FromIterator<Rule> for Rules {
    fn from_iter<I: IntoIterator<Item = Rule>>(rules: I) -> Self {
        Rules(rules.into_iter().fold(0, |set, rule| set | bit(rule)))
    }
}

fn bit(rule: Rule) -> u128 {
    1 << rule as u32
}

#[cfg(test)]
mod tests {
    use serde::de::value::Error;
    use serde::de::{Deserializer, Error as _, Visitor};
    use serde::forward_to_deserialize_any;

    use super::*;

    /// Asks an enum for the names of its variants.
    struct Names<'a>(&'a mut Vec<&'static str>);

    impl<'de> Deserializer<'de> for Names<'_> {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("no enum"))
        }

        fn deserialize_enum<V: Visitor<'de>>(
            self,
            _: &'static str,
            variants: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            self.0.extend(variants);
            Err(Error::custom("only asked"))
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
        }
    }

    #[test]
    fn every_rule_has_its_entry_and_every_entry_its_rule() {
        let mut names = Vec::new();
        assert!(Rule::deserialize(Names(&mut names)).is_err());
        assert_eq!(names.len(), REGISTRY.len());
        for (at, rule) in Rule::all().enumerate() {
            assert_eq!(rule as usize, at, "{rule} is not in its place");
        }
        assert!(names.len() <= u128::BITS as usize);
    }

    #[test]
    fn codes_ascend_within_their_letter() {
        let order = |rule: Rule| ("FGTNQU".find(&rule.code()[..1]).unwrap(), rule.code());
        let rules: Vec<Rule> = Rule::all().collect();
        assert!(rules.windows(2).all(|pair| order(pair[0]) < order(pair[1])));
        assert_eq!(Rule::from_code("g013"), Some(Rule::IllFormedKhmer));
        assert_eq!(Rule::from_code("G999"), None);
    }

    #[test]
    fn rules_say_what_they_are_for() {
        for about in &*REGISTRY {
            assert!(!about.summary.ends_with('.'), "{}", about.code);
            assert!(about.explanation.ends_with('.'), "{}", about.code);
            assert!(!about.example.is_empty(), "{}", about.code);
        }
    }

    #[test]
    fn a_set_lacks_what_is_skipped() {
        let set = Rules::from_iter([Rule::SeveralSpaces]).complement();
        assert!(!set.has(Rule::SeveralSpaces));
        assert!(set.has(Rule::MissingTerm) && set.has(Rule::ChangedReference));
    }
}
