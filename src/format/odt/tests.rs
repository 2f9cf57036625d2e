//! `OpenDocument` files made by hand.

use crate::format::document::{self, Error, Options};
use crate::format::docx::tests::archive;
use crate::model::{BlockKind, Document};

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
     xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
     xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
     xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
     xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"";

fn file(kind: &str, styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    );
    let common = format!(
        "<office:document-styles {SPACES}><office:styles/><office:master-styles><style:master-page>\
         <style:header><text:p>Top</text:p></style:header><style:footer><text:p>Bottom</text:p></style:footer>\
         </style:master-page></office:master-styles></office:document-styles>"
    );
    let mime = match kind {
        "text" => "application/vnd.oasis.opendocument.text",
        _ => "application/vnd.oasis.opendocument.spreadsheet",
    };
    archive(&[
        ("mimetype", mime),
        ("content.xml", &content),
        ("styles.xml", &common),
    ])
}

fn read(kind: &str, styles: &str, body: &str) -> Document {
    document::read("x.odt", file(kind, styles, body), &Options::default()).unwrap()
}

fn seen(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter();
    blocks
        .map(|block| format!("{}: {}", block.place.of(block.lines(0..1)), block.text))
        .collect()
}

#[test]
fn spans_spaces_and_what_is_left_out() {
    let document = read(
        "text",
        "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>",
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:p> The <text:span>Emb</text:span>assy\n  of<text:s text:c=\"2\"/>A<text:tab/>b<office:annotation><text:p>note</text:p></office:annotation>\
         <text:span text:style-name=\"T1\">hidden</text:span>.</text:p><text:p/>\
         <text:h text:outline-level=\"2\">Scope</text:h>\
         <text:p>Text<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>Note.</text:p></text:note-body></text:note> on.\
         <draw:frame><draw:text-box><text:p>Box</text:p></draw:text-box></draw:frame></text:p>",
    );
    assert_eq!(
        seen(&document),
        [
            "paragraph 1: The Embassy of  A\tb.",
            "paragraph 2, heading: Scope",
            "paragraph 3: Text on.",
            "paragraph 4, footnote 1: Note.",
            "paragraph 5, text box: Box",
        ]
    );
    assert_eq!(document.blocks[1].kind, BlockKind::Heading);
}

#[test]
fn lists_count_and_go_on() {
    let styles = "<text:list-style style:name=\"L1\">\
         <text:list-level-style-number text:level=\"1\" style:num-format=\"\u{17E1}, \u{17E2}, ...\" style:num-suffix=\".\"/>\
         <text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-prefix=\"(\" style:num-suffix=\")\"/></text:list-style>\
         <text:list-style style:name=\"L2\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"x\"/></text:list-style>";
    let document = read(
        "text",
        styles,
        "<text:list text:style-name=\"L1\"><text:list-item><text:p>one</text:p><text:p>more</text:p>\
         <text:list><text:list-item><text:p>in</text:p></text:list-item></text:list></text:list-item>\
         <text:list-item><text:p>two</text:p></text:list-item></text:list>\
         <text:list text:style-name=\"L2\"><text:list-item><text:p>bullet</text:p></text:list-item></text:list>\
         <text:list text:style-name=\"L1\" text:continue-numbering=\"true\"><text:list-item><text:p>three</text:p></text:list-item></text:list>\
         <text:list text:style-name=\"L1\"><text:list-item text:start-value=\"7\"><text:p>seven</text:p></text:list-item></text:list>",
    );
    let texts: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "\u{17E1}. one",
            "more",
            "(a) in",
            "\u{17E2}. two",
            "bullet",
            "\u{17E3}. three",
            "\u{17E7}. seven"
        ]
    );
}

#[test]
fn spreadsheets_have_cells_with_text() {
    let document = read(
        "spreadsheet",
        "",
        "<table:table><table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell/></table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"float\"><text:p>5</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell office:value-type=\"string\"><text:p>Text</text:p></table:table-cell>\
         </table:table-row></table:table>",
    );
    assert_eq!(
        seen(&document),
        ["paragraph 1, table 1, row 4000000001, column 4: Text"]
    );
}

#[test]
fn headers_by_option() {
    let options = Options {
        headers: true,
        ..Options::default()
    };
    let bytes = file("text", "", "<text:p>Body</text:p>");
    let document = document::read("x", bytes, &options).unwrap();
    assert_eq!(
        seen(&document),
        [
            "paragraph 1, header: Top",
            "paragraph 2: Body",
            "paragraph 3, footer: Bottom"
        ]
    );
}

#[test]
fn encrypted_and_empty_archives() {
    let mime = ("mimetype", "application/vnd.oasis.opendocument.text");
    let manifest = "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    let bytes = archive(&[
        mime,
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "x"),
    ]);
    let error = document::read("x", bytes, &Options::default()).unwrap_err();
    assert_eq!(error, Error::Password);
    let error = document::read("x", archive(&[mime]), &Options::default()).unwrap_err();
    assert!(matches!(error, Error::NoDocument { .. }), "{error}");
}
