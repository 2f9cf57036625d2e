//! Whole runs of the program: what is printed, what is written, how it ends.
//!
//! The files in `tests/cli/` are sessions as a user sees them; what is easier said in code, such as
//! that nothing gets lost on the way, stands here.

mod at_once;
mod exchange;
mod inputs;
mod projects;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn sessions() {
    trycmd::TestCases::new()
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .env("NO_COLOR", "1")
        .case("tests/cli/*.trycmd");
}

fn chancery(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(args)
        .current_dir(ROOT)
        .env("SOURCE_DATE_EPOCH", "1767225600")
        .output()
        .unwrap()
}

fn stdout(args: &[&str]) -> String {
    let output = chancery(args);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Expects one line on standard error, no result and exit code 2.
fn refused(args: &[&str], expected: &str) {
    let output = chancery(args);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {errors}");
    assert!(output.stdout.is_empty(), "{args:?} printed a result");
    assert!(errors.contains(expected), "{args:?}: {errors}");
    assert_eq!(errors.lines().count(), 1, "{args:?}: {errors}");
}

const SAMPLES: [(&str, &str); 4] = [
    (
        "samples/ambassador-remarks.en.txt",
        "samples/ambassador-remarks.km.txt",
    ),
    ("samples/note-verbale.en.txt", "samples/note-verbale.km.txt"),
    ("samples/note-verbale.en.txt", "samples/note-verbale.th.txt"),
    ("samples/note-verbale.en.txt", "samples/note-verbale.fr.txt"),
];

#[test]
fn beads_hold_every_segment_once() {
    for (source, target) in SAMPLES {
        let beads = json_lines(&stdout(&["align", source, target, "--format", "jsonl"]));
        for (side, file) in [("source", source), ("target", target)] {
            let segments = json_lines(&stdout(&["segment", file, "--format", "jsonl"]));
            let texts: Vec<&Value> = segments.iter().map(|segment| &segment["text"]).collect();
            let in_beads: Vec<&Value> = beads
                .iter()
                .flat_map(|bead| bead[side].as_array().unwrap())
                .collect();
            assert_eq!(in_beads, texts, "{file}");
        }
        for (index, bead) in beads.iter().enumerate() {
            assert_eq!(bead["bead"], index + 1);
            let confidence = bead["confidence"].as_f64().unwrap();
            assert!((0.0..=1.0).contains(&confidence));
            for side in ["source", "target"] {
                let lines = bead[format!("{side}_lines")].as_array().unwrap();
                let empty = bead[side].as_array().unwrap().is_empty();
                assert_eq!(lines.len(), if empty { 0 } else { 2 });
            }
        }
    }
}

#[test]
fn segments_stand_where_they_say() {
    let text = std::fs::read_to_string(Path::new(ROOT).join(SAMPLES[1].0)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for segment in json_lines(&stdout(&["segment", SAMPLES[1].0, "--format", "jsonl"])) {
        let line = lines[segment["line"].as_u64().unwrap() as usize - 1];
        assert!(line.contains(segment["text"].as_str().unwrap()), "{line}");
    }
}

#[test]
fn a_memory_holds_the_confident_beads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("remarks.tmx");
    let path = path.to_str().unwrap();
    let (source, target) = SAMPLES[0];
    let beads = json_lines(&stdout(&["align", source, target, "--format", "jsonl"]));
    let count = |least: f64| {
        let aligned = |bead: &&Value| {
            ["source", "target"]
                .iter()
                .all(|side| !bead[*side].as_array().unwrap().is_empty())
        };
        let sure = |bead: &&Value| bead["confidence"].as_f64().unwrap() >= least;
        beads.iter().filter(aligned).filter(sure).count()
    };
    for least in ["0", "0.9"] {
        stdout(&[
            "align",
            source,
            target,
            "-o",
            path,
            "--min-confidence",
            least,
        ]);
        let memory = std::fs::read_to_string(path).unwrap();
        assert_eq!(
            memory.matches("<tu ").count(),
            count(least.parse().unwrap())
        );
        assert!(memory.contains("xml:lang=\"en\"") && memory.contains("xml:lang=\"km\""));
    }
    assert!(count(0.9) < count(0.0), "the sample has a doubtful bead");
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 1, "nothing but the memory is left behind");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (source, target) = SAMPLES[0];
    let once = stdout(&["align", source, target, "--format", "tmx"]);
    assert_eq!(once, stdout(&["align", source, target, "--format", "tmx"]));
}

#[test]
fn segmented_lines_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lines.en.txt");
    std::fs::write(&path, "First. Second.\nThird line\ngoes on\n").unwrap();
    let path = path.to_str().unwrap();
    let whole = json_lines(&stdout(&[
        "segment",
        path,
        "--segmented",
        "--format",
        "jsonl",
    ]));
    assert_eq!(whole.len(), 3);
    assert_eq!(whole[0]["text"], "First. Second.");
}

