//! The writing, case by case: what is told, and what is near and is not.

use crate::check::{Checker, Document, Fault, Plural, Settings, Unit};
use crate::glossary::Glossary;
use crate::model::unit::{Code, CodeKind, Inline, Native, Seg};
use crate::text::Lang;

fn run(units: Vec<Vec<Unit>>, (source, target): (&str, &str)) -> Vec<(usize, usize, Fault)> {
    let glossary = Glossary::default();
    let lang = |tag: &str| Lang::parse(tag).unwrap();
    let checker = Checker::new(&glossary, &lang(source), &lang(target), Settings::default());
    let documents = units
        .into_iter()
        .map(|units| Document { units, date: None });
    let found = checker.unwrap().check(&documents.collect::<Vec<_>>());
    found
        .into_iter()
        .map(|one| (one.document, one.unit, one.fault))
        .collect()
}

fn unit(source: &str, target: &str) -> Unit {
    Unit::new(source, target)
}

fn faults(source: &str, target: &str, lang: &str) -> Vec<Fault> {
    let found = run(vec![vec![unit(source, target)]], ("en", lang));
    found.into_iter().map(|(_, _, fault)| fault).collect()
}

fn codes(source: &str, target: &str, lang: &str) -> Vec<&'static str> {
    faults(source, target, lang)
        .iter()
        .map(|fault| fault.rule.code())
        .collect()
}

/// A Khmer word of several clusters.
const WORD: &str = "\u{1780}\u{17B6}\u{179A}\u{1784}\u{17B6}\u{179A}";

#[test]
fn each_fault_is_told() {
    for (source, target, lang, expected) in [
        ("The lake is open.", " ", "fr", "Q001"),
        (
            "the lake is open to everyone now",
            "the lake is open to everyone now",
            "fr",
            "Q002",
        ),
        ("the lake is open", "the lake is open", "km", "Q002"),
        ("Page {0} of {1}", "Page {0}", "fr", "Q005"),
        ("%s has 3%", "3 %", "fr", "Q005"),
        ("<b>Lake</b>", "<b>Lac", "fr", "Q005"),
        (
            "The lake (LO) is open.",
            "Le lac (LO est ouvert.",
            "fr",
            "Q006",
        ),
        ("The lake is open.", "Le lac) est ouvert.", "fr", "Q006"),
        ("It is \"open\".", "Il est « ouvert.", "fr", "Q007"),
        ("The lake is open.", "Le lac est est ouvert.", "fr", "Q008"),
        ("The lake is open.", "Le lac est ouvert. ", "fr", "Q009"),
        ("The lake is open.", "Le  lac est ouvert.", "fr", "Q010"),
        ("Is the lake open?", "Le lac est ouvert.", "fr", "Q011"),
        ("The lake is open.", "Le lac est ouvert", "fr", "Q011"),
        ("The lake is open.", "Le lac est ouvert ?", "fr", "Q011"),
        (
            "The lake is open.",
            "Le lac est \u{FFFD}uvert.",
            "fr",
            "Q012",
        ),
        (
            "The lake is open.",
            "Le lac est\u{202E} ouvert.",
            "fr",
            "Q012",
        ),
        (
            "The lake is open.",
            "Le lac est\u{200B} ouvert.",
            "fr",
            "Q012",
        ),
        (
            "The lake is open.",
            "Le lac est \u{43E}uvert.",
            "fr",
            "Q013",
        ),
        (
            "The lake is open.",
            "der See ist jetzt offen.",
            "km",
            "Q013",
        ),
        (
            "The lake was opened by the mayor, who thanked all those who had come to see it.",
            "Il vint.",
            "fr",
            "Q014",
        ),
        (
            "Write to office@example.org.",
            "Écrivez à ofice@example.org.",
            "fr",
            "Q015",
        ),
        (
            "See https://example.org/a.",
            "Voir https://example.org/b.",
            "fr",
            "Q015",
        ),
    ] {
        assert_eq!(
            codes(source, target, lang),
            [expected],
            "{source} / {target}"
        );
    }
}

