//! The hash of what is written to files: keys, tokens, units and checksums. XXH3 with 64 bits, the same
//! from one run, machine and version to the next. It finds accidents, not attacks: whoever relies on
//! two things being the same compares the things.

pub(super) use xxhash_rust::xxh3::xxh3_64 as hash;

/// Returns the hash of some bytes and of a number before them.
#[inline]
pub(super) fn hash_after(before: u64, bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(bytes, before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_the_same_everywhere() {
        assert_eq!(hash(b""), 0x2D06_8005_38D3_94C2);
        assert_eq!(hash_after(0, b"Cambodia"), hash(b"Cambodia"));
        assert_ne!(hash_after(1, b"Cambodia"), hash(b"Cambodia"));
    }
}
