//! Files written by other tools, against what another parser found in them: `expected.jsonl` has a
//! line for each segment (plain text; `raw` with the content of codes) and each file (its units).

use std::collections::BTreeMap;
use std::fs;

use chancery::format::tmx::{self, Reader};
use chancery::model::{Inline, Native, Seg, TranslationUnit};
use serde_json::{Value, json};

use super::{everything, read_back, written};
use crate::data;

/// All character data of a segment, that of codes too.
fn raw(seg: &Seg) -> String {
    fn push(pieces: &[Inline], out: &mut String) {
        for piece in pieces {
            match piece {
                Inline::Text(text) => out.push_str(text),
                Inline::Highlight(highlight) => push(&highlight.pieces, out),
                Inline::Code(code) => {
                    for native in &code.content {
                        match native {
                            Native::Markup(markup) => out.push_str(markup),
                            Native::Sub(sub) => out.push_str(&raw(&sub.seg)),
                        }
                    }
                }
            }
        }
    }
    let mut out = String::new();
    push(&seg.clone().into_pieces(), &mut out);
    out
}

fn lines(file: &str, units: &[TranslationUnit]) -> Vec<Value> {
    let mut lines = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        for variant in &unit.variants {
            let text = variant.seg.plain_text();
            let mut line = json!({
                "file": file, "tu": index + 1, "tuid": unit.tuid,
                "lang": variant.lang.as_str(), "text": text,
            });
            let raw = raw(&variant.seg);
            if raw != text {
                line["raw"] = json!(raw);
            }
            lines.push(line);
        }
    }
    lines.push(json!({ "file": file, "tu_count": units.len() }));
    lines
}

#[test]
#[ignore = "needs ../shared/data"]
fn files_of_other_tools_read_as_another_parser_reads_them() {
    let folder = data::path("tmx");
    let expected = data::text("tmx/expected.jsonl");
    let mut files: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in expected.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        let file = value["file"].as_str().unwrap().to_owned();
        files.entry(file).or_default().push(value);
    }
    assert!(files.len() >= 13, "{}", files.len());
    for (file, expected) in files {
        let reader = tmx::open(&folder.join(&file)).unwrap();
        let units: Vec<_> = reader.map(|unit| unit.unwrap()).collect();
        let found = lines(&file, &units);
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected);
        }
        assert_eq!(found.len(), expected.len(), "{file}");
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn what_was_read_can_be_written_and_read_again() {
    for entry in fs::read_dir(data::path("tmx")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "tmx") {
            continue;
        }
        let reader = tmx::open(&path).unwrap();
        let srclang = reader.header().srclang.clone();
        let lang = srclang.and_then(|code| code.lang().ok().cloned());
        let mut settings = everything();
        settings.source = lang.unwrap_or(settings.source);
        let units: Vec<_> = reader.map(|unit| unit.unwrap()).collect();
        // Trados names another region than its texts have.
        let mut langs = units.iter().flat_map(|unit| &unit.variants);
        let own = langs.find_map(|one| {
            let lang = one.lang.lang().ok();
            lang.filter(|lang| lang.primary() == settings.source.primary())
        });
        settings.source = own.unwrap_or(&settings.source).clone();
        settings.texts[0] = settings.source.clone();
        let (bytes, summary) = written(settings.clone(), &units);
        assert_eq!(summary.written, units.len(), "{}", path.display());
        let again = read_back(&bytes);
        assert_eq!(written(settings, &again).0, bytes, "{}", path.display());
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn compressed_files_are_read() {
    let bytes = fs::read(data::path("golden/golden.tmx")).unwrap();
    let plain = read_back(&bytes);
    let compressed = tempfile::NamedTempFile::new().unwrap();
    let mut encoder = flate2::write::GzEncoder::new(compressed, flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, &bytes).unwrap();
    let compressed = encoder.finish().unwrap();
    let found: Vec<_> = tmx::open(compressed.path())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(found, plain);
    assert_eq!(found.len(), 3);
}

#[test]
#[ignore = "needs ../shared/data"]
fn the_golden_file_is_written_as_it_is() {
    let bytes = fs::read(data::path("golden/golden.tmx")).unwrap();
    let reader = Reader::new(bytes.as_slice()).unwrap();
    let mut settings = everything();
    for (field, name) in [
        (&mut settings.tool, "creationtool"),
        (&mut settings.tool_version, "creationtoolversion"),
    ] {
        *field = reader.header().attribute(name).unwrap().to_owned();
    }
    settings.creation_date = reader.header().attribute("creationdate").map(str::to_owned);
    let units: Vec<_> = reader.map(Result::unwrap).collect();
    let (written, _) = written(settings, &units);
    assert_eq!(String::from_utf8(written), String::from_utf8(bytes));
}
