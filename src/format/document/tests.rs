//! The door: formats told from bytes, and files that are not what they should be.

use proptest::prelude::*;

use super::*;
use crate::format::docx::tests::archive;

fn read_plain(name: &str, bytes: &[u8]) -> Result<Document, Error> {
    read(name, bytes.to_vec(), &Options::default())
}

fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// A workbook with two sheets, the second hidden.
fn workbook() -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KINDS}\"><sheets><sheet name=\"Review\" sheetId=\"1\" r:id=\"r1\"/>\
         <sheet name=\"Old\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>"
    );
    let targets = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{KINDS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{KINDS}/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
         <Relationship Id=\"r3\" Type=\"{KINDS}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{KINDS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let strings = format!(
        "<sst xmlns=\"{MAIN}\"><si><t>English</t></si><si><r><t>Kh</t></r><r><t>mer</t></r></si></sst>"
    );
    let sheet = |rows: &str| {
        format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")
    };
    let first = sheet(
        "<row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>\
         <row r=\"3\"><c r=\"A3\"><v>12</v></c><c r=\"B3\" t=\"inlineStr\"><is><t>Peace</t></is></c></row>",
    );
    let second = sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>");
    archive(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &targets),
        ("xl/sharedStrings.xml", &strings),
        ("xl/worksheets/sheet1.xml", &first),
        ("xl/worksheets/sheet2.xml", &second),
    ])
}

#[test]
fn the_bytes_tell_the_format_not_the_name() {
    let wordy = archive(&[("word/document.xml", "<d/>")]);
    assert_eq!(detect("letter.doc", &wordy), Ok(Format::Docx));
    assert_eq!(detect("x.txt", &workbook()), Ok(Format::Xlsx));
    assert_eq!(detect("x.docx", b"plain text"), Ok(Format::Text));
    assert_eq!(detect("x.txt", b"<!DOCTYPE html><p>x"), Ok(Format::Html));
    assert_eq!(detect("x.txt", b"%PDF-1.7\n"), Ok(Format::Pdf));
    assert_eq!(detect("a/b.MD", b"# x"), Ok(Format::Markdown));
    assert_eq!(detect("a.b/c", b"x"), Ok(Format::Text));
}

#[test]
fn what_is_not_read_is_told_in_one_line() {
    let cases: [(&str, Vec<u8>, &str); 10] = [
        ("a.docx", Vec::new(), "the file is empty"),
        ("a.docx", ole("WordDocument"), "soffice --convert-to docx"),
        ("a.xls", ole("Workbook"), "soffice --convert-to xlsx"),
        ("a.docx", ole("EncryptedPackage"), "protected by a password"),
        ("a.doc", ole("x"), "old Office file"),
        ("a.rtf", b"{\\rtf1 x}".to_vec(), "save it as .docx"),
        ("a.zip", archive(&[("a", "b")]), "unpack it"),
        (
            "a.docx",
            b"PK\x03\x04 no archive".to_vec(),
            "the archive cannot be read",
        ),
        ("a.docx", archive(&[]), "unpack it"),
        ("a.txt", b"abc\0def".to_vec(), "not a text file"),
    ];
    for (name, bytes, part) in cases {
        let message = read_plain(name, &bytes).unwrap_err().to_string();
        assert!(
            message.contains(part) && !message.contains('\n'),
            "{message}"
        );
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn workbooks_give_their_visible_text() {
    let document = read_plain("x", &workbook()).unwrap();
    let seen: Vec<String> = (document.blocks.iter())
        .map(|block| format!("{}: {}", block.place, block.text))
        .collect();
    assert_eq!(
        seen,
        [
            "table 1, row 1, column 2: English",
            "table 1, row 1, column 3: Khmer",
            "table 1, row 3, column 2: Peace",
        ]
    );
}

#[test]
fn separated_values_are_cells_when_a_table_is_wanted() {
    let bytes = b"en;km\n\"a, b\";c\n".to_vec();
    let document = read_table("x.csv", bytes, &Options::default()).unwrap();
    let texts: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(texts, ["en", "km", "a, b", "c"]);
    assert_eq!(document.blocks[2].starts, [(0, 2)]);
}

/// Documents of all formats that are made of parts or tokens.
fn samples() -> Vec<Vec<u8>> {
    let word = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl><w:tr><w:tc>\
         <w:p><w:r><w:t>Text</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>More</w:t></w:r></w:p></w:body></w:document>";
    let open = "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:t=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <o:body><o:text><t:list><t:list-item><t:p>Text</t:p></t:list-item></t:list></o:text></o:body></o:document-content>";
    let mut samples = pdf_samples();
    if cfg!(feature = "xlsx") {
        samples.push(workbook());
    }
    samples.extend([
        archive(&[("word/document.xml", word)]),
        archive(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", open),
        ]),
        b"<!DOCTYPE html><meta charset=utf-8><ul><li>One<li>Two</ul><table><tr><td>a<td>b</table>"
            .to_vec(),
    ]);
    samples
}

#[cfg(feature = "pdf")]
fn pdf_samples() -> Vec<Vec<u8>> {
    vec![crate::format::pdf::tests::pdf(&[&[
        "One line of text",
        "and another.",
    ]])]
}

#[cfg(not(feature = "pdf"))]
fn pdf_samples() -> Vec<Vec<u8>> {
    Vec::new()
}

#[test]
fn samples_are_read() {
    for bytes in samples() {
        assert!(!read_plain("x", &bytes).unwrap().blocks.is_empty());
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in "x[.](md|html|csv|txt|docx|pdf)") {
        let _ = read_plain(&name, &bytes);
        let _ = read_table(&name, bytes, &Options::default());
    }

    #[test]
    fn broken_files_never_panic(
        which in 0..5_usize,
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let mut bytes = samples().swap_remove(which);
        for (index, value) in flips {
            let at = index.index(bytes.len());
            bytes[at] = value;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Err(error) = read_plain("x", &bytes) {
            prop_assert!(!error.to_string().contains('\n'), "{error}");
        }
    }

    /// Parts are broken inside, where checksums of the archive do not help.
    #[test]
    fn broken_markup_never_panics(text in "(<w:(p|r|t|tbl|tr|tc|del|txbxContent|pPr|numPr|footnoteReference w:id='1'|fldChar)/?>|</w:(p|r|t|tbl|tr|tc|del)>|x|&amp;){0,30}") {
        let root = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
        let body = format!("<w:document {root}>{text}</w:document>");
        let _ = read_plain("x", &archive(&[("word/document.xml", &body)]));
    }
}
