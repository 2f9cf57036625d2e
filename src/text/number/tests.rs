use proptest::prelude::*;

use super::words::WORDS;
use super::*;
use crate::text::Lang;
use crate::text::fold::{Level, fold};

/// Writes what is found as `text=value`, with the other value, and the kind where it is not cardinal.
fn told(text: &str) -> Vec<String> {
    told_with(text, Options::default())
}

fn told_with(text: &str, options: Options) -> Vec<String> {
    let tell = |found: Found<Number>| {
        let other = found
            .value
            .other
            .map_or(String::new(), |other| format!("|{other}"));
        let kind = match found.value.kind {
            Kind::Cardinal => String::new(),
            kind => format!(" {kind:?}"),
        };
        format!(
            "{}={}{other}{kind}",
            &text[found.span.range()],
            found.value.value
        )
    };
    numbers_with(text, options).into_iter().map(tell).collect()
}

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(&told(text), expected, "{text}");
    }
}

#[test]
fn digits_of_every_script_have_one_value() {
    for text in ["1187", "១១៨៧", "๑๑๘๗", "໑໑໘໗", "၁၁၈၇", "１１８７"]
    {
        let found = numbers(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].value.value, Decimal::from(1187), "{text}");
        assert_eq!(found[0].span.range(), 0..text.len());
    }
    check(&[
        ("១០០.០០០ រៀល", &["១០០.០០០=100000|100"]),
        ("100,000 riels", &["100,000=100000|100"]),
        (
            "1\u{202F}000\u{A0}000 de riels",
            &["1\u{202F}000\u{A0}000=1000000"],
        ),
        ("៧\u{200B}៥", &["៧\u{200B}៥=75"]),
        ("at $.08 or .5%", &[".08=0.08", ".5%=0.5 Percent"]),
        ("29¾ by 24½", &["29¾=29.75", "24½=24.5"]),
    ]);
}

#[test]
fn scales_multiply() {
    check(&[
        ("US$ 1.5 million", &["1.5 million=1500000"]),
        ("US$ ៥ លាន", &["៥ លាន=5000000"]),
        ("១១ ពាន់លានដុល្លារ", &["១១ ពាន់លាន=11000000000"]),
        ("១លាន៥សែន", &["១លាន៥សែន=1500000"]),
        (
            "2 million 300 thousand",
            &["2 million 300 thousand=2300000"],
        ),
        ("2 million, 300 people", &["2 million=2000000", "300=300"]),
        ("$300+ billion", &["300+ billion=300000000000"]),
        ("£125m and €3bn", &["125m=125000000", "3bn=3000000000"]),
        ("5m wide", &["5=5"]),
        ("1,5 milliard d'euros", &["1,5 milliard=1500000000"]),
        ("1 ພັນ ລ້ານ", &["1 ພັນ ລ້ານ=1000000000"]),
        ("2 พันล้าน", &["2 พันล้าน=2000000000"]),
        ("5 พันธุ์", &["5=5"]),
        ("ဒေါ်လာ သန်း ၅၀", &["သန်း ၅၀=50000000"]),
        ("1.7 ဘီလီယံ", &["1.7 ဘီလီယံ=1700000000"]),
        ("3 tỷ đồng", &["3 tỷ=3000000000"]),
        (
            "51 juta, 10 miliar",
            &["51 juta=51000000", "10 miliar=10000000000"],
        ),
        ("2 bilyong piso", &["2 bilyong=2000000000"]),
        ("9.7 万人", &["9.7 万=97000"]),
        ("1亿2000万", &["1亿2000万=120000000"]),
        ("5,000 多万人", &["5,000 多万=50000000|50000"]),
    ]);
}

