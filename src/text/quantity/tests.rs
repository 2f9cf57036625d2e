use std::io::Write;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::text::date::Civil;
use crate::text::number::{Decimal, Notation};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");

/// Reads a file of the evaluation data, or says that it is not there.
fn data(name: &str) -> Option<String> {
    let path = Path::new(DATA).join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        say(&format!(
            "not there, nothing is measured: {}",
            path.display()
        ));
    }
    text
}

fn say(line: &str) {
    // A test that cannot say what it measures has still measured it.
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn told(text: &str) -> Vec<String> {
    let tell = |found: Found<Quantity>| match found.value {
        Quantity::Date(_) => format!("date {}", &text[found.span.range()]),
        Quantity::Number(number) => format!("{} {}", number.value, &text[found.span.range()]),
    };
    quantities(text, Options::default())
        .into_iter()
        .map(tell)
        .collect()
}

#[test]
fn numbers_of_dates_are_told_once() {
    assert_eq!(
        told("No. 5: 18–19 June 2024, 2 experts, by 31 May 2024"),
        [
            "5 5",
            "date 18",
            "date 19 June 2024",
            "2 2",
            "date 31 May 2024"
        ]
    );
    assert_eq!(
        told("ថ្ងៃទី២២ ខែមេសា ឆ្នាំ២០២៥ លើកទី៣៧"),
        ["date ថ្ងៃទី២២ ខែមេសា ឆ្នាំ២០២៥", "37 លើកទី៣៧"]
    );
}

#[test]
fn a_year_is_a_year_with_or_without_the_word() {
    let first = |text: &str| quantities(text, Options::default()).swap_remove(0).value;
    assert!(first("ឆ្នាំ២០២៥").matches(&first("in 2025")));
    assert!(first("พ.ศ. ๒๕๖๗").matches(&first("2024")));
    assert!(!first("ឆ្នាំ២០២៥").matches(&first("2026")));
    assert!(!first("22 April 2025").matches(&first("2025")));
}

proptest! {
    #[test]
    fn every_byte_is_told_once(text in "([0-9]{1,4}|[ ,./-]| June |ខែមេសា|ឆ្នាំ|年|月|日| million|IV|[0-9៣៧]|\\PC){0,20}", spelled: bool) {
        let mut end = 0;
        for found in quantities(&text, Options { spelled }) {
            prop_assert!(end <= found.span.start && found.span.start < found.span.end);
            prop_assert!(text.get(found.span.range()).is_some());
            end = found.span.end;
        }
    }
}

/// Returns the civil dates of a document, as `year-month-day` with `_` for what it does not say.
fn civil_dates(name: &str) -> Option<Vec<String>> {
    let part = |part: Option<u16>| part.map_or("_".to_owned(), |part| part.to_string());
    let tell = |civil: &Civil| {
        let (month, day) = (civil.month.map(u16::from), civil.day.map(u16::from));
        format!("{}-{}-{}", part(civil.year), part(month), part(day))
    };
    let text = data(&format!("documents/{name}.txt"))?;
    let dates = date::dates(&text).into_iter();
    let civil =
        dates.filter(|found| found.value.lunar().is_none() && found.value.years().next().is_none());
    Some(
        civil
            .map(|found| {
                found
                    .value
                    .readings()
                    .iter()
                    .map(tell)
                    .collect::<Vec<_>>()
                    .join("|")
            })
            .collect(),
    )
}

#[test]
fn dates_of_the_documents_are_equal_across_languages() {
    let remarks = ["2023-11-9", "1953-11-9", "1999-4-30"];
    let note = ["2024-6-18", "2024-6-19", "2024-5-31", "2024-5-6"];
    let cases: [(&str, &[&str]); 10] = [
        ("doc-ambassador-remarks.en", &remarks),
        ("doc-ambassador-remarks.km", &remarks),
        ("doc-note-verbale.en", &note),
        ("doc-note-verbale.fr", &note),
        ("doc-note-verbale.th", &note),
        // The Khmer note says `before the first of June`.
        (
            "doc-note-verbale.km",
            &["2024-6-18", "2024-6-19", "2024-6-1", "2024-5-6"],
        ),
        ("seed-article.en", &["_-1-14", "_-2-1", "_-2-6"]),
        ("seed-article.km", &["_-1-14", "_-2-1", "_-2-6"]),
        (
            "seed-press-release.en",
            &["2025-4-22", "2025-7-_", "2025-4-23"],
        ),
        (
            "seed-press-release.km",
            &["2025-4-22", "2025-7-_", "2025-4-23"],
        ),
    ];
    for (name, expected) in cases {
        if let Some(found) = civil_dates(name) {
            assert_eq!(found, expected, "{name}");
        }
    }
}

#[test]
fn the_lunar_line_of_a_letter_is_one_date() {
    let Some(text) = data("documents/seed-press-release.km.txt") else {
        return;
    };
    let lunar: Vec<_> = date::dates(&text)
        .into_iter()
        .filter_map(|found| found.value.lunar().copied())
        .collect();
    assert_eq!(lunar.len(), 1);
    assert_eq!((lunar[0].day, lunar[0].waning), (11, true));
    assert_eq!(lunar[0].buddhist_year, Some(2568));
}

/// Counts the pairs of lines with quantities, those in which all quantities have their equals, and
/// those where words for numbers on the other side make up for what has none.
#[derive(Default)]
struct Agreement {
    pairs: usize,
    agreed: usize,
    agreed_with_words: usize,
}

impl Agreement {
    fn add(&mut self, source: &str, target: &str) {
        let plain = [source, target].map(|text| binding(text, Options::default()));
        if plain.iter().all(Vec::is_empty) {
            return;
        }
        self.pairs += 1;
        let [left, right] = &plain;
        if all_matched(left, right) && all_matched(right, left) {
            self.agreed += 1;
            self.agreed_with_words += 1;
            return;
        }
        let spelled = [source, target].map(|text| binding(text, Options { spelled: true }));
        let is_made_up = all_matched(left, &spelled[1]) && all_matched(right, &spelled[0]);
        self.agreed_with_words += usize::from(is_made_up);
    }

    fn percent(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.pairs.max(1) as f64
    }
}

fn binding(text: &str, options: Options) -> Vec<Quantity> {
    let found = quantities(text, options)
        .into_iter()
        .map(|found| found.value);
    found.filter(Quantity::is_binding).collect()
}

/// Tells whether each quantity has an equal of its own among the others.
fn all_matched(quantities: &[Quantity], others: &[Quantity]) -> bool {
    let mut taken = vec![false; others.len()];
    quantities.iter().all(|quantity| {
        let free = (0..others.len()).find(|&i| !taken[i] && quantity.matches(&others[i]));
        free.map(|i| taken[i] = true).is_some()
    })
}

/// A language, and the percentages below which agreement must not fall.
type Floor = (&'static str, f64, f64);

/// Parallel texts, and for each language the percentage of pairs that agree at least, without and
/// with words for numbers. Much of what is left is of the translators: miles as kilometres, sums
/// that are wrong, Burmese in Zawgyi.
const FLOORS: &[(&str, &[Floor])] = &[
    (
        "ntrex128/ntrex",
        &[
            ("fr", 84.0, 90.0),
            ("id", 97.0, 97.0),
            ("km", 75.0, 92.0),
            ("lo", 79.0, 97.0),
            ("ms", 96.0, 98.0),
            ("my", 58.0, 67.0),
            ("th", 94.0, 96.0),
            ("tl", 98.0, 98.0),
            ("vi", 89.0, 94.0),
            ("zh", 84.0, 95.0),
        ],
    ),
    (
        "flores200/flores",
        &[
            ("fr", 82.0, 89.0),
            ("id", 87.0, 91.0),
            ("km", 94.0, 98.0),
            ("lo", 99.0, 99.0),
            ("ms", 94.0, 95.0),
            ("my", 92.0, 93.0),
            ("th", 77.0, 94.0),
            ("tl", 97.0, 97.0),
            ("vi", 89.0, 93.0),
            ("zh", 75.0, 92.0),
        ],
    ),
    (
        "tico19/tico",
        &[
            ("fr", 98.0, 98.0),
            ("id", 96.0, 96.0),
            ("km", 96.0, 98.0),
            ("ms", 96.0, 97.0),
            ("my", 97.0, 97.0),
            ("tl", 97.0, 97.0),
            ("zh", 90.0, 95.0),
        ],
    ),
    (
        "sdg/sdg",
        &[
            ("fr", 96.0, 96.0),
            ("km", 90.0, 92.0),
            ("lo", 90.0, 92.0),
            ("my", 71.0, 83.0),
            ("zh", 93.0, 94.0),
        ],
    ),
    (
        "udhr/udhr",
        &[
            ("fr", 95.0, 99.0),
            ("id", 99.0, 99.0),
            ("km", 99.0, 99.0),
            ("th", 99.0, 99.0),
        ],
    ),
];

#[test]
fn numbers_of_translations_agree() {
    for (name, languages) in FLOORS {
        let Some(english) = data(&format!("bitext/{name}.en")) else {
            return;
        };
        for (lang, floor, floor_with_words) in *languages {
            let Some(other) = data(&format!("bitext/{name}.{lang}")) else {
                return;
            };
            let mut agreement = Agreement::default();
            for (source, target) in pairs(name, lang, &english, &other) {
                agreement.add(&source, &target);
            }
            let plain = agreement.percent(agreement.agreed);
            let with_words = agreement.percent(agreement.agreed_with_words);
            let pairs = agreement.pairs;
            say(&format!(
                "{name} en-{lang}: {pairs} pairs, {plain:.1} %, with words {with_words:.1} %"
            ));
            assert!(
                plain >= *floor && with_words >= *floor_with_words,
                "{name} {lang}"
            );
        }
    }
}

/// Pairs the lines of two texts, by number or by the beads that are given for them.
fn pairs(name: &str, lang: &str, english: &str, other: &str) -> Vec<(String, String)> {
    let (english, other): (Vec<&str>, Vec<&str>) =
        (english.lines().collect(), other.lines().collect());
    let Some(beads) = name
        .starts_with("udhr")
        .then(|| data(&format!("bitext/udhr/gold.en-{lang}.tsv")))
        .flatten()
    else {
        let lines = english.iter().zip(&other);
        return lines
            .map(|(source, target)| ((*source).to_owned(), (*target).to_owned()))
            .collect();
    };
    let join = |lines: &[&str], numbers: &str| -> String {
        let numbers = numbers
            .split(',')
            .filter_map(|number| number.trim().parse::<usize>().ok());
        let picked: Vec<&str> = numbers
            .filter_map(|number| lines.get(number - 1).copied())
            .collect();
        picked.join("\n")
    };
    let beads = beads.lines().filter_map(|bead| bead.split_once('\t'));
    beads
        .map(|(source, target)| (join(&english, source), join(&other, target)))
        .collect()
}

#[test]
fn quantities_are_written_in_the_other_language() {
    let khmer = Lang::parse("km").expect("a tag");
    let texts = |text: &str| -> Vec<Option<String>> {
        let found = quantities(text, Options::default()).into_iter();
        found.map(|found| found.value.written(&khmer)).collect()
    };
    assert_eq!(
        texts("On 22 April 2025, 5% of 1,200 at the 37th"),
        ["ថ្ងៃទី២២ ខែមេសា ឆ្នាំ២០២៥", "៥%", "១២០០", "ទី៣៧"].map(|text| Some(text.to_owned()))
    );
}

#[test]
fn words_do_not_change_what_digits_say() {
    let text = "two of 12 states";
    let found = quantities(text, Options { spelled: true });
    let number = |at: usize| match &found[at].value {
        Quantity::Number(number) => (number.value.clone(), number.notation),
        Quantity::Date(_) => panic!("a date"),
    };
    assert_eq!(number(0), (Decimal::from(2), Notation::Words));
    assert_eq!(number(1), (Decimal::from(12), Notation::Digits));
}
