use super::*;
use crate::model::{CodeKind, Inline, Native, Seg};

type Outcome = Result<TranslationUnit, Problem>;

fn reader(text: &str) -> Reader<&[u8]> {
    Reader::new(text.as_bytes()).unwrap()
}

fn outcomes(text: &str) -> Vec<Outcome> {
    reader(text).collect()
}

/// The units of a body; the file around it is as short as can be.
fn body(units: &str) -> Vec<Outcome> {
    outcomes(&format!("<tmx version=\"1.4\"><body>{units}</body></tmx>"))
}

fn seg(content: &str) -> Seg {
    let unit = format!("<tu><tuv xml:lang='en'><seg>{content}</seg></tuv></tu>");
    let mut unit = body(&unit).remove(0).unwrap();
    unit.variants.remove(0).seg
}

fn message(outcome: &Outcome) -> String {
    outcome.as_ref().unwrap_err().to_string()
}

const GOOD: &str = "<tu tuid='good'><tuv xml:lang='en'><seg>a</seg></tuv></tu>";

#[test]
fn text_in_all_its_forms() {
    assert_eq!(seg("A &amp; B&#x20;C"), Seg::from("A & B C"));
    assert_eq!(seg("a<![CDATA[<b> & ]]>c"), Seg::from("a<b> & c"));
    assert_eq!(seg(" a<!-- b --><?c d?> e\n"), Seg::from(" a e\n"));
    assert_eq!(seg("a\r\nb\rc&#13;&#xA;&#9;"), Seg::from("a\nb\nc\r\n\t"));
    assert_eq!(seg("R&D & b"), Seg::from("R&D & b"));
    assert_eq!(seg("&#xD83D;&#xDE0A;"), Seg::from("\u{1F60A}"));
    assert_eq!(seg(""), Seg::default());
    assert_eq!(seg("\u{200B}\u{17D4}"), Seg::from("\u{200B}\u{17D4}"));
}

#[test]
fn codes_and_what_is_in_them() {
    let Seg::Coded(pieces) = seg(
        "a<bpt i='1' x=\"2\" type='b'>&lt;b title='<sub datatype='html'>c<ph/></sub>'></bpt><hi>d<it \
         pos='end'/></hi><sub>e</sub>",
    ) else {
        panic!("there are codes")
    };
    let [
        Inline::Text(text),
        Inline::Code(begin),
        Inline::Highlight(hi),
        Inline::Code(old),
    ] = pieces.as_slice()
    else {
        panic!("{pieces:?}")
    };
    assert_eq!(text, "a");
    assert_eq!(begin.kind, CodeKind::Begin);
    assert_eq!(begin.pair.as_deref(), Some("1"));
    assert_eq!(begin.external.as_deref(), Some("2"));
    let [
        Native::Markup(before),
        Native::Sub(sub),
        Native::Markup(after),
    ] = begin.content.as_slice()
    else {
        panic!("{begin:?}")
    };
    assert_eq!((before.as_str(), after.as_str()), ("<b title='", "'>"));
    assert_eq!(sub.seg.plain_text(), "c");
    assert_eq!(hi.pieces.len(), 2);
    assert_eq!(old.kind, CodeKind::Placeholder);
    assert_eq!(seg("a<hi>b</hi><sub>c</sub>d").plain_text(), "abd");
}

#[test]
fn unknown_elements_become_codes_round_their_text() {
    let text = "<tmx><body><tu><x:y><tuv/></x:y><tuv xml:lang='en'><seg>a<t5:n t='1'/><b>b<i>c</i></b></seg>\
                <seg>again</seg></tuv><tuv xml:lang='km'/></tu></body></tmx>";
    let mut reader = reader(text);
    let unit = reader.next().unwrap().unwrap();
    assert_eq!(unit.variants.len(), 1);
    assert_eq!(unit.variants[0].seg.plain_text(), "abc");
    assert_eq!(unit.variants[0].seg.codes(), 5);
    let problem = message(&reader.next().unwrap());
    assert!(problem.contains("more than one <seg>"), "{problem}");
    assert!(reader.next().is_none());
    let totals = reader.totals();
    assert_eq!(
        (totals.unknown_elements, totals.variants_without_text),
        (5, 1)
    );
}