#[test]
fn words_beside_a_number_tell_its_kind() {
    check(&[
        (
            "5% and 5 per cent",
            &["5%=5 Percent", "5 per cent=5 Percent"],
        ),
        ("៥ ភាគរយ", &["៥ ភាគរយ=5 Percent"]),
        ("ร้อยละ ๕", &["ร้อยละ ๕=5 Percent"]),
        ("百分之五", &["百分之五=5 Percent"]),
        ("5\u{A0}% des voix", &["5\u{A0}%=5 Percent"]),
        ("the 37th Dialogue", &["37th=37 Ordinal"]),
        ("លើកទី៣៧", &["លើកទី៣៧=37 Ordinal"]),
        ("ครั้งที่ ๓๗", &["ครั้งที่ ๓๗=37 Ordinal"]),
        (
            "la 37e session, le 1er",
            &["37e=37 Ordinal", "1er=1 Ordinal"],
        ),
        ("lần thứ 37", &["lần thứ 37=37 Ordinal"]),
        ("ke-37", &["ke-37=37 Ordinal"]),
        ("第37届", &["第37=37 Ordinal"]),
        ("第十二条", &["第十二=12 Ordinal"]),
        (
            "No. 1187/2024 MFAIC",
            &["1187=1187 Reference", "2024=2024 Reference"],
        ),
        (
            "លេខ៖ ១១៨៧/២០២៤",
            &["១១៨៧=1187 Reference", "២០២៤=2024 Reference"],
        ),
        (
            "ที่ ๑๑๘๗/๒๕๖๗",
            &["๑๑๘๗=1187 Reference", "๒๕๖๗=2567|2024 Reference"],
        ),
        ("A/RES/76/300", &["76=76 Reference", "300=300 Reference"]),
        ("A/2415", &["2415=2415 Reference"]),
        (
            "S/PRST/2012/13",
            &["2012=2012 Reference", "13=13 Reference"],
        ),
        ("a 2/3 majority", &["2=2", "3=3"]),
        ("24:00 hrs", &["24:00=24 Time"]),
        ("at 9.30 p.m.", &["9.30 p.m.=9.3|21.3 Time"]),
        ("à 14 h 30, à 9h", &["14 h 30=14.3 Time", "9h=9 Time"]),
        ("9.30 น.", &["9.30 น.=9.3 Time"]),
        ("ម៉ោង 11 និង 35 នាទី", &["11 និង 35 នាទី=11.35 Time"]),
        ("11 点 35 分", &["11 点 35 分=11.35 Time"]),
        ("+855 23 000 001 or", &["+855 23 000 001=85523000001 Phone"]),
        (
            "(855) 23 216 122, 023 213 341",
            &[
                "(855) 23 216 122=85523216122 Phone",
                "023 213 341=23213341 Phone",
            ],
        ),
        (
            "version 1.2.3",
            &["1=1 Version", "2=2 Version", "3=3 Version"],
        ),
        ("1. the names of 2 experts", &["1=1 Enumerator", "2=2"]),
        ("(2) អ្នកជំនាញ", &["2=2 Enumerator"]),
        (
            "G20, COVID-19, 5G",
            &["20=20 Name", "19=19 Name", "5=5 Name"],
        ),
        ("កូវីដ-១៩", &["១៩=19"]),
        ("in the 1980s", &["1980s=1980|80"]),
        ("20 世纪 80 年代", &["20 世纪 80 年代=1980|80"]),
    ]);
}

#[test]
fn signs_are_told_from_ranges() {
    check(&[
        ("-5 degrees", &["-5=-5"]),
        ("of −2.5%", &["−2.5%=-2.5 Percent"]),
        ("18–19", &["18=18", "19=19"]),
        ("5 - 10", &["5=5", "10=10"]),
        ("in 1992-93", &["1992=1992", "93=1993|93 YearEnd"]),
        ("១៩៩២-៩៣", &["១៩៩២=1992", "៩៣=1993|93 YearEnd"]),
        ("2021–2025", &["2021=2021", "2025=2025"]),
        ("2024-04-22", &["2024=2024", "04=4", "22=22"]),
        ("post-2015", &["2015=2015"]),
    ]);
}

