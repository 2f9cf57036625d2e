//! Fixes made: in the files, or shown as a difference. A fix may show another finding, so it goes in
//! rounds; what is between them stays in memory, and a file is written once or not at all.

use std::collections::BTreeMap;

use similar::TextDiff;

use super::count;
use super::look::look;
use super::scope::Scope;
use super::store::Store;
use crate::cli::output;
use crate::cli::session::Session;
use crate::desk::fixes_in;
use crate::report;

/// So many rounds are enough for what any file has.
const ROUNDS: usize = 8;

/// What a file was and what it is to be.
struct Mended {
    shown: String,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// Mends the files of all scopes.
pub(super) fn fix(scopes: &[Scope], session: &Session) -> anyhow::Result<()> {
    let mut written = 0;
    for scope in scopes {
        for file in mended(scope, session)? {
            let path = scope.path_of(&file.shown);
            output::to_file(&path, |out| Ok(out.write_all(&file.after)?))?;
            written += 1;
        }
    }
    session.note(&format!("{} mended", count(written, "file")));
    Ok(())
}

/// Prints what would be mended, as a unified difference. Returns whether there is any.
pub(super) fn diff(scopes: &[Scope], session: &Session) -> anyhow::Result<bool> {
    let mut all = Vec::new();
    for scope in scopes {
        all.extend(mended(scope, session)?);
    }
    output::to_stdout(session, |out| {
        for file in &all {
            let texts = [&file.before, &file.after].map(|bytes| String::from_utf8_lossy(bytes));
            let diff = TextDiff::from_lines(&*texts[0], &*texts[1]);
            let (old, new) = (format!("a/{}", file.shown), format!("b/{}", file.shown));
            write!(out, "{}", diff.unified_diff().header(&old, &new))?;
        }
        Ok(())
    })?;
    Ok(!all.is_empty())
}

/// Returns the files that change when everything is mended, by name.
fn mended(scope: &Scope, session: &Session) -> anyhow::Result<Vec<Mended>> {
    let mut store = Store::default();
    let mut before: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let looked = look(scope, &store, session)?;
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
    let files = before.into_iter().filter_map(|(shown, before)| {
        let after = store.texts.remove(&shown)?;
        Some(Mended {
            shown,
            before,
            after,
        })
    });
    Ok(files.filter(|file| file.before != file.after).collect())
}
