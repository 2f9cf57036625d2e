//! Written files are valid by the DTD of TMX 1.4 and by the schema that `OmegaT` checks with.

use std::fs;
use std::path::Path;
use std::process::Command;

use chancery::format::tmx::{Settings, Targets};
use chancery::model::TranslationUnit;
use chancery::text::Lang;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::units::unit;
use super::{data, everything, say, written};

fn xmllint(arguments: &[&str], file: &Path) -> Result<(), String> {
    let output = Command::new("xmllint")
        .args(["--nonet", "--noout"])
        .args(arguments)
        .arg(file)
        .output()
        .unwrap();
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn written_files_are_valid() {
    let Some(schemas) = data("schemas") else {
        return;
    };
    if Command::new("xmllint").arg("--version").output().is_err() {
        say("skipped: xmllint is not installed");
        return;
    }
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
