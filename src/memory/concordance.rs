//! Every unit in which a phrase occurs, on either side. The folded texts of a language lie in a file
//! beside the memory, one after the other, and the phrase is looked for in all of them as bytes: that
//! takes some hundredths of a second for a million texts and needs no index that would know words only.
//! What is found is found again in the text itself, so that every place is one of the text.
//!
//! Folds as look-ups do, and capitals and interchangeable Khmer letters too: a phrase is found however
//! it was typed.

use std::ops::Range;

use memchr::memmem;
use rayon::prelude::*;
use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_syntax::hir::Look;

use super::map::Bytes;
use super::sealed::{self, Damaged, Head, Kept, Sealed};
use super::store::{Filter, Record};
use super::translation_memory::Memory;
use super::trouble::{IndexNotice, MemoryError};
use crate::text::fold::{Folded, Level, fold};
use crate::text::script::{self, is_unspaced};
use crate::text::{Lang, Span};

/// Kind and version of the file.
const KIND: u64 = 0x0002_0003;

/// Between two texts. No key has it: it would be a space.
const BETWEEN: u8 = b'\n';

/// Texts that are not in the file and are not worth writing it.
const MANY: usize = 2000;

/// Bytes that a compiled pattern may take, and its cache.
const PATTERN: usize = 1 << 22;

mod section {
    /// Folded texts, each with a [`super::BETWEEN`] after it.
    pub(super) const TEXTS: usize = 0;
    /// Where each text ends; `u64`.
    pub(super) const ENDS: usize = 1;
    /// The row of each text; `u64`.
    pub(super) const ROWS: usize = 2;
    pub(super) const COUNT: usize = 3;
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Phrase {
    needle: Needle,
    whole_word: bool,
}

#[derive(Clone, Debug)]
enum Needle {
    Text(String),
    Pattern(Box<Regex>),
}

/// A phrase that cannot be looked for.
#[derive(Debug, thiserror::Error)]
pub enum PhraseError {
    /// Nothing in it can be seen.
    #[error("the phrase is empty")]
    Empty,
    /// The regular expression is wrong or too large.
    #[error("the regular expression cannot be used: {0}")]
    Pattern(String),
}

fn folded(text: &str) -> Folded<'_> {
    fold(text, Level::Search)
}

impl Phrase {
    /// Takes a phrase as it is.
    ///
    /// # Errors
    ///
    /// [`PhraseError::Empty`] when nothing in it can be seen.
    pub fn new(text: &str, whole_word: bool) -> Result<Self, PhraseError> {
        let key = folded(text).key.into_owned();
        if key.is_empty() {
            return Err(PhraseError::Empty);
        }
        Ok(Phrase {
            needle: Needle::Text(key),
            whole_word,
        })
    }

    /// Takes a regular expression, which is matched against folded texts: capitals do not count and
    /// digits are European.
    ///
    /// # Errors
    ///
    /// [`PhraseError::Pattern`] with what is wrong with it.
    pub fn pattern(pattern: &str, whole_word: bool) -> Result<Self, PhraseError> {
        let syntax = syntax::Config::new()
            .case_insensitive(true)
            .multi_line(true);
        let hir = syntax::parse_with(pattern, &syntax)
            .map_err(|error| PhraseError::Pattern(error.to_string()))?;
        let looks = hir.properties().look_set();
        if looks.contains(Look::Start) || looks.contains(Look::End) {
            let why = "write ^ and $ for the start and the end of a text";
            return Err(PhraseError::Pattern(why.to_owned()));
        }
        let regex = Regex::builder()
            .configure(
                Regex::config()
                    .nfa_size_limit(Some(PATTERN))
                    .hybrid_cache_capacity(PATTERN),
            )
            .build_from_hir(&hir)
            .map_err(|error| PhraseError::Pattern(error.to_string()))?;
        if regex.is_match("") {
            return Err(PhraseError::Pattern("it matches the empty text".to_owned()));
        }
        Ok(Phrase {
            needle: Needle::Pattern(Box::new(regex)),
            whole_word,
        })
    }

    /// Finds where a text has the phrase, in order and apart from one another.
    ///
    /// ```
    /// use chancery::memory::Phrase;
    ///
    /// let phrase = Phrase::new("visa FEES", false)?;
    /// assert_eq!(phrase.find("Visa  fees are waived.")[0].range(), 0..10);
    /// # Ok::<(), chancery::memory::PhraseError>(())
    /// ```
    pub fn find(&self, text: &str) -> Vec<Span> {
        let folded = folded(text);
        let mut spans: Vec<Span> = self
            .find_in_key(&folded.key)
            .into_iter()
            .map(|range| folded.source_tight(range.into()))
            .collect();
        // Two places in one syllable of the key are one place in the text.
        spans.dedup_by(|next, last| next.start < last.end);
        spans
    }

