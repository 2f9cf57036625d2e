use proptest::prelude::*;

use super::words::WORDS;
use super::*;
use crate::text::Lang;
use crate::text::fold::{Level, fold};

/// Writes what is found as `text=year-month-day`, with the other readings.
fn told(text: &str) -> Vec<String> {
    let part = |part: Option<u16>| part.map_or("_".to_owned(), |part| part.to_string());
    let tell = |civil: &Civil| {
        let month_and_day = [civil.month, civil.day].map(|part| part.map(u16::from));
        format!(
            "{}-{}-{}",
            part(civil.year),
            part(month_and_day[0]),
            part(month_and_day[1])
        )
    };
    let tell = |found: Found<Date>| {
        let readings: Vec<String> = found.value.readings().iter().map(tell).collect();
        format!("{}={}", &text[found.span.range()], readings.join("|"))
    };
    dates(text).into_iter().map(tell).collect()
}

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(&told(text), expected, "{text}");
    }
}

#[test]
fn khmer_dates_have_optional_words_and_spaces() {
    for text in [
        "ថ្ងៃទី២២ ខែមេសា ឆ្នាំ២០២៥",
        "ថ្ងៃទី ២២ ខែ មេសា ឆ្នាំ ២០២៥",
        "ថ្ងៃទី២២ខែមេសាឆ្នាំ២០២៥",
        "ថ្ងៃទី 22 មេសា 2025",
        "ទី២២ ខែមេសា ២០២៥",
        "ថ្ងៃទី\u{200B}២២ ខែ\u{200B}មេ\u{200B}សា ឆ្នាំ ២០២៥",
        "២២ មេសា គ.ស. ២០២៥",
    ] {
        assert_eq!(told(text), [format!("{text}=2025-4-22")], "{text}");
    }
    check(&[
        ("នៅថ្ងៃទី ២៥ តុលា", &["ថ្ងៃទី ២៥ តុលា=_-10-25"]),
        ("ថ្ងៃទី១៨-១៩ ខែមិថុនា", &["ថ្ងៃទី១៨=_-6-18", "១៩ ខែមិថុនា=_-6-19"]),
        ("ខែមេសា ឆ្នាំ២០២៥", &["ខែមេសា ឆ្នាំ២០២៥=2025-4-_"]),
        ("ខែកុម្ភះ ឆ្នាំ២០២៥", &["ខែកុម្ភះ ឆ្នាំ២០២៥=2025-2-_"]),
        ("ក្នុងឆ្នាំ២០២១-២០២៥", &["ឆ្នាំ២០២១=2021-_-_", "២០២៥=2025-_-_"]),
        ("ព.ស. ២៥៦៨", &["ព.ស. ២៥៦៨=2025-_-_|2024-_-_"]),
        ("តុលាការ ៥ តុលាការ", &[]),
        ("២ កញ្ញា ច ៥ ឆ្នាំ", &[]),
        ("ថ្នាក់ទី ២/៣ ថ្ងៃទី១", &[]),
    ]);
}

#[test]
fn lunar_dates_are_told_in_parts() {
    let text = "ថ្ងៃពុធ ១១រោច ខែចេត្រ ឆ្នាំម្សាញ់ សប្តស័ក ព.ស. ២៥៦៨";
    let found = dates(text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span.range(), 0..text.len());
    let expected = Lunar {
        weekday: Some(3),
        day: 11,
        waning: true,
        month: Some(5),
        animal: Some(6),
        stem: Some(7),
        buddhist_year: Some(2568),
    };
    assert_eq!(found[0].value.lunar(), Some(&expected));
    assert!(
        found[0]
            .value
            .matches(&dates(&text.replace(' ', ""))[0].value)
    );
    assert!(!found[0].value.matches(&dates("22 April 2025")[0].value));
    assert!(dates("ថ្ងៃ១៥កើត").is_empty());
}

