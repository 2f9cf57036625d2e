use proptest::prelude::*;

use super::*;
use crate::format::text;
use crate::model::{Block, Document, Gap};
use crate::segment::{lines, segments};

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

fn cut<'a>(text: &'a str, code: &str, options: Options<'_>) -> Vec<&'a str> {
    pieces(text, &lang(code), &options)
        .into_iter()
        .map(|piece| text[piece.range()].trim())
        .collect()
}

/// Cuts texts in which `|` marks the expected cuts and compares.
fn check(code: &str, cases: &[&str]) {
    for case in cases {
        let expected: Vec<&str> = case.split('|').map(str::trim).collect();
        let text = case.replace('|', "");
        assert_eq!(cut(&text, code, Options::default()), expected);
    }
}

#[test]
fn english() {
    check(
        "en",
        &[
            "H.E. Ms. Sok met Gen. Lim. |Talks followed.",
            "The U.S. Embassy and the U.S. |The note says so.",
            "It opened at 9 a.m. |The Chair spoke. |It closed at 5 p.m. Monday.",
            "See Note No. 12/2025, para. 3. |No. |They did not.",
            "J. K. Tan of Tan Co. Ltd. spoke. |Was it true? |“Yes.” |It was.",
            "1. Parties meet. |2. Parties talk. |Art. 5. The end of it.",
            "Paid US$ 5.5 million... |Write to a@example.org. |See www.example.org.",
            "“Shall we?” she asked. |It ended.[1] |(All rose.) |Talks go on... as ever.",
            "It is in Annex B. |The Parties, i.e. the States, met in Laos, etc. |They left.",
        ],
    );
}

#[test]
fn khmer() {
    check(
        "km",
        &[
            "\u{1780}\u{17B6}\u{17D4} |\u{1781}\u{17D5}",
            "\u{1780}\u{17B6}\u{17D4}|\u{1781}",
            "\u{1780}\u{17B6} \u{17D4}\u{179B}\u{17D4} \u{1781} \u{17D4} |\u{1782}",
            "\u{1780}\u{17B6} \u{17D4}\u{179B}\u{17D4} \u{17D4} |\u{1782}",
            "\u{1780}\u{17B6}. \u{1781}. \u{1782} (\u{17A7}\u{17D4} \u{1783})",
            "«\u{1780}\u{17B6}\u{17D4}» |\u{1781} «\u{1782}!» \u{1783}",
            "«\u{1780}\u{17B6}\u{17D4}» \u{17D4} |\u{1781}? |\u{1782}",
            "\u{17E5}.\u{17E0}\u{17E0}\u{17E0} \u{1780}\u{17B6}",
        ],
    );
}

#[test]
fn other_languages() {
    check(
        "fr",
        &["S.E. M. Sok a dit : « Oui. » |Le 1er mai, etc. |Il part. |Art. 5. Les Parties."],
    );
    check(
        "de",
        &["Am 5. Mai kam Dr. Sok. |„Gut.“ |Es gilt z. B. Art. 3 Abs. 2. |Das ist alles."],
    );
    check("vi", &["TP. Hà Nội họp. |Ông đi."]);
    check("id", &["Y.M. Sok tiba. |Jl. Merdeka No. 5. |Dia pergi."]);
    check("tl", &["Dumating si G. Sok. |Umalis siya."]);
    check(
        "lo",
        &["\u{0E81}\u{0E82}\u{0E84}. |\u{0EAA}.\u{0E9B}. \u{0E81} 1.5 \u{0E82}"],
    );
    check(
        "my",
        &["\u{1000}\u{104A} \u{1001}\u{104B} |\u{1002}\u{104B}” \u{101F}\u{102F}"],
    );
    check("zh", &["“好。”|他说。|真的吗？|是！|1.5 万。"]);
    check("ja", &["「はい。」|そうです。"]);
    check("ru", &["Приехал А. С. Иванов. |Он уехал."]);
    check("th", &["\u{0E01} \u{0E02} \u{0E04}"]);
}