    fn find_in_key(&self, key: &str) -> Vec<Range<usize>> {
        let all: Vec<Range<usize>> = match &self.needle {
            Needle::Text(needle) => memmem::find_iter(key.as_bytes(), needle)
                .map(|start| start..start + needle.len())
                .collect(),
            Needle::Pattern(regex) => regex
                .find_iter(key)
                .map(|found| found.range())
                .filter(|range| !range.is_empty())
                .collect(),
        };
        all.into_iter()
            .filter(|range| !self.whole_word || is_whole(key, range))
            .collect()
    }
}

/// Tells whether what stands in a range is not part of a longer word. Scripts without spaces have
/// clusters for words here.
fn is_whole(key: &str, range: &Range<usize>) -> bool {
    let is_border = |at: usize| {
        let (before, after) = (key[..at].chars().next_back(), key[at..].chars().next());
        let (Some(before), Some(after)) = (before, after) else {
            return true;
        };
        let is_word = |c: char| c.is_alphanumeric() || is_mark(c);
        if !is_word(before) || !is_word(after) {
            return true;
        }
        is_unspaced(before) && is_unspaced(after) && is_between_clusters(key, at)
    };
    is_border(range.start) && is_border(range.end)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}') || is_unspaced(c)
}

/// Tells whether no cluster goes over a place.
fn is_between_clusters(key: &str, at: usize) -> bool {
    // A cluster has no space in it.
    let start = key[..at].rfind(' ').map_or(0, |space| space + 1);
    let ends = script::clusters(&key[start..]).map(|cluster| start + cluster.end);
    ends.take_while(|end| *end <= at).last() == Some(at) || at == start
}

/// A unit in which a phrase occurs.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The unit.
    pub record: Record,
    /// The places of the texts that have it, in the order of the unit, and where it is in each.
    pub places: Vec<(usize, Vec<Span>)>,
}

/// The folded texts of a language.
#[derive(Debug)]
struct Texts {
    sealed: Sealed,
    count: usize,
}

impl Kept for Texts {
    fn new(bytes: Bytes) -> Result<Self, Damaged> {
        let sealed = Sealed::open(bytes, section::COUNT)?;
        let count = sealed.len(section::ROWS) / 8;
        let is_whole = sealed.head().kind == KIND && sealed.len(section::ENDS) == count * 8;
        if is_whole {
            Ok(Texts { sealed, count })
        } else {
            Err(Damaged)
        }
    }

    fn head(&self) -> &Head {
        self.sealed.head()
    }
}

impl Texts {
    /// Returns the rows of the texts that may have a phrase, ascending.
    fn rows(&self, phrase: &Phrase) -> Result<Vec<u64>, Damaged> {
        match &phrase.needle {
            Needle::Text(needle) => self.rows_with(needle.as_bytes()),
            Needle::Pattern(regex) => self.rows_like(regex),
        }
    }

    /// Looks for bytes on all processors, piece by piece, each while its checksums have just been
    /// computed.
    fn rows_with(&self, needle: &[u8]) -> Result<Vec<u64>, Damaged> {
        const PIECE: usize = 1 << 18;
        let len = self.sealed.len(section::TEXTS);
        let finder = memmem::Finder::new(needle);
        let places: Vec<Vec<usize>> = (0..len.div_ceil(PIECE))
            .into_par_iter()
            .map(|piece| {
                let start = piece * PIECE;
                // What begins in a piece may end in the next.
                let end = len.min(start + PIECE + needle.len() - 1);
                let bytes = self.sealed.bytes(section::TEXTS, start..end)?;
                Ok(finder.find_iter(bytes).map(|at| start + at).collect())
            })
            .collect::<Result<_, Damaged>>()?;
        let (mut rows, mut done) = (Vec::new(), 0);
        for at in places.into_iter().flatten() {
            if at >= done {
                let (row, end) = self.text_at(at)?;
                rows.push(row);
                done = end;
            }
        }
        Ok(rows)
    }

