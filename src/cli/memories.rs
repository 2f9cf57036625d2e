//! The memories that a command asks: those that were named, else that of the project, which is brought
//! in step with its folder of TMX files first. Files in other formats are read into a memory that is
//! gone at the end.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::bail;
use clap::Args;

use super::session::{self, Session};
use super::{convert, memory};
use crate::desk::project;
use crate::format::bitext;
use crate::memory::store::{Condition, Filter, Record};
use crate::memory::{Access, Match, Memory, Occurrence, Phrase, Query, Store, merge_matches};
use crate::text::Lang;

/// Options of everything that asks memories.
#[derive(Clone, Debug, Args)]
pub(super) struct Choice {
    /// Memory to look into, or a file in a format that convert reads; with =POINTS, its matches are
    /// worth so much less. May be given several times: of equal matches the first wins [default: that
    /// of the project]
    #[arg(short, long = "memory", value_name = "FILE[=POINTS]")]
    memories: Vec<Named>,
    /// Take units of which this is true, such as document=Treaty*, file=, creator=, changer=,
    /// after=2024-01-31, before=, lang=, text=, or a property; may be given several times
    #[arg(long = "where", value_name = "KEY=VALUE")]
    conditions: Vec<Condition>,
    /// Language of the text [default: that of the project, or of its script]
    #[arg(long, value_name = "TAG")]
    pub(super) source_lang: Option<Lang>,
    /// Language of translations [default: that of the project, or the only other one in the memory]
    #[arg(long, value_name = "TAG")]
    pub(super) target_lang: Option<Lang>,
}

/// A memory by its name, with what is taken off its matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) path: PathBuf,
    pub(super) penalty: u8,
}

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (path, penalty) = match text.rsplit_once('=') {
            Some((path, points)) if points.bytes().all(|byte| byte.is_ascii_digit()) => (
                path,
                points.parse().map_err(|_| "take off 0 to 255 points")?,
            ),
            _ => (text, 0),
        };
        if path.is_empty() {
            return Err("name a file".to_owned());
        }
        Ok(Named {
            path: path.into(),
            penalty,
        })
    }
}

/// Memories, in order.
pub(super) struct Memories {
    list: Vec<One>,
    pub(super) filter: Filter,
}

struct One {
    name: String,
    memory: Memory,
    penalty: u8,
}

/// A match, and the place of its memory.
pub(super) type Found = (usize, Match);

impl Memories {
    /// Opens what was chosen.
    pub(super) fn open(choice: &Choice, session: &Session) -> anyhow::Result<Self> {
        let mut list = Vec::new();
        for named in &choice.memories {
            list.push(One {
                name: file_name(&named.path),
                memory: open(&named.path, choice, session)?,
                penalty: named.penalty,
            });
        }
        if list.is_empty() {
            let (path, memory) = of_project(session)?;
            list.push(One {
                name: file_name(&path),
                memory,
                penalty: 0,
            });
        }
        Ok(Memories {
            list,
            filter: Filter(choice.conditions.clone()),
        })
    }

    /// Finds what is like a segment in all memories.
    pub(super) fn look_up(
        &mut self,
        query: &Query<'_>,
        session: &Session,
    ) -> anyhow::Result<Vec<Found>> {
        let mut found = Vec::new();
        for one in &mut self.list {
            let mut penalties = query.penalties;
            penalties.memory = one.penalty;
            let query = Query {
                penalties,
                filter: &self.filter,
                ..query.clone()
            };
            found.push(one.memory.look_up(&query)?);
            say(&mut one.memory, session);
        }
        Ok(merge_matches(found, query.most))
    }

    /// Returns the unit of a match.
    pub(super) fn record(&self, found: &Found) -> anyhow::Result<Option<Record>> {
        let Some(one) = self.list.get(found.0) else {
            return Ok(None);
        };
        Ok(one.memory.store().record(found.1.pair.unit)?)
    }

    /// Returns the name of a memory.
    pub(super) fn name(&self, place: usize) -> &str {
        self.list.get(place).map_or("", |one| &one.name)
    }

    /// Finds the units that have a phrase, memory after memory.
    pub(super) fn concordance(
        &mut self,
        phrase: &Phrase,
        langs: &[Lang],
        session: &Session,
        take: &mut dyn FnMut(&str, Occurrence),
    ) -> anyhow::Result<()> {
        for one in &mut self.list {
            let name = &one.name;
            (one.memory)
                .concordance(phrase, langs, &self.filter, &mut |found| take(name, found))?;
            say(&mut one.memory, session);
        }
        Ok(())
    }

