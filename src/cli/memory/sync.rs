//! `chancery memory sync`: the memory of a project gets what is in the project's folder of TMX files,
//! and loses what is no longer there. Every command that asks the project's memory does the same first;
//! files that have the size and the time that they had are not read.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context, bail};
use clap::Args;

use super::super::memories::{self, Place};
use super::super::session::{self, Session};
use super::super::{Outcome, count};
use super::import;
use crate::desk::project::make_folder;
use crate::format::bitext::{self, Format};
use crate::memory::store::{Added, FileRow};
use crate::memory::{Access, Memory, StoreError};

/// Brings the project's memory in step with the TMX files in its folder tmx/.
///
/// Changed files are read again, and units of files that are gone are taken out. Look-ups do the same
/// by themselves.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery memory sync")]
pub(in crate::cli) struct SyncArgs {
    /// Read all files again, also those that seem unchanged
    #[arg(long)]
    all: bool,
}

/// A file was changed so shortly ago that it may be changed once more without a later time.
const FRESH: Duration = Duration::from_secs(2);

/// A file to be read.
struct Changed {
    path: PathBuf,
    name: String,
    size: u64,
    /// Nanoseconds since 1970, 0 for one that has to be read again the next time.
    modified: i64,
}

pub(super) fn run(args: &SyncArgs, session: &Session) -> anyhow::Result<Outcome> {
    let Some(place) = memories::project_place(session)? else {
        bail!("there is no project here; make a folder tmx/ with TMX files in it");
    };
    make_folder(&place.memory)?;
    let mut memory = Memory::open(&place.memory, Access::Write)?;
    let (added, problems) = sync(&mut memory, &place.tmx, args.all, session)?;
    memories::say(&mut memory, session);
    let files = memory
        .store()
        .files()?
        .iter()
        .filter(|row| row.seen.is_some())
        .count();
    session.note(&format!(
        "{}: {}, {}",
        place.memory.display(),
        count(files, "file"),
        import::said(added)
    ));
    Ok(if problems > 0 {
        Outcome::Partial
    } else {
        Outcome::Clean
    })
}

/// Opens the memory of a project in step with its files; where it cannot be changed, as it is.
pub(in crate::cli) fn quietly(place: &Place, session: &Session) -> anyhow::Result<Memory> {
    if !place.memory.exists() {
        make_folder(&place.memory)?;
        Memory::open(&place.memory, Access::Write)?;
    }
    let mut memory = Memory::open(&place.memory, Access::Read)?;
    match sync(&mut memory, &place.tmx, false, session) {
        Ok((added, _)) if added != Added::default() => {
            session.note(&format!("{}: {}", place.tmx.display(), import::said(added)));
        }
        Ok(_) => {}
        Err(error) if matches!(error.downcast_ref(), Some(StoreError::ReadOnly(_))) => {
            session.warn(&format!(
                "{error:#}; it may lack what is new in {}",
                place.tmx.display()
            ));
        }
        Err(error) => return Err(error),
    }
    memories::say(&mut memory, session);
    Ok(memory)
}

/// Brings a memory in step with a folder; returns what was changed, and how many units could not be
/// read.
fn sync(
    memory: &mut Memory,
    folder: &Path,
    all: bool,
    session: &Session,
) -> anyhow::Result<(Added, usize)> {
    let known = memory.store().files()?;
    let (changed, there) = changed(folder, if all { &[] } else { &known })?;
    let gone: Vec<&FileRow> = (known.iter())
        .filter(|row| row.seen.is_some() && !there.contains(&row.name))
        .collect();
    let mut sum = Added::default();
    let mut problems = 0;
    if changed.is_empty() && gone.is_empty() {
        return Ok((sum, problems));
    }
    let progress = session.progress();
    let mut langs = Vec::new();
    let mut change = memory.store_mut().change()?;
    for row in gone {
        let replaced = change.begin_file(&row.name)?;
        sum.removed += change.end_file(replaced)?;
        change.forget_file(&row.name)?;
    }
    for file in &changed {
        progress.show(&format!("{}: reading", file.name));
        let options = bitext::Options::default();
        let mut replaced = change.begin_file(&file.name)?;
        let read = memories::read(&file.path, &options, session, &mut |units| {
            let added = change.keep_units(&mut replaced, units)?;
            sum.added += added.added;
            sum.empty += added.empty;
            let first = units.first().and_then(|unit| unit.variants.first());
            langs.extend(first.and_then(|variant| variant.lang.lang().ok()).cloned());
            Ok(())
        });
        match read {
            Ok(0) => {}
            // What could not be read may be there still: nothing of the file is taken out, and it
            // is read again the next time.
            Ok(unread) => {
                problems += unread;
                continue;
            }
            Err(error) if error.downcast_ref::<StoreError>().is_some() => return Err(error),
            // One bad file must not cost the others.
            Err(error) => {
                session.error(&error);
                problems += 1;
                continue;
            }
        }
        sum.removed += change.end_file(replaced)?;
        change.mark_seen(&file.name, file.size, file.modified)?;
    }
    if change.finish()? {
        progress.show("making the index");
        memory.refresh(&langs)?;
    }
    Ok((sum, problems))
}

/// Returns the files of a folder that are not as they were, and the names of all.
fn changed(folder: &Path, known: &[FileRow]) -> anyhow::Result<(Vec<Changed>, BTreeSet<String>)> {
    let mut changed = Vec::new();
    let mut names = BTreeSet::new();
    if !folder.is_dir() {
        return Ok((changed, names));
    }
    let place = || folder.display().to_string();
    let mut paths: Vec<PathBuf> = (std::fs::read_dir(folder).with_context(place)?)
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()
        .with_context(place)?;
    paths.sort();
    for path in paths {
        if Format::of(&path) != Some(Format::Tmx) || !path.is_file() {
            continue;
        }
        let name = format!(
            "tmx/{}",
            path.file_name().unwrap_or_default().to_string_lossy()
        );
        let metadata = path
            .metadata()
            .with_context(|| path.display().to_string())?;
        let (size, modified) = (metadata.len(), modified(&metadata));
        names.insert(name.clone());
        let row = known.iter().find(|row| row.name == name);
        if row.and_then(|row| row.seen) != Some((size, modified)) || modified == 0 {
            changed.push(Changed {
                path,
                name,
                size,
                modified,
            });
        }
    }
    Ok((changed, names))
}

/// Returns when a file was changed, or 0 where that does not tell it from what it may be soon.
fn modified(metadata: &Metadata) -> i64 {
    let since = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let Some(since) = since else { return 0 };
    let now = Duration::try_from(session::now().duration_since(jiff::Timestamp::UNIX_EPOCH));
    let is_fresh = now.is_ok_and(|now| now < since + FRESH);
    if is_fresh {
        return 0;
    }
    i64::try_from(since.as_nanos()).unwrap_or(0)
}
