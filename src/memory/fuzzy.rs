//! How alike two segments are: the part of the tokens of the longer one that need no edit, in
//! percent, rounded down. An edit puts in, takes out or replaces one token; letters count as small,
//! punctuation marks and numbers count like words. Knows nothing of texts: tokens are numbers. What
//! is below the threshold that is asked for is told by bounds that never reject too much, most of it
//! without a look at the tokens.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

/// Most tokens of a segment that is compared; longer ones are found when they are the same only.
pub const LONGEST: usize = 4096;

/// A set of tokens in 128 bits, one for each token; some tokens share theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signature(u128);

impl Signature {
    pub(super) fn from_bytes(bytes: [u8; 16]) -> Self {
        Signature(u128::from_le_bytes(bytes))
    }

    pub(super) fn to_bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }
}

impl FromIterator<u32> for Signature {
    fn from_iter<I: IntoIterator<Item = u32>>(tokens: I) -> Self {
        // The upper bits of a product with 2^32 / golden ratio: neighbours fall far apart.
        let bit = |token: u32| 1_u128 << (token.wrapping_mul(0x9E37_79B9) >> 25);
        Signature(tokens.into_iter().fold(0, |bits, token| bits | bit(token)))
    }
}

/// Returns the part of `longest` tokens that `distance` edits leave, in percent rounded down.
///
/// ```
/// use chancery::memory::fuzzy::similarity;
///
/// assert_eq!(similarity(1, 3), 66);
/// ```
pub fn similarity(distance: usize, longest: usize) -> u8 {
    let same = longest.saturating_sub(distance);
    (same * 100).checked_div(longest).unwrap_or(100) as u8
}

/// Returns the most edits with which a segment still reaches a threshold in percent.
pub(super) fn most_edits(longest: usize, threshold: u8) -> usize {
    longest * usize::from(100 - threshold.min(100)) / 100
}

/// A segment made ready to be compared with many others.
///
/// Distances are those of Levenshtein, computed 64 tokens at a time: G. Myers, A fast bit-vector
/// algorithm for approximate string matching, JACM 46 (1999), with the blocks and the distance of
/// whole texts of H. Hyyrö (2003).
#[derive(Clone, Debug)]
pub struct Pattern {
    len: usize,
    /// Tokens that no other segment has.
    unknown: usize,
    signature: Signature,
    /// Where the places of a token start in `places`.
    rows: FxHashMap<u32, usize>,
    /// For each token the places where it stands, a bit for each, in as many words as `len` takes.
    places: Vec<u64>,
}

impl Pattern {
    /// Takes the tokens of a segment, none for a token that occurs nowhere else.
    pub fn new(tokens: &[Option<u32>]) -> Self {
        let words = tokens.len().div_ceil(64);
        let mut rows = FxHashMap::default();
        // The first row is for tokens that do not occur.
        let mut places = vec![0; words];
        for (place, token) in tokens.iter().enumerate() {
            let Some(token) = *token else { continue };
            let row = *rows.entry(token).or_insert_with(|| {
                places.resize(places.len() + words, 0);
                places.len() - words
            });
            places[row + place / 64] |= 1 << (place % 64);
        }
        Pattern {
            len: tokens.len(),
            unknown: tokens.iter().filter(|token| token.is_none()).count(),
            signature: tokens.iter().copied().flatten().collect(),
            rows,
            places,
        }
    }

    /// Returns how many tokens a segment must have that is to reach a threshold, in percent from 1.
    pub fn lengths(&self, threshold: u8) -> RangeInclusive<usize> {
        let threshold = usize::from(threshold.clamp(1, 100));
        (self.len * threshold).div_ceil(100)..=self.len * 100 / threshold
    }

    /// Tells whether a segment of `len` tokens with a signature may reach a threshold.
    pub fn may_reach(&self, threshold: u8, len: usize, signature: Signature) -> bool {
        self.least_edits(signature) <= most_edits(self.len.max(len), threshold)
    }

    /// Returns how like a segment is, in percent, if it reaches the threshold.
    pub fn score(&self, tokens: &[u32], threshold: u8) -> Option<u8> {
        let longest = self.len.max(tokens.len());
        let distance = self.distance(tokens, most_edits(longest, threshold))?;
        Some(similarity(distance, longest))
    }

    /// Returns a number of edits that the distance is not below: every token that the other segment
    /// lacks needs one. Tokens that share a bit only make it smaller.
    pub(super) fn least_edits(&self, other: Signature) -> usize {
        let (own, other) = (self.signature.0, other.0);
        let missing = (own & !other).count_ones() as usize + self.unknown;
        missing.max((other & !own).count_ones() as usize)
    }

