//! What goes in beside the segments: how to align, and how far a run has come.

use super::length::LengthPrior;
use super::lexicon::Lexicon;

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