    fn rows_like(&self, regex: &Regex) -> Result<Vec<u64>, Damaged> {
        let texts = self.sealed.all(section::TEXTS)?;
        let (mut rows, mut at) = (Vec::new(), 0);
        while at < texts.len() {
            let input = regex_automata::Input::new(texts).range(at..);
            let Some(found) = regex.find(input) else {
                break;
            };
            let (row, end) = self.text_at(found.start())?;
            rows.push(row);
            at = end.max(found.start() + 1);
        }
        Ok(rows)
    }

    /// Returns the row of the text at a byte, and where it ends.
    fn text_at(&self, at: usize) -> Result<(u64, usize), Damaged> {
        let low = sealed::partition_point(self.count, |place| {
            Ok(self.sealed.u64(section::ENDS, place)? as usize <= at)
        })?;
        let end = self.sealed.u64(section::ENDS, low)? as usize;
        let len = self.sealed.len(section::TEXTS);
        if end > len {
            return Err(Damaged);
        }
        Ok((self.sealed.u64(section::ROWS, low)?, end))
    }
}

impl Memory {
    /// Calls `take` with the units that have a phrase in one of some languages, the newest first.
    ///
    /// # Errors
    ///
    /// [`MemoryError`] when the database cannot be read.
    pub fn concordance(
        &mut self,
        phrase: &Phrase,
        langs: &[Lang],
        filter: &Filter,
        take: &mut dyn FnMut(Occurrence),
    ) -> Result<(), MemoryError> {
        let mut units = Vec::new();
        for lang in langs {
            for row in self.rows_with(phrase, lang.primary())? {
                units.extend(self.store().unit_of(row)?);
            }
        }
        units.sort_unstable_by(|a, b| b.cmp(a));
        units.dedup();
        for unit in units {
            let record = self.store().record(unit)?;
            let Some(record) = record.filter(|record| filter.accepts(record)) else {
                continue;
            };
            let mut places = Vec::new();
            for (place, variant) in record.unit.variants.iter().enumerate() {
                let is_asked =
                    |lang: &Lang| langs.iter().any(|one| one.primary() == lang.primary());
                if variant.lang.lang().is_ok_and(is_asked) {
                    let spans = phrase.find(&variant.seg.plain_text());
                    if !spans.is_empty() {
                        places.push((place, spans));
                    }
                }
            }
            if !places.is_empty() {
                take(Occurrence { record, places });
            }
        }
        Ok(())
    }

    /// Returns the rows in a language that may have a phrase.
    fn rows_with(&mut self, phrase: &Phrase, base: &str) -> Result<Vec<u64>, MemoryError> {
        let (mut texts, mut rows) = (self.open_beside::<Texts>(base, "texts", 0)?, Vec::new());
        let (_, last) = self.store().stamp()?;
        let mut covered = texts.as_ref().map_or(0, |texts| texts.head().last);
        let mut recent = self.rows_outside_file(phrase, base, (covered, last), MANY)?;
        if recent.is_none() {
            texts = self.make_texts(base)?;
            covered = texts.as_ref().map_or(0, |texts| texts.head().last);
            recent = self.rows_outside_file(phrase, base, (covered, last), usize::MAX)?;
        }
        if let Some(texts) = &texts {
            if let Ok(found) = texts.rows(phrase) {
                rows = found;
            } else {
                if let Some(path) = self.path_beside(base, "texts") {
                    self.add_notice(IndexNotice::Damaged(path));
                }
                if let Some(texts) = self.make_texts(base)? {
                    rows = texts.rows(phrase)?;
                }
            }
        }
        rows.extend(recent.unwrap_or_default());
        Ok(rows)
    }

    /// Looks through the texts that are not in the file; `None` when there are more than so many.
    fn rows_outside_file(
        &self,
        phrase: &Phrase,
        base: &str,
        range: (u64, u64),
        most: usize,
    ) -> Result<Option<Vec<u64>>, MemoryError> {
        let (mut rows, mut seen) = (Vec::new(), 0);
        if self.store().path().is_some() && range.0 == 0 && most < usize::MAX {
            let languages = self.store().languages()?;
            let texts: u64 = languages
                .iter()
                .filter(|row| row.base == base)
                .map(|row| row.texts)
                .sum();
            if texts > most as u64 {
                return Ok(None);
            }
        }
        self.store().for_each_text(base, range, &mut |row, text| {
            seen += 1;
            if seen <= most && !phrase.find_in_key(&folded(text).key).is_empty() {
                rows.push(row);
            }
        })?;
        Ok((seen <= most).then_some(rows))
    }

