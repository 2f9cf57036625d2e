//! Concepts and their terms: one entry per meaning, with what each language calls it (the concept
//! orientation of ISO 704 and ISO 30042). Every text keeps its place in the file that it was read
//! from. Nothing is judged.

use crate::text::{Found, Lang, Span};

pub use jiff::civil::Date;

/// Makes an enumeration whose values are written as fixed words.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $value,)+
        }

        impl $name {
            /// The words, each with what it stands for.
            pub const ALL: &[(&str, $name)] = &[$(($word, $name::$value),)+];

            /// Returns the word for it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$value => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// What sort of thing a concept is.
    Kind {
        /// An office, rank or form of address.
        Title = "title",
        /// An organisation, ministry, council, mission.
        Body = "body",
        /// A named treaty, plan, declaration or programme.
        Agreement = "agreement",
        /// A named conference, summit or committee session.
        Meeting = "meeting",
        /// A sort of document.
        Document = "document",
        /// A notion of diplomacy or policy.
        Concept = "concept",
        /// A country, city, region, sea, building.
        Place = "place",
        /// A person.
        Person = "person",
        /// A fixed expression.
        Phrase = "phrase",
        /// A month, holiday or form of date.
        Date = "date",
        /// Something that happened or is held.
        Event = "event",
        /// Anything else.
        Term = "term",
    }
}

words! {
    /// What is to be done with a term.
    Status {
        /// The one to write.
        Preferred = "preferred",
        /// As good, but not the first choice.
        Admitted = "admitted",
        /// No longer to be written.
        Deprecated = "deprecated",
        /// Wrong.
        Forbidden = "forbidden",
        /// Right for what was valid then.
        Superseded = "superseded",
        /// Listed, not yet approved, never enforced.
        Draft = "draft",
    }
}

words! {
    /// The form of a term.
    TermType {
        /// The full form.
        Full = "full",
        /// An abbreviation or acronym.
        Abbreviation = "abbreviation",
        /// A short form.
        Short = "short",
        /// Rendered by sound.
        Transliteration = "transliteration",
        /// More than a name: a fixed expression.
        Phrase = "phrase",
    }
}

words! {
    /// When capital and small letters matter.
    Case {
        /// Capitals of the term must be capitals in the text; a term all in capitals, or a short
        /// one with a capital, must be written as it is.
        Smart = "smart",
        /// Written as it is.
        Exact = "exact",
        /// Written in any way.
        Any = "any",
    }
}

words! {
    /// How often the translation must have what the source has.
    Count {
        /// At least once in a segment.
        Presence = "presence",
        /// As often.
        Equal = "equal",
    }
}

impl Status {
    /// Tells whether the place of a term in its list says as much: preferred or admitted.
    pub fn is_by_order(self) -> bool {
        matches!(self, Status::Preferred | Status::Admitted)
    }
}

/// Who looked at a term, when, and how far it can be relied on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Who.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// From 1, not verified, to 4, very reliable, as IATE counts.
    pub reliability: Option<u8>,
}

/// What a concept is called in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term.
    pub text: Found<String>,
    /// Its language.
    pub lang: Lang,
    /// What is to be done with it.
    pub status: Status,
    /// Its form, if that is said.
    pub form: Option<TermType>,
    /// When its capitals matter.
    pub case: Case,
    /// Whether it is an everyday word too: it counts only where something speaks for it.
    pub ordinary: bool,
    /// Other spellings that are looked up too; a trailing `*` stands for any ending of the word.
    pub variants: Vec<Found<String>>,
    /// A shorter form that may follow the full one.
    pub short: Option<Found<String>>,
    /// Whether the full form is written out where it comes first.
    pub expand: bool,
    /// What to write instead of a deprecated or forbidden term.
    pub instead: Option<Found<String>>,
    /// A remark.
    pub note: Option<String>,
    /// Where it was found: keys of references.
    pub sources: Vec<Found<String>>,
    /// Who looked at it.
    pub checked: Option<Checked>,
    /// The whole entry.
    pub span: Span,
}

impl Term {
    /// Returns every spelling of the term: itself, its variants, its short form.
    pub fn spellings(&self) -> impl Iterator<Item = &Found<String>> {
        std::iter::once(&self.text)
            .chain(&self.variants)
            .chain(&self.short)
    }

    /// Tells whether the term may be written: it is preferred or admitted.
    pub fn is_good(&self) -> bool {
        matches!(self.status, Status::Preferred | Status::Admitted)
    }

    /// Tells whether the term must not be written: it is deprecated or forbidden.
    pub fn is_bad(&self) -> bool {
        matches!(self.status, Status::Deprecated | Status::Forbidden)
    }
}

/// One meaning and its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// The key, unique in a glossary.
    pub id: Found<String>,
    /// The place of its file in the list of files.
    pub file: usize,
    /// What sort of thing it is.
    pub kind: Option<Kind>,
    /// Draft or superseded, if the whole concept is.
    pub status: Option<Found<Status>>,
    /// Fields that it belongs to.
    pub subject: Vec<String>,
    /// What it means.
    pub definition: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// How it differs from other concepts with the same term.
    pub homonym: Option<String>,
    /// Words that speak for it where they stand, against other concepts with the same term and
    /// against the everyday word.
    pub context: Vec<Found<String>>,
    /// Words that tell that something else is meant.
    pub except: Vec<Found<String>>,
    /// Concepts to compare.
    pub related: Vec<Found<String>>,
    /// Concepts whose terms are parts of its terms.
    pub parts: Vec<Found<String>>,
    /// The concept that took its place.
    pub replaced: Option<Found<String>>,
    /// First day of validity.
    pub since: Option<Found<Date>>,
    /// Last day of validity.
    pub until: Option<Found<Date>>,
    /// Whether it is translated at all, or kept as it is in every language.
    pub translate: bool,
    /// How often the translation must have it.
    pub count: Count,
    /// Where it was found: keys of references.
    pub sources: Vec<Found<String>>,
    /// In the order of the file; the first of a language is the preferred one.
    pub terms: Vec<Term>,
}

impl Concept {
    /// Returns the terms in a language, or in one that the language is a variety of or has as one.
    pub fn terms_in<'a>(&'a self, lang: &'a Lang) -> impl Iterator<Item = &'a Term> {
        self.terms
            .iter()
            .filter(|term| term.lang.primary() == lang.primary())
    }

    /// Returns the term to write in a language.
    pub fn preferred(&self, lang: &Lang) -> Option<&Term> {
        self.terms
            .iter()
            .find(|term| term.lang.primary() == lang.primary() && term.status == Status::Preferred)
    }

    /// Tells whether the concept is listed only, and not enforced.
    pub fn is_draft(&self) -> bool {
        self.status
            .as_ref()
            .is_some_and(|status| status.value == Status::Draft)
    }
}
