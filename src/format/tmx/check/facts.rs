//! What a memory holds: counts that the rules of the tools go by, and that a user wants to see.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::format::tmx::read::{Header, Totals};
use crate::format::tmx::write::{LONG, RESERVED, date};
use crate::format::xml::is_space;
use crate::model::{LangCode, TranslationUnit};
use crate::text::Lang;

/// How many different codes, pairs and tools are told apart.
const KINDS: usize = 200;

/// First and last date of making or change, as `YYYYMMDDThhmmssZ`.
pub type Dates = Option<(String, String)>;

/// What a memory holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// What the file says of all its units.
    pub header: Header,
    /// Counts of the reader.
    pub totals: Totals,
    /// Language codes as written, with the number of texts under each.
    pub codes: BTreeMap<String, usize>,
    /// Pairs of codes, source and target, with the number of units.
    pub pairs: BTreeMap<(String, String), usize>,
    /// Tools that made the file or its units.
    pub tools: BTreeMap<String, usize>,
    /// First and last date.
    pub dates: Dates,
    /// Dates that are not as TMX writes them.
    pub odd_dates: usize,
    /// Inline codes.
    pub inline_codes: usize,
    /// Units with inline codes.
    pub coded_units: usize,
    /// Units that have a text under exactly the code that they or the file name as source.
    pub exact_source: usize,
    /// Units that have a text in that language, whatever its region.
    pub with_source: usize,
    /// Units whose source is said to be any language, or nothing.
    pub any_source: usize,
    /// Units with more than two texts.
    pub multilingual: usize,
    /// Units with fewer than two texts that say something.
    pub one_sided: usize,
    /// Texts that are empty or white space.
    pub empty: usize,
    /// Units that have an empty text beside one that is not.
    pub half_empty: usize,
    /// Texts with white space at an end.
    pub padded: usize,
    /// Texts of more than 2,000 characters.
    pub long: usize,
    /// Texts without a language.
    pub without_language: usize,
    /// Units with a property that makes `OmegaT` bind them to one place.
    pub reserved_properties: usize,
    /// Properties whose type does not begin with `x-`.
    pub bare_properties: usize,
    /// Units whose source differs from that of the file.
    pub other_source: usize,
}

impl Content {
    pub(super) fn of(header: &Header) -> Self {
        let mut content = Content {
            header: header.clone(),
            ..Content::default()
        };
        if let Some(tool) = header.attribute("creationtool") {
            content.tools.insert(tool.to_owned(), 0);
        }
        for name in ["creationdate", "changedate"] {
            content.date(header.attribute(name));
        }
        content
    }

    pub(super) fn add(&mut self, unit: &TranslationUnit) {
        let source = self.source(unit);
        let mut full = 0;
        let mut codes = 0;
        let empty_before = self.empty;
        for variant in &unit.variants {
            count(&mut self.codes, variant.lang.as_str());
            self.without_language += usize::from(variant.lang.as_str().is_empty());
            let text = variant.seg.plain_text();
            let trimmed = text.trim_matches(is_space);
            let is_empty = trimmed.is_empty();
            self.empty += usize::from(is_empty);
            full += usize::from(!is_empty);
            self.padded += usize::from(!is_empty && trimmed.len() < text.len());
            self.long += usize::from(text.len() > LONG && text.chars().count() > LONG);
            codes += variant.seg.codes();
            for remark in &variant.properties {
                self.property(&remark.kind);
            }
            self.history(&variant.history);
        }
        self.inline_codes += codes;
        self.coded_units += usize::from(codes > 0);
        self.one_sided += usize::from(full < 2);
        self.half_empty += usize::from(full > 0 && self.empty > empty_before);
        self.multilingual += usize::from(unit.variants.len() > 2);
        self.sources(unit, source.as_ref());
        for property in &unit.properties {
            self.property(&property.kind);
        }
        let reserved =
            (unit.properties.iter()).any(|property| RESERVED.contains(&property.kind.as_str()));
        self.reserved_properties += usize::from(reserved);
        self.history(&unit.history);
    }

    /// Returns the code that a unit, or else the file, names as the source.
    fn source(&self, unit: &TranslationUnit) -> Option<LangCode> {
        let code = unit.srclang.as_ref().or(self.header.srclang.as_ref());
        code.filter(|code| !code.is_all() && !code.as_str().is_empty())
            .cloned()
    }

