//! Documents cut into segments, the units that are aligned, looked up and translated.

use crate::model::{Gap, Lines};

/// A unit of translation: mostly a sentence, else a heading or a list item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The text as the user wrote it, without the white space round it; wrapped lines joined.
    pub text: String,
    /// Where it stands in its file.
    pub lines: Lines,
    /// What separates it from the segment before.
    pub gap: Gap,
}
