//! Write then read, as properties.

use chancery::format::tmx::Settings;
use chancery::model::{LangCode, TranslationUnit, Variant};
use chancery::text::Lang;
use proptest::collection::vec;
use proptest::prelude::*;

use super::units::{as_held, numbered, text, unit};
use super::{everything, read_back, written};

proptest! {
    #[test]
    fn units_with_everything(units in vec(unit(), 0..6)) {
        let units = numbered(units);
        let (bytes, summary) = written(everything(), &units);
        let expected: Vec<TranslationUnit> = units.iter().filter_map(as_held).collect();
        prop_assert_eq!(summary.written, expected.len());
        prop_assert_eq!(summary.written + summary.empty + summary.without_target, units.len());
        prop_assert_eq!(&read_back(&bytes), &expected);
        // What was read is written as it was.
        prop_assert_eq!(written(everything(), &expected).0, bytes);
    }

    #[test]
    fn pairs_of_text(texts in vec((text(), text()), 1..6)) {
        let lang = |tag| Lang::parse(tag).unwrap();
        let (en, km) = (lang("en"), lang("km"));
        let units: Vec<_> = texts
            .into_iter()
            .map(|(source, target)| TranslationUnit::pair((&en, source), (&km, target)))
            .collect();
        let (bytes, summary) = written(Settings::new(en.clone(), km.clone()), &units);
        let pair = |unit: &TranslationUnit| -> Vec<String> {
            unit.variants.iter().map(|variant| variant.seg.plain_text().into_owned()).collect()
        };
        let expected: Vec<_> = units.iter().filter_map(as_held).map(|unit| pair(&unit)).collect();
        let found: Vec<_> = read_back(&bytes).iter().map(pair).collect();
        prop_assert_eq!(summary.written, found.len());
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_encoding_makes_no_difference(units in vec(unit(), 1..3), big in any::<bool>(), mark in any::<bool>()) {
        let (bytes, _) = written(everything(), &numbered(units));
        let text = String::from_utf8(bytes.clone()).unwrap();
        let mark = if mark { "\u{FEFF}" } else { "" };
        let wide: Vec<u8> = mark
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        prop_assert_eq!(read_back(&wide), read_back(&bytes));
    }
}

#[test]
fn codes_at_export_are_the_users() {
    let lang = |tag| Lang::parse(tag).unwrap();
    let unit = TranslationUnit {
        variants: vec![
            Variant::new(LangCode::new("KM"), "b".into()),
            Variant::new(LangCode::new("en"), "a".into()),
        ],
        ..TranslationUnit::default()
    };
    let (bytes, _) = written(Settings::new(lang("en-US"), lang("km-KH")), &[unit]);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("srclang=\"en-US\""), "{text}");
    let (source, target) = (
        text.find("<tuv xml:lang=\"en-US\"><seg>a").unwrap(),
        text.find("<tuv xml:lang=\"km-KH\"><seg>b").unwrap(),
    );
    assert!(source < target);
}
