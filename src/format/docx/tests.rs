//! Word documents made by hand, part by part.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::format::document::{self, Error, Options};
use crate::model::{BlockKind, Document};
use crate::segment;
use crate::text::Lang;

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
     xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:wps=\"urn:wps\"";

const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Makes an archive of parts.
pub(in crate::format) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Makes a document of a body and other parts: styles, numbering, footnotes and so on, each without
/// its root element.
fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let root = |name: &str, inner: &str| format!("<w:{name} {SPACES}>{inner}</w:{name}>");
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            relationships(&[("officeDocument", "word/document.xml")]),
        ),
        (
            "word/document.xml".to_owned(),
            root("document", &format!("<w:body>{body}</w:body>")),
        ),
    ];
    let targets: Vec<(&str, String)> = (others.iter())
        .map(|(kind, _)| (*kind, format!("{kind}.xml")))
        .collect();
    let targets: Vec<(&str, &str)> = targets.iter().map(|row| (row.0, row.1.as_str())).collect();
    parts.push((
        "word/_rels/document.xml.rels".to_owned(),
        relationships(&targets),
    ));
    for (kind, inner) in others {
        parts.push((format!("word/{kind}.xml"), root(kind, inner)));
    }
    let parts: Vec<(&str, &str)> = (parts.iter())
        .map(|row| (row.0.as_str(), row.1.as_str()))
        .collect();
    archive(&parts)
}

fn relationships(targets: &[(&str, &str)]) -> String {
    let mut rows = String::new();
    for (kind, target) in targets {
        let _ = write!(
            rows,
            "<Relationship Id=\"r{kind}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>"
        );
    }
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{rows}</Relationships>"
    )
}

fn read(body: &str, others: &[(&str, &str)]) -> Document {
    document::read("x.docx", docx(body, others), &Options::default()).unwrap()
}

/// Returns the text of each block with its place.
fn seen(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter();
    blocks
        .map(|block| format!("{}: {}", block.place.of(block.lines(0..1)), block.text))
        .collect()
}

fn texts(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn split_runs_are_one_sentence() {
    let document = read(
        "<w:p><w:r><w:t>The Emb</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>assy&apos;s</w:t></w:r>\
         <w:r><w:t xml:space=\"preserve\"> note &amp; annex </w:t></w:r><w:r><w:t>  \n No. 5.</w:t></w:r>\
         <w:r><w:tab/><w:t>A\u{200B}B</w:t><w:noBreakHyphen/><w:t>C</w:t><w:sym w:font=\"x\" w:char=\"00A7\"/></w:r></w:p>",
        &[],
    );
    assert_eq!(
        texts(&document),
        ["The Embassy's note & annex No. 5.\tA\u{200B}B\u{2011}C\u{A7}"]
    );
}

#[test]
fn khmer_is_not_cut_where_runs_are() {
    // A run may end between a consonant and the subscript that belongs to it.
    let document = read(
        "<w:p><w:r><w:t>\u{1781}\u{17D2}</w:t></w:r><w:r><w:t>\u{1798}\u{17C2}\u{179A}\u{17D4}</w:t></w:r></w:p>",
        &[],
    );
    let khmer = Lang::parse("km").unwrap();
    let segments = segment::segments(&document, &khmer, &segment::Options::default());
    assert_eq!(segments.len(), 1);
    assert_eq!(
        segments[0].text,
        "\u{1781}\u{17D2}\u{1798}\u{17C2}\u{179A}\u{17D4}"
    );
}

#[test]
fn tracked_changes_are_accepted() {
    let document = read(
        "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>One</w:t></w:r>\
         <w:del w:id=\"2\"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>\
         <w:p><w:ins w:id=\"3\"><w:r><w:t xml:space=\"preserve\"> new</w:t></w:r></w:ins>\
         <w:moveFrom w:id=\"4\"><w:r><w:t>away</w:t></w:r></w:moveFrom>\
         <w:moveTo w:id=\"5\"><w:r><w:t xml:space=\"preserve\"> here</w:t></w:r></w:moveTo></w:p>\
         <w:tbl><w:tr><w:trPr><w:del w:id=\"6\"/></w:trPr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:pPr><w:rPr><w:b/></w:rPr><w:pPrChange><w:pPr><w:pStyle w:val=\"x\"/></w:pPr></w:pPrChange></w:pPr>\
         <w:r><w:t>Two</w:t></w:r></w:p>",
        &[],
    );
    assert_eq!(texts(&document), ["One new here", "Two"]);
}

#[test]
fn fields_and_hidden_text() {
    let document = read(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"x\"</w:instrText><w:t>code</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>the site</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"H\"/></w:rPr><w:t>hidden</w:t></w:r>\
         <w:r><w:rPr><w:rStyle w:val=\"H\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>.</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"T1\"/></w:pPr><w:r><w:t>Article 1  3</w:t></w:r></w:p>\
         <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>never ended</w:t></w:r></w:p><w:p><w:r><w:t>After</w:t></w:r></w:p>",
        &[(
            "styles",
            "<w:style w:type=\"character\" w:styleId=\"G\"><w:rPr><w:vanish/></w:rPr></w:style>\
             <w:style w:type=\"character\" w:styleId=\"H\"><w:basedOn w:val=\"G\"/></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"T1\"><w:name w:val=\"toc 1\"/></w:style>",
        )],
    );
    assert_eq!(texts(&document), ["the site.", "After"]);
}

#[test]
fn tables_cell_by_cell() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p(text));
    let document = read(
        &format!(
            "{}<w:tbl><w:tr>{}{}</w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>{}</w:tr></w:tbl>{}",
            p("Before"),
            cell("a"),
            cell("b"),
            p("wide"),
            cell("c"),
            p("After")
        ),
        &[],
    );
    assert_eq!(
        seen(&document),
        [
            "paragraph 1: Before",
            "paragraph 2, table 1, row 1, column 1: a",
            "paragraph 3, table 1, row 1, column 2: b",
            "paragraph 4, table 1, row 2, column 1: wide",
            "paragraph 5, table 1, row 2, column 3: c",
            "paragraph 6: After",
        ]
    );
}

