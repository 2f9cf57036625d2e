//! Edits of version 2: matches at the top of the unit, targets filled, states and identifiers set.

use std::fmt::Write;

use super::{Match, attribute, escaped, with_attributes};
use crate::format::xliff::{Cut, Job, Segment, Unit, indent};

impl Job {
    pub(super) fn edit_version2(
        &self,
        unit: &Unit,
        fills: &[(&Segment, &Match)],
        matches: &[(&Segment, &Match)],
        cuts: &mut Vec<Cut>,
    ) {
        let mut ids = unit.ids.clone();
        // The identifier of the segment of each match.
        let mut refs: Vec<String> = Vec::new();
        let mut tags: Vec<(&Segment, Vec<(&str, String)>)> = Vec::new();
        let mut last: Option<&Segment> = None;
        for (segment, _) in matches {
            let again = last.is_some_and(|last| std::ptr::eq(last, *segment));
            last = Some(segment);
            let id = match (&segment.place.mark, refs.last()) {
                (Some(id), _) => id.clone(),
                (None, Some(id)) if again => id.clone(),
                (None, _) => {
                    let id = free_id(&mut ids);
                    tags.push((segment, vec![("id", id.clone())]));
                    id
                }
            };
            refs.push(id);
        }
        for (segment, found) in fills {
            let state = if found.score >= 100 {
                "translated"
            } else {
                "initial"
            };
            let state = ("state", state.to_owned());
            match tags
                .iter_mut()
                .find(|(known, _)| std::ptr::eq(*known, *segment))
            {
                Some((_, attributes)) => attributes.push(state),
                None => tags.push((segment, vec![state])),
            }
            self.fill_version2(unit, segment, found, cuts);
        }
        for (segment, attributes) in &tags {
            if let Some(element) = &segment.place.segment {
                let attributes: Vec<_> = (attributes.iter())
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                let tag = with_attributes(&self.text[element.tag.clone()], &attributes);
                cuts.push((element.tag.clone(), tag));
            }
        }
        self.add_matches(unit, matches, &refs, cuts);
    }

    fn fill_version2(&self, unit: &Unit, segment: &Segment, found: &Match, cuts: &mut Vec<Cut>) {
        let content = escaped(&found.target);
        if let Some(target) = &segment.place.target {
            cuts.push(self.refilled(target, &content, &[]));
            return;
        }
        let source = &segment.place.source;
        let (before, prefix) = (indent(&self.text, source.tag.start), &unit.prefix);
        let target = format!("{before}<{prefix}target>{content}</{prefix}target>");
        cuts.push((source.end..source.end, target));
    }

    /// Adds matches of the module of XLIFF 2.1, section 5.1, with those that are there or as the first
    /// thing in the unit.
    fn add_matches(
        &self,
        unit: &Unit,
        matches: &[(&Segment, &Match)],
        refs: &[String],
        cuts: &mut Vec<Cut>,
    ) {
        const NAMESPACE: &str = "urn:oasis:names:tc:xliff:matches:2.0";
        if matches.is_empty() {
            return;
        }
        let outer = indent(&self.text, self.first_child(unit));
        let inner = if outer.is_empty() {
            String::new()
        } else {
            format!("{outer} ")
        };
        let prefix = &unit.prefix;
        let mut out = String::new();
        for ((_, found), id) in matches.iter().zip(refs) {
            let id = attribute(id);
            let score = f32::from(found.score.min(100));
            let origin = attribute(&found.origin);
            let (source, target) = (escaped(&found.source), escaped(&found.target));
            let _ = write!(
                out,
                "{inner}<mtc:match xmlns:mtc=\"{NAMESPACE}\" ref=\"#{id}\" similarity=\"{score:.1}\" \
                 matchQuality=\"{score:.1}\" type=\"tm\" origin=\"{origin}\"><{prefix}source>{source}</{prefix}source>\
                 <{prefix}target>{target}</{prefix}target></mtc:match>"
            );
        }
        match &unit.matches {
            Some(there) if !there.is_empty => {
                let whole = &self.text[there.inner.clone()];
                let at = there.inner.start + whole.trim_end().len();
                cuts.push((at..at, out));
            }
            Some(there) => cuts.push(self.refilled(there, &out, &[])),
            None => {
                let at = unit.element.tag.end;
                let out = out.replace(&format!(" xmlns:mtc=\"{NAMESPACE}\""), "");
                let whole = format!(
                    "{outer}<mtc:matches xmlns:mtc=\"{NAMESPACE}\">{out}{outer}</mtc:matches>"
                );
                cuts.push((at..at, whole));
            }
        }
    }
}

/// Returns an identifier that the unit does not have yet.
fn free_id(ids: &mut Vec<String>) -> String {
    let mut number = 1;
    loop {
        let id = format!("s{number}");
        match ids.binary_search(&id) {
            Ok(_) => number += 1,
            Err(place) => {
                ids.insert(place, id.clone());
                return id;
            }
        }
    }
}