#[test]
fn old_and_foreign_forms() {
    let text = "<tmx version='1.1' xmlns='urn:x'><body>\
                <tu srclang='*all*'><prop name='p'>v</prop><tuv lang='EN_us'><seg>a</seg></tuv>\
                <tuv xml:lang='kh' lang='km'><seg>b</seg></tuv><tuv xml:lang=''><seg>c</seg></tuv></tu></body></tmx>";
    let mut reader = reader(text);
    assert_eq!(reader.header().version, "1.1");
    assert_eq!(reader.header().srclang, None);
    let unit = reader.next().unwrap().unwrap();
    assert!(unit.srclang.unwrap().is_all());
    assert_eq!(unit.properties[0].kind, "p");
    let codes: Vec<_> = unit
        .variants
        .iter()
        .map(|variant| variant.lang.as_str())
        .collect();
    assert_eq!(codes, ["EN_us", "kh", ""]);
    assert_eq!(unit.variants[0].lang.lang().unwrap().as_str(), "en-US");
}

#[test]
fn the_header_is_read() {
    let reader = reader(
        "<?xml version='1.0'?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version='1.4b'>\n\
         <header creationtool='t &amp; u' srclang='en-US'><note>n</note><prop type='x-a'>p</prop>\
         <ude name='m'><map unicode='#xF8FF'/></ude></header><body/></tmx>",
    );
    let header = reader.header();
    assert_eq!(header.version, "1.4b");
    assert_eq!(header.srclang.as_ref().unwrap().as_str(), "en-US");
    assert_eq!(header.attribute("creationtool"), Some("t & u"));
    assert_eq!(header.notes[0].text, "n");
    assert_eq!(header.properties[0].kind, "x-a");
    assert_eq!(reader.count(), 0);
}

#[test]
fn a_bad_unit_costs_no_other() {
    for (bad, reason) in [
        ("<tu tuid='7'><tuv xml:lang='en'><seg>a</tuv></tu>", "seg"),
        ("<tu tuid='7'><tuv><seg>a</seg></tuv>", "not closed"),
        (
            "<tu tuid='7'><tuv><seg>&nbsp;</seg></tuv></tu>",
            "unknown entity &nbsp;",
        ),
        ("<tu tuid='7'><tuv a=b><seg/></tuv></tu>", "no quotes"),
        (
            "<tu tuid='7'><tuv><seg>&#0;</seg></tuv></tu>",
            "&#0; is no character",
        ),
        (
            "<tu tuid='7'><tuv><seg>&#xD83D;a</seg></tuv></tu>",
            "is no character",
        ),
        (
            "<tu tuid='7'><tuv><seg>a</seg></tuv><!-- </tu>",
            "not closed",
        ),
    ] {
        let found = body(&format!("{GOOD}\n\n{bad}\n{GOOD}"));
        assert_eq!(found.len(), 3, "{bad}");
        assert!(found[0].is_ok() && found[2].is_ok(), "{bad}");
        let message = message(&found[1]);
        assert!(
            message.starts_with("line 3, unit 2 (tuid \"7\"): "),
            "{message}"
        );
        assert!(message.contains(reason), "{message}");
    }
}

#[test]
fn bytes_that_are_no_text_cost_their_unit() {
    let text = format!(
        "<tmx><body>{GOOD}\n<tu tuid='7'><tuv><seg>\n\u{1}</seg></tuv></tu>{GOOD}</body></tmx>"
    );
    let bytes: Vec<u8> = text
        .bytes()
        .map(|byte| if byte == 1 { 0xE9 } else { byte })
        .collect();
    let found: Vec<_> = Reader::new(bytes.as_slice()).unwrap().collect();
    assert_eq!(
        message(&found[1]),
        "line 3, unit 2 (tuid \"7\"): bytes that are not text in the encoding of the file"
    );
    assert!(found[0].is_ok() && found[2].is_ok());
}

#[test]
fn the_line_is_that_of_the_fault() {
    let found = body("\n<tu>\n<tuv>\n<seg>\n&x;\n</seg></tuv></tu>");
    assert_eq!(message(&found[0]), "line 5, unit 1: unknown entity &x;");
}