#[test]
fn notes_stand_behind_their_paragraph() {
    let note = |id: &str, text: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(text));
    let document = read(
        &format!(
            "<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id=\"7\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>{}\
             <w:p><w:r><w:footnoteReference w:id=\"3\"/></w:r><w:r><w:t>End</w:t></w:r></w:p>",
            p("Next")
        ),
        &[(
            "footnotes",
            &format!(
                "{}{}{}",
                "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>",
                note("3", "Second."),
                note("7", "First.")
            ),
        )],
    );
    assert_eq!(
        seen(&document),
        [
            "paragraph 1: Text.",
            "paragraph 2, footnote 1: First.",
            "paragraph 3: Next",
            "paragraph 4: End",
            "paragraph 5, footnote 2: Second.",
        ]
    );
}

#[test]
fn text_boxes_come_once() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let document = read(
        &format!(
            "<w:p><w:r><w:t>Body</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx>{}</wps:txbx></mc:Choice>\
             <mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
             <w:r><w:t xml:space=\"preserve\"> goes on.</w:t></w:r></w:p>",
            boxed("Box"),
            boxed("Box")
        ),
        &[],
    );
    assert_eq!(
        seen(&document),
        ["paragraph 1: Body goes on.", "paragraph 2, text box: Box"]
    );
}

const LISTS: &str = "<w:abstractNum w:abstractNumId=\"1\">\
     <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:pStyle w:val=\"H1\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
     <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/><w:isLgl/></w:lvl></w:abstractNum>\
     <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{F0B7}\"/></w:lvl></w:abstractNum>\
     <w:abstractNum w:abstractNumId=\"3\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"9\"/><w:numFmt w:val=\"custom\" w:format=\"\u{17E1}, \u{17E2}, ...\"/><w:lvlText w:val=\"(%1)\"/></w:lvl></w:abstractNum>\
     <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>\
     <w:num w:numId=\"3\"><w:abstractNumId w:val=\"3\"/></w:num>\
     <w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";

