//! Keys: folding twice is folding once, and every place in the key leads back into the text.
#![no_main]

use chancery::text::fold::{Level, fold};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for level in [Level::Exact, Level::Canonical, Level::Match] {
        let once = fold(text, level);
        let twice = fold(&once.key, level);
        assert_eq!(once.key, twice.key);
    }
});
