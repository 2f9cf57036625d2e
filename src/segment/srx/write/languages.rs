//! The patterns of each language. They keep to what Java, ICU and the reader of this crate take in
//! the same sense.

use super::{List, Rule};
use crate::segment::rules::{burmese, english, latin, thai};
use crate::text::enumerator::ARTICLE_WORDS;
use crate::text::lang::codes_with_rules;

/// What closes quotes, brackets and notes behind a mark, any number of times.
const CLOSERS: &str =
    r#"(?:[)\]}”’»›」』）】》〉］"'¹²³⁰⁴⁵⁶⁷⁸⁹]|\[(?:\d{1,4}|[a-z])\]|[ \u00A0\u202F]»)*"#;
/// The same, at least once.
const CLOSED: &str = r#"(?:[)\]}”’»›」』）】》〉］"'¹²³⁰⁴⁵⁶⁷⁸⁹]|\[(?:\d{1,4}|[a-z])\])+"#;
/// White space and what stands before the first letter of a sentence.
const OPENERS: &str = r#"\s+["'“‘„«‹(\[{¿¡\-–—•「『（【《 \u00A0]{0,6}"#;
/// Where a word starts.
const START: &str = r"(?:^|[^\p{L}\p{M}\p{N}.&])";
/// Where a word ends that is no compound.
const END: &str = r"(?:$|[^\p{L}\p{M}\p{N}\-])";
/// The marks of Latin writing, and the CJK ones that stray into it.
const LATIN: &str = "[.!?…‽。！？]";
/// White space, or what neither goes on with marks nor closes.
const KHMER_NEXT: &str = r#"(?:\s|["']\p{L}|[^\s\u17D4\u17D5\u17DA.!?…)\]}”’»›"'])"#;

/// Returns the lists of all languages, that for all others last.
pub(super) fn lists() -> Vec<List> {
    let mut lists = vec![
        list("English", latin(&english::ENGLISH)),
        list("Khmer", khmer()),
        list("Lao", lao()),
        list("Burmese", burmese()),
        list("Chinese", chinese()),
        list("Thai", thai()),
    ];
    for name in latin::NAMES {
        if let Some(rules) = latin::named(name) {
            lists.push(list(name, latin(rules)));
        }
    }
    lists.push(list("Other", other()));
    lists
}

fn list(name: &'static str, rules: Vec<Rule>) -> List {
    List {
        name,
        codes: codes_with_rules(name),
        rules,
    }
}

fn rule(name: &'static str, breaks: bool, before: &str, after: &str) -> Rule {
    Rule {
        name,
        breaks,
        before: before.to_owned(),
        after: after.to_owned(),
    }
}

/// Writes words as alternatives.
fn any(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| word.replace('.', "\\.")).collect();
    words.join("|")
}

/// The marks at the heads of items, at the start of the text or behind a sentence.
fn enumerators() -> [Rule; 2] {
    // Not behind a short word, which is an abbreviation: `ext. 12.`
    let head = r#"(?:^\s*|(?:[!?:;…\u17D4\u17D5\u104B]|(?:\p{L}{4}|[)\]”»])\.)[)\]”’»"']*\s+)"#;
    let number = r"(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){0,5}|[ivxlIVXL]{1,5}|\p{L})\.-?";
    let article = format!(
        r"(?:{})\s?(?:\p{{Nd}}{{1,3}}|[IVXL]{{1,5}})\.-?",
        any(ARTICLE_WORDS)
    );
    [
        rule("enumerator", false, &format!("{head}{number}"), ""),
        rule("enumerator", false, &format!("{head}{article}"), ""),
    ]
}

