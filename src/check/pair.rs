//! What rules see of a unit: the plain texts of both sides, each read once.

use super::unit::Unit;
use crate::segment::Reading;
use crate::text::Lang;

/// The texts of a unit.
pub(super) struct Pair<'a> {
    pub(super) unit: &'a Unit,
    pub(super) source: PairSide<'a>,
    pub(super) target: PairSide<'a>,
}

/// The text of one side.
pub(super) struct PairSide<'a> {
    pub(super) text: &'a str,
    /// The same text, with what was found out about it.
    pub(super) reading: Reading<'a>,
    pub(super) lang: &'a Lang,
}

impl<'a> Pair<'a> {
    /// Takes a unit, and the plain texts of its sides with their languages.
    pub(super) fn new(
        unit: &'a Unit,
        source: (&'a str, &'a Lang),
        target: (&'a str, &'a Lang),
    ) -> Pair<'a> {
        let text = |(text, lang)| PairSide {
            text,
            reading: Reading::new(text),
            lang,
        };
        Pair {
            unit,
            source: text(source),
            target: text(target),
        }
    }

    /// Tells whether there is a text on both sides.
    pub(super) fn is_whole(&self) -> bool {
        !self.source.is_blank() && !self.target.is_blank()
    }
}

impl PairSide<'_> {
    /// Tells whether there is nothing but spaces.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Returns a number that stands for a text: the same in every run and on every machine.
pub(super) fn digest(text: &str) -> u64 {
    const FACTOR: u64 = 0x517C_C1B7_2722_0A95;
    let mix = |sum: u64, word: u64| (sum.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let mut chunks = text.as_bytes().chunks_exact(8);
    let mut sum = text.len() as u64;
    for chunk in &mut chunks {
        let word = chunk
            .iter()
            .rev()
            .fold(0, |word, &byte| word << 8 | u64::from(byte));
        sum = mix(sum, word);
    }
    let rest = chunks.remainder().iter().rev();
    sum = mix(sum, rest.fold(0, |word, &byte| word << 8 | u64::from(byte)));
    sum ^ sum >> 29
}