    /// Counts the pairs of languages, from the source, or from the first text where none is named.
    fn sources(&mut self, unit: &TranslationUnit, source: Option<&LangCode>) {
        let same = |code: &LangCode| source.is_some_and(|source| code == source);
        let alike = |code: &LangCode| {
            let primary = |code: &LangCode| code.lang().ok().map(|lang| lang.primary().to_owned());
            source.is_some_and(|source| primary(code).is_some() && primary(code) == primary(source))
        };
        let exact = unit.variants.iter().position(|variant| same(&variant.lang));
        let near = exact.or_else(|| {
            unit.variants
                .iter()
                .position(|variant| alike(&variant.lang))
        });
        self.exact_source += usize::from(exact.is_some());
        self.with_source += usize::from(near.is_some());
        self.any_source += usize::from(source.is_none());
        let differs = match (&unit.srclang, &self.header.srclang) {
            (Some(own), Some(all)) => !own.as_str().eq_ignore_ascii_case(all.as_str()),
            _ => false,
        };
        self.other_source += usize::from(differs);
        let from = near.unwrap_or(0);
        let Some(first) = unit.variants.get(from) else {
            return;
        };
        for (index, variant) in unit.variants.iter().enumerate().take(KINDS) {
            if index != from {
                let pair = [first, variant].map(|variant| variant.lang.as_str().to_owned());
                count(&mut self.pairs, &pair.into());
            }
        }
    }

    fn property(&mut self, kind: &str) {
        self.bare_properties += usize::from(!kind.starts_with("x-"));
    }

    fn history(&mut self, history: &crate::model::History) {
        self.date(history.creation_date.as_deref());
        self.date(history.change_date.as_deref());
        for (name, value) in &history.others {
            if name == "creationtool" {
                count(&mut self.tools, value);
            }
        }
    }

    fn date(&mut self, date: Option<&str>) {
        let Some(date) = date else { return };
        let Some(date) = date::canonical(date) else {
            self.odd_dates += 1;
            return;
        };
        match &mut self.dates {
            None => self.dates = Some((date.to_string(), date.into_owned())),
            Some((first, _)) if *date < **first => *first = date.into_owned(),
            Some((_, last)) if *date > **last => *last = date.into_owned(),
            Some(_) => {}
        }
    }

    /// Returns the source language of the file as a tag: the code of the header, spelt as most texts
    /// spell it; without one, the code that most pairs start from.
    pub fn source_language(&self) -> Option<Lang> {
        let named = self
            .header
            .srclang
            .as_ref()
            .and_then(|code| code.lang().ok());
        let starts = self.pairs.iter().map(|((from, _), count)| (from, *count));
        let mut best: Option<(usize, Lang)> = None;
        for (code, count) in starts {
            let Ok(lang) = Lang::parse(code) else {
                continue;
            };
            if named.is_some_and(|named| named.primary() != lang.primary()) {
                continue;
            }
            if named == Some(&lang) {
                return Some(lang);
            }
            if best.as_ref().is_none_or(|(most, _)| count > *most) {
                best = Some((count, lang));
            }
        }
        best.map(|(_, lang)| lang).or_else(|| named.cloned())
    }

    /// Returns the languages that stand beside the source, the most frequent first, one for each
    /// language whatever its regions.
    pub fn target_languages(&self) -> Vec<Lang> {
        let source = self.source_language();
        let mut found: Vec<(usize, Lang)> = Vec::new();
        for ((_, to), count) in &self.pairs {
            let Ok(lang) = Lang::parse(to) else { continue };
            if source
                .as_ref()
                .is_some_and(|source| source.primary() == lang.primary())
            {
                continue;
            }
            match found
                .iter_mut()
                .find(|(_, known)| known.primary() == lang.primary())
            {
                Some((sum, _)) => *sum += count,
                None => found.push((*count, lang)),
            }
        }
        found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        found.into_iter().map(|(_, lang)| lang).collect()
    }
}

/// Counts one more of a kind; hostile files have as many kinds as they like, so there is an end.
fn count<K, Q>(counts: &mut BTreeMap<K, usize>, key: &Q)
where
    K: Ord + Borrow<Q>,
    Q: Ord + ToOwned<Owned = K> + ?Sized,
{
    if let Some(count) = counts.get_mut(key) {
        *count += 1;
    } else if counts.len() < KINDS {
        counts.insert(key.to_owned(), 1);
    }
}
