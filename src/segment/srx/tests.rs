use proptest::prelude::*;

use super::*;

/// Makes a file of rules, each `+` or `-` (break or not) with its two patterns.
fn file(rules: &[(char, &str, &str)]) -> String {
    let escape = |text: &str| quick_xml::escape::escape(text.to_owned()).into_owned();
    let rules: Vec<String> = rules
        .iter()
        .map(|&(sign, before, after)| {
            let breaks = if sign == '+' { "yes" } else { "no" };
            let (before, after) = (escape(before), escape(after));
            format!(
                "<rule break=\"{breaks}\"><beforebreak>{before}</beforebreak>\
                 <afterbreak>{after}</afterbreak></rule>\n"
            )
        })
        .collect();
    let rules = rules.concat();
    format!(
        "<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n\
         <header segmentsubflows=\"yes\" cascade=\"no\">\
         <formathandle type=\"start\" include=\"no\"/></header>\n\
         <body><languagerules><languagerule languagerulename=\"x\">\n{rules}</languagerule>\
         </languagerules><maprules><languagemap languagepattern=\".*\" languagerulename=\"x\"/>\
         </maprules></body></srx>"
    )
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

/// Cuts a text and returns it with `|` at the breaks.
fn cut(rules: &[(char, &str, &str)], text: &str) -> String {
    let rules = Srx::read(&file(rules)).unwrap().rules(&lang("en")).unwrap();
    let mut marked = text.to_owned();
    for decision in rules.decisions(text).iter().rev().filter(|d| d.breaks) {
        marked.insert(decision.offset, '|');
    }
    marked
}

#[test]
fn the_first_rule_that_fits_decides() {
    let rules = [
        ('-', r"\bMr\.", r"\s"),
        ('+', r"[.?!]+", r"\s"),
        ('-', r"\.", r"\s+a"),
    ];
    assert_eq!(
        cut(&rules, "Mr. A came. a b? c HMr. d"),
        "Mr. A came.| a b?| c HMr.| d"
    );
    // Another order, another cut.
    let rules = [('-', r"\.", r"\s+a"), ('+', r"[.?!]+", r"\s")];
    assert_eq!(cut(&rules, "x. a. b"), "x. a.| b");
}

#[test]
fn every_place_is_tried() {
    // A scan that goes on behind each match would miss the second of two that overlap.
    assert_eq!(cut(&[('+', "aa", "")], "aaaa"), "aa|a|a");
    assert_eq!(cut(&[('+', "a", "b")], "abab"), "a|ba|b");
    assert_eq!(cut(&[('+', "", "b")], "abb"), "a|b|b");
    assert_eq!(cut(&[('+', "a.*", "c")], "abcbc"), "ab|cb|c");
}

#[test]
fn a_rule_without_patterns_breaks_everywhere() {
    let srx = file(&[]).replace("\n</languagerule>", "<rule/></languagerule>");
    let rules = Srx::read(&srx).unwrap().rules(&lang("km")).unwrap();
    assert_eq!(rules.decisions("a\u{1780}b").len(), 2);
}

#[test]
fn look_around_meets_the_break() {
    let text = "a. b. C. d";
    assert_eq!(cut(&[('+', r"\.", r"(?=\s+\p{Lu})")], text), "a. b.| C. d");
    assert_eq!(cut(&[('+', r"\.(?=\s+\p{Lu})", "")], text), "a. b.| C. d");
    assert_eq!(cut(&[('+', r"\.", r"\s(?![a-c])")], text), "a. b.| C.| d");
    assert_eq!(cut(&[('+', r"\.", r"(?!\s+C)\s")], text), "a.| b. C.| d");
    assert_eq!(cut(&[('+', r"(?<=b)\.", r"\s")], text), "a. b.| C. d");
    assert_eq!(cut(&[('+', r"(?<!b)\.", r"\s")], text), "a.| b. C.| d");
    assert_eq!(cut(&[('+', r"\.(?<!b\.)", r"\s")], text), "a.| b. C.| d");
    assert_eq!(
        cut(&[('+', "", r"(?<=a\.)\s|(?<!a\.|b\.)(?<=\.)\s")], text),
        "a.| b. C.| d"
    );
}

#[test]
fn word_borders_are_those_of_unicode() {
    let word = "\u{E9}t\u{E9}";
    let text = format!("{word}. xt\u{E9}. {word}");
    let cut_text = cut(&[('+', r"\b\w+\b\.", r"\s\bx")], &text);
    assert_eq!(cut_text, format!("{word}.| xt\u{E9}. {word}"));
    assert_eq!(cut(&[('+', r"^\bx\b", r"\s*\bx\b$")], "x x"), "x| x");
    assert_eq!(cut(&[('+', r"a\b", "")], "ab a"), "ab a");
    assert_eq!(cut(&[('+', r"a\b", "")], "ab a c"), "ab a| c");
}

#[test]
fn the_escapes_of_java_and_icu_are_known() {
    for (before, text) in [
        (r"\u17D4", "a\u{17D4}|b"),
        (r"\x{17D4}", "a\u{17D4}|b"),
        (r"[\u17D4\u17D5]", "a\u{17D5}|b"),
        (r"\Q.)\E", "a.)|b"),
        (r"a\h+", "a\u{A0}|b"),
        (r"a[\hx]", "a\u{3000}|b"),
        (r"[[:digit:]]\.", "\u{17E1}.|b"),
        (r"\p{IsKhmer}", "\u{1780}|b"),
        (r"[\p{L}&&[^b]]", "a|b"),
        (r"[]x]", "a]|b"),
        (r"[\d-x]", "a-|b"),
        (r"[\p{Nd}-–]", "a-|b"),
        (r"\»", "a»|b"),
        (r"(?i)A", "a|b"),
        (r"(?:a|c){1,2}?", "a|b"),
    ] {
        let after = if before.starts_with('a') || text.len() == 3 {
            "b"
        } else {
            ""
        };
        assert_eq!(
            cut(&[('+', before, after)], &text.replace('|', "")),
            text,
            "{before}"
        );
    }
}

#[test]
fn what_cannot_be_compiled_is_an_error_with_its_place() {
    for (before, offset, message) in [
        ("ab(", 3, "parentheses"),
        ("a(?!b)c", 1, "look-around"),
        ("(?:a(?=b))", 4, "look-around"),
        ("x++", 2, "possessive"),
        (r"(a)\1", 3, r"`\1`"),
        (r"\Bx", 0, r"`\B`"),
        (r"[a", 0, "unclosed"),
        ("&lt;a&gt;(?!bc)d", 9, "look-around"),
        ("a{1,99999999}", 0, ""),
    ] {
        let srx = file(&[('-', "y", "z"), ('+', "BEFORE", "z")]).replace("BEFORE", before);
        let Err(LanguageError::Rule(error)) = Srx::read(&srx).unwrap().rules(&lang("en")) else {
            panic!("{before} was taken");
        };
        assert_eq!(
            (error.line, error.column),
            (5, 32 + offset),
            "{before}: {error}"
        );
        assert!(error.to_string().contains(message), "{before}: {error}");
    }
}

#[test]
fn files_are_checked() {
    let good = file(&[('+', "a", "b")]);
    for (from, to, message) in [
        ("2.0", "1.0", "version 1.0"),
        ("cascade=\"no\"", "cascade=\"maybe\"", "yes or no"),
        (
            "languagepattern=\".*\" languagerulename=\"x\"",
            "languagepattern=\".*\" languagerulename=\"y\"",
            "no rules named",
        ),
        (
            "languagepattern=\".*\"",
            "languagepattern=\"(\"",
            "cannot be used",
        ),
        (
            "<languagerule languagerulename",
            "<languagerule name",
            "missing",
        ),
        ("</body>", "", "body"),
        ("<srx ", "<tmx ", "no SRX file"),
    ] {
        let error = Srx::read(&good.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(message), "{message}: {error}");
    }
    assert!(Srx::read("").is_err());
    let other = good.replace("languagepattern=\".*\"", "languagepattern=\"[Ff][Rr].*\"");
    let srx = Srx::read(&other).unwrap();
    assert!(srx.rules(&lang("fr-CA")).is_ok());
    assert!(
        srx.rules(&lang("km"))
            .unwrap_err()
            .to_string()
            .contains("km")
    );
}

#[test]
fn maps_cascade_where_the_file_says_so() {
    let two = file(&[('-', "a", "b"), ('+', "[ax]", "b")])
        .replace(
            "<languagerule languagerulename=\"x\">",
            "<languagerule languagerulename=\"y\"><rule><beforebreak>a</beforebreak></rule>\
             </languagerule><languagerule languagerulename=\"x\">",
        )
        .replace(
            "<languagemap",
            "<languagemap languagepattern=\"e.\" languagerulename=\"y\"/><languagemap",
        );
    let breaks = |srx: &str, tag| {
        let rules = Srx::read(srx).unwrap().rules(&lang(tag)).unwrap();
        let breaks = rules
            .decisions("abxb")
            .into_iter()
            .filter(|decision| decision.breaks);
        breaks.map(|decision| decision.offset).collect::<Vec<_>>()
    };
    assert_eq!(breaks(&two, "en"), [1]);
    assert_eq!(breaks(&two, "km"), [3]);
    assert_eq!(
        breaks(&two.replace("cascade=\"no\"", "cascade=\"yes\""), "en"),
        [1, 3]
    );
}

#[test]
fn decisions_name_the_rule_and_its_line() {
    let rules = Srx::read(&file(&[('-', "Mr\\.", "\\s"), ('+', "\\.", "\\s")])).unwrap();
    let rules = rules.rules(&lang("en")).unwrap();
    let found: Vec<(usize, bool, &str)> = rules
        .decisions("Mr. A. B")
        .into_iter()
        .map(|decision| (decision.offset, decision.breaks, decision.rule))
        .collect();
    assert_eq!(found, [(3, false, "x:4"), (6, true, "x:5")]);
}

proptest! {
    /// The engine agrees with the definition: a place is tried with every beginning and every end.
    #[test]
    fn all_places_are_found(
        text in "[ab. \u{1780}]{0,12}",
        before in "[ab. ][ab.]?[+*]?|\\\\b[ab]\\.|\\.(\\\\b)?|[ab](\\.|b)?",
        after in "[ab. ][+*]?|\\\\ba|\\\\s[ab]",
    ) {
        let rules = Srx::read(&file(&[('+', &before, &after)])).unwrap().rules(&lang("en")).unwrap();
        let found: Vec<usize> = rules.decisions(&text).iter().map(|d| d.offset).collect();
        let regex = |pattern: &str| Regex::new(&format!("(?:{pattern})")).unwrap();
        let (before, after) = (regex(&before), regex(&after));
        let spans = |regex: &Regex, from: usize, to: usize| {
            let input = regex_automata::Input::new(&text).range(from..to).anchored(regex_automata::Anchored::Yes);
            // Leftmost-first may stop short; every end is asked for by itself.
            regex.search(&input).is_some_and(|found| found.end() == to)
        };
        let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let expected: Vec<usize> = edges
            .iter()
            .copied()
            .filter(|&at| at > 0 && at < text.len())
            .filter(|&at| edges.iter().any(|&from| from <= at && spans(&before, from, at)))
            .filter(|&at| edges.iter().any(|&to| to >= at && spans(&after, at, to)))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_file_brings_the_reader_down(text in "(<|>|srx|rule| version=\"2.0\"|languagerule|languagerulename=\"a\"|/|beforebreak|\\(|\\[|&|;|x){0,30}") {
        let _ = Srx::read(&text);
        let _ = Srx::read(&format!("<srx version=\"2.0\">{text}"));
    }

    #[test]
    fn no_pattern_brings_the_reader_down(pattern in "([()|?<!=*+\\[\\]^\\\\QEbphx{}:ab&.\u{1780}-]){0,14}") {
        let _ = Srx::read(&file(&[('+', &pattern, &pattern)]));
    }
}

#[test]
fn exported_rules_are_read_back() {
    let srx = Srx::read(&export()).unwrap();
    for tag in [
        "en", "km", "lo", "my", "zh", "ja", "th", "fr", "de", "vi", "id", "ms", "tl", "pl",
        "en-GB", "zh-Hant",
    ] {
        assert!(srx.rules(&lang(tag)).is_ok(), "{tag}");
    }
    let khmer = srx.rules(&lang("km")).unwrap();
    let text =
        "\u{1780}\u{17B6}\u{17D4} \u{1781}\u{17D4}\u{179B}\u{17D4} \u{1782}\u{17D5} \u{1783}";
    let breaks = khmer
        .decisions(text)
        .into_iter()
        .filter(|decision| decision.breaks);
    assert_eq!(
        breaks.map(|decision| decision.offset).collect::<Vec<_>>(),
        [9, 29]
    );
}
