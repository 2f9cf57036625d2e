//! What a run was told to use is used as a whole, or the run fails: a slip in a glossary must not
//! make a check say that nothing was found.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const GOOD: &str = "[concept.council]\nen = \"Council\"\nfr = \"conseil\"\n";

/// Files of which something is lost.
const BROKEN: &[&[u8]] = &[
    b"[concept.council]\nen = \"Council\nfr = \"conseil\"\n",
    b"[concept.council]\nen = \"Council\"\nfrr = 3\nfr = \"conseil\"\n",
    b"[concept.council]\nen = \"Council\"\nkh = \"x\"\nfr = \"conseil\"\n",
    b"[concept.council]\nen = \"\"\nfr = \"conseil\"\n",
    b"[concept.council]\nen = \"Council\"\nfr = \"conseil\xE9\"\n",
    b"concept = 1\n",
    b"\x00",
];

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let texts: &[(&str, &[u8])] = &[
        (
            "texts/a.tsv",
            b"en\tfr\nThe Council met.\tLe conseil a si\xC3\xA9g\xC3\xA9.\n",
        ),
        ("texts/a.en.txt", b"The Council met.\n"),
        ("texts/a.fr.txt", b"Le conseil a si\xC3\xA9g\xC3\xA9.\n"),
    ];
    for (name, bytes) in texts.iter().chain(files) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn run(folder: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(line.split(' '))
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .output()
        .unwrap()
}

/// The run ends with 2 and says which file it was about.
fn refused(folder: &Path, line: &str, name: &str) {
    let output = run(folder, line);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{line}: {errors}");
    assert!(errors.contains(name), "{line}: {errors}");
}

#[test]
fn a_broken_glossary_is_no_clean_check() {
    for broken in BROKEN {
        let named = folder(&[("g.toml", broken)]);
        for line in [
            "check texts/a.tsv -g g.toml",
            "check texts/a.tsv -g g.toml --only T",
            "check texts/a.tsv -g g.toml --fix --quiet",
            "check texts/a.tsv -g g.toml --diff",
            "check -g g.toml --skip G --fail-on never",
            "align texts/a.en.txt texts/a.fr.txt -o o.tmx -g g.toml",
            "term find texts/a.en.txt -g g.toml",
            "lookup -m texts/a.tsv -g g.toml --source-lang en --target-lang fr Council",
        ] {
            refused(named.path(), line, "g.toml");
        }

        let own = folder(&[
            ("chancery.toml", b""),
            (
                "glossaries/good.toml",
                &GOOD.replace("council", "other").into_bytes(),
            ),
            ("glossaries/bad.toml", broken),
        ]);
        for line in [
            "check",
            "check texts/a.tsv",
            "check texts --only N",
            "lookup -m texts/a.tsv --source-lang en --target-lang fr Council",
        ] {
            refused(own.path(), line, "glossaries/bad.toml");
        }
    }
    let twice = folder(&[
        ("glossaries/a.toml", GOOD.as_bytes()),
        ("glossaries/b.toml", GOOD.as_bytes()),
        ("chancery.toml", b""),
    ]);
    refused(twice.path(), "check texts/a.tsv", "glossaries/b.toml");
}

#[test]
fn a_glossary_that_only_could_be_better_is_used() {
    let good: &[&[u8]] = &[
        GOOD.as_bytes(),
        b"[concept.council]\nen = \"Council\"\nkm-kh = \"\xE1\x9E\x80\"\nfr = \"conseil\"\n",
        b"# Nothing yet.\n",
    ];
    for good in good {
        let folder = folder(&[("g.toml", good)]);
        for line in [
            "check texts/a.tsv -g g.toml",
            "align texts/a.en.txt texts/a.fr.txt -o o.tmx -g g.toml",
        ] {
            let output = run(folder.path(), line);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{line}: {errors}");
        }
    }
}

