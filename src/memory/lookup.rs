//! Look-ups: what a memory has for a segment, the best first, and why it is worth no more.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::index::{Index, Keyed, Scratch};
use super::store::{Filter, Pair, Record, Store};
use super::translation_memory::Memory;
use super::trouble::MemoryError;
use crate::segment::Reading;
use crate::text::Lang;

/// Score of a segment that differs in nothing but what tokens do not show, such as capitals.
const NEAR: u8 = 99;

/// Score of the same segment between the same neighbours.
const CONTEXT: u8 = 101;

/// What is looked up.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// The segment.
    pub text: &'a Reading<'a>,
    /// Its language.
    pub source: &'a Lang,
    /// The language of translations.
    pub target: &'a Lang,
    /// Least score, in percent.
    pub threshold: u8,
    /// Most matches.
    pub most: usize,
    /// The segment before it.
    pub before: Option<&'a str>,
    /// The segment after it.
    pub after: Option<&'a str>,
    /// Whether it has inline codes.
    pub has_codes: bool,
    /// Which units are taken.
    pub filter: &'a Filter,
    /// Only units that came before the one with this number, if any, are taken.
    pub earlier_than: Option<u64>,
    /// What differences cost beside edits.
    pub penalties: Penalties,
}

impl<'a> Query<'a> {
    /// Makes a query for all matches from 70 percent on, five at most, with the usual penalties.
    pub fn new(text: &'a Reading<'a>, source: &'a Lang, target: &'a Lang) -> Self {
        const ALL: &Filter = &Filter(Vec::new());
        Query {
            text,
            source,
            target,
            threshold: 70,
            most: 5,
            before: None,
            after: None,
            has_codes: false,
            filter: ALL,
            earlier_than: None,
            penalties: Penalties::default(),
        }
    }
}

/// What differences cost that are no edits, in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Penalties {
    /// The same words in other capitals, or numbers with other separators.
    pub case: u8,
    /// Inline codes on one side.
    pub codes: u8,
    /// Another variety of the language, of the source or the target: `en-GB` for `en-US`.
    pub variety: u8,
    /// The same source has several translations.
    pub several: u8,
    /// An alignment that was not sure (confidence below 0.5).
    pub alignment: u8,
    /// The memory is trusted less than others.
    pub memory: u8,
}

impl Default for Penalties {
    fn default() -> Self {
        Penalties {
            case: 1,
            codes: 1,
            variety: 1,
            several: 1,
            alignment: 2,
            memory: 0,
        }
    }
}

impl Penalties {
    /// No penalties but for capitals, without which a score would say that nothing differs.
    pub fn none() -> Self {
        Penalties {
            case: 1,
            codes: 0,
            variety: 0,
            several: 0,
            alignment: 0,
            memory: 0,
        }
    }
}

/// Why points were taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Capitals, or the separators of numbers.
    Case,
    /// Inline codes.
    Codes,
    /// The variety of the language.
    Variety,
    /// Several translations.
    Several,
    /// An unsure alignment.
    Alignment,
    /// A memory that is trusted less.
    Memory,
}

impl Reason {
    /// Says it in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Case => "case",
            Reason::Codes => "codes",
            Reason::Variety => "variety",
            Reason::Several => "several",
            Reason::Alignment => "alignment",
            Reason::Memory => "memory",
        }
    }
}

/// Points that were taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Penalty {
    /// Why.
    pub reason: Reason,
    /// How many.
    pub points: u8,
}

/// How a match is like the segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Words differ.
    Fuzzy,
    /// Nothing but numbers, punctuation and capitals differs.
    Near,
    /// The same text.
    Exact,
    /// The same text between the same neighbours.
    Context,
}

impl Kind {
    /// Says it in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Fuzzy => "fuzzy",
            Kind::Near => "near",
            Kind::Exact => "exact",
            Kind::Context => "context",
        }
    }
}

/// A unit that is like the segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// What it is worth: 101 for a context match, 100 for an exact one, less for others and for
    /// those with penalties.
    pub score: u8,
    /// How it is like the segment.
    pub kind: Kind,
    /// The score without penalties.
    pub base: u8,
    /// What was taken off.
    pub penalties: Vec<Penalty>,
    /// The texts.
    pub pair: Pair,
}

