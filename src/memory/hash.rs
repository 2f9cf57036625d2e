//! A hash that stays the same from one run, machine and version to the next, for what is written to
//! files: keys, tokens and checksums. It finds accidents, not attacks: whoever relies on two things
//! being the same compares the things.
//!
//! The mixing is that of wyhash (Wang Yi, public domain): a product of 64 by 64 bits, folded.

const FIRST: u64 = 0xA076_1D64_78BD_642F;
const SECOND: u64 = 0xE703_7ED1_A0B4_28DB;
const THIRD: u64 = 0x8EBC_6AF0_9C88_C6E3;

/// Mixes two numbers into one.
#[inline]
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ FIRST) * u128::from(b ^ SECOND);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Returns the hash of some bytes.
#[inline]
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut state = [bytes.len() as u64, THIRD];
    let (fours, rest) = bytes.as_chunks::<64>();
    if !fours.is_empty() {
        state[0] ^= hash_fours(fours);
    }
    let mut pairs = rest.chunks_exact(16);
    for pair in &mut pairs {
        let (a, b) = pair.split_at(8);
        state[0] = mix(state[0] ^ word(a), word(b));
    }
    for rest in pairs.remainder().chunks(8) {
        state[1] = mix(state[1] ^ word(rest), FIRST);
    }
    mix(state[0], state[1])
}

/// Hashes in four lanes, none of which waits for another: a product takes several steps of time.
fn hash_fours(fours: &[[u8; 64]]) -> u64 {
    let mut lanes = [FIRST, SECOND, THIRD, 0];
    for four in fours {
        let (pairs, _) = four.as_chunks::<16>();
        for (lane, pair) in lanes.iter_mut().zip(pairs) {
            let (a, b) = pair.split_at(8);
            *lane = mix(*lane ^ word(a), word(b));
        }
    }
    mix(mix(lanes[0], lanes[1]), mix(lanes[2], lanes[3]))
}

/// Reads up to eight bytes, the lowest first.
#[inline]
fn word(bytes: &[u8]) -> u64 {
    if let Ok(bytes) = bytes.try_into() {
        return u64::from_le_bytes(bytes);
    }
    bytes
        .iter()
        .rev()
        .fold(0, |word, &byte| word << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_the_same_everywhere() {
        assert_eq!(hash(b""), 17_949_424_982_045_416_162);
        assert_eq!(hash(b"The Kingdom of Cambodia"), 8_264_176_501_338_349_509);
    }

    #[test]
    fn no_length_and_no_place_is_overlooked() {
        let mut texts: Vec<Vec<u8>> = (0..200).map(|len| vec![b'a'; len]).collect();
        for place in 0..200 {
            let mut text = vec![b'a'; 200];
            text[place] = b'b';
            texts.push(text);
        }
        let hashes: std::collections::BTreeSet<u64> = texts.iter().map(|text| hash(text)).collect();
        assert_eq!(hashes.len(), texts.len());
    }
}