    /// Returns the least number of edits between the segments, if it is at most `most`.
    fn distance(&self, tokens: &[u32], most: usize) -> Option<usize> {
        if self.len.abs_diff(tokens.len()) > most {
            return None;
        }
        let words = self.len.div_ceil(64);
        let Some(last) = words.checked_sub(1) else {
            return Some(tokens.len());
        };
        let last_bit = (self.len - 1) % 64;
        // Where the distance grows, and where it shrinks, from one row to the next.
        let mut columns = vec![(u64::MAX, 0_u64); words];
        let mut distance = self.len;
        for (done, token) in tokens.iter().enumerate() {
            let row = self.rows.get(token).copied().unwrap_or(0);
            let places = &self.places[row..row + words];
            let (mut more, mut less) = (1, 0);
            for (word, (column, &same)) in columns.iter_mut().zip(places).enumerate() {
                let (down, up) = *column;
                let same = same | less;
                let zero = ((same & down).wrapping_add(down) ^ down) | same | up;
                let right = up | !(zero | down);
                let left = zero & down;
                if word == last {
                    distance += (right >> last_bit & 1) as usize;
                    distance -= (left >> last_bit & 1) as usize;
                }
                let shifted = (right << 1 | more, left << 1 | less);
                (more, less) = (right >> 63, left >> 63);
                *column = (shifted.1 | !(zero | shifted.0), shifted.0 & zero);
            }
            // Each of the tokens that are left takes away one edit at best.
            if distance > most + (tokens.len() - done - 1) {
                return None;
            }
        }
        (distance <= most).then_some(distance)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn pattern(tokens: &[u32]) -> Pattern {
        Pattern::new(&tokens.iter().copied().map(Some).collect::<Vec<_>>())
    }

    fn score(a: &[u32], b: &[u32], threshold: u8) -> Option<u8> {
        pattern(a).score(b, threshold)
    }

    #[test]
    fn percents_are_rounded_down() {
        for (a, b, expected) in [
            (&[1, 2, 3][..], &[1, 2, 3][..], 100),
            (&[1, 2, 3], &[1, 9, 3], 66),
            (&[1, 2, 3, 4], &[1, 7, 2, 3, 4], 80),
            (&[1, 2, 3], &[3, 2, 1], 33),
            (&[1], &[2], 0),
            (&[], &[], 100),
            (&[], &[1], 0),
        ] {
            assert_eq!(score(a, b, 0), Some(expected), "{a:?} {b:?}");
        }
        assert_eq!(score(&[1, 2, 3], &[1, 9, 3], 67), None);
        assert_eq!(similarity(1, 1000), 99);
    }

    #[test]
    fn tokens_that_occur_nowhere_else_are_edits() {
        let pattern = Pattern::new(&[Some(1), None, None, Some(4)]);
        let other = [1, 2, 3, 4];
        let signature: Signature = other.into_iter().collect();
        assert_eq!(pattern.score(&other, 50), Some(50));
        assert_eq!(pattern.score(&other, 51), None);
        assert!(pattern.may_reach(50, 4, signature));
        assert!(!pattern.may_reach(51, 4, signature));
    }

    /// Inserts, replaces and takes away tokens.
    pub(in crate::memory) fn edited(one: &[u32], edits: Vec<(usize, u32, u8)>) -> Vec<u32> {
        let mut other = one.to_vec();
        for (place, token, kind) in edits {
            let place = place % (other.len() + 1);
            match kind {
                0 => other.insert(place, token),
                _ if place == other.len() => {}
                1 => other[place] = token,
                _ => drop(other.remove(place)),
            }
        }
        other
    }

    /// A segment, and one that was made of it by edits or has nothing to do with it.
    fn two_segments() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
        let segment = || vec(0..12_u32, 0..200);
        let edits = vec((0..200_usize, 0..12_u32, 0..3_u8), 0..20);
        let edited = (segment(), edits).prop_map(|(one, edits)| {
            let other = edited(&one, edits);
            (one, other)
        });
        prop_oneof![edited, (segment(), segment())]
    }

    proptest! {
        #[test]
        fn scores_are_those_of_levenshtein((a, b) in two_segments(), threshold in 1..=100_u8) {
            let distance = strsim::generic_levenshtein(&a, &b);
            let expected = similarity(distance, a.len().max(b.len()));
            let wanted = (expected >= threshold).then_some(expected);
            prop_assert_eq!(score(&a, &b, threshold), wanted);
            prop_assert_eq!(score(&b, &a, threshold), wanted);
            if wanted.is_some() && !(a.is_empty() && b.is_empty()) {
                prop_assert!(pattern(&a).lengths(threshold).contains(&b.len()));
                let signature = b.iter().copied().collect();
                prop_assert!(pattern(&a).may_reach(threshold, b.len(), signature));
            }
        }

        #[test]
        fn only_the_same_tokens_are_100((a, b) in two_segments()) {
            prop_assert_eq!(score(&a, &b, 1) == Some(100), a == b);
        }
    }
}
