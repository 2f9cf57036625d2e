//! Files of other tools, whole: every text under its own language, nothing lost without a word.

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
            text.push_str(&format!("<tuv xml:lang=\"{lang}\"><seg>{seg}</seg></tuv>"));
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