    /// Decides the languages of a look-up: given, those of the project, or what the memories leave
    /// open.
    pub(super) fn languages(&self, choice: &Choice, text: &str) -> anyhow::Result<(Lang, Lang)> {
        let project = session::project()?.languages;
        let known = self.known()?;
        let is = |a: &Lang, b: &Lang| a.primary() == b.primary();
        let fits = |lang: &Lang| {
            let found = crate::text::script::dominant(text);
            found.is_none_or(|script| lang.may_be_in(script))
        };
        let [own_source, own_target] = [project.source, project.target].map(|tag| tag.map(|t| t.0));
        let target = choice.target_lang.clone();
        let is_free = |lang: &Lang| target.as_ref().is_none_or(|target| !is(lang, target));
        // The text may be in the other language of the project: then it is looked up backwards.
        let mut likely = [&own_source, &own_target]
            .into_iter()
            .flatten()
            .chain(&known);
        let source = choice.source_lang.clone();
        let source = source.or_else(|| likely.find(|lang| is_free(lang) && fits(lang)).cloned());
        let Some(source) = source else {
            bail!("which language is the text in? give --source-lang");
        };
        let mut others: Vec<&Lang> = Vec::new();
        for lang in &known {
            if !is(lang, &source) && !others.iter().any(|other| is(other, lang)) {
                others.push(lang);
            }
        }
        let mut configured = [&own_target, &own_source].into_iter().flatten();
        let configured = configured.find(|lang| !is(lang, &source)).cloned();
        let target = match (target.clone().or(configured), others.as_slice()) {
            (Some(target), _) => target,
            (None, [only]) => (*only).clone(),
            (None, []) => bail!("there are no translations from {source} in the memory"),
            (None, others) => {
                let names: Vec<&str> = others.iter().map(|lang| lang.as_str()).collect();
                bail!(
                    "there are translations from {source} into {}; choose with --target-lang",
                    names.join(", ")
                )
            }
        };
        Ok((source, target))
    }

    /// Returns the languages of the memories, those with the most texts first.
    pub(super) fn known(&self) -> anyhow::Result<Vec<Lang>> {
        let mut rows = Vec::new();
        for one in &self.list {
            rows.extend(one.memory.store().languages()?);
        }
        rows.retain(|row| row.texts > 0);
        rows.sort_by_key(|row| std::cmp::Reverse(row.texts));
        Ok(rows
            .iter()
            .filter_map(|row| Lang::parse(&row.tag).ok())
            .collect())
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Says what happened to the indexes of a memory.
pub(super) fn say(memory: &mut Memory, session: &Session) {
    for notice in memory.take_notices() {
        if notice.is_warning() {
            session.warn(&notice.to_string());
        } else {
            session.detail(|| notice.to_string());
        }
    }
}

/// Opens a memory, or reads a file of another format into one.
fn open(path: &Path, choice: &Choice, session: &Session) -> anyhow::Result<Memory> {
    if bitext::Format::of(path).is_none() {
        return Ok(Memory::open(path, Access::Read)?);
    }
    let options = bitext::Options {
        source: choice.source_lang.clone(),
        target: choice.target_lang.clone(),
        ..bitext::Options::default()
    };
    let mut store = Store::temporary()?;
    let mut change = store.change()?;
    read(path, &options, session, &mut |units| {
        change.add(&file_name(path), units)?;
        Ok(())
    })?;
    change.finish()?;
    Ok(Memory::new(store))
}

/// Reads the units of a file, many at a time; names what cannot be read, and returns how much it is.
pub(super) fn read(
    path: &Path,
    options: &bitext::Options,
    session: &Session,
    take: &mut dyn FnMut(&[crate::model::TranslationUnit]) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    let unread = convert::open(path, options)?.batches(|units| take(units))?;
    session.unread(path, &unread);
    Ok(unread.count)
}

/// The places of a project that have to do with its memory.
pub(super) struct Place {
    /// The folder of TMX files.
    pub(super) tmx: PathBuf,
    /// The memory.
    pub(super) memory: PathBuf,
}

/// Finds the project that the current folder belongs to.
pub(super) fn project_place(session: &Session) -> anyhow::Result<Option<Place>> {
    let desk = session.desk()?;
    let place = |path: PathBuf| PathBuf::from(desk.shown(&path));
    Ok(desk.project()?.map(|project| Place {
        tmx: place(project.tmx()),
        memory: place(project.memory()),
    }))
}

/// Opens the memory of the project, in step with its TMX files.
fn of_project(session: &Session) -> anyhow::Result<(PathBuf, Memory)> {
    let Some(place) = project_place(session)? else {
        bail!("there is no project here; name a memory with --memory");
    };
    if place.tmx.is_dir() {
        let memory = memory::sync::quietly(&place, session)?;
        return Ok((place.memory, memory));
    }
    if !place.memory.exists() {
        bail!(
            "the project has no memory yet; put TMX files into {}, or run `chancery memory import`",
            place.tmx.display()
        );
    }
    let memory = Memory::open(&place.memory, Access::Read)?;
    Ok((place.memory, memory))
}

/// Decides which memory is changed: the one named, else that of the project, for which a folder is
/// made.
pub(super) fn to_change(named: Option<&Path>, session: &Session) -> anyhow::Result<PathBuf> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => match project_place(session)? {
            Some(place) => place.memory,
            None => bail!("there is no project here; name a memory with --memory"),
        },
    };
    if bitext::Format::of(&path).is_some() {
        bail!(
            "{}: is a file to import; name a memory, such as memory.db",
            path.display()
        );
    }
    project::make_folder(&path)?;
    Ok(path)
}