#[test]
fn what_is_near_is_not_told() {
    let khmer = |end: &str| format!("{WORD} {WORD}{end}");
    for (source, target, lang) in [
        ("", "Le lac.", "fr"),
        ("***", "", "fr"),
        // Names, numbers and codes are the same in every language.
        ("Jean Dupont, Genève", "Jean Dupont, Genève", "fr"),
        ("A/RES/76/300", "A/RES/76/300", "fr"),
        ("Information", "Information", "fr"),
        // Other codes of the same sort in another order, shares, and less than.
        ("Page {0} of {1}", "De {1}, la page {0}", "fr"),
        ("100% sure, a < b", "sûr à 100 %, a < b", "fr"),
        // Items of lists, names in brackets, marks of other languages, inches.
        ("1) The lake is open.", "a) Le lac est ouvert.", "fr"),
        ("The lake is open.", "Le lac (Lake) est ouvert.", "fr"),
        ("It is \"open\".", "Il est « ouvert ».", "fr"),
        ("It is \"open\".", "Er ist \u{201E}offen\u{201C}.", "de"),
        // What the source has too.
        ("The lake (is open.", "Le lac (est ouvert.", "fr"),
        ("It is \"open.", "Il est « ouvert.", "fr"),
        (
            "New New York is open.",
            "La new new York est ouverte.",
            "fr",
        ),
        ("Lake ", "Lac ", "fr"),
        // Words that come twice, and languages that double them.
        ("You sit down.", "Vous vous asseyez.", "fr"),
        ("The lakes are open.", "lake lake buka.", "id"),
        // Signs of other languages, and style.
        ("The lake is open.", &khmer("\u{17D4}"), "km"),
        ("Is the lake open?", &khmer("\u{17D4}"), "km"),
        (
            "The lake is open.",
            "\u{E17}\u{E30}\u{E40}\u{E25}\u{E2A}\u{E32}\u{E1A}",
            "th",
        ),
        ("The lake:", "Le lac", "fr"),
        ("The lake is open...", "Le lac est ouvert.", "fr"),
        (
            "He said: \"It is open.\"",
            "Il a dit : « C'est ouvert. »",
            "fr",
        ),
        // Hints where to break a line, the sign of repetition, and Latin names in Khmer.
        ("The lake", &format!("{WORD}\u{200B}{WORD}"), "km"),
        ("The lakes", &format!("{WORD}\u{17D7} {WORD}\u{17D7}"), "km"),
        ("The Lake Como", &format!("{WORD} Lake Como"), "km"),
        // Letters of a script that the source shows.
        (
            "The letter \u{3B1} is Greek.",
            "La lettre \u{3B1} est grecque.",
            "fr",
        ),
        ("Yes.", "Oui, mais pas tout de suite.", "fr"),
        (
            "See www.example.org/en/a.",
            "Voir https://example.org/fr/a.",
            "fr",
        ),
        (
            "Write to office@example.org.",
            "Écrivez à office@example.org.",
            "fr",
        ),
    ] {
        assert_eq!(codes(source, target, lang), [""; 0], "{source} / {target}");
    }
}

/// Reads the escapes of the file of cases.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