#[test]
fn dates_of_every_language_are_found() {
    check(&[
        ("on 22 April 2025.", &["22 April 2025=2025-4-22"]),
        ("on April 22nd, 2025, in", &["April 22nd, 2025=2025-4-22"]),
        (
            "this 5th day of April, 2012",
            &["5th day of April, 2012=2012-4-5"],
        ),
        ("In a January 14 letter", &["January 14=_-1-14"]),
        (
            "in July 2025 and Sept. 2026",
            &["July 2025=2025-7-_", "Sept. 2026=2026-9-_"],
        ),
        ("Jan. 5, 2025 was", &["Jan. 5, 2025=2025-1-5"]),
        (
            "18–19 June 2024",
            &["18=2024-6-18", "19 June 2024=2024-6-19"],
        ),
        (
            "June 18-19, 2024",
            &["June 18=2024-6-18", "19, 2024=2024-6-19"],
        ),
        (
            "28 April – 2 May 2025",
            &["28 April=2025-4-28", "2 May 2025=2025-5-2"],
        ),
        ("B.E. 2568", &["B.E. 2568=2025-_-_|2024-_-_"]),
        (
            "les 18 et 19 juin 2024",
            &["18=2024-6-18", "19 juin 2024=2024-6-19"],
        ),
        ("le 1er août 2024", &["1er août 2024=2024-8-1"]),
        ("๒๒ เมษายน ๒๕๖๘", &["๒๒ เมษายน ๒๕๖๘=2025-4-22"]),
        ("22 เม.ย. 2568", &["22 เม.ย. 2568=2025-4-22"]),
        (
            "วันที่ ๑๘-๑๙ มิถุนายน พ.ศ. ๒๕๖๗",
            &["๑๘=2024-6-18", "๑๙ มิถุนายน พ.ศ. ๒๕๖๗=2024-6-19"],
        ),
        ("(ค.ศ. ๒๐๒๑-๒๐๒๕)", &["ค.ศ. ๒๐๒๑=2021-_-_", "๒๐๒๕=2025-_-_"]),
        ("ปี 2567", &["ปี 2567=2024-_-_"]),
        (
            "ວັນທີ 22 ເດືອນ ເມສາ ປີ 2025",
            &["22 ເດືອນ ເມສາ ປີ 2025=2025-4-22"],
        ),
        (
            "2020 ခုနှစ်၊ မတ်လ 11 ရက်နေ့",
            &["2020 ခုနှစ်၊ မတ်လ 11 ရက်နေ့=2020-3-11"],
        ),
        (
            "2020 မတ်လ 1 ရက်မှ 10 ရက်",
            &["2020 မတ်လ 1=2020-3-1", "10 ရက်=2020-3-10"],
        ),
        ("ဧပြီလ ၂၂ ရက်", &["ဧပြီလ ၂၂ ရက်=_-4-22"]),
        (
            "ngày 22 tháng 4 năm 2025",
            &["ngày 22 tháng 4 năm 2025=2025-4-22"],
        ),
        (
            "ngày 8 tháng Giêng, tháng 3/2020",
            &["ngày 8 tháng Giêng=_-1-8", "tháng 3/2020=2020-3-_"],
        ),
        (
            "22 Ogos 2025, tahun 2020",
            &["22 Ogos 2025=2025-8-22", "tahun 2020=2020-_-_"],
        ),
        ("ika-22 ng Abril 2025", &["ika-22 ng Abril 2025=2025-4-22"]),
        ("2025年4月22日", &["2025年4月22日=2025-4-22"]),
        (
            "二〇二五年四月二十二日",
            &["二〇二五年四月二十二日=2025-4-22"],
        ),
        ("6月18日至19日", &["6月18日=_-6-18", "19日=_-6-19"]),
        (
            "2025年4月28日至5月2日",
            &["2025年4月28日=2025-4-28", "5月2日=2025-5-2"],
        ),
        ("2020 年 3 月，3月", &["2020 年 3 月=2020-3-_", "3月=_-3-_"]),
        ("5年，1980年代，3个月", &[]),
    ]);
}

#[test]
fn dates_in_numbers_keep_both_readings() {
    check(&[
        ("22/4/2025", &["22/4/2025=2025-4-22"]),
        ("3/4/2025", &["3/4/2025=2025-4-3|2025-3-4"]),
        ("2025-04-22", &["2025-04-22=2025-4-22"]),
        ("22.4.2025", &["22.4.2025=2025-4-22"]),
        ("22/4/25", &["22/4/25=2025-4-22"]),
        ("22/04/2568", &["22/04/2568=2568-4-22|2025-4-22|2024-4-22"]),
        ("ngày 22/4", &["ngày 22/4=_-4-22"]),
        ("1.2.3, 76/300, 2/3, 32/13/2025, 1187/2024", &[]),
    ]);
    assert!(
        dates("3/4/2025")[0]
            .value
            .matches(&dates("4 March 2025")[0].value)
    );
    assert!(
        !dates("3/4/2025")[0]
            .value
            .matches(&dates("5 March 2025")[0].value)
    );
}