fn latin(rules: &latin::Latin) -> Vec<Rule> {
    let names = &rules.names;
    let mut out: Vec<Rule> = enumerators().into();
    let marks = format!("{LATIN}+{CLOSERS}");
    let question = format!("{LATIN}*[!?。！？]{LATIN}*{CLOSERS}");
    let ellipsis = format!("(?:{LATIN}{{2,}}|[…‽]){CLOSERS}");
    let stop = |word: &str| format!(r"{START}{word}\.{CLOSERS}");
    let listed = |words: &[&str]| stop(&format!("(?i:{})", any(words)));
    let before = |words: &[&str]| format!("{OPENERS}(?:{}){END}", any(words));
    let mut add = |name, breaks, before: &str, after: &str| {
        out.push(rule(name, breaks, before, after));
    };
    add(
        names.goes_on,
        false,
        &format!("{LATIN}+"),
        r"[ \u00A0\u202F]»",
    );
    add(
        names.small_letter,
        false,
        &marks,
        &format!(r"{OPENERS}\p{{Ll}}"),
    );
    add(names.goes_on, false, &marks, &format!("{OPENERS}[,;:.?!)]"));
    let company = format!(r"\s+(?i:{})\.", any(rules.names_end));
    add(names.name_mark, false, "[!?]", &company);
    add(names.question, true, &question, r"\s");
    add(names.ellipsis, true, &ellipsis, r"\s");
    if rules.ordinals {
        let number = stop(r"\p{Nd}{1,2}");
        add(names.ordinal, true, &number, &before(rules.openers));
        add(names.ordinal, false, &number, r"\s");
    }
    add(names.abbreviation, false, &listed(rules.bound), r"\s");
    let number = format!(
        r"{OPENERS}(?:[\p{{N}}#+]|[IVXLC]+{END}|[\p{{L}}&&[^AI]]{END}|\p{{Lu}}{{1,2}}[\p{{L}}\p{{N}}]*/)"
    );
    add(
        names.number_abbreviation,
        false,
        &listed(rules.numbered),
        &number,
    );
    let closing = listed(rules.closing);
    if !rules.goes_on.is_empty() {
        add(
            names.closing_abbreviation,
            false,
            &closing,
            &before(rules.goes_on),
        );
    }
    add(names.closing_abbreviation, true, &closing, r"\s");
    for (name, word) in [
        (names.closing_abbreviation, listed(rules.names_end)),
        (
            names.acronym,
            stop(r"\p{L}[\p{L}\p{N}]?(?:\.\p{L}[\p{L}\p{N}]?)+"),
        ),
        (names.initial, stop(r"[\p{Lu}&&[^Ý]]")),
    ] {
        add(name, true, &word, &before(rules.openers));
        add(name, false, &word, r"\s");
    }
    add(names.full_stop, true, &format!(r"\.{CLOSERS}"), r"\s");
    out
}

fn khmer() -> Vec<Rule> {
    let marks = r"[\u17D4\u17D5\u17DA.!?…]";
    let closing = r"[\u17D4\u17D5\u17DA]";
    let mut out: Vec<Rule> = enumerators().into();
    out.extend([
        rule(
            "km-mark-follows",
            false,
            &format!("{marks}{CLOSERS}"),
            &format!(r"\s*{closing}"),
        ),
        rule("km-beyyal", false, r"\u17D4", r"\s*[\u179B\u1794] *\u17D4"),
        rule(
            "km-beyyal",
            false,
            &format!(r"\u17D4 *[\u179B\u1794] *\u17D4{marks}*{CLOSERS}"),
            "",
        ),
        rule(
            "km-abbreviation",
            false,
            &format!(r"(?:^|[^\u1780-\u17D3])\u17A7\u17D4{CLOSERS}"),
            "",
        ),
        rule(
            "km-khan",
            true,
            &format!(r"{marks}*\u17D4{marks}*{CLOSERS}"),
            KHMER_NEXT,
        ),
        rule(
            "km-closing-sign",
            true,
            &format!("{marks}*{closing}{marks}*{CLOSERS}"),
            KHMER_NEXT,
        ),
        rule(
            "km-quoted-question",
            false,
            &format!("[.!?…]*[!?][.!?…]*{CLOSED}"),
            "",
        ),
        rule("km-question", false, "[!?]", r"[\x21-\x7E]"),
        rule("km-question", true, "[.!?…]*[!?][.!?…]*", KHMER_NEXT),
    ]);
    out
}

fn lao() -> Vec<Rule> {
    let mut out: Vec<Rule> = enumerators().into();
    let latin_next = format!("{OPENERS}[A-Za-z]");
    let word = |word: &str| format!(r"{START}{word}\.{CLOSERS}");
    let titles = word(&format!("(?i:{})", any(english::ENGLISH.bound)));
    out.extend([
        rule(
            "lo-small-letter",
            false,
            &format!("[.!?…]+{CLOSERS}"),
            &format!(r"{OPENERS}\p{{Ll}}"),
        ),
        rule(
            "lo-question",
            true,
            &format!("[.!?…]*[!?][.!?…]*{CLOSERS}"),
            r"\s",
        ),
        rule(
            "lo-ellipsis",
            false,
            &format!("(?:[.…]{{2,}}|…){CLOSERS}"),
            "",
        ),
        rule("en-abbreviation", false, &titles, &latin_next),
        rule("lo-abbreviation", false, &word(r"\p{L}"), ""),
        rule(
            "lo-abbreviation",
            false,
            &word(r"\p{L}[\p{L}\p{M}\p{N}]?(?:\.\p{L}[\p{L}\p{M}\p{N}]?)+"),
            "",
        ),
        rule("lo-full-stop", true, &format!(r"\.{CLOSERS}"), r"\s"),
    ]);
    out
}

