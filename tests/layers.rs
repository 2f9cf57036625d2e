//! Keeps the house in order: every room uses only the rooms below it, the terminal is known in `cli`
//! alone, only the rooms that may touch the file system do, and files do not go in circles. Reads the
//! sources; the table is that of `docs/design.md`.

#[path = "layers/circles.rs"]
mod circles;

use std::io::Write;
use std::path::{Path, PathBuf};

use circles::Modules;

/// Rooms and the rooms that they may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("report", &["text"]),
    ("segment", &["text", "model"]),
    ("format", &["text", "model"]),
    ("align", &["text", "model", "segment"]),
    ("memory", &["text", "model", "segment"]),
    ("glossary", &["text", "model", "report", "segment"]),
    ("check", &["text", "model", "segment", "glossary", "report"]),
    (
        "desk",
        &[
            "text", "model", "report", "segment", "format", "align", "memory", "glossary", "check",
        ],
    ),
    (
        "cli",
        &[
            "text", "model", "report", "segment", "format", "align", "memory", "glossary", "check",
            "desk",
        ],
    ),
];

/// Most files in a circle.
const CIRCLE: usize = 3;

/// Crates that only the terminal needs.
const TERMINAL: &[&str] = &[
    "anstream",
    "anstyle",
    "anyhow",
    "clap",
    "clap_complete",
    "clap_mangen",
    "indicatif",
    "rustyline",
    "terminal_size",
];

/// Files and folders that may open files.
const FILE_SYSTEM: &[&str] = &[
    "cli/",
    "desk/",
    "memory/map.rs",
    "memory/store/",
    "format/open.rs",
    "glossary/open.rs",
];

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

fn sources() -> Vec<PathBuf> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("tests.rs")
            {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(Path::new(SOURCES), &mut files);
    assert!(files.len() > 20, "the sources were not found");
    files
}

/// Returns the lines of code: without comments, and without the tests at the end of a file.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

fn below(path: &Path) -> String {
    path.strip_prefix(SOURCES)
        .unwrap()
        .to_str()
        .unwrap()
        .replace('\\', "/")
}

/// Returns the room of a file, none for the two files above all rooms.
fn room_of(below: &str) -> Option<&str> {
    let room = below.split(['/', '.']).next()?;
    (room != "lib" && room != "main").then_some(room)
}

#[test]
fn rooms_use_only_the_rooms_below() {
    let mut wrong = Vec::new();
    for path in sources() {
        let below = below(&path);
        let Some(room) = room_of(&below) else {
            continue;
        };
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            panic!("{below}: the room {room} is not in the table");
        };
        let text = std::fs::read_to_string(&path).unwrap();
        for (line, code) in code(&text) {
            for used in code.split("crate::").skip(1) {
                let end = used.find(|c: char| !c.is_alphanumeric() && c != '_');
                let used = &used[..end.unwrap_or(used.len())];
                let known = ROOMS.iter().any(|(name, _)| *name == used);
                if known && used != room && !allowed.contains(&used) {
                    wrong.push(format!("{below}:{line}: {room} uses {used}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_some_rooms_touch_files_and_clock() {
    const OUTSIDE: &[&str] = &[
        "std::fs",
        "File::open",
        "std::env::var",
        "Instant::now",
        "SystemTime::now",
        "Timestamp::now",
    ];
    let mut wrong = Vec::new();
    for path in sources() {
        let below = below(&path);
        if FILE_SYSTEM.iter().any(|allowed| below.starts_with(allowed)) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (line, code) in code(&text) {
            if OUTSIDE.iter().any(|word| code.contains(word)) {
                wrong.push(format!("{below}:{line}: {}", code.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_module_maps_memory() {
    const MODULE: &str = "memory/map.rs";
    for path in sources() {
        let below = below(&path);
        let text = std::fs::read_to_string(&path).unwrap();
        let uses = code(&text).filter(|(_, code)| code.contains("unsafe"));
        let count = uses.count();
        // The attribute that allows it, and the block.
        assert_eq!(count, if below == MODULE { 2 } else { 0 }, "{below}");
    }
}

#[test]
fn only_cli_knows_the_terminal() {
    let mut wrong = Vec::new();
    for path in sources() {
        let below = below(&path);
        if room_of(&below).is_none_or(|room| room == "cli") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (line, code) in code(&text) {
            let is_named = |krate: &&&str| {
                let starts = code.match_indices(**krate).map(|(at, _)| at);
                let mut starts = starts.filter(|&at| !code[..at].ends_with(is_part));
                starts.any(|at| !code[at + krate.len()..].starts_with(is_part))
            };
            if let Some(krate) = TERMINAL.iter().find(is_named) {
                wrong.push(format!("{below}:{line}: {krate}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[test]
fn files_do_not_go_in_circles() {
    let files: Vec<(String, String)> = (sources().iter())
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let lines: Vec<&str> = code(&text).map(|(_, line)| line).collect();
            (below(path), lines.join("\n"))
        })
        .filter(|(below, _)| room_of(below).is_some())
        .collect();
    let modules = Modules::new(&files);
    let mut wrong = Vec::new();
    for circle in modules.circles() {
        let line = format!("circle of {} files: {}", circle.len(), circle.join(", "));
        let _ = writeln!(std::io::stderr(), "{line}");
        if circle.len() > CIRCLE {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn circles_are_found_through_imports_and_names_that_are_handed_on() {
    let files = [
        (
            "a/mod.rs",
            "mod b;\npub use self::b::{B, Other as O};\npub struct A;",
        ),
        ("a/b.rs", "use super::{A, c::{self, C}};"),
        ("a/c.rs", "fn g() { super::B::new(); super::d::h() }"),
        ("a/d.rs", "use crate::a::A;"),
    ];
    let files = files.map(|(file, code)| (file.to_owned(), code.to_owned()));
    let modules = Modules::new(&files);
    assert_eq!(modules.circles(), [["a/b.rs", "a/c.rs"]]);
}