#[test]
fn cases_of_every_language() {
    let lines = include_str!("cases.tsv").lines();
    let mut wrong = Vec::new();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<String> = line.split('\t').map(unescaped).collect();
        let [lang, expected, source, target] = fields.as_slice() else {
            panic!("{line}");
        };
        let found = codes(source, target, lang);
        let found: Vec<&str> = found
            .into_iter()
            .filter(|code| code.starts_with('Q'))
            .collect();
        let found = if found.is_empty() {
            "-".to_owned()
        } else {
            found.join(",")
        };
        if found != *expected {
            wrong.push(format!("{found} for {line}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixes_touch_spaces_alone() {
    let found = faults("The lake is open.", "  Le  lac   est ouvert. ", "fr");
    let target = "  Le  lac   est ouvert. ";
    let mut edits: Vec<_> = found.iter().flat_map(|fault| fault.fix.clone()).collect();
    edits.sort();
    let mut fixed = target.to_owned();
    for (span, text) in edits.iter().rev() {
        fixed.replace_range(span.range(), text);
    }
    assert_eq!(fixed, "Le lac est ouvert.");
}

#[test]
fn codes_of_the_file_are_compared() {
    let code = |kind, markup: &str| {
        let mut code = Code::new(kind);
        code.content = vec![Native::Markup(markup.to_owned())];
        Inline::Code(code)
    };
    let bold = |text: &str, closed: bool| {
        let mut pieces = vec![code(CodeKind::Begin, "<b>"), Inline::Text(text.to_owned())];
        if closed {
            pieces.push(code(CodeKind::End, "</b>"));
        }
        Seg::from_pieces(pieces)
    };
    let typed = Seg::from("<b>Lac</b>");
    let check = |source: Seg, target: Seg| {
        let found = run(vec![vec![Unit::new(source, target)]], ("en", "fr"));
        found
            .into_iter()
            .map(|(_, _, fault)| fault.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(check(bold("Lake", true), bold("Lac", true)), [""; 0]);
    assert_eq!(
        check(bold("Lake", true), bold("Lac", false)),
        ["lost: </b>"]
    );
    assert_eq!(
        check(bold("Lake", true), typed),
        ["codes of the file typed as text: </b> <b>"]
    );
    assert_eq!(
        check("Lake".into(), bold("Lac", true)),
        ["not in the source: </b> <b>"]
    );
}

#[test]
fn plural_forms_hold_what_their_numbers_need() {
    use Plural::{Few, Many};
    let check = |plural, source: &str, target: &str| {
        let mut unit = unit(source, target);
        unit.plural = Some(plural);
        let found = run(vec![vec![unit]], ("en", "pl"));
        found
            .iter()
            .map(|(_, _, fault)| fault.rule.code())
            .collect::<Vec<_>>()
    };
    for (plural, source, target, told) in [
        (Few, "One file for %s.", "Jeden plik do %s.", false),
        (Few, "%d file for %s.", "Jeden plik do %s.", false),
        (Few, "One file for %s.", "%d plik do %s.", false),
        (Few, "%d file for %s.", "Jeden plik.", true),
        (Few, "One file for %s.", "Jeden plik.", true),
        (Many, "%d files for %s.", "Pliki do %s.", true),
        (Many, "%d files for %s.", "%d pliki.", true),
        (Many, "%d files for %s.", "%d pliki do %s.", false),
        (Many, "One file for %s.", "%d plik do %s.", false),
    ] {
        let expected = if told { vec!["Q005"] } else { Vec::new() };
        assert_eq!(check(plural, source, target), expected, "{target}");
    }
    let forms = ["%d stron jest.", "%d strony są."].map(|target| {
        let mut unit = unit("%d pages are there.", target);
        unit.plural = Some(Many);
        unit
    });
    assert!(run(vec![forms.into()], ("en", "pl")).is_empty());
}

#[test]
fn texts_are_compared_across_documents() {
    let (one, other) = (
        unit("The lake is open.", "Le lac est ouvert."),
        unit("The lake is open", "Le lac n'est pas clos"),
    );
    let told = |documents: Vec<Vec<Unit>>| -> Vec<(usize, usize, &'static str)> {
        let found = run(documents, ("en", "fr"));
        found
            .into_iter()
            .map(|(document, unit, fault)| (document, unit, fault.rule.code()))
            .collect()
    };
    let a = vec![one.clone(), unit("A short break", "Une pause")];
    let b = vec![other.clone(), one.clone()];
    assert_eq!(told(vec![a.clone(), b.clone()]), [(1, 0, "Q003")]);
    // The order of the documents does not matter.
    assert_eq!(told(vec![b, a]), [(0, 0, "Q003")]);
    let copied = unit("The lake is closed.", "Le lac est ouvert.");
    assert_eq!(
        told(vec![vec![one.clone(), one.clone()], vec![copied]]),
        [(1, 0, "Q004")]
    );
    // Spaces, signs and capitals are not compared, nor single words.
    let spaced = unit("The lake  is open!", "Le lac est ouvert !");
    assert_eq!(told(vec![vec![one, spaced]]), []);
    assert_eq!(
        told(vec![vec![unit("Open", "Ouvert"), unit("Open", "Ouverte")]]),
        []
    );
}
