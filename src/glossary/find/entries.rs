//! What a hit may stand for: nearly always one term, which needs no memory of its own.

use std::ops::Deref;

use super::Entry;

/// One or more terms, as a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries(Kept);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept {
    One(Entry),
    Several(Box<[Entry]>),
}

impl From<&[Entry]> for Entries {
    fn from(entries: &[Entry]) -> Entries {
        Entries(match entries {
            &[entry] => Kept::One(entry),
            several => Kept::Several(several.into()),
        })
    }
}

impl Deref for Entries {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        match &self.0 {
            Kept::One(entry) => std::slice::from_ref(entry),
            Kept::Several(several) => several,
        }
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