/// Names of a file: its own, with a detour, and of a link to it.
fn names(folder: &Path, name: &str) -> [String; 3] {
    let link = format!("link-{}", name.replace('/', "-"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(name, folder.join(&link)).unwrap();
    [name.to_owned(), format!("./texts/../{name}"), link]
}

#[cfg(unix)]
#[test]
fn results_are_not_written_over_what_is_read() {
    let lines = [
        (
            "texts/a.en.txt",
            "align texts/a.en.txt texts/a.fr.txt --format tsv -o OUT",
        ),
        (
            "texts/a.fr.txt",
            "align texts/a.en.txt texts/a.fr.txt --format tsv -o OUT",
        ),
        (
            "texts/a.fr.txt",
            "align texts/a.en.txt texts/a.fr.txt -o o.tmx --save-lexicon OUT",
        ),
        (
            "g.toml",
            "align texts/a.en.txt texts/a.fr.txt -g g.toml --format tsv -o OUT",
        ),
        (
            "texts/a.tsv",
            "align texts/a.en.txt texts/a.fr.txt --memory texts/a.tsv -o OUT",
        ),
        ("texts/a.tsv", "align --table texts/a.tsv -o OUT"),
        ("texts/a.tsv", "check texts/a.tsv --output sarif=OUT"),
        ("texts/a.tsv", "check --output html=OUT"),
        ("chancery.toml", "check --output json=OUT"),
        ("g.toml", "check texts/a.tsv -g g.toml --output json=OUT"),
        ("chancery-baseline.json", "check --output json=OUT"),
        ("texts/a.tsv", "check --baseline OUT --write-baseline"),
        ("texts/a.tsv", "convert texts/a.tsv OUT --to tsv"),
        (
            "texts/a.tsv",
            "lexicon train texts/a.tsv -o OUT --source-lang en --target-lang fr",
        ),
        (
            "texts/a.tsv",
            "term extract texts/a.tsv -o OUT --target-lang fr --format tsv",
        ),
        ("texts/a.en.txt", "segment texts/a.en.txt -o OUT"),
        ("g.toml", "term export g.toml -o OUT --format tbx"),
        ("m.db", "memory export OUT --memory m.db"),
        (
            "m.db",
            "align texts/a.en.txt texts/a.fr.txt --format tmx -o OUT",
        ),
        ("m.db", "check texts/a.tsv --output sarif=OUT"),
    ];
    for (input, line) in lines {
        let folder = folder(&[
            ("g.toml", GOOD.as_bytes()),
            ("chancery.toml", b""),
            (
                "chancery-baseline.json",
                b"{\"version\": 2, \"findings\": []}",
            ),
        ]);
        let made = run(folder.path(), "memory import texts/a.tsv --memory m.db");
        assert!(made.status.success());
        let before = fs::read(folder.path().join(input)).unwrap();
        let [name, detour, link] = names(folder.path(), input);
        let tmx = "link.tmx".to_owned();
        std::os::unix::fs::symlink(input, folder.path().join(&tmx)).unwrap();
        for name in [name, detour, link, tmx] {
            let line = line.replace("OUT", &name);
            let output = run(folder.path(), &line);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{line}: {errors}");
            let after = fs::read(folder.path().join(input)).unwrap();
            assert_eq!(after, before, "{line}: {errors}");
        }
        // A result of before is written over.
        for _ in 0..2 {
            let new = if line.starts_with("check") {
                "new.out"
            } else {
                "new.tmx"
            };
            let line = line.replace("OUT", new).replace("--baseline new.out ", "");
            let output = run(folder.path(), &line);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(
                matches!(output.status.code(), Some(0 | 1)),
                "{line}: {errors}"
            );
        }
    }
}

#[test]
fn a_memory_a_baseline_a_lexicon_is_whole_or_refused() {
    let broken = b"en\tfr\nOne.\tUn.\n\"Two";
    let tmx = b"<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu><tuv xml:lang=\"en\"><seg>One.</seg></tuv><tuv xml:lang=\"fr\"><seg>Un.</seg></tuv></tu><tu><tuv xml:lang=\"en\"><seg>Two.</se></tuv></tu></body></tmx>";
    let folder = folder(&[
        ("m.tmx", tmx),
        ("cut.tmx", &tmx[..150]),
        ("m.db", broken),
        ("empty.db", b""),
        ("b.json", b"{\"version\": 2, \"findings\": ["),
        ("b2.json", b"{\"version\": 2}"),
        ("empty.json", b""),
        ("l.lex", b"en fr 1\nx"),
        ("r.srx", b"<srx version=\"2.0\"><body>"),
    ]);
    for (line, name) in [
        (
            "lookup -m m.tmx --matches-only --source-lang en --target-lang fr One.",
            "m.tmx",
        ),
        (
            "lookup -m cut.tmx --matches-only --source-lang en --target-lang fr One.",
            "cut.tmx",
        ),
        (
            "lookup -m m.db --source-lang en --target-lang fr One.",
            "m.db",
        ),
        (
            "lookup -m empty.db --source-lang en --target-lang fr One.",
            "empty.db",
        ),
        (
            "lookup -m none.db --source-lang en --target-lang fr One.",
            "none.db",
        ),
        ("concordance -m m.tmx One", "m.tmx"),
        ("analyse texts/a.en.txt -m m.tmx --target-lang fr", "m.tmx"),
        (
            "align texts/a.en.txt texts/a.fr.txt -o o.tmx --memory m.tmx",
            "m.tmx",
        ),
        (
            "align texts/a.en.txt texts/a.fr.txt -o o.tmx --lexicon l.lex",
            "l.lex",
        ),
        (
            "align texts/a.en.txt texts/a.fr.txt -o o.tmx --srx r.srx",
            "r.srx",
        ),
        ("check texts/a.tsv --baseline b.json", "b.json"),
        ("check texts/a.tsv --baseline b2.json", "b2.json"),
        ("check texts/a.tsv --baseline empty.json", "empty.json"),
        ("check texts/a.tsv --baseline none.json", "none.json"),
    ] {
        refused(folder.path(), line, name);
    }
}
