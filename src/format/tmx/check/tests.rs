use super::*;
use crate::text::Lang;

fn report(name: &str, text: &str) -> Report {
    check_with(name, || Ok(text.as_bytes())).unwrap()
}

const HEADER: &str = "<header creationtool='t' creationtoolversion='1' segtype='sentence' o-tmf='t' \
                      adminlang='en' srclang='en' datatype='plaintext'/>";
const PAIR: &str =
    "<tu><tuv xml:lang='en'><seg>a</seg></tuv><tuv xml:lang='km'><seg>b</seg></tuv></tu>";

fn file(header: &str, units: &str) -> Report {
    let text = format!("<tmx version='1.4'>{header}<body>\n{units}</body></tmx>");
    report("m.tmx", &text)
}

fn body(units: &str) -> Report {
    file(HEADER, units)
}

fn refused(report: &Report) -> Vec<&'static str> {
    Tool::all()
        .filter(|&tool| matches!(report.import(tool), Import::Refused(_)))
        .map(Tool::name)
        .collect()
}

fn why(report: &Report, tool: Tool) -> String {
    match report.import(tool) {
        Import::Whole => String::new(),
        Import::Refused(reason) => reason.what,
        Import::Partly(reasons) => reasons[0].what.clone(),
    }
}

#[test]
fn a_good_file_imports_but_where_another_code_is_wanted() {
    let good = body(PAIR);
    assert_eq!(good.strict, Verdict::default());
    assert_eq!(refused(&good), ["pontoon"]);
    assert!(why(&good, Tool::Trados).starts_with("2 texts have codes without a region"));
    assert_eq!(good.content.source_language().unwrap().as_str(), "en");
    assert_eq!(good.content.target_languages()[0].as_str(), "km");
    assert_eq!(
        refused(&body(&PAIR.replace("'en'", "'en-US'"))),
        ["poedit", "lokalize", "okapi"]
    );
}

#[test]
fn one_fault_of_form_ends_every_import() {
    for (fault, what) in [
        ("<tu>\u{b}</tu>", "a control character (U+000B)"),
        ("<tu>&#x1;</tu>", "a control character (U+0001)"),
        ("<tu>R&D</tu>", ""),
        ("<tu>&x;</tu>", "unknown entity &x;"),
        ("<tu><t5:n/></tu>", "the prefix \"t5:\" is not declared"),
        ("<tu></tuv>", ""),
        ("<tu a='1' a='2'/>", ""),
        ("<tu>]]></tu>", "\"]]>\" stands in text"),
    ] {
        let report = body(&format!("{PAIR}\n{fault}{PAIR}"));
        assert_eq!(refused(&report).len(), 16, "{fault}");
        let found = report.strict.ill_formed.unwrap();
        assert_eq!(found.line, 3, "{fault}: {found:?}");
        assert!(found.what.contains(what), "{found:?}");
        assert!(report.content.totals.units >= 2, "{fault}");
    }
    let cut = report("m.tmx", &format!("<tmx version='1.4'>{HEADER}<body>{PAIR}"));
    assert_eq!(
        cut.strict.ill_formed.unwrap().what,
        "the file ends inside <body>"
    );
    let late = report(
        "m.tmx",
        &format!("\n<?xml version='1.0'?><tmx version='1.4'>{HEADER}<body>{PAIR}</body></tmx>"),
    );
    assert!(late.strict.ill_formed.is_some());
}

#[test]
fn invalid_files_are_refused_by_omegat() {
    for (units, what) in [
        (
            "<tu><tuv xml:lang='en'><seg>a</seg></tuv><prop type='x'>p</prop><tuv xml:lang='km'><seg>b</seg></tuv></tu>",
            "<prop> is not allowed here, in tu",
        ),
        (
            "<tu><tuv xml:lang='en'><seg>a</seg></tuv><tuv><seg>b</seg></tuv></tu>",
            "<tuv> has no xml:lang",
        ),
        (
            "<tu><tuv xml:lang='en'/><tuv xml:lang='km'><seg>b</seg></tuv></tu>",
            "<tuv> has no <seg>",
        ),
        ("<tu gitCommit='1'/>", "<tu> has no attribute gitCommit"),
        (
            "<tu><tuv xml:lang='en_US'><seg>a</seg></tuv></tu>",
            "xml:lang=\"en_US\" is not allowed in <tuv>",
        ),
        (
            "<tu><tuv xml:lang='en'><seg><b>a</b></seg></tuv></tu>",
            "<b> is not allowed here, in seg",
        ),
        (
            "<tu><tuv xml:lang='en'><seg><bpt>a</bpt></seg></tuv></tu>",
            "<bpt> has no i",
        ),
        (
            "<tu segtype='word'/>",
            "segtype=\"word\" is not allowed in <tu>",
        ),
    ] {
        let report = body(&format!("{units}{PAIR}"));
        assert_eq!(report.strict.ill_formed, None);
        assert_eq!(report.strict.invalid.as_ref().unwrap().what, what);
        assert!(refused(&report).contains(&"omegat"), "{units}");
    }
}