#[test]
fn list_numbers_as_word_prints_them() {
    let item = |list: u32, level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let heading = "<w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr><w:r><w:t>Scope</w:t></w:r></w:p>";
    let body: String = [
        heading.to_owned(),
        item(1, 1, "a"),
        item(1, 1, "b"),
        item(1, 0, "Next"),
        item(1, 1, "c"),
        item(2, 0, "bullet"),
        item(3, 0, "khmer"),
        item(3, 0, "khmer"),
        item(4, 0, "anew"),
        item(4, 0, "on"),
        item(9, 0, "no such list"),
    ]
    .concat();
    let document = read(
        &body,
        &[
            ("numbering", LISTS),
            (
                "styles",
                "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>",
            ),
        ],
    );
    assert_eq!(
        texts(&document),
        [
            "I. Scope",
            "1.1 a",
            "1.2 b",
            "II. Next",
            "2.1 c",
            "bullet",
            "(\u{17E9}) khmer",
            "(\u{17E1}\u{17E0}) khmer",
            "V. anew",
            "VI. on",
            "no such list",
        ]
    );
    assert_eq!(document.blocks[0].kind, BlockKind::Heading);
    assert_eq!(document.blocks[1].kind, BlockKind::ListItem);
}

#[test]
fn headers_by_option_and_pages_where_told() {
    let body = format!(
        "{}<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r></w:p>",
        p("One")
    );
    let bytes = docx(&body, &[("header", &p("Secret")), ("footer", &p("Foot"))]);
    let options = Options::default();
    let document = document::read("x", bytes.clone(), &options).unwrap();
    assert_eq!(
        seen(&document),
        ["page 1, paragraph 1: One", "page 2, paragraph 2: Two"]
    );
    let options = Options {
        headers: true,
        ..options
    };
    let document = document::read("x", bytes, &options).unwrap();
    let seen = seen(&document);
    assert_eq!(seen[0], "paragraph 1, header: Secret");
    assert_eq!(seen[3], "paragraph 4, footer: Foot");
}

#[test]
fn content_controls_and_strict_documents() {
    let body = "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Inside</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    assert_eq!(texts(&read(body, &[])), ["Inside"]);
    let strict = format!(
        "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body>{}</x:body></x:document>",
        p("Strict").replace("w:", "x:")
    );
    let bytes = archive(&[("word/document.xml", &strict)]);
    let document = document::read("x", bytes, &Options::default()).unwrap();
    assert_eq!(texts(&document), ["Strict"]);
}

#[test]
fn bad_files_are_named_in_one_line() {
    let fault = |bytes: Vec<u8>| {
        let error = document::read("x.docx", bytes, &Options::default()).unwrap_err();
        let message = error.to_string();
        assert!(!message.contains('\n'), "{message}");
        error
    };
    let none = archive(&[("[Content_Types].xml", "<Types/>"), ("word/styles.xml", "")]);
    assert!(matches!(fault(none), Error::NoDocument { .. }));
    let other = archive(&[("a.txt", "text")]);
    assert!(matches!(fault(other), Error::Unread { .. }));
    let broken = archive(&[("word/document.xml", "<w:document><w:p>")]);
    let message = fault(broken).to_string();
    assert!(message.contains("word/document.xml, line 1"), "{message}");
    let mut cut = docx(&p("Text"), &[]);
    cut.truncate(cut.len() / 2);
    assert!(matches!(fault(cut), Error::Damaged { .. }));
    let deep = format!("{}x{}", "<a>".repeat(5000), "</a>".repeat(5000));
    let deep = archive(&[("word/document.xml", &deep)]);
    assert!(matches!(fault(deep), Error::Damaged { .. }));
    let entity = "<!DOCTYPE d [<!ENTITY a \"b\">]><d>&a;</d>";
    let entity = archive(&[("word/document.xml", entity)]);
    assert!(matches!(fault(entity), Error::Damaged { .. }));
}

#[test]
fn a_zip_bomb_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..513 {
        zip.write_all(&spaces).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1024 * 1024);
    let error = document::read("x.docx", bytes, &Options::default()).unwrap_err();
    assert_eq!(error, Error::TooLarge);
}
