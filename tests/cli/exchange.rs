//! Files of other tools, whole: every text under its own language, nothing lost without a word.

use std::fmt::Write;
use std::path::Path;

use super::chancery;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header srclang=\"SRC\"/><body>\n";

/// Makes a memory of lines such as `en=one|km=two`, one unit each.
fn tmx(folder: &Path, srclang: &str, units: &[&str]) -> String {
    let mut text = HEAD.replace("SRC", srclang);
    for unit in units {
        text.push_str("<tu>");
        for variant in unit.split('|') {
            let (lang, seg) = variant.split_once('=').unwrap();
            let _ = write!(text, "<tuv xml:lang=\"{lang}\"><seg>{seg}</seg></tuv>");
        }
        text.push_str("</tu>\n");
    }
    text.push_str("</body></tmx>\n");
    written(folder, "in.tmx", text.as_bytes())
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Runs a command that writes a table; returns its rows without identifiers, what was said and the
/// exit code.
fn table(folder: &Path, args: &[&str]) -> (Vec<String>, String, Option<i32>) {
    let out = folder.join("out.tsv");
    let args: Vec<&str> = (args.iter())
        .map(|arg| {
            if *arg == "OUT" {
                out.to_str().unwrap()
            } else {
                arg
            }
        })
        .collect();
    let output = chancery(&args);
    let text = std::fs::read_to_string(&out).unwrap_or_default();
    let row = |line: &str| line.split_once('\t').unwrap().1.replace('\t', "|");
    let said = String::from_utf8(output.stderr).unwrap();
    (text.lines().map(row).collect(), said, output.status.code())
}

#[test]
fn texts_stay_in_their_regions() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let input = tmx(
        folder,
        "en",
        &["en=a|zh-TW=1", "en=b|zh-CN=2", "en=c|zh-CN=3|zh-TW=4"],
    );
    let convert = |lang: &str| table(folder, &["convert", &input, "OUT", "--target-lang", lang]);
    let (rows, said, _) = convert("zh-TW");
    assert_eq!(rows, ["en|zh-TW", "a|1", "c|4"]);
    assert!(said.contains("1 unit left out"), "{said}");
    assert_eq!(convert("zh-CN").0, ["en|zh-CN", "b|2", "c|3"]);
    let (rows, ..) = table(folder, &["convert", &input, "OUT", "--multilingual"]);
    assert_eq!(rows, ["en|zh-TW|zh-CN", "a|1|", "b||2", "c|4|3"]);
    let refused = table(folder, &["convert", &input, "OUT"]);
    assert!(refused.1.contains("zh-TW, zh-CN"), "{}", refused.1);
    let memory = folder.join("m.db");
    let memory = memory.to_str().unwrap();
    chancery(&["memory", "import", &input, "-m", memory]);
    let export = |rest: &[&str]| {
        table(
            folder,
            &[&["memory", "export", "-m", memory, "OUT"], rest].concat(),
        )
    };
    assert_eq!(
        export(&["--target-lang", "zh-TW"]).0,
        ["en|zh-TW", "a|1", "c|4"]
    );
    assert_eq!(
        export(&["--target-lang", "en", "--source-lang", "zh-CN"]).0,
        ["zh-CN|en", "2|b", "3|c"]
    );
    assert_eq!(export(&["--target-lang", "en"]).0[1..], ["1|a", "4|c"]);
    let (_, said, code) = export(&["--target-lang", "km"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("no translations from en into km"), "{said}");
}

#[test]
fn varieties_of_a_language_are_a_pair() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (srclang, source, target) in [
        ("en-US", "en-US", "en-GB"),
        ("en", "en-US", "en-GB"),
        ("all", "zh-CN", "zh-TW"),
        ("*all*", "sr-Latn", "sr-Cyrl"),
    ] {
        let unit = format!("{source}=color|{target}=colour");
        let input = tmx(folder, srclang, &[&unit]);
        let (rows, said, code) = table(folder, &["convert", &input, "OUT"]);
        assert_eq!(
            rows,
            [format!("{source}|{target}"), "color|colour".into()],
            "{said}"
        );
        assert_eq!(code, Some(0), "{said}");
        let out = folder.join("fixed.tmx");
        let fixed = chancery(&["tmx", "fix", &input, "-o", out.to_str().unwrap()]);
        assert_eq!(fixed.status.code(), Some(0), "{fixed:?}");
        let fixed = std::fs::read_to_string(&out).unwrap();
        assert!(
            fixed.contains(&format!("\"{target}\"><seg>colour")),
            "{fixed}"
        );
    }
    // A code with a region is no other language than one without.
    let input = tmx(folder, "en", &["en-US=a|km-KH=1", "en-GB=b|km=2"]);
    assert_eq!(
        table(folder, &["convert", &input, "OUT"]).0,
        ["en|km-KH", "a|1", "b|2"]
    );
}

