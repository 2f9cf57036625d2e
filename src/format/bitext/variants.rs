//! A unit with several texts in one language becomes as many units: what reads units looks for one text
//! in a language, and a second one would be lost.

use crate::model::{LangCode, TranslationUnit, Variant};

/// Most units that one is made into; a unit with more texts in a language is left as it is.
const MOST: usize = 64;

/// A unit that is taken apart.
pub(super) struct Split {
    unit: TranslationUnit,
    /// For each variant, how many in its language stand before it.
    order: Vec<usize>,
    /// The first variant in the source language.
    source: usize,
    /// How many units it becomes, and how many were taken.
    count: usize,
    taken: usize,
}

impl Split {
    /// Looks at a unit; gives it back where no language has several texts.
    pub(super) fn new(
        unit: TranslationUnit,
        srclang: Option<&LangCode>,
    ) -> Result<Self, Box<TranslationUnit>> {
        let variants = &unit.variants;
        if variants.len() < 2 || (variants.len() == 2 && !is_same(&variants[0], &variants[1])) {
            return Err(Box::new(unit));
        }
        let mut order = Vec::with_capacity(variants.len());
        for (at, variant) in variants.iter().enumerate().take(4 * MOST) {
            order.push(
                variants[..at]
                    .iter()
                    .filter(|one| is_same(one, variant))
                    .count(),
            );
        }
        let count = 1 + order.iter().max().copied().unwrap_or(0);
        if order.len() < variants.len() || !(2..=MOST).contains(&count) {
            return Err(Box::new(unit));
        }
        let named = unit
            .srclang
            .as_ref()
            .or(srclang)
            .and_then(|code| code.lang().ok());
        let is_source = |one: &Variant| {
            named.is_some_and(|named| one.lang.lang().is_ok_and(|lang| lang.agrees(named)))
        };
        Ok(Split {
            source: variants.iter().position(is_source).unwrap_or(0),
            unit,
            order,
            count,
            taken: 0,
        })
    }

    /// Returns the next unit, and which variants it has: the texts that come next in their languages,
    /// and the last source there is; with a source of its own the last text of each language.
    pub(super) fn next(&mut self) -> Option<(TranslationUnit, Vec<usize>)> {
        let turn = self.taken;
        if turn == self.count {
            return None;
        }
        self.taken += 1;
        let variants = &self.unit.variants;
        let last = |at: usize| {
            let alike = (0..variants.len()).filter(|&one| is_same(&variants[one], &variants[at]));
            alike.map(|one| self.order[one]).max().unwrap_or(0)
        };
        let source = &variants[self.source];
        let is_new = turn <= last(self.source);
        let chosen: Vec<usize> = (0..variants.len())
            .filter(|&at| {
                self.order[at] == turn
                    || (self.order[at] == last(at)
                        && last(at) < turn
                        && (is_new || is_same(&variants[at], source)))
            })
            .collect();
        let unit = TranslationUnit {
            tuid: self.unit.tuid.clone(),
            srclang: self.unit.srclang.clone(),
            history: self.unit.history.clone(),
            notes: self.unit.notes.clone(),
            properties: self.unit.properties.clone(),
            variants: chosen.iter().map(|&at| variants[at].clone()).collect(),
        };
        Some((unit, chosen))
    }
}

/// Tells whether two texts are in one language.
fn is_same(a: &Variant, b: &Variant) -> bool {
    match (a.lang.lang(), b.lang.lang()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a.lang == b.lang,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(unit: &[(&str, &str)], srclang: &str) -> String {
        let variant =
            |(lang, text): &(&str, &str)| Variant::new(LangCode::new(lang), (*text).into());
        let unit = TranslationUnit {
            variants: unit.iter().map(variant).collect(),
            ..TranslationUnit::default()
        };
        let Ok(mut split) = Split::new(unit, Some(&LangCode::new(srclang))) else {
            return "one".to_owned();
        };
        let mut units = Vec::new();
        while let Some((unit, _)) = split.next() {
            let texts = unit
                .variants
                .iter()
                .map(|one| one.seg.plain_text().into_owned());
            units.push(texts.collect::<Vec<_>>().join("+"));
        }
        units.join(" ")
    }

    #[test]
    fn several_texts_in_a_language_are_several_units() {
        assert_eq!(split(&[("en", "a"), ("km", "1")], "en"), "one");
        assert_eq!(
            split(&[("en", "a"), ("en-GB", "b"), ("km", "1")], "en"),
            "one"
        );
        let two = [("en", "a"), ("km", "1"), ("KM", "2")];
        assert_eq!(split(&two, "en"), "a+1 a+2");
        assert_eq!(split(&two, "km"), "a+1 a+2");
        let more = [
            ("km", "1"),
            ("fr", "x"),
            ("en", "a"),
            ("km", "2"),
            ("km", "3"),
            ("fr", "y"),
        ];
        assert_eq!(split(&more, "en-US"), "1+x+a a+2+y a+3");
        assert_eq!(
            split(&[("en", "a"), ("en", "b"), ("km", "1")], "en"),
            "a+1 b+1"
        );
        assert_eq!(split(&[("en", "a"), ("en", "b")], "*all*"), "a b");
        assert_eq!(split(&vec![("en", "a"); 100], "en"), "one");
    }
}
