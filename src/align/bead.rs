//! What comes out: beads, the groups of segments that translate each other, why each was made, and
//! what must hold for a list of them.
//! Crossing beads cannot be expressed here, on purpose: translators keep the order, and an aligner
//! that may cross goes astray at the first repeated formula.

use std::fmt;
use std::ops::Range;

/// A group of neighbouring source segments and the target segments that translate them, by index.
///
/// One side may be empty: that segment has no counterpart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Source segments.
    pub source: Range<usize>,
    /// Target segments.
    pub target: Range<usize>,
    /// How sure the aligner is that exactly these segments belong together, from 0 to 1.
    pub confidence: f64,
}

impl Bead {
    /// Tells whether both sides hold something.
    pub fn is_aligned(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }

    /// Returns how many segments it has on each side.
    pub(super) fn shape(&self) -> Shape {
        Shape::new(self.source.len(), self.target.len())
    }

    /// Returns the bead of a part as a bead of the whole, where the part starts at these segments.
    pub(super) fn moved(self, source: usize, target: usize) -> Self {
        Bead {
            source: self.source.start + source..self.source.end + source,
            target: self.target.start + target..self.target.end + target,
            ..self
        }
    }
}

/// What a bead was worth, in natural logarithms of odds: above 0 speaks for it, below against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reasons {
    /// How frequent beads of this shape are.
    pub shape: f64,
    /// How well the lengths fit.
    pub length: f64,
    /// How far the words support each other.
    pub words: f64,
    /// How the bead begins and ends, and what borders it crosses.
    pub borders: f64,
    /// Words that support each other, the strongest first.
    pub support: Vec<Support>,
}

/// Two words that support each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// The source word, folded.
    pub source: String,
    /// The target word, folded.
    pub target: String,
    /// What the pair is worth.
    pub strength: f64,
}

/// A passage that seems to stand in another place in the translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Source segments, by index.
    pub source: Range<usize>,
    /// Target segments, by index.
    pub target: Range<usize>,
}

/// All beads of a document pair, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The beads. Together they cover every segment of both sides once.
    pub beads: Vec<Bead>,
    /// Where they were asked for, the reasons of each bead with two sides.
    pub reasons: Vec<Option<Reasons>>,
    /// Whether the two texts do not look like translations of each other.
    pub unrelated: bool,
    /// Passages without counterpart in their place that seem to stand in another.
    pub moved: Vec<Moved>,
}

impl Alignment {
    /// Tells whether the beads cover `sources` and `targets` segments in order, each once, with no
    /// bead empty on both sides.
    pub fn is_complete(&self, sources: usize, targets: usize) -> bool {
        let (mut source, mut target) = (0, 0);
        for bead in &self.beads {
            let fits = bead.source.start == source && bead.target.start == target;
            if !fits || (bead.source.is_empty() && bead.target.is_empty()) {
                return false;
            }
            (source, target) = (bead.source.end, bead.target.end);
        }
        (source, target) == (sources, targets)
    }

    /// Returns the mean confidence of the aligned beads, or 0 where there are none.
    pub fn mean_confidence(&self) -> f64 {
        let aligned = self.beads.iter().filter(|bead| bead.is_aligned());
        let (sum, count) = aligned.fold((0.0, 0.0), |(s, n), bead| (s + bead.confidence, n + 1.0));
        if count > 0.0 { sum / count } else { 0.0 }
    }
}

/// The sizes of the sides, as the field writes them: `1-1`, `2-1`, `0-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    /// Source segments in the bead.
    pub sources: usize,
    /// Target segments in the bead.
    pub targets: usize,
}

impl Shape {
    /// Makes a shape of so many segments on each side.
    pub const fn new(sources: usize, targets: usize) -> Self {
        Shape { sources, targets }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.sources, self.targets)
    }
}