#[test]
fn folders_are_paired_by_name() {
    let folder = tempfile::tempdir().unwrap();
    for (source, target) in &SAMPLES[..2] {
        for file in [source, target] {
            let path = Path::new(file);
            let to = folder.path().join(path.file_name().unwrap());
            std::fs::copy(Path::new(ROOT).join(path), to).unwrap();
        }
    }
    std::fs::write(
        folder.path().join("alone.en.txt"),
        "Nobody translated this.",
    )
    .unwrap();
    let place = folder.path().to_str().unwrap();
    let langs = ["--source-lang", "en", "--target-lang", "km"];
    let one = folder.path().join("all.tmx");
    let output = chancery(
        &[
            &["align", place, place, "-o", one.to_str().unwrap()],
            &langs[..],
        ]
        .concat(),
    );
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert!(
        errors.contains("alone.en.txt: has no translation"),
        "{errors}"
    );
    let memory = std::fs::read_to_string(&one).unwrap();
    assert!(memory.contains("ambassador-remarks.en.txt") && memory.contains("note-verbale.en.txt"));
    let each = folder.path().join("each");
    stdout(
        &[
            &["align", place, place, "-o", each.to_str().unwrap()],
            &langs[..],
        ]
        .concat(),
    );
    assert!(each.join("ambassador-remarks.tmx").is_file());
    assert!(each.join("note-verbale.tmx").is_file());
}

#[test]
fn documents_that_are_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let km = SAMPLES[0].1;
    refused(&["align", &write("empty.en.txt", b""), km], "empty");
    refused(&["align", &write("blank.en.txt", b" \n\n"), km], "no text");
    refused(
        &[
            "align",
            &write("word.en.docx", b"PK\x03\x04\x14\x00\x06\x00"),
            km,
        ],
        "ord",
    );
    refused(
        &["align", &write("broken.en.txt", b"Good \xff day"), km],
        "byte 5",
    );
    refused(
        &[
            "align",
            &write("binary.en.txt", &[0, 1, 2, 0, 255, 3, 0, 9]),
            km,
        ],
        "binary.en.txt",
    );
    refused(&["align", "samples", km], "folder");
    refused(&["align", "nowhere.en.txt", km], "no such file");
}

#[test]
fn every_encoding_gives_the_same_segments() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(Path::new(ROOT).join(SAMPLES[1].1)).unwrap();
    let expected = stdout(&["segment", SAMPLES[1].1]);
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    for (name, bytes) in [
        ("utf8-bom", marked(b"\xEF\xBB\xBF", text.as_bytes())),
        ("crlf", text.replace('\n', "\r\n").into_bytes()),
        ("utf16le-bom", marked(b"\xFF\xFE", &little)),
        ("utf16be-bom", marked(b"\xFE\xFF", &big)),
        ("utf16le", little),
        ("utf16be", big),
    ] {
        let path = folder.path().join(format!("{name}.km.txt"));
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(
            stdout(&["segment", path.to_str().unwrap()]),
            expected,
            "{name}"
        );
    }
    let path = folder.path().join("old.fr.txt");
    std::fs::write(&path, b"R\xE9publique").unwrap();
    let path = path.to_str().unwrap();
    refused(&["segment", path], "--encoding");
    assert!(stdout(&["segment", path, "--encoding", "windows-1252"]).contains("République"));
}

#[test]
fn unwritable_places_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = SAMPLES[0];
    let missing = folder.path().join("no/such/place.tmx");
    refused(
        &["align", source, target, "-o", missing.to_str().unwrap()],
        "no folder",
    );
    let place = folder.path().to_str().unwrap();
    refused(&["align", source, target, "-o", place], "");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn lopsided_documents_come_out_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (long, short) = (path("long.en.txt"), path("short.km.txt"));
    let many: Vec<String> = (0..20_000)
        .map(|n| format!("This is sentence number {n}."))
        .collect();
    std::fs::write(&long, many.join("\n\n")).unwrap();
    let km = std::fs::read_to_string(Path::new(ROOT).join(SAMPLES[0].1)).unwrap();
    std::fs::write(&short, km.lines().take(3).collect::<Vec<_>>().join("\n")).unwrap();
    let beads = json_lines(&stdout(&["align", &long, &short, "--format", "jsonl"]));
    let sources: usize = beads
        .iter()
        .map(|bead| bead["source"].as_array().unwrap().len())
        .sum();
    assert_eq!(sources, 20_000);

    let (wide, wide_km) = (path("wide.en.txt"), path("wide.km.txt"));
    std::fs::write(&wide, "word ".repeat(400_000)).unwrap();
    std::fs::write(&wide_km, km.replace('\n', " ").repeat(300)).unwrap();
    for target in [&short, &wide_km] {
        let beads = stdout(&["align", &wide, target, "--format", "jsonl"]);
        assert!(!beads.is_empty());
    }
}

