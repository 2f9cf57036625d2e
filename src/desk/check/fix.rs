//! Fixes made: in the files, or as what they would become. A fix may show another finding, so it goes in
//! rounds; what is between them stays in memory, and a file is written once or not at all.

use std::collections::BTreeMap;

use super::look::look;
use super::scope::Scope;
use super::store::Store;
use crate::desk::fixes::fixes_in;
use crate::desk::{Desk, Result};
use crate::report;

/// So many rounds are enough for what any file has.
const ROUNDS: usize = 8;

/// What a file was and what it is with all fixes made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    /// The file, from the current folder.
    pub path: String,
    /// What it was.
    pub before: Vec<u8>,
    /// What it is to be.
    pub after: Vec<u8>,
}

/// Returns the files that change when everything is fixed, by name.
pub(super) fn fixed(desk: &Desk<'_>, scope: &Scope) -> Result<Vec<FixedFile>> {
    let mut store = Store::default();
    let mut before: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let looked = look(desk, scope, &store)?;
        let mut any = false;
        for file in &looked.files {
            let shown = file.source.path();
            let fixes = fixes_in(&looked.findings, shown);
            let (Some(mark), false) = (file.mark, fixes.is_empty()) else {
                continue;
            };
            let text = file.source.text();
            let after = report::apply(text, fixes);
            if after != text {
                let bytes = |text: &str| format!("{mark}{text}").into_bytes();
                before
                    .entry(shown.to_owned())
                    .or_insert_with(|| bytes(text));
                store.texts.insert(shown.to_owned(), bytes(&after));
                any = true;
            }
        }
        if !any {
            break;
        }
        store.round += 1;
    }
    let files = before.into_iter().filter_map(|(path, before)| {
        let after = store.texts.remove(&path)?;
        Some(FixedFile {
            path,
            before,
            after,
        })
    });
    Ok(files.filter(|file| file.before != file.after).collect())
}