#[test]
fn tools_have_rules_of_their_own() {
    let all = file(&HEADER.replace("'en' data", "'*all*' data"), PAIR);
    assert_eq!(
        refused(&all),
        ["smartling", "weblate", "pontoon", "poedit", "okapi"]
    );
    assert_eq!(
        why(&all, Tool::Poedit),
        "srclang=\"*all*\" names no language"
    );
    let kh = body(&PAIR.replace("'km'", "'kh'"));
    assert!(refused(&kh).contains(&"weblate"));
    let Import::Refused(reason) = kh.import(Tool::Weblate) else {
        panic!()
    };
    let code = "kh".to_owned();
    assert_eq!(reason.fix, Fix::Rename { code, meant: "km" });
    let name = report(
        "M.TMX",
        &format!("<tmx version='1.4'>{HEADER}<body>{PAIR}</body></tmx>"),
    );
    assert!(why(&name, Tool::Omegat).contains("does not end in .tmx"));
    let context = body(&PAIR.replace("<tu>", "<tu><prop type='prev'>x</prop>"));
    assert!(why(&context, Tool::Omegat).starts_with("1 unit matches in one place only"));
    let empty = body(&format!("{PAIR}{}", PAIR.replace(">b<", "><")));
    assert!(why(&empty, Tool::Omegat).contains("one side only"));
    let old = report(
        "m.tmx",
        &format!(
            "<tmx version='1.1'>{HEADER}<body>{}</body></tmx>",
            PAIR.replace("xml:lang", "lang")
        ),
    );
    assert_eq!((&old.strict.invalid, old.strict.old_lang), (&None, 2));
    assert_eq!(refused(&old), ["pontoon", "tolgee", "lokalize", "toolkit"]);
    let wide: Vec<u8> = format!("\u{FEFF}<tmx version='1.4'>{HEADER}<body>{PAIR}</body></tmx>")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let wide = check_with("m.tmx", || Ok(wide.as_slice())).unwrap();
    assert!(refused(&wide).contains(&"modernmt"));
    assert_eq!(refused(&body("")).len(), 16);
}

#[test]
fn a_fix_is_one_that_helps() {
    let fix = |report: &Report, tool: Tool| match report.import(tool) {
        Import::Refused(reason) => reason.fix,
        Import::Partly(mut reasons) => reasons.remove(0).fix,
        Import::Whole => "".into(),
    };
    let good = body(PAIR);
    let rewrite = |tool: Tool, pair: Pair| Fix::Rewrite {
        tool: Some(tool),
        pair,
    };
    for tool in [Tool::Pontoon, Tool::Trados] {
        assert_eq!(fix(&good, tool), rewrite(tool, Pair::Own));
    }
    let from_khmer = file(&HEADER.replace("'en' data", "'km' data"), PAIR);
    assert_eq!(
        fix(&from_khmer, Tool::Pontoon),
        rewrite(
            Tool::Pontoon,
            Pair::Codes("en-US".to_owned(), Lang::parse("km").unwrap())
        )
    );
    let no_english = file(
        &HEADER.replace("'en' data", "'fr' data"),
        &PAIR.replace("'en'", "'fr'"),
    );
    assert_eq!(
        fix(&no_english, Tool::Lokalize),
        "none, for there is no English in it".into()
    );
    let third = "<tuv xml:lang='th'><seg>c</seg></tuv></tu>";
    let three = body(&PAIR.replace("</tu>", third));
    assert_eq!(
        fix(&three, Tool::Trados),
        rewrite(Tool::Trados, Pair::Chosen)
    );
}

#[test]
fn what_the_file_holds() {
    let unit = "<tu creationdate='20260102T000000Z' changedate='20250102' creationtool='x'>\
                <tuv xml:lang='en'><seg>a<ph>b</ph></seg></tuv><tuv xml:lang='km'><seg>b </seg></tuv>\
                <tuv xml:lang='fr'><seg>c</seg></tuv></tu>";
    let content = body(&format!("{PAIR}{unit}")).content;
    assert_eq!(
        content.dates,
        Some(("20250102T000000Z".into(), "20260102T000000Z".into()))
    );
    assert_eq!(
        (content.inline_codes, content.multilingual, content.padded),
        (1, 1, 1)
    );
    let pairs: Vec<_> = content
        .pairs
        .iter()
        .map(|((s, t), n)| format!("{s}-{t} {n}"))
        .collect();
    assert_eq!(pairs, ["en-fr 1", "en-km 2"]);
    let tools: Vec<_> = content.tools.keys().collect();
    assert_eq!(tools, ["t", "x"]);
}

#[test]
fn hostile_files_are_refused_in_bounded_memory() {
    let deep = format!("<tu>{}</tu>", "<x>".repeat(5_000));
    assert!(
        body(&deep)
            .strict
            .ill_formed
            .unwrap()
            .what
            .contains("nested")
    );
    let codes: Vec<String> = (0..5_000)
        .map(|n| format!("<tuv xml:lang='x{n}'><seg>a</seg></tuv>"))
        .collect();
    let codes = codes.concat();
    let many = body(&format!("<tu>{codes}</tu>"));
    assert_eq!(many.content.codes.len(), 200);
}