impl Memory {
    /// Finds the units that are like a segment: the best first, of those with the same score the
    /// newest first. Of units with the same match key and the same translation only the newest is
    /// found.
    ///
    /// # Errors
    ///
    /// [`MemoryError`] when the database cannot be read.
    ///
    /// ```
    /// use chancery::memory::{Memory, Query, Store};
    /// use chancery::model::TranslationUnit;
    /// use chancery::segment::Reading;
    /// use chancery::text::Lang;
    ///
    /// let (en, fr) = (Lang::parse("en")?, Lang::parse("fr")?);
    /// let unit = TranslationUnit::pair((&en, "Visas are free.".into()), (&fr, "Les visas sont gratuits.".into()));
    /// let mut store = Store::temporary()?;
    /// let mut change = store.change()?;
    /// change.add("visas", &[unit])?;
    /// change.finish()?;
    /// let asked = Reading::new("Visas are not free.");
    /// let found = Memory::new(store).look_up(&Query::new(&asked, &en, &fr))?;
    /// assert_eq!((found[0].score, found[0].pair.target.as_str()), (80, "Les visas sont gratuits."));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn look_up(&mut self, query: &Query<'_>) -> Result<Vec<Match>, MemoryError> {
        self.open_indexes(query.source)?;
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut result = self.try_look_up(query, &mut scratch);
        if let Err(MemoryError::Damaged(_)) = result {
            self.remake_index(query.source)?;
            result = self.try_look_up(query, &mut scratch);
        }
        self.scratch = scratch;
        result
    }

    fn try_look_up(
        &self,
        query: &Query<'_>,
        scratch: &mut Scratch,
    ) -> Result<Vec<Match>, MemoryError> {
        let keyed = Keyed::new(query.text);
        let mut search = Search {
            store: self.store(),
            parts: self.indexes(query.source),
            query,
            found: Vec::new(),
            done: FxHashSet::default(),
        };
        if query.most == 0 {
            return Ok(Vec::new());
        }
        search.take_key(keyed.key, 100)?;
        for part in search.parts {
            if search.least_score() > NEAR {
                break;
            }
            let Some(wanted) = part.wanted(&keyed)? else {
                break;
            };
            part.search(
                &wanted,
                search.least_score(),
                scratch,
                &mut |segment, score| {
                    search.take_key(part.key(segment)?, score)?;
                    Ok::<u8, MemoryError>(search.least_score())
                },
            )?;
        }
        let mut found = search.found;
        for one in found.iter_mut().filter(|one| one.kind == Kind::Fuzzy) {
            let source = Reading::new(&one.pair.source);
            if one.base == 100 || source.words().eq(query.text.words()) {
                one.kind = Kind::Near;
            }
        }
        Ok(found)
    }
}

/// The best matches so far.
struct Search<'a> {
    store: &'a Store,
    parts: &'a [Index],
    query: &'a Query<'a>,
    /// In order.
    found: Vec<Match>,
    /// Hashes of the keys that were offered.
    done: FxHashSet<u64>,
}

