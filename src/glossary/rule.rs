//! The rules for glossaries: each has a code that never changes its meaning, and says of itself what
//! it is for. What is checked stands in [`lint`](super::lint).

use crate::report::Severity;
use crate::report::rule::{Rule, rule};

use Severity::{Error, Info, Warning};

/// All rules, by code.
pub const RULES: &[Rule] = &[
    rule(
        "G001",
        Error,
        "The file cannot be read as a glossary",
        "The file is no TOML, has a key that is not known, or a value of the wrong sort. Of a file that is no TOML nothing is read, of the others everything but the value.",
        "[concept.asean]\nkimd = \"body\"",
    ),
    rule(
        "G002",
        Error,
        "Two concepts have the same id",
        "An id names one concept in all files of a glossary. The second one is not read. Merge the two, or give one another id.",
        "# in a.toml and in b.toml\n[concept.asean]",
    ),
    rule(
        "G003",
        Warning,
        "The same source term in two concepts",
        "A translator who looks the term up gets both, and a check accepts either. If they are one meaning, merge them. If not, say under `homonym` in both how they differ, and give one of them `context` words.",
        "[concept.a]\nen = \"Protocol\"\n[concept.b]\nen = \"Protocol\"",
    ),
    rule(
        "G004",
        Error,
        "A required language has no preferred term",
        "`require` in [glossary] names the languages that every concept needs. Add the term, or make the concept a draft.",
        "require = [\"en\", \"km\"]\n[concept.a]\nen = \"agenda\"",
    ),
    rule(
        "G005",
        Warning,
        "An abbreviation without its full form",
        "Nobody can tell what it stands for, and it cannot be written out where it comes first. Add the full form before it.",
        "[concept.a]\nen = { term = \"AMM\", type = \"abbreviation\" }",
    ),
    rule(
        "G006",
        Warning,
        "An abbreviation that the texts have and the glossary lacks",
        "The texts given with --bitext define an abbreviation, as in `Long Form (LF)`, and the concept of the long form does not have it. A translator who meets the short form alone finds nothing. Add it to the concept.",
        "[concept.asean-regional-forum]\nen = \"ASEAN Regional Forum\"\n# and in a text: the ASEAN Regional Forum (ARF)",
    ),
    rule(
        "G007",
        Error,
        "Characters that should be composed",
        "Letters with marks are stored composed (Unicode Normalization Form C). Other programs compare byte by byte.",
        "vi = \"Vie\\u0323\\u0302t Nam\"",
    )
    .fixable(),
    rule(
        "G008",
        Error,
        "A character that nobody sees",
        "Zero-width spaces, marks of direction and control characters come in by copying. Terms are found whether a text has them or not; in the glossary they only break other programs.",
        "km = \"\\u200B…\"",
    )
    .fixable(),
    rule(
        "G009",
        Warning,
        "Space at the edge of a term, or twice",
        "Leading, trailing and double spaces, and spaces that do not break, are not part of a term.",
        "en = \"Plan  of Action \"",
    )
    .fixable(),
    rule(
        "G010",
        Error,
        "Letters of several scripts in one word",
        "Mostly a slip of the keyboard that cannot be seen, and that no search finds.",
        "km = \"…\" with a Thai letter in it",
    ),
    rule(
        "G011",
        Error,
        "A letter that only looks Latin",
        "Cyrillic and Greek have letters that look like Latin ones. A term with one of them is never found.",
        "en = \"ASE\\u0410N\"",
    ),
    rule(
        "G012",
        Warning,
        "The same Khmer word typed in two ways",
        "Subscript TA and subscript DA look the same. Both are found, but what the glossary gives to translators should be one of them.",
        "km = \"…\\u17D2\\u178F…\" here and \"…\\u17D2\\u178A…\" there",
    ),
    rule(
        "G013",
        Error,
        "Khmer that is not well formed",
        "Marks out of order, a subscript sign with nothing below it, or a mark without a letter. What is only out of order can be mended.",
        "km = \"\\u1780\\u17B6\\u17D2\"",
    )
    .fixable(),
    rule(
        "G014",
        Warning,
        "A term in the script of another language",
        "The term has no letter of the script that its language is written in. Check the key. Abbreviations and concepts with `translate = false` may stay as they are.",
        "km = \"Secretariat\"",
    ),
    rule(
        "G015",
        Error,
        "A term both wanted and unwanted",
        "The same term is preferred or admitted in one place and deprecated or forbidden in another. Every use of the good one would be reported.",
        "km = [\"x\", { term = \"x\", status = \"forbidden\" }]",
    ),
    rule(
        "G016",
        Warning,
        "A variant that changes nothing",
        "The variant is found by the term itself: spaces and hyphens in Khmer, the look-alike subscripts, quotation marks, dashes and initial points make no difference.",
        "en = { term = \"U.S.\", variants = [\"US\"] }",
    )
    .fixable(),
    rule(
        "G017",
        Warning,
        "A part is translated otherwise inside the whole",
        "`parts` says that the term of another concept is in this one, but none of its translations is.",
        "[concept.asean-summit]\nparts = [\"summit\"]",
    ),
    rule(
        "G018",
        Info,
        "A part that may be translated otherwise",
        "The source term has the term of another concept in it, but the translation has none of its translations. If that is right, leave it; if the two belong together, name it under `parts`.",
        "en = \"ASEAN Day\" without the Khmer for ASEAN",
    ),
    rule(
        "G019",
        Warning,
        "Two terms that differ only in writing",
        "Two terms of a concept differ in capitals, hyphens, dashes or apostrophes only. Keep one, with the other under `variants` if it must be found.",
        "en = [\"Joint Statement\", \"joint statement\"]",
    ),
    rule(
        "G020",
        Error,
        "Not a language tag",
        "Languages are written as BCP 47 has them: km, en-GB, zh-Hans. A country is no language.",
        "kh = \"…\"",
    )
    .fixable(),
    rule(
        "G021",
        Error,
        "Ends before it begins",
        "`until` is earlier than `since`.",
        "since = 2026-01-01\nuntil = 2025-12-31",
    ),
    rule(
        "G022",
        Warning,
        "No longer valid",
        "`until` is past. Name what took its place under `replaced`, or say status = \"superseded\".",
        "until = 2020-12-31",
    ),
    rule(
        "G023",
        Error,
        "No such concept",
        "`related`, `parts` and `replaced` name ids of this glossary.",
        "related = [\"secretary-of-sate-us\"]",
    ),
    rule(
        "G024",
        Error,
        "Replaced in a circle",
        "Following `replaced` leads back to where it started; so does following `use`.",
        "[concept.a]\nreplaced = \"a\"",
    ),
    rule(
        "G025",
        Error,
        "`use` names no term that may be used",
        "What to write instead must be a preferred or admitted term of the same concept and language.",
        "en = [\"MFAIC\", { term = \"MoFA\", status = \"deprecated\", use = \"MFA\" }]",
    ),
    rule(
        "G026",
        Warning,
        "No such source",
        "`sources` names keys of [glossary.reference].",
        "sources = [\"un-charter\"]",
    ),
    rule(
        "G027",
        Warning,
        "Forbidden, but what instead?",
        "Say under `use` what to write, so that the report can tell it.",
        "{ term = \"x\", status = \"forbidden\" }",
    ),
    rule(
        "G028",
        Warning,
        "A term that is found everywhere",
        "A word of one or two small letters, a stop word, or a single cluster of a script without spaces is in every text.",
        "en = \"of\"",
    ),
    rule(
        "G029",
        Warning,
        "The numbers differ",
        "A number in digits is in the source term or in its translation only. The digits of all scripts count the same, and a Buddhist year for its common year. A small number may be written out in words: it is missed only where the other term has small numbers in digits too.",
        "en = \"Vision 2045\"\nkm = \"… \u{17E2}\u{17E0}\u{17E2}\u{17E5}\"",
    ),
    rule(
        "G030",
        Warning,
        "Brackets or quotation marks that do not fit",
        "Brackets and quotation marks come in twos; and what is in brackets in the source term is in brackets in its translation too.",
        "en = \"Plan of Action (2021-2025\"",
    ),
    rule(
        "G031",
        Warning,
        "An article or full stop in a term",
        "Terms are listed without article and final punctuation: they are found with and without.",
        "en = \"the agenda.\"",
    ),
    rule(
        "G032",
        Warning,
        "The same term but for its capitals",
        "Two concepts have terms that differ in capitals only. At the start of a sentence and in headings nobody can tell them apart. Give one of them `context` words or case = \"exact\".",
        "[concept.a]\nen = \"march\"\n[concept.b]\nen = \"March\"",
    ),
    rule(
        "G033",
        Info,
        "A concept that no text has",
        "None of its terms is in the source side of the texts given with --bitext. It may be for other texts; or it is spelled otherwise, or too long to be found, and then a variant helps.",
        "en = \"Treaty on the use of the seas\" where all texts say \"Treaty on the Use of the Sea\"",
    ),
    rule(
        "G034",
        Warning,
        "A term that translators never write",
        "The concept is in five texts or more of those given with --bitext, and not one translation has its preferred or an admitted term. Either the term is wrong or nobody knows it; `chancery term audit` shows what is written instead.",
        "en = \"Wuhan\" with a Khmer spelling that none of 72 translations has",
    ),
    rule(
        "G035",
        Info,
        "The translation is the source term",
        "The same letters stand in a language that is written otherwise. If the concept is not to be translated, say translate = false.",
        "en = \"SOM\"\nkm = \"SOM\"",
    ),
    rule(
        "G036",
        Info,
        "A good and a bad term, one inside the other",
        "A text that has the longer one has the shorter one too. Only the longer one is reported.",
        "km = [\"ab\", { term = \"abc\", status = \"forbidden\" }]",
    ),
    rule(
        "G037",
        Warning,
        "Not in canonical layout",
        "`chancery term fmt` writes keys in a fixed order and one concept after another by id, so that changes are easy to compare.",
        "[concept.b]\n[concept.a]",
    )
    .fixable(),
    rule(
        "G038",
        Error,
        "Not TOML 1.0",
        "Inline tables over several lines or with a comma at the end, and the escapes \\e and \\x, came with TOML 1.1; editors and other programs do not know them yet.",
        "en = { term = \"x\", }",
    ),
    rule(
        "G039",
        Warning,
        "An id that is hard to type",
        "Ids are small letters and digits in words joined by hyphens.",
        "[concept.ASEAN_Summit]",
    ),
    rule(
        "G040",
        Warning,
        "Several concepts, one translation",
        "Two concepts have the same preferred term in a language: a reader cannot tell them apart. If that is so in the language, name each under `related` of the other, or say `homonym`.",
        "[concept.a]\nkm = \"x\"\n[concept.b]\nkm = \"x\"",
    ),
    rule(
        "G041",
        Warning,
        "A comment that allows nothing",
        "A comment `# allow G028: reason` above a concept hides findings of that rule in it. Without a reason, or where there is nothing to hide, it is reported.",
        "# allow G028",
    ),
];

/// Returns the rule of a code, in capital or small letters.
pub fn rule_of(code: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .find(|rule| rule.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_ascending() {
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert_eq!(rule_of("g013").map(|rule| rule.code), Some("G013"));
        assert!(rule_of("G999").is_none());
    }
}