#[test]
fn entities_are_not_expanded() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE tmx [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">\
                  <!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let unit = |entity| format!("<tu><tuv xml:lang='en'><seg>&{entity};</seg></tuv></tu>");
    let text = format!(
        "{laughs}<tmx><body>{}{}{GOOD}</body></tmx>",
        unit("b"),
        unit("c")
    );
    let found = outcomes(&text);
    assert!(message(&found[0]).ends_with("unknown entity &b;"));
    assert!(message(&found[1]).ends_with("unknown entity &c;"));
    assert!(found[2].is_ok());
}

#[test]
fn deep_nesting_costs_its_unit() {
    for element in ["hi", "x", "sub", "ph", "bpt"] {
        let (open, close) = (format!("<{element}>"), format!("</{element}>"));
        let deep = format!("{}{}", open.repeat(5_000), close.repeat(5_000));
        let unit = format!("<tu><tuv xml:lang='en'><seg>{deep}</seg></tuv></tu>");
        let found = body(&format!("{unit}{GOOD}"));
        assert!(message(&found[0]).contains("nested"), "{element}");
        assert!(found[1].is_ok());
    }
    let deep = format!("<tu>{}{}</tu>", "<x>".repeat(5_000), "</x>".repeat(5_000));
    assert!(body(&deep)[0].is_ok());
}

#[test]
fn many_variants() {
    let variant = "<tuv xml:lang='en'><seg>a</seg></tuv>";
    let found = body(&format!("<tu>{}</tu>", variant.repeat(10_000)));
    assert_eq!(found[0].as_ref().unwrap().variants.len(), 10_000);
    let codes: Vec<_> = (0..10_000)
        .map(|number| format!("<tuv xml:lang='x{number}'><seg/></tuv>"))
        .collect();
    let codes = codes.concat();
    let found = body(&format!("<tu>{codes}</tu>"));
    assert_eq!(
        found[0].as_ref().unwrap().variants[9_999].lang.as_str(),
        "x9999"
    );
}

#[test]
fn long_units_are_refused() {
    let long = format!(
        "<tu tuid='long'><tuv><seg>{}</seg></tuv></tu>",
        "x".repeat(LONGEST_UNIT)
    );
    let found = body(&format!("{long}{GOOD}"));
    assert!(message(&found[0]).contains("(tuid \"long\"): the unit is longer than 4194304 bytes"));
    assert!(found[1].is_ok());
}

#[test]
fn a_cut_file_is_told() {
    let text = format!("<tmx><body>\n{GOOD}\n{GOOD}");
    let found = outcomes(&text);
    assert_eq!(found.len(), 3);
    assert_eq!(
        message(&found[2]),
        "line 3: the file is cut off: </tmx> is missing"
    );
    let found = outcomes(&text[..text.len() - 20]);
    assert!(message(&found[1]).starts_with("line 3, unit 2 (tuid \"good\")"));
    assert!(matches!(
        found[2].as_ref().unwrap_err().cause,
        Cause::Truncated
    ));
}

#[test]
fn a_damaged_header_costs_no_unit() {
    let text =
        format!("<tmx>\n<header srclang='en'><prop></note></header><body>{GOOD}</body></tmx>");
    let mut reader = reader(&text);
    assert_eq!(reader.header().srclang.as_ref().unwrap().as_str(), "en");
    let problem = reader.next().unwrap().unwrap_err();
    assert!(
        problem
            .to_string()
            .starts_with("line 2: the header is damaged")
    );
    assert!(reader.next().unwrap().is_ok());
    assert!(reader.next().is_none());
}

#[test]
fn other_files_are_refused() {
    let refused = |bytes: &[u8]| Reader::new(bytes).err().unwrap().to_string();
    assert_eq!(refused(b""), "not a TMX file: there is no XML in it");
    assert_eq!(
        refused(b"one\ttwo\n"),
        "not a TMX file: there is no XML in it"
    );
    assert_eq!(
        refused(b"<?xml version='1.0'?><xliff><file/></xliff>"),
        "not a TMX file: its root element is <xliff>, not <tmx>"
    );
    assert!(refused(b"%PDF-1.7").contains("a PDF file"));
}
