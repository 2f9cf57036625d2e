//! What a memory goes through: programs killed, files damaged, others writing at the same time.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Place {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command.env("SOURCE_DATE_EPOCH", "1767225600");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn stdout(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn refused(&self, args: &[&str], expected: &str) {
        let output = self.run(args);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {errors}");
        assert!(errors.contains(expected), "{args:?}: {errors}");
        assert_eq!(errors.lines().count(), 1, "{args:?}: {errors}");
    }

    /// Writes a memory of so many units, each different.
    fn tmx(&self, name: &str, range: std::ops::Range<usize>) {
        let units = range.map(|n| {
            let tail = n * 7919 % 1000;
            format!(
                "<tu><tuv xml:lang=\"en\"><seg>Note {n} of the {tail} office, on visas</seg></tuv>\
                 <tuv xml:lang=\"fr\"><seg>La note {n} du bureau {tail}</seg></tuv></tu>"
            )
        });
        let body: String = units.collect();
        let text =
            format!("<tmx version=\"1.4\"><header srclang=\"en\"/><body>{body}</body></tmx>");
        std::fs::write(self.path(name), text).unwrap();
    }

    fn units(&self, memory: &str) -> u64 {
        let stats = self.stdout(&["memory", "stats", "--memory", memory, "--format", "json"]);
        let stats: Value = serde_json::from_str(&stats).unwrap();
        stats["units"].as_u64().unwrap()
    }

    fn look_up(&self, memory: &str, text: &str) -> Value {
        let args = [
            "lookup",
            text,
            "--memory",
            memory,
            "--format",
            "json",
            "--matches-only",
        ];
        serde_json::from_str(&self.stdout(&args)).unwrap()
    }
}

#[test]
fn a_second_import_adds_nothing() {
    let place = Place::new();
    place.tmx("a.tmx", 0..50);
    for _ in 0..2 {
        place.stdout(&["memory", "import", "a.tmx", "--memory", "m.db"]);
        assert_eq!(place.units("m.db"), 50);
    }
    place.tmx("b.tmx", 40..60);
    place.stdout(&["memory", "import", "b.tmx", "--memory", "m.db"]);
    assert_eq!(place.units("m.db"), 60);
}

#[test]
fn what_goes_in_comes_out() {
    let place = Place::new();
    let tmx = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/note-verbale.en-km.tmx"
    );
    place.stdout(&["memory", "import", tmx, "--memory", "m.db"]);
    place.stdout(&["memory", "export", "out.tmx", "--memory", "m.db"]);
    place.stdout(&["memory", "import", "out.tmx", "--memory", "again.db"]);
    place.stdout(&["memory", "export", "again.tmx", "--memory", "again.db"]);
    let read = |name: &str| std::fs::read_to_string(place.path(name)).unwrap();
    assert_eq!(read("out.tmx"), read("again.tmx"));
    let segs = |text: &str| -> Vec<String> {
        let parts = text.split("<seg>").skip(1);
        parts
            .map(|part| part.split("</seg>").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        segs(&read("out.tmx")),
        segs(&std::fs::read_to_string(tmx).unwrap())
    );
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        ((u128::from(self.0) * u128::from(end)) >> 64) as u64
    }
}

#[test]
fn a_killed_import_leaves_all_or_nothing() {
    const SMALL: usize = 300;
    const LARGE: usize = 6000;
    let place = Place::new();
    place.tmx("small.tmx", 0..SMALL);
    place.tmx("large.tmx", SMALL..SMALL + LARGE);
    place.stdout(&["memory", "import", "small.tmx", "--memory", "whole.db"]);
    let started = Instant::now();
    place.stdout(&["memory", "import", "large.tmx", "--memory", "whole.db"]);
    let whole = started.elapsed();
    let mut dice = Dice(7);
    let (mut broken_off, mut done) = (0, 0);
    for round in 0..24 {
        for file in std::fs::read_dir(place.folder.path()).unwrap() {
            let path = file.unwrap().path();
            if path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("m.db")
            {
                std::fs::remove_file(path).unwrap();
            }
        }
        // Every other time it is the first import of all, which goes another way.
        let before = if round % 2 == 0 { SMALL } else { 0 };
        let add = |file: &str| place.stdout(&["memory", "import", file, "--memory", "m.db"]);
        if before > 0 {
            add("small.tmx");
        }
        let mut import = place
            .command(&[
                "memory",
                "import",
                "large.tmx",
                "--memory",
                "m.db",
                "--quiet",
            ])
            .spawn()
            .unwrap();
        let micros = (whole.as_micros() as u64).max(1000);
        std::thread::sleep(Duration::from_micros(dice.below(micros)));
        let _ = import.kill();
        import.wait().unwrap();
        if before == 0 {
            // There may be no memory yet, or an empty file: putting something in is what comes next.
            add("small.tmx");
        }
        let units = place.units("m.db");
        let all = (SMALL + LARGE) as u64;
        assert!(
            units == SMALL as u64 || units == all,
            "round {round}: {units} units"
        );
        if units == all {
            done += 1;
        } else {
            broken_off += 1;
        }
        // The index and the rows agree: the last unit is found, or is not there.
        let last = SMALL + LARGE - 1;
        let text = format!("Note {last} of the {} office, on visas", last * 7919 % 1000);
        let found = place.look_up("m.db", &text);
        let best = found["matches"][0]["score"].as_u64();
        assert_eq!(best == Some(100), units == all, "round {round}: {best:?}");
        let first = place.look_up("m.db", "Note 0 of the 0 office, on visas");
        assert_eq!(first["matches"][0]["score"], 100, "round {round}");
        // What was broken off can be done again.
        if round % 8 == 0 {
            add("large.tmx");
            assert_eq!(place.units("m.db"), all);
        }
    }
    assert!(
        broken_off > 0,
        "no import was killed in time; {done} were done"
    );
}

