//! Spaces that nobody means.

use crate::check::pair::Text;
use crate::check::rule::{Rules, SEVERAL_SPACES};
use crate::check::unit::Fault;
use crate::text::Span;

/// Looks for several spaces in a row; those at the ends of the text are not meant.
pub(super) fn check(text: &Text<'_>, rules: Rules, faults: &mut Vec<Fault>) {
    if !rules.has(&SEVERAL_SPACES) || memchr::memmem::find(text.text.as_bytes(), b"  ").is_none() {
        return;
    }
    let bytes = text.text.as_bytes();
    let start = text.text.len() - text.text.trim_start().len();
    let end = text.text.trim_end().len();
    let mut runs = Vec::new();
    let mut at = start;
    while let Some(found) = bytes
        .get(at..end)
        .and_then(|rest| memchr::memmem::find(rest, b"  "))
    {
        let first = at + found;
        let length = bytes[first..end]
            .iter()
            .take_while(|&&byte| byte == b' ')
            .count();
        runs.push(Span::new(first, first + length));
        at = first + length;
    }
    if runs.is_empty() {
        return;
    }
    let message = match runs.len() {
        1 => "several spaces in a row".to_owned(),
        places => format!("several spaces in a row, in {places} places"),
    };
    let mut fault = Fault::new(&SEVERAL_SPACES, text.side, message);
    fault.fix = runs.iter().map(|&run| (run, " ".to_owned())).collect();
    *fault.marks(text.side) = runs;
    faults.push(fault);
}
