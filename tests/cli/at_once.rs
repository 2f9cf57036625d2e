//! The program started several times at once, as people do who share a folder: what each says that it
//! has done is there afterwards.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const ROUNDS: usize = 10;

fn start(folder: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(args)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs all of these at once; returns how each ended.
fn at_once(folder: &Path, runs: &[Vec<&str>]) -> Vec<Output> {
    let started: Vec<Child> = runs.iter().map(|args| start(folder, args)).collect();
    let ended = started.into_iter().map(Child::wait_with_output);
    ended.collect::<std::io::Result<_>>().unwrap()
}

fn all_end_well(folder: &Path, runs: &[Vec<&str>]) {
    for (args, output) in runs.iter().zip(at_once(folder, runs)) {
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {errors}");
    }
    let stray = fs::read_dir(folder).unwrap().chain(
        fs::read_dir(folder.join("glossaries"))
            .into_iter()
            .flatten(),
    );
    for entry in stray {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            !name.starts_with(".chancery-") && !name.contains("lock"),
            "{name}"
        );
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn memory_of(lang: &str, units: usize) -> String {
    let units: Vec<String> = (0..units)
        .map(|n| format!("<tu><tuv xml:lang=\"en\"><seg>One {n} in {lang}.</seg></tuv><tuv xml:lang=\"{lang}\"><seg>{n} {lang}.</seg></tuv></tu>\n"))
        .collect();
    let units = units.concat();
    format!("<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n{units}</body></tmx>")
}

#[test]
fn no_term_is_lost() {
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        let file = "[concept.a]\nen = \"first\"\n";
        write(folder.path(), "glossaries/g.toml", file);
        write(folder.path(), "chancery.toml", "");
        let ids: Vec<String> = (0..4).map(|n| format!("c-{n}")).collect();
        let added = ids
            .iter()
            .map(|id| vec!["term", "add", id, "en", id, "fr", id]);
        let admitted = ids.iter().map(|id| vec!["term", "admit", "a", "fr", id]);
        let runs: Vec<Vec<&str>> = added.chain(admitted).collect();
        all_end_well(folder.path(), &runs);
        let text = fs::read_to_string(folder.path().join("glossaries/g.toml")).unwrap();
        for id in &ids {
            assert!(text.contains(&format!("[concept.{id}]")), "{text}");
            assert_eq!(text.matches(&format!("\"{id}\"")).count(), 3, "{text}");
        }
    }
}

#[test]
fn what_is_tidied_and_fixed_keeps_what_others_add() {
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            "glossaries/g.toml",
            "[concept.a]\nfr   =  \"un\"\nen = 'first'\n",
        );
        write(folder.path(), "chancery.toml", "");
        write(
            folder.path(),
            "a.tsv",
            "en\tfr\nThe report.\tLe  rapport.\n",
        );
        let runs = vec![
            vec!["term", "add", "b", "en", "second", "fr", "deux"],
            vec!["term", "fmt"],
            vec!["term", "add", "c", "en", "third", "fr", "trois"],
            vec!["check", "a.tsv", "--fix", "--fail-on", "never"],
            vec!["check", "a.tsv", "--fix", "--fail-on", "never"],
            vec!["check", "--write-baseline"],
            vec!["check", "--write-baseline"],
        ];
        let mut lost = 0;
        for (args, output) in runs.iter().zip(at_once(folder.path(), &runs)) {
            let errors = String::from_utf8_lossy(&output.stderr);
            if output.status.code() != Some(0) {
                assert!(
                    errors.contains("another program has changed it"),
                    "{args:?}: {errors}"
                );
                // Whoever adds tries again by itself.
                assert_ne!(args[1], "add");
                lost += 1;
            }
        }
        assert!(lost <= 2, "{lost}");
        let text = fs::read_to_string(folder.path().join("glossaries/g.toml")).unwrap();
        assert!(text.contains("second") && text.contains("trois"), "{text}");
        let text = fs::read_to_string(folder.path().join("a.tsv")).unwrap();
        assert!(text.ends_with("Le rapport.\n"), "{text}");
    }
}

#[test]
fn a_fresh_project_is_asked_by_many() {
    for round in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            "chancery.toml",
            "[languages]\nsource = \"en\"\ntarget = \"fr\"\n",
        );
        write(folder.path(), "tmx/a.tmx", &memory_of("fr", 50));
        write(folder.path(), "more.tmx", &memory_of("fr", 300));
        let lookup = || {
            vec![
                "lookup",
                "One 7 in fr.",
                "--matches-only",
                "--format",
                "json",
            ]
        };
        let mut runs = vec![lookup(), lookup(), vec!["memory", "sync"], lookup()];
        if round % 2 == 1 {
            runs.extend([
                vec!["memory", "import", "more.tmx"],
                vec!["concordance", "One"],
            ]);
        }
        all_end_well(folder.path(), &runs);
        for output in at_once(folder.path(), &[lookup()]) {
            assert!(String::from_utf8_lossy(&output.stdout).contains("7 fr."));
        }
    }
}

#[test]
fn imports_may_bring_languages_each() {
    const LANGS: [&str; 6] = ["fr", "de", "es", "it", "pt", "nl"];
    for round in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<String> = LANGS.iter().map(|lang| format!("{lang}.tmx")).collect();
        for (lang, name) in LANGS.iter().zip(&names) {
            write(folder.path(), name, &memory_of(lang, 20));
        }
        let import = |name| vec!["memory", "import", name, "--memory", "m.db"];
        if round % 2 == 1 {
            write(folder.path(), "km.tmx", &memory_of("km", 5));
            all_end_well(folder.path(), &[import("km.tmx")]);
        }
        let runs: Vec<Vec<&str>> = names.iter().map(|name| import(name)).collect();
        all_end_well(folder.path(), &runs);
        all_end_well(
            folder.path(),
            &[vec!["memory", "export", "o.jsonl", "--memory", "m.db"]],
        );
        let text = fs::read_to_string(folder.path().join("o.jsonl")).unwrap();
        for lang in LANGS {
            assert_eq!(text.matches(&format!("in {lang}.")).count(), 20, "{lang}");
        }
    }
}