#[test]
fn what_is_no_memory_is_left_alone() {
    let place = Place::new();
    std::fs::write(
        place.path("text.db"),
        "a text that is no database at all, but long enough\n",
    )
    .unwrap();
    let before = std::fs::read(place.path("text.db")).unwrap();
    place.tmx("a.tmx", 0..3);
    place.refused(
        &["lookup", "a", "--memory", "text.db"],
        "is no memory of chancery",
    );
    place.refused(
        &["memory", "import", "a.tmx", "--memory", "text.db"],
        "is no memory of chancery",
    );
    assert_eq!(std::fs::read(place.path("text.db")).unwrap(), before);
    place.refused(
        &["lookup", "a", "--memory", "none.db"],
        "there is no such memory",
    );
    assert!(!place.path("none.db").exists());
    place.refused(
        &["memory", "stats", "--memory", "none.db"],
        "there is no such memory",
    );
    place.refused(&["lookup", "a", "--memory", "."], "is a folder");
    place.refused(
        &["memory", "import", "none.tmx", "--memory", "m.db"],
        "no such file",
    );
    assert!(!place.path("m.db").exists());
    place.refused(&["lookup", "a"], "there is no project here");
}

fn database(path: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(path).unwrap()
}

#[test]
fn databases_of_others_and_of_later_versions_are_left_alone() {
    let place = Place::new();
    place.tmx("a.tmx", 0..3);
    database(&place.path("other.db"))
        .execute_batch("CREATE TABLE t (a)")
        .unwrap();
    for command in [["lookup", "a"].as_slice(), &["memory", "import", "a.tmx"]] {
        let args = [command, &["--memory", "other.db"]].concat();
        place.refused(&args, "is no memory of chancery");
    }
    place.stdout(&["memory", "import", "a.tmx", "--memory", "m.db"]);
    database(&place.path("m.db"))
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    for command in [["lookup", "a"].as_slice(), &["memory", "import", "a.tmx"]] {
        let args = [command, &["--memory", "m.db"]].concat();
        place.refused(&args, "later version of chancery (schema 99)");
    }
}

