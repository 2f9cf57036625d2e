//! PDF files made by hand: pages of lines in one of the standard fonts.

use std::fmt::Write as _;

use crate::format::document::{self, Error, Options};
use crate::model::Document;

/// Makes a file of pages of lines; the first stands 60 points below the top edge.
pub(in crate::format) fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let contents: Vec<String> = (pages.iter())
        .map(|lines| {
            let mut content = "BT /F1 11 Tf 72 782 Td 14 TL\n".to_owned();
            for line in *lines {
                let line = line.replace('(', "\\(").replace(')', "\\)");
                let _ = writeln!(content, "({line}) Tj T*");
            }
            content + "ET"
        })
        .collect();
    file(&contents, "")
}

/// Makes a file of the contents of pages, with more resources than the font.
fn file(contents: &[String], resources: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len())
        .map(|page| format!("{} 0 R", 4 + 2 * page))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            kids.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (page, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> {resources} >> >>",
            5 + 2 * page
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    whole(&objects)
}

fn whole(objects: &[String]) -> Vec<u8> {
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(text.len());
        let _ = write!(text, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = text.len();
    let _ = write!(text, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(text, "{place:010} 00000 n ");
    }
    let _ = write!(
        text,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    text.into_bytes()
}

fn read(bytes: Vec<u8>) -> Result<Document, Error> {
    document::read("x.pdf", bytes, &Options::default())
}

#[test]
fn lines_are_joined_and_what_repeats_goes() {
    let document = read(pdf(&[
        &[
            "EMBASSY OF EXAMPLE",
            "",
            "The Ministry of Foreign Affairs presents its compliments to the em-",
            "bassies and has the honour to inform them of the following matter, in",
            "which all of them have shown an interest that the Ministry appreciates",
            "highly, as it does their good offices.",
            "",
            "The meeting will take place in the capital on the fourth day of the",
            "",
            "Page 1 of 2",
        ],
        &[
            "EMBASSY OF EXAMPLE",
            "",
            "month, and the esteemed embassies are requested to send their answers.",
            "",
            "Phnom Penh",
            "",
            "",
            "",
            "",
            "Page 2 of 2",
        ],
    ]))
    .unwrap();
    let seen: Vec<(&str, Option<u32>)> = (document.blocks.iter())
        .map(|block| (block.text.as_str(), block.place.page))
        .collect();
    assert_eq!(
        seen,
        [
            ("EMBASSY OF EXAMPLE", Some(1)),
            (
                "The Ministry of Foreign Affairs presents its compliments to the embassies and has the honour to inform them of the following matter, in which all of them have shown an interest that the Ministry appreciates highly, as it does their good offices.",
                Some(1)
            ),
            (
                "The meeting will take place in the capital on the fourth day of the month, and the esteemed embassies are requested to send their answers.",
                Some(1)
            ),
            ("Phnom Penh", Some(2)),
        ]
    );
}

#[test]
fn pages_without_text_are_probably_scanned() {
    assert_eq!(read(pdf(&[&[]])).unwrap_err(), Error::NoText);
}

/// Makes a font whose codes stand for Khmer letters.
fn khmer() -> Vec<u8> {
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange \
               1 beginbfrange <41> <5A> <1780> endbfrange endcmap end end";
    let content = "BT /F1 11 Tf 72 782 Td (ABCDEFGH) Tj ET";
    whole(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()),
    ])
}

#[test]
fn khmer_is_refused_unless_forced() {
    let error = read(khmer()).unwrap_err();
    assert!(
        matches!(&error, Error::CorruptScript { script } if script == "Khmer"),
        "{error}"
    );
    let forced = Options {
        force: true,
        ..Options::default()
    };
    let document = document::read("x", khmer(), &forced).unwrap();
    assert!(document.blocks[0].text.starts_with('\u{1780}'));
    assert!(document.caution.is_some());
}

#[test]
fn broken_files_are_errors() {
    let whole = pdf(&[&["Text"]]);
    let mut cut = whole.clone();
    cut.truncate(whole.len() / 2);
    assert!(read(cut).is_err());
    assert!(read(b"%PDF-1.7\n%%EOF".to_vec()).is_err());
    // A page without a size makes the parser panic.
    let text = String::from_utf8(whole).unwrap();
    let error = read(text.replace("/MediaBox", "/MediaBax").into_bytes()).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
}

#[test]
fn forms_that_draw_themselves_are_refused() {
    let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream";
    let content = "/X Do";
    let bytes = whole(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        form.to_owned(),
    ]);
    let error = read(bytes).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error}");
}

#[test]
fn a_stream_that_unpacks_without_end_is_refused() {
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write as _;

    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..1025 {
        encoder.write_all(&spaces).unwrap();
    }
    let packed = encoder.finish().unwrap();
    let mut bytes = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
    bytes.extend(packed);
    bytes.extend(b"\nendstream\nendobj\n");
    assert_eq!(read(bytes).unwrap_err(), Error::TooLarge);
}