#[test]
fn roman_numerals_are_announced() {
    check(&[
        ("Article IV", &["IV=4"]),
        ("Part I. General", &["I=1"]),
        ("World War II, Louis XV", &["II=2", "XV=15"]),
        ("resolution 1514 (XV)", &["1514=1514", "XV=15"]),
        ("Queen Elizabeth II's", &["II=2"]),
        ("au XXe siècle", &["XXe=20 Ordinal"]),
        ("au Ve siècle", &["Ve=5 Ordinal"]),
        ("ជំពូក I", &["I=1"]),
        ("I think", &[]),
        (
            "IV fluids in Washington, D.C., a CIVIL MIX of CD and MD",
            &[],
        ),
        ("C. I. A., the VIP, XL and XXL", &[]),
        ("de Xi Jinping, vitamin C", &[]),
    ]);
}

#[test]
fn chinese_numerals_are_plain_numbers_or_words() {
    check(&[
        ("二〇二五", &["二〇二五=2025"]),
        ("三十七个国家", &["三十七=37"]),
        ("人民币壹佰贰拾万元", &["壹佰贰拾万=1200000"]),
        ("十分重要，统一，一般，万一，几十，数百万，一一", &[]),
        ("第一，第三条", &["第三=3 Ordinal"]),
        ("五万亿里尔", &["五万亿=5000000000000"]),
    ]);
}

#[test]
fn burmese_letters_typed_as_digits_are_no_numbers() {
    assert_eq!(told("\u{1040}\u{1004}\u{103A}"), [""; 0]);
    assert_eq!(told("\u{1044}\u{1004}\u{103A}\u{1038}"), [""; 0]);
    // A tone of Zawgyi where Unicode has a digit of Shan.
    assert_eq!(told("\u{1005}\u{102D}\u{1094}\u{1019}"), [""; 0]);
    assert_eq!(told("\u{1045}\u{1019}\u{102D}"), ["\u{1045}=5"]);
}

#[test]
fn words_count_on_request() {
    let spelled = Options { spelled: true };
    for (text, expected) in [
        ("two experts", vec!["two=2"]),
        ("អ្នកជំនាញពីររូប", vec!["ពីរ=2"]),
        ("five million people", vec!["five million=5000000"]),
        ("ผู้เชี่ยวชาญสองคน", vec!["สอง=2"]),
        ("两名专家", vec!["两=2"]),
        ("stone", vec![]),
        ("Article IV, 三十七", vec!["IV=4", "三十七=37"]),
    ] {
        assert_eq!(told_with(text, spelled), expected, "{text}");
        assert!(text.contains("IV") || told(text).is_empty(), "{text}");
    }
}

#[test]
fn any_reading_may_match() {
    let first = |text| numbers(text).swap_remove(0).value;
    assert!(first("1,234").matches(&first("1.234")));
    assert!(first("1,234").matches(&first("1234")));
    assert!(first("9 p.m.").matches(&first("21:00")));
    assert!(!first("1,234").matches(&first("12.34")));
    assert!(!first("-5").matches(&first("5")));
}

#[test]
fn tables_are_keys() {
    let scales = WORDS
        .scales
        .entries()
        .iter()
        .chain(WORDS.scales_before.entries())
        .map(|entry| entry.0);
    let spelled = WORDS.spelled.entries().iter().map(|entry| entry.0);
    let lists = [
        &WORDS.no_scales,
        &WORDS.percent,
        &WORDS.percent_before,
        &WORDS.ordinal_endings,
        &WORDS.ordinal_marks,
        &WORDS.reference_marks,
        &WORDS.after_hours,
        &WORDS.after_minutes,
    ];
    for word in scales
        .chain(spelled)
        .chain(lists.into_iter().flatten().copied())
    {
        assert_eq!(fold(word, Level::Match).key, word);
        assert_eq!(word.to_lowercase(), word);
    }
}