#[test]
fn a_damaged_database_is_told_and_not_changed() {
    let place = Place::new();
    place.tmx("a.tmx", 0..2000);
    place.stdout(&["memory", "import", "a.tmx", "--memory", "m.db"]);
    let good = std::fs::read(place.path("m.db")).unwrap();
    let mut dice = Dice(3);
    for _ in 0..12 {
        let mut bad = good.clone();
        let at = dice.below(bad.len() as u64 - 4096) as usize;
        bad[at..at + 4096].fill(0xA5);
        std::fs::write(place.path("m.db"), &bad).unwrap();
        // An answer or an error, never a crash.
        let args = [
            "lookup",
            "Note 7 of the 433 office",
            "--memory",
            "m.db",
            "--matches-only",
        ];
        let output = place.run(&args);
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 2)),
            "byte {at}: {:?}",
            output.status
        );
    }
    std::fs::write(place.path("m.db"), &good[..good.len() / 2]).unwrap();
    let output = place.run(&["memory", "import", "a.tmx", "--memory", "m.db"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_locked_memory_can_be_read_and_is_waited_for() {
    let place = Place::new();
    place.tmx("a.tmx", 0..20);
    place.tmx("b.tmx", 20..30);
    place.stdout(&["memory", "import", "a.tmx", "--memory", "m.db"]);
    let lock = database(&place.path("m.db"));
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let found = place.look_up("m.db", "Note 3 of the 757 office, on visas");
    assert_eq!(found["matches"][0]["score"], 100);
    let mut import = place
        .command(&["memory", "import", "b.tmx", "--memory", "m.db", "--quiet"])
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(
        import.try_wait().unwrap().is_none(),
        "the import did not wait"
    );
    lock.execute_batch("COMMIT").unwrap();
    assert!(import.wait().unwrap().success());
    assert_eq!(place.units("m.db"), 30);
}

#[test]
fn two_writers_and_many_readers_get_along() {
    let place = Place::new();
    place.tmx("start.tmx", 0..100);
    place.stdout(&["memory", "import", "start.tmx", "--memory", "m.db"]);
    for file in 0..6 {
        place.tmx(&format!("{file}.tmx"), 100 + file * 100..200 + file * 100);
    }
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let place = &place;
            scope.spawn(move || {
                for file in 0..3 {
                    let name = format!("{}.tmx", writer * 3 + file);
                    place.stdout(&["memory", "import", &name, "--memory", "m.db"]);
                }
            });
        }
        for _ in 0..2 {
            let place = &place;
            scope.spawn(move || {
                for _ in 0..6 {
                    let found = place.look_up("m.db", "Note 0 of the 0 office, on visas");
                    assert_eq!(found["matches"][0]["score"], 100);
                }
            });
        }
    });
    assert_eq!(place.units("m.db"), 700);
    let found = place.look_up("m.db", "Note 650 of the 350 office, on visas");
    assert_eq!(found["matches"][0]["score"], 100);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_enough_to_look_up() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.tmx("a.tmx", 0..1500);
    std::fs::create_dir(place.path("ro")).unwrap();
    place.stdout(&["memory", "import", "a.tmx", "--memory", "ro/m.db"]);
    let index = place.path("ro/m.db.en.index");
    std::fs::remove_file(&index).unwrap();
    let set = |mode: u32| {
        let rights = |mode| std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(place.path("ro/m.db"), rights(mode & 0o666)).unwrap();
        std::fs::set_permissions(place.path("ro"), rights(mode)).unwrap();
    };
    set(0o555);
    if std::fs::write(place.path("ro/probe"), "").is_ok() {
        // A user who may do everything cannot test what is forbidden.
        std::fs::remove_file(place.path("ro/probe")).unwrap();
        set(0o755);
        return;
    }
    let found = place.look_up("ro/m.db", "Note 1 of the 919 office, on visas");
    place.refused(
        &["memory", "import", "a.tmx", "--memory", "ro/m.db"],
        "read-only",
    );
    set(0o755);
    assert_eq!(found["matches"][0]["score"], 100);
    assert!(!index.exists());
}

