//! The checks of the fuzz targets, over the corpus in the repository and over pieces of it.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../fuzz/src/tmx_reader.rs"]
mod tmx_reader;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

#[test]
fn the_corpus_holds() {
    for path in files("fuzz/corpus/tmx_reader")
        .iter()
        .chain(&files("tests/data/tmx"))
    {
        let bytes = fs::read(path).unwrap();
        tmx_reader::run(&bytes);
    }
}

#[test]
fn cut_and_changed_files_hold() {
    for path in files("fuzz/corpus/tmx_reader") {
        let bytes = fs::read(&path).unwrap();
        for place in 0..bytes.len() {
            tmx_reader::run(&bytes[..place]);
            for byte in *b"<>&\"\0\xFF" {
                let mut changed = bytes.clone();
                changed[place] = byte;
                tmx_reader::run(&changed);
            }
        }
    }
}
