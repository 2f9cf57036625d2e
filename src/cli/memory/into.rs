//! `chancery align … --into MEMORY`: alignments go into a memory without a file between. Aligning the
//! same documents again puts the new units in the place of the old ones.

use std::path::Path;

use super::super::memories;
use super::super::session::{self, Session};
use super::import;
use crate::desk::Aligned;
use crate::desk::align::UnitOptions;
use crate::memory::store::Added;
use crate::memory::{Access, Memory};

/// Puts the beads with both sides and enough confidence into a memory, with the segments around them.
pub(in crate::cli) fn store(
    path: &Path,
    aligned: &[Aligned],
    min_confidence: f64,
    session: &Session,
) -> anyhow::Result<()> {
    let path = memories::to_change(Some(path), session)?;
    let mut memory = Memory::open(&path, Access::Write)?;
    let date = session::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut sum = Added::default();
    let mut change = memory.store_mut().change()?;
    for one in aligned {
        let options = UnitOptions {
            min_confidence,
            context: true,
        };
        let units = one.units(options, &date);
        let documents = [&one.source, &one.target].map(|input| input.path.display().to_string());
        let mut replaced = change.begin_file(&documents.join(" + "))?;
        sum += change.keep_units(&mut replaced, &units)?;
        sum.removed += change.end_file(replaced)?;
    }
    change.finish()?;
    let langs: Vec<_> = aligned
        .iter()
        .take(1)
        .map(|one| one.source.lang.clone())
        .collect();
    memory.refresh(&langs)?;
    memories::say(&mut memory, session);
    session.note(&format!("{}: {}", path.display(), import::said(sum)));
    Ok(())
}
