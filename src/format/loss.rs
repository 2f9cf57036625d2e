//! What a file cannot carry, counted by kind, so that it is told once and never dropped in silence.

use std::fmt;

/// Something that the file does not have as the units had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// How many times it happened.
    pub count: usize,
    /// What happened, to be read after the count.
    pub what: &'static str,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&counted(self.count, self.what))
    }
}

/// Puts a number before a phrase that begins with a plural.
pub(super) fn counted(count: usize, what: &str) -> String {
    const SINGULAR: &[(&str, &str)] = &[
        ("units have their ", "unit has its "),
        ("units have ", "unit has "),
        ("units match ", "unit matches "),
        ("units lose ", "unit loses "),
        ("units ", "unit "),
        ("texts have ", "text has "),
        ("texts are ", "text is "),
        ("texts match ", "text matches "),
        ("texts ", "text "),
        ("pairs have ", "pair has "),
        ("properties are ", "property is "),
        ("properties ", "property "),
        ("segments ", "segment "),
        ("control characters ", "control character "),
        ("inline codes ", "inline code "),
        ("identifiers ", "identifier "),
        ("attributes ", "attribute "),
        ("dates left ", "date left "),
        ("notes ", "note "),
    ];
    let singular = SINGULAR.iter().filter(|_| count == 1);
    let mut found = singular.filter_map(|(plural, one)| Some((one, what.strip_prefix(plural)?)));
    match found.next() {
        Some((one, rest)) => format!("1 {one}{rest}"),
        None => format!("{count} {what}"),
    }
}

/// Makes the list of losses from counts, leaving out what did not happen.
pub(super) fn list(counts: impl IntoIterator<Item = (usize, &'static str)>) -> Vec<Loss> {
    counts
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, what)| Loss { count, what })
        .collect()
}
