//! Tables, JSON lines and Moses text: what goes in comes out.

use std::fs;
use std::io::Write;
use std::path::Path;

use chancery::format::bitext::{self, Format, Options, Output};
use chancery::format::table;
use chancery::model::{Seg, TranslationUnit};
use chancery::text::Lang;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::tmx::units::{numbered, text, unit};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn read(path: &Path, options: &Options) -> Vec<TranslationUnit> {
    let units = bitext::open(path, options).unwrap();
    units.collect::<Result<_, _>>().unwrap()
}

/// Writes units to the files of an output that is named.
fn write_all(path: &Path, output: Output, units: &[TranslationUnit]) -> bitext::Written {
    let paths = output.paths(path);
    let mut files: Vec<_> = paths
        .iter()
        .map(|path| fs::File::create(path).unwrap())
        .collect();
    let outs = files
        .iter_mut()
        .map(|file| file as &mut dyn Write)
        .collect();
    let mut sink = bitext::create(outs, output).unwrap();
    for unit in units {
        sink.write(unit).unwrap();
    }
    sink.finish().unwrap()
}

/// The unit with nothing but text.
fn plain(unit: &TranslationUnit) -> TranslationUnit {
    let mut unit = unit.clone();
    for variant in &mut unit.variants {
        variant.seg = Seg::Plain(variant.seg.plain_text().into_owned());
    }
    unit
}

/// Text without the characters that say what a file is.
fn line_text() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace(['\0', '\u{FEFF}'], ""))
}

/// The texts of a unit in two languages.
fn pair(unit: &TranslationUnit) -> [String; 2] {
    ["en", "km"].map(|tag| {
        let variant = unit.variant(&lang(tag));
        variant.map_or_else(String::new, |variant| variant.seg.plain_text().into_owned())
    })
}

proptest! {
    #[test]
    fn json_lines_hold_everything_but_codes(units in vec(unit(), 0..5)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("units.jsonl");
        let units = numbered(units);
        let written = write_all(&path, Output::Jsonl, &units);
        prop_assert_eq!(written.units, units.len());
        let expected: Vec<_> = units.iter().map(plain).collect();
        prop_assert_eq!(read(&path, &Options::default()), expected);
    }

    #[test]
    fn tables_hold_texts(texts in vec((line_text(), line_text()), 1..6), delimiter in prop::sample::select(&b",;\t|"[..]), bom in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("units.csv");
        let units: Vec<_> = texts
            .into_iter()
            .map(|(source, target)| TranslationUnit::pair((&lang("en"), source), (&lang("km"), target)))
            .collect();
        let settings = table::Settings { languages: vec![lang("en"), lang("km")], delimiter, bom };
        let written = write_all(&path, Output::Table(settings), &units);
        let options = Options { delimiter: (delimiter == b'|').then_some(b'|'), ..Options::default() };
        let found: Vec<_> = read(&path, &options).iter().map(pair).collect();
        let expected: Vec<_> = units.iter().map(pair).filter(|pair| pair.iter().all(|text| !text.is_empty())).collect();
        prop_assert_eq!(written.units, expected.len());
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn moses_text_holds_lines(texts in vec((line_text(), line_text()), 1..6)) {
        let folder = tempfile::tempdir().unwrap();
        let path = |code: &str| folder.path().join(format!("units.{code}"));
        let units: Vec<_> = texts
            .into_iter()
            .map(|(source, target)| TranslationUnit::pair((&lang("en"), source), (&lang("km"), target)))
            .collect();
        let output = Output::Moses([lang("en"), lang("km")]);
        let written = write_all(&folder.path().join("units"), output, &units);
        let options = Options { format: Some(Format::Moses), ..Options::default() };
        let line = |text: String| text.replace("\r\n", " ").replace(['\n', '\r'], " ");
        let expected: Vec<_> = units
            .iter()
            .map(pair)
            .filter(|pair| pair.iter().all(|text| !text.trim().is_empty()))
            .map(|pair| pair.map(line))
            .collect();
        prop_assert_eq!(written.units, expected.len());
        let found: Vec<_> = read(&path("en"), &options).iter().map(pair).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400), format in 0..5_usize) {
        let folder = tempfile::tempdir().unwrap();
        let name = ["x.csv", "x.tsv", "x.jsonl", "x.po", "x.xlf"][format];
        let path = folder.path().join(name);
        let mut whole = match format {
            0 | 1 => b"tuid,en,km\ttuid\ten\tkm\n".to_vec(),
            3 => b"msgid \"a\"\nmsgstr \"b\"\n".to_vec(),
            _ => Vec::new(),
        };
        whole.extend(bytes);
        fs::write(&path, whole).unwrap();
        let options = Options { target: Some(lang("km")), ..Options::default() };
        if let Ok(units) = bitext::open(&path, &options) {
            prop_assert!(units.count() < 1_000);
        }
    }
}

