//! The rules for translations: each has a code that never changes its meaning. `T` is for terms, `N`
//! for numbers and dates, `Q` for the writing. What is checked stands beside the rooms' checks, not
//! here.

use crate::report::Severity::{Error, Info, Warning};
use crate::report::rule::{Rule, rule};

pub(super) const MISSING_TERM: Rule = rule(
    "T001",
    Error,
    "The translation lacks the term of the glossary",
    "A term of the glossary is in the source, and none of its preferred or admitted terms is in the translation. Write the term. If what is written is as good, admit it to the glossary once, and it is right everywhere: `chancery term admit ID LANG TEXT`. Drafts are never enforced, a term inside a longer one is not looked for by itself, and of terms that have several meanings the rendering of any of them will do.",
    "en: The Chairperson opened the meeting.\nfr: La séance est ouverte.",
);

pub(super) const FORBIDDEN_TERM: Rule = rule(
    "T002",
    Error,
    "A deprecated or forbidden term in the translation",
    "The glossary says that this is not to be written. Write what it names instead. A forbidden term is told wherever it is, a deprecated one where the source speaks of its concept. Not told is what is part of a longer good term, or the good term of another concept that the source speaks of too.",
    "en: The Chairperson opened the meeting.\nfr: Le chairman a ouvert la séance.",
);

pub(super) const OLD_SOURCE_TERM: Rule = rule(
    "T003",
    Warning,
    "A deprecated or forbidden term in the source",
    "The source calls a concept what the glossary says it should no longer be called. Tell whoever wrote it, or mend the source if it is yours; the translation keeps to the term of today.",
    "en: The Chairman opened the meeting.",
);

pub(super) const INCONSISTENT_TERM: Rule = rule(
    "T004",
    Warning,
    "One term, several renderings in a document",
    "The glossary admits several renderings, and this document writes now one, now another for the same term of the source. The reader takes them for different things. Keep to the one that is written most often. Abbreviations beside full forms, longer forms beside shorter ones, and terms with a note on when to write them are not compared.",
    "en: The member countries agreed.\nfr: Les pays membres ont convenu ...\nen: The member countries met.\nfr: Les États membres se sont réunis.",
);

pub(super) const CHANGED_NAME: Rule = rule(
    "T005",
    Error,
    "A name that is not translated was changed",
    "The glossary says `translate = false`: the name stays as it is in every language, and the translation does not have it so.",
    "[concept.som]\ntranslate = false\nen = \"SOM\"\n\nen: The SOM met.\nfr: La ROHF s'est réunie.",
);

pub(super) const FIRST_MENTION: Rule = rule(
    "T006",
    Warning,
    "An abbreviation not written out where it comes first, or explained twice",
    "The glossary says `expand = \"first-mention\"`: the full form comes first, with the abbreviation in brackets, and the abbreviation alone afterwards. A second explanation is told where the source has none.",
    "fr: La DEFA a été signée. (The document never says what it stands for.)",
);

pub(super) const EARLY_ABBREVIATION: Rule = rule(
    "T007",
    Warning,
    "An abbreviation before its explanation",
    "The document explains the abbreviation, but has used it before. Write the full form and the abbreviation in brackets where it comes first.",
    "fr: Le FRA s'est réuni. Le Forum régional de l'ASEAN (FRA) ...",
);

pub(super) const EXPIRED: Rule = rule(
    "T008",
    Warning,
    "A title or agreement out of its time",
    "By `since` and `until` of the glossary the concept was not valid yet, or no longer, on the date of the document. Look whether its successor is meant. Not told where the source names the successor too.",
    "[concept.poa-2021]\nuntil = 2025-12-31\n\nen: (of 12 May 2026) Under the Plan of Action 2021-2025, ...",
);

pub(super) const ODD_SPELLING: Rule = rule(
    "T009",
    Info,
    "A term in another spelling than that of the glossary",
    "The term is written in a listed variant, with other signs above the letters, or in letters that look the same and are others (coeng DA for coeng TA in Khmer). A search for one of them does not find the other. Letters that look the same are mended by --fix; a variant is a matter of choice.",
    "km: \u{17AF}\u{1780}\u{17A7}\u{178F}\u{17D2}\u{178A}\u{1798} (with coeng DA)",
)
.fixable();

pub(super) const REVERSE_TERM: Rule = rule(
    "T010",
    Info,
    "A term in the translation that nothing in the source asks for",
    "The translation has a term of the glossary whose concept the source does not name. Something may have been added or confused, or the source says it in words that the glossary lacks.",
    "en: The body met in Jakarta.\nfr: Le Secrétariat de l'ASEAN s'est réuni à Jakarta.",
);

/// Suppressions are the business of those who read files; the codes are kept here with the others.
const UNUSED_SUPPRESSION: Rule = rule(
    "T012",
    Warning,
    "A suppression that suppresses nothing",
    "The finding that it was written for is gone. Remove it, so that it hides no other.",
    "[[ignore]]\nrule = \"T001\"\nconcept = \"asean\"\nreason = \"...\"",
);

