//! Edits of version 1: targets filled, alone or mark by mark, and proposals after them.

use std::fmt::Write;

use super::{Match, apply, attribute, escaped, with_attributes};
use crate::format::xliff::tree::Element;
use crate::format::xliff::{Cut, Job, Segment, Unit, indent};

/// State and qualifier of a filled target: `state` and `state-qualifier` of version 1, `state` of
/// version 2.
fn states(score: u8) -> [(&'static str, &'static str); 2] {
    let qualifier = if score >= 100 {
        "exact-match"
    } else {
        "fuzzy-match"
    };
    [
        ("state", "needs-review-translation"),
        ("state-qualifier", qualifier),
    ]
}

impl Job {
    /// Fills targets, and returns how many.
    pub(super) fn fill_version1(
        &self,
        unit: &Unit,
        fills: &[(&Segment, &Match)],
        cuts: &mut Vec<Cut>,
    ) -> usize {
        let Some((first, best)) = fills.first() else {
            return 0;
        };
        let least = fills.iter().map(|(_, found)| found.score).min();
        let states = states(least.unwrap_or(best.score));
        if first.place.mark.is_none() {
            let content = escaped(&best.target);
            self.set_target(unit, &content, &states, cuts);
            return 1;
        }
        let is_blank = (unit.target.as_ref())
            .is_none_or(|target| self.text[target.inner.clone()].trim().is_empty());
        // No marks in the target yet: it gets those of the source, filled or empty.
        if let Some(source) = unit.seg_source.as_ref().filter(|_| is_blank) {
            let content = self.segmented_target(source, fills);
            if self.is_whole(fills) {
                self.set_target(unit, &content, &states, cuts);
            } else {
                self.set_target(unit, &content, &[("state", "needs-translation")], cuts);
            }
            return fills.len();
        }
        let marks = fills
            .iter()
            .filter_map(|(segment, found)| Some((segment.place.target.as_ref()?, found)));
        let mut filled = 0;
        for (mark, found) in marks {
            cuts.push(self.refilled(mark, &escaped(&found.target), &[]));
            filled += 1;
        }
        let is_whole = filled == fills.len() && self.is_whole(fills);
        if let Some(target) = unit.target.as_ref().filter(|_| is_whole) {
            let tag = with_attributes(&self.text[target.tag.clone()], &states);
            cuts.push((target.tag.clone(), tag));
        }
        filled
    }

    /// Tells whether the unit has no empty segment left when these are filled.
    fn is_whole(&self, fills: &[(&Segment, &Match)]) -> bool {
        let unit = fills.first().map(|(segment, _)| segment.place.unit);
        let start = self
            .segments
            .partition_point(|segment| Some(segment.place.unit) < unit);
        let segments = self.segments[start..].iter();
        let own = segments.take_while(|segment| Some(segment.place.unit) == unit);
        let empty = own.filter(|segment| segment.target.is_none()).count();
        empty == fills.len()
    }

    /// Returns the segmented source with the texts of its marks replaced.
    fn segmented_target(&self, source: &Element, fills: &[(&Segment, &Match)]) -> String {
        let number = fills.first().map_or(0, |(segment, _)| segment.place.unit);
        let start = self
            .segments
            .partition_point(|segment| segment.place.unit < number);
        let mut fills = fills.iter().peekable();
        let mut cuts = Vec::new();
        let segments = self.segments[start..].iter();
        for segment in segments.take_while(|segment| segment.place.unit == number) {
            let filled = fills.next_if(|(filled, _)| std::ptr::eq(*filled, segment));
            let text = filled.map_or_else(String::new, |(_, found)| escaped(&found.target));
            let (range, with) = self.refilled(&segment.place.source, &text, &[]);
            cuts.push((
                range.start - source.inner.start..range.end - source.inner.start,
                with,
            ));
        }
        apply(&self.text[source.inner.clone()], cuts)
    }

    /// Puts content into the target of a unit of version 1, which is made where there is none.
    fn set_target(&self, unit: &Unit, content: &str, states: &[(&str, &str)], cuts: &mut Vec<Cut>) {
        if let Some(target) = &unit.target {
            cuts.push(self.refilled(target, content, states));
            return;
        }
        let before = indent(&self.text, self.first_child(unit));
        let prefix = &unit.prefix;
        let tag = with_attributes(&format!("<{prefix}target>"), states);
        let at = unit.after_source;
        cuts.push((at..at, format!("{before}{tag}{content}</{prefix}target>")));
    }

    /// Returns the matches as proposals of version 1, each on a line of its own.
    pub(super) fn alt_trans(&self, unit: &Unit, matches: &[(&Segment, &Match)]) -> String {
        let before = indent(&self.text, self.first_child(unit));
        let prefix = &unit.prefix;
        let mut out = String::new();
        for (segment, found) in matches {
            let score = found.score.min(100);
            let origin = attribute(&found.origin);
            let mark = segment.place.mark.as_ref();
            let mark =
                mark.map_or_else(String::new, |mark| format!(" mid=\"{}\"", attribute(mark)));
            let (source, target) = (escaped(&found.source), escaped(&found.target));
            let _ = write!(
                out,
                "{before}<{prefix}alt-trans{mark} match-quality=\"{score}\" origin=\"{origin}\">\
                 <{prefix}source>{source}</{prefix}source><{prefix}target>{target}</{prefix}target>\
                 </{prefix}alt-trans>"
            );
        }
        out
    }
}