#[test]
fn a_memory_for_a_tool_is_what_the_tool_takes() {
    const TOOLS: &[&str] = &[
        "trados",
        "memoq",
        "omegat",
        "phrase",
        "xtm",
        "smartcat",
        "smartling",
        "matecat",
        "modernmt",
        "weblate",
        "pontoon",
        "tolgee",
        "poedit",
        "lokalize",
        "okapi",
        "toolkit",
    ];
    let folder = tempfile::tempdir().unwrap();
    let (source, target) = SAMPLES[1];
    for tool in TOOLS {
        let path = folder.path().join(format!("{tool}.tmx"));
        let path = path.to_str().unwrap();
        stdout(&["align", source, target, "-o", path, "--for", tool]);
        let report = stdout(&["tmx", "check", path, "--for", tool, "--format", "json"]);
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["tools"][0]["import"], "whole", "{tool}: {report}");
        assert_eq!(report["valid"], true, "{tool}");
        // The same from a memory that was made for another tool.
        let other = folder.path().join("other.tmx");
        let other = other.to_str().unwrap();
        let from = folder.path().join("trados.tmx");
        stdout(&[
            "tmx",
            "fix",
            from.to_str().unwrap(),
            "-o",
            other,
            "--for",
            tool,
        ]);
        let report = stdout(&["tmx", "check", other, "--for", tool, "--format", "json"]);
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["tools"][0]["import"], "whole", "{tool}: {report}");
    }
}

#[test]
fn context_and_codes_are_written_on_request() {
    let (source, target) = SAMPLES[1];
    let base = ["align", source, target, "--format", "tmx"];
    let plain = stdout(&base);
    assert!(!plain.contains("x-context") && plain.contains("srclang=\"en\""));
    let memoq = stdout(&[&base[..], &["--for", "memoq", "--context"]].concat());
    let context = "<prop type=\"x-context-pre\">&lt;seg&gt;NOTE VERBALE&lt;/seg&gt;</prop>";
    assert!(memoq.contains(context), "{memoq}");
    let codes = stdout(&[&base[..], &["--tmx-langs", "en-GB,km-KH"]].concat());
    assert!(codes.contains("srclang=\"en-GB\"") && codes.contains("xml:lang=\"km-KH\""));
    let trados = stdout(&[&base[..], &["--for", "trados"]].concat());
    assert!(trados.starts_with("\u{FEFF}<?xml") && trados.contains("xml:lang=\"km-KH\""));
    refused(&["align", source, target, "--for", "trados"], "are for TMX");
    refused(
        &[
            "align",
            source,
            target,
            "--format",
            "tmx",
            "--tmx-langs",
            "km,en",
        ],
        "in this order",
    );
}

#[test]
fn conversions_there_and_back_keep_the_texts() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (source, target) = SAMPLES[0];
    let memory = path("memory.tmx");
    stdout(&["align", source, target, "-o", &memory]);
    let texts = |file: &str| -> Vec<Value> {
        let lines = path("lines.jsonl");
        stdout(&["convert", file, &lines]);
        let lines = json_lines(&std::fs::read_to_string(&lines).unwrap());
        lines
            .into_iter()
            .map(|mut line| line["variants"].take())
            .collect()
    };
    let expected = texts(&memory);
    assert!(expected.len() > 5);
    for (name, options) in [
        ("table.tsv", &[][..]),
        ("table.csv", &["--bom", "--delimiter", ";"]),
        ("units.jsonl", &[]),
        ("again.tmx", &["--for", "omegat"]),
    ] {
        let (there, back) = (path(name), path("back.tmx"));
        stdout(&[&["convert", &memory, &there], options].concat());
        stdout(&["convert", &there, &back]);
        assert_eq!(texts(&back), expected, "{name}");
    }
    stdout(&["convert", &memory, &path("plain"), "--to", "moses"]);
    let back = path("back.tmx");
    stdout(&["convert", &path("plain.en"), &back, "--from", "moses"]);
    assert_eq!(texts(&back), expected);
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 9, "nothing is left behind");
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    stdout(&["man", pages.to_str().unwrap()]);
    for (name, said) in [
        ("chancery.1", "translation memories"),
        ("chancery-align.1", "min\\-confidence"),
        ("chancery-memory-import.1", "chancery\\-memory\\-import"),
    ] {
        let page = std::fs::read_to_string(pages.join(name)).unwrap();
        assert!(page.contains(said), "{name}: {page}");
    }
}