    /// Writes the file of the texts of a language; `None` where it cannot be.
    fn make_texts(&mut self, base: &str) -> Result<Option<Texts>, MemoryError> {
        let (stamp, last) = self.store().stamp()?;
        if !self.store().is_writable() {
            return Ok(None);
        }
        let mut sections = vec![Vec::new(); section::COUNT];
        let mut rows = 0;
        self.store()
            .for_each_text(base, (0, last), &mut |row, text| {
                rows += 1;
                sections[section::TEXTS].extend_from_slice(folded(text).key.as_bytes());
                sections[section::TEXTS].push(BETWEEN);
                let end = sections[section::TEXTS].len() as u64;
                sections[section::ENDS].extend_from_slice(&end.to_le_bytes());
                sections[section::ROWS].extend_from_slice(&row.to_le_bytes());
            })?;
        let head = Head {
            kind: KIND,
            stamp,
            after: 0,
            last,
            rows,
        };
        self.write_beside(base, "texts", &head, &sections)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::memory::{Access, Store};
    use crate::model::TranslationUnit;

    fn found(phrase: &Phrase, text: &str) -> Vec<String> {
        let spans = phrase.find(text);
        spans
            .into_iter()
            .map(|span| text[span.range()].to_owned())
            .collect()
    }

    #[test]
    fn phrases_are_found_however_they_were_typed() {
        let phrase = |text: &str, whole| Phrase::new(text, whole).unwrap();
        let text = "The Partnership, a PARTNERSHIP of partners";
        assert_eq!(
            found(&phrase("partnership", false), text),
            ["Partnership", "PARTNERSHIP"]
        );
        assert_eq!(found(&phrase("partner", false), text).len(), 3);
        assert!(found(&phrase("partner", true), text).is_empty());
        assert_eq!(
            found(&phrase("a  Partnership", true), text),
            ["a PARTNERSHIP"]
        );
        // A break hint in the text, and one in the phrase; then half a cluster.
        let khmer = "\u{1780}\u{17B6}\u{200B}\u{179A}\u{1784}\u{17B6}\u{179A}";
        assert_eq!(
            found(&phrase("\u{179A}\u{1784}\u{200B}\u{17B6}", true), khmer).len(),
            1
        );
        assert!(found(&phrase("\u{1784}", true), khmer).is_empty());
        assert!(Phrase::new(" \u{200B}", false).is_err());
    }

    #[test]
    fn patterns_are_refused_or_found() {
        let phrase = Phrase::pattern(r"no\. \d+", true).unwrap();
        assert_eq!(
            found(&phrase, "Notes No. \u{17E5}\u{17E6} and No. 7a"),
            ["No. \u{17E5}\u{17E6}"]
        );
        assert!(Phrase::pattern("(", false).is_err());
        assert!(Phrase::pattern("x*", false).is_err());
        assert!(Phrase::pattern(r"(\w{500}){500}", false).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_file_has_what_the_texts_have(
            texts in proptest::collection::vec("[abA .]{1,12}", 1..20),
            phrase in "[ab]{1,3}",
            pattern in any::<bool>(),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let (en, km) = (Lang::parse("en").unwrap(), Lang::parse("km").unwrap());
            let path = folder.path().join("memory.db");
            let mut memory = Memory::new(Store::open(&path, Access::Write).unwrap());
            let units: Vec<_> = (texts.iter().enumerate())
                .map(|(place, text)| {
                    TranslationUnit::pair((&en, text.clone()), (&km, place.to_string()))
                })
                .collect();
            let (first, second) = units.split_at(units.len() / 2);
            let phrase = if pattern {
                Phrase::pattern(&phrase, false)
            } else {
                Phrase::new(&phrase, false)
            };
            let phrase = phrase.unwrap();
            for part in [first, second] {
                let mut change = memory.store_mut().change().unwrap();
                change.add("test", part).unwrap();
                change.finish().unwrap();
                memory.make_texts("en").unwrap();
            }
            let langs = [en];
            let mut found = Vec::new();
            let mut take = |one: Occurrence| found.insert(0, one.record.id);
            memory.concordance(&phrase, &langs, &Filter::default(), &mut take).unwrap();
            let expected: Vec<u64> = (texts.iter().enumerate())
                .filter(|(_, text)| !phrase.find(text).is_empty())
                .map(|(place, _)| 2 * place as u64 + 1)
                .collect();
            prop_assert_eq!(found, expected);
            let last = memory.take_notices().pop();
            prop_assert!(last.is_some_and(|notice| !notice.is_warning()));
        }
    }
}