impl Search<'_> {
    /// Returns the least score that is still of use.
    fn least_score(&self) -> u8 {
        let threshold = self.query.threshold.clamp(1, CONTEXT);
        match self.found.last() {
            Some(last) if self.found.len() == self.query.most => last.score.max(threshold),
            _ => threshold,
        }
    }

    /// Takes the units with a key that are good enough.
    fn take_key(&mut self, key: u64, score: u8) -> Result<(), MemoryError> {
        // A context match is worth more than its score before it is looked at.
        let reach = if score == 100 { CONTEXT } else { score };
        if reach < self.least_score() || !self.done.insert(key) {
            return Ok(());
        }
        let mut rows = Vec::new();
        for part in self.parts {
            for segment in part.same(key)? {
                rows.extend(part.rows(segment)?);
            }
        }
        rows.sort_unstable_by(|a, b| b.cmp(a));
        let several = rows.len() > 1;
        let mut pairs: Vec<Pair> = Vec::new();
        let mut targets = FxHashSet::default();
        for row in rows {
            let Some(pair) = self.store.pair(row, self.query.target)? else {
                continue;
            };
            if several && targets.contains(&pair.target) || !self.is_wanted(&pair)? {
                continue;
            }
            if several {
                targets.insert(pair.target.clone());
            }
            pairs.push(pair);
        }
        let several = pairs.len() > 1;
        for pair in pairs {
            let one = self.match_of(pair, score, several)?;
            self.insert(one);
        }
        Ok(())
    }

    fn is_wanted(&self, pair: &Pair) -> Result<bool, MemoryError> {
        if self.query.earlier_than.is_some_and(|end| pair.unit >= end) {
            return Ok(false);
        }
        if self.query.filter.is_empty() {
            return Ok(true);
        }
        let record = self.store.record(pair.unit)?;
        Ok(record.is_some_and(|record| self.query.filter.accepts(&record)))
    }

    fn match_of(&self, pair: Pair, score: u8, several: bool) -> Result<Match, MemoryError> {
        let (query, costs) = (self.query, &self.query.penalties);
        let is_same = score == 100 && Reading::new(&pair.source).key() == query.text.key();
        let is_context = is_same && self.is_context(&pair)?;
        let (kind, base) = match (is_same, is_context) {
            (true, true) => (Kind::Context, CONTEXT),
            (true, false) => (Kind::Exact, 100),
            (false, _) => (Kind::Fuzzy, score),
        };
        let is_variety = |wanted: &Lang, found: &Lang| {
            wanted.region().is_some()
                && found.region().is_some()
                && wanted.region() != found.region()
        };
        let unsure = pair.confidence.is_some_and(|confidence| confidence < 0.5);
        let mut penalties = Vec::new();
        for (applies, reason, points) in [
            (score == 100 && !is_same, Reason::Case, costs.case.max(1)),
            (
                query.has_codes || pair.has_codes,
                Reason::Codes,
                costs.codes,
            ),
            (
                is_variety(query.source, &pair.source_lang)
                    || is_variety(query.target, &pair.target_lang),
                Reason::Variety,
                costs.variety,
            ),
            (several && !is_context, Reason::Several, costs.several),
            (unsure, Reason::Alignment, costs.alignment),
            (true, Reason::Memory, costs.memory),
        ] {
            if applies && points > 0 {
                penalties.push(Penalty { reason, points });
            }
        }
        let off = penalties
            .iter()
            .fold(0_u8, |sum, one| sum.saturating_add(one.points));
        Ok(Match {
            score: base.saturating_sub(off),
            kind,
            base,
            penalties,
            pair,
        })
    }

    /// Tells whether all neighbours that are known of the segment are those of the unit.
    fn is_context(&self, pair: &Pair) -> Result<bool, MemoryError> {
        let (before, after) = (self.query.before, self.query.after);
        if before.is_none() && after.is_none() {
            return Ok(false);
        }
        let Some(record) = self.store.record(pair.unit)? else {
            return Ok(false);
        };
        let kept = ["x-context-pre", "x-context-post"].map(|kind| context_property(&record, kind));
        let [own_before, own_after] = if kept.iter().any(Option::is_some) {
            kept
        } else {
            // Nothing is said of neighbours: they are the units beside it.
            let text = |near: Option<Record>| {
                let near = near?;
                let variant = near.unit.variant(self.query.source)?;
                Some(variant.seg.plain_text().into_owned())
            };
            self.store.neighbours(&record)?.map(text)
        };
        let is_same = |wanted: Option<&str>, own: Option<String>| {
            wanted.is_none_or(|wanted| {
                own.is_some_and(|own| Reading::new(wanted).key() == Reading::new(&own).key())
            })
        };
        Ok(is_same(before, own_before) && is_same(after, own_after))
    }

    fn insert(&mut self, one: Match) {
        if one.score < self.least_score() {
            return;
        }
        let rank = |one: &Match| Reverse((one.score, one.pair.unit));
        let place = self.found.partition_point(|other| rank(other) < rank(&one));
        self.found.insert(place, one);
        self.found.truncate(self.query.most);
    }
}

/// Returns the text of a neighbour as memoQ and XTM keep it, `<seg>…</seg>` with the markup escaped.
fn context_property(record: &Record, kind: &str) -> Option<String> {
    let variants = record
        .unit
        .variants
        .iter()
        .flat_map(|variant| &variant.properties);
    let mut all = record.unit.properties.iter().chain(variants);
    let text = &all.find(|property| property.kind == kind)?.text;
    let text = text.strip_prefix("<seg>").unwrap_or(text);
    let text = text.strip_suffix("</seg>").unwrap_or(text);
    Some(
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// Puts the matches of several memories together, each with the place of its memory: the best first,
/// and of those with the same score those of the memory that was named first. A text with the same
/// translation is taken once.
pub fn merge_matches(found: Vec<Vec<Match>>, most: usize) -> Vec<(usize, Match)> {
    let all = found.into_iter().enumerate();
    let mut all: Vec<(usize, Match)> = all
        .flat_map(|(memory, found)| found.into_iter().map(move |one| (memory, one)))
        .collect();
    all.sort_by_key(|(memory, one)| (Reverse(one.score), *memory));
    let mut seen = FxHashSet::default();
    all.retain(|(_, one)| {
        seen.insert((
            Reading::new(&one.pair.source).key().to_owned(),
            one.pair.target.clone(),
        ))
    });
    all.truncate(most);
    all
}
