//! What files hold while fixes are made that are not written yet.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use crate::format::open;

/// What files hold after the fixes that were made so far and not written.
#[derive(Default)]
pub(super) struct Store {
    pub(super) texts: BTreeMap<String, Vec<u8>>,
    pub(super) round: usize,
}

impl Store {
    /// Returns the bytes of a file.
    pub(super) fn bytes(&self, shown: &str, path: &Path) -> io::Result<Vec<u8>> {
        match self.texts.get(shown) {
            Some(bytes) => Ok(bytes.clone()),
            None => bytes_of(path),
        }
    }

    /// Tells whether no fixes were made yet. Documents that are aligned are fixed in one go.
    pub(super) fn is_first(&self) -> bool {
        self.round == 0
    }
}

/// Reads the bytes of a file, unpacked where it is compressed.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open::bytes(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}
