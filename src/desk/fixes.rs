//! Which fixes of what was found are made in a file at a time.

use crate::report::rule::Rule;
use crate::report::{Finding, Fix};

/// Returns the fixes in a file. The layout comes last: it writes the whole file.
pub(super) fn fixes_in<'a>(findings: &'a [Finding], path: &str) -> Vec<&'a Fix> {
    let here = findings
        .iter()
        .filter(|finding| finding.place.path == path && finding.hidden.is_none());
    let (layout, others): (Vec<&Finding>, Vec<&Finding>) =
        here.partition(|finding| finding.rule == Rule::NotCanonical);
    let of = |findings: Vec<&'a Finding>| -> Vec<&'a Fix> {
        let fixes = findings.into_iter();
        fixes.filter_map(|finding| finding.fix.as_ref()).collect()
    };
    let others = of(others);
    if others.is_empty() {
        of(layout)
    } else {
        others
    }
}
