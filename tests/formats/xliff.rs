//! XLIFF jobs of other tools come out as they went in, and edited ones are valid by the schemas.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chancery::format::xliff::{Dialect, Edit, Job, Match};

use crate::data::{self, say};
use crate::xmllint::xmllint;

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");

fn edits(job: &Job) -> Vec<Edit> {
    let found = |score| Match {
        source: "A & B".to_owned(),
        target: "<\u{1780}\u{17D2}\u{1798}> & \u{1F600}".to_owned(),
        score,
        origin: "\"m\".tmx".to_owned(),
    };
    (0..job.segments().len())
        .map(|segment| Edit {
            segment,
            matches: vec![found(100), found(75)],
            fill: true,
        })
        .collect()
}

/// Writes a schema that takes XLIFF 2.1 with matches.
fn schema21(schemas: &Path, folder: &Path) -> PathBuf {
    let schemas = schemas.join("xliff21");
    let import = |namespace: &str, file: &str| {
        let path = schemas.join(file).canonicalize().unwrap();
        format!(
            "<xs:import namespace=\"urn:oasis:names:tc:xliff:{namespace}\" schemaLocation=\"{}\"/>",
            path.display()
        )
    };
    let text = format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{}{}</xs:schema>",
        import("document:2.0", "xliff_core_2.0.xsd"),
        import("matches:2.0", "matches.xsd"),
    );
    let path = folder.join("xliff21.xsd");
    fs::write(&path, text).unwrap();
    path
}

/// Returns the jobs in a folder.
fn jobs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let ending = path.extension().unwrap_or_default();
        ending == "xlf" || ending == "xliff"
    });
    paths.sort();
    paths
}

fn stay_the_same_without_edits(jobs: &[PathBuf]) {
    assert!(!jobs.is_empty());
    for path in jobs {
        let bytes = fs::read(path).unwrap();
        let job = Job::read(bytes.clone()).unwrap();
        assert_eq!(job.edited(&[]).unwrap().0, bytes, "{}", path.display());
    }
}

#[test]
fn without_edits_the_bytes_are_the_same() {
    stay_the_same_without_edits(&jobs(Path::new(OWN)));
}

#[test]
#[ignore = "needs ../shared/data"]
fn without_edits_the_bytes_of_other_tools_are_the_same() {
    stay_the_same_without_edits(&jobs(&data::path("xliff")));
}

#[test]
#[ignore = "needs ../shared/data"]
fn edited_jobs_are_valid_and_hold_the_old_text() {
    let schemas = data::path("schemas");
    let folder = tempfile::tempdir().unwrap();
    let old = schemas.join("xliff12/xliff-core-1.2-transitional.xsd");
    let new = schema21(&schemas, folder.path());
    let mut checked = 0;
    let jobs = [jobs(&data::path("xliff")), jobs(Path::new(OWN))].concat();
    for path in jobs {
        let job = Job::read(fs::read(&path).unwrap()).unwrap();
        let schema = if job.dialect() == Dialect::Version2 {
            &new
        } else {
            &old
        };
        let schema = ["--schema", schema.to_str().unwrap()];
        if let Err(fault) = xmllint(&schema, &path) {
            say(&format!(
                "{} was invalid before: {:.200}",
                path.display(),
                fault
            ));
            continue;
        }
        let (bytes, report) = job.edited(&edits(&job)).unwrap();
        let copy = folder.path().join("edited.xlf");
        fs::write(&copy, &bytes).unwrap();
        assert_eq!(xmllint(&schema, &copy), Ok(()), "{}", path.display());
        let again = Job::read(bytes).unwrap();
        assert_eq!(again.segments().len(), job.segments().len());
        let open = job.segments().iter().filter(|segment| segment.translate);
        assert_eq!(report.matches, 2 * open.count(), "{}", path.display());
        for (before, after) in job.segments().iter().zip(again.segments()) {
            assert_eq!(before.source, after.source);
            if before.target.is_some() {
                assert_eq!(before.target, after.target);
            }
        }
        checked += 1;
    }
    assert!(checked >= 5, "only {checked} jobs were checked");
}

/// Fills a job twice and returns what came out, which is the same both times.
fn pretranslated(path: &Path, output: &Path) -> Vec<u8> {
    let memory = format!("{OWN}/note-verbale.en-km.tmx");
    let run = || {
        let status = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["--quiet", "pretranslate", "-m", &memory, "-o"])
            .args([output, path])
            .status()
            .unwrap();
        assert!(status.success(), "{}", path.display());
        fs::read(output).unwrap()
    };
    let bytes = run();
    assert_eq!(bytes, run(), "{}", path.display());
    bytes
}

#[test]
fn pretranslated_jobs_grow_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("filled.xlf");
    for (name, filled, matches) in [("note.en-km.xlf", 1, 4), ("note.en-km.v2.xlf", 1, 2)] {
        let path = Path::new(OWN).join(name);
        let bytes = pretranslated(&path, &output);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let kept = |line: &str| text.contains(line.trim_end_matches(['>', '/']));
        let before = fs::read_to_string(&path).unwrap();
        // Tags get attributes and empty elements content; every other line stays.
        for line in before.lines().filter(|line| !line.contains("<segment>")) {
            assert!(kept(line), "{name}: {line}");
        }
        let added = text.matches("<alt-trans ").count() + text.matches("<mtc:match ").count();
        assert_eq!(added, matches, "{name}");
        let targets = |bytes: Vec<u8>| {
            let job = Job::read(bytes).unwrap();
            let segments = job.segments().iter();
            segments.filter(|segment| segment.target.is_some()).count()
        };
        assert_eq!(
            targets(bytes) - targets(before.into_bytes()),
            filled,
            "{name}"
        );
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn pretranslated_jobs_are_valid() {
    let schemas = data::path("schemas");
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("filled.xlf");
    for (name, schema) in [
        (
            "note.en-km.xlf",
            schemas.join("xliff12/xliff-core-1.2-strict.xsd"),
        ),
        ("note.en-km.v2.xlf", schema21(&schemas, folder.path())),
    ] {
        pretranslated(&Path::new(OWN).join(name), &output);
        let schema = ["--schema", schema.to_str().unwrap()];
        assert_eq!(xmllint(&schema, &output), Ok(()), "{name}");
    }
}