#[test]
fn a_project_keeps_in_step_with_its_files() {
    let place = Place::new();
    std::fs::create_dir(place.path("tmx")).unwrap();
    place.tmx("tmx/a.tmx", 0..30);
    place.tmx("tmx/b.tmx", 30..40);
    let ask = |text: &str| -> Value {
        let args = [
            "lookup",
            text,
            "--format",
            "json",
            "--matches-only",
            "--threshold",
            "100",
        ];
        serde_json::from_str(&place.stdout(&args)).unwrap()
    };
    let has = |n: usize| {
        let found = ask(&format!(
            "Note {n} of the {} office, on visas",
            n * 7919 % 1000
        ));
        !found["matches"].as_array().unwrap().is_empty()
    };
    assert!(has(0) && has(35) && !has(45));
    // A file changes, one goes, one comes.
    place.tmx("tmx/a.tmx", 5..20);
    std::fs::remove_file(place.path("tmx/b.tmx")).unwrap();
    place.tmx("tmx/c.tmx", 45..46);
    assert!(!has(0) && has(5) && !has(25) && !has(35) && has(45));
    assert_eq!(place.units(".chancery/memory.db"), 16);
    // A file that is cut in the middle takes nothing away.
    let whole = std::fs::read(place.path("tmx/a.tmx")).unwrap();
    std::fs::write(place.path("tmx/a.tmx"), &whole[..whole.len() / 2]).unwrap();
    let output = place.run(&["memory", "sync"]);
    assert_eq!(output.status.code(), Some(2));
    // What is known of it is found, and that it is not all is an error.
    let output = place.run(&[
        "lookup",
        "Note 19 of the 461 office, on visas",
        "--matches-only",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("La note 19"));
    let again = place.stdout(&["memory", "list", "--format", "json"]);
    assert!(again.contains("tmx/a.tmx"));
}

#[test]
fn alignments_go_into_a_memory_and_take_the_place_of_older_ones() {
    let place = Place::new();
    let sample = |name: &str| format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    let (source, target) = (sample("note-verbale.en.txt"), sample("note-verbale.km.txt"));
    let args = ["align", &source, &target, "--into", "m.db"];
    place.stdout(&args);
    let units = place.units("m.db");
    assert!(units > 3, "{units}");
    place.stdout(&args);
    assert_eq!(place.units("m.db"), units);
    // The translation of a segment comes out as it is in the document.
    let text = std::fs::read_to_string(&target).unwrap();
    let tmx = place.stdout(&["memory", "export", "out.jsonl", "--memory", "m.db"]);
    assert!(tmx.is_empty(), "{tmx}");
    let lines = std::fs::read_to_string(place.path("out.jsonl")).unwrap();
    for line in lines.lines() {
        let unit: Value = serde_json::from_str(line).unwrap();
        let target = unit["variants"][1]["text"].as_str().unwrap();
        assert!(text.contains(target.lines().next().unwrap()), "{target}");
    }
}

#[test]
fn khmer_with_one_word_changed_is_nearly_the_same() {
    let sample = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/samples/ambassador-remarks.km.txt"
    );
    let text = std::fs::read_to_string(sample).unwrap();
    let km = chancery::text::Lang::parse("km").unwrap();
    let en = chancery::text::Lang::parse("en").unwrap();
    // Sentences of some length, and words of the others to put in.
    let sentences: Vec<String> = (text.split_inclusive('\u{17D4}'))
        .map(|sentence| sentence.trim().to_owned())
        .collect();
    let words = |sentence: &str| {
        let mut words = Vec::new();
        chancery::segment::word::dictionary_tokens(sentence, &mut |word, _| {
            words.push(word.to_owned());
        });
        words
    };
    let mut store = chancery::memory::Store::temporary().unwrap();
    let mut change = store.change().unwrap();
    let units: Vec<_> = (sentences.iter().enumerate())
        .map(|(number, text)| {
            chancery::model::TranslationUnit::pair((&km, text.clone()), (&en, format!("{number}")))
        })
        .collect();
    change.add("remarks", &units).unwrap();
    change.finish().unwrap();
    let mut memory = chancery::memory::Memory::new(store);
    let mut asked = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        let own = words(sentence);
        let other = words(&sentences[(number + 1) % sentences.len()]);
        // One word of a sentence of twenty is a twentieth of it, give or take its length.
        if own.len() < 20 {
            continue;
        }
        for place in 0..own.len() {
            let new = &other[place % other.len()];
            let is_word = |word: &str| word.chars().all(|c| ('\u{1780}'..'\u{17D4}').contains(&c));
            if !is_word(new) || !is_word(&own[place]) || new.chars().count() > 12 {
                continue;
            }
            let mut changed = own.clone();
            changed[place].clone_from(new);
            let changed = changed.concat();
            let found = memory
                .look_up(&chancery::memory::Query::new(
                    &chancery::segment::Reading::new(&changed),
                    &km,
                    &en,
                ))
                .unwrap();
            let score = found.first().map_or(0, |found| found.score);
            assert!(score >= 85, "{score}: {changed}");
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked}");
}

#[test]
fn the_memory_named_first_wins_a_tie() {
    let place = Place::new();
    for name in ["a", "b", "c"] {
        let unit = format!("en\tfr\nThe visa is free.\t{name} gratuit\n");
        std::fs::write(place.path(&format!("{name}.tsv")), unit).unwrap();
    }
    place.stdout(&["memory", "import", "c.tsv", "--memory", "c.db"]);
    let job = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" \
               trgLang=\"fr\"><file id=\"f\"><unit id=\"u\"><segment><source>The visa is free.</source>\
               </segment></unit></file></xliff>";
    std::fs::write(place.path("job.xlf"), job).unwrap();
    for names in [
        ["a.tsv", "b.tsv", "c.db"],
        ["b.tsv", "c.db", "a.tsv"],
        ["c.db", "a.tsv", "b.tsv"],
    ] {
        let memories = names.map(|name| ["--memory", name]).concat();
        let expected = format!("{} gratuit", &names[0][..1]);
        let lookup = [
            "lookup",
            "The visa is free.",
            "--format",
            "json",
            "--target-lang",
            "fr",
        ];
        let found = place.stdout(&[&lookup, memories.as_slice()].concat());
        let found: Value = serde_json::from_str(&found).unwrap();
        assert_eq!(
            found["matches"][0]["target"],
            expected.as_str(),
            "{names:?}"
        );
        let pretranslate = ["pretranslate", "job.xlf", "-o", "out.xlf", "--matches", "1"];
        place.stdout(&[&pretranslate, memories.as_slice()].concat());
        let filled = std::fs::read_to_string(place.path("out.xlf")).unwrap();
        assert_eq!(filled.matches(&expected).count(), 2, "{names:?}: {filled}");
    }
}
