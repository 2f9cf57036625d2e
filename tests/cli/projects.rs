//! `chancery check` on whole projects: what a session of `tests/cli/` cannot show.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const GLOSSARY: &str = "[glossary]\nsource = \"en\"\n\n[concept.council]\nkind = \"body\"\nen = \"Council\"\nfr = \"conseil\"\n";

/// Settings of a project, so that the tests hang on no severity of the rules.
const SETTINGS: &str = "[check.rules]\nQ010 = \"warning\"\nT001 = \"error\"\n";

fn project(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let others = [
        ("glossaries/bodies.toml", GLOSSARY.as_bytes()),
        ("chancery.toml", SETTINGS.as_bytes()),
    ];
    for (name, bytes) in others.iter().chain(files) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .arg("check")
        .args(args)
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .env_remove("GITHUB_STEP_SUMMARY")
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn stdout(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args, &[]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Files with two spaces in a row in the translation, one of each format.
const SPACED: &[(&str, &str)] = &[
    (
        "a.tmx",
        "\u{FEFF}<?xml version=\"1.0\"?>\r\n<tmx version=\"1.4\"><header srclang=\"en\"/>\r\n<!--  kept  --><body>\r\n<tu><tuv xml:lang=\"en\"><seg>One &amp; two.</seg></tuv>\r\n<tuv xml:lang=\"fr\"><seg>Un &amp;  <ph x=\"1\">  </ph>deux.</seg></tuv></tu>\r\n</body></tmx>",
    ),
    (
        "b.xlf",
        "<?xml version='1.0'?>\n<xliff version='1.2'><file source-language='en' target-language='fr' original='x' datatype='plaintext'><body>\n<trans-unit id='1'><source>Three.</source>\n  <target>Trois  fois.</target></trans-unit></body></file></xliff>\n",
    ),
    (
        "c.csv",
        "en,fr,note\r\n\"Four, five.\",\"Quatre,  \"\"cinq\"\".\",a  b\r\n",
    ),
    ("d.tsv", "tuid\ten\tfr\n1\tSix.\tSix  fois.\n"),
    (
        "e.jsonl",
        "{\"variants\": [{\"lang\":\"en\",\"text\":\"Seven.\"}, {\"lang\":\"fr\",\"text\":\"Sept\\u00e9  \\\"x\\\".\"}]}\n",
    ),
    (
        "f.po",
        "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\n#  a  comment\nmsgid \"Eight.\"\nmsgstr \"\"\n\"Huit \"\n\"  \\\"fois\\\".\"\n",
    ),
];

#[test]
fn fixes_change_nothing_else() {
    let files: Vec<(&str, &[u8])> = SPACED
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    let folder = project(&files);
    let only = ["--only", "Q010"];
    let places = stdout(folder.path(), &[&only[..], &["--format", "short"]].concat());
    let told: Vec<&str> = places
        .lines()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    assert_eq!(
        told,
        [
            "a.tmx:5:33",
            "b.xlf:4:16",
            "c.csv:2:23",
            "d.tsv:2:11",
            "e.jsonl:1:77",
            "f.po:8:6"
        ],
        "{places}"
    );
    let diff = stdout(folder.path(), &[&only[..], &["--diff"]].concat());
    stdout(folder.path(), &[&only[..], &["--fix"]].concat());
    for (name, text) in SPACED {
        let expected = match *name {
            "a.tmx" => text.replace("&amp;  <ph", "&amp; <ph"),
            "b.xlf" => text.replace("Trois  fois", "Trois fois"),
            "c.csv" => text.replace(",  \"\"cinq", ", \"\"cinq"),
            "d.tsv" => text.replace("Six  fois", "Six fois"),
            "e.jsonl" => text.replace("\\u00e9  ", "\\u00e9 "),
            // The spaces stand in two strings.
            _ => (*text).to_owned(),
        };
        let now = fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(now, expected, "{name}");
        assert_eq!(diff.contains(&format!("+++ b/{name}")), now != **text);
    }
    assert_eq!(
        stdout(folder.path(), &[&only[..], &["--diff"]].concat()),
        ""
    );
}

#[test]
fn what_is_found_hangs_on_neither_order_nor_threads() {
    let rows: Vec<String> = (0..200)
        .map(|row| {
            format!(
                "The Council met  {row} times.\tLe comité s'est réuni {} fois.\n",
                row * 2
            )
        })
        .collect();
    let table = format!("en\tfr\n{}", rows.concat());
    let folder = project(&[("a.tsv", table.as_bytes()), ("b.tsv", table.as_bytes())]);
    let found = |paths: &[&str], threads: &str| {
        let args = [paths, &["--format", "json", "--severity", "info"]].concat();
        run(folder.path(), &args, &[("RAYON_NUM_THREADS", threads)]).stdout
    };
    let once = found(&["a.tsv", "b.tsv"], "1");
    assert!(once.len() > 10_000);
    assert!(once == found(&["b.tsv", "a.tsv"], "3"));
    assert!(once == found(&["b.tsv", "a.tsv", "a.tsv"], "1"));
}

#[test]
fn a_baseline_survives_insertions_and_new_names() {
    let folder = project(&[(
        "a.tsv",
        b"en\tfr\nThe Council met.\tLe bureau.\nA  b.\tC  d.\n",
    )]);
    let place = folder.path();
    assert!(stdout(place, &["--write-baseline"]).is_empty());
    assert!(stdout(place, &[]).starts_with("Nothing found."));
    let part = run(place, &["a.tsv", "--write-baseline"], &[]);
    assert_eq!(
        part.status.code(),
        Some(2),
        "a part must not replace the whole"
    );
    fs::remove_file(place.join("a.tsv")).unwrap();
    let moved = "en\tfr\nThe end.\tLa fin.\nA  b.\tC  d.\nThe Council  met.\tLe bureau.\nThe Council sat.\tLe bureau.\n";
    fs::write(place.join("b.tsv"), moved).unwrap();
    let left = stdout(place, &["--format", "short", "--only", "T001"]);
    assert_eq!(left.lines().count(), 1, "{left}");
    assert!(left.starts_with("b.tsv:5:"), "{left}");
}

fn git(folder: &Path, args: &[&str]) -> bool {
    let name = [
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "commit.gpgsign=false",
    ];
    let status = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(name)
        .args(args)
        .output();
    status.is_ok_and(|output| output.status.success())
}

#[test]
fn a_branch_answers_for_its_own_lines() {
    let row = "The Council met.\tLe bureau.\n";
    let folder = project(&[("a.tsv", format!("en\tfr\n{row}").as_bytes())]);
    let place = folder.path();
    assert!(git(place, &["init", "-q"]) && git(place, &["add", "-A"]));
    assert!(git(place, &["commit", "-qm", "x"]));
    let short = [
        "--only",
        "T001",
        "--format",
        "short",
        "--changed-since",
        "HEAD",
    ];
    assert_eq!(stdout(place, &short), "");
    fs::write(
        place.join("a.tsv"),
        format!("en\tfr\n{row}The Council sat.\tLe comité.\n"),
    )
    .unwrap();
    let new = "en\tfr\nThe Council rose.\tLe groupe.\n";
    fs::write(place.join("new.tsv"), new).unwrap();
    fs::write(place.join(".gitignore"), "ignored\n").unwrap();
    fs::create_dir(place.join("ignored")).unwrap();
    fs::write(place.join("ignored/c.tsv"), format!("en\tfr\n{row}")).unwrap();
    let found = stdout(place, &short);
    let places: Vec<&str> = found
        .lines()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    assert_eq!(places.len(), 2, "{found}");
    assert!(places[0].starts_with("a.tsv:3:") && places[1].starts_with("new.tsv:2:"));
    let refused = run(place, &["--changed-since", "nowhere"], &[]);
    assert_eq!(refused.status.code(), Some(2));
    let refused = run(place, &["--changed-since", "--output=x"], &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!place.join("x").exists());
}

#[test]
fn what_moves_with_its_file_is_not_changed() {
    let rows: Vec<String> = (0..6)
        .map(|row| format!("The Council met {row} times.\tLe bureau, {row} fois.\n"))
        .collect();
    let table = format!("en\tfr\n{}", rows.concat());
    let folder = project(&[
        ("a.tsv", table.as_bytes()),
        ("b.tsv", b"en\tfr\nOne.\tUn.\n"),
    ]);
    let place = folder.path();
    assert!(git(place, &["init", "-q"]) && git(place, &["add", "-A"]));
    assert!(git(place, &["commit", "-qm", "x"]) && git(place, &["tag", "base"]));
    // Settings of a person that would show other lines.
    for (key, value) in [("diff.renames", "false"), ("diff.interHunkContext", "9")] {
        assert!(git(place, &["config", key, value]));
    }
    let found = || {
        let args = [
            "--only",
            "T001",
            "--format",
            "short",
            "--changed-since",
            "base",
        ];
        let lines = stdout(place, &args);
        let places = lines.lines().map(|line| {
            let (path, rest) = line.split_once(':').unwrap();
            format!("{path}:{}", rest.split(':').next().unwrap())
        });
        places.collect::<Vec<String>>()
    };
    // Moved, before and after git is told.
    fs::create_dir(place.join("later")).unwrap();
    fs::rename(place.join("a.tsv"), place.join("later/c d.tsv")).unwrap();
    assert_eq!(found(), [""; 0]);
    assert!(git(place, &["add", "-A"]));
    assert_eq!(found(), [""; 0]);
    assert!(git(place, &["commit", "-qm", "moved"]));
    assert_eq!(found(), [""; 0]);
    // Moved and edited: the rows that were edited.
    let edited = table
        .replace("met 3 times", "sat 3 times")
        .replace("met 5 times", "sat 5 times");
    fs::write(place.join("later/c d.tsv"), &edited).unwrap();
    assert_eq!(found(), ["later/c d.tsv:5", "later/c d.tsv:7"]);
    // Copied.
    fs::write(
        place.join("b.tsv"),
        "en\tfr\nOne.\tUn.\nThe Council rose.\tLe groupe.\n",
    )
    .unwrap();
    fs::write(place.join("copy.tsv"), &table).unwrap();
    let all = ["b.tsv:3", "later/c d.tsv:5", "later/c d.tsv:7"];
    assert_eq!(found(), all);
    assert!(git(place, &["add", "-A"]) && git(place, &["commit", "-qm", "copied"]));
    assert_eq!(found(), all);
}

#[test]
fn reports_of_ci_name_files_from_the_root_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let inner = root.join("l10n/tmx");
    fs::create_dir_all(&inner).unwrap();
    fs::write(inner.join("a b.tsv"), "en\tfr\nOne  two.\tUn  deux.\n").unwrap();
    fs::write(root.join("l10n/chancery.toml"), SETTINGS).unwrap();
    let told =
        |folder: &Path, format: &str| stdout(folder, &["--only", "Q010", "--format", format]);
    let all =
        |folder: &Path| ["github", "gitlab", "sarif", "junit"].map(|format| told(folder, format));
    // Without a repository there is nothing but the current folder.
    assert!(all(&inner)[0].contains("file=a b.tsv,"));
    // That of a worktree is a file.
    fs::write(root.join(".git"), "gitdir: elsewhere\n").unwrap();
    let [github, gitlab, sarif, junit] = all(&inner);
    assert!(github.contains("file=l10n/tmx/a b.tsv,line=2"), "{github}");
    assert!(
        gitlab.contains("\"path\": \"l10n/tmx/a b.tsv\""),
        "{gitlab}"
    );
    assert!(sarif.contains("\"uri\": \"l10n/tmx/a%20b.tsv\""), "{sarif}");
    assert!(
        junit.contains("<testsuite name=\"l10n/tmx/a b.tsv\""),
        "{junit}"
    );
    assert_eq!(all(&root.join("l10n")), [github, gitlab, sarif, junit]);
    assert!(told(&inner, "short").starts_with("a b.tsv:2:"));
    // From outside, and in the summary of the step.
    let outside = tempfile::tempdir().unwrap();
    let summary = outside.path().join("summary.md");
    let project = root.join("l10n");
    let args = [project.to_str().unwrap(), "--only=Q010", "--format=github"];
    let variables = [("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())];
    let output = run(outside.path(), &args, &variables);
    assert!(String::from_utf8_lossy(&output.stdout).contains("file=l10n/tmx/a b.tsv,"));
}

#[test]
fn settings_hold_wherever_the_check_runs() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("tmx");
    fs::create_dir_all(&inner).unwrap();
    let settings = "[check]\nexclude = [\"tmx/a.tsv\"]\n[[check.override]]\npaths = [\"tmx/*\"]\nrules = { Q010 = \"error\" }\n\
        [[ignore]]\nrule = \"Q010\"\npath = \"tmx/b.tsv\"\nreason = \"x\"\n";
    fs::write(folder.path().join("chancery.toml"), settings).unwrap();
    for name in ["a.tsv", "b.tsv", "c.tsv"] {
        fs::write(inner.join(name), "en\tfr\nOne  two.\tUn  deux.\n").unwrap();
    }
    // It is known by its name and what is said of it.
    fs::write(inner.join("broken.tmx"), "<html/>").unwrap();
    let known = ["--format", "short", "--only=Q010"];
    assert!(stdout(folder.path(), &known).contains("tmx/c.tsv:2:"));
    assert!(stdout(&inner, &known).contains("\nc.tsv:2:"));
    for folder in [folder.path(), &inner] {
        assert_eq!(stdout(folder, &known).lines().count(), 2);
    }
    stdout(folder.path(), &["--write-baseline"]);
    for folder in [folder.path(), &inner] {
        assert_eq!(stdout(folder, &["--format", "short"]), "");
    }
}

#[test]
fn documents_in_pairs_are_aligned_and_shown_in_the_translation() {
    let pairs = "[[check.pair]]\nsource = \"note.en.txt\"\ntarget = \"note.fr.txt\"\n\
        [[check.pair]]\nsource = \"gone.en.txt\"\ntarget = \"gone.fr.txt\"\n";
    let folder = project(&[
        ("chancery.toml", format!("{SETTINGS}{pairs}").as_bytes()),
        (
            "note.en.txt",
            b"The Council met in Paris.\n\nIt adopted the report of 2024.\n",
        ),
        (
            "note.fr.txt",
            "Le comité s'est réuni à Paris.\n\nIl a  adopté le rapport de 2024.\n".as_bytes(),
        ),
    ]);
    let found = stdout(folder.path(), &["--only", "T001,Q010", "--format", "short"]);
    let lines: Vec<&str> = found.lines().collect();
    assert!(
        lines[0].starts_with("gone.fr.txt:1:1: error[F001]: "),
        "{found}"
    );
    assert!(
        lines[1].starts_with("note.fr.txt:1:1: error[T001]: "),
        "{found}"
    );
    assert!(
        lines[2].starts_with("note.fr.txt:3:5: warning[Q010]: "),
        "{found}"
    );
    stdout(folder.path(), &["--only", "Q010", "--fix"]);
    let fixed = fs::read_to_string(folder.path().join("note.fr.txt")).unwrap();
    assert!(fixed.ends_with("\n\nIl a adopté le rapport de 2024.\n"));
}

#[test]
fn compressed_and_foreign_files_are_checked_and_left_alone() {
    let memory = SPACED[0].1.trim_start_matches('\u{FEFF}');
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, memory.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let wide: Vec<u8> = format!("\u{FEFF}{}", memory.replace("<?xml version=\"1.0\"?>", ""))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let folder = project(&[("p.tmx.gz", &packed), ("w.tmx", &wide)]);
    let found = stdout(folder.path(), &["--only", "Q010", "--format", "json"]);
    assert_eq!(found.matches("\"code\":\"Q010\"").count(), 2, "{found}");
    assert!(!found.contains("\"fixable\":true"), "{found}");
    stdout(folder.path(), &["--fix"]);
    assert_eq!(fs::read(folder.path().join("p.tmx.gz")).unwrap(), packed);
    assert_eq!(fs::read(folder.path().join("w.tmx")).unwrap(), wide);
}

#[test]
fn what_github_drops_is_in_the_summary_of_the_step() {
    let rows: Vec<String> = (0..30)
        .map(|row| format!("Row {row}  here.\tLigne {row}  ici.\n"))
        .collect();
    let folder = project(&[("a.tsv", format!("en\tfr\n{}", rows.concat()).as_bytes())]);
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let variables = [("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())];
    let args = ["--only", "Q010", "--format", "github"];
    let output = run(folder.path(), &args, &variables);
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(out.matches("::warning ").count(), 10);
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("before\n### chancery check\n"), "{text}");
    assert!(text.matches("\n| a.tsv:").count() >= 20, "{text}");
}

#[test]
fn projects_are_told_apart() {
    let off = b"[check.rules]\nQ = \"off\"\n";
    let row = b"en\tfr\nA  b.\tC  d.\n";
    let folder = project(&[
        ("one/chancery.toml", off),
        ("one/a.tsv", row),
        ("two/a.tsv", row),
    ]);
    fs::create_dir(folder.path().join(".git")).unwrap();
    let found = stdout(
        folder.path(),
        &[
            "one",
            "two",
            "--format",
            "short",
            "--only",
            "Q010",
            "--severity",
            "info",
        ],
    );
    assert!(
        !found.contains("one/a.tsv") && found.contains("two/a.tsv"),
        "{found}"
    );
    // Settings above the root of the repository are those of something else.
    fs::create_dir(folder.path().join("one/.git")).unwrap();
    fs::rename(
        folder.path().join("one/chancery.toml"),
        folder.path().join("chancery.toml"),
    )
    .unwrap();
    let found = stdout(
        folder.path(),
        &[
            "one",
            "two",
            "--format",
            "short",
            "--only",
            "Q010",
            "--severity",
            "info",
        ],
    );
    assert!(
        found.contains("one/a.tsv") && !found.contains("two/a.tsv"),
        "{found}"
    );
}

#[test]
fn documents_without_lines_have_paragraphs() {
    let pair = "[[check.pair]]\nsource = \"a.en.html\"\ntarget = \"a.fr.html\"\n";
    let page = |word: &str, wrong: usize| -> String {
        // All on one line of the file.
        let number = |at: usize| if at == wrong { 777 } else { at + 100 };
        let items = (1..=40).map(|at| format!("<p>{word} {} is here.</p>", number(at)));
        format!("<html><body>{}</body></html>", items.collect::<String>())
    };
    let folder = project(&[
        ("chancery.toml", format!("{SETTINGS}{pair}").as_bytes()),
        ("a.en.html", page("Item", 0).as_bytes()),
        ("a.fr.html", page("Article", 30).as_bytes()),
    ]);
    let found = stdout(folder.path(), &["--only", "N001", "--format", "short"]);
    assert!(found.starts_with("a.fr.html:30:"), "{found}");
    assert_eq!(
        found.lines().filter(|line| line.contains("N001")).count(),
        1
    );
}