const BARE_SUPPRESSION: Rule = rule(
    "T013",
    Error,
    "A suppression without a reason",
    "Whoever reads it next year must know whether it still holds. Say why.",
    "[[ignore]]\nrule = \"T001\"\nconcept = \"asean\"",
);

pub(super) const LOST_NUMBER: Rule = rule(
    "N001",
    Warning,
    "A number of the source is not in the translation",
    "Numbers are compared by value, whatever their digits, signs and words for scales: `1.5 million` is the same in any language. How often a number comes, marks of list items, and numbers that are part of a name are not compared. A quantity that was converted, or rounded, is told too.",
    "en: The fund has 150 members.\nfr: Le fonds compte 15 membres.",
);

pub(super) const ADDED_NUMBER: Rule = rule(
    "N002",
    Info,
    "A number of the translation is not in the source",
    "The translation has a number that the source has neither in digits nor in words, and has lost none. Look whether it was meant.",
    "en: The fund has members.\nfr: Le fonds compte 15 membres.",
);

pub(super) const LOST_DATE: Rule = rule(
    "N003",
    Warning,
    "A date of the source is not in the translation",
    "Dates are compared by day, month and year, in any order, digits and era: 2568 of the Buddhist Era is 2025. A deadline that was turned round (`not later than 31 May`, `before 1 June`) is told too.",
    "en: on 12 May 2025\nfr: le 21 mai 2025",
);

pub(super) const ADDED_DATE: Rule = rule(
    "N004",
    Info,
    "A date of the translation is not in the source",
    "The translation has a date that the source has not, and has lost none. Look whether it was meant.",
    "en: in spring\nfr: le 21 mars 2025",
);

pub(super) const EMPTY: Rule = rule(
    "Q001",
    Warning,
    "No translation",
    "The source has a text and the translation has none. If the sentence was left out on purpose, say so in a suppression.",
    "en: The meeting is open.\nfr:",
);

pub(super) const SAME: Rule = rule(
    "Q002",
    Warning,
    "The translation is the source",
    "The text was copied and not translated. Names, numbers and codes, which are the same in any language, are not told: what is told has several words in small letters, or is longer than a name in a script without capitals.",
    "en: The meeting is open.\nfr: The meeting is open.",
);

pub(super) const MANY_TARGETS: Rule = rule(
    "Q003",
    Warning,
    "One source, several translations",
    "The same source is translated otherwise elsewhere, in whatever file. A memory that has both proposes now one, now the other. Told in the units that have the rarer translation; spaces, signs and texts of one word are not compared.",
    "en: The meeting is open.\nfr: La séance est ouverte.\n...\nen: The meeting is open.\nfr: La réunion est ouverte.",
);

pub(super) const MANY_SOURCES: Rule = rule(
    "Q004",
    Info,
    "Several sources, one translation",
    "Different sources have the same translation. It may be right, or one of them was copied over another.",
    "en: The meeting is open.\nfr: La séance est levée.\n...\nen: The meeting is closed.\nfr: La séance est levée.",
);

pub(super) const CODES: Rule = rule(
    "Q005",
    Error,
    "Inline codes or placeholders lost or changed",
    "The program that shows the text looks for its codes: tags, placeholders such as {0} and %s, inline elements of the file. Their order is free, their number is not.",
    "en: Page {0} of {1}\nfr: Page {0}",
);

pub(super) const BRACKETS: Rule = rule(
    "Q006",
    Warning,
    "A bracket without its other half",
    "What is opened is closed. The pairs are not counted: a translation may explain a name in brackets. Not told where the source has the same fault.",
    "fr: La Cour (CIJ a rendu son arrêt.",
);

pub(super) const QUOTES: Rule = rule(
    "Q007",
    Warning,
    "A quotation mark without its other half",
    "What is quoted ends somewhere. The marks of each language, and straight ones, are all known; apostrophes are not. Not told where the source has the same fault.",
    "fr: Il a dit : « Bienvenue.",
);

pub(super) const DOUBLED: Rule = rule(
    "Q008",
    Warning,
    "A word twice in a row",
    "Mostly a slip of the keyboard. The Khmer sign of repetition (U+17D7) is right, as are languages that double words on purpose, which are not checked, and what the source doubles too.",
    "fr: La séance est est ouverte.",
);

pub(super) const OUTER_SPACES: Rule = rule(
    "Q009",
    Warning,
    "Spaces around the text",
    "The text begins or ends with spaces, the source does not. They are seen nowhere and make two equal texts different.",
    "fr: La séance est ouverte. ",
)
.fixable();

pub(super) const SEVERAL_SPACES: Rule = rule(
    "Q010",
    Info,
    "Several spaces in a row",
    "A word or a sign may have been lost between them, and texts that differ in spaces alone are not found again in a memory. Write one.",
    "The  meeting is open.",
)
.fixable();