fn burmese() -> Vec<Rule> {
    let marks = r"[\u104B!?…]";
    let next = r#"(?:\s|["']\p{L}|[^\s\u104B!?…)\]}”’»›"'])"#;
    let quotatives = format!(r"(?:[^\s)\]}}”’»›]|\s*(?:{}))", any(burmese::QUOTATIVES));
    let mut out: Vec<Rule> = enumerators().into();
    out.extend([
        rule(
            "my-mark-follows",
            false,
            &format!("{marks}+{CLOSERS}"),
            r"\s*\u104B",
        ),
        rule(
            "my-quoted",
            false,
            &format!("{marks}+{CLOSED}"),
            &quotatives,
        ),
        rule(
            "my-section-sign",
            true,
            &format!(r"{marks}*\u104B{marks}*{CLOSERS}"),
            next,
        ),
        rule(
            "my-question",
            true,
            &format!("{marks}*[!?]{marks}*{CLOSERS}"),
            r"\s",
        ),
    ]);
    out
}

fn chinese() -> Vec<Rule> {
    let marks = "[。｡．.!?！？…]";
    let next = r#"(?:\s|["'“]\w|[^\s。｡．.!?！？…)\]}”’»›」』）】》〉］"'])"#;
    let mut out: Vec<Rule> = enumerators().into();
    out.extend([
        rule(
            "zh-goes-on",
            false,
            &format!("{marks}{CLOSERS}"),
            r"\s*[，、；：,;:。]",
        ),
        rule(
            "zh-full-stop",
            true,
            &format!("{marks}*[。｡]{marks}*{CLOSERS}"),
            next,
        ),
        rule("zh-question", false, "[!?]", r"[\x21-\x7E]"),
        rule(
            "zh-question",
            true,
            &format!("{marks}*[!?！？]{marks}*{CLOSERS}"),
            next,
        ),
        rule(
            "zh-ascii-full-stop",
            true,
            &format!(r"[\u2E80-\uFFEF]\.{CLOSERS}"),
            r"\s",
        ),
    ]);
    out
}

fn thai() -> Vec<Rule> {
    let next = |words: &[&str]| format!(r"\s+(?:{})", any(words));
    vec![
        rule("th-bracket", false, r"\([^()]{0,80}", r"\s"),
        rule("th-question", false, r#"[?!"”]"#, &next(thai::GO_ON)),
        rule("th-question", true, "[?!]", r"\s"),
        rule(
            "th-bound",
            false,
            &format!(r"(?:[.\u0E2F]|{})", any(thai::BIND)),
            r"\s",
        ),
        rule("th-opener", true, r"[^\n]{25}", &next(thai::OPEN)),
        rule(
            "th-likely-opener",
            true,
            r"[^\n]{45}",
            &next(thai::MAY_OPEN),
        ),
    ]
}

fn other() -> Vec<Rule> {
    let ends = "[.!?…‽؟۔।॥։።]";
    let full = "[。！？]";
    vec![
        rule(
            "uax29",
            false,
            &format!("{ends}+{CLOSERS}"),
            &format!(r"{OPENERS}\p{{Ll}}"),
        ),
        rule("uax29", false, &format!("{ends}+{CLOSERS}"), r"\s*[,;:]"),
        rule(
            "uax29-abbreviation",
            false,
            &format!(r"{START}\p{{Lu}}\.{CLOSERS}"),
            r"\s",
        ),
        rule(
            "uax29-abbreviation",
            false,
            &format!(r"{START}\p{{L}}[\p{{L}}\p{{N}}]?(?:\.\p{{L}}[\p{{L}}\p{{N}}]?)+\.{CLOSERS}"),
            r"\s",
        ),
        rule("uax29", true, &format!("{ends}+{CLOSERS}"), r"\s"),
        rule(
            "uax29",
            true,
            &format!("{full}+{CLOSERS}"),
            r"[^。！？)\]}”’»›」』）】》〉］]",
        ),
    ]
}
