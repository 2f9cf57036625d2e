use proptest::prelude::*;

use super::*;
use crate::text::number::{Decimal, Notation};

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
