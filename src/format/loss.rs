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
        write!(f, "{} {}", self.count, self.what)
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