pub(super) const ENDING: Rule = rule(
    "Q011",
    Warning,
    "Another sort of sign at the end",
    "The source asks and the translation does not, or the source ends a sentence and the translation ends in nothing. Each language has its own signs: a full stop is U+17D4 in Khmer, U+104B in Burmese, nothing in Thai and Lao. Commas, colons and ellipses are a matter of style and not compared.",
    "en: Is the meeting open?\nfr: La séance est ouverte.",
);

pub(super) const ILLEGAL: Rule = rule(
    "Q012",
    Warning,
    "Characters that have no place in a text",
    "Controls, the sign of a lost character (U+FFFD), marks of direction in a text that runs one way, private and deprecated characters. Nobody sees them, and searches and programs stumble. A zero-width space is right in scripts without spaces and told in the others.",
    "fr: La s\u{FFFD}ance est ouverte.",
);

pub(super) const SCRIPT: Rule = rule(
    "Q013",
    Warning,
    "Letters of another script",
    "The translation has letters of a script that neither its language nor the source has, or none of its own. Latin names are right in any language.",
    "km: The meeting is open now.",
);

pub(super) const LENGTH: Rule = rule(
    "Q014",
    Warning,
    "Far too long or too short",
    "By the habits of the two languages the translation should be about half or double as long, or more than that. A sentence was lost, or the wrong text stands beside the source. Short texts are not measured.",
    "en: The meeting was opened by the Chairperson, who thanked the delegates.\nfr: Ouvert.",
);

pub(super) const ADDRESS: Rule = rule(
    "Q015",
    Error,
    "An address of e-mail or of the web lost or changed",
    "With a letter more or less it leads nowhere. That the address of a page names another language is no fault.",
    "en: Write to office@example.org.\nfr: Écrivez à ofice@example.org.",
);

pub(super) const LINE_NUMBER: Rule = rule(
    "Q016",
    Warning,
    "A telephone or reference number changed",
    "Whoever calls it or looks it up finds nothing. Digits of any script are compared; a number may have the code of its country or not.",
    "en: No. 1187/2024, tel. 023 214 441\nfr: N° 1178/2024, tél. 023 214 441",
);

/// All rules, by code.
pub const RULES: &[Rule] = &[
    MISSING_TERM,
    FORBIDDEN_TERM,
    OLD_SOURCE_TERM,
    INCONSISTENT_TERM,
    CHANGED_NAME,
    FIRST_MENTION,
    EARLY_ABBREVIATION,
    EXPIRED,
    ODD_SPELLING,
    REVERSE_TERM,
    UNUSED_SUPPRESSION,
    BARE_SUPPRESSION,
    LOST_NUMBER,
    ADDED_NUMBER,
    LOST_DATE,
    ADDED_DATE,
    EMPTY,
    SAME,
    MANY_TARGETS,
    MANY_SOURCES,
    CODES,
    BRACKETS,
    QUOTES,
    DOUBLED,
    OUTER_SPACES,
    SEVERAL_SPACES,
    ENDING,
    ILLEGAL,
    SCRIPT,
    LENGTH,
    ADDRESS,
    LINE_NUMBER,
];

/// Returns the rule with a code.
pub fn rule_of(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// A set of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rules(u64);

impl Rules {
    /// Returns all rules but some.
    pub(super) fn without<'a>(codes: impl IntoIterator<Item = &'a str>) -> Rules {
        let skipped = codes.into_iter().filter_map(rule_of).map(bit);
        Rules(!skipped.fold(0, |set, bit| set | bit))
    }

    /// Tells whether a rule is in the set.
    pub(super) fn has(self, rule: &Rule) -> bool {
        self.0 & bit(rule) != 0
    }
}

/// Returns the bit of a rule: codes of each letter have a part of the word of their own.
fn bit(rule: &Rule) -> u64 {
    let (letter, number) = rule.code.split_at(1);
    let number = number
        .bytes()
        .fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let part = match letter {
        "T" => 0,
        "N" => 20,
        _ => 32,
    };
    1 << (part + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_have_bits_of_their_own() {
        assert!(
            RULES
                .windows(2)
                .all(|pair| order(&pair[0]) < order(&pair[1]))
        );
        let mut seen = 0;
        for rule in RULES {
            assert_eq!(seen & bit(rule), 0, "{}", rule.code);
            seen |= bit(rule);
        }
    }

    fn order(rule: &Rule) -> (usize, &str) {
        ("TNQ".find(&rule.code[..1]).unwrap(), rule.code)
    }

    #[test]
    fn rules_say_what_they_are_for() {
        for rule in RULES {
            assert!(!rule.summary.ends_with('.'), "{}", rule.code);
            assert!(rule.explanation.ends_with('.'), "{}", rule.code);
            assert!(!rule.example.is_empty(), "{}", rule.code);
        }
    }

    #[test]
    fn a_set_lacks_what_is_skipped() {
        let set = Rules::without(["Q010", "X999"]);
        assert!(!set.has(&SEVERAL_SPACES) && set.has(&MISSING_TERM));
    }
}