#[test]
fn every_encoding_of_a_table_reads_alike() {
    let folder = tempfile::tempdir().unwrap();
    let table = "tuid\ten\tfr\n1\tOne\tdéjà\n";
    let wide = |mark: &str| -> Vec<u8> {
        let text = format!("{mark}{table}");
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let old: Vec<u8> = table
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    for (name, bytes) in [
        ("plain", table.as_bytes().to_vec()),
        ("mark", format!("\u{FEFF}{table}").into_bytes()),
        ("wide", wide("\u{FEFF}")),
        ("bare", wide("")),
        ("old", old),
    ] {
        let path = folder.path().join(format!("{name}.tsv"));
        fs::write(&path, bytes).unwrap();
        let encoding = (name == "old").then(|| "windows-1252".to_owned());
        let options = Options {
            encoding,
            ..Options::default()
        };
        let units = read(&path, &options);
        assert_eq!(units.len(), 1, "{name}");
        assert_eq!(units[0].variants[1].seg.plain_text(), "déjà", "{name}");
    }
}

#[test]
fn headings_of_every_kind_name_the_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.tsv");
    let options = |given: bool| Options {
        source: given.then(|| lang("en")),
        target: given.then(|| lang("km")),
        ..Options::default()
    };
    for (text, given) in [
        ("en;km\nThe lake.;\u{1780}\n", false),
        ("sep=;\r\nEnglish;Khmer\r\nThe lake.;\u{1780}\r\n", false),
        (
            "English (United States)\tKhmer (Cambodia)\nThe lake.\t\u{1780}\n",
            false,
        ),
        ("source,target\nThe lake.,\u{1780}\n", true),
        ("The lake.,\u{1780}\n", true),
    ] {
        std::fs::write(&path, text).unwrap();
        let units = read(&path, &options(given));
        assert_eq!(units.len(), 1, "{text}");
        assert_eq!(pair(&units[0]), ["The lake.", "\u{1780}"], "{text}");
    }
    for (text, given) in [
        ("text,translated\na b,c\n", true),
        ("source,target\na,b\n", false),
    ] {
        std::fs::write(&path, text).unwrap();
        assert!(bitext::open(&path, &options(given)).is_err(), "{text}");
    }
}

#[test]
fn hostile_tables_end_soon() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("open.csv");
    // A quote that is never closed, before more text than a row may have, costs its row.
    let mut text = "tuid,en,km\n1,\"x,y\n".to_owned();
    let row = format!("2,a,{}\n", "b".repeat(1000));
    text.push_str(&row.repeat(70_000));
    fs::write(&path, text).unwrap();
    let mut units = bitext::open(&path, &Options::default()).unwrap();
    let problem = units.next().unwrap().unwrap_err();
    assert_eq!(
        problem.to_string(),
        "line 2: the quotation mark that opens a cell is never closed"
    );
    assert_eq!(units.flatten().count(), 70_000);
    // A row without end.
    fs::write(&path, format!("tuid,en,km\n1,{}", "b".repeat(65 << 20))).unwrap();
    let mut units = bitext::open(&path, &Options::default()).unwrap();
    let problem = units.next().unwrap().unwrap_err();
    assert_eq!(problem.to_string(), "line 2: a row longer than 64 MiB");
    assert!(units.next().is_none());
}
