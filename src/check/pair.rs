//! What rules see of a unit: the plain texts of both sides, made once.

use std::borrow::Cow;

use super::unit::{Side, Unit};
use crate::text::Lang;

/// The texts of a unit.
pub(super) struct Pair<'a> {
    pub(super) unit: &'a Unit,
    pub(super) source: Text<'a>,
    pub(super) target: Text<'a>,
}

/// The text of one side.
pub(super) struct Text<'a> {
    pub(super) side: Side,
    pub(super) text: Cow<'a, str>,
    pub(super) lang: &'a Lang,
}

impl<'a> Pair<'a> {
    pub(super) fn new(unit: &'a Unit, (source, target): (&'a Lang, &'a Lang)) -> Pair<'a> {
        let text = |side, text, lang| Text { side, text, lang };
        Pair {
            unit,
            source: text(Side::Source, unit.source.plain_text(), source),
            target: text(Side::Target, unit.target.plain_text(), target),
        }
    }

    /// Tells whether there is a text on both sides.
    pub(super) fn is_whole(&self) -> bool {
        !self.source.is_blank() && !self.target.is_blank()
    }
}

impl Text<'_> {
    /// Tells whether there is nothing but spaces.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}
