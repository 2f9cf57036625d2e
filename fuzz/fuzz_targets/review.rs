//! A review that is read covers its texts, and is read again as it was written.
#![no_main]

use chancery::format::review::Review;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(review) = Review::read(text) else {
        return;
    };
    let last = |side: fn(&chancery::format::review::Bead) -> usize| {
        review.beads.last().map_or(0, side)
    };
    assert_eq!(last(|bead| bead.source[1]), review.source.segments.len());
    assert_eq!(last(|bead| bead.target[1]), review.target.segments.len());
    assert!(review.write_page(&mut Vec::new()).is_ok());
});