/// Converts a file with this text; returns what [`table`] does.
fn converted(name: &str, text: &str) -> (Vec<String>, String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    let input = written(folder.path(), name, text.as_bytes());
    table(folder.path(), &["convert", &input, "OUT"])
}

#[test]
fn several_translations_in_one_language_are_several_units() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let input = tmx(folder, "en", &["en=a|fr=1|fr=2", "en=b|fr=3"]);
    let (rows, said, code) = table(folder, &["convert", &input, "OUT"]);
    assert_eq!(rows, ["en|fr", "a|1", "a|2", "b|3"], "{said}");
    assert!(!said.contains("left out") && code == Some(0), "{said}");
    let memory = folder.join("m.db");
    let memory = memory.to_str().unwrap();
    chancery(&["memory", "import", &input, "-m", memory]);
    let (rows, ..) = table(folder, &["memory", "export", "-m", memory, "OUT"]);
    assert_eq!(rows, ["en|fr", "a|1", "a|2", "b|3"]);
}

#[test]
fn what_is_in_no_right_place_is_named() {
    let head = HEAD.replace("SRC", "en");
    let good =
        "<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"fr\"><seg>1</seg></tuv></tu>\n";
    for (unit, said_of_it, rows) in [
        (
            "<tuv xml:lang=\"en\"><seg>b</seg></tuv><tuv xml:lang=\"fr\"><seg>2</seg></tuv></tu>",
            "line 4, unit 2: a text stands outside any unit",
            2,
        ),
        (
            "<tu><tuv xml:lang=\"en\"><seg>b</seg></tuv><seg>x</seg><tuv xml:lang=\"fr\"><seg>2</seg></tuv></tu>",
            "line 4, unit 2: a <seg> stands outside <tuv>",
            3,
        ),
        (
            "<tu>x<tuv xml:lang=\"en\"><seg>b</seg></tuv><tuv xml:lang=\"fr\"><seg>2</seg></tuv></tu>",
            "line 4, unit 2: a text stands outside <tuv>",
            3,
        ),
        (
            "<tu><tuv xml:lang=\"en\"><seg>b</seg><seg>c</seg></tuv><tuv xml:lang=\"fr\"><seg>2</seg></tuv></tu>",
            "line 4, unit 2: a <tuv> has more than one <seg>",
            3,
        ),
        (
            "<tu><tuv xml:lang=\"en\"><seg>b</seg> c</tuv><tuv xml:lang=\"fr\"><seg>2</seg></tuv></tu>",
            "line 4, unit 2: a text stands outside <seg>",
            3,
        ),
    ] {
        let text = format!("{head}{good}{unit}\n{good}</body></tmx>\n");
        let (found, said, code) = converted("in.tmx", &text);
        assert!(said.contains(said_of_it), "{unit}: {said}");
        assert_eq!((found.len(), code), (rows + 1, Some(2)), "{unit}: {said}");
    }
    // The first unit too.
    let text = format!("{head}{}{good}</body></tmx>", &good[4..]);
    let (found, said, code) = converted("in.tmx", &text);
    assert!(
        said.contains("line 3, unit 1: a text stands outside any unit"),
        "{said}"
    );
    assert_eq!((found.len(), code), (2, Some(2)));
}

#[test]
fn texts_without_seg_are_read_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = HEAD.replace("SRC", "en")
        + "<tu><tuv xml:lang=\"en\"> Trade &amp; aid <bpt i=\"1\">x</bpt>now<ept i=\"1\"/></tuv>\
           <tuv xml:lang=\"fr\"><![CDATA[Commerce]]></tuv></tu>\n\
           <tu><tuv xml:lang=\"en\">\n<seg>b</seg>\n</tuv><tuv xml:lang=\"fr\"><seg>2</seg></tuv></tu></body></tmx>";
    let input = written(folder.path(), "in.tmx", text.as_bytes());
    let (rows, said, code) = table(folder.path(), &["convert", &input, "OUT"]);
    assert_eq!(rows[1..], [" Trade & aid now|Commerce", "b|2"], "{said}");
    assert_eq!(code, Some(0), "{said}");
    let output = chancery(&["tmx", "check", &input]);
    let output = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.contains("1 unit has its text outside <seg>"),
        "{output}"
    );
}

