//! Identifiers of units: plain ASCII, no two alike in a file, the same for the same content in every
//! run and on every machine.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::summary::Summary;

/// Longest `tuid` that is taken over, in bytes.
const LONGEST: usize = 255;

/// The identifiers given so far: for the hash of each, the number that its next namesake gets.
///
/// Two identifiers that share a hash are taken for one; the later gets a number that it did not
/// need, and no two are ever alike.
#[derive(Default)]
pub(super) struct Tuids(FxHashMap<u64, u32>);

impl Tuids {
    /// Returns the identifier that the unit has, when it can be used, else one made of the hash of
    /// its content; with a number behind it when that is taken.
    pub(super) fn issue<'a>(
        &mut self,
        own: Option<&'a str>,
        content: u64,
        summary: &mut Summary,
    ) -> Cow<'a, str> {
        let usable = |tuid: &&str| {
            !tuid.is_empty()
                && tuid.len() <= LONGEST
                && tuid.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        };
        let wanted = match own.filter(usable) {
            Some(tuid) => Cow::Borrowed(tuid),
            None => Cow::Owned(format!("{content:016x}")),
        };
        let issued = self.distinct(wanted);
        let changed = own.is_some_and(|tuid| tuid != issued);
        summary.new_tuids += usize::from(changed);
        issued
    }

    fn distinct<'a>(&mut self, wanted: Cow<'a, str>) -> Cow<'a, str> {
        let key = ContentHash::of(wanted.as_bytes());
        let Some(next) = self.0.get(&key).copied() else {
            self.0.insert(key, 2);
            return wanted;
        };
        let mut number = next;
        loop {
            let numbered = format!("{wanted}-{number}");
            number = number.saturating_add(1);
            let numbered_key = ContentHash::of(numbered.as_bytes());
            if !self.0.contains_key(&numbered_key) {
                self.0.insert(numbered_key, 2);
                self.0.insert(key, number);
                return Cow::Owned(numbered);
            }
        }
    }
}

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo): the same on every machine and in every version.
pub(super) struct ContentHash(u64);

impl ContentHash {
    pub(super) fn new() -> Self {
        ContentHash(0xcbf2_9ce4_8422_2325)
    }

    fn of(bytes: &[u8]) -> u64 {
        let mut hash = ContentHash::new();
        hash.add(bytes);
        hash.value()
    }

    /// Adds a part; where it ends counts too.
    pub(super) fn add(&mut self, part: &[u8]) {
        for byte in part.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub(super) fn value(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv1a() {
        // The published vector for "foobar", to which the end mark is added.
        let foobar: u64 = 0x8594_4171_f739_67e8;
        let marked = foobar.wrapping_mul(0x0000_0100_0000_01b3);
        assert_eq!(ContentHash::of(b"foobar"), marked);
    }

    #[test]
    fn many_namesakes_are_told_apart() {
        let mut tuids = Tuids::default();
        let mut summary = Summary::default();
        for number in 2..20_000 {
            tuids.issue(Some(&format!("a-{number}")), 0, &mut summary);
        }
        for _ in 0..20_000 {
            tuids.issue(Some("a"), 0, &mut summary);
        }
        assert_eq!(summary.new_tuids, 19_999);
        let last = tuids.issue(Some("a"), 0, &mut summary);
        assert_eq!(last, "a-39999");
    }
}