#[test]
fn numbers_are_written_as_each_language_does() {
    let lang = |tag| Lang::parse(tag).expect("a tag");
    for (text, tag, expected) in [
        ("12345.6", "en", Some("12,345.6")),
        ("12,345.6", "fr", Some("12\u{202F}345,6")),
        ("12,345.6", "km", Some("១២.៣៤៥,៦")),
        ("2025", "km", Some("២០២៥")),
        ("5%", "fr", Some("5\u{A0}%")),
        ("37th", "fr", Some("37e")),
        ("1st", "fr", Some("1er")),
        ("la 112e", "en", Some("112th")),
        ("37th", "km", Some("ទី៣៧")),
        ("37th", "de", None),
        ("+855 23 000 001", "km", None),
    ] {
        let number = &numbers(text)[0].value;
        assert_eq!(
            written(number, &lang(tag)).as_deref(),
            expected,
            "{text} {tag}"
        );
    }
}

#[test]
fn numbers_of_long_hostile_texts_follow_each_other() {
    for text in [
        "1".repeat(1_000_000),
        "1 ".repeat(300_000),
        "1.".repeat(300_000),
        "1,".repeat(300_000),
        "1,234,".repeat(100_000),
        "1-".repeat(300_000),
        "1/".repeat(300_000),
        "01 ".repeat(200_000),
        "(12) ".repeat(100_000),
        "X".repeat(1_000_000),
        "IV ".repeat(200_000),
        "1 million ".repeat(60_000),
        "1 លាន".repeat(60_000),
        "一".repeat(300_000),
        "十一".repeat(150_000),
        "1 世纪 ".repeat(60_000),
    ] {
        for spelled in [false, true] {
            let mut end = 0;
            for found in numbers_with(&text, Options { spelled }) {
                assert!(end <= found.span.start);
                end = found.span.end;
            }
        }
    }
}

/// Texts of what numbers are made of, and what stands beside them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,4}",
        "[.,:/ ()+'-]",
        "[IVXLCDM]{1,4}",
        "[០-៩๐-๙၀-၉႐-႙]{1,3}",
        "[一二三十百千万亿点零第]{1,4}",
        prop::sample::select(WORDS.scales.entries().to_vec()).prop_map(|entry| entry.0.to_owned()),
        prop::sample::select(WORDS.percent.clone()).prop_map(str::to_owned),
        prop::sample::select(WORDS.ordinal_marks.clone()).prop_map(str::to_owned),
        prop::sample::select(WORDS.spelled.entries().to_vec()).prop_map(|entry| entry.0.to_owned()),
        "\\PC",
        "[\u{200B}\u{A0}\n]",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_are_in_order_and_on_characters(text in pieces(), spelled: bool) {
        let mut end = 0;
        for found in numbers_with(&text, Options { spelled }) {
            prop_assert!(end <= found.span.start && found.span.start < found.span.end);
            prop_assert!(text.get(found.span.range()).is_some());
            end = found.span.end;
        }
    }

    #[test]
    fn other_digits_have_the_same_values(text in "[0-9., ]{0,20}", zero in prop::sample::select(vec![0x17E0, 0xE50, 0xED0, 0x1040, 0xFF10])) {
        let shift = |c: char| match c.to_digit(10) {
            Some(digit) => char::from_u32(zero + digit).expect("a digit"),
            None => c,
        };
        let shifted: String = text.chars().map(shift).collect();
        let values = |text: &str| -> Vec<Number> {
            numbers(text).into_iter().map(|found| found.value).collect()
        };
        prop_assert_eq!(values(&text), values(&shifted));
    }

    #[test]
    fn what_is_written_is_read_back(
        value in 0_u64..10_000_000_000,
        decimals in 0_usize..4,
        kind in prop::sample::select(vec![Kind::Cardinal, Kind::Percent, Kind::Ordinal]),
        tag in prop::sample::select(vec!["en", "fr", "km", "th", "lo", "my", "vi", "id", "ms", "zh", "tl"]),
    ) {
        let decimals = if kind == Kind::Ordinal { 0 } else { decimals };
        let number = Number::new(kind, Decimal::read(&format!("{value:04}"), decimals));
        let text = written(&number, &Lang::parse(tag).expect("a tag")).expect("a known language");
        let found = numbers(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert!(found[0].value.matches(&number), "{}", text);
        prop_assert_eq!(found[0].value.kind, kind, "{}", text);
        prop_assert_eq!(found[0].span.range(), 0..text.len());
    }
}