#[test]
fn foreign_elements_are_codes() {
    let folder = tempfile::tempdir().unwrap();
    let text = HEAD.replace("SRC", "en")
        + "<tu><tuv xml:lang=\"en\"><seg>The <g id=\"1\">Joint <x id=\"2\"/>Committee</g> met<bx id=\"4\"/>.</seg></tuv>\
           <tuv xml:lang=\"fr\"><seg>a <t5:n id=\"n\" t=\"1\"/><mrk mtype=\"x\">b</mrk></seg></tuv></tu></body></tmx>";
    let input = written(folder.path(), "in.tmx", text.as_bytes());
    let (rows, said, _) = table(folder.path(), &["convert", &input, "OUT"]);
    assert_eq!(rows[1], "The Joint Committee met.|a b");
    assert!(said.contains("5 inline codes left out"), "{said}");
    let out = folder.path().join("out.tmx");
    chancery(&["convert", &input, out.to_str().unwrap(), "--codes"]);
    let out = std::fs::read_to_string(&out).unwrap();
    let seg = "The <bpt i=\"1\" x=\"1\">&lt;g id=\"1\"&gt;</bpt>Joint <ph x=\"2\">&lt;x id=\"2\"/&gt;</ph>Committee\
               <ept i=\"1\">&lt;/g&gt;</ept> met<bpt i=\"4\" x=\"4\">&lt;bx id=\"4\"/&gt;</bpt>.";
    assert!(out.contains(seg), "{out}");
    assert!(
        out.contains("a <ph x=\"n\">&lt;t5:n id=\"n\" t=\"1\"/&gt;</ph>b"),
        "{out}"
    );
}

#[test]
fn a_wrong_unit_of_a_job_costs_itself() {
    let unit = |id: u8, text: &str| {
        format!(
            "<trans-unit id=\"{id}\"><source>{text}</source><target>{text}</target></trans-unit>\n"
        )
    };
    let (first, last) = (unit(1, "a"), unit(3, "c"));
    let job = |version: &str, second: &str| {
        format!(
            "<xliff{version}><file source-language=\"en\" target-language=\"fr\"><body>\n{first}{second}{last}</body></file></xliff>"
        )
    };
    for (wrong, said_of_it) in [
        (unit(2, "Page&nbsp;5"), "unknown entity &nbsp;"),
        (unit(2, "Trade & aid"), "\"&\" stands alone"),
        (unit(2, "x&aid"), "\"&\" stands alone"),
        (unit(2, "<g id='1'>x"), "</g> is missing"),
        (unit(2, "x<g id='1 & 2'/>"), "line 3, unit 2: "),
    ] {
        let (rows, said, code) = converted("in.xlf", &job(" version=\"1.2\"", &wrong));
        assert_eq!(rows, ["en|fr", "a|a", "c|c"], "{wrong}: {said}");
        assert!(
            said.contains("line 3, unit 2: ") && said.contains(said_of_it),
            "{said}"
        );
        assert_eq!(code, Some(2));
    }
    let (rows, said, code) = converted("in.xlf", &job("", "<note>a & b &nbsp;</note>"));
    assert_eq!((rows.len(), code), (3, Some(0)), "{said}");
    // Nothing is edited past a fault.
    let folder = tempfile::tempdir().unwrap();
    let input = written(
        folder.path(),
        "in.xlf",
        job(" version=\"1.2\"", &unit(2, "a & b")).as_bytes(),
    );
    let memory = tmx(folder.path(), "en", &["en=a|fr=1"]);
    let output = chancery(&[
        "pretranslate",
        &input,
        "-m",
        &memory,
        "-o",
        &format!("{input}.out"),
    ]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn reasons_are_the_true_ones() {
    let head = HEAD.replace("SRC", "en");
    let bad = "<tu><tuv xml:lang=\"en\"><seg>&x;</seg></tuv></tu>";
    let (_, said, code) = converted("in.tmx", &format!("{head}{bad}</body></tmx>"));
    assert!(
        said.contains("no unit in it could be read; line 3, unit 1: unknown entity &x;"),
        "{said}"
    );
    assert_eq!(code, Some(2));
    // An encoding that is given counts for more than what the file says.
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "{head}<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"fr\"><seg>d\u{E9}j\u{E0}</seg></tuv></tu></body></tmx>"
    );
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let input = written(folder.path(), "in.tmx", &bytes);
    let (rows, said, _) = table(
        folder.path(),
        &["convert", &input, "OUT", "--encoding", "windows-1252"],
    );
    assert_eq!(rows, ["en|fr", "a|d\u{E9}j\u{E0}"], "{said}");
}
