//! Two lists of segments in, beads out: which segments translate which.
//!
//! No dictionary, no machine translation, no trained network: lengths, words that keep occurring
//! together, what looks alike, and the borders of segments, learnt anew from each pair of documents
//! (or from many pairs at once). Glossaries and memories are unknown here. Crossing order is not
//! looked for: a moved passage comes out as two unaligned pieces.
//!
//! ```
//! use chancery::align::{Options, Pair, align};
//! use chancery::format::text;
//! use chancery::segment;
//!
//! let source = segment::lines(&text::read_lines("The embassy informs the ministry.\nThank you."));
//! let target = segment::lines(&text::read_lines("L'ambassade informe le minist\u{E8}re.\nMerci."));
//! let pair = Pair { source: &source, target: &target, ..Pair::default() };
//! let alignment = align(&[pair], &Options::default(), &|_| ()).remove(0);
//! assert!(alignment.is_complete(source.len(), target.len()));
//! ```

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
mod model;
mod options;
mod score;
mod speech;
mod structure;
mod train;
mod views;
mod words;

pub use bead::{Alignment, Bead, Moved, Reasons, Shape, Support};
pub use corpus::Pair;
pub use length::LengthPrior;
pub use lexicon::Lexicon;
pub use options::{Options, Step};

use self::corpus::Corpus;

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