#[test]
fn clauses() {
    let text = "(a) to maintain peace; (b) to promote friendship; and (c) to meet.";
    assert_eq!(cut(text, "en", Options::default()).len(), 1);
    let clauses = Options {
        clauses: true,
        ..Options::default()
    };
    assert_eq!(
        cut(text, "en", clauses),
        [
            "(a) to maintain peace;",
            "(b) to promote friendship;",
            "and (c) to meet."
        ]
    );
}

#[test]
fn decisions_are_explained() {
    let text = "H.E. Sok met him. It was 5.5 km.";
    let rules: Vec<(usize, bool, &str)> = decisions(text, &lang("en"), &Options::default())
        .into_iter()
        .map(|decision| (decision.offset, decision.breaks, decision.rule))
        .collect();
    assert_eq!(
        rules,
        [
            (2, false, "en-inside-token"),
            (4, false, "en-abbreviation"),
            (17, true, "en-full-stop"),
            (27, false, "en-inside-token"),
        ]
    );
}

#[test]
fn segments_know_their_place() {
    let document = text::read("One.\n\nTwo is here. Three\nis there.");
    let found: Vec<(String, usize, usize, Gap)> =
        segments(&document, &lang("en"), &Options::default())
            .into_iter()
            .map(|segment| {
                (
                    segment.text,
                    segment.lines.first,
                    segment.lines.last,
                    segment.gap,
                )
            })
            .collect();
    let expected = [
        ("One.", 1, 1, Gap::None),
        ("Two is here.", 3, 3, Gap::Blank),
        ("Three is there.", 3, 4, Gap::None),
    ];
    assert_eq!(
        found,
        expected.map(|(text, first, last, gap)| (text.to_owned(), first, last, gap))
    );
}

#[test]
fn cut_lines_stay_whole() {
    let document = text::read_lines("One. Two.\n\n three ");
    let texts: Vec<String> = lines(&document)
        .into_iter()
        .map(|segment| segment.text)
        .collect();
    assert_eq!(texts, ["One. Two.", "three"]);
    let blank = Document {
        blocks: vec![Block::default()],
        ..Document::default()
    };
    assert!(lines(&blank).is_empty());
}

const CODES: [&str; 9] = ["en", "fr", "de", "km", "lo", "my", "th", "zh", "ru"];

proptest! {
    /// Nothing is lost, nothing is retyped, and the decisions come in order.
    #[test]
    fn cuts_keep_the_text(
        text in "[ .!?;\"'”“»()\\[\\]1aAM\u{A0}\u{1780}\u{17D4}\u{179B}\u{0E01}\u{104B}。中…\n-]{0,60}",
        clauses: bool,
    ) {
        let options = Options { clauses, srx: None };
        for code in CODES {
            let lang = lang(code);
            let joined: String = pieces(&text, &lang, &options)
                .into_iter()
                .map(|piece| &text[piece.range()])
                .collect();
            prop_assert_eq!(&joined, &text);
            let decisions = decisions(&text, &lang, &options);
            prop_assert!(decisions.windows(2).all(|pair| pair[0].offset < pair[1].offset));
            let names = rule_names(&lang);
            prop_assert!(decisions.iter().all(|decision| names.contains(&decision.rule)));
        }
    }

    /// Reading keeps every letter, in order.
    #[test]
    fn reading_keeps_the_letters(text in "[ abAB.,\u{1780}\u{17D4}\n\r\t1)-]{0,80}") {
        let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let document = text::read(&text);
        let read: String = document.blocks.iter().map(|block| letters(&block.text)).collect();
        prop_assert_eq!(read, letters(&text));
        for block in &document.blocks {
            prop_assert_eq!(block.starts[0].0, 0);
            prop_assert!(block.starts.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(block.starts.iter().all(|&(at, _)| block.text.is_char_boundary(at)));
        }
    }
}
