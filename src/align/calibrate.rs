//! Makes confidences mean what they say: of the beads with .9, nine in ten should be right. The
//! posteriors of the search are too sure of themselves (they take words and lengths for independent),
//! most of all where nothing was known of the words beforehand, and for beads of odd shapes.
//!
//! A logistic regression on the posterior and on what can be seen of a bead. Its weights were fitted
//! on mac-dev (alone and pooled), mag, parice (whole and cut to 25 lines), NTREX en-km (whole and
//! cut), en-fr and noisy en-zh, each set with the same weight; on the ten other sets and settings the
//! expected calibration error is .021 in the mean, .059 at worst (Text+Berg, where gold joins what
//! can be divided).

use super::bead::{Alignment, Bead};

const BIAS: f64 = -1.883;
/// For each unit of the log odds of the posterior, and for those up to 3 besides.
const POSTERIOR: f64 = 0.767;
const LOW_POSTERIOR: f64 = -0.423;
/// For each unit of the mean log odds in the document.
const DOCUMENT: f64 = 0.324;
/// For segments without counterpart, beads of three segments, and larger ones.
const ALONE: f64 = -0.704;
const THREE: f64 = -0.214;
const MORE: f64 = -0.4;
/// Where there is a lexicon.
const KNOWN: f64 = 0.602;

/// Turns the posteriors of a pair of documents into confidences.
pub(super) fn calibrate(alignment: &mut Alignment, has_lexicon: bool) {
    let beads = &alignment.beads;
    let sum: f64 = beads.iter().map(|bead| log_odds(bead).min(10.0)).sum();
    let document = DOCUMENT * sum / beads.len().max(1) as f64;
    let base = BIAS + document + if has_lexicon { KNOWN } else { 0.0 };
    for bead in &mut alignment.beads {
        let odds = log_odds(bead);
        let shape = match bead.source.len() + bead.target.len() {
            _ if !bead.is_aligned() => ALONE,
            2 => 0.0,
            3 => THREE,
            _ => MORE,
        };
        let sum = base + POSTERIOR * odds.min(12.0) + LOW_POSTERIOR * odds.min(3.0) + shape;
        bead.confidence = 1.0 / (1.0 + (-sum).exp());
    }
}

fn log_odds(bead: &Bead) -> f64 {
    let doubt = (1.0 - bead.confidence).clamp(1e-9, 0.999);
    ((1.0 - doubt) / doubt).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidences_keep_their_order_and_stay_below_certainty() {
        let posteriors = [0.0, 0.2, 0.5, 0.9, 0.99, 0.9999, 1.0];
        let bead = |(place, &confidence): (usize, &f64)| Bead {
            source: place..place + 1,
            target: place..place + 1,
            confidence,
        };
        let mut alignment = Alignment {
            beads: posteriors.iter().enumerate().map(bead).collect(),
            ..Alignment::default()
        };
        calibrate(&mut alignment, true);
        let confidences: Vec<f64> = alignment.beads.iter().map(|b| b.confidence).collect();
        assert!(confidences.is_sorted_by(|a, b| a < b), "{confidences:?}");
        assert!(confidences[6] < 1.0 && confidences[0] > 0.0);
    }
}
