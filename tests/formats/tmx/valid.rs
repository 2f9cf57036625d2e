//! Written files are valid by the DTD of TMX 1.4 and by the schema that `OmegaT` checks with.

use std::fs;
use std::path::Path;

use chancery::format::tmx::{self, Settings, Targets};
use chancery::model::TranslationUnit;
use chancery::text::Lang;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::units::unit;
use super::{everything, written};
use crate::data;
use crate::xmllint::xmllint;

#[test]
#[ignore = "needs ../shared/data"]
fn written_files_are_valid() {
    let schemas = data::path("schemas");
    let dtd = schemas.join("tmx14.dtd");
    let schema = schemas.join("omegat61/tmx14.xsd");
    let units: Vec<TranslationUnit> = vec(unit(), 400)
        .new_tree(&mut TestRunner::deterministic())
        .unwrap()
        .current();
    let lang = |tag| Lang::parse(tag).unwrap();
    let one = |source, target| Settings::new(lang(source), lang(target));
    let with_codes = Settings {
        targets: Targets::One(lang("km")),
        ..everything()
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("written.tmx");
    for settings in [
        one("en", "km"),
        one("en-US", "km-KH"),
        with_codes,
        everything(),
    ] {
        let (bytes, summary) = written(settings, &units);
        assert!(summary.written > 200, "{summary:?}");
        fs::write(&file, bytes).unwrap();
        let by_dtd = xmllint(&["--dtdvalid", dtd.to_str().unwrap()], &file);
        let by_schema = xmllint(&["--schema", schema.to_str().unwrap()], &file);
        assert_eq!((by_dtd, by_schema), (Ok(()), Ok(())));
    }
}

/// The strict reader of the check says the same of a file as a validating parser does.
#[test]
#[ignore = "needs ../shared/data"]
fn the_check_agrees_with_a_validating_parser() {
    let folder = data::path("tmx");
    let dtd = data::path("schemas/tmx14.dtd");
    let dtd = dtd.to_str().unwrap();
    let verdict = |path: &Path| {
        let strict = tmx::check::check(path).ok()?.strict;
        Some(strict.ill_formed.is_none() && strict.invalid.is_none())
    };
    let (mut files, mut good) = (0, 0);
    let folders = [
        folder.as_path(),
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tmx")),
    ];
    let paths = folders
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = paths.map(|entry| entry.unwrap().path());
    let scratch = tempfile::tempdir().unwrap();
    for path in paths.filter(|path| path.extension().is_some_and(|ending| ending == "tmx")) {
        let expected = xmllint(&["--dtdvalid", dtd], &path).is_ok();
        assert_eq!(verdict(&path), Some(expected), "{}", path.display());
        files += 1;
        good += usize::from(expected);
        // The same file with one piece of it changed or lost.
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for (from, to) in [
            ("</seg>", ""),
            ("<seg>", "<seg>&;"),
            ("<seg>", "<seg>R&D "),
            ("<seg>", "<seg>\u{1}"),
            ("<seg>", "<seg>&#11;"),
            ("<seg>", "<seg><b/>"),
            ("<seg>", "<seg>]]>"),
            ("<tuv ", "<tuv colour=\"red\" "),
            ("<tuv ", "<prop type=\"a\">b</prop><tuv "),
            ("</tuv>", "<note>n</note></tuv>"),
            ("xml:lang=", "x=\"\" y="),
            ("version=\"1.4\"", "version=\"1.4b\""),
            ("segtype=\"sentence\"", "segtype=\"word\""),
            ("adminlang=", "adminLang="),
            ("<header", "<Header"),
            ("</body>", ""),
            ("</tmx>", "</tmx>more"),
            ("</tmx>", "</tmx><!-- more -->"),
            ("<body>", "<body>text"),
            ("<body>", "<body><!-- a -- b -->"),
            ("<tu ", "<tu tuid=\"1\" tuid=\"2\" "),
        ] {
            let Some(place) = text.rfind(from) else {
                continue;
            };
            let changed = format!("{}{to}{}", &text[..place], &text[place + from.len()..]);
            let copy = scratch.path().join("changed.tmx");
            fs::write(&copy, changed).unwrap();
            let expected = xmllint(&["--dtdvalid", dtd], &copy).is_ok();
            let name = path.file_name().unwrap().display();
            assert_eq!(verdict(&copy), Some(expected), "{name}: {from} became {to}");
        }
    }
    assert!(files > 12 && good > 8, "{files} files, {good} valid");
}
