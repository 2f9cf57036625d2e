//! The bounds, which may not lose a match.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn counted(tokens: &[u32]) -> BTreeMap<u64, usize> {
    let mut found = Vec::new();
    pairs(tokens.iter().copied().map(Some), &mut found);
    sort(&mut found);
    let mut counts = BTreeMap::new();
    for pair in found {
        *counts.entry(pair).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn segments_that_are_alike_share_pairs(
        one in vec(0..6_u32, 1..14),
        edits in vec((0..14_usize, 0..6_u32, 0..3_u8), 0..5),
        threshold in LISTED..=100,
    ) {
        let other = fuzzy::tests::edited(&one, edits);
        let distance = strsim::generic_levenshtein(&one, &other);
        let score = fuzzy::similarity(distance, one.len().max(other.len()));
        if score >= threshold && !other.is_empty() {
            let (a, b) = (counted(&one), counted(&other));
            let same = a.keys().filter(|pair| b.contains_key(pair)).count();
            for len in [one.len(), other.len()] {
                prop_assert!(same >= shared(len, threshold), "{same} of {len}");
            }
        }
    }
}

#[test]
fn the_least_of_all_lengths_counts() {
    // Three tokens share four pairs with three, but only three with four.
    assert_eq!((shared(3, 70), prefix(3, shared(3, 70), 1)), (3, 2));
    for len in 1..200 {
        assert!(shared(len, LISTED) >= 1, "{len}");
    }
}
