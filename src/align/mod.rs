//! Two lists of segments in, beads out: which segments translate which.
//!
//! No dictionary, no machine translation, no trained network: lengths, words that keep occurring
//! together, what looks alike, and the borders of segments, learnt anew from each pair of documents
//! (or from many pairs at once). Glossaries and memories are unknown here. Crossing order is not
//! looked for: a moved passage comes out as two unaligned pieces.

mod anchor;
mod bead;
mod calibrate;
mod corpus;
pub mod evaluate;
mod evidence;
mod explain;
mod habits;
mod kinship;
mod lattice;
mod length;
pub mod lexicon;
mod score;
mod speech;
mod structure;
mod train;
mod words;

pub use bead::{Alignment, Bead, Shape};
pub use explain::{Reasons, Support};
pub use kinship::Moved;
pub use length::LengthPrior;
pub use lexicon::Lexicon;

use self::corpus::Corpus;
use crate::segment::Segment;

/// The segments of a document and of its translation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pair<'a> {
    /// Source segments.
    pub source: &'a [Segment],
    /// Target segments.
    pub target: &'a [Segment],
    /// What is named in the segments, for each source segment and each target segment: numbers that
    /// mean the same on both sides, such as those of concepts. Empty where nobody has looked.
    pub names: [&'a [Vec<u32>]; 2],
    /// Segments (source, target) that begin something on both sides: no bead reaches across.
    pub walls: &'a [(usize, usize)],
}

/// How to align.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The most segments on one side of a bead, at least 1.
    pub max_bead: usize,
    /// What is known of the lengths of the two languages.
    pub length_prior: Option<LengthPrior>,
    /// What is known beforehand of how words translate, from source to target.
    pub lexicon: Option<&'a Lexicon>,
    /// Whether to tell the reasons of beads.
    pub explain: bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            max_bead: 5,
            length_prior: None,
            lexicon: None,
            explain: false,
        }
    }
}

/// How far a run has come.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The pass that begins, from 0.
    pub pass: usize,
    /// Passes in all.
    pub passes: usize,
}

/// Aligns document pairs; all of them teach one lexicon.
///
/// Documents whose words have nothing to do with each other are better aligned in calls of their
/// own. Returns one alignment for each pair, in order; each covers every segment once.
pub fn align(pairs: &[Pair<'_>], options: &Options<'_>, progress: &dyn Fn(Step)) -> Vec<Alignment> {
    let corpus = Corpus::new(pairs, options.lexicon);
    let (parts, kinship) = train::align(&corpus, options, progress);
    let mut alignments = vec![Alignment::default(); pairs.len()];
    if let Some(kinship) = kinship {
        kinship.look_back(&corpus.documents, &parts, &mut alignments);
    }
    for (document, part) in corpus.documents.iter().zip(parts) {
        let (source, target) = document.start;
        let moved = part
            .beads
            .into_iter()
            .map(|bead| bead.moved(source, target));
        let whole = &mut alignments[document.pair];
        whole.beads.extend(moved);
        whole.reasons.extend(part.reasons);
    }
    for alignment in &mut alignments {
        calibrate::calibrate(alignment, options.lexicon.is_some());
    }
    alignments
}
