use super::*;
use crate::model::BlockKind::{Heading, ListItem, Paragraph};
use crate::model::Gap;

fn texts(text: &str) -> Vec<String> {
    let document = read(text);
    document
        .blocks
        .into_iter()
        .map(|block| block.text)
        .collect()
}

/// The same words wrapped at some forty columns.
const WRAPPED: &str = "\
The Ministry presents its compliments to
the Embassy and has the honour to inform
it of the following. Talks will be held.
Both sides will attend. The cross-border
programme of the Govern-
ment will be discussed.
";

#[test]
fn wrapped_lines_are_joined() {
    assert_eq!(
        texts(WRAPPED),
        [
            "The Ministry presents its compliments to the Embassy and has the honour to inform it of \
          the following. Talks will be held. Both sides will attend. The cross-border programme of \
          the Government will be discussed."
        ]
    );
}

#[test]
fn lines_are_remembered() {
    let document = read(&format!("Note\n\n{WRAPPED}"));
    let block = &document.blocks[1];
    let at = block.text.find("Both").unwrap();
    let lines = block.lines(at..at + 4);
    assert_eq!((lines.first, lines.last), (6, 6));
    assert_eq!(block.lines(0..block.text.len()).last, 8);
    assert_eq!((block.gap, document.blocks[0].gap), (Gap::Blank, Gap::None));
}

#[test]
fn a_short_line_ends_a_block() {
    let text = format!("Royal Government\nMinistry\n{WRAPPED}Phnom Penh\nEmbassy");
    let blocks = texts(&text);
    assert_eq!(blocks[0], "Royal Government");
    assert_eq!(blocks[1], "Ministry");
    assert_eq!(blocks[3..], ["Phnom Penh", "Embassy"]);
}

#[test]
fn items_and_headings_start_blocks() {
    let text =
        "ARTICLE 1\nPURPOSES\n\nThe Purposes of ASEAN are:\n1. To maintain peace;\n2. To enhance.";
    let document = read(text);
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [Heading, Heading, Paragraph, ListItem, ListItem]);
}

#[test]
fn a_paragraph_on_each_line() {
    let long = "word ".repeat(60);
    let text = format!("Your Excellency,\nLadies and Gentlemen,\n{long}\n{long}\n");
    assert_eq!(texts(&text).len(), 4);
}

#[test]
fn a_torn_sentence_is_mended() {
    assert_eq!(
        texts(
            "It will be endorsed at the\n\nupcoming Conference in July\n\nand held in\n\n2025 in Laos."
        ),
        ["It will be endorsed at the upcoming Conference in July and held in 2025 in Laos."]
    );
    let apart = [
        "Tel : 23 216\n\nEmail: a@example.org",
        "Fax : number\n\nemail : a@example.org",
        "Recalling its resolution,\n\nreaffirming the Charter",
        "names of experts:\n\ncopies of passports",
        "names of experts\n\ncopies of passports",
        "Bộ Công an\n\nThông báo",
    ];
    for text in apart {
        assert_eq!(texts(text).len(), 2, "{text}");
    }
}

#[test]
fn hyphens() {
    for (text, joined) in [
        ("the Govern-\nment", "the Government"),
        ("a cross-\nborder road", "a cross-border road"),
        (
            "co-operation by co-\noperation",
            "co-operation by co-operation",
        ),
        (
            "a fund for private sector work in the private-\nsector",
            "a fund for private sector work in the private-sector",
        ),
        ("Indo-\nPacific region", "Indo-Pacific region"),
        ("ASEAN-\nled process", "ASEAN-led process"),
        ("years 2021-\n2025", "years 2021-2025"),
        ("short-\nand long-term", "short- and long-term"),
        ("soft\u{AD}\nware", "software"),
        (
            "\u{1780}\u{1781}-\n\u{1782}\u{1783}",
            "\u{1780}\u{1781}\u{1782}\u{1783}",
        ),
    ] {
        assert_eq!(texts(text), [joined]);
    }
}

#[test]
fn scripts_without_spaces_are_joined_without() {
    let khmer = "\u{1780}".repeat(30);
    assert_eq!(
        texts(&format!("{khmer}\n{khmer}\n{khmer}")),
        [khmer.repeat(3)]
    );
    assert_eq!(
        texts(&format!("{khmer} \n{khmer}")),
        [format!("{khmer} {khmer}")]
    );
    assert_eq!(
        texts("中华人民共和国\n政府代表团"),
        ["中华人民共和国政府代表团"]
    );
}

#[test]
fn every_line_end_counts_once() {
    let document = read("\u{FEFF}A.\r\n\r\nB.\r\rC.\n\nD.\u{2029}E.\u{C}F.");
    let places: Vec<(&str, usize)> = document
        .blocks
        .iter()
        .map(|block| (block.text.as_str(), block.starts[0].1))
        .collect();
    assert_eq!(
        places,
        [
            ("A.", 1),
            ("B.", 3),
            ("C.", 5),
            ("D.", 7),
            ("E.", 7),
            ("F.", 7)
        ]
    );
    assert!(
        document.blocks[1..]
            .iter()
            .all(|block| block.gap == Gap::Blank)
    );
}

#[test]
fn cut_text_is_taken_line_by_line() {
    let document = read_lines("the one\n  and two \n\n\u{200B}\nthree");
    let blocks: Vec<(&str, Gap)> = document
        .blocks
        .iter()
        .map(|block| (block.text.as_str(), block.gap))
        .collect();
    assert_eq!(
        blocks,
        [
            ("the one", Gap::None),
            ("and two", Gap::Line),
            ("three", Gap::Blank)
        ]
    );
}

#[test]
fn nothing_is_a_document() {
    assert!(read("").blocks.is_empty());
    assert!(read(&"\n".repeat(1_000_000)).blocks.is_empty());
}