#[test]
fn words_that_are_months_too_need_a_number() {
    check(&[
        ("It may 5 times march 10 miles", &[]),
        ("In March, 4 million people", &[]),
        ("May 5% grow; March 20,000 men; April 15:30", &[]),
        ("COVID-19 March", &[]),
        ("au mois de mai, 5 marsouins", &[]),
        ("the year 5, ปี 5, năm 5", &[]),
    ]);
}

#[test]
fn tables_are_keys() {
    let months = WORDS.months.entries().iter().map(|entry| entry.0);
    let years = WORDS
        .year_marks
        .entries()
        .iter()
        .chain(WORDS.year_endings.entries())
        .map(|entry| entry.0);
    let lists = [
        &WORDS.no_months,
        &WORDS.month_marks,
        &WORDS.month_endings,
        &WORDS.day_marks,
        &WORDS.more_day_marks,
        &WORDS.days,
        &WORDS.between_days,
        &WORDS.until,
    ];
    for word in months
        .chain(years)
        .chain(lists.into_iter().flatten().copied())
    {
        assert_eq!(fold(word, Level::Match).key, word);
        assert_eq!(word.to_lowercase(), word);
    }
}

#[test]
fn dates_of_long_hostile_texts_follow_each_other() {
    for text in [
        "1 ".repeat(300_000),
        "1 and ".repeat(150_000),
        "1-2-".repeat(150_000),
        "1,2,".repeat(150_000),
        "1月".repeat(100_000),
        "1月1、".repeat(60_000),
        "April 1".repeat(80_000),
        "1 April ".repeat(80_000),
        "ឆ្នាំ".repeat(60_000) + "1",
        "一".repeat(300_000),
        "11 រោច ".repeat(40_000),
    ] {
        let mut end = 0;
        for found in dates(&text) {
            assert!(end <= found.span.start && found.span.end <= text.len());
            end = found.span.end;
        }
    }
}

fn date() -> impl Strategy<Value = Date> {
    let year = prop::option::of(1000_u16..2400);
    (year, 1_u8..=12, prop::option::of(1_u8..=31)).prop_map(|(year, month, day)| {
        Date::new(Civil {
            year,
            month: Some(month),
            day,
        })
    })
}

/// Texts of what dates are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,4}",
        "[.,/ -]",
        "[០-៩๐-๙]{1,4}",
        "[年月日至〇一二十]{1,3}",
        prop::sample::select(WORDS.months.entries().to_vec()).prop_map(|entry| entry.0.to_owned()),
        prop::sample::select(WORDS.year_marks.entries().to_vec())
            .prop_map(|entry| entry.0.to_owned()),
        prop::sample::select(WORDS.year_endings.entries().to_vec())
            .prop_map(|entry| entry.0.to_owned()),
        prop::sample::select(WORDS.day_marks.clone()).prop_map(str::to_owned),
        prop::sample::select(WORDS.month_marks.clone()).prop_map(str::to_owned),
        prop::sample::select(WORDS.between_days.clone()).prop_map(str::to_owned),
        "\\PC",
        "[\u{200B}\u{A0}\n]",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_are_in_order_and_on_characters(text in pieces()) {
        let mut end = 0;
        for found in dates(&text) {
            prop_assert!(end <= found.span.start && found.span.start < found.span.end);
            prop_assert!(text.get(found.span.range()).is_some());
            prop_assert!(found.value.lunar().is_some() || !found.value.readings().is_empty());
            end = found.span.end;
        }
    }

    #[test]
    fn what_is_written_is_read_back(
        date in date(),
        tag in prop::sample::select(vec!["en", "fr", "km", "th", "lo", "my", "vi", "id", "ms", "zh", "tl"]),
    ) {
        let civil = date.readings()[0];
        // A month alone is a word in most languages.
        prop_assume!(civil.year.is_some() || civil.day.is_some());
        let text = written(&date, &Lang::parse(tag).expect("a tag")).expect("a known language");
        let found = dates(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(found[0].value.readings(), date.readings(), "{}", text);
        prop_assert_eq!(found[0].span.range(), 0..text.len(), "{}", text);
    }
}
