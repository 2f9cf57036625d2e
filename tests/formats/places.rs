//! Every text that is read from a file is found in it again.

use std::io::Read;
use std::path::Path;

use chancery::format::bitext::{self, Options};
use chancery::format::open;
use chancery::text::decode::XmlBytes;
use chancery::text::{Lang, Span};

use crate::data::{self, say};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

/// Returns how many texts of a file were found where they are said to stand, and how many there are.
fn found(path: &Path) -> (usize, usize) {
    let mut text = String::new();
    let bytes = open::bytes(path).unwrap();
    XmlBytes::new(bytes)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    let options = Options {
        source: Some(lang("en")),
        target: Some(lang("km")),
        ..Options::default()
    };
    let mut units = bitext::open(path, &options).unwrap();
    let (mut found, mut all) = (0, 0);
    while let Some(unit) = units.next() {
        let Ok(unit) = unit else { continue };
        let origins = units.origins();
        assert_eq!(origins.len(), unit.variants.len(), "{}", path.display());
        for (variant, origin) in unit.variants.iter().zip(&origins) {
            let plain = variant.seg.plain_text();
            all += 1;
            let Some(trace) = origin.trace(&text, &plain) else {
                continue;
            };
            found += 1;
            let whole = trace.in_file(Span::new(0, plain.len()));
            assert!(text.get(whole.range()).is_some());
        }
    }
    (found, all)
}

#[test]
fn of_all_formats() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data"));
    for name in [
        "note-verbale.en-km.tmx",
        "excel.csv",
        "unspaced.tsv",
        "units.jsonl",
        "messages.po",
        "job.xlf",
        "note.en-km.v2.xlf",
    ] {
        let (found, all) = found(&folder.join(name));
        assert!(all > 0, "{name}");
        assert_eq!(found, all, "{name}");
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn of_files_of_other_tools() {
    let mut sum = (0, 0);
    for folder in ["tmx", "xliff"] {
        let mut files: Vec<_> = std::fs::read_dir(data::path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for path in files {
            let is_xml = path
                .extension()
                .is_some_and(|ending| ["tmx", "xlf", "xliff"].iter().any(|known| ending == *known));
            if is_xml && bitext::open(&path, &Options::default()).is_ok() {
                let (found, all) = found(&path);
                sum = (sum.0 + found, sum.1 + all);
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                say(&format!("{name}: {found} of {all} texts found"));
            }
        }
    }
    assert!(sum.1 > 1000 && sum.0 * 100 >= sum.1 * 99, "{sum:?}");
}
