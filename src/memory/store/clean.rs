//! Units that do more harm than good: found here, taken out by whoever has looked at them.

use rustc_hash::FxHashMap;

use super::{Record, Store, StoreError};
use crate::memory::hash::hash;
use crate::model::{TranslationUnit, Variant};
use crate::text::Lang;
use crate::text::script;

/// What is wrong with a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Defect {
    /// A text is empty, or there is no second one.
    Empty,
    /// The translation is the text itself.
    Untranslated,
    /// Two texts are each in the language of the other.
    Swapped,
    /// A later unit has the same texts in the same languages.
    Duplicate,
}

impl Defect {
    /// Says what is wrong.
    pub fn as_str(self) -> &'static str {
        match self {
            Defect::Empty => "empty",
            Defect::Untranslated => "untranslated",
            Defect::Swapped => "swapped",
            Defect::Duplicate => "duplicate",
        }
    }
}

/// A unit with something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefectiveUnit {
    /// What.
    pub defect: Defect,
    /// The unit.
    pub record: Record,
}

impl Store {
    /// Finds the units that have something wrong, in order. Of duplicates the newest is none.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database cannot be read.
    pub fn defective_units(&self) -> Result<Vec<DefectiveUnit>, StoreError> {
        let mut found = Vec::new();
        let mut later: FxHashMap<u64, Vec<u64>> = FxHashMap::default();
        for id in self.unit_ids()?.into_iter().rev() {
            let Some(record) = self.record(id)? else {
                continue;
            };
            let texts = texts(&record.unit);
            let alike = later.entry(hash(&texts)).or_default();
            let mut defect = defect_of(&record.unit);
            for &other in alike.iter() {
                let other = self.record(other)?;
                if defect.is_none() && other.is_some_and(|other| self::texts(&other.unit) == texts)
                {
                    defect = Some(Defect::Duplicate);
                }
            }
            match defect {
                Some(defect) => found.push(DefectiveUnit { defect, record }),
                None => alike.push(id),
            }
        }
        found.reverse();
        Ok(found)
    }
}

/// Returns the languages and texts, with their codes, of a unit in one piece.
fn texts(unit: &TranslationUnit) -> Vec<u8> {
    let mut texts: Vec<String> = (unit.variants.iter())
        .map(|variant| format!("{}\0{:?}\0", variant.lang, variant.seg))
        .collect();
    texts.sort_unstable();
    texts.concat().into_bytes()
}

fn defect_of(unit: &TranslationUnit) -> Option<Defect> {
    let is_blank = |variant: &Variant| variant.seg.plain_text().trim().is_empty();
    if unit.variants.len() < 2 || unit.variants.iter().any(is_blank) {
        return Some(Defect::Empty);
    }
    let mut pairs = (unit.variants.iter().enumerate()).flat_map(|(place, one)| {
        let others = unit.variants.iter().skip(place + 1);
        others.map(move |other| (one, other))
    });
    pairs.find_map(|(one, other)| {
        let (a, b) = (one.lang.lang().ok()?, other.lang.lang().ok()?);
        if a.primary() == b.primary() {
            return None;
        }
        let (text, translation) = (one.seg.plain_text(), other.seg.plain_text());
        // Numbers, codes and names of two letters are the same in many languages.
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if text == translation && letters > 3 {
            return Some(Defect::Untranslated);
        }
        (is_in(&text, b, a) && is_in(&translation, a, b)).then_some(Defect::Swapped)
    })
}

/// Tells whether the letters of a text are those of one language and not those of another.
fn is_in(text: &str, lang: &Lang, not: &Lang) -> bool {
    let (own, other) = (lang.scripts(), not.scripts());
    script::dominant(text)
        .is_some_and(|found| own.contains(&found) && !other.is_empty() && !other.contains(&found))
}
